"""Polygons that limit a run to the pixels whose centre they cover."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..errors import SureCoverError
from ..extent import area_of, touched
from ..grid import Grid, Window, blocks
from ..lazy import LazyModule
from .burning import burn
from .vectors import Features, around, layer_of

if TYPE_CHECKING:
    import shapely
else:
    shapely = LazyModule("shapely")


class Polygons:
    """The polygons of a layer on a grid; its lines and points count for nothing.

    Attributes:
        window: What they touch of the grid.

    Args:
        path: Of the layer, in any CRS.
        grid: The grid that windows refer to.
        label: How messages name the layer.

    Raises:
        SureCoverError: The layer cannot be used, or no polygon lies on the grid.
    """

    def __init__(self, path: str, grid: Grid, label: str) -> None:
        self._grid = grid
        parts = shapely.get_parts(Features(layer_of(path, label=label), grid).read().geometries)
        self._shapes = parts[(shapely.get_dimensions(parts) == 2) & ~shapely.is_empty(parts)]
        self._tree = shapely.STRtree(self._shapes)
        points = shapely.get_coordinates(self._shapes)
        self.window = touched(grid.rowcol(points[:, 0], points[:, 1]), grid.shape)
        if any(part.start >= part.stop for part in self.window):
            raise SureCoverError(
                f"{label} hold no polygon on the image: {path}; choose polygons of the same place, or check "
                "their CRS."
            )

    def inside(self, window: Window) -> np.ndarray:
        """Bool (rows, cols) of a window, True where a polygon covers the centre of a pixel."""
        # What is far away is cut off: long outlines would be drawn anew for every window.
        box = around(self._grid.part(window))
        near = self._shapes[self._tree.query(shapely.box(*box))]
        shapes = shapely.clip_by_rect(near, *box)
        inside: np.ndarray = burn(shapes, np.ones(len(shapes), np.int32), self._grid, window) > 0
        return inside


def limited(extent: str, polygons: str, grid: Grid, label: str) -> tuple[Window, Polygons | None]:
    """What an extent and polygons leave of a grid.

    Args:
        extent: As text; "" for none.
        polygons: Path of their layer; "" for none.
        grid: The grid.
        label: How messages name the polygons.

    Returns:
        The window that the extent touches, without one that which the polygons touch, without any all of the
        grid; and the polygons.

    Raises:
        SureCoverError: The extent or the layer cannot be used, or no pixel is left.
    """
    if not polygons:
        return area_of(extent, grid), None
    found = Polygons(polygons, grid, label)
    rows, cols = window = area_of(extent, grid) if extent else found.window
    for block in blocks((rows.stop - rows.start, cols.stop - cols.start)):
        down, right = (
            slice(part.start + whole.start, part.stop + whole.start) for part, whole in zip(block, window)
        )
        if found.inside((down, right)).any():
            return window, found
    where = "of the extent" if extent else "of the image"
    raise SureCoverError(
        f"{label} cover the centre of no pixel {where}: {polygons}; choose other polygons or another extent."
    )
