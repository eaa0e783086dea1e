"""Maps that a stage keeps on disk between its passes."""

from __future__ import annotations

import errno
import tempfile
from pathlib import Path

import numpy as np

from .grid import Window


class Scratch:
    """One band in a nameless file, a `grid.Map`; it goes away when it is closed or the process ends.

    Pixels that were never written are 0.

    Args:
        folder: On the disk to use; None for the system's own place.
        shape: (rows, cols).
        dtype: Of the numbers.

    Raises:
        OSError: (also when written) the disk is full or the folder cannot be written.
    """

    def __init__(self, folder: Path | None, shape: tuple[int, int], dtype: str) -> None:
        self.shape = shape
        self._dtype = np.dtype(dtype)
        self._file = tempfile.TemporaryFile(buffering=0, dir=folder)  # noqa: SIM115 - closed by `close`
        self._file.truncate(shape[0] * shape[1] * self._dtype.itemsize)

    def __getitem__(self, window: Window) -> np.ndarray:
        rows, cols = window
        values = np.empty((rows.stop - rows.start, cols.stop - cols.start), self._dtype)
        for start, part in self._runs(window, values):
            self._file.seek(start)
            if self._file.readinto(part.data) != part.nbytes:
                raise OSError(errno.EIO, "Less was read than was written")
        return values

    def __setitem__(self, window: Window, values: np.ndarray) -> None:
        for start, part in self._runs(window, np.ascontiguousarray(values, self._dtype)):
            self._file.seek(start)
            if self._file.write(part.data) != part.nbytes:
                raise OSError(errno.ENOSPC, "Not all was written")

    def _runs(self, window: Window, values: np.ndarray) -> list[tuple[int, np.ndarray]]:
        """Places in the file, and the rows that follow each other there."""
        rows, cols = window
        size, width = self._dtype.itemsize, self.shape[1]
        if values.shape[1] == width:
            return [(rows.start * width * size, values)]
        return [
            ((row * width + cols.start) * size, values[row - rows.start])
            for row in range(rows.start, rows.stop)
        ]

    def close(self) -> None:
        """Give the disk back."""
        self._file.close()
