"""The areas of an external map survive harmonising: CORINE in EPSG:3035 and OpenStreetMap on a UTM grid."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
import rasterio.warp
import shapely
from shapely.geometry import MultiPolygon, Polygon, box

from surecover.core.external.crosswalk import load_crosswalk
from surecover.core.external.vectors import Features, layer_of
from surecover.core.rasters import grid_of
from tests.files import read_raster, real_data, write_raster
from tests.harmonising import told
from tests.shapes import write_layer

SIDE = 800
"""Rows and columns of the grid of 10 m."""


@pytest.fixture
def grid(tmp_path: Path) -> str:
    return write_raster(tmp_path / "grid.tif", np.ones((SIDE, SIDE), np.uint8))


def classes(path: str, tmp_path: Path, **settings: Any) -> np.ndarray:
    """The class map made of a layer."""
    told(path, output=str(tmp_path / "out.tif"), **settings)
    return read_raster(tmp_path / "out.tif")


def moved(shape: Any, source: str, target: str, edge: float = 50) -> Any:
    """A shape in another CRS, its edges bent with the projection."""
    finer = shapely.segmentize(shape, edge)
    return shapely.transform(finer, lambda p: np.column_stack(rasterio.warp.transform(source, target, *p.T)))


def placed(shape: Any) -> Any:
    """A shape drawn in metres right of and below the grid's corner, turned and in EPSG:3035."""
    turned = shapely.affinity.rotate(shape, 17, origin=(4000, -4000))
    on_grid = shapely.affinity.translate(turned, 500_000, 5_000_000)
    return shapely.transform(
        on_grid, lambda p: np.column_stack(rasterio.warp.transform("EPSG:32633", "EPSG:3035", *p.T))
    )


def test_corine_polygons_in_3035_keep_the_area_of_every_class(tmp_path: Path, grid: str) -> None:
    holed = Polygon(box(1200, -3800, 3900, -1200).exterior, [box(1900, -2900, 2800, -2100).exterior])
    shapes = {
        "311": holed,
        "512": box(1900, -2900, 2800, -2100),
        "112": MultiPolygon([box(4300, -2000, 5000, -1300), box(5200, -3900, 6700, -3300)]),
        "231": Polygon([(1200, -6600), (4100, -6200), (2600, -4500)]),
        "121": MultiPolygon(
            [box(x, y, x + 95, y + 95) for x in range(4300, 6600, 130) for y in range(-6500, -4200, 130)]
        ),
    }  # fmt: skip
    in_3035 = {code: placed(shape) for code, shape in shapes.items()}
    path = write_layer(
        tmp_path / "clc.gpkg", list(in_3035.values()), {"Code_18": list(in_3035)}, crs="EPSG:3035"
    )
    got = classes(path, tmp_path, grid=grid)
    crosswalk = load_crosswalk("clc44-basic6")
    for code, shape in in_3035.items():
        exact = moved(shape, "EPSG:3035", "EPSG:32633").area
        assert (got == crosswalk.lookup(code)).sum() * 100 == pytest.approx(exact, rel=0.01), code


def test_polygons_that_share_edges_leave_no_gap_and_count_no_pixel_twice(tmp_path: Path, grid: str) -> None:
    rng = np.random.default_rng(5)
    points = shapely.multipoints(rng.uniform(1200, 6800, (400, 2)) * [1, -1])
    cells = shapely.get_parts(shapely.voronoi_polygons(points, extend_to=box(1300, -6700, 6700, -1300)))
    cells = [cell for cell in shapely.intersection(cells, box(1300, -6700, 6700, -1300)) if not cell.is_empty]
    codes = rng.choice(["311", "512", "112", "231", "121"], len(cells))
    path = write_layer(
        tmp_path / "clc.gpkg",
        [placed(cell) for cell in cells],
        {"code_18": codes.astype(object)},
        crs="EPSG:3035",
    )
    got = classes(path, tmp_path, grid=grid)
    crosswalk = load_crosswalk("clc44-basic6")
    in_utm = np.array([moved(placed(cell), "EPSG:3035", "EPSG:32633") for cell in cells], object)
    for code in np.unique(codes):
        exact = shapely.area(in_utm[codes == code]).sum()
        assert (got == crosswalk.lookup(code)).sum() * 100 == pytest.approx(exact, rel=0.01)
    inside = shapely.union_all(in_utm).buffer(-15)
    rows, cols = np.mgrid[0:SIDE:3, 0:SIDE:3]
    covered = shapely.contains_xy(inside, 500_005 + 10 * cols, 4_999_995 - 10 * rows)
    assert (got[rows, cols][covered] > 0).all()


