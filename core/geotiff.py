"""GeoTIFF files: written tile by tile, then laid out anew as Cloud-Optimised GeoTIFF (COG).

The layout (OGC 21-026, "OGC Cloud Optimized GeoTIFF Standard") wants the overviews before the full
resolution, so it cannot be written in one go: the finished file is copied.
"""

from __future__ import annotations

import errno
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .grid import Grid, blocks
from .lazy import LazyModule
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
"""Most that GDAL holds of the source while it makes overviews. Its own limit, 10 MB, is less than the four
tiles under one tile of an overview of ten bands, each of which it would then decode again and again."""


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


def optimise(path: Path, *, averaged: bool) -> None:
    """Turn a closed GeoTIFF into a COG with all that it carries.

    Args:
        path: The file; replaced when its copy is complete.
        averaged: Whether overviews hold means of the observed pixels (measurements). Otherwise they
            hold every second pixel: no value that was not there, and shares of classes and of nodata
            stay what they are, where the most frequent value would lose the rare and fill the gaps.

    Raises:
        OSError: The disk is full; the file stays.
    """
    copy = path.with_name(f"{path.stem}.cog{path.suffix}")
    try:
        with rasterio.open(path) as source, rasterio.Env(GDAL_OVR_CHUNK_MAX_SIZE=_OVERVIEW_BYTES):
            rasterio.shutil.copy(
                source, copy, driver="COG", level=1, blocksize=BLOCK,
                overview_resampling="average" if averaged else "nearest",
                predictor=_predictor(source.dtypes[0], averaged=averaged), **_FAST,
            )  # fmt: skip
        _read_back(copy)
        copy.replace(path)
    except gdal_errors() as error:
        raise OSError(errno.ENOSPC, "Not all was written") from error
    finally:
        copy.unlink(missing_ok=True)


def _predictor(dtype: str, *, averaged: bool) -> str:
    """Differences of neighbours make measurements smaller, but class maps larger."""
    if dtype.startswith("float"):
        return "floating_point"
    return "standard" if averaged else "no"


def _read_back(path: Path) -> None:
    """Read every block: GDAL reports a disk that filled up while closing to no one."""
    with rasterio.open(path) as dataset:
        levels = range(-1, len(dataset.overviews(1)))
    for level in levels:
        options = {} if level < 0 else {"overview_level": level}
        with rasterio.open(path, num_threads="all_cpus", **options) as dataset:
            for window in blocks(dataset.shape):
                dataset.read(window=rasterio.windows.Window.from_slices(*window))
