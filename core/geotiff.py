"""GeoTIFF files: written tile by tile, then laid out anew as Cloud-Optimised GeoTIFF (COG).

The layout (OGC 21-026, "OGC Cloud Optimized GeoTIFF Standard") wants the overviews before the full
resolution, so it cannot be written in one go: the finished file is copied.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from .grid import Grid, Window, blocks
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


class Content:
    """What a file shall hold, to be compared with what it holds in the end.

    On a full disk GDAL may lose tiles without a word, and write empty ones in their place when room comes
    back before it closes the file.

    Attributes:
        averaged: Whether overviews hold means of the observed pixels (measurements). Otherwise they hold
            every second pixel: no value that was not there, and shares of classes and of nodata stay what
            they are, where the most frequent value would lose the rare and fill the gaps.
        dtype: Of the numbers.
        nothing: The number of pixels that nothing was written to.

    Args:
        dataset: The file, open.
        averaged: See there.
    """

    def __init__(self, dataset: Any, *, averaged: bool = False) -> None:  # noqa: ANN401
        self.averaged = averaged
        self.dtype = np.dtype(dataset.dtypes[0])
        self.nothing = np.array(0 if dataset.nodata is None else dataset.nodata).astype(self.dtype)
        self._missing = dataset.count * dataset.height * dataset.width
        self._sum = 0

    def add(self, values: np.ndarray) -> None:
        """Take in what is written."""
        self._missing -= values.size
        self._sum += _sum_of_bits(values)

    def check(self, path: Path) -> None:
        """Read every block of a closed file.

        Raises:
            OSError: It does not hold what was written.
        """
        try:
            with rasterio.open(path, num_threads="all_cpus") as dataset:
                self.compare(dataset.read(window=_window(window)) for window in blocks(dataset.shape))
        except gdal_errors() as error:
            raise _incomplete() from error

    def compare(self, parts: Iterable[np.ndarray]) -> None:
        """Compare with all that a file holds, in parts.

        Raises:
            OSError: They are not what was written.
        """
        found = sum(_sum_of_bits(part) for part in parts)
        if (found - self._sum - self._missing * _sum_of_bits(self.nothing)) % 2**64:
            raise _incomplete()

    def is_nothing(self, values: np.ndarray) -> np.ndarray:
        """Where pixels hold what stands for nothing written."""
        empty: np.ndarray = np.isnan(values) if np.isnan(self.nothing) else values == self.nothing
        return empty


def _sum_of_bits(values: np.ndarray) -> int:
    """The numbers, their bits taken for whole numbers: their sum modulo 2⁶⁴."""
    return int(np.ascontiguousarray(values).view(f"u{values.itemsize}").sum(dtype=np.uint64))


def _incomplete() -> OSError:
    return OSError(errno.ENOSPC, "Not all was written")


def _window(window: Window) -> Any:  # noqa: ANN401
    return rasterio.windows.Window.from_slices(*window)


def optimise(files: Mapping[Path, Content], progress: Progress) -> None:
    """Turn closed GeoTIFFs into COGs with all that they carry.

    Args:
        files: The files, each replaced when its copy is complete, with what they shall hold.
        progress: Told how far it is.

    Raises:
        OSError: The disk is full, or was when the files were written; a file that was not done yet stays.
    """
    with rasterio.Env(GDAL_CACHEMAX=_CACHE_BYTES), ThreadPoolExecutor(2) as workers:
        steps: list[Path] = []
        running = [workers.submit(_optimise, *file, steps.append) for file in files.items()]
        while wait(running, timeout=0.2).not_done:
            progress.report(len(steps) / (_STEPS * len(running)))
    for file in running:
        file.result()


def _optimise(path: Path, content: Content, step_done: Callable[[Path], None]) -> None:
    copy = path.with_name(f"{path.stem}.cog{path.suffix}")
    # The last one is rasterio's for what GDAL does not explain.
    failures: tuple[type[Exception], ...] = (*gdal_errors(), SystemError)
    try:
        _add_overviews(path, averaged=content.averaged)
        step_done(path)
        with rasterio.open(path) as source:
            rasterio.shutil.copy(
                source, copy, driver="COG", level=1, blocksize=BLOCK, overviews="force_use_existing",
                predictor="standard" if _gradual(content) else "no", **_FAST,
            )  # fmt: skip
        step_done(path)
        _read_back(copy, path, content)
        step_done(path)
        copy.replace(path)
    except failures as error:
        raise _incomplete() from error
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


def _gradual(content: Content) -> bool:
    """Whether differences of neighbours are smaller: of reflectance, not of what has few distinct values."""
    return content.averaged and content.dtype.name in ("uint16", "int16")


def _read_back(copy: Path, made: Path, content: Content) -> None:
    """Compare all of a copy with what it shall hold, and its overviews with those of the file it was made of.

    Raises:
        OSError: Something is missing.
    """
    with rasterio.open(copy, num_threads="all_cpus") as dataset:
        factors = dataset.overviews(1)
        shown = _Shown(dataset.shape, factors, content)
        windows = blocks(dataset.shape)
        content.compare(shown.seen(dataset.read(window=_window(window)), window) for window in windows)
    for level, factor in enumerate(factors):
        options = {"overview_level": level, "num_threads": "all_cpus"}
        with rasterio.open(copy, **options) as dataset, rasterio.open(made, **options) as original:
            for window in blocks(dataset.shape, BLOCK):
                values, expected = (file.read(window=_window(window)) for file in (dataset, original))
                if values.tobytes() != expected.tobytes() or shown.lacks(values, factor, window):
                    raise _incomplete()


class _Shown:
    """What overviews must show: a tile of them cannot be empty where the pixels below it are not.

    A square of as many pixels as one pixel of the overview stands for always shows in it.

    Args:
        shape: (rows, cols) of the full resolution.
        factors: By which overviews are smaller: 2, 4, 8, …
        content: Of the file.
    """

    def __init__(self, shape: tuple[int, int], factors: Sequence[int], content: Content) -> None:
        self._content = content
        self._tiles = {
            factor: np.zeros([-(-side // (BLOCK * factor)) for side in shape], bool) for factor in factors
        }

    def seen(self, values: np.ndarray, window: Window) -> np.ndarray:
        """Take in one of the `blocks` of the full resolution (bands, rows, cols); returns it."""
        full = ~self._content.is_nothing(values[0]) if self._tiles else np.zeros((0, 0), bool)
        for factor, tiles in self._tiles.items():
            rows, cols = (side // 2 * 2 for side in full.shape)
            full = full[0:rows:2] & full[1:rows:2]
            full = full[:, 0:cols:2] & full[:, 1:cols:2]
            # At the edges a pixel of the overview may belong to the next tile.
            tiles[_tile(window, factor)] |= full[1:-1, 1:-1].any()
        return values

    def lacks(self, values: np.ndarray, factor: int, window: Window) -> bool:
        """Whether a tile (bands, rows, cols) of an overview is empty though it must not be."""
        wanted = self._tiles[factor][_tile(window, 1)]
        return bool(wanted and self._content.is_nothing(values[0]).all())


def _tile(window: Window, factor: int) -> tuple[int, int]:
    """The tile of an overview in which a window begins that counts pixels so many times smaller."""
    rows, cols = window
    return rows.start // (BLOCK * factor), cols.start // (BLOCK * factor)
