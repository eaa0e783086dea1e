from __future__ import annotations

from typing import Any

import pytest

from surecover.core import progress as module
from surecover.core.progress import Progress


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """What time it is, in seconds."""
    now = [0.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: now[0])
    return now


def test_the_time_that_is_left_is_told_by_the_work_of_this_run_only(clock: list[float]) -> None:
    told: list[Any] = []
    progress = Progress(lambda kind, value: told.append(value))
    part = progress.part(0.2, 0.7)
    part.skip(0.8)
    progress.report(0.41)
    assert told[-1] == (0.41, None)
    clock[0] = 10.0
    part.report(1.0)
    assert told[-1] == (0.7, pytest.approx(10 * 0.3 / (0.7 - 0.4)))


def test_without_anything_skipped_it_is_told_by_all_of_the_work(clock: list[float]) -> None:
    told: list[Any] = []
    progress = Progress(lambda kind, value: told.append(value))
    clock[0] = 10.0
    progress.part(0.0, 0.5).report(0.5)
    assert told == [(0.25, pytest.approx(30))]
