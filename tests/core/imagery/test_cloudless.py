"""Clouds on L1C images, as s2cloudless tells them."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
import rasterio
from hypothesis import given, settings
from hypothesis import strategies as st

from surecover.core.errors import Cancelled, SureCoverError
from surecover.core.grid import Window, blocks
from surecover.core.imagery import cloudless
from surecover.core.imagery.cloudless import BANDS, CloudDetector, classifier_bands
from surecover.core.imagery.reflectance import calibration_of
from surecover.core.progress import Progress
from surecover.core.rasters import open_raster
from tests.drawings import draw, shown
from tests.files import real_data, write_raster
from tests.l1c import ALL_BANDS, CLOUD, FIELD, FOREST, SOIL, WATER, scene


def read(
    path: str, window: Window | None = None, part: Window | None = None, progress: Progress | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Probability and what is known, of a window of (a part of) an image."""
    with open_raster(path) as image:
        grid = image.grid.part(part) if part else image.grid
    with open_raster(path, grid) as image:
        detector = CloudDetector(image, calibration_of(image), progress or Progress())
        return detector.read(window or grid.window)


def cloudy(path: str, **options: Window) -> np.ndarray:
    return read(path, **options)[0] >= 0.4


def write(path: Path, values: np.ndarray, bands: Sequence[str] = ALL_BANDS, **options: object) -> str:
    return write_raster(path, values, nodata=0, descriptions=bands, **options)


