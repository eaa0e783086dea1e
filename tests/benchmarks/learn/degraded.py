"""Labels made worse in the ways that old and coarse maps are wrong."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy import ndimage

from surecover.core.demo.external import MISTAKEN
from surecover.core.demo.noise import rough, smooth

CLASSES = 7
"""Ids of basic6, 0 included."""

_PATCH = 100
"""About how large patches of mistaken cells are, px."""


def coarse(truth: np.ndarray, cell: int, seed: int, mistaken: float = 0.1) -> np.ndarray:
    """Majority in cells of `cell` × `cell` px, of which a share is taken for a similar class, in patches.

    Args:
        truth: Class ids of basic6, uint8 (rows, cols).
        cell: Side of the cells, px; 50 makes the 500 m of MODIS out of 10 m.
        seed: Of the mistakes.
        mistaken: Share of the cells, 0..1.
    """
    starts = [np.arange(0, length, cell) for length in truth.shape]
    votes = [np.add.reduceat(np.add.reduceat(truth == c, starts[0]), starts[1], axis=1, dtype=int)
             for c in range(CLASSES)]  # fmt: skip
    majority = np.argmax(votes, axis=0)
    field = rough(seed, _PATCH, starts[0], starts[1], 2)
    table = np.array([MISTAKEN.get(c, c) for c in range(CLASSES)])
    found = np.where(field > np.quantile(field, 1 - mistaken), table[majority], majority).astype(np.uint8)
    return found.repeat(cell, axis=0).repeat(cell, axis=1)[: truth.shape[0], : truth.shape[1]]


def edges(truth: np.ndarray, reach: float, seed: int) -> np.ndarray:
    """Outlines that wander to and fro by about `reach` px, as those of hand-drawn or shifted maps.

    Args:
        truth: Class ids, uint8 (rows, cols).
        reach: Standard deviation of the displacement in each direction, px.
        seed: Of the displacement.
    """
    rows, cols = (np.arange(length) for length in truth.shape)
    places = np.indices(truth.shape).astype(np.float32)
    for axis in (0, 1):
        places[axis] += reach * smooth(seed + axis, 12, rows, cols)
    moved: np.ndarray = ndimage.map_coordinates(truth, places, order=0, mode="nearest")
    return moved


NOISES: dict[str, Callable[[np.ndarray, int], np.ndarray]] = {
    "cells of 5 px": lambda truth, seed: coarse(truth, 5, seed),
    "cells of 15 px": lambda truth, seed: coarse(truth, 15, seed),
    "cells of 50 px": lambda truth, seed: coarse(truth, 50, seed),
    "edges": lambda truth, seed: edges(truth, 4, seed),
}
"""How labels are made worse: of truth and seed."""
