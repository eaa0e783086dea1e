"""Cutting a raster into overlapping tiles, and blending their predictions without a seam.

Tiles start at multiples of 32, the largest stride of the encoders, so that every pixel meets the
network's grid in the same place whatever the tile size. A raster is thought to be extended by
reflection to the next multiple of 32 at its lower and right side; the last tile is shifted inside
that. Of each tile the halo is dropped, except at the raster's own border.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
    """

    start: int
    size: int
    keep: slice
    weights: np.ndarray


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

    @property
    def weights(self) -> np.ndarray:
        """Share of the tile in each kept pixel, float32 (rows, cols)."""
        return self.rows.weights[:, None] * self.cols.weights[None, :]

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
    return Span(start, size, keep, weights)


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
    """Sums weighted predictions and gives the rows that no later tile touches.

    It holds one row of tiles, so memory grows with the raster's width but not with its height.

    Args:
        width: Columns of the raster.
        channels: Classes.
        top: First row that any tile touches.
    """

    def __init__(self, width: int, channels: int, top: int = 0) -> None:
        self._top = top
        self._sums = np.zeros((channels, 0, width), np.float32)

    def add(self, tile: Tile, prediction: np.ndarray) -> None:
        """Add a prediction (channels, rows, cols) of the tile's full shape."""
        rows, cols = tile.keep
        self._grow(rows.stop)
        here = self._sums[:, rows.start - self._top : rows.stop - self._top, cols]
        here += prediction[(slice(None), *tile.inner)] * tile.weights

    def take(self, until: int) -> tuple[Window, np.ndarray]:
        """Remove and return the rows above row `until`, which must be final.

        Returns:
            Their window, and float32 (channels, rows, cols); 0 where no tile was added.
        """
        self._grow(until)
        count = until - self._top
        done, self._sums = self._sums[:, :count], self._sums[:, count:].copy()
        window = (slice(self._top, until), slice(0, done.shape[2]))
        self._top = until
        return window, done

    def _grow(self, bottom: int) -> None:
        lacking = bottom - self._top - self._sums.shape[1]
        if lacking > 0:
            self._sums = np.pad(self._sums, ((0, 0), (0, lacking), (0, 0)))


def final_rows(layout: Iterable[list[Tile]]) -> Iterator[tuple[list[Tile], int]]:
    """Yield each row of tiles with the raster row above which everything is final after it."""
    rows = list(layout)
    for row, following in zip(rows, [*rows[1:], None]):
        yield row, following[0].rows.keep.start if following else row[0].rows.keep.stop


def _moved(part: slice, by: int) -> slice:
    return slice(part.start + by, part.stop + by)
