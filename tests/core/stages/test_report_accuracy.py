"""What the report tells of the measured accuracy when an assessment is given, and of the confidence."""

from __future__ import annotations

import copy
import csv
import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from surecover.core.errors import SureCoverError
from surecover.core.progress import Progress
from surecover.core.stages import assess
from tests.core.stages.test_report import MAP, NASTY, SCHEME, Reader, Workshop
from tests.drawings import draw

TRUTH = """
    1 1 1 2 2 2
    1 2 2 2 2 2
    3 3 1 3 . .
    3 3 1 3 . 2
"""
"""Wrong in two of the map's 21 pixels: one of water is grass, one of rock is water."""


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    return Workshop(tmp_path)


def assessed(workshop: Workshop, **change: Any) -> str:
    """The JSON of an assessment of the map, made by assess itself; `change` replaces parts of it."""
    sources = workshop.sources()
    path = workshop.folder / "assessment.json"
    assess.run(
        assess.JOB(
            map=sources["map"],
            reference=workshop.raster("truth.tif", draw(TRUTH, dtype="uint8"), **SCHEME.tags()),
            reliability=sources["reliability"],
            confidence=sources["confidence"],
            others=(workshop.raster("before.tif", draw(MAP, dtype="uint8"), **SCHEME.tags()),),
            json=str(path),
        ),
        Progress(),
    )
    path.write_text(json.dumps({**json.loads(path.read_text(encoding="utf-8")), **change}), encoding="utf-8")
    return str(path)


def section(page: str, title: str) -> str:
    """The text of one section of a page."""
    return Reader(re.split(r"</section>", page[page.index(f"<h2>{title}") :])[0]).text


def test_the_page_tells_the_measured_accuracy_and_how_it_was_measured(workshop: Workshop) -> None:
    page = workshop.page(**workshop.sources(), assessment=assessed(workshop))
    told = section(page, "Accuracy, measured")
    assert "overall accuracy 90.5 %" in told
    assert "pixels compared 21" in told
    assert "raster, every pixel compared" in told
    assert "before This map" in told  # side by side
    assert Reader(page).text.count("90.5 %") >= 3  # headline, section, beside the mean confidence


def test_every_reliability_code_and_every_class_has_its_accuracy(workshop: Workshop) -> None:
    told = section(workshop.page(**workshop.sources(), assessment=assessed(workshop)), "Accuracy, measured")
    assert re.search(r"1 high 100.0 % 58.9 % – 100.0 % 8", told)
    rows = told[told.index("Accuracy by class") :]
    assert rows.index("water") < rows.index("rock") < rows.index("grass")  # lowest F1 first
    assert "rock 0.857 1.000" in re.sub(r" [\d.]+ – [\d.]+", "", rows)


def test_how_true_the_confidence_is_stands_beside_it(workshop: Workshop) -> None:
    page = workshop.page(**workshop.sources(), assessment=assessed(workshop))
    told = section(page, "Accuracy, measured")
    found = json.loads((workshop.folder / "report.json").read_text(encoding="utf-8"))["assessment"]
    # water: 5 of 6 right at 0.75; grass: 8 of 8 at 0.5
    assert [(e["mean"], e["right"]) for e in found["confidence"]["bins"]] == [
        (0.5, 1), (0.75, pytest.approx(5 / 6, abs=1e-6)),
    ]  # fmt: skip
    assert f"Expected calibration error: {found['confidence']['ece']:.3f}" in told
    assert "as sure as right" in told


def test_json_and_csv_hold_the_accuracy_too(workshop: Workshop) -> None:
    path = workshop.folder / "report.csv"
    given = assessed(workshop)
    source = json.loads(Path(given).read_text(encoding="utf-8"))
    _, report = workshop.run(**workshop.sources(), assessment=given, csv=str(path))
    assert report["assessment"]["map"]["oa"] == source["map"]["oa"]
    assert [e["f1"] for e in report["assessment"]["classes"]] == [
        e["f1"] for e in source["levels"][-1]["classes"]
    ]
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["level"] == "accuracy"]
    by = {(row["map"], row["class"], row["part"], row["figure"]): row["value"] for row in rows}
    assert by["map", "", "", "oa"] == by["before", "", "", "oa"] == str(source["map"]["oa"]["value"])
    assert float(by["map", "rock", "", "precision"]) == pytest.approx(6 / 7, abs=1e-6)
    assert ("map", "", "reliability 1", "oa") in by


def test_an_assessment_of_another_map_is_noticed(workshop: Workshop) -> None:
    sources = workshop.sources()
    given = assessed(workshop)
    sources["map"] = workshop.raster("corrected.tif", draw(MAP, dtype="uint8"), **SCHEME.tags())
    _, report = workshop.run(**sources, assessment=given)
    assert any("a map named map, this report is of corrected" in note for note in report["notes"])
    _, own = workshop.run(**workshop.sources(), assessment=given)
    assert not any("a map named" in note for note in own["notes"])


