"""How wrong the given labels are, and where: confident learning.

Northcutt, Jiang, Chuang 2021, "Confident Learning: Estimating Uncertainty in Dataset Labels", JAIR 70.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

_UNITS = 1 << 24
"""Probabilities are added up as whole numbers of this unit, so that the order has no influence."""

_ROUNDING = 1e-6
"""A probability counts as reaching a mean that it lies this little below."""


@dataclass(frozen=True)
class LabelNoise:
    """What is estimated of one label.

    Attributes:
        label: Its number.
        share: Of all given pixels, those that have this label, 0..1.
        confidence: Mean probability of what the label allows, over its pixels, 0..1.
        wrong: Of its pixels, the share whose true output is another, 0..1.
        likely: Outputs that are rather true, (position, share of the label's pixels), most frequent first.
    """

    label: int
    share: float
    confidence: float
    wrong: float
    likely: tuple[tuple[int, float], ...]


class ConfidentJoint:
    """The joint distribution of given labels and true outputs.

    A pixel counts as truly of an output when its probability reaches that output's threshold, the mean
    over the pixels that have exactly this label; of several such outputs the most probable counts
    (equation 1 of the paper). What a label allows counts as one more: its probability is the sum over the
    allowed outputs, its threshold the mean of that sum over the label's pixels, and a pixel that is
    confidently of it agrees, as the most probable of the allowed. On equal probabilities the label is right.

    An output that no label names alone has as threshold the mean of its probability over the pixels where
    it is the most probable of those that the label allows; one that was never allowed is never confident.

    Every part of the map is shown twice, to `add` and, when that saw all, to `count`; how it is cut into
    parts has no influence. Each probability must come from a model that did not learn from that pixel.
    In all methods `given` are label numbers, whole (rows, cols), 0 where none, and `probabilities` are
    (outputs, rows, cols), finite wherever there is a label.
    """

    def __init__(self, sets: np.ndarray) -> None:
        """Begin; `sets` are the outputs that each label allows, bool (labels + 1, outputs)."""
        self._sets = sets
        self._given = np.zeros(len(sets), np.int64)
        self._allowed = np.zeros(len(sets), np.int64)
        self._best_pixels = np.zeros(sets.shape, np.int64)
        self._best = np.zeros(sets.shape, np.int64)
        self._joint = np.zeros(sets.shape, np.int64)

    def add(self, given: np.ndarray, probabilities: np.ndarray) -> None:
        """First look: the means."""
        labels, columns = self._labelled(given, probabilities)
        allowed, best = self._within(labels, columns)
        self._given += np.bincount(labels, minlength=len(self._sets))
        self._allowed += _sums(labels, allowed, len(self._sets))
        pairs = labels * self._sets.shape[1] + best
        self._best_pixels += np.bincount(pairs, minlength=self._sets.size).reshape(self._sets.shape)
        probable = columns[best, np.arange(len(labels))]
        self._best += _sums(pairs, probable, self._sets.size).reshape(self._sets.shape)

    def count(self, given: np.ndarray, probabilities: np.ndarray) -> np.ndarray:
        """Second look: the confident joint. Returns what `issues` does."""
        labels, columns = self._labelled(given, probabilities)
        likely = self._confident(labels, columns)
        pairs = (labels * self._sets.shape[1] + likely)[likely >= 0]
        self._joint += np.bincount(pairs, minlength=self._sets.size).reshape(self._sets.shape)
        return self._doubtful(given, labels, likely)

    @property
    def joint(self) -> np.ndarray:
        """How many pixels of each label are confidently of each output, int64 (labels + 1, outputs)."""
        return self._joint.copy()

    def thresholds(self) -> np.ndarray:
        """Probability from which a pixel is confidently of an output, (outputs,); inf: never."""
        alone = self._sets & (self._sets.sum(axis=1) == 1)[:, None]
        pixels = np.where(alone, self._best_pixels, 0).sum(axis=0)
        sums = np.where(alone, self._best, 0).sum(axis=0)
        unnamed = pixels == 0
        pixels[unnamed] = self._best_pixels[:, unnamed].sum(axis=0)
        sums[unnamed] = self._best[:, unnamed].sum(axis=0)
        return _means(sums, pixels)

    def estimate(self) -> np.ndarray:
        """The calibrated joint: shares of all given pixels by label and true output.

        Returns:
            float64 (labels + 1, outputs); each row sums to the label's share of the given pixels (equation
            3 of the paper). A label of which no pixel is confident counts as right, evenly over what it
            allows.
        """
        counts = np.where(self._joint.any(axis=1, keepdims=True), self._joint, self._sets)
        rows = counts.sum(axis=1, keepdims=True)
        shares = self._given / max(self._given.sum(), 1)
        return counts / np.maximum(rows, 1) * shares[:, None]

    def issues(self, given: np.ndarray, probabilities: np.ndarray) -> np.ndarray:
        """Where the label looks wrong.

        Returns:
            uint16 (rows, cols): 1 + the position of the likely true output where a pixel is confidently of
            one that its label does not allow; 0 elsewhere.
        """
        labels, columns = self._labelled(given, probabilities)
        return self._doubtful(given, labels, self._confident(labels, columns))

    def report(self, most: int = 3) -> list[LabelNoise]:
        """What is estimated of each label that has pixels, by number; at most `most` likely outputs."""
        joint = self.estimate()
        return [self._noise_of(label, joint[label], most) for label in np.flatnonzero(self._given).tolist()]

    def _doubtful(self, given: np.ndarray, labels: np.ndarray, likely: np.ndarray) -> np.ndarray:
        wrong = (likely >= 0) & ~self._sets[labels, likely]
        found = np.zeros(given.shape, np.uint16)
        found[given > 0] = np.where(wrong, likely + 1, 0)
        return found

    def _noise_of(self, label: int, shares: np.ndarray, most: int) -> LabelNoise:
        others = np.where(self._sets[label], 0, shares) / shares.sum()
        ranked = np.argsort(-others, kind="stable")[:most]
        return LabelNoise(
            label=label,
            share=float(shares.sum()),
            confidence=float(self._allowed[label] / _UNITS / self._given[label]),
            wrong=float(others.sum()),
            likely=tuple((int(position), float(others[position])) for position in ranked if others[position]),
        )

    def _labelled(self, given: np.ndarray, probabilities: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Label numbers int64 (pixels,) and float32 (outputs, pixels) where there is a label."""
        known = given > 0
        return given[known].astype(np.int64), probabilities[:, known].astype(np.float32, copy=False)

    def _within(self, labels: np.ndarray, columns: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Probability of all that the label allows, and position of the most probable of it, (pixels,)."""
        inside = np.where(self._sets.T[:, labels], columns, -1)
        total = np.zeros(len(labels), np.float32)
        # One by one: numpy's own order of adding depends on the shape.
        for row in inside:
            total += np.maximum(row, 0)
        return total, inside.argmax(axis=0)

    def _confident(self, labels: np.ndarray, columns: np.ndarray) -> np.ndarray:
        """Position of the output that each pixel is confidently of, int64 (pixels,); −1 if of none."""
        allowed, best = self._within(labels, columns)
        enough = (self.thresholds() - _ROUNDING)[:, None]
        reached = np.where(columns >= enough, columns, -1)
        strongest, likely = reached.max(axis=0), reached.argmax(axis=0)
        agrees = allowed >= _means(self._allowed, self._given)[labels] - _ROUNDING
        right = agrees & (allowed >= strongest)
        return np.where(right, best, np.where(strongest >= 0, likely, -1))


def _sums(groups: np.ndarray, probabilities: np.ndarray, count: int) -> np.ndarray:
    """Sum of probabilities by group number, int64 (count,), in units of 1/_UNITS."""
    return np.bincount(groups, np.floor(probabilities * np.float32(_UNITS)), count).astype(np.int64)


def _means(sums: np.ndarray, pixels: np.ndarray) -> np.ndarray:
    """Mean probabilities; inf without pixels, and more than the rounding, so that 0 is never enough."""
    means = np.full(len(sums), np.inf)
    np.divide(sums, pixels * float(_UNITS), out=means, where=pixels > 0)
    return np.maximum(means, 2 * _ROUNDING)
