"""What is known of the pixels of a window, as the numbers that a confidence is fitted to."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ..codes import Evidence, Reliability
from ..scheme import ClassScheme
from .confidence import probability_of
from .correction import reliability

DIRECTIONS = {"probability": 1, "margin": 1, "entropy": -1, "agreement": 1, "external": 1}
"""The ordered features, and whether confidence rises or falls with them."""

EVIDENCE, CLASS = "evidence", "class"
"""The features that are not ordered."""

FEATURES = (*DIRECTIONS, EVIDENCE, CLASS)

_SURE_BY_CODE = (2, 3, 2, 1)
"""How sure each reliability code is; "not assessed" claims nothing and stands in the middle."""


@dataclass(frozen=True)
class Pixels:
    """Pixels as a model sees them; all arrays have the same shape.

    Attributes:
        ordered: Values of ordered features by name, float, NaN = not known: probability of the final
            class, its margin over the largest other one (−1..1), entropy of all (0..1), agreement of the
            dates (0..1), external map (−1 disagrees, 0 unknown, 1 agrees).
        evidence: Evidence codes, integers; None if not known.
        classes: Positions of the final classes in a list of names, from 1; 0 for none.
    """

    ordered: Mapping[str, np.ndarray]
    evidence: np.ndarray | None
    classes: np.ndarray

    @property
    def features(self) -> tuple[str, ...]:
        """Names of what is known of them, in the order of FEATURES."""
        known = {*self.ordered, CLASS, *([EVIDENCE] if self.evidence is not None else [])}
        return tuple(name for name in FEATURES if name in known)

    def chosen(self, which: np.ndarray) -> Pixels:
        """Some of them, by a bool array or positions."""
        ordered = {name: values[which] for name, values in self.ordered.items()}
        return Pixels(ordered, None if self.evidence is None else self.evidence[which], self.classes[which])

    @property
    def scores(self) -> dict[str, np.ndarray]:
        """What tells of errors by itself, by name, the higher the surer."""
        found, known = {}, self.ordered
        if "probability" in known:
            found["max_probability"] = known["probability"] - np.minimum(known["margin"], 0)
            found["entropy"] = -known["entropy"]
        if "agreement" in known:
            found["agreement"] = known["agreement"]
        if self.evidence is not None:
            found["code"] = np.array(_SURE_BY_CODE)[codes_by_evidence()[self.evidence]]
        return found


def codes_by_evidence() -> np.ndarray:
    """The reliability code that goes with each evidence code, uint8 (evidence codes,)."""
    codes = reliability(np.ones(len(Evidence), int), np.arange(len(Evidence)))
    codes[Evidence.REVIEWED] = Reliability.HIGH
    return codes


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
