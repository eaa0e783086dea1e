"""What the report tells of the old map when a check of its labels is given."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from surecover.core.errors import SureCoverError
from surecover.core.scheme import ClassScheme
from tests.core.stages.test_report import NASTY, SCHEME, Reader, Workshop
from tests.drawings import draw

CHECK: dict[str, Any] = {
    "map": {"pixels": 200, "area_ha": 2.0, "wrong": 0.25, "flagged": 30, "share_flagged": 0.15},
    "classes": [
        {
            "id": 1, "name": "water", "color": "#0000ff", "pixels": 150, "area_ha": 1.5, "wrong": 0.11,
            "flagged": 10, "share_flagged": 0.0667, "confidence": 0.9, "likely": [],
        },
        {
            "id": 2, "name": "grass", "color": "#00c800", "pixels": 50, "area_ha": 0.5, "wrong": 0.7,
            "flagged": 20, "share_flagged": 0.4, "confidence": 0.5, "likely": [
                {"id": 3, "name": "rock", "color": "#5a5a5a", "share": 0.6, "flagged": 18},
                {"id": 1, "name": "water", "color": "#0000ff", "share": 0.1, "flagged": 2},
            ],
        },
    ],
    "not_compared": [
        {"id": 9, "name": "snow", "color": "#ffffff", "pixels": 7, "area_ha": 0.07, "why": "is unknown"},
    ],
    "zones": [
        {"id": 1, "name": "north", "pixels": 0, "area_ha": 0.0, "flagged": 0, "share_flagged": None},
        {"id": 2, "name": "south", "pixels": 90, "area_ha": 0.9, "flagged": 9, "share_flagged": 0.1},
        {"id": 3, "name": "east", "pixels": 80, "area_ha": 0.8, "flagged": 21, "share_flagged": 0.2625},
    ],
}  # fmt: skip
ISSUES = """
    . . 3 3 . .
    . . . 3 . .
    . . . . . .
    1 . . . . .
