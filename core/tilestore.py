"""Compressed tiles in a file that only grows, so that a process may be killed at any moment."""

from __future__ import annotations

import errno
import os
import struct
import sys
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

Key = tuple[int, int]
"""A tile: its level (0 is the full resolution) and its number, row by row."""

_HEAD = struct.Struct("<IIIII")
"""Before the bytes of a record: level, number, pixels filled, length, CRC-32 of all this and the bytes."""

_ABOUT = 2**32 - 1
"""The level of the first record, which tells what the file is."""


class StoreBusy(Exception):
    """Another process that runs has the file."""


@dataclass(frozen=True)
class _Place:
    offset: int
    length: int
    filled: int


class TileStore:
    """Records, one after the other; of two of the same tile the later one counts.

    A file of the same description is gone on with: what a kill or a power cut damaged at its end is
    dropped. Any other is emptied.

    Attributes:
        durable: Whether a later run may go on with it.
        stale: Whether there was a file that described something else.

    Args:
        path: Where it lies.
        about: What it is; "" if it is for this run only.

    Raises:
        StoreBusy: Another process works with it.
        OSError: (also when appended) the disk is full, or the folder cannot be written.
    """

    def __init__(self, path: Path, about: str = "") -> None:
        self.durable = bool(about)
        self.stale = False
        self._path = path
        self._tiles: dict[Key, _Place] = {}
        self._file = path.open("a+b", buffering=0)
        try:
            if self.durable:
                self._claim()
            self._recover(about.encode())
        except StoreBusy:
            self._file.close()
            raise
        except BaseException:
            self.remove()
            raise

    def __contains__(self, key: Key) -> bool:
        return key in self._tiles

    def __iter__(self) -> Iterator[Key]:
        return iter(list(self._tiles))

    def __len__(self) -> int:
        return len(self._tiles)

    def filled(self, key: Key) -> int:
        """How many pixels of a tile were written."""
        return self._tiles[key].filled

    def size(self, key: Key) -> int:
        """How many bytes a tile takes."""
        return self._tiles[key].length

    def read(self, key: Key) -> bytes:
        """The bytes of a tile."""
        place = self._tiles[key]
        self._file.seek(place.offset - _HEAD.size)
        record = self._file.read(_HEAD.size + place.length)
        if not _is_whole(record):
            raise OSError(errno.EIO, f"{self._path} is damaged")
        return record[_HEAD.size :]

    def append(self, key: Key, data: bytes, filled: int) -> None:
        """Add a tile of which so many pixels were written; it takes the place of an earlier one."""
        self._append(key, data, filled)
        self._tiles[key] = _Place(self._end - len(data), len(data), filled)

    def forget(self, key: Key) -> None:
        """Leave a tile out from now on."""
        del self._tiles[key]

    def sync(self) -> None:
        """Wait until all that a later run may need lies on the disk."""
        if self.durable:
            os.fsync(self._file.fileno())

    def close(self) -> None:
        """Leave the file to a later run, if there can be one and it holds something."""
        if not (self.durable and self._tiles):
            self.remove()
        self._file.close()

    def remove(self) -> None:
        """Delete the file."""
        self._file.close()  # first, because Windows deletes no open file
        with suppress(OSError):  # what could not be written cannot always be deleted either
            self._path.unlink(missing_ok=True)

    def _claim(self) -> None:
        """Keep other processes from the file for as long as this one lives."""
        self._file.seek(0)
        try:
            if sys.platform == "win32":
                msvcrt.locking(self._file.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise StoreBusy from error
        with suppress(FileNotFoundError):
            if os.path.samestat(self._path.stat(), os.fstat(self._file.fileno())):
                return
        raise StoreBusy  # its owner completed and deleted it just now

    def _recover(self, about: bytes) -> None:
        """Take in what a file holds that was begun before; begin a new one if it holds something else."""
        size = os.fstat(self._file.fileno()).st_size
        self._end = 0
        while (record := self._next_record(size)) is not None:
            level, number, filled, length, _ = _HEAD.unpack_from(record)
            if not (self._end or (self.durable and level == _ABOUT and record[_HEAD.size :] == about)):
                break
            self._end += len(record)
            if level != _ABOUT:
                self._tiles[level, number] = _Place(self._end - length, length, filled)
        self.stale = self.durable and size > 0 and not self._end
        self._file.truncate(self._end)
        if not self._end:
            self._append((_ABOUT, 0), about, 0)

    def _next_record(self, size: int) -> bytes | None:
        """The record that begins where the last one ended; None where the file ends or is damaged."""
        self._file.seek(self._end)
        head = self._file.read(_HEAD.size)
        if len(head) < _HEAD.size or _HEAD.unpack(head)[3] > size - self._end - _HEAD.size:
            return None
        record = head + self._file.read(_HEAD.unpack(head)[3])
        return record if _is_whole(record) else None

    def _append(self, key: Key, data: bytes, filled: int) -> None:
        head = _HEAD.pack(*key, filled, len(data), 0)
        record = memoryview(_HEAD.pack(*key, filled, len(data), zlib.crc32(data, zlib.crc32(head))) + data)
        self._end += len(record)
        while record:
            record = record[self._file.write(record) :]


def _is_whole(record: bytes) -> bool:
    """Whether the bytes of a record are those that were written."""
    if len(record) < _HEAD.size:
        return False
    *fields, checksum = _HEAD.unpack_from(record)
    data = memoryview(record)[_HEAD.size :]
    return len(data) == fields[3] and zlib.crc32(data, zlib.crc32(_HEAD.pack(*fields, 0))) == checksum
