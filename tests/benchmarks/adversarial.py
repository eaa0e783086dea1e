"""Scenes that are hard to correct: what they draw is exact at any size, so tests can use small ones.

`scene(name, size)` gives (classes, external, clusters), uint8 (size, size): ids of the scheme basic6 and
cluster indices, 0 = nodata. Each is a pure function of its name, size and radius.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from tests.benchmarks.scene import FOREST, GRASS, INDUSTRIAL, RESIDENTIAL, SIDE, WATER, landscape

Maps = tuple[np.ndarray, np.ndarray, np.ndarray]

FEW = 7
"""Clusters of the scenes in which few clusters make matches likely."""


def scene(name: str, size: int, radius: int = 500) -> Maps:
    """Draw a scene.

    Args:
        name: One of `NAMES`.
        size: Rows and columns.
        radius: Of case 2, pixels; where distances matter they are just it, and just above.
    """
    return _DRAWN[name](size, radius)


def one_component(size: int, radius: int) -> Maps:
    """One forest from edge to edge; it agrees in squares, and every other cluster is taught there."""
    row, col = _places(size)
    agreed = (row % 128 < 64) & (col % 128 < 64)
    taught = 2 * (_chance(row, col) % 127) + 1
    clusters = np.where(agreed, taught, 1 + _chance(row, col) % 255)
    return _maps(np.full((size, size), FOREST), np.where(agreed, FOREST, GRASS), clusters)


def checkerboard(size: int, radius: int) -> Maps:
    """Two classes on black and white squares: two components by 8 neighbours, all single by 4."""
    row, col = _places(size)
    classes = np.where((row + col) % 2 == 0, FOREST, GRASS)
    external = np.where((row + 0 * col) % 64 < 32, FOREST, GRASS)
    return _maps(classes, external, 1 + _chance(row // 2, col // 2) % 255)


def single_pixels(size: int, radius: int) -> Maps:
    """Four classes in turn along rows and columns: every pixel is a component of its own.

    In the corner of each square of 256 px stands a block of one class that agrees, and teaches.
    """
    row, col = _places(size)
    classes = np.array([WATER, GRASS, FOREST, INDUSTRIAL])[row % 2 * 2 + col % 2]
    block = (row % 256 < 4) & (col % 256 < 4)
    blocks = np.array([WATER, GRASS, FOREST, INDUSTRIAL])[(row // 256 + col // 256) % 4]
    external = np.where(block, blocks, RESIDENTIAL)
    return _maps(np.where(block, blocks, classes), external, 1 + _chance(row // 4, col // 4) % 255)


def spiral(size: int, radius: int) -> Maps:
    """A forest one pixel wide that winds from the corner to the centre, where alone it agrees."""
    row, col = _places(size)
    ring = np.minimum(np.minimum(row, col), np.minimum(size - 1 - row, size - 1 - col))
    forest = ring % 2 == 0
    starts = np.arange(0, (size - 4) // 2, 2)
    forest[starts + 1, starts] = False
    forest[starts + 2, starts + 1] = True
    middle = (abs(2 * row - size) <= size // 4) & (abs(2 * col - size) <= size // 4)
    external = np.where(middle & forest, FOREST, INDUSTRIAL)
    clusters = np.where(middle, 1 + _chance(row, col) % FEW, 1 + _chance(row, col) % (2 * FEW))
    return _maps(np.where(forest, FOREST, GRASS), external, clusters)


def nine_and_ten(size: int, radius: int) -> Maps:
    """Polygons of 9 and of 10 pixels in turn, and a pixel beside each that nothing is connected to."""
    row, col = _places(size)
    r, c, turn = row % 8, col % 8, (row // 8 + col // 8) % 2
    polygon = ((r < 3) & (c < 3)) | ((r == 0) & (c == 3) & (turn == 1))
    alone = (r == 5) & (c == 5)
    # A polygon of one cluster, so that it teaches it; the pixels ask for any.
    clusters = np.where(polygon, 1 + _chance(row // 8, col // 8) % 255, 1 + _chance(row, col) % 255)
    classes = np.where(polygon | alone, FOREST, GRASS)
    return _maps(classes, np.where(polygon, FOREST, INDUSTRIAL), clusters)


def at_the_radius(size: int, radius: int) -> Maps:
    """Pixels just at the radius from the end of the one polygon of their cluster, and just beyond it.

    Squared distances are radius² and radius² + 1. Each polygon is a row of 10 pixels.
    """
    classes = np.full((size, size), GRASS)
    external = np.full((size, size), INDUSTRIAL)
    clusters = np.zeros((size, size), int)
    steps = np.arange(-radius - 1, radius + 2)
    squares = steps[:, None] ** 2 + steps**2
    around = np.argwhere((squares == radius**2) | (squares == radius**2 + 1)) - (radius + 1)
    spacing = max(size // 15, 12)
    taken = np.zeros((size, size), bool)
    places = [(r, c) for r in range(1, size - 1, spacing) for c in range(1, size - 11, spacing)][:255]
    for cluster, (r, c) in enumerate(places, start=1):
        classes[r, c : c + 10] = external[r, c : c + 10] = FOREST
        clusters[r, c : c + 10] = cluster
        taken[r - 1 : r + 2, c - 1 : c + 11] = True
    for cluster, (r, c) in enumerate(places, start=1):
        for down, right in around:
            y, x = r + down, c + right + (9 if right >= 0 else 0)
            if 0 < y < size - 1 and 0 < x < size - 1 and not taken[y, x]:
                classes[y, x], clusters[y, x] = FOREST, cluster
                taken[y - 1 : y + 2, x - 1 : x + 2] = True
    return _maps(classes, external, clusters)


def holes(size: int, radius: int) -> Maps:
    """A river and a forest cut by nodata: lines with few gaps in the map, patches in the clusters."""
    row, col = _places(size)
    classes = np.where((row // 16 + col // 48) % 2 == 0, WATER, FOREST)
    lines = (row % 37 == 0) | (col % 41 == 0) | ((row + col) % 53 == 0)
    classes[lines & (_chance(row, col) % 16 > 0)] = 0
    external = np.where(_chance(row // 8, col // 8) % 3 == 0, classes, GRASS)
    external[(row // 32 + col // 32) % 5 == 0] = 0
    clusters = 1 + _chance(row // 3, col // 3) % 255
    clusters[(row % 29 < 5) & (col % 31 < 5)] = 0
    return _maps(classes, external, clusters)


def no_overlap(size: int, radius: int) -> Maps:
    """A landscape, and an external map that knows nothing there."""
    classes, _, clusters = realistic(size, radius)
    return _maps(classes, np.zeros_like(classes), clusters)


def one_class(size: int, radius: int) -> Maps:
    """Forest everywhere in both maps."""
    row, col = _places(size)
    forest = np.full((size, size), FOREST)
    return _maps(forest, forest, 1 + _chance(row, col) % 255)


def far_apart(size: int, radius: int) -> Maps:
    """One forest without agreement, and small polygons in moats two radii apart: all is case 2."""
    row, col = _places(size)
    step = max(2 * radius, 10)
    r, c = row % step - step // 2, col % step - step // 2
    polygon, moat = (abs(r) < 2) & (abs(c) < 2), (abs(r) < 3) & (abs(c) < 3)
    # 9 pixels would be too few to teach.
    polygon |= (r == 2) & (c == 0)
    moat |= (abs(r - 2) < 2) & (abs(c) < 2)
    classes = np.where(polygon | ~moat, FOREST, GRASS)
    own = 1 + (row // step * 16 + col // step) % 255
    clusters = np.where(polygon, own, 1 + _chance(row, col) % 255)
    return _maps(classes, np.where(polygon, FOREST, INDUSTRIAL), clusters)


def islands(size: int, radius: int) -> Maps:
    """Water that agrees in small squares and is rejected between them: continuity must link them all."""
    row, col = _places(size)
    agreed = (row % 16 < 4) & (col % 16 < 4)
    clusters = np.where(agreed, 1, 2)
    return _maps(np.full((size, size), WATER), np.where(agreed, WATER, GRASS), clusters)


def realistic(size: int, radius: int) -> Maps:
    """The landscape of the other benchmarks, to compare with; clusters follow class and brightness."""
    classes, external, clusters = (np.zeros((size, size), np.uint8) for _ in range(3))
    for top in range(0, size, SIDE):
        for left in range(0, size, SIDE):
            land = landscape(top, left, SIDE)
            part = np.s_[top : top + SIDE, left : left + SIDE]
            inside = np.s_[: min(SIDE, size - top), : min(SIDE, size - left)]
            classes[part], external[part] = land.believed[inside], land.remembered[inside]
            bright = (land.texture * 5 + (land.noise & 15) / 4 + 18).clip(0, 39).astype(int)
            clusters[part] = (land.truth * 40 - 39 + bright)[inside]
    return classes, external, clusters


_DRAWN: dict[str, Callable[[int, int], Maps]] = {
    drawn.__name__: drawn
    for drawn in (
        one_component, checkerboard, single_pixels, spiral, nine_and_ten, at_the_radius, holes, no_overlap,
        one_class, far_apart, islands,
    )
}  # fmt: skip

NAMES = tuple(_DRAWN)

SETTINGS: tuple[tuple[str, dict[str, Any]], ...] = (
    *((name, {}) for name in NAMES),
    ("checkerboard", {"connectivity": 4}),
    ("single_pixels", {"connectivity": 4}),
    ("one_component", {"local_radius": 100.0}),
)
"""What to run: scenes, and settings of `correct` other than the defaults."""


def _places(size: int) -> tuple[np.ndarray, np.ndarray]:
    """Rows (size, 1) and columns (1, size)."""
    return np.arange(size)[:, None], np.arange(size)[None]


def _chance(row: np.ndarray, col: np.ndarray) -> np.ndarray:
    """A pseudo-random number ≥ 0 for each place."""
    mixed = row.astype(np.uint32) * np.uint32(0x9E3779B1) ^ col.astype(np.uint32) * np.uint32(0x85EBCA77)
    for shift, factor in ((16, 0x7FEB352D), (15, 0x846CA68B)):
        mixed ^= mixed >> np.uint32(shift)
        mixed *= np.uint32(factor)
    return (mixed >> np.uint32(16)).astype(np.int32)


def _maps(classes: np.ndarray, external: np.ndarray, clusters: np.ndarray) -> Maps:
    return classes.astype(np.uint8), external.astype(np.uint8), clusters.astype(np.uint8)
