"""The old map of a demo scene: what covered the land years ago, by 100 m cells, with a map's mistakes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..grid import Grid, Window
from ..lazy import LazyModule
from .landscape import BARREN, FOREST, GRASS, INDUSTRIAL, RESIDENTIAL, WATER, Land
from .noise import rough, smooth, uniform

if TYPE_CHECKING:
    from rasterio import crs, warp
else:
    crs = LazyModule("rasterio.crs")
    warp = LazyModule("rasterio.warp")

_CLASSES = 7
_FLOWING, _ARABLE = 0, 7
_LAYERS = 8
"""Votes per cell: river pixels, the six classes by their id, arable pixels."""

MISTAKEN = {GRASS: BARREN, BARREN: GRASS, FOREST: GRASS, RESIDENTIAL: GRASS, INDUSTRIAL: RESIDENTIAL}
"""What a class is taken for where a map is mistaken; the others are never."""


class CoarseMap:
    """Majority of the old land cover in the cells of a coarse grid; feed it the scene's windows.

    Args:
        fine: Grid of the scene.
        cell: Side of a cell, metres; cell edges lie on multiples of it.
        epsg: CRS of the coarse map, in metres.

    Attributes:
        grid: The coarse grid; it covers the whole scene.
    """

    def __init__(self, fine: Grid, cell: float = 100.0, epsg: int = 3035) -> None:
        self._fine = fine
        target = crs.CRS.from_epsg(epsg)
        self._crs = crs.CRS.from_wkt(fine.crs), target
        left, bottom, right, top = warp.transform_bounds(*self._crs, *fine.bounds)
        left, top = np.floor(left / cell) * cell, np.ceil(top / cell) * cell
        height, width = int(np.ceil((top - bottom) / cell)), int(np.ceil((right - left) / cell))
        self.grid = Grid(target.to_wkt(), (cell, 0.0, float(left), 0.0, -cell, float(top)), height, width)
        self._votes = np.zeros((_LAYERS, height * width), np.int64)

    def add(self, window: Window, land: Land) -> None:
        """Count the votes of a window of the scene."""
        cells = self._cells(window)
        for layer, chosen in ((_FLOWING, land.flowing), (_ARABLE, land.arable)):
            self._votes[layer] += np.bincount(cells[chosen], minlength=self._votes.shape[1])
        for class_id in range(1, _CLASSES):
            self._votes[class_id] += np.bincount(
                cells[land.before == class_id], minlength=self._votes.shape[1]
            )

    def classes(self, seed: int) -> np.ndarray:
        """The map in classes of basic6 (rows, cols) uint8, 0 outside the scene.

        Some cells are mistaken, most of them in patches, as when a whole polygon was misread.
        """
        votes = self._votes[1:_CLASSES]
        majority = (votes.argmax(axis=0) + 1).reshape(self.grid.shape)
        rows, cols = (np.arange(n) for n in self.grid.shape)
        misread = (rough(seed + 1, 7, rows, cols, 2) > 1.75) | (
            uniform(seed + 2, rows[:, None], cols[None, :]) < 0.015
        )
        table = np.array([MISTAKEN.get(c, c) for c in range(_CLASSES)])
        found = np.where(misread, table[majority], majority)
        return np.where(self._seen(), found, 0).astype(np.uint8)

    def corine(self, seed: int) -> np.ndarray:
        """The map in grid codes of the CORINE land cover rasters, uint8, 0 = nodata.

        Ploughed regions are arable land whatever stood there; some woods are transitional.
        """
        classes = self.classes(seed)
        votes = self._votes.reshape(_LAYERS, *self.grid.shape)
        total = np.maximum(votes[1:_CLASSES].sum(axis=0), 1)
        rows, cols = (np.arange(n) for n in self.grid.shape)
        arable = votes[_ARABLE] > total / 2
        young, mixed = rough(seed + 3, 6, rows, cols, 2) > 1.7, smooth(seed + 4, 9, rows, cols)
        codes = {
            WATER: np.where(2 * votes[_FLOWING] > votes[WATER], 40, 41),
            GRASS: np.where(arable, 12, np.where(mixed > 0.4, 26, 18)),
            BARREN: np.where(arable, 12, 32),
            FOREST: np.where(young, 29, np.where(mixed > 0.5, 23, np.where(mixed < -0.5, 24, 25))),
            INDUSTRIAL: np.full(classes.shape, 3),
            RESIDENTIAL: np.where(votes[RESIDENTIAL] > 0.95 * total, 1, 2),
        }
        result = np.zeros(classes.shape, np.uint8)
        for class_id, code in codes.items():
            result[classes == class_id] = code[classes == class_id]
        return result

    def _seen(self) -> np.ndarray:
        return (self._votes[1:_CLASSES].sum(axis=0) > 0).reshape(self.grid.shape)

    def _cells(self, window: Window) -> np.ndarray:
        """Number of the coarse cell of every pixel's centre, (rows, cols).

        Coordinates are transformed at the window's corners and are bilinear between them, which is
        good to about a metre over five kilometres.
        """
        part = self._fine.part(window)
        xs, ys = zip(*part.corners())
        x, y = (np.array(v)[[0, 1, 3, 2]].reshape(2, 2) for v in warp.transform(*self._crs, xs, ys))
        down, across = ((np.arange(n) + 0.5) / n for n in part.shape)
        weights = [np.stack([1 - t, t], axis=1) for t in (down, across)]
        inverse_a, left, top = 1 / self.grid.transform[0], self.grid.transform[2], self.grid.transform[5]
        col = np.floor((weights[0] @ x @ weights[1].T - left) * inverse_a).astype(np.int64)
        row = np.floor((top - weights[0] @ y @ weights[1].T) * inverse_a).astype(np.int64)
        return np.clip(row, 0, self.grid.height - 1) * self.grid.width + np.clip(col, 0, self.grid.width - 1)
