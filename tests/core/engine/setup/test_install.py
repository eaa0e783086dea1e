"""Setting up with programs that a test plays: to the end, failing, cancelled, gone on with."""

from __future__ import annotations

import gc
import json
import os
import time
import warnings
from pathlib import Path
from typing import Any

import pytest

from surecover.core.engine import environment
from surecover.core.engine.setup import install as installing
from surecover.core.engine.setup.failures import SetupFailure
from surecover.core.engine.setup.install import install, prove
from surecover.core.errors import Cancelled, SureCoverError
from surecover.core.progress import Progress
from tests.core.engine.setup.played import Player, player

__all__ = ["player"]


class Told:
    """Keeps what is told."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.fractions: list[float] = []
        self.pids: list[int] = []

    def __call__(self, kind: str, value: Any) -> None:
        if kind == "progress":
            self.fractions.append(value[0])
        else:
            self.lines.append(value)
            if value.startswith("pids"):
                self.pids = [int(pid) for pid in value.split()[1:]]


def test_an_environment_is_made_filled_proved_and_then_found(player: Player) -> None:
    told, steps = Told(), []
    plan = player.plan()
    python = install(plan, Progress(told), steps.append)
    assert [step for step, _, _ in player.calls()] == steps == ["make", "install", "prove"]
    assert environment.find_interpreter() == python == plan.python
    assert told.fractions == sorted(told.fractions)
    assert told.fractions[-1] == 1.0
    assert {"make done", "install done", "prove done"} <= {*told.lines}


def test_everything_that_was_called_and_said_is_in_the_log(player: Player) -> None:
    plan = player.plan(proxy="http://me:secret@proxy:1")
    install(plan, Progress())
    log = plan.log.read_text(encoding="utf-8")
    assert "-m pip install" in log
    assert "install done" in log
    assert "secret" not in log


def test_nothing_is_left_open(player: Player) -> None:
    """QGIS shows every ResourceWarning to people."""
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        install(player.plan(), Progress())
        gc.collect()
    assert [str(warning.message) for warning in told] == []


def test_it_is_written_down_what_was_made(player: Player) -> None:
    plan = player.plan(cuda=True)
    install(plan, Progress())
    facts = json.loads((plan.environment / environment.MARKER).read_text(encoding="utf-8"))
    assert facts["cuda"] is True
    assert facts["packages"] == environment.pins()
    assert not plan.temporary.exists()


@pytest.mark.parametrize("step", ["make", "install", "prove"])
def test_a_step_that_fails_ends_it_with_a_reason_and_a_retry_goes_on(player: Player, step: str) -> None:
    plan = player.plan()
    player.acts(**{step: {"says": "OSError: [Errno 28] No space left on device", "code": 1}})
    with pytest.raises(SetupFailure, match="disk became full") as failed:
        install(plan, Progress())
    assert failed.value.kind == "disk"
    assert not environment.is_finished(plan.environment)
    assert "Errno 28" in plan.log.read_text(encoding="utf-8")
    kept = plan.environment / "kept"
    kept.touch()
    player.acts()
    install(plan, Progress())
    assert environment.is_finished(plan.environment)
    assert kept.exists()


def test_a_program_that_the_system_kills_most_likely_lacked_memory(player: Player) -> None:
    player.acts(install={"sleeps": True})
    told = Told()

    def kill_it(kind: str, value: Any) -> None:
        told(kind, value)
        if told.pids:
            os.kill(told.pids.pop(0), 9)
            os.kill(told.pids.pop(0), 9)

    with pytest.raises(SetupFailure, match="Memory ran out"):
        install(player.plan(), Progress(kill_it))


def test_a_base_python_that_is_gone_is_told(player: Player) -> None:
    Path(player.base.python).unlink()
    with pytest.raises(SureCoverError, match=r"does not start .* choose another"):
        install(player.plan(), Progress())


@pytest.mark.parametrize("step", ["make", "install", "prove"])
def test_a_cancel_ends_all_programs_within_two_seconds(player: Player, step: str) -> None:
    player.acts(**{step: {"sleeps": True}})
    told, asked = Told(), []

    def cancelled() -> bool:
        if told.pids and not asked:
            asked.append(time.monotonic())
        return bool(asked)

    with pytest.raises(Cancelled):
        install(player.plan(), Progress(told, cancelled))
    assert len(told.pids) == 2
    while any(map(runs, told.pids)):
        assert time.monotonic() - asked[0] < 2
        time.sleep(0.01)
    assert not environment.is_finished(player.plan().environment)


def runs(pid: int) -> bool:
    """Whether a process still does something; one that nobody has fetched yet does not."""
    try:
        return " Z " not in Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").partition(")")[2][:3]
    except FileNotFoundError:
        return False


def test_a_package_that_was_cut_off_is_installed_again(player: Player) -> None:
    plan = player.plan()
    packages = plan.environment / "lib" / "python3.11" / "site-packages"
    for name, file in (("whole", "RECORD"), ("half", "METADATA")):
        (packages / f"{name}.dist-info").mkdir(parents=True)
        (packages / f"{name}.dist-info" / file).touch()
    install(plan, Progress())
    assert [path.name for path in packages.iterdir()] == ["whole.dist-info"]


def test_what_another_base_python_had_begun_is_not_gone_on_with(player: Player) -> None:
    plan = player.plan()
    install(plan, Progress())
    (plan.environment / "pyvenv.cfg").write_text("home = x\nversion = 3.12.9\n")
    (plan.environment / "of 3.12").touch()
    install(plan, Progress())
    assert not (plan.environment / "of 3.12").exists()


def test_while_it_is_repaired_it_is_not_taken_for_whole(player: Player) -> None:
    plan = player.plan()
    install(plan, Progress())
    player.acts(prove={"code": 1})
    with pytest.raises(SetupFailure):
        install(plan, Progress())
    assert not environment.is_finished(plan.environment)


def test_what_is_refused_leaves_what_was_there(player: Player) -> None:
    plan = player.plan()
    install(plan, Progress())
    with pytest.raises(SureCoverError, match="wheel folder"):
        install(player.plan(wheels="/none"), Progress())
    assert environment.is_finished(plan.environment)


def test_progress_follows_what_lies_in_the_folder(player: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installing, "_MEASURE_S", 0.0)
    plan = player.plan(index="https://x")  # 1500 bytes in all
    told: list[float] = []
    measure = installing._Measure(plan, Progress(lambda kind, value: told.append(value[0])), 0.1, 0.9)
    plan.environment.mkdir(parents=True)
    for size in (0, 750, 5000):
        (plan.environment / "packages").write_bytes(bytes(size))
        measure()
    assert told == pytest.approx([0.1, 0.5, 0.1 + 0.8 * 0.99])


def test_what_is_gone_on_with_does_not_make_the_rest_seem_quick(
    player: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installing, "_MEASURE_S", 0.0)
    plan = player.plan(index="https://x")
    plan.environment.mkdir(parents=True)
    (plan.environment / "packages").write_bytes(bytes(750))
    told: list[tuple[float, float | None]] = []
    measure = installing._Measure(plan, Progress(lambda kind, value: told.append(value)), 0.0, 1.0)
    measure()
    assert told == [(0.5, None)]  # nothing was done yet, so nobody knows


# An environment that somebody made


def test_a_python_with_everything_is_proved(player: Player) -> None:
    told = Told()
    prove(player.base.python, Progress(told))
    assert told.lines == ["prove done"]


def test_one_that_lacks_a_package_is_refused_with_its_name(player: Player) -> None:
    player.acts(prove={"says": "Traceback\nModuleNotFoundError: No module named 'cc3d'", "code": 1})
    with pytest.raises(SureCoverError, match=r"lacks connected-components-3d; run .*pip install -r"):
        prove(player.base.python, Progress())


def test_one_whose_packages_do_not_load_is_refused_with_the_reason(player: Player) -> None:
    player.acts(prove={"says": "ImportError: DLL load failed while importing _C", "code": 1})
    with pytest.raises(SetupFailure, match=r"Visual C\+\+"):
        prove(player.base.python, Progress())


def test_one_that_is_not_there_is_refused() -> None:
    with pytest.raises(SureCoverError, match="/none was not found; choose"):
        prove("/none", Progress())
