"""What a folder of results tells about itself."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from surecover.core.errors import SureCoverError
from surecover.core.resultfolder import FINAL, ResultFolder
from surecover.core.scheme import load_scheme

LISTED = [{"id": 3, "name": "forest", "color": "#1a6628", "pixels": 7}]


def written(folder: Path, report: Any, **job: Any) -> ResultFolder:
    for name in FINAL:
        (folder / name).touch()
    (folder / "job.json").write_text(json.dumps(job))
    (folder / "report.json").write_text(json.dumps(report))
    return ResultFolder.open(folder)


def test_another_folder_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(SureCoverError, match=r"holds no results of Produce: .*; choose one with map\.tif"):
        ResultFolder.open(tmp_path)


def test_its_classes_are_those_that_were_kept(tmp_path: Path) -> None:
    basic6 = load_scheme("basic6")
    (tmp_path / "intermediate").mkdir()
    (tmp_path / "intermediate" / "scheme.json").write_text(basic6.to_json())
    assert written(tmp_path, {"classes": LISTED}).scheme() == basic6


def test_its_classes_are_otherwise_those_of_the_report(tmp_path: Path) -> None:
    (forest,) = written(tmp_path, {"classes": LISTED}).scheme().classes
    assert (forest.id, forest.name, forest.color, forest.parent) == (3, "forest", (26, 102, 40), None)


@pytest.mark.parametrize(
    "report", [{}, {"classes": []}, {"classes": ["forest"]}, {"classes": [{"id": "x"}]}, []]
)
def test_a_damaged_report_is_refused_in_a_sentence(tmp_path: Path, report: Any) -> None:
    with pytest.raises(SureCoverError):
        written(tmp_path, report).scheme()


def test_dates_that_were_not_kept_are_not_told(tmp_path: Path) -> None:
    (tmp_path / "intermediate").mkdir()
    (tmp_path / "intermediate" / "probabilities_2021-05-03.tif").touch()
    inputs = [{"name": "2021-05-03"}, {"name": "2021-07-21"}]
    result = written(tmp_path, {}, settings={"periods": 0}, inputs=inputs)
    assert [dated.name for dated in result.dates()] == ["2021-05-03"]
    assert written(tmp_path, {}, settings={"periods": 2}, inputs=inputs).dates() == []
