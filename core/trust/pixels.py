"""Comparing maps with a reference at every pixel: all land that it knows, or what lies in its polygons."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..progress import Progress
from ..scheme import ClassScheme
from .clusters import Clusters, Groups, of_squares
from .comparison import Assessed, Units, related
from .counts import DistinctRows
from .estimation import Estimate

SQUARES = 16
"""Squares along the longer side of a raster, whose differences tell how far its figures carry over."""


class Squares:
    """Squares of land.

    Args:
        shape: (rows, cols) of the raster.
    """

    def __init__(self, shape: tuple[int, int]) -> None:
        self._side = -(-max(shape) // SQUARES)
        self._across = -(-shape[1] // self._side)
        self.count = self._across * -(-shape[0] // self._side)

    def of(self, corner: tuple[int, int], shape: tuple[int, int]) -> np.ndarray:
        """The square of each pixel of a window with a first row and column, int32 (rows, cols)."""
        rows, cols = (
            ((np.arange(length) + first) // self._side).astype(np.int32)
            for length, first in zip(shape, corner)
        )
        squares: np.ndarray = rows[:, None] * np.int32(self._across) + cols[None, :]
        return squares


def outcome_table(scheme: ClassScheme) -> np.ndarray:
    """What became of a pixel, uint8 (positions²,) by reference · positions + map.

    0 not compared, 1 right, 2 wrong, 3 wrong because the map has no class.
    """
    kin = related(scheme)
    size = len(kin)
    table = np.where(kin | np.eye(size, dtype=bool), 1, 2).astype(np.uint8)
    table[:, 0] = 3
    table[0] = 0
    return table.ravel()


class PixelTally:
    """Counts of pixels, gathered window by window.

    Memory: 8 bytes per pair of classes for each map and zone.

    Args:
        scheme: Of the maps and the reference.
        squares: Of the raster.
        maps: Number of maps.
        zones: Number of zones.
    """

    def __init__(self, scheme: ClassScheme, squares: Squares, maps: int, zones: int) -> None:
        self._size = len(scheme.ids) + 1
        self._outcomes = outcome_table(scheme)
        self._maps = np.zeros((maps, self._size, self._size), np.int64)
        self._zones = np.zeros((zones + 1, self._size, self._size), np.int64)
        self._squares = np.zeros((maps, squares.count, 4), np.int64)

    def add(
        self,
        reference: np.ndarray,
        maps: Sequence[np.ndarray],
        zones: np.ndarray | None,
        squares: np.ndarray,
    ) -> np.ndarray:
        """Count a window; all arrays (rows, cols), classes by position.

        Args:
            reference: 0 where unknown.
            maps: The last one is the map itself.
            zones: 0 outside all, else from 1.
            squares: From `Squares`.

        Returns:
            What became of the pixels of the map itself, as in `outcome_table`, uint8 (rows, cols).
        """
        rows = reference * self._size
        first = int(squares.flat[0])
        for number, values in enumerate(maps):
            keys = rows + values
            self._maps[number] += self._matrix(keys)
            outcome = self._outcomes[keys]
            # A window holds its squares from the first to the last one.
            counts = np.bincount((4 * (squares - first) + outcome).ravel())
            places = np.flatnonzero(counts)
            self._squares[number].reshape(-1)[places + 4 * first] += counts[places]
        if zones is not None:
            self._count_zones(keys, zones)
        return outcome

    def _matrix(self, keys: np.ndarray) -> np.ndarray:
        matrix = np.bincount(keys.ravel(), minlength=self._size**2).reshape(self._size, self._size)
        matrix[0] = 0
        return matrix

    def _count_zones(self, keys: np.ndarray, zones: np.ndarray) -> None:
        present, places = np.unique(zones, return_inverse=True)
        if len(present) * self._size**2 <= zones.size:
            cells = np.bincount((places.reshape(zones.shape) * self._size**2 + keys).ravel())
            cells = np.pad(cells, (0, len(present) * self._size**2 - len(cells)))
            matrices = cells.reshape(-1, self._size, self._size)
            matrices[:, 0] = 0
            self._zones[present] += matrices
        else:
            for zone in present.tolist():
                self._zones[zone] += self._matrix(keys[zones == zone])

    @property
    def groups(self) -> Groups:
        """The squares in which pixels were compared."""
        known = self._squares[-1, :, 1:].sum(axis=1)
        present = np.flatnonzero(known)
        return Groups.plain(present, known[present])

    def assessed(self) -> Assessed:
        """What was counted, with intervals that tell how far it may carry over to land of the same kind."""
        right = (self._outcomes == 1).reshape(self._size, self._size)
        known = self._squares[:, :, 1:].sum(axis=2)
        return Assessed(
            unit="pixels",
            compared=int(self._maps[-1].sum()),
            maps=list(self._maps),
            points=[],
            overall=[of_squares(pixels, counts[:, 1]) for pixels, counts in zip(known, self._squares)],
            zones=[
                (Estimate(int(m[right].sum()) / int(m.sum())) if m.any() else None, m, int(m.sum()))
                for m in self._zones[1:]
            ],
            population=float(self._maps[-1].sum()),
        )


class PolygonTally:
    """Counts of the pixels in polygons: how often each combination of classes occurs in each.

    Memory: grows with the polygons, not with their pixels.

    Args:
        maps: Number of maps.
        zones: Whether there are zones.
    """

    def __init__(self, maps: int, *, zones: bool) -> None:
        self._zones = zones
        self._rows = DistinctRows(4 + maps)

    def add(
        self,
        reference: np.ndarray,
        maps: Sequence[np.ndarray],
        zones: np.ndarray | None,
        polygons: np.ndarray,
        strata: np.ndarray | None,
    ) -> None:
        """Count pixels; all arrays int (n,), classes by position.

        Args:
            reference: Never 0.
            maps: The last one is the map itself.
            zones: 0 outside all, else from 1.
            polygons: Their numbers.
            strata: From 0; None without.
        """
        nothing = np.zeros(len(reference), np.int64)
        columns = (polygons, strata, zones, reference, *maps)
        self._rows.add([nothing if column is None else column for column in columns])

    def design(self, sizes: np.ndarray | None) -> Clusters:
        """The design: pixels of the land in each stratum, 0 where no polygon lies; None without strata."""
        (polygons, strata, *_), counts = self._rows.found()
        whole = np.array([float(counts.sum())])
        return Clusters(strata, whole if sizes is None else sizes, polygons, counts)

    def assessed(self, scheme: ClassScheme, design: Clusters, zones: int, progress: Progress) -> Assessed:
        """Estimates with the polygons as clusters.

        Those of areas are left out where the polygons stand for themselves alone.
        """
        (_, _, zone, reference, *maps), counts = self._rows.found()
        units = Units(reference, np.stack(maps), zone if self._zones else None, design)
        of_land = bool(design.sizes.sum() > counts.sum())
        return units.assessed(scheme, zones, progress, of_land=of_land)
