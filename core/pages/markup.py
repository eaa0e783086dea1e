"""Pieces of HTML: escaped text, numbers for people, stacked bars, legends, facts.

All text goes through `text`, because names come from files.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape, unescape
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any

from ..legends import Color, LegendEntry, hex_color

GAP = "\N{NARROW NO-BREAK SPACE}"
"""Between a number and its unit, and between thousands."""

_DARK_INK, _LIGHT_INK = "#212529", "#ffffff"
_HEADS = {"path": "File", "id": "Name", "sha256": "Files (SHA-256)", "ece": "ECE"}
"""Heads of columns that are named otherwise than their keys."""

_PLAIN_KEYS = ("path", "date", "name", "id", "title", "file")
"""Keys that say nothing more than their values."""

_PATH = re.compile(r"(?:^|(?<=\s))(/(?=\S)|[A-Za-z]:[\\/]|\\\\).*", re.DOTALL)
"""An absolute path, alone or behind a word such as "file"; it ends where the text does."""

_CHECKSUM = re.compile(r"[0-9a-f]{64}")
_CHECKSUM_SHOWN = 12
"""Digits of a checksum on a page; JSON holds it whole."""


FIGURE_TERMS = {
    "User's accuracy (precision)": "Of what the map shows as the class, the share that is the class.",
    "Producer's accuracy (recall)": "Of what is the class, the share that the map shows as it.",
    "F1": "Harmonic mean of user's and producer's accuracy.",
    "IoU": "Land that is the class on the map and in the reference, divided by land that is it on either.",
    "Mean IoU, macro F1": "Means over the classes that occur on the map or in the reference.",
    "Kappa": "Agreement beyond what two maps of these class areas would have by chance.",
}
"""What the figures of a confusion matrix mean."""


def thousands(count: int) -> str:
    """A count with its thousands apart."""
    return f"{count:,}".replace(",", GAP)


def percent(share: float | None) -> str:
    """A share with one decimal that never rounds to 0 or 100 what is not."""
    if share is None:
        return "–"
    number = f"{100 * share:.1f}"
    if number == "100.0" and share < 1:
        number = "> 99.9"
    elif number == "0.0" and share > 0:
        number = "< 0.1"
    return text(f"{number}{GAP}%")


def decimals(value: float | None) -> str:
    """A figure 0..1 with three decimals, a dash where it cannot be estimated."""
    return "–" if value is None else f"{value:.3f}"


def text(value: object) -> str:
    """Text from anywhere as text in HTML or in a quoted attribute."""
    return escape(str(value), quote=True)


def bar(parts: Sequence[tuple[LegendEntry, float]]) -> str:
    """A stacked bar; each part that is wide enough carries its code, and its share where that fits."""
    pieces, start = [], 0.0
    for entry, share in parts:
        if share:
            width = 100 * share
            pieces.append(
                f'<rect x="{start:.3f}%" width="{width:.3f}%" height="100%" fill="{hex_color(entry.color)}"/>'
            )
            written = f"{entry.value}: {width:.0f}{GAP}%" if share >= 0.25 else f"{entry.value}"
            if share >= 0.05:
                pieces.append(
                    f'<text x="{start + width / 2:.3f}%" y="50%" dy=".36em" text-anchor="middle" '
                    f'fill="{_ink(entry.color)}">{written}</text>'
                )
            start += width
    spoken = ", ".join(f"{entry.name} {unescape(percent(share))}" for entry, share in parts if share)
    return f'<svg class="bar" role="img" aria-label="{text(spoken)}">{"".join(pieces)}</svg>'


def legend_list(entries: Sequence[LegendEntry]) -> str:
    """Colours with their names."""
    items = "".join(
        f'<li><span class="swatch" style="background:{hex_color(e.color)}"></span>{text(e.name)}</li>'
        for e in entries
    )
    return f'<ul class="legend">{items}</ul>'


def figures_list(figures: Mapping[str, str]) -> str:
    """A few large figures (HTML) with what they are (plain names)."""
    items = "".join(f"<div><dt>{label}</dt><dd>{value}</dd></div>" for label, value in figures.items())
    return f'<dl class="figures">{items}</dl>\n'


def notes_list(notes: Sequence[str]) -> str:
    """What readers should know, one paragraph each."""
    return "".join(f'<p class="note">{text(note)}</p>\n' for note in notes)


def terms_section(terms: Mapping[str, str]) -> str:
    """The last section of a page: what its words mean."""
    items = "".join(f"<dt>{text(term)}</dt><dd>{text(meaning)}</dd>" for term, meaning in terms.items())
    return f'<h2>How to read this page</h2>\n<dl class="terms">{items}</dl>\n'


def table(
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    caption: str = "",
    *,
    bars: bool = False,
    kind: str = "",
) -> str:
    """A table of HTML cells; the first of each row names it.

    Args:
        heads: Of the columns.
        rows: Cells by row.
        caption: Above the table; "" for none.
        bars: Whether the second column holds bars.
        kind: A class of the style sheet, such as "facts" for a table of words.
    """
    head = "".join(f'<th scope="col">{cell}</th>' for cell in heads)
    body = ""
    for first, *cells in rows:
        marked = "".join(
            f'<td class="bars">{cell}</td>' if bars and not i else f"<td>{cell}</td>"
            for i, cell in enumerate(cells)
        )
        body += f'<tr><th scope="row">{first}</th>{marked}</tr>\n'
    told = f"<caption>{caption}</caption>" if caption else ""
    named = f' class="{kind}"' if kind else ""
    whole = f"<table{named}>{told}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return f'<div class="scroll">{whole}</div>\n'


def level_heading(number: int, count: int, told: str) -> str:
    """The heading of a level of classes, counted from the coarsest; nothing where there is but one.

    Args:
        number: Of the level, from 1.
        count: Of all levels.
        told: HTML of what is told of it.
    """
    if count == 1:
        return ""
    what = ", the coarsest" if number == 1 else ", the finest" if number == count else ""
    return f"<h3>Level {number}{what}: {told}</h3>\n"


def facts_list(facts: Mapping[str, Any]) -> str:
    """Facts of any JSON values, one a line; empty ones are left out, paths shortened to file names."""
    items = "".join(
        f"<dt>{text(words(key))}</dt><dd>{described(value)}</dd>"
        for key, value in facts.items()
        if not _is_empty(value)
    )
    return f"<dl>{items}</dl>"


def records_table(records: Sequence[Mapping[str, Any]], caption: str) -> str:
    """Facts of several things of a kind, one a row, without the columns that no row fills."""
    keys = dict.fromkeys(key for record in records for key, value in record.items() if not _is_empty(value))
    heads = [text(_HEADS.get(key, words(key).capitalize())) for key in keys]
    rows = [[described(record.get(key)) for key in keys] for record in records]
    return table(heads, rows, caption=text(caption), kind="facts")


def settings_table(settings: Mapping[str, Any]) -> str:
    """Settings by the names that users see; those that are empty are left out."""
    rows = [[text(name), shown] for name, value in settings.items() if (shown := described(value))]
    return table(["Setting", "Value"], rows, kind="facts")


def described(value: Any) -> str:  # noqa: ANN401 - any JSON value
    """Any JSON value as HTML; paths are shortened to file names, checksums to their first digits."""
    if isinstance(value, Mapping):
        return ", ".join(
            described(entry) if key in _PLAIN_KEYS else f"{text(words(key))} {described(entry)}"
            for key, entry in value.items()
            if not _is_empty(entry)
        )
    if isinstance(value, list):
        if not any(isinstance(entry, (list, Mapping)) for entry in value):
            return ", ".join(map(described, value))
        return "<ul>" + "".join(f"<li>{described(entry)}</li>" for entry in value) + "</ul>"
    if isinstance(value, bool):
        return "yes" if value else "no"
    written = "" if value is None else f"{value:.6g}" if isinstance(value, float) else str(value)
    if _CHECKSUM.fullmatch(written):
        return f"{written[:_CHECKSUM_SHOWN]}…"
    return text(_PATH.sub(_file_name, written))


def _file_name(path: re.Match[str]) -> str:
    return (PureWindowsPath(path[0]) if "\\" in path[0] else PurePosixPath(path[0])).name


def _is_empty(value: Any) -> bool:  # noqa: ANN401
    return value is None or value in ("", [], {})


def words(key: str) -> str:
    """A key as words."""
    return str(key).replace("_", " ")


def _ink(color: Color) -> str:
    """Dark or light text, whichever stands out more on a colour (WCAG relative luminance)."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in color)]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return _DARK_INK if luminance > 0.2 else _LIGHT_INK
