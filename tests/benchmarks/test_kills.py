"""Engines killed at random moments, by SIGKILL, and run again: files are the same, and none is left over.

They tell how much was done when it was killed, and how much of that the next run did not do again.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Timer
from typing import Any

import numpy as np
import pytest

from surecover.core import RESOURCES
from surecover.core.engine.client import Engine
from surecover.core.errors import SureCoverError
from surecover.core.job import Job
from surecover.core.progress import Progress
from surecover.core.stages import demodata
from surecover.core.stages.classify import ClassifyJob
from surecover.core.stages.produce import ProduceJob

MODEL = str(RESOURCES / "models" / "demonstration")

CLASSIFY_KILLS, PRODUCE_KILLS = 50, 10

SIDE, PRODUCE_SIDE = 2048, 512

_TELLING = 0.1
"""Seconds between two words of an engine about its progress."""


@dataclass
class Run:
    """One run in the engine.

    Attributes:
        said: Its lines.
        done: The share of its work that it had told last.
        wall: Seconds.
    """

    said: list[str] = field(default_factory=list)
    done: float = 0.0
    wall: float = 0.0


class Killer:
    """Runs one job over and over, from the start or after a kill.

    Args:
        job: Its results lie in a folder of their own.
        folder: That folder.
    """

    def __init__(self, job: Job, folder: Path) -> None:
        self._job, self._folder = job, folder
        self._engine = Engine(python=sys.executable)
        self.run()  # whatever is kept for later runs is made
        self.expected = self.files()
        self.clear()
        self.seconds = self.run().wall
        self.clear()

    def run(self, kill: tuple[float, float] = (2.0, 0.0)) -> Run:
        """Run it; the engine is killed some seconds after it has told a share of the work as done."""
        run, timers, began = Run(), [], time.monotonic()
        share, seconds = kill

        def hear(kind: str, value: Any) -> None:
            if kind != "progress":
                run.said.append(value)
                return
            run.done = value[0]
            if run.done >= share and not timers:
                pid = self._engine._process.pid  # type: ignore[union-attr]
                timers.append(Timer(seconds, os.kill, (pid, signal.SIGKILL)))
                timers[0].start()

        self.last = run
        try:
            self._engine.run(self._job, hear)
        finally:
            run.wall = time.monotonic() - began
            for timer in timers:
                timer.cancel()
        return run

    def killed(self, moments: np.random.Generator) -> Run:
        """Run it until it is killed at a random moment."""
        while True:
            try:
                self.run((moments.uniform(0, 1), moments.uniform(0, _TELLING)))
            except SureCoverError as error:
                assert "was killed" in str(error)
                return self.last
            self.clear()  # it was faster

    def files(self) -> dict[str, bytes]:
        """All files that there are."""
        found = (path for path in self._folder.rglob("*") if path.is_file())
        return {str(path.relative_to(self._folder)): path.read_bytes() for path in found}

    def clear(self) -> None:
        shutil.rmtree(self._folder)
        self._folder.mkdir()

    def close(self) -> None:
        self._engine.shutdown()


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Makes generated scenes: side and dates → their folder."""

    def make(side: int, dates: int) -> Path:
        folder = tmp_path_factory.mktemp("scene") / "scene"
        demodata.run(demodata.JOB(size=side, dates=dates, folder=str(folder)), Progress())
        return folder

    return make


def hit(killer: Killer, times: int, what_left: str) -> list[tuple[Run, Run]]:
    """Kill and resume so many times; (killed, resumed)."""
    moments, runs = np.random.default_rng(0), []
    for _ in range(times):
        killed = killer.killed(moments)
        assert all(re.match(what_left, name) for name in killer.files())
        resumed = killer.run()
        assert killer.files() == killer.expected
        killer.clear()
        runs.append((killed, resumed))
    return runs


def told(pattern: str, run: Run) -> float:
    """The number that a line of a run tells, or the ratio of two; 0 without such a line."""
    for line in run.said:
        if found := re.fullmatch(pattern, line):
            number, *whole = map(int, found.groups())
            return number / whole[0] if whole else number
    return 0.0


def test_a_classification_killed_fifty_times_is_the_same_every_time(tmp_path: Path, scene: Any) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    image = next(scene(SIDE, 1).glob("s2_*.tif"))
    killer = Killer(
        ClassifyJob(
            input=str(image), models=(MODEL,), map=str(folder / "m.tif"), probabilities=str(folder / "p.tif")
        ),
        folder,
    )
    try:
        runs = hit(killer, CLASSIFY_KILLS, r"\.[mp]\.unfinished\.partial\.tif$")
    finally:
        killer.close()
    done = [max(killed.done - 0.1, 0) / 0.85 for killed, _ in runs]
    kept = [told(r"Going on from row (\d+) of (\d+), where.*", resumed) for _, resumed in runs]
    saved = statistics.mean(kept) / statistics.mean(done)
    print(
        f"\nclassify {SIDE} x {SIDE} px, {killer.seconds:.1f} s: {len(runs)} kills, all files identical, "
        f"none left over. When killed {statistics.mean(done):.0%} was predicted; {saved:.0%} of that was "
        f"not predicted again. Runs that went on: {sum(share > 0 for share in kept)}"
    )
    assert any(kept)


def test_a_produce_killed_ten_times_is_the_same_every_time(tmp_path: Path, scene: Any) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    data = scene(PRODUCE_SIDE, 3)
    killer = Killer(
        ProduceJob(
            images=tuple(sorted(map(str, data.glob("s2_*.tif")))), models=(MODEL,),
            masks=tuple(sorted(map(str, data.glob("scl_*.tif")))), external=str(data / "external_map.tif"),
            folder=str(folder / "produced"),
        ),
        folder,
    )  # fmt: skip
    try:
        runs = hit(killer, PRODUCE_KILLS, r"\.produced\.unfinished\.partial")
    finally:
        killer.close()
    done = [killed.done for killed, _ in runs]
    steps = r"Going on where an interrupted run stopped; finished steps: (\d+)\."
    kept = [told(steps, resumed) for _, resumed in runs]
    print(
        f"\nproduce {PRODUCE_SIDE} x {PRODUCE_SIDE} px, {killer.seconds:.1f} s: {len(runs)} kills, all files "
        f"identical, none left over. When killed {statistics.mean(done):.0%} was done; of 9 steps "
        f"{statistics.mean(kept):.1f} were not done again"
    )
    assert any(kept)
