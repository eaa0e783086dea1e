"""The plugin's ZIP: what a person installs, and nothing else."""

from __future__ import annotations

import configparser
import subprocess
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LARGEST = 25 * 2**20
"""Bytes that the plugin site takes."""


@pytest.fixture(scope="module")
def package() -> zipfile.ZipFile:
    """As `make package` makes it, of what is committed."""
    made = subprocess.run(["make", "-s", "package"], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    return zipfile.ZipFile(ROOT / made.stdout.split()[1])


def test_the_site_takes_its_size(package: zipfile.ZipFile) -> None:
    assert Path(str(package.filename)).stat().st_size <= LARGEST


def test_everything_lies_in_one_folder_called_as_the_plugin(package: zipfile.ZipFile) -> None:
    assert {name.split("/")[0] for name in package.namelist()} == {"surecover"}


def test_it_has_what_runs_and_what_explains_itself(package: zipfile.ZipFile) -> None:
    needed = (
        "__init__.py", "metadata.txt", "LICENSE", "README.md", "CHANGELOG.md", "plugin/plugin.py",
        "processing_provider/provider.py", "core/engine/__main__.py", "resources/icons/surecover.svg",
        "resources/environment/engine-constraints.txt", "resources/models/demonstration/model.json",
        "resources/help/produce.json", "resources/i18n/surecover_de.qm", "resources/i18n/surecover_fr.qm",
    )  # fmt: skip
    assert not {f"surecover/{name}" for name in needed} - set(package.namelist())


def test_it_has_nothing_of_its_makers(package: zipfile.ZipFile) -> None:
    folders = {name.split("/")[1] for name in package.namelist() if name.count("/") > 1}
    assert folders == {"core", "plugin", "processing_provider", "resources"}
    unwanted = (".ts", ".sh", ".pyc", ".so", ".exe", ".pt", ".pkl")
    assert not [name for name in package.namelist() if name.endswith(unwanted) or "/." in name]


def test_its_metadata_are_whole(package: zipfile.ZipFile) -> None:
    parser = configparser.ConfigParser(interpolation=None)
    parser.read_string(package.read("surecover/metadata.txt").decode("utf-8"))
    metadata = parser["general"]
    assert f"surecover/{metadata['icon']}" in package.namelist()
    assert metadata["changelog"].startswith(f"{metadata['version']}:")
    assert len(metadata["tags"].split(",")) > 3
    assert all(metadata[key].startswith("https://") for key in ("homepage", "tracker", "repository"))
