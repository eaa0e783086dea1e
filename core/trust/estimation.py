"""Accuracy and area as a sample of reference points tells them, with standard errors and intervals.

Estimators for stratified random sampling whose strata may differ from the map's classes (Stehman 2014,
International Journal of Remote Sensing 35, 4923-4939); where they do not differ these are the estimators
of Olofsson et al. 2014 (Remote Sensing of Environment 148, 42-57). A simple random sample is one of a
single stratum, and so is a systematic one, whose standard errors then are on the safe side.

Everything is a ratio: the share of the right units among those that are mapped as a class (user's
accuracy), that are of the class (producer's accuracy), or that are either (IoU), or among all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from .intervals import ratio_limits

_AT_ONCE = 2000
"""Pairs of ratio and stratum whose intervals are found together."""

_CENSUS = 1e9
"""What a unit of a stratum counts of which every unit is in the sample."""


class Estimate(NamedTuple):
    """An estimated share, 0..1.

    Attributes:
        value: The share.
        error: Its standard error; None where a stratum has but one unit of the sample.
        low, high: Limits of its interval of 95 %; None where there is none.
    """

    value: float
    error: float | None = None
    low: float | None = None
    high: float | None = None

    def times(self, factor: float) -> Estimate:
        """The same in other units."""
        return Estimate(*(None if number is None else number * factor for number in self))  # type: ignore[arg-type]


class Question(NamedTuple):
    """Which share is asked for, by unit of the sample; bool (units,) each.

    Attributes:
        hits: Units that count in the share's numerator.
        among: Units that count in its denominator, all hits among them.
        may_hit, may_miss, may_lie_out: Whether a unit with the same place on the maps but any reference
            class could be a hit, could be among without being a hit, could be not among.
    """

    hits: np.ndarray
    among: np.ndarray
    may_hit: np.ndarray
    may_miss: np.ndarray
    may_lie_out: np.ndarray


@dataclass(frozen=True)
class Strata:
    """A sample's design.

    Attributes:
        of_unit: int64 (units,), the stratum of each unit, from 0.
        sizes: float64 (strata,), units of the population in each stratum; every stratum has at least one
            unit of the sample.
    """

    of_unit: np.ndarray
    sizes: np.ndarray

    @property
    def sampled(self) -> np.ndarray:
        """Units of the sample by stratum, int64 (strata,)."""
        return np.bincount(self.of_unit, minlength=len(self.sizes))

    @property
    def counts(self) -> np.ndarray:
        """What each unit of the sample counts, int64 (units,): 1."""
        return np.ones(len(self.of_unit), np.int64)

    @property
    def weights(self) -> np.ndarray:
        """Units of the population that each unit of the sample stands for, float64 (units,)."""
        expanded: np.ndarray = (self.sizes / self.sampled)[self.of_unit]
        return expanded

    def estimates(
        self, questions: Sequence[Question], pulse: Callable[[], None] = lambda: None
    ) -> Iterator[Estimate | None]:
        """Answer questions one by one; None where no unit is among. `pulse` is called about once a second."""
        found: list[Estimate | None] = [None] * len(questions)
        possible = [self._possible(question) for question in questions]
        # Questions that concern as many strata are answered together, without the other strata.
        order = sorted(range(len(questions)), key=lambda place: int(possible[place][:, :2].any(axis=1).sum()))
        lot = max(_AT_ONCE // len(self.sizes), 1)
        for start in range(0, len(order), lot):
            pulse()
            places = order[start : start + lot]
            counts = np.stack([self._counts(questions[place]) for place in places])
            told = np.flatnonzero(counts[:, :, :2].any(axis=(1, 2)))
            if told.size:
                chosen = [places[i] for i in told.tolist()]
                answers = self._answers(counts[told], np.stack([possible[place] for place in chosen]))
                for place, answer in zip(chosen, answers):
                    found[place] = answer
        yield from found

    def _answers(self, counts: np.ndarray, possible: np.ndarray) -> Iterator[Estimate]:
        """Estimates of ratios with at least one hit or miss; arrays (ratios, strata, 3)."""
        values, errors = self._ratios(counts)
        effective = counts / np.maximum(1 - self.sampled / self.sizes, 1 / _CENSUS)[:, None]
        concerned = possible[:, :, :2].any(axis=2)
        first = np.argsort(~concerned, axis=1, kind="stable")[:, : concerned.sum(axis=1).max()]
        low, high = ratio_limits(
            np.take_along_axis(effective, first[:, :, None], axis=1),
            np.take_along_axis(possible, first[:, :, None], axis=1),
            self.sizes[first],
        )
        for value, error, lower, upper in zip(*(a.tolist() for a in (values, errors, low, high))):
            # The limits are found by steps and may miss the estimate by the last of them.
            yield Estimate(value, None if np.isnan(error) else error, min(lower, value), max(upper, value))

    def _counts(self, question: Question) -> np.ndarray:
        """Hits, misses and other units of the sample by stratum, float64 (strata, 3)."""
        kind = np.where(question.hits, 0, np.where(question.among, 1, 2))
        strata = len(self.sizes)
        return np.bincount(self.of_unit * 3 + kind, minlength=3 * strata).reshape(strata, 3).astype(float)

    def _possible(self, question: Question) -> np.ndarray:
        strata = len(self.sizes)
        possible = [
            np.bincount(self.of_unit[may], minlength=strata) > 0
            for may in (question.may_hit, question.may_miss, question.may_lie_out)
        ]
        return np.stack(possible, axis=1)

    def _ratios(self, counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Combined ratio estimates and their standard errors (Stehman 2014, eq. 27 and 28)."""
        sampled = self.sampled
        shares = counts / sampled[:, None]
        hits, misses = (shares[:, :, kind] @ self.sizes for kind in (0, 1))
        ratio = hits / (hits + misses)
        # A unit's part in what the ratio is off: 1 − R for a hit, −R for a miss.
        hit_part, miss_part = (1 - ratio)[:, None], -ratio[:, None]
        mean = shares[:, :, 0] * hit_part + shares[:, :, 1] * miss_part
        square = shares[:, :, 0] * hit_part**2 + shares[:, :, 1] * miss_part**2
        alone = (sampled < 2) & (sampled < self.sizes)
        variance = (square - mean**2) / np.maximum(sampled - 1, 1)
        terms = self.sizes**2 * np.maximum(1 - sampled / self.sizes, 0) * variance
        error = np.sqrt(np.maximum(terms.sum(axis=1), 0)) / (hits + misses)
        return ratio, np.where(alone.any(), np.nan, error)


