"""Areas by class, reliability and zone: a section of the report, and a table of its own."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..codes import RELIABILITY_LEGEND, Reliability
from ..pages.markup import text
from ..pages.page import Amounts, swatched
from ..textfiles import harmless
from .reporting import rounded

MAX_ZONES = 60
"""Zones shown on the page, the largest first; the table and JSON hold them all."""

CODES = (Reliability.HIGH, Reliability.MEDIUM, Reliability.LOW, Reliability.NOT_ASSESSED)
"""As people read them."""

WHOLE = "(whole map)"
"""What the table calls the rows that are of no zone."""

_COLUMNS = ("zone", "class_id", "class", "reliability", "meaning", "pixels", "hectares", "share")


def areas_section(document: Mapping[str, Any]) -> str:
    """The areas of the whole map, and folded away those of each zone."""
    rows = [entry for entry in document["classes"] if entry["pixels"]]
    if not rows:
        return ""
    amounts = Amounts(document)
    html = f"<h2>{'Area' if amounts.in_hectares else 'Pixels'} by class and reliability</h2>\n" + _table(
        rows, document["map"], "Whole map", amounts, amounts.unit_long
    )
    zones = sorted(document["zones"], key=lambda zone: -zone["pixels"])
    left = len(zones) - MAX_ZONES
    if left > 0:
        html += f"<p>The {MAX_ZONES} largest zones of {len(zones)} are shown; JSON and CSV hold all.</p>\n"
    return html + "".join(
        f"<details><summary>{text(zone['name'])}: {amounts.shown(amounts.total(zone))}</summary>\n"
        f"{_table(zone['classes'], zone, 'Whole zone', amounts)}</details>\n"
        for zone in zones[:MAX_ZONES]
        if zone["pixels"]
    )


def _table(
    rows: Sequence[Mapping[str, Any]],
    total: Mapping[str, Any],
    name: str,
    amounts: Amounts,
    caption: str = "",
) -> str:
    heads = ["Class", *(RELIABILITY_LEGEND[code].name for code in CODES), "All"]
    head = "".join(f'<th scope="col">{head.capitalize()}</th>' for head in heads)

    def row(name: str, entry: Mapping[str, Any]) -> str:
        values = [amounts.of(entry, code.name.lower()) for code in CODES] + [amounts.total(entry)]
        cells = "".join(f"<td>{amounts.number(value)}</td>" for value in values)
        return f'<tr><th scope="row">{name}</th>{cells}</tr>\n'

    body = "".join(row(swatched(entry), entry) for entry in rows)
    told = f"<caption>{caption}</caption>" if caption else ""
    return (
        f'<div class="scroll"><table>{told}<thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody><tfoot>{row(name, total)}</tfoot></table></div>\n"
    )


def areas_table(report: Mapping[str, Any]) -> str:
    """The areas as CSV: a row for each class with pixels of a reliability code, in the map and in each zone.

    `share` is that of the area of all classes in the zone (of their pixels where areas cannot be told).
    """
    file = io.StringIO()
    writer = csv.DictWriter(file, _COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(_rows(WHOLE, report["map"], report["classes"]))
    for zone in report["zones"]:
        writer.writerows(_rows(harmless(zone["name"]), zone, zone["classes"]))
    return file.getvalue()


def _rows(
    zone: str, total: Mapping[str, Any], classes: Sequence[Mapping[str, Any]]
) -> Iterator[dict[str, Any]]:
    for entry in classes:
        for code in CODES:
            key = code.name.lower()
            if not (pixels := entry["pixels_by_code"][key]):
                continue
            area = entry["area_ha_by_code"] and entry["area_ha_by_code"][key]
            share = pixels / total["pixels"] if area is None else area / total["area_ha"]
            yield {
                "zone": zone, "class_id": entry["id"], "class": harmless(entry["name"]),
                "reliability": int(code), "meaning": RELIABILITY_LEGEND[code].name,
                "pixels": pixels, "hectares": area, "share": rounded(share),
            }  # fmt: skip
