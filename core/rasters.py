"""Reading rasters; with `outputs`, the only module that touches raster files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from .errors import SureCoverError, reason
from .grid import Grid, Window
from .lazy import LazyModule
from .sentinel2 import raster_name
from .textfiles import parse_xml

if TYPE_CHECKING:
    import rasterio
    import rasterio._err
    import rasterio.shutil
    import rasterio.vrt
    import rasterio.warp
else:
    rasterio = LazyModule("rasterio")
    rasterio.shutil = LazyModule("rasterio.shutil")
    rasterio._err = LazyModule("rasterio._err")
    rasterio.vrt = LazyModule("rasterio.vrt")
    rasterio.warp = LazyModule("rasterio.warp")


_SLACK = 0.01
"""How far below 0 or above 1 a stored share may lie."""


class Raster:
    """An open raster, seen on its own grid or, resampled on the fly, on another one.

    Attributes:
        path: Where it was opened.
        label: How messages name it.
        grid: The grid that windows refer to.
        count: Number of bands.
        dtype: Of the stored numbers, a numpy name.
        descriptions: Band descriptions, "" where a band has none.
        nodata: The first band's nodata value, or None.
        scales, offsets: Per band: physical value = stored · scale + offset.
        tags: The dataset's metadata, and what GDAL reads of the product that it belongs to.
        units: Band units, "" where a band has none.
        resampled: Whether it is seen on another grid than its own.
    """

    def __init__(
        self,
        path: str,
        label: str,
        dataset: Any,  # noqa: ANN401
        view: Any,  # noqa: ANN401
        grid: Grid,
        corner: tuple[int, int] = (0, 0),
    ) -> None:
        self.path = path
        self.label = label
        self.grid = grid
        self._corner = corner
        self.count: int = dataset.count
        self.dtype: str = dataset.dtypes[0]
        self.descriptions: tuple[str, ...] = tuple(d or "" for d in dataset.descriptions)
        self.nodata: float | None = dataset.nodata
        self.scales = np.asarray(dataset.scales, np.float32)
        self.offsets = np.asarray(dataset.offsets, np.float32)
        self.tags: dict[str, str] = {**dataset.tags(ns="IMAGERY"), **dataset.tags()}
        self.units: tuple[str, ...] = tuple(u or "" for u in dataset.units)
        self.colors: tuple[str, ...] = tuple(color.name for color in dataset.colorinterp)
        self.resampled: bool = isinstance(view, rasterio.vrt.WarpedVRT)
        self._collar_is_zero = _has_alpha(dataset)
        self._dataset = dataset
        self._view = view
        self._nodata_by_value = _nodata_by_value(view)

    @property
    def files(self) -> list[str]:
        """What GDAL says that it consists of: names of files, texts of virtual rasters."""
        names: list[str] = self._dataset.files
        return names

    def band_tags(self, band: int, domain: str | None = None) -> dict[str, str]:
        """Metadata of one band (1-based), of GDAL's default domain or of another one."""
        tags: dict[str, str] = self._dataset.tags(band, ns=domain)
        return tags

    def colormap(self) -> dict[int, tuple[int, int, int, int]]:
        """Colours of the first band by value; empty when it has no colour table."""
        try:
            colours: dict[int, tuple[int, int, int, int]] = self._dataset.colormap(1)
        except ValueError:
            return {}
        return colours

    def categories(self) -> dict[int, str]:
        """Category names of the first band by value, from the .aux.xml beside the file."""
        try:
            root = parse_xml(Path(f"{self.path}.aux.xml").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        names = root.findall("PAMRasterBand[@band='1']/CategoryNames/Category")
        return {value: name.text for value, name in enumerate(names) if name.text}

    def read(self, window: Window, bands: Sequence[int] | None = None) -> tuple[np.ndarray, np.ndarray]:
        """Read stored numbers.

        Args:
            window: Rows and columns on `grid`.
            bands: 1-based band numbers; all by default.

        Returns:
            The values (bands, rows, cols) in the stored dtype, and bool (rows, cols): True where
            every one of these bands is observed (not nodata, not masked, finite). A band called alpha
            is data like the others, because GDAL calls every fourth 8-bit band so; what such an
            image does not show is 0 in all bands.

        Raises:
            SureCoverError: The file is damaged.
        """
        indexes = list(bands or range(1, self.count + 1))
        (top, left), (rows, cols) = self._corner, window
        place = rasterio.windows.Window(
            left + cols.start, top + rows.start, cols.stop - cols.start, rows.stop - rows.start
        )
        try:
            values = self._view.read(indexes, window=place)
            if self._nodata_by_value is None:
                valid = (self._view.read_masks(indexes, window=place) != 0).all(axis=0)
            else:
                valid = (values != self._nodata_by_value[np.asarray(indexes) - 1]).all(axis=0)
        except gdal_errors() as error:
            raise SureCoverError(
                f"{self.label} cannot be read: {self.path} ({_cause(error)}); the file is damaged: "
                "copy or download it again."
            ) from error
        if values.dtype.kind == "f":
            valid &= np.isfinite(values).all(axis=0)
        if self._collar_is_zero:
            valid &= (values != 0).any(axis=0)
        return values, valid

    def read_physical(
        self, window: Window, bands: Sequence[int] | None = None
    ) -> tuple[np.ndarray, np.ndarray]:
        """Read physical values as float32: stored · scale + offset; otherwise like `read`."""
        indexes = list(bands or range(1, self.count + 1))
        values, valid = self.read(window, indexes)
        chosen = np.asarray(indexes) - 1
        scale = self.scales[chosen, None, None]
        offset = self.offsets[chosen, None, None]
        scaled = bool((scale != 1).any() or (offset != 0).any())
        with np.errstate(over="ignore", invalid="ignore"):
            physical = values.astype(np.float32)
            if scaled:
                physical = physical * scale + offset
        if scaled or values.dtype.kind == "f":  # a finite float64 may be too large for float32
            valid = valid & np.isfinite(physical).all(axis=0)
        return physical, valid

    def read_shares(
        self, window: Window, bands: Sequence[int] | None = None
    ) -> tuple[np.ndarray, np.ndarray]:
        """Read probabilities or shares of 0..1, otherwise like `read_physical`.

        Where 0 is declared as nodata, a band that is 0 does not hide the others.

        Raises:
            SureCoverError: The file is damaged, or holds other values.
        """
        shares, valid = self.read_physical(window, bands)
        if self.nodata == 0 and self.count > 1:
            valid = np.isfinite(shares).all(axis=0) & (shares != 0).any(axis=0)
        wrong = valid & ((shares < -_SLACK) | (shares > 1 + _SLACK))
        if wrong.any():
            raise SureCoverError(
                f"{self.label} holds the value {shares[wrong][0]:g}: {self.path}; allowed are values from 0 "
                "to 1, so choose what SureCover wrote."
            )
        return shares, valid


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
    try:
        dataset = rasterio.open(raster_name(path, label))
    except gdal_errors() as error:
        raise SureCoverError(
            f"{label} cannot be opened as a raster: {path} ({_cause(error)}); "
            "choose a file that GDAL can read."
        ) from error
    with dataset:
        if dataset.count == 0:
            raise SureCoverError(
                f"{label} holds no bands of its own: {path}; choose one of its sub-datasets."
            )
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


def _nodata_by_value(dataset: Any) -> np.ndarray | None:  # noqa: ANN401
    """Nodata of each band, (bands, 1, 1), where comparing whole numbers with it is all that masks do.

    That takes a fraction of the time of GDAL's masks.
    """
    dtype, *others = {np.dtype(name) for name in dataset.dtypes}
    by_value = all(flags == [rasterio.enums.MaskFlags.nodata] for flags in dataset.mask_flag_enums)
    if others or dtype.kind not in "iu" or dtype.itemsize > 4 or not by_value:
        return None
    nodata = np.array(dataset.nodatavals)
    with np.errstate(invalid="ignore"):
        stored = nodata.astype(dtype)
    return stored[:, None, None] if (stored == nodata).all() else None


def _has_alpha(dataset: Any) -> bool:  # noqa: ANN401
    return dataset.nodata is None and any(color.name == "alpha" for color in dataset.colorinterp)


@contextmanager
def _unmasked(dataset: Any) -> Iterator[Any]:  # noqa: ANN401
    """The dataset itself, or a view of it in which no band is alpha."""
    if not _has_alpha(dataset):
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


def _check_overlap(own: Grid, grid: Grid, label: str, path: str) -> None:
    if bool(own.crs) != bool(grid.crs):
        without = f"{label} ({path})" if not own.crs else "The reference grid"
        raise SureCoverError(
            f"{without} has no CRS while the other raster has one; assign the CRS it was made in."
        )
    left, bottom, right, top = own.bounds
    if own.crs and not same_crs(own.crs, grid.crs):
        try:
            left, bottom, right, top = rasterio.warp.transform_bounds(
                rasterio.crs.CRS.from_wkt(own.crs), rasterio.crs.CRS.from_wkt(grid.crs),
                left, bottom, right, top,
            )  # fmt: skip
        except gdal_errors() as error:
            raise _not_warped(f"{label} ({path})", error) from error
    ref_left, ref_bottom, ref_right, ref_top = grid.bounds
    if left >= ref_right or right <= ref_left or bottom >= ref_top or top <= ref_bottom:
        raise SureCoverError(
            f"{label} does not overlap the reference grid: {path}; "
            "choose rasters of the same place, or check their CRS."
        )


def gdal_errors() -> tuple[type[Exception], ...]:
    """What rasterio raises; some of GDAL's own errors pass it as they are."""
    return rasterio.errors.RasterioError, rasterio._err.CPLE_BaseError


def _warped(dataset: Any, options: dict[str, Any], where: str) -> Any:  # noqa: ANN401
    try:
        return rasterio.vrt.WarpedVRT(dataset, **options)
    except gdal_errors() as error:
        raise _not_warped(where, error) from error


def _not_warped(where: str, error: Exception) -> SureCoverError:
    return SureCoverError(
        f"{where} cannot be brought to the reference CRS ({_cause(error)}); check which CRS it was given."
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


def _cause(error: BaseException) -> str:
    """The innermost message: that of GDAL itself."""
    while error.__cause__ is not None:
        error = error.__cause__
    return reason(error)
