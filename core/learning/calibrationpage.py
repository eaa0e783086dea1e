"""The page of a calibration: how true a model's confidence is, before and after, and its conformal sets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..legends import LegendEntry
from ..pages.diagrams import reliability_diagram
from ..pages.markup import (
    bar,
    decimals,
    figures_list,
    legend_list,
    notes_list,
    percent,
    settings_table,
    table,
    terms_section,
    text,
    thousands,
)
from ..pages.page import swatched, whole_page
from ..trust.conformal import size_legend

_NAMES = {"lac": "LAC", "raps": "RAPS"}

_TERMS = {
    "Confidence": "The probability that the model gives to the class it predicts.",
    "Calibration error": "How far confidence and the share of right pixels lie apart on average, over 15 "
    "bins of confidence (expected calibration error, ECE). 0 is perfect.",
    "Negative log-likelihood": "How little the model expected the labels. Lower is better.",
    "Temperature": "What the model's logits are divided by (Guo et al. 2017). Above 1 the model becomes less "
    "sure, below 1 surer; the class that it predicts stays the same.",
    "Set": "The classes that a pixel may have, as many as it takes to hold the right one as often as was "
    "promised (split conformal prediction). A set of one class is a clear answer.",
    "LAC": "Every class that is likely enough (Sadinle et al. 2019). Smallest sets; an empty one says that "
    "no class fits.",
    "RAPS": "From the most probable class on until enough probability is together (Angelopoulos et al. "
    "2021). Never empty, so where the model is right more often than promised, sets cover more.",
    "What the promise rests on": "Pixels to be mapped must be like the labelled ones. Neighbouring pixels "
    "are alike, so the labels count for less than their number: the spread over the parts tells more. Of "
    "single classes nothing is promised.",
}


def calibration_page(document: Mapping[str, Any]) -> str:
    """A calibration as HTML.

    Args:
        document: JSON values: what `Judgement.document` tells; `title`, `version`, `date`, `how`, `notes`;
            `model`: `id`; `temperature`: `before` and `after`; `settings` by name.
    """
    subtitle = f"How true the confidence of {text(document['model']['id'])} is · {text(document['date'])}"
    sections = (
        _headline(document), _confidence(document), _sets(document), _classes(document), _folds(document),
        f"<h2>Settings</h2>\n{settings_table(document['settings'])}",
        terms_section(_TERMS),
    )  # fmt: skip
    return whole_page(document, subtitle, "".join(sections))


def _headline(document: Mapping[str, Any]) -> str:
    figures = {
        "calibration error before": percent(document["before"]["ece"]),
        "calibration error after": percent(document["after"]["ece"]),
        "temperature": f"{document['temperature']['after']:.2f}",
        f"of sets hold the right class ({percent(document['coverage'])} promised)": percent(
            document["sets"]["lac"]["covered"]
        ),
    }
    return (
        f'{figures_list(figures)}<p class="meaning">{thousands(document["pixels"])} labelled, clear pixels, '
        f"of which the model has {percent(document['oa'])} right. {text(document['how'])}</p>\n"
        f"{notes_list(document['notes'])}"
    )


def _confidence(document: Mapping[str, Any]) -> str:
    states = {"Before": document["before"], "After": document["after"]}
    rows = [
        [
            name,
            percent(state["ece"]),
            decimals(state["nll"]),
            f"{document['temperature'][name.lower()]:.3f}",
        ]
        for name, state in states.items()
    ]
    heads = ["Model", "Calibration error", "Negative log-likelihood", "Temperature"]
    diagram = reliability_diagram(
        "How often the class is right", {name: state["bins"] for name, state in states.items()}
    )
    return f"<h2>Confidence</h2>\n{table(heads, rows)}{diagram}"


def _sets(document: Mapping[str, Any]) -> str:
    sets = document["sets"]
    sizes = sorted({int(size) for method in _NAMES for size in sets[method]["sizes"]})
    legend = {entry.value: entry for entry in size_legend(max(sizes))}
    rows = [
        [
            name,
            bar([(legend[size], sets[method]["sizes"].get(str(size), 0.0)) for size in sizes]),
            percent(sets[method]["covered"]),
            f"{sets[method]['mean_size']:.2f}",
            percent(sets[method]["sizes"].get("1", 0.0)),
        ]
        for method, name in _NAMES.items()
    ]
    heads = ["Method", "Pixels by number of classes", "Hold the right class", "Mean size", "One class"]
    key: list[LegendEntry] = [legend[size] for size in sizes]
    return (
        f"<h2>Sets of classes</h2>\n<p>Promised: {percent(document['coverage'])} of the sets hold the right "
        f"class.</p>\n{table(heads, rows, bars=True)}{legend_list(key)}\n"
    )


def _classes(document: Mapping[str, Any]) -> str:
    rows = [[swatched(entry), *_figures(entry), thousands(entry["pixels"])] for entry in document["classes"]]
    return (
        "<h2>By class of the labels</h2>\n<p>The promise holds for all classes together. A class whose sets "
        "hold it less often is one that the model overlooks.</p>\n"
        + table(["Class", *_heads(), "Pixels"], rows)
    )


def _folds(document: Mapping[str, Any]) -> str:
    rows = [
        [
            text(fold["name"]),
            percent(fold["ece_before"]),
            percent(fold["ece_after"]),
            f"{fold['temperature']:.3f}",
            *_figures(fold),
            thousands(fold["pixels"]),
        ]
        for fold in document["folds"]
    ]
    heads = ["Part", "Error before", "Error after", "Temperature fitted", *_heads(), "Pixels"]
    return (
        "<h2>By part of the land</h2>\n<p>Each by what was fitted to the others. How much the parts differ "
        f"is how much new land may differ.</p>\n{table(heads, rows)}"
    )


def _heads() -> list[str]:
    return [f"{name}: {what}" for name in _NAMES.values() for what in ("hold it", "mean size")]


def _figures(entry: Mapping[str, Any]) -> list[str]:
    return [
        cell
        for method in _NAMES
        for cell in (percent(entry[method]["covered"]), f"{entry[method]['mean_size']:.2f}")
    ]
