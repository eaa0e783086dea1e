"""The page of a comparison of two class maps, drawn from the same document as its JSON and CSV."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..pages.markup import figures_list, notes_list, percent, table, terms_section, text
from ..pages.page import Amounts, Picture, maps_section, sources_section, swatched, whole_page

MAX_CLASSES = 30
"""Classes up to which the matrix is shown; JSON and CSV hold it all."""

MAX_CHANGES = 20
"""Transitions listed, the largest first; JSON and CSV hold them all."""

_OF_CLASS = {
    "before": "Before",
    "after": "After",
    "unchanged": "Unchanged",
    "loss": "Loss",
    "gain": "Gain",
    "net": "Net",
    "not_sure_before": "Not sure",
}
"""Amounts of a class by key."""

_TERMS = {
    "Sure": "The class of both dates passes the reliability and the confidence that were asked for, and a "
    "change is no smaller than the smallest patch that was asked for.",
    "Not sure": "All other land that has a class on both maps, also where one map tells a class and the "
    "other one above it in the hierarchy: nothing is claimed of it.",
    "Unchanged, loss, gain, net": "Only of what is sure: what kept the class, what left it, what came to it, "
    "and gain less loss.",
    "If nothing were masked": "What a comparison that takes both maps at their word would tell.",
}


def page(
    document: Mapping[str, Any],
    pictures: Sequence[Picture],
    date: str,
    labels: Mapping[str, Mapping[str, str]] | None = None,
) -> str:
    """The comparison as HTML.

    Args:
        document: What `changereport.document` returns.
        pictures: The maps to show.
        date: Of the comparison, as written on it.
        labels: What people call the settings, by stage and key.
    """
    before, after = (text(source["file"]) for source in document["sources"][:2])
    subtitle = f"What changed between two land-cover maps, and what is not sure · {before}, {after} · {date}"
    sections = (
        _headline(document), _next(), maps_section(pictures), _matrix(document), _classes(document),
        _changes(document), terms_section(_TERMS), sources_section(document["sources"], labels),
    )  # fmt: skip
    return whole_page(document, subtitle, "".join(sections), date)


def _headline(document: Mapping[str, Any]) -> str:
    whole, amounts = document["map"], Amounts(document)
    figures = {
        "changed, where sure": amounts.shown(amounts.total(whole["changed"])),
        "of the sure land": percent(whole["share_changed"]),
        "not sure": percent(whole["share_not_sure"]),
        "changed if nothing were masked": percent(whole["share_changed_unmasked"]),
    }
    meaning = f'<p class="meaning">{_meaning(whole, amounts)}</p>\n'
    return figures_list(figures) + meaning + notes_list(document["notes"])


def _meaning(whole: Mapping[str, Any], amounts: Amounts) -> str:
    compared, changed, unchanged, not_sure, unmasked = (
        amounts.shown(amounts.total(part))
        for part in (
            whole, whole["changed"], whole["unchanged"], whole["not_sure"], whole["changed_unmasked"]
        )
    )  # fmt: skip
    return (
        f"{compared} have a class on both maps. Of these {changed} changed and {unchanged} stayed what they "
        f"were, as far as both maps are sure; {not_sure} are not sure. A comparison that takes both maps at "
        f"their word would show {unmasked} of change."
    )


def _next() -> str:
    return (
        "<h2>How far to trust these areas</h2>\n"
        "<p>Each map has errors, and a comparison adds those of both: two maps that are each right on 90 % "
        "of the land are both right on about 81 % of it where their errors fall independently, and a change "
        "that is rare can be mostly error. Leaving out what is not sure removes false change, and some real "
        "change with it. So the areas of this page are counts of pixels, which are biased as estimates of "
        "the area that changed (Olofsson et al. 2014).</p>\n"
        "<ol><li><strong>Look.</strong> Open both images beside the change map where the largest changes "
        "are.</li><li><strong>Estimate.</strong> Let “Reference points to label” draw points on the change "
        "map, give each what really happened there, and let “Assessment of accuracy” compare them with the "
        "change map: it estimates the area of every transition with its 95 % interval.</li></ol>\n"
    )


def _matrix(document: Mapping[str, Any]) -> str:
    classes, amounts = document["classes"], Amounts(document)
    if not 0 < len(classes) <= MAX_CLASSES:
        return ""
    pairs = {(t["before"]["id"], t["after"]["id"]): amounts.total(t) for t in document["transitions"]}
    heads = ["Before ↓ · After →", *map(swatched, classes), "Not sure", "All before"]
    rows = [
        [
            swatched(row),
            *(_cell(pairs.get((row["id"], of["id"]), 0), amounts, stayed=of is row) for of in classes),
            _cell(amounts.total(row["not_sure_before"]), amounts),
            _cell(amounts.total(row["before"]), amounts),
        ]
        for row in classes
    ]
    whole = document["map"]
    not_sure = amounts.total(whole["not_sure"])
    for name, key, corner in (
        ("Not sure", "not_sure_after", (0.0, not_sure)),
        ("All after", "after", (not_sure, amounts.total(whole))),
    ):
        values = (*(amounts.total(of[key]) for of in classes), *corner)
        rows.append([name, *(_cell(value, amounts) for value in values)])
    caption = f"{amounts.unit_long}. Rows are the classes before, columns those after; bold is unchanged."
    return "<h2>What became what</h2>\n" + table(heads, rows, caption=caption)


def _cell(value: float, amounts: Amounts, *, stayed: bool = False) -> str:
    shown = amounts.number(value) if value else "·"
    return f"<strong>{shown}</strong>" if stayed else shown


def _classes(document: Mapping[str, Any]) -> str:
    amounts = Amounts(document)
    rows = [
        [
            swatched(entry),
            *(_number(entry[key], amounts, signed=key == "net") for key in _OF_CLASS),
            percent(entry["share_kept"]),
        ]
        for entry in document["classes"]
    ]
    heads = ["Class", *_OF_CLASS.values(), "Share kept"]
    told = "<p>Before and after tell all land of the class; the rest tells what of it is sure.</p>\n"
    return f"<h2>By class</h2>\n{told}" + table(heads, rows, caption=f"{amounts.unit_long}.")


def _number(amount: Mapping[str, Any], amounts: Amounts, *, signed: bool) -> str:
    value = amounts.total(amount)
    return ("+" if signed and value > 0 else "") + amounts.number(value)


def _changes(document: Mapping[str, Any]) -> str:
    amounts = Amounts(document)
    changes = [entry for entry in document["transitions"] if entry["change"]]
    if not changes:
        return ""
    rows = [
        [swatched(t), amounts.number(amounts.total(t)), amounts.number(amounts.total(t["unmasked"]))]
        for t in changes[:MAX_CHANGES]
    ]
    left = len(changes) - MAX_CHANGES
    more = f"<p>The first {MAX_CHANGES} of {len(changes)}; JSON and CSV hold all.</p>\n" if left > 0 else ""
    heads = ["Change", f"{amounts.heading}, sure", "If nothing were masked"]
    return f"<h2>Largest changes</h2>\n{more}" + table(heads, rows)
