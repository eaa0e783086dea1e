"""The patches of a map and which of them are neighbours, as tables: the map itself may have any size."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from ..components import Components, label
from ..grid import Map, Window, blocks
from ..progress import Progress


class Patches(NamedTuple):
    """Connected pixels of equal keys, in the order of their first pixels, row by row.

    Attributes:
        keys: (n,) what their pixels hold.
        pixels: int64 (n,).
        areas: int64 (n,), sum of what their pixels cover.
    """

    keys: np.ndarray
    pixels: np.ndarray
    areas: np.ndarray


class Pairs(NamedTuple):
    """Neighbours, each pair once.

    Attributes:
        ends: int32 (m, 2), rows of the patches, the lower one first.
        sides: int32 (m,), sides of pixels that they share; 0 = they touch at corners only.
    """

    ends: np.ndarray
    sides: np.ndarray


class Pieces:
    """The patches of a map, 4-connected, gathered block by block.

    Memory holds a block, and 40 bytes a patch.

    Attributes:
        count: Patches so far; pieces of one in several blocks count several times.

    Args:
        numbers: uint32 (rows, cols), zeros; receives the number of each pixel's piece.
    """

    def __init__(self, numbers: Map) -> None:
        self._numbers = numbers
        self._components = Components(numbers.shape, 4)
        self._tables: list[tuple[np.ndarray, ...]] = []
        self._rows = np.zeros(1, np.int64)

    @property
    def count(self) -> int:
        """Pieces so far."""
        return self._components.count

    def add(self, window: Window, keys: np.ndarray, areas: np.ndarray) -> None:
        """Add the next block, in the order of `grid.blocks`.

        Args:
            window: Its place.
            keys: Unsigned (rows, cols), 0 = outside all patches.
            areas: int64 (rows, cols), what each pixel covers, in any unit.
        """
        labels, count = label(keys, 4)
        offset, _ = self._components.add(window, keys, labels, count)
        rows, cols = window
        places = np.arange(rows.start, rows.stop)[:, None] * self._numbers.shape[1]
        places = places + np.arange(cols.start, cols.stop)
        own, firsts = np.zeros(count + 1, keys.dtype), np.zeros(count + 1, np.int64)
        own[labels] = keys
        firsts[labels.ravel()[::-1]] = places.ravel()[::-1]  # the first one is written last
        sums = np.zeros(count + 1, np.int64)
        np.add.at(sums, labels.ravel(), areas.ravel())
        pixels = np.bincount(labels.ravel(), minlength=count + 1)
        self._tables.append(tuple(column[1:] for column in (own, pixels, sums, firsts)))
        self._numbers[window] = np.where(labels > 0, labels.astype(np.int64) + offset, 0)

    def whole(self, progress: Progress) -> Patches:
        """The patches, once every block was added; cancelled through `progress`."""
        self._components.join()
        progress.check()
        keys, pixels, areas, firsts = map(np.concatenate, zip(*self._tables))
        self._tables.clear()
        whole = self._components.numbers(np.arange(1, self.count + 1)) - 1
        np.minimum.at(firsts, whole, firsts)
        progress.check()
        heads = np.flatnonzero(whole == np.arange(self.count))
        heads = heads[np.argsort(firsts[heads])]
        self._rows = np.zeros(self.count + 1, np.int64)
        self._rows[heads + 1] = np.arange(1, len(heads) + 1)
        self._rows[1:] = self._rows[whole + 1]
        progress.check()
        pixels, areas = (_sums(self._rows[1:] - 1, column, len(heads)) for column in (pixels, areas))
        return Patches(keys[heads], pixels, areas)

    def read(self, window: Window) -> np.ndarray:
        """Row + 1 of the patch of each pixel, 0 for none, int64 (rows, cols), after `whole`.

        The window may reach over the map by a pixel; nothing is there.
        """
        inside = tuple(
            slice(max(part.start, 0), min(part.stop, length))
            for part, length in zip(window, self._numbers.shape)
        )
        margins = [(own.start - part.start, part.stop - own.stop) for part, own in zip(window, inside)]
        return np.pad(self._rows[self._numbers[inside[0], inside[1]]], margins)


def pairs_of(
    read: Callable[[Window], np.ndarray], shape: tuple[int, int], count: int, progress: Progress,
    *, connectivity: int, side: int,
) -> Pairs:  # fmt: skip
    """Find the neighbours among patches.

    Args:
        read: `Pieces.read`.
        shape: (rows, cols) of the map.
        count: Patches.
        progress: Told how far it is.
        connectivity: With 8, also those that touch at a corner only.
        side: Of the blocks, pixels.
    """
    found, sides = [np.empty(0, np.int64)], [np.empty(0, np.int32)]
    for rows, cols in progress.each(blocks(shape, side)):
        seen = read((slice(rows.start - 1, rows.stop), slice(cols.start - 1, cols.stop)))
        steps = [(seen[1:, :-1], seen[1:, 1:], 1), (seen[:-1, 1:], seen[1:, 1:], 1)]
        if connectivity == 8:
            steps += [(seen[:-1, :-1], seen[1:, 1:], 0), (seen[:-1, 1:], seen[1:, :-1], 0)]
        for one, other, shared in steps:
            apart = (one != other) & (one > 0) & (other > 0)
            ends = one[apart] - 1, other[apart] - 1
            codes, counts = np.unique(np.minimum(*ends) * count + np.maximum(*ends), return_counts=True)
            found.append(codes)
            sides.append((counts * shared).astype(np.int32))
    codes = np.concatenate(found)
    found.clear()
    progress.check()
    return _united(codes, np.concatenate(sides), count, progress)


def joined(pairs: Pairs, rows: np.ndarray, count: int, progress: Progress) -> Pairs:
    """The pairs of patches that were united: `rows` (n,) tells in which of `count` each one is."""
    one, other = (rows[ends] for ends in pairs.ends.T)
    codes = np.minimum(one, other) * count + np.maximum(one, other)
    apart = one != other
    progress.check()
    return _united(codes[apart], pairs.sides[apart], count, progress)


def _united(codes: np.ndarray, sides: np.ndarray, count: int, progress: Progress) -> Pairs:
    """Pairs from lower end · count + upper end, where they may occur several times."""
    order = np.argsort(codes, kind="stable")  # what comes block by block is nearly sorted
    progress.check()
    codes = codes[order]
    starts = np.flatnonzero(np.diff(codes, prepend=-1))
    sums = np.add.reduceat(sides[order], starts) if starts.size else sides
    progress.check()
    ends = np.empty((len(starts), 2), np.int32)
    np.divmod(codes[starts], max(count, 1), out=(ends[:, 0], ends[:, 1]), casting="unsafe")
    return Pairs(ends, sums)


def united(patches: Patches, rows: np.ndarray, count: int) -> Patches:
    """The table of patches that were united: `rows` (n,) tells in which of `count` each one is."""
    keys = np.zeros(count, patches.keys.dtype)
    keys[rows] = patches.keys
    return Patches(keys, _sums(rows, patches.pixels, count), _sums(rows, patches.areas, count))


def _sums(rows: np.ndarray, values: np.ndarray, count: int) -> np.ndarray:
    sums = np.zeros(count, np.int64)
    np.add.at(sums, rows, values)
    return sums
