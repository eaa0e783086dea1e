"""How well a shipped model does on places that it has not seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..learning.prediction import predictions
from ..model.card import OTHER
from ..model.models import Model
from ..progress import Progress
from ..scheme import load_scheme
from ..trust.metrics import Confusion
from .examples import BUILDING, GENERATOR, LABEL_NAMES, LEAVES, MEANINGS, OPEN_LAND, Example
from .landscape import FOREST, WATER
from .training import Kind, scene

_BUILDING, _OPEN_LAND = 7, 8
_MERGED = {WATER: (WATER,), FOREST: (FOREST,), _BUILDING: BUILDING, _OPEN_LAND: OPEN_LAND}
"""Classes of basic6 that all labels of real places tell apart, and their leaves."""

_REST = 255
"""Stands for OTHER among class ids, where 0 would mean nodata."""


def scores(kind: Kind, examples: Sequence[Example], predicted: Sequence[np.ndarray]) -> dict[str, Any]:
    """Figures of predicted classes against the labels of one place, as JSON values.

    The matrix keeps the place's own labels (rows) and the model's classes (columns). The figures compare
    grass with barren as open land and the two kinds of building as one, where labels do so too; of a
    theme those classes that are the theme's as a whole, with all others as one.

    Args:
        kind: The model.
        examples: With the labels.
        predicted: Class ids (rows, cols) of each; OTHER is one of them.
    """
    place = examples[0].place
    names = LABEL_NAMES[place]
    labels = np.concatenate([e.labels[e.labels > 0] for e in examples])
    mapped = np.concatenate([p[e.labels > 0] for e, p in zip(examples, predicted)])
    compared = _compared(kind, place)
    confusion = Confusion(sorted(set(compared.values())))
    # The last class that a label may be tells the group; built area of Chile is compared as building.
    reference = {label: compared[meaning[-1]] for label, meaning in MEANINGS[place].items()}
    confusion.add(_translated(labels, reference), _translated(mapped, compared))
    metrics = confusion.metrics()
    return {
        "dates": len(examples),
        "pixels": metrics.pixels,
        "oa": _rounded(metrics.oa),
        "largest_class": _rounded(max(m.reference for m in metrics.classes.values()) / metrics.pixels),
        "classes": {
            _name(c): {
                key: _rounded(getattr(m, key)) for key in ("iou", "f1", "precision", "recall", "reference")
            }
            for c, m in metrics.classes.items()
            if m.reference or m.mapped
        },
        "matrix": {
            names[label]: {
                _name(c or _REST): int(((labels == label) & (mapped == c)).sum()) for c in kind.outputs
            }
            for label in names
            if (labels == label).any()
        },
    }


def tested(kind: Kind, model: Model, examples: Sequence[Example]) -> dict[str, Any]:
    """Figures of a model on the labelled pixels of one place."""
    return scores(kind, examples, [_predicted(kind, model, example) for example in examples])


def _predicted(kind: Kind, model: Model, example: Example) -> np.ndarray:
    """The most probable class of every labelled pixel, uint8 (rows, cols); by the tiles of `classify`."""
    classes = np.zeros(example.labels.shape, np.uint8)
    labelled = scene(kind, example).taught((example.labels > 0).astype(np.uint8))
    for window, probabilities, _ in predictions(model, labelled, Progress()):
        classes[window] = np.array(kind.outputs, np.uint8)[probabilities.argmax(axis=0)]
    return classes


def _compared(kind: Kind, place: str) -> dict[int, int]:
    """As what each class that a model may give is compared."""
    groups = {leaf: (leaf,) for leaf in LEAVES} if place == GENERATOR else _MERGED
    compared = {OTHER: _REST} if OTHER in kind.outputs else {}
    for group, leaves in groups.items():
        told = set(leaves) <= set(kind.outputs)
        compared.update(dict.fromkeys(leaves, group if told else _REST))
    return compared


def _name(class_id: int) -> str:
    return "other" if class_id == _REST else load_scheme("basic6").by_id(class_id).name


def _translated(values: np.ndarray, table: Mapping[int, int]) -> np.ndarray:
    full = np.zeros(256, np.uint8)
    full[list(table)] = list(table.values())
    return full[values]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
