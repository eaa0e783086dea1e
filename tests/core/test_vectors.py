"""Reading vector layers onto a grid."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import rasterio
import rasterio.warp
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, Point, Polygon, box

from surecover.core.crosswalk import code_text
from surecover.core.errors import SureCoverError
from surecover.core.grid import Grid, blocks
from surecover.core.vectors import (
    burn,
    by_field,
    is_vector,
    layer_of,
    layers_of,
    read_columns,
    read_features,
    zones,
)
from tests.drawings import draw, shown
from tests.files import write_raster
from tests.shapes import write_layer

UTM = rasterio.crs.CRS.from_epsg(32633).to_wkt()
GRID = Grid(UTM, (10.0, 0.0, 500_000.0, 0.0, -10.0, 5_000_000.0), 6, 8)


def cell(rows: tuple[int, int], cols: tuple[int, int]) -> Polygon:
    """The rectangle over rows and columns of GRID, stop exclusive."""
    (left, top), (right, bottom) = GRID.xy(rows[0], cols[0]), GRID.xy(rows[1], cols[1])
    return box(left, bottom, right, top)


def whole(grid: Grid) -> tuple[slice, slice]:
    return slice(0, grid.height), slice(0, grid.width)


def test_polygons_fill_the_pixels_whose_centre_they_cover() -> None:
    shape = box(*GRID.xy(3.6, 1.4), *GRID.xy(0.6, 4.4))
    assert shown(burn([shape], [7], GRID)) == shown(
        draw("........ .777.... .777.... .777.... ........ ........".replace(" ", "\n"))
    )


def test_a_window_shows_the_same_as_the_whole() -> None:
    shapes = [cell((0, 4), (1, 7)), LineString([GRID.xy(5.5, 0.5), GRID.xy(0.5, 7.5)])]
    full = burn(shapes, [1, 2], GRID)
    for window in blocks(GRID.shape, 3):
        assert (burn(shapes, [1, 2], GRID, window) == full[window]).all()


def test_smaller_polygons_stay_on_top_whatever_their_order_in_the_file(tmp_path: Path) -> None:
    small, large = cell((2, 4), (2, 4)), cell((0, 6), (0, 8))
    picture = "aaaaaaaa aaaaaaaa aabbaaaa aabbaaaa aaaaaaaa aaaaaaaa".replace(" ", "\n")
    for name, shapes, kinds in (("1", [small, large], ["b", "a"]), ("2", [large, small], ["a", "b"])):
        path = write_layer(tmp_path / f"{name}.gpkg", shapes, {"kind": kinds})
        zoned = zones(layer_of(path), "kind", GRID)
        assert zoned.keys == ("a", "b")
        assert shown(zoned.read(whole(GRID)), {1: "a", 2: "b"}) == picture


def test_lines_and_points_lie_over_polygons_and_cover_what_they_touch(tmp_path: Path) -> None:
    shapes = [
        LineString([GRID.xy(1.1, 0), GRID.xy(1.1, 8)]),
        Point(GRID.xy(4.2, 3.2)),
        cell((0, 6), (0, 4)),
    ]
    path = write_layer(tmp_path / "a.gpkg", shapes, {"n": [2, 3, 1]})
    layer = layer_of(path)
    assert shown(by_field(layer, "n", GRID).read(whole(GRID))) == shown(
        draw("1111.... 22222222 1111.... 1111.... 1113.... 1111....".replace(" ", "\n"))
    )


def test_features_with_the_same_value_are_one_zone_and_missing_values_none(tmp_path: Path) -> None:
    shapes = [cell((0, 1), (0, 1)), cell((0, 1), (2, 3)), cell((0, 1), (4, 5)), cell((0, 1), (6, 7))]
    path = write_layer(tmp_path / "a.gpkg", shapes, {"name": ["North", "South", "North", None]})
    zoned = zones(layer_of(path), "name", GRID)
    assert zoned.keys == ("North", "South")
    assert zoned.read(whole(GRID))[0].tolist() == [1, 0, 2, 0, 1, 0, 0, 0]


@settings(deadline=None, max_examples=15, derandomize=True)
@given(
    st.lists(
        st.tuples(st.integers(0, 5), st.integers(0, 7), st.integers(1, 5), st.integers(1, 7)),
        min_size=1,
        max_size=6,
    ),
    st.integers(1, 6),
)
def test_results_do_not_depend_on_the_windows(
    tmp_path_factory: pytest.TempPathFactory, places: list[tuple[int, int, int, int]], size: int
) -> None:
    shapes = [cell((r, r + h), (c, c + w)) for r, c, h, w in places]
    path = write_layer(
        tmp_path_factory.mktemp("v") / "a.gpkg", shapes, {"n": list(range(1, len(shapes) + 1))}
    )
    keyed = by_field(layer_of(path), "n", GRID)
    full = keyed.read(whole(GRID))
    for window in blocks(GRID.shape, size):
        assert (keyed.read(window) == full[window]).all()


def test_a_layer_in_another_crs_lands_on_the_same_pixels(tmp_path: Path) -> None:
    corners = [GRID.xy(1.2, 1.2), GRID.xy(1.2, 6.8), GRID.xy(4.8, 6.8), GRID.xy(4.8, 1.2)]
    xs, ys = zip(*corners)
    lon, lat = rasterio.warp.transform("EPSG:32633", "EPSG:4326", xs, ys)
    path = write_layer(tmp_path / "a.gpkg", [Polygon(list(zip(lon, lat)))], {"n": [1]}, crs="EPSG:4326")
    expected = burn([Polygon(corners)], [1], GRID)
    keyed = by_field(layer_of(path), "n", GRID)
    for window in blocks(GRID.shape, 1):
        assert (keyed.read(window) == expected[window]).all()


def test_long_edges_bend_with_the_projection(tmp_path: Path) -> None:
    # A parallel is straight in degrees and bends by 2 km over 6 degrees of longitude in UTM.
    north = Polygon([(12, 45.2), (18, 45.2), (18, 46), (12, 46)])
    path = write_layer(tmp_path / "a.gpkg", [north], {"n": [1]}, crs="EPSG:4326")
    grid = Grid(UTM, (100.0, 0.0, 300_000.0, 0.0, -100.0, 5_030_000.0), 500, 4000)
    got = by_field(layer_of(path), "n", grid).read(whole(grid))
    rows, cols = np.mgrid[0:500:7, 0:4000:37]
    xs, ys = 300_050 + 100 * cols.ravel(), 5_029_950 - 100 * rows.ravel()
    lon, lat = (np.array(v) for v in rasterio.warp.transform("EPSG:32633", "EPSG:4326", xs, ys))
    sure = np.abs(lat - 45.2) > 0.001
    expected = (lat > 45.2) & (lon > 12) & (lon < 18)
    assert (got[rows, cols].ravel() == expected)[sure].all()
    assert 0.2 < expected.mean() < 0.9


def test_broken_and_empty_geometries_do_no_harm(tmp_path: Path) -> None:
    bowtie = Polygon([GRID.xy(0, 0), GRID.xy(4, 4), GRID.xy(0, 4), GRID.xy(4, 0)])
    path = write_layer(tmp_path / "a.gpkg", [bowtie, Polygon(), cell((5, 6), (0, 2))], {"n": [1, 2, 3]})
    keyed = by_field(layer_of(path), "n", GRID)
    assert keyed.keys == ("1", "3")
    got = keyed.read(whole(GRID))
    assert set(np.unique(got)) == {0, 1, 2}
    assert (got[5] == 2).sum() == 2


def test_only_features_near_the_grid_are_read(tmp_path: Path) -> None:
    far = shapely.transform(cell((0, 1), (0, 1)), lambda points: points + 5_000)
    path = write_layer(tmp_path / "a.gpkg", [cell((0, 1), (0, 1)), far], {"n": [1, 2]})
    layer = layer_of(path)
    assert read_columns(layer, GRID, ["n"])["n"].tolist() == [1]
    features = read_features(layer, GRID, ["n"])
    assert features.columns["n"].tolist() == [1]
    assert features.areas.tolist() == [100]


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


def test_a_layer_without_crs_is_refused(tmp_path: Path) -> None:
    path = write_layer(tmp_path / "a.gpkg", [cell((0, 1), (0, 1))], {"n": [1]}, crs=None)
    with pytest.raises(SureCoverError, match="has no CRS while the other has one"):
        zones(layer_of(path), "n", GRID)


def test_a_layer_elsewhere_is_refused(tmp_path: Path) -> None:
    path = write_layer(tmp_path / "a.gpkg", [box(0, 0, 1, 1)], {"n": [1]}, crs="EPSG:4326")
    with pytest.raises(SureCoverError, match="no feature on the reference grid"):
        zones(layer_of(path), "n", GRID)


def test_rasters_and_missing_files_are_no_vectors(tmp_path: Path) -> None:
    raster = write_raster(tmp_path / "a.tif", np.ones((2, 2), np.uint8))
    vector = write_layer(tmp_path / "a.gpkg", [cell((0, 1), (0, 1))])
    assert [is_vector(path) for path in (raster, vector, str(tmp_path / "none.gpkg"))] == [False, True, False]
    with pytest.raises(SureCoverError, match="cannot be opened as a vector layer"):
        layers_of(raster)


def test_whole_numbers_of_a_field_are_written_without_decimals(tmp_path: Path) -> None:
    path = write_layer(tmp_path / "a.gpkg", [cell((0, 1), (0, 1)), cell((1, 2), (0, 1))], {"n": [3.0, 4.5]})
    assert by_field(layer_of(path), "n", GRID).keys == (code_text(3.0), "4.5")
