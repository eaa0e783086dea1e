"""A produce that was killed or cancelled goes on after its finished steps, and makes what one run makes."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from surecover.core import partials
from surecover.core.errors import Cancelled, SureCoverError
from surecover.core.learning.learner import Way
from surecover.core.partials import unfinished_name
from surecover.core.progress import Progress
from surecover.core.stages import crossfit
from surecover.core.stages.produce import ProduceJob, run
from tests.core.stages.crossfitted import DATES, cells, land, write_cells
from tests.core.stages.test_classify_interrupted import Killed
from tests.core.stages.test_produce import settings as settings_of_models
from tests.core.stages.training import write_date
from tests.models_fixture import FOREST, GRASS, pixel_model, pixel_networks

pytestmark = pytest.mark.usefixtures(pixel_networks.__name__)

settings = settings_of_models

STEPS = ("harmonise", "classify", "fuse", "mosaic", "cluster", "correct", "report")
DONE = "(finished by the interrupted run)"


class Runs:
    """Runs of one job.

    Attributes:
        out: The folder of its results.
        said: Lines of the last run.
        steps: Its progress.
    """

    def __init__(self, settings: dict[str, Any]) -> None:
        self.settings = settings
        self.out = Path(settings["folder"])

    def run(self, hear: Callable[[str], object] = lambda line: None, **changes: Any) -> dict[str, bytes]:
        """Run it to the end; `hear` is called with each line. Returns the files that it made."""
        self.said, self.steps = [], []

        def tell(kind: str, value: Any) -> None:
            if kind == "progress":
                self.steps.append(value[0])
            else:
                self.said.append(str(value))
                hear(self.said[-1])

        job = ProduceJob(**{**self.settings, **changes})
        job.check()
        self.results = run(job, Progress(tell))
        return self.left()

    def killed(self, line: str, failure: BaseException | None = None, **changes: Any) -> None:
        """Run it until a line that begins so."""

        def kill(said: str) -> None:
            if said.startswith(line):
                raise failure or Killed

        with pytest.raises(type(failure) if failure else Killed):
            self.run(kill, **changes)

    def left(self) -> dict[str, bytes]:
        """All files below the folder of results, and those that stand beside it and are hidden."""
        files = (path for path in self.out.rglob("*") if path.is_file())
        hidden = (path for path in self.out.parent.glob(".*"))
        found = {str(path.relative_to(self.out)): path.read_bytes() for path in files}
        return {**found, **{f"../{path.name}": b"" for path in hidden}}

    @property
    def done(self) -> list[str]:
        """The steps that the last run did not do."""
        return [line.split(":")[0] for line in self.said if line.endswith(DONE)]


UNFINISHED = ["../.out.unfinished.partial", "../.out.unfinished.partial.steps"]


@pytest.fixture
def runs(settings: dict[str, Any]) -> Runs:
    return Runs({**settings, "runtime": "torch"})


@pytest.fixture(params=[False, True], ids=["final maps only", "all kept"])
def unbroken(request: pytest.FixtureRequest, runs: Runs) -> dict[str, bytes]:
    """What one run makes elsewhere of the same name."""
    runs.settings["keep"] = request.param
    made = runs.run()
    runs.out.rename(runs.out.with_name("unbroken"))
    return made


def test_killed_at_any_step_it_goes_on_after_the_finished_ones(
    runs: Runs, unbroken: dict[str, bytes]
) -> None:
    numbers = runs.results
    for number, step in enumerate(STEPS):
        runs.killed(f"{step}: ")
        assert sorted(runs.left()) == (UNFINISHED if number else [])
        assert runs.run() == unbroken
        assert runs.results == numbers
        assert dict.fromkeys(runs.done) == dict.fromkeys(STEPS[:number])
        assert runs.steps == sorted(runs.steps)
        runs.out.rename(runs.out.with_name(f"after {step}"))


def test_killed_again_and_again_no_step_is_done_twice(runs: Runs) -> None:
    finished = []
    for step in STEPS:
        runs.killed(f"{step}: ")
        finished.append(len(runs.done))
    assert finished == [0, 0, 1, 4, 5, 6, 7]


@pytest.mark.parametrize("made_meanwhile", [False, True])
def test_a_folder_that_stands_there_makes_no_difference(
    runs: Runs, unbroken: dict[str, bytes], made_meanwhile: bool
) -> None:
    if not made_meanwhile:
        runs.out.mkdir()
    runs.killed("correct: ")
    runs.out.mkdir(exist_ok=True)
    assert runs.run() == unbroken
    assert "cluster" in runs.done


def test_killed_while_files_move_into_place_the_rest_follows(
    runs: Runs, unbroken: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    move = Path.replace

    def kill(path: Path, place: Path) -> Path:
        if place == runs.out / "map.tif":
            raise Killed
        return move(path, place)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", kill)
        with pytest.raises(Killed):
            runs.run()
    assert runs.run() == unbroken


def test_a_cancelled_run_says_that_it_can_be_gone_on_with(runs: Runs) -> None:
    runs.killed("fuse: ", Cancelled())
    assert runs.said[-1].startswith("Finished steps are kept (4); a run with the same")
    runs.run()
    assert "Going on where an interrupted run stopped; finished steps: 4." in runs.said


def test_cancelled_in_the_first_step_it_leaves_nothing(runs: Runs) -> None:
    runs.killed("harmonise: ", Cancelled())
    assert runs.left() == {}


def test_a_refusal_leaves_nothing(runs: Runs) -> None:
    runs.killed("fuse: ")
    runs.killed("mosaic: ", SureCoverError("no"))
    assert runs.left() == {}


def test_what_processes_left_that_run_no_more_is_cleared_away(runs: Runs, unbroken: dict[str, bytes]) -> None:
    runs.killed("fuse: ")
    left = unfinished_name(runs.out) / "intermediate"
    (left / ".fused.99999999.partial.tif").touch()
    (left / ".model.99999999.partial").mkdir()
    assert runs.run() == unbroken


@pytest.mark.parametrize("damaged", ["classified", "record"])
def test_a_step_whose_files_are_damaged_is_done_again(
    runs: Runs, unbroken: dict[str, bytes], damaged: str
) -> None:
    runs.killed("fuse: ")
    left = unfinished_name(runs.out)
    file = left / "intermediate" / "probabilities_2021-07-21.tif"
    file = file if damaged == "classified" else left.with_name(f"{left.name}.steps")
    file.write_bytes(file.read_bytes()[:-100])
    assert runs.run() == unbroken
    assert len(runs.done) == 3


def changed_image(runs: Runs) -> dict[str, Any]:
    os.utime(runs.settings["images"][0], (0, 0))
    return {}


def retrained_model(runs: Runs) -> dict[str, Any]:
    pixel_model(Path(runs.settings["models"][0]), (GRASS, FOREST), [[0, 60, 0, 0], [0, 0, 50, 0]])
    return {}


def other_setting(runs: Runs) -> dict[str, Any]:
    return {"k": 3}


@pytest.mark.parametrize("change", [changed_image, retrained_model, other_setting])
def test_what_was_made_of_something_else_is_discarded_with_a_word(
    runs: Runs, change: Callable[[Runs], dict[str, Any]]
) -> None:
    runs.killed("correct: ")
    made = runs.run(**change(runs))
    assert any(line.startswith("What an interrupted run left in ") for line in runs.said)
    assert runs.done == []
    assert not set(made) & set(UNFINISHED)


def test_two_runs_of_the_same_job_at_the_same_time_do_not_meet(
    runs: Runs, unbroken: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    others: list[dict[str, bytes]] = []

    def start(line: str) -> None:
        if line.startswith("fuse: ") and not others:
            with monkeypatch.context() as patch:
                patch.setattr(partials.os, "getpid", os.getppid)
                others.append(Runs(runs.settings).run())

    assert runs.run(start) == unbroken
    assert set(others[0]) - set(UNFINISHED) == set(unbroken)


@pytest.fixture
def learning(
    one_thread: None, small_networks_here: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Runs:
    """Without a model: three small networks learn."""
    way_of = crossfit.way_of

    def short(job: crossfit.CrossfitJob) -> Way:
        way = way_of(job)
        recipe = dataclasses.replace(way.recipe, epochs=1, samples=8, batch=4)
        return dataclasses.replace(way, side=32, encoder="tu-resnet10t", recipe=recipe)

    monkeypatch.setattr(crossfit, "way_of", short)
    source = tmp_path / "in"
    source.mkdir()
    images = tuple(write_date(source, date, land(), seed) for seed, date in enumerate(DATES))
    return Runs({
        "images": images, "external": write_cells(source / "old.tif", cells()), "network": "unet", "folds": 2,
        "k": 12, "folder": str(tmp_path / "out"),
    })  # fmt: skip


def test_killed_while_it_learns_it_learns_nothing_twice(learning: Runs) -> None:
    unbroken = learning.run()
    learning.out.rename(learning.out.with_name("unbroken"))
    learning.killed("Learning without fold 2")
    learning.killed("fuse: ")
    assert "The training goes on after epoch 1, where it was interrupted." in learning.said
    assert len([line for line in learning.said if line.startswith("Epoch ")]) == 2
    assert learning.run() == unbroken
    assert learning.done == ["harmonise", "crossfit"]
