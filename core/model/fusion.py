"""Fusing the class probabilities of several dates, pixel by pixel (SPEC §3.3; Fonteix et al. 2021 §2.2).

Dates are added one after the other, so memory does not grow with their number but for two bytes
per date and pixel, which the agreement needs.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np

Method = Literal["loglinear", "mean", "majority"]

FLOOR = 0.002
"""ε: no date's probability counts for less, so that no single date can veto a class."""

TIE = 1e-6
"""Scores and shares that differ by less are equal: float32 input cannot tell them apart.

It makes products such as 0.4 · 0.4 and 0.8 · 0.2 tie, as they do on paper.
"""


@dataclass(frozen=True)
class Fusion:
    """What several dates say together.

    Attributes:
        winner: Index of the fused class along the class axis, uint8 or uint16 (rows, cols).
        probabilities: Fused distribution, float32 (classes, rows, cols), sums to 1.
        agreement: Unweighted share of the observed dates whose own most probable class, before
            bias, is the fused class, float32 (rows, cols), 0..1.
        entropy: Entropy of `probabilities` over ln(classes), float32 (rows, cols), 0..1; 0 when
            there is only one class.
        valid: False where no date was observed, bool (rows, cols); the others mean nothing there.
    """

    winner: np.ndarray
    probabilities: np.ndarray
    agreement: np.ndarray
    entropy: np.ndarray
    valid: np.ndarray


class Pool:
    """Collects the dates of one part of a raster; fastest where its arrays fit the processor's cache.

    The result does not depend on the order of the dates: float32 terms are summed in float64,
    where such a sum is exact for equal weights, and ties are decided with a margin (`TIE`).

    Args:
        method: "loglinear" (the weighted geometric mean of the floored probabilities), "mean"
            (their weighted arithmetic mean) or "majority" (weighted votes of the dates' own
            most probable classes).
        shape: (classes, rows, cols). Classes lie in the order in which ties are decided.
    """

    def __init__(self, method: Method, shape: tuple[int, int, int]) -> None:
        self._method = method
        self._sum = np.zeros(shape)
        self._scratch = np.empty(shape)
        self._weight = np.zeros(shape[1:])
        self._dates: list[tuple[np.ndarray, np.ndarray, float]] = []

    def add(self, stored: np.ndarray, weight: float = 1.0, shares: np.ndarray | None = None) -> None:
        """Add one date.

        Args:
            stored: Probabilities, float32 (classes, rows, cols), finite; or numbers that stand for
                them, of which the larger stands for the higher and 0 for 0. A pixel that is 0 in
                all classes was not observed.
            weight: Of this date, ≥ 0. A date of weight 0 is left out altogether: it neither
                decides nor counts for the agreement.
            shares: The probability that each stored number stands for, float32 (numbers,); by
                default the numbers are the probabilities.
        """
        if weight == 0:
            return
        if shares is None:
            terms = self._terms(stored, weight)
        else:  # "clip" because the default mode makes a copy first
            table = self._terms(shares, weight).astype(np.float64)
            terms = np.take(table, stored, out=self._scratch, mode="clip")
        self._sum += terms
        highest = stored.max(axis=0)
        observed = highest > 0
        self._weight += weight * observed
        self._dates.append((_first_from(stored, highest), observed, weight))

    def _terms(self, shares: np.ndarray, weight: float) -> np.ndarray:
        """What probabilities add to the sum, float32; 0 for probability 0."""
        if self._method != "loglinear":
            return shares * np.float32(weight)
        terms = shares * np.float32(1 / FLOOR)  # the constant drops out in the end
        np.log(np.maximum(terms, 1, out=terms), out=terms)
        terms *= np.float32(weight)
        return terms

    def fuse(self, bias: np.ndarray) -> Fusion:
        """Fuse the dates added so far.

        Args:
            bias: b(c) ≥ 0, float (classes,), at least one above 0; 0 rules a class out. Plays
                no part in "majority", whose result is the vote shares themselves.
        """
        valid = self._weight > 0
        inverse = 1 / np.where(valid, self._weight, 1)
        mean = np.multiply(self._sum, inverse, out=self._scratch)
        if self._method == "loglinear":
            winner, probabilities = _loglinear(mean, bias)
        elif self._method == "mean":
            probabilities = _biased(mean, bias)
            winner = first_largest(probabilities, TIE)
        else:
            probabilities = self._votes() * inverse
            tied = probabilities >= probabilities.max(axis=0) - TIE
            winner = first_largest(np.where(tied, mean, -1), TIE)
        probabilities = probabilities.astype(np.float32, copy=False)
        return Fusion(winner, probabilities, self._agreement(winner), entropy(probabilities), valid)

    def _votes(self) -> np.ndarray:
        """Weight of the dates whose own most probable class is this one, (classes, rows, cols)."""
        votes = np.zeros_like(self._sum)
        for own, observed, weight in self._dates:
            for index in range(len(votes)):
                votes[index] += weight * (observed & (own == index))
        return votes

    def _agreement(self, winner: np.ndarray) -> np.ndarray:
        agreeing = np.zeros(winner.shape, np.float32)
        seen = np.zeros(winner.shape, np.float32)
        for own, observed, _ in self._dates:
            agreeing += observed & (own == winner)
            seen += observed
        share: np.ndarray = agreeing / np.maximum(seen, 1)
        return share


