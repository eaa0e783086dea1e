"""What a report says of the confidence: its distribution, and what to expect of the least certain part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..codes import EVIDENCE_LEGEND, RELIABILITY_LEGEND
from ..legends import hex_color
from ..pages.diagrams import Quartiles, histogram, quartile_rows, share_curves
from ..pages.markup import percent, table, text, thousands
from ..pages.page import swatched

_TOLERATED = 0.05
"""Difference of mean confidence and measured accuracy up to which they are said to fit."""

_WORTH_NAMING = 0.05
"""Share of the least certain pixels from which on a class or zone is named."""

_ESTIMATE = (
    "An estimate from the confidence itself: the share of wrong pixels to expect is the mean of "
    "1 − confidence. It holds as far as the confidence is calibrated, which only reference data can tell."
)


def confidence_section(found: Mapping[str, Any], accuracy: float | None = None) -> str:
    """The section of a page: the distribution, how much must be checked, and confidence by code and evidence.

    Args:
        found: What `ConfidenceTally.figures` returns.
        accuracy: Overall accuracy where an assessment measured it.
    """
    below = "; ".join(f"{percent(entry['share'])} below {entry['confidence']:g}" for entry in found["below"])
    shares = [entry["pixels"] / found["pixels"] for entry in found["bins"]]
    return (
        "<h2>Confidence</h2>\n"
        f"<p>The confidence of a pixel is the estimated probability that its class is right. Its mean over "
        f"the map is {percent(found['mean'])}.{_compared(found['mean'], accuracy)} Of the "
        f"{thousands(found['pixels'])} pixels with a confidence lie: {below}.</p>\n"
        + histogram("How sure the map is", "Confidence", "Share of the map", shares)
        + _checking(found)
        + _spreads(found)
    )


def _compared(mean: float, accuracy: float | None) -> str:
    if accuracy is None:
        return ""
    verdict = (
        "the two fit together"
        if abs(mean - accuracy) <= _TOLERATED
        else "on the whole the confidence is too low"
        if mean < accuracy
        else "on the whole the confidence is too high"
    )
    return f" The assessment found {percent(accuracy)} of the map right: {verdict}."


def _bias_told(mean: float, accuracy: float | None) -> str:
    """A warning where measured accuracy shows that shares estimated from the confidence are biased."""
    if accuracy is None or abs(mean - accuracy) <= _TOLERATED:
        return ""
    said = "more" if mean < accuracy else "less"
    return (
        f" The assessment found {percent(accuracy)} of the map right where the confidence says "
        f"{percent(mean)}, so this is {said} than is really wrong; the order of the places still helps."
    )


def _checking(found: Mapping[str, Any]) -> str:
    """How much must be checked to find how many of the wrong pixels."""
    if not found["curve"]:
        return ""
    rows = [
        [
            f"{100 * entry['share']:g} %",
            f"{entry['confidence']:.2f}",
            percent(entry["wrong"]),
            percent(entry["wrong_elsewhere"]),
            percent(entry["of_all_wrong"]),
        ]
        for entry in found["least_certain"]
    ]
    heads = ["Least certain", "Confidence up to", "Wrong in it", "Wrong elsewhere", "Of all wrong pixels"]
    chance = [(0.0, 0.0), (1.0, 1.0)]
    curves = {"least certain first": [(x, y) for x, y in found["curve"]], "in any order": chance}
    return (
        f"<h3>How much must be checked</h3>\n<p>{_ESTIMATE}</p>\n"
        + table(heads, rows, caption="Expected shares of wrong pixels.")
        + share_curves(
            "Wrong pixels found by checking", "Share of the map checked", "Share of the wrong pixels", curves
        )
    )


def _spreads(found: Mapping[str, Any]) -> str:
    codes = [(_named(entry["code"], entry["name"], RELIABILITY_LEGEND), entry) for entry in found["codes"]]
    reasons = [
        (_named(entry["evidence"], entry["name"], EVIDENCE_LEGEND), entry) for entry in found["evidence"]
    ]
    drawn = quartile_rows("Confidence by reliability", [(name, _quartiles(entry)) for name, entry in codes])
    if reasons:
        drawn += quartile_rows(
            "Confidence by evidence", [(name, _quartiles(entry)) for name, entry in reasons]
        )
    rows = [
        [
            name, *(f"{entry[key]:.2f}" for key in ("mean", "lower", "median", "upper")),
            thousands(entry["pixels"]),
        ]
        for name, entry in (*codes, *reasons)
    ]  # fmt: skip
    heads = ["", "Mean", "Lower quartile", "Median", "Upper quartile", "Pixels"]
    return f'<div class="pair">{drawn}</div>\n' + table(heads, rows, caption="Confidence.")


def _named(code: int, name: str, legend: Sequence[Any]) -> str:
    return swatched({"name": f"{code} {name}", "color": hex_color(legend[code].color)})


def _quartiles(entry: Mapping[str, float]) -> Quartiles:
    return Quartiles(entry["lower"], entry["median"], entry["upper"], entry["mean"])


def least_certain_told(found: Mapping[str, Any], accuracy: float | None = None) -> str:
    """Where the least certain part of the map lies, and what to expect there, as HTML of paragraphs.

    Args:
        found: What `ConfidenceTally.figures` returns.
        accuracy: Overall accuracy where an assessment measured it.
    """
    part, where = found["least_certain"][0], found["where"]
    share = f"{100 * part['share']:g} %"
    held = (
        ""
        if part["of_all_wrong"] is None
        else f" and hold {percent(part['of_all_wrong'])} of all wrong pixels"
    )
    html = (
        f"<p>The {share} least certain pixels of the map have a confidence of at most "
        f"{part['confidence']:.2f}. By that confidence, an estimated {percent(part['wrong'])} of them are "
        f"wrong (elsewhere {percent(part['wrong_elsewhere'])}){held}."
        f"{_bias_told(found['mean'], accuracy)}</p>\n"
    )
    for what in ("classes", "zones"):
        entries = [entry for entry in where[what] if entry["share"] >= _WORTH_NAMING]
        if entries:
            html += f"<p>The {what} that hold most of them: {_listed(entries)}.</p>\n"
    return html


def _listed(entries: Sequence[Mapping[str, Any]]) -> str:
    return ", ".join(
        f"<strong>{text(entry['name'])}</strong> ({percent(entry['share'])})" for entry in entries
    )


def rows(found: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The figures as rows of a table: bins, the least certain parts, and spreads by code and evidence."""
    listed: list[dict[str, Any]] = [
        {
            "level": "confidence", "part": f"{entry['low']:g} to {entry['high']:g}",
            "pixels": entry["pixels"], "mean_confidence": entry["mean"],
        }
        for entry in found["bins"]
    ]  # fmt: skip
    listed += [
        {
            "level": "least certain", "part": f"{entry['share']:g}", "confidence": entry["confidence"],
            "expected_wrong": entry["wrong"], "of_all_expected_wrong": entry["of_all_wrong"],
        }
        for entry in found["least_certain"]
    ]  # fmt: skip
    for level, key in (("confidence of reliability", "code"), ("confidence of evidence", "evidence")):
        listed += [
            {
                "level": level, "part": f"{entry[key]} {entry['name']}", "pixels": entry["pixels"],
                "mean_confidence": entry["mean"], "lower_quartile": entry["lower"],
                "median": entry["median"], "upper_quartile": entry["upper"],
            }
            for entry in found["codes" if key == "code" else "evidence"]
        ]  # fmt: skip
    return listed
