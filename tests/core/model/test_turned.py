"""Test-time augmentation: the mean of what a model says of a tile as it lies, mirrored and turned."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from surecover.core.grid import Window
from surecover.core.model.inference import Theme, predict_blocks
from surecover.core.model.models import Model
from surecover.core.model.onnxfile import onnx_network as opened
from surecover.core.model.turned import TTA, turned
from surecover.core.progress import Progress
from surecover.core.runtimes.torchnetwork import TorchNetwork
from tests.drawings import draw, shown
from tests.models_fixture import BANDS, FOREST, GRASS, WATER, PixelNet, card, onnx_network

CLASSES = (WATER, GRASS, FOREST)


def conv_model(size: int) -> Model:
    torch.manual_seed(7)
    return Model(card(CLASSES, halo=8), TorchNetwork(PixelNet(len(BANDS), len(CLASSES), size)))


def one_sided() -> Model:
    """Says of a pixel what lies left of it: water where the first band is bright, else grass."""
    network = PixelNet(2, 2, 3)
    with torch.no_grad():
        network.layer.weight.zero_()
        network.layer.bias.zero_()
        network.layer.weight[0, 0, 1, 0] = network.layer.weight[1, 1, 1, 0] = 100
    return Model(card((WATER, GRASS), BANDS[:2]), TorchNetwork(network))


def tiles(*shape: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).random((2, len(BANDS), *shape), np.float32)


@pytest.mark.parametrize(
    ("tta", "quarters"),
    [
        ("none", "..... ..... ...4. ..... ....."),
        ("flips", "..... ..... .2.2. ..... ....."),
        ("flips and rotations", "..... ..1.. .1.1. ..1.. ....."),
    ],
)
def test_a_model_that_looks_to_one_side_looks_to_all(tta: str, quarters: str) -> None:
    water = draw("....... ....... ....... ...1... ....... ....... .......".replace(" ", "\n"))
    inputs = np.stack([water, 1 - water])[None].astype(np.float32)
    found = turned(one_sided(), tta).predict(inputs)[0, 0, 1:-1, 1:-1]  # around it nothing is known
    assert shown(np.rint(4 * found)) == quarters.replace(" ", "\n")


def test_it_is_the_mean_over_the_symmetries_of_the_rectangle_and_of_the_square() -> None:
    model, inputs = conv_model(5), tiles(64, 32)

    def mean(quarters: tuple[int, ...]) -> np.ndarray:
        found = []
        for mirrored, quarter in product((False, True), quarters):
            seen = np.rot90(np.flip(inputs, -1) if mirrored else inputs, quarter, axes=(-2, -1))
            said = np.rot90(model.predict(seen.copy()), -quarter, axes=(-2, -1))
            found.append(np.flip(said, -1) if mirrored else said)
        return np.mean(found, axis=0)

    np.testing.assert_array_equal(turned(model, "none").predict(inputs), model.predict(inputs))
    np.testing.assert_allclose(turned(model, "flips").predict(inputs), mean((0, 2)), atol=1e-6)
    every = turned(model, "flips and rotations").predict(inputs)
    np.testing.assert_allclose(every, mean((0, 1, 2, 3)), atol=1e-6)
    assert np.abs(every - mean((0, 2))).max() > 0.01


@settings(deadline=None, max_examples=8, derandomize=True)
@given(st.sampled_from(TTA[1:]), st.integers(1, 20), st.integers(1, 20), st.integers(0, 100))
def test_of_a_mirrored_image_it_is_the_mirrored_map(tta: str, height: int, width: int, seed: int) -> None:
    model, inputs = turned(conv_model(5), tta), tiles(height, width, seed=seed)
    found = model.predict(inputs)
    for axes in (-1, -2, (-1, -2)):
        mirrored = model.predict(np.flip(inputs, axes).copy())
        np.testing.assert_allclose(mirrored, np.flip(found, axes), atol=1e-6)
    if tta == "flips and rotations":
        upended = model.predict(inputs.swapaxes(-1, -2).copy())
        np.testing.assert_allclose(upended, found.swapaxes(-1, -2), atol=1e-6)
    np.testing.assert_allclose(found.sum(axis=1), 1, atol=1e-5)


@pytest.mark.parametrize("tta", TTA)
def test_a_network_that_judges_every_pixel_alone_says_the_same_in_any_runtime(tta: str) -> None:
    onnx = Model(card(CLASSES), opened(onnx_network().SerializeToString()))
    inputs = tiles(64, 32)
    for model in (conv_model(1), onnx):
        np.testing.assert_allclose(turned(model, tta).predict(inputs), model.predict(inputs), atol=1e-6)


@pytest.mark.parametrize("tta", TTA)
def test_tiles_together_are_the_whole_image(tta: str) -> None:
    model, pixels = turned(conv_model(17), tta), tiles(96, 160)[0]  # radius 8, as the halo

    def read(window: Window) -> tuple[np.ndarray, np.ndarray]:
        seen = pixels[(slice(None), *window)]
        return seen, np.ones(seen.shape[1:], bool)

    found = np.full((len(CLASSES), 96, 160), np.nan, np.float32)
    area = (slice(0, 96), slice(0, 160))
    themes = [Theme(model, list(range(len(BANDS))))]
    for window, (part,), _ in predict_blocks(themes, read, (96, 160), area, Progress(), batch=3):
        found[(slice(None), *window)] = part
    inside = (slice(None), slice(8, -8), slice(8, -8))  # beyond the image tiles see its reflection
    np.testing.assert_allclose(found[inside], model.predict(pixels[None])[0][inside], atol=1e-5)


def test_it_runs_on_the_model_s_own_network() -> None:
    model = conv_model(1)
    assert turned(model, "none") is model
    assert turned(model, "flips").network is model.network
