"""The borders between the parts of a map: corners, and straight lines from corner to corner.

A corner is a point of the pixels' lattice where a border turns or where borders meet. From a corner at most
four lines go out, numbered clockwise: 0 right, 1 down, 2 left, 3 up. The two ends of a line are its *slots*:
corner · 4 + number. Both parts that a border separates are drawn along the same lines, so they fit.
"""

from __future__ import annotations

import numpy as np

from ..grid import Window
from ..progress import Progress

NONE = -1
"""In place of a slot: no line."""


class Borders:
    """All corners of a map and the lines between them.

    Memory holds 40 bytes a corner.

    Attributes:
        places: int64 (n,), row · (cols + 1) + col of each corner on the lattice, ascending.
        parts: int32 (n, 4), the part of the map right of a line that goes out, 0 = outside: below the line to
            the right, left of the one down, above the one to the left, right of the one up.
        twins: int32 (n · 4,), the other end of the line at a slot, or NONE.

    Args:
        shape: (rows, cols) of the map.
    """

    def __init__(self, shape: tuple[int, int]) -> None:
        self.shape = shape
        self.places = np.empty(0, np.int64)
        self.parts = np.empty((0, 4), np.int32)
        self.twins = np.empty(0, np.int32)
        self.count = 0
        self._found: list[tuple[np.ndarray, np.ndarray]] = []

    def add(self, window: Window, seen: np.ndarray) -> None:
        """Add the corners at the upper left of the pixels of a window, and at the lower right of the map.

        Args:
            window: The next one; each pixel of the map comes once.
            seen: The parts of its pixels and of those around it, 0 = outside: (rows + 2, cols + 2).
        """
        rows, cols = (
            np.arange(part.start, part.stop + (part.stop == length))
            for part, length in zip(window, self.shape)
        )
        seen = seen[: len(rows) + 1, : len(cols) + 1]
        above_left, above_right, below_left, below_right = (
            seen[:-1, :-1], seen[:-1, 1:], seen[1:, :-1], seen[1:, 1:],
        )  # fmt: skip
        right, down = above_right != below_right, below_left != below_right
        left, up = above_left != below_left, above_left != above_right
        across, along = right | left, up | down
        turns = (across & along) | (right != left) | (up != down)
        places = (rows[:, None] * (self.shape[1] + 1) + cols)[turns]
        parts = [around[turns] for around in (below_right, below_left, above_left, above_right)]
        self._found.append((places, np.column_stack(parts).astype(np.int32)))
        self.count += len(places)

    def join(self, progress: Progress) -> None:
        """Draw the lines, once all windows were added; cancelled through `progress`."""
        places, parts = (np.concatenate(column) for column in zip(*self._found))
        self._found.clear()
        order = np.argsort(places, kind="stable")
        progress.check()
        self.places, self.parts = places[order], parts[order]
        self.twins = np.full(4 * self.count, NONE, np.int32)
        right, down, left, up = (self.parts[:, slot] != self.parts[:, slot - 1] for slot in range(4))
        # Lines along a row of the lattice do not overlap: the n-th that begins is the n-th that ends.
        self._tie(np.flatnonzero(right) * 4, np.flatnonzero(left) * 4 + 2)
        progress.check()
        rows, cols = self.rowcol(slice(None))
        progress.check()
        by_column = np.argsort(cols * (self.shape[0] + 1) + rows)
        progress.check()
        self._tie(by_column[down[by_column]] * 4 + 1, by_column[up[by_column]] * 4 + 3)

    def rowcol(self, corners: np.ndarray | slice) -> tuple[np.ndarray, np.ndarray]:
        """Rows and columns of corners on the lattice, int64."""
        rows, cols = np.divmod(self.places[corners], self.shape[1] + 1)
        return rows, cols

    def _tie(self, starts: np.ndarray, ends: np.ndarray) -> None:
        self.twins[starts] = ends
        self.twins[ends] = starts
