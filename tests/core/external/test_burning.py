"""Vector layers drawn onto a grid."""

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

from surecover.core.errors import SureCoverError
from surecover.core.external.burning import Keyed, Style, burn, by_field
from surecover.core.external.crosswalk import code_text
from surecover.core.external.vectors import layer_of, layers_of
from surecover.core.external.zones import named_zones
from surecover.core.grid import Grid, blocks
from tests.drawings import draw, shown
from tests.files import UTM33
from tests.harmonising import GRID, cell
from tests.shapes import write_layer


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
        zoned = named_zones(path, "kind", GRID, "Zones", "Field")
        assert zoned.keys == ("a", "b")
        assert shown(zoned.read(GRID.window), {1: "a", 2: "b"}) == picture


def test_lines_and_points_lie_over_polygons_and_cover_what_they_touch(tmp_path: Path) -> None:
    shapes = [
        LineString([GRID.xy(1.1, 0), GRID.xy(1.1, 8)]),
        Point(GRID.xy(4.2, 3.2)),
        cell((0, 6), (0, 4)),
    ]
    path = write_layer(tmp_path / "a.gpkg", shapes, {"n": [2, 3, 1]})
    layer = layer_of(path)
    assert shown(by_field(layer, "n", GRID).read(GRID.window)) == shown(
        draw("1111.... 22222222 1111.... 1111.... 1113.... 1111....".replace(" ", "\n"))
    )


def test_features_with_the_same_value_are_one_zone_and_missing_values_none(tmp_path: Path) -> None:
    shapes = [cell((0, 1), (0, 1)), cell((0, 1), (2, 3)), cell((0, 1), (4, 5)), cell((0, 1), (6, 7))]
    path = write_layer(tmp_path / "a.gpkg", shapes, {"name": ["North", "South", "North", None]})
    zoned = named_zones(path, "name", GRID, "Zones", "Field")
    assert zoned.keys == ("North", "South")
    assert zoned.read(GRID.window)[0].tolist() == [1, 0, 2, 0, 1, 0, 0, 0]


def test_names_of_zones_are_on_one_line_and_read_as_what_they_are(tmp_path: Path) -> None:
    names = ["two\nlines", "ab\u202ecd", "two lines"]
    shapes = [cell((0, 1), (column, column + 1)) for column in (0, 2, 4)]
    path = write_layer(tmp_path / "a.gpkg", shapes, {"name": names})
    zoned = named_zones(path, "name", GRID, "Zones", "Field")
    assert zoned.keys == ("abcd", "two lines")
    assert zoned.read(GRID.window)[0].tolist() == [2, 0, 1, 0, 2, 0, 0, 0]


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
    full = keyed.read(GRID.window)
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
    grid = Grid(UTM33, (100.0, 0.0, 300_000.0, 0.0, -100.0, 5_030_000.0), 500, 4000)
    got = by_field(layer_of(path), "n", grid).read(grid.window)
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
    got = keyed.read(GRID.window)
    assert set(np.unique(got)) == {0, 1, 2}
    assert (got[5] == 2).sum() == 2


def test_a_layer_without_crs_is_refused(tmp_path: Path) -> None:
    path = write_layer(tmp_path / "a.gpkg", [cell((0, 1), (0, 1))], {"n": [1]}, crs=None)
    with pytest.raises(SureCoverError, match="has no CRS while the other has one"):
        named_zones(path, "n", GRID, "Zones", "Field")


def test_a_layer_elsewhere_is_refused(tmp_path: Path) -> None:
    path = write_layer(tmp_path / "a.gpkg", [box(0, 0, 1, 1)], {"n": [1]}, crs="EPSG:4326")
    with pytest.raises(SureCoverError, match="no feature on the reference grid"):
        named_zones(path, "n", GRID, "Zones", "Field")


def test_whole_numbers_of_a_field_are_written_without_decimals(tmp_path: Path) -> None:
    path = write_layer(tmp_path / "a.gpkg", [cell((0, 1), (0, 1)), cell((1, 2), (0, 1))], {"n": [3.0, 4.5]})
    assert by_field(layer_of(path), "n", GRID).keys == (code_text(3.0), "4.5")


# --- buffers, order, what is seen ------------------------------------------------------------------


def test_lines_and_points_grow_by_metres_on_both_sides(tmp_path: Path) -> None:
    shapes = [LineString([GRID.xy(1.5, 0), GRID.xy(1.5, 8)]), Point(GRID.xy(4.5, 1.5))]
    path = write_layer(tmp_path / "a.gpkg", shapes, {"n": [1, 2]})
    drawn = by_field(layer_of(path), "n", GRID, Style(buffer=11))
    assert shown(drawn.read(GRID.window)) == shown(
        draw("11111111 11111111 11111111 .2...... 222..... .2......".replace(" ", "\n"))
    )


