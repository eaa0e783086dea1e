"""The environments that lie there."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from surecover.core.engine import environment
from surecover.core.engine.setup.install import install
from surecover.core.engine.setup.kept import kept, remove
from surecover.core.errors import SureCoverError
from surecover.core.progress import Progress
from tests.core.engine.setup.played import Player, player

__all__ = ["player"]


def states() -> list[str]:
    return sorted(entry.state for entry in kept())


def test_there_are_none_at_first(player: Player) -> None:
    assert kept() == []


def test_each_tells_its_state_and_size(player: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    install(player.plan(), Progress())
    player.plan(cuda=True).environment.mkdir()
    assert states() == ["ready", "unfinished"]
    assert all((entry.size > 0) == (entry.state == "ready") for entry in kept())
    monkeypatch.setattr(environment, "pins", lambda: {"torch": "99"})
    assert states() == ["old", "unfinished"]


def test_a_new_one_leaves_the_old_one_until_it_is_removed(
    player: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = player.plan()
    old, log = plan.environment, plan.log
    install(plan, Progress())
    monkeypatch.setattr(environment, "pins", lambda: {"torch": "99"})
    install(plan, Progress())
    assert states() == ["old", "ready"]
    remove(old)
    assert states() == ["ready"]
    assert not log.exists()
    assert plan.log.exists()


def test_what_was_not_set_up_here_is_not_deleted(player: Player, tmp_path: Path) -> None:
    with pytest.raises(SureCoverError, match="not set up by SureCover; delete it yourself"):
        remove(tmp_path)
    assert tmp_path.exists()


def test_one_that_is_in_use_is_told_and_no_longer_taken_for_whole(
    player: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = player.plan()
    install(plan, Progress())

    def locked(folder: Path) -> None:
        raise PermissionError(13, "in use")

    monkeypatch.setattr(shutil, "rmtree", locked)
    with pytest.raises(SureCoverError, match="close programs that use it"):
        remove(plan.environment)
    assert states() == ["unfinished"]
