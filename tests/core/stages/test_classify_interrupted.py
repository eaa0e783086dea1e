"""A classification that was killed or cancelled goes on where it stopped, and makes what one run makes."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
import pytest
from shapely.geometry import box

from surecover.core import outputs, partials, rasterwriter
from surecover.core.engine.client import Engine
from surecover.core.errors import Cancelled, SureCoverError
from surecover.core.model.models import Model
from surecover.core.progress import Progress
from surecover.core.stages import cluster
from surecover.core.stages.classify import ClassifyJob, run
from surecover.core.tilestore import TileStore
from tests.files import ROOT, write_raster
from tests.models_fixture import FOREST, GRASS, WATER, blur_model, pixel_networks, smp_model
from tests.shapes import write_layer

pytestmark = pytest.mark.usefixtures(pixel_networks.__name__)

ROWS, COLS = 1300, 70
NAMES = ("B02", "B03", "B04", "B08")
CLASSES = (WATER, GRASS, FOREST)
GOING_ON = "Going on from row {} of 1300, where an interrupted run stopped."
STALE = "What an interrupted run left of"
KEPT = "What is finished is kept"


class Killed(BaseException):
    """Ends a run at once; no part of SureCover expects it."""


class Runs:
    """Runs of one job.

    Attributes:
        folder: Of all its files.
        settings: Of the job.
        predicted: Tiles of the last run.
        said: Lines of the last run.
        steps: Its progress.
    """

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.settings: dict[str, Any] = {
            "input": self.image(), "models": (self.model(5),), "dilation": 0, "runtime": "torch",
            "probabilities": str(folder / "out" / "p.tif"), "map": str(folder / "out" / "m.tif"),
        }  # fmt: skip
        (folder / "out").mkdir()
        self.at_tile: Callable[[int], object] = lambda number: None
        predict, counting = Model.predict, Lock()

        def counted(model: Model, inputs: np.ndarray) -> np.ndarray:
            with counting:  # lanes predict at the same time
                self.predicted += 1
                number = self.predicted
            self.at_tile(number)
            return predict(model, inputs)

        patch.setattr(Model, "predict", counted)

    def image(self, nodata: slice = slice(0), seed: int = 0) -> str:
        """Noise, with some rows of nodata."""
        bands = np.random.default_rng(seed).integers(1, 10_000, (4, ROWS, COLS)).astype(np.uint16)
        bands[:, nodata] = 0
        path = self.folder / "image.tif"
        return write_raster(path, bands, nodata=0, descriptions=NAMES, tags={"DATE": "2021-07-21"})

    def model(self, size: int) -> str:
        return str(blur_model(self.folder / "model", CLASSES, size, halo=4))

    def run(self, **changes: Any) -> dict[str, bytes]:
        """Run it to the end; returns the files that it made."""
        self.predicted = 0
        self.said, self.steps = [], []
        job = ClassifyJob(**{**self.settings, **changes})
        job.check()
        run(job, Progress(self._hear))
        return self.left()

    def _hear(self, kind: str, value: Any) -> None:
        self.steps.append(value[0]) if kind == "progress" else self.said.append(str(value))

    def killed(self, tile: int, failure: type[BaseException] = Killed, **changes: Any) -> None:
        """Run it until a tile is to be predicted."""

        def kill(number: int) -> None:
            if number == tile:
                raise failure

        self.at_tile = kill
        with pytest.raises(failure):
            self.run(**changes)
        self.at_tile = lambda number: None

    def left(self) -> dict[str, bytes]:
        """All files where the results go."""
        return {path.name: path.read_bytes() for path in sorted((self.folder / "out").iterdir())}

    def emptied(self) -> dict[str, bytes]:
        """The same; they are removed."""
        left = self.left()
        for name in left:
            (self.folder / "out" / name).unlink()
        return left

    def fresh(self, **changes: Any) -> dict[str, bytes]:
        """What one run makes; its files are removed."""
        self.run(**changes)
        return self.emptied()


@pytest.fixture
def runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Runs:
    return Runs(tmp_path, monkeypatch)


RESULTS = [
    "m.qmd", "m.qml", "m.sld", "m.stac.json", "m.tif", "m.tif.aux.xml", "p.qmd", "p.stac.json", "p.tif",
]  # fmt: skip

TILES = 80
"""Of the image; the first 512 rows are done after 32 of them, 1024 after 64."""

UNFINISHED = [".m.unfinished.partial.tif", ".p.unfinished.partial.tif"]


@pytest.mark.parametrize(("tile", "rows", "left"), [(2, 0, TILES), (40, 512, 50), (TILES - 1, 1024, 18)])
def test_a_killed_run_goes_on_and_makes_the_same_files(runs: Runs, tile: int, rows: int, left: int) -> None:
    expected = runs.fresh()
    assert runs.predicted == TILES
    runs.killed(tile)
    assert list(runs.left()) == (UNFINISHED if rows else [])
    assert runs.run() == expected
    assert (GOING_ON.format(rows) in runs.said) == (rows > 0)
    assert runs.predicted == left
    assert runs.steps == sorted(runs.steps)


def test_it_may_be_killed_again_and_again(runs: Runs) -> None:
    expected = runs.fresh()
    for tile in (40, 20, 36, 5):
        runs.killed(tile)
    assert runs.run() == expected
    assert GOING_ON.format(1024) in runs.said


def test_progress_begins_where_the_interrupted_run_stopped(runs: Runs) -> None:
    runs.killed(40)
    runs.run()
    first = next(step for step in runs.steps if step > 0.1)
    assert first >= 0.1 + 0.85 * 512 / ROWS


@pytest.mark.parametrize("nodata", [slice(0, 700), slice(500, 1100), slice(1000, None)])
def test_rows_of_nodata_are_done_like_others(runs: Runs, nodata: slice) -> None:
    runs.image(nodata)
    expected = runs.fresh()
    tiles = runs.predicted
    runs.killed(tiles)
    assert runs.run() == expected
    assert any(line.startswith("Going on from row") for line in runs.said)
    assert runs.predicted < tiles


def test_an_image_without_a_clear_pixel_is_refused_however_often_it_was_killed(runs: Runs) -> None:
    runs.image(slice(None))

    def killed_near_the_end(kind: str, value: Any) -> None:
        if kind == "progress" and value[0] > 0.8:
            raise Killed

    with pytest.raises(Killed):
        run(ClassifyJob(**runs.settings), Progress(killed_near_the_end))
    with pytest.raises(SureCoverError, match="holds nothing but nodata"):
        runs.run()
    assert runs.left() == {}


def test_a_part_of_an_image_goes_on_too(runs: Runs, tmp_path: Path) -> None:
    area = write_layer(tmp_path / "area.gpkg", [box(500_050, 4_987_100, 500_650, 4_999_300)], {})
    expected = runs.fresh(area=area)
    assert len(expected["m.tif"]) > 0
    runs.killed(70, area=area)
    assert runs.run(area=area) == expected
    assert any(line.startswith("Going on from row 1024 of 1220") for line in runs.said)


def test_killed_while_files_are_laid_out_nothing_is_predicted_again(
    runs: Runs, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = runs.fresh()

    def kill(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(rasterwriter.geotiff, "write", kill)
        with pytest.raises(Killed):
            runs.run()
    assert runs.run() == expected
    assert runs.predicted == 0
    assert any(line.startswith("An interrupted run has classified all rows") for line in runs.said)


def test_killed_while_files_move_into_place_the_rest_follows(
    runs: Runs, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = runs.fresh()
    move, moved = Path.replace, []

    def kill(path: Path, place: Path) -> Path:
        moved.append(path)
        if len(moved) == 2:
            raise Killed
        return move(path, place)

    with monkeypatch.context() as patch:
        patch.setattr(outputs.Path, "replace", kill)
        with pytest.raises(Killed):
            runs.run()
    assert runs.run() == expected
    assert runs.predicted == 0


def test_a_cancelled_run_says_that_it_can_be_gone_on_with(runs: Runs) -> None:
    expected = runs.fresh()
    runs.killed(40, Cancelled)
    assert runs.said[-1].startswith(KEPT)
    assert list(runs.left()) == UNFINISHED
    assert runs.run() == expected
    assert GOING_ON.format(512) in runs.said


def test_cancelled_before_anything_is_done_it_leaves_nothing(runs: Runs) -> None:
    runs.killed(1, Cancelled)
    assert not any(line.startswith(KEPT) for line in runs.said)
    assert runs.left() == {}


def test_a_refusal_leaves_nothing(runs: Runs) -> None:
    runs.killed(40)
    runs.killed(5, SureCoverError)
    assert runs.left() == {}


def test_a_disk_that_is_full_in_the_middle_leaves_nothing(
    runs: Runs, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs.killed(40)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(TileStore, "append", full)
    with pytest.raises(SureCoverError, match="is full; free some space"):
        runs.run()
    assert runs.left() == {}


def test_what_a_power_cut_damaged_is_made_again(runs: Runs) -> None:
    expected = runs.fresh()
    runs.killed(70)
    for name in UNFINISHED:
        path = runs.folder / "out" / name
        data = path.read_bytes()
        path.write_bytes(data[: len(data) // 2] + bytes(100))
    assert runs.run() == expected


def changed_image(runs: Runs) -> dict[str, Any]:
    runs.image(seed=1)
    return {}


def touched_image(runs: Runs) -> dict[str, Any]:
    os.utime(runs.settings["input"], (0, 0))
    return {}


def mask_beside_the_image(runs: Runs) -> dict[str, Any]:
    write_raster(Path(runs.settings["input"] + ".msk"), np.full((ROWS, COLS), 255, np.uint8))
    return {}


def retrained_model(runs: Runs) -> dict[str, Any]:
    runs.model(3)
    return {}


def other_runtime(runs: Runs) -> dict[str, Any]:
    return {"runtime": "onnxruntime"}


def other_date(runs: Runs) -> dict[str, Any]:
    return {"date": "2022-01-01"}


@pytest.mark.parametrize(
    "change",
    [changed_image, touched_image, mask_beside_the_image, retrained_model, other_runtime, other_date],
)
def test_what_was_made_of_something_else_is_discarded_with_a_word(
    runs: Runs, change: Callable[[Runs], dict[str, Any]]
) -> None:
    runs.killed(70)
    settings = change(runs)
    made = runs.run(**settings)
    assert [line for line in runs.said if line.startswith(STALE)] != []
    assert not any(line.startswith("Going on") for line in runs.said)
    runs.emptied()
    assert runs.run(**settings) == made
    assert not any(line.startswith(STALE) for line in runs.said)


def test_where_else_the_results_go_does_not_matter_to_what_is_left(runs: Runs) -> None:
    """A run that is asked for the map only goes on with the map."""
    runs.killed(70)
    runs.run(probabilities="")
    assert GOING_ON.format(1024) in runs.said


def test_a_result_that_was_not_asked_for_before_begins_anew_with_all_others(runs: Runs) -> None:
    expected = runs.fresh()
    runs.killed(70, probabilities="")
    assert runs.run() == expected
    assert not any(line.startswith("Going on") for line in runs.said)


def test_two_runs_of_the_same_job_at_the_same_time_do_not_meet(
    runs: Runs, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = runs.fresh()
    second: list[dict[str, bytes]] = []

    def start(number: int) -> None:
        if number == 40 and not second:
            second.append({})
            with monkeypatch.context() as patch:
                patch.setattr(partials.os, "getpid", os.getppid)
                run(ClassifyJob(**runs.settings), Progress())
            second[0].update({name: data for name, data in runs.left().items() if name in expected})

    runs.at_tile = start
    assert runs.run() == expected
    assert second == [expected]


def test_another_job_of_the_same_name_discards_what_was_left(runs: Runs) -> None:
    runs.killed(70)
    job = cluster.ClusterJob(input=runs.settings["input"], k=3, output=runs.settings["map"])
    cluster.run(job, Progress())
    assert UNFINISHED[0] not in runs.left()


# In the engine


SCRIPT = Path(__file__).with_name("engine_that_is_killed.py")


@pytest.fixture
def job(runs: Runs) -> ClassifyJob:
    """Of a network that the engine knows, too."""
    model = smp_model(runs.folder / "network", CLASSES)
    return ClassifyJob(**{**runs.settings, "models": (str(model),)})


def in_engine(job: ClassifyJob) -> list[str]:
    """What is said while an engine runs it."""
    said: list[str] = []
    engine = Engine(python=sys.executable, script=SCRIPT)
    try:
        engine.run(job, lambda kind, value: said.append(str(value)))
    finally:
        engine.shutdown()
    return said


def test_a_killed_engine_leaves_what_the_next_goes_on_with(
    runs: Runs, job: ClassifyJob, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = runs.fresh(models=job.models)
    with monkeypatch.context() as patch:
        patch.setenv("SURECOVER_KILL", "engine")
        patch.setenv("SURECOVER_KILL_AT", "50")
        with pytest.raises(SureCoverError, match="The engine was killed"):
            in_engine(job)
    assert list(runs.left()) == UNFINISHED
    assert GOING_ON.format(512) in in_engine(job)
    assert runs.left() == expected


QGIS = """
import json, runpy, sys
from pathlib import Path
runpy.run_path("tests/conftest.py")
from surecover.core.engine.client import Engine
from surecover.core.stages.classify import ClassifyJob
job = ClassifyJob.from_dict(json.loads(sys.argv[1]))
Engine(python=sys.executable, script=Path(sys.argv[2])).run(job, lambda kind, value: None)
"""


def test_when_qgis_is_killed_its_engine_leaves_what_the_next_goes_on_with(
    runs: Runs, job: ClassifyJob
) -> None:
    kill = {"SURECOVER_KILL": "qgis", "SURECOVER_KILL_AT": "50"}
    command = [sys.executable, "-c", QGIS, json.dumps(job.to_dict()), str(SCRIPT)]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **kill}, check=False, timeout=60)
    assert done.returncode == -signal.SIGKILL
    deadline = time.monotonic() + 10
    while list(runs.left()) != UNFINISHED and time.monotonic() < deadline:
        time.sleep(0.05)
    assert list(runs.left()) == UNFINISHED
    assert GOING_ON.format(512) in in_engine(job)
    assert list(runs.left()) == RESULTS
