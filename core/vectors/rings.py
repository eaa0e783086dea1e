"""Polygons from borders."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from ..grid import Grid
from ..lazy import LazyModule
from ..progress import Progress
from .borders import NONE, Borders

if TYPE_CHECKING:
    import shapely
else:
    shapely = LazyModule("shapely")

_LOT = 300_000
"""Lines in a lot of parts."""

_CHECKED = 100_000
"""Rings between two looks at whether to stop."""


def polygons(borders: Borders, grid: Grid, progress: Progress) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """The polygon of each part, lot by lot.

    Args:
        borders: Of the parts, each of which is connected by sides of pixels.
        grid: Of the map.
        progress: Told how far it is.

    Yields:
        The parts, ascending, and their polygons in the grid's CRS, valid.
    """
    slots = np.flatnonzero((borders.twins != NONE) & (borders.parts.ravel() > 0))
    order = borders.parts.ravel()[slots].astype(np.int64) << 32 | slots
    order.sort()
    starts = np.flatnonzero(np.diff(order >> 32, prepend=0))
    cuts = starts[np.searchsorted(starts, np.arange(0, len(order), _LOT))] if len(order) else starts
    ends = [*cuts[1:].tolist(), len(order)]
    for start, end in zip(cuts.tolist(), ends):
        progress.report(start / len(order))
        if start < end:
            yield _of_lot(borders, grid, order[start:end], progress)


def _of_lot(
    borders: Borders, grid: Grid, order: np.ndarray, progress: Progress
) -> tuple[np.ndarray, np.ndarray]:
    """The parts and polygons of all lines of some parts: part << 32 | slot, ascending."""
    slots = order & 0xFFFFFFFF
    following = np.searchsorted(order, order >> 32 << 32 | _next(borders, slots))
    walk, lengths = _rings(following.tolist(), progress)
    corners = slots[walk] // 4
    rows, cols = borders.rowcol(corners)
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    parts = (order >> 32)[walk[starts]]
    # A part is connected, so it has one outer ring: the one that runs clockwise.
    ahead = np.arange(1, len(walk) + 1)
    ahead[starts + lengths - 1] = starts
    holes = np.add.reduceat(cols * rows[ahead] - cols[ahead] * rows, starts) < 0
    xs, ys = grid.xy(rows, cols)
    rings = shapely.linearrings(xs, ys, indices=np.repeat(np.arange(len(starts)), lengths))
    by_part = np.lexsort((holes, parts))
    found, index = np.unique(parts, return_inverse=True)
    return found, shapely.polygons(rings[by_part], indices=index[by_part])


def _next(borders: Borders, slots: np.ndarray) -> np.ndarray:
    """The line that goes on around the same part, by the slots where lines go out.

    Of several it is the leftmost one: where a part touches itself at a corner, its rings do not cross it.
    """
    parts = borders.parts.ravel()
    ends = borders.twins[slots]
    own = parts[slots]
    following = np.full(len(slots), NONE)
    for turn in (3, 2, 1):
        others = ends - ends % 4 + (ends + turn) % 4
        fits = (borders.twins[others] != NONE) & (parts[others] == own)
        following[fits] = others[fits]
    return following


def _rings(following: list[int], progress: Progress) -> tuple[np.ndarray, np.ndarray]:
    """The cycles of a permutation: their members one after the other, and how many each one has."""
    walk: list[int] = []
    lengths = []
    seen = bytearray(len(following))
    for first in range(len(following)):
        if seen[first]:
            continue
        begin, place = len(walk), first
        while not seen[place]:
            seen[place] = 1
            walk.append(place)
            place = following[place]
        lengths.append(len(walk) - begin)
        if len(lengths) % _CHECKED == 0:
            progress.check()
    return np.array(walk), np.array(lengths)
