"""A cross-validation that was killed or cancelled learns no finished fold again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from surecover.core.errors import Cancelled
from surecover.core.progress import Progress
from tests.core.stages.crossvalidating import (
    HALVES,
    SIDE,
    SMALL,
    Results,
    Validate,
    squares,
    write_labels,
    write_zones,
)

pytestmark = pytest.mark.usefixtures("one_thread")


class Killed(Exception):
    pass


def killed_at(line: str) -> Progress:
    seen: list[str] = []

    def emit(kind: str, value: object) -> None:
        if kind == "log":
            seen.append(str(value))
        if kind == "progress" and seen and seen[-1].startswith(line):
            raise Killed

    return Progress(emit)


def figures(done: Results) -> Results:
    return {way: done["json"][way] for way in ("contiguous", "random")}


def test_a_killed_run_learns_only_what_was_not_finished(
    validate: Validate, tmp_path: Path, learned: list[np.ndarray]
) -> None:
    unbroken = figures(validate(html=""))
    learned.clear()
    with pytest.raises(Killed):
        validate(killed_at("Random folds, 2 of 4"))
    kept = sorted(path.name for path in (tmp_path / "folds.html.training").glob("*.json"))
    assert kept == [*(f"contiguous-{n}.json" for n in range(1, 5)), "random-1.json"]
    learned.clear()
    done = validate()
    assert "5 folds were finished before the interruption." in done["said"]
    assert len(learned) == 3
    assert figures(done) == unbroken
    assert not (tmp_path / "folds.html.training").exists()


@pytest.mark.usefixtures("shallow")
def test_a_killed_network_goes_on_within_its_fold(validate: Validate, tmp_path: Path) -> None:
    settings = {**SMALL, "epochs": 2, "zones": write_zones(tmp_path, **HALVES)}
    unbroken = figures(validate(**settings, html=""))
    with pytest.raises(Killed):
        validate(killed_at("Epoch 1 of 2"), **settings)
    done = validate(**settings)
    assert "The training goes on after epoch 1, where it was interrupted." in done["said"]
    assert figures(done) == unbroken


@pytest.mark.parametrize("other", ["seed", "labels"])
def test_other_settings_or_changed_files_begin_anew(
    validate: Validate, tmp_path: Path, learned: list[np.ndarray], other: str
) -> None:
    validate(html="", random=False)
    with pytest.raises(Killed):
        validate(killed_at("Contiguous folds, 4 of 4"), random=False)
    learned.clear()
    changed = {"seed": {"seed": 1}, "labels": {"labels": write_labels(tmp_path, squares(SIDE, 6))}}[other]
    assert not any("before the interruption" in line for line in validate(random=False, **changed)["said"])
    assert len(learned) == 4


def test_a_damaged_record_is_learned_again(
    validate: Validate, tmp_path: Path, learned: list[np.ndarray]
) -> None:
    with pytest.raises(Killed):
        validate(killed_at("Contiguous folds, 4 of 4"), random=False)
    for number, text in ((1, "{"), (2, "[]"), (3, '{"key": "other"}')):
        (tmp_path / "folds.html.training" / f"contiguous-{number}.json").write_text(text)
    learned.clear()
    validate(random=False)
    assert len(learned) == 4


def test_cancelling_writes_nothing_and_keeps_what_is_finished(validate: Validate, tmp_path: Path) -> None:
    steps: list[float] = []
    lines: list[str] = []

    def emit(kind: str, value: Any) -> None:
        steps.append(value[0]) if kind == "progress" else lines.append(str(value))

    stopped = Progress(emit, cancelled=lambda: any("3 of 4" in line for line in lines))
    with pytest.raises(Cancelled):
        validate(stopped)
    assert not list(tmp_path.glob("folds.*l"))
    assert not (tmp_path / "folds.json").exists()
    assert (tmp_path / "folds.html.training" / "contiguous-2.json").exists()
    assert steps == sorted(steps)
    assert 0 < steps[-1] < 0.5


def test_progress_never_falls_and_tells_all_folds_as_one_run(validate: Validate) -> None:
    steps: list[float] = []
    validate(Progress(lambda kind, value: steps.append(value[0]) if kind == "progress" else None))
    assert steps == sorted(steps)
    assert steps[-1] == pytest.approx(0.99)
