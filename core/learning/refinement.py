"""Labels that the model contradicts are set aside, and come back when it no longer does."""

from __future__ import annotations

import numpy as np

AGREES = 255
"""Score of a pixel whose predicted class its label allows."""


def relative(probabilities: np.ndarray, typical: np.ndarray) -> np.ndarray:
    """Probabilities by what is usual for each output, as in confident learning (Northcutt et al. 2021).

    A network that learned from wrong labels finds a rare class seldom the most probable, even where it
    is: its pixels were taught as their neighbours'. Whether it is more probable than usual tells it still.

    Args:
        probabilities: (outputs, rows, cols).
        typical: Mean probability of each output where the label is it, (outputs,); inf: never predicted.

    Returns:
        float32 (outputs, rows, cols): probability / typical, scaled to the sum 1.
    """
    shares = (probabilities / typical[:, None, None]).astype(np.float32)
    total = np.zeros(shares.shape[1:], np.float32)
    # One by one and not as a sum, whose rounding depends on the size of the block.
    for share in shares:
        total += share
    return shares / np.maximum(total, np.finfo(np.float32).tiny)


def scores(given: np.ndarray, probabilities: np.ndarray, sets: np.ndarray) -> np.ndarray:
    """How far a prediction supports the given labels.

    Args:
        given: Label numbers, uint8 (rows, cols); 0 is ignored.
        probabilities: (outputs, rows, cols), finite wherever there is a label.
        sets: Outputs that each label allows, bool (labels + 1, outputs).

    Returns:
        uint8 (rows, cols): 255 where the most probable output (of equals the first) is allowed by the
        label, elsewhere 254 times the probability of all allowed ones, rounded down; 0 without a label.
    """
    allowed = np.zeros(given.shape, np.float32)
    # One by one and not as a product, whose rounding depends on the size of the block.
    for output, probability in enumerate(probabilities):
        allowed += np.where(sets[given, output], probability, 0)
    partial = np.minimum(254 * allowed, 254).astype(np.uint8)
    return np.where(sets[given, probabilities.argmax(axis=0)], np.uint8(AGREES), partial)


class Refinement:
    """The labels for the next epochs, always from the given ones (Yu et al. 2021).

    Kept is a label where the model agrees with it; elsewhere the pixel is ignored. The paper's rule can
    lose a rare class for good, since what is not taught is not predicted. Against that, agreement may be
    that of `relative` probabilities, of every label at least a share of its given pixels is kept, those
    the model supports most, and what is kept counts as much as all that was given (the weights of `loss`).

    All parts of the map are shown with `add` before any is refined with `apply`; how it is cut into
    parts has no influence.
    """

    def __init__(self, sets: np.ndarray, protect: float = 0.1) -> None:
        """Begin.

        Args:
            sets: Outputs that each label allows, bool (labels + 1, outputs).
            protect: Least share 0..1 of each label's given pixels that is kept; 0 is the paper's rule.
        """
        self._protect = protect
        self._histogram = np.zeros((len(sets), 256), np.int64)

    def add(self, given: np.ndarray, scores: np.ndarray) -> None:
        """Count a part: label numbers and their `scores`, both uint8 (rows, cols)."""
        pairs = given.astype(np.int64) * 256 + scores
        self._histogram += np.bincount(pairs.ravel(), minlength=self._histogram.size).reshape(-1, 256)

    def apply(self, given: np.ndarray, scores: np.ndarray) -> np.ndarray:
        """The refined labels of a part, uint8 (rows, cols): the given one or 0.

        Of pixels with the same score all are kept or none.
        """
        return np.where(scores >= self._least()[given], given, 0).astype(np.uint8)

    def kept(self) -> np.ndarray:
        """How many pixels of each label are given and kept, int64 (labels + 1, 2); row 0 is 0."""
        labels = np.arange(len(self._histogram))
        counts = np.stack([self._at_least()[:, 0], self._at_least()[labels, self._least()]], axis=1)
        counts[0] = 0
        return counts

    def _at_least(self) -> np.ndarray:
        """How many pixels of each label have a score of s or more, (labels + 1, 256)."""
        return self._histogram[:, ::-1].cumsum(axis=1)[:, ::-1]

    def _least(self) -> np.ndarray:
        """Least score of each label with which a pixel is kept, (labels + 1,)."""
        reached = self._at_least() >= self._protect * self._at_least()[:, :1]
        return reached.sum(axis=1) - 1
