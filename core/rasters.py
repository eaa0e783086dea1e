"""Reading rasters; with `outputs`, the only module that touches raster files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np

from .errors import SureCoverError
from .grid import Grid
from .lazy import LazyModule
from .paths import gdal_name, is_remote
from .raster import Raster, cause_of, gdal_errors, has_alpha
from .sentinel2 import raster_name
from .tiled import Part, Tile, TiledRaster, common, common_grid, covering, tiles_of
from .vrtsources import check_sources

if TYPE_CHECKING:
    import rasterio
    import rasterio.shutil
    import rasterio.vrt
    import rasterio.warp
else:
    rasterio = LazyModule("rasterio")
    rasterio.shutil = LazyModule("rasterio.shutil")
    rasterio.vrt = LazyModule("rasterio.vrt")
    rasterio.warp = LazyModule("rasterio.warp")

__all__ = ["Raster", "bounds_on", "crs_name", "gdal_errors", "grid_of", "open_raster", "same_crs"]


@contextmanager
def open_raster(
    path: str, grid: Grid | None = None, *, label: str = "The raster", bilinear: bool = False
) -> Iterator[Raster]:
    """Open a raster for reading, on its own grid or resampled on the fly to another one.

    Args:
        path: A file, a Sentinel-2 product, or any GDAL name.
        grid: The grid to see it on; its own by default.
        label: How messages name it.
        bilinear: Resample bilinearly (reflectance) instead of nearest (classes).

    Yields:
        The open raster.

    Raises:
        SureCoverError: It cannot be opened, lacks a CRS that is needed, or does not overlap.
    """
    if tiles := tiles_of(path):
        with ExitStack() as stack:
            yield _open_tiles(path, tiles, grid, stack, label=label, bilinear=bilinear)
        return
    check_sources(path, label)
    try:
        dataset = rasterio.open(gdal_name(raster_name(path, label)))
    except gdal_errors() as error:
        raise SureCoverError(
            f"{label} cannot be opened as a raster: {path} ({cause_of(error)}); {_how_to_open(path)}."
        ) from error
    with dataset:
        _check_content(dataset, label, path)
        own = _grid_of(dataset)
        _check_sound(dataset, own, f"{label} ({path})" if path not in label else label)
        grid = grid or own
        if corner := _place(grid, own):
            with _unmasked(dataset) as bands:
                yield Raster(path, label, dataset, bands, grid, corner)
            return
        _check_overlap(own, grid, label, path)
        options = _warp_options(dataset, own, grid, bilinear)
        with _unmasked(dataset) as bands, _warped(bands, options, f"{label} ({path})") as view:
            yield Raster(path, label, dataset, view, grid)


def _how_to_open(path: str) -> str:
    if is_remote(path):
        return "check the address and the connection, or download the file and choose that"
    return "choose a file that GDAL can read"


_PICTURES = ("WMS", "WMTS")
"""Drivers of what is drawn somewhere else; the first one reads XYZ and ArcGIS services, too."""


def _check_content(dataset: Any, label: str, path: str) -> None:  # noqa: ANN401
    if dataset.driver in _PICTURES:
        raise SureCoverError(
            f"{label} is a service that draws a map: {path}; a picture holds no measurements, so download "
            "the data that it shows and choose that file."
        )
    if dataset.count == 0:
        raise SureCoverError(f"{label} holds no bands of its own: {path}; choose one of its sub-datasets.")


def _open_tiles(
    path: str, tiles: Sequence[Tile], grid: Grid | None, stack: ExitStack, *, label: str, bilinear: bool
) -> TiledRaster:
    """Open tiles as one raster: on a grid, or on that of the first one, as far as all of them reach."""
    own = [grid_of(tile.path, label) for tile in tiles]
    bounds = [bounds_on(grid or own[0], one, label, tile.path) for one, tile in zip(own, tiles)]
    grid = grid or common_grid(own[0], [covering(own[0], edges) for edges in bounds])
    parts: list[Part] = []
    for tile, edges in zip(tiles, bounds):
        window = common(covering(grid, edges), grid.window)
        if window is None:
            continue
        place = grid.part(window)
        raster = stack.enter_context(open_raster(tile.path, place, label=label, bilinear=bilinear))
        image = raster
        if tile.image != tile.path:
            image = stack.enter_context(open_raster(tile.image, place, label=label, bilinear=True))
        parts.append(Part(window, raster, image))
    if not parts:
        raise _elsewhere(label, path)
    return TiledRaster(path, grid, parts)


@contextmanager
def _unmasked(dataset: Any) -> Iterator[Any]:  # noqa: ANN401
    """The dataset itself, or a view of it in which no band is alpha."""
    if not has_alpha(dataset):
        yield dataset
        return
    with rasterio.MemoryFile(ext=".vrt") as memory:
        rasterio.shutil.copy(dataset, memory.name, driver="VRT")
        with rasterio.open(memory.name, "r+") as view:
            view.colorinterp = [rasterio.enums.ColorInterp.undefined] * view.count
        with rasterio.open(memory.name) as view:
            yield view


def grid_of(path: str, label: str = "The raster") -> Grid:
    """The grid of a raster file."""
    with open_raster(path, label=label) as raster:
        return raster.grid


def _grid_of(dataset: Any) -> Grid:  # noqa: ANN401
    crs = dataset.crs.to_wkt() if dataset.crs else ""
    return Grid(crs, tuple(dataset.transform)[:6], dataset.height, dataset.width)


def _check_sound(dataset: Any, own: Grid, where: str) -> None:  # noqa: ANN401
    if any(name.startswith("complex") for name in dataset.dtypes):
        raise SureCoverError(
            f"{where} holds complex numbers; allowed are real ones, so convert it to amplitude or intensity."
        )
    a, b, _, d, e, _ = own.transform
    if not (np.isfinite([*own.transform, *own.bounds]).all() and 0 < abs(a * e - b * d) < np.inf):
        raise SureCoverError(
            f"{where} has the geotransform {own.transform}, which gives its pixels no area or no place; "
            "assign the right one."
        )


def same_crs(first: str, second: str) -> bool:
    """Whether two CRS, as WKT or "EPSG:…", are the same; "" is none."""
    if first == second or not (first and second):
        return first == second
    crs_of = rasterio.crs.CRS.from_user_input
    return bool(crs_of(first) == crs_of(second))


def crs_name(crs: str) -> str:
    """A CRS, as WKT, as people know it: "EPSG:32633", else its name; "" for none."""
    if not crs:
        return ""
    authority = rasterio.crs.CRS.from_wkt(crs).to_authority()
    return ":".join(authority) if authority else crs.split('"')[1]


def _place(grid: Grid, own: Grid) -> tuple[int, int] | None:
    """(row, col) of a grid's first pixel in a raster that has its very pixels; None for resampling."""
    window = grid.place_in(own) if same_crs(own.crs, grid.crs) else None
    return (window[0].start, window[1].start) if window else None


