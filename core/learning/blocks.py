"""Areas of a raster that are kept together when land is dealt into folds: blocks and zones."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ..external.zones import named_zones
from ..grid import Grid, Map, Window, blocks
from ..lazy import LazyModule
from ..progress import Progress
from ..rasters import open_raster, same_crs
from ..virtual import VirtualBand, source, virtual_raster

if TYPE_CHECKING:
    import rasterio
    import rasterio.warp
else:
    rasterio = LazyModule("rasterio")
    rasterio.warp = LazyModule("rasterio.warp")

_BLOCKS_A_FOLD = 20
"""Most blocks a fold that are cut without need: larger ones lose less to gaps and are more independent."""

_LEAST_BLOCKS_A_FOLD = 2
_GAPS_A_SIDE = 6
_LEAST_KEPT = 0.75
"""Share of the training pixels that gaps have to leave over."""

_GRAINS_A_BLOCK = 16
"""Edges of blocks of many cells are even to this part of a block's side."""

_BLOCK = 1024
_SLACK_PX = 1e-3


@dataclass(frozen=True)
class Blocks:
    """Areas of a raster, numbered from 1.

    Attributes:
        shape: (rows, cols) of the raster.
        count: Of the areas.
        read: Numbers of a window, int32 (rows, cols); 0 = in none.
        layout: (rows, cols) in which blocks lie, number by number; None for zones.
        names: Of zones, by number from 1; () for blocks.
    """

    shape: tuple[int, int]
    count: int
    read: Callable[[Window], np.ndarray]
    layout: tuple[int, int] | None = None
    names: tuple[str, ...] = ()


