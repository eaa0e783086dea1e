"""What a comparison of two class maps says, as JSON values and as a table."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from .. import VERSION
from ..legends import hex_color
from ..rasters import Raster
from ..scheme import ClassScheme
from ..textfiles import harmless
from .reporting import rounded, source_of
from .transitions import BASE, Land, name_of, scheme_of_change

_NO_AREAS = "Areas are not given, because the map's CRS does not tell how large its pixels are."
_WHOLE = ("unchanged", "changed", "not_sure", "changed_unmasked")
_OF_CLASS = ("before", "after", "unchanged", "loss", "gain", "net", "not_sure_before", "not_sure_after")
_COLUMNS = ("level", "figure", "code", "before_id", "before", "after_id", "after", "pixels", "area_ha")


def document(
    title: str,
    scheme: ClassScheme,
    sure: Land,
    unmasked: Land,
    sources: Mapping[str, Raster],
    notes: Sequence[str],
) -> dict[str, Any]:
    """The whole comparison as JSON values; the page and the table are drawn from it.

    Args:
        title: Its heading.
        scheme: Of both maps.
        sure: The land by code, without what is not sure.
        unmasked: The land by code as if everything were sure.
        sources: The rasters by role.
        notes: What readers should know.
    """
    whole, kept, unchanged = unmasked.of(), sure.of(), sure.unchanged()
    changed, changed_unmasked = kept - unchanged, whole - unmasked.unchanged()
    return {
        "product": "SureCover",
        "version": VERSION,
        "title": title,
        "map": {
            **_amount(whole),
            "unchanged": _amount(unchanged),
            "changed": _amount(changed),
            "not_sure": _amount(whole - kept),
            "changed_unmasked": _amount(changed_unmasked),
            "share_changed": _share(changed, kept),
            "share_not_sure": _share(whole - kept, whole),
            "share_changed_unmasked": _share(changed_unmasked, whole),
        },
        "classes": [_of_class(scheme, position, sure, unmasked) for position in unmasked.positions],
        "transitions": sorted(_transitions(scheme, sure, unmasked), key=lambda entry: -entry["pixels"]),
        "pixels_without_class": unmasked.without_class(),
        "notes": [*notes, *([_NO_AREAS] if math.isnan(whole[1]) else [])],
        "sources": [source_of(role, raster, scheme) for role, raster in sources.items()],
    }


def _of_class(scheme: ClassScheme, position: int, sure: Land, unmasked: Land) -> dict[str, Any]:
    """The figures of one class; loss, gain and net only of what is sure on both maps."""
    land_class = scheme.classes[position - 1]
    before, after = unmasked.of(before=position), unmasked.of(after=position)
    kept_before, kept_after = sure.of(before=position), sure.of(after=position)
    unchanged = sure.of(position, position)
    return {
        "id": land_class.id,
        "name": land_class.name,
        "color": hex_color(land_class.color),
        "before": _amount(before),
        "after": _amount(after),
        "unchanged": _amount(unchanged),
        "loss": _amount(kept_before - unchanged),
        "gain": _amount(kept_after - unchanged),
        "net": _amount(kept_after - kept_before),
        "not_sure_before": _amount(before - kept_before),
        "not_sure_after": _amount(after - kept_after),
        "share_kept": _share(unchanged, kept_before),
    }


def _transitions(scheme: ClassScheme, sure: Land, unmasked: Land) -> Iterator[dict[str, Any]]:
    """What became what, also what stayed; every pair that one of the maps tells."""
    colors = {c.id: c.color for c in scheme_of_change(scheme, unmasked.positions).classes}
    for code in unmasked.codes:
        i, j = divmod(code, BASE)
        before, after = scheme.classes[i - 1], scheme.classes[j - 1]
        yield {
            "code": code,
            "name": name_of(before, after),
            "color": hex_color(colors[code]),
            "before": {"id": before.id, "name": before.name},
            "after": {"id": after.id, "name": after.name},
            "change": i != j,
            **_amount(sure.of(i, j)),
            "unmasked": _amount(unmasked.of(i, j)),
        }


def _amount(land: np.ndarray) -> dict[str, Any]:
    pixels, hectares = land.tolist()
    return {"pixels": round(pixels), "area_ha": None if math.isnan(hectares) else rounded(hectares, 4)}


def _share(part: np.ndarray, whole: np.ndarray) -> float | None:
    """Of the area, of the pixels where areas are not known; None for 0/0."""
    known = 0 if math.isnan(whole[1]) else 1
    return rounded(float(part[known] / whole[known])) if whole[0] else None


def table(report: Mapping[str, Any]) -> str:
    """The figures as CSV, one amount a row: of all land, of each class, of each transition."""
    file = io.StringIO()
    writer = csv.DictWriter(file, _COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerow(_row("map", "compared", report["map"]))
    writer.writerows(_row("map", figure, report["map"][figure]) for figure in _WHOLE)
    for entry in report["classes"]:
        for figure in _OF_CLASS:
            sides = {"before": entry, "after": entry}
            writer.writerow(_row("class", figure, entry[figure], sides))
    for entry in report["transitions"]:
        writer.writerow(_row("transition", "sure", entry, entry))
        writer.writerow(_row("transition", "unmasked", entry["unmasked"], entry))
    return file.getvalue()


def _row(
    level: str, figure: str, amount: Mapping[str, Any], of: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    named = {
        key: value
        for side in ("before", "after")
        if of
        for key, value in ((f"{side}_id", of[side]["id"]), (side, harmless(of[side]["name"])))
    }
    return {
        "level": level, "figure": figure, "code": of and of.get("code"), **named,
        "pixels": amount["pixels"], "area_ha": amount["area_ha"],
    }  # fmt: skip
