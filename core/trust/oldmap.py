"""What a check of labels says of an old map: its JSON, a section of a page, rows of a table, a picture."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from ..errors import SureCoverError
from ..legends import LegendEntry
from ..pages.markup import percent, table, text
from ..pages.page import Amounts, swatched
from ..pages.pictures import categories_rgb
from ..scheme import ClassScheme
from ..textfiles import harmless, plain_name, read_json

PICTURE = "Where the old map looks wrong"
"""Title of the picture of flagged pixels."""

MAX_LIKELY = 3
"""Classes named as what a label rather is; JSON and CSV hold them all."""

MAX_ZONES = 60
"""Zones shown on a page, those with the largest share first; JSON and CSV hold them all."""

_CALM = (226, 229, 232)
_COLOR = re.compile(r"#[0-9a-f]{6}")
_UNREADABLE = (ValueError, TypeError, KeyError, AttributeError, OverflowError)


def read_label_check(path: str, label: str) -> dict[str, Any]:
    """What of a check of labels a report shows, every value checked.

    Args:
        path: The JSON file that `checklabels` wrote.
        label: How messages name it.

    Returns:
        `map`, `classes`, `not_compared` and `zones` as `learning.labelcheck` explains them.

    Raises:
        SureCoverError: It is no such file.
    """
    try:
        document = read_json(Path(path))
        areas = document["map"]["area_ha"] is not None
        return {
            "map": _read(document["map"], _FIGURES, areas),
            "classes": [
                {
                    **_read(entry, {**_CLASS, **_FIGURES}, areas),
                    "likely": [_read(likely, _LIKELY, areas) for likely in entry["likely"]],
                }
                for entry in document["classes"]
            ],
            "not_compared": [_read(entry, _LEFT_OUT, areas) for entry in document["not_compared"]],
            "zones": [_read(entry, _ZONE, areas) for entry in document["zones"]],
        }
    except (OSError, *_UNREADABLE) as error:
        raise SureCoverError(
            f"{label} is no check of labels: {path} ({type(error).__name__}: {error}); choose the JSON file "
            "that Check labels wrote."
        ) from error


def old_map_section(check: Mapping[str, Any], where: str = "") -> str:
    """The section of a page: how much of the old map looks wrong, which classes, in which zones.

    Args:
        check: As `read_label_check` returns it.
        where: The title of the picture that shows the flagged pixels; "" without one.
    """
    html = f"<h2>The old map</h2>\n<p>{_told(check, where)}</p>\n"
    return html + _class_table(check) + _not_compared(check) + _zones(check)


def _class_table(check: Mapping[str, Any]) -> str:
    """Which classes look wrong and what they likely are; the largest share first."""
    amounts = Amounts(check)
    entries = sorted(check["classes"], key=lambda entry: (-entry["wrong"], entry["id"]))
    heads = ["Class on the old map", "Rather", "Wrong", "Flagged", amounts.heading]
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)

    def row(entry: Mapping[str, Any]) -> str:
        figures = (
            percent(entry["wrong"]),
            percent(entry["share_flagged"]),
            amounts.number(amounts.total(entry)),
        )
        cells = "".join(f'<td data-label="{name}">{value}</td>' for name, value in zip(heads[2:], figures))
        likely = "".join(
            f"<li>{swatched(likely)} {percent(likely['share'])}</li>"
            for likely in entry["likely"][:MAX_LIKELY]
        )
        named = f'<ul class="legend">{likely}</ul>' if likely else ""
        return f'<tr><th scope="row">{swatched(entry)}</th><td class="bars">{named}</td>{cells}</tr>\n'

    body = "".join(map(row, entries))
    return f'<table class="scores"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>\n'


def flagged_picture(
    likely: np.ndarray, known: np.ndarray, scheme: ClassScheme
) -> tuple[np.ndarray, list[LegendEntry]]:
    """The picture of flagged pixels in the colour of what they rather are, and its legend.

    Args:
        likely: Positions in the scheme from 1 on, 0 where nothing is flagged; (rows, cols).
        known: Where a map shows a class, bool (rows, cols).
        scheme: Of the classes.

    Returns:
        uint8 (rows, cols, 3), and the entries of what occurs.
    """
    calm = len(scheme.classes) + 1
    values = np.where(likely > 0, likely, np.where(known, calm, 0))
    entries = [
        LegendEntry(position, f"rather {land_class.name}", land_class.color)
        for position, land_class in enumerate(scheme.classes, start=1)
    ]
    entries.append(LegendEntry(calm, "not flagged", _CALM))
    present = set(np.unique(values).tolist())
    return categories_rgb(values, entries), [entry for entry in entries if entry.value in present]


def rows(check: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The figures as rows of a table: the old map, its classes, what these rather are, the zones.

    `wrong` is the estimated share of the row's pixels; of a likely class, the share of the label's pixels.
    """
    found = [_row("old map", check["map"])]
    for entry in check["classes"]:
        found.append(_row("class of the old map", entry, of=entry))
        found += [
            _row("likely class", {**e, "wrong": e["share"]}, of=entry, likely=e) for e in entry["likely"]
        ]
    found += [_row("class not compared", entry, of=entry) for entry in check["not_compared"]]
    found += [
        {**_row("zone of the old map", zone), "zone_id": zone["id"], "zone": harmless(zone["name"])}
        for zone in check["zones"]
    ]
    return found


