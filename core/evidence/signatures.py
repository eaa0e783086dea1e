"""Sets of cluster indices, 32 bytes each, and which clusters are significant in a polygon.

Fonteix et al. 2021 §2.4 calls the set of clusters that polygon P_i teaches "SP_i". Here it is a row of
32 bytes; cluster k is bit 7 − k mod 8 of byte k div 8, as `numpy.packbits` lays it.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np

CLUSTERS = 256
"""Cluster indices are 1..255; 0 means that the mosaic has no data."""

BYTES = CLUSTERS // 8


def significant(counts: np.ndarray, sizes: np.ndarray, min_share: float) -> np.ndarray:
    """Tell which clusters are significant: at least 2 pixels and `min_share` percent of the polygon.

    Args:
        counts: Pixels of a cluster in a polygon, whole numbers of any shape.
        sizes: All pixels of that polygon, in the same shape or one that broadcasts to it.
        min_share: In percent, taken as the decimal it reads as.

    Returns:
        bool, in the shape of `counts`.
    """
    share = Fraction(str(min_share)).limit_denominator(10**6)
    enough: np.ndarray = 100 * share.denominator * counts >= share.numerator * sizes
    return enough & (counts >= 2)


def packed(members: np.ndarray) -> np.ndarray:
    """Sets from bool (n, 256), column k telling whether cluster k is in the set: uint8 (n, 32).

    Cluster 0 is in no set.
    """
    sets = np.packbits(members, axis=1)
    sets[:, 0] &= 0x7F
    return sets


def united(sets: np.ndarray, starts: np.ndarray) -> np.ndarray:
    """The unions of consecutive sets, from each start to the next: uint8 (starts, 32)."""
    if not starts.size:
        return np.zeros((0, BYTES), np.uint8)
    unions: np.ndarray = np.bitwise_or.reduceat(sets, starts, axis=0)
    return unions


def holds(sets: np.ndarray, places: tuple[np.ndarray, ...], clusters: np.ndarray) -> np.ndarray:
    """Whether the sets at some places hold a cluster each.

    Args:
        sets: uint8 (…, 32).
        places: Indices (n,) along each of the first dimensions of `sets`.
        clusters: uint8 (n,).

    Returns:
        bool (n,).
    """
    bits = sets[(*places, clusters >> 3)] >> (7 - (clusters & 7))
    held: np.ndarray = (bits & 1).astype(bool)
    return held