def bounds_on(
    grid: Grid, own: Grid, label: str = "The raster", path: str = ""
) -> tuple[float, float, float, float]:
    """(left, bottom, right, top) of a raster in the CRS of another grid.

    Raises:
        SureCoverError: Only one of them has a CRS, or one CRS does not reach the other's place.
    """
    if bool(own.crs) != bool(grid.crs):
        without = f"{label} ({path})" if not own.crs else "The reference grid"
        raise SureCoverError(
            f"{without} has no CRS while the other raster has one; assign the CRS it was made in."
        )
    if not own.crs or same_crs(own.crs, grid.crs):
        return own.bounds
    crs_of = rasterio.crs.CRS.from_wkt
    try:
        bounds: tuple[float, float, float, float] = rasterio.warp.transform_bounds(
            crs_of(own.crs), crs_of(grid.crs), *own.bounds
        )
    except gdal_errors() as error:
        raise _not_warped(f"{label} ({path})", error) from error
    return bounds


def _check_overlap(own: Grid, grid: Grid, label: str, path: str) -> None:
    left, bottom, right, top = bounds_on(grid, own, label, path)
    ref_left, ref_bottom, ref_right, ref_top = grid.bounds
    if left >= ref_right or right <= ref_left or bottom >= ref_top or top <= ref_bottom:
        raise _elsewhere(label, path)


def _elsewhere(label: str, path: str) -> SureCoverError:
    return SureCoverError(
        f"{label} does not overlap the reference grid: {path}; "
        "choose rasters of the same place, or check their CRS."
    )


def _warped(dataset: Any, options: dict[str, Any], where: str) -> Any:  # noqa: ANN401
    try:
        return rasterio.vrt.WarpedVRT(dataset, **options)
    except gdal_errors() as error:
        raise _not_warped(where, error) from error


def _not_warped(where: str, error: Exception) -> SureCoverError:
    return SureCoverError(
        f"{where} cannot be brought to the reference CRS ({cause_of(error)}); check which CRS it was given."
    )


def _warp_options(dataset: Any, own: Grid, grid: Grid, bilinear: bool) -> dict[str, Any]:  # noqa: ANN401
    resampling = rasterio.warp.Resampling
    crs = rasterio.crs.CRS.from_wkt(grid.crs) if grid.crs else None
    # Of shares, 0 in some bands is a value even if it is declared as nodata (see read_shares).
    shares = dataset.nodata == 0 and np.dtype(dataset.dtypes[0]).kind == "f"
    # Without a nodata value an alpha band tells which pixels of the new grid were covered.
    return {
        "src_crs": crs if not own.crs else dataset.crs,
        "crs": crs,
        "transform": rasterio.Affine(*grid.transform),
        "height": grid.height,
        "width": grid.width,
        "resampling": resampling.bilinear if bilinear else resampling.nearest,
        "add_alpha": dataset.nodata is None,
        "tolerance": 1e-4,
        "UNIFIED_SRC_NODATA": "YES" if shares else "NO",
    }
