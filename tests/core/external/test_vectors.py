"""Opening vector layers and reading the features near a grid."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pytest
import shapely
from shapely.geometry import GeometryCollection, LineString, MultiPolygon, Point, Polygon, box

from surecover.core.errors import SureCoverError
from surecover.core.external.burning import by_field
from surecover.core.external.vectors import Features, is_vector, layer_of, layers_of
from surecover.core.grid import blocks
from tests.files import write_raster
from tests.harmonising import GRID, cell
from tests.shapes import write_layer

WHOLE = slice(0, 6), slice(0, 8)


def test_only_features_near_the_grid_are_read(tmp_path: Path) -> None:
    far = shapely.transform(cell((0, 1), (0, 1)), lambda points: points + 5_000)
    path = write_layer(tmp_path / "a.gpkg", [cell((0, 1), (0, 1)), far], {"n": [1, 2]})
    layer = layer_of(path)
    features = Features(layer, GRID, ["n"])
    assert features.columns["n"].tolist() == [1]
    assert features.read().areas.tolist() == [pytest.approx(100)]


def test_a_window_that_reaches_beyond_the_grid_brings_no_other_features(tmp_path: Path) -> None:
    path = write_layer(tmp_path / "a.gpkg", [cell((5, 6), (0, 1)), cell((0, 1), (0, 1))], {"n": [1, 2]})
    features = Features(layer_of(path), GRID.part((slice(0, 1), slice(0, 8))), ["n"])
    near = features.read(WHOLE)
    assert features.columns["n"][near.positions].tolist() == [2]


def test_layers_are_named_in_the_path_as_qgis_does(tmp_path: Path) -> None:
    path = write_layer(tmp_path / "a.gpkg", [cell((0, 1), (0, 1))], {"x": [1]}, layer="one")
    write_layer(tmp_path / "a.gpkg", [cell((0, 1), (0, 1))], {"y": [1]}, layer="two", append=True)
    assert [layer.name for layer in layers_of(path)] == ["one", "two"]
    assert layer_of(f"{path}|layername=two").fields == ("y",)
    assert layer_of(f"{path}|layername=two|geometrytype=Polygon").name == "two"
    assert layer_of(path, field="y").name == "two"
    with pytest.raises(SureCoverError, match=r"several layers: .*; add \|layername= and one of one, two"):
        layer_of(path)
    with pytest.raises(SureCoverError, match=r"has no layer 'three': .*; allowed are one, two"):
        layer_of(f"{path}|layername=three")


def test_an_unknown_field_is_refused_with_the_allowed_ones(tmp_path: Path) -> None:
    path = write_layer(tmp_path / "a.gpkg", [cell((0, 1), (0, 1))], {"name": ["a"]})
    with pytest.raises(SureCoverError, match=r"Field is 'nom', .* does not have; allowed are name"):
        layer_of(path, "nom")


def test_rasters_and_missing_files_are_no_vectors(tmp_path: Path) -> None:
    raster = write_raster(tmp_path / "a.tif", np.ones((2, 2), np.uint8))
    vector = write_layer(tmp_path / "a.gpkg", [cell((0, 1), (0, 1))])
    assert [is_vector(path) for path in (raster, vector, str(tmp_path / "none.gpkg"))] == [False, True, False]
    with pytest.raises(SureCoverError, match="cannot be opened as a vector layer"):
        layers_of(raster)


@pytest.mark.parametrize("driver", ["GeoJSON", "ESRI Shapefile", "FlatGeobuf"])
def test_formats_with_and_without_a_spatial_index_give_the_same(tmp_path: Path, driver: str) -> None:
    places = [(r, c) for r in range(0, 6, 2) for c in range(0, 8, 3)]
    shapes = [cell((r, r + 3), (c, c + 2)).buffer(-0.1 * i) for i, (r, c) in enumerate(places)]
    fields = {"n": [f"{i}" for i in range(len(shapes))]}
    expected = by_field(layer_of(write_layer(tmp_path / "a.gpkg", shapes, fields)), "n", GRID)
    suffix = {"GeoJSON": ".geojson", "ESRI Shapefile": ".shp", "FlatGeobuf": ".fgb"}[driver]
    layer = layer_of(write_layer(tmp_path / f"a{suffix}", shapes, fields, driver=driver))
    assert layer.quick == (driver != "GeoJSON")
    drawn = by_field(layer, "n", GRID)
    assert drawn.keys == expected.keys
    for window in blocks(GRID.shape, 4):
        assert (drawn.read(window) == expected.read(window)).all()


NAN = float("nan")
TOP, BOTTOM, LEFT, RIGHT = 5_000_000, 4_999_940, 500_000, 500_080


@pytest.mark.parametrize(
    ("shape", "pixels"),
    [
        (Polygon([(LEFT, TOP), (RIGHT, BOTTOM), (LEFT, BOTTOM), (RIGHT, TOP)]), 24),
        (Polygon([(LEFT, TOP, 1), (RIGHT, TOP, 2), (RIGHT, BOTTOM, NAN)]), 24),
        (Polygon([(LEFT, TOP), (RIGHT, TOP), (LEFT, TOP)]), 0),
        (box(-1e15, -1e15, 1e15, 1e15), 48),
        (box(-1e300, -1e300, 1e300, 1e300), 0),
        (Polygon([(LEFT, TOP), (RIGHT, float("inf")), (RIGHT, BOTTOM)]), 0),
        (GeometryCollection([Point(LEFT + 5, TOP - 5), cell((1, 2), (0, 8))]), 9),
        (MultiPolygon([cell((0, 1), (0, 8)), cell((0, 2), (0, 8))]), 16),
    ],
)
def test_odd_geometries_are_mended_or_left_out_but_never_forgotten(
    tmp_path: Path, shape: Any, pixels: int
) -> None:
    far = shapely.transform(cell((0, 1), (0, 1)), lambda points: points - 500)
    path = write_layer(tmp_path / "a.gpkg", [shape, far], {"n": ["odd", "far"]})
    features, reaching = by_field(layer_of(path), "n", GRID).draw(WHOLE)
    assert (features > 0).sum() == pixels
    assert reaching.tolist() == [1]


@pytest.mark.filterwarnings("ignore:invalid value:RuntimeWarning")
def test_coordinates_that_are_no_numbers_are_left_out(tmp_path: Path) -> None:
    shapes = [
        Polygon([(LEFT, TOP), (RIGHT, NAN), (RIGHT, BOTTOM)]),
        LineString([(LEFT, TOP), (RIGHT, NAN)]),
        cell((0, 1), (0, 1)),
    ]
    path = write_layer(tmp_path / "a.gpkg", shapes, {"n": ["1", "2", "3"]})
    features, reaching = by_field(layer_of(path), "n", GRID).draw(WHOLE)
    assert np.unique(features).tolist() == [0, 3]
    assert {1, 3} <= set(reaching.tolist())


def test_curved_edges_are_followed(tmp_path: Path) -> None:
    x, y = GRID.xy(3, 4)
    around = [(x - 25, y), (x, y + 25), (x + 25, y), (x, y - 25), (x - 25, y)]
    circle = struct.pack("<BII", 1, 8, 5) + b"".join(struct.pack("<dd", *point) for point in around)
    curve = np.array([struct.pack("<BII", 1, 10, 1) + circle], object)
    pyogrio.raw.write(
        tmp_path / "a.gpkg", geometry=curve, field_data=[np.array(["1"], object)], fields=["n"],
        crs="EPSG:32633", driver="GPKG", geometry_type="Unknown",
    )  # fmt: skip
    drawn = by_field(layer_of(str(tmp_path / "a.gpkg")), "n", GRID).read(WHOLE)
    rows, cols = np.mgrid[0:6, 0:8]
    assert (drawn == (np.hypot(rows - 2.5, cols - 3.5) < 2.5)).all()