def _row(
    level: str,
    figures: Mapping[str, Any],
    of: Mapping[str, Any] | None = None,
    likely: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    return {
        "level": level,
        "zone_id": None,
        "zone": None,
        "class_id": of and of["id"],
        "class": of and harmless(of["name"]),
        "likely_id": likely and likely["id"],
        "likely": likely and harmless(likely["name"]),
        **{key: figures.get(key) for key in ("pixels", "area_ha", "wrong", "flagged", "share_flagged")},
    }


def _told(check: Mapping[str, Any], where: str) -> str:
    whole = check["map"]
    amounts = Amounts(check)
    if not whole["pixels"]:
        return "No label of the old map could be compared."
    wrong = amounts.total(whole) * whole["wrong"]
    shown = f" They are shown above under “{text(where)}”." if where else ""
    return (
        f"Models that had not learned from the labels they judge were asked what each labelled pixel is. By "
        f"their answers, about {percent(whole['wrong'])} of the {amounts.shown(amounts.total(whole))} that "
        f"could be compared have a wrong class on the old map, that is {amounts.shown(wrong)}; "
        f"{percent(whole['share_flagged'])} contradict it so clearly that they are flagged one by one.{shown}"
    )


def _not_compared(check: Mapping[str, Any]) -> str:
    amounts = Amounts(check)
    named = "; ".join(
        f"{text(entry['name'])} ({amounts.shown(amounts.total(entry))}) {text(entry['why'])}"
        for entry in check["not_compared"]
    )
    return f"<p>Not compared: {named}.</p>\n" if named else ""


def _zones(check: Mapping[str, Any]) -> str:
    zones = [zone for zone in check["zones"] if zone["pixels"]]
    if not zones:
        return ""
    amounts = Amounts(check)
    zones.sort(key=lambda zone: (-(zone["share_flagged"] or 0), zone["id"]))
    shown = [
        [text(zone["name"]), amounts.number(amounts.total(zone)), percent(zone["share_flagged"])]
        for zone in zones[:MAX_ZONES]
    ]
    left = len(zones) - MAX_ZONES
    more = f" The {MAX_ZONES} highest of {len(zones)} are shown; JSON and CSV hold all." if left > 0 else ""
    heading = f"<h3>Where the old map looks wrong, by zone</h3>\n<p>Largest share first.{more}</p>\n"
    return heading + table(["Zone", amounts.heading, "Flagged"], shown)


# --- reading ---------------------------------------------------------------------------------------


def _count(value: Any) -> int:  # noqa: ANN401 - any JSON value
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**53:
        raise ValueError(f"{str(value)[:40]} is no count")
    return value


def _area(value: Any) -> float:  # noqa: ANN401
    number = float(value)
    if not (math.isfinite(number) and number >= 0):
        raise ValueError(f"{number} is no area")
    return number


def _share(value: Any) -> float:  # noqa: ANN401
    number = float(value)
    if not 0 <= number <= 1:
        raise ValueError(f"{number} is no share")
    return number


def _share_if_any(value: Any) -> float | None:  # noqa: ANN401
    return None if value is None else _share(value)


def _name(value: Any) -> str:  # noqa: ANN401
    return plain_name(str(value))


def _color(value: Any) -> str:  # noqa: ANN401
    if not _COLOR.fullmatch(value):
        raise ValueError(f"{value[:40]} is no colour")
    return str(value)


_Readers = Mapping[str, Callable[[Any], Any]]

_CLASS: _Readers = {"id": _count, "name": _name, "color": _color}
_FIGURES: _Readers = {
    "pixels": _count, "area_ha": _area, "wrong": _share, "flagged": _count, "share_flagged": _share,
}  # fmt: skip
_LIKELY: _Readers = {**_CLASS, "share": _share, "flagged": _count}
_LEFT_OUT: _Readers = {**_CLASS, "pixels": _count, "area_ha": _area, "why": _name}
_ZONE: _Readers = {
    "id": _count, "name": _name, "pixels": _count, "area_ha": _area, "flagged": _count,
    "share_flagged": _share_if_any,
}  # fmt: skip


def _read(entry: Any, readers: _Readers, areas: bool) -> dict[str, Any]:  # noqa: ANN401
    """The values of an entry; without an area where areas are not known."""
    return {key: reader(entry[key]) if areas or key != "area_ha" else None for key, reader in readers.items()}
