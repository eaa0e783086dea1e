"""Networks of segmentation_models_pytorch: folders as `save_pretrained` writes them, and bare weights."""

from __future__ import annotations

import dataclasses
import re
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...errors import SureCoverError, reason
from ...lazy import LazyModule
from ...paths import is_file
from ...textfiles import read_json
from ..networks import MAX_NUMBER, build_network
from ..stored import CONFIG
from .draft import Draft, short_name

if TYPE_CHECKING:
    import safetensors
    import safetensors.torch
    import torch
else:
    safetensors = LazyModule("safetensors")
    safetensors.torch = LazyModule("safetensors.torch")
    torch = LazyModule("torch")

SAFETENSORS = ".safetensors"
PICKLES = (".bin", ".pt", ".pth")
"""Endings of files of PyTorch, of which only plain tensors are read."""

_NESTED = ("state_dict", "model_state_dict", "model")
"""Where checkpoints keep the weights."""

_PREFIXES = ("module.", "model.")
"""What wrappers put before the names of all weights."""

_HEAD = "segmentation_head.0"
_AUXILIARY = "classification_head."
_LICENCE = re.compile(r"^license:\s*['\"]?([\w.+-]{1,60})", re.MULTILINE)


def read_smp_folder(folder: Path, label: str) -> tuple[Draft, Any]:
    """Read a folder with config.json and the weights.

    Args:
        folder: The folder.
        label: How messages name it.

    Returns:
        The draft, and the torch module, which gives logits of two classes or more.

    Raises:
        SureCoverError: It holds no such network.
    """
    config = read_config(folder / CONFIG, label)
    found = sorted(p for p in folder.iterdir() if p.suffix.lower() in (SAFETENSORS, *PICKLES))
    found.sort(key=lambda p: p.suffix.lower() != SAFETENSORS)
    if not found:
        raise SureCoverError(
            f"{label} is a folder without weights: {folder}; allowed is one with {CONFIG} and a file "
            f"{SAFETENSORS}, as save_pretrained writes them."
        )
    draft, network = read_smp(config, found[0], label)
    draft = dataclasses.replace(
        draft,
        id=short_name(folder),
        source=f"{folder.name}, a folder of an smp network",
        licence=_licence(folder),
    )
    return draft, network


def _licence(folder: Path) -> str:
    """As README.md states it in the manner of Hugging Face; "" if it does not."""
    with suppress(OSError, UnicodeDecodeError):
        stated = _LICENCE.search((folder / "README.md").read_text(encoding="utf-8")[:4000])
        return stated[1] if stated else ""
    return ""


def read_config(path: Path, label: str) -> dict[str, Any]:
    """The configuration of an smp network.

    Raises:
        SureCoverError: There is none, or it is that of something else.
    """
    try:
        config = read_json(path)
    except (OSError, ValueError) as error:
        raise SureCoverError(
            f"{label} has no readable {CONFIG}: {path} ({reason(error)}); allowed is a folder as "
            "save_pretrained writes it, or a file .onnx or .emd."
        ) from error
    if not isinstance(config, dict) or "_model_class" not in config:
        raise SureCoverError(
            f"{label} is no network of segmentation_models_pytorch: {path}; allowed are its networks "
            f"(_model_class in {CONFIG}), so export others to ONNX and import that."
        )
    return config


def read_smp(config: Mapping[str, Any], weights: Path, label: str) -> tuple[Draft, Any]:
    """Build a network and give it the weights of a file; see `read_smp_folder`."""
    bands, classes = config.get("in_channels", 3), config.get("classes", 1)
    if not all(isinstance(number, int) and 0 < number <= MAX_NUMBER for number in (bands, classes)):
        raise SureCoverError(
            f"{label} has a network of {str(bands)[:40]} bands and {str(classes)[:40]} classes; allowed are "
            f"whole numbers from 1 to {MAX_NUMBER}: get the model again."
        )
    values = {
        name: tensor for name, tensor in _read(weights, label).items() if not name.startswith(_AUXILIARY)
    }
    if classes == 1:
        _add_everything_else(values)
    network = build_network({**config, "classes": max(classes, 2), "activation": None, "aux_params": None})
    try:
        network.load_state_dict(values)
    except (RuntimeError, AttributeError) as error:
        raise SureCoverError(
            f"{label} has weights that do not fit its network: {weights} ({reason(error)}); needed are those "
            "of the network that is described, so get both again."
        ) from error
    draft = Draft(
        id=short_name(weights), source=f"{weights.name}, weights of an smp network", count=bands,
        outputs=max(classes, 2), output="logits",
    )  # fmt: skip
    return draft, network.eval()


def _add_everything_else(values: dict[str, Any]) -> None:
    """Of a network of one class make one of two: softmax of (0, x) is the sigmoid of x."""
    for end in ("weight", "bias"):
        name = f"{_HEAD}.{end}"
        if name in values:
            values[name] = torch.cat([torch.zeros_like(values[name]), values[name]])


def _read(path: Path, label: str) -> dict[str, Any]:
    """Tensors by name; nothing in the file is run."""
    try:
        if path.suffix.lower() == SAFETENSORS:
            return dict(safetensors.torch.load_file(str(path)))
        found = torch.load(path, map_location="cpu", weights_only=True)
    except Exception as error:  # the readers meet odd files with any kind
        raise SureCoverError(
            f"{label} has weights that cannot be read without running what is in them: {path} "
            f"({_kind(path)}); allowed are plain tensors, so save the network's state_dict as "
            f"{SAFETENSORS}, or export the network to ONNX."
        ) from error
    for name in _NESTED:
        if isinstance(found, Mapping) and isinstance(found.get(name), Mapping):
            found = found[name]
    if not isinstance(found, Mapping) or not all(isinstance(value, torch.Tensor) for value in found.values()):
        raise SureCoverError(
            f"{label} has a file without the weights of one network: {path}; needed is its state_dict, so "
            f"save that as {SAFETENSORS}, or export the network to ONNX."
        )
    values = {str(name): value for name, value in found.items()}
    for prefix in _PREFIXES:
        if values and all(name.startswith(prefix) for name in values):
            values = {name[len(prefix) :]: value for name, value in values.items()}
    return values


def _kind(path: Path) -> str:
    if not is_file(path):
        return "no such file"
    if path.suffix.lower() not in PICKLES:
        return "damaged"
    return "a pickled object" if zipfile.is_zipfile(path) else "no state_dict"
