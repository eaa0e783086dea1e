"""Building networks from their stored configuration, always offline."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from inspect import Parameter, signature
from types import ModuleType
from typing import Any

from ..engine.environment import setting_up
from ..errors import SureCoverError, reason

MAX_NUMBER = 4096
"""Largest number in a network's configuration; far larger ones only fill the memory."""

_ENCODER = re.compile(r"[\w.-]*")

_DECLARED: list[Any] = []
"""Operators declared for torchvision; they live as long as these objects."""


def import_smp() -> Any:  # noqa: ANN401
    """Import segmentation_models_pytorch.

    It imports torchvision, whose compiled operators do not load beside a torch built for other
    hardware (CPU against CUDA). None of them is used here, so declaring the missing ones is enough.

    Returns:
        The module.

    Raises:
        SureCoverError: The package is not installed.
    """
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    try:
        return _without_compiler(_import_smp)
    except ModuleNotFoundError as error:
        raise SureCoverError(
            f"The engine's Python lacks the package {error.name!r}; {setting_up()}."
        ) from error


def _import_smp() -> Any:  # noqa: ANN401
    _import_torchvision()
    return import_module("segmentation_models_pytorch")


def _import_torchvision() -> None:
    torch = import_module("torch")
    try:
        import_module("torchvision")
        return
    except RuntimeError as error:
        if "torchvision::" not in str(error):
            raise
    for name in [name for name in sys.modules if name.partition(".")[0] == "torchvision"]:
        del sys.modules[name]
    library = torch.library.Library("torchvision", "FRAGMENT")
    for operator in ("nms", "qnms"):
        library.define(f"{operator}(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
    _DECLARED.append(library)
    import_module("torchvision")


def _without_compiler(load: Callable[[], Any]) -> Any:  # noqa: ANN401
    """Call what loads libraries or builds networks, without torch's compiler, which loads longer than those.

    All they want of it is to mark functions that it must leave alone; if they want more, they get it.
    """
    if "torch._dynamo" in sys.modules:
        return load()
    compiler: Any = ModuleType("torch._dynamo")
    compiler.disable = lambda fn=None, *_, **__: fn or (lambda decorated: decorated)
    utils: Any = ModuleType("torch._dynamo.utils")
    utils.is_compile_supported = lambda device: False
    stand_ins = {module.__name__: module for module in (compiler, utils)}
    sys.modules.update(stand_ins)
    try:
        return load()
    except (ImportError, AttributeError):
        pass
    finally:
        for name in stand_ins:
            del sys.modules[name]
    return load()


def build_network(config: Mapping[str, Any]) -> Any:  # noqa: ANN401
    """Build a network with random weights.

    Args:
        config: Arguments of the network's class as smp's `save_pretrained` stores them, with
            the class in `_model_class`. Weights are never looked up anywhere: `encoder_weights`
            is ignored.

    Returns:
        The torch module.

    Raises:
        SureCoverError: The class is not one of smp's or refuses the arguments.
    """
    smp = import_smp()
    architectures = {network.__name__: network for network in smp.MODEL_ARCHITECTURES_MAPPING.values()}
    name = config.get("_model_class")
    if not isinstance(name, str) or name not in architectures:
        raise SureCoverError(
            f"The model's config.json names the network {name!r}; "
            f"allowed in '_model_class' are {', '.join(sorted(architectures))}."
        )
    arguments = {key: value for key, value in config.items() if not key.startswith("_")}
    _check_arguments(name, architectures[name], arguments)
    arguments["encoder_weights"] = None
    try:
        return _without_compiler(lambda: architectures[name](**arguments))
    except Exception as error:  # the libraries meet odd values with any kind
        raise SureCoverError(
            f"The network {name} cannot be built from the model's config.json ({reason(error)}); "
            "get the model folder again."
        ) from error


def _numbers(value: Any) -> Iterator[float]:  # noqa: ANN401 - any JSON value
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        for entry in value:
            yield from _numbers(entry)
    elif isinstance(value, (int, float)):
        yield value


def _check_arguments(name: str, network: Any, arguments: Mapping[str, Any]) -> None:  # noqa: ANN401
    """Refuse what the libraries would pass on or look up elsewhere: checkpoints, hubs, folders."""
    own = [
        parameter.name
        for parameter in signature(network).parameters.values()
        if parameter.kind is not Parameter.VAR_KEYWORD
    ]
    unknown = sorted(arguments.keys() - own)
    if unknown:
        raise SureCoverError(
            f"The model's config.json gives {unknown[0]!r} to the network {name}; "
            f"allowed are {', '.join(own)}: get a model without it."
        )
    large = [number for number in _numbers(arguments) if number > MAX_NUMBER]
    if large:
        raise SureCoverError(
            f"The model's config.json holds the number {str(large[0])[:20]}; allowed are up to {MAX_NUMBER} "
            "channels, classes or layers: get a smaller model."
        )
    encoder = arguments.get("encoder_name", "")
    if not isinstance(encoder, str) or not _ENCODER.fullmatch(encoder):
        raise SureCoverError(
            f"The model's config.json names the encoder {encoder!r}; allowed are names of letters, digits "
            "and -_. without a place to get it from, so get a model with such an encoder."
        )
