"""The outline of a set of pixels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ..grid import Grid
from ..lazy import LazyModule

if TYPE_CHECKING:
    import rasterio
    import rasterio.features
    import shapely
else:
    rasterio = LazyModule("rasterio")
    rasterio.features = LazyModule("rasterio.features")
    shapely = LazyModule("shapely")


def outline(pixels: np.ndarray, grid: Grid) -> Any:  # noqa: ANN401 - a shapely geometry
    """The polygons that cover some pixels of a grid and no others.

    Args:
        pixels: bool (rows, cols).
        grid: Of these rows and columns.

    Returns:
        A valid MultiPolygon in the grid's CRS: pixels that touch at a corner only are polygons apart.
    """
    found = rasterio.features.shapes(
        pixels.view(np.uint8), mask=pixels, connectivity=4, transform=rasterio.Affine(*grid.transform)
    )
    return shapely.MultiPolygon([shapely.geometry.shape(geometry) for geometry, _ in found])
