"""The first pass of the correction: what the polygons of agreement teach, as tables.

A block is seen once, its polygons (connected components of agreement, Fonteix et al. 2021 §2.3) and
the components of predicted pixels that they lie in are numbered, and the clusters of its polygons are
counted. What crosses seams is put together at the end. Only tables are kept.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from ..components import Components, label, rim
from ..grid import Map, Window, blocks
from ..progress import Progress
from .cells import Cells
from .signatures import BYTES, CLUSTERS, packed, significant, united

_AT_ONCE = 2**14
"""Polygons whose clusters are counted at once: 32 MiB of counts."""


class Agreement:
    """Where an external map confirms a class.

    Args:
        checked: For each class to check: the external classes that confirm it.
    """

    def __init__(self, checked: Mapping[int, Collection[int]]) -> None:
        known = sorted({id_ for confirming in checked.values() for id_ in confirming})
        self._class_place, self._known = (_places(ids) for ids in (list(checked), known))
        self._width = len(known) + 1
        self._confirms = np.zeros((len(checked) + 1) * self._width, bool)
        for class_place, confirming in enumerate(checked.values(), start=1):
            self._confirms[class_place * self._width + self._known[list(confirming)]] = True

    def of(self, classes: np.ndarray, external: np.ndarray) -> np.ndarray:
        """Where the external ids confirm the class ids, bool in their shape; 0 in either is none."""
        pair = np.take(self._class_place, classes)
        pair *= self._width
        pair += np.take(self._known, external)
        return np.take(self._confirms, pair)


def _places(ids: Sequence[int]) -> np.ndarray:
    """For each number below 65536 its place among ids, from 1; 0 for others. int32 (65536,)."""
    places = np.zeros(2**16, np.int32)
    places[list(ids)] = np.arange(1, len(ids) + 1)
    return places


class Layers:
    """The maps to judge by.

    Attributes:
        classes: Class ids up to 65535, 0 = nodata.
        agreed: Where the external map confirms the class; bool, or 0 and 1.
        clusters: Cluster indices of the mosaic 1..255, 0 = nodata.
        checked: Ids of the checked classes.
    """

    def __init__(self, classes: Map, agreed: Map, clusters: Map, checked: Collection[int]) -> None:
        self.classes, self.agreed, self.clusters = classes, agreed, clusters
        self.checked = list(checked)
        self._class_place = _places(self.checked)

    def class_place(self, classes: np.ndarray) -> np.ndarray:
        """Place of class ids among the checked ones, from 1; 0 for others. int32."""
        return np.take(self._class_place, classes)

    def anchors(self, window: Window) -> np.ndarray:
        """Class ids where they are confirmed, else 0."""
        anchors: np.ndarray = self.classes[window] * self.agreed[window]
        return anchors


class Polygons(NamedTuple):
    """Polygons of agreement of at least the least size; one that crosses seams has a row for each piece.

    Attributes:
        numbers: int64 (n,), ascending; component numbers of the anchors.
        inside: int64 (n,), numbers of the components of predicted pixels that they lie in, whole.
        class_place: (n,), their classes by their place.
        taught: uint8 (n, 32), the clusters that the whole polygon teaches.
    """

    numbers: np.ndarray
    inside: np.ndarray
    class_place: np.ndarray
    taught: np.ndarray

    def rows_of(self, offset: int, count: int) -> np.ndarray:
        """Row of the polygon with each label 0..count of a block, −1 for none: int32 (count + 1,)."""
        start, stop = np.searchsorted(self.numbers, [offset + 1, offset + count + 1])
        rows = np.full(count + 1, -1, np.int32)
        rows[self.numbers[start:stop] - offset] = np.arange(start, stop)
        return rows


@dataclass(frozen=True)
class Survey:
    """What was learned from all blocks.

    Attributes:
        windows: The blocks, row by row.
        side: Side of the blocks.
        predicted: Numbers of the components of predicted pixels.
        offsets: Of each block, see `Components.add`: of the predicted pixels, of the anchors.
        polygons: All polygons that teach.
        lessons: int64 (m,), ascending numbers of the components of predicted pixels that hold polygons.
        taught: uint8 (m, 32), the clusters that the polygons inside each of them teach together.
        sets: Where polygons teach what, see `Cells.sets`.
    """

    windows: list[Window]
    side: int
    predicted: Components
    offsets: list[tuple[int, int]]
    polygons: Polygons
    lessons: np.ndarray
    taught: np.ndarray
    sets: np.ndarray

    def components(self, index: int) -> np.ndarray:
        """Numbers of the whole components of predicted pixels by their label in a block, int64 (labels,).

        That of label 0 means nothing.
        """
        offset = self.offsets[index][0]
        end = self.offsets[index + 1][0] if index + 1 < len(self.offsets) else self.predicted.count
        return self.predicted.numbers(np.arange(offset, end + 1))

    def lessons_of(self, components: np.ndarray) -> np.ndarray:
        """Row of `taught` for components of predicted pixels, −1 for none: int64 (n,)."""
        rows = np.searchsorted(self.lessons, components)
        rows[rows == self.lessons.size] = -1
        if self.lessons.size:
            rows[self.lessons[rows] != components] = -1
        return rows


def survey(
    layers: Layers, cells: Cells, side: int,
    connectivity: int, min_pixels: int, min_share: float, progress: Progress,
) -> Survey:  # fmt: skip
    """See all blocks of the maps once.

    Args:
        layers: The maps.
        cells: For the sets of what is taught where.
        side: Of the blocks, pixels.
        connectivity: Neighbours of a pixel, 8 or 4.
        min_pixels: Least pixels of a polygon that teaches.
        min_share: Least share of a polygon's pixels, in percent, of a cluster that it teaches.
        progress: Told how far it is.
    """
    windows = blocks(layers.classes.shape, side)
    gathering = _Gathering(layers, cells, connectivity, min_pixels, min_share)
    for window in progress.each(windows):
        gathering.add(window)
    return gathering.finish(windows, side)


class _Table:
    """Columns of numbers that grow by parts."""

    def __init__(self, *names: str) -> None:
        self._parts: dict[str, list[np.ndarray]] = {name: [] for name in names}

    def add(self, **columns: np.ndarray) -> None:
        for name, column in columns.items():
            self._parts[name].append(column)

    def __getitem__(self, name: str) -> np.ndarray:
        """A whole column."""
        parts = self._parts[name]
        if len(parts) != 1:
            self._parts[name] = parts = [np.concatenate(parts) if parts else np.empty(0, np.int64)]
        return parts[0]


class _Candidates(NamedTuple):
    """Components of anchors in one block that teach, or may teach together with their other pieces.

    Attributes:
        own: int32 (rows, cols), place of a pixel's component among them from 1, 0 = none.
        numbers, sizes: int64 (n,).
        is_piece: bool (n,), whether it touches a seam.
    """

    own: np.ndarray
    numbers: np.ndarray
    sizes: np.ndarray
    is_piece: np.ndarray


class _Gathering:
    """What is known while blocks are still coming."""

    def __init__(
        self, layers: Layers, cells: Cells, connectivity: int, min_pixels: int, min_share: float
    ) -> None:
        self._layers, self._cells = layers, cells
        self._connectivity, self._min_pixels, self._min_share = connectivity, min_pixels, min_share
        self._predicted = Components(layers.classes.shape, connectivity)
        self._anchors = Components(layers.classes.shape, connectivity)
        self._offsets: list[tuple[int, int]] = []
        self._candidates = _Table("numbers", "sizes", "is_piece", "inside", "class_place")
        self._taught = _Table("sets")
        self._counts = _Table("numbers", "clusters", "counts")
        self._places = _Table("cells", "numbers")

    def add(self, window: Window) -> None:
        """See the next block."""
        classes, anchors = self._layers.classes[window], self._layers.anchors(window)
        predicted, count = label(classes, self._connectivity)
        offset, _ = self._predicted.add(window, classes, predicted, count)
        candidates = self._find(window, anchors, offset)
        if not candidates.numbers.size:
            return
        on_rim = np.flatnonzero(rim(anchors) & (candidates.own > 0))
        place = candidates.own.ravel()[on_rim] - 1
        inside, class_place = (np.empty(candidates.numbers.size, np.int64) for _ in range(2))
        inside[place] = predicted.ravel()[on_rim] + offset
        class_place[place] = self._layers.class_place(classes.ravel()[on_rim])
        self._candidates.add(
            numbers=candidates.numbers, sizes=candidates.sizes, is_piece=candidates.is_piece,
            inside=inside, class_place=class_place,
        )  # fmt: skip
        self._locate(window, on_rim, place, candidates.numbers)
        self._count(candidates, self._layers.clusters[window])

    def _find(self, window: Window, anchors: np.ndarray, predicted_offset: int) -> _Candidates:
        labels, count = label(anchors, self._connectivity)
        offset, pieces = self._anchors.add(window, anchors, labels, count)
        self._offsets.append((predicted_offset, offset))
        sizes = np.bincount(labels.ravel(), minlength=count + 1)
        is_piece = np.zeros(count + 1, bool)
        is_piece[pieces - offset] = True
        chosen = is_piece | (sizes >= self._min_pixels)
        chosen[0] = False
        own = np.take(np.where(chosen, np.cumsum(chosen), 0).astype(np.int32), labels)
        return _Candidates(own, np.flatnonzero(chosen) + offset, sizes[chosen], is_piece[chosen])

    def _locate(self, window: Window, on_rim: np.ndarray, place: np.ndarray, numbers: np.ndarray) -> None:
        """Remember which components have pixels in which cells."""
        rows, cols = np.divmod(on_rim, window[1].stop - window[1].start)
        down, across = self._cells.of(rows + window[0].start, cols + window[1].start)
        keys = (down * self._cells.shape[1] + across) * numbers.size + place
        keys = np.unique(keys[np.diff(keys, prepend=-1) != 0])
        self._places.add(cells=keys // numbers.size, numbers=numbers[keys % numbers.size])

    def _count(self, candidates: _Candidates, clusters: np.ndarray) -> None:
        """Count the clusters of each component; those within the block are judged at once."""
        own, numbers, sizes, is_piece = candidates
        pixels = np.flatnonzero(own)
        keys = (own.ravel()[pixels].astype(np.int64) - 1) * CLUSTERS + clusters.ravel()[pixels]
        for start in range(0, numbers.size, _AT_ONCE):
            part = slice(start, start + _AT_ONCE)
            some = (
                keys if numbers.size <= _AT_ONCE else keys[keys // CLUSTERS // _AT_ONCE == start // _AT_ONCE]
            )
            length = min(_AT_ONCE, numbers.size - start)
            counts = np.bincount(some - start * CLUSTERS, minlength=length * CLUSTERS).reshape(-1, CLUSTERS)
            whole = ~is_piece[part]
            members = significant(counts[whole], sizes[part][whole, None], self._min_share)
            self._taught.add(sets=packed(members))
            of_pieces = counts[~whole]
            piece, cluster = np.nonzero(of_pieces)
            self._counts.add(
                numbers=numbers[part][~whole][piece],
                clusters=cluster.astype(np.uint8),
                counts=of_pieces[piece, cluster],
            )

    def finish(self, windows: list[Window], side: int) -> Survey:
        """Put together what crosses seams."""
        self._predicted.join()
        self._anchors.join()
        polygons = self._polygons()
        order = np.argsort(polygons.inside, kind="stable")
        lessons, starts = np.unique(polygons.inside[order], return_index=True)
        return Survey(
            windows, side, self._predicted, self._offsets, polygons,
            lessons, united(polygons.taught[order], starts), self._sets(polygons),
        )  # fmt: skip

    def _polygons(self) -> Polygons:
        numbers, is_piece = self._candidates["numbers"], self._candidates["is_piece"].astype(bool)
        taught = np.zeros((numbers.size, BYTES), np.uint8)
        taught[~is_piece] = self._taught["sets"].reshape(-1, BYTES)
        large = np.ones(numbers.size, bool)
        large[is_piece], taught[is_piece] = self._joined(self._candidates["sizes"][is_piece])
        inside = self._predicted.numbers(self._candidates["inside"][large])
        return Polygons(numbers[large], inside, self._candidates["class_place"][large], taught[large])

    def _joined(self, sizes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """For each piece, whether its whole component is a polygon that teaches, and which clusters."""
        _, whole = np.unique(self._anchors.whole, return_inverse=True)
        total = np.bincount(whole, sizes).astype(np.int64)
        piece = np.searchsorted(self._anchors.pieces, self._counts["numbers"])
        keys = whole[piece] * CLUSTERS + self._counts["clusters"]
        order = np.argsort(keys, kind="stable")
        keys, starts = np.unique(keys[order], return_index=True)
        counts = np.add.reduceat(self._counts["counts"][order], starts) if starts.size else starts
        component, cluster = np.divmod(keys, CLUSTERS)
        known = significant(counts, total[component], self._min_share) & (cluster > 0)
        component, cluster = component[known], cluster[known]
        taught = np.zeros((total.size, BYTES), np.uint8)
        np.bitwise_or.at(taught, (component, cluster >> 3), (128 >> (cluster & 7)).astype(np.uint8))
        return (total >= self._min_pixels)[whole], taught[whole]

    def _sets(self, polygons: Polygons) -> np.ndarray:
        numbers, cells = self._places["numbers"], self._places["cells"]
        rows = np.searchsorted(polygons.numbers, numbers)
        known = rows < polygons.numbers.size
        known[known] = polygons.numbers[rows[known]] == numbers[known]
        rows = rows[known]
        return self._cells.sets(cells[known], polygons.class_place[rows], polygons.taught, rows)
