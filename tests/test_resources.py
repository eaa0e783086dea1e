"""Resources agree with the code: metadata, versions, pins, help texts, icons."""

from __future__ import annotations

import configparser
import json
import re
from pathlib import Path
from typing import Any

import pytest
import tomllib

from surecover.core import RESOURCES, VERSION
from surecover.core.stages import STAGES, stage

ROOT = Path(__file__).resolve().parents[1]
PINS = sorted((RESOURCES / "environment").glob("*-constraints.txt"))


@pytest.fixture(scope="module")
def metadata() -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(ROOT / "metadata.txt", encoding="utf-8")
    return parser["general"]


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_metadata_holds_what_the_plugin_site_requires(metadata: configparser.SectionProxy) -> None:
    required = (
        "name description about version qgisMinimumVersion author email repository tracker homepage license"
    )
    assert not [key for key in required.split() if not metadata.get(key)]


def test_metadata_offers_processing_from_qgis_3_22_to_4(metadata: configparser.SectionProxy) -> None:
    assert metadata.getboolean("hasProcessingProvider")
    assert (metadata["qgisMinimumVersion"], metadata["qgisMaximumVersion"]) == ("3.22", "4.99")


def test_the_icon_and_the_licence_exist(metadata: configparser.SectionProxy) -> None:
    assert (ROOT / metadata["icon"]).read_text(encoding="utf-8").startswith("<svg")
    assert "GNU GENERAL PUBLIC LICENSE" in (ROOT / "LICENSE").read_text(encoding="utf-8")


def test_metadata_project_and_changelog_tell_one_version(
    metadata: configparser.SectionProxy, project: dict[str, Any]
) -> None:
    newest = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)
    assert newest is not None
    assert {metadata["version"], project["version"], newest[1]} == {VERSION}
    assert metadata["license"] == project["license"]


def test_every_package_of_the_project_is_pinned(project: dict[str, Any]) -> None:
    extras = [name for names in project["optional-dependencies"].values() for name in names]
    wanted = {re.match(r"[\w-]+", name)[0] for name in project["dependencies"] + extras}
    pinned = {
        line.partition("==")[0] for pins in PINS for line in pins.read_text().splitlines() if "==" in line
    }
    assert not wanted - pinned


def test_the_engine_s_pins_hold_torch_and_torchvision_together() -> None:
    for pins in PINS:
        lines = pins.read_text().splitlines()
        assert any(line.startswith("torch==") for line in lines) == any(
            line.startswith("torchvision==") for line in lines
        )


@pytest.mark.parametrize("name", STAGES)
def test_help_explains_every_parameter_and_output_and_no_other(name: str) -> None:
    words = json.loads((RESOURCES / "help" / f"{name}.json").read_text(encoding="utf-8"))
    job = stage(name).JOB
    own = {key: spec for key, spec in job.specs().items() if job.home(key)[0] == name}
    roles = {key.upper(): spec.role for key, spec in own.items()}
    assert set(words) == {"summary", "parameters", "outputs"}
    assert set(words["parameters"]) == {key for key, role in roles.items() if role != "target"}
    assert set(words["outputs"]) == {key for key, role in roles.items() if role == "target"} | set(
        job.numbers
    )


@pytest.mark.parametrize("name", STAGES)
def test_help_is_made_of_plain_sentences(name: str) -> None:
    words = json.loads((RESOURCES / "help" / f"{name}.json").read_text(encoding="utf-8"))
    texts = [*words["summary"], *words["parameters"].values(), *words["outputs"].values()]
    assert words["summary"]
    for text in texts:
        assert text.endswith((".", ")")), text
        assert not re.search(r"</?[a-z]+>|\n", text), text


def test_there_is_no_help_for_stages_that_do_not_exist() -> None:
    assert {path.stem for path in (RESOURCES / "help").glob("*.json")} == set(STAGES)
