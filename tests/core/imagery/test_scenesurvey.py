"""The first look at dated images: what is kept of it, which pixels are sampled, and what is read for it."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surecover.core.errors import Cancelled
from surecover.core.grid import Window
from surecover.core.imagery import scenesurvey
from surecover.core.imagery.scenes import Scene, common_bands, open_scenes
from surecover.core.imagery.scenesurvey import ClearMaps, Survey, survey, windows_of
from surecover.core.progress import Progress
from surecover.core.scratch import Scratch
from tests.files import write_raster

CLEAR, SNOW, CLOUD, OUTSIDE = 4, 11, 9, 0
SIDE = 40


def scratch(shape: tuple[int, int], dtype: str) -> Scratch:
    return Scratch(None, shape, dtype)


@settings(deadline=None, max_examples=50, derandomize=True)
@given(
    seed=st.integers(0, 1000),
    shape=st.tuples(st.integers(1, 60), st.integers(1, 60)),
    side=st.integers(1, 40),
    scenes=st.integers(1, 4),
)
def test_what_is_kept_is_read_again(seed: int, shape: tuple[int, int], side: int, scenes: int) -> None:
    clear = np.random.default_rng(seed).random((2, scenes, *shape)) < 0.5
    windows = windows_of(shape, side)
    maps = ClearMaps(scratch, windows, scenes)
    for index, window in enumerate(windows):
        maps.keep(index, clear[(..., *window)])
    for index, window in reversed(list(enumerate(windows))):
        for glacial in (False, True):
            kept = maps.read(index, glacial=glacial)
            np.testing.assert_array_equal(kept, clear[(int(glacial), slice(None), *window)])


@pytest.mark.parametrize("shape", [(1, 1), (1, 3000), (2500, 1030), (1024, 1024)])
def test_windows_hold_every_pixel_once_tile_by_tile(shape: tuple[int, int]) -> None:
    windows = windows_of(shape, 512)
    times = np.zeros(shape, int)
    for window in windows:
        times[window] += 1
    assert (times == 1).all()
    for size in (1024, 2048):  # of one tile after another, and of four
        tiles = [(rows.start // size, cols.start // size) for rows, cols in windows]
        assert len(list(groupby(tiles))) == len(set(tiles))
        assert all(rows.stop <= (row + 1) * size for (rows, _), (row, _) in zip(windows, tiles, strict=True))
        assert all(cols.stop <= (col + 1) * size for (_, cols), (_, col) in zip(windows, tiles, strict=True))


def sampled_tiles(rows: int, cols: int) -> np.ndarray:
    """Which of so many tiles are sampled, bool (rows, cols)."""
    side = scenesurvey.TILE
    sampling = scenesurvey._Sampling((rows * side, cols * side))
    found = np.zeros((rows, cols), bool)
    for row, col in np.ndindex(rows, cols):
        window = slice(row * side, row * side + 8), slice(col * side, col * side + 8)
        found[row, col] = sampling.pixels(window)[0].stop is None
    return found


def test_all_tiles_of_a_small_raster_are_sampled_and_some_of_a_large_one_everywhere() -> None:
    assert sampled_tiles(2, 3).all()
    found = sampled_tiles(11, 11)
    assert 0.1 < found.mean() < 0.25
    # No place is farther than two tiles from one that is sampled.
    rows, cols = np.nonzero(found)
    for row, col in np.ndindex(11, 11):
        assert np.maximum(abs(rows - row), abs(cols - col)).min() <= 2
    # No two lie nearer than a knight's move.
    apart = np.hypot(rows - rows[:, None], cols - cols[:, None])
    assert apart[apart > 0].min() > 2


@pytest.mark.parametrize("shape", [(1, 1), (1, 3000), (700, 900), (5000, 5000), (10980, 10980)])
def test_about_as_many_pixels_are_sampled_whatever_the_size(shape: tuple[int, int]) -> None:
    sampling = scenesurvey._Sampling(shape)
    count = 0
    for window in windows_of(shape, 512):
        sizes = [part.stop - part.start for part in window]
        rows, cols = (range(size)[part] for size, part in zip(sizes, sampling.pixels(window), strict=True))
        count += len(rows) * len(cols)
    assert min(60_000, shape[0] * shape[1]) <= count <= 500_000


def opened(stack: ExitStack, images: list[str], masks: list[str]) -> list[Scene]:
    scenes = open_scenes(images, masks, stack, Progress(), dilation=0)
    for scene, bands in zip(scenes, common_bands(scenes), strict=True):
        scene.use(bands)
    return scenes


def surveyed(scenes: list[Scene], side: int, progress: Progress | None = None) -> tuple[Survey, np.ndarray]:
    """The survey, and what the maps keep, bool (2, scenes, rows, cols)."""
    shape = scenes[0].raster.grid.shape
    windows = windows_of(shape, side)
    maps = ClearMaps(scratch, windows, len(scenes))
    with ThreadPoolExecutor(2) as workers:
        found = survey(scenes, windows, maps, workers, progress or Progress())
    kept = np.zeros((2, len(scenes), *shape), bool)
    for index, window in enumerate(windows):
        for glacial in (0, 1):
            kept[(glacial, slice(None), *window)] = maps.read(index, glacial=bool(glacial))
    return found, kept


def two_dates(folder: Path, mask_name: str) -> tuple[list[str], list[str], np.ndarray, np.ndarray]:
    """Paths, stored numbers (dates, bands, rows, cols), masks (dates, rows, cols), clear beyond the swath."""
    random = np.random.default_rng(0)
    values = random.integers(100, 4000, (2, 3, SIDE, SIDE)).astype(np.uint16)
    values[1, :, :, 25:] = 0
    known = [CLEAR, SNOW, CLOUD] if mask_name == "scl" else [0, 1]
    masks = random.choice(known, (2, SIDE, SIDE)).astype(np.uint8)
    images = [write_raster(folder / f"{date}.tif", values[date], nodata=0) for date in (0, 1)]
    paths = [write_raster(folder / f"{mask_name}{date}.tif", masks[date]) for date in (0, 1)]
    return images, paths, values, masks


@pytest.mark.parametrize("tile", [8, 1024])
def test_clear_is_what_the_mask_says_and_is_observed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tile: int
) -> None:
    monkeypatch.setattr(scenesurvey, "TILE", tile)
    images, paths, values, masks = two_dates(tmp_path, "cloud")
    expected = (masks == 0) & (values[:, 0] > 0)
    with ExitStack() as stack:
        found, kept = surveyed(opened(stack, images, paths), side=8)
    np.testing.assert_array_equal(kept, [expected, expected])
    np.testing.assert_allclose(found.cloudy, 1 - np.stack([expected.mean(axis=(1, 2))] * 2))


def test_snow_is_clear_on_the_second_map_only(tmp_path: Path) -> None:
    images, paths, values, masks = two_dates(tmp_path, "scl")
    seen = values[:, 0] > 0
    expected = [(masks == CLEAR) & seen, (masks != CLOUD) & seen]
    with ExitStack() as stack:
        found, kept = surveyed(opened(stack, images, paths), side=16)
    np.testing.assert_array_equal(kept, expected)
    np.testing.assert_array_equal(found.clear.sum(axis=2), kept.sum(axis=(2, 3)))


def test_the_sample_holds_the_pixels_of_the_images(tmp_path: Path) -> None:
    images, paths, values, _ = two_dates(tmp_path, "scl")
    with ExitStack() as stack:
        found, _ = surveyed(opened(stack, images, paths), side=1024)
    assert found.values.shape == (2, 3, SIDE * SIDE)
    np.testing.assert_allclose(found.values, values.reshape(2, 3, -1) / 10000, rtol=1e-6)


def test_windows_and_their_order_do_not_matter(tmp_path: Path) -> None:
    images, paths, _, _ = two_dates(tmp_path, "cloud")
    with ExitStack() as stack:
        scenes = opened(stack, images, paths)
        whole, kept = surveyed(scenes, side=1024)
        parts, kept_by_parts = surveyed(scenes, side=7)
    np.testing.assert_array_equal(kept, kept_by_parts)
    np.testing.assert_array_equal(whole.cloudy, parts.cloudy)
    for one, other in ((whole.values, parts.values), (whole.clear, parts.clear)):
        np.testing.assert_array_equal(np.sort(one, axis=-1), np.sort(other, axis=-1))


def counted(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Counts what scenes are asked for."""
    calls: Counter[str] = Counter()

    def watch(name: str) -> None:
        real = getattr(Scene, name)

        def watched(self: Scene, window: Window, **options: Any) -> Any:
            calls[name] += 1
            return real(self, window, **options)

        monkeypatch.setattr(Scene, name, watched)

    for name in ("stored", "covered", "clear"):
        watch(name)
    return calls


