"""Keeping rivers in one piece: links between accepted fragments through rejected pixels.

The links kept are those of the minimum spanning forest, found by Kruskal's algorithm in the order
(number of rejected pixels, sequence of pixels). No pair of fragments is looked at twice: waves run
from all fragments at once (Mehlhorn 1988, Information Processing Letters 27), and every link of cost
g that joins what no cheaper link has joined lies where the waves of two trees meet after g pixels,
that is, at a pixel that both reach at step (g + 1) / 2 or between two pixels reached at step g / 2.
"""

from __future__ import annotations

import numpy as np

from .components import label, neighbourhood
from .progress import Progress


def bridges(
    accepted: np.ndarray, rejected: np.ndarray, connectivity: int, max_gap: int, progress: Progress
) -> np.ndarray:
    """Choose the rejected pixels that keep the accepted fragments connected.

    Fragments are the connected components of the accepted pixels. The cost of a link between two of
    them is the least number of rejected pixels on a path of rejected pixels from one to the other.
    The minimum spanning forest over the links of cost ≤ `max_gap` is kept. Of links of one cost the
    first one counts: pixels compare by (row, col), links by the sequence of their pixels, read from
    the end that gives the smaller sequence.

    Args:
        accepted: bool (rows, cols).
        rejected: bool (rows, cols), disjoint from `accepted`.
        connectivity: 4 or 8, of fragments and of paths.
        max_gap: Most rejected pixels on a link.
        progress: Told how far it is.

    Returns:
        bool (rows, cols), the rejected pixels of the kept links.
    """
    kept = np.zeros(rejected.shape, bool)
    if max_gap < 1 or not rejected.any() or not accepted.any():
        return kept
    fragments, count = label(accepted, connectivity)
    waves = _Waves(fragments, rejected, connectivity, steps=(max_gap + 1) // 2)
    forest = _Forest(count)
    chosen: list[int] = []
    for gap in progress.each(range(1, max_gap + 1)):
        for head, middle, tail, trees in _first_links(waves, forest, gap):
            if forest.join(*trees):
                chosen += [*waves.back(head), *waves.single(middle), *waves.forth(tail)]
        forest.flatten()
    rows, cols = np.nonzero(rejected)
    kept[rows[chosen], cols[chosen]] = True
    return kept


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
        reached = np.unique(self.around(self.rings[-1]))
        ring: np.ndarray = reached[(self.step[reached] == 0) & (reached < self.none)]
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
        """The pixels of the smallest sequence from a fragment to this pixel, in any order."""
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
