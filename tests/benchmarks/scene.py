"""A made-up landscape of any size, as the files that `fuse`, `cluster` and `correct` read.

Everything follows from the place of a pixel and the seed alone: noise on lattices of cells of 2 to
2048 px, each number hashed from its cell, summed up from coarse to fine by Chaikin's subdivision
(smooth, and the same whatever window is asked for). A smaller scene is a part of a larger one, so half
the height is the upper half. Class borders are fractal: components of all sizes, from one pixel to
almost the whole scene, and rivers that run through everything.

Three landscapes lie over one another. The `truth` gives the mosaic its colours. What is `believed`
gives the probabilities: the truth with errors in patches, in single pixels, and rivers that go on under
bridges and sandbanks. What is `remembered` gives the external map: the truth in cells of 8 px, with
outdated patches and missing buildings.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import rasterio

from surecover.core.grid import Window, blocks
from surecover.core.outputs import BLOCK
from surecover.core.rasterscheme import CLASS_IDS_TAG
from surecover.core.scheme import load_scheme
from surecover.core.stored import PROBABILITY_NODATA, PROBABILITY_STEPS

WATER, GRASS, FOREST, BARREN, INDUSTRIAL, RESIDENTIAL, BUILDING, OPEN_LAND = range(1, 9)
CLASSES = (WATER, GRASS, FOREST, BARREN, INDUSTRIAL, RESIDENTIAL)

SIDE = 1024
"""Side of the windows in which a scene is made, a multiple of `CELL`."""

CELL = 8
"""Side of the external map's cells, pixels."""

BYTES_PER_PIXEL = 10
"""What a scene of 3 dates and 4 bands takes on the disk, measured, rounded up."""

_EXTERNAL = np.array([0, WATER, OPEN_LAND, FOREST, OPEN_LAND, BUILDING, BUILDING], np.uint8)
_MISTAKEN = np.array([0, FOREST, BARREN, GRASS, INDUSTRIAL, RESIDENTIAL, GRASS], np.uint8)
"""What a class is mistaken for."""

_COLOURS = np.array(
    [
        [0, 0, 0, 0],
        [700, 600, 350, 200],
        [450, 800, 600, 3100],
        [250, 450, 300, 2300],
        [1300, 1700, 2100, 2700],
        [2300, 2400, 2500, 2600],
        [1300, 1300, 1450, 1900],
    ],
    np.float32,
)
"""Blue, green, red, near infrared of each class, reflectance × 10,000."""

_LEVELS = 16
"""Distinct shares of a date's first class."""


@dataclass(frozen=True)
class Scene:
    """The files of a scene, of one grid."""

    probabilities: tuple[str, ...]
    mosaic: str
    external: str

    @property
    def paths(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.probabilities, self.mosaic, self.external)


@dataclass(frozen=True)
class Landscape:
    """One window of a scene, uint8 (rows, cols) of class ids, and what else its files are made from.

    Attributes:
        truth, believed, remembered: See the module; `remembered` holds ids of the external map.
        texture: float32 (rows, cols), about −3..3.
        sureness: uint8 (rows, cols), 0.._LEVELS − 1.
        noise, chance: uint32 (rows, cols), random bits of each pixel.
    """

    truth: np.ndarray
    believed: np.ndarray
    remembered: np.ndarray
    texture: np.ndarray
    sureness: np.ndarray
    noise: np.ndarray
    chance: np.ndarray


def write_scene(
    folder: Path, height: int, width: int, *, dates: int = 3, bands: int = 4, seed: int = 1
) -> Scene:
    """Write the files of a scene into a folder, window by window, or find them there whole.

    Args:
        folder: Where they go; made if missing.
        height: Rows.
        width: Columns.
        dates: Rasters of probabilities.
        bands: Of the mosaic.
        seed: Of the landscape.
    """
    folder.mkdir(parents=True, exist_ok=True)
    names = [f"probabilities_{date}.tif" for date in range(1, dates + 1)]
    scene = Scene(
        tuple(str(folder / name) for name in names), str(folder / "mosaic.tif"), str(folder / "external.tif")
    )
    done = folder / "scene.json"
    wanted = json.dumps({"size": [height, width], "dates": dates, "bands": bands, "seed": seed})
    if done.is_file() and done.read_text() == wanted:
        return scene
    done.unlink(missing_ok=True)
    # GDAL would keep written blocks up to a share of the machine's memory.
    with rasterio.Env(GDAL_CACHEMAX=64), ExitStack() as stack:
        files = [stack.enter_context(file) for file in _created(scene, height, width, dates, bands)]
        for (rows, cols), arrays in _made(height, width, dates, bands, seed):
            part = rasterio.windows.Window.from_slices(rows, cols)
            inside = np.s_[:, : rows.stop - rows.start, : cols.stop - cols.start]
            for file, values in zip(files, arrays):
                file.write(values[inside], window=part)
    done.write_text(wanted)
    return scene


