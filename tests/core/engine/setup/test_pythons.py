"""Which Pythons can make the engine's environment."""

from __future__ import annotations

import json
import platform
import sys
from pathlib import Path
from typing import Any

import pytest

from surecover.core.engine.setup import pythons
from surecover.core.engine.setup.pythons import base_of, examine, usable
from surecover.core.errors import SureCoverError


def a_python(path: Path, **answers: Any) -> str:
    """A program that answers as a Python of that kind would."""
    answer = {"python": str(path), "version": [3, 12, 1], "wide": True, "lacking": [], **answers}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\ncat <<'END'\n{json.dumps(answer)}\nEND\n")
    path.chmod(0o755)
    return str(path)


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder in which Pythons are looked for."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "cat").symlink_to("/bin/cat")
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(pythons, "_own", lambda: iter(()))
    monkeypatch.setattr(pythons, "_PLACES", {})
    return folder


def test_a_python_tells_its_version() -> None:
    assert examine(sys.executable).version == platform.python_version()


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"version": [3, 9, 18]}, r"is 3\.9\.18; the engine needs 3\.11 or later"),
        ({"wide": False}, "32-bit"),
        ({"lacking": ["ensurepip"]}, r"lacks ensurepip.*python3\.12-venv"),
    ],
)
def test_a_python_that_will_not_do_is_refused(tmp_path: Path, answers: Any, sentence: str) -> None:
    with pytest.raises(SureCoverError, match=sentence):
        examine(a_python(tmp_path / "python", **answers))


def test_what_is_no_python_is_refused(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("text")
    for other in ("/bin/true", "/bin/false", str(tmp_path / "text"), str(tmp_path / "none")):
        with pytest.raises(SureCoverError, match=r"does not run as a Python; choose Python 3\.11 or later"):
            examine(other)


def test_those_on_the_path_are_found_the_version_tested_most_first(path: Path) -> None:
    a_python(path / "python3.13", version=[3, 13, 0])
    a_python(path / "python3", version=[3, 9, 1])
    tested = a_python(path / "python3.11", version=[3, 11, 2])
    assert [base.version for base in usable()] == ["3.11.2", "3.13.0"]
    assert base_of("").python == tested


def test_names_that_lead_to_one_python_are_one(path: Path) -> None:
    real = a_python(path / "python3.12")
    (path / "python3").symlink_to(real)
    a_python(path / "python", python=real)  # a program that only calls it
    assert [base.python for base in usable()] == [real]


def test_qgis_s_own_comes_first_where_qgis_brings_one(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = a_python(path.parent / "apps" / "Python312" / "python.exe")
    a_python(path / "python3")
    monkeypatch.setattr(pythons, "_own", lambda: iter([Path(own)]))
    assert base_of("").python != own
    monkeypatch.setattr(pythons, "_PLACES", {sys.platform: ()})
    assert base_of("").python == own


def test_those_that_installers_put_elsewhere_are_found(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    newer = a_python(path.parent / "Programs" / "Python313" / "python.exe", version=[3, 13, 0])
    older = a_python(path.parent / "Programs" / "Python311" / "python.exe", version=[3, 11, 0])
    places = ((str(path.parent), "Programs/Python3*/python.exe"), ("", "never"))
    monkeypatch.setattr(pythons, "_PLACES", {sys.platform: places})
    assert [base.python for base in usable()] == [newer, older]


def test_inside_an_environment_its_base_is_taken(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    real = a_python(path.parent / "base" / "bin" / "python3")
    monkeypatch.setattr(sys, "base_prefix", str(path.parent / "base"))
    monkeypatch.setattr(sys, "prefix", str(path.parent / "venv"))
    assert [str(found) for found in pythons._own()] == [real]


def test_without_any_the_sentence_says_what_to_do(path: Path) -> None:
    with pytest.raises(SureCoverError, match=r"No Python 3\.11 or later .* install one .* as base Python"):
        base_of("")


def test_the_one_that_was_chosen_is_not_replaced(path: Path) -> None:
    a_python(path / "python3")
    with pytest.raises(SureCoverError, match="/none"):
        base_of("/none")
