"""What reliability, evidence and confidence are worth, as sections of the page of an assessment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..codes import EVIDENCE_LEGEND, RELIABILITY_LEGEND
from ..legends import LegendEntry, hex_color
from ..pages.diagrams import reliability_diagram
from ..pages.markup import GAP, decimals, percent, table, text, thousands
from ..pages.page import swatched
from .figures import limits, number

_NAMES = {
    "reliability": "Reliability code", "highest probability": "Highest probability",
    "entropy": "Entropy of the probabilities", "agreement": "Agreement of the dates",
    "confidence": "Confidence",
}  # fmt: skip


def worth_sections(document: Mapping[str, Any]) -> str:
    """The sections as HTML; nothing of what was not asked for."""
    return (
        _codes(document, "codes", "Reliability", RELIABILITY_LEGEND)
        + _codes(document, "evidence", "Evidence", EVIDENCE_LEGEND)
        + _confidence(document)
        + _detection(document)
    )


def _codes(document: Mapping[str, Any], key: str, layer: str, legend: Sequence[LegendEntry]) -> str:
    entries = [entry for entry in document[key] if entry["oa"]]
    if not entries:
        return ""
    rows = [
        [
            swatched({"name": f"{e['code']} {e['name']}", "color": hex_color(legend[e["code"]].color)}),
            whisker(e["oa"]), percent(e["oa"]["value"]), limits(e["oa"]), thousands(e["compared"]),
        ]
        for e in entries
    ]  # fmt: skip
    heads = [layer, "", "Right", "95 % interval", document["unit"].capitalize()]
    return (
        f"<h2>What the {layer.lower()} codes are worth</h2>\n"
        "<p>How much of the land of each code has the right class, where the map has a class.</p>\n"
        + table(heads, rows, bars=True)
    )


def _confidence(document: Mapping[str, Any]) -> str:
    found = document["confidence"]
    if not found:
        return ""
    rows = [
        [
            f"{e['low']:.2f} – {e['high']:.2f}", whisker(e["oa"]), decimals(e["mean"]),
            percent(e["oa"]["value"]), percent(1 - e["oa"]["value"]), _error_limits(e["oa"]),
            thousands(e["pixels"]),
        ]
        for e in found["bins"]
    ]  # fmt: skip
    heads = [
        "Confidence", "", "Mean confidence", "Right", "Wrong", "95 % interval of wrong",
        document["unit"].capitalize(),
    ]  # fmt: skip
    told = (
        f"<p>Where the confidence is true, land with a confidence of 0.9 has the right class in 90{GAP}% of "
        f"the cases. Expected calibration error: {decimals(found['ece'])} (0 is perfect).</p>\n"
    )
    diagram = reliability_diagram("Confidence and accuracy", {"confidence": found["bins"]})
    return f"<h2>Whether the confidence is true</h2>\n{told}{diagram}{table(heads, rows, bars=True)}"


def _detection(document: Mapping[str, Any]) -> str:
    found = document["detection"]
    if not found:
        return ""
    shares = [entry["checked"] for entry in max((s["worst"] for s in found["scores"]), key=len)]
    rows = [
        [
            _NAMES[score["name"]], number(score["area"]),
            limits(score["area"], decimals), *(percent(entry["found"]) for entry in score["worst"]),
        ]
        for score in found["scores"]
    ]  # fmt: skip
    worst = [f"Errors found in the worst {100 * share:.0f}{GAP}%" for share in shares]
    further = _worst_told(found["scores"][-1]) + _gain_told(found)
    told = (
        f"<p>How well each score tells right from wrong {text(document['unit'])}: 0.5 is chance, 1 perfect. "
        f"Compared where all scores are known: {thousands(found['compared'])} {text(document['unit'])}, "
        f"{thousands(found['errors'])} of them wrong.{further}</p>\n"
    )
    heads = ["Score", "Area under the ROC curve", "95 % interval", *worst]
    return f"<h2>Finding the errors</h2>\n{told}{table(heads, rows)}"


def _worst_told(score: Mapping[str, Any]) -> str:
    if score["name"] != "confidence" or not score["worst"]:
        return ""
    parts = [
        f"{percent(entry['found'])} of the errors in the worst {100 * entry['checked']:.0f}{GAP}%"
        for entry in score["worst"]
    ]
    return f" Who checks the land with the lowest confidence finds {', '.join(parts)}."


def _gain_told(found: Mapping[str, Any]) -> str:
    gain = found["confidence_less_highest_probability"]
    if not gain:
        return ""
    within = "" if gain["low"] is None else f" (95 % interval {gain['low']:+.3f} to {gain['high']:+.3f})"
    return f" Confidence less highest probability: {gain['value']:+.3f}{within}."


def whisker(estimate: Mapping[str, float | None]) -> str:
    """A share as a dot on a line from 0 to 100 %, with its interval."""
    value, low, high = (100 * (estimate[key] or 0) for key in ("value", "low", "high"))
    line = ""
    if estimate["low"] is not None:
        line = (
            f'<rect x="{low:.2f}%" y="35%" width="{max(high - low, 0.4):.2f}%" height="30%" fill="#8ea3b8"/>'
        )
    return (
        f'<svg class="bar" role="img" aria-label="{percent(estimate["value"])}">'
        '<rect x="0" y="48%" width="100%" height="4%" fill="#dee2e6"/>'
        f'{line}<circle cx="{value:.2f}%" cy="50%" r="4" fill="#212529"/></svg>'
    )


def _error_limits(estimate: Mapping[str, Any]) -> str:
    if estimate["low"] is None:
        return "–"
    return f"{percent(1 - estimate['high'])} – {percent(1 - estimate['low'])}"
