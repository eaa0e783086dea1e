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

    Attributes:
        stale: Whether an unfinished raster of another making was found in its place, and discarded.

    Args:
        part: Where the finished file will be.
        store: Where its tiles are kept till then; windows up to `rows_done` may be left out if a run
            before stored them.
        content: What it holds.
        tags: What the file tells of it.
        pool: Where tiles are compressed.
        durable: Whether the store is for a later run too, if this one does not come to its end.
    """

    def __init__(
        self,
        part: Path,
        store: TileStore,
        content: Content,
        tags: geotiff.Tags,
        pool: Executor,
        *,
        durable: bool,
    ) -> None:
        self.stale = store.stale
        self._part = part
        self._store = store
        self._content = content
        self._tags = tags
        self._durable = durable
        self._pyramid = Pyramid(store, content, pool, durable=durable)

    @property
    def rows_done(self) -> int:
        """How many rows of pixels from the top are stored and need not be written again."""
        return self._pyramid.rows_done

    def write(self, values: np.ndarray, window: Window) -> None:
        """Write (bands, rows, cols), or (rows, cols) into a single band, in the file's dtype."""
        if values.ndim == 2:
            values = values[None]
        self._pyramid.write(values.astype(self._content.dtype, copy=False), window)

    def complete(self, report: Callable[[float], None]) -> None:
        """Write the finished file, with nothing where nothing was written; tell how far it is, 0..1."""
        self._pyramid.finish()
        geotiff.write(self._part, self._tags, self._pyramid, report)
        if not self._durable:
            self.discard()

    def suspend(self) -> None:
        """Keep what a later run can go on with."""
        with suppress(OSError):  # what was stored before is kept
            self._pyramid.flush()
            self._store.sync()
        if self._durable and len(self._store):
            self._store.close()
        else:
            self.discard()

    def discard(self) -> None:
        """Delete the tiles."""
        self._store.close()  # Windows deletes no open file
        with suppress(OSError):  # what could not be written cannot always be deleted either
            self._store.path.unlink(missing_ok=True)
