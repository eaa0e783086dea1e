"""A first look at dated images: what is clear on them, and a sample of their reflectance."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import closing
from dataclasses import dataclass

import numpy as np

from ..ahead import ahead
from ..grid import Window, blocks
from ..progress import Progress
from ..scratch import Scratch
from .scenes import Scene

TILE = 1024
"""Side of the tiles that are read one after the other, px: of most files' tiles the largest."""

_SAMPLE = 100_000
"""About how many pixels, on regular grids, scenes are normalised and the zone is told from."""


class ClearMaps:
    """What is clear on each scene, a bit a pixel, kept on disk from the survey to the mosaic.

    Args:
        scratch: Makes a map of zeros on disk, see Outputs.scratch.
        windows: In which it is kept, and read again.
        scenes: How many.
    """

    def __init__(
        self, scratch: Callable[[tuple[int, int], str], Scratch], windows: Sequence[Window], scenes: int
    ) -> None:
        self._shapes = [(scenes, rows.stop - rows.start, cols.stop - cols.start) for rows, cols in windows]
        longest = max(map(_bytes, self._shapes))
        self._lines = scratch((2 * len(windows), longest), "uint8")

    def keep(self, index: int, clear: np.ndarray) -> None:
        """Keep one window: bool (2, scenes, rows, cols), snow not clear and snow clear."""
        packed = np.packbits(clear.reshape(2, -1), axis=1)
        for glacial in (0, 1):
            self._lines[_line(index, glacial, packed.shape[1])] = packed[glacial : glacial + 1]

    def read(self, index: int, *, glacial: bool) -> np.ndarray:
        """Read one window: bool (scenes, rows, cols)."""
        shape = self._shapes[index]
        packed = self._lines[_line(index, glacial, _bytes(shape))]
        return np.unpackbits(packed[0], count=int(np.prod(shape))).view(bool).reshape(shape)


def _bytes(shape: tuple[int, ...]) -> int:
    return -(-int(np.prod(shape)) // 8)


def _line(index: int, glacial: int, length: int) -> Window:
    line = 2 * index + int(glacial)
    return slice(line, line + 1), slice(0, length)


@dataclass(frozen=True)
class Survey:
    """What the first look tells; scenes in the given order.

    Attributes:
        cloudy: Share of pixels that are not clear, (2, dates): snow not clear, snow clear.
        values: Sampled reflectance, float32 (dates, bands, pixels); anything where not clear.
        clear: Where the sample is clear, bool (2, dates, pixels).
    """

    cloudy: np.ndarray
    values: np.ndarray
    clear: np.ndarray


def windows_of(shape: tuple[int, int], side: int) -> list[Window]:
    """Cut (rows, cols) into windows of at most `side` px, in an order in which files are read best.

    Tile by tile, and four neighbouring tiles after one another: in products with bands of 10 and 20 m,
    one tile of the latter lies under four of the former.
    """
    windows: list[Window] = [(slice(0, shape[0]), slice(0, shape[1]))]
    for size in (2 * TILE, TILE, side):
        windows = [part for window in windows for part in _parts(window, size)]
    return windows


def _parts(window: Window, size: int) -> Iterator[Window]:
    """Cut a window like `blocks`."""
    (top, left), (height, width) = zip(*((part.start, part.stop - part.start) for part in window))
    for rows, cols in blocks((height, width), size):
        yield slice(top + rows.start, top + rows.stop), slice(left + cols.start, left + cols.stop)


def survey(
    scenes: Sequence[Scene],
    windows: Sequence[Window],
    maps: ClearMaps,
    workers: Executor,
    progress: Progress,
) -> Survey:
    """Look at the masks everywhere, and at reflectance in tiles that are spread over the grid.

    All tiles of a small raster are sampled; of larger ones more of them, but a smaller share, because
    decoding is what takes long. A pixel counts as clear if its mask is, and if all bands are observed.
    In tiles that are not sampled, a mask that knows the swath is believed; of other scenes the first
    band is looked at.

    Args:
        scenes: On one grid, told which bands are read.
        windows: Of the grid, see `windows_of`.
        maps: Kept in these windows.
        workers: Read scenes side by side.
        progress: Told how far it is.
    """
    shape = scenes[0].raster.grid.shape
    sampling = _Sampling(shape)

    def look(scene: Scene, window: Window) -> _Look:
        progress.check()
        return _look(scene, window, sampling.pixels(window))

    seen = np.zeros((2, len(scenes)))
    values, sampled = [], []
    looks = ahead(list(workers.map(look, scenes, [window] * len(scenes))) for window in windows)
    with closing(looks):
        for index, each in zip(progress.each(range(len(windows))), looks):
            clear = np.stack([one.clear for one in each], axis=1)
            maps.keep(index, clear)
            seen += clear.sum(axis=(2, 3))
            values.append(np.stack([one.values for one in each]))
            sampled.append(np.stack([one.sampled for one in each], axis=1))
    cloudy = 1 - seen / (shape[0] * shape[1])
    return Survey(cloudy, np.concatenate(values, axis=-1), np.concatenate(sampled, axis=-1))


class _Sampling:
    """Which pixels are sampled: every so many rows and columns of tiles that lie a knight's move apart."""

    def __init__(self, shape: tuple[int, int]) -> None:
        tiles = len(blocks(shape, TILE))
        self._every = max(1, round(tiles**0.5 / 2))
        self._shift = round(0.618 * self._every)
        self._step = max(1, int((shape[0] * shape[1] / self._every / _SAMPLE) ** 0.5))

    def pixels(self, window: Window) -> Window:
        """Rows and columns within a window of a tile; none of the tiles that are passed over."""
        row, col = (part.start // TILE for part in window)
        if (row * self._shift + col) % self._every:
            return slice(0, 0), slice(0, 0)
        rows, cols = (slice(-part.start % self._step, None, self._step) for part in window)
        return rows, cols


@dataclass(frozen=True)
class _Look:
    """One scene in one window.

    Attributes:
        clear: bool (2, rows, cols), snow not clear and snow clear.
        values: Sampled reflectance, float32 (bands, pixels); anything where not clear.
        sampled: Where the sample is clear, bool (2, pixels).
    """

    clear: np.ndarray
    values: np.ndarray
    sampled: np.ndarray


def _look(scene: Scene, window: Window, pixels: Window) -> _Look:
    clear = scene.clear(window)
    chosen = (slice(None), *pixels)
    values = np.zeros((len(scene.bands), *clear[chosen].shape[1:]), np.float32)
    if values.size and clear.any():
        stored, observed = scene.stored(window)
        clear &= observed
        values = scene.reflectance(stored[chosen])
    elif not scene.knows_swath:
        clear &= scene.covered(window)
    return _Look(clear, values.reshape(len(values), -1), clear[chosen].reshape(2, -1))
