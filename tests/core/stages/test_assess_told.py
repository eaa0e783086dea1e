"""What must never be left out or made up, in JSON, in the table and on the page alike."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
import shapely

from tests.core.stages.assessing import SCHEME, Assessed, of_class
from tests.drawings import draw
from tests.files import write_raster
from tests.shapes import write_layer

MAPPED = draw("1 1 2 .\n1 1 2 .\n2 2 2 .", dtype="uint8")
TRUTH = draw("1 1 2 2\n1 1 2 3\n3 3 2 .", dtype="uint8")
"""Two pixels have no class on the map; class 3 is never mapped."""


@pytest.fixture
def assessed(tmp_path: Path) -> Assessed:
    made = Assessed(tmp_path)
    made.map = made.raster("map", MAPPED, SCHEME)
    made.truth = made.raster("truth", TRUTH, SCHEME)
    return made


def rows(assessed: Assessed) -> list[dict[str, str]]:
    return list(csv.DictReader(assessed.text("csv", others=(assessed.truth,)).splitlines()))


def cells(page: str, heading: str) -> list[list[str]]:
    """The plain text of the rows of the first table after a heading."""
    table = page.split(heading, 1)[1].split("</table>", maxsplit=1)[0]
    found = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in table.split("<tr>")[1:]]
    return [[re.sub(r"<[^>]+>", " ", cell).split("  ")[-1].strip() for cell in row] for row in found]


def test_no_class_is_a_class_of_its_own(assessed: Assessed) -> None:
    _, told = assessed.run()
    matrix = told["levels"][-1]["matrix"]
    assert [entry["name"] for entry in matrix["classes"]] == ["no class", "water", "grass", "=rock"]
    assert [row[0] for row in matrix["counts"]] == [0, 0, 1, 1]
    assert told["map"]["without_class"]["value"] == pytest.approx(2 / 11, abs=1e-6)
    lost = [
        row
        for row in rows(assessed)
        if row["part"].startswith("confusion") and row["map_class"] == "no class"
    ]
    assert {(row["class"], row["value"]) for row in lost} >= {("grass", "1"), ("'=rock", "1")}
    on_page = cells(assessed.text("html"), "<h2>Confusion matrix")
    assert on_page[0][1] == "no class"
    assert [row[1] for row in on_page[1:]] == ["·", "1", "1"]


def test_its_pixels_are_errors(assessed: Assessed) -> None:
    numbers, told = assessed.run()
    assert numbers["OA"] == pytest.approx(7 / 11)
    assert of_class(told, 2)["recall"]["value"] == pytest.approx(3 / 4)
    assert of_class(told, 2)["precision"]["value"] == pytest.approx(3 / 5)


def test_the_axes_of_every_matrix_are_named(assessed: Assessed) -> None:
    _, told = assessed.run(others=(assessed.truth,))
    assert {(level["matrix"]["rows"], level["matrix"]["columns"]) for level in told["levels"]} == {
        ("reference", "map")
    }
    assert {(change["rows"], change["columns"]) for change in told["transitions"]} == {("truth", "map")}
    parts = {row["part"] for row in rows(assessed) if row["map_class"]}
    assert parts == {"confusion matrix, class is the reference", "transition to map, map_class is its class"}
    page = assessed.text("html", others=(assessed.truth,))
    assert cells(page, "<h2>Confusion matrix")[0][0] == "Reference ↓ · Map →"
    assert cells(page, "<h2>What became what")[0][0] == "truth ↓ · this map →"
    captions = re.findall(r"<caption>(.*?)</caption>", page)
    assert captions
    assert all("Rows are" in caption and "columns" in caption for caption in captions)


def test_what_nothing_tells_is_not_estimable_rather_than_0_or_1(assessed: Assessed) -> None:
    """The map never shows rock, so that no share of its rock can be right."""
    _, told = assessed.run()
    rock = of_class(told, 3)
    assert (rock["precision"], rock["recall"]["value"]) == (None, 0)
    found = [row for row in rows(assessed) if (row["class"], row["figure"]) == ("'=rock", "precision")]
    assert [row["value"] for row in found] == [""]
    page = assessed.text("html")
    by_class = {row[0]: row[1:] for row in cells(page, "<h2>By class")}
    assert by_class["=rock"][:2] == ["–", "0.000"]
    assert "Not estimable" in page
    assert "Shown as –" in page


def test_so_is_an_accuracy_without_anything_compared_in_a_zone(assessed: Assessed) -> None:

    boxes = [shapely.box(500_000 + x, 4_999_970, 500_010 + x, 5_000_000) for x in (0, 30)]
    zones = write_layer(assessed.folder / "zones.gpkg", boxes, {"name": ["west", "east"]})
    assessed.truth = assessed.raster("truth", draw("1 1 2 .\n1 1 2 .\n3 3 2 .", dtype="uint8"), SCHEME)
    _, told = assessed.run(zones=zones)
    assert {zone["name"]: zone["oa"] and zone["oa"]["value"] for zone in told["zones"]} == {
        "west": pytest.approx(2 / 3, abs=1e-6), "east": None,
    }  # fmt: skip


def test_maps_with_gaps_tell_their_share_and_the_accuracy_beside_them(assessed: Assessed) -> None:
    """11 pixels compared: 2 without a class on the map, 7 of the other 9 right."""
    (before, after) = assessed.run(others=(assessed.truth,))[1]["maps"]
    assert [m["without_class"]["value"] for m in (before, after)] == pytest.approx([0, 2 / 11], abs=1e-6)
    assert [m["oa_with_class"]["value"] for m in (before, after)] == pytest.approx([1, 7 / 9], abs=1e-6)
    shown = {
        row[0]: row[1:] for row in cells(assessed.text("html", others=(assessed.truth,)), "<h2>Maps side")
    }
    assert shown["Share without a class"] == ["0.000", "0.182"]
    assert shown["Overall accuracy where there is a class"] == ["1.000", "0.778"]


def test_maps_without_gaps_need_no_such_rows(assessed: Assessed) -> None:
    page = assessed.text("html", map=assessed.truth, others=(assessed.raster("other", TRUTH, SCHEME),))
    assert "Maps side by side" in page
    assert "Share without a class" not in page


@pytest.mark.parametrize(
    ("tags", "name"),
    [
        ({"SURECOVER_STAGE": "classify", "DATE": "2021-05-03"}, "2021-05-03, one date"),
        ({"SURECOVER_STAGE": "fuse"}, "All dates"),
        ({"SURECOVER_STAGE": "classify"}, "other"),
        ({}, "other"),
    ],
)
def test_maps_are_named_by_what_they_are_on_the_way_to_this_one(
    assessed: Assessed, tags: dict[str, str], name: str
) -> None:
    other = write_raster(assessed.folder / "other.tif", TRUTH, nodata=0, tags={**SCHEME.tags(), **tags})
    assert [entry["name"] for entry in assessed.run(others=(other,))[1]["maps"]] == [name, "map"]
    assert cells(assessed.text("html", others=(other,)), "<h2>Maps side")[0] == ["", name, "This map"]


def test_provenance_speaks_of_classes_and_clusters_in_words(assessed: Assessed) -> None:
    tags = {
        **SCHEME.tags(), "SURECOVER_STAGE": "correct", "SURECOVER_CHECKED": "[1, 3, 9]",
        "SURECOVER_CLUSTER_EVIDENCE": '{"used": true, "z": 7.03}',
        "SURECOVER_PARAMETERS": '{"keep": true, "side": 5}',
    }  # fmt: skip
    made = write_raster(assessed.folder / "made.tif", MAPPED, nodata=0, tags=tags)
    assert assessed.run(map=made)[1]["sources"][0]["facts"]["checked"] == ["water", "=rock", 9]
    page = assessed.text("html", map=made)
    assert "<dt>classes checked against the external map</dt><dd>water, =rock, 9</dd>" in page
    assert "decide with the probabilities, since they foretell the external map better than chance" in page
    assert "<details><summary>2 settings</summary>" in page
