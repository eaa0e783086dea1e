"""What is worth a person's look: connected regions of doubtful pixels, ranked by area × doubt.

Doubtful are pixels of medium and of low reliability and those that were rejected and reassigned (also
those that were left without a class). Doubt is 1 − confidence. Regions are connected through 8
neighbours, whatever the classes and codes of their pixels.

A region that is larger than a screen is useless for a review, so one whose bounding box exceeds the
largest side is cut: its box is divided into the least number of equal rows and columns that fit, and
what lies in each of the resulting rectangles is a region of its own, also where it falls apart there.

Everything is counted in whole numbers, so that no result depends on the blocks the map is seen in.
"""

from __future__ import annotations

from typing import NamedTuple, Protocol

import numpy as np

from ..codes import Evidence, Reliability
from ..components import Components, Regions, label, merged, tabulate
from ..grid import Map, Window, blocks
from ..progress import Progress

STEPS = 2**16
"""Doubt is counted in steps of 1 / STEPS, and so is a pixel's area relative to the largest one: the sum
over 1024² pixels stays far below 2**63."""

DEFAULT_DOUBT = (0.4, 0.0, 0.3, 0.4)
"""Doubt by reliability code where no confidence is known: the shares of wrong pixels on the generated
scenes of the benchmarks, rounded."""

_CONNECTIVITY = 8


def is_doubtful(reliability: np.ndarray, evidence: np.ndarray | None = None) -> np.ndarray:
    """Where to look: reliability 2 or 3, or evidence 5. bool, as the codes in shape."""
    low: np.ndarray = (reliability == Reliability.MEDIUM) | (reliability == Reliability.LOW)
    return low if evidence is None else low | (evidence == Evidence.REASSIGNED)


def doubt(classes: np.ndarray, reliability: np.ndarray, confidence: np.ndarray | None = None) -> np.ndarray:
    """How doubtful each pixel is, in steps.

    Args:
        classes: Class ids, 0 = none; a pixel without a class is wrong for certain.
        reliability: Codes 0..3.
        confidence: 0..1, NaN where unknown.

    Returns:
        int64 0..STEPS, as the arguments in shape.
    """
    shares = np.take(np.array(DEFAULT_DOUBT), reliability)
    if confidence is not None:
        shares = np.where(np.isnan(confidence), shares, 1 - confidence)
    shares[classes == 0] = 1.0
    steps: np.ndarray = np.rint(shares.clip(0, 1) * STEPS).astype(np.int64)
    return steps


class Doubts(Protocol):
    """The maps to look for regions on."""

    def mask(self, window: Window) -> np.ndarray:
        """Where pixels are doubtful, bool (rows, cols)."""

    def steps(self, window: Window) -> np.ndarray:
        """Their doubt as `doubt` gives it, (rows, cols)."""


class Found(NamedTuple):
    """The regions that are listed, the first in rank first.

    Attributes:
        numbers: int64 (n,), what their pixels hold on the map of numbers.
        boxes: int64 (n, 4), in which they lie: first row, first column, row and column after the last.
        pixels: int64 (n,).
        scores: int64 (n,), sum of doubt × area over their pixels, in steps × steps.
        firsts: int64 (n,), position of their first pixel, counted row by row from 0.
        left_out: Regions that the limit left out.
        doubtful: Doubtful pixels of the map, those of the smallest spots included.
    """

    numbers: np.ndarray
    boxes: np.ndarray
    pixels: np.ndarray
    scores: np.ndarray
    firsts: np.ndarray
    left_out: int
    doubtful: int


def find(
    doubts: Doubts, areas: np.ndarray, numbers: Map, progress: Progress,
    *, min_pixels: int, max_side: int, limit: int, side: int = 1024,
) -> Found:  # fmt: skip
    """Find, cut and rank the regions in two passes over the map.

    Memory holds a block, two rows of pixels, and tables of what touches seams and of the regions.

    Args:
        doubts: The maps.
        areas: (rows,) area of a pixel of each row, in any unit.
        numbers: uint32 (rows, cols), zeros; receives the region of each pixel, 0 for none.
        progress: Told how far it is.
        min_pixels: Connected spots of fewer pixels are left out.
        max_side: Longest side of a region, pixels, up to 1024.
        limit: Most regions to list.
        side: Of the blocks, pixels.
    """
    windows = blocks(numbers.shape, side)
    spots = _Spots(numbers, min_pixels)
    for window in progress.part(0, 0.5).each(windows):
        spots.add(window, doubts.mask(window))
    cuts = _Cuts(*spots.whole(), max_side)
    ranking = _Ranking(cuts.count, numbers.shape[1], areas)
    for index, window in enumerate(progress.part(0.5, 1).each(windows)):
        spot, pieces = spots.read(index, window)
        rows = np.take(cuts.rows_of(spot), pieces)
        if (rows >= 0).any():
            regions = cuts.regions(rows, window)
            ranking.add(window, regions, doubts.steps(window))
            numbers[window] = regions + 1
        else:
            numbers[window] = np.zeros_like(rows)
    return ranking.best(cuts, limit, spots.doubtful)


