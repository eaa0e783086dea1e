"""The layout of Cloud-Optimised GeoTIFFs (COG): OGC 21-026, "OGC Cloud Optimized GeoTIFF Standard".

All directories of tags come first, from the full resolution to the smallest overview; the tiles of the
smallest overview come next, those of the full resolution last, row by row. What a GeoTIFF tells of CRS,
place, metadata and colours is left to GDAL, which writes it into a file without pixels.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

import numpy as np

from .grid import Grid
from .lazy import LazyModule
from .pyramid import BLOCK, Content, Pyramid

if TYPE_CHECKING:
    import rasterio
    import rasterio.io
else:
    rasterio = LazyModule("rasterio")
    rasterio.io = LazyModule("rasterio.io")

_TYPE_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 16: 8}
_LONG, _LONG8 = 4, 16

_KIND, _WIDTH, _HEIGHT, _OFFSETS, _LENGTHS = 254, 256, 257, 324, 325

_OF_PIXELS = (258, 259, 262, 277, 284, 317, 320, 322, 323, 338, 339, 42113)
"""Tags that overviews need too: how numbers are stored, colours, nodata."""

_LARGEST = 2**32 - 1
"""Last place that a TIFF can name; beyond, it must be a BigTIFF."""

_PROMISES = (
    b"LAYOUT=IFDS_BEFORE_DATA\nBLOCK_ORDER=ROW_MAJOR\nBLOCK_LEADER=SIZE_AS_UINT4\n"
    b"BLOCK_TRAILER=LAST_4_BYTES_REPEATED\nKNOWN_INCOMPATIBLE_EDITION=NO\n "
)
_GHOST = b"GDAL_STRUCTURAL_METADATA_SIZE=%06d bytes\n" % len(_PROMISES) + _PROMISES
"""What GDAL looks for behind the header, to find each tile's length beside it."""


class Tag(NamedTuple):
    """An entry of a directory: TIFF's number of its type, how many values, and their bytes."""

    kind: int
    values: int
    data: bytes


Tags = dict[int, Tag]
"""A directory, by the tags' numbers."""


def tags_of(
    grid: Grid,
    content: Content,
    *,
    metadata: Mapping[str, str] | None = None,
    descriptions: Sequence[str] = (),
    scale: float = 1.0,
    colors: Mapping[int, tuple[int, int, int, int]] | None = None,
) -> Tags:
    """What a raster's file tells of it, apart from its tiles.

    Args:
        grid: CRS, transform and size.
        content: What it holds.
        metadata: Of the dataset.
        descriptions: Of the bands.
        scale: GDAL scale of every band.
        colors: By number, of a raster of one band.
    """
    # GDAL would call the fourth band of a picture alpha.
    picture = (content.dtype, content.count) == ("uint8", 3)
    with rasterio.io.MemoryFile() as memory:
        with memory.open(
            driver="GTiff", dtype=content.dtype, count=content.count, nodata=content.nodata,
            height=grid.height, width=grid.width, transform=rasterio.Affine(*grid.transform),
            crs=rasterio.crs.CRS.from_wkt(grid.crs) if grid.crs else None,
            tiled=True, blockysize=BLOCK, blockxsize=BLOCK, interleave="pixel", compress="zstd",
            predictor=2 if content.gradual else 1, photometric="rgb" if picture else "minisblack",
            sparse_ok=True, bigtiff="no",
        ) as dataset:  # fmt: skip
            dataset.update_tags(**metadata or {})
            for band, description in enumerate(descriptions, start=1):
                dataset.set_band_description(band, description)
            if scale != 1.0:
                dataset.scales = [scale] * content.count
            if colors:
                dataset.write_colormap(1, colors)
        return _parse(memory.read())


def _parse(file: bytes) -> Tags:
    """The first directory of a TIFF, without where its tiles lie."""
    (place,) = struct.unpack_from("<I", file, 4)
    (count,) = struct.unpack_from("<H", file, place)
    tags: Tags = {}
    for entry in range(place + 2, place + 2 + 12 * count, 12):
        number, kind, values = struct.unpack_from("<HHI", file, entry)
        size = values * _TYPE_SIZES[kind]
        start = entry + 8 if size <= 4 else struct.unpack_from("<I", file, entry + 8)[0]
        if number not in (_OFFSETS, _LENGTHS):
            tags[number] = Tag(kind, values, file[start : start + size])
    return tags