@pytest.mark.parametrize(
    ("epsg", "x", "y", "pixel"),
    [(32633, 500_000, 6_700_000, 5), (3857, 1.6e6, 8.4e6, 5), (4326, 15, 60, 5e-5)],
)
def test_a_buffer_is_as_wide_on_the_ground_in_every_crs(
    tmp_path: Path, epsg: int, x: float, y: float, pixel: float
) -> None:
    grid = Grid(rasterio.crs.CRS.from_epsg(epsg).to_wkt(), (pixel, 0, x, 0, -pixel, y), 300, 300)
    middle = grid.xy(150, 150)
    path = write_layer(tmp_path / "a.gpkg", [Point(middle)], {"n": [1]}, crs=f"EPSG:{epsg}")
    rows, cols = np.nonzero(by_field(layer_of(path), "n", grid, Style(buffer=100)).read(grid.window))
    assert len(rows) > 200
    utm = [rasterio.warp.transform(grid.crs, "EPSG:32633", *zip(*points)) for points in (
        [grid.xy(row + 0.5, col + 0.5) for row, col in zip(rows, cols)], [middle],
    )]  # fmt: skip
    (xs, ys), ((x0,), (y0,)) = utm
    distances = np.hypot(np.array(xs) - x0, np.array(ys) - y0)
    assert distances.max() == pytest.approx(100, rel=0.06)
    outer = [(np.array(xs) - x0).max(), (np.array(ys) - y0).max()]
    assert outer == pytest.approx([100, 100], rel=0.06)


def test_a_line_that_goes_on_far_beyond_the_grid_is_as_wide_as_others(tmp_path: Path) -> None:
    grid = Grid(rasterio.crs.CRS.from_epsg(3857).to_wkt(), (5, 0, 1.6e6, 0, -5, 8.4e6), 100, 100)
    (x, _), (_, y) = grid.xy(0, 50.3), grid.xy(50, 0)
    path = write_layer(tmp_path / "a.gpkg", [LineString([(x, 0), (x, y)])], {"n": [1]}, crs="EPSG:3857")
    row = by_field(layer_of(path), "n", grid, Style(buffer=50)).read(grid.window)[90]
    assert np.count_nonzero(row) == pytest.approx(2 * 50 / np.cos(np.radians(60.05)) / 5, abs=1.1)


@pytest.mark.parametrize("style", [Style(buffer=120), Style(buffers={"1": 120})])
def test_a_buffered_line_beyond_the_edge_reaches_into_the_grid(tmp_path: Path, style: Style) -> None:
    outside = LineString([GRID.xy(-10, 0), GRID.xy(-10, 8)])
    path = write_layer(tmp_path / "a.gpkg", [outside], {"n": [1]})
    drawn = by_field(layer_of(path), "n", GRID, style)
    assert (drawn.read(GRID.window) == [[1], [1], [0], [0], [0], [0]]).all()


@settings(deadline=None, max_examples=15, derandomize=True)
@given(
    st.lists(st.tuples(*[st.floats(-2, 10, width=32)] * 4), min_size=1, max_size=5),
    st.integers(1, 6),
    st.sampled_from([Style(buffer=8), Style(all_touched=True), Style(by_area=False)]),
)
def test_no_style_depends_on_the_windows(
    tmp_path_factory: pytest.TempPathFactory, ends: list[tuple[float, ...]], size: int, style: Style
) -> None:
    # Off the edges and centres of pixels, where rounding decides.
    ends = [(r + 0.137, c + 0.271, r2 + 0.637, c2 + 0.271) for r, c, r2, c2 in ends]
    shapes = [LineString([GRID.xy(r, c), GRID.xy(r2, c2)]) for r, c, r2, c2 in ends]
    shapes += [box(*GRID.bounds), *(shape.buffer(15) for shape in shapes)]
    degrees = [
        shapely.transform(
            shape, lambda p: np.column_stack(rasterio.warp.transform("EPSG:32633", "EPSG:4326", *p.T))
        )
        for shape in shapes
    ]
    folder = tmp_path_factory.mktemp("v")
    fields = {"n": [f"{i:02}" for i in range(len(shapes))]}
    path = write_layer(folder / "a.gpkg", degrees, fields, crs="EPSG:4326")
    drawn = by_field(layer_of(path), "n", GRID, style)
    full = drawn.read(GRID.window)
    for window in blocks(GRID.shape, size):
        assert (drawn.read(window) == full[window]).all()


