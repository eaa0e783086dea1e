from __future__ import annotations

import sys
from pathlib import Path

import pytest
import tomllib

from surecover.core import RESOURCES, ROOT
from surecover.core.engine import environment
from surecover.core.errors import SureCoverError


@pytest.fixture(autouse=True)
def bare_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No engine anywhere, and this Python lacks the packages."""
    monkeypatch.delenv(environment.VARIABLE, raising=False)
    monkeypatch.setattr(environment, "environments_folder", lambda: tmp_path / "data")
    monkeypatch.setattr(environment, "ROOT", tmp_path / "plugin")
    monkeypatch.setattr(environment, "missing_packages", lambda: ["torch"])


def a_python(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    return str(path)


def a_whole_one(folder: Path) -> str:
    """An environment that was set up to its end."""
    python = a_python(environment.python_of(folder))
    (folder / environment.MARKER).touch()
    return python


def test_the_first_python_in_the_documented_order_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "missing_packages", list)
    assert environment.find_interpreter() == sys.executable
    checkout = a_python(environment.python_of(tmp_path / "plugin" / ".venv-engine"))
    assert environment.find_interpreter() == checkout
    managed = a_whole_one(environment.managed_environment())
    assert environment.find_interpreter() == managed
    for_gpus = a_whole_one(environment.managed_environment(cuda=True))
    assert environment.find_interpreter() == for_gpus
    setting = a_python(tmp_path / "setting")
    assert environment.find_interpreter(setting) == setting
    variable = a_python(tmp_path / "variable")
    monkeypatch.setenv(environment.VARIABLE, variable)
    assert environment.find_interpreter(setting) == variable


def test_with_nothing_there_the_sentence_says_how_to_get_it_with_a_window_and_without() -> None:
    with pytest.raises(
        SureCoverError,
        match=r"not set up yet; choose .* → Set up the engine… in QGIS, or run .*engine\" setup .*make",
    ):
        environment.find_interpreter()


def test_one_that_was_not_set_up_to_its_end_is_not_taken() -> None:
    a_python(environment.python_of(environment.managed_environment()))
    with pytest.raises(SureCoverError, match="not set up yet"):
        environment.find_interpreter()


def test_one_for_other_versions_is_not_taken_but_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    a_whole_one(environment.managed_environment())
    monkeypatch.setattr(environment, "pins", lambda: {"torch": "99"})
    with pytest.raises(
        SureCoverError, match=r"at the versions of another SureCover only; .* old one, which stays"
    ):
        environment.find_interpreter()


def test_comments_in_the_list_of_versions_do_not_ask_for_a_new_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = environment.managed_environment()
    text = environment.REQUIREMENTS.read_text(encoding="utf-8")
    changed = tmp_path / "pins.txt"
    monkeypatch.setattr(environment, "REQUIREMENTS", changed)
    changed.write_text(f"# New words.\n{text}\n", encoding="utf-8")
    assert environment.managed_environment() == before
    changed.write_text(text.replace("torch==", "torch==9"), encoding="utf-8")
    assert environment.managed_environment() != before


@pytest.mark.parametrize(
    ("platform", "folder"),
    [
        ("win32", "local/SureCover"), ("darwin", "home/Library/Application Support/SureCover"),
        ("linux", "xdg/surecover"),
    ],
)  # fmt: skip
def test_it_lies_where_each_system_keeps_the_user_s_data(
    platform: str, folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    for name, value in (("HOME", "home"), ("LOCALAPPDATA", "local"), ("XDG_DATA_HOME", "xdg")):
        monkeypatch.setenv(name, str(tmp_path / value))
    monkeypatch.setattr(sys, "platform", platform)
    assert environment.environments_folder() == tmp_path / folder


def test_a_python_that_was_named_and_is_not_there_is_refused_and_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_whole_one(environment.managed_environment())
    with pytest.raises(SureCoverError, match=r"in Raster → .* \(Own Python\) was not found: /no/python"):
        environment.find_interpreter("/no/python")
    monkeypatch.setenv(environment.VARIABLE, "/none")
    with pytest.raises(SureCoverError, match=f"named in {environment.VARIABLE} was not found: /none"):
        environment.find_interpreter()


def test_inside_qgis_this_python_is_not_mistaken_for_qgis_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "missing_packages", list)
    monkeypatch.setattr(sys, "executable", a_python(tmp_path / "MacOS" / "QGIS"))
    python = a_python(tmp_path / "MacOS" / "bin" / "python3")
    assert environment.find_interpreter() == python


def test_every_package_that_is_needed_has_a_tested_version() -> None:
    lines = (RESOURCES / "environment" / "engine-constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = {line.partition("==")[0] for line in lines if "==" in line}
    assert set(environment.PACKAGES.values()) <= pinned


def test_what_the_engine_looks_for_are_the_dependencies_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert {name.partition(">=")[0] for name in project["dependencies"]} == {*environment.PACKAGES.values()}


def test_a_missing_package_is_found_out_without_importing_any(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.setitem(environment.PACKAGES, "no_such_module", "no-such-package")
    loaded = {*sys.modules}
    assert environment.missing_packages() == ["no-such-package"]
    assert not ({*sys.modules} - loaded) & {*environment.PACKAGES}


def test_variables_of_qgis_are_left_out_and_its_own_environment_stays() -> None:
    of_qgis = {"PYTHONHOME": "q", "PROJ_LIB": "q", "GDAL_DATA": "q", "LD_LIBRARY_PATH": "q", "PATH": "/bin"}
    before = dict(of_qgis)
    given = environment.engine_variables(of_qgis)
    assert int(given.pop("GDAL_MAX_DATASET_POOL_SIZE")) > 20 * 11
    kept = {name for name in given if name.startswith("MALLOC_")}
    assert kept == {"MALLOC_ARENA_MAX", "MALLOC_MMAP_THRESHOLD_", "MALLOC_TRIM_THRESHOLD_"}
    network = {name for name in given if name.startswith(("GDAL_HTTP_", "CPL_VSIL_CURL_"))}
    others = {name: value for name, value in given.items() if name not in kept | network}
    assert others == {"PATH": "/bin", "HF_HUB_OFFLINE": "1", "GDAL_CACHEMAX": "256"}
    assert of_qgis == before


def test_what_the_user_says_of_the_network_reaches_the_engine() -> None:
    said = {
        "GDAL_HTTP_PROXY": "proxy",
        "AWS_REGION": "eu",
        "HTTPS_PROXY": "p",
        "GDAL_HTTP_CONNECTTIMEOUT": "99",
    }
    given = environment.engine_variables({**said, "GDAL_DATA": "q"})
    assert said.items() <= given.items()
    assert "GDAL_DATA" not in given
    assert 0 < int(given["GDAL_HTTP_LOW_SPEED_TIME"]) < 60, "nothing waits without end"
