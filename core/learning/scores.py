"""What a confusion matrix of labels and predictions says, as JSON values, at each level of the classes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from ..legends import Color, hex_color
from ..model.card import OTHER
from ..scheme import ClassScheme
from ..trust.comparison import levels, regrouped, related
from ..trust.metrics import measure
from ..trust.reporting import rounded

if TYPE_CHECKING:
    from .labels import Labels

FIGURES = ("oa", "aa", "miou", "macro_f1", "weighted_f1", "kappa")
"""Figures of all classes together, as in `trust.metrics.Metrics`."""

CLASS_FIGURES = ("precision", "recall", "f1", "iou")
"""Figures of one class."""

OTHER_COLOR: Color = (206, 212, 218)
"""Of a theme's rest, which no scheme gives a colour."""

_REST = -1
"""Stands for OTHER where 0 means "none of the classes"."""


def scores(matrix: np.ndarray, labels: Labels) -> dict[str, Any]:
    """The figures of a confusion matrix on each level of the classes, as Pollatos et al. report them.

    A label that allows several outputs is right where the prediction is one of them, and so is one whose
    class lies above or below the predicted one (as in `trust.metrics.settle_levels`): it counts as the
    predicted class. A wrong one counts as the class that all its outputs share on the level. Where they share
    none, it makes the predicted class and the overall accuracy worse, but is no class of the means, because
    no output could be it. Labels that allow every output tell nothing and are left out.

    Args:
        matrix: int64 (labels + 1, outputs), pixels by label number and predicted output; row 0 is not read.
        labels: What the label numbers and the outputs are.

    Returns:
        JSON values: `pixels`; the figures of FIGURES on the finest level; and `levels`, the coarsest first,
        each with its number from 1 as `level`, the same figures, and `classes`: `id`, `name`, `color`, the
        figures of CLASS_FIGURES, `support` (pixels of the label) and `predicted` (pixels). Figures are 0..1;
        None where nothing tells them (0/0), such as the precision of a class that was never predicted.
    """
    counts = np.where(labels.sets.all(axis=1, keepdims=True), 0, matrix)[1:]
    right = _right(labels)
    found = [
        {"level": number, **_level(counts, classes, right, labels)}
        for number, classes in enumerate(_levels(labels), start=1)
    ]
    finest = {figure: found[-1][figure] for figure in FIGURES}
    return {"pixels": int(counts.sum()), **finest, "levels": found}


def held_out(how: str, matrix: np.ndarray, labels: Labels) -> dict[str, Any]:
    """What a page of a training tells of the held-out pixels, as JSON values.

    Args:
        how: Which pixels these are, for people.
        matrix: As for `scores`.
        labels: As for `scores`.

    Returns:
        `how`; `scores`; `matrix` without its row 0; the names of its `rows` and `columns`; `colors` by
        name; and `right`, which of its cells are.
    """
    rows, columns = (
        [described(labels.scheme, class_id) for class_id in ids] for ids in (labels.ids, labels.outputs)
    )
    return {
        "how": how,
        "scores": scores(matrix, labels),
        "matrix": matrix[1:].tolist(),
        "right": _right(labels).tolist(),
        "rows": [entry["name"] for entry in rows],
        "columns": [entry["name"] for entry in columns],
        "colors": {entry["name"]: entry["color"] for entry in (*columns, *rows)},
    }


def cross_validated(folds: Sequence[tuple[str, Mapping[str, Any]]]) -> dict[str, Any]:
    """Several folds' figures beside their mean and spread, as JSON values.

    Args:
        folds: Name of each fold, and what `scores` says of it; the labels are the same for all.

    Returns:
        `folds`: `name` and `scores`; and `levels` as in `scores`, where each figure is the `mean` of the
        folds that tell it, their standard deviation `sd` (n − 1; None for a single fold) and their number
        `folds`, or None where no fold tells it.
    """
    by_level = zip(*(scored["levels"] for _, scored in folds))
    return {
        "folds": [{"name": name, "scores": dict(scored)} for name, scored in folds],
        "levels": [
            {
                "level": same[0]["level"],
                **_spreads(same, FIGURES),
                "classes": [
                    {
                        **{key: entries[0][key] for key in ("id", "name", "color")},
                        **_spreads(entries, CLASS_FIGURES),
                    }
                    for entries in zip(*(level["classes"] for level in same))
                ],
            }
            for same in by_level
        ],
    }


def described(scheme: ClassScheme, class_id: int) -> dict[str, Any]:
    """A class, or a theme's rest, as JSON values: `id`, `name`, `color`."""
    if class_id == OTHER:
        return {"id": OTHER, "name": "other", "color": hex_color(OTHER_COLOR)}
    land_class = scheme.by_id(class_id)
    return {"id": class_id, "name": land_class.name, "color": hex_color(land_class.color)}


def _right(labels: Labels) -> np.ndarray:
    """Which outputs do not contradict each label, bool (labels, outputs)."""
    place = {class_id: number for number, class_id in enumerate(labels.scheme.ids, start=1)}
    rows, columns = ([place.get(class_id, 0) for class_id in ids] for ids in (labels.ids, labels.outputs))
    right: np.ndarray = labels.sets[1:] | related(labels.scheme)[np.ix_(rows, columns)]
    return right


def _levels(labels: Labels) -> Iterator[tuple[int, ...]]:
    """What each output counts as on the levels on which that differs, the coarsest first."""
    place = {class_id: number for number, class_id in enumerate(labels.scheme.ids, start=1)}
    known = None
    for level in levels(labels.scheme):
        classes = tuple(
            OTHER if output == OTHER else level.ids[level.of_class[place[output]] - 1]
            for output in labels.outputs
        )
        if classes != known:
            yield classes
        known = classes


def _level(counts: np.ndarray, classes: Sequence[int], right: np.ndarray, labels: Labels) -> dict[str, Any]:
    ids = [class_id for class_id in (*labels.scheme.ids, OTHER) if class_id in classes]
    mapped = np.array([ids.index(class_id) + 1 for class_id in classes])
    shared = [set(mapped[allowed].tolist()) for allowed in labels.sets[1:]]
    reference = np.array([places.pop() if len(places) == 1 else 0 for places in shared])
    seen = regrouped(counts, reference, mapped, right, len(ids) + 1)
    keys = [class_id or _REST for class_id in ids]
    metrics = measure(seen, (0, *keys))
    entries = []
    for class_id, key in zip(ids, keys):
        figures = metrics.classes[key]
        entries.append(
            {
                **described(labels.scheme, class_id),
                **{name: rounded(getattr(figures, name)) for name in CLASS_FIGURES},
                "support": int(figures.reference),
                "predicted": int(figures.mapped),
            }
        )
    return {**{name: rounded(getattr(metrics, name)) for name in FIGURES}, "classes": entries}


def _spreads(entries: Sequence[Mapping[str, Any]], figures: Sequence[str]) -> dict[str, Any]:
    return {figure: _spread([entry[figure] for entry in entries]) for figure in figures}


def _spread(values: Sequence[float | None]) -> dict[str, float | int | None] | None:
    known = [value for value in values if value is not None]
    if not known:
        return None
    mean = math.fsum(known) / len(known)
    squares = math.fsum((value - mean) ** 2 for value in known)
    deviation = math.sqrt(squares / (len(known) - 1)) if len(known) > 1 else None
    return {"mean": rounded(mean), "sd": rounded(deviation), "folds": len(known)}
