"""Fusing the class probabilities of several dates, pixel by pixel (SPEC §3.3; Fonteix et al. 2021 §2.2).

Dates are added one after the other, so memory does not grow with their number but for one class
index per date and pixel, which the agreement needs.
"""

from __future__ import annotations

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

_NOT_SEEN = np.uint16(65535)


@dataclass(frozen=True)
class Fusion:
    """What several dates say together.

    Attributes:
        winner: Index of the fused class along the class axis, uint16 (rows, cols).
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
    """Collects the dates of one part of a raster.

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
        self._weight = np.zeros(shape[1:])
        self._own: list[np.ndarray] = []
        self._weights: list[float] = []

    def add(self, probabilities: np.ndarray, observed: np.ndarray, weight: float = 1.0) -> None:
        """Add one date.

        Args:
            probabilities: float32 (classes, rows, cols), 0..1; anything where not observed.
            observed: bool (rows, cols).
            weight: Of this date, ≥ 0. A date of weight 0 is left out altogether: it neither
                decides nor counts for the agreement.
        """
        if weight == 0:
            return
        if self._method == "loglinear":
            known = np.where(observed, probabilities, np.float32(1))
            terms = np.log(np.maximum(known, np.float32(FLOOR)))
        else:
            terms = np.where(observed, probabilities, np.float32(0))
        if weight != 1:
            terms *= np.float32(weight)
        self._sum += terms
        self._weight += weight * observed
        self._own.append(np.where(observed, first_largest(probabilities), _NOT_SEEN))
        self._weights.append(weight)

    def fuse(self, bias: np.ndarray) -> Fusion:
        """Fuse the dates added so far.

        Args:
            bias: b(c) ≥ 0, float (classes,), at least one above 0; 0 rules a class out. Plays
                no part in "majority", whose result is the vote shares themselves.
        """
        valid = self._weight > 0
        mean = self._sum / np.where(valid, self._weight, 1)
        if self._method == "loglinear":
            winner, probabilities = _loglinear(mean, bias)
        elif self._method == "mean":
            probabilities = _biased(mean, bias)
            winner = first_largest(probabilities, TIE)
        else:
            winner, probabilities = self._majority(mean, valid)
        return Fusion(
            winner,
            probabilities.astype(np.float32),
            self._agreement(winner, valid),
            entropy(probabilities).astype(np.float32),
            valid,
        )

    def _majority(self, mean: np.ndarray, valid: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Winner and vote shares; equal shares: the higher mean probability, then the first."""
        shares = np.zeros_like(mean)
        for own, weight in zip(self._own, self._weights):
            for index in range(len(shares)):
                shares[index] += weight * (own == index)
        shares /= np.where(valid, self._weight, 1)
        tied = shares >= shares.max(axis=0) - TIE
        return first_largest(np.where(tied, mean, -1), TIE), shares

    def _agreement(self, winner: np.ndarray, valid: np.ndarray) -> np.ndarray:
        agreeing = np.zeros(winner.shape, np.uint16)
        seen = np.zeros(winner.shape, np.uint16)
        for own in self._own:
            agreeing += own == winner
            seen += own != _NOT_SEEN
        share: np.ndarray = agreeing / np.where(valid, seen, 1).astype(np.float32)
        return share


def _loglinear(mean_log: np.ndarray, bias: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Winner and distribution of log P(c) = const + mean log + log b(c)."""
    with np.errstate(divide="ignore"):
        scores = mean_log + np.log(bias)[:, None, None]
    winner = first_largest(scores, TIE)
    scores -= scores.max(axis=0)
    probabilities = np.exp(scores)
    probabilities /= probabilities.sum(axis=0)
    return winner, probabilities


def _biased(mean: np.ndarray, bias: np.ndarray) -> np.ndarray:
    """Mean probabilities times bias, normalised.

    Where every class that the bias admits has mean 0, the admitted classes share the pixel in
    proportion to their bias: the limit of a vanishing floor.
    """
    weighted = mean * bias[:, None, None]
    total = weighted.sum(axis=0)
    admitted: np.ndarray = (bias / bias.sum())[:, None, None]
    shares: np.ndarray = np.where(total > 0, weighted / np.where(total > 0, total, 1), admitted)
    return shares


def first_largest(values: np.ndarray, tolerance: float = 0.0) -> np.ndarray:
    """Index of the first layer within `tolerance` of the largest.

    Args:
        values: (layers, rows, cols).
        tolerance: Values that differ by less are equal.

    Returns:
        uint16 (rows, cols).
    """
    enough = values.max(axis=0) - tolerance
    index = np.zeros(values.shape[1:], np.uint16)
    for layer in reversed(range(len(values))):
        np.putmask(index, values[layer] >= enough, np.uint16(layer))
    return index


def entropy(probabilities: np.ndarray) -> np.ndarray:
    """Shannon entropy along the class axis over ln(classes), (classes, rows, cols) → (rows, cols), 0..1.

    0 when there is only one class, where the quotient would be 0/0.
    """
    classes = len(probabilities)
    if classes == 1:
        return np.zeros(probabilities.shape[1:])
    logs = np.log(probabilities, out=np.zeros_like(probabilities), where=probabilities > 0)
    information: np.ndarray = -(probabilities * logs).sum(axis=0) / np.log(classes)
    return information.clip(0, 1)