def test_higher_levels_lie_over_lower_ones_and_unlisted_keys_where_they_are_put(tmp_path: Path) -> None:
    shapes = [cell((0, 6), (0, 8)), cell((0, 3), (0, 4)), cell((0, 1), (0, 1))]
    path = write_layer(tmp_path / "a.gpkg", shapes, {"n": ["a", "b", "c"]})
    drawn = by_field(layer_of(path), "n", GRID, Style(levels={"a": 1, "b": 2}, unlisted=0))
    assert set(np.unique(drawn.read(GRID.window)[:3, :4])) == {2}
    assert set(np.unique(drawn.read(GRID.window))) == {1, 2}


def test_later_features_lie_over_earlier_ones_where_asked(tmp_path: Path) -> None:
    shapes = [cell((0, 1), (0, 1)), LineString([GRID.xy(0.5, 0), GRID.xy(0.5, 8)]), cell((0, 6), (0, 8))]
    path = write_layer(tmp_path / "a.gpkg", shapes, {"n": [1, 2, 3]})
    drawn = by_field(layer_of(path), "n", GRID, Style(by_area=False)).read(GRID.window)
    assert (drawn == np.where(np.arange(6)[:, None] == 0, 2, 3)).all()


def test_the_features_of_a_window_are_told_with_those_that_no_pixel_shows(tmp_path: Path) -> None:
    speck = box(*GRID.xy(0.9, 0.6), *GRID.xy(0.6, 0.9))
    shapes = [cell((0, 1), (0, 2)), speck, cell((0, 1), (-1, 0)), cell((0, 1), (8, 9))]
    path = write_layer(tmp_path / "a.gpkg", shapes, {"n": [1, 1, 1, 1]})
    features, reaching = by_field(layer_of(path), "n", GRID).draw(GRID.window)
    assert np.unique(features).tolist() == [0, 1]
    assert sorted(reaching.tolist()) == [1, 2]


def test_areas_of_layers_in_different_crs_are_compared_on_the_ground(tmp_path: Path) -> None:
    large, small = cell((0, 6), (0, 8)), cell((1, 3), (1, 3))
    corners = np.array(large.exterior.coords)
    degrees = np.column_stack(rasterio.warp.transform("EPSG:32633", "EPSG:4326", *corners.T))
    path = write_layer(tmp_path / "a.gpkg", [small], {"n": [2]}, layer="small")
    write_layer(
        tmp_path / "a.gpkg", [Polygon(degrees)], {"n": [1]}, layer="large", crs="EPSG:4326", append=True
    )
    layers = layers_of(path)
    drawn = Keyed(layers, {layer.name: ["n"] for layer in layers}, lambda v: str(v["n"]), GRID)
    assert (drawn.read(GRID.window) == 2).sum() == 4


def test_a_meridian_strip_is_bent_around_the_pole(tmp_path: Path) -> None:
    grid = Grid(rasterio.crs.CRS.from_epsg(3031).to_wkt(), (1e5, 0, -1e6, 0, -1e5, 1e6), 20, 20)
    halves = [box(-180, -90, 0, -60), box(0, -90, 180, -60)]
    path = write_layer(tmp_path / "a.gpkg", halves, {"n": [1, 2]}, crs="EPSG:4326")
    drawn = by_field(layer_of(path), "n", grid).read(grid.window)
    assert (drawn[:, :10] == 1).all()
    assert (drawn[:, 10:] == 2).all()


@pytest.mark.parametrize("numbers", [(1, 2), (2, 1)])
def test_both_sides_of_the_date_line_are_drawn(tmp_path: Path, numbers: tuple[int, int]) -> None:
    crs = rasterio.crs.CRS.from_epsg(32601)
    (x,), (y,) = rasterio.warp.transform("EPSG:4326", crs, [180.0], [10.0])
    grid = Grid(crs.to_wkt(), (1000.0, 0, round(x, -3) - 10_000, 0, -1000.0, round(y, -3) + 10_000), 20, 20)
    sides = {1: box(179, 9, 180, 11), 2: box(-180, 9, -179, 11)}
    shapes = [sides[number] for number in numbers]
    path = write_layer(tmp_path / "a.gpkg", shapes, {"n": numbers}, crs="EPSG:4326")
    drawn = by_field(layer_of(path), "n", grid).read(grid.window)
    assert (drawn[:, :9] == 1).all()
    assert (drawn[:, 11:] == 2).all()
