"""Patches that are too small join a neighbour, until none is left.

In each round those patches go that are smaller than all their small neighbours, so that no two of a round
touch; each takes the class of the neighbour with which it shares the longest border. Then patches of equal
classes that touch are one. Of equally small ones goes first which a fixed shuffle says, because any order
of reading would drag borders its way.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ..components import least_of_tree
from ..progress import Progress
from .patches import Pairs, Patches, joined, united

CODES = 4
"""A key is class id · CODES + reliability code."""

_LARGE = 2**31 - 1
"""More pixels than these are not told apart."""


def merge(
    patches: Patches, pairs: Pairs, is_small: Callable[[Patches], np.ndarray], progress: Progress
) -> tuple[Patches, np.ndarray]:
    """Unite patches until no small one has a neighbour with which it shares a side.

    A neighbour of the same class comes before all others, then the longest border counts, then the largest
    neighbour, then the one whose first pixel comes first.

    Args:
        patches: The patches; neighbours of equal keys, such as those that touch at corners, are one.
        pairs: Which of them touch.
        is_small: Which of a table of patches are too small, bool (n,).
        progress: Told how far it is.

    Returns:
        The patches in the order of their first pixels, and int64 (n,): in which of them each one is.
    """
    owner = np.arange(len(patches.keys))
    most = 0
    while True:
        equal = patches.keys[pairs.ends[:, 0]] == patches.keys[pairs.ends[:, 1]]
        rows, count = connected(pairs.ends[equal], len(patches.keys))
        progress.check()
        patches, owner = united(patches, rows, count), rows[owner]
        pairs = joined(pairs, rows, count, progress)
        small = is_small(patches)
        left = int(np.count_nonzero(small))
        most = max(most, left)
        progress.report(1 - left / max(most, 1))
        leaving, into = _choices(patches, pairs, small)
        if not leaving.size:
            return patches, owner
        patches.keys[leaving] = patches.keys[into]


def connected(links: np.ndarray, count: int) -> tuple[np.ndarray, int]:
    """Trees of nodes 0..count-1, given links between nodes (m, 2).

    Returns:
        int64 (count,), the tree of each node, counted in the order of their least nodes; how many there are.
    """
    least = least_of_tree(links, count) if len(links) else np.arange(count)
    heads = least == np.arange(count)
    return (np.cumsum(heads) - 1)[least], int(np.count_nonzero(heads))


def _choices(patches: Patches, pairs: Pairs, small: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The patches that go in this round, and the neighbours whose keys they take."""
    beside = pairs.sides > 0
    (one, other), sides = pairs.ends[beside].T, pairs.sides[beside]
    turn = np.minimum(patches.pixels, _LARGE) << 32 | shuffled(np.arange(len(small)))
    both = small[one] & small[other]
    waits = np.zeros(len(small), bool)
    waits[np.where(turn[one] < turn[other], other, one)[both]] = True
    goes = small & ~waits
    first, second = goes[one], goes[other]
    leaving, into = np.concatenate([one[first], other[second]]), np.concatenate([other[first], one[second]])
    sides = np.concatenate([sides[first], sides[second]])
    # One number says which neighbour is better: same class, then the border, then the neighbour's pixels.
    same = patches.keys[leaving] // CODES == patches.keys[into] // CODES
    merit = (
        same.astype(np.int64) << 62 | sides.astype(np.int64) << 32 | np.minimum(patches.pixels[into], _LARGE)
    )
    most = np.full(len(small), -1)
    np.maximum.at(most, leaving, merit)
    best = merit == most[leaving]
    chosen = np.full(len(small), len(small))
    np.minimum.at(chosen, leaving[best], into[best])
    leaving = np.flatnonzero(most >= 0)
    return leaving, chosen[leaving]


def shuffled(numbers: np.ndarray) -> np.ndarray:
    """Other numbers below 2³² for different ones, always the same ones, that follow no order: int64."""
    mixed = numbers.astype(np.uint32)
    for factor in (0x7FEB352D, 0x846CA68B):  # odd, so that no two become equal
        mixed = (mixed ^ (mixed >> np.uint32(16))) * np.uint32(factor)
    return (mixed ^ (mixed >> np.uint32(16))).astype(np.int64)