def block_size(shape: tuple[int, int], gap: int, folds: int, cell: int = 1) -> tuple[int, int]:
    """How large blocks should be, (rows, cols) in px.

    As many nearly square ones as there can be, up to 20 a fold, whose sides are at least six gaps and of
    which the gaps leave over at least three quarters of the training pixels. Where that gives less than
    two blocks a fold, the raster is too small for scattered blocks, and each fold is one strip or one
    rectangle of a checkerboard, whichever keeps most.

    Args:
        shape: (rows, cols) of the raster.
        gap: Between a fold and the pixels that train for it, px.
        folds: Number of them.
        cell: Least side, px: that of an external map's cells.
    """
    rows, cols = shape
    for wanted in range(_BLOCKS_A_FOLD * folds, _LEAST_BLOCKS_A_FOLD * folds - 1, -1):
        side = math.sqrt(rows * cols / wanted)
        layout = max(1, round(rows / side)), max(1, round(cols / side))
        if _suits(shape, layout, max(_GAPS_A_SIDE * gap, cell), gap, folds):
            return _size(shape, layout)
    layouts = [(n, math.ceil(folds / n)) for n in range(1, folds + 1)]
    possible = [layout for layout in layouts if all(n * cell <= side for n, side in zip(layout, shape))]
    most = max(1, rows // cell), max(1, cols // cell)
    # Where no layout has as many blocks as folds, some fold has more blocks than another.
    best = max(possible, key=lambda n: (n[0] * n[1] == folds, _kept(shape, n, gap, folds)), default=most)
    return _size(shape, best)


def square_blocks(shape: tuple[int, int], size: tuple[int, int]) -> Blocks:
    """Blocks of (rows, cols) px from the upper left corner of a raster of (rows, cols)."""
    layout = _layout(shape, size)

    def read(window: Window) -> np.ndarray:
        rows, cols = (np.arange(part.start, part.stop) // side for part, side in zip(window, size))
        numbers: np.ndarray = (rows[:, None] * layout[1] + cols + 1).astype(np.int32)
        return numbers

    return Blocks(shape, layout[0] * layout[1], read, layout)


def cell_blocks(cells: Grid | None, grid: Grid, size: tuple[int, int]) -> Blocks:
    """Blocks of whole cells of an external map, so that no cell lies in two of them.

    What an external raster says of a cell is one observation, which may not teach in one block and be
    held out in another. The blocks are a raster in the map's own CRS and on its own grid and are seen on
    the image's grid as the map itself is: by its nearest cell.

    Args:
        cells: The external map's own grid, which overlaps the image's; None for vector layers, whose blocks
            are those of `square_blocks`.
        grid: The image's.
        size: About how large they should be, (rows, cols) in px of the image.

    Raises:
        ValueError: There would be more than 65,535 blocks.
    """
    if cells is None:
        return square_blocks(grid.shape, size)
    window = _covering(cells, grid)
    down, right = _steps(cells, grid).mean(axis=0)
    lengths = [part.stop - part.start for part in window]
    layout, grains = [], []
    for length, step, side in zip(lengths, (down, right), size):
        layout.append(min(max(1, round(length * float(np.hypot(*step)) / side)), length))
        grains.append(max(1, length // (_GRAINS_A_BLOCK * layout[-1])))
    return _seen(cells, grid, window, (layout[0], layout[1]), (grains[0], grains[1]))


def cell_size_px(cells: Grid | None, grid: Grid) -> int:
    """Largest distance in px, by rows or columns, within which two pixels may lie in one external cell.

    Args:
        cells: The external map's own grid; None for vector layers, which have no cells.
        grid: The image's.

    Returns:
        The side of a cell, rounded up, more where it is turned against the image; at least 1 for rasters,
        0 for vector layers.
    """
    if cells is None:
        return 0
    extents = np.abs(_steps(cells, grid)).sum(axis=1)
    return max(1, math.ceil(float(extents.max()) - _SLACK_PX))


def zone_blocks(path: str, field: str, grid: Grid, label: str, field_label: str) -> Blocks:
    """The zones of a polygon layer as areas; see `named_zones`."""
    zones = named_zones(path, field, grid, label, field_label)
    return Blocks(grid.shape, len(zones.keys), zones.read, names=zones.keys)


def tally(areas: Blocks, labels: Map, count: int, progress: Progress | None = None) -> np.ndarray:
    """Pixels by area and label number.

    Args:
        areas: The areas.
        labels: Label numbers, uint8 of the same shape.
        count: Of the labels.
        progress: Told after every window.

    Returns:
        int64 (areas + 1, labels + 1); row 0 is what lies in no area, column 0 what is not labelled.
    """
    table = np.zeros((areas.count + 1, count + 1), np.int64)
    for window in (progress or Progress()).each(blocks(areas.shape, _BLOCK)):
        keys = areas.read(window).astype(np.int64) * (count + 1) + labels[window]
        table += np.bincount(keys.ravel(), minlength=table.size).reshape(table.shape)
    return table


# --- sizes -----------------------------------------------------------------------------------------


def _size(shape: tuple[int, int], layout: tuple[int, int]) -> tuple[int, int]:
    return math.ceil(shape[0] / layout[0]), math.ceil(shape[1] / layout[1])


def _layout(shape: tuple[int, int], size: tuple[int, int]) -> tuple[int, int]:
    return math.ceil(shape[0] / size[0]), math.ceil(shape[1] / size[1])


def _suits(shape: tuple[int, int], layout: tuple[int, int], least: int, gap: int, folds: int) -> bool:
    """Whether a layout has enough blocks, large ones, that lose little to gaps."""
    size = _size(shape, layout)
    layout = _layout(shape, size)
    large = all(side >= least or n == 1 for side, n in zip(size, layout))
    enough = layout[0] * layout[1] >= _LEAST_BLOCKS_A_FOLD * folds
    return large and enough and _kept(shape, layout, gap, folds) >= _LEAST_KEPT * (1 - 1 / folds)


def _kept(shape: tuple[int, int], layout: tuple[int, int], gap: int, folds: int) -> float:
    """Share of the pixels that train for a fold on average, if no two of its blocks share a gap."""
    taken = []
    for length, n in zip(shape, layout):
        side = math.ceil(length / n)
        starts = range(0, length, side)
        taken.append(sum(min(start + side + gap, length) - max(start - gap, 0) for start in starts) / length)
    return 1 - taken[0] * taken[1] / folds


# --- cells of an external map ----------------------------------------------------------------------


def _seen(
    cells: Grid, grid: Grid, window: Window, layout: tuple[int, int], grains: tuple[int, int]
) -> Blocks:
    """A window of cells cut evenly into rows and columns of blocks, seen on the image's grid.

    The blocks are drawn with pixels of (rows, cols) cells, the grains; one more of these on each side holds
    what the image shows beyond the window.
    """
    count = layout[0] * layout[1]
    if count > np.iinfo(np.uint16).max:
        raise ValueError(f"{count} blocks are more than their raster can number")
    shape = _layout((window[0].stop - window[0].start, window[1].stop - window[1].start), grains)
    rows, cols = (np.arange(number) * n // number for number, n in zip(shape, layout))
    numbers = np.pad(rows[:, None] * layout[1] + cols + 1, 1, mode="edge").astype(np.uint16)
    covered = tuple(
        slice(part.start - grain, part.start + (number + 1) * grain)
        for part, number, grain in zip(window, shape, grains)
    )
    a, b, _, d, e, _ = cells.transform
    x, y = cells.xy(covered[0].start, covered[1].start)
    place = rasterio.Affine(a * grains[1], b * grains[0], x, d * grains[1], e * grains[0], y)
    memory = rasterio.MemoryFile(ext=".tif")
    height, width = numbers.shape
    with memory.open(
        driver="GTiff", dtype="uint16", count=1, height=height, width=width, transform=place
    ) as file:
        file.write(numbers, 1)

    def read(part: Window) -> np.ndarray:
        # Named here, the file lives as long as this function.
        band = VirtualBand("block", [source(memory.name, (height, width), (covered[0], covered[1]))])
        with open_raster(virtual_raster(cells, [band], {}), grid, label="The blocks") as raster:
            found, valid = raster.read(part)
        there: np.ndarray = np.where(valid, found[0], 0).astype(np.int32)
        return there

    return Blocks(grid.shape, count, read, layout)


def _covering(cells: Grid, grid: Grid) -> Window:
    """The cells that the image's pixels lie in, as their centres tell; its edges may bend a little beyond."""
    left, bottom, right, top = grid.bounds
    x, y = (side / 2 for side in grid.pixel_size)
    bounds = (left + x, bottom + y, right - x, top - y)
    if not same_crs(cells.crs, grid.crs):
        crs = rasterio.crs.CRS.from_user_input
        bounds = rasterio.warp.transform_bounds(crs(grid.crs), crs(cells.crs), *bounds)
    return cells.cover(bounds)


def _steps(cells: Grid, grid: Grid) -> np.ndarray:
    """What one cell down and one to the right are in (rows, cols) of the image: (places, 2, 2).

    The places are the image's centre, corners and middles of edges, as far as cells can be told there.
    """
    rows, cols = (part.ravel() for part in np.meshgrid(*(np.linspace(0, n, 3) for n in grid.shape)))
    row, col = cells.rowcol(*_moved(*grid.xy(rows, cols), grid.crs, cells.crs))
    at, below, beside = (
        np.stack(grid.rowcol(*_moved(*cells.xy(row + down, col + right), cells.crs, grid.crs)), axis=1)
        for down, right in ((0, 0), (1, 0), (0, 1))
    )
    steps = np.stack([below - at, beside - at], axis=1)
    return steps[np.isfinite(steps).all(axis=(1, 2))]


def _moved(x: np.ndarray, y: np.ndarray, source_crs: str, target_crs: str) -> tuple[np.ndarray, np.ndarray]:
    if same_crs(source_crs, target_crs):
        return x, y
    crs = rasterio.crs.CRS.from_user_input
    xs, ys = rasterio.warp.transform(crs(source_crs), crs(target_crs), x, y)
    return np.asarray(xs), np.asarray(ys)
