"""Estimates from clusters: pixels that lie together, and are right or wrong together.

The clusters are the polygons of a reference, or squares of land. What is estimated is a ratio of sums over
pixels; how far it may be off is told by the differences between clusters (the ratio estimate of a cluster
sample, Cochran 1977, Sampling techniques, section 9A.1), as the jackknife takes them. The interval is that
of Wilson with the number of independent observations that this error amounts to, less where few clusters
tell the error itself (Korn & Graubard 1998, Survey Methodology 24, 193-201).
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
_LEAST = 1e-300


@dataclass(frozen=True)
class Groups:
    """The clusters of a sample, each within a stratum.

    Attributes:
        numbers: int64 (groups,), ascending: how counts name them.
        pixels: float64 (groups,), compared in each.
        weights: float64 (groups,), what a pixel of each stands for.
        strata: int64 (groups,), their strata from 0.
    """

    numbers: np.ndarray
    pixels: np.ndarray
    weights: np.ndarray
    strata: np.ndarray

    @classmethod
    def plain(cls, numbers: np.ndarray, pixels: np.ndarray) -> Groups:
        """Clusters of one stratum, whose pixels all count alike."""
        return cls(numbers, pixels.astype(float), np.ones(len(numbers)), np.zeros(len(numbers), np.int64))

    def places(self, numbers: np.ndarray) -> np.ndarray:
        """Where the groups stand that numbers name, int64 (n,)."""
        found: np.ndarray = np.searchsorted(self.numbers, numbers)
        return found

    def sums(self, numbers: np.ndarray, values: np.ndarray) -> np.ndarray:
        """Sums of values by group, float64 (groups,)."""
        return np.bincount(self.places(numbers), values, len(self.numbers))

    def ratio(self, hits: np.ndarray, among: np.ndarray) -> Estimate | None:
        """The share of hits among pixels; None where there are none.

        Args:
            hits: Pixels that are hits, by group (groups,).
            among: Pixels that are asked about, by group; all hits among them.
        """
        total = float(self.weights @ among)
        if not total:
            return None
        value = float(self.weights @ hits) / total
        if len(self.numbers) < 2:
            return Estimate(value)
        off = hits - value * among
        # Strata are of known size, so that only what differs from a stratum's mean is chance.
        in_stratum = np.bincount(self.strata, self.pixels)[self.strata]
        means = np.bincount(self.strata, off)[self.strata] / in_stratum
        off = np.where(self._alone, off, off - means * self.pixels)
        # What a large cluster is off is less than if the estimate had been made without it.
        pull = np.where(self._alone, 0, np.maximum(self.pixels / in_stratum, self.weights * among / total))
        off = off / np.maximum(1 - pull, _TINY)
        error = float(np.sqrt((self._shares_left * (self.weights * off / total) ** 2).sum()))
        return _with_limits(value, error, among, self.quantile(among))

    def error(self, off: np.ndarray) -> float | None:
        """The standard error of a number, from each group's part in what it is off; None with one group."""
        if len(off) < 2:
            return None
        means = np.bincount(self.strata, off) / np.maximum(np.bincount(self.strata), 1)
        apart = np.where(self._alone, off, off - means[self.strata])
        return float(np.sqrt((apart**2 / self._shares_left).sum()))

    def quantile(self, among: np.ndarray) -> float:
        """Of Student's t for intervals of 95 %, less certain the fewer or more unequal the groups are.

        The degrees of freedom are Satterthwaite's, for errors that grow with the pixels among which is asked.
        """
        parts = (self.weights * among) ** 2
        whole = np.bincount(self.strata, parts)
        equal = whole**2 / np.maximum(np.bincount(self.strata, parts**2), _LEAST)
        degrees = whole.sum() ** 2 / (whole**2 / np.maximum(equal - 1, 0.5)).sum()
        return float(scipy.special.stdtrit(max(degrees, 1.0), _UPPER))

    @cached_property
    def _alone(self) -> np.ndarray:
        """Groups that are alone in their stratum: they are compared with no difference at all."""
        alone: np.ndarray = np.bincount(self.strata)[self.strata] < 2
        return alone

    @cached_property
    def _shares_left(self) -> np.ndarray:
        """(n − 1) / n of the n groups of each one's stratum; 1 for a lone one."""
        count = np.bincount(self.strata)[self.strata]
        return np.where(self._alone, 1.0, (count - 1) / count)


def _with_limits(value: float, error: float, among: np.ndarray, quantile: float) -> Estimate:
    """Wilson's interval with the size that an error amounts to.

    Where all are hits or none, the clusters are what was observed.
    """
    spread = value * (1 - value)
    size = spread / error**2 if error > _TINY and spread > _TINY else float((among > 0).sum())
    size = min(size * (Z95 / quantile) ** 2, float(among.sum()))
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
        present, places = np.unique(self._keys, return_inverse=True)
        strata = present % len(self.sizes)
        return Groups(present, np.bincount(places, self.counts), self._expansion[strata], strata)

    @cached_property
    def _keys(self) -> np.ndarray:
        keys: np.ndarray = self.polygons * len(self.sizes) + self.of_unit
        return keys

    def estimates(
        self, questions: Sequence[Question], pulse: Callable[[], None] = lambda: None
    ) -> Iterator[Estimate | None]:
        """Answer questions one by one; None where no pixel is among. `pulse` is called before each."""
        groups, keys = self.groups, self._keys
        for question in questions:
            pulse()
            hits, among = (groups.sums(keys, self.counts * part) for part in (question.hits, question.among))
            yield groups.ratio(hits, among)


def of_squares(pixels: np.ndarray, right: np.ndarray) -> Estimate | None:
    """Share of right pixels, and its interval from the differences between squares of land.

    Args:
        pixels: int64 (squares,), pixels compared.
        right: int64 (squares,), right ones.
    """
    there = pixels > 0
    return Groups.plain(np.flatnonzero(there), pixels[there]).ratio(right[there], pixels[there])
