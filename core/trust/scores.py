"""Pixels, areas and scores by class, zone, reliability and evidence (SPEC §4.9).

The confidence score of a set of pixels is n1 / (n1 + n2 + n3) over the pixels with reliability
codes 1, 2, 3 whose final class was checked against the external map (Fonteix et al. 2021 §2.4).
A class that was not checked has no score, and none of its pixels counts in the score of a zone or of
the map, not even those that were reassigned to it. The correction names the checked classes in a tag;
without it, a class with pixels of evidence 7 is one that was not checked.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from ..codes import Evidence, Reliability, score
from ..errors import SureCoverError
from ..scheme import MAX_ID

CHECKED_TAG = "SURECOVER_CHECKED"
"""Dataset tag of the correction's rasters: JSON list of the ids of the checked classes."""

_CODES = len(Reliability)
_EVIDENCES = len(Evidence)


@dataclass(frozen=True)
class Summary:
    """Figures of a set of pixels that have a class.

    Attributes:
        by_code: Pixels by reliability code 0..3.
        by_evidence: Pixels by evidence code 0..9.
        area_by_code: m² by reliability code; None where areas cannot be told.
        mean_confidence: Mean of the confidence layer where it is known; None where it is not.
        scored: Pixels with codes 1, 2, 3 whose class was checked.
    """

    by_code: tuple[int, ...]
    by_evidence: tuple[int, ...]
    area_by_code: tuple[float, ...] | None
    mean_confidence: float | None
    scored: tuple[int, int, int]

    @property
    def pixels(self) -> int:
        """All pixels of the set."""
        return sum(self.by_code)

    @property
    def area(self) -> float | None:
        """m² of the set."""
        return None if self.area_by_code is None else sum(self.area_by_code)

    @property
    def score(self) -> float | None:
        """The confidence score; None when no pixel of a checked class was assessed."""
        return score(*self.scored)

    @property
    def share_not_assessed(self) -> float | None:
        """Share of the pixels with code 0; None for an empty set."""
        return self.by_code[Reliability.NOT_ASSESSED] / self.pixels if self.pixels else None


