"""What counts as clear sky."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import numpy as np
import pytest
import rasterio
from hypothesis import given, settings
from hypothesis import strategies as st

from surecover.core.errors import SureCoverError
from surecover.core.grid import Grid, blocks
from surecover.core.imagery.masks import clear_scl, grown, mask_of, open_mask
from surecover.core.imagery.scenes import open_scenes
from surecover.core.progress import Progress
from surecover.core.rasters import grid_of, open_raster
from tests.drawings import draw, shown
from tests.files import real_data, write_raster
from tests.l1c import ALL_BANDS, CLOUD, FIELD, scene
from tests.safe import Product, write_product


def clear(path: str, grid: Grid | None = None, **options: object) -> np.ndarray:
    grid = grid or grid_of(path)
    with open_mask(path, grid, **{"dilation": 0, **options}) as sky:
        return sky.read(grid.window)


def test_scl_classes_are_clear_as_the_specification_says() -> None:
    codes = np.arange(16)
    assert codes[clear_scl(codes)].tolist() == [2, 4, 5, 6, 7]
    assert codes[clear_scl(codes, glacial=True)].tolist() == [2, 4, 5, 6, 7, 11]


@pytest.mark.parametrize(
    ("name", "description", "band_tags"),
    [
        ("mask.tif", "SCL", {}),
        ("mask.tif", "SCL 20 m", {}),
        ("mask.tif", "Scene classification", {}),
        ("mask.tif", "", {"long_name": "scene classification"}),
        ("T33TWL_20200101_SCL_20m.tif", "", {}),
        ("scl_20190121.tif", "", {}),
    ],
)
def test_a_scene_classification_is_told_by_its_name(
    tmp_path: Path, name: str, description: str, band_tags: dict[str, str]
) -> None:
    path = write_raster(tmp_path / name, draw("02379", dtype="uint8"), descriptions=[description])
    with rasterio.open(path, "r+") as file:
        file.update_tags(1, **band_tags)
    assert shown(clear(path)) == ".1.1."  # by its values, without any ground, it would be a cloud mask


def test_any_other_mask_is_cloud_where_it_is_not_zero(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "cloud_mask.tif", draw("0102", dtype="uint8"))
    assert shown(clear(path)) == "1.1."


@pytest.mark.parametrize(
    ("dtype", "values", "expected"),
    [
        ("uint8", [[0, 1, 1]], [[True, False, False]]),
        ("uint8", [[0, 255, 255]], [[True, False, False]]),
        ("uint8", [[1, 2, 3]], [[False, False, False]]),
        ("float32", [[0, 1, 1]], [[True, False, False]]),
        ("uint8", [[4, 9, 3]], [[True, False, False]]),
        ("uint8", [[*range(20)]], [[True, *[False] * 19]]),
        ("int16", [[5, 12, 7]], [[True, False, True]]),
        ("uint8", [[0, 2, 4]], [[True, False, False]]),  # Fmask: land, shadow, cloud
        ("float32", [[0.1, 0.5, 0]], [[True, False, True]]),
    ],
)
def test_a_mask_whose_name_says_nothing_is_told_by_its_values(
    tmp_path: Path, dtype: str, values: list[list[float]], expected: list[list[bool]]
) -> None:
    path = write_raster(tmp_path / "mask.tif", np.array(values, dtype))
    assert clear(path).tolist() == expected


def test_zero_of_a_cloud_mask_is_clear_even_where_it_is_declared_nodata(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "clouds.tif", draw("0102", dtype="uint8"), nodata=0)
    assert shown(clear(path)) == "1.1."


def test_a_cloud_probability_is_cloud_from_forty_percent(tmp_path: Path) -> None:
    percent = np.array([[0, 39, 40, 100, 255]], np.uint8)
    path = write_raster(tmp_path / "a.tif", percent, nodata=255, descriptions=["cloud probability, percent"])
    assert shown(clear(path)) == "11..."
    path = write_raster(tmp_path / "cloud_prob.tif", np.array([[0, 0.39, 0.41, 1]], np.float32))
    assert shown(clear(path)) == "11.."


def test_the_scene_classification_is_found_among_other_bands(tmp_path: Path) -> None:
    bands = np.stack([draw("4444"), draw("4994")]).astype(np.uint8)
    path = write_raster(tmp_path / "scene.tif", bands, descriptions=["B02", "SCL"])
    assert shown(clear(path)) == "1..1"


def test_what_is_not_clear_grows_by_a_disc(tmp_path: Path) -> None:
    scl = draw("""
        4444444
        4444444
        4444444
        4449444
        4444444
        4444444
        4444444
    """, dtype="uint8")  # fmt: skip
    path = write_raster(tmp_path / "scl.tif", scl)
    assert shown(clear(path, dilation=2)) == "\n".join(
        [
            "1111111",
            "111.111",
            "11...11",
            "1.....1",
            "11...11",
            "111.111",
            "1111111",
        ]
    )


@settings(deadline=None, max_examples=40, derandomize=True)
@given(st.integers(0, 5), st.integers(0, 10_000), st.integers(1, 25), st.integers(1, 25))
def test_growing_is_the_distance_to_the_nearest_pixel(radius: int, seed: int, rows: int, cols: int) -> None:
    mask = np.random.default_rng(seed).random((rows, cols)) < 0.05
    here = np.argwhere(np.ones_like(mask))
    cloudy = np.argwhere(mask)
    squared = ((here[:, None] - cloudy[None]) ** 2).sum(axis=2)
    expected = (squared <= radius**2).any(axis=1).reshape(mask.shape)
    np.testing.assert_array_equal(grown(mask, radius), expected)


def test_a_mask_does_not_depend_on_the_windows_it_is_read_in(tmp_path: Path) -> None:
    scl = np.where(np.random.default_rng(0).random((60, 70)) < 0.02, 9, 4).astype(np.uint8)
    path = write_raster(tmp_path / "scl.tif", scl)
    grid = grid_of(path)
    whole = clear(path, dilation=3)
    for size in (1, 7, 64):
        with open_mask(path, grid, dilation=3) as sky:
            for window in blocks(grid.shape, size):
                np.testing.assert_array_equal(sky.read(window), whole[window])


def test_clouds_grow_into_an_extent_from_outside(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "image.tif", draw("449444444", dtype="uint8"), descriptions=["SCL"])
    extent = "500030,4999990,500070,5000000"
    with ExitStack() as stack:
        (opened,) = open_scenes([path], [], stack, Progress(), dilation=2, extent=extent, scale=1.0)
        assert shown(opened.clear(opened.raster.grid.window)[0]) == "..11"


def test_a_coarser_mask_is_seen_on_the_images_grid(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "scl.tif", draw("49\n44", dtype="uint8"), pixel=20)
    image = write_raster(tmp_path / "image.tif", np.ones((4, 4), np.uint16))
    assert shown(clear(path, grid_of(image))) == "11..\n11..\n1111\n1111"


def test_pixels_outside_the_mask_are_not_clear(tmp_path: Path) -> None:
    image = grid_of(write_raster(tmp_path / "image.tif", np.ones((2, 4), np.uint16)))
    for name in ("scl.tif", "cloud.tif"):
        values = np.full((2, 2), 4 if name == "scl.tif" else 0, np.uint8)
        assert shown(clear(write_raster(tmp_path / name, values), image)) == "11..\n11.."


def test_a_mask_of_another_place_is_refused(tmp_path: Path) -> None:
    image = grid_of(write_raster(tmp_path / "image.tif", np.ones((2, 4), np.uint16)))
    path = write_raster(tmp_path / "scl.tif", np.ones((2, 2), np.uint8), origin=(0, 0))
    with pytest.raises(SureCoverError, match=r"Mask \(MASK\) does not overlap"):
        clear(path, image)


def mask(path: str, given: str = "") -> tuple[str, str]:
    with open_raster(path) as image:
        return mask_of(image, given)


CLOUDS = draw("........11111111\n" * 8)
"""Pixels of 10 m, in cells of four."""


def test_an_l1c_image_with_all_bands_is_its_own_mask(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "image.tif", scene(CLOUDS), nodata=0, descriptions=ALL_BANDS)
    assert mask(path) == (path, "s2cloudless")
    assert shown(clear(path)) == "\n".join(["1111............"] * 8)  # clouds grow by a cell


def test_clouds_of_an_l1c_image_grow_like_those_of_any_mask(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "image.tif", scene(CLOUDS), nodata=0, descriptions=ALL_BANDS)
    np.testing.assert_array_equal(clear(path, dilation=3), ~grown(~clear(path), 3))


def test_a_given_mask_wins_over_an_images_own(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "image.tif", scene(CLOUDS), nodata=0, descriptions=ALL_BANDS)
    given = write_raster(tmp_path / "clouds.tif", np.zeros((8, 16), np.uint8))
    assert mask(path, given) == (given, f"file {given}")


def test_a_band_scl_wins_over_s2cloudless(tmp_path: Path) -> None:
    bands = np.concatenate([scene(CLOUDS), np.full((1, 8, 16), 4, np.uint16)])
    path = write_raster(tmp_path / "image.tif", bands, nodata=0, descriptions=[*ALL_BANDS, "SCL"])
    assert mask(path) == (path, "its own band SCL")
    assert clear(path).all()


def test_without_the_cirrus_band_an_image_has_no_mask_of_its_own(tmp_path: Path) -> None:
    names = [name for name in ALL_BANDS if name != "B10"]
    bands = np.delete(scene(CLOUDS), ALL_BANDS.index("B10"), axis=0)
    assert mask(write_raster(tmp_path / "image.tif", bands, descriptions=names)) == ("", "none")


def test_a_mosaic_of_l1c_images_is_masked_no_second_time(tmp_path: Path) -> None:
    tags = {"SURECOVER_STAGE": "mosaic"}
    path = write_raster(tmp_path / "mosaic.tif", scene(CLOUDS), descriptions=ALL_BANDS, tags=tags)
    assert mask(path) == ("", "none")


def test_an_l1c_image_may_be_the_mask_of_another_image(tmp_path: Path) -> None:
    l1c = write_raster(tmp_path / "a.tif", scene(CLOUDS), nodata=0, descriptions=ALL_BANDS)
    finer = grid_of(write_raster(tmp_path / "b.tif", np.ones((16, 32), np.uint16), pixel=5))
    np.testing.assert_array_equal(clear(l1c, finer), clear(l1c).repeat(2, axis=0).repeat(2, axis=1))


def test_the_offset_that_the_user_gives_counts_for_an_l1c_image_that_says_none(tmp_path: Path) -> None:
    bright = scene(CLOUDS) + np.uint16(3000)
    path = write_raster(tmp_path / "image.tif", bright, nodata=0, descriptions=ALL_BANDS)
    assert not clear(path).any()
    assert clear(path, offset=-3000).sum() == 8 * 4


def test_an_l1c_product_is_its_own_mask_and_an_l2a_product_has_a_band(tmp_path: Path) -> None:
    opacity = np.zeros((20, 20))
    opacity[:, 12:] = 1
    reflectance = {
        name: ground * (1 - opacity) + cloud * opacity for name, ground, cloud in zip(ALL_BANDS, FIELD, CLOUD)
    }
    l1c = str(write_product(tmp_path, Product(reflectance, level="L1C")))
    l2a = str(write_product(tmp_path, Product(level="L2A")))
    assert mask(l2a) == (l2a, "its own band SCL")
    assert mask(l2a, l1c) == (mask(l1c)[0], f"file {l1c}")
    path, words = mask(l1c)
    assert words == "s2cloudless"
    found = clear(path, grid_of(l1c))
    assert found.shape == (120, 120)
    assert found[:, :60].all()  # the edge of the clouds lies at 72, made smooth over a pixel of 60 m
    assert not found[:, 72:].any()


@pytest.mark.real_data
def test_real_masks_are_recognised() -> None:
    belgium, slovenia = real_data("belgium_s2_l2a_s1"), real_data("slovenia_s2_l1c")
    image = grid_of(str(belgium / "s2_l2a_20190121.tif"))
    assert clear(str(belgium / "scl_20190121.tif"), image).mean() > 0.9
    assert clear(str(belgium / "scl_20181003.tif"), image).mean() == 0  # all of it is SCL 10
    for kind in ("cloud_mask", "cloud_probability"):
        assert clear(str(slovenia / f"{kind}_20150711.tif")).mean() > 0.9
        assert clear(str(slovenia / f"{kind}_20150731.tif")).mean() < 0.1
