"""Maps that a stage keeps on disk between its passes."""

from __future__ import annotations

import errno
import shutil
import tempfile
from pathlib import Path

import numpy as np

from .errors import SureCoverError
from .grid import Window
from .partials import outside_partials


class Scratch:
    """One band in a nameless file, a `grid.Map`; it goes away when it is closed or the process ends.

    Pixels that were never written are 0.

    Args:
        folder: On the disk to use; None for the system's own place.
        shape: (rows, cols).
        dtype: Of the numbers.

    Raises:
        SureCoverError: The disk has no room for such a map.
        OSError: (also when written) the disk is full or the folder cannot be written.
    """

    def __init__(self, folder: Path | None, shape: tuple[int, int], dtype: str) -> None:
        self.shape = shape
        self._dtype = np.dtype(dtype)
        size = shape[0] * shape[1] * self._dtype.itemsize
        _check_room(Path(folder or tempfile.gettempdir()), shape, size)
        self._file = tempfile.TemporaryFile(buffering=0, dir=folder)  # noqa: SIM115 - closed by `close`
        self._file.truncate(size)

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


def _check_room(folder: Path, shape: tuple[int, int], size: int) -> None:
    free = shutil.disk_usage(folder).free
    if size > free:
        rows, cols = shape
        raise SureCoverError(
            f"The disk of {outside_partials(folder)} has {_told(free)} left, and a map of {rows} x {cols} px "
            f"needs {_told(size)} for the time of the run; free some space, choose another folder or cut the "
            "map."
        )


def _told(size: int) -> str:
    return f"{size / 2**30:.1f} GiB" if size >= 2**30 else f"{size / 2**20:.1f} MiB"
