"""Tiles of one acquisition, or their cloud masks, seen as one raster.

Such a raster has a name of its own, so that it can stand wherever a path can. Where tiles overlap the first
one that observes a pixel gives it; a mask gives the pixels that its own image gives.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import NamedTuple

import numpy as np

from .grid import Grid, Window, within
from .raster import Raster
from .textfiles import parse_json

_PREFIX = "TILES:"

_SLACK_PX = 1e-3
"""By so much a tile may miss the edge of a pixel."""


@dataclass(frozen=True)
class Tile:
    """One tile.

    Attributes:
        path: Of the raster.
        image: Path of the image that says where it counts; of an image itself the same.
    """

    path: str
    image: str


def tiles_name(tiles: Iterable[Tile]) -> str:
    """The name of some tiles seen as one raster."""
    entries = [tile.path if tile.path == tile.image else [tile.image, tile.path] for tile in tiles]
    return _PREFIX + json.dumps(entries, ensure_ascii=False)


def tiles_of(name: str) -> list[Tile]:
    """The tiles of which `tiles_name` made a name; none of any other path."""
    if not name.startswith(_PREFIX):
        return []
    try:
        entries = parse_json(name[len(_PREFIX) :])
        pairs = [(entry, entry) if isinstance(entry, str) else entry for entry in entries]
        return [Tile(str(path), str(image)) for image, path in pairs]
    except (ValueError, TypeError):
        return []


def spoken(name: str) -> str:
    """A path as people read it: of tiles the paths of all of them."""
    return ", ".join(tile.path for tile in tiles_of(name)) or name


def covering(grid: Grid, bounds: tuple[float, float, float, float]) -> Window:
    """The window that (left, bottom, right, top) fill, counted on a grid, also beyond its edges."""
    left, bottom, right, top = bounds
    spans = grid.rowcol(np.array([left, right, left, right]), np.array([bottom, bottom, top, top]))
    rows, cols = (slice(floor(span.min() + _SLACK_PX), ceil(span.max() - _SLACK_PX)) for span in spans)
    return rows, cols


def common_grid(first: Grid, windows: Sequence[Window]) -> Grid:
    """The grid with the pixels of a first one that holds some windows of it."""
    rows, cols = (
        slice(min(part.start for part in parts), max(part.stop for part in parts)) for parts in zip(*windows)
    )
    return first.part((rows, cols))


class Part(NamedTuple):
    """An open tile.

    Attributes:
        window: Of the common grid, that it fills.
        raster: The tile, on that part of the grid.
        image: What says where it counts, on the same part.
    """

    window: Window
    raster: Raster
    image: Raster


class TiledRaster(Raster):
    """Open tiles as one raster; what it says of itself is said by the first tile.

    Args:
        path: Its name.
        grid: Of all tiles.
        parts: The tiles that meet the grid, at least one, in order of preference.
    """

    def __init__(self, path: str, grid: Grid, parts: Sequence[Part]) -> None:
        vars(self).update(vars(parts[0].raster))
        self.path = path
        self.grid = grid
        self.resampled = any(part.raster.resampled for part in parts)
        self._parts = parts

    @property
    def files(self) -> list[str]:
        """Those of all tiles."""
        return [file for part in self._parts for file in part.raster.files]

    def read(self, window: Window, bands: Sequence[int] | None = None) -> tuple[np.ndarray, np.ndarray]:
        """Read stored numbers, as every raster; where there is no tile nothing is observed."""
        indexes = list(bands or range(1, self.count + 1))
        shape = tuple(part.stop - part.start for part in window)
        values = np.zeros((len(indexes), *shape), self.dtype)
        valid, taken = np.zeros(shape, bool), np.zeros(shape, bool)
        met = [(part, both) for part in self._parts if (both := common(part.window, window))]
        waiting = []
        for part, both in met:
            place, inner = within(both, window), within(both, part.window)
            numbers, seen = part.raster.read(inner, indexes)
            given = (_observed(part.image, inner) if len(met) > 1 else seen) & ~taken[place]
            values[(slice(None), *place)][:, given] = numbers[:, given]
            valid[place][given] = seen[given]
            taken[place] |= given
            waiting.append((place, numbers, seen))
        for place, numbers, seen in waiting:  # what no image observes in all its bands
            given = seen & ~taken[place]
            values[(slice(None), *place)][:, given] = numbers[:, given]
            valid[place] |= given
            taken[place] |= given
        return values, valid


def _observed(image: Raster, window: Window) -> np.ndarray:
    """Bool (rows, cols) where an image observes all bands; without nodata it does not where all are 0."""
    values, seen = image.read(window)
    if image.nodata is None and values.dtype.kind in "iu":
        seen = seen & (values != 0).any(axis=0)
    return seen


def common(first: Window, second: Window) -> Window | None:
    """What two windows have in common; None for nothing."""
    rows, cols = (slice(max(a.start, b.start), min(a.stop, b.stop)) for a, b in zip(first, second))
    return (rows, cols) if rows.start < rows.stop and cols.start < cols.stop else None
