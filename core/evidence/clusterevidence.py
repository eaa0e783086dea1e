"""What the mosaic's clusters say of the classes, as further evidence beside the classifier.

Pixels of one cluster look alike. Where the classifier is unsure of a pixel, the others of its cluster, of
which it may be surer, tell what the cluster usually is. With P(c | k), the mean probability of class c in
cluster k, and P(c), its mean over the scene, the probabilities become

    P'(c) ∝ P(c) · (P(c | k) / √P(c))^½

Two halves keep it from harm. The exponent ½, because the clusters show the same image that the classifier
saw. The root, because it lies between both known forms: with P(c | k) itself frequent classes swallow rare
ones, with P(c | k) / P(c) it is the other way round (tests/benchmarks/trust measures all three).

Whether a scene's clusters help is tested on the scene, without a reference: the external map had no part in
P(c) or the clusters, so it is a witness, if not a faithful one. The evidence counts if with P' the external
map's classes are better foretold than with P, by more than chance (`Trial`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..grid import Window
from .signatures import CLUSTERS

FLOOR = 0.002
"""Least probability of a class (SPEC §3)."""

_WEIGHT = 0.5
_BALANCE = 0.5
_PRIOR_PIXELS = 10
"""As if every cluster held so many pixels more, distributed as the scene's."""

_LEAST_PIXELS = 2 * _PRIOR_PIXELS
"""Pixels of a cluster, on average, below which it tells more of chance than of its classes."""

_SQUARES = 8
_LEAST_SQUARES = 8
_ONE_SIDED_95 = 1.645
_LEAST = 1e-9


def weighed(probabilities: np.ndarray, clusters: np.ndarray, factors: np.ndarray) -> np.ndarray:
    """Probabilities with the evidence of the clusters.

    Args:
        probabilities: float32 (classes, …), 0 everywhere at a pixel that was not observed.
        clusters: Cluster indices (…), 0 = none.
        factors: From `ClusterEvidence.factors`.

    Returns:
        float32 (classes, …); each pixel sums to 1, or is 0 where it was not observed.
    """
    found = np.maximum(probabilities, np.float32(FLOOR))
    found *= np.take(factors, clusters, axis=1)
    observed = probabilities.max(axis=0) > 0
    found *= np.where(observed, 1 / found.sum(axis=0), 0)
    return found


class ClusterEvidence:
    """Sums, window by window, the probabilities of the classes in each cluster.

    Args:
        classes: Number of classes.
    """

    def __init__(self, classes: int) -> None:
        self._sums = np.zeros((classes, CLUSTERS))

    def add(self, probabilities: np.ndarray, clusters: np.ndarray) -> None:
        """Count the pixels of a window: float (classes, rows, cols), and cluster indices (rows, cols)."""
        self._sums += _sums_by(clusters, probabilities, CLUSTERS)

    @property
    def enough(self) -> bool:
        """Whether clusters have pixels enough to tell anything."""
        pixels: np.ndarray = self._sums[:, 1:].sum(axis=0)
        return bool(pixels.sum() >= _LEAST_PIXELS * max(int(np.count_nonzero(pixels)), 1))

    def factors(self) -> np.ndarray:
        """By what each class's probability is multiplied in each cluster, float32 (classes, CLUSTERS)."""
        sums = self._sums.copy()
        sums[:, 0] = 0
        share = sums.sum(axis=1) / max(sums.sum(), _LEAST)
        sums += _PRIOR_PIXELS * share[:, None]
        within = sums / np.maximum(sums.sum(axis=0), _LEAST)
        factors = (within / np.maximum(share, _LEAST)[:, None] ** _BALANCE) ** _WEIGHT
        factors[:, 0] = 1
        return factors.astype(np.float32)


class Witness:
    """Sums what the external map shows where the classifier sees a class.

    Args:
        classes: Number of classes.
        external: Largest external class id.
    """

    def __init__(self, classes: int, external: int) -> None:
        self._sums = np.zeros((classes, external + 1))

    def add(self, probabilities: np.ndarray, external: np.ndarray) -> None:
        """Count the pixels of a window: float (classes, rows, cols), and external ids, 0 = none."""
        self._sums += _sums_by(external, probabilities, self._sums.shape[1])

    def table(self) -> np.ndarray:
        """The share of each external class among the pixels of a class, (classes, external + 1)."""
        sums = self._sums + 0.5
        sums[:, 0] = 0
        shares: np.ndarray = sums / np.maximum(sums.sum(axis=1, keepdims=True), _LEAST)
        return shares


@dataclass(frozen=True)
class Verdict:
    """Whether the clusters help.

    Attributes:
        gain: By how much the mean log likelihood of the external map rises; 0 where nothing tells.
        z: The same in its standard errors over squares of land.
    """

    gain: float
    z: float

    @property
    def helps(self) -> bool:
        """Whether the gain is more than chance (one-sided, 5 %)."""
        return self.gain > 0 and self.z > _ONE_SIDED_95


NOTHING_TOLD = Verdict(0.0, 0.0)


class Trial:
    """Compares how well the external map is predicted with and without the clusters, square by square.

    Args:
        table: From `Witness.table`.
        shape: (rows, cols) of the raster.
    """

    def __init__(self, table: np.ndarray, shape: tuple[int, int]) -> None:
        self._table = table
        self._side = -(-max(shape) // _SQUARES)
        self._gains = np.zeros((_SQUARES, _SQUARES))
        self._pixels = np.zeros((_SQUARES, _SQUARES), np.int64)

    def add(self, window: Window, before: np.ndarray, after: np.ndarray, external: np.ndarray) -> None:
        """Compare a window: float (classes, rows, cols) twice, and external ids (rows, cols), 0 = none."""
        known = np.flatnonzero((external.ravel() > 0) & (before.max(axis=0).ravel() > 0))
        seen = external.ravel()[known]
        likely = [
            sum(row[seen] * band.ravel()[known] for row, band in zip(self._table, bands))
            for bands in (before, after)
        ]
        gain = np.log(np.maximum(likely[1], _LEAST) / np.maximum(likely[0], _LEAST))
        rows, cols = np.divmod(known, external.shape[1])
        square = (rows + window[0].start) // self._side * _SQUARES + (cols + window[1].start) // self._side
        self._gains += np.bincount(square, gain, _SQUARES**2).reshape(self._gains.shape)
        self._pixels += np.bincount(square, minlength=_SQUARES**2).reshape(self._pixels.shape)

    def verdict(self) -> Verdict:
        """What the squares say together; nothing where fewer than eight have an external class."""
        total = int(self._pixels.sum())
        if (self._pixels > 0).sum() < _LEAST_SQUARES:
            return NOTHING_TOLD
        gain = float(self._gains.sum() / total)
        error = float(np.sqrt(((self._gains - gain * self._pixels) ** 2).sum()) / total)
        return Verdict(gain, gain / max(error, _LEAST))


def _sums_by(numbers: np.ndarray, bands: np.ndarray, size: int) -> np.ndarray:
    """The sum of each band over the pixels of each number 0..size − 1, (bands, size)."""
    return np.stack([np.bincount(numbers.ravel(), band.ravel(), minlength=size) for band in bands])
