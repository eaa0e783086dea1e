"""The page of an assessment of accuracy, drawn from the same document as its JSON and CSV."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..pages.markup import (
    FIGURE_TERMS,
    decimals,
    facts_list,
    figures_list,
    level_heading,
    notes_list,
    percent,
    table,
    terms_section,
    text,
    thousands,
)
from ..pages.page import Picture, maps_section, sources_section, swatched, whole_page
from .figures import OF_CLASS, areas_table, limits, maps_table, number, with_limits
from .worthpage import worth_sections

MAX_ZONES = 60
"""Zones shown on the page, lowest accuracy first; JSON and CSV hold them all."""

MAX_CLASSES = 30
"""Classes up to which matrices are shown; JSON holds them all."""

_TERMS = {
    "Overall accuracy": "Share of the land that has the right class on the map.",
    **FIGURE_TERMS,
    "Not estimable": "Shown as –: nothing in the reference, or on the map, tells the figure.",
}


def page(
    document: Mapping[str, Any],
    pictures: Sequence[Picture],
    date: str,
    labels: Mapping[str, Mapping[str, str]] | None = None,
) -> str:
    """The assessment as HTML.

    Args:
        document: What `accuracy.document` returns.
        pictures: The maps to show.
        date: Of the assessment, as written on it.
        labels: What people call the settings, by stage and key.
    """
    file = text(document["sources"][0]["file"])
    subtitle = f"How accurate this land-cover map is · {file} · {text(date)}"
    if not document["compared"]:
        return whole_page(document, subtitle, '<p class="note">Nothing could be compared.</p>\n')
    sections = (
        _headline(document), maps_section(pictures), _stages(document), worth_sections(document),
        _classes(document), _areas(document), _matrices(document), _zones(document),
        _transitions(document), _design(document), terms_section(_TERMS),
        sources_section(document["sources"], labels),
    )  # fmt: skip
    return whole_page(document, subtitle, "".join(sections), date)


def _headline(document: Mapping[str, Any]) -> str:
    whole = document["map"]
    figures = {
        "overall accuracy": percent(whole["oa"]["value"]),
        "mean IoU": number(whole["miou"]),
        "macro F1": number(whole["macro_f1"]),
        f"{document['unit']} compared": thousands(document["compared"]),
    }
    meaning = f'<p class="meaning">{_meaning(document)}</p>\n'
    return figures_list(figures) + meaning + notes_list(document["notes"])


def _meaning(document: Mapping[str, Any]) -> str:
    oa = document["map"]["oa"]
    within = "" if oa["low"] is None else f"{percent(oa['low'])} to {percent(oa['high'])}"
    if document["of_land"]:
        return (
            f"As the sample tells, {percent(oa['value'])} of the land has the right class on the map (95 % "
            f"interval: {within or 'not estimable'})."
        )
    parts = "polygons" if "polygons" in document["design"] else "squares of this land"
    told = (
        f" For other land of this kind {within} is to be expected, as the differences between {parts} tell."
        if within
        else ""
    )
    return f"Of the compared pixels, {percent(oa['value'])} have the right class on the map.{told}"


def _stages(document: Mapping[str, Any]) -> str:
    maps = document["maps"]
    if len(maps) < 2:
        return ""
    return "<h2>Maps side by side</h2>\n" + maps_table(maps)


def _classes(document: Mapping[str, Any]) -> str:
    heads = ["Class", *OF_CLASS.values()]
    html = "<h2>By class</h2>\n"
    for level in reversed(document["levels"]):
        rows = [
            [swatched(entry), *(with_limits(entry[key]) for key in OF_CLASS)] for entry in level["classes"]
        ]
        html += _level_heading(document, level) + table(heads, rows)
    return html


def _level_heading(document: Mapping[str, Any], level: Mapping[str, Any]) -> str:
    oa = level["map"]["oa"]
    within = "" if oa["low"] is None else f" ({limits(oa, decimals)})"
    told = f"overall accuracy {number(oa)}{within}"
    return level_heading(level["level"], len(document["levels"]), told)


def _areas(document: Mapping[str, Any]) -> str:
    if not document["areas"]:
        return ""
    if document["of_land"]:
        return "<h2>Areas</h2>\n" + areas_table(document["areas"], "Estimated from the sample")
    note = "<p>The reference counts where it is known.</p>\n"
    return f"<h2>Areas</h2>\n{note}" + areas_table(document["areas"], "In the reference")


def _matrices(document: Mapping[str, Any]) -> str:
    html = ""
    for level in reversed(document["levels"]):
        matrix = level["matrix"]
        if 0 < len(matrix["classes"]) <= MAX_CLASSES:
            html += _level_heading(document, level)
            html += _matrix(matrix, matrix["counts"], f"{document['unit'].capitalize()}.", thousands)
            if "shares" in matrix:
                html += _matrix(matrix, matrix["shares"], "Estimated share of the land.", percent)
    return f"<h2>Confusion matrix</h2>\n{html}" if html else ""


def _matrix(matrix: Mapping[str, Any], values: Sequence[Sequence[float]], what: str, shown: Any) -> str:  # noqa: ANN401
    heads = ["Reference ↓ · Map →", *(swatched(entry) for entry in matrix["classes"])]
    rows = [
        [swatched(entry), *(_cell(shown(value) if value else "·", i == j) for j, value in enumerate(row))]
        for i, (entry, row) in enumerate(zip(matrix["classes"], values))
        if entry["id"] or any(row)
    ]
    return table(heads, rows, caption=f"{what} Rows are the reference, columns the map.")


def _cell(content: str, right: bool) -> str:
    return f"<strong>{content}</strong>" if right else content


def _zones(document: Mapping[str, Any]) -> str:
    zones = [entry for entry in document["zones"] if entry["oa"]]
    if not zones:
        return ""
    zones.sort(key=lambda entry: (entry["oa"]["value"], entry["id"]))
    rows = [
        [
            text(entry["name"]), with_limits(entry["oa"]), number(entry["miou"]), number(entry["macro_f1"]),
            thousands(entry["compared"]),
        ]
        for entry in zones[:MAX_ZONES]
    ]  # fmt: skip
    left = len(zones) - MAX_ZONES
    more = f" The {MAX_ZONES} lowest of {len(zones)} are shown; JSON and CSV hold all." if left > 0 else ""
    heads = ["Zone", "Overall accuracy", "Mean IoU", "Macro F1", document["unit"].capitalize()]
    return f"<h2>By zone</h2>\n<p>Lowest accuracy first.{more}</p>\n" + table(heads, rows)


def _transitions(document: Mapping[str, Any]) -> str:
    html = ""
    for entry in document["transitions"]:
        if not 0 < len(entry["classes"]) <= MAX_CLASSES:
            continue
        before = text(entry["from"])
        heads = [f"{before} ↓ · this map →", *(swatched(c) for c in entry["classes"])]
        rows = [
            [swatched(c), *(thousands(v) if v else "·" for v in row)]
            for c, row in zip(entry["classes"], entry["counts"])
        ]
        caption = f"Pixels. Rows are the classes of “{before}”, columns those of this map."
        html += table(heads, rows, caption=caption)
    return f"<h2>What became what</h2>\n{html}" if html else ""


def _design(document: Mapping[str, Any]) -> str:
    return f'<h2>The reference</h2>\n<div class="sources">{facts_list(document["design"])}</div>\n'
