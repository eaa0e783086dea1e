"""Correcting a class map by hand without any list: wrong patches, each outlined by clicks on the map."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from osgeo import gdal, ogr

MADE_SURE = 1.0
"""Pixels by which an outline that a person clicks may leave the patch's own edge."""


class Patch(NamedTuple):
    """Connected pixels that are wrong in the same way.

    Attributes:
        gain: Pixels that an edit puts right.
        clicks: One for each corner of the outline, one to end it, one for the class.
    """

    gain: int
    clicks: int


def wrong_patches(classes: np.ndarray, truth: np.ndarray) -> list[Patch]:
    """What a reviewer who sees every error would outline, those first that gain most a click."""
    wrong = np.where((classes != truth) & (truth > 0), truth, 0).astype(np.uint8)
    rows, cols = wrong.shape
    memory = gdal.GetDriverByName("MEM").Create("", cols, rows, 1, gdal.GDT_Byte)
    band = memory.GetRasterBand(1)
    band.WriteArray(wrong)
    band.SetNoDataValue(0)
    outlines = ogr.GetDriverByName("Memory").CreateDataSource("")
    layer = outlines.CreateLayer("patches")
    gdal.Polygonize(band, band, layer, -1, ["8CONNECTED=8"])
    patches = [_patch(feature.GetGeometryRef().Clone()) for feature in layer]
    return sorted(patches, key=lambda patch: -patch.gain / patch.clicks)


def _patch(outline: ogr.Geometry) -> Patch:
    simple = outline.SimplifyPreserveTopology(MADE_SURE)
    corners = sum(ring.GetPointCount() - 1 for ring in simple)
    return Patch(round(outline.GetArea()), corners + 2)


def clicks_until(patches: list[Patch], wrong: int, allowed: int) -> int:
    """Clicks that it takes until only so many pixels are wrong; -1 if that cannot be reached."""
    clicks = 0
    for patch in patches:
        if wrong <= allowed:
            break
        wrong -= patch.gain
        clicks += patch.clicks
    return clicks if wrong <= allowed else -1