def _created(scene: Scene, height: int, width: int, dates: int, bands: int) -> Iterator[Any]:
    """The files in the order of `Scene.paths`, open for writing."""
    scheme = load_scheme("basic6")
    names = [scheme.by_id(id_).name for id_ in CLASSES]
    shape = {"height": height, "width": width}
    for path in scene.probabilities:
        file = _new(path, count=len(CLASSES), dtype="uint8", nodata=PROBABILITY_NODATA, **shape)
        file.update_tags(**scheme.tags(), **{CLASS_IDS_TAG: json.dumps(CLASSES)})
        file.scales = [1 / PROBABILITY_STEPS] * len(CLASSES)
        for band, name in enumerate(names, start=1):
            file.set_band_description(band, name)
        yield file
    yield _new(scene.mosaic, count=bands, dtype="uint16", nodata=0, **shape)
    file = _new(scene.external, count=1, dtype="uint8", nodata=0, **shape)
    file.update_tags(**scheme.tags())
    yield file


def _new(path: str, *, height: int, width: int, **profile: Any) -> Any:
    rows, cols = (min(BLOCK, -(-side // 16) * 16) for side in (height, width))
    return rasterio.open(
        path, "w", driver="GTiff", height=height, width=width, crs="EPSG:32633", interleave="pixel",
        transform=rasterio.Affine(10, 0, 500_000, 0, -10, 5_000_000), tiled=True, blockysize=rows,
        blockxsize=cols, compress="zstd", zstd_level=1, bigtiff="if_safer", num_threads="all_cpus", **profile,
    )  # fmt: skip


def _made(
    height: int, width: int, dates: int, bands: int, seed: int
) -> Iterator[tuple[Window, list[np.ndarray]]]:
    """The windows with the arrays of the files, made by threads a little ahead of the writing."""

    def make(window: Window) -> list[np.ndarray]:
        origin = window[0].start, window[1].start
        land = landscape(*origin, SIDE, seed)
        by_date = [_probabilities(land, *origin, date, seed) for date in range(dates)]
        return [*by_date, _mosaic(land, bands), land.remembered[None]]

    ahead: list[tuple[Window, Future[list[np.ndarray]]]] = []
    workers = min(2, os.cpu_count() or 1)
    with ThreadPoolExecutor(workers) as pool:
        for window in blocks((height, width), SIDE):
            ahead.append((window, pool.submit(make, window)))
            if len(ahead) > workers:
                first, made = ahead.pop(0)
                yield first, made.result()
        for window, made in ahead:
            yield window, made.result()


def landscape(row: int, col: int, side: int, seed: int = 1) -> Landscape:
    """A square window of a scene; its corner and side are multiples of 32."""

    def noise(number: int, finest: int, coarsest: int, roughness: float) -> np.ndarray:
        return _field(100 * seed + number, row, col, side, finest, coarsest, roughness)

    height, wetness = noise(1, 2, 2048, 0.45), noise(2, 2, 2048, 0.4)
    urban = noise(4, 16, 512, 0.9)
    chance = _hashed(100 * seed + 20, row, col, side, side)
    river = np.abs(noise(3, 8, 2048, 1.0) + 0.006 * height) < 0.012 + 0.006 * urban.clip(-1, 2)
    land = np.where(wetness > 0.15, np.uint8(FOREST), np.uint8(GRASS))
    land[height > 1.35] = BARREN
    _build(land, urban, row, col, seed)
    truth = np.where(river | (height < -1.7), np.uint8(WATER), land)
    # Bridges and sandbanks: the river is not seen, but a classifier follows it.
    hidden = river & (_repeated(100 * seed + 21, row, col, side, 16) < _share(0.12))
    truth[hidden] = np.where(land == FOREST, np.uint8(BARREN), land)[hidden]

    mistakes = noise(5, 2, 128, 0.7)
    wrong = (mistakes > 1.9) | (chance < _share(0.003))
    believed = np.where(wrong, _MISTAKEN[truth], truth)
    believed[hidden] = WATER
    return Landscape(
        truth, believed, _remembered(truth, noise(6, 16, 256, 0.8), row, col, seed), noise(7, 2, 64, 0.4),
        ((noise(8, 8, 64, 0.8) + 2.2) * (_LEVELS / 4.4)).clip(0, _LEVELS - 1).astype(np.uint8),
        _hashed(100 * seed + 22, row, col, side, side), chance,
    )  # fmt: skip


def _build(land: np.ndarray, urban: np.ndarray, row: int, col: int, seed: int) -> None:
    """Put buildings into towns: rectangles of hashed size, houses in cells of 8 px, plants of 32."""
    side = len(land)
    kinds = ((32, 10, INDUSTRIAL, 1.5), (8, 2, RESIDENTIAL, 1.1))
    for order, (cell, least, class_, low) in enumerate(kinds):
        bits = _hashed(100 * seed + 30 + order, row // cell, col // cell, -(-side // cell), -(-side // cell))
        tall, wide, chance = (
            part.astype(np.uint8).repeat(cell, axis=0).repeat(cell, axis=1)[:side, :side]
            for part in (
                least + (bits >> 8 & 0xFF) % (cell - least + 1),
                least + (bits >> 16 & 0xFF) % (cell - least + 1),
                bits & 0xFF,
            )
        )
        within = (np.arange(side) % cell).astype(np.uint8)
        inside = (within[:, None] < tall) & (within < wide)
        dense = chance < ((urban - np.float32(low)) * np.float32(200)).clip(0, 220)
        land[inside & dense & (land != BARREN)] = class_


def _remembered(truth: np.ndarray, age: np.ndarray, row: int, col: int, seed: int) -> np.ndarray:
    """The external map: cells of one class, some of them outdated, some buildings missing."""
    half = CELL // 2
    cells, outdated = truth[half::CELL, half::CELL], age[half::CELL, half::CELL] > 1.25
    cells = np.where(outdated, _MISTAKEN[cells], cells)
    known = _EXTERNAL[cells]
    bits = _hashed(100 * seed + 23, row // CELL, col // CELL, *known.shape)
    known[(known == BUILDING) & (bits < _share(0.35))] = OPEN_LAND
    known[bits > _share(0.999)] = 0
    return known.repeat(CELL, axis=0).repeat(CELL, axis=1)


def _probabilities(land: Landscape, row: int, col: int, date: int, seed: int) -> np.ndarray:
    """What a classifier says of one date, uint8 (classes, rows, cols); nodata under clouds."""
    side = len(land.truth)
    number = 100 * seed + 40 + date
    clouds = _field(number, row, col, side, 32, 1024, 0.9) > 1.0
    doubt = _hashed(number + 20, row, col, side, side)
    other = np.where(land.truth != land.believed, land.truth, _MISTAKEN[land.believed])
    swapped = doubt < _share(0.03)
    first = np.where(swapped, other, land.believed)
    second = np.where(swapped, land.believed, other)
    level = (land.sureness + (doubt >> 3 & 1).astype(np.uint8)).clip(0, _LEVELS - 1)
    level[swapped] >>= 2
    pattern = (first.astype(np.uint16) * 7 + second) * _LEVELS + level
    pattern[clouds] = 0
    return np.stack([shares.take(pattern) for shares in _SHARES])


def _shares() -> np.ndarray:
    """Stored probabilities by first class, second class and level: uint8 (classes, patterns)."""
    table = np.full((7, 7, _LEVELS, 6), PROBABILITY_NODATA, np.uint8)
    for level in range(_LEVELS):
        most = round((0.45 + 0.5 * level / _LEVELS) * PROBABILITY_STEPS)
        rest = (PROBABILITY_STEPS - most) // 10
        for first in CLASSES:
            for second in CLASSES:
                if second != first:
                    table[first, second, level] = rest
                    table[first, second, level, first - 1] = most
                    table[first, second, level, second - 1] = PROBABILITY_STEPS - most - 4 * rest
    return table.reshape(-1, 6).T.copy()


_SHARES = _shares()


def _mosaic(land: Landscape, bands: int) -> np.ndarray:
    """Reflectance × 10,000, uint16 (bands, rows, cols), 0 = nodata on a few single pixels."""
    mosaic = np.empty((bands, *land.truth.shape), np.uint16)
    places = np.linspace(0, 3, bands) if bands > 4 else np.arange(bands)
    bright = 1 + np.float32(0.08) * land.texture
    grain = (land.noise & np.uint32(0x7F7F7F7F)).view(np.uint8).reshape(*land.noise.shape, 4)
    for band, place in enumerate(places):
        colours = np.array([np.interp(place, range(4), colour) for colour in _COLOURS], np.float32)
        values = colours.take(land.truth)
        values *= bright
        values += grain[..., band % 4]
        mosaic[band] = values
    mosaic[:, land.chance > _share(0.9995)] = 0
    return mosaic


def _share(share: float) -> np.uint32:
    """The number below which this share of hashed numbers lies."""
    return np.uint32(share * 2**32)


def _repeated(seed: int, row: int, col: int, side: int, cell: int) -> np.ndarray:
    """Hashed numbers of cells of `cell` px, which divides row, col and side, for each pixel."""
    cells = _hashed(seed, row // cell, col // cell, -(-side // cell), -(-side // cell))
    return cells.repeat(cell, axis=0).repeat(cell, axis=1)[:side, :side]


def _field(
    seed: int, row: int, col: int, side: int, finest: int, coarsest: int, roughness: float
) -> np.ndarray:
    """Noise of cells of `finest` to `coarsest` px (powers of 2), float32 (side, side), about unit variance.

    Cells of 256 px weigh most, so that a scene of 1000 px holds about all there is.
    """
    cells = [2**power for power in range(12) if finest <= 2**power <= coarsest]
    weights = {cell: min(cell, 256**2 / cell) ** roughness for cell in cells}
    # A hashed number has variance 1/12, of which Chaikin's weights keep about 0.3.
    unit = sum(weight**2 for weight in weights.values()) ** 0.5 * (0.3 / 12) ** 0.5
    return _level(seed, 1, row, col, side, side, {cell: weights[cell] / unit for cell in cells})


def _level(
    seed: int, cell: int, row: int, col: int, rows: int, cols: int, weights: dict[int, float]
) -> np.ndarray:
    """Sum of the noise of cells of at least `cell` px, at cells (row.., col..)."""
    if cell < max(weights):
        above, left = row // 2 - 1, col // 2 - 1
        below, right = (row + rows - 1) // 2 + 2, (col + cols - 1) // 2 + 2
        coarse = _level(seed, 2 * cell, above, left, below - above, right - left, weights)
        fine = _subdivided(coarse)
        top, start = row - 2 * (above + 1), col - 2 * (left + 1)
        field = fine[top : top + rows, start : start + cols]
    else:
        field = np.zeros((rows, cols), np.float32)
    if cell in weights:
        numbers = _hashed(seed + 7919 * cell, row, col, rows, cols).astype(np.float32)
        numbers -= np.float32(2**31)
        numbers *= np.float32(weights[cell] / 2**32)
        field = field + numbers
    return field


def _subdivided(coarse: np.ndarray) -> np.ndarray:
    """Chaikin's subdivision of all cells but the outer ones: (n, m) → (2n − 4, 2m − 4)."""
    near, far = coarse * np.float32(0.75), coarse * np.float32(0.25)
    rows = np.empty((2 * len(coarse) - 4, coarse.shape[1]), np.float32)
    np.add(near[1:-1], far[:-2], out=rows[0::2])
    np.add(near[1:-1], far[2:], out=rows[1::2])
    near, far = rows * np.float32(0.75), rows * np.float32(0.25)
    fine = np.empty((len(rows), 2 * coarse.shape[1] - 4), np.float32)
    np.add(near[:, 1:-1], far[:, :-2], out=fine[:, 0::2])
    np.add(near[:, 1:-1], far[:, 2:], out=fine[:, 1::2])
    return fine


def _hashed(seed: int, row: int, col: int, rows: int, cols: int) -> np.ndarray:
    """A pseudo-random uint32 for each place (lowbias32 of Wellons, over rows and then columns)."""
    of_rows = _scrambled(np.arange(row, row + rows).astype(np.uint32) + np.uint32(seed * 0x9E3779B1 % 2**32))
    of_cols = np.arange(col, col + cols).astype(np.uint32) * np.uint32(0x85EBCA77)
    return _scrambled(of_rows[:, None] ^ of_cols)


def _scrambled(numbers: np.ndarray) -> np.ndarray:
    for shift, factor in ((16, 0x7FEB352D), (15, 0x846CA68B)):
        numbers ^= numbers >> np.uint32(shift)
        numbers *= np.uint32(factor)
    numbers ^= numbers >> np.uint32(16)
    return numbers