def test_a_scene_classification_spares_reading_the_images_but_for_the_sample(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scenesurvey, "TILE", 4)
    calls = counted(monkeypatch)
    with ExitStack() as stack:
        surveyed(opened(stack, *two_dates(tmp_path, "scl")[:2]), side=4)
    windows = (SIDE // 4) ** 2
    assert calls["clear"] == 2 * windows
    assert calls["covered"] == 0
    assert 0 < calls["stored"] < 0.3 * 2 * windows


def test_each_mask_is_made_once_and_cloudy_windows_are_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    image = write_raster(tmp_path / "a.tif", np.full((1, SIDE, SIDE), 700, np.uint16))
    mask = write_raster(tmp_path / "cloud.tif", np.ones((SIDE, SIDE), np.uint8))
    calls = counted(monkeypatch)
    with ExitStack() as stack:
        found, _ = surveyed(opened(stack, [image], [mask]), side=20)
    assert calls["clear"] == 4
    assert calls["stored"] == 0
    assert (found.cloudy == 1).all()


def test_a_survey_can_be_cancelled_between_scenes(tmp_path: Path) -> None:
    asked = iter([False] * 12)
    progress = Progress(cancelled=lambda: next(asked, True))
    with ExitStack() as stack, pytest.raises(Cancelled):
        surveyed(opened(stack, *two_dates(tmp_path, "scl")[:2]), 4, progress)
