"""Assessments of small maps: what is told, and what is refused."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
import shapely

from surecover.core.errors import Cancelled, SureCoverError
from surecover.core.progress import Progress
from surecover.core.scheme import ClassScheme, load_scheme
from surecover.core.stages.assess import JOB, run
from tests.core.stages.assessing import MAP, OTHER, SCHEME, TRUTH, Assessed, of_class
from tests.drawings import draw
from tests.shapes import write_layer


@pytest.fixture
def assessed(tmp_path: Path) -> Assessed:
    return Assessed(tmp_path)


def test_a_raster_is_compared_pixel_by_pixel_where_it_knows_a_class(assessed: Assessed) -> None:
    numbers, told = assessed.run()
    assert numbers["COMPARED"] == told["compared"] == 21
    assert numbers["OA"] == told["map"]["oa"]["value"] == pytest.approx(17 / 21, abs=1e-6)
    assert of_class(told, 1)["precision"]["value"] == pytest.approx(5 / 6, abs=1e-6)
    assert of_class(told, 3)["recall"]["value"] == pytest.approx(4 / 6, abs=1e-6)
    assert told["map"]["without_class"]["value"] == pytest.approx(1 / 21, abs=1e-6)


def test_the_matrix_names_its_classes_and_counts_what_has_no_class_on_the_map(assessed: Assessed) -> None:
    matrix = assessed.run()[1]["levels"][-1]["matrix"]
    assert [entry["name"] for entry in matrix["classes"]] == ["no class", "water", "grass", "=rock"]
    assert matrix["counts"] == [[0, 0, 0, 0], [0, 5, 0, 0], [1, 1, 8, 0], [0, 0, 2, 4]]


def test_each_reliability_code_has_its_accuracy_where_the_map_has_a_class(assessed: Assessed) -> None:
    _, told = assessed.run(reliability=assessed.codes)
    found = {entry["code"]: (entry["compared"], entry["oa"]["value"]) for entry in told["codes"]}
    assert found == {1: (17, 1), 3: (3, 0)}


def test_maps_stand_side_by_side_and_what_became_what_is_counted(assessed: Assessed) -> None:
    other = assessed.raster("single", OTHER, SCHEME)
    _, told = assessed.run(others=(other,))
    assert [entry["name"] for entry in told["maps"]] == ["single", "map"]
    assert told["maps"][0]["oa"]["value"] == pytest.approx(7 / 21, abs=1e-6)
    (change,) = told["transitions"]
    assert (change["from"], change["to"]) == ("single", "map")
    names = [entry["name"] for entry in change["classes"]]
    counts = {
        (before, after): count
        for before, row in zip(names, change["counts"], strict=True)
        for after, count in zip(names, row, strict=True)
        if count
    }
    assert counts == {
        ("water", "water"): 4, ("water", "grass"): 4, ("water", "=rock"): 2, ("water", "no class"): 2,
        ("grass", "water"): 2, ("grass", "grass"): 6, ("grass", "=rock"): 4,
    }  # fmt: skip


def test_zones_are_assessed_one_by_one(assessed: Assessed) -> None:
    zones = write_layer(assessed.folder / "zones.gpkg", [WEST, EAST], {"name": ["west", "east"]})
    _, told = assessed.run(zones=zones)
    found = {entry["name"]: (entry["compared"], entry["oa"]["value"]) for entry in told["zones"]}
    assert found["west"] == (12, pytest.approx(11 / 12, abs=1e-6))
    assert found["east"] == (9, pytest.approx(6 / 9, abs=1e-6))


def test_polygons_are_a_reference_inside_them(assessed: Assessed) -> None:
    boxes = [shapely.box(x, 4_999_960, x + 10, 5_000_000) for x in (500_000, 500_030)]
    polygons = write_layer(assessed.folder / "known.gpkg", boxes, {"kind": ["Water", "=rock"]})
    numbers, told = assessed.run(reference=polygons, field="kind")
    assert (numbers["COMPARED"], numbers["OA"]) == (8, 0.5)
    assert told["unit"] == "pixels"


def test_hierarchies_are_assessed_at_every_level(assessed: Assessed) -> None:
    basic6 = load_scheme("basic6")
    fine = assessed.raster("fine", draw("5 6 2 3", dtype="uint8"), basic6)
    truth = assessed.raster("fine_truth", draw("6 6 4 7", dtype="uint8"), basic6)
    _, told = assessed.run(map=fine, reference=truth)
    assert [level["map"]["oa"]["value"] for level in told["levels"]] == [0.75, 0.25]


def test_a_reference_of_another_scheme_is_translated(assessed: Assessed) -> None:
    worldcover = load_scheme("worldcover11")
    signs = {"t": 10, "w": 80, "g": 30, "b": 50}
    truth = assessed.raster("cover", draw("t t w\ng b w", signs, "uint8"), worldcover)
    mapped = assessed.raster("basic", draw("3 3 1\n2 6 3", dtype="uint8"), load_scheme("basic6"))
    assert assessed.run(map=mapped, reference=truth)[0]["OA"] == pytest.approx(5 / 6)


WEST = shapely.box(500_000, 4_999_960, 500_030, 5_000_000)
EAST = shapely.box(500_030, 4_999_960, 500_060, 5_000_000)


def test_rasters_without_a_scheme_need_none(assessed: Assessed) -> None:
    """The reference may hold a class that the map does not."""
    plain = assessed.raster("plain", draw("1 2 2", dtype="uint8"))
    truth = assessed.raster("plain_truth", draw("1 2 4", dtype="uint8"))
    numbers, told = assessed.run(map=plain, reference=truth)
    assert numbers["OA"] == pytest.approx(2 / 3)
    assert of_class(told, 4)["recall"]["value"] == 0


PIXELS = [(row, col) for row in range(4) for col in range(6) if TRUTH[row, col]]


def test_points_without_a_design_are_a_simple_random_sample(assessed: Assessed) -> None:
    truth = [int(TRUTH[pixel]) for pixel in PIXELS if MAP[pixel]]
    points = assessed.points([pixel for pixel in PIXELS if MAP[pixel]], reference=truth)
    numbers, told = assessed.run(reference=points)
    assert numbers["OA"] == pytest.approx(17 / 20)
    assert numbers["OA_LOW"] < numbers["OA"] < numbers["OA_HIGH"]
    assert told["design"]["kind"] == "sample of points, simple random, or systematic"
    assert told["design"]["pixels that the sample stands for"] == (MAP > 0).sum() == 22


def test_areas_are_estimated_from_points(assessed: Assessed) -> None:
    pixels = [pixel for pixel in PIXELS if MAP[pixel]]
    points = assessed.points(pixels, reference=["water" if TRUTH[p] == 1 else "grass" for p in pixels])
    _, told = assessed.run(reference=points)
    water = next(entry for entry in told["areas"] if entry["name"] == "water")
    assert (water["unit"], water["mapped"]) == ("ha", pytest.approx(0.06))
    assert water["reference"]["value"] == pytest.approx(0.22 * 5 / 20)
    assert water["reference"]["low"] < 0.055 < water["reference"]["high"]


def test_a_raster_of_strata_weighs_the_points(assessed: Assessed) -> None:
    """One of two points is right in a stratum of 4 pixels, both in one of 20."""
    drawn = draw("1 1 1 1 2 2\n2 2 2 2 2 2\n2 2 2 2 2 2\n2 2 2 2 2 2", dtype="uint8")
    strata = assessed.raster("strata", drawn)
    points = assessed.points([(0, 0), (0, 1), (3, 0), (3, 1)], reference=[1, 2, 1, 2])
    numbers, told = assessed.run(reference=points, strata=strata)
    assert numbers["OA"] == pytest.approx((4 * 0.5 + 20) / 24)
    assert told["design"]["strata"] == 2


def test_the_layer_s_own_strata_weigh_the_points(assessed: Assessed) -> None:
    places = [(0, 0), (0, 1), (3, 0), (3, 1)]
    design = {"stratum": [1, 1, 2, 2], "stratum_px": [4, 4, 20, 20]}
    points = assessed.points(places, reference=[1, 2, 1, 2], **design)
    numbers, told = assessed.run(reference=points)
    assert numbers["OA"] == pytest.approx((4 * 0.5 + 20) / 24)
    assert told["levels"][-1]["matrix"]["shares"][1][0] == pytest.approx(2 / 24, abs=1e-6)


def test_points_that_do_not_count_are_told(assessed: Assessed) -> None:
    points = assessed.points([(0, 0), (0, 2), (50, 50)], reference=[1.0, np.nan, 2.0])
    numbers, told = assessed.run(reference=points)
    assert numbers["COMPARED"] == 1
    assert any("beside the map, which do not count: 1" in note for note in told["notes"])
    assert any("not labelled: 1 of 2" in note for note in told["notes"])


def test_what_cannot_be_estimated_is_null(assessed: Assessed) -> None:
    points = assessed.points([(0, 0), (1, 0), (0, 2)], reference=[1, 1, 1])
    _, told = assessed.run(reference=points)
    assert of_class(told, 2)["recall"] is None
    assert of_class(told, 1)["precision"]["value"] == 1
    assert told["map"]["miou"]["se"] is None


def test_the_table_holds_every_figure_and_no_formula(assessed: Assessed) -> None:
    rows = list(csv.DictReader(assessed.text("csv", reliability=assessed.codes).splitlines()))
    oa = next(row for row in rows if (row["part"], row["figure"]) == ("all", "oa"))
    assert float(oa["value"]) == pytest.approx(17 / 21, abs=1e-6)
    assert {row["part"] for row in rows} >= {"all", "reliability 1", "reliability 3"}
    figures = {"oa", "miou", "kappa", "precision", "recall", "f1", "iou", "area_ha"}
    assert {row["figure"] for row in rows} >= figures
    assert "'=rock" in {row["class"] for row in rows}


def test_the_page_stands_on_its_own_and_names_the_axes(assessed: Assessed) -> None:
    page = assessed.text("html", reliability=assessed.codes, others=(assessed.truth,))
    assert "Rows are the reference, columns the map." in page
    assert "Maps side by side" in page
    assert "What the reliability codes are worth" in page
    assert "<script" not in page
    assert "http" not in page.replace("http://www.w3.org", "")


@pytest.mark.parametrize(
    ("values", "scheme", "sentence"),
    [
        (np.full_like(TRUTH, 8), None, "holds the value 8, which is no class of the scheme 'three'"),
        (np.zeros_like(TRUTH), None, "knows no class anywhere on the map"),
        (TRUTH.astype("float32"), None, "needed is one band of whole numbers"),
    ],
)
def test_references_that_fit_nothing_are_refused(
    assessed: Assessed, values: np.ndarray, scheme: ClassScheme | None, sentence: str
) -> None:
    with pytest.raises(SureCoverError, match=sentence):
        assessed.run(reference=assessed.raster("wrong", values, scheme))


def test_labels_that_are_no_class_are_refused_by_name(assessed: Assessed) -> None:
    with pytest.raises(SureCoverError, match="holds swamp, no class of the scheme 'three'"):
        assessed.run(reference=assessed.points([(0, 0), (0, 1)], reference=["water", "swamp"]))


def test_points_without_a_class_field_are_refused(assessed: Assessed) -> None:
    with pytest.raises(SureCoverError, match=r"\(FIELD\) is not set; name the attribute"):
        assessed.run(reference=assessed.points([(0, 0)], seen=[1]))


def test_points_of_which_none_is_labelled_are_refused(assessed: Assessed) -> None:
    with pytest.raises(SureCoverError, match="has no labelled point on the map"):
        assessed.run(reference=assessed.points([(0, 0)], reference=[0]))


def test_cancelling_leaves_nothing(assessed: Assessed) -> None:
    before = sorted(path.name for path in assessed.folder.iterdir())
    job = JOB(map=assessed.map, reference=assessed.truth, json=str(assessed.folder / "accuracy.json"))
    with pytest.raises(Cancelled):
        run(job, Progress(cancelled=lambda: True))
    assert sorted(path.name for path in assessed.folder.iterdir()) == before