class _Spots:
    """The connected spots of doubtful pixels, gathered block by block.

    The map of numbers holds the number of the spot, or of its piece in the block, for all that may turn
    out to be large enough.

    Attributes:
        doubtful: Doubtful pixels so far.
    """

    def __init__(self, numbers: Map, min_pixels: int) -> None:
        self._numbers, self._min_pixels = numbers, min_pixels
        self._components = Components(numbers.shape, _CONNECTIVITY)
        self._offsets: list[int] = []
        self._kept: list[np.ndarray] = []
        self._tables: list[Regions] = []
        self.doubtful = 0

    def add(self, window: Window, mask: np.ndarray) -> None:
        values = mask.view(np.uint8)
        self.doubtful += int(np.count_nonzero(values))
        labels, count = label(values, _CONNECTIVITY)
        offset, seams = self._components.add(window, values, labels, count)
        table = tabulate(values, labels, window)
        enough = table.sizes >= self._min_pixels
        enough[seams - offset - 1] = True  # pieces of what may be large enough
        self._offsets.append(offset)
        self._kept.append(offset + 1 + np.flatnonzero(enough))
        self._tables.append(Regions(*(column[enough] for column in table)))
        self._numbers[window] = np.where(np.concatenate([[False], enough])[labels], labels + offset, 0)

    def whole(self) -> tuple[np.ndarray, np.ndarray]:
        """Numbers of all spots that are large enough, ascending, and their boxes (n, 4)."""
        self._components.join()
        numbers, table = merged(self._components.numbers(np.concatenate(self._kept)), self._tables)
        enough = table.sizes >= self._min_pixels
        return numbers[enough], table.boxes[enough]

    def read(self, index: int, window: Window) -> tuple[np.ndarray, np.ndarray]:
        """The spots of a block: their numbers (n,), and which of them each pixel is in, (rows, cols).

        The first one, with number 0, is none.
        """
        first = self._offsets[index]
        last = [*self._offsets, self._components.count][index + 1]
        spots = self._components.numbers(np.arange(first, last + 1))
        spots[0] = 0
        return spots, np.maximum(self._numbers[window].astype(np.int64) - first, 0)


class _Cuts:
    """Components cut into regions; a component's regions follow each other row by row.

    Attributes:
        count: Of all rectangles, also of those that turn out to be empty.

    Args:
        numbers: (n,) ascending, of the components.
        boxes: (n, 4) their boxes.
        max_side: See `find`.
    """

    def __init__(self, numbers: np.ndarray, boxes: np.ndarray, max_side: int) -> None:
        self._numbers = numbers
        self._corners = boxes[:, :2]
        self._lengths = boxes[:, 2:] - boxes[:, :2]
        self._parts = -(-self._lengths // max_side)
        ends = np.cumsum(self._parts.prod(axis=1))
        self._starts = np.concatenate([[0], ends])
        self.count = int(self._starts[-1])

    def rows_of(self, numbers: np.ndarray) -> np.ndarray:
        """Row of components in the table by their numbers, −1 for those that are not in it."""
        rows = np.searchsorted(self._numbers, numbers)
        rows[rows == self._numbers.size] = -1
        if self._numbers.size:
            rows[self._numbers[rows] != numbers] = -1
        return rows

    def regions(self, rows: np.ndarray, window: Window) -> np.ndarray:
        """Region from 0 of the pixels of a window, −1 for none, by the rows of their components."""
        regions = np.full(rows.shape, -1, np.int64)
        down, right = np.nonzero(rows >= 0)
        own = rows[down, right]
        places = np.column_stack([down + window[0].start, right + window[1].start])
        part = (places - self._corners[own]) * self._parts[own] // self._lengths[own]
        regions[down, right] = self._starts[own] + part[:, 0] * self._parts[own, 1] + part[:, 1]
        return regions

    def boxes(self, regions: np.ndarray) -> np.ndarray:
        """The rectangles of regions, int64 (n, 4)."""
        rows = np.searchsorted(self._starts, regions, "right") - 1
        part = np.column_stack(np.divmod(regions - self._starts[rows], self._parts[rows, 1]))
        lengths, parts = self._lengths[rows], self._parts[rows]
        edges = [-(-lengths * (part + step) // parts) + self._corners[rows] for step in (0, 1)]
        return np.hstack(edges)


class _Ranking:
    """Sums over the pixels of each region."""

    def __init__(self, count: int, width: int, areas: np.ndarray) -> None:
        self._pixels, self._scores = np.zeros(count, np.int64), np.zeros(count, np.int64)
        self._firsts = np.full(count, np.iinfo(np.int64).max)
        self._width = width
        self._areas = np.rint(areas / areas.max() * STEPS).astype(np.int64)

    def add(self, window: Window, regions: np.ndarray, steps: np.ndarray) -> None:
        down, right = np.nonzero(regions >= 0)
        own = regions[down, right]
        row, col = down + window[0].start, right + window[1].start
        np.add.at(self._pixels, own, 1)
        np.add.at(self._scores, own, steps[down, right] * self._areas[row])
        np.minimum.at(self._firsts, own, row * self._width + col)

    def best(self, cuts: _Cuts, limit: int, doubtful: int) -> Found:
        present = np.flatnonzero(self._pixels)
        order = np.lexsort((self._firsts[present], -self._scores[present]))
        listed = present[order[:limit]]
        return Found(
            listed + 1, cuts.boxes(listed), self._pixels[listed], self._scores[listed],
            self._firsts[listed], present.size - listed.size, doubtful,
        )  # fmt: skip
