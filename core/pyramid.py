"""The tiles of a raster at all its resolutions, each compressed once, while the raster is being made."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Executor, Future
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from .grid import Window, within
from .lazy import LazyModule
from .tilestore import Key, TileStore

if TYPE_CHECKING:
    import zstandard
else:
    zstandard = LazyModule("zstandard")

BLOCK = 512
"""Side of the tiles, pixels; what is larger has overviews."""

_WAITING = 4
"""Tiles that may wait for being compressed or stored."""

_ROWS_IN_MEMORY = 4
"""How many rows of incomplete tiles memory may hold; windows from left to right, row by row, need two."""


@dataclass(frozen=True)
class Content:
    """What a raster holds.

    Attributes:
        shape: (rows, cols).
        count: Bands.
        dtype: Of the numbers.
        nodata: Number that means nodata.
        averaged: Whether overviews hold means of the observed pixels (measurements). Otherwise they hold
            every second pixel: no value that was not there, and shares of classes and of nodata stay what
            they are, where the most frequent value would lose the rare and fill the gaps.
        overviews: Whether it has them: each half the size of the other, down to one tile.
    """

    shape: tuple[int, int]
    count: int
    dtype: str
    nodata: float | None
    averaged: bool = False
    overviews: bool = True

    @property
    def levels(self) -> list[tuple[int, int]]:
        """(rows, cols) of the full resolution and of its overviews."""
        shapes = [self.shape]
        while self.overviews and max(shapes[-1]) > BLOCK:
            rows, cols = shapes[-1]
            shapes.append((-(-rows // 2), -(-cols // 2)))
        return shapes

    @property
    def gradual(self) -> bool:
        """Whether neighbours differ less than numbers are large: reflectance, not what has few values."""
        return self.averaged and self.dtype in ("uint16", "int16")

    @property
    def nothing(self) -> np.ndarray:
        """The number of pixels that nothing was written to."""
        return np.array(0 if self.nodata is None else self.nodata).astype(self.dtype)

    def describe(self, fingerprint: str) -> str:
        """What tells the tiles of this raster, made from something, from all others."""
        return json.dumps({"tiles": 1, "fingerprint": fingerprint, **asdict(self)})


def encode(values: np.ndarray, content: Content) -> bytes:
    """Compress a tile (bands, BLOCK, BLOCK) as a GeoTIFF holds it, the bands of a pixel together."""
    bands, rows, cols = values.shape
    pixels = np.empty((rows, cols, bands), values.dtype.newbyteorder("<"))
    for band in range(bands):  # twice as fast as all at once
        pixels[..., band] = values[band]
    if content.gradual:
        pixels[:, 1:] -= pixels[:, :-1]
    return zstandard.ZstdCompressor(level=1).compress(pixels.data)


def decode(data: bytes, content: Content) -> np.ndarray:
    """The tile (bands, BLOCK, BLOCK) that was encoded."""
    dtype = np.dtype(content.dtype)
    pixels = np.frombuffer(zstandard.ZstdDecompressor().decompress(data), dtype.newbyteorder("<"))
    pixels = pixels.reshape(BLOCK, BLOCK, content.count)
    if content.gradual:
        pixels = np.cumsum(pixels, axis=1, dtype=dtype)
    return np.array(pixels.transpose(2, 0, 1), dtype, order="C")


def halved(values: np.ndarray, content: Content) -> np.ndarray:
    """Half the size of (bands, rows, cols); of an odd number of rows the last one stands for itself."""
    if not content.averaged:
        return values[:, ::2, ::2]
    odd = [(0, side % 2) for side in values.shape[1:]]
    values = np.pad(values, [(0, 0), *odd], mode="edge") if np.any(odd) else values
    nothing = content.nothing
    observed = ~np.isnan(values) if np.isnan(nothing) else values != nothing
    if content.nodata is None or observed.all():
        return _divided(_sums(values), np.uint8(4)).astype(content.dtype)
    counts = _sums(observed.view(np.uint8)).astype(np.uint8)
    means = _divided(_sums(np.where(observed, values, 0)), np.maximum(counts, 1))
    return np.where(counts, means, nothing).astype(content.dtype)


def _sums(values: np.ndarray) -> np.ndarray:
    """Of two by two pixels, as larger numbers."""
    kind, size = values.dtype.kind, values.itemsize
    wide = values.dtype if kind == "f" else np.dtype(f"{kind}{min(2 * size, 8)}")
    pairs = np.add(values[:, 0::2], values[:, 1::2], dtype=wide)
    sums: np.ndarray = pairs[..., 0::2] + pairs[..., 1::2]
    return sums


def _divided(sums: np.ndarray, counts: np.ndarray | np.uint8) -> np.ndarray:
    """Means; of whole numbers rounded, halves up."""
    if sums.dtype.kind == "f":
        return sums / counts.astype(sums.dtype)
    means: np.ndarray = (sums + counts // 2) // counts.astype(sums.dtype)
    return means


@dataclass
class _Tile:
    """A tile in the making: (bands, BLOCK, BLOCK), and how many pixels were written."""

    values: np.ndarray
    filled: int = 0


class Pyramid:
    """Takes windows in any order and gives their tiles, and those of the overviews, to a store.

    A store that is not empty is gone on with: pixels that are written again take the place of the earlier.

    Args:
        store: For the compressed tiles.
        content: Of the raster.
        pool: Where tiles are compressed.
    """

    def __init__(self, store: TileStore, content: Content, pool: Executor) -> None:
        self.content = content
        self._store = store
        self._pool = pool
        self._levels = content.levels
        self._open: dict[Key, _Tile] = {}  # the one written to last is the last
        self._encoding: deque[tuple[Key, int, Future[tuple[bytes, np.ndarray | None]]]] = deque()
        self._full_rows = 0
        self._shown: set[Key] = set()  # tiles that are part of an overview already
        self._recover()

    @property
    def rows_done(self) -> int:
        """How many rows of pixels from the top are stored."""
        return min(self._full_rows * BLOCK, self.content.shape[0])

    def write(self, values: np.ndarray, window: Window) -> None:
        """Take in (bands, rows, cols) in the raster's dtype."""
        for key, part in self._tiles_of(window):
            rows, cols = within(part, window)
            self._fill(key, part, values[:, rows, cols], values[0, rows, cols].size)
            self._wait(_WAITING)

    def settle(self, rows: int) -> None:
        """Take what was not written of the first so many rows of pixels for nothing; it counts as written."""
        down, across = self._counts(0)
        settled = down if rows >= self.content.shape[0] else rows // BLOCK
        for key in ((0, number) for number in range(self._full_rows * across, settled * across)):
            if not self._is_complete(key):
                self._encode(key, self._tile(key).values, self._area(key))
                self._wait(_WAITING)

    def flush(self) -> None:
        """Store all complete tiles."""
        self._wait(0)

    def finish(self) -> None:
        """Take what was not written for nothing, and store all."""
        for level in range(len(self._levels)):
            self._wait(0)
            stored = (key for key in self._store if self._store.filled(key) < self._area(key))
            for key in sorted({key for key in (*self._open, *stored) if key[0] == level}):
                self._encode(key, self._tile(key).values, self._area(key))
                self._wait(_WAITING)
        self._wait(0)

    def keys(self, level: int) -> Iterator[Key]:
        """All tiles of a level, row by row."""
        down, across = self._counts(level)
        return ((level, number) for number in range(down * across))

    def size(self, key: Key) -> int:
        """How many bytes a tile takes, compressed."""
        return self._store.size(key) if key in self._store else len(self._nothing)

    def read(self, key: Key) -> bytes:
        """A compressed tile."""
        return self._store.read(key) if key in self._store else self._nothing

    @cached_property
    def _nothing(self) -> bytes:
        return encode(self._empty(), self.content)

    def _empty(self) -> np.ndarray:
        return np.full((self.content.count, BLOCK, BLOCK), self.content.nothing)

    def _counts(self, level: int) -> tuple[int, int]:
        """Tiles of a level from top to bottom, and from left to right."""
        rows, cols = self._levels[level]
        return -(-rows // BLOCK), -(-cols // BLOCK)

    def _tiles_of(self, window: Window) -> Iterator[tuple[Key, Window]]:
        """The tiles of the full resolution that a window meets, and its part in each."""
        across = self._counts(0)[1]
        rows, cols = window
        for down in range(rows.start // BLOCK, -(-rows.stop // BLOCK)):
            for right in range(cols.start // BLOCK, -(-cols.stop // BLOCK)):
                tile = self._window((0, down * across + right))
                yield (0, down * across + right), _common(window, tile)

    def _window(self, key: Key) -> Window:
        """The pixels of a level that a tile holds."""
        level, number = key
        down, right = divmod(number, self._counts(level)[1])
        rows, cols = (
            slice(first * BLOCK, min((first + 1) * BLOCK, side))
            for first, side in zip((down, right), self._levels[level])
        )
        return rows, cols

    def _area(self, key: Key) -> int:
        rows, cols = self._window(key)
        return (rows.stop - rows.start) * (cols.stop - cols.start)

    def _fill(self, key: Key, part: Window, values: np.ndarray, new: int) -> None:
        """Write pixels of a level into one tile of it; so many of them were not written before."""
        tile = self._tile(key)
        rows, cols = part
        top, left = (place.start // BLOCK * BLOCK for place in part)
        tile.values[:, rows.start - top : rows.stop - top, cols.start - left : cols.stop - left] = values
        tile.filled += new
        if tile.filled >= self._area(key):
            self._encode(key, tile.values, self._area(key))
            return
        self._open[key] = tile
        if len(self._open) > _ROWS_IN_MEMORY * (self._counts(0)[1] + 1):
            oldest = next(iter(self._open))
            aside = self._open.pop(oldest)
            self._encode(oldest, aside.values, aside.filled)

    def _tile(self, key: Key) -> _Tile:
        """Take a tile in hand: one in the making, a stored one, or an empty one."""
        if any(key == under_way for under_way, *_ in self._encoding):
            self._wait(0)
        if key in self._open:
            return self._open.pop(key)
        if key in self._store:
            return _Tile(decode(self._store.read(key), self.content), self._store.filled(key))
        return _Tile(self._empty())

    def _encode(self, key: Key, values: np.ndarray, filled: int) -> None:
        """Have a tile compressed and, if it is complete and an overview shows it, made half as large."""
        rows, cols = self._window(key)
        shown = values[:, : rows.stop - rows.start, : cols.stop - cols.start]
        wanted = filled == self._area(key) and key[0] + 1 < len(self._levels)
        self._encoding.append(
            (key, filled, self._pool.submit(_made, values, shown if wanted else None, self.content))
        )

    def _wait(self, most: int) -> None:
        """Store tiles that are compressed, and wait for others until there are no more than so many."""
        while len(self._encoding) > most or (self._encoding and self._encoding[0][2].done()):
            key, filled, made = self._encoding.popleft()
            data, half = made.result()
            self._store.append(key, data, filled)
            if half is not None:
                self._give(key, half)
            if key[0] == 0 and self._count_full_rows():
                self._store.sync()

    def _give(self, key: Key, half: np.ndarray) -> None:
        """Write a tile of half its size into the tile of the next level."""
        parent = self._parent(key)
        rows, cols = (slice(part.start // 2, -(-part.stop // 2)) for part in self._window(key))
        new = 0 if key in self._shown else half[0].size
        self._shown.add(key)
        self._fill(parent, (rows, cols), half, new)

    def _parent(self, key: Key) -> Key:
        level, number = key
        down, right = divmod(number, self._counts(level)[1])
        return level + 1, down // 2 * self._counts(level + 1)[1] + right // 2

    def _count_full_rows(self) -> bool:
        """Count the leading rows of complete tiles; whether there are more than before."""
        down, across = self._counts(0)
        before = self._full_rows
        while self._full_rows < down and all(
            self._is_stored((0, self._full_rows * across + right)) for right in range(across)
        ):
            self._full_rows += 1
        return self._full_rows > before

    def _is_stored(self, key: Key) -> bool:
        return key in self._store and self._store.filled(key) == self._area(key)

    def _is_complete(self, key: Key) -> bool:
        """Whether it is stored, or will be without anyone's doing."""
        under_way = (filled for other, filled, _ in self._encoding if other == key)
        return self._is_stored(key) or self._area(key) in under_way

    def _recover(self) -> None:
        """Take up what a store holds: complete tiles, and their part in incomplete overviews."""
        for key in self._store:
            if not self._is_stored(key):
                self._store.forget(key)
        self._count_full_rows()
        kept = set(self._store)
        for key in kept:
            if key[0] + 1 < len(self._levels) and self._parent(key) not in kept:
                rows, cols = self._window(key)
                values = decode(self._store.read(key), self.content)
                shown = values[:, : rows.stop - rows.start, : cols.stop - cols.start]
                self._give(key, halved(shown, self.content))
                self._wait(_WAITING)


def _made(values: np.ndarray, shown: np.ndarray | None, content: Content) -> tuple[bytes, np.ndarray | None]:
    """A tile compressed, and what it shows at half the size."""
    return encode(values, content), None if shown is None else halved(shown, content)


def _common(window: Window, other: Window) -> Window:
    """What two windows that meet have in common."""
    rows, cols = (slice(max(a.start, b.start), min(a.stop, b.stop)) for a, b in zip(window, other))
    return rows, cols
