"""What a report of reliability says, as JSON values and as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from .. import VERSION
from ..areas import HECTARE
from ..codes import Evidence, Reliability
from ..legends import hex_color
from ..rasters import Raster
from ..rasterscheme import CLASS_IDS_TAG
from ..scheme import SCHEME_TAG, ClassScheme
from ..textfiles import harmless, parse_json
from .accuracysection import rows as accuracy_rows
from .certainty import ConfidenceTally
from .certaintysection import rows as confidence_rows
from .oldmap import rows as old_map_rows
from .scores import CHECKED_TAG, Summary, Tally

LOOK_FIRST = 3
"""How many classes and zones the report names as those to look at first."""

_CREDITS = ("ATTRIBUTION", "COPYRIGHT", "TIFFTAG_COPYRIGHT", "LICENCE", "LICENSE")
"""Dataset tags that say whom to name."""


def document(
    title: str,
    scheme: ClassScheme,
    tally: Tally,
    zones: Iterable[str],
    sources: Mapping[str, Raster | None],
    confidence: ConfidenceTally | None = None,
) -> dict[str, Any]:
    """The whole report as JSON values; the page and the table are drawn from it.

    Args:
        title: Its heading.
        scheme: Of the class map.
        tally: The counts.
        zones: Names of the zones, in the order of their numbers.
        sources: The rasters by role; None where one was not given.
        confidence: Its counts; None where no confidence layer was given.
    """
    has_evidence = sources.get("Evidence") is not None
    classes = [
        {**_of_class(scheme, class_id, tally), **figures(tally.summary(class_id), has_evidence)}
        for class_id in tally.class_ids
    ]
    parts = [
        _of_zone(number, name, scheme, tally, has_evidence) for number, name in enumerate(zones, start=1)
    ]
    return {
        "product": "SureCover",
        "version": VERSION,
        "title": title,
        "map": figures(tally.summary(), has_evidence),
        "classes": classes,
        "zones": parts,
        "look_first": {"classes": _lowest(classes), "zones": _lowest(parts)},
        "confidence": confidence and confidence.figures(classes, parts, has_evidence),
        "pixels_without_class": tally.without_class,
        "pixels_rejected_without_class": tally.rejected_without_class,
        "notes": _notes(tally, has_evidence),
        "sources": [source_of(role, raster, scheme) for role, raster in sources.items() if raster],
    }


def figures(summary: Summary, evidence: bool = True) -> dict[str, Any]:
    """The figures of a summary as JSON values; null where they cannot be told.

    Args:
        summary: Of a set of pixels.
        evidence: Whether an evidence map was given.
    """
    areas = None if summary.area_by_code is None else [rounded(a / HECTARE, 4) for a in summary.area_by_code]
    n1, n2, n3 = summary.scored
    return {
        "pixels": summary.pixels,
        "area_ha": None if summary.area is None else rounded(summary.area / HECTARE, 4),
        "score": rounded(summary.score),
        "n1": n1,
        "n2": n2,
        "n3": n3,
        "share_not_assessed": rounded(summary.share_not_assessed),
        "mean_confidence": rounded(summary.mean_confidence),
        "pixels_by_code": {code.name.lower(): summary.by_code[code] for code in Reliability},
        "area_ha_by_code": areas and {code.name.lower(): areas[code] for code in Reliability},
        "pixels_by_evidence": (
            {reason.name.lower(): summary.by_evidence[reason] for reason in Evidence} if evidence else None
        ),
    }


def table(report: Mapping[str, Any]) -> str:
    """The figures as CSV: the map, each class, each zone, each class in each zone, then the rest."""
    file = io.StringIO()
    rows: list[dict[str, Any]] = [_flat("map", report["map"])]
    rows += [_flat("class", entry, class_entry=entry) for entry in report["classes"]]
    for zone in report["zones"]:
        rows.append(_flat("zone", zone, zone))
        rows += [_flat("class in zone", entry, zone, entry) for entry in zone["classes"]]
    for key, further in (
        ("confidence", confidence_rows),
        ("assessment", accuracy_rows),
        ("label_check", old_map_rows),
    ):
        if report.get(key):
            rows += further(report[key])
    columns = dict.fromkeys(column for row in rows for column in row)
    writer = csv.DictWriter(file, list(columns), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def _flat(
    level: str,
    entry: Mapping[str, Any],
    zone: Mapping[str, Any] | None = None,
    class_entry: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    plain = ("pixels", "area_ha", "score", "n1", "n2", "n3", "share_not_assessed", "mean_confidence")
    row = {
        "level": level,
        "zone_id": zone and zone["id"],
        "zone": zone and harmless(zone["name"]),
        "class_id": class_entry and class_entry["id"],
        "class": class_entry and harmless(class_entry["name"]),
        "checked": class_entry and int(class_entry["checked"]),
        **{key: entry[key] for key in plain},
    }
    for group, kinds in (("pixels_by_code", Reliability), ("area_ha_by_code", Reliability),
                         ("pixels_by_evidence", Evidence)):  # fmt: skip
        values = entry[group] or {}
        start = group.replace("_by_code", "").replace("pixels_by_", "")
        row.update({f"{start}_{kind.name.lower()}": values.get(kind.name.lower()) for kind in kinds})
    return row


def _of_class(scheme: ClassScheme, class_id: int, tally: Tally) -> dict[str, Any]:
    land_class = scheme.by_id(class_id)
    return {
        "id": class_id,
        "name": land_class.name,
        "color": hex_color(land_class.color),
        "checked": class_id not in tally.unchecked,
    }


def _of_zone(zone: int, name: str, scheme: ClassScheme, tally: Tally, evidence: bool) -> dict[str, Any]:
    inside = [
        {**_of_class(scheme, class_id, tally), **figures(summary, evidence)}
        for class_id in tally.class_ids
        if (summary := tally.summary(class_id, zone)).pixels
    ]
    return {
        "id": zone, "name": name, **figures(tally.summary(zone=zone), evidence), "classes": inside,
    }  # fmt: skip


def _lowest(entries: Sequence[Mapping[str, Any]]) -> list[int]:
    """Ids of the entries with the lowest scores below 1; of equal scores the larger one first."""
    scored = [entry for entry in entries if entry["score"] is not None and entry["score"] < 1]
    scored.sort(key=lambda entry: (entry["score"], -entry["pixels"]))
    return [entry["id"] for entry in scored[:LOOK_FIRST]]


def _notes(tally: Tally, evidence: bool) -> list[str]:
    notes = []
    if tally.summary().area is None:
        notes.append("Areas are not given, because the map's CRS does not tell how large its pixels are.")
    if not evidence and not tally.unchecked:
        notes.append("No evidence map was given, so every class counts as checked.")
    if tally.rejected_without_class:
        notes.append(
            f"{tally.rejected_without_class} pixels were rejected and have no class; they count nowhere."
        )
    return notes


def source_of(role: str, raster: Raster, scheme: ClassScheme) -> dict[str, Any]:
    """Where a raster comes from, as its SURECOVER_ tags tell; ids of classes become names of a scheme."""
    hidden = {SCHEME_TAG, CLASS_IDS_TAG, "SURECOVER_VERSION", "SURECOVER_STAGE"}
    tags = {key: value for key, value in sorted(raster.tags.items()) if key.startswith("SURECOVER_")}
    told = {key: _parsed(value) for key, value in tags.items() if key not in hidden}
    credited = {key: tags_of for key in _CREDITS if (tags_of := raster.tags.get(key))}
    return {
        "role": role,
        "file": Path(raster.path).name,
        "product_version": tags.get("SURECOVER_VERSION", ""),
        "stage": tags.get("SURECOVER_STAGE", ""),
        "facts": {
            **{
                key.removeprefix("SURECOVER_").lower(): _named(value, scheme) if key == CHECKED_TAG else value
                for key, value in told.items()
            },
            **({"attribution": ", ".join(dict.fromkeys(credited.values()))} if credited else {}),
        },
    }


def _named(ids: Any, scheme: ClassScheme) -> Any:  # noqa: ANN401 - whatever the tag holds
    names = {land_class.id: land_class.name for land_class in scheme.classes}
    return (
        [names.get(id_, id_) if isinstance(id_, int) else id_ for id_ in ids]
        if isinstance(ids, list)
        else ids
    )


def _parsed(text: str) -> Any:  # noqa: ANN401 - any JSON value
    try:
        return parse_json(text)
    except ValueError:
        return text


def rounded(value: float | None, digits: int = 6) -> float | None:
    """A number with so many decimals, never -0; None stays None."""
    return None if value is None else round(value, digits) + 0.0
