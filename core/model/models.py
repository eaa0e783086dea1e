"""Models at work: network and card together, on a device. The home of inference."""

from __future__ import annotations

import dataclasses
import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import SureCoverError
from ..lazy import LazyModule
from ..runtimes.network import Network
from ..runtimes.torchnetwork import TorchNetwork
from .card import ONNX, ModelCard
from .cardfile import read_card, sha256, verify_files, write_card
from .stored import CONFIG, StoredNetwork

if TYPE_CHECKING:
    import safetensors
    import safetensors.torch
else:
    safetensors = LazyModule("safetensors")
    safetensors.torch = LazyModule("safetensors.torch")

_WEIGHTS = "model.safetensors"
ONNX_FILE = f"model{ONNX}"
"""Name of the file with network and weights in a model folder."""

_ROWS = 32
"""Of a tile that are made probabilities at once."""


class Model:
    """A network and what is known of it.

    Attributes:
        card: What is known of it.
        stored: Its network in a model folder; None for a network that lies in none.

    Args:
        card: As the attribute.
        network: What computes the logits; None to build it, on the CPU, when it is first used.
        stored: As the attribute.
    """

    def __init__(
        self, card: ModelCard, network: Network | None = None, stored: StoredNetwork | None = None
    ) -> None:
        self.card = card
        self.stored = stored
        self._network = network

    @property
    def network(self) -> Network:
        """What computes the logits.

        Raises:
            SureCoverError: It cannot be built from what its folder holds.
        """
        if self._network is None:
            if self.stored is None:
                raise ValueError("a model has a network, or where it is stored")
            self._network = self.stored.open(self.stored.packages[0])
        return self._network

    @property
    def device(self) -> str:
        """Where it runs: "cpu", "cuda" or "mps"."""
        return self.network.device

    def to(self, device: str) -> Model:
        """Move it to a device and return it."""
        self._network = self.network.to(device)
        return self

    def ready(self, runtime: str, device: str) -> Model:
        """It in a runtime, one of RUNTIMES but "auto", on a device; the network is shared and stays ready.

        Raises:
            SureCoverError: The network cannot be built, or not run so.
        """
        return Model(self.card, self.stored.ready(runtime, device), self.stored) if self.stored else self

    def told(self) -> dict[str, Any]:
        """What maps tell of it, as JSON values."""
        card = self.card
        return {
            "id": card.id,
            "runtime": self.network.runtime,
            "licence": card.licence,
            "temperature": card.temperature,
            "ece": card.ece,
            "accuracy": {place: round(figure, 4) for place, figure in card.accuracies()},
            "sha256": dict(card.files),
        }

    def predict(self, inputs: np.ndarray) -> np.ndarray:
        """Class probabilities of a batch of tiles; several threads may ask at once.

        Args:
            inputs: What `ModelCard.normalise` returns, stacked: (tiles, bands, rows, cols) float32,
                rows and cols multiples of 32.

        Returns:
            (tiles, classes, rows, cols) float32, in the order of the card's classes: the softmax of
            the logits divided by the card's temperature.

        Raises:
            SureCoverError: The network gives another number of classes than the card names, or no numbers.
        """
        logits = self.network(inputs)
        self._check_shape(logits.shape, inputs.shape)
        for tile in logits:
            if not _softmax(tile, self.card.temperature or 1.0):
                raise SureCoverError(
                    f"The model {self.card.id!r} gives results that are no numbers; its weights or the "
                    "image's values are far out of range: get the model again, or check the image's scale."
                )
        return logits

    def encoded(self, inputs: np.ndarray) -> np.ndarray | None:
        """What the network's encoder makes of a batch of tiles.

        Args:
            inputs: As of `predict`.

        Returns:
            The deepest features, averaged over each tile: (tiles, channels) float32; None if the network
            has no encoder.
        """
        network = self._network
        if getattr(network, "runtime", "") != "torch" and self.stored and "torch" in self.stored.packages:
            network = self.stored.ready("torch")
        return network.encoded(inputs) if isinstance(network, TorchNetwork) else None

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


def _softmax(logits: np.ndarray, temperature: float) -> bool:
    """Replace logits (classes, rows, cols) by their softmax; whether all of it are numbers."""
    numbers = True
    with np.errstate(invalid="ignore", over="ignore"):
        for top in range(0, logits.shape[1], _ROWS):
            part = logits[:, top : top + _ROWS]  # all classes of these rows fit a core's cache
            if temperature != 1:
                part /= np.float32(temperature)
            part -= part.max(axis=0)
            np.exp(part, out=part)
            total = part.sum(axis=0)
            numbers = numbers and bool(np.isfinite(total).all())
            part /= total
    return numbers


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
    complete = dataclasses.replace(card, **save_network(Path(folder), network))
    write_card(folder, complete)
    return complete


def save_network(folder: Path, network: Any) -> dict[str, Any]:  # noqa: ANN401
    """Write an smp network into a folder, without a card; arguments and errors as of `save_model`.

    Returns:
        What the card says of it: architecture, parameters and files.
    """
    folder.mkdir(parents=True, exist_ok=True)
    config = {**network.config, "_model_class": type(network).__name__, "encoder_weights": None}
    text = json.dumps(config, indent=2, sort_keys=True)
    (folder / CONFIG).write_text(text + "\n", encoding="utf-8")
    try:
        safetensors.torch.save_model(network, str(folder / _WEIGHTS))
    except safetensors.SafetensorError as error:
        raise OSError(str(error)) from error
    return {
        "architecture": f"{type(network).__name__} {config.get('encoder_name', '')}".strip(),
        "parameters": sum(weights.numel() for weights in network.parameters()),
        "files": {name: sha256(folder / name) for name in (_WEIGHTS, CONFIG)},
    }


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
    complete = dataclasses.replace(card, **save_onnx_network(Path(folder), network))
    write_card(folder, complete)
    return complete


def save_onnx_network(folder: Path, network: Any) -> dict[str, Any]:  # noqa: ANN401
    """Write an ONNX network into a folder, without a card; see `save_onnx_model`.

    Returns:
        What the card says of it: architecture, parameters and files.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / ONNX_FILE).write_bytes(network.SerializeToString())
    return {
        "architecture": network.graph.name,
        "parameters": sum(math.prod(weights.dims) for weights in network.graph.initializer),
        "files": {ONNX_FILE: sha256(folder / ONNX_FILE)},
    }


def load_model(folder: str | Path, label: str = "The model") -> Model:
    """Read a model folder and compare its checksums; the network is built when it is needed.

    Args:
        folder: As written by `save_model` or `save_onnx_model`.
        label: How messages name it.

    Raises:
        SureCoverError: The folder is not a sound model folder.
    """
    card = read_card(folder, label)
    verify_files(folder, card, label)
    return Model(card, stored=StoredNetwork(Path(folder), card, label))
