"""The design of a sample: strata of points, and of polygons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from ..errors import SureCoverError
from ..grid import Window
from ..rasters import Raster
from .clusters import Clusters
from .estimation import Strata
from .references import Points

MAX_STRATA = 10_000

_ENOUGH = 50
_NOTHING = 1e-9


class StrataMap:
    """A raster of strata, whose pixels are counted window by window.

    Attributes:
        pixels: Pixels of each stratum that was counted, by its value.

    Args:
        raster: Its first band tells the strata.
        label: How messages name it.

    Raises:
        SureCoverError: It holds no whole numbers.
    """

    def __init__(self, raster: Raster, label: str) -> None:
        self._raster, self._label = raster, label
        self.pixels: Counter[int] = Counter()
        if np.dtype(raster.dtype).kind not in "iu":
            raise self._refused()

    def count(self, window: Window) -> None:
        """Count a window.

        Raises:
            SureCoverError: There are too many strata.
        """
        values, valid = self._raster.read(window, [1])
        found, counts = np.unique(values[0][valid], return_counts=True)
        self.pixels.update(dict(zip(found.tolist(), counts.tolist())))
        if len(self.pixels) > MAX_STRATA:
            raise self._refused()

    def read(self, window: Window) -> np.ndarray:
        """The place of each pixel's stratum among those counted, ascending, int64; −1 outside all."""
        values, valid = self._raster.read(window, [1])
        places = np.searchsorted(self.values, values[0])
        return np.where(valid, places, -1)

    @property
    def values(self) -> np.ndarray:
        """The values counted, ascending."""
        return np.array(sorted(self.pixels), self._raster.dtype)

    @property
    def sizes(self) -> np.ndarray:
        """Pixels of these strata, float64 (strata,)."""
        return np.array([self.pixels[value] for value in sorted(self.pixels)], float)

    def _refused(self) -> SureCoverError:
        return SureCoverError(
            f"{self._label} is no map of at most {MAX_STRATA} whole numbers: {self._raster.path}; choose one."
        )


def strata_of(
    points: Points,
    strata_map: StrataMap | None,
    mapped: np.ndarray,
    classes: np.ndarray,
    label: Callable[[str], str],
) -> tuple[np.ndarray, Strata, dict[str, Any], list[str]]:
    """The design of a sample.

    It is that of the raster of strata if one is given, else what the layer itself tells, else simple random:
    of the map's pixels with a class, or of all pixels where some points lie on one without.

    Args:
        points: The points.
        strata_map: The raster of strata, counted; None without.
        mapped: Positions of the classes on the map at the points.
        classes: Pixels of the map by position.
        label: How messages name a parameter.

    Returns:
        Which points count, the design of these, facts about it, and notes.
    """
    labelled = points.classes > 0
    notes = _told(points, labelled)
    if strata_map is not None:
        numbers = points.values(strata_map.read)
        beside = labelled & (numbers < 0)
        if beside.any():
            notes.append(f"Points in no stratum, which do not count: {int(beside.sum())}.")
            labelled &= ~beside
        kind, sizes = "stratified by a raster", dict(enumerate(strata_map.sizes.tolist()))
    elif points.strata is not None and points.sizes is not None:
        numbers = points.strata
        kind, sizes = "stratified", dict(zip(numbers.tolist(), points.sizes.tolist()))
    else:
        numbers = np.zeros(len(points.rows), np.int64)
        everywhere = (mapped[labelled] == 0).any()
        kind = "simple random, or systematic"
        sizes = {0: float(classes.sum() if everywhere else classes[1:].sum())}
    if not labelled.any():
        raise SureCoverError(
            f"{label('strata')} has no point with a class; choose the strata of these points."
        )
    present, of_unit = np.unique(numbers[labelled], return_inverse=True)
    drawn = np.bincount(of_unit)
    strata = Strata(of_unit, np.maximum([sizes[number] for number in present.tolist()], drawn))
    notes += _warnings(strata, sizes, drawn)
    facts = {
        "layer": points.name, "kind": f"sample of points, {kind}", "points": int(labelled.sum()),
        "strata": len(present), "fewest points in a stratum": int(drawn.min()),
        "pixels that the sample stands for": int(strata.sizes.sum()),
    }  # fmt: skip
    return labelled, strata, facts, notes


def _told(points: Points, labelled: np.ndarray) -> list[str]:
    notes = []
    if points.outside:
        notes.append(f"Points beside the map, which do not count: {points.outside}.")
    if not labelled.all():
        notes.append(
            f"Points that are not labelled: {int((~labelled).sum())} of {len(labelled)}; the figures hold if "
            "the others were chosen at random, as by the order of their numbers."
        )
    pixels = np.stack([points.rows, points.cols])[:, labelled]
    repeated = pixels.shape[1] - np.unique(pixels, axis=1).shape[1]
    if repeated:
        notes.append(
            f"Points on a pixel that has another one: {repeated}; all count, so that the intervals are too "
            "narrow if these are the same points given twice."
        )
    return notes


def _warnings(strata: Strata, sizes: Mapping[int, float], drawn: np.ndarray) -> list[str]:
    notes = _missing(strata.sizes.sum(), sum(sizes.values()), "labelled point")
    alone = int(((drawn == 1) & (strata.sizes > 1)).sum())
    if alone:
        notes.append(
            f"Strata with a single point: {alone}; standard errors cannot be told, so label more points "
            "there."
        )
    elif drawn.min() < _ENOUGH and (drawn < strata.sizes).any():
        notes.append(
            "Some strata have fewer than 50 points; intervals of single classes and codes may hold a little "
            "more or less often than in 95 % of samples."
        )
    return notes


def _missing(told: float, all_: float, what: str) -> list[str]:
    missing = 1 - told / max(all_, 1)
    if missing <= _NOTHING:
        return []
    share = f"{100 * missing:.1f} % of the land"
    return [f"Strata without any {what} make up {share}; the figures tell nothing about them."]


def notes_on_polygons(design: Clusters, strata_map: StrataMap | None) -> list[str]:
    """What readers should know of a sample of polygons."""
    groups = design.groups
    fewest = int(np.bincount(groups.strata)[np.unique(groups.strata)].min())
    if strata_map is None:
        where = "Polygons"
        notes = [
            "The figures are those of the land in the polygons. They hold for the map if these lie at random."
        ]
    else:
        where = "Fewest polygons in a stratum"
        notes = _missing(design.sizes.sum(), strata_map.sizes.sum(), "pixel in a polygon")
    if fewest < _ENOUGH:
        notes.append(
            f"{where}: {fewest}. The pixels of a polygon are alike, so that polygons are what was observed; "
            f"with fewer than {_ENOUGH} the intervals may be too narrow."
        )
    return notes
