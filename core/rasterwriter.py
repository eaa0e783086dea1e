"""A raster while it is being made."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from contextlib import suppress
from pathlib import Path

import numpy as np

from . import geotiff
from .grid import Window
from .pyramid import Content, Pyramid
from .tilestore import TileStore


class RasterWriter:
    """One raster being written; windows may come in any order, each pixel once.

    Args:
        part: Where the finished file will be.
        store: Where its tiles lie till then.
        content: What it holds.
        tags: What the file tells of it.
        pool: Where tiles are compressed.
    """

    def __init__(
        self,
        part: Path,
        store: TileStore,
        content: Content,
        tags: geotiff.Tags,
        pool: Executor,
    ) -> None:
        self._part = part
        self._store = store
        self._content = content
        self._tags = tags
        self._pyramid = Pyramid(store, content, pool)

    @property
    def rows_done(self) -> int:
        """How many rows of pixels from the top are stored; they need not be written (again)."""
        return self._pyramid.rows_done

    def write(self, values: np.ndarray, window: Window) -> None:
        """Write (bands, rows, cols), or (rows, cols) into a single band, in the file's dtype."""
        if values.ndim == 2:
            values = values[None]
        self._pyramid.write(values.astype(self._content.dtype, copy=False), window)

    def settle(self, rows: int) -> None:
        """Take what was not written of the first so many rows of pixels for nothing; see `rows_done`."""
        self._pyramid.settle(rows)

    def complete(self, report: Callable[[float], None]) -> None:
        """Write the finished file, with nothing where nothing was written; tell how far it is, 0..1."""
        self._pyramid.finish()
        geotiff.write(self._part, self._tags, self._pyramid, report)
        if not self._store.durable:
            self._store.close()  # its place on the disk is for the next raster

    def suspend(self) -> None:
        """Store what a later run can go on with."""
        with suppress(OSError, MemoryError):  # the failure that led here counts
            self._pyramid.flush()
            self._store.sync()
