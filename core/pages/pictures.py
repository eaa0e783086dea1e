"""Small pictures of large rasters: shrunk window by window, coloured, with a legend, as PNG."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from ..grid import Window, blocks
from ..lazy import LazyModule
from ..legends import LegendEntry, Ramp

if TYPE_CHECKING:
    from PIL import Image, ImageDraw, ImageFont
else:
    Image = LazyModule("PIL.Image")
    ImageDraw = LazyModule("PIL.ImageDraw")
    ImageFont = LazyModule("PIL.ImageFont")

MAX_SIDE = 900
"""Longest side of a picture in pixels."""

_MIN_SIDE = 480
_WHITE = (255, 255, 255)
_INK = (33, 37, 41)
_FRAME = (173, 181, 189)


def shrink_factor(shape: tuple[int, int], max_side: int = MAX_SIDE) -> int:
    """How many pixels a side become one, so that neither side is longer than `max_side`."""
    return -(-max(shape) // max_side)


def aligned_blocks(shape: tuple[int, int], factor: int, size: int = 1024) -> list[Window]:
    """Windows of about `size` pixels a side that no shrunk pixel straddles."""
    return blocks(shape, max(size // factor, 1) * factor)


class Shrunk:
    """A raster shrunk by a whole factor while its windows pass by.

    Args:
        shape: (rows, cols) of the raster.
        factor: From `shrink_factor`; windows come from `aligned_blocks`.
        shrink: Turns (rows, cols, pixels of a cell) into (rows, cols): `most_frequent`, `mean`.
        dtype: Of the result.

    Attributes:
        values: (rows, cols), the shrunk raster.
    """

    def __init__(
        self, shape: tuple[int, int], factor: int, shrink: Callable[[np.ndarray], np.ndarray], dtype: str
    ) -> None:
        rows, cols = shape
        self.values: np.ndarray = np.zeros((-(-rows // factor), -(-cols // factor)), dtype)
        self._factor = factor
        self._shrink = shrink

    def add(self, window: Window, values: np.ndarray) -> None:
        """Take a window's values (rows, cols); the last cells of a row or column repeat its edge."""
        factor = self._factor
        rows, cols = (-(-side // factor) for side in values.shape)
        margins = [(0, n * factor - side) for n, side in zip((rows, cols), values.shape)]
        cells = np.pad(values, margins, mode="edge").reshape(rows, factor, cols, factor)
        top, left = (part.start // factor for part in window)
        shrunk = self._shrink(cells.swapaxes(1, 2).reshape(rows, cols, factor * factor))
        self.values[top : top + rows, left : left + cols] = shrunk


def most_frequent(cells: np.ndarray) -> np.ndarray:
    """The most frequent of each cell's whole numbers ≥ 0; ties: the lowest. (r, c, n) → (r, c)."""
    if cells.shape[2] == 1:
        return cells[..., 0]
    winners: np.ndarray = _counts(cells).argmax(axis=2)
    return winners


def most_frequent_mark(cells: np.ndarray) -> np.ndarray:
    """The most frequent number > 0 of each cell of which a quarter has any; else 0. (r, c, n) → (r, c)."""
    pixels = cells.shape[2]
    if pixels == 1:
        return cells[..., 0]
    counts = _counts(cells)
    enough = 4 * (pixels - counts[..., 0]) >= pixels
    counts[..., 0] = 0
    return np.where(enough, counts.argmax(axis=2), 0)


def _counts(cells: np.ndarray) -> np.ndarray:
    """How often each number from 0 on occurs in each cell. (r, c, n) → (r, c, numbers)."""
    rows, cols, pixels = cells.shape
    values = int(cells.max()) + 1
    keys = np.arange(rows * cols)[:, None] * values + cells.reshape(rows * cols, pixels)
    return np.bincount(keys.ravel(), minlength=rows * cols * values).reshape(rows, cols, values)


def mean(cells: np.ndarray) -> np.ndarray:
    """The mean of each cell's known values, NaN where none is known. (r, c, n) → (r, c)."""
    known = np.isfinite(cells)
    sums = np.where(known, cells, 0).sum(axis=2)
    count = known.sum(axis=2)
    means: np.ndarray = np.where(count > 0, sums / np.maximum(count, 1), np.nan)
    return means


def categories_rgb(values: np.ndarray, legend: Sequence[LegendEntry]) -> np.ndarray:
    """Colours of whole numbers by legend, uint8 (rows, cols, 3); white where it names none."""
    table = np.full((max(int(values.max(initial=0)), *(e.value for e in legend), 0) + 1, 3), 255, np.uint8)
    for entry in legend:
        table[entry.value] = entry.color
    return np.asarray(table[values])


def by_position(legend: Sequence[LegendEntry]) -> list[LegendEntry]:
    """A legend of classes by their positions, from 1."""
    return [LegendEntry(place, entry.name, entry.color) for place, entry in enumerate(legend, start=1)]


def picture_of(values: np.ndarray, legend: Sequence[LegendEntry]) -> tuple[np.ndarray, list[LegendEntry]]:
    """A categorical layer by legend, as `categories_rgb`, and the legend of what occurs on it."""
    present = set(np.unique(values).tolist())
    return categories_rgb(values, legend), [entry for entry in legend if entry.value in present]


def ramp_rgb(values: np.ndarray, ramp: Ramp) -> np.ndarray:
    """Colours of numbers along a ramp of (value, colour), uint8 (rows, cols, 3); white for NaN.

    Numbers count in steps of 0.02, so that the picture fits a palette.
    """
    places = [place for place, _ in ramp]
    known = np.isfinite(values)
    flat: np.ndarray = np.rint(np.where(known, values, places[0]) * 50) / 50
    channels = [np.interp(flat, places, [color[i] for _, color in ramp]) for i in range(3)]
    coloured: np.ndarray = np.rint(np.stack(channels, axis=-1)).astype(np.uint8)
    coloured[~known] = 255
    return coloured


def png(rgb: np.ndarray) -> bytes:
    """A PNG file of uint8 (rows, cols, 3); with a palette where up to 256 colours occur."""
    image = Image.fromarray(np.ascontiguousarray(rgb))
    colors = image.getcolors(256)
    if colors:
        palette = sorted(color for _, color in colors)
        packed = np.dot(rgb.astype(np.int64), (65536, 256, 1))
        keys = np.dot(np.array(palette), (65536, 256, 1))
        image = Image.fromarray(np.searchsorted(keys, packed).astype(np.uint8))
        image.putpalette(np.array(palette, np.uint8).tobytes())
    file = io.BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()


def enlarge(rgb: np.ndarray, min_side: int = _MIN_SIDE) -> np.ndarray:
    """Repeat the pixels of a small picture until its longer side has about `min_side`."""
    factor = max(min_side // max(rgb.shape[:2]), 1)
    return rgb.repeat(factor, axis=0).repeat(factor, axis=1)


def sheet(title: str, rgb: np.ndarray, legend: Sequence[LegendEntry]) -> bytes:
    """A PNG file of a map under its title, with the legend beside it.

    Args:
        title: Above the map.
        rgb: uint8 (rows, cols, 3).
        legend: What the colours mean, from top to bottom.
    """
    big, small = ImageFont.load_default(22), ImageFont.load_default(16)
    rgb = enlarge(rgb)
    rows, cols = rgb.shape[:2]
    margin, head, line, swatch = 24, 44, 26, 16
    names = max((int(small.getlength(entry.name)) for entry in legend), default=0)
    beside = margin + swatch + 10 + names if legend else 0
    width = margin + max(cols + beside, int(big.getlength(title))) + margin
    height = margin + head + max(rows, line * len(legend)) + margin
    image = Image.new("RGB", (width, height), _WHITE)
    draw = ImageDraw.Draw(image)
    draw.text((margin, margin), title, _INK, big)
    top = margin + head
    image.paste(Image.fromarray(np.ascontiguousarray(rgb)), (margin, top))
    draw.rectangle((margin - 1, top - 1, margin + cols, top + rows), outline=_FRAME)
    left = margin + cols + margin
    for row, entry in enumerate(legend):
        y = top + row * line
        draw.rectangle((left, y, left + swatch, y + swatch), entry.color, _FRAME)
        draw.text((left + swatch + 10, y + swatch / 2), entry.name, _INK, small, anchor="lm")
    return png(np.asarray(image))


def ramp_legend(ramp: Ramp) -> list[LegendEntry]:
    """The places of a ramp as legend entries, highest first."""
    return [LegendEntry(i, f"{place:.2f}", color) for i, (place, color) in reversed(list(enumerate(ramp)))]
