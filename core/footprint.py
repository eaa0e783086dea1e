"""Where on Earth a box lies, in degrees as GeoJSON wants them (RFC 7946): no longitude lies beyond 180°.

What reaches over the meridian of 180° has a west that is larger than its east, and an outline in two parts.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from .lazy import LazyModule
from .rasters import gdal_errors

if TYPE_CHECKING:
    import rasterio
    import rasterio.warp
    import shapely
else:
    rasterio = LazyModule("rasterio")
    rasterio.warp = LazyModule("rasterio.warp")
    shapely = LazyModule("shapely")

Box = tuple[float, float, float, float]

_DIGITS = 6
_SLACK = 1e-3
"""Degrees by which a corner may lie west of the western bound."""
_NOTHING = 1e-10
"""Square degrees of a part that is but the rounding of an edge."""


def geographic_bounds(wkt: str, box: Box) -> Box | None:
    """West, south, east, north in degrees (WGS 84) of a box in a CRS; None where they cannot be told.

    Of a box around a pole, and of one all around the Earth, they are -180 and 180.
    """
    if not wkt:
        return None
    crs = rasterio.crs.CRS.from_wkt(wkt)
    try:
        west, south, east, north = rasterio.warp.transform_bounds(crs, "EPSG:4326", *box)
    except gdal_errors():
        return None
    if not all(map(math.isfinite, (west, south, east, north))):
        return None
    width = east - west if east >= west else east - west + 360
    west = -180.0 if width >= 360 else (west + 180) % 360 - 180
    east = west + min(width, 360)
    if east > 180:
        east -= 360
    west, south, east, north = (
        round(value, _DIGITS) for value in (west, max(south, -90), east, min(north, 90))
    )
    return west, south, east, north


def outline(wkt: str, box: Box, bounds: Box) -> dict[str, Any]:
    """The GeoJSON geometry of a box in a CRS.

    Args:
        wkt: The CRS.
        box: Left, bottom, right, top.
        bounds: Its `geographic_bounds`. Where they reach around the Earth, or the projection does not reach
            the corners, the outline is theirs.
    """
    west, _, east, _ = bounds
    left, bottom, right, top = box
    corners = [(left, bottom), (right, bottom), (right, top), (left, top)]
    try:
        longitude, latitude = rasterio.warp.transform(wkt, "EPSG:4326", *map(list, zip(*corners)))[:2]
    except gdal_errors():
        return rectangle(bounds)
    if (west, east) == (-180, 180) or not all(map(math.isfinite, (*longitude, *latitude))):
        return rectangle(bounds)
    return _cut([(west + (x - west + _SLACK) % 360 - _SLACK, y) for x, y in zip(longitude, latitude)])


def rectangle(bounds: Box) -> dict[str, Any]:
    """The GeoJSON geometry of `geographic_bounds`."""
    west, south, east, north = bounds
    east = east if west <= east else east + 360
    return _cut([(west, south), (east, south), (east, north), (west, north)])


def _cut(ring: list[tuple[float, float]]) -> dict[str, Any]:
    """The geometry of a ring whose longitudes may go on beyond 180°, cut there."""
    if min(ring)[0] >= -180 and max(ring)[0] <= 180:
        return {"type": "Polygon", "coordinates": [_counterclockwise(ring)]}
    whole = shapely.Polygon(ring)
    parts = []
    for turn in (0, 360):
        part = shapely.intersection(whole, shapely.box(turn - 180, -90, turn + 180, 90))
        if part.area > _NOTHING:
            points = shapely.geometry.polygon.orient(part).exterior.coords
            parts.append([[[round(x - turn, _DIGITS), round(y, _DIGITS)] for x, y in points]])
    if len(parts) == 1:
        return {"type": "Polygon", "coordinates": parts[0]}
    return {"type": "MultiPolygon", "coordinates": parts}


def _counterclockwise(ring: list[tuple[float, float]]) -> list[list[float]]:
    """The closed ring as GeoJSON wants it; most need nothing that takes long to import."""
    closed = [*ring, ring[0]]
    twice = sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(closed, closed[1:]))
    return [[round(x, _DIGITS), round(y, _DIGITS)] for x, y in (closed if twice >= 0 else closed[::-1])]
