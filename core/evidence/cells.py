"""Square cells of a raster, in which the radius of the correction's case 2 is settled at once.

For each cell and class the set of clusters that polygons in it teach is known. Spreading these sets
over all cells that lie within the radius altogether, and over all that it may touch, settles nearly
every pixel; only those in between have to be measured.
"""

from __future__ import annotations

import math

import numpy as np

from .signatures import BYTES, united

_MOST_BYTES = 2**25
"""Of the sets of all cells."""

_AT_ONCE = 2**19


class Cells:
    """The cells of a raster for one radius.

    Attributes:
        side: Of a cell, pixels.
        shape: Cells (down, across).
        radius: Largest Euclidean distance of pixel centres, pixels, inclusive; at most the raster's diagonal.

    Args:
        shape: (rows, cols) of the raster.
        radius: Any number ≥ 0.
        classes: Number of classes, each of which has sets of its own.
    """

    def __init__(self, shape: tuple[int, int], radius: float, classes: int) -> None:
        self.radius = min(radius, math.hypot(*shape))
        self.side = max(1, math.ceil(self.radius / 8))
        while -(-shape[0] // self.side) * -(-shape[1] // self.side) * classes * BYTES > _MOST_BYTES:
            self.side *= 2
        self.shape = -(-shape[0] // self.side), -(-shape[1] // self.side)
        self._classes = classes

    def of(self, rows: np.ndarray, cols: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The cells of pixels: (down, across)."""
        return rows // self.side, cols // self.side

    def sets(
        self, cells: np.ndarray, class_place: np.ndarray, taught: np.ndarray, rows: np.ndarray
    ) -> np.ndarray:
        """Unite what is taught in each cell.

        Args:
            cells: int64 (n,), cells by down · cells across + across.
            class_place: (n,) places of classes, from 1.
            taught: uint8 (polygons, 32).
            rows: (n,) rows of `taught`.

        Returns:
            uint8 (down, across, classes, 32).
        """
        places = cells * self._classes + class_place - 1
        order = np.argsort(places, kind="stable")
        sets = np.zeros((self.shape[0] * self.shape[1] * self._classes, BYTES), np.uint8)
        for start in range(0, order.size, _AT_ONCE):
            part = order[start : start + _AT_ONCE]
            filled, starts = np.unique(places[part], return_index=True)
            sets[filled] |= united(taught[rows[part]], starts)
        return sets.reshape(*self.shape, self._classes, BYTES)

    @property
    def reach(self) -> int:
        """How many cells away the radius may touch one."""
        return int(self.radius // self.side) + 1

    def spread(self, sets: np.ndarray, *, certain: bool) -> np.ndarray:
        """For each cell, what is taught within the radius of every (certain) or of some pixel of it.

        Args:
            sets: uint8 (down, across, classes, 32), of all cells or of any rectangle of them.
            certain: See above.

        Returns:
            uint8, as `sets` in shape.
        """
        gaps = [self._gap(np.arange(min(self.reach, length - 1) + 1), certain) for length in sets.shape[:2]]
        within = gaps[0][:, None] ** 2 + gaps[1][None] ** 2 <= self.radius * self.radius
        reach = within.sum(axis=1) - 1
        spread, band, width = np.zeros_like(sets), sets.copy(), 0
        for down in range(reach.size)[::-1]:  # the circle's rows grow, and the band with them
            while width < reach[down]:
                width += 1
                for to, from_ in _both_ways(width, sets.shape[1]):
                    band[:, to] |= sets[:, from_]
            if reach[down] >= 0:
                for to, from_ in _both_ways(down, sets.shape[0]):
                    spread[to] |= band[from_]
        return spread

    def _gap(self, apart: np.ndarray, certain: bool) -> np.ndarray:
        """Most (certain) or least distance along one axis of pixels in cells so many cells apart."""
        if certain:
            return (apart + 1) * self.side - 1
        return np.where(apart, (apart - 1) * self.side + 1, 0)


def _both_ways(step: int, length: int) -> list[tuple[slice, slice]]:
    """Where cells lie that have a cell `step` farther on, and where those are; and the other way round."""
    here, there = slice(0, length - step), slice(step, length)
    return [(here, there), (there, here)]
