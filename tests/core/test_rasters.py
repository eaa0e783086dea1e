from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
import rasterio.warp
from hypothesis import given, settings
from hypothesis import strategies as st

from surecover.core.errors import SureCoverError
from surecover.core.grid import Grid
from surecover.core.rasters import grid_of, open_raster
from tests.drawings import draw, shown
from tests.files import write_raster

UTM33 = rasterio.crs.CRS.from_epsg(32633)
UTM32 = rasterio.crs.CRS.from_epsg(32632)
DEGREES = rasterio.crs.CRS.from_epsg(4326)
NORTH_UP = (10.0, 0.0, 500_000.0, 0.0, -10.0, 5_000_000.0)


def write(path: Path, values: np.ndarray, crs: Any = UTM33, transform: Any = NORTH_UP, **profile: Any) -> str:
    """Write (bands, rows, cols), or one band, as a plain GeoTIFF."""
    bands = values[None] if values.ndim == 2 else values
    with rasterio.open(
        path, "w", driver="GTiff", dtype=bands.dtype, count=len(bands), height=bands.shape[1],
        width=bands.shape[2], crs=crs, transform=rasterio.Affine(*transform), **profile,
    ) as dataset:  # fmt: skip
        dataset.write(bands)
    return str(path)


def nearest(path: str, grid: Grid) -> np.ndarray:
    """Brute force: the stored number under the centre of every pixel of `grid`, 0 outside."""
    with rasterio.open(path) as dataset:
        values, crs, back = dataset.read(1), dataset.crs, ~dataset.transform
    result = np.zeros(grid.shape, values.dtype)
    for row, col in np.ndindex(*grid.shape):
        x, y = grid.xy(row + 0.5, col + 0.5)
        (x,), (y,) = rasterio.warp.transform(rasterio.crs.CRS.from_wkt(grid.crs), crs, [x], [y])
        source_col, source_row = (int(np.floor(v)) for v in back @ (x, y))
        if 0 <= source_row < values.shape[0] and 0 <= source_col < values.shape[1]:
            result[row, col] = values[source_row, source_col]
    return result


# A part of the grid


def test_a_part_of_the_grid_is_read_as_it_stands_without_resampling(tmp_path: Path) -> None:
    values = np.arange(48, dtype=np.uint16).reshape(6, 8)
    path = write(tmp_path / "whole.tif", values)
    part = grid_of(path).part((slice(2, 5), slice(3, 8)))
    with open_raster(path, part, bilinear=True) as raster:
        assert not raster.resampled
        assert (raster.read(part.window)[0][0] == values[2:5, 3:8]).all()
        assert raster.read((slice(1, 2), slice(2, 4)))[0].tolist() == [[[29, 30]]]


# Resampling on the fly


@pytest.mark.parametrize(
    ("crs", "transform"),
    [
        (UTM33, (10, 0, 500_023, 0, -10, 4_999_978)),
        (UTM33, (7, 0, 500_013, 0, -7, 5_000_009)),
        (UTM33, (8, 3, 500_030, 3, -8, 4_999_990)),
        (UTM32, (10, 0, 971_653, 0, -10, 5_017_548)),
        (DEGREES, (1.1e-4, 0, 14.9995, 0, -0.9e-4, 45.1537)),
    ],
    ids=["shifted", "finer", "rotated", "another zone", "degrees"],
)
def test_a_class_map_on_another_grid_is_its_nearest_neighbour(
    tmp_path: Path, crs: Any, transform: Any
) -> None:
    values = np.random.default_rng(1).integers(1, 200, (24, 24), np.uint8)
    path = write(tmp_path / "map.tif", values, nodata=0)
    grid = Grid(crs.to_wkt(), transform, 20, 20)
    expected = nearest(path, grid)
    assert (expected > 0).mean() > 0.3

    with open_raster(path, grid) as raster:
        read, valid = raster.read(grid.window)

    assert raster.resampled
    assert np.array_equal(read[0], expected)
    assert np.array_equal(valid, expected > 0)