def write(path: Path, tags: Tags, pyramid: Pyramid, report: Callable[[float], None]) -> None:
    """Put the tiles of a finished pyramid into a COG, and wait until it lies on the disk.

    Args:
        path: Of the file.
        tags: As `tags_of` says.
        pyramid: The tiles.
        report: Told how far it is, 0..1.

    Raises:
        OSError: The disk is full, or cannot be written.
    """
    lengths = [
        np.array([pyramid.size(key) for key in pyramid.keys(level)], np.uint64)
        for level in range(len(pyramid.content.levels))
    ]
    head = _head(tags, pyramid.content.levels, lengths)
    tiles = sum(map(len, lengths))
    done = 0
    with path.open("wb", buffering=2**20) as file:
        file.write(head)
        for level in reversed(range(len(lengths))):
            for key in pyramid.keys(level):
                _write_tile(file, pyramid.read(key))
                done += 1
                if done % 64 == 0:
                    report(done / tiles)
        file.flush()
        os.fsync(file.fileno())


def _write_tile(file: BinaryIO, tile: bytes) -> None:
    """Write a tile between its length and its last four bytes, as _PROMISES says."""
    file.write(struct.pack("<I", len(tile)))
    file.write(tile)
    file.write(tile[-4:])


def _head(tags: Tags, shapes: Sequence[tuple[int, int]], lengths: Sequence[np.ndarray]) -> bytes:
    """All that comes before the tiles."""
    for big in (False, True):
        start = len(_directories(tags, shapes, lengths, lengths, big=big))
        offsets, end = _places(start, lengths)
        if end <= _LARGEST:
            break
    return _directories(tags, shapes, offsets, lengths, big=big)


def _places(start: int, lengths: Sequence[np.ndarray]) -> tuple[list[np.ndarray], int]:
    """Where the tiles of each level begin when the first one's length stands at `start`; where all ends."""
    offsets: list[np.ndarray] = []
    for sizes in reversed(lengths):
        ends = start + np.cumsum(sizes + np.uint64(8))
        offsets.insert(0, ends - sizes - np.uint64(4))
        start = int(ends[-1])
    return offsets, start


def _directories(
    tags: Tags,
    shapes: Sequence[tuple[int, int]],
    offsets: Sequence[np.ndarray],
    lengths: Sequence[np.ndarray],
    *,
    big: bool,
) -> bytes:
    """Header and directories; their length does not depend on the numbers in `offsets`."""
    header = struct.pack("<2sHHH", b"II", 43, 8, 0) if big else struct.pack("<2sH", b"II", 42)
    first = _aligned(len(header) + (8 if big else 4) + len(_GHOST))
    data = (header + _number(first, big=big) + _GHOST).ljust(first, b"\0")
    for level, (rows, cols) in enumerate(shapes):
        own = tags if level == 0 else {_KIND: _longs([1]), **{n: tags[n] for n in _OF_PIXELS if n in tags}}
        own = {
            **own,
            _WIDTH: _longs([cols]),
            _HEIGHT: _longs([rows]),
            _OFFSETS: _longs(offsets[level], big=big),
            _LENGTHS: _longs(lengths[level]),
        }
        data += _directory(own, len(data), last=level == len(shapes) - 1, big=big)
    return data


def _directory(tags: Tags, place: int, *, last: bool, big: bool) -> bytes:
    """A directory that begins at `place`, the values that do not fit into it, and room up to the next one."""
    count, inline = (struct.pack("<Q", len(tags)), 8) if big else (struct.pack("<H", len(tags)), 4)
    outside = place + len(count) + len(tags) * (12 if not big else 20) + inline
    entries, values = b"", b""
    for number, tag in sorted(tags.items()):
        entries += struct.pack("<HH", number, tag.kind) + _number(tag.values, big=big)
        if len(tag.data) <= inline:
            entries += tag.data.ljust(inline, b"\0")
        else:
            values = values.ljust(_aligned(outside + len(values)) - outside, b"\0")
            entries += _number(outside + len(values), big=big)
            values += tag.data
    end = _aligned(outside + len(values))
    following = _number(0 if last else end, big=big)
    return (count + entries + following + values).ljust(end - place, b"\0")


def _longs(numbers: Sequence[int] | np.ndarray, *, big: bool = False) -> Tag:
    kind, dtype = (_LONG8, "<u8") if big else (_LONG, "<u4")
    return Tag(kind, len(numbers), np.asarray(numbers).astype(dtype).tobytes())


def _number(number: int, *, big: bool) -> bytes:
    """A place in the file, or a count."""
    return struct.pack("<Q" if big else "<I", number)


def _aligned(place: int) -> int:
    """The next place at which a number of eight bytes may begin."""
    return -(-place // 8) * 8
