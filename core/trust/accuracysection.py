"""What an assessment says of a map's accuracy: a section of a page, rows of a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..codes import RELIABILITY_LEGEND
from ..legends import hex_color
from ..pages.diagrams import Interval, interval_rows, reliability_diagram
from ..pages.markup import decimals, facts_list, figures_list, percent, table, thousands
from ..pages.page import swatched
from ..textfiles import harmless
from .figures import GAPS, OF_CLASS, WHOLE, Told, areas_table, limits, maps_table, number, with_limits

MAX_CLASSES = 40
"""Classes in the diagram, lowest F1 first; the table holds them all."""


def accuracy_section(found: Mapping[str, Any]) -> str:
    """The section of a page: how accurate the map is, and how that was measured.

    Args:
        found: As `accuracyfile.read_assessment` returns it.
    """
    if not found["compared"]:
        return ""
    parts = (_headline, _codes, _certainty, _classes, _stages, _areas)
    return (
        "<h2>Accuracy, measured with reference data</h2>\n"
        + "".join(part(found) for part in parts)
        + f'<h3>How it was measured</h3>\n<div class="sources">{facts_list(found["design"])}</div>\n'
    )


def _headline(found: Mapping[str, Any]) -> str:
    whole = found["map"]
    figures = {
        "overall accuracy": percent(_value(whole["oa"])),
        "mean IoU": number(whole["miou"]),
        "macro F1": number(whole["macro_f1"]),
        f"{found['unit']} compared": thousands(found["compared"]),
    }
    within = limits(whole["oa"])
    told = f", 95 % interval {within}" if within != "–" else ""
    what = (
        "As the sample tells, {} of the land has the right class on the map{}."
        if found["of_land"]
        else "Of the pixels with a reference, {} have the right class on the map{}."
    )
    return (
        figures_list(figures) + f'<p class="meaning">{what.format(percent(_value(whole["oa"])), told)}</p>\n'
    )


def _codes(found: Mapping[str, Any]) -> str:
    entries = sorted((e for e in found["codes"] if e["oa"]), key=lambda e: (e["code"] == 0, e["code"]))
    if not entries:
        return ""
    names = [
        swatched(
            {"name": f"{e['code']} {e['name']}", "color": hex_color(RELIABILITY_LEGEND[e["code"]].color)}
        )
        for e in entries
    ]
    drawn = interval_rows("", ["right"], [(n, [_interval(e["oa"])]) for n, e in zip(names, entries)])
    rows = [
        [name, percent(_value(e["oa"])), limits(e["oa"]), thousands(e["compared"])]
        for name, e in zip(names, entries)
    ]
    return (
        "<h3>What the reliability codes are worth</h3>\n"
        "<p>How much of the land of each code has the right class, with 95 % intervals.</p>\n"
        + drawn
        + table(["Reliability", "Right", "95 % interval", found["unit"].capitalize()], rows)
    )


def _certainty(found: Mapping[str, Any]) -> str:
    """How true the confidence is, and how well it finds the errors."""
    if not found["confidence"]:
        return ""
    ece = found["confidence"]["ece"]
    told = f"<p>Expected calibration error: {decimals(ece)} (0 = as often right as said).</p>\n"
    worst = "; ".join(
        f"the first {100 * entry['checked']:g} % hold {percent(entry['found'])}" for entry in found["worst"]
    )
    if worst:
        told += (
            "<p>Of the errors that the reference shows, checked by confidence, least certain first, "
            f"{worst}.</p>\n"
        )
    bins = found["confidence"]["bins"]
    return f"<h3>What the confidence is worth</h3>\n{told}" + reliability_diagram("", {"confidence": bins})


def _classes(found: Mapping[str, Any]) -> str:
    entries = sorted(found["classes"], key=lambda entry: (_value(entry["f1"]) or 0.0, entry["id"]))
    if not entries:
        return ""
    shown = entries[:MAX_CLASSES]
    diagram = interval_rows(
        "",
        list(OF_CLASS.values()),
        [(swatched(entry), [_interval(entry[key]) for key in OF_CLASS]) for entry in shown],
    )
    left = len(entries) - len(shown)
    more = f" The diagram shows the lowest {len(shown)} of {len(entries)}." if left else ""
    rows = [[swatched(entry), *(with_limits(entry[key]) for key in OF_CLASS)] for entry in entries]
    return (
        "<h3>Accuracy by class</h3>\n"
        f"<p>Lowest F1 first, with 95 % intervals where they are known.{more}</p>\n"
        + diagram
        + table(["Class", *OF_CLASS.values()], rows)
    )


def _stages(found: Mapping[str, Any]) -> str:
    maps = found["maps"]
    return "<h3>Maps side by side</h3>\n" + maps_table(maps) if len(maps) > 1 else ""


def _areas(found: Mapping[str, Any]) -> str:
    entries = [entry for entry in found["areas"] if entry["reference"]] if found["of_land"] else []
    return "<h3>Areas</h3>\n" + areas_table(entries, "Estimated from the sample") if entries else ""


def rows(found: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The figures as rows of a table, one a figure; empty where one cannot be estimated."""
    listed = []
    for stage in found["maps"]:
        about = {"map": harmless(stage["name"])}
        listed += [_row(stage[key], figure=key, **about) for key in (*WHOLE, *GAPS)]
    for entry in found["classes"]:
        of = {**about, "class_id": entry["id"], "class": harmless(entry["name"])}
        listed += [_row(entry[key], figure=key, **of) for key in OF_CLASS]
    for entry in found["areas"]:
        of = {"map": "reference", "class_id": entry["id"], "class": harmless(entry["name"])}
        listed.append(_row(entry["reference"], figure=f"area_{entry['unit']}", **of))
    for entry in found["codes"]:
        part = {"part": f"reliability {entry['code']}", "compared": entry["compared"]}
        listed.append(_row(entry["oa"], figure="oa", **about, **part))
    return listed


def _row(estimate: Told, **about: Any) -> dict[str, Any]:  # noqa: ANN401
    return {"level": "accuracy", **about, **(estimate or {})}


def _value(estimate: Told) -> float | None:
    return None if estimate is None else estimate["value"]


def _interval(estimate: Told) -> Interval:
    if estimate is None:
        return Interval(None)
    return Interval(estimate["value"], estimate["low"], estimate["high"])
