"""What will be installed, where, and whether that can come to an end."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest

from surecover.core.engine import environment
from surecover.core.engine.setup import plan as planning
from surecover.core.engine.setup.plan import Plan, gigabytes, size_of
from surecover.core.errors import SureCoverError
from tests.core.engine.setup.played import Player, player

__all__ = ["player"]


def command(plan: Plan, name: str) -> str:
    return " ".join(next(step.command for step in plan.steps() if step.name == name))


def test_the_environment_is_named_by_the_versions_it_holds(
    player: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = player.plan().environment
    assert player.plan().environment == before == environment.managed_environment()
    monkeypatch.setattr(environment, "pins", lambda: {"torch": "99"})
    assert player.plan().environment != before
    assert player.plan().environment.parent == before.parent


def test_one_for_gpus_lies_beside_that_for_the_cpu(player: Player) -> None:
    assert player.plan(cuda=True).environment != player.plan().environment


def test_the_pinned_versions_are_installed_and_nothing_is_compiled(player: Player) -> None:
    plan = player.plan()
    assert [step.name for step in plan.steps()] == ["make", "install", "prove"]
    assert [step.end for step in plan.steps()] == sorted(step.end for step in plan.steps())
    assert command(plan, "make").startswith(player.base.python)
    assert command(plan, "install").startswith(plan.python)
    assert f"--only-binary :all: --progress-bar off -r {environment.REQUIREMENTS}" in command(plan, "install")
    assert "--cuda" not in command(plan, "prove")


def test_a_wheel_folder_takes_the_place_of_the_network(player: Player, tmp_path: Path) -> None:
    plan = player.plan(wheels=str(tmp_path))
    assert f"--no-index --find-links {tmp_path}" in command(plan, "install")
    assert plan.download == 0


def test_a_gpu_is_proved(player: Player) -> None:
    assert command(player.plan(cuda=True), "prove").endswith("prove --cuda")


def test_passwords_stand_in_no_command(player: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_EXTRA_INDEX_URL", "https://house/simple")
    plan = player.plan(index="https://me:secret@cuda/simple", proxy="http://me:secret@proxy:8080")
    assert not any("secret" in " ".join(step.command) for step in plan.steps())
    given = plan.variables()
    assert given["PIP_EXTRA_INDEX_URL"] == "https://house/simple https://me:secret@cuda/simple"
    assert given["HTTPS_PROXY"] == given["http_proxy"] == "http://me:secret@proxy:8080"


def test_without_choices_pip_keeps_the_settings_of_the_house(
    player: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "https://house/simple")
    monkeypatch.setenv("HTTPS_PROXY", "http://house:1")
    monkeypatch.setenv("PYTHONHOME", "of QGIS")
    given = player.plan().variables()
    assert (given["PIP_INDEX_URL"], given["HTTPS_PROXY"]) == ("https://house/simple", "http://house:1")
    assert "PYTHONHOME" not in given
    assert "PIP_EXTRA_INDEX_URL" not in given


@pytest.mark.parametrize(
    ("platform", "choices", "takes"),
    [
        ("linux", {}, True), ("linux", {"index": "https://cpu"}, False), ("linux", {"wheels": "w"}, False),
        ("win32", {}, False), ("darwin", {}, False), ("win32", {"cuda": True}, True),
    ],
)  # fmt: skip
def test_on_linux_pip_s_own_index_brings_the_large_packages_for_gpus(
    platform: str, choices: dict[str, Any], takes: bool, player: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert player.plan(**choices).takes_cuda == takes
    assert player.plan(**choices).disk == (9000 if takes else 1000)


@pytest.mark.parametrize(
    ("choices", "sentence"),
    [
        ({"wheels": "/none"}, r"The wheel folder /none holds no wheels \(\*\.whl\); choose"),
        ({"index": "ftp://x"}, "The extra index ftp://x is no address"),
        ({"proxy": "me:secret@proxy:8080"}, "The proxy proxy:8080 is no address .* http"),
        ({"proxy": "http://"}, "The proxy http:// is no address"),
    ],
)
def test_a_choice_that_will_not_do_is_refused_and_no_password_shown(
    choices: dict[str, str], sentence: str, player: Player
) -> None:
    with pytest.raises(SureCoverError, match=sentence) as refused:
        player.plan(**choices).check()
    assert "secret" not in str(refused.value)


def test_a_disk_with_too_little_room_is_refused_with_both_numbers(
    player: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planning, "_DISK", {False: 10**18, True: 10**18})
    with pytest.raises(SureCoverError, match=r"has [\d.]+ GB free, setting up needs about 1000000000.0 GB"):
        player.plan().check()


def test_what_a_half_made_one_takes_already_needs_no_room_again(
    player: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Plan, "free", 0)
    with pytest.raises(SureCoverError, match="free some space"):
        player.plan(index="https://x").check()
    player.plan().environment.mkdir(parents=True)
    (player.plan().environment / "packages").write_bytes(bytes(1500))
    player.plan(index="https://x").check()


def test_a_folder_that_cannot_be_written_is_refused(player: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(SureCoverError, match="cannot be written; set XDG_DATA_HOME"):
        player.plan().check()


def test_sizes_are_counted_over_all_files_below(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "c").write_bytes(bytes(7))
    (tmp_path / "d").write_bytes(bytes(3))
    (tmp_path / "loop").symlink_to(tmp_path)
    assert size_of(tmp_path) - (tmp_path / "loop").lstat().st_size == 10
    assert size_of(tmp_path / "none") == 0
    assert gigabytes(1_870_000_000) == "1.9 GB"
