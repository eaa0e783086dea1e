"""The probabilities that a new class of a rejected pixel, and the confidence, start from."""

from __future__ import annotations

import numpy as np

from ..grid import Map, Window, blocks
from ..progress import Progress
from ..rasters import Raster
from ..stored import PROBABILITY_NODATA, shares_stored_in
from .clusterevidence import NOTHING_TOLD, ClusterEvidence, Trial, Verdict, Witness, weighed
from .confidence import UNKNOWN, in_steps, probability_of

_SAMPLE = 16
"""Blocks of 1024 × 1024 pixels on which the clusters are tried; more would change little."""


class Basis:
    """Probabilities of the classes, or the agreement of the dates where there are none.

    Attributes:
        ids: Class id of each band of the probabilities; empty without.
        rasters: What is read.

    Args:
        probabilities: With a band per class.
        agreement: Stands in for the probability of a pixel's class.
        ids: Class id of each band.
    """

    def __init__(self, probabilities: Raster | None, agreement: Raster | None, ids: list[int]) -> None:
        self._probabilities, self._agreement = probabilities, agreement
        self.rasters = [raster for raster in (probabilities, agreement) if raster]
        self.ids = ids
        self._meaning = shares_stored_in(probabilities) if probabilities else None
        self._factors: np.ndarray | None = None
        self._clusters: Map | None = None

    def try_clusters(self, clusters: Map, external: Map, largest: int, progress: Progress) -> Verdict:
        """Take the clusters as further evidence from now on, if that helps; see `clusterevidence`.

        Args:
            clusters: Cluster indices, 0 = none.
            external: Class ids, 0 = none.
            largest: Of the class ids.
            progress: Told of each block.
        """
        windows = blocks(clusters.shape)
        chosen = np.unique(np.linspace(0, len(windows) - 1, _SAMPLE).astype(int)).tolist()
        evidence, witness = ClusterEvidence(len(self.ids)), Witness(len(self.ids), largest)
        for number in progress.part(0, 0.5).each(chosen):
            window = windows[number]
            shares = self.given_shares(window)
            evidence.add(shares, clusters[window])
            witness.add(shares, external[window])
        if not evidence.enough:
            return NOTHING_TOLD
        factors = evidence.factors()
        without = np.ones_like(factors)  # the same floor on both sides
        trial = Trial(witness.table(), clusters.shape)
        for number in progress.part(0.5, 1).each(chosen):
            window = windows[number]
            shares = self.given_shares(window)
            before, after = (weighed(shares, clusters[window], f) for f in (without, factors))
            trial.add(window, before, after, external[window])
        verdict = trial.verdict()
        if verdict.helps:
            self._clusters, self._factors = clusters, factors
        return verdict

    def decide_anew(self, classes: np.ndarray, window: Window) -> np.ndarray:
        """The most probable class with the clusters' evidence, where the given one was so without.

        Args:
            classes: Class ids of the window, 0 = none.
            window: Its place.

        Returns:
            Class ids in the dtype of `classes`; what was decided otherwise than by probability stays.
        """
        given = self.given_shares(window)
        most_probable = probability_of(classes, given, self.ids) >= given.max(axis=0)
        found = self._with_clusters(given, window)
        better = most_probable & (found.max(axis=0) > probability_of(classes, found, self.ids))
        best = np.asarray(self.ids, classes.dtype)[found.argmax(axis=0)]
        return np.where(better, best, classes)

    def read(self, window: Window) -> np.ndarray | None:
        """Numbers that stand for the probabilities, 0 where not observed: (classes, rows, cols); or None."""
        if self._probabilities is None:
            return None
        if self._factors is not None:
            return self._with_clusters(self.given_shares(window), window)
        return self._given(window)

    def _given(self, window: Window) -> np.ndarray:
        assert self._probabilities is not None  # noqa: S101 - callers ask # nosec B101
        read = self._probabilities.read_shares if self._meaning is None else self._probabilities.read
        values, valid = read(window)
        np.copyto(values, 0, where=~valid)
        return values

    def given_shares(self, window: Window) -> np.ndarray:
        """The probabilities as they were given, float32 (classes, rows, cols); 0 where not observed."""
        return self.shares(self._given(window))

    def _with_clusters(self, shares: np.ndarray, window: Window) -> np.ndarray:
        assert self._factors is not None and self._clusters is not None  # noqa: S101 - callers ask # nosec B101
        return weighed(shares, self._clusters[window], self._factors)

    def shares(self, numbers: np.ndarray) -> np.ndarray:
        """The probabilities that such numbers stand for: float32."""
        if self._meaning is None or numbers.dtype.kind == "f":
            return numbers
        return np.take(self._meaning, numbers)

    def steps_of(self, classes: np.ndarray, numbers: np.ndarray | None, window: Window) -> np.ndarray:
        """Probability of the pixels' final classes, see `in_steps`; agreement may stand in for it."""
        if numbers is not None and numbers.dtype.kind == "f":
            return in_steps(probability_of(classes, numbers, self.ids))
        if numbers is not None and self._meaning is not None:
            steps = in_steps(self._meaning)
            steps[PROBABILITY_NODATA] = UNKNOWN
            return np.take(steps, probability_of(classes, numbers, self.ids, PROBABILITY_NODATA))
        if self._agreement is None:
            return np.full(classes.shape, UNKNOWN, np.uint16)
        values, valid = self._agreement.read_shares(window)
        return in_steps(np.where(valid, values[0], np.float32(np.nan)))
