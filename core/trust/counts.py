"""Counts of pixels that stream: they grow with what occurs, never with the raster."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

_PENDING = 250_000
"""Counts that wait to be put together, in one place: many small arrays between the large ones of the windows
would keep memory from being used again."""

_DENSE = 4
"""Keys that span fewer values than so many times their number are counted in a table, which is quicker."""


class GroupedCounts:
    """How often each whole number from 0 on occurs in each group.

    Memory: 16 bytes for each pair that occurs, and 4 MB while it counts.

    Args:
        size: Numbers lie below it.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._keys = np.zeros(0, np.int64)
        self._counts = np.zeros(0, np.int64)
        self._waiting = np.empty((2, _PENDING), np.int64)
        self._filled = 0

    def add(self, groups: np.ndarray, numbers: np.ndarray) -> None:
        """Count; whole numbers ≥ 0 of the same shape (n,)."""
        if not len(groups):
            return
        first = int(groups.min())
        keys = groups.astype(np.int64)
        keys -= first
        keys *= self._size
        keys += numbers
        lowest = first * self._size
        if keys.max() < _DENSE * len(keys):
            table = np.bincount(keys)
            found = np.flatnonzero(table)
            counts = table[found]
        else:
            found, counts = np.unique(keys, return_counts=True)
        self._wait(found + lowest, counts)

    def found(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Groups, numbers and counts of the pairs that occur, int64 (pairs,), in this order."""
        self._join()
        groups, numbers = np.divmod(self._keys, self._size)
        return groups, numbers, self._counts

    def _wait(self, keys: np.ndarray, counts: np.ndarray) -> None:
        for start in range(0, len(keys), _PENDING):
            lot = keys[start : start + _PENDING]
            if self._filled + len(lot) > _PENDING:
                self._join()
            place = slice(self._filled, self._filled + len(lot))
            self._waiting[:, place] = lot, counts[start : start + _PENDING]
            self._filled += len(lot)

    def _join(self) -> None:
        waiting = self._waiting[:, : self._filled]
        keys, place = np.unique(np.concatenate([self._keys, waiting[0]]), return_inverse=True)
        counts = np.zeros(len(keys), np.int64)
        np.add.at(counts, place, np.concatenate([self._counts, waiting[1]]))
        self._keys, self._counts, self._filled = keys, counts, 0


class DistinctRows:
    """How often each row of whole numbers occurs.

    Memory: 8 bytes for each number of the rows that differ.

    Args:
        width: Numbers in a row.
    """

    def __init__(self, width: int) -> None:
        self._width = width
        self._parts: list[tuple[np.ndarray, np.ndarray]] = []

    def add(self, columns: Sequence[np.ndarray]) -> None:
        """Count the rows of a window; columns of whole numbers ≥ 0, (n,) each."""
        if not len(columns[0]):
            return
        rows = np.stack(columns).astype(np.int64)
        self._parts.append(_distinct(rows, np.ones(rows.shape[1], np.int64)))
        if sum(len(counts) for _, counts in self._parts[1:]) > len(self._parts[0][1]):
            self._parts = [self._joined()]

    def found(self) -> tuple[np.ndarray, np.ndarray]:
        """The rows that occur, int64 (columns, rows), and how often, int64 (rows,)."""
        return (
            self._joined() if self._parts else (np.zeros((self._width, 0), np.int64), np.zeros(0, np.int64))
        )

    def _joined(self) -> tuple[np.ndarray, np.ndarray]:
        rows, counts = (np.concatenate(parts, axis=-1) for parts in zip(*self._parts))
        return _distinct(rows, counts)


def _distinct(rows: np.ndarray, counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    place = np.zeros(rows.shape[1], np.int64)
    for column in rows:
        _, first, place = np.unique(
            place * (int(column.max()) + 1) + column, return_index=True, return_inverse=True
        )
    return rows[:, first], np.bincount(place, counts).astype(np.int64)
