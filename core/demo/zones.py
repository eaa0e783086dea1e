"""Named zones of a demo scene, to report by."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ..grid import Grid
from ..lazy import LazyModule
from .noise import uniform

if TYPE_CHECKING:
    import pyogrio
    import shapely
else:
    pyogrio = LazyModule("pyogrio")
    shapely = LazyModule("shapely")

NAMES = (("Upper Alder", "Rivergate", "Kestrel Hill"), ("Lower Alder", "Millbrook", "South March"))
"""By row and column."""


def zone_corners(grid: Grid, seed: int) -> dict[str, list[tuple[float, float]]]:
    """Corners (x, y) of each zone; together the zones cover the grid, their inner borders lie askew."""
    rows, cols = len(NAMES), len(NAMES[0])
    i, j = np.arange(rows + 1)[:, None], np.arange(cols + 1)[None, :]
    inner_row, inner_col = (i > 0) & (i < rows), (j > 0) & (j < cols)
    down = i / rows + 0.16 * inner_row * (uniform(seed, i, j) - 0.5)
    right = j / cols + 0.16 * inner_col * (uniform(seed + 1, i, j) - 0.5)
    points = {
        (r, c): grid.xy(float(down[r, c]) * grid.height, float(right[r, c]) * grid.width)
        for r in range(rows + 1)
        for c in range(cols + 1)
    }
    return {
        name: [points[r, c], points[r, c + 1], points[r + 1, c + 1], points[r + 1, c]]
        for r, line in enumerate(NAMES)
        for c, name in enumerate(line)
    }


def write_zones(path: Path, grid: Grid, seed: int) -> None:
    """Write the zones as a GeoPackage with the layer "zones" and the field "name"."""
    zones = zone_corners(grid, seed)
    outlines = shapely.to_wkb([shapely.Polygon(corners) for corners in zones.values()])
    pyogrio.raw.write(
        str(path), np.array(outlines, object), [np.array(list(zones), object)], ["name"],
        layer="zones", driver="GPKG", geometry_type="Polygon", crs=grid.crs,
        dataset_options={"VERSION": "1.2"},  # GDAL before 3.7 warns of later ones
    )  # fmt: skip
