"""Predicting a raster tile by tile is predicting the raster."""

from __future__ import annotations

import gc
import threading
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from surecover.core.errors import Cancelled
from surecover.core.grid import Window
from surecover.core.model.inference import Theme, predict_blocks
from surecover.core.model.models import Model
from surecover.core.model.networks import import_smp
from surecover.core.model.scaling import Scaling
from surecover.core.model.tiles import STRIDE
from surecover.core.progress import Progress
from surecover.core.runtimes.torchnetwork import TorchNetwork
from tests.models_fixture import BANDS, FOREST, GRASS, WATER, PixelNet, card

CLASSES = (WATER, GRASS, FOREST)


def conv_model(size: int, seed: int = 7, **details: Any) -> Model:
    torch.manual_seed(seed)
    network = PixelNet(len(BANDS), len(CLASSES), size)
    return Model(card(CLASSES, **details), TorchNetwork(network))


def image(height: int, width: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).random((len(BANDS), height, width), np.float32)


def predicted(
    models: Sequence[Model],
    pixels: np.ndarray,
    valid: np.ndarray | None = None,
    area: Window | None = None,
    progress: Progress | None = None,
    batch: int = 1,
    limits: np.ndarray | None = None,
) -> tuple[np.ndarray, np.ndarray]:
    """Probabilities of all models (classes, rows, cols) of the area, NaN where no block came."""
    shape = pixels.shape[1:]
    valid = np.ones(shape, bool) if valid is None else valid
    area = area or (slice(0, shape[0]), slice(0, shape[1]))

    def read(window: Window) -> tuple[np.ndarray, np.ndarray]:
        values = pixels[(slice(None), *window)].copy()
        values[:, ~valid[window]] = np.nan
        return values, valid[window]

    result = np.full((sum(len(model.card.classes) for model in models), *shape), np.nan, np.float32)
    covered = np.zeros(shape, bool)
    themes = [Theme(model, list(range(len(BANDS))), limits) for model in models]
    for window, parts, seen in predict_blocks(themes, read, shape, area, progress or Progress(), batch=batch):
        assert np.isnan(result[(slice(None), *window)]).all(), "a pixel came twice"
        result[(slice(None), *window)] = np.concatenate(parts)
        covered[window] = seen
    return result[(slice(None), *area)], covered[area]


def whole(model: Model, pixels: np.ndarray) -> np.ndarray:
    """The prediction of the whole raster at once, extended by reflection to whole strides."""
    lack = [-side % STRIDE for side in pixels.shape[1:]]
    padded = np.pad(pixels, ((0, 0), (0, lack[0]), (0, lack[1])), mode="symmetric")
    return model.predict(model.card.normalise(padded)[None])[0][:, : pixels.shape[1], : pixels.shape[2]]


@settings(deadline=None, max_examples=25, derandomize=True)
@given(st.integers(1, 192), st.integers(1, 192), st.sampled_from([(64, 0, 8), (64, 8, 0), (96, 16, 16)]))
def test_a_constant_model_gives_a_constant_map_of_any_size(
    height: int, width: int, tiling: tuple[int, int, int]
) -> None:
    model = conv_model(1, tile=tiling[0], halo=tiling[1], overlap=tiling[2])
    with torch.no_grad():
        model.network.module.layer.weight.zero_()
        model.network.module.layer.bias[:] = torch.tensor([0.0, 1.0, 2.0])
    result, covered = predicted([model], image(height, width))
    expected = np.exp([0, 1, 2]) / np.exp([0, 1, 2]).sum()
    assert covered.all()
    np.testing.assert_allclose(result, np.broadcast_to(expected[:, None, None], result.shape), atol=1e-6)


@pytest.mark.parametrize("shape", [(1, 1), (1, 5000), (2, 33), (200, 31)])
def test_a_pixel_wise_model_sees_every_pixel_whatever_the_shape(shape: tuple[int, int]) -> None:
    model = conv_model(1)
    pixels = image(*shape)
    result, covered = predicted([model], pixels)
    assert covered.all()
    np.testing.assert_allclose(result, whole(model, pixels), atol=1e-6)


@pytest.mark.parametrize("tiling", [(64, 8, 8), (96, 8, 32), (128, 16, 20), (256, 16, 32)])
def test_tiled_equals_whole_when_the_receptive_radius_fits_the_halo(tiling: tuple[int, int, int]) -> None:
    model = conv_model(17, tile=tiling[0], halo=tiling[1], overlap=tiling[2])  # radius 8
    pixels = image(301, 277)
    result, _ = predicted([model], pixels)
    expected = whole(model, pixels)
    np.testing.assert_allclose(result, expected, atol=1e-5)
    assert (result.argmax(0) != expected.argmax(0)).mean() <= 1e-4


def test_tiled_equals_whole_for_a_strided_network_too() -> None:
    smp = import_smp()
    torch.manual_seed(3)
    network = smp.Unet(
        "resnet18",
        encoder_weights=None,
        in_channels=len(BANDS),
        classes=3,
        encoder_depth=2,
        decoder_channels=(8, 4),
    )
    model = Model(card(CLASSES, tile=192, halo=40, overlap=16), TorchNetwork(network))
    pixels = image(230, 300)
    result, _ = predicted([model], pixels)
    expected = whole(model, pixels)
    assert (result.argmax(0) != expected.argmax(0)).mean() <= 1e-4
    np.testing.assert_allclose(result, expected, atol=1e-4)


