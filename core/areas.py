"""How much ground a pixel covers."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

import numpy as np

from .grid import Grid, Window
from .lazy import LazyModule
from .rasters import gdal_errors

if TYPE_CHECKING:
    import rasterio
    import rasterio.warp
    from rasterio.crs import CRS
else:
    rasterio = LazyModule("rasterio")
    rasterio.warp = LazyModule("rasterio.warp")

HECTARE = 10_000.0
"""Square metres."""

_NODES = 129
"""Most rows and columns of the lattice of a projected grid: of the whole world in Web Mercator areas are true
to a thousandth, of a UTM tile to one in ten millions."""

_WGS84 = (6378137.0, 298.257223563)
_ELLIPSOID = re.compile(r'(?:SPHEROID|ELLIPSOID)\["[^"]*",\s*([-+\d.eE]+),\s*([-+\d.eE]+)')


class GroundAreas:
    """Area on the ground, m² on the ellipsoid, of every pixel of a grid.

    It changes so slowly over a map that a lattice of pixels tells of those in between.

    Args:
        lattice: Areas of pixels at evenly spread rows and columns, the first and the last among them,
            float64 (rows, cols); one row or one column stands for all.
        shape: (rows, cols) of the grid.
    """

    def __init__(self, lattice: np.ndarray, shape: tuple[int, int]) -> None:
        self._lattice = lattice
        self._shape = shape

    def read(self, window: Window) -> np.ndarray:
        """m² of the pixels of a window, float64 (rows, cols)."""
        rows, cols = (
            _between(part, length, count)
            for part, length, count in zip(window, self._shape, self._lattice.shape)
        )
        return _interpolated(_interpolated(self._lattice, *rows, axis=0), *cols, axis=1)

    @property
    def of_rows(self) -> np.ndarray:
        """Mean area of a pixel of each row, float64 (rows,)."""
        rows, cols = self._shape
        across = _between(slice(0, cols), cols, self._lattice.shape[1])
        means = _interpolated(self._lattice, *across, axis=1).mean(axis=1)
        return _interpolated(means, *_between(slice(0, rows), rows, len(means)), axis=0)

    @property
    def mean(self) -> float:
        """Of all pixels."""
        return float(self.of_rows.mean())


def _between(part: slice, length: int, nodes: int) -> tuple[np.ndarray, np.ndarray]:
    """For each place of a part of a side: the node before it, and how far it is on the way to the next."""
    places = np.arange(part.start, part.stop) * ((nodes - 1) / max(length - 1, 1))
    before = np.minimum(places.astype(int), max(nodes - 2, 0))
    return before, places - before


def _interpolated(nodes: np.ndarray, before: np.ndarray, way: np.ndarray, *, axis: int) -> np.ndarray:
    """Values between nodes along an axis; those of a single node everywhere."""
    if nodes.shape[axis] == 1:
        return np.repeat(nodes, len(before), axis)
    steps = np.diff(nodes, axis=axis)
    ways = way.reshape(-1, *[1] * (nodes.ndim - 1 - axis))
    values: np.ndarray = np.take(steps, before, axis)
    values *= ways
    values += np.take(nodes, before, axis)
    return values


def ground_areas(grid: Grid) -> GroundAreas | None:
    """How much ground the pixels of a grid cover.

    In a geographic CRS it is the exact area on its ellipsoid between the row's two parallels. In a projected
    CRS it is the area on the ellipsoid of WGS 84, so that no projection makes land larger or smaller; where
    the place on Earth cannot be told, the area on the map.

    Returns:
        The areas, or None where none can be told: no CRS, a CRS that is neither projected nor geographic,
        or a geographic grid that is not north up.
    """
    crs = rasterio.crs.CRS.from_wkt(grid.crs) if grid.crs else None
    if crs is None or not (crs.is_projected or crs.is_geographic):
        return None
    lattice = _projected(grid, crs) if crs.is_projected else _geographic(grid, crs)
    return None if lattice is None else GroundAreas(lattice, grid.shape)


def _geographic(grid: Grid, crs: CRS) -> np.ndarray | None:
    """Areas of the pixels of each row, (rows, 1)."""
    a, b, _, d, _, _ = grid.transform
    ellipsoid = _ELLIPSOID.search(grid.crs)
    if b or d or ellipsoid is None:
        return None
    radian = crs.units_factor[1]
    edges = np.array([grid.xy(row, 0)[1] for row in range(grid.height + 1)]) * radian
    half_pi = math.pi / 2
    bands = _area_to_equator(np.clip(edges, -half_pi, half_pi), float(ellipsoid[1]), float(ellipsoid[2]))
    areas: np.ndarray = np.abs(np.diff(bands)) * abs(a) * radian
    return areas[:, None]


def _projected(grid: Grid, crs: CRS) -> np.ndarray:
    """Areas of pixels at up to _NODES rows and columns."""
    rows, cols = (np.linspace(0, side - 1, min(side, _NODES)) for side in grid.shape)
    across, down = np.meshgrid(cols, rows)
    corners = [grid.xy(down + low, across + right) for low, right in ((0, 0), (0, 1), (1, 1), (1, 0))]
    xs, ys = (np.stack(values) for values in zip(*corners))
    a, b, _, d, e, _ = grid.transform
    on_map = abs(a * e - b * d) * crs.linear_units_factor[1] ** 2
    try:
        longitude, latitude = rasterio.warp.transform(crs, "EPSG:4326", xs.ravel(), ys.ravel())[:2]
    except gdal_errors():
        return np.full(down.shape, on_map)
    places = _on_sphere(np.radians(longitude), np.radians(latitude)).reshape(3, *xs.shape)
    diagonals = places[:, 2] - places[:, 0], places[:, 3] - places[:, 1]
    areas = np.linalg.norm(np.cross(*diagonals, axis=0), axis=0) / 2
    return np.where(np.isfinite(areas) & (areas > 0), areas, on_map)


def _on_sphere(longitude: np.ndarray, latitude: np.ndarray) -> np.ndarray:
    """Places on the sphere on which areas are those on the ellipsoid of WGS 84 (the authalic one), m, (3, n).

    Snyder 1987, eq. 3-11: the sine of the latitude there is q over q at the pole.
    """
    whole = float(_area_to_equator(np.array(math.pi / 2), *_WGS84))
    sine = np.clip(_area_to_equator(latitude, *_WGS84) / whole, -1, 1)
    cosine = np.sqrt(1 - sine**2)
    return np.asarray(
        math.sqrt(whole) * np.stack([cosine * np.cos(longitude), cosine * np.sin(longitude), sine])
    )


def _area_to_equator(latitude: np.ndarray, major: float, inverse_flattening: float) -> np.ndarray:
    """Signed area between the equator and latitudes (radians), m² per radian of longitude.

    Snyder 1987, Map projections: a working manual, eq. 3-12: a² q / 2.
    """
    sine = np.sin(latitude)
    flattening = 1 / inverse_flattening if inverse_flattening else 0.0
    squared = flattening * (2 - flattening)
    if squared == 0:
        return np.asarray(major**2 * sine)
    eccentricity = math.sqrt(squared)
    q = (1 - squared) * (sine / (1 - squared * sine**2) + np.arctanh(eccentricity * sine) / eccentricity)
    return np.asarray(major**2 * q / 2)


def ground_scale(crs: str, points: np.ndarray, step: float) -> np.ndarray:
    """How many metres on the ground a unit of a CRS is along x and along y.

    Args:
        crs: WKT; "" = the units are taken for metres.
        points: Where, float64 (n, 2).
        step: Length over which it is measured, in units of the CRS.

    Returns:
        float64 (n, 2), on the WGS 84 ellipsoid; along x at least a thousandth of along y, where
        meridians meet. What the CRS says of its units where the place on Earth cannot be told.
    """
    scale = np.ones((len(points), 2))
    if not crs or not len(points):
        return scale
    known = rasterio.crs.CRS.from_wkt(crs)
    scale *= known.units_factor[1] * (_WGS84[0] if known.is_geographic else 1.0)
    half = step / 2
    along = [points + shift for shift in ((-half, 0), (half, 0), (0, -half), (0, half))]
    xs, ys = np.concatenate(along).T
    try:
        longitude, latitude = np.radians(rasterio.warp.transform(crs, "EPSG:4326", xs, ys)[:2])
    except gdal_errors():
        return scale
    west, east, south, north = np.stack([longitude, latitude], axis=1).reshape(4, -1, 2)
    for axis, (start, stop) in enumerate(((west, east), (south, north))):
        measured = _distance(start, stop) / step
        sound = np.isfinite(measured) & (measured > 0)
        scale[sound, axis] = measured[sound]
    scale[:, 0] = np.maximum(scale[:, 0], scale[:, 1] / 1000)
    return scale


def _distance(start: np.ndarray, stop: np.ndarray) -> np.ndarray:
    """Metres between near points (longitude, latitude) in radians (n, 2), by the ellipsoid's radii."""
    major, inverse_flattening = _WGS84
    flattening = 1 / inverse_flattening
    squared = flattening * (2 - flattening)
    latitude = (start[:, 1] + stop[:, 1]) / 2
    turn = (stop[:, 0] - start[:, 0] + math.pi) % (2 * math.pi) - math.pi
    bent = 1 - squared * np.sin(latitude) ** 2
    eastward = turn * np.cos(latitude) * major / np.sqrt(bent)
    northward = (stop[:, 1] - start[:, 1]) * major * (1 - squared) / bent**1.5
    return np.asarray(np.hypot(eastward, northward))
