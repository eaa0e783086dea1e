"""Cloudy images of several dates as providers ship them, of any size and made quickly, for `mosaic`.

One pattern of `_PATTERN` pixels a side is repeated, turned over from one repetition to the next. Every
date has its own illumination (a line per band), noise and clouds, a tenth more than the date before;
the scene classification beside it, at twice the pixel size, knows them. The second date ends at the
edge of a swath.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import rasterio
from scipy import ndimage

from surecover.core.demo.statistics import BANDS
from surecover.core.grid import blocks
from tests.benchmarks.chain import LARGE

_BYTES = 17
"""What a date with its mask takes on the disk at most, bytes a pixel."""

_OUTPUT_BYTES = 50
"""What all outputs and a second copy of them take at most, bytes a pixel."""

LEFT, TOP = 500_000, 5_000_000
"""Upper left corner; pixels are 10 m."""

_PATTERN = 1024

_BLOCK = 512

_CLOUD = 9
_VEGETATION = 4
_OUTSIDE = 0


@dataclass(frozen=True)
class Dates:
    """The files, one of each per date."""

    images: tuple[str, ...]
    masks: tuple[str, ...]


@contextmanager
def kept_dates(root: Path, height: int, width: int, *, dates: int = 6) -> Iterator[Dates]:
    """Dates in the folder of scenes, made if need be; large ones vanish afterwards.

    Args:
        root: Folder of the scenes unless SURECOVER_BENCH names another.
        height: Rows, even.
        width: Columns, even.
        dates: How many.
    """
    root = Path(os.environ.get("SURECOVER_BENCH") or root)
    root.mkdir(parents=True, exist_ok=True)
    folder = root / f"dates-{dates}x{height}x{width}"
    needed = height * width * (_OUTPUT_BYTES + (0 if folder.is_dir() else _BYTES * dates))
    free = shutil.disk_usage(root).free
    if free < needed * 1.1:
        pytest.skip(
            f"{root} has {free / 1e9:.1f} GB free; {dates} dates of {height} x {width} px need "
            f"{needed * 1.1 / 1e9:.1f} GB: name a folder on a larger disk in SURECOVER_BENCH"
        )
    try:
        yield write_dates(folder, height, width, dates=dates)
    finally:
        if height * width > LARGE and not os.environ.get("SURECOVER_KEEP"):
            shutil.rmtree(folder, ignore_errors=True)


def write_dates(folder: Path, height: int, width: int, *, dates: int = 6) -> Dates:
    """Write dated images (uint16, reflectance x 10000, deflate) and their masks, or find them there whole.

    Args:
        folder: Where they go; made if missing.
        height: Rows, even.
        width: Columns, even.
        dates: How many.
    """
    folder.mkdir(parents=True, exist_ok=True)
    days = [f"202308{day:02}" for day in range(1, dates + 1)]
    made = Dates(
        tuple(str(folder / f"s2_{day}.tif") for day in days),
        tuple(str(folder / f"scl_{day}.tif") for day in days),
    )
    done, wanted = folder / "dates.json", json.dumps([height, width, dates])
    if done.is_file() and done.read_text() == wanted:
        return made
    done.unlink(missing_ok=True)
    land = _landscape()
    for date, paths in enumerate(zip(made.images, made.masks)):
        _write_date(*paths, height, width, land, date)
    done.write_text(wanted)
    return made


def _landscape() -> np.ndarray:
    """Reflectance x 10000, float32 (bands, rows, cols): fields of different brightness."""
    random = np.random.default_rng(0)
    fields = _smooth(random, 64) + 0.5 * _smooth(random, 16) + 0.3 * _smooth(random, 4)
    green = _smooth(random, 128) + 0.4 * _smooth(random, 8)
    level = np.linspace(600, 2200, len(BANDS), dtype=np.float32)[:, None, None]
    weight = np.linspace(-1, 1, len(BANDS), dtype=np.float32)[:, None, None]
    land: np.ndarray = np.maximum(level * (1 + 0.25 * fields + 0.2 * weight * green), 50)
    return land


def _smooth(random: np.random.Generator, step: int) -> np.ndarray:
    side = _PATTERN // step + 2
    field: np.ndarray = ndimage.zoom(random.normal(size=(side, side)).astype(np.float32), step, order=1)
    return field[:_PATTERN, :_PATTERN]


def _write_date(image: str, mask: str, height: int, width: int, land: np.ndarray, date: int) -> None:
    random = np.random.default_rng(date + 1)
    gain = random.uniform(0.9, 1.1, (len(BANDS), 1, 1)).astype(np.float32)
    offset = random.uniform(-40, 120, (len(BANDS), 1, 1)).astype(np.float32)
    noise = random.normal(0, 15, land.shape).astype(np.float32)
    seen = np.maximum(land * gain + offset + noise, 1)
    sky = 2 * _smooth(random, 256) + _smooth(random, 64) + 0.5 * _smooth(random, 8)
    covered = sky > np.quantile(sky, 1 - 0.1 * (date + 1))
    bright = seen + np.float32(4000) + 500 * sky
    numbers = np.rint(np.where(covered, bright, seen)).astype(np.uint16)
    classes = np.where(covered[::2, ::2] | covered[1::2, 1::2], _CLOUD, _VEGETATION).astype(np.uint8)
    swath = width // 2 if date == 1 else width
    options = {
        "driver": "GTiff", "crs": "EPSG:32633", "tiled": True, "blockxsize": _BLOCK, "blockysize": _BLOCK,
        "compress": "deflate", "zlevel": 1, "bigtiff": "if_safer", "num_threads": "all_cpus", "nodata": 0,
    }  # fmt: skip
    with rasterio.Env(GDAL_CACHEMAX=64):
        with rasterio.open(
            image, "w", height=height, width=width, count=len(BANDS), dtype="uint16", predictor=2,
            transform=rasterio.Affine(10, 0, LEFT, 0, -10, TOP), **options,
        ) as file:  # fmt: skip
            file.update_tags(REFLECTANCE_SCALE="10000", REFLECTANCE_OFFSET="0")
            file.descriptions = BANDS
            for part, values in _repeated(numbers, height, width):
                values[:, :, max(0, swath - part.col_off) :] = 0
                file.write(values, window=part)
        with rasterio.open(
            mask, "w", height=height // 2, width=width // 2, count=1, dtype="uint8",
            transform=rasterio.Affine(20, 0, LEFT, 0, -20, TOP), **options,
        ) as file:  # fmt: skip
            file.descriptions = ["SCL"]
            for part, values in _repeated(classes[None], height // 2, width // 2):
                values[:, :, max(0, swath // 2 - part.col_off) :] = _OUTSIDE
                file.write(values, window=part)


def _repeated(
    pattern: np.ndarray, height: int, width: int
) -> Iterator[tuple[rasterio.windows.Window, np.ndarray]]:
    """Windows of a raster and the pattern there, turned over from one repetition to the next."""
    side = pattern.shape[-1]
    for rows, cols in blocks((height, width), side):
        turned = pattern[:, :: 1 - 2 * (rows.start // side % 2), :: 1 - 2 * (cols.start // side % 2)]
        values = turned[:, : rows.stop - rows.start, : cols.stop - cols.start].copy()
        yield rasterio.windows.Window.from_slices(rows, cols), values
