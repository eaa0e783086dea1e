"""Simpler borders that still fit: corners go from lines, and both sides share the lines (Visvalingam and
Whyatt 1993, with a guard of the topology).

A corner of which two lines go out is one with its two neighbours, a triangle: what changes sides when the
corner goes. It goes if the triangle is small and no other corner lies in it or on it; then no line crosses
it either, and no border can come to touch or cross another one. In each round those go whose triangle is
smaller than their neighbours', so a round changes no triangle twice, and nothing depends on an order.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..progress import Progress
from .borders import NONE, Borders
from .merging import shuffled

MAX_TOLERANCE = 20
"""Largest tolerance, pixels: what a round looks at grows with its square."""

_STAYS = np.iinfo(np.int64).max

_LOT = 2**17
"""Corners of a lot."""

_WIDE = 2**14
"""Triangles that are looked into at once: with the largest tolerance some 10 million points."""


def simplify(borders: Borders, limit: float, progress: Progress) -> None:
    """Take corners from borders until every triangle that is left is larger than a limit or not free.

    Where borders meet, and along the frame of the map, nothing moves. A ring keeps three corners at least.

    Args:
        borders: After `join`; their lines are drawn anew.
        limit: Square of the tolerance, in areas of a pixel, up to MAX_TOLERANCE squared.
        progress: Told how far it is.
    """
    movable = _movable(borders)
    turns = np.full(borders.count, _STAYS)
    looked = np.flatnonzero(movable)
    count = looked.size
    while looked.size:
        looked = np.concatenate(
            [_rank(borders, lot, limit, turns, progress) for lot in _lots(looked, progress)]
        )
        going = np.concatenate([_first(borders, lot, turns) for lot in _lots(looked, progress)])
        slots, triangles = _triangles(borders, going)
        alone = _alone(triangles, turns)
        turns[looked] = _STAYS
        if not going.size:
            return
        _remove(borders, slots[alone])
        movable[going[alone]] = False
        again = np.zeros(borders.count, bool)
        again[looked] = again[triangles[:, 1:]] = True
        looked = np.flatnonzero(again & movable)
        progress.report(1 - looked.size / count)


def _rank(
    borders: Borders, corners: np.ndarray, limit: float, turns: np.ndarray, progress: Progress
) -> np.ndarray:
    """Give those their turn that may go: the lower, the sooner; returns the corners of small triangles."""
    _, triangles = _triangles(borders, corners)
    doubled = _doubled(borders, triangles)
    small = doubled <= 2 * limit
    corners, triangles, doubled = corners[small], triangles[small], doubled[small]
    free = ~_linked(borders, triangles[:, 1], triangles[:, 2])
    free[free] = ~_crowded(borders, triangles[free], doubled[free], progress)
    turns[corners[free]] = doubled[free] << 32 | shuffled(corners[free])
    return corners


def _first(borders: Borders, corners: np.ndarray, turns: np.ndarray) -> np.ndarray:
    """Those whose turn comes before that of both neighbours."""
    _, triangles = _triangles(borders, corners)
    return corners[turns[corners] < np.minimum(*turns[triangles[:, 1:].T])]


def _lots(corners: np.ndarray, progress: Progress) -> Iterator[np.ndarray]:
    """Corners lot by lot, so that little memory is needed for what is known of each."""
    for start in range(0, max(len(corners), 1), _LOT):
        progress.check()
        yield corners[start : start + _LOT]


def _movable(borders: Borders) -> np.ndarray:
    """Which corners two lines go out of, and which do not lie on the frame of the map."""
    rows, cols = borders.rowcol(slice(None))
    height, width = borders.shape
    inner = (rows > 0) & (rows < height) & (cols > 0) & (cols < width)
    movable: np.ndarray = inner & ((borders.twins.reshape(-1, 4) != NONE).sum(axis=1) == 2)
    return movable


def _triangles(borders: Borders, corners: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The two slots of corners (n, 2), and the corners with their two neighbours (n, 3)."""
    used = borders.twins.reshape(-1, 4)[corners] != NONE
    slots = np.nonzero(used)[1].reshape(-1, 2) + 4 * corners[:, None]
    return slots, np.column_stack([corners, borders.twins[slots] // 4])


def _doubled(borders: Borders, triangles: np.ndarray) -> np.ndarray:
    """Twice the areas of triangles of corners (n, 3), in pixels: int64."""
    rows, cols = borders.rowcol(triangles)
    return np.abs(_cross(rows, cols, rows[:, :1], cols[:, :1])[:, 1])


def _cross(rows: np.ndarray, cols: np.ndarray, row: np.ndarray, col: np.ndarray) -> np.ndarray:
    """On which side of each edge of triangles (n, 3) places (n, 1) lie, 0 = on it: int64 (n, 3)."""
    next_rows, next_cols = np.roll(rows, -1, axis=1), np.roll(cols, -1, axis=1)
    return (next_cols - cols) * (row - rows) - (next_rows - rows) * (col - cols)


def _linked(borders: Borders, ones: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Which corners (n,) and others (n,) a line connects already, or are the same."""
    ends = borders.twins.reshape(-1, 4)[ones] // 4  # NONE // 4 is NONE
    linked: np.ndarray = (ends == others[:, None]).any(axis=1) | (ones == others)
    return linked


def _crowded(borders: Borders, triangles: np.ndarray, doubled: np.ndarray, progress: Progress) -> np.ndarray:
    """In or on which triangles (n, 3) another corner lies; never on those without area, which are lines."""
    crowded = np.zeros(len(triangles), bool)
    wide = np.flatnonzero(doubled > 1)  # the others hold no point of the lattice but their corners
    for start in range(0, len(wide), _WIDE):
        progress.check()
        lot = wide[start : start + _WIDE]
        owner, row, col = _lattice(*borders.rowcol(triangles[lot]))
        place = row * (borders.shape[1] + 1) + col
        found = np.minimum(np.searchsorted(borders.places, place), borders.count - 1)
        is_corner = (borders.places[found] == place) & _has_lines(borders, found)
        is_corner &= (triangles[lot[owner]] != found[:, None]).all(axis=1)
        crowded[lot[owner[is_corner]]] = True
    return crowded


def _has_lines(borders: Borders, corners: np.ndarray) -> np.ndarray:
    """Which corners (n,) are still there."""
    there: np.ndarray = (borders.twins.reshape(-1, 4)[corners] != NONE).any(axis=1)
    return there


def _lattice(rows: np.ndarray, cols: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The points of the lattice in and on triangles (n, 3): which triangle, row, column."""
    owner, row = _ranges(rows.min(axis=1), rows.max(axis=1))
    row_here, own_rows, own_cols = row[:, None], rows[owner], cols[owner]
    next_rows, next_cols = np.roll(own_rows, -1, axis=1), np.roll(own_cols, -1, axis=1)
    steps = np.where(next_rows == own_rows, 1, next_rows - own_rows)
    crossed = own_cols + (row_here - own_rows) * (next_cols - own_cols) / steps
    met = (np.minimum(own_rows, next_rows) <= row_here) & (row_here <= np.maximum(own_rows, next_rows))
    met &= next_rows != own_rows  # the ends of a level edge lie on others
    lows = np.ceil(np.where(met, crossed, np.inf).min(axis=1) - 1e-6).astype(np.int64)
    highs = np.floor(np.where(met, crossed, -np.inf).max(axis=1) + 1e-6).astype(np.int64)
    line, col = _ranges(lows, highs)
    owner, row = owner[line], row[line]
    sides = _cross(rows[owner], cols[owner], row[:, None], col[:, None])
    inside = (sides >= 0).all(axis=1) | (sides <= 0).all(axis=1)
    return owner[inside], row[inside], col[inside]


def _ranges(lows: np.ndarray, highs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The whole numbers from each low to its high: of which pair, and the number."""
    counts = np.maximum(highs - lows + 1, 0)
    owner = np.repeat(np.arange(len(lows)), counts)
    within = np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)
    return owner, lows[owner] + within


def _alone(triangles: np.ndarray, turns: np.ndarray) -> np.ndarray:
    """Which of the corners would leave a line that no earlier one leaves."""
    ends = np.sort(triangles[:, 1:], axis=1)
    order = np.lexsort((turns[triangles[:, 0]], ends[:, 1], ends[:, 0]))
    alone = np.ones(len(triangles), bool)
    alone[order[1:]] = (np.diff(ends[order], axis=0) != 0).any(axis=1)
    return alone


def _remove(borders: Borders, slots: np.ndarray) -> None:
    """Take out corners by their two slots (n, 2): one line takes the place of two."""
    one, other = borders.twins[slots].T
    borders.twins[one], borders.twins[other] = other, one
    borders.twins[slots] = NONE
