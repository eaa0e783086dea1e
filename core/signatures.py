"""What the polygons of agreement teach: their sets of significant cluster indices.

Fonteix et al. 2021 §2.4 calls the set of polygon P_i "SP_i"; here it is row i of a bool table, the
polygon's signature.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from .components import rim
from .lazy import LazyModule
from .progress import Progress

if TYPE_CHECKING:
    from scipy import spatial
else:
    spatial = LazyModule("scipy.spatial")

CLUSTERS = 256
"""Cluster indices are 1..255; 0 means that the mosaic has no data."""

_MAX_BLOCKS = 20_000


@dataclass(frozen=True)
class Polygons:
    """Polygons of agreement of one class.

    Attributes:
        labels: int32 (rows, cols), number of the polygon from 1, 0 outside all of them.
        significant: bool (polygons + 1, 256), their signatures: row i, column k is True where
            polygon i teaches cluster k. Row 0 and column 0 are False.
    """

    labels: np.ndarray
    significant: np.ndarray


class Pixels(NamedTuple):
    """Pixels to judge: their places and their clusters (0 = none), int (n,) each."""

    rows: np.ndarray
    cols: np.ndarray
    clusters: np.ndarray

    def take(self, index: np.ndarray) -> Pixels:
        """Some of them."""
        return Pixels(self.rows[index], self.cols[index], self.clusters[index])


class _Rim(NamedTuple):
    """Pixels on the rim of polygons, and the number of each one's polygon."""

    rows: np.ndarray
    cols: np.ndarray
    owners: np.ndarray


def signatures(labels: np.ndarray, count: int, clusters: np.ndarray, min_share: float) -> Polygons:
    """Find the cluster indices that are significant in each polygon.

    They are those of at least 2 pixels and at least `min_share` percent of all the polygon's pixels.

    Args:
        labels: int32 (rows, cols), 1..count inside polygons, 0 elsewhere.
        count: Number of polygons.
        clusters: (rows, cols) cluster indices 1..255, 0 = none.
        min_share: In percent, taken as the decimal it reads as.
    """
    inside = labels > 0
    keys = labels[inside].astype(np.int64) * CLUSTERS + clusters[inside]
    counts = np.bincount(keys, minlength=(count + 1) * CLUSTERS).reshape(count + 1, CLUSTERS)
    sizes = counts.sum(axis=1, keepdims=True)
    share = Fraction(str(min_share)).limit_denominator(10**6)
    significant = (counts >= 2) & (100 * share.denominator * counts >= share.numerator * sizes)
    significant[:, 0] = False
    return Polygons(labels, significant)


def matches_within(pixels: Pixels, polygons: Polygons, radius: float, progress: Progress) -> np.ndarray:
    """Tell which pixels have a polygon nearby whose signature holds their cluster; exact.

    Whole blocks are settled at once where the radius holds, or fails, for all their pixels.

    Args:
        pixels: Outside the polygons.
        polygons: On the same array.
        radius: Largest Euclidean distance from the pixel's centre to that of the nearest pixel
            of the polygon, pixels, inclusive.
        progress: Told how far it is.

    Returns:
        bool (n,).
    """
    rows, cols = np.nonzero(rim(polygons.labels > 0))
    if not rows.size or not pixels.rows.size:
        return np.zeros(pixels.rows.size, bool)
    rims = _Rim(rows, cols, polygons.labels[rows, cols])
    side = _block_side(polygons.labels.shape, radius)
    presence = _presence(polygons, rims, side)
    matched = _holds(_spread(presence, side, radius, certain=True), pixels, side)
    possible = _holds(_spread(presence, side, radius, certain=False), pixels, side)
    doubtful = np.flatnonzero(possible & ~matched)
    matched[doubtful] = _measure(pixels.take(doubtful), rims, polygons.significant, radius, progress)
    return matched


def _block_side(shape: tuple[int, ...], radius: float) -> int:
    """Side of the square blocks in which a whole block is judged at once."""
    area = shape[0] * shape[1]
    return max(1, int(radius // 8), int((area / _MAX_BLOCKS) ** 0.5))


def _presence(polygons: Polygons, rims: _Rim, side: int) -> np.ndarray:
    """Per block the clusters taught by the polygons with a pixel in it: bits, (rows, cols, 32) uint8."""
    height, width = (-(-length // side) for length in polygons.labels.shape)
    count = len(polygons.significant)
    block = (rims.rows // side) * width + rims.cols // side
    block, owner = np.divmod(np.unique(block * count + rims.owners), count)
    filled, starts = np.unique(block, return_index=True)
    presence = np.zeros((height * width, CLUSTERS // 8), np.uint8)
    taught = np.packbits(polygons.significant, axis=1)
    presence[filled] = np.bitwise_or.reduceat(taught[owner], starts, axis=0)
    return presence.reshape(height, width, -1)


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


def _holds(sets: np.ndarray, pixels: Pixels, side: int) -> np.ndarray:
    """Whether the set of each pixel's block holds its cluster: bool (n,)."""
    cluster = pixels.clusters.astype(np.uint8)
    bits = sets[pixels.rows // side, pixels.cols // side, cluster >> 3] >> (7 - (cluster & 7))
    held: np.ndarray = (bits & 1).astype(bool)
    return held


def _measure(
    pixels: Pixels, rims: _Rim, significant: np.ndarray, radius: float, progress: Progress
) -> np.ndarray:
    """`matches_within` by measuring the distance to the rim of one polygon after the other."""
    order = np.argsort(pixels.rows, kind="stable")
    rows, cols, clusters = pixels.take(order)
    matched = np.zeros(rows.size, bool)
    by_owner = np.argsort(rims.owners, kind="stable")
    groups = np.split(by_owner, np.flatnonzero(np.diff(rims.owners[by_owner])) + 1)
    # Large polygons first: they settle most pixels.
    groups.sort(key=len, reverse=True)
    for done, group in enumerate(groups):
        if done % 100 == 0:
            progress.report(done / len(groups))
        points = np.column_stack([rims.rows[group], rims.cols[group]])
        (top, left), (bottom, right) = points.min(axis=0), points.max(axis=0)
        near = slice(*np.searchsorted(rows, [top - radius, bottom + radius + 1]))
        candidates = near.start + np.flatnonzero(
            ~matched[near]
            & significant[rims.owners[group[0]]][clusters[near]]
            & (cols[near] >= left - radius)
            & (cols[near] <= right + radius)
        )
        if candidates.size:
            places = np.column_stack([rows[candidates], cols[candidates]])
            _, nearest = spatial.cKDTree(points).query(places)
            apart = places - points[nearest]
            matched[candidates] = (apart * apart).sum(axis=1) <= radius * radius
    result = np.zeros(rows.size, bool)
    result[order] = matched
    return result
