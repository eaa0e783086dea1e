"""Setting up without a window."""

from __future__ import annotations

import subprocess
import sys

import pytest

from surecover.core import ROOT
from surecover.core.engine import environment
from surecover.core.engine.setup import proof, terminal
from surecover.core.engine.setup.pythons import Base
from surecover.core.errors import SureCoverError
from surecover.core.stages import selftest
from tests.core.engine.setup.played import Player, player

__all__ = ["player"]


@pytest.fixture(autouse=True)
def played_base(player: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    def base_of(python: str) -> Base:
        if python:
            raise SureCoverError(f"The base Python {python} does not run.")
        return player.base

    monkeypatch.setattr(terminal, "base_of", base_of)


def test_it_tells_what_comes_how_it_goes_and_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.main([])
    said = capsys.readouterr().out
    assert f"Into {environment.managed_environment()}" in said
    assert "install done" in said
    assert said.endswith(f"The engine is set up: {environment.find_interpreter()}\n")


def test_a_failure_ends_it_with_one_sentence(player: Player) -> None:
    player.acts(install={"says": "[Errno 28] No space left on device", "code": 1})
    with pytest.raises(SystemExit, match="disk became full"):
        terminal.main([])
    with pytest.raises(SystemExit, match="/none does not run"):
        terminal.main(["--python", "/none"])


def test_everything_can_be_chosen(player: Player) -> None:
    terminal.main(["--cuda", "--extra-index", "https://cuda", "--proxy", "http://proxy:1"])
    _, _, variables = player.calls()[1]
    assert variables["PIP_EXTRA_INDEX_URL"].endswith("https://cuda")
    assert variables["HTTPS_PROXY"] == "http://proxy:1"
    assert player.calls()[2][1][-2:] == ["prove", "--cuda"]
    with pytest.raises(SystemExit, match="wheel folder /none"):
        terminal.main(["--wheels", "/none"])


def test_any_python_can_start_it_by_the_engine_s_folder() -> None:
    said = subprocess.run(
        [sys.executable, ROOT / "core" / "engine", "setup", "--help"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert "--wheels" in said


# What the last step calls


@pytest.mark.parametrize("gpus", [0, 1])
def test_a_gpu_that_was_asked_for_must_be_there(
    gpus: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(proof, "PACKAGES", {"json": "json"})
    monkeypatch.setattr(selftest, "run", lambda job, progress: progress.log("tested") or {"GPUS": gpus})
    proof.main([])
    assert capsys.readouterr().out == "Importing json\ntested\n"
    if gpus:
        proof.main(["--cuda"])
    else:
        with pytest.raises(SystemExit, match="No CUDA device"):
            proof.main(["--cuda"])


def test_a_package_that_does_not_load_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "PACKAGES", {"no_such_module": "x"})
    with pytest.raises(ModuleNotFoundError):
        proof.main([])
