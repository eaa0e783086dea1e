"""The page of a training: how it went, how well the network predicts held-out labels, from what it learned.

The page loads nothing. All text goes through `markup.text`, because names come from files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..legends import LegendEntry
from ..pages.curves import Curve, Marks, chart
from ..pages.diagrams import BLUE, GREEN, VERMILION
from ..pages.markup import (
    FIGURE_TERMS,
    GAP,
    decimals,
    facts_list,
    figures_list,
    legend_list,
    notes_list,
    percent,
    table,
    terms_section,
    text,
    thousands,
)
from ..pages.page import whole_page
from .pictures import rgb_of
from .tables import levels_tables, matrix_table, named

TERMS = {
    "Overall accuracy": "Share of the held-out pixels whose prediction does not contradict their label.",
    **FIGURE_TERMS,
    "Average accuracy": "Mean producer's accuracy of the classes that are labelled.",
    "Weighted F1": "Mean F1, each class weighted by its labelled pixels.",
    "Coarse labels": "A label such as “building” fits every class below it. Where it is contradicted it "
    "counts against the predicted class and the overall accuracy only.",
    "Not estimable": "Shown as –: no pixel tells the figure, such as the user's accuracy of a class that was "
    "never predicted.",
}
"""What the words of pages of trainings mean."""


def training_page(document: Mapping[str, Any]) -> str:
    """A training as HTML.

    Args:
        document: JSON values.
            `title`, `version`, `date`;
            `model`: `id`, `network`, `encoder`, `parameters`, `bands` (names), `outputs` (each `id`, `name`,
            `color`), `halo` (px), `licence`;
            `settings` by name;
            `epochs`, from the first on: `epoch`, `loss`, `validation_loss`, `oa`, `miou`, `seconds`, `phase`
            ("frozen" or ""), `refined` (share of the labels kept, if they were refined after it, else None);
            `best_epoch`, the kept one or None; `stopped`, a sentence that says why it ended;
            `held_out`, from `scores.held_out`, or None;
            `areas`: `training_pixels` and `held_out_pixels` by name of the label;
            `samples`, from `pictures.sample_picture`; `notes`.
    """
    subtitle = f"How the model {text(document['model']['id'])} was trained · {text(document['date'])}"
    sections = (
        _headline(document), _learning(document), _samples(document), _held_out(document), _labels(document),
        _model(document), terms_section(TERMS),
    )  # fmt: skip
    return whole_page(document, subtitle, "".join(sections))


def _headline(document: Mapping[str, Any]) -> str:
    told = document["held_out"]
    if not told or not told["scores"]["pixels"]:
        nothing = "No labelled pixels were held out, so nothing tells how well the model predicts."
        return notes_list([nothing, *document["notes"]])
    found = told["scores"]
    figures = {
        "overall accuracy": percent(found["oa"]),
        "mean IoU": decimals(found["miou"]),
        "macro F1": decimals(found["macro_f1"]),
        "pixels held out": thousands(found["pixels"]),
    }
    meaning = (
        f"Of the held-out labelled pixels, {percent(found['oa'])} are predicted as their label says. This is "
        "agreement with the labels: where they are wrong, a right prediction counts as an error."
    )
    held = f"<p>Held out: {text(told['how'])}</p>\n"
    return f'{figures_list(figures)}<p class="meaning">{meaning}</p>\n{held}{notes_list(document["notes"])}'


def _learning(document: Mapping[str, Any]) -> str:
    epochs = document["epochs"]
    if not epochs:
        return ""
    marks = Marks(
        document["best_epoch"],
        [entry["epoch"] for entry in epochs if entry["refined"] is not None],
        [entry["epoch"] for entry in epochs if entry["phase"] == "frozen"],
    )

    def values(key: str) -> list[float | None]:
        return [entry[key] for entry in epochs]

    losses = (
        Curve("training", BLUE, values("loss")),
        Curve("held out", VERMILION, values("validation_loss"), dashed=True),
    )
    shares = (
        Curve("mean IoU", BLUE, values("miou")),
        Curve("overall accuracy", VERMILION, values("oa"), dashed=True),
        Curve("labels kept by refinement", GREEN, values("refined"), joined=False),
    )
    charts = chart("Loss", "Loss", losses, marks) + chart("Held-out figures", "Share", shares, marks, top=1)
    took = _duration(sum(entry["seconds"] for entry in epochs))
    ended = (
        f"{len(epochs)} {'epoch' if len(epochs) == 1 else 'epochs'} in {took}. {text(document['stopped'])}"
    )
    if marks.kept is not None:
        ended += f" The network of epoch {marks.kept} was kept."
    return (
        f'<h2>Learning</h2>\n<p>{ended}</p>\n<div class="maps">{charts}</div>\n'
        f"<details><summary>All epochs</summary>{_epochs_table(epochs)}</details>\n"
    )


def _duration(seconds: float) -> str:
    if seconds < 120:
        return f"{seconds:.0f}{GAP}s"
    return f"{seconds / 60:.0f}{GAP}min" if seconds < 7200 else f"{seconds / 3600:.1f}{GAP}h"


def _epochs_table(epochs: Sequence[Mapping[str, Any]]) -> str:
    heads = [
        "Epoch",
        "Training loss",
        "Held-out loss",
        "Overall accuracy",
        "Mean IoU",
        "Labels kept",
        "Seconds",
    ]
    rows = [
        [
            f"{entry['epoch']}{' (encoder frozen)' if entry['phase'] == 'frozen' else ''}",
            *(decimals(entry[key]) for key in ("loss", "validation_loss", "oa", "miou")),
            "" if entry["refined"] is None else percent(entry["refined"]),
            f"{entry['seconds']:.1f}",
        ]
        for entry in epochs
    ]
    return table([*heads, "Seconds"], rows)


def _samples(document: Mapping[str, Any]) -> str:
    samples = document["samples"]
    if not samples:
        return ""
    figures = "".join(_sample(sample) for sample in samples)
    entries = [LegendEntry(0, name, rgb_of(color)) for name, color in _colors(document).items()]
    key = legend_list([*entries, LegendEntry(0, "not labelled, or ignored", (255, 255, 255))])
    return f"<h2>Samples</h2>\n{figures}{key}\n"


def _sample(sample: Mapping[str, str]) -> str:
    title = text(sample["title"])
    parts = {"image": "image", "labels": "given labels", "prediction": "prediction"}
    pictures = "".join(
        f'<img alt="{title}: {name}" src="{text(sample[part])}">' for part, name in parts.items()
    )
    names = "".join(f"<figcaption>{name}</figcaption>" for name in parts.values())
    return f'<figure class="sample"><h3>{title}</h3><div>{pictures}{names}</div></figure>\n'


def _held_out(document: Mapping[str, Any]) -> str:
    told = document["held_out"]
    if not told or not told["scores"]["pixels"]:
        return ""
    matrix = matrix_table(told)
    html = f"<h2>By class</h2>\n{levels_tables(told['scores']['levels'])}"
    return f"{html}<h2>Confusion matrix</h2>\n{matrix}" if matrix else html


def _labels(document: Mapping[str, Any]) -> str:
    trained, held = (document["areas"][key] for key in ("training_pixels", "held_out_pixels"))
    names = list(dict.fromkeys((*trained, *held)))
    if not names:
        return ""
    colors = _colors(document)
    rows = [
        [
            named(name, colors),
            *(cell for pixels in (trained, held) for cell in _amount(pixels, name)),
        ]
        for name in names
    ]
    heads = ["Label", "Training pixels", "Share", "Held-out pixels", "Share"]
    return f"<h2>Labels</h2>\n{table(heads, rows)}"


def _amount(pixels: Mapping[str, int], name: str) -> tuple[str, str]:
    count, total = pixels.get(name, 0), sum(pixels.values())
    return thousands(count), percent(count / total if total else None)


def _model(document: Mapping[str, Any]) -> str:
    model = document["model"]
    facts = {
        **{key: model[key] for key in ("id", "network", "encoder")},
        "parameters": thousands(model["parameters"]),
        "bands": model["bands"],
        "classes": [output["name"] for output in model["outputs"]],
        "halo (px)": model["halo"],
        "licence": model["licence"],
    }
    return (
        f'<h2>The model and its settings</h2>\n<div class="sources"><h3>Model</h3>\n{facts_list(facts)}\n'
        f"<h3>Settings</h3>\n{facts_list(document['settings'])}</div>\n"
    )


def _colors(document: Mapping[str, Any]) -> dict[str, str]:
    """Colours by name, of the outputs and of the labels that stand above them."""
    outputs = {entry["name"]: entry["color"] for entry in document["model"]["outputs"]}
    return {**outputs, **(document["held_out"]["colors"] if document["held_out"] else {})}
