"""What all pages have in common: the frame, pictures of maps, provenance, amounts.

A page loads nothing: styles and pictures are inside, there is no script. All text goes through
`text`, because names come from files.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .. import RESOURCES
from ..legends import LegendEntry, Ramp, hex_color
from .markup import GAP, described, facts_list, legend_list, records_table, settings_table, text, words

MANY = 14
"""Entries of a legend above which its map takes the whole width."""

_FACTS = {"checked": "classes checked against the external map"}
"""Facts that are named otherwise than their keys."""

LONG = 7
"""Sections from which on a page begins with a table of contents."""


@dataclass(frozen=True)
class Picture:
    """One map on the page.

    Attributes:
        title: Its heading.
        png: The file's content.
        legend: What its colours mean.
        ramp: Colours from 0 to 1, instead of a legend.
        told: What it shows, for those who cannot see it.
    """

    title: str
    png: bytes
    legend: Sequence[LegendEntry] = ()
    ramp: Ramp = ()
    told: str = ""


def whole_page(document: Mapping[str, Any], subtitle: str, body: str, date: str = "") -> str:
    """A page that loads nothing; its sections are numbered for links, and listed where there are many.

    Args:
        document: Holds `title` and `version`, perhaps `date`.
        subtitle: HTML of the line below the title.
        body: HTML of the rest; each section begins with an h2.
        date: At the head of printed sheets, where the document holds none.
    """
    style = (RESOURCES / "report" / "page.css").read_text(encoding="utf-8")
    title = text(document["title"])
    first, *sections = body.split("<h2>")
    names = [section.partition("</h2>")[0] for section in sections]
    body = first + "".join(
        f'<section id="section-{number}"><h2>{section}</section>\n'
        for number, section in enumerate(sections, start=1)
    )
    heads = _sheet_heads(document["title"], date or document.get("date", ""))
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>\n{style}{heads}</style>\n</head>\n<body>\n<main>\n"
        f'<h1>{title}</h1>\n<p class="muted">{subtitle}</p>\n{_contents(names)}{body}</main>\n'
        f"<footer>Made with SureCover {text(document['version'])}.</footer>\n</body>\n</html>\n"
    )


def _contents(names: Sequence[str]) -> str:
    if len(names) < LONG:
        return ""
    items = "".join(
        f'<li><a href="#section-{number}">{name}</a></li>' for number, name in enumerate(names, start=1)
    )
    return f'<nav class="contents" aria-label="Contents"><ol>{items}</ol></nav>\n'


def _sheet_heads(title: str, date: str) -> str:
    """Style that prints title and date above each sheet, and the number of the page below it."""
    return (
        f"@page {{ @top-left {{ content: {_css_string(title)}; }}"
        f" @top-right {{ content: {_css_string(date)}; }}"
        ' @bottom-right { content: counter(page) " / " counter(pages); } }\n'
    )


def _css_string(written: str) -> str:
    """A text as a string of CSS that ends neither the string nor the style."""
    return '"' + "".join(sign if sign.isalnum() else f"\\{ord(sign):x} " for sign in written[:90]) + '"'


def maps_section(pictures: Sequence[Picture]) -> str:
    """Pictures of maps with their legends."""
    figures = "".join(_figure(picture) for picture in pictures)
    return f'<h2>Maps</h2>\n<div class="maps">{figures}</div>\n' if figures else ""


def _figure(picture: Picture) -> str:
    data = base64.b64encode(picture.png).decode("ascii")
    if picture.ramp:
        colors = ", ".join(f"{hex_color(color)} {place:.0%}" for place, color in picture.ramp)
        key = (
            f'<div class="ramp" style="background: linear-gradient(to right, {colors})"></div>'
            '<div class="ends"><span>0 certainly wrong</span><span>1 certainly right</span></div>'
        )
    else:
        key = legend_list(picture.legend)
    title = text(picture.title)
    told = text(f"{picture.title}: {picture.told}" if picture.told else picture.title)
    wide = ' class="wide"' if len(picture.legend) > MANY else ""
    return (
        f'<figure{wide}><h3>{title}</h3><img alt="{told}" src="data:image/png;base64,{data}">'
        f"<figcaption>{key}</figcaption></figure>\n"
    )


def sources_section(
    sources: Sequence[Mapping[str, Any]], labels: Mapping[str, Mapping[str, str]] | None = None
) -> str:
    """Where the rasters come from: images, models and settings; those that one run made stand together.

    Args:
        sources: As `reporting.source_of` tells of each.
        labels: What people call the settings, by stage and key.
    """
    runs: list[tuple[Mapping[str, Any], list[Mapping[str, Any]]]] = []
    for source in sources:
        origin = {key: source[key] for key in ("product_version", "stage", "facts")}
        known = next((made for run, made in runs if run == origin and run["stage"]), None)
        if known is None:
            runs.append((origin, [source]))
        else:
            known.append(source)
    html = "".join(_run_told(run, made, (labels or {}).get(run["stage"], {})) for run, made in runs)
    return f'<h2>What this was made from</h2>\n<div class="sources">{html}</div>\n'


def _run_told(run: Mapping[str, Any], made: Sequence[Mapping[str, Any]], labels: Mapping[str, str]) -> str:
    """What one run made, from which images and models, with which settings."""
    facts: dict[str, Any] = {"file" if len(made) == 1 else "files": [source["file"] for source in made]}
    if run["stage"]:
        facts["made by"] = f"SureCover {run['product_version']}, {run['stage']}"
    tables = ""
    for key, value in run["facts"].items():
        if key == "parameters" and isinstance(value, Mapping):
            tables += _settings_table(value, labels)
        elif value and isinstance(value, list) and all(isinstance(entry, Mapping) for entry in value):
            tables += records_table(value, words(key).capitalize())
        elif key == "cluster_evidence" and isinstance(value, Mapping):
            facts["clusters"] = _clusters_told(value)
        else:
            facts[_FACTS.get(key, key)] = value
    roles = ", ".join(text(source["role"]) for source in made)
    return f"<h3>{roles}</h3>\n{facts_list(facts)}\n{tables}"


def _settings_table(settings: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """Every setting that is not empty, by the name that people see."""
    named = {labels.get(key, words(key)): value for key, value in settings.items() if described(value)}
    listed = settings_table(named)
    return f"<details><summary>{len(named)} settings</summary>\n{listed}</details>\n"


def _clusters_told(found: Mapping[str, Any]) -> str:
    """Whether the clusters of the images had a say in the classes."""
    sure = f" (z = {found['z']:.1f})" if isinstance(found.get("z"), float) else ""
    if found.get("used"):
        return f"decide with the probabilities, since they foretell the external map better than chance{sure}"
    return f"decide nothing, since they foretell the external map no better than chance{sure}"


class Amounts:
    """Areas in hectares, or pixels where areas cannot be told, with fitting decimals."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        area = document["map"]["area_ha"]
        self.in_hectares = area is not None
        self.unit = "ha" if self.in_hectares else "px"
        self.unit_long = "Hectares" if self.in_hectares else "Pixels"
        self.heading = "Area (ha)" if self.in_hectares else "Pixels"
        self._decimals = 0 if area is None else 2 if area < 100 else 1 if area < 10_000 else 0

    def total(self, entry: Mapping[str, Any]) -> float:
        """Of all pixels of an entry."""
        return float(entry["area_ha"] if self.in_hectares else entry["pixels"])

    def of(self, entry: Mapping[str, Any], code: str) -> float:
        """Of its pixels with a reliability code."""
        return float(entry["area_ha_by_code" if self.in_hectares else "pixels_by_code"][code])

    def number(self, value: float) -> str:
        """An amount without its unit."""
        return f"{value:,.{self._decimals}f}".replace(",", GAP)

    def shown(self, value: float) -> str:
        """An amount with its unit."""
        return f"{self.number(value)}{GAP}{self.unit}"


def swatched(entry: Mapping[str, Any]) -> str:
    """A name, after its colour where it has one."""
    name = text(entry["name"])
    if "color" not in entry:
        return name
    return f'<span class="swatch" style="background:{text(entry["color"])}"></span>{name}'
