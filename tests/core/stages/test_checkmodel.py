"""Check a model: what its card says, and that it runs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from surecover.core.errors import SureCoverError
from surecover.core.progress import Progress
from surecover.core.stages.checkmodel import CheckModelJob, run
from tests.models_fixture import FOREST, OTHER, pixel_model, pixel_networks

pytestmark = pytest.mark.usefixtures(pixel_networks.__name__)


def test_the_report_says_what_the_model_is(tmp_path: Path) -> None:
    folder = pixel_model(
        tmp_path / "model", (FOREST, OTHER), [[1.0, 0, 0, 0], [0, 1, 0, 0]], theme="forest",
        validation={"how": "left out", "places": {"Slovenia": {"oa": 0.9}, "Chile": {"oa": 0.66}}},
    )  # fmt: skip
    told: list[str] = []
    job = CheckModelJob(model=str(folder), json=str(tmp_path / "report.json"))
    job.check()
    result = run(job, Progress(lambda kind, value: told.append(str(value)) if kind == "log" else None))
    report = json.loads((tmp_path / "report.json").read_text())
    assert result["JSON"] == job.json
    assert (result["BANDS"], result["CLASSES"]) == (4, 2)
    assert type(result["KPX_PER_S"]) is float
    assert result["KPX_PER_S"] > 0
    assert report["bands"][0] == {"name": "B02", "common_name": "blue", "wavelength": 0.49}
    assert report["classes"] == [{"id": 3, "name": "forest"}, {"id": 0, "name": "other"}]
    assert report["licence"] == "CC0-1.0"
    assert report["validation"]["places"]["Slovenia"]["oa"] == 0.9
    assert "Held-out overall accuracy: Slovenia 0.90, Chile 0.66." in "\n".join(told)
    assert any("Bands: B02, B03, B04, B08." in line for line in told)


def test_a_report_is_not_needed(tmp_path: Path) -> None:
    folder = pixel_model(tmp_path / "model", (FOREST, OTHER), [[1.0, 0, 0, 0], [0, 1, 0, 0]])
    assert "JSON" not in run(CheckModelJob(model=str(folder)), Progress())


def test_a_damaged_model_is_one_sentence_and_no_report(tmp_path: Path) -> None:
    folder = pixel_model(tmp_path / "model", (FOREST, OTHER), [[1.0, 0, 0, 0], [0, 1, 0, 0]])
    (folder / "model.safetensors").write_bytes(b"damaged")
    with pytest.raises(SureCoverError, match=r"Model \(MODEL\) has a file that does not match"):
        run(CheckModelJob(model=str(folder), json=str(tmp_path / "report.json")), Progress())
    assert not (tmp_path / "report.json").exists()


@pytest.mark.parametrize("named", ["", "model.json"])
def test_no_report_is_written_into_the_model(tmp_path: Path, named: str) -> None:
    folder = pixel_model(tmp_path / "model", (FOREST, OTHER), [[1.0, 0, 0, 0], [0, 1, 0, 0]])
    job = CheckModelJob(model=str(folder / named), json=str(folder / "report.json"))
    with pytest.raises(SureCoverError, match=r"\(JSON\) lies in Model \(MODEL\)"):
        job.check()
