"""Estimates as people read them on pages: with their limits, maps side by side, areas."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Optional

from ..pages.markup import GAP, decimals, percent, table, text
from ..pages.page import swatched

WHOLE = {"oa": "Overall accuracy", "miou": "Mean IoU", "macro_f1": "Macro F1", "kappa": "Kappa"}
"""Figures of a map by key."""

GAPS = {"without_class": "Share without a class", "oa_with_class": "Overall accuracy where there is a class"}
"""The same, of maps that show no class somewhere, such as those of one date with its clouds."""

OF_CLASS = {"precision": "User's accuracy", "recall": "Producer's accuracy", "f1": "F1", "iou": "IoU"}
"""Figures of a class by key."""

Told = Optional[Mapping[str, Any]]
"""An estimate as JSON holds it: `value`, and `low` and `high` where they can be told; None without any."""


def number(estimate: Told) -> str:
    """The value of an estimate 0..1."""
    return decimals(None if estimate is None else estimate["value"])


def with_limits(estimate: Told) -> str:
    """The same above its interval."""
    if estimate is None or estimate["low"] is None:
        return number(estimate)
    return f"{number(estimate)}<br><small>{limits(estimate, decimals)}</small>"


def limits(estimate: Told, shown: Callable[[float], str] = percent) -> str:
    """The interval of an estimate, a dash without one."""
    if estimate is None or estimate["low"] is None:
        return "–"
    return f"{shown(estimate['low'])} – {shown(estimate['high'])}"


def maps_table(maps: Sequence[Mapping[str, Any]]) -> str:
    """Maps side by side, as `accuracy.document` lists them; the last one is the map itself."""
    gaps = any(stage["without_class"] and stage["without_class"]["value"] for stage in maps)
    whole = {**WHOLE, **(GAPS if gaps else {})}
    rows = [[label, *(with_limits(stage[key]) for stage in maps)] for key, label in whole.items()]
    of_maps = [{entry["id"]: entry for entry in stage["classes"]} for stage in maps]
    known = {class_id: entry for entries in of_maps for class_id, entry in entries.items()}
    for class_id, entry in known.items():
        for key in ("iou", "f1"):
            cells = [number(entries.get(class_id, {}).get(key)) for entries in of_maps]
            rows.append([f"{swatched(entry)} {OF_CLASS[key]}", *cells])
    names = [*(text(stage["name"]) for stage in maps[:-1]), "This map"]
    note = "<p>Where a map has no class, as under the clouds of its date, it counts as wrong.</p>\n"
    return (note if gaps else "") + table(["", *names], rows)


def areas_table(entries: Sequence[Mapping[str, Any]], source: str) -> str:
    """Areas on the map and what a source tells of them, such as "In the reference"."""
    unit = entries[0]["unit"]
    heads = ["Class", f"On the map ({unit})", f"{source} ({unit})"]
    rows = [
        [swatched(entry), _amount(entry["mapped"]), _amount(entry["reference"]["value"])] for entry in entries
    ]
    if any(entry["reference"]["low"] is not None for entry in entries):
        heads.append("95 % interval")
        rows = [[*row, limits(entry["reference"], _amount)] for row, entry in zip(rows, entries)]
    return table(heads, rows)


def _amount(value: float) -> str:
    return f"{value:,.{2 if value < 100 else 1 if value < 10_000 else 0}f}".replace(",", GAP)