@settings(deadline=None, max_examples=25, derandomize=True)
@given(st.integers(0, 19), st.integers(0, 19), st.integers(1, 20), st.integers(1, 20))
def test_a_window_of_a_resampled_raster_is_that_part_of_the_whole(
    tmp_path_factory: pytest.TempPathFactory, top: int, left: int, height: int, width: int
) -> None:
    path = str(tmp_path_factory.getbasetemp() / "window.tif")
    write(Path(path), np.random.default_rng(2).integers(1, 200, (24, 24), np.uint8))
    grid = Grid(UTM32.to_wkt(), (10, 0, 971_653, 0, -10, 5_017_548), 20, 20)
    window = (slice(top, min(20, top + height)), slice(left, min(20, left + width)))
    with open_raster(path, grid) as raster:
        all_values, all_valid = raster.read(grid.window)
        values, valid = raster.read(window)
    assert np.array_equal(values, all_values[(slice(None), *window)])
    assert np.array_equal(valid, all_valid[window])


def test_pixels_beyond_a_raster_without_nodata_are_not_observed(tmp_path: Path) -> None:
    path = write(tmp_path / "map.tif", draw("1 0\n2 3", dtype="uint8"))
    a, b, c, d, e, f = NORTH_UP
    with open_raster(path, Grid(UTM33.to_wkt(), (a, b, c - 10, d, e, f + 10), 3, 3)) as raster:
        _, valid = raster.read((slice(0, 3), slice(0, 3)))
    assert shown(valid) == "...\n.11\n.11"


@pytest.mark.parametrize(("dtype", "mixed"), [("uint16", False), ("float32", True)])
def test_nodata_of_one_band_does_not_mix_into_its_neighbours_but_a_share_of_0_does(
    tmp_path: Path, dtype: str, mixed: bool
) -> None:
    values = np.full((2, 6, 6), 4000, dtype)
    values[0, 2:4, 2:4] = 0
    path = write(tmp_path / "in.tif", values, nodata=0)
    a, b, c, d, e, f = NORTH_UP
    shifted = Grid(UTM33.to_wkt(), (a, b, c + 2.5, d, e, f - 2.5), 5, 5)
    with open_raster(path, shifted, bilinear=True) as raster:
        seen, _ = raster.read(raster.grid.window)
    assert (seen[0, 1, 2] < 4000) == mixed
    assert (seen[1] == 4000).all()


def test_reflectance_can_be_resampled_bilinearly(tmp_path: Path) -> None:
    path = write(tmp_path / "band.tif", np.array([[0, 100], [0, 100]], np.float32))
    a, b, c, d, e, f = NORTH_UP
    with open_raster(path, Grid(UTM33.to_wkt(), (a, b, c + 5, d, e, f), 2, 1), bilinear=True) as raster:
        values, _ = raster.read((slice(0, 2), slice(0, 1)))
    assert values[0, :, 0] == pytest.approx([50, 50])


def test_a_raster_on_the_same_grid_is_read_as_stored(tmp_path: Path) -> None:
    values = np.arange(6, dtype=np.int16).reshape(2, 3)
    path = write(tmp_path / "map.tif", values)
    with open_raster(path, grid_of(path)) as raster:
        assert not raster.resampled
        assert np.array_equal(raster.read((slice(0, 2), slice(0, 3)))[0][0], values)


def test_a_raster_elsewhere_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "map.tif", np.ones((4, 4), np.uint8))
    grid = Grid(UTM33.to_wkt(), (10, 0, 500_040, 0, -10, 5_000_000), 4, 4)
    with (
        pytest.raises(
            SureCoverError, match=r"^External map \(EXTERNAL\) does not overlap the reference grid"
        ),
        open_raster(path, grid, label="External map (EXTERNAL)"),
    ):
        pass


