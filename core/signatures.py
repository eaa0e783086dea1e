"""What the polygons of agreement teach: their sets of significant cluster indices.

Fonteix et al. 2021 §2.4 calls the set of polygon P_i "SP_i"; here it is row i of a bool table, the
polygon's signature.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from .components import rim
from .lazy import LazyModule
from .progress import Progress

if TYPE_CHECKING:
    from scipy import ndimage, spatial
else:
    ndimage = LazyModule("scipy.ndimage")
    spatial = LazyModule("scipy.spatial")

CLUSTERS = 256
"""Cluster indices are 1..255; 0 means that the mosaic has no data."""

_MAX_BLOCKS = 20_000


def signatures(polygons: np.ndarray, count: int, clusters: np.ndarray, min_share: float) -> np.ndarray:
    """Find the cluster indices that are significant in each polygon.

    Args:
        polygons: int32 (rows, cols), 1..count inside polygons, 0 elsewhere.
        count: Number of polygons.
        clusters: (rows, cols) cluster indices 1..255, 0 = none.
        min_share: Least share of the polygon's pixels in percent, taken as the decimal it reads as.

    Returns:
        bool (count + 1, 256): row i, column k is True where at least 2 pixels and at least
        `min_share` percent of all pixels of polygon i have cluster k. Row 0 and column 0 are False.
    """
    taught = polygons > 0
    keys = polygons[taught].astype(np.int64) * CLUSTERS + clusters[taught]
    counts = np.bincount(keys, minlength=(count + 1) * CLUSTERS).reshape(count + 1, CLUSTERS)
    sizes = counts.sum(axis=1, keepdims=True)
    share = Fraction(str(min_share)).limit_denominator(10**6)
    significant: np.ndarray = (counts >= 2) & (100 * share.denominator * counts >= share.numerator * sizes)
    significant[:, 0] = False
    return significant


def matches_within(
    pixels: tuple[np.ndarray, np.ndarray],
    clusters: np.ndarray,
    polygons: np.ndarray,
    significant: np.ndarray,
    radius: float,
    progress: Progress,
) -> np.ndarray:
    """Tell which pixels have a polygon nearby whose signature holds their cluster; exact.

    Args:
        pixels: Rows and columns, int (n,) each, of pixels outside the polygons.
        clusters: Their cluster indices (n,), 0 = none.
        polygons: int32 (rows, cols), polygon numbers, 0 = none.
        significant: bool (polygons + 1, 256), the signatures.
        radius: Largest Euclidean distance from the pixel's centre to that of the nearest pixel
            of the polygon, pixels, inclusive.
        progress: Told how far it is.

    Returns:
        bool (n,).
    """
    rim_rows, rim_cols = np.nonzero(rim(polygons > 0))
    owners = polygons[rim_rows, rim_cols]
    rows, cols = pixels
    if not owners.size or not rows.size:
        return np.zeros(rows.size, bool)
    side = _block_side(polygons.shape, radius)
    presence = _presence(polygons.shape, side, (rim_rows, rim_cols), owners, significant)
    blocks = rows // side, cols // side
    certain = _holds(_spread(presence, side, radius, certain=True), blocks, clusters)
    possible = _holds(_spread(presence, side, radius, certain=False), blocks, clusters)
    open_ = np.flatnonzero(possible & ~certain)
    certain[open_] = _measure(
        (rows[open_], cols[open_]),
        clusters[open_],
        (rim_rows, rim_cols),
        owners,
        significant,
        radius,
        progress,
    )
    return certain


def _block_side(shape: tuple[int, ...], radius: float) -> int:
    """Side of the square blocks in which a whole block is judged at once."""
    area = shape[0] * shape[1]
    return max(1, int(radius // 16), int((area / _MAX_BLOCKS) ** 0.5))


def _presence(
    shape: tuple[int, ...],
    side: int,
    rims: tuple[np.ndarray, np.ndarray],
    owners: np.ndarray,
    significant: np.ndarray,
) -> np.ndarray:
    """Per block the clusters taught by the polygons with a pixel in it: bits, (rows, cols, 32) uint8."""
    block_rows, block_cols = -(-shape[0] // side), -(-shape[1] // side)
    block = (rims[0] // side) * block_cols + rims[1] // side
    pairs = np.unique(block * len(significant) + owners)
    block, owner = np.divmod(pairs, len(significant))
    filled, starts = np.unique(block, return_index=True)
    presence = np.zeros((block_rows * block_cols, CLUSTERS // 8), np.uint8)
    presence[filled] = np.bitwise_or.reduceat(np.packbits(significant, axis=1)[owner], starts, axis=0)
    return presence.reshape(block_rows, block_cols, -1)


def _spread(presence: np.ndarray, side: int, radius: float, *, certain: bool) -> np.ndarray:
    """Per block the clusters taught within the radius of every (certain) or of some pixel of it."""
    height, width = presence.shape[:2]
    reach = min(int(radius // side) + 1, max(height, width) - 1)
    padded = np.pad(presence, ((reach, reach), (reach, reach), (0, 0)))
    steps = np.arange(-reach, reach + 1)
    apart = np.abs(steps)
    gap = (apart + 1) * side - 1 if certain else np.where(apart, (apart - 1) * side + 1, 0)
    spread = np.zeros_like(presence)
    for i, j in np.argwhere(gap[:, None] ** 2 + gap[None] ** 2 <= radius * radius):
        spread |= padded[i : i + height, j : j + width]
    return spread


def _holds(sets: np.ndarray, blocks: tuple[np.ndarray, np.ndarray], clusters: np.ndarray) -> np.ndarray:
    """Whether the set of each block holds the cluster: bool (n,)."""
    cluster = clusters.astype(np.uint8)
    bits = sets[blocks[0], blocks[1], cluster >> 3] >> (7 - (cluster & 7))
    held: np.ndarray = (bits & 1).astype(bool)
    return held


def _measure(
    pixels: tuple[np.ndarray, np.ndarray],
    clusters: np.ndarray,
    rims: tuple[np.ndarray, np.ndarray],
    owners: np.ndarray,
    significant: np.ndarray,
    radius: float,
    progress: Progress,
) -> np.ndarray:
    """`matches_within` by measuring the distance to the rim of one polygon after the other."""
    matched = np.zeros(clusters.size, bool)
    order = np.argsort(pixels[0], kind="stable")
    rows, cols, clusters = pixels[0][order], pixels[1][order], clusters[order]
    unmatched = np.ones(clusters.size, bool)
    by_owner = np.argsort(owners, kind="stable")
    rims_by_owner = np.split(by_owner, np.flatnonzero(np.diff(owners[by_owner])) + 1)
    # Large polygons first: they settle most pixels.
    rims_by_owner.sort(key=len, reverse=True)
    for done, members in enumerate(rims_by_owner):
        if done % 100 == 0:
            progress.report(done / len(rims_by_owner))
        points = np.column_stack([rims[0][members], rims[1][members]])
        (top, left), (bottom, right) = points.min(axis=0), points.max(axis=0)
        start, stop = np.searchsorted(rows, [top - radius, bottom + radius + 1])
        near = slice(start, stop)
        candidates = start + np.flatnonzero(
            unmatched[near]
            & significant[owners[members[0]]][clusters[near]]
            & (cols[near] >= left - radius)
            & (cols[near] <= right + radius)
        )
        if not candidates.size:
            continue
        here = np.column_stack([rows[candidates], cols[candidates]])
        _, nearest = spatial.cKDTree(points).query(here)
        apart = here - points[nearest]
        reached = (apart * apart).sum(axis=1) <= radius * radius
        unmatched[candidates[reached]] = False
    matched[order] = ~unmatched
    return matched
