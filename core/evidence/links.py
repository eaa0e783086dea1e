"""Links between fragments of one array through rejected pixels: their minimum spanning forest.

Found by Kruskal's algorithm in the order (number of rejected pixels, sequence of pixels). No pair of
fragments is looked at twice: waves run from all fragments at once (Mehlhorn 1988, Information Processing
Letters 27), and every link of cost g that joins what no cheaper link has joined lies where the waves of two
trees meet after g pixels, that is, at a pixel that both reach at step (g + 1) / 2 or between two pixels
reached at step g / 2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ..components import label, neighbourhood
from ..lazy import LazyModule
from ..progress import Progress

if TYPE_CHECKING:
    from scipy import sparse
    from scipy.sparse import csgraph
else:
    sparse = LazyModule("scipy.sparse")
    csgraph = LazyModule("scipy.sparse.csgraph")

_AT_ONCE = 2**16
"""Rejected pixels looked at together for links: up to 56 pairs of fragments meet at each."""


class Links(NamedTuple):
    """Links of one cost, each a path of rejected pixels between two fragments.

    Attributes:
        paths: int64 (links, cost), numbers of the pixels, row · columns of the raster + column, from the
            end that gives the smaller sequence.
        ends: int64 (links, 2), number of one pixel of each fragment.
    """

    paths: np.ndarray
    ends: np.ndarray


def links(
    accepted: np.ndarray, rejected: np.ndarray, connectivity: int, max_gap: int, progress: Progress
) -> list[Links]:
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
        The links of each cost. Where cheaper links join fragments, a link's end may be a pixel of
        any of them.
    """
    if max_gap < 1 or not rejected.any() or not accepted.any():
        return []
    fragments, count = label(accepted, connectivity)
    waves = _Waves(fragments, rejected, connectivity, steps=(max_gap + 1) // 2)
    forest = Forest(count + 1)
    somewhere = np.zeros(count + 1, np.int64)
    places = np.flatnonzero(accepted)
    somewhere[fragments.ravel()[places]] = places
    pixels = np.flatnonzero(rejected)
    found = []
    for gap in progress.each(range(1, max_gap + 1)):
        first = _first_links(waves, forest.trees, gap)
        kept = first[:, forest.grow(first[3], first[4])]
        if kept.size:
            head, middle, tail, one, other = kept
            paths = pixels[waves.paths(head, middle, tail, gap)]
            found.append(Links(paths, somewhere[np.column_stack([one, other])]))
    return found


class Forest:
    """Nodes 0..count-1, and which of them are joined.

    Attributes:
        trees: int32 (count,), number of the tree that each node belongs to; 0 for node 0.
    """

    def __init__(self, count: int) -> None:
        self.trees = np.arange(count, dtype=np.int32)

    def grow(self, one: np.ndarray, other: np.ndarray) -> np.ndarray:
        """Join nodes pair by pair, but for those that are joined already (Kruskal's algorithm).

        Returns:
            int64, ascending places of the pairs that joined two trees.
        """
        count = int(self.trees.max()) + 1
        ends = np.sort(np.stack([self.trees[one], self.trees[other]]).astype(np.int64), axis=0)
        apart = np.flatnonzero(ends[0] != ends[1])
        if not apart.size:
            return apart
        _, first = np.unique(ends[0, apart] * count + ends[1, apart], return_index=True)
        pairs = apart[first]
        graph = sparse.coo_matrix((pairs + 1.0, tuple(ends[:, pairs])), (count, count))
        forest = csgraph.minimum_spanning_tree(graph)
        self.trees = csgraph.connected_components(forest, directed=False)[1][self.trees]
        kept: np.ndarray = np.sort(forest.data).astype(np.int64) - 1
        return kept


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

    def paths(self, head: np.ndarray, middle: np.ndarray, tail: np.ndarray, length: int) -> np.ndarray:
        """Links of one length as sequences of pixels, (links, length).

        Each is the smallest sequence from a fragment to `head`, then `middle` where the length is odd,
        then the smallest one from `tail` to a fragment.
        """
        back, forth = (
            self._follow(way, end, length // 2) for way, end in ((self._before, head), (self._after, tail))
        )
        return np.column_stack([*reversed(back), *[middle] * (length % 2), *forth])

    @staticmethod
    def _follow(way: np.ndarray, pixels: np.ndarray, length: int) -> list[np.ndarray]:
        path = []
        for _ in range(length):
            path.append(pixels)
            pixels = way[pixels]
        return path


def _first_links(waves: _Waves, trees: np.ndarray, gap: int) -> np.ndarray:
    """The first link of cost `gap` between each two trees, in order.

    Returns:
        int64 (5, links): head, middle and tail, see `_Waves.paths`, and fragments of both trees.
    """
    half = (gap + 1) // 2
    ring = waves.rings[half - 1] if half <= len(waves.rings) else np.empty(0, np.int64)
    find = _between if gap % 2 == 0 else _at_one_pixel
    found = [
        _first(waves, trees, find(waves, trees, ring[start : start + _AT_ONCE], half))
        for start in range(0, ring.size, _AT_ONCE)
    ]
    if len(found) == 1:
        return found[0]
    return _first(waves, trees, np.concatenate([np.empty((5, 0), np.int64), *found], axis=1))


def _first(waves: _Waves, trees: np.ndarray, found: np.ndarray) -> np.ndarray:
    """The first of the links between each two trees, in order."""
    head, middle, tail, one, other = found
    order = np.lexsort((tail, middle, waves.rank[head]))
    ends = np.sort(trees[[one, other]].astype(np.int64), axis=0)
    _, firsts = np.unique((ends[0] * len(trees) + ends[1])[order], return_index=True)
    return found[:, order[np.sort(firsts)]]


def _between(waves: _Waves, trees: np.ndarray, ring: np.ndarray, half: int) -> np.ndarray:
    """Neighbouring pixels of one ring in different trees: see `_first_links`; there is no middle."""
    near = waves.around(ring)
    head = np.broadcast_to(ring, near.shape)
    one, other = waves.owner[head], waves.owner[near]
    meet = (waves.step[near] == half) & (trees[one] != trees[other])
    head, tail = head[meet], near[meet]
    return np.stack([head, np.full(head.size, waves.none), tail, one[meet], other[meet]])


def _at_one_pixel(waves: _Waves, trees: np.ndarray, ring: np.ndarray, half: int) -> np.ndarray:
    """Pixels of a ring reached from several trees: see `_first_links`."""
    near = waves.around(ring)
    if half == 1:
        fragments = waves.fragments_around(ring)
        near = np.full_like(near, waves.none)
    else:
        fragments = np.where(waves.step[near] == half - 1, waves.owner[near], 0)
    own = trees[fragments]
    several = own.max(axis=0) != np.where(own > 0, own, len(trees)).min(axis=0)
    ring, near, fragments, own = ring[several], near[:, several], fragments[:, several], own[:, several]
    meet = (own[:, None] > 0) & (own[None] > 0) & (own[:, None] != own[None])
    one, other, pixel = np.nonzero(meet)
    return np.stack(
        [near[one, pixel], ring[pixel], near[other, pixel], fragments[one, pixel], fragments[other, pixel]]
    )
