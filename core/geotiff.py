"""GeoTIFF files: written tile by tile, then laid out anew as Cloud-Optimised GeoTIFF (COG).

The layout (OGC 21-026, "OGC Cloud Optimized GeoTIFF Standard") wants the overviews before the full
resolution, so it cannot be written in one go: the finished file is copied.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from .grid import Grid, blocks
from .lazy import LazyModule
from .progress import Progress
from .rasters import gdal_errors

if TYPE_CHECKING:
    import rasterio
    import rasterio.shutil
else:
    rasterio = LazyModule("rasterio")
    rasterio.shutil = LazyModule("rasterio.shutil")

BLOCK = 512
"""Side of the tiles in written files, pixels; what is larger has overviews."""

_FAST = {"compress": "zstd", "num_threads": "all_cpus", "bigtiff": "if_safer"}

_OVERVIEW_BYTES = 2**26
"""Most that GDAL may hold of the source while it makes overviews; two rows of tiles if they take less.

With its own limit, 10 MB, it would decode the tiles of ten bands again and again."""

_CACHE_BYTES = 2**26
"""For GDAL's blocks: a file is read once from top to bottom."""

_STEPS = 3
"""Of laying out a file: overviews, the copy, reading it back."""


def begin(path: Path, grid: Grid, *, dtype: str, count: int, nodata: float | None) -> Any:  # noqa: ANN401
    """Create the file that tiles are written into; `optimise` it once it is closed.

    The bands of a pixel lie together, as in the COG: copying then decodes each tile once.
    """
    picture = (dtype, count) == ("uint8", 3)  # GDAL would call a fourth band of this kind alpha
    rows, cols = (min(BLOCK, -(-side // 16) * 16) for side in grid.shape)
    return rasterio.open(
        path, "w", driver="GTiff", dtype=dtype, count=count, nodata=nodata,
        height=grid.height, width=grid.width, transform=rasterio.Affine(*grid.transform),
        crs=rasterio.crs.CRS.from_wkt(grid.crs) if grid.crs else None,
        tiled=True, blockysize=rows, blockxsize=cols, interleave="pixel", zstd_level=1,
        photometric="rgb" if picture else "minisblack", **_FAST,
    )  # fmt: skip


def optimise(averaged: Mapping[Path, bool], progress: Progress) -> None:
    """Turn closed GeoTIFFs into COGs with all that they carry.

    Args:
        averaged: The files, each replaced when its copy is complete; and whether overviews hold means of
            the observed pixels (measurements). Otherwise they hold every second pixel: no value that was
            not there, and shares of classes and of nodata stay what they are, where the most frequent
            value would lose the rare and fill the gaps.
        progress: Told how far it is.

    Raises:
        OSError: The disk is full; a file that was not done yet stays.
    """
    with rasterio.Env(GDAL_CACHEMAX=_CACHE_BYTES), ThreadPoolExecutor(2) as workers:
        steps: list[Path] = []
        files = [workers.submit(_optimise, *file, steps.append) for file in averaged.items()]
        while wait(files, timeout=0.2).not_done:
            progress.report(len(steps) / (_STEPS * len(files)))
    for file in files:
        file.result()


def _optimise(path: Path, averaged: bool, step_done: Callable[[Path], None]) -> None:
    copy = path.with_name(f"{path.stem}.cog{path.suffix}")
    try:
        _add_overviews(path, averaged=averaged)
        step_done(path)
        with rasterio.open(path) as source:
            rasterio.shutil.copy(
                source, copy, driver="COG", level=1, blocksize=BLOCK, overviews="force_use_existing",
                predictor="standard" if _gradual(source, averaged=averaged) else "no", **_FAST,
            )  # fmt: skip
        step_done(path)
        _read_back(copy)
        step_done(path)
        copy.replace(path)
    except gdal_errors() as error:
        raise OSError(errno.ENOSPC, "Not all was written") from error
    finally:
        copy.unlink(missing_ok=True)


def _add_overviews(path: Path, *, averaged: bool) -> None:
    """Give a file its overviews: half the size of the other, down to one tile.

    The COG driver would make them itself, but takes twice as long.
    """
    kinds = rasterio.enums.Resampling
    with rasterio.open(path) as dataset:
        tiles = 2 * BLOCK * dataset.width * dataset.count * np.dtype(dataset.dtypes[0]).itemsize
    options = {
        "GDAL_OVR_CHUNK_MAX_SIZE": min(tiles, _OVERVIEW_BYTES), "GDAL_TIFF_OVR_BLOCKSIZE": BLOCK,
        "GDAL_NUM_THREADS": "ALL_CPUS", "COMPRESS_OVERVIEW": "ZSTD", "ZSTD_LEVEL_OVERVIEW": 1,
    }  # fmt: skip
    with rasterio.Env(**options), rasterio.open(path, "r+") as dataset:
        levels = [2**k for k in range(1, 32) if max(dataset.shape) > BLOCK * 2 ** (k - 1)]
        if levels:
            dataset.build_overviews(levels, kinds.average if averaged else kinds.nearest)


def _gradual(dataset: Any, *, averaged: bool) -> bool:  # noqa: ANN401
    """Whether differences of neighbours are smaller: of reflectance, not of what has few distinct values."""
    return averaged and dataset.dtypes[0] in ("uint16", "int16")


def _read_back(path: Path) -> None:
    """Read every block: GDAL reports a disk that filled up while closing to no one."""
    with rasterio.open(path) as dataset:
        levels = range(-1, len(dataset.overviews(1)))
    for level in levels:
        options = {} if level < 0 else {"overview_level": level}
        with rasterio.open(path, num_threads="all_cpus", **options) as dataset:
            for window in blocks(dataset.shape):
                dataset.read(window=rasterio.windows.Window.from_slices(*window))
