"""Cutting a raster into overlapping tiles, and blending their predictions without a seam.

Tiles start at multiples of 32, the largest stride of the encoders, so that every pixel meets the
network's grid in the same place whatever the tile size. A raster is thought to be extended by
reflection to the next multiple of 32 at its lower and right side; the last tile is shifted inside
that. Of each tile the halo is dropped, except at the raster's own border.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..grid import Window

STRIDE = 32
"""Tiles begin at, and their sides are, multiples of this (px)."""


@dataclass(frozen=True)
class Span:
    """One tile along one axis.

    Attributes:
        start: First pixel read.
        size: Pixels read; they may reach beyond the raster by less than STRIDE.
        keep: Pixels inside the raster to which the tile contributes.
        weights: Its share in each kept pixel, float32, more than 0; over all tiles they sum to 1.
        faded: The parts of the kept pixels, counted from the first one, where the share is less than 1.
    """

    start: int
    size: int
    keep: slice
    weights: np.ndarray
    faded: tuple[slice, ...] = ()


@dataclass(frozen=True)
class Tile:
    """One tile: a span of rows and a span of columns."""

    rows: Span
    cols: Span

    @property
    def shape(self) -> tuple[int, int]:
        """(rows, cols) that the network sees."""
        return self.rows.size, self.cols.size

    @property
    def keep(self) -> Window:
        """Pixels of the raster to which the tile contributes."""
        return self.rows.keep, self.cols.keep

    @property
    def inner(self) -> Window:
        """The kept pixels, counted from the tile's own corner."""
        return _moved(self.rows.keep, -self.rows.start), _moved(self.cols.keep, -self.cols.start)

    def weigh(self, prediction: np.ndarray) -> None:
        """Multiply the prediction of the kept pixels, (…, rows, cols), by the tile's share in them."""
        for faded in self.rows.faded:
            prediction[..., faded, :] *= self.rows.weights[faded, None]
        for faded in self.cols.faded:
            prediction[..., faded] *= self.cols.weights[faded]

    def read(self, shape: tuple[int, int]) -> Window:
        """The part of the tile that lies inside a raster of this shape."""
        spans = zip((self.rows, self.cols), shape)
        rows, cols = (slice(s.start, min(s.start + s.size, length)) for s, length in spans)
        return rows, cols

    def padded(self, values: np.ndarray) -> np.ndarray:
        """Extend what was read, (…, rows, cols), to the tile's full shape by reflection."""
        missing = [full - got for full, got in zip(self.shape, values.shape[-2:])]
        if not any(missing):
            return values
        widths = [(0, 0)] * (values.ndim - 2) + [(0, lack) for lack in missing]
        return np.pad(values, widths, mode="symmetric")


def tile_step(size: int, halo: int, overlap: int) -> int:
    """Distance from tile to tile, px; 0 when such tiles cannot be laid out.

    Args:
        size: Side of a tile, a multiple of STRIDE.
        halo: Outer pixels that are dropped.
        overlap: Further pixels over which neighbours are blended.
    """
    step = (size - 2 * halo - overlap) // STRIDE * STRIDE
    possible = size % STRIDE == 0 and min(halo, overlap) >= 0 and step >= max(STRIDE, overlap)
    return step if possible else 0


