"""Model folders for tests: networks so small that the right map can be worked out by hand.

`pixel_model` looks at every pixel alone: the logit of a class is a weighted sum of the bands plus a
constant. Its network is none of smp's; the fixture `pixel_networks` lets the product build it.
`smp_model` is a real smp network with random weights, for tests in other processes.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
import torch

from surecover.core.model import stored
from surecover.core.model.card import Band, ModelCard
from surecover.core.model.models import save_model
from surecover.core.model.networks import build_network, import_smp
from surecover.core.model.scaling import Scaling
from surecover.core.scheme import load_scheme

BANDS = (
    Band("B02", "blue", 0.49),
    Band("B03", "green", 0.56),
    Band("B04", "red", 0.665),
    Band("B08", "nir", 0.842),
)
WATER, GRASS, FOREST, BARREN, INDUSTRIAL, RESIDENTIAL = 1, 2, 3, 4, 5, 6
OTHER = 0


class PixelNet(torch.nn.Module):
    """A convolution of `size` × `size` pixels (1: every pixel alone), with zeros around the tile."""

    def __init__(self, in_channels: int, classes: int, size: int = 1) -> None:
        super().__init__()
        self.config = {"in_channels": in_channels, "classes": classes, "size": size}
        self.layer = torch.nn.Conv2d(in_channels, classes, size, padding=size // 2)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.layer(x)


def build(config: dict[str, Any]) -> torch.nn.Module:
    """As the product's build_network, but for PixelNet too."""
    if config.get("_model_class") != "PixelNet":
        return build_network(config)
    return PixelNet(*(config[key] for key in ("in_channels", "classes", "size")))


@pytest.fixture
def pixel_networks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets model folders hold a PixelNet."""
    monkeypatch.setattr(stored, "build_network", build)


def card(classes: Sequence[int], bands: Sequence[Band] = BANDS, **details: Any) -> ModelCard:
    """A card for tests: reflectance as it is, tiles of 64 px, nothing dropped and little blended."""
    values: dict[str, Any] = {
        "id": "test", "title": "Test", "description": "For tests.", "licence": "CC0-1.0",
        "bands": tuple(bands), "scaling": (Scaling(),) * len(bands), "scheme": load_scheme("basic6"),
        "classes": tuple(classes), "sensor": "Sentinel-2", "tile": 64, "halo": 0, "overlap": 8,
    }  # fmt: skip
    return ModelCard(**{**values, **details})


def pixel_model(
    folder: Path,
    classes: Sequence[int],
    weights: Sequence[Sequence[float]],
    constants: Sequence[float] | None = None,
    **details: Any,
) -> Path:
    """Write a model folder whose logits are weights (classes, bands) · reflectance + constants."""
    network = PixelNet(len(weights[0]), len(classes))
    with torch.no_grad():
        network.layer.weight[:] = torch.tensor(weights, dtype=torch.float32)[:, :, None, None]
        network.layer.bias[:] = torch.tensor(constants or [0.0] * len(classes))
    save_model(folder, network, card(classes, **details))
    return folder


def onnx_network(weights: Any = ((1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0))) -> onnx.ModelProto:
    """An ONNX network whose logits are weights (classes, bands) · reflectance, pixel by pixel."""

    def end(name: str, channels: int) -> onnx.ValueInfoProto:
        shape = ["n", channels, "rows", "cols"]
        return onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, shape)

    values = onnx.numpy_helper.from_array(np.asarray(weights, np.float32)[:, :, None, None], "w")
    classes, bands = np.shape(weights)
    node = onnx.helper.make_node("Conv", ["x", "w"], ["y"])
    graph = onnx.helper.make_graph([node], "pixels", [end("x", bands)], [end("y", classes)], [values])
    opsets = [onnx.helper.make_opsetid("", 17)]
    return onnx.helper.make_model(graph, opset_imports=opsets, ir_version=8)


def blur_model(folder: Path, classes: Sequence[int], size: int, bands: int = 4, **details: Any) -> Path:
    """Write a model folder with a random convolution of `size` × `size` pixels."""
    torch.manual_seed(7)
    network = PixelNet(bands, len(classes), size)
    with torch.no_grad():
        network.layer.weight *= 20
    save_model(folder, network, card(classes, **details))
    return folder


def smp_model(folder: Path, classes: Sequence[int] = (WATER, GRASS, FOREST), **details: Any) -> Path:
    """Write a model folder with a small smp U-Net of random weights."""
    smp = import_smp()
    torch.manual_seed(7)
    network = smp.Unet(
        "resnet18", encoder_weights=None, in_channels=len(BANDS), classes=len(classes),
        encoder_depth=3, decoder_channels=(16, 8, 8),
    )  # fmt: skip
    save_model(folder, network, card(classes, **details))
    return folder


def brightest(count: int) -> np.ndarray:
    """Weights of a model whose class k wins where band k is the brightest."""
    return 100 * np.eye(count)
