"""Agreement between a map and a reference: confusion matrix and the figures drawn from it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from ..scheme import ClassScheme


class Confusion:
    """A confusion matrix, summed window by window.

    Attributes:
        classes: Class ids in the order of rows and columns.
        matrix: int64 (classes, classes): rows are the reference, columns the map.
    """

    def __init__(self, classes: Sequence[int]) -> None:
        self.classes = tuple(classes)
        self.matrix = np.zeros((len(self.classes), len(self.classes)), np.int64)
        self._index = np.full(max(self.classes, default=0) + 2, -1, np.int64)
        self._index[list(self.classes)] = np.arange(len(self.classes))

    def add(self, reference: np.ndarray, predicted: np.ndarray, valid: np.ndarray | None = None) -> None:
        """Count the pixels of a window.

        Args:
            reference: Reference class ids, any integer dtype and shape.
            predicted: The map's class ids, same shape.
            valid: bool, same shape: where to count; everywhere by default. Pixels where either id
                is not among `classes` (0 = nodata) are not counted.
        """
        true, mapped = self._positions(reference), self._positions(predicted)
        counted = (true >= 0) & (mapped >= 0)
        if valid is not None:
            counted &= valid.ravel()
        size = len(self.classes)
        keys = true[counted] * size + mapped[counted]
        self.matrix += np.bincount(keys, minlength=size * size).reshape(size, size)

    def _positions(self, values: np.ndarray) -> np.ndarray:
        outside = len(self._index) - 1
        flat = values.ravel().astype(np.int64)
        positions: np.ndarray = self._index[np.where((flat < 0) | (flat > outside), outside, flat)]
        return positions

    def metrics(self) -> Metrics:
        """The figures of the pixels counted so far."""
        return measure(self.matrix, self.classes)


@dataclass(frozen=True)
class ClassMetrics:
    """Figures of one class, 0..1; None where they cannot be estimated (0/0).

    Attributes:
        precision: Right share of the pixels mapped as the class (user's accuracy).
        recall: Share of the class's reference pixels that the map found (producer's accuracy).
        f1: Harmonic mean of both, 2·TP / (mapped + reference).
        iou: TP / (mapped + reference − TP).
        reference: Reference pixels of the class, or their share.
        mapped: Pixels mapped as the class, or their share.
    """

    precision: float | None
    recall: float | None
    f1: float | None
    iou: float | None
    reference: float
    mapped: float


@dataclass(frozen=True)
class Metrics:
    """Figures of a confusion matrix, 0..1; None where they cannot be estimated.

    Attributes:
        classes: By class id.
        pixels: Pixels counted.
        oa: Overall accuracy.
        aa: Average accuracy: mean recall over the classes that occur in the reference.
        miou: Mean IoU over the classes that occur in the reference or the map.
        macro_f1: Mean F1 over the same classes.
        weighted_f1: Mean F1 weighted by reference pixels.
        kappa: Cohen's kappa.
    """

    classes: dict[int, ClassMetrics]
    pixels: float
    oa: float | None
    aa: float | None
    miou: float | None
    macro_f1: float | None
    weighted_f1: float | None
    kappa: float | None


def measure(matrix: np.ndarray, classes: Sequence[int]) -> Metrics:
    """Draw the figures from a confusion matrix (rows reference, columns map) of pixels or shares.

    The class 0 means pixels to which the map gives no class: they are wrong, and the means over classes
    leave it out.
    """
    each = {
        class_id: _class_metrics(right, reference, mapped)
        for class_id, right, reference, mapped in zip(
            classes, matrix.diagonal().tolist(), matrix.sum(axis=1).tolist(), matrix.sum(axis=0).tolist()
        )
    }
    figures = [metrics for class_id, metrics in each.items() if class_id]
    pixels = matrix.sum().item()
    oa = _ratio(np.trace(matrix).item(), pixels)
    chance = _ratio(sum(m.reference * m.mapped for m in figures), pixels**2)
    return Metrics(
        classes=each,
        pixels=pixels,
        oa=oa,
        aa=_mean([m.recall for m in figures]),
        miou=_mean([m.iou for m in figures]),
        macro_f1=_mean([m.f1 for m in figures]),
        weighted_f1=_ratio(math.fsum((m.f1 or 0.0) * m.reference for m in figures), pixels),
        kappa=None if oa is None or chance is None else _ratio(oa - chance, 1 - chance),
    )


def _class_metrics(right: float, reference: float, mapped: float) -> ClassMetrics:
    return ClassMetrics(
        precision=_ratio(right, mapped),
        recall=_ratio(right, reference),
        f1=_ratio(2 * right, mapped + reference),
        iou=_ratio(right, mapped + reference - right),
        reference=reference,
        mapped=mapped,
    )


def _ratio(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return math.fsum(known) / len(known) if known else None


def settle_levels(reference: np.ndarray, predicted: np.ndarray, scheme: ClassScheme) -> np.ndarray:
    """Compare a reference of coarser or finer classes with a map of the same hierarchical scheme.

    A reference pixel whose class is an ancestor or a descendant of the mapped class does not
    contradict the map ("building" where the map says "residential building"), so it counts as
    right: it takes the mapped class. All other pixels keep their reference class.

    Args:
        reference: Class ids, integers of any shape.
        predicted: The map's class ids, same shape.
        scheme: The scheme of both.

    Returns:
        The reference to compare with, same shape and dtype as `reference`.
    """
    settled = reference.copy()
    for land_class in scheme.classes:
        mapped_here = predicted == land_class.id
        related = [
            other.id
            for other in scheme.classes
            if other.id in scheme.ancestors(land_class.id) or land_class.id in scheme.ancestors(other.id)
        ]
        settled[mapped_here & np.isin(reference, related)] = land_class.id
    return settled
