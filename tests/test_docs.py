"""The documentation hangs together: pages, links, pictures, and a page for every algorithm."""

from __future__ import annotations

import importlib.util
import re
from functools import lru_cache
from pathlib import Path

import pytest

from surecover.core.stages import STAGES, stage

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.glob("*.md"))
PICTURES = sorted((DOCS / "pictures").iterdir())
LARGEST_PICTURE = 250_000
LARGEST_SITE = 10_000_000
"""Bytes."""

spec = importlib.util.spec_from_file_location("reference", DOCS / "reference.py")
reference = importlib.util.module_from_spec(spec)
spec.loader.exec_module(reference)


@lru_cache
def made() -> dict[str, str]:
    """The pages of the reference by their addresses."""
    pages = {page.address: page.text() for page in reference.pages()}
    return {**pages, "reference/index.md": reference.overview()}


def links(text: str) -> list[str]:
    """Where a page's links and pictures lead, but for other sites; examples do not count."""
    prose = re.sub(r"^```.*?^```|`[^`\n]*`", "", text, flags=re.M | re.S)
    return [link for link in re.findall(r"\]\(([^)\s]+)\)", prose) if "://" not in link]


def anchors(text: str) -> set[str]:
    """The names of a page's headings, as mkdocs makes them."""
    titles = re.findall(r"^#+ (.+)$", text, re.M)
    return {re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", title).strip().lower()) for title in titles}


def text_of(address: str) -> str | None:
    """A page by its address in the documentation's folder; None if there is none."""
    file = DOCS / address
    return file.read_text(encoding="utf-8") if file.is_file() else made().get(address)


def test_every_page_stands_in_the_navigation_once() -> None:
    navigation = re.findall(r"^ +- (\S+\.md)$", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), re.M)
    assert sorted(navigation) == [page.name for page in PAGES]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_its_links_and_pictures_lead_somewhere(page: Path) -> None:
    for link in links(page.read_text(encoding="utf-8")):
        address, _, anchor = link.partition("#")
        if address.startswith("pictures/"):
            assert DOCS / address in PICTURES, link
        else:
            text = text_of(address or page.name)
            assert text is not None, link
            assert not anchor or anchor in anchors(text), link


def test_the_links_of_the_reference_lead_somewhere() -> None:
    for text in made().values():
        assert {f"reference/{link}" for link in links(text)} <= {*made()}


def test_the_readme_is_short_and_its_links_lead_somewhere() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert text.count("\n") <= 200
    assert [link for link in links(text) if not (ROOT / link.partition("#")[0]).exists()] == []


def test_the_readme_names_every_algorithm() -> None:
    named = set(re.findall(r"^\|.*`surecover:(\w+)`", (ROOT / "README.md").read_text(encoding="utf-8"), re.M))
    assert named == {*STAGES}


def test_every_picture_is_shown_and_small() -> None:
    shown = {DOCS / link for page in PAGES for link in links(page.read_text(encoding="utf-8"))}
    assert [picture.name for picture in PICTURES if picture not in shown] == []
    assert [picture.name for picture in PICTURES if picture.stat().st_size > LARGEST_PICTURE] == []
    assert sum(picture.stat().st_size for picture in PICTURES) < LARGEST_SITE / 2  # the rest is not larger


@pytest.mark.parametrize("name", STAGES)
def test_the_reference_explains_every_parameter_and_shows_a_command(name: str) -> None:
    job, text = stage(name).JOB, made()[f"reference/{name}.md"]
    keys = {key.upper() for key in job.specs()} | {*job.numbers}
    assert set(re.findall(r"^\| .*?<br>`(\w+)` \|", text, re.M)) == keys
    command = text.partition("```sh")[2]
    assert f"qgis_process run surecover:{name}" in command
    given = set(re.findall(r"--(\w+)=", command))
    required = {
        key.upper() for key, spec in job.specs().items() if spec.role != "setting" and not spec.optional
    }
    assert required <= given <= keys
