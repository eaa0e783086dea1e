"""Confidence: the estimated probability that a pixel's final class is right, without reference data.

In both ways the external map has a say, which is honest only if the classification did not learn from its
labels at these very pixels (cross-fitting).

`Votes` lets it stand in for the reference: per class, how often it confirms the class at pixels of this
probability, made monotone by an isotonic fit (Zadrozny and Elkan 2002, KDD). Where the external map is often
wrong, or more often for some classes than for others, this measures the external map.

`Odds` takes it as a witness instead: the odds of the probability are multiplied by how much more often it
agrees where the class is right than where it is wrong. Which pixels are right is not known, so each counts as
right by its probability, as in Dawid & Skene 1979 (Applied Statistics 28, 20-28). Half the logarithm is
taken, because external map and classifier err at the same places more often than by chance.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ..lazy import LazyModule
from ..stored import FLOAT_NODATA, PROBABILITY_STEPS

if TYPE_CHECKING:
    from sklearn import isotonic
else:
    isotonic = LazyModule("sklearn.isotonic")

LEAST_PIXELS = 500
"""Pixels with a known external class that a class needs for a fit of its own."""

STEPS = 258 * PROBABILITY_STEPS
"""Probabilities are told apart in steps of 1 / STEPS; those that are stored, and their halves, exactly."""

UNKNOWN = 65_535
"""Stands for no probability."""

Estimate = Callable[[np.ndarray, np.ndarray, np.ndarray, np.ndarray], np.ndarray]
"""From class ids, whether the external map agrees, steps of probability, and where the external map shows
anything, all (rows, cols), to confidence float32 (rows, cols), FLOAT_NODATA where there is none."""

_EXTERNAL_WEIGHT = 0.5
_LEAST_STEPS = 7
"""1 in 10,000: no probability is so sure that nothing could speak against it."""


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

    def estimate(self) -> Estimate:
        """The confidence of pixels by the isotonic fits."""
        return by_curves(self.curves())

    def curves(self) -> dict[int, Curve]:
        """The isotonic fits by class id; classes with fewer than LEAST_PIXELS pixels have none."""
        totals = self._counts.sum(axis=(1, 2))
        return {
            id_: _curve(counts)
            for id_, counts, total in zip(self._checked, self._counts, totals)
            if total >= LEAST_PIXELS
        }


class Odds:
    """Sums, window by window, how often the external map agrees with what is right and with what is wrong.

    Args:
        checked: Ids of the classes to sum for.
    """

    def __init__(self, checked: Sequence[int]) -> None:
        self._checked = np.zeros(2**16, bool)
        self._checked[list(checked)] = True
        self._sums = np.zeros((2, 2))  # in steps, whole numbers: their order does not matter

    def add(self, classes: np.ndarray, agreed: np.ndarray, steps: np.ndarray, where: np.ndarray) -> None:
        """Count the pixels of a window; as `Votes.add`."""
        known = where & np.take(self._checked, classes) & (steps < UNKNOWN)
        kind = np.where(known, agreed > 0, 2).ravel()
        right = np.bincount(kind, steps.ravel(), 3)[:2]
        self._sums += right, np.bincount(kind, minlength=3)[:2] * STEPS - right

    def shifts(self) -> tuple[float, float]:
        """By how much the log odds change where the external map disagrees, and where it agrees.

        0 and 0 where it does not agree more often with what is right.
        """
        sums = self._sums / STEPS + 1
        shares = sums / sums.sum(axis=1, keepdims=True)
        disagrees, agrees = (_EXTERNAL_WEIGHT * np.log(shares[0] / shares[1])).tolist()
        return (disagrees, agrees) if agrees > 0 else (0.0, 0.0)

    def estimate(self) -> Estimate:
        """The confidence of pixels: their probability with the word of the external map."""
        odds = np.arange(UNKNOWN + 1).clip(_LEAST_STEPS, STEPS - _LEAST_STEPS) / STEPS
        odds = np.log(odds / (1 - odds))
        table = np.stack([1 / (1 + np.exp(-(odds + shift))) for shift in (0.0, *self.shifts())])
        table[:, UNKNOWN] = FLOAT_NODATA
        table = table.astype(np.float32)

        def confidence(
            classes: np.ndarray, agreed: np.ndarray, steps: np.ndarray, where: np.ndarray
        ) -> np.ndarray:
            word = np.where(where & np.take(self._checked, classes), 1 + (agreed > 0), 0)
            found: np.ndarray = np.take(table, word * (UNKNOWN + 1) + steps)
            found[classes == 0] = FLOAT_NODATA
            return found

        return confidence


ESTIMATORS: Mapping[str, type[Votes] | type[Odds]] = {"isotonic": Votes, "odds": Odds}
"""Ways to a confidence without reference data."""


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


def by_curves(curves: Mapping[int, Curve]) -> Estimate:
    """The confidence of pixels by the curve of their class; classes without one keep the probability.

    Args:
        curves: By class id.
    """
    probabilities = np.arange(UNKNOWN + 1) / STEPS
    rows = np.zeros(2**16, np.int32)
    rows[list(curves)] = np.arange(1, len(curves) + 1)
    values = [probabilities, *(np.interp(probabilities, c.x, c.y) for c in curves.values())]
    table = np.stack(values).astype(np.float32)
    table[:, UNKNOWN] = FLOAT_NODATA

    def confidence(
        classes: np.ndarray, agreed: np.ndarray, steps: np.ndarray, where: np.ndarray
    ) -> np.ndarray:
        found: np.ndarray = np.take(table, np.take(rows, classes) * (UNKNOWN + 1) + steps)
        found[classes == 0] = FLOAT_NODATA
        return found

    return confidence


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
    bands = np.full(2**16, -1)
    bands[list(ids)] = np.arange(len(ids))
    band = np.take(bands, classes)
    own = np.take_along_axis(probabilities, np.maximum(band, 0)[None], axis=0)[0]
    known = (band >= 0) & (probabilities.max(axis=0) != 0)
    return np.where(known, own, np.array(unknown, own.dtype))
