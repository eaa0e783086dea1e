"""How much ground a pixel covers."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

import numpy as np

from .grid import Grid
from .lazy import LazyModule
from .rasters import gdal_errors

if TYPE_CHECKING:
    import rasterio
    import rasterio.warp
else:
    rasterio = LazyModule("rasterio")
    rasterio.warp = LazyModule("rasterio.warp")

HECTARE = 10_000.0
"""Square metres."""

_WGS84 = (6378137.0, 298.257223563)
_ELLIPSOID = re.compile(r'(?:SPHEROID|ELLIPSOID)\["[^"]*",\s*([-+\d.eE]+),\s*([-+\d.eE]+)')


def pixel_areas(grid: Grid) -> np.ndarray | None:
    """Area of one pixel of each row in m².

    In a projected CRS it is the area on the map, from the transform. In a geographic CRS it is the
    exact area on the ellipsoid between the row's two parallels.

    Returns:
        float64 (rows,), or None where no area can be told: no CRS, a CRS that is neither
        projected nor geographic, or a geographic grid that is not north up.
    """
    if not grid.crs:
        return None
    crs = rasterio.crs.CRS.from_wkt(grid.crs)
    a, b, _, d, e, _ = grid.transform
    if crs.is_projected:
        return np.full(grid.height, abs(a * e - b * d) * crs.linear_units_factor[1] ** 2)
    ellipsoid = _ELLIPSOID.search(grid.crs)
    if not crs.is_geographic or b or d or ellipsoid is None:
        return None
    radian = crs.units_factor[1]
    edges = np.array([grid.xy(row, 0)[1] for row in range(grid.height + 1)]) * radian
    half_pi = math.pi / 2
    bands = _area_to_equator(np.clip(edges, -half_pi, half_pi), float(ellipsoid[1]), float(ellipsoid[2]))
    areas: np.ndarray = np.abs(np.diff(bands)) * abs(a) * radian
    return areas


def geographic_bounds(grid: Grid) -> tuple[float, ...] | None:
    """West, south, east, north of a grid in degrees (WGS 84); None where they cannot be told."""
    if not grid.crs:
        return None
    crs = rasterio.crs.CRS.from_wkt(grid.crs)
    try:
        bounds = rasterio.warp.transform_bounds(crs, "EPSG:4326", *grid.bounds)
    except gdal_errors():
        return None
    return tuple(round(value, 6) for value in bounds) if all(map(math.isfinite, bounds)) else None


def exaggeration(grid: Grid) -> float:
    """Area on the map divided by area on the ground, at the centre of a grid in a projected CRS.

    1 where it cannot be told. Web Mercator, for example, doubles areas at 45° of latitude.
    """
    crs = rasterio.crs.CRS.from_wkt(grid.crs) if grid.crs else None
    areas = pixel_areas(grid)
    if crs is None or areas is None or not crs.is_projected:
        return 1.0
    row, col = grid.height / 2, grid.width / 2
    corners = [grid.xy(row + down, col + right) for down, right in ((0, 0), (0, 1), (1, 1), (1, 0))]
    try:
        longitude, latitude = rasterio.warp.transform(crs, "EPSG:4326", *map(list, zip(*corners)))[:2]
    except gdal_errors():
        return 1.0
    # On the cylindrical equal-area projection the area of a polygon is that on the ground.
    x, y = np.radians(longitude), _area_to_equator(np.radians(latitude), *_WGS84)
    x, y = x - x[0], y - y[0]
    ground = abs(float(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1)))) / 2
    return float(areas[0]) / ground if math.isfinite(ground) and ground > 0 else 1.0


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
