"""Estimates from clusters: pixels that lie together, and are right or wrong together.

The clusters are the polygons of a reference, or squares of land. What is estimated is a ratio of sums over
pixels; how far it may be off is told by the differences between clusters (the ratio estimate of a cluster
sample, Cochran 1977, Sampling techniques, section 9A.1; with strata as in Särndal, Swensson & Wretman 1992,
section 8.6). The interval is Wilson's with the number of independent observations that this error amounts to,
less where few clusters tell the error itself (Korn & Graubard 1998, Survey Methodology 24, 193-201).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from ..lazy import LazyModule
from .estimation import Estimate, Question
from .intervals import Z95, wilson

if TYPE_CHECKING:
    import scipy.special
else:
    scipy = LazyModule("scipy")
    scipy.special = LazyModule("scipy.special")

_UPPER = 0.975
_TINY = 1e-12


@dataclass(frozen=True)
class Groups:
    """The clusters of a sample, each within a stratum.

    Attributes:
        numbers: int64 (groups,), ascending: how counts name them.
        weights: float64 (groups,), what a pixel of each stands for.
        strata: int64 (groups,), their strata from 0.
    """

    numbers: np.ndarray
    weights: np.ndarray
    strata: np.ndarray

    @classmethod
    def plain(cls, numbers: np.ndarray) -> Groups:
        """Clusters of one stratum, whose pixels all count alike; `numbers` may hold repetitions."""
        present = np.unique(numbers)
        return cls(present, np.ones(len(present)), np.zeros(len(present), np.int64))

    @property
    def degrees(self) -> int:
        """Degrees of freedom of standard errors: clusters less strata."""
        return len(self.numbers) - len(np.unique(self.strata))

    def weight_of(self, numbers: np.ndarray) -> np.ndarray:
        """The weight of the groups that numbers name, float64 (n,)."""
        weights: np.ndarray = self.weights[np.searchsorted(self.numbers, numbers)]
        return weights

    def sums(self, numbers: np.ndarray, values: np.ndarray) -> np.ndarray:
        """Sums of values by group, float64 (groups,)."""
        return np.bincount(np.searchsorted(self.numbers, numbers), values, len(self.numbers))

    def error(self, off: np.ndarray) -> float | None:
        """The standard error of what groups make off, (groups,); None where there is but one.

        A group alone in its stratum is compared with no difference at all, which is on the safe side.
        """
        if len(off) < 2:
            return None
        count = np.bincount(self.strata)
        alone = count[self.strata] < 2
        means = np.bincount(self.strata, off) / np.maximum(count, 1)
        apart = np.where(alone, off, off - means[self.strata])
        factors = np.where(alone, 1.0, count[self.strata] / np.maximum(count[self.strata] - 1, 1))
        return float(np.sqrt((factors * apart**2).sum()))

    def normal(self, value: float, off: np.ndarray) -> Estimate:
        """A number and its symmetric interval."""
        error = self.error(off)
        if error is None:
            return Estimate(value)
        reach = quantile(self.degrees) * error
        return Estimate(value, error, value - reach, value + reach)

    def share(self, value: float, off: np.ndarray) -> Estimate:
        """A number 0..1 that is no ratio of pixels, and an interval that stays within 0..1, by its logit."""
        error = self.error(off)
        if error is None or not _TINY < value < 1 - _TINY:
            return Estimate(value, error)
        reach = quantile(self.degrees) * error / (value * (1 - value))
        logit = np.log(value / (1 - value))
        low, high = (float(1 / (1 + np.exp(-place))) for place in (logit - reach, logit + reach))
        return Estimate(value, error, low, high)

    def ratio(self, hits: np.ndarray, among: np.ndarray, pixels: np.ndarray) -> Estimate | None:
        """The share of hits among pixels; None where there are none.

        Args:
            hits: Pixels that are hits, by group (groups,).
            among: Pixels that are asked about, by group; all hits among them.
            pixels: All pixels of the sample, by group.
        """
        total = float(self.weights @ among)
        if not total:
            return None
        value = float(self.weights @ hits) / total
        off = hits - value * among
        # Strata are of known size, so that only what differs from a stratum's mean is chance.
        in_stratum = np.bincount(self.strata, pixels)
        means = np.bincount(self.strata, off) / np.maximum(in_stratum, 1)
        lone = np.bincount(self.strata)[self.strata] < 2
        off = np.where(lone, off, off - means[self.strata] * pixels)
        error = self.error(self.weights * off / total)
        if error is None:
            return Estimate(value)
        return _with_limits(value, error, int((among > 0).sum()), float(among.sum()), self.degrees)


def quantile(degrees: int) -> float:
    """Of Student's t for intervals of 95 %."""
    return float(scipy.special.stdtrit(max(degrees, 1), _UPPER))


def _with_limits(value: float, error: float, clusters: int, pixels: float, degrees: int) -> Estimate:
    """Wilson's interval with the size that an error amounts to.

    Where all are hits or none, the clusters are what was observed.
    """
    spread = value * (1 - value)
    size = spread / error**2 if error > _TINY and spread > _TINY else clusters
    size = min(size * (Z95 / quantile(degrees)) ** 2, pixels)
    low, high = wilson(np.array([value]), np.array([max(size, 1.0)]))
    return Estimate(value, error, min(float(low[0]), value), max(float(high[0]), value))


@dataclass(frozen=True)
class Clusters:
    """The design of a sample of polygons, all pixels in which are compared.

    A unit is pixels of one polygon and stratum that are alike.

    Attributes:
        of_unit: int64 (units,), the stratum of each unit, from 0.
        sizes: float64 (strata,), pixels of the population in each stratum.
        polygons: int64 (units,), the polygon of each unit.
        counts: int64 (units,), its pixels.
    """

    of_unit: np.ndarray
    sizes: np.ndarray
    polygons: np.ndarray
    counts: np.ndarray

    @cached_property
    def weights(self) -> np.ndarray:
        """Pixels of the population that each unit stands for, float64 (units,)."""
        expanded: np.ndarray = self._expansion[self.of_unit] * self.counts
        return expanded

    @cached_property
    def _expansion(self) -> np.ndarray:
        return self.sizes / np.maximum(np.bincount(self.of_unit, self.counts, len(self.sizes)), 1)

    @cached_property
    def groups(self) -> Groups:
        """Polygons within strata, numbered polygon · strata + stratum."""
        present = np.unique(self._keys)
        strata = present % len(self.sizes)
        return Groups(present, self._expansion[strata], strata)

    @cached_property
    def _keys(self) -> np.ndarray:
        keys: np.ndarray = self.polygons * len(self.sizes) + self.of_unit
        return keys

    def estimates(
        self, questions: Sequence[Question], pulse: Callable[[], None] = lambda: None
    ) -> Iterator[Estimate | None]:
        """Answer questions one by one; None where no pixel is among. `pulse` is called before each."""
        groups, keys = self.groups, self._keys
        pixels = groups.sums(keys, self.counts)
        for question in questions:
            pulse()
            hits, among = (groups.sums(keys, self.counts * part) for part in (question.hits, question.among))
            yield groups.ratio(hits, among, pixels)


def of_squares(pixels: np.ndarray, right: np.ndarray) -> Estimate | None:
    """Share of right pixels, and its interval from the differences between squares of land.

    Args:
        pixels: int64 (squares,), pixels compared.
        right: int64 (squares,), right ones.
    """
    there = pixels > 0
    return Groups.plain(np.flatnonzero(there)).ratio(right[there], pixels[there], pixels[there])
