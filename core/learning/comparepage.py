"""The page of a comparison of areas: verdicts, regions of appearance, classes, and a split."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..legends import LegendEntry, distinct_color, hex_color
from ..pages.diagrams import GREY
from ..pages.markup import bar, figures_list, legend_list, percent, settings_table, table, terms_section, text
from ..pages.page import swatched, whole_page

_TERMS = {
    "Patch": "A small square of an area. Its features are what the model's own encoder makes of it, and mean "
    "and deviation of each band as the model sees it.",
    "Looks like nothing in training": "A patch whose features are farther from the third-nearest training "
    "patch than 95 % of the training patches are from theirs. Of new land of the same kind it is 5 to 15 %.",
    "Appearance": "All patches laid out in a plane so that those that look alike lie together (t-SNE). "
    "Distances between far groups mean little: the verdicts are taken from the features themselves.",
    "Region": "Where the patches of an area lie in that plane, without the strangest 5 % (one-class SVM).",
    "IoU": "What two regions share, divided by what they cover together: how alike two areas are.",
    "IoT": "What two regions share, divided by the target's: how much of what the target looks like was seen "
    "in training (Castillo-Navarro et al. 2022).",
    "Split": "Label what adds most appearances and classes; keep unlabelled, for learning without labels, "
    "what adds appearances only; test on what is neither needed nor strange.",
}

_LEVELS = {
    "fine": ("Fine", "0, 114, 178"),
    "look": ("Look closely", "230, 159, 0"),
    "do not use": ("Do not use", "213, 94, 0"),
}
"""Words and colours (Okabe and Ito 2008) of verdicts."""

_ALL = "all training areas"
_SHAPES = (
    '<circle r="4"/>',
    '<path d="M0-5 5 0 0 5-5 0Z"/>',
    '<path d="M-3.6-3.6H3.6V3.6H-3.6Z"/>',
    '<path d="M0-4.6 4.6 4.2H-4.6Z"/>',
)
_SIZE = 600
"""Side of the picture of the plane."""


def comparison_page(document: Mapping[str, Any]) -> str:
    """A comparison as HTML; `document` holds JSON values, as the stage compare writes them."""
    subtitle = f"What areas look like to {text(document['model']['title'])} · {text(document['date'])}"
    sections = (
        _headline(document), _embedding(document), _overlaps(document), _classes(document), _split(document),
        f"<h2>Settings</h2>\n{settings_table(document['settings'])}",
        terms_section(_TERMS),
    )  # fmt: skip
    return whole_page(document, subtitle, "".join(sections))


def _headline(document: Mapping[str, Any]) -> str:
    verdicts = document["verdicts"]
    worst = max(verdicts, key=lambda entry: entry["outside"])
    figures = {
        f"of {text(worst['target'])} looks like nothing in training": percent(worst["outside"]),
        "smallest IoT of a target with all training areas": percent(min(document["iot"][-1])),
    }
    rows = [
        [
            text(entry["target"]),
            _shaded(_LEVELS[entry["level"]][0], _LEVELS[entry["level"]][1], 0.35),
            percent(entry["outside"]),
            percent(entry["outside_regions"]),
        ]
        for entry in verdicts
    ]
    heads = ["Target", "Verdict", "Looks like nothing in training", "Outside of the training regions"]
    sentences = "".join(
        f"<li><b>{text(entry['target'])}</b>: {text(entry['sentence'])}</li>" for entry in verdicts
    )
    return f'{figures_list(figures)}<ul class="meaning">{sentences}</ul>\n{table(heads, rows)}'


def _embedding(document: Mapping[str, Any]) -> str:
    """The plane: patches as marks, filled in training and hollow in targets, and the regions' outlines."""
    areas = document["areas"]
    styles = [_style(number, entry["role"]) for number, entry in enumerate(areas)]
    pieces = []
    for (_, color, dashes), entry in zip(styles, areas):
        path = "".join(_ring(ring) for ring in entry["region"])
        pieces.append(
            f'<path d="{path}" fill="{color}" fill-opacity=".07" stroke="{color}" stroke-width="1.5"{dashes} '
            'fill-rule="evenodd"/>'
        )
    for number, (shape, _, _) in enumerate(styles):
        marks = "".join(
            f'<g transform="translate({_SIZE * x:.1f} {_SIZE * (1 - y):.1f})">{shape}</g>'
            for n, x, y in document["embedding"]
            if n == number
        )
        pieces.append(f"<g {_paint(number, areas[number]['role'])}>{marks}</g>")
    key = "".join(
        f'<li><svg class="key" viewBox="0 0 24 12" aria-hidden="true"><g transform="translate(12 6)" '
        f"{_paint(number, entry['role'])}>{shape}</g></svg>{text(entry['name'])} ({text(entry['role'])}, "
        f"{entry['patches']} patches)</li>"
        for number, ((shape, _, _), entry) in enumerate(zip(styles, areas))
    )
    spoken = "; ".join(f"{entry['name']}: {entry['patches']} patches" for entry in areas)
    picture = (
        f'<svg viewBox="0 0 {_SIZE} {_SIZE}" style="display:block;width:min(38rem,100%);border:1px solid '
        f'{GREY}" role="img" aria-label="{text(f"Patches by what they look like. {spoken}")}">'
        f"{''.join(pieces)}</svg>"
    )
    told = (
        "Each mark is a patch; patches that look alike lie together. Filled marks and full lines: training "
        "areas; hollow marks and dashed lines: targets."
    )
    return (
        f'<h2>What the areas look like</h2>\n<figure class="plot"><ul class="legend">{key}</ul>{picture}'
        f"<figcaption>{told}</figcaption></figure>\n"
    )


