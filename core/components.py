"""Connected components of masks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .grid import Window
from .lazy import LazyModule

if TYPE_CHECKING:
    from scipy import ndimage
else:
    ndimage = LazyModule("scipy.ndimage")


def neighbourhood(connectivity: int) -> np.ndarray:
    """The 3 × 3 bool structure of 4 or 8 neighbours."""
    structure = np.ones((3, 3), bool)
    if connectivity == 4:
        structure[::2, ::2] = False
    return structure


def label(mask: np.ndarray, connectivity: int) -> tuple[np.ndarray, int]:
    """Number the connected components of a bool mask.

    Returns:
        int32 labels, 1..count inside the mask and 0 outside, and the count.
    """
    labels = np.empty(mask.shape, np.int32)
    count = ndimage.label(mask, neighbourhood(connectivity), output=labels)
    return labels, int(count)


def label_large(mask: np.ndarray, connectivity: int, min_pixels: int) -> tuple[np.ndarray, int]:
    """Number the connected components of at least `min_pixels` pixels; smaller ones get 0."""
    labels, count = label(mask, connectivity)
    large = np.bincount(labels.ravel(), minlength=count + 1) >= min_pixels
    large[0] = False
    renumbered = np.where(large, np.cumsum(large), 0).astype(np.int32)
    return renumbered[labels], int(large.sum())


def rim(mask: np.ndarray) -> np.ndarray:
    """The pixels of a mask with a 4-neighbour outside it: the nearest ones to any outside pixel."""
    padded = np.pad(mask, 1)
    inside = padded[:-2, 1:-1] & padded[2:, 1:-1] & padded[1:-1, :-2] & padded[1:-1, 2:]
    outer: np.ndarray = mask & ~inside
    return outer


def bounding_box(mask: np.ndarray) -> Window | None:
    """The smallest window that holds every pixel of a mask; None when it is empty."""
    rows, cols = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if not rows.size:
        return None
    return slice(int(rows[0]), int(rows[-1]) + 1), slice(int(cols[0]), int(cols[-1]) + 1)