@pytest.mark.parametrize(("crs", "without"), [(None, "The raster"), (UTM33, "The reference grid")])
def test_a_raster_without_a_crs_is_refused_beside_one_that_has_one(
    tmp_path: Path, crs: Any, without: str
) -> None:
    path = write(tmp_path / "map.tif", np.ones((4, 4), np.uint8), crs=crs)
    grid = Grid("" if crs else UTM33.to_wkt(), NORTH_UP, 5, 5)
    with pytest.raises(SureCoverError, match=f"^{without}.* has no CRS"), open_raster(path, grid):
        pass


# What is observed


def test_nodata_and_numbers_that_are_not_finite_are_not_observed(tmp_path: Path) -> None:
    values = np.array([[1, -9, np.nan], [np.inf, 2, 3]], np.float32)
    with open_raster(write(tmp_path / "band.tif", values, nodata=-9)) as raster:
        _, valid = raster.read((slice(0, 2), slice(0, 3)))
    assert shown(valid) == "1..\n.11"


def test_nan_declared_as_nodata_is_not_observed(tmp_path: Path) -> None:
    values = np.array([[1, np.nan]], np.float32)
    with open_raster(write(tmp_path / "band.tif", values, nodata=np.nan)) as raster:
        assert raster.read((slice(0, 1), slice(0, 2)))[1].tolist() == [[True, False]]


def test_a_pixel_is_observed_where_every_band_asked_for_is(tmp_path: Path) -> None:
    values = np.array([[[0, 1, 1]], [[1, 1, 0]]], np.uint8)
    with open_raster(write(tmp_path / "bands.tif", values, nodata=0)) as raster:
        window = (slice(0, 1), slice(0, 3))
        assert shown(raster.read(window)[1]) == ".1."
        assert shown(raster.read(window, [2])[1]) == "11."


@pytest.mark.parametrize("dtype", ["uint8", "uint16", "int16", "int32", "uint32", "float32"])
@pytest.mark.parametrize("bilinear", [False, True])
def test_what_is_observed_is_what_gdal_masks_say(tmp_path: Path, dtype: str, bilinear: bool) -> None:
    values = np.random.default_rng(0).integers(0, 4, (3, 20, 30)).astype(dtype)
    path = write(tmp_path / "bands.tif", values, nodata=2)
    own = grid_of(path)
    shifted = Grid(own.crs, (7.0, 0.0, 500_003.0, 0.0, -7.0, 5_000_004.0), 40, 30)
    for grid in (own, shifted):
        with open_raster(path, grid, bilinear=bilinear) as raster:
            for bands in ([1], [3, 2], [1, 2, 3]):
                masks = raster._view.read_masks(bands)
                _, valid = raster.read(grid.window, bands)
                assert np.array_equal(valid, (masks != 0).all(axis=0))
                assert valid.any()


def test_a_mask_stored_with_the_raster_counts(tmp_path: Path) -> None:
    path = write(tmp_path / "band.tif", np.ones((1, 3), np.uint8))
    with rasterio.Env(GDAL_TIFF_INTERNAL_MASK=True), rasterio.open(path, "r+") as dataset:
        dataset.write_mask(np.array([[True, False, True]]))
    with open_raster(path) as raster:
        assert shown(raster.read((slice(0, 1), slice(0, 3)))[1]) == "1.1"


@pytest.mark.parametrize("shift", [0, 3])
def test_the_fourth_of_four_8_bit_bands_is_data_though_gdal_calls_it_alpha(
    tmp_path: Path, shift: float
) -> None:
    values = np.full((4, 2, 3), 9, np.uint8)
    values[3, 0, 0] = 0
    values[:, 1, 1] = 0
    path = write(tmp_path / "rgbn.tif", values)
    left, top = NORTH_UP[2] + shift, NORTH_UP[5]
    other = Grid(UTM33.to_wkt(), (10.0, 0.0, left, 0.0, -10.0, top), 2, 3)

    with rasterio.open(path) as dataset:
        assert dataset.colorinterp[3] == rasterio.enums.ColorInterp.alpha
    with open_raster(path, other) as raster:
        read, valid = raster.read(raster.grid.window)

    assert raster.resampled == bool(shift)
    assert valid.tolist() == [[True, True, True], [True, False, True]]
    assert read[3, 0].tolist() == [0, 9, 9]


