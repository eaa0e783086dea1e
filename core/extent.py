"""An extent that limits a run to a part of the image."""

from __future__ import annotations

import math

import numpy as np

from .errors import SureCoverError
from .grid import Grid, Window


def extent_of(text: str, label: str = "Extent (EXTENT)") -> tuple[float, float, float, float]:
    """(xmin, ymin, xmax, ymax) from its text, in the CRS of the image.

    Raises:
        SureCoverError: It is not four numbers in that order.
    """
    try:
        left, bottom, right, top = (float(part) for part in text.split(","))
    except ValueError:
        left = right = bottom = top = float("nan")
    if not (-math.inf < left < right < math.inf and -math.inf < bottom < top < math.inf):
        raise SureCoverError(
            f"{label} is {text!r}; needed is xmin,ymin,xmax,ymax in the CRS of the image, "
            "with the smaller numbers first."
        )
    return left, bottom, right, top


def area_of(extent: str, grid: Grid) -> Window:
    """The window of a grid that an extent touches; all of it when the extent is "".

    Raises:
        SureCoverError: They do not overlap.
    """
    if not extent:
        return grid.window
    left, bottom, right, top = extent_of(extent)
    corners = np.array([(x, y) for x in (left, right) for y in (bottom, top)])
    area = touched(grid.rowcol(corners[:, 0], corners[:, 1]), grid.shape)
    if any(part.start >= part.stop for part in area):
        bounds = ",".join(map(str, grid.bounds))
        raise SureCoverError(
            f"Extent (EXTENT) does not overlap the image: {extent}, image {bounds}; "
            "choose an extent inside the image."
        )
    return area


def touched(places: tuple[np.ndarray, np.ndarray], shape: tuple[int, int]) -> Window:
    """The window of (rows, cols) that positions, as (rows, cols) with fractions, span; it may be empty.

    To a thousandth of a pixel an edge lies on a pixel's border.
    """
    if not places[0].size:
        return slice(0, 0), slice(0, 0)
    rows, cols = (
        slice(
            max(math.floor(round(float(found.min()), 3)), 0),
            min(math.ceil(round(float(found.max()), 3)), length),
        )
        for found, length in zip(places, shape)
    )
    return rows, cols
