"""The rules of merging and of outlines once more, on whole images and as plainly as possible."""

from __future__ import annotations

import numpy as np
from scipy import ndimage

from surecover.core.components import neighbourhood
from surecover.core.vectors.merging import CODES, shuffled


def components(keys: np.ndarray, connectivity: int) -> np.ndarray:
    """Numbers of the patches from 1 in the order of their first pixels, 0 where keys are 0."""
    labels = np.zeros(keys.shape, int)
    for key in np.unique(keys[keys > 0]):
        found, _ = ndimage.label(keys == key, neighbourhood(connectivity))
        labels = np.where(found > 0, labels.max() + found, labels)
    order = list(dict.fromkeys(labels[labels > 0].tolist()))
    return np.array([0, *(1 + order.index(n) for n in range(1, len(order) + 1))])[labels]


def shared_sides(labels: np.ndarray, patch: int) -> dict[int, int]:
    """The neighbours of a patch, and how many sides of pixels it shares with each."""
    sides: dict[int, int] = {}
    padded = np.pad(labels, 1)
    for row, col in np.argwhere(padded == patch).tolist():
        for other in (padded[row - 1, col], padded[row + 1, col], padded[row, col - 1], padded[row, col + 1]):
            if other not in (0, patch):
                sides[int(other)] = sides.get(int(other), 0) + 1
    return sides


def merged(keys: np.ndarray, connectivity: int, least: int) -> np.ndarray:
    """The keys of all pixels when no patch of fewer than `least` pixels is left that has a neighbour."""
    while True:
        labels = components(keys, connectivity)
        sizes = np.bincount(labels.ravel())
        turn = [(0, 0), *zip(sizes[1:].tolist(), shuffled(np.arange(len(sizes) - 1)).tolist(), strict=True)]
        key_of = {patch: int(keys[labels == patch][0]) for patch in range(1, len(sizes))}
        beside = {p: shared_sides(labels, p) for p in key_of if sizes[p] < least}
        going = [
            p
            for p, others in beside.items()
            if others and all(turn[p] < turn[other] for other in others if other in beside)
        ]
        if not going:
            return keys
        after = keys.copy()
        for patch in going:
            best = min(
                beside[patch],
                key=lambda o: (key_of[o] // CODES != key_of[patch] // CODES, -beside[patch][o], -sizes[o], o),
            )
            after[labels == patch] = key_of[best]
        keys = after
