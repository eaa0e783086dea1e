"""Runs that are cancelled from QGIS, and engines that are killed; the next run goes on with what they did."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest
from qgis.core import QgsProcessingException

from tests.headless.conftest import Algorithm, Feedback, Scene, ends_soon, engine_processes, left_in
from tests.headless.gdal_files import changed, facts


@pytest.fixture
def larger(scene: Scene, tmp_path: Path) -> list[str]:
    """The scene's images with 64 times as many pixels."""
    return [
        changed(tmp_path / Path(path).with_suffix(".vrt").name, path, format="VRT", width=1536, height=1536)
        for path in scene.images
    ]


def not_to_go_on_with(folder: Path) -> list[str]:
    """What is left in a folder but the finished steps of a produce into `produced`, which are hidden."""
    return [name for name in left_in(folder) if not name.startswith(".produced.unfinished.partial")]


@pytest.mark.parametrize("step", ["mosaic", "classify"])
def test_a_cancelled_run_ends_within_two_seconds_and_leaves_finished_steps_only(
    algorithm: Algorithm, scene: Scene, larger: list[str], model: str, tmp_path: Path, step: str
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    asked: list[float] = []

    def cancel(feedback: Feedback, line: str) -> None:
        if line.startswith(f"{step}: "):
            asked.append(time.monotonic())
            feedback.cancel()

    with pytest.raises(QgsProcessingException, match=r"^Cancelled; no results were written\.$"):
        algorithm(
            "produce", Feedback(cancel), IMAGES=larger, MODELS=[model], EXTERNAL=scene.external,
            FOLDER=str(out / "produced"), MAP=str(out / "map.tif"),
        )  # fmt: skip
    assert time.monotonic() - asked[0] < 2
    assert left_in(out) != []
    assert not_to_go_on_with(out) == []


def test_a_killed_engine_is_one_sentence_and_the_next_run_goes_on(
    algorithm: Algorithm, scene: Scene, model: str, tmp_path: Path
) -> None:
    killed: list[int] = []

    def kill(feedback: Feedback, line: str) -> None:
        if line.startswith("classify: ") and not killed:
            killed.extend(engine_processes())
            os.kill(killed[0], signal.SIGKILL)

    out = tmp_path / "out"
    out.mkdir()
    with pytest.raises(QgsProcessingException, match=r"^The engine was killed .*memory.*run again\.$"):
        algorithm(
            "produce", Feedback(kill), IMAGES=scene.images, MODELS=[model], EXTERNAL=scene.external,
            FOLDER=str(out / "produced"), MAP=str(out / "map.tif"),
        )  # fmt: skip
    assert len(killed) == 1
    assert left_in(out) != []
    assert not_to_go_on_with(out) == []
    assert ends_soon(engine_processes)

    again = Feedback()
    algorithm(
        "produce", again, IMAGES=scene.images, MODELS=[model], EXTERNAL=scene.external,
        FOLDER=str(out / "produced"), MAP=str(out / "map.tif"),
    )  # fmt: skip
    assert "Going on where an interrupted run stopped; finished steps: 1." in again.lines
    assert not [name for name in left_in(out) if ".partial" in name]

    results = algorithm("cluster", INPUT=scene.images[0], K=5, OUTPUT=str(out / "clusters.tif"))
    assert facts(results["OUTPUT"]).values.max() == 5
    assert engine_processes() not in ([], killed)