def random_image(seed: int, shape: tuple[int, int]) -> np.ndarray:
    """Ground that changes from pixel to pixel behind clouds of some pixels, a tenth of it unobserved."""
    random = np.random.default_rng(seed)
    ground = np.stack([FIELD, FOREST, WATER, SOIL])[random.integers(0, 4, shape)]
    opacity = random.random((shape[0] // 5 + 1, shape[1] // 5 + 1, 1)) ** 3
    opacity = opacity.repeat(5, axis=0).repeat(5, axis=1)[: shape[0], : shape[1]]
    values = (ground * (1 - opacity) + CLOUD * opacity).transpose(2, 0, 1)
    return np.rint(values * 10_000 * (random.random(shape) < 0.9)).astype(np.uint16)


def test_clouds_are_told_from_the_ground(tmp_path: Path) -> None:
    for name, ground in {"field": FIELD, "forest": FOREST, "water": WATER, "soil": SOIL}.items():
        path = write(tmp_path / f"{name}.tif", scene(draw("........11111111\n" * 8), ground))
        assert shown(cloudy(path)) == "\n".join(["....111111111111"] * 8)  # grown by one cell


def test_an_image_is_classified_only_with_the_ten_bands_by_their_names(tmp_path: Path) -> None:
    image = scene(draw(".."))
    backwards = write(tmp_path / "a.tif", image[::-1], ALL_BANDS[::-1])
    short = write(tmp_path / "b.tif", image, [name.replace("B0", "B") for name in ALL_BANDS])
    numbered = write(tmp_path / "c.tif", image, [f"Band {number}" for number in range(1, 14)])
    l2a = write(tmp_path / "d.tif", np.delete(image, 10, axis=0), [n for n in ALL_BANDS if n != "B10"])
    landsat = write(tmp_path / "e.tif", image, ALL_BANDS, tags={"SENSOR": "Landsat 8"})
    found = {}
    for path in (backwards, short, numbered, l2a, landsat):
        with open_raster(path) as raster:
            found[path] = classifier_bands(raster)
    assert found[backwards] == [13 - ALL_BANDS.index(name) for name in BANDS]
    assert found[short] == [1 + ALL_BANDS.index(name) for name in BANDS]
    assert found[numbered] == found[l2a] == found[landsat] == []


def test_the_mask_is_that_of_the_package_itself(tmp_path: Path) -> None:
    from s2cloudless import S2PixelCloudDetector  # heavy, and needed here only

    image = random_image(1, (40, 50)).clip(1)
    path = write(tmp_path / "image.tif", image, pixel=60)  # cells of one pixel
    theirs = S2PixelCloudDetector(all_bands=True)
    expected = theirs.get_cloud_masks((image / np.float32(10_000)).transpose(1, 2, 0)[None])[0]
    inner = (slice(2, -2), slice(2, -2))  # they mirror the image at its edges
    assert 0.2 < expected.mean() < 0.8
    assert (cloudy(path)[inner] == (expected[inner] > 0)).mean() > 0.999


def test_probabilities_are_those_of_the_package() -> None:
    from s2cloudless import S2PixelCloudDetector

    pixels = random_image(2, (60, 60)).clip(1).reshape(13, -1).T / 10_000
    expected = S2PixelCloudDetector(all_bands=True).get_cloud_probability_maps(pixels[None, None])[0, 0]
    own = cloudless.classified(pixels[:, [ALL_BANDS.index(name) for name in BANDS]])
    assert 0.2 < (expected >= 0.4).mean() < 0.8
    np.testing.assert_allclose(own, expected, atol=1e-6)


@settings(deadline=None, max_examples=25, derandomize=True)
@given(st.integers(0, 99), st.integers(1, 40), st.integers(1, 40), st.sampled_from([10, 15, 60]), st.data())
def test_any_windows_give_the_same_probabilities(
    tmp_path_factory: pytest.TempPathFactory,
    seed: int,
    rows: int,
    cols: int,
    pixel: float,
    data: st.DataObject,
) -> None:
    origin = data.draw(st.integers(0, 9)) * pixel, 1000 + data.draw(st.integers(0, 9)) * pixel
    image = random_image(seed, (rows, cols))
    path = write(tmp_path_factory.mktemp("any") / "image.tif", image, pixel=pixel, origin=origin)
    whole = read(path)
    for window in blocks((rows, cols), data.draw(st.integers(3, 50))):
        for part, expected in zip(read(path, window), whole):
            np.testing.assert_array_equal(part, expected[window])


@settings(deadline=None, max_examples=15, derandomize=True)
@given(st.integers(0, 99), st.sampled_from([10, 20, 60]))
def test_cells_are_square_aligned_to_the_crs_and_grow_by_one(
    tmp_path_factory: pytest.TempPathFactory, seed: int, pixel: int
) -> None:
    """Brute force: every cell by itself, with means of what is observed in it."""
    side = max(1, round(40 / pixel))
    random = np.random.default_rng(seed)
    first_row, first_col = random.integers(0, side, 2)
    image = random_image(seed, (17, 23))
    origin = (side * 1000 + first_col) * pixel, (side * 9000 - first_row) * pixel
    path = write(tmp_path_factory.mktemp("cells") / "image.tif", image, pixel=pixel, origin=origin)
    rows, cols = (np.arange(17) + first_row) // side, (np.arange(23) + first_col) // side
    bands = [ALL_BANDS.index(name) for name in BANDS]
    reflectance = (image[bands] / np.float32(10_000)).astype(float)
    means = np.zeros((rows[-1] + 3, cols[-1] + 3, 10))  # with one unknown cell around
    for row in range(rows[-1] + 1):
        for col in range(cols[-1] + 1):
            pixels = reflectance[:, rows == row][:, :, cols == col].reshape(10, -1)
            if (seen := (pixels > 0).all(axis=0)).any():
                means[row + 1, col + 1] = pixels[:, seen].mean(axis=1)
    own = np.full(means.shape[:2], np.nan)
    own[means[..., 0] > 0] = cloudless.classified(means[means[..., 0] > 0])

    def disc(values: np.ndarray, row: int, col: int) -> np.ndarray:
        return values[[row, row - 1, row + 1, row, row], [col, col, col, col - 1, col + 1]]

    mean = np.full_like(own, np.nan)
    grown = np.full_like(own, np.nan)
    inner = [(row, col) for row in range(1, len(own) - 1) for col in range(1, own.shape[1] - 1)]
    for place in inner:
        mean[place] = np.nanmean(disc(own, *place)) if np.isfinite(own[place]) else np.nan
    for place in inner:
        grown[place] = np.nanmax([*disc(mean, *place), 0])
    probability, known = read(path)
    np.testing.assert_allclose(probability, grown[1:-1, 1:-1][rows][:, cols], rtol=1e-6)
    np.testing.assert_array_equal(known, (image > 0).all(axis=0))


def test_a_part_of_an_image_has_the_cells_of_the_whole(tmp_path: Path) -> None:
    path = write(tmp_path / "image.tif", random_image(3, (60, 60)))
    part = (slice(5, 47), slice(11, 52))
    inner = (slice(12, -12), slice(12, -12))  # farther from its edges than cells reach
    np.testing.assert_array_equal(read(path, part=part)[0][inner], read(path)[0][part][inner])


def test_unobserved_pixels_are_not_known_and_darken_nothing(tmp_path: Path) -> None:
    image = scene(draw("11111111\n" * 8))
    holes = image.copy()
    holes[:, ::2, 1:] = 0
    full, _ = read(write(tmp_path / "full.tif", image))
    probability, known = read(write(tmp_path / "holes.tif", holes))
    np.testing.assert_array_equal(probability, full)
    np.testing.assert_array_equal(known, holes[0] > 0)


def test_an_image_of_nodata_has_no_clouds_and_is_known_nowhere(tmp_path: Path) -> None:
    probability, known = read(write(tmp_path / "image.tif", np.zeros((13, 9, 9), np.uint16)))
    assert not probability.any()
    assert not known.any()


def test_the_offset_of_later_processing_baselines_is_undone(tmp_path: Path) -> None:
    image = random_image(5, (24, 24))
    later = np.where(image > 0, image + 1000, 0).astype(np.uint16)
    before, _ = read(write(tmp_path / "a.tif", image, tags={"PROCESSING_BASELINE": "03.01"}))
    after, _ = read(write(tmp_path / "b.tif", later, tags={"PROCESSING_BASELINE": "04.00"}))
    np.testing.assert_array_equal(after, before)
    assert np.ptp(before) > 0.3


def test_cells_of_a_geographic_grid_are_as_large_as_elsewhere(tmp_path: Path) -> None:
    mask = np.zeros((20, 20), int)
    mask[1:5, 12:] = 1
    degrees = 10 / 111_200
    at_equator = write(
        tmp_path / "a.tif", scene(mask), pixel=degrees, origin=(20 * degrees, 40 * degrees), crs="EPSG:4326"
    )
    metres = write(tmp_path / "b.tif", scene(mask), pixel=10, origin=(200, 400))
    np.testing.assert_array_equal(read(at_equator)[0], read(metres)[0])


def test_without_a_crs_pixels_count_as_metres(tmp_path: Path) -> None:
    image = random_image(4, (20, 20))
    nowhere = write(tmp_path / "a.tif", image, pixel=20, crs=None)
    somewhere = write(tmp_path / "b.tif", image, pixel=20)
    np.testing.assert_array_equal(read(nowhere)[0], read(somewhere)[0])


def test_two_threads_may_read_at_once(tmp_path: Path) -> None:
    path = write(tmp_path / "image.tif", random_image(7, (96, 96)), pixel=60)
    whole, _ = read(path)
    windows = blocks((96, 96), 24)
    with ThreadPoolExecutor(4) as pool:
        parts = list(pool.map(lambda window: read(path, window)[0], windows))
    for window, part in zip(windows, parts):
        np.testing.assert_array_equal(part, whole[window])


def test_cancelling_is_noticed_within_a_window(tmp_path: Path) -> None:
    path = write(tmp_path / "image.tif", random_image(0, (8, 8)))
    with pytest.raises(Cancelled):
        read(path, progress=Progress(cancelled=lambda: True))


@pytest.fixture
def no_classifier() -> object:
    cloudless._classifier.cache_clear()
    yield
    cloudless._classifier.cache_clear()


@pytest.mark.usefixtures("no_classifier")
def test_a_missing_package_is_one_clear_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "image.tif", random_image(0, (8, 8)))
    monkeypatch.setattr(cloudless, "find_spec", lambda name: None)
    with pytest.raises(
        SureCoverError, match=r"s2cloudless cannot be used \(its file .* was not found\); give cloud masks"
    ) as error:
        read(path)
    assert "\n" not in str(error.value)


@pytest.mark.usefixtures("no_classifier")
def test_a_broken_package_is_one_clear_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        def __getattr__(self, name: str) -> object:
            raise OSError("libgomp.so.1: cannot open shared object file")

    path = write(tmp_path / "image.tif", random_image(0, (8, 8)))
    monkeypatch.setattr(cloudless, "lightgbm", Broken())
    with pytest.raises(SureCoverError, match=r"s2cloudless cannot be used \(libgomp\.so\.1: cannot open"):
        read(path)


@pytest.mark.usefixtures("no_classifier")
def test_what_says_itself_what_to_do_is_told_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Missing:
        def __getattr__(self, name: str) -> object:
            raise SureCoverError("lightgbm is not there; install it.")

    path = write(tmp_path / "image.tif", random_image(0, (8, 8)))
    monkeypatch.setattr(cloudless, "lightgbm", Missing())
    with pytest.raises(SureCoverError, match=r"^lightgbm is not there; install it\.$"):
        read(path)


@pytest.mark.real_data
def test_real_dates_are_as_cloudy_as_their_own_masks_say() -> None:
    folder = real_data("slovenia_s2_l1c")
    for date in ("20150711", "20150731", "20150820", "20150830", "20150909"):
        with rasterio.open(folder / f"cloud_mask_{date}.tif") as file:
            expected = file.read(1) > 0
        assert (cloudy(str(folder / f"s2_l1c_{date}.tif")) == expected).all()


@pytest.mark.real_data
def test_real_clear_images_stay_clear_roofs_included() -> None:
    for place in ("chile", "denmark"):
        assert cloudy(str(real_data(f"worldmap_pair_{place}") / "s2l1c.tif")).mean() < 0.01