def test_without_a_halo_the_same_network_shows_that_the_comparison_can_fail() -> None:
    model = conv_model(17, tile=64, halo=0, overlap=0)
    pixels = image(150, 150)
    result, _ = predicted([model], pixels)
    assert np.abs(result - whole(model, pixels)).max() > 1e-2


def test_results_do_not_depend_on_the_batch() -> None:
    model = conv_model(5, halo=4, overlap=8)
    pixels = image(150, 170)
    single, _ = predicted([model], pixels)
    for batch in (2, 3, 64):
        several, _ = predicted([model], pixels, batch=batch)
        np.testing.assert_allclose(several, single, atol=1e-6)


@settings(deadline=None, max_examples=8, derandomize=True)
@given(st.data())
def test_an_area_gets_what_the_whole_raster_gets_there(data: st.DataObject) -> None:
    pixels = image(170, 140)
    rows, cols = (
        slice(
            *sorted(data.draw(st.tuples(st.integers(0, n), st.integers(0, n)).filter(lambda p: p[0] != p[1])))
        )
        for n in pixels.shape[1:]
    )
    model = conv_model(9, halo=4, overlap=8)
    result, covered = predicted([model], pixels, area=(rows, cols))
    everything, _ = predicted([model], pixels)
    assert covered.all()
    np.testing.assert_array_equal(result, everything[:, rows, cols])


def test_the_number_that_stands_for_nodata_enters_nothing() -> None:
    model = conv_model(5, halo=4)
    valid = np.random.default_rng(1).random((100, 100)) > 0.2
    results = []
    for nodata in (0.0, -9999.0, np.inf):
        pixels = image(100, 100)
        pixels[:, ~valid] = nodata
        result, covered = predicted([model], pixels, valid)
        np.testing.assert_array_equal(covered, valid)
        assert (result[:, ~valid] == 0).all()
        results.append(result)
    np.testing.assert_array_equal(results[0], results[1])
    np.testing.assert_array_equal(results[0], results[2])
    np.testing.assert_allclose(results[0].sum(0)[valid], 1, atol=1e-5)


def test_stretched_bands_are_normalised_by_the_scene_and_not_by_the_tile() -> None:
    scaling = (Scaling("stretch", (2.0, 98.0)), *(Scaling(),) * 3)
    model = conv_model(1, scaling=scaling)
    pixels = image(150, 200)
    pixels[0] = np.linspace(-20, 0, 200, dtype=np.float32)  # every tile has other percentiles
    limits = np.full((4, 2), np.nan, np.float32)
    limits[0] = -18, -2
    result, _ = predicted([model], pixels, limits=limits)
    by_hand = pixels.copy()
    by_hand[0] = np.clip((pixels[0] + 18) / 16, 0, 1)
    np.testing.assert_allclose(result, whole(conv_model(1), by_hand), atol=1e-6)


def test_tiles_without_wanted_pixels_never_reach_the_network() -> None:
    model = conv_model(1, halo=0, overlap=0)
    shapes = []
    predict = model.predict
    model.predict = lambda inputs: shapes.append(inputs.shape) or predict(inputs)  # type: ignore[method-assign]
    valid = np.zeros((256, 256), bool)
    valid[70, 200] = True  # the second row of tiles, the last column
    predicted([model], image(256, 256), valid)
    assert shapes == [(1, 4, 64, 64)]


def test_models_of_different_tiles_run_side_by_side() -> None:
    first, second = conv_model(5, seed=1, tile=64, halo=2), conv_model(17, seed=2, tile=128, halo=8)
    pixels = image(150, 200)
    result, _ = predicted([first, second], pixels)
    np.testing.assert_allclose(result[:3], whole(first, pixels), atol=1e-5)
    np.testing.assert_allclose(result[3:], whole(second, pixels), atol=1e-5)


def test_cancelling_stops_between_tiles_and_leaves_no_thread() -> None:
    calls = []
    progress = Progress(cancelled=lambda: len(calls) >= 3)
    model = conv_model(1)
    predict = model.predict
    model.predict = lambda inputs: calls.append(1) or predict(inputs)  # type: ignore[method-assign]
    before = threading.active_count()
    with pytest.raises(Cancelled):
        predicted([model], image(600, 600), progress=progress)
    gc.collect()
    assert 3 <= len(calls) <= 3 + 2 * model.network.lanes + 1  # what had begun, and what was read ahead
    assert threading.active_count() == before


def test_progress_rises_to_the_end() -> None:
    told: list[float] = []
    progress = Progress(lambda kind, value: told.append(value[0]))  # type: ignore[index]
    predicted([conv_model(1)], image(200, 200), progress=progress)
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_a_gpu_that_is_too_small_gets_halves_and_then_hands_over_to_the_cpu() -> None:
    class Small(PixelNet):
        limit = 2
        seen: list[int] = []  # noqa: RUF012

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            self.seen.append(len(x))
            if len(x) > self.limit:
                raise RuntimeError("backend out of memory")
            return super().forward(x)

    network = Small(len(BANDS), len(CLASSES))
    model = Model(card(CLASSES), TorchNetwork(network))
    inputs = np.stack([image(32, 32, seed) for seed in range(8)])
    expected = model.predict(inputs[:2])
    network.seen.clear()
    result = model.predict(inputs)
    assert network.seen == [8, 4, 2, 2, 4, 2, 2]
    np.testing.assert_allclose(result[:2], expected, atol=1e-6)

    network.limit = 0
    with pytest.raises(RuntimeError, match="out of memory"):
        model.predict(inputs[:1])
