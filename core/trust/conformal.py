"""Sets of classes that hold the right one as often as promised: split conformal prediction.

Probabilities are those that SureCover stores, whole numbers 0..254, so that sets are made from the very
numbers that were calibrated. Scores are therefore whole numbers, too, and their counts hold all that any
coverage can be asked of, however many pixels were counted.

Methods:
    lac: A class is in the set if its probability is high enough; the score of a class is 1 minus its
        probability. Smallest sets on average, and empty where no class is likely enough (Sadinle, Lei and
        Wasserman 2019, JASA 114).
    raps: From the most probable class on, classes join until their probabilities reach the limit; the score
        of a class is the probability of all that are more probable, plus a penalty for each rank beyond the
        second (Angelopoulos et al. 2021, ICLR). As the score leaves out the class itself, the most probable
        one is in every set, and no chance decides: there is no speckle, and no set is empty.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from ..legends import Color, LegendEntry
from ..stored import PROBABILITY_STEPS

METHODS = ("lac", "raps")

PENALTY, RANK = 25, 2
"""Regularisation of raps: this many steps (about 0.1) for each rank beyond this one."""

EVERYTHING = int(np.iinfo(np.int16).max)
"""A limit that no score exceeds."""

_SLACK = 1e-9
"""Rounding of a product that is meant to be a whole number."""


_SIZE_COLORS: tuple[Color, ...] = (
    (84, 39, 136), (26, 150, 65), (217, 239, 139), (253, 174, 97), (244, 109, 67), (215, 48, 39),
    (165, 0, 38),
)  # fmt: skip
"""Of sets of so many classes; larger ones look as the last."""


def size_legend(most: int) -> list[LegendEntry]:
    """What the numbers of classes in sets mean, from 0 to the most that there can be."""
    names = ["no class fits", "one class", *(f"{size} classes" for size in range(2, most + 1))]
    last = len(_SIZE_COLORS) - 1
    return [
        LegendEntry(size, name, _SIZE_COLORS[min(size, last)]) for size, name in enumerate(names[: most + 1])
    ]


class ScoreTally:
    """Counts of pixels by conformity score.

    Args:
        counts: Pixels of each score from 0 on, as `counts` of another tally.
    """

    def __init__(self, counts: Sequence[int] = ()) -> None:
        self._counts = np.asarray(counts, np.int64)

    def add(self, scores: np.ndarray) -> None:
        """Count scores, integers ≥ 0 of any shape."""
        more = np.bincount(np.ravel(scores), minlength=len(self._counts))
        more[: len(self._counts)] += self._counts
        self._counts = more

    @property
    def counts(self) -> list[int]:
        """Pixels of each score, up to the largest that occurs."""
        return [int(count) for count in self._counts]

    @property
    def pixels(self) -> int:
        """Number of pixels."""
        return int(self._counts.sum())

    def limit(self, coverage: float) -> int:
        """Up to which score a class belongs to the set, so that sets hold the right one often enough.

        The ⌈(n + 1) · coverage⌉-th smallest of n scores: with it, sets of pixels that are exchangeable with
        those counted hold the right class with a probability of at least `coverage` (Vovk et al. 2005).

        Args:
            coverage: 0..1.

        Returns:
            EVERYTHING where the pixels are too few to promise it.
        """
        needed = math.ceil((self.pixels + 1) * coverage - _SLACK)
        if needed > self.pixels:
            return EVERYTHING
        return int(np.searchsorted(np.cumsum(self._counts), max(needed, 1)))


def class_scores(method: str, stored: np.ndarray) -> np.ndarray:
    """The conformity score of every class of every pixel; the smaller, the better it fits.

    Args:
        method: Of METHODS.
        stored: Probabilities in steps of 1/254, uint8 (classes, …).

    Returns:
        int16 of the same shape, ≥ 0.
    """
    if method == "lac":
        return (PROBABILITY_STEPS - stored.astype(np.int16)).clip(0)
    order = np.argsort(-stored.astype(np.int16), axis=0, kind="stable")
    ordered = np.take_along_axis(stored, order, axis=0)
    scores = np.empty(stored.shape, np.int16)
    np.put_along_axis(scores, order, np.stack(list(_by_rank(ordered))), axis=0)
    return scores


def label_scores(method: str, stored: np.ndarray, allowed: np.ndarray) -> np.ndarray:
    """The conformity scores of labels.

    A label that allows several classes has the score of the one that fits best: sets then hold one of them
    as often as promised (Cauchois et al. 2024, JMLR 25).

    Args:
        method: Of METHODS.
        stored: As for `class_scores`, (classes, n).
        allowed: Bool (classes, n), at least one True for each pixel.

    Returns:
        int16 (n,).
    """
    scores: np.ndarray = np.where(allowed, class_scores(method, stored), EVERYTHING).min(axis=0)
    return scores


def set_sizes(method: str, stored: np.ndarray, limit: int) -> np.ndarray:
    """How many classes are in the set of each pixel: those whose score is at most the limit.

    Args:
        method: Of METHODS.
        stored: As for `class_scores`.
        limit: Of `ScoreTally.limit`.

    Returns:
        uint8 (…).
    """
    sizes = np.zeros(stored.shape[1:], np.uint8)
    if method == "lac":
        least = np.uint8(max(PROBABILITY_STEPS - limit, 0))
        for probability in stored:
            sizes += probability >= least
        return sizes
    for scores in _by_rank(_descending(stored)):
        sizes += scores <= limit
    return sizes


def _descending(stored: np.ndarray) -> list[np.ndarray]:
    """The numbers of each pixel, largest first.

    By odd-even transposition (Habermann 1972), for few classes many times quicker than pixel by pixel.
    """
    ordered = list(stored)
    for turn in range(len(ordered)):
        for n in range(turn % 2, len(ordered) - 1, 2):
            first, second = ordered[n : n + 2]
            ordered[n : n + 2] = np.maximum(first, second), np.minimum(first, second)
    return ordered


def _by_rank(ordered: Iterable[np.ndarray]) -> Iterator[np.ndarray]:
    """Yield the scores of raps of the most probable class, the next one, …, each int16 (…)."""
    before = np.zeros(1, np.int16)
    for rank, stored in enumerate(ordered, start=1):
        yield np.broadcast_to(before + np.int16(PENALTY * max(rank - RANK, 0)), stored.shape)
        before = before + stored.astype(np.int16)
