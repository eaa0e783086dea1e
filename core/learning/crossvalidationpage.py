"""The page of a cross-validation: contiguous folds beside random patches, at each level of the classes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..legends import LegendEntry
from ..pages.diagrams import BLUE, PALE, VERMILION
from ..pages.markup import (
    GAP,
    decimals,
    facts_list,
    figures_list,
    legend_list,
    level_heading,
    notes_list,
    table,
    terms_section,
    text,
    thousands,
)
from ..pages.page import swatched, whole_page
from ..trust.figures import OF_CLASS
from .page import TERMS
from .pictures import rgb_of
from .tables import FIGURE_NAMES, lowered

_WAYS = {"contiguous": ("Contiguous areas", BLUE), "random": ("Random patches", VERMILION)}
"""Ways to deal the land into folds: name and colour by key of the document."""

_TERMS = {
    "Contiguous areas": "Each fold is land of its own, apart from what was learned from. Its figures tell "
    "what to expect of new land of this kind.",
    "Random patches": "The patches of a fold lie among those that were learned from and resemble them, so "
    "their figures are too good for new land.",
    "Mean ± standard deviation": "Over the folds that tell the figure. How many did is told where it was not "
    "all of them.",
}


def crossvalidation_page(document: Mapping[str, Any]) -> str:
    """A cross-validation as HTML, contiguous areas set beside random patches as Pollatos et al. do.

    Args:
        document: JSON values.
            `title`, `version`, `date`; `subject`, what was validated; `how`, how the folds were made;
            `contiguous` and `random`: each from `scores.cross_validated`, or None where it was not done;
            `map`, from `pictures.folds_picture`, or None; `settings` by name; `notes`.
    """
    ways = {key: document[key] for key in _WAYS if document[key]}
    subtitle = (
        f"How well {text(document['subject'])} predicts land it has not seen · {text(document['date'])}"
    )
    sections = (
        _headline(document, ways), _contrast(ways), _map(document), _classes(ways), _folds(ways),
        f'<h2>Settings</h2>\n<div class="sources">{facts_list(document["settings"])}</div>\n',
        terms_section({**_TERMS, **TERMS}),
    )  # fmt: skip
    return whole_page(document, subtitle, "".join(sections))


def _headline(document: Mapping[str, Any], ways: Mapping[str, Any]) -> str:
    key = next(iter(ways))
    finest = ways[key]["levels"][-1]
    figures = {
        **{lowered(FIGURE_NAMES[figure]): _large(finest[figure]) for figure in ("oa", "miou", "macro_f1")},
        "folds": str(len(ways[key]["folds"])),
    }
    meaning = f"{_WAYS[key][0]}, mean ± standard deviation of the folds. {text(document['how'])}"
    return (
        f'{figures_list(figures)}<p class="meaning">{meaning}</p>\n{_warning(ways)}'
        f"{notes_list(document['notes'])}"
    )


def _large(spread: Mapping[str, Any] | None) -> str:
    mean, *deviation = _spread(spread).partition(GAP)
    return f"{mean}<small>{''.join(deviation)}</small>"


def _warning(ways: Mapping[str, Any]) -> str:
    if len(ways) < 2:
        return ""
    near, far = (ways[key]["levels"][-1]["miou"] for key in ("random", "contiguous"))
    if near is None or far is None or near["mean"] <= far["mean"]:
        return ""
    return (
        f"<p>Random patches alone would have promised a mean IoU that is {near['mean'] - far['mean']:.3f} "
        "higher than what other land gets.</p>\n"
    )


def _contrast(ways: Mapping[str, Any]) -> str:
    html = ""
    heads = ["Figure", "Folds, 0 to 1", *(f"{_key(key)}{_WAYS[key][0]}" for key in ways)]
    for number, levels in _levels(ways):
        rows = [
            [
                name,
                _dots(ways, number, key),
                *(_spread(level[key], len(way["folds"])) for level, way in zip(levels, ways.values())),
            ]
            for key, name in FIGURE_NAMES.items()
        ]
        html += _heading(ways, number) + table(heads, rows, bars=True)
    return f"<h2>{' and '.join(_heads(ways)).capitalize()}</h2>\n{html}"


def _map(document: Mapping[str, Any]) -> str:
    shown = document["map"]
    if not shown:
        return ""
    key = legend_list([LegendEntry(0, entry["name"], rgb_of(entry["color"])) for entry in shown["legend"]])
    return (
        '<h2>The folds</h2>\n<div class="maps"><figure>'
        f'<img alt="Map of the folds" src="{text(shown["image"])}">{key}</figure></div>\n'
    )


def _classes(ways: Mapping[str, Any]) -> str:
    html = ""
    for number, levels in _levels(ways):
        rows = [
            [
                swatched(entries[0]),
                *(
                    "<br>".join(_of_way(entry[key], way, bool(nth)) for nth, (entry, way) in enumerate(pairs))
                    for key in OF_CLASS
                    for pairs in [list(zip(entries, ways.values()))]
                ),
            ]
            for entries in zip(*(level["classes"] for level in levels))
        ]
        html += _heading(ways, number) + table(["Class", *OF_CLASS.values()], rows)
    second = "; the smaller line: random patches" if len(ways) > 1 else ""
    return f"<h2>By class</h2>\n<p>{_heads(ways)[0]}{second}.</p>\n{html}"


def _of_way(spread: Mapping[str, Any] | None, way: Mapping[str, Any], small: bool) -> str:
    written = _spread(spread, len(way["folds"]))
    return f"<small>{written}</small>" if small else written


def _folds(ways: Mapping[str, Any]) -> str:
    html = ""
    for key, way in ways.items():
        html += f"<h3>{_WAYS[key][0]}</h3>\n"
        names = ["Overall accuracy", "Mean IoU", "Macro F1"]
        for place in reversed(range(len(way["levels"]))):
            rows = [
                [
                    text(fold["name"]),
                    *(
                        decimals(fold["scores"]["levels"][place][k])
                        for k in ("oa", "miou", "macro_f1", "kappa")
                    ),
                    thousands(fold["scores"]["pixels"]),
                ]
                for fold in way["folds"]
            ]
            caption = "" if len(way["levels"]) == 1 else f"Level {place + 1}"
            html += table(["Fold", *names, "Kappa", "Pixels"], rows, caption)
    return f"<h2>By fold</h2>\n{html}"


def _levels(ways: Mapping[str, Any]) -> Iterator[tuple[int, list[Mapping[str, Any]]]]:
    """Number of each level, the finest first, and the level of each way."""
    count = len(next(iter(ways.values()))["levels"])
    for place in reversed(range(count)):
        yield place + 1, [way["levels"][place] for way in ways.values()]


def _heading(ways: Mapping[str, Any], number: int) -> str:
    first = next(iter(ways.values()))
    told = f"overall accuracy {_spread(first['levels'][number - 1]['oa'])}"
    return level_heading(number, len(first["levels"]), told)


def _heads(ways: Mapping[str, Any]) -> list[str]:
    return [_WAYS[key][0] for key in ways]


def _dots(ways: Mapping[str, Any], number: int, figure: str) -> str:
    """Each fold's figure as a dot on a line from 0 to 1, a line for each way."""
    drawn, spoken = "", []
    for place, (key, way) in enumerate(ways.items(), start=1):
        y = f"{100 * place / (len(ways) + 1):.0f}%"
        values = [fold["scores"]["levels"][number - 1][figure] for fold in way["folds"]]
        known = [value for value in values if value is not None]
        drawn += f'<line x1="0" x2="100%" y1="{y}" y2="{y}" stroke="{PALE}" stroke-width="2"/>'
        drawn += "".join(_dot(value, y, key) for value in known)
        spoken.append(f"{_WAYS[key][0]}: {', '.join(f'{value:.3f}' for value in known)}")
    return f'<svg class="bar" role="img" aria-label="{text("; ".join(spoken))}">{drawn}</svg>'


def _key(key: str) -> str:
    dot = _dot(0.5, "50%", key)
    return f'<svg class="key" style="width:.75rem" viewBox="0 0 12 12" aria-hidden="true">{dot}</svg>'


def _dot(value: float, y: str, key: str) -> str:
    color = _WAYS[key][1]
    fill = color if key == "contiguous" else "#fff"
    x = 100 * max(value, 0)
    return f'<circle cx="{x:.2f}%" cy="{y}" r="3.5" fill="{fill}" stroke="{color}" stroke-width="1.5"/>'


def _spread(spread: Mapping[str, Any] | None, folds: int = 0) -> str:
    """Mean ± standard deviation; and of how many folds, if `folds` says that there are more."""
    if spread is None:
        return "–"
    deviation = "" if spread["sd"] is None else f"{GAP}±{GAP}{spread['sd']:.3f}"
    told = f" ({spread['folds']} of {folds})" if spread["folds"] < folds else ""
    return f"{spread['mean']:.3f}{deviation}{told}"
