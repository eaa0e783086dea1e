"""The grid of a raster: CRS, transform and size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, TypeVar

import numpy as np

Transform = tuple[float, float, float, float, float, float]
"""Affine coefficients (a, b, c, d, e, f): x = a·col + b·row + c, y = d·col + e·row + f."""

Window = tuple[slice, slice]
"""Rows and columns of a part of a grid, start inclusive, stop exclusive."""

Coordinate = TypeVar("Coordinate", float, np.ndarray)


class Map(Protocol):
    """One band of a raster of any size, read and written by windows; a numpy array (rows, cols) is one."""

    @property
    def shape(self) -> tuple[int, int]:
        """(rows, cols)."""

    def __getitem__(self, window: Window, /) -> np.ndarray: ...

    def __setitem__(self, window: Window, values: np.ndarray, /) -> None: ...


_TOLERANCE_PX = 1e-3


@dataclass(frozen=True)
class Grid:
    """Where the pixels of a raster lie.

    Attributes:
        crs: Coordinate reference system as WKT; "" when the raster has none.
        transform: Affine coefficients from (col, row) of a pixel's upper left corner to (x, y).
        height: Rows.
        width: Columns.
    """

    crs: str
    transform: Transform
    height: int
    width: int

    @property
    def shape(self) -> tuple[int, int]:
        """(rows, cols)."""
        return self.height, self.width

    @property
    def window(self) -> Window:
        """All rows and columns."""
        return slice(0, self.height), slice(0, self.width)

    def xy(self, row: Coordinate, col: Coordinate) -> tuple[Coordinate, Coordinate]:
        """Coordinates of a (row, col) position; whole numbers are upper left corners."""
        a, b, c, d, e, f = self.transform
        return a * col + b * row + c, d * col + e * row + f

    def rowcol(self, x: Coordinate, y: Coordinate) -> tuple[Coordinate, Coordinate]:
        """The (row, col) position of coordinates, with fractions: the inverse of `xy`."""
        a, b, c, d, e, f = self.transform
        determinant = a * e - b * d
        return (a * (y - f) - d * (x - c)) / determinant, (e * (x - c) - b * (y - f)) / determinant

    def corners(self) -> list[tuple[float, float]]:
        """The four outer corners as (x, y), clockwise from the upper left."""
        rows, cols = self.shape
        return [self.xy(0, 0), self.xy(0, cols), self.xy(rows, cols), self.xy(rows, 0)]

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """(left, bottom, right, top) of the outer corners."""
        xs = [x for x, _ in self.corners()]
        ys = [y for _, y in self.corners()]
        return min(xs), min(ys), max(xs), max(ys)

    @property
    def pixel_size(self) -> tuple[float, float]:
        """Length of a pixel's side along a column step and a row step, in CRS units."""
        a, b, _, d, e, _ = self.transform
        return (a * a + d * d) ** 0.5, (b * b + e * e) ** 0.5

    def cover(self, bounds: tuple[float, float, float, float]) -> Window:
        """The window of the pixels that (left, bottom, right, top) may meet; empty where there are none."""
        left, bottom, right, top = bounds
        spans = self.rowcol(np.array([left, right, left, right]), np.array([bottom, bottom, top, top]))
        rows, cols = (
            slice(*np.clip(np.floor([span.min(), span.max() + 1]), 0, length).astype(int).tolist())
            for span, length in zip(spans, self.shape)
        )
        return rows, cols

    def lies_on(self, other: Grid) -> bool:
        """Whether the pixels of both grids coincide to a thousandth of a pixel (CRS aside)."""
        tolerance = _TOLERANCE_PX * min(self.pixel_size)
        return self.shape == other.shape and all(
            abs(x1 - x2) <= tolerance and abs(y1 - y2) <= tolerance
            for (x1, y1), (x2, y2) in zip(self.corners(), other.corners())
        )

    def place_in(self, other: Grid) -> Window | None:
        """The window of another grid that has just these pixels (CRS aside); None where there is none."""
        row, col = map(round, other.rowcol(*self.xy(0, 0)))
        window = slice(row, row + self.height), slice(col, col + self.width)
        inside = 0 <= row <= other.height - self.height and 0 <= col <= other.width - self.width
        return window if inside and self.lies_on(other.part(window)) else None

    def part(self, window: Window) -> Grid:
        """The grid of one window of this grid."""
        rows, cols = window
        a, b, _, d, e, _ = self.transform
        c, f = self.xy(rows.start, cols.start)
        return Grid(self.crs, (a, b, c, d, e, f), rows.stop - rows.start, cols.stop - cols.start)


def widened(window: Window, margin: int, shape: tuple[int, int]) -> Window:
    """A window with `margin` more pixels on each side, as far as a raster of (rows, cols) reaches."""
    rows, cols = (
        slice(max(part.start - margin, 0), min(part.stop + margin, length))
        for part, length in zip(window, shape)
    )
    return rows, cols


def within(window: Window, outer: Window) -> Window:
    """A window counted from the corner of one that holds it."""
    rows, cols = (
        slice(part.start - whole.start, part.stop - whole.start) for part, whole in zip(window, outer)
    )
    return rows, cols


def blocks(shape: tuple[int, int], size: int = 1024) -> list[Window]:
    """Cut (rows, cols) into windows of at most `size` pixels a side, row by row."""
    rows, cols = shape
    return [
        (slice(r, min(r + size, rows)), slice(c, min(c + size, cols)))
        for r in range(0, rows, size)
        for c in range(0, cols, size)
    ]