class Tally:
    """Counts gathered window by window; sums do not depend on how the map is cut.

    Memory: 40 counts of 8 bytes per class and zone.

    Args:
        class_ids: Ids that the map may hold.
        zones: Number of zones; zone 0 is what lies outside all of them.
        unchecked: Ids of the classes that were not checked; None: those with pixels of evidence 7.
    """

    def __init__(
        self,
        class_ids: Sequence[int],
        zones: int = 0,
        unchecked: Collection[int] | None = None,
    ) -> None:
        self.class_ids = tuple(class_ids)
        self.zones = zones
        self._has_areas = False
        self._index = np.full(MAX_ID + 2, -1, np.int64)
        self._index[0] = 0
        self._index[list(self.class_ids)] = np.arange(1, len(self.class_ids) + 1)
        shape = (zones + 1, len(self.class_ids) + 1)
        self._pixels = np.zeros((*shape, _CODES, _EVIDENCES), np.int64)
        self._areas = np.zeros((*shape, _CODES))
        self._confidence = np.zeros(shape)
        self._with_confidence = np.zeros(shape, np.int64)
        self._told = unchecked is not None
        self._unchecked = np.array([False, *(id_ in (unchecked or ()) for id_ in self.class_ids)])

    def add(
        self,
        classes: np.ndarray,
        reliability: np.ndarray,
        *,
        evidence: np.ndarray | None = None,
        confidence: np.ndarray | None = None,
        zones: np.ndarray | None = None,
        areas: np.ndarray | None = None,
    ) -> np.ndarray:
        """Count the pixels of a window; all arrays are (rows, cols).

        Args:
            classes: Final class ids, 0 where there is none.
            reliability: Codes 0..3.
            evidence: Codes 0..9.
            confidence: 0..1, NaN where unknown.
            zones: 0 outside all zones, else 1..zones.
            areas: m² of the pixels; None where they cannot be told.

        Returns:
            Where each pixel's class stands in `class_ids`, from 1; 0 = no class. (rows, cols).

        Raises:
            SureCoverError: A value is not one of the codes, or no class of the map's scheme.
        """
        standing = self._positions(classes)
        positions = standing.ravel()
        codes = _checked("The reliability map (RELIABILITY)", reliability, _CODES)
        reasons = np.zeros_like(codes)
        if evidence is not None:
            reasons = _checked("The evidence map (EVIDENCE)", evidence, _EVIDENCES)
            if not self._told:
                self._unchecked[positions[reasons == Evidence.NOT_CHECKED]] = True
        place = 0 if zones is None else zones.ravel().astype(np.int64)
        group = place * (len(self.class_ids) + 1) + positions
        _count(self._pixels, (group * _CODES + codes) * _EVIDENCES + reasons)
        if areas is not None:
            self._has_areas = True
            _count(self._areas, group * _CODES + codes, areas.ravel())
        if confidence is not None:
            values = confidence.ravel()
            known = np.isfinite(values)
            _count(self._confidence, group[known], values[known])
            _count(self._with_confidence, group[known])
        return standing

    def _positions(self, classes: np.ndarray) -> np.ndarray:
        inside = classes if classes.dtype == np.uint8 else np.clip(classes, -1, MAX_ID + 1)
        positions: np.ndarray = self._index[inside]
        if positions.min(initial=0) < 0:
            raise SureCoverError(
                f"The class map (MAP) holds the value {classes[positions < 0].flat[0]}, which is no class of "
                f"its scheme (allowed: {', '.join(map(str, self.class_ids))}, and 0 = no class); "
                "give the map's own class scheme or another map."
            )
        return positions

    @property
    def unchecked(self) -> frozenset[int]:
        """Ids of the classes that were not compared with the external map."""
        return frozenset(
            self.class_ids[position - 1] for position in np.flatnonzero(self._unchecked) if position
        )

    @property
    def without_class(self) -> int:
        """Pixels of the grid that have no class."""
        return int(self._pixels[:, 0].sum())

    @property
    def rejected_without_class(self) -> int:
        """Pixels whose class was rejected and not replaced."""
        return int(self._pixels[:, 0, :, Evidence.REASSIGNED].sum())

    def summary(self, class_id: int | None = None, zone: int | None = None) -> Summary:
        """Figures of a class, a zone, a class within a zone, or of the whole map."""
        zones = slice(None) if zone is None else slice(zone, zone + 1)
        position = 0 if class_id is None else self.class_ids.index(class_id) + 1
        classes = slice(1, None) if class_id is None else slice(position, position + 1)
        pixels = self._pixels[zones, classes].sum(axis=0)
        checked = ~self._unchecked[classes]
        known = int(self._with_confidence[zones, classes].sum())
        _, high, medium, low = pixels[checked].sum(axis=(0, 2)).tolist()
        areas = self._areas[zones, classes].sum(axis=(0, 1)).tolist()
        return Summary(
            by_code=tuple(pixels.sum(axis=(0, 2)).tolist()),
            by_evidence=tuple(pixels.sum(axis=(0, 1)).tolist()),
            area_by_code=tuple(areas) if self._has_areas else None,
            mean_confidence=float(self._confidence[zones, classes].sum()) / known if known else None,
            scored=(high, medium, low),
        )


def grid_cells(shape: tuple[int, int], size: int) -> tuple[int, list[str]]:
    """Square cells of `size` pixels as zones.

    Returns:
        How many cells lie beside each other, and the names of all cells, row by row.
    """
    down, across = (-(-side // size) for side in shape)
    return across, [f"row {r + 1}, column {c + 1}" for r in range(down) for c in range(across)]


def cells_of(window: tuple[slice, slice], size: int, across: int) -> np.ndarray:
    """Number of the square cell of each pixel of a window, from 1, int32 (rows, cols)."""
    rows = np.arange(window[0].start, window[0].stop, dtype=np.int32) // size
    cols = np.arange(window[1].start, window[1].stop, dtype=np.int32) // size
    cells: np.ndarray = rows[:, None] * np.int32(across) + cols[None, :] + 1
    return cells


def _checked(label: str, values: np.ndarray, count: int) -> np.ndarray:
    wrong = (values < 0) | (values >= count)
    if wrong.any():
        raise SureCoverError(
            f"{label} holds the value {values[wrong].flat[0]}; allowed: 0 to {count - 1}; "
            "choose the layer that the correction wrote."
        )
    codes: np.ndarray = values.ravel().astype(np.int64)
    return codes


def _count(totals: np.ndarray, keys: np.ndarray, weights: np.ndarray | None = None) -> None:
    """Add bincount(keys) to totals (any shape, keys in C order), touching only the keys' range."""
    if keys.size == 0:
        return
    start = int(keys.min())
    sums = np.bincount(keys - start, weights)
    totals.reshape(-1)[start : start + len(sums)] += sums
