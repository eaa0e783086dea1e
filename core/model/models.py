"""Models at work: network and card together, on a device. The home of inference."""

from __future__ import annotations

import dataclasses
import json
import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import SureCoverError, reason
from ..lazy import LazyModule
from ..textfiles import read_json
from .card import ONNX, ModelCard
from .cardfile import read_card, sha256, verify_files, write_card
from .networks import build_network
from .onnxfile import OnnxNetwork, open_network

if TYPE_CHECKING:
    import safetensors
    import safetensors.torch
    import torch
else:
    torch = LazyModule("torch")
    safetensors = LazyModule("safetensors")
    safetensors.torch = LazyModule("safetensors.torch")

DEVICES = ("auto", "cpu", "cuda", "mps")
RUNTIMES = ("auto", "torch")
_WEIGHTS = "model.safetensors"
_CONFIG = "config.json"
_ONNX = f"model{ONNX}"


class Model:
    """A network ready to predict.

    Attributes:
        card: What is known of it.
        device: Where it runs: "cpu", "cuda" or "mps".
    """

    def __init__(self, card: ModelCard, network: Any) -> None:  # noqa: ANN401
        self.card = card
        self.device = "cpu"
        self._network = network.eval().to(memory_format=torch.channels_last)

    def to(self, device: str) -> Model:
        """Move it to a device and return it."""
        self._network = self._network.to(device)
        self.device = device
        return self

    def predict(self, inputs: np.ndarray) -> np.ndarray:
        """Class probabilities of a batch of tiles.

        When a GPU's memory is too small, halves of the batch follow one another; when one tile is
        too much, the model moves to the CPU for good.

        Args:
            inputs: What `ModelCard.normalise` returns, stacked: (tiles, bands, rows, cols) float32,
                rows and cols multiples of 32.

        Returns:
            (tiles, classes, rows, cols) float32, in the order of the card's classes: the softmax of
            the logits divided by the card's temperature.

        Raises:
            SureCoverError: The network gives another number of classes than the card names.
        """
        return self._fitting(self._predict, inputs)

    def encoded(self, inputs: np.ndarray) -> np.ndarray | None:
        """What the network's encoder makes of a batch of tiles.

        Args:
            inputs: As of `predict`.

        Returns:
            The deepest features, averaged over each tile: (tiles, channels) float32; None if the network
            has no encoder.
        """
        if not hasattr(self._network, "encoder"):
            return None
        return self._fitting(self._encoded, inputs)

    def _fitting(self, work: Callable[[np.ndarray], np.ndarray], inputs: np.ndarray) -> np.ndarray:
        """Do the work in parts that the device's memory can hold."""
        try:
            return work(inputs)
        except RuntimeError as error:
            if "out of memory" not in str(error) or (len(inputs) == 1 and self.device == "cpu"):
                raise
        # Outside the handler, so that the failed attempt's tensors are free.
        if self.device == "cuda":
            torch.cuda.empty_cache()
        if len(inputs) == 1:
            return self.to("cpu")._fitting(work, inputs)
        middle = len(inputs) // 2
        return np.concatenate([self._fitting(work, half) for half in (inputs[:middle], inputs[middle:])])

    def _encoded(self, inputs: np.ndarray) -> np.ndarray:
        with torch.inference_mode():
            deepest = self._network.encoder(self._batch(inputs))[-1].float()
            means: np.ndarray = deepest.mean(dim=(2, 3)).cpu().numpy()
        return means

    def _batch(self, inputs: np.ndarray) -> torch.Tensor:
        tensor = torch.from_numpy(inputs).to(self.device)
        return tensor.contiguous(memory_format=torch.channels_last)

    def _logits(self, inputs: np.ndarray) -> torch.Tensor:
        logits: torch.Tensor = self._network(self._batch(inputs)).float()
        return logits

    def _predict(self, inputs: np.ndarray) -> np.ndarray:
        with torch.inference_mode():
            logits = self._logits(inputs)
            self._check_shape(logits.shape, inputs.shape)
            probabilities = torch.softmax(logits / (self.card.temperature or 1.0), dim=1)
            result: np.ndarray = probabilities.contiguous().cpu().numpy()
        if not np.isfinite(result).all():
            raise SureCoverError(
                f"The model {self.card.id!r} gives results that are no numbers; its weights or the image's "
                "values are far out of range: get the model again, or check the image's scale."
            )
        return result

    def _check_shape(self, given: Sequence[int], wanted: Sequence[int]) -> None:
        if len(given) != 4 or given[0] != wanted[0]:
            raise SureCoverError(
                f"The network of the model {self.card.id!r} gives a result of {tuple(given)} numbers for "
                f"{wanted[0]} tiles; needed are tiles x classes x rows x columns: get the model again."
            )
        if given[1] != len(self.card.classes):
            raise SureCoverError(
                f"The network of the model {self.card.id!r} gives {given[1]} classes, its card "
                f"names {len(self.card.classes)}; get the model again."
            )
        if given[2:] != wanted[2:]:
            raise SureCoverError(
                f"The network of the model {self.card.id!r} gives {tuple(given[2:])} pixels for a tile of "
                f"{tuple(wanted[2:])}; get a model whose result is as large as its input."
            )


