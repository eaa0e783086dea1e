"""What became what, as a table and as text."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from rasterio.crs import CRS

from surecover.core.areas import ground_areas
from surecover.core.external.crosswalk import load_crosswalk
from surecover.core.external.translation import Row, Tally, left_out, lines, unseen, write_csv
from surecover.core.grid import Grid

TREES = Row("10", "Tree cover", 3, "forest", 1500, 0.75, 15.0)
SHRUB = Row("20", "Shrubland", 0, "unmapped", 400, 0.2, 4.0)
STRANGE = Row("21", "", None, "unknown code", 100, 0.05, 1.0)


def test_lines_are_aligned_and_begin_with_what_there_is_most_of() -> None:
    assert list(lines([STRANGE, SHRUB, TREES])) == [
        "code           becomes       pixels     share",
        "10 Tree cover  forest         1,500   75.00 %",
        "20 Shrubland   unmapped         400   20.00 %",
        "21             unknown code     100    5.00 %",
    ]


def test_long_tables_are_cut_and_the_rest_is_counted() -> None:
    rows = [Row(str(i), "x" * 60, 3, "forest", i, 0.0, None) for i in range(1, 71)]
    text = list(lines(rows))
    assert len(text) == 62
    assert text[-1] == "and 10 more codes with 55 pixels"
    assert text[1].startswith("70 " + "x" * 44 + "…  forest")


def test_what_became_no_class_is_listed_with_its_size_except_background() -> None:
    background = Row("0", "", 0, "unmapped", 9, 0.1, 1.0)
    absent = Row("90", "", 0, "unmapped", 0, 0.0, 0.0)
    assert left_out([STRANGE, TREES, background, absent, SHRUB]) == (
        "20 Shrubland (400 px, 20.00 %), 21 (100 px, 5.00 %)"
    )
    assert left_out([TREES]) == ""
    many = [Row(str(i), "", 0, "unmapped", 1, 0.0, None) for i in range(1, 31)]
    assert left_out(many).endswith("20 (1 px, 0.00 %) and 10 more codes")


def test_unseen_features_are_listed() -> None:
    rows = [
        Row("a", "", 1, "water", 0, 0, 0, 5, 2),
        Row("b", "", 1, "water", 0, 0, 0, 5, 0),
        Row("c", "", 0, "unmapped", 0, 0, 0, 5, 2),
        TREES,
    ]
    assert unseen(rows) == "2 of 5 of a"


def test_texts_that_spreadsheets_take_for_formulas_are_quoted(tmp_path: Path) -> None:
    codes = ["=1+1", "+a", "@b", "-c", "-3", "d"]
    write_csv(tmp_path / "a.csv", [Row(code, code, 0, "unmapped", 1, 1.0, None) for code in codes])
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        assert [row["code"] for row in csv.DictReader(file)] == ["'=1+1", "'+a", "'@b", "'-c", "-3", "d"]


@pytest.mark.parametrize("epsg", [32633, 4326])
def test_pixels_and_areas_are_counted_by_windows(epsg: int) -> None:
    pixel = 10 if epsg == 32633 else 0.1
    grid = Grid(CRS.from_epsg(epsg).to_wkt(), (pixel, 0, 0, 0, -pixel, 60), 4, 3)
    numbers = np.array([[0, 1, 1], [0, 2, 1], [0, 0, 2], [2, 2, 2]])
    tally = Tally(["10", "80"], [3, 1], load_crosswalk("worldcover11-basic6"), True, grid)
    for rows in (slice(0, 1), slice(1, 4)):
        tally.add(numbers[rows], (rows, slice(0, 3)))
    trees, water = tally.rows()
    assert (trees.pixels, trees.share, trees.class_name, trees.name) == (3, 0.25, "forest", "Tree cover")
    areas = ground_areas(grid).of_rows
    assert trees.hectares == pytest.approx((2 * areas[0] + areas[1]) / 1e4)
    assert water.hectares == pytest.approx((areas[1] + areas[2] + 3 * areas[3]) / 1e4)
    assert water.features is None
    counted = tally.rows((np.array([0, 4, 5]), np.array([0, 1, 0])))
    assert [(row.features, row.unseen) for row in counted] == [(4, 1), (5, 0)]