def test_physical_values_are_stored_numbers_times_scale_plus_offset(tmp_path: Path) -> None:
    path = write(tmp_path / "bands.tif", np.array([[[1000]], [[2000]]], np.uint16))
    with rasterio.open(path, "r+") as dataset:
        dataset.scales, dataset.offsets = (1e-4, 0.5), (-0.1, 1.0)
    with open_raster(path) as raster:
        window = (slice(0, 1), slice(0, 1))
        assert raster.read_physical(window)[0].ravel() == pytest.approx([0.0, 1001.0], abs=1e-6)
        assert raster.read_physical(window, [2])[0].ravel() == pytest.approx([1001.0])
        assert raster.read(window)[0].ravel().tolist() == [1000, 2000]


# Files that cannot be read


def test_a_share_of_0_does_not_hide_the_others_where_0_is_nodata(tmp_path: Path) -> None:
    shares = np.array([[[1, 0, 0.5]], [[0, 0, 0.5]]], np.float32)
    with open_raster(write(tmp_path / "shares.tif", shares, nodata=0)) as raster:
        read, valid = raster.read_shares(raster.grid.window)
        assert raster.read_physical(raster.grid.window)[1].tolist() == [[False, False, True]]
    assert valid.tolist() == [[True, False, True]]
    assert np.array_equal(read, shares)


def test_a_file_that_is_no_raster_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "notes.tif"
    path.write_text("not a raster", encoding="ascii")
    with (
        pytest.raises(
            SureCoverError, match=rf"^Images \(IMAGES\) cannot be opened as a raster: {path} \("
        ) as caught,
        open_raster(str(path), label="Images (IMAGES)"),
    ):
        pass
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("on_another_grid", [False, True])
@pytest.mark.parametrize("kept", [0.3, 0.9])
def test_a_truncated_raster_is_one_sentence(tmp_path: Path, kept: float, on_another_grid: bool) -> None:
    path = tmp_path / "cut.tif"
    write(path, np.random.default_rng(0).integers(0, 255, (256, 256), np.uint8), compress="deflate")
    data = path.read_bytes()
    path.write_bytes(data[: int(kept * len(data))])
    grid = Grid(UTM33.to_wkt(), (7, 0, 500_000, 0, -7, 5_000_000), 366, 366) if on_another_grid else None
    with (
        pytest.raises(SureCoverError, match=r"cannot be (opened|read)") as caught,
        open_raster(str(path), grid) as raster,
    ):
        raster.read(raster.grid.window)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_raster_with_a_damaged_block_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "damaged.tif"
    write(path, np.random.default_rng(0).integers(0, 255, (256, 256), np.uint8), compress="deflate")
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 2000] = bytes(2000)
    path.write_bytes(data)
    with (
        pytest.raises(
            SureCoverError, match=rf"^Images \(IMAGES\) cannot be read: {path} .* the file is damaged"
        ),
        open_raster(str(path), label="Images (IMAGES)") as raster,
    ):
        raster.read(raster.grid.window)


def test_tags_hold_what_the_metadata_files_of_a_product_tell(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "pan.tif", np.ones((1, 1), np.uint8), tags={"PLACE": "here"})
    facts = ['\tsatId = "WV02";', "\tfirstLineTime = 2013-08-10T08:51:25.000000Z;"]
    (tmp_path / "pan.IMD").write_text(
        "\n".join(["BEGIN_GROUP = IMAGE_1", *facts, "END_GROUP = IMAGE_1", "END;\n"])
    )
    with open_raster(path) as raster:
        assert raster.tags["PLACE"] == "here"
        assert raster.tags["ACQUISITIONDATETIME"] == "2013-08-10 08:51:25"
