"""Polygons that limit a run."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, MultiPolygon, Point, box

from surecover.core.errors import SureCoverError
from surecover.core.external.burning import burn
from surecover.core.external.limits import Polygons, limited
from surecover.core.grid import Grid, blocks
from tests.drawings import draw, shown
from tests.files import UTM33
from tests.harmonising import GRID, cell
from tests.shapes import write_layer

LABEL = "Area, polygons (AREA)"


def polygons(folder: Path, *shapes: object, grid: Grid = GRID, **details: str) -> Polygons:
    return Polygons(write_layer(folder / "area.gpkg", shapes, **details), grid, LABEL)


def picture(inside: np.ndarray) -> str:
    return shown(inside.astype(int))


def test_pixels_whose_centre_some_polygon_covers_are_inside(tmp_path: Path) -> None:
    first = box(*GRID.xy(3.6, 1.4), *GRID.xy(0.6, 4.4))
    second = MultiPolygon([cell((0, 1), (0, 1)), cell((3, 6), (3, 6))])
    area = polygons(tmp_path, first, second)
    assert picture(area.inside(GRID.window)) == shown(
        draw("1....... .111.... .111.... .11111.. ...111.. ...111..".replace(" ", "\n"))
    )


def test_the_window_is_what_the_polygons_touch(tmp_path: Path) -> None:
    area = polygons(tmp_path, box(*GRID.xy(3.6, 1.4), *GRID.xy(0.6, 4.4)), cell((1, 2), (5, 6)))
    assert area.window == (slice(0, 4), slice(1, 6))
    assert polygons(tmp_path, cell((-5, 3), (2, 99))).window == (slice(0, 3), slice(2, 8))


def test_lines_and_points_count_for_nothing(tmp_path: Path) -> None:
    line, point = LineString([GRID.xy(0, 0), GRID.xy(6, 8)]), Point(GRID.xy(5.5, 7.5))
    area = polygons(tmp_path, line, cell((2, 3), (2, 4)), point)
    assert area.window == (slice(2, 3), slice(2, 4))
    assert area.inside(GRID.window).sum() == 2
    with pytest.raises(SureCoverError, match=rf"\(AREA\) hold no polygon on the image: {tmp_path}"):
        polygons(tmp_path, line, point)


def test_polygons_of_another_place_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SureCoverError, match="hold no polygon on the image"):
        polygons(tmp_path, cell((100, 110), (0, 5)))


@settings(deadline=None, max_examples=25, derandomize=True)
@given(
    places=st.lists(
        st.tuples(*[st.floats(-3, 33), st.floats(-3, 43)] * 3), min_size=1, max_size=6
    )
)  # fmt: skip
def test_windows_show_what_the_whole_shows(
    places: list[tuple[float, ...]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    grid = Grid(UTM33, (8.0, 3.0, 500_000.0, 3.0, -8.0, 5_000_000.0), 30, 40)
    triangles = [
        shapely.Polygon([grid.xy(*place[i : i + 2]) for i in (0, 2, 4)]).buffer(1.0) for place in places
    ]
    expected = burn(triangles, [1] * len(triangles), grid) > 0
    path = write_layer(tmp_path_factory.mktemp("area") / "area.gpkg", triangles)
    if not expected.any():
        return
    area = Polygons(path, grid, LABEL)
    for window in blocks(grid.shape, 13):
        assert (area.inside(window) == expected[window]).all()
    rows, cols = area.window
    expected[rows, cols] = False
    assert not expected.any()


def test_the_extent_gives_the_window_and_the_polygons_the_pixels(tmp_path: Path) -> None:
    path = write_layer(tmp_path / "area.gpkg", [cell((0, 6), (2, 4))])
    left, top = GRID.xy(1, 3)
    right, bottom = GRID.xy(3, 8)
    window, area = limited(f"{left},{bottom},{right},{top}", path, GRID, LABEL)
    assert window == (slice(1, 3), slice(3, 8))
    assert area is not None
    assert picture(area.inside(window)) == "1....\n1...."
    assert limited("", path, GRID, LABEL)[0] == (slice(0, 6), slice(2, 4))
    assert limited("", "", GRID, LABEL) == (GRID.window, None)


def test_an_area_without_a_pixel_is_refused(tmp_path: Path) -> None:
    path = write_layer(tmp_path / "area.gpkg", [cell((1, 1.4), (1, 1.4))])
    with pytest.raises(SureCoverError, match="cover the centre of no pixel of the image"):
        limited("", path, GRID, LABEL)
    path = write_layer(tmp_path / "left.gpkg", [cell((0, 6), (0, 2))])
    left, top = GRID.xy(0, 4)
    right, bottom = GRID.xy(6, 8)
    with pytest.raises(SureCoverError, match="cover the centre of no pixel of the extent"):
        limited(f"{left},{bottom},{right},{top}", path, GRID, LABEL)