"""


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    return Workshop(tmp_path)


def written(workshop: Workshop, check: object = CHECK) -> str:
    path = workshop.folder / "check.json"
    path.write_text(json.dumps(check), encoding="utf-8")
    return str(path)


def issues(workshop: Workshop) -> str:
    return workshop.raster("issues.tif", draw(ISSUES, dtype="uint8"), **SCHEME.tags())


def test_the_page_tells_which_classes_of_the_old_map_look_wrong_the_worst_first(workshop: Workshop) -> None:
    text = Reader(workshop.page(**workshop.sources(), label_check=written(workshop))).text
    section = text[text.rindex("The old map") : text.rindex("How to read this page")]
    assert "about 25.0 % of the 2.00 ha" in section
    assert "that is 0.50 ha; 15.0 % contradict it" in section
    assert section.index("70.0 %") < section.index("11.0 %")
    assert "rock 60.0 %" in section
    assert "snow (0.07 ha) is unknown" in section
    assert section.index("east") < section.index("south")
    assert "north" not in section


def test_json_and_csv_hold_it_too(workshop: Workshop) -> None:
    path = workshop.folder / "report.csv"
    _, report = workshop.run(**workshop.sources(), label_check=written(workshop), csv=str(path))
    assert report["label_check"]["map"] == CHECK["map"]
    assert report["label_check"]["classes"][1]["likely"] == CHECK["classes"][1]["likely"]
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["wrong"] or row["flagged"]]
    told = [(row["level"], row["class"], row["likely"], row["wrong"], row["flagged"]) for row in rows]
    assert told == [
        ("old map", "", "", "0.25", "30"),
        ("class of the old map", "water", "", "0.11", "10"),
        ("class of the old map", "grass", "", "0.7", "20"),
        ("likely class", "grass", "rock", "0.6", "18"), ("likely class", "grass", "water", "0.1", "2"),
        ("zone of the old map", "", "", "", "0"), ("zone of the old map", "", "", "", "9"),
        ("zone of the old map", "", "", "", "21"),
    ]  # fmt: skip


def test_the_picture_shows_where_and_what_it_rather_is(workshop: Workshop) -> None:
    pictures = workshop.folder / "pictures"
    page = workshop.page(
        **workshop.sources(), label_check=written(workshop), label_issues=issues(workshop),
        pictures=str(pictures),
    )  # fmt: skip
    reader = Reader(page)
    assert page.count("<img") == 5
    assert "rather rock" in reader.text
    assert "rather grass" not in reader.text
    assert "They are shown above under “Where the old map looks wrong”" in reader.text
    with Image.open(pictures / "label_issues.png") as image:
        colors = {rgb for _, rgb in image.convert("RGB").getcolors(999) or ()}
    assert {(90, 90, 90), (0, 0, 255), (226, 229, 232)} <= colors, "rock, water, not flagged"


def test_a_report_without_a_check_says_nothing_of_it(workshop: Workshop) -> None:
    page = workshop.page(**workshop.sources())
    assert "old map" not in Reader(page).text.lower()
    _, report = workshop.run(**workshop.sources())
    assert "label_check" not in report


def test_without_areas_the_section_tells_pixels(workshop: Workshop) -> None:
    check = json.loads(json.dumps(CHECK))
    for entry in (check["map"], *check["classes"], *check["not_compared"], *check["zones"]):
        entry["area_ha"] = None
    text = Reader(workshop.page(**workshop.sources(), label_check=written(workshop, check))).text
    assert "of the 200 px that could be compared" in text


def test_names_in_the_check_stay_text(workshop: Workshop) -> None:
    check = json.loads(json.dumps(CHECK))
    check["classes"][1]["name"] = check["zones"][1]["name"] = check["not_compared"][0]["why"] = NASTY
    reader = Reader(workshop.page(**workshop.sources(), label_check=written(workshop, check)))
    assert "script" not in {tag for tag, _ in reader.elements}
    assert reader.text.count("alert(") == 3


@pytest.mark.parametrize(
    "spoil",
    [
        lambda check: [],
        lambda check: {"title": "a report", "map": {}},
        lambda check: {**check, "classes": 7},
        lambda check: {**check, "map": {**check["map"], "wrong": 1.5}},
        lambda check: {**check, "map": {**check["map"], "wrong": None}},
        lambda check: {**check, "map": {**check["map"], "wrong": float("nan")}},
        lambda check: {**check, "map": {**check["map"], "pixels": -1}},
        lambda check: {**check, "map": {**check["map"], "area_ha": float("inf")}},
        lambda check: {**check, "classes": [{**check["classes"][0], "color": "red;}"}]},
        lambda check: {**check, "classes": [{**check["classes"][0], "area_ha": None}]},
        lambda check: {**check, "zones": [{**check["zones"][1], "flagged": True}]},
    ],
)
def test_a_file_that_is_no_check_is_refused_and_nothing_is_written(workshop: Workshop, spoil: Any) -> None:
    path = written(workshop, spoil(CHECK))
    with pytest.raises(
        SureCoverError, match=r"Check of the old map \(JSON\) \(LABEL_CHECK\) is no check of labels"
    ):
        workshop.run(**workshop.sources(), label_check=path)
    assert not (workshop.folder / "report.json").exists()


def test_issues_that_are_no_class_map_are_refused(workshop: Workshop) -> None:
    reals = workshop.raster("reals.tif", np.full((4, 6), 0.5, "float32"), **SCHEME.tags())
    with pytest.raises(
        SureCoverError, match=r"Labels that look wrong \(LABEL_ISSUES\) has 1 band\(s\) of float32"
    ):
        workshop.run(**workshop.sources(), label_issues=reals)


def test_issues_may_speak_another_legend_than_the_map(workshop: Workshop) -> None:
    """Their colours and names are their own."""
    other = ClassScheme("other", "Other", tuple(SCHEME.classes[i] for i in (2, 0, 1)))
    path = workshop.raster("issues.tif", draw(ISSUES, dtype="uint8"), **other.tags())
    text = Reader(workshop.page(**workshop.sources(), label_issues=path)).text
    assert "rather rock" in text
    assert "rather water" in text
