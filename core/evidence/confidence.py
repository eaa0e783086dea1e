"""Confidence: the estimated probability that a pixel's final class is right.

Without reference data the external map stands in for it: per class, how often the external map
confirms the class at pixels of this probability, made monotone by an isotonic fit (Zadrozny and
Elkan 2002, KDD). This is honest only if the classification did not learn from the external map's
labels at these very pixels (cross-fitting).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ..lazy import LazyModule
from ..outputs import FLOAT_NODATA

if TYPE_CHECKING:
    from sklearn import isotonic
else:
    isotonic = LazyModule("sklearn.isotonic")

LEAST_PIXELS = 500
"""Pixels with a known external class that a class needs for a fit of its own."""

STEPS = 65_534
"""Probabilities are told apart in steps of 1 / STEPS, finer than they are stored."""

UNKNOWN = 65_535
"""Stands for no probability."""


@dataclass(frozen=True)
class Curve:
    """Confidence over probability: straight between the points, constant beyond the outer ones.

    Attributes:
        x: Probabilities, ascending.
        y: Confidence 0..1 at each of them, not falling.
    """

    x: tuple[float, ...]
    y: tuple[float, ...]


class Votes:
    """Counts, window by window, how often the external map confirms a class at each probability.

    Args:
        checked: Ids of the classes to count for.
    """

    def __init__(self, checked: Sequence[int]) -> None:
        self._checked = list(checked)
        self._counts = np.zeros((len(checked), UNKNOWN + 1, 2), np.int64)
        self._rows = np.full(2**16, -1, np.int32)
        self._rows[self._checked] = np.arange(len(checked))

    def add(self, classes: np.ndarray, agreed: np.ndarray, steps: np.ndarray, where: np.ndarray) -> None:
        """Count the pixels of a window; all arrays are (rows, cols).

        Args:
            classes: Final class ids, 0 = none.
            agreed: bool, or 0 and 1, whether the external map confirms the class.
            steps: Probability of the final class, see `in_steps`.
            where: bool, where the external map shows anything.
        """
        rows = np.take(self._rows, classes)
        known = np.flatnonzero(where & (rows >= 0) & (steps < UNKNOWN))
        keys = (rows.ravel()[known] * (UNKNOWN + 1) + steps.ravel()[known]) * 2 + agreed.ravel()[known]
        counts = self._counts.reshape(-1)
        start = int(keys.min(initial=counts.size))
        found = np.bincount(keys - start)
        counts[start : start + found.size] += found

    def curves(self) -> dict[int, Curve]:
        """The isotonic fits by class id; classes with fewer than LEAST_PIXELS pixels have none."""
        totals = self._counts.sum(axis=(1, 2))
        return {
            id_: _curve(counts)
            for id_, counts, total in zip(self._checked, self._counts, totals)
            if total >= LEAST_PIXELS
        }


def _curve(counts: np.ndarray) -> Curve:
    """The isotonic fit from counts (steps, 2), of disagreement and agreement."""
    total = counts.sum(axis=1)
    known = np.flatnonzero(total)
    model = isotonic.IsotonicRegression(y_min=0, y_max=1)
    model.fit(known / STEPS, counts[known, 1] / total[known], sample_weight=total[known])
    return Curve(tuple(model.X_thresholds_.tolist()), tuple(model.y_thresholds_.tolist()))


def in_steps(probability: np.ndarray) -> np.ndarray:
    """Probabilities in whole steps 0..STEPS (what lies beyond 0..1 is 0 or 1), UNKNOWN where NaN: uint16."""
    steps = np.rint(probability.clip(0, 1) * STEPS)
    return np.where(np.isnan(steps), UNKNOWN, steps).astype(np.uint16)


def confidence(classes: np.ndarray, steps: np.ndarray, curves: Mapping[int, Curve]) -> np.ndarray:
    """Apply the curves; classes without one keep the probability itself.

    Args:
        classes: (rows, cols) final class ids, 0 = none.
        steps: uint16 (rows, cols) probability of the final class, see `in_steps`.
        curves: By class id.

    Returns:
        float32 (rows, cols), 0..1; FLOAT_NODATA where there is no class or no probability.
    """
    probabilities = np.arange(UNKNOWN + 1) / STEPS
    rows = np.zeros(2**16, np.int32)
    rows[list(curves)] = np.arange(1, len(curves) + 1)
    values = [probabilities, *(np.interp(probabilities, c.x, c.y) for c in curves.values())]
    table = np.stack(values).astype(np.float32)
    table[:, UNKNOWN] = FLOAT_NODATA
    result: np.ndarray = np.take(table, np.take(rows, classes) * (UNKNOWN + 1) + steps)
    result[classes == 0] = FLOAT_NODATA
    return result


def probability_of(
    classes: np.ndarray, probabilities: np.ndarray, ids: Sequence[int], unknown: float = np.nan
) -> np.ndarray:
    """Pick the probability of each pixel's own class.

    Args:
        classes: (rows, cols) class ids, 0 = none.
        probabilities: (classes, rows, cols), also as stored numbers; 0 everywhere at a pixel that was not
            observed.
        ids: Class id of each band.
        unknown: What to return where the class has no band, or nothing was observed.

    Returns:
        (rows, cols) in the dtype of `probabilities`.
    """
    own = np.full(classes.shape, unknown, probabilities.dtype)
    for id_, band in zip(ids, probabilities):
        np.copyto(own, band, where=classes == id_)
    np.copyto(own, unknown, where=probabilities.max(axis=0) == 0)
    return own
