"""Tiles are seen as one raster: the first one that observes a pixel gives it, and seams do not show."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import rasterio
import rasterio.warp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surecover.core.errors import SureCoverError
from surecover.core.rasters import grid_of, open_raster
from surecover.core.tiled import Tile, tiles_name, tiles_of
from tests.files import write_raster

LEFT, TOP = 500_000, 5_000_000
SIDE = 12


def tile(path: Path, values: np.ndarray, row: int, col: int, nodata: float | None = 0) -> str:
    """A tile whose first pixel is (row, col) of a grid of 10 m."""
    return write_raster(path, values, nodata=nodata, origin=(LEFT + 10 * col, TOP - 10 * row))


def as_images(*paths: str) -> str:
    return tiles_name(Tile(path, path) for path in paths)


def whole(name: str) -> tuple[np.ndarray, np.ndarray]:
    with open_raster(name) as raster:
        return raster.read(raster.grid.window)


def test_a_name_tells_its_tiles_and_no_path_is_one() -> None:
    tiles = [Tile("/a b/é.tif", "/a b/é.tif"), Tile("scl.tif", 'im"age.tif')]
    assert tiles_of(tiles_name(tiles)) == tiles
    assert [tiles_of(path) for path in ("/tiles.tif", "TILES:", "TILES:[1]", "TILES:3")] == [[]] * 4


def test_side_by_side_tiles_leave_no_seam(tmp_path: Path) -> None:
    scene = np.arange(1, 61, dtype=np.uint16).reshape(6, 10)
    name = as_images(
        tile(tmp_path / "east.tif", scene[:, 5:], 0, 5), tile(tmp_path / "west.tif", scene[:, :5], 0, 0)
    )
    values, valid = whole(name)
    assert valid.all()
    assert (values[0] == scene).all()
    assert grid_of(name).bounds == (LEFT, TOP - 60, LEFT + 100, TOP)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    seed=st.integers(0, 2**32 - 1),
    corners=st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=1, max_size=4),
    start=st.tuples(st.integers(0, 5), st.integers(0, 5)),
)
def test_every_pixel_is_that_of_the_first_tile_that_observes_it(
    tmp_path: Path, seed: int, corners: list[tuple[int, int]], start: tuple[int, int]
) -> None:
    random = np.random.default_rng(seed)
    expected = np.zeros((2, SIDE, SIDE), np.uint16)
    mask = np.full((SIDE, SIDE), 9)
    images, masks = [], []
    for number, (row, col) in enumerate(corners):
        values = random.integers(1, 500, (2, 6, 6), dtype=np.uint16)
        values[:, random.random((6, 6)) < 0.3] = 0
        clouds = random.integers(0, 2, (6, 6), dtype=np.uint8)
        images.append(tile(tmp_path / f"{number}.tif", values, row, col))
        masks.append(tile(tmp_path / f"mask{number}.tif", clouds, row, col, nodata=None))
        place = slice(row, row + 6), slice(col, col + 6)
        free = (expected[0][place] == 0) & (values[0] > 0)
        expected[(slice(None), *place)][:, free] = values[:, free]
        mask[place][free] = clouds[free]
    grid = grid_of(write_raster(tmp_path / "grid.tif", np.ones((SIDE, SIDE), np.uint8)))
    part = slice(start[0], SIDE), slice(start[1], SIDE)
    inner = slice(0, SIDE - start[0]), slice(0, SIDE - start[1])
    met = expected[(slice(None), *part)]
    if not any(row + 6 > start[0] and col + 6 > start[1] for row, col in corners):
        return
    with open_raster(as_images(*images), grid.part(part)) as raster:
        assert not raster.resampled
        values, valid = raster.read(inner)
        assert (values == met).all()
        assert (valid == (met[0] > 0)).all()
        assert (raster.read(inner, [2])[0] == met[1:]).all()
    with open_raster(tiles_name(map(Tile, masks, images)), grid.part(part)) as raster:
        clouds, known = raster.read(inner)
    assert known[met[0] > 0].all()
    assert (clouds[0] == mask[part])[met[0] > 0].all()


def test_what_an_unmarked_tile_does_not_show_is_taken_from_the_next_one(tmp_path: Path) -> None:
    west, east = np.full((2, 4, 6), 7, np.uint16), np.full((2, 4, 6), 8, np.uint16)
    west[:, :, 4:] = 0
    name = as_images(
        tile(tmp_path / "w.tif", west, 0, 0, nodata=None), tile(tmp_path / "e.tif", east, 0, 4, nodata=None)
    )
    values, valid = whole(name)
    assert values[0, 0].tolist() == [7] * 4 + [8] * 6
    assert valid.all()


def test_tiles_of_neighbouring_utm_zones_meet_on_the_grid_of_the_first(tmp_path: Path) -> None:
    first = tile(tmp_path / "zone33.tif", np.full((40, 40), 5, np.uint16), 0, 0)
    crs = rasterio.crs.CRS.from_epsg(32632)
    left, bottom, right, top = rasterio.warp.transform_bounds(
        "EPSG:32633", crs, LEFT + 350, TOP - 400, LEFT + 800, TOP
    )
    shape = round((top - bottom) / 10), round((right - left) / 10)
    second = write_raster(
        tmp_path / "zone32.tif", np.full(shape, 9, np.uint16), nodata=0, crs="EPSG:32632", origin=(left, top)
    )
    with open_raster(as_images(first, second), bilinear=True) as raster:
        values, valid = raster.read(raster.grid.window)
        assert (raster.grid.crs, raster.resampled) == (grid_of(first).crs, True)
    row, col = (round(edge) for edge in raster.grid.rowcol(LEFT, TOP))
    middle = (slice(row + 10, row + 30), slice(col, col + 70))
    assert valid[middle].all()
    assert (values[0][middle] == np.repeat([5, 9], [40, 30])).all()


def test_tiles_that_lie_elsewhere_are_refused_by_name(tmp_path: Path) -> None:
    name = as_images(tile(tmp_path / "a.tif", np.ones((4, 4), np.uint8), 0, 0))
    grid = grid_of(tile(tmp_path / "b.tif", np.ones((4, 4), np.uint8), 0, 900))
    refusal = r"Image \(INPUT\) does not overlap the reference grid: TILES:"
    with pytest.raises(SureCoverError, match=refusal), open_raster(name, grid, label="Image (INPUT)"):
        pass
