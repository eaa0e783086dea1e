"""Rasters written, changed and read with QGIS's own GDAL."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from osgeo import gdal, ogr, osr

gdal.UseExceptions()

BANDS = ("B02", "B03", "B04", "B05", "B06", "B07", "B08", "B8A", "B11", "B12")
METRES = (500_000.0, 10.0, 0.0, 5_000_000.0, 0.0, -10.0)


@dataclass(frozen=True)
class Facts:
    """What a raster file says of itself, with its values (bands, rows, cols)."""

    values: np.ndarray
    dtype: str
    nodata: list[float | None]
    descriptions: list[str]
    epsg: str
    transform: tuple[float, ...]
    scale: float | None
    legend: dict[int, str]
    colours: int
    tags: dict[str, str]


def facts(path: str | Path) -> Facts:
    """Read a raster."""
    dataset = gdal.Open(str(path))
    bands = [dataset.GetRasterBand(i + 1) for i in range(dataset.RasterCount)]
    spatial = dataset.GetSpatialRef()
    table = bands[0].GetColorTable()
    return Facts(
        values=dataset.ReadAsArray().reshape(len(bands), dataset.RasterYSize, dataset.RasterXSize),
        dtype=gdal.GetDataTypeName(bands[0].DataType),
        nodata=[band.GetNoDataValue() for band in bands],
        descriptions=[band.GetDescription() for band in bands],
        epsg=spatial.GetAuthorityCode(None) if spatial else "",
        transform=dataset.GetGeoTransform(),
        scale=bands[0].GetScale(),
        legend={i: name for i, name in enumerate(bands[0].GetCategoryNames() or []) if name},
        colours=table.GetCount() if table else 0,
        tags=dataset.GetMetadata(),
    )


def write(
    path: Path,
    values: np.ndarray,
    *,
    nodata: float | None = 0,
    descriptions: Sequence[str] = (),
    epsg: int = 32633,
    transform: tuple[float, ...] = METRES,
) -> str:
    """Write (rows, cols) or (bands, rows, cols) as a GeoTIFF; return its path."""
    bands = values[None] if values.ndim == 2 else values
    kinds = {"uint8": gdal.GDT_Byte, "uint16": gdal.GDT_UInt16, "float32": gdal.GDT_Float32}
    kind = kinds[values.dtype.name]
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), *bands.shape[:0:-1], len(bands), kind)
    spatial = osr.SpatialReference()
    spatial.ImportFromEPSG(epsg)
    dataset.SetProjection(spatial.ExportToWkt())
    dataset.SetGeoTransform(transform)
    for number, band in enumerate(bands, start=1):
        written = dataset.GetRasterBand(number)
        written.WriteArray(band)
        if nodata is not None:
            written.SetNoDataValue(nodata)
        if descriptions:
            written.SetDescription(descriptions[number - 1])
    dataset.SetMetadata({"REFLECTANCE_SCALE": "10000", "REFLECTANCE_OFFSET": "0"})
    return str(path)


def image(path: Path, rows: int, cols: int, seed: int = 0, **details: object) -> str:
    """Write an image of ten bands of noise."""
    values = np.random.default_rng(seed).integers(200, 4000, (len(BANDS), rows, cols), dtype="uint16")
    return write(path, values, descriptions=BANDS, **details)  # type: ignore[arg-type]


def changed(path: Path, original: str, **options: object) -> str:
    """Write an image anew by gdal_translate's options: a part, another size, other corners."""
    gdal.Translate(str(path), original, **options)
    return str(path)


def warped(path: Path, original: str, epsg: int) -> str:
    """Write a raster in another CRS."""
    gdal.Warp(str(path), original, dstSRS=f"EPSG:{epsg}", dstNodata=0)
    return str(path)


def rows_of(path: str | Path) -> list[dict[str, object]]:
    """The attributes of every feature of a vector file's first layer."""
    dataset = ogr.Open(str(path))
    return [feature.items() for feature in dataset.GetLayer(0)]