def test_overlapping_openstreetmap_areas_in_degrees_keep_what_is_seen_of_them(
    tmp_path: Path, grid: str
) -> None:
    rng = np.random.default_rng(6)
    forest, lake = box(1200, -6600, 6600, -1300), Polygon([(2000, -4500), (3900, -4100), (3100, -2200)])
    places = rng.uniform(0, 1, (300, 2)) * [1500, -1500] + [4600, -4700]
    houses = [shapely.affinity.rotate(box(x, y, x + 18, y + 11), 30) for x, y in places]
    town = box(4500, -6300, 6200, -4600)
    shapes = [*houses, lake, forest, town]
    fields = {
        "building": ["house"] * 300 + [None] * 3,
        "natural": [None] * 300 + ["water", None, None],
        "landuse": [None] * 300 + [None, "forest", "meadow"],
    }
    degrees = [moved(placed(shape), "EPSG:3035", "EPSG:4326") for shape in shapes]
    path = write_layer(tmp_path / "osm.gpkg", degrees, fields, crs="EPSG:4326")
    got = classes(path, tmp_path, grid=grid)
    on_grid = [moved(placed(shape), "EPSG:3035", "EPSG:32633") for shape in shapes]
    built = shapely.union_all(on_grid[:300])
    water, wood, meadow = on_grid[300:]
    exact = {
        "water": water.area,
        "residential building": built.area,
        "grass": meadow.difference(built).area,
        "forest": wood.difference(shapely.union_all([built, water, meadow])).area,
    }
    scheme = load_crosswalk("osm-basic6").target
    for name, area in exact.items():
        # Houses of two pixels are seen by chance: 300 of them together within 4 %.
        share = 0.04 if name == "residential building" else 0.01
        assert (got == scheme.find(name).id).sum() * 100 == pytest.approx(area, rel=share), name


def test_a_corine_raster_of_100_m_in_3035_keeps_the_area_of_every_class(tmp_path: Path, grid: str) -> None:
    (x,), (y,) = rasterio.warp.transform("EPSG:32633", "EPSG:3035", [504_000], [4_996_000])
    left, top = round(x, -2) - 7000, round(y, -2) + 7000
    rng = np.random.default_rng(7)
    codes = np.kron(rng.choice([112, 121, 231, 311, 512], (20, 20)), np.ones((7, 7), int)).astype(np.uint16)
    path = write_raster(tmp_path / "clc.tif", codes, origin=(left, top), pixel=100, crs="EPSG:3035")
    got = classes(path, tmp_path, grid=grid)
    crosswalk = load_crosswalk("clc44-basic6")
    on_grid = shapely.box(500_000, 5_000_000 - SIDE * 10, 500_000 + SIDE * 10, 5_000_000)
    cells = {code: [] for code in np.unique(codes)}
    for row, col in np.ndindex(20, 20):
        block = box(left + 700 * col, top - 700 * (row + 1), left + 700 * (col + 1), top - 700 * row)
        cells[codes[7 * row, 7 * col]].append(block)
    for code, blocks in cells.items():
        exact = moved(shapely.union_all(blocks), "EPSG:3035", "EPSG:32633").intersection(on_grid).area
        assert (got == crosswalk.lookup(str(code))).sum() * 100 == pytest.approx(exact, rel=0.01)
    assert (got > 0).all()


# --- the real polygons -----------------------------------------------------------------------------


@pytest.mark.real_data
def test_real_corine_polygons_by_way_of_3035_keep_the_area_of_every_class(tmp_path: Path) -> None:
    source = tmp_path / "clc.gpkg"
    shutil.copy(real_data("external_maps") / "corine_2018_lanjaron.gpkg", source)
    top, left, size = 4_098_000, 450_000, (1400, 1800)
    grid = write_raster(tmp_path / "grid.tif", np.ones(size, np.uint8), origin=(left, top), crs="EPSG:32630")
    layer = layer_of(f"{source}|layername=clc")
    features = Features(layer, grid_of(grid), ["CODE_18"])
    near = features.read()
    codes = features.columns["CODE_18"][near.positions]
    in_3035 = [moved(shape, "EPSG:32630", "EPSG:3035") for shape in near.geometries]
    path = write_layer(tmp_path / "3035.gpkg", in_3035, {"CODE_18": codes}, crs="EPSG:3035")
    window = box(left, top - 10 * size[0], left + 10 * size[1], top)
    seen = shapely.area(shapely.intersection(near.geometries, window))
    crosswalk = load_crosswalk("clc44-basic6")
    target = np.array([crosswalk.lookup(code) for code in codes])
    for external in (str(source), path):
        got = classes(external, tmp_path, grid=grid)
        for class_id in np.unique(target[target > 0]):
            exact = seen[target == class_id].sum()
            assert (got == class_id).sum() * 100 == pytest.approx(exact, rel=0.01), class_id
