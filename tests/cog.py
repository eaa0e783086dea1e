"""The rules of a valid Cloud-Optimised GeoTIFF (OGC 21-026), read from the bytes of a file."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

_WIDTH, _HEIGHT, _TILE_WIDTH, _TILE_OFFSETS, _TILE_BYTES = 256, 257, 322, 324, 325
_FORMATS = {3: "H", 4: "I", 16: "Q"}


@dataclass(frozen=True)
class Image:
    """One image of a TIFF: where its directory begins, and its tags by number."""

    place: int
    tags: dict[int, tuple[int, ...]]


def faults(path: Path, block: int = 512) -> list[str]:
    """What is wrong with the layout of a file; empty when it is a COG.

    Its directories come first, from the full resolution to the smallest overview; the tiles of the
    smallest overview come next, those of the full resolution last. All is tiled; overviews halve the
    size until it fits one tile. Each tile stands between its length and its last four bytes, and those of
    an image follow each other, if the file says so.
    """
    data = path.read_bytes()
    images = _images(data)
    sizes = [(image.tags[_HEIGHT][0], image.tags[_WIDTH][0]) for image in images]
    found = []
    if b"LAYOUT=IFDS_BEFORE_DATA" not in data[:300] or b"INCOMPATIBLE_EDITION=YES" in data[:300]:
        found.append("the mark of the layout is missing")
    if any(_TILE_WIDTH not in image.tags for image in images):
        return [*found, "an image is not tiled"]
    if max(sizes[-1]) > block:
        found.append(f"the smallest overview is {sizes[-1]}")
    if any(not _halved(large, small) for large, small in zip(sizes, sizes[1:])):
        found.append(f"sizes are {sizes}")
    places = [image.place for image in images]
    if places != sorted(places):
        found.append("directories are out of order")
    spans = [_span(image) for image in images]
    if min(start for start, _ in spans) < max(places):
        found.append("tiles lie before a directory")
    if any(large[0] < small[1] for large, small in zip(spans, spans[1:])):
        found.append("tiles of a larger image lie before those of a smaller one")
    if b"BLOCK_LEADER=SIZE_AS_UINT4\nBLOCK_TRAILER=LAST_4_BYTES_REPEATED" in data[:300] and any(
        struct.pack("<I", size) != data[start - 4 : start]
        or data[start + size - 4 : start + size] != data[start + size : start + size + 4]
        for image in images
        for start, size in _tiles(image)
    ):
        found.append("a tile does not stand between its length and its last bytes")
    if b"BLOCK_ORDER=ROW_MAJOR" in data[:300] and any(
        _tiles(image) != sorted(_tiles(image)) for image in images
    ):
        found.append("tiles are out of order")
    return found


def _halved(large: tuple[int, int], small: tuple[int, int]) -> bool:
    return all(abs(2 * half - side) <= 1 or half == side == 1 for side, half in zip(large, small))


def _span(image: Image) -> tuple[int, int]:
    tiles = _tiles(image)
    return min(start for start, _ in tiles), max(start + size for start, size in tiles)


def _tiles(image: Image) -> list[tuple[int, int]]:
    """Where the tiles that are there begin, and how many bytes they take."""
    return [tile for tile in zip(image.tags[_TILE_OFFSETS], image.tags[_TILE_BYTES]) if tile[1]]


def _images(data: bytes) -> list[Image]:
    assert data[:2] == b"II"
    big = struct.unpack_from("<H", data, 2)[0] == 43
    number, entry, inline = ("Q", 20, 8) if big else ("I", 12, 4)
    (place,) = struct.unpack_from(f"<{number}", data, 8 if big else 4)
    images = []
    while place:
        count_format = "<Q" if big else "<H"
        (count,) = struct.unpack_from(count_format, data, place)
        first = place + struct.calcsize(count_format)
        tags = {}
        for at in range(first, first + count * entry, entry):
            tag, kind = struct.unpack_from("<HH", data, at)
            (length,) = struct.unpack_from(f"<{number}", data, at + 4)
            if kind not in _FORMATS:
                continue
            value_at = at + entry - inline
            values = f"<{length}{_FORMATS[kind]}"
            if struct.calcsize(values) > inline:
                (value_at,) = struct.unpack_from(f"<{number}", data, value_at)
            tags[tag] = struct.unpack_from(values, data, value_at)
        images.append(Image(place, tags))
        (place,) = struct.unpack_from(f"<{number}", data, first + count * entry)
    return images
