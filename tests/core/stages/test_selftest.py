from __future__ import annotations

import json
from pathlib import Path

import pytest

from surecover.core.errors import SureCoverError
from surecover.core.progress import Progress
from surecover.core.stages import selftest
from surecover.core.stages.selftest import SelftestJob


def test_a_complete_engine_passes_and_says_what_it_runs_on(tmp_path: Path) -> None:
    told: list[tuple[str, object]] = []
    path = tmp_path / "report.json"
    result = selftest.run(
        SelftestJob(json=str(path)), Progress(lambda kind, value: told.append((kind, value)))
    )

    report = json.loads(path.read_text(encoding="utf-8"))
    assert set(report["checks"].values()) == {"passed"}
    assert "missing" not in report["software"].values()
    assert result["JSON"] == str(path)
    assert result["CORES"] >= 1
    assert result["FREE_GIB"] > 0
    log = "\n".join(str(value) for kind, value in told if kind == "log")
    assert f"torch {report['software']['torch']}" in log
    assert {"torch", "onnxruntime"} <= set(report["runtimes"])
    assert f"Runtimes: torch {report['runtimes']['torch']}, onnxruntime " in log
    assert "a raster written and read back: passed" in log


def test_without_a_report_asked_for_none_is_written() -> None:
    assert "JSON" not in selftest.run(SelftestJob(), Progress())


def test_a_failed_check_is_named_and_still_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selftest, "RASTER_DRIVERS", ("GTiff", "NoSuchFormat"))
    path = tmp_path / "report.json"
    with pytest.raises(SureCoverError, match=r"fails 1 of 3 checks: GDAL's drivers \(.*NoSuchFormat\)"):
        selftest.run(SelftestJob(json=str(path)), Progress())
    checks = json.loads(path.read_text(encoding="utf-8"))["checks"]
    assert "NoSuchFormat" in checks["GDAL's drivers"]
    assert checks["a raster written and read back"] == "passed"