def spans(length: int, size: int, halo: int, overlap: int) -> list[Span]:
    """Cover `length` pixels of one axis with tiles (see `tile_step` for the arguments).

    The k-th tile keeps its pixels from k·step + halo on and fades in over `overlap` pixels with a
    squared sine, while the tile before fades out with the squared cosine: at no pixel do more than
    two tiles meet along an axis, and their weights sum to 1.
    """
    step = tile_step(size, halo, overlap)
    if not step:
        raise ValueError(f"no tiles of {size} px with halo {halo} and overlap {overlap}")
    padded = -(-length // STRIDE) * STRIDE
    size = min(size, padded)
    last = -(-(padded - size) // step)
    return [
        _span(
            start=min(k * step, padded - size),
            size=size,
            keep=slice(
                k * step + halo if k > 0 else 0, (k + 1) * step + halo + overlap if k < last else length
            ),
            fade_in=overlap if k > 0 else 0,
            fade_out=overlap if k < last else 0,
        )
        for k in range(last + 1)
    ]


def _span(start: int, size: int, keep: slice, fade_in: int, fade_out: int) -> Span:
    weights = np.ones(keep.stop - keep.start, np.float32)
    weights[:fade_in] *= _rise(fade_in)
    if fade_out:
        weights[-fade_out:] *= _rise(fade_out)[::-1]
    whole = len(weights)
    faded = tuple(
        part for part in (slice(0, fade_in), slice(whole - fade_out, whole)) if part.stop > part.start
    )
    return Span(start, size, keep, weights, faded)


def _rise(length: int) -> np.ndarray:
    """Weights from nearly 0 to nearly 1; with their mirror image they sum to 1."""
    phase = (np.arange(length) + 0.5) / max(length, 1)
    return np.sin(np.pi / 2 * phase) ** 2


def lay_out(
    shape: tuple[int, int], size: int, halo: int, overlap: int, area: Window | None = None
) -> list[list[Tile]]:
    """Cover a raster of (rows, cols) with tiles: a list of rows of tiles, from the top.

    With an area only those that contribute to it, in the same places.
    """
    rows, cols = (
        [span for span in spans(length, size, halo, overlap) if meet(span.keep, part)]
        for length, part in zip(shape, area or (slice(0, shape[0]), slice(0, shape[1])))
    )
    return [[Tile(row, col) for col in cols] for row in rows]


def meet(first: slice, second: slice) -> bool:
    """Whether two ranges share a pixel."""
    return bool(first.start < second.stop and second.start < first.stop)


class Blender:
    """Blends the predictions of tiles, which come row by row from the left, without a seam.

    Of a prediction it holds back the columns and rows that later tiles touch too: memory grows with the
    raster's width by the overlap only, and not with its height. The tiles of a row are summed before
    the rows are, so that rows predicted in different places give the same sums; see `top` and `bottom`.

    Args:
        layout: All rows of tiles.
        channels: Classes.
        first: The row to begin with.

    Attributes:
        top: Of the first row, the sums in the pixels that it shares with the row above, float32 (channels,
            rows, cols); not given by `add`. No rows when there is no row above.
        bottom: The same of the last row so far and the row below it.
    """

    def __init__(self, layout: Sequence[Sequence[Tile]], channels: int, first: int = 0) -> None:
        self._layout, self._row, self._first = layout, first, first
        self._left_edge = layout[0][0].cols.keep.start
        shared = self._shared(first - 1) if first else 0
        self.top = self._strip(channels, shared)
        self.bottom = self._strip(channels, 0 if first else shared)
        self._below = self._strip(channels, self._shared(first))
        self._left: np.ndarray | None = None
        self._col = 0

    def add(self, prediction: np.ndarray | None) -> tuple[Window, np.ndarray | None]:
        """Add the weighted prediction (channels, rows, cols) of the next tile's kept pixels; None for zeros.

        The array is changed.

        Returns:
            The window that is final now, and its sums (channels, rows, cols), float32; None for zeros.
        """
        row, tile = self._layout[self._row], self._layout[self._row][self._col]
        rows, cols = tile.keep
        stop = row[self._col + 1].cols.keep.start if self._col + 1 < len(row) else cols.stop
        held, above = self._below.shape[1], self.top.shape[1] if self._row == self._first else 0
        window = slice(rows.start + above, rows.stop - held), slice(cols.start, stop)
        here = slice(cols.start - self._left_edge, stop - self._left_edge)
        if prediction is None:  # then its neighbours hold zeros in what they share with it
            self._left, sums = None, None
            self._below[:, :, here] = self.top[:, :above, here] = 0
        else:
            if self._left is not None:
                prediction[:, :, : self._left.shape[2]] += self._left
            self._left = prediction[:, :, stop - cols.start :].copy()
            sums = prediction[:, :, : stop - cols.start]
            self._below[:, :, here] = sums[:, sums.shape[1] - held :]
            self.top[:, :above, here] = sums[:, :above]
            sums = sums[:, above : sums.shape[1] - held]
            sums[:, : self.bottom.shape[1]] += self.bottom[:, :, here]
        self._next()
        return window, sums

    def seam(self) -> Window:
        """Where `top` lies."""
        row = self._layout[self._first]
        start = row[0].rows.keep.start
        return slice(start, start + self.top.shape[1]), slice(self._left_edge, row[-1].cols.keep.stop)

    def _next(self) -> None:
        """Go on to the next tile."""
        self._col += 1
        if self._col == len(self._layout[self._row]):
            self._row, self._col, self._left = self._row + 1, 0, None
            self.bottom, self._below = self._below, self._strip(len(self.top), self._shared(self._row))

    def _shared(self, row: int) -> int:
        """Rows of pixels that a row of tiles shares with the one below it."""
        if row + 1 >= len(self._layout):
            return 0
        upper, lower = self._layout[row][0].rows.keep, self._layout[row + 1][0].rows.keep
        return upper.stop - lower.start

    def _strip(self, channels: int, rows: int) -> np.ndarray:
        return np.zeros((channels, rows, self._layout[0][-1].cols.keep.stop - self._left_edge), np.float32)


def _moved(part: slice, by: int) -> slice:
    return slice(part.start + by, part.stop + by)
