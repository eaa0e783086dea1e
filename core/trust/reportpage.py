"""The report of reliability as one HTML page, drawn from the same document as its JSON and CSV."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..codes import EVIDENCE_LEGEND, RELIABILITY_LEGEND, Evidence, Reliability
from ..legends import LegendEntry, hex_color
from ..pages.markup import bar, figures_list, legend_list, notes_list, percent, terms_section, text, thousands
from ..pages.page import Amounts, Picture, maps_section, sources_section, swatched, whole_page
from .accuracysection import accuracy_section
from .areasection import CODES, areas_section
from .certaintysection import confidence_section, least_certain_told

MAX_ZONES = 60
"""Zones shown on the page, lowest scores first; JSON and CSV hold them all."""

MAX_NAMES = 8
"""Unchecked classes named at the top, the largest first; the table holds them all."""

_EXPLANATIONS = {
    Reliability.HIGH: "The classification and the external map agree here, or the pixel is connected to such "
    "an agreement and looks like it.",
    Reliability.MEDIUM: "No agreement is connected to the pixel, but it looks like agreement nearby.",
    Reliability.LOW: "Nothing nearby supports the class, or it was changed or kept against the evidence.",
    Reliability.NOT_ASSESSED: "The external map does not hold this class, so nothing is claimed.",
}


def page(
    document: Mapping[str, Any],
    pictures: Sequence[Picture],
    date: str,
    further: Sequence[str] = (),
    labels: Mapping[str, Mapping[str, str]] | None = None,
) -> str:
    """The report as HTML.

    Args:
        document: What `reporting.document` returns, and the `assessment` where one was given.
        pictures: The maps to show.
        date: Of the report, as written on it.
        further: HTML of sections that others draw.
        labels: What people call the settings, by stage and key.
    """
    assessment, confidence = document.get("assessment"), document["confidence"]
    oa: float | None = (assessment["map"]["oa"] or {}).get("value") if assessment else None
    file = text(document["sources"][0]["file"])
    subtitle = f"How far each part of this land-cover map can be trusted · {file} · {text(date)}"
    sections = (
        _headline(document, oa), _next(document, oa), maps_section(pictures),
        accuracy_section(assessment) if assessment else "",
        _classes(document), _zones(document),
        confidence_section(confidence, oa) if confidence else "",
        _evidence(document), areas_section(document), *further, _terms(document),
        sources_section(document["sources"], labels),
    )  # fmt: skip
    return whole_page(document, subtitle, "".join(sections), date)


def _headline(document: Mapping[str, Any], oa: float | None) -> str:
    whole = document["map"]
    if not whole["pixels"]:
        return '<p class="note">The map holds no pixel with a class, so there is nothing to score.</p>\n'
    figures = {
        "confidence score": percent(whole["score"]),
        "not assessed": percent(whole["share_not_assessed"]),
        "mapped": _amount(whole, Amounts(document)),
    }
    if whole["mean_confidence"] is not None:
        figures["mean confidence"] = percent(whole["mean_confidence"])
    if oa is not None:
        figures["measured accuracy"] = percent(oa)
    return (
        f"{figures_list(figures)}{bar(_code_parts(whole))}\n{_code_legend()}\n"
        f'<p class="meaning">{_meaning(whole)}</p>\n{notes_list(document["notes"])}'
    )


def _meaning(whole: Mapping[str, Any]) -> str:
    if whole["score"] is None:
        return "No class of the map was checked against the external map, so there is no score."
    scored = whole["n1"] + whole["n2"] + whole["n3"]
    return (
        f"Of the {thousands(scored)} assessed pixels of checked classes, {thousands(whole['n1'])} have high "
        f"reliability: the score is {percent(whole['score'])}. It tells how well the external map and the "
        "images support the map, not how accurate the map is; only reference data can tell that."
    )


def _next(document: Mapping[str, Any], oa: float | None) -> str:
    """What to do next: where to look first, how to check it, and how to learn how accurate the map is."""
    if not document["map"]["pixels"]:
        return ""
    confidence = document["confidence"]
    told = least_certain_told(confidence, oa) if confidence else ""
    return f"<h2>What to do next</h2>\n{told}<ol>{_steps(document)}</ol>\n{_first(document)}"


def _steps(document: Mapping[str, Any]) -> str:
    review = (
        "<strong>Check the doubtful places.</strong> “Regions to review” lists them, the most doubtful "
        "first; give each its class beside an image, then “Apply a review” writes your answers into the map."
    )
    measure = (
        "<strong>Measure the accuracy.</strong> “Reference points to label” draws points by class and "
        "reliability; label them, let “Assessment of accuracy” compare them with the map, and give its "
        "JSON to this report: only then does it tell how much of the map is right."
    )
    if document.get("assessment"):
        measure = "<strong>Measure again</strong> with the same reference when the map has changed."
    return f"<li>{review}</li><li>{measure}</li>"


def _first(document: Mapping[str, Any]) -> str:
    classes = {entry["id"]: entry for entry in document["classes"]}
    zones = {entry["id"]: entry for entry in document["zones"]}
    worst = [classes[i] for i in document["look_first"]["classes"]]
    worst_zones = [zones[i] for i in document["look_first"]["zones"]]
    unchecked = [entry for entry in classes.values() if not entry["checked"] and entry["pixels"]]
    amounts = Amounts(document)
    html = ""
    for heading, entries in (("Classes", worst), ("Zones", worst_zones)):
        if entries:
            items = "".join(f"<li>{_first_item(entry, amounts)}</li>" for entry in entries)
            html += f'<h3>{heading} with the lowest score</h3>\n<ol class="first">{items}</ol>\n'
    if unchecked:
        unchecked.sort(key=lambda entry: -entry["pixels"])
        names = ", ".join(f"{text(e['name'])} ({_amount(e, amounts)})" for e in unchecked[:MAX_NAMES])
        if len(unchecked) > MAX_NAMES:
            names += f" and {len(unchecked) - MAX_NAMES} more"
        html += f"<p>Not checked, because the external map does not hold the class: {names}.</p>\n"
    return html


def _first_item(entry: Mapping[str, Any], amounts: Amounts) -> str:
    weak = amounts.of(entry, "low") + amounts.of(entry, "medium")
    return (
        f"<strong>{text(entry['name'])}</strong>: score {percent(entry['score'])}; "
        f"{amounts.shown(weak)} of {amounts.shown(amounts.total(entry))} have low or medium reliability"
    )


def _classes(document: Mapping[str, Any]) -> str:
    rows = [entry for entry in document["classes"] if entry["pixels"]]
    if not rows:
        return ""
    note = "" if all(entry["checked"] for entry in rows) else " A class that was not checked has none."
    return (
        "<h2>By class</h2>\n"
        f"<p>The score is the share of high reliability among the assessed pixels.{note}</p>\n"
        + _score_table("Class", rows, document, total=document["map"])
    )


def _zones(document: Mapping[str, Any]) -> str:
    rows = [entry for entry in document["zones"] if entry["pixels"]]
    if not rows:
        return ""
    rows.sort(key=lambda entry: (entry["score"] is None, entry["score"] or 0, entry["id"]))
    left = len(rows) - MAX_ZONES
    more = f" The {MAX_ZONES} lowest of {len(rows)} are shown; JSON and CSV hold all." if left > 0 else ""
    return f"<h2>By zone</h2>\n<p>Lowest score first.{more}</p>\n" + _score_table(
        "Zone", rows[:MAX_ZONES], document
    )


def _score_table(
    first: str,
    rows: Sequence[Mapping[str, Any]],
    document: Mapping[str, Any],
    total: Mapping[str, Any] | None = None,
) -> str:
    amounts = Amounts(document)
    confidence = document["map"]["mean_confidence"] is not None
    heads = [
        first,
        "Reliability",
        "Score",
        "Not assessed",
        *["Mean confidence"] * confidence,
        amounts.heading,
    ]
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)

    def row(name: str, entry: Mapping[str, Any]) -> str:
        cells = [
            ("Score", percent(entry["score"])),
            ("Not assessed", percent(entry["share_not_assessed"])),
            *[("Mean confidence", percent(entry["mean_confidence"]))] * confidence,
            (amounts.heading, amounts.number(amounts.total(entry))),
        ]
        return (
            f'<tr><th scope="row">{name}</th><td class="bars">{bar(_code_parts(entry))}</td>'
            + "".join(f'<td data-label="{label}">{value}</td>' for label, value in cells)
            + "</tr>\n"
        )

    body = "".join(row(swatched(entry), entry) for entry in rows)
    foot = f"<tfoot>{row('Whole map', total)}</tfoot>" if total else ""
    return f'<table class="scores"><thead><tr>{head}</tr></thead><tbody>{body}</tbody>{foot}</table>\n'


def _evidence(document: Mapping[str, Any]) -> str:
    rows = [entry for entry in document["classes"] if entry["pixels"]]
    if not rows or document["map"]["pixels_by_evidence"] is None:
        return ""
    shown = [
        e
        for e in EVIDENCE_LEGEND
        if e.value and document["map"]["pixels_by_evidence"][_key(Evidence(e.value))]
    ]
    head = "".join(
        f'<th scope="col"><span class="swatch" style="background:{hex_color(e.color)}"></span>{e.value}</th>'
        for e in shown
    )

    def row(name: str, entry: Mapping[str, Any]) -> str:
        counts = entry["pixels_by_evidence"]
        shares = [counts[_key(Evidence(e.value))] / entry["pixels"] for e in shown]
        cells = "".join(f"<td>{percent(share) if share else ''}</td>" for share in shares)
        return f'<tr><th scope="row">{name}</th>{cells}</tr>\n'

    body = "".join(row(swatched(entry), entry) for entry in rows)
    key = legend_list([LegendEntry(e.value, f"{e.value} {e.name}", e.color) for e in shown])
    return (
        "<h2>Evidence by class</h2>\n"
        "<p>Share of each class's pixels by the reason for their reliability.</p>\n"
        f'<div class="scroll"><table><thead><tr><th scope="col">Class</th>{head}</tr></thead>'
        f"<tbody>{body}</tbody><tfoot>{row('Whole map', document['map'])}</tfoot></table></div>\n{key}\n"
    )


def _terms(document: Mapping[str, Any]) -> str:
    terms = {f"{code:d} {RELIABILITY_LEGEND[code].name}": _EXPLANATIONS[code] for code in CODES}
    terms["Confidence score"] = (
        "Pixels with high reliability divided by all pixels with high, medium or low reliability, over the "
        "checked classes. Pixels that were not assessed count neither for nor against."
    )
    if document["map"]["mean_confidence"] is not None:
        terms["Mean confidence"] = (
            "Mean of the confidence layer: the estimated probability that a pixel's class is right."
        )
    return terms_section(terms)


def _amount(entry: Mapping[str, Any], amounts: Amounts) -> str:
    return amounts.shown(amounts.total(entry))


def _code_parts(entry: Mapping[str, Any]) -> list[tuple[LegendEntry, float]]:
    pixels = entry["pixels"] or 1
    return [(RELIABILITY_LEGEND[code], entry["pixels_by_code"][_key(code)] / pixels) for code in CODES]


def _code_legend() -> str:
    named = [RELIABILITY_LEGEND[code] for code in CODES]
    return legend_list([LegendEntry(e.value, f"{e.value} {e.name}", e.color) for e in named])


def _key(code: Reliability | Evidence) -> str:
    return code.name.lower()
