"""What a check of labels found, as a page and as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from ..pages.markup import figures_list, notes_list, percent, terms_section, text
from ..pages.page import Amounts, Picture, maps_section, sources_section, whole_page
from ..trust.oldmap import old_map_section, rows
from .tables import matrix_table

_TERMS = {
    "Wrong": "Share of a class's pixels that are truly another class, estimated by confident learning "
    "(Northcutt, Jiang and Chuang 2021): the pixels of which the models are confident stand for all.",
    "Confident": "The probability of a class reaches the mean that it has over the pixels with its label.",
    "Flagged": "The pixel is confidently of a class that its label does not allow.",
    "Rather": "What pixels of the class truly are instead, with the estimated shares of the class's pixels.",
    "Coarse labels": "A label such as “building” allows every class below it.",
    "Not compared": "The probabilities tell nothing of the class, so nothing is said of its labels.",
}


def label_check_page(
    document: Mapping[str, Any],
    pictures: Sequence[Picture],
    date: str,
    labels: Mapping[str, Mapping[str, str]] | None = None,
) -> str:
    """A check of labels as HTML.

    Args:
        document: What `LabelCheck.document` returns.
        pictures: The maps to show; the last one shows the flagged pixels.
        date: Of the check, as written on it.
        labels: What people call the settings, by stage and key.
    """
    file = text(document["sources"][0]["file"])
    subtitle = f"Which labels of {file} are likely wrong, and where · {text(date)}"
    sections = (
        _headline(document), maps_section(pictures), old_map_section(document, pictures[-1].title),
        _joint(document), terms_section(_TERMS), sources_section(document["sources"], labels),
    )  # fmt: skip
    return whole_page(document, subtitle, "".join(sections), date)


def label_check_table(document: Mapping[str, Any]) -> str:
    """A check of labels as CSV: the map, each class, what its pixels rather are, each zone."""
    file = io.StringIO()
    found = rows(document)
    writer = csv.DictWriter(file, list(found[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(found)
    return file.getvalue()


def _headline(document: Mapping[str, Any]) -> str:
    whole, amounts = document["map"], Amounts(document)
    figures = {
        "estimated wrong": percent(whole["wrong"]),
        "flagged": percent(whole["share_flagged"]),
        "compared": amounts.shown(amounts.total(whole)),
    }
    return figures_list(figures) + notes_list(document["notes"])


def _joint(document: Mapping[str, Any]) -> str:
    joint = document["joint"]
    colors = {e["name"]: e["color"] for e in (*document["outputs"], *document["classes"])}
    html = matrix_table(
        {
            "rows": joint["rows"], "columns": joint["columns"], "matrix": joint["counts"],
            "right": joint["right"], "colors": colors,
        }
    )  # fmt: skip
    return f"<h2>Pixels of which the models are confident</h2>\n{html}" if html else ""
