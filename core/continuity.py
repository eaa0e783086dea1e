"""Keeping rivers in one piece: links between accepted fragments through rejected pixels.

The links kept are those of the minimum spanning forest, found by Kruskal's algorithm in the order
(number of rejected pixels, sequence of pixels). No pair of fragments is looked at twice: waves run
from all fragments at once (Mehlhorn 1988, Information Processing Letters 27), and every link of cost
g that joins what no cheaper link has joined lies where the waves of two trees meet after g pixels,
that is, at a pixel that both reach at step (g + 1) / 2 or between two pixels reached at step g / 2.

A map of any size is seen in blocks with a margin that holds every link from a pixel of the block. A
link that the forest of the whole map keeps is kept by the forest of any part that holds it, because
a link that closes a circle of lesser ones closes it in the whole map, too. So the forests of all
blocks together hold all links that can matter, and Kruskal's algorithm once more finds those that do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from .codes import Evidence
from .components import Components, label, neighbourhood
from .grid import Map, Window, blocks
from .progress import Progress


class Link(NamedTuple):
    """A path of rejected pixels between two fragments.

    Attributes:
        cost: Number of pixels.
        path: Their numbers, row · columns of the raster + column, from the end that gives the
            smaller sequence.
        ends: Number of one pixel of each fragment.
    """

    cost: int
    path: tuple[int, ...]
    ends: tuple[int, int]


def reconnect(
    evidence: Map, classes: Map, continuous: Iterable[int],
    connectivity: int, max_gap: int, side: int, progress: Progress,
) -> None:  # fmt: skip
    """Mark the rejected pixels that keep the fragments of some classes connected, as CONTINUITY.

    Fragments are the connected components of a class's accepted pixels (AGREES, CONNECTED). Where a
    component of predicted pixels holds no polygon, nothing is rejected, and no link can start.

    Args:
        evidence: uint8, values of Evidence; changed.
        classes: Class ids.
        continuous: Ids of the classes.
        connectivity: 4 or 8, of fragments and of paths.
        max_gap: Most rejected pixels on a link.
        side: Of the blocks, pixels.
        progress: Told how far it is.
    """
    scenes = [_Fragments(evidence, classes, id_, connectivity) for id_ in continuous]
    for order, scene in enumerate(scenes if max_gap > 0 else []):
        part = progress.part(order / len(scenes), (order + 1) / len(scenes))
        windows = blocks(classes.shape, side)
        found: list[Link] = []
        for index, window in enumerate(windows):
            seen = part.part(0.6 * index / len(windows), 0.6 * (index + 1) / len(windows))
            found += scene.links(window, max_gap, seen)
        if found:
            fragments = scene.fragments_at([link.ends for link in found], windows, part.part(0.6, 0.9))
            _mark(evidence, spanning_forest(found, fragments), windows, classes.shape[1])


class _Fragments:
    """The accepted and rejected pixels of one class."""

    def __init__(self, evidence: Map, classes: Map, id_: int, connectivity: int) -> None:
        self._evidence, self._classes, self._id = evidence, classes, id_
        self._connectivity = connectivity

    def links(self, window: Window, max_gap: int, progress: Progress) -> list[Link]:
        """The forest of a window and a margin, as far as its links begin in the window."""
        progress.report(0.0)
        height, width = self._classes.shape
        margin = max_gap + 1
        top, left = (max(0, part.start - margin) for part in window)
        wide = (
            slice(top, min(height, window[0].stop + margin)),
            slice(left, min(width, window[1].stop + margin)),
        )
        if not self._of(window, Evidence.REASSIGNED).any():
            return []
        accepted, rejected = self._accepted(wide), self._of(wide, Evidence.REASSIGNED)
        rows, cols = window
        found = []
        for link in links(accepted, rejected, self._connectivity, max_gap, progress):
            own = [
                tuple(
                    (number // accepted.shape[1] + top) * width + number % accepted.shape[1] + left
                    for number in some
                )
                for some in (link.path, link.ends)
            ]
            row, col = divmod(own[0][0], width)
            if rows.start <= row < rows.stop and cols.start <= col < cols.stop:
                found.append(Link(link.cost, own[0], (own[1][0], own[1][1])))
        return found

    def fragments_at(
        self, ends: Sequence[tuple[int, int]], windows: Sequence[Window], progress: Progress
    ) -> np.ndarray:
        """Numbers of the fragments in which pairs of pixels lie: int64 (n, 2)."""
        rows, cols = np.divmod(np.asarray(ends), self._classes.shape[1])
        components = Components(self._classes.shape, self._connectivity)
        numbers = np.zeros(rows.shape, np.int64)
        for window in progress.each(windows):
            accepted = self._accepted(window)
            labels, count = label(accepted, self._connectivity)
            offset, _ = components.add(window, accepted, labels, count)
            here = _inside(window, rows, cols)
            numbers[here] = labels[rows[here] - window[0].start, cols[here] - window[1].start] + offset
        components.join()
        return components.numbers(numbers)

    def _of(self, window: Window, kind: Evidence) -> np.ndarray:
        mask: np.ndarray = (self._evidence[window] == kind) & (self._classes[window] == self._id)
        return mask

    def _accepted(self, window: Window) -> np.ndarray:
        evidence = self._evidence[window]
        kept = (evidence == Evidence.AGREES) | (evidence == Evidence.CONNECTED)
        accepted: np.ndarray = kept & (self._classes[window] == self._id)
        return accepted


def _inside(window: Window, rows: np.ndarray, cols: np.ndarray) -> np.ndarray:
    down, across = window
    inside: np.ndarray = (
        (rows >= down.start) & (rows < down.stop) & (cols >= across.start) & (cols < across.stop)
    )
    return inside


def _mark(evidence: Map, paths: Iterable[Link], windows: Sequence[Window], width: int) -> None:
    kept = np.array([number for link in paths for number in link.path], np.int64)
    rows, cols = np.divmod(kept, width)
    for window in windows:
        here = _inside(window, rows, cols)
        if here.any():
            values = evidence[window].copy()
            values[rows[here] - window[0].start, cols[here] - window[1].start] = Evidence.CONTINUITY
            evidence[window] = values


def spanning_forest(found: Iterable[Link], fragments: np.ndarray) -> list[Link]:
    """The links of the minimum spanning forest, in the order (cost, path).

    Args:
        found: Candidates; the same link may come several times.
        fragments: int64 (n, 2), numbers of the fragments at the ends of each.
    """
    names, ends = np.unique(fragments, return_inverse=True)
    forest = _Forest(names.size - 1)
    ordered = sorted(zip(found, ends.reshape(-1, 2).tolist()))
    return [link for link, (one, other) in ordered if forest.join(one, other)]


def links(
    accepted: np.ndarray, rejected: np.ndarray, connectivity: int, max_gap: int, progress: Progress
) -> list[Link]:
    """The links of the minimum spanning forest of one array.

    Fragments are the connected components of the accepted pixels. The cost of a link between two of
    them is the least number of rejected pixels on a path of rejected pixels from one to the other.
    Links of cost ≤ `max_gap` count, in the order (cost, path).

    Args:
        accepted: bool (rows, cols).
        rejected: bool (rows, cols), disjoint from `accepted`.
        connectivity: 4 or 8, of fragments and of paths.
        max_gap: Most rejected pixels on a link.
        progress: Told how far it is.

    Returns:
        The links in this order. Where cheaper links join fragments, a link's end may be a pixel of
        any of them.
    """
    if max_gap < 1 or not rejected.any() or not accepted.any():
        return []
    fragments, count = label(accepted, connectivity)
    waves = _Waves(fragments, rejected, connectivity, steps=(max_gap + 1) // 2)
    forest = _Forest(count)
    somewhere = np.zeros(count + 1, np.int64)
    places = np.flatnonzero(accepted)
    somewhere[fragments.ravel()[places]] = places
    pixels = np.flatnonzero(rejected)
    found = []
    for gap in progress.each(range(1, max_gap + 1)):
        for head, middle, tail, (one, other) in _first_links(waves, forest, gap):
            if forest.join(one, other):
                path = [*reversed(waves.back(head)), *waves.single(middle), *waves.forth(tail)]
                ends = int(somewhere[one]), int(somewhere[other])
                found.append(Link(gap, tuple(pixels[path].tolist()), ends))
        forest.flatten()
    return found


class _Forest:
    """Fragments 1..count, and which of them are joined."""

    def __init__(self, count: int) -> None:
        self.trees = np.arange(count + 1)
        """Tree of each fragment; up to date after `flatten`. 0 stands for no fragment."""

    def _root(self, fragment: int) -> int:
        while self.trees[fragment] != fragment:
            self.trees[fragment] = fragment = int(self.trees[self.trees[fragment]])
        return fragment

    def join(self, one: int, other: int) -> bool:
        """Join two trees; False when they were one already."""
        one, other = self._root(one), self._root(other)
        self.trees[max(one, other)] = min(one, other)
        return one != other

    def flatten(self) -> None:
        while (self.trees[self.trees] != self.trees).any():
            self.trees = self.trees[self.trees]


class _Waves:
    """Rejected pixels reached from the fragments, step by step.

    Rejected pixels are numbered 0..n-1 in (row, col) order; number n stands for none.

    Attributes:
        none: The number n.
        rings: For each step, the pixels reached at it, ascending.
        step: (n + 1) step at which a pixel is reached, 0 = not at all.
        owner: (n + 1) one of the fragments nearest to it.
        rank: (n + 1) place, among the pixels of its ring, of the smallest sequence from a fragment to it.
    """

    def __init__(self, fragments: np.ndarray, rejected: np.ndarray, connectivity: int, steps: int) -> None:
        padded = np.pad(rejected, 1)
        width = padded.shape[1]
        self._places = np.flatnonzero(padded)
        self.none = self._places.size
        self._numbers = np.full(padded.size, self.none, np.int32)
        self._numbers[self._places] = np.arange(self.none)
        self._fragments = np.pad(fragments, 1).ravel()
        around = np.argwhere(neighbourhood(connectivity)) - 1
        offsets = around @ [width, 1]
        self._offsets = offsets[offsets != 0][:, None]
        self.step = np.zeros(self.none + 1, np.int32)
        self.owner = np.zeros(self.none + 1, np.int32)
        self.rank = np.zeros(self.none + 1, np.int32)
        self._marks = np.zeros(self.none, np.int32)
        self._before = np.full(self.none + 1, self.none, np.int32)
        self._after = np.full(self.none + 1, self.none, np.int32)
        self.rings = [self._shore()]
        while len(self.rings) < steps and self.rings[-1].size:
            self.rings.append(self._next_ring())

    def around(self, pixels: np.ndarray) -> np.ndarray:
        """Numbers of the neighbouring rejected pixels: (4 or 8, pixels)."""
        numbers: np.ndarray = self._numbers[self._places[pixels] + self._offsets]
        return numbers

    def fragments_around(self, pixels: np.ndarray) -> np.ndarray:
        """Neighbouring fragments, 0 = none: (4 or 8, pixels)."""
        fragments: np.ndarray = self._fragments[self._places[pixels] + self._offsets]
        return fragments

    def _shore(self) -> np.ndarray:
        nearest = self.fragments_around(np.arange(self.none)).max(axis=0)
        ring = np.flatnonzero(nearest)
        self.step[ring] = 1
        self.owner[ring] = nearest[ring]
        self.rank[ring] = np.arange(ring.size)
        return ring

    def _next_ring(self) -> np.ndarray:
        step = len(self.rings) + 1
        reached = self.around(self.rings[-1]).ravel()
        reached = reached[(self.step[reached] == 0) & (reached < self.none)]
        # Each once: of those that mark the same pixel, one mark remains.
        self._marks[reached] = np.arange(reached.size)
        ring = np.sort(reached[self._marks[reached] == np.arange(reached.size)])
        near = self.around(ring)
        inner = self.step[near] == step - 1
        ranks = np.where(inner, self.rank[near], np.iinfo(np.int32).max)
        first = near[ranks.argmin(axis=0), np.arange(ring.size)]
        self._before[ring] = first
        self._after[ring] = np.where(inner, near, self.none).min(axis=0)
        self.owner[ring] = self.owner[first]
        self.rank[ring[np.lexsort((ring, self.rank[first]))]] = np.arange(ring.size)
        self.step[ring] = step
        return ring

    def back(self, pixel: int) -> list[int]:
        """The pixels of the smallest sequence from a fragment to this pixel, the other way round."""
        return self._follow(self._before, pixel)

    def forth(self, pixel: int) -> list[int]:
        """The pixels of the smallest sequence from this pixel to a fragment."""
        return self._follow(self._after, pixel)

    def single(self, pixel: int) -> list[int]:
        """The pixel itself."""
        return [pixel] if pixel < self.none else []

    def _follow(self, way: np.ndarray, pixel: int) -> list[int]:
        path = []
        while pixel < self.none:
            path.append(pixel)
            pixel = int(way[pixel])
        return path


def _first_links(waves: _Waves, forest: _Forest, gap: int) -> list[tuple[int, int, int, tuple[int, int]]]:
    """The first link of cost `gap` between each two trees, in order.

    Returns:
        (head, middle, tail, trees): the sequence of a link is the smallest one from a fragment to
        `head`, then `middle`, then the smallest one from `tail` to a fragment; each may be none.
    """
    half = (gap + 1) // 2
    if len(waves.rings) < half:
        return []
    find = _between if gap % 2 == 0 else _at_one_pixel
    head, middle, tail, one, other = find(waves, forest, half)
    order = np.lexsort((tail, middle, waves.rank[head]))
    pairs = np.minimum(one, other) * len(forest.trees) + np.maximum(one, other)
    _, firsts = np.unique(pairs[order], return_index=True)
    chosen = order[np.sort(firsts)]
    columns = (column[chosen].tolist() for column in (head, middle, tail, one, other))
    return [(h, m, t, (u, v)) for h, m, t, u, v in zip(*columns)]


def _between(waves: _Waves, forest: _Forest, half: int) -> tuple[np.ndarray, ...]:
    """Neighbouring pixels of one ring in different trees: head, middle (none), tail, their trees."""
    ring = waves.rings[half - 1]
    near = waves.around(ring)
    trees = forest.trees[waves.owner[near]]
    own = np.broadcast_to(forest.trees[waves.owner[ring]], near.shape)
    meet = (waves.step[near] == half) & (trees != own)
    head = np.broadcast_to(ring, near.shape)[meet]
    return head, np.full(head.size, waves.none), near[meet], own[meet], trees[meet]


def _at_one_pixel(waves: _Waves, forest: _Forest, half: int) -> tuple[np.ndarray, ...]:
    """Pixels of a ring reached from several trees: head, middle, tail, trees of head and tail."""
    ring = waves.rings[half - 1]
    near = waves.around(ring)
    if half == 1:
        trees = forest.trees[waves.fragments_around(ring)]
        near = np.full_like(near, waves.none)
    else:
        trees = np.where(waves.step[near] == half - 1, forest.trees[waves.owner[near]], 0)
    several = trees.max(axis=0) != np.where(trees > 0, trees, len(forest.trees)).min(axis=0)
    ring, near, trees = ring[several], near[:, several], trees[:, several]
    meet = (trees[:, None] > 0) & (trees[None] > 0) & (trees[:, None] != trees[None])
    one, other, pixel = np.nonzero(meet)
    return near[one, pixel], ring[pixel], near[other, pixel], trees[one, pixel], trees[other, pixel]
