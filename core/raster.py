"""An open raster: what it says of itself, and its pixels."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from .errors import SureCoverError, reason
from .grid import Grid, Window
from .lazy import LazyModule
from .paths import is_remote
from .textfiles import parse_xml

if TYPE_CHECKING:
    import rasterio
    import rasterio._err
    import rasterio.vrt
else:
    rasterio = LazyModule("rasterio")
    rasterio._err = LazyModule("rasterio._err")
    rasterio.vrt = LazyModule("rasterio.vrt")


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
        self._collar_is_zero = has_alpha(dataset)
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
                f"{self.label} cannot be read: {self.path} ({cause_of(error)}); {_how_to_read(self.path)}."
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


def _how_to_read(path: str) -> str:
    if is_remote(path):
        return "check the connection and run again, or download the file and choose that"
    return "the file is damaged: copy or download it again"


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


def has_alpha(dataset: Any) -> bool:  # noqa: ANN401
    """Whether GDAL takes a band of a dataset without nodata for alpha."""
    return dataset.nodata is None and any(color.name == "alpha" for color in dataset.colorinterp)


def gdal_errors() -> tuple[type[Exception], ...]:
    """What rasterio raises; some of GDAL's own errors pass it as they are."""
    return rasterio.errors.RasterioError, rasterio._err.CPLE_BaseError


def cause_of(error: BaseException) -> str:
    """The innermost message: that of GDAL itself."""
    while error.__cause__ is not None:
        error = error.__cause__
    return reason(error)