@pytest.mark.parametrize(
    "content", ["{}", "[]", "no JSON", '{"unit": "points", "compared": -1}', "\x00", '{"map": 3}']
)
def test_a_file_that_is_no_assessment_is_refused_and_nothing_is_written(
    workshop: Workshop, content: str
) -> None:
    path = workshop.folder / "other.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(
        SureCoverError,
        match=r"Assessment of accuracy \(JSON\) \(ASSESSMENT\) is no assessment .*; choose the",
    ):
        workshop.run(**workshop.sources(), assessment=str(path))
    assert not (workshop.folder / "report.json").exists()


def _altered(document: dict[str, Any], keys: tuple[Any, ...], value: object) -> dict[str, Any]:
    changed: Any = copy.deepcopy(document)
    place = changed
    for key in keys[:-1]:
        place = place[key]
    place[keys[-1]] = value
    return changed


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        (("map", "oa", "value"), 1.5), (("map", "oa", "value"), "0.5"), (("map", "oa", "low"), None),
        (("codes", 0, "code"), 7), (("maps", 0, "classes", 0, "color"), "red"), (("areas", 0, "unit"), "km"),
        (("maps",), []), (("compared",), True), (("levels",), []), (("map", "oa", "value"), float("nan")),
    ],
)  # fmt: skip
def test_figures_that_cannot_be_are_refused(workshop: Workshop, keys: tuple[Any, ...], value: object) -> None:
    path = Path(assessed(workshop))
    document = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(_altered(document, keys, value)), encoding="utf-8")
    with pytest.raises(SureCoverError, match="is no assessment of accuracy"):
        workshop.run(**workshop.sources(), assessment=str(path))


def test_names_of_an_assessment_stay_text(workshop: Workshop) -> None:
    path = Path(assessed(workshop))
    document = json.loads(path.read_text(encoding="utf-8"))
    document["maps"][0]["name"] = document["levels"][-1]["classes"][0]["name"] = NASTY
    document["design"][NASTY] = {NASTY: [NASTY]}
    path.write_text(json.dumps(document), encoding="utf-8")
    reader = Reader(workshop.page(**workshop.sources(), assessment=str(path)))
    assert "script" not in {tag for tag, _ in reader.elements}
    assert reader.text.count("alert(") >= 5


def test_figures_of_the_confidence_on_the_page_equal_those_of_the_json(workshop: Workshop) -> None:
    page = workshop.page(**workshop.sources())
    found = json.loads((workshop.folder / "report.json").read_text(encoding="utf-8"))["confidence"]
    # six of water have 0.75, eight of grass 0.5
    assert (found["pixels"], found["mean"]) == (14, pytest.approx((6 * 0.75 + 8 * 0.5) / 14, abs=1e-6))
    assert [part["wrong"] for part in found["least_certain"]] == [0.5, 0.5, 0.5]
    told = section(page, "Confidence")
    assert "0.0 % below 0.5; 57.1 % below 0.7; 100.0 % below 0.9" in told
    heights = [float(h) for h in re.findall(r'<rect [^>]*height="([\d.]+)%" fill="#0072b2"', page)]
    shares = np.array([entry["pixels"] / 14 for entry in found["bins"]])
    assert heights == pytest.approx((100 * shares / 0.6).tolist(), abs=0.01)
    for entry in (*found["codes"], *found["evidence"]):
        assert re.search(f"{entry['name']} {entry['mean']:.2f} {entry['lower']:.2f}", told)


def test_the_table_holds_the_distribution_of_the_confidence(workshop: Workshop) -> None:
    path = workshop.folder / "report.csv"
    _, report = workshop.run(**workshop.sources(), csv=str(path))
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    bins = [row for row in rows if row["level"] == "confidence"]
    assert [int(row["pixels"]) for row in bins] == [e["pixels"] for e in report["confidence"]["bins"]]
    worst = [row for row in rows if row["level"] == "least certain"]
    assert [(row["part"], row["expected_wrong"]) for row in worst] == [
        ("0.05", "0.5"), ("0.1", "0.5"), ("0.2", "0.5"),
    ]  # fmt: skip


def test_what_to_do_next_names_where_the_least_certain_pixels_lie(workshop: Workshop) -> None:
    told = section(workshop.page(**workshop.sources(), zone_size=3), "What to do next")
    assert "confidence of at most 0.50" in told
    assert "an estimated 50.0 % of them are wrong" in told
    assert "grass ( 100.0 % )" in told.replace("(", "( ").replace("%)", "% )").replace("( (", "(")
    assert "row 1, column 2" in told
    assert "Regions to review" in told
    assert "Measure the accuracy." in told


def test_with_an_assessment_the_page_says_whether_the_confidence_is_too_low(workshop: Workshop) -> None:
    page = workshop.page(**workshop.sources(), assessment=assessed(workshop))
    assert "on the whole the confidence is too low" in section(page, "Confidence")
    assert "more than is really wrong" in section(page, "What to do next")
    assert "Measure again" in section(page, "What to do next")


def test_without_a_confidence_layer_nothing_is_said_of_it(workshop: Workshop) -> None:
    sources = workshop.sources()
    del sources["confidence"]
    page = workshop.page(**sources)
    assert "<h2>Confidence" not in page
    assert "least certain" not in unescape(page)
    assert json.loads((workshop.folder / "report.json").read_text(encoding="utf-8"))["confidence"] is None
