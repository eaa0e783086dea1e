"""Connected components of class maps and masks of any size.

Within a block the library cc3d labels all classes at once. Across blocks, only the components that
touch a seam need to be remembered: they are pieces of larger ones, and `Components.join` finds which
pieces belong together.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from .grid import Map, Window, blocks
from .lazy import LazyModule

if TYPE_CHECKING:
    import cc3d
    from scipy import sparse
    from scipy.sparse import csgraph
else:
    cc3d = LazyModule("cc3d")
    sparse = LazyModule("scipy.sparse")
    csgraph = LazyModule("scipy.sparse.csgraph")


def neighbourhood(connectivity: int) -> np.ndarray:
    """The 3 × 3 bool structure of 4 or 8 neighbours."""
    structure = np.ones((3, 3), bool)
    if connectivity == 4:
        structure[::2, ::2] = False
    return structure


def label(values: np.ndarray, connectivity: int) -> tuple[np.ndarray, int]:
    """Number the connected components of equal values.

    Args:
        values: bool, uint8 or uint16 (rows, cols), 0 = outside all components.
        connectivity: Neighbours of a pixel, 4 or 8.

    Returns:
        int32 labels, 1..count and 0 where `values` is 0, and the count.
    """
    if values.dtype == bool:  # cc3d 4.1.1 labels pixels outside a bool mask with an odd number of columns
        values = values.view(np.uint8)
    labels, count = cc3d.connected_components(
        values, connectivity=connectivity, return_N=True, out_dtype=np.uint32
    )
    return labels.view(np.int32), int(count)


def rim(values: np.ndarray) -> np.ndarray:
    """The pixels with a value that a 4-neighbour does not share, and those on the array's border.

    Of a component, they are the nearest ones to any pixel outside it. bool (rows, cols).
    """
    outer: np.ndarray = values > 0
    inside = values[1:-1, 1:-1]
    equal = inside == values[:-2, 1:-1]
    for other in (values[2:, 1:-1], values[1:-1, :-2], values[1:-1, 2:]):
        equal &= inside == other
    outer[1:-1, 1:-1] &= ~equal
    return outer


class Components:
    """Numbers for the connected components of a raster that is labelled block by block.

    The components of a block get consecutive numbers when the block is added; `join` finds out which
    of them are pieces of one component. Memory holds the pieces and two rows of pixels only.

    Attributes:
        pieces: int64 (pieces,), ascending numbers of the components of blocks that touch a seam.
        whole: (after `join`) int64 (pieces,), for each of them the least number among the pieces of
            its component.

    Args:
        shape: (rows, cols) of the raster.
        connectivity: 4 or 8.
    """

    def __init__(self, shape: tuple[int, int], connectivity: int) -> None:
        self.pieces = np.empty(0, np.int64)
        self.whole = np.empty(0, np.int64)
        self.count = 0
        self._shape = shape
        self._steps = (0,) if connectivity == 4 else (-1, 0, 1)
        self._found: list[np.ndarray] = []
        self._links: list[np.ndarray] = []
        blank = np.zeros(shape[1] + 2, np.int64)
        self._above, self._below = _Edge(blank, blank.copy()), _Edge(blank.copy(), blank.copy())
        self._left = _Edge(blank[:0], blank[:0])
        self._row = 0

    def add(
        self, window: Window, values: np.ndarray, labels: np.ndarray, count: int
    ) -> tuple[int, np.ndarray]:
        """Add the next block; blocks come row by row, each from left to right.

        Args:
            window: Its place on the raster.
            values: (rows, cols) what was labelled.
            labels: (rows, cols) from `label`.
            count: From `label`.

        Returns:
            The block's offset: the component with label l in this block has the number offset + l; and
            the numbers of its components that touch a seam, int64 (n,) ascending.
        """
        rows, cols = window
        offset = self.count
        self.count += count
        if rows.start != self._row:
            self._row = rows.start
            self._above, self._below = self._below, self._above
        seams = []
        edges = {side: _Edge.of(values[part], labels[part], offset) for side, part in _SIDES.items()}
        if rows.start:
            self._join(edges["top"], self._above.part(cols.start, cols.stop + 2))
            seams.append(edges["top"])
        if cols.start:
            self._join(edges["left"], self._left)
            seams.append(edges["left"])
        if rows.stop < self._shape[0]:
            self._below.put(cols.start + 1, edges["bottom"])
            seams.append(edges["bottom"])
        if cols.stop < self._shape[1]:
            self._left = edges["right"].padded()
            seams.append(edges["right"])
        pieces = np.unique(np.concatenate([np.zeros(1, np.int64), *(edge.numbers for edge in seams)]))[1:]
        self._found.append(pieces)
        return offset, pieces

    def _join(self, edge: _Edge, other: _Edge) -> None:
        """Link the pieces on both sides of a seam; `other` begins one pixel before `edge`."""
        length = len(edge.values)
        for step in self._steps:
            across = other.part(step + 1, step + 1 + length)
            joined = (edge.values == across.values) & (edge.values > 0)
            if joined.any():
                pairs = np.column_stack([edge.numbers[joined], across.numbers[joined]])
                changes = np.flatnonzero((pairs[1:] != pairs[:-1]).any(axis=1)) + 1
                self._links.append(pairs[np.concatenate([[0], changes])])

    def join(self) -> None:
        """Find the components of all pieces, once every block was added."""
        self.pieces = np.concatenate([self.pieces, *self._found])
        self.whole = self.pieces.copy()
        if self._links:
            ends = np.searchsorted(self.pieces, np.concatenate(self._links))
            self.whole = self.pieces[least_of_tree(ends, len(self.pieces))]
        self._found, self._links = [], []

    def numbers(self, numbers: np.ndarray) -> np.ndarray:
        """The number of the whole component, the same for all its pieces: int64, as `numbers` in shape."""
        if not self.pieces.size:
            return numbers
        place = np.searchsorted(self.pieces, numbers)
        place[place == self.pieces.size] = 0
        joined: np.ndarray = np.where(self.pieces[place] == numbers, self.whole[place], numbers)
        return joined


class _Edge(NamedTuple):
    """Values and component numbers along a seam; numbers are 0 outside all components."""

    values: np.ndarray
    numbers: np.ndarray

    @classmethod
    def of(cls, values: np.ndarray, labels: np.ndarray, offset: int) -> _Edge:
        return cls(values.astype(np.int64), np.where(labels > 0, labels.astype(np.int64) + offset, 0))

    def part(self, start: int, stop: int) -> _Edge:
        return _Edge(self.values[start:stop], self.numbers[start:stop])

    def padded(self) -> _Edge:
        return _Edge(np.pad(self.values, 1), np.pad(self.numbers, 1))

    def put(self, start: int, edge: _Edge) -> None:
        for own, new in zip(self, edge):
            own[start : start + len(new)] = new


_SIDES: dict[str, Any] = {"top": np.s_[0], "bottom": np.s_[-1], "left": np.s_[:, 0], "right": np.s_[:, -1]}


def least_of_tree(links: np.ndarray, count: int) -> np.ndarray:
    """For nodes 0..count-1 the least node of their tree, given links between nodes (n, 2)."""
    ones = np.ones(len(links), np.int8)
    graph = sparse.coo_matrix((ones, (links[:, 0], links[:, 1])), (count, count))
    trees, tree = csgraph.connected_components(graph, directed=False)
    first = np.empty(trees, np.int64)
    first[tree[::-1]] = np.arange(count)[::-1]  # the least one is written last
    least: np.ndarray = first[tree]
    return least


class Regions(NamedTuple):
    """The connected components of a raster as a table.

    Attributes:
        values: (n,) value of the pixels of each component.
        sizes: int64 (n,), pixels.
        boxes: int64 (n, 4): first row, first column, and the row and column after the last.
    """

    values: np.ndarray
    sizes: np.ndarray
    boxes: np.ndarray


def regions(values: Map, connectivity: int, side: int) -> Regions:
    """Tabulate the connected components of equal values, 0 = outside, of a raster of any size.

    Args:
        values: uint8 or uint16 (rows, cols).
        connectivity: 4 or 8.
        side: Of the blocks in which it is seen, pixels; the table does not depend on it but for its order.
    """
    components = Components(values.shape, connectivity)
    parts = []
    for window in blocks(values.shape, side):
        block = values[window]
        labels, count = label(block, connectivity)
        components.add(window, block, labels, count)
        parts.append(tabulate(block, labels, window))
    components.join()
    return merged(components.numbers(np.arange(1, components.count + 1)), parts)[1]


def merged(numbers: np.ndarray, parts: Sequence[Regions]) -> tuple[np.ndarray, Regions]:
    """Put the pieces of components together.

    Args:
        numbers: int64 (n,), for each row of the tables the number of its whole component.
        parts: The tables of pieces.

    Returns:
        The numbers that occur, ascending, and the table with a row for each of them.
    """
    table = Regions(*(np.concatenate(column) for column in zip(*parts)))
    order = np.argsort(numbers, kind="stable")
    starts = np.flatnonzero(np.diff(numbers[order], prepend=0))
    if not starts.size:
        return numbers, table
    boxes = table.boxes[order]
    least, most = np.minimum.reduceat(boxes[:, :2], starts), np.maximum.reduceat(boxes[:, 2:], starts)
    sizes = np.add.reduceat(table.sizes[order], starts)
    return numbers[order][starts], Regions(table.values[order][starts], sizes, np.hstack([least, most]))


def tabulate(values: np.ndarray, labels: np.ndarray, window: Window) -> Regions:
    """The components of one block, in the order of their labels; their boxes are counted on the raster."""
    corner = window[0].start, window[1].start
    found = cc3d.statistics(labels.view(np.uint32), no_slice_conversion=True)
    inclusive = found["bounding_boxes"][1:].astype(np.int64)[:, [0, 2, 1, 3]]
    own = np.zeros(len(inclusive) + 1, values.dtype)
    own[labels] = values
    boxes = inclusive + np.array([*corner, corner[0] + 1, corner[1] + 1])
    return Regions(own[1:], found["voxel_counts"][1:].astype(np.int64), boxes)