class OnnxModel(Model):
    """A model whose network is an ONNX file; it stays on the CPU, whatever device is wanted."""

    def __init__(self, card: ModelCard, network: OnnxNetwork) -> None:
        self.card = card
        self.device = "cpu"
        self._network = network

    def to(self, device: str) -> Model:
        """Return it."""
        return self

    def _logits(self, inputs: np.ndarray) -> torch.Tensor:
        return torch.from_numpy(self._network(inputs))


def choose_device(wanted: str = "auto", label: str = "Device (DEVICE)") -> str:
    """The device to run on: the wanted one, or with "auto" the fastest that is present.

    Raises:
        SureCoverError: The wanted one is not present.
    """
    present = {"cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available(), "cpu": True}
    if wanted == "auto":
        return next(device for device, found in present.items() if found)
    if not present[wanted]:
        found = ", ".join(device for device, here in present.items() if here)
        raise SureCoverError(
            f"{label} is {wanted}, which this computer does not offer; allowed: auto, {found}."
        )
    return wanted


def save_model(folder: str | Path, network: Any, card: ModelCard) -> ModelCard:  # noqa: ANN401
    """Write a model folder.

    Args:
        folder: Created if needed; files of the same names are replaced.
        network: An smp network.
        card: What is known of it; architecture, parameters and files are filled in here.

    Returns:
        The card as written.

    Raises:
        OSError: The folder cannot be written, or its disk is full.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    config = {**network.config, "_model_class": type(network).__name__, "encoder_weights": None}
    text = json.dumps(config, indent=2, sort_keys=True)
    (folder / _CONFIG).write_text(text + "\n", encoding="utf-8")
    try:
        safetensors.torch.save_model(network, str(folder / _WEIGHTS))
    except safetensors.SafetensorError as error:
        raise OSError(str(error)) from error
    complete = dataclasses.replace(
        card,
        architecture=f"{type(network).__name__} {config.get('encoder_name', '')}".strip(),
        parameters=sum(weights.numel() for weights in network.parameters()),
        files={name: sha256(folder / name) for name in (_WEIGHTS, _CONFIG)},
    )
    write_card(folder, complete)
    return complete


def save_onnx_model(folder: str | Path, network: Any, card: ModelCard) -> ModelCard:  # noqa: ANN401
    """Write a model folder whose network is an ONNX file.

    Args:
        folder: Created if needed; files of the same names are replaced.
        network: An onnx.ModelProto: one input float32 (n, bands, rows, cols), one output float32 (n,
            classes, rows, cols), the logits, where n, rows and cols may be any numbers.
        card: What is known of it; architecture (the graph's name), parameters and files are filled in here.

    Returns:
        The card as written.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _ONNX).write_bytes(network.SerializeToString())
    complete = dataclasses.replace(
        card,
        architecture=network.graph.name,
        parameters=sum(math.prod(weights.dims) for weights in network.graph.initializer),
        files={_ONNX: sha256(folder / _ONNX)},
    )
    write_card(folder, complete)
    return complete


def load_model(folder: str | Path, label: str = "The model") -> Model:
    """Read a model folder, compare its checksums and build the network on the CPU.

    Args:
        folder: As written by `save_model` or `save_onnx_model`.
        label: How messages name it.

    Raises:
        SureCoverError: The folder is not a sound model folder.
    """
    card = read_card(folder, label)
    verify_files(folder, card, label)
    if card.weights.endswith(ONNX):
        return OnnxModel(card, open_network(Path(folder, card.weights), len(card.bands), label))
    config = _read_config(Path(folder), label)
    if config.get("in_channels", len(card.bands)) != len(card.bands):
        raise SureCoverError(
            f"{label} has a network of {config['in_channels']} bands, its card names {len(card.bands)}: "
            f"{folder}; get the model again."
        )
    network = build_network(config)
    try:
        safetensors.torch.load_model(network, str(Path(folder, card.weights)))
    except (RuntimeError, safetensors.SafetensorError) as error:
        raise SureCoverError(
            f"{label} has weights that do not fit its network: {folder} ({reason(error)}); "
            "get the model again."
        ) from error
    return Model(card, network)


def _read_config(folder: Path, label: str) -> dict[str, Any]:
    path = folder / _CONFIG
    try:
        config = read_json(path)
    except (OSError, ValueError) as error:
        raise SureCoverError(
            f"{label} has no readable {_CONFIG}: {path} ({error}); get the model again."
        ) from error
    if not isinstance(config, dict):
        raise SureCoverError(
            f"{label} has a {_CONFIG} that is no list of settings: {path}; get the model again."
        )
    return config
