"""How land is cut into blocks: by squares, and along the cells of an external map."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import rasterio
import rasterio.warp

from surecover.core.grid import Grid, Window, blocks
from surecover.core.learning.blocks import (
    block_size,
    cell_blocks,
    cell_size_px,
    square_blocks,
    tally,
    zone_blocks,
)
from surecover.core.rasters import grid_of, open_raster
from tests.drawings import draw, shown
from tests.files import UTM33
from tests.harmonising import GRID, cell
from tests.shapes import write_layer

IMAGE = Grid(UTM33, (10.0, 0.0, 500_000.0, 0.0, -10.0, 5_000_000.0), 150, 210)
WHOLE: Window = (slice(0, 150), slice(0, 210))


def external(
    folder: Path, code: int, side: float, shift: float = 0.0, shape: tuple[int, int] = (90, 90)
) -> str:
    """A map around IMAGE whose cells all hold another number; `side` and `shift` in units of its CRS."""
    x, y = rasterio.warp.transform(UTM33, f"EPSG:{code}", [501_050], [4_999_250])
    rows, cols = shape
    left, top = (np.floor(v[0] / side) * side + shift for v in (x, y))
    numbers = np.arange(1, rows * cols + 1, dtype=np.uint16).reshape(shape)
    path = folder / "external.tif"
    place = rasterio.Affine(side, 0, left - cols // 2 * side, 0, -side, top + rows // 2 * side)
    with rasterio.open(
        path, "w", driver="GTiff", dtype="uint16", count=1, height=rows, width=cols, crs=f"EPSG:{code}",
        nodata=0, transform=place,
    ) as file:  # fmt: skip
        file.write(numbers, 1)
    return str(path)


# --- squares ---------------------------------------------------------------------------------------


def test_square_blocks_are_numbered_row_by_row() -> None:
    areas = square_blocks((5, 6), (2, 3))
    assert areas.layout == (3, 2)
    assert shown(areas.read((slice(0, 5), slice(0, 6)))) == "111222\n111222\n333444\n333444\n555666"
    assert shown(areas.read((slice(1, 3), slice(2, 4)))) == "12\n34"


def test_pixels_are_counted_by_area_and_label() -> None:
    labels = draw("1 1 2 .\n. 1 2 2", dtype="uint8")
    assert tally(square_blocks((2, 4), (2, 2)), labels, 2).tolist() == [[0, 0, 0], [1, 3, 0], [1, 0, 3]]


@pytest.mark.parametrize(
    ("shape", "gap", "folds", "size"),
    [
        ((10_980, 10_980), 32, 5, (1098, 1098)),  # 20 blocks a fold
        ((1000, 1000), 32, 5, (200, 200)),  # six gaps a side
        ((1000, 1000), 32, 2, (500, 500)),  # the quarters of two folds, as smaller blocks lose too much
        ((100, 100), 10, 5, (100, 20)),  # strips
        ((100, 100), 10, 4, (50, 50)),  # quarters
        ((100, 5000), 32, 5, (100, 193)),  # pieces of a strip
        ((100, 100), 0, 5, (10, 10)),
        ((1, 3), 0, 5, (1, 1)),
    ],
)
def test_blocks_are_large_against_the_gap(
    shape: tuple[int, int], gap: int, folds: int, size: tuple[int, int]
) -> None:
    assert block_size(shape, gap, folds) == size


def test_blocks_are_no_smaller_than_a_cell() -> None:
    assert block_size((100, 100), 10, 5, cell=30) == (50, 34)
    assert block_size((100, 100), 10, 5, cell=60) == (100, 100)


# --- cells of an external map ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "side", "shift"),
    [
        (3035, 100.0, 0.0),  # CORINE: turned against the image
        (3035, 25.0, 7.0),
        (4326, 1 / 480, 0.0),  # MODIS-like, in degrees: 160 x 230 m
        (4326, 1 / 12_000, 0.0),  # finer than the image
        (32633, 100.0, 0.0),
        (32633, 30.0, 5.0),  # centres of pixels lie on edges of cells
        (32633, 10.0, 0.0),  # the image's own pixels
    ],
)
def test_no_cell_lies_in_two_blocks(tmp_path: Path, code: int, side: float, shift: float) -> None:
    shape = (90, 90) if side > 25 or (code == 4326 and side > 1e-3) else (195, 334)
    path = external(tmp_path, code, side, shift, shape)
    areas = cell_blocks(grid_of(path), IMAGE, (50, 70))
    with open_raster(path, IMAGE) as raster:
        values, valid = raster.read(WHOLE)
    numbers = areas.read(WHOLE)
    assert valid.all()
    pairs = np.unique(np.stack([values[0].ravel(), numbers.ravel()]), axis=1)
    assert len(np.unique(pairs[0])) == pairs.shape[1]
    assert 9 <= areas.count <= 20
    assert (np.sort(np.bincount(numbers.ravel()))[-9:] > 50 * 70 / 3).all()
    for window in blocks(IMAGE.shape, 64):
        assert (areas.read(window) == numbers[window]).all()


def test_aligned_cells_are_cut_evenly(tmp_path: Path) -> None:
    areas = cell_blocks(grid_of(external(tmp_path, 32633, 100.0)), IMAGE, (150, 42))
    assert areas.layout == (1, 5)
    assert np.bincount(areas.read(WHOLE)[0])[1:].tolist() == [50, 40, 40, 40, 40]


def test_beside_the_map_there_are_no_blocks(tmp_path: Path) -> None:
    path = external(tmp_path, 3035, 100.0, shape=(9, 9))
    with open_raster(path, IMAGE) as raster:
        valid = raster.read(WHOLE)[1]
    assert 0 < valid.sum() < valid.size
    assert ((cell_blocks(grid_of(path), IMAGE, (50, 70)).read(WHOLE) > 0) == valid).all()


def test_blocks_of_a_vector_layer_are_squares() -> None:
    areas = cell_blocks(None, IMAGE, (50, 70))
    assert (areas.read(WHOLE) == square_blocks(IMAGE.shape, (50, 70)).read(WHOLE)).all()


@pytest.mark.parametrize(
    ("code", "side", "size"), [(32633, 100.0, 10), (32633, 30.0, 3), (32633, 5.0, 1), (32633, 15.0, 2)]
)
def test_a_cell_is_as_many_pixels_as_its_side_rounded_up(
    tmp_path: Path, code: int, side: float, size: int
) -> None:
    assert cell_size_px(grid_of(external(tmp_path, code, side)), IMAGE) == size


@pytest.mark.parametrize(("code", "side"), [(3035, 100.0), (4326, 1 / 480)])
def test_no_two_pixels_of_a_turned_cell_are_farther_apart_than_its_size(
    tmp_path: Path, code: int, side: float
) -> None:
    path = external(tmp_path, code, side)
    size = cell_size_px(grid_of(path), IMAGE)
    with open_raster(path, IMAGE) as raster:
        values, valid = raster.read(WHOLE)
    spans = [
        np.ptp(np.nonzero(valid & (values[0] == number)), axis=1).max()
        for number in np.unique(values[0][valid])
    ]
    assert size - 2 <= max(spans) + 1 <= size


def test_vector_layers_have_no_cells() -> None:
    assert cell_size_px(None, IMAGE) == 0


def test_zones_are_areas_with_names(tmp_path: Path) -> None:
    path = write_layer(
        tmp_path / "zones.gpkg", [cell((0, 6), (0, 3)), cell((2, 4), (5, 8))], {"name": ["North", "South"]}
    )
    zones = zone_blocks(path, "", GRID, "Zones (ZONES)", "Zone field (ZONE_FIELD)")
    assert zones.names == ("North", "South")
    assert zones.layout is None
    assert shown(zones.read((slice(1, 3), slice(2, 6)))) == "1...\n1..2"
