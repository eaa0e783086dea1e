"""Tables of figures that the pages of trainings share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..pages.markup import decimals, level_heading, table, text, thousands
from ..pages.page import swatched
from ..trust.figures import OF_CLASS

MAX_CLASSES = 45
"""Rows or columns up to which a matrix is shown; JSON holds them all."""

MAX_NAMED = 12
"""Columns up to which a matrix names them; more have numbers, so that they fit on a sheet."""

FIGURE_NAMES = {
    "oa": "Overall accuracy", "aa": "Average accuracy", "miou": "Mean IoU", "macro_f1": "Macro F1",
    "weighted_f1": "Weighted F1", "kappa": "Kappa",
}  # fmt: skip
"""Names of `scores.FIGURES`, for people."""

_RIGHT, _WRONG = "0, 114, 178", "213, 94, 0"
"""Behind the cells of a matrix, the stronger the larger the share; blue and vermilion of Okabe and Ito."""


def levels_tables(levels: Sequence[Mapping[str, Any]]) -> str:
    """All figures at each level, the finest first.

    Args:
        levels: As `scores.scores` tells them.
    """
    html = ""
    for level in reversed(levels):
        told = [f"{name} {decimals(level[key])}" for key, name in FIGURE_NAMES.items()]
        heading = level_heading(level["level"], len(levels), lowered(told[0]))
        summary = f"<p>{' · '.join(told[1:] if heading else told)}</p>\n"
        rows = [
            [
                swatched(entry),
                *(decimals(entry[key]) for key in OF_CLASS),
                thousands(entry["support"]),
                thousands(entry["predicted"]),
            ]
            for entry in level["classes"]
        ]
        html += heading + summary + table(["Class", *OF_CLASS.values(), "Labelled", "Predicted"], rows)
    return html


def matrix_table(held_out: Mapping[str, Any]) -> str:
    """The confusion matrix, rows as shares.

    Args:
        held_out: What `scores.held_out` returns.

    Returns:
        HTML; "" where it has too many rows or columns, or none that is not empty.
    """
    columns, colors = held_out["columns"], held_out["colors"]
    wide = len(columns) > MAX_NAMED
    numbers = {name: f"{number} " if wide else "" for number, name in enumerate(columns, start=1)}
    rows = [
        [numbers.get(name, "") + named(name, colors), *_cells(counts, right, wide)]
        for name, counts, right in zip(held_out["rows"], held_out["matrix"], held_out["right"])
        if any(counts)
    ]
    if not rows or max(len(rows), len(columns)) > MAX_CLASSES:
        return ""
    heads = [numbers[name] if wide else named(name, colors) for name in columns]
    told = (
        "Rows are the given labels, columns the predictions. Each cell: share of the row in %"
        f"{'' if wide else ', below it the pixels'}. Blue does not contradict the label, orange does."
    )
    return f"<p>{told}</p>\n{table(['Label ↓ · Prediction →', *heads], rows)}"


def _cells(counts: Sequence[int], right: Sequence[bool], wide: bool) -> list[str]:
    total = sum(counts)
    return [_cell(count, count / total, fits, wide) for count, fits in zip(counts, right)]


def _cell(count: int, share: float, fits: bool, wide: bool) -> str:
    if not count:
        return "·"
    tint = f"rgba({_RIGHT if fits else _WRONG}, {0.05 + 0.4 * share:.2f})"
    written = f"{100 * share:.0f}" if share >= 0.005 else "&lt;1"
    pixels = "" if wide else f"<small>{thousands(count)}</small>"
    return f'<span class="share" style="background:{tint}">{written}{pixels}</span>'


def named(name: str, colors: Mapping[str, str]) -> str:
    """The name of a class, after its colour where it is among the colours (#rrggbb) by name."""
    return swatched({"name": name, "color": colors[name]} if name in colors else {"name": name})


def lowered(words: str) -> str:
    """A heading inside a sentence, as HTML."""
    return text(words[0].lower() + words[1:])
