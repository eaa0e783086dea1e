"""What is known of the pixels of a window, as the numbers that a confidence is fitted to."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from ..scheme import ClassScheme
from .confidence import probability_of


def shares_features(classes: np.ndarray, shares: np.ndarray, bands: Sequence[int]) -> dict[str, np.ndarray]:
    """Probability of the final class, its margin, and the entropy of all.

    Args:
        classes: Positions or ids of the final classes, integers (rows, cols); 0 = none.
        shares: Probabilities, float32 (bands, rows, cols); 0 in all of them where nothing was observed.
        bands: Position or id of each band's class.

    Returns:
        "probability" 0..1, "margin" −1..1 over the largest other one, "entropy" 0..1, divided by that of
        equal probabilities: float32 (rows, cols), NaN where the class has no band or nothing was observed.
    """
    own = probability_of(classes, shares, bands)
    first, second, entropy = (np.zeros_like(own) for _ in range(3))
    for share in shares:
        second = np.maximum(second, np.minimum(first, share))
        first = np.maximum(first, share)
        entropy -= share * np.log(np.maximum(share, np.finfo(np.float32).tiny))
    entropy /= np.float32(max(np.log(len(bands)), 1e-9))
    entropy = np.where(np.isnan(own), np.float32(np.nan), entropy.clip(0, 1))
    return {"probability": own, "margin": own - np.where(own < first, first, second), "entropy": entropy}


class ExternalWord:
    """What an external map says of a class: 1 agrees, −1 disagrees, 0 not known.

    It agrees where it shows the class or one above it. Of a class that it shows nowhere, and nothing above
    it either, it says nothing.

    Args:
        scheme: Of both maps, which hold positions in it: 0 none, then the classes in order.
        occurring: Positions that the external map shows.
    """

    def __init__(self, scheme: ClassScheme, occurring: Collection[int]) -> None:
        self._size = len(scheme.ids) + 1
        place = {class_id: position for position, class_id in enumerate(scheme.ids, start=1)}
        words = np.zeros((self._size, self._size), np.int8)
        confirmable = []
        for class_id, position in place.items():
            confirming = [position, *(place[above] for above in scheme.ancestors(class_id))]
            if set(confirming) & set(occurring):
                confirmable.append(position)
                words[position, 1:] = -1
                words[position, confirming] = 1
        self.confirmable: tuple[int, ...] = tuple(confirmable)
        self._words = words.ravel()

    def of(self, classes: np.ndarray, external: np.ndarray) -> np.ndarray:
        """int8 (rows, cols) from positions (rows, cols) in both maps."""
        return np.take(self._words, classes * self._size + external)
