"""A training in the engine that is killed or cancelled: what stays, and how it goes on."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from surecover.core.engine.client import Engine
from surecover.core.errors import Cancelled, SureCoverError
from surecover.core.partials import remove_partials
from surecover.core.stages.train import TrainJob
from tests.core.stages.training import NETWORK, Results

SCRIPT = Path(__file__).with_name("engine_of_small_networks.py")
ON = "The training goes on after epoch 2, where it was interrupted."


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """Of one thread, so that it computes the same whatever else the computer does."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OMP_NUM_THREADS", "1")
        engine = Engine(python=sys.executable, script=SCRIPT)
        yield engine
        engine.shutdown()


class Training:
    """A job on the engine, what it says, and what is left of it.

    Attributes:
        job: With four epochs; labels are refined after two.
        said: The lines of the last run.
        process: That ran it.
    """

    def __init__(self, engine: Engine, settings: Results) -> None:
        self._engine = engine
        self.job = TrainJob(**{**NETWORK, "epochs": 4, "refine_every": 2, **settings})
        self.said: list[str] = []
        self.process = 0

    def run(self, at: str = "", then: Callable[[], object] = lambda: None, **settings: Any) -> bytes:
        """Train; `then` is called at a line. Returns the file of the weights."""
        self.said.clear()
        asked: list[object] = []

        def tell(kind: str, value: Any) -> None:
            if kind == "progress":
                return
            self.said.append(value)
            if value.startswith("process "):
                self.process = int(value.split()[1])
            if at and value.startswith(at):
                asked.append(then())

        job = TrainJob(**{**self.job.to_dict()["settings"], **settings})
        self._engine.run(job, tell, lambda: any(asked))
        return Path(job.model, "model.safetensors").read_bytes()

    def kill(self) -> None:
        os.kill(self.process, signal.SIGKILL)

    def left(self) -> list[str]:
        """What stands where the model was to be."""
        return sorted(path.name for path in Path(self.job.model).parent.iterdir())

    def state(self) -> list[str]:
        """The state that was kept."""
        return [path.name for path in Path(f"{self.job.model}.training").glob("state-*")]


@pytest.fixture
def training(engine: Engine, dated: Results, tmp_path: Path) -> Training:
    (tmp_path / "out").mkdir()
    return Training(engine, {**dated, "model": str(tmp_path / "out" / "model")})


def test_a_killed_training_goes_on_and_gives_bit_by_bit_the_same_model(
    training: Training, tmp_path: Path
) -> None:
    unbroken = training.run(model=str(tmp_path / "unbroken"))
    with pytest.raises(SureCoverError, match=r"^The engine was killed .*run again\.$"):
        training.run("Epoch 2 of 4", training.kill)
    assert training.left() == ["model.training"]
    remove_partials([training.job.model], training.process)
    assert training.state() == ["state-2.safetensors"]
    assert training.run() == unbroken
    assert training.said[-3] == ON
    assert [line.split(":")[0] for line in training.said[-2:]] == ["Epoch 3 of 4", "Epoch 4 of 4"]
    assert training.left() == ["model"]


@pytest.mark.parametrize("change", ["seed", "labels"])
def test_other_settings_or_changed_files_begin_anew(training: Training, change: str) -> None:
    with pytest.raises(Cancelled):
        training.run("Epoch 2 of 4", lambda: True)
    assert training.left() == ["model.training"]
    if change == "labels":
        os.utime(training.job.labels, (0, 0))
    training.run(**({"seed": 1} if change == "seed" else {}))
    assert ON not in training.said
    assert [line.split(":")[0] for line in training.said[-4:]] == [f"Epoch {n} of 4" for n in range(1, 5)]
    assert training.left() == ["model"]


def test_cancelling_takes_less_than_two_seconds_and_keeps_the_last_epoch(training: Training) -> None:
    times: list[float] = []

    def cancel() -> bool:
        times.append(time.monotonic())
        return True

    with pytest.raises(Cancelled):
        training.run("Epoch 2 of", cancel, epochs=400)
    assert time.monotonic() - times[0] < 2
    assert training.left() == ["model.training"]
    (state,) = training.state()
    reached = int(state.split("-")[1].split(".")[0])
    assert 2 <= reached < 400
    with pytest.raises(Cancelled):
        training.run("The training goes on", cancel, epochs=400)
    assert training.said[-1] == f"The training goes on after epoch {reached}, where it was interrupted."


def test_cancelled_before_the_first_epoch_it_leaves_nothing(training: Training) -> None:
    with pytest.raises(Cancelled):
        training.run("Classes to learn", lambda: True)
    assert training.left() == []
