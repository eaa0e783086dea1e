"""docs/recipes.md, word for word: its blocks run one after the other in one folder."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsApplication

from surecover.core import ROOT
from surecover.processing_provider.provider import SureCoverProvider
from tests.headless.conftest import SCRIPT
from tests.headless.gdal_files import facts

PAGE = ROOT / "docs" / "recipes.md"


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.M | re.S)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, profile: Path) -> Path:
    """A user's folder with the plugin, and qgis_process among the programs."""
    home = tmp_path_factory.mktemp("home")
    plugins = home / ".local/share/QGIS/QGIS3/profiles/default/python/plugins"
    plugins.mkdir(parents=True)
    (plugins / "surecover").symlink_to(ROOT)
    program = home / "bin" / "qgis_process"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec sh "{SCRIPT}" "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return home


@pytest.fixture(scope="module")
def done(home: Path, profile: Path) -> Path:
    """The folder in which all blocks for the shell have run."""
    folder = home / "work"
    folder.mkdir()
    script = "set -eu\n" + "\n".join(blocks("sh"))
    variables = {"HOME": str(home), "QGIS_CUSTOM_CONFIG_PATH": str(profile)}
    path = f"{home / 'bin'}{os.pathsep}{os.environ['PATH']}"
    ran = subprocess.run(
        ["bash", "-c", script], cwd=folder, env={**os.environ, **variables, "PATH": path},
        capture_output=True, text=True, check=False, timeout=600,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout[-2000:] + ran.stderr[-2000:]
    assert "area-1 is done" in ran.stdout
    return folder


def test_every_recipe_for_the_shell_makes_what_it_says(done: Path) -> None:
    results = done / "results"
    folders = ("three-dates", "one-by-one", "learned", "area-1", "area-2", "nightly")
    assert [name for name in folders if not (results / name / "report.html").exists()] == []
    files = ("july.tif", "fused.tif", "report.html", "report.csv", "change.tif", "change.html", "change.csv")
    assert [name for name in files if not (results / name).exists()] == []
    assert (results / "learned" / "model" / "model.json").exists()


def test_a_folder_of_dates_is_its_images_with_their_masks(done: Path) -> None:
    by_folder, by_name = (
        facts(done / "results" / name / "map.tif").values for name in ("three-dates", "one-by-one")
    )
    assert (by_folder == by_name).all()


def test_the_loop_in_python_gives_the_maps_of_the_loop_in_the_shell(
    done: Path, home: Path, processing: Any, provider: SureCoverProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = home / ".local/share/QGIS/QGIS3/profiles/default/"
    monkeypatch.setattr(QgsApplication, "qgisSettingsDirPath", lambda: str(settings))
    monkeypatch.chdir(done)
    (code,) = blocks("python")
    exec(compile(code, str(PAGE), "exec"), {})  # noqa: S102 - it is the page's own
    for name in ("area-1", "area-2"):
        made, again = (facts(done / "results" / folder / "map.tif") for folder in (name, f"{name}-python"))
        assert (made.values == again.values).all()