def _style(number: int, role: str) -> tuple[str, str, str]:
    """Shape, colour and dashes of an area."""
    dashes = "" if role == "training" else ' stroke-dasharray="6 4"'
    return _SHAPES[number % len(_SHAPES)], hex_color(distinct_color(number)), dashes


def _paint(number: int, role: str) -> str:
    color = hex_color(distinct_color(number))
    if role == "training":
        return f'fill="{color}" stroke="#fff" stroke-width=".6" fill-opacity=".8"'
    return f'fill="#fff" fill-opacity=".6" stroke="{color}" stroke-width="1.6"'


def _ring(ring: Sequence[Sequence[float]]) -> str:
    points = " ".join(f"{_SIZE * x:.1f} {_SIZE * (1 - y):.1f}" for x, y in ring)
    return f"M{points}Z"


def _overlaps(document: Mapping[str, Any]) -> str:
    targets = [text(entry["target"]) for entry in document["verdicts"]]
    names = [text(entry["name"]) for entry in document["areas"] if entry["role"] == "training"]
    html = (
        "<h2>How much the regions overlap</h2>\n<p>Rows are training areas, columns targets; the darker, the "
        "more they share. A target should be covered by all training areas together, not by each.</p>\n"
    )
    for key, heading in (("iot", "IoT: share of the target that was seen"), ("iou", "IoU: how alike")):
        rows = [
            [name, *(_shaded(percent(value), "0, 114, 178", 0.04 + 0.5 * value) for value in values)]
            for name, values in zip([*names, f"<b>{_ALL}</b>"], document[key])
        ]
        html += f"<h3>{heading}</h3>\n{table(['Training ↓ · Target →', *targets], rows)}"
    return html


def _shaded(cell: str, color: str, strength: float) -> str:
    return f'<span class="share" style="background:rgba({color}, {strength:.2f})">{cell}</span>'


def _classes(document: Mapping[str, Any]) -> str:
    """Bars of classes by area, and a table of where each class is shown."""
    labelled = [entry for entry in document["areas"] if entry["classes"]]
    if not labelled:
        return "<h2>Classes</h2>\n<p>No labels were given, so the classes are not known.</p>\n"
    colors = {name: found["color"] for entry in labelled for name, found in entry["classes"].items()}
    legend = {
        name: LegendEntry(number, name, _rgb(color))
        for number, (name, color) in enumerate(colors.items(), start=1)
    }
    rows = [
        [
            f"{text(entry['name'])} ({text(entry['role'])})",
            bar([(legend[name], found["share"]) for name, found in entry["classes"].items()]),
        ]
        for entry in labelled
    ]
    shares = [
        [
            swatched({"name": name, "color": color}),
            *(percent(entry["classes"].get(name, {"share": 0.0})["share"]) for entry in labelled),
        ]
        for name, color in colors.items()
    ]
    heads = ["Class", *(text(entry["name"]) for entry in labelled)]
    missing = [text(entry["name"]) for entry in document["areas"] if not entry["classes"]]
    lacking = f"<p>Without labels: {', '.join(missing)}.</p>\n" if missing else ""
    return (
        "<h2>Classes</h2>\n<p>Shares of the labelled pixels. A class that no training area shows cannot be "
        f"learned.</p>\n{table(['Area', 'Classes'], rows, bars=True)}{legend_list([*legend.values()])}"
        f"\n{table(heads, shares)}{lacking}"
    )


def _rgb(color: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(color[1:])
    return red, green, blue


def _split(document: Mapping[str, Any]) -> str:
    rows = [
        [
            text(entry["area"]),
            text(entry["role"]),
            percent(entry["covered"]),
            percent(entry["adds"]),
            text(", ".join(entry["classes"])) or "–",
        ]
        for entry in document["split"]
    ]
    heads = ["Area", "What to do", "Looks like those above", "Adds of all appearances", "Adds classes"]
    return (
        "<h2>A split to learn with</h2>\n<p>Chosen one after the other, each time the area that adds most to "
        f"those above it; areas that add little are left to test on.</p>\n{table(heads, rows, kind='facts')}"
    )
