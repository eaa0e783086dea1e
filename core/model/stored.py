"""The network of a model folder, made ready when it is needed, and kept for the next job."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from ..errors import SureCoverError, reason
from ..lazy import LazyModule
from ..runtimes.exported import exported
from ..runtimes.fixednetwork import FixedNetwork
from ..runtimes.network import Network
from ..runtimes.onnxnetwork import onnx_network
from ..runtimes.openvinonetwork import openvino_network
from ..runtimes.present import package_of, precision_of
from ..runtimes.torchnetwork import TorchNetwork
from ..textfiles import read_json
from .card import ONNX, ModelCard
from .networks import build_network
from .onnxfile import open_network

if TYPE_CHECKING:
    import safetensors
    import safetensors.torch
else:
    safetensors = LazyModule("safetensors")
    safetensors.torch = LazyModule("safetensors.torch")

CONFIG = "config.json"

_MOST_KEPT = 8
_KEPT: OrderedDict[tuple[str, str, str], Network] = OrderedDict()
"""Networks that are ready, by key, runtime and device, the last used one last."""
_KEEPING = Lock()


@dataclass(frozen=True)
class StoredNetwork:
    """The network of a model folder, not read yet.

    Attributes:
        folder: The model folder, whose files have the card's checksums.
        card: Of it.
        label: How messages name the model.
    """

    folder: Path
    card: ModelCard
    label: str

    @property
    def packages(self) -> tuple[str, ...]:
        """The packages that can run it."""
        return ("onnxruntime", "openvino") if self._is_onnx else ("torch", "onnxruntime", "openvino")

    @property
    def key(self) -> str:
        """Tells it from other networks: the checksum of what it is built from."""
        parts = [
            self.card.files[self.card.weights],
            self.card.files.get(CONFIG, ""),
            str(len(self.card.bands)),
        ]
        return hashlib.sha256(" ".join(parts).encode()).hexdigest()

    @property
    def _is_onnx(self) -> bool:
        return self.card.weights.endswith(ONNX)

    def open(self, runtime: str, device: str = "cpu") -> Network:
        """Make it ready to run.

        Args:
            runtime: One of RUNTIMES but "auto".
            device: Where it runs.

        Raises:
            SureCoverError: The folder is not sound, or the runtime cannot run the network.
        """
        package, precision = package_of(runtime), precision_of(runtime)
        if package not in self.packages:
            raise SureCoverError(
                f"Runtime (RUNTIME) is {runtime}, but the model {self.card.id!r} is an ONNX file; "
                f"allowed are auto and the runtimes of {' and '.join(self.packages)}."
            )
        if package == "torch":
            network = TorchNetwork(self._module(), precision)
            return network if device == "cpu" else network.to(device)
        if self._is_onnx:
            path = Path(self.folder, self.card.weights)
            checked = open_network(path, len(self.card.bands), self.label)
            if package == "onnxruntime":
                return checked
            other = openvino_network(path.read_bytes(), precision, self.label)
            return checked.around(other) if isinstance(checked, FixedNetwork) else other
        content = exported(self.key, len(self.card.bands), self._module, self.label)
        if package == "onnxruntime":
            return onnx_network(content, self.label)
        return openvino_network(content, precision, self.label)

    def ready(self, runtime: str, device: str = "cpu") -> Network:
        """As `open`, but shared by all who ask for the same; it stays ready for the next job."""
        key = (self.key, runtime, device)
        with _KEEPING:
            network = _KEPT.pop(key, None)
            if network is None or network.device != device:  # a GPU's memory was too small
                network = self.open(runtime, device)
            _KEPT[key] = network
            while len(_KEPT) > _MOST_KEPT:
                _KEPT.popitem(last=False)
            return network

    def _module(self) -> Any:  # noqa: ANN401
        """Its torch module, on the CPU."""
        config = self._config()
        if config.get("in_channels", len(self.card.bands)) != len(self.card.bands):
            raise SureCoverError(
                f"{self.label} has a network of {config['in_channels']} bands, its card names "
                f"{len(self.card.bands)}: {self.folder}; get the model again."
            )
        module = build_network(config)
        try:
            safetensors.torch.load_model(module, str(Path(self.folder, self.card.weights)))
        except (RuntimeError, safetensors.SafetensorError) as error:
            raise SureCoverError(
                f"{self.label} has weights that do not fit its network: {self.folder} ({reason(error)}); "
                "get the model again."
            ) from error
        return module

    def _config(self) -> dict[str, Any]:
        path = self.folder / CONFIG
        try:
            config = read_json(path)
        except (OSError, ValueError) as error:
            raise SureCoverError(
                f"{self.label} has no readable {CONFIG}: {path} ({error}); get the model again."
            ) from error
        if not isinstance(config, dict):
            raise SureCoverError(
                f"{self.label} has a {CONFIG} that is no list of settings: {path}; get the model again."
            )
        return config