def _loglinear(mean_log: np.ndarray, bias: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Winner and distribution of log P(c) = const + mean log + log b(c); overwrites `mean_log`."""
    with np.errstate(divide="ignore"):
        mean_log += np.log(bias)[:, None, None]
    mean_log -= mean_log.max(axis=0)
    behind = mean_log.astype(np.float32)
    winner = _first_from(behind, -TIE)
    probabilities = np.exp(behind, out=behind)
    probabilities /= probabilities.sum(axis=0)
    return winner, probabilities


def _biased(mean: np.ndarray, bias: np.ndarray) -> np.ndarray:
    """Mean probabilities times bias, normalised.

    Where every class that the bias admits has mean 0, the admitted classes share the pixel in
    proportion to their bias: the limit of a vanishing floor.
    """
    shares: np.ndarray = mean * bias[:, None, None]
    total = shares.sum(axis=0)
    nothing = total <= 0
    shares *= 1 / np.where(nothing, 1, total)
    np.copyto(shares, (bias / bias.sum())[:, None, None], where=nothing)
    return shares


def first_largest(values: np.ndarray, tolerance: float = 0.0) -> np.ndarray:
    """Index of the first layer within `tolerance` of the largest.

    Args:
        values: (layers, rows, cols).
        tolerance: Values that differ by less are equal.

    Returns:
        uint8 (rows, cols), or uint16 where there are more than 256 layers.
    """
    return _first_from(values, values.max(axis=0) - tolerance)


def _first_from(values: np.ndarray, least: np.ndarray | float) -> np.ndarray:
    """Index of the first layer that reaches `least`, which one of them does; see first_largest."""
    index = np.zeros(values.shape[1:], np.uint8 if len(values) <= 256 else np.uint16)
    before = np.ones(index.shape, bool)
    for layer in values[:-1]:
        before &= layer < least
        index += before
    return index


def entropy(probabilities: np.ndarray) -> np.ndarray:
    """Shannon entropy along the class axis over ln(classes), (classes, rows, cols) → (rows, cols), 0..1.

    0 when there is only one class, where the quotient would be 0/0.
    """
    classes = len(probabilities)
    if classes == 1:
        return np.zeros(probabilities.shape[1:], probabilities.dtype)
    terms = np.maximum(probabilities, np.finfo(probabilities.dtype).tiny)
    np.log(terms, out=terms)
    terms *= probabilities
    information: np.ndarray = terms.sum(axis=0)
    information *= -1 / math.log(classes)
    return information.clip(0, 1)
