"""Finding the errors of a map: how well a score tells right from wrong pixels.

The area under the ROC curve is how often, of a right and a wrong pixel taken at random, the right one has the
higher score; equal scores count half. Its standard error comes from the differences between clusters of
pixels, because neighbours are right or wrong together (Obuchowski 1997, Biometrics 53, 567-578), and so does
that of the difference between two scores on the same pixels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .clusters import Groups
from .counts import GroupedCounts
from .estimation import Estimate

BINS = 1024
"""Bins of a score; scores in the same bin count as equal."""

WORST = (0.05, 0.10, 0.20)
"""Shares of the land of which is told how many errors they hold."""


_TINY = 1e-12


def bins_of(scores: np.ndarray) -> np.ndarray:
    """The bin of scores 0..1, int64 of the same shape.

    The bins are equal in the angle arcsin(√score), so that they are narrowest, 2·10⁻⁶, near 0 and 1, where
    the scores of sure networks crowd.
    """
    angles = np.arcsin(np.sqrt(np.clip(scores, 0, 1)))
    found: np.ndarray = np.minimum(angles * (2 / np.pi * BINS), BINS - 1).astype(np.int64)
    return found


@dataclass(frozen=True)
class Found:
    """How well a score finds errors.

    Attributes:
        area: Area under the ROC curve, 0.5 for a score that tells nothing; None where all pixels are right or
            all are wrong.
        worst: For each of `WORST`, the share of all errors on that share of the land that has the lowest
            scores; where scores are equal, as many as chance would find. Empty where there are no errors.
    """

    area: Estimate | None
    worst: tuple[float, ...]


class DetectionTally:
    """Right and wrong pixels by the bins of several scores; streams.

    Memory: 16 bytes for each cluster, score, and bin that occurs.

    Args:
        scores: Number of scores.
    """

    def __init__(self, scores: int) -> None:
        self._counts = [GroupedCounts(2 * BINS) for _ in range(scores)]

    def add(self, scores: Sequence[np.ndarray], right: np.ndarray, clusters: np.ndarray) -> None:
        """Count pixels.

        Args:
            scores: Of each the bins, int64 (n,), from `bins_of`; the higher the surer.
            right: bool (n,).
            clusters: int64 (n,), which cluster a pixel belongs to.
        """
        for counts, score in zip(self._counts, scores):
            counts.add(clusters, 2 * score + right)

    def found(self, groups: Groups) -> list[Found]:
        """How well each score finds the errors."""
        return [_found(*counts.found(), groups) for counts in self._counts]

    def difference(self, groups: Groups, first: int, second: int) -> Estimate | None:
        """How much larger the area of one score is than that of another one, −1..1."""
        one, other = (_area(*self._counts[score].found(), groups) for score in (first, second))
        return (
            None
            if one is None or other is None
            else _with_limits(one[0] - other[0], one[1] - other[1], groups)
        )

    def totals(self) -> tuple[int, int]:
        """Pixels, and wrong ones among them."""
        _, numbers, counts = self._counts[0].found()
        return int(counts.sum()), int(counts[numbers % 2 == 0].sum())


def _found(clusters: np.ndarray, numbers: np.ndarray, counts: np.ndarray, groups: Groups) -> Found:
    area = _area(clusters, numbers, counts, groups)
    wrong, right = _by_bin(numbers, counts * groups.weights[groups.places(clusters)])
    if not wrong.sum():
        return Found(None, ())
    land, errors = (np.concatenate([[0], np.cumsum(part) / part.sum()]) for part in (wrong + right, wrong))
    worst = tuple(np.interp(WORST, land, errors).tolist())
    return Found(None if area is None else _within_limits(*area, groups), worst)


def _area(
    clusters: np.ndarray, numbers: np.ndarray, counts: np.ndarray, groups: Groups
) -> tuple[float, np.ndarray] | None:
    """The area, and each group's part in what it is off, (groups,)."""
    weights = counts * groups.weights[groups.places(clusters)]
    wrong, right = _by_bin(numbers, weights)
    if not (wrong.sum() and right.sum()):
        return None
    # How far the other kind ranks on the proper side of a pixel of each bin.
    above_wrong = (right.sum() - np.cumsum(right) + right / 2) / right.sum()
    below_right = (np.cumsum(wrong) - wrong / 2) / wrong.sum()
    area = float(wrong @ above_wrong / wrong.sum())
    parts = np.stack([(above_wrong - area) / wrong.sum(), (below_right - area) / right.sum()], axis=1)
    return area, groups.sums(clusters, weights * parts.ravel()[numbers])


def _by_bin(numbers: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    table = np.bincount(numbers, weights, 2 * BINS).reshape(BINS, 2)
    return table[:, 0], table[:, 1]


def _with_limits(value: float, off: np.ndarray, groups: Groups) -> Estimate:
    """A number and its symmetric interval."""
    error = groups.error(off)
    if error is None:
        return Estimate(value)
    reach = groups.quantile(groups.pixels) * error
    return Estimate(value, error, value - reach, value + reach)


def _within_limits(value: float, off: np.ndarray, groups: Groups) -> Estimate:
    """A number 0..1, and an interval that stays within 0..1, by its logit."""
    error = groups.error(off)
    if error is None or not _TINY < value < 1 - _TINY:
        return Estimate(value, error)
    reach = groups.quantile(groups.pixels) * error / (value * (1 - value))
    logit = np.log(value / (1 - value))
    low, high = (float(1 / (1 + np.exp(-place))) for place in (logit - reach, logit + reach))
    return Estimate(value, error, low, high)