@dataclass(frozen=True)
class Labels:
    """The classes of the sample's units, and which questions can be asked of them.

    Attributes:
        mapped: Class ids on the map, int64 (units,).
        reference: Class ids of the reference, int64 (units,).
    """

    mapped: np.ndarray
    reference: np.ndarray

    def right(self, within: np.ndarray | None = None) -> Question:
        """Overall accuracy, of all units or of those within a part of the map, bool (units,)."""
        inside = self._all if within is None else within
        return Question((self.mapped == self.reference) & inside, inside, inside, inside, ~inside)

    def user(self, class_id: int) -> Question:
        """User's accuracy, precision: how much of what is mapped as the class is the class."""
        here = self.mapped == class_id
        return Question(here & (self.reference == class_id), here, here, here, ~here)

    def producer(self, class_id: int) -> Question:
        """Producer's accuracy, recall: how much of the class is mapped as it."""
        here, there = self.mapped == class_id, self.reference == class_id
        return Question(here & there, there, here, ~here, self._all)

    def iou(self, class_id: int) -> Question:
        """Intersection over union of the class on the map and in the reference."""
        here, there = self.mapped == class_id, self.reference == class_id
        return Question(here & there, here | there, here, self._all, ~here)

    def share(self, class_id: int) -> Question:
        """The class's share of the area."""
        return Question(self.reference == class_id, self._all, self._all, self._all, ~self._all)

    @property
    def _all(self) -> np.ndarray:
        return np.ones(len(self.mapped), bool)
