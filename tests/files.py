"""Rasters as files for tests, and the folder of real scenes."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio

ROOT = Path(__file__).resolve().parents[1]

UTM33 = rasterio.crs.CRS.from_epsg(32633).to_wkt()
"""The CRS in which rasters are written unless another one is named."""


def write_raster(
    path: Path,
    values: np.ndarray,
    *,
    nodata: float | None = None,
    descriptions: Sequence[str] = (),
    tags: Mapping[str, str] | None = None,
    origin: tuple[float, float] = (500_000, 5_000_000),
    pixel: float = 10,
    crs: str | None = "EPSG:32633",
    scale: float = 1,
) -> str:
    """Write (rows, cols) or (bands, rows, cols) as a GeoTIFF and return its path."""
    bands = values[None] if values.ndim == 2 else values
    with rasterio.open(
        path, "w", driver="GTiff", dtype=bands.dtype, count=len(bands), height=bands.shape[1],
        width=bands.shape[2], nodata=nodata, crs=crs,
        transform=rasterio.Affine(pixel, 0, origin[0], 0, -pixel, origin[1]),
    ) as file:  # fmt: skip
        file.write(bands)
        file.update_tags(**(tags or {}))
        if scale != 1:
            file.scales = [scale] * len(bands)
        for band, description in enumerate(descriptions, start=1):
            file.set_band_description(band, description)
    return str(path)


def read_raster(path: str | Path) -> np.ndarray:
    """The stored numbers: (rows, cols) of a single band, else (bands, rows, cols)."""
    with rasterio.open(path) as file:
        values: np.ndarray = file.read()
    return values[0] if len(values) == 1 else values


def facts(path: str | Path) -> dict[str, Any]:
    """What the file says of itself: tags, descriptions, nodata."""
    with rasterio.open(path) as file:
        return {"tags": file.tags(), "descriptions": file.descriptions, "nodata": file.nodata}


def real_data(folder: str) -> Path:
    """A folder of the real scenes; skips the test, saying so, where they are absent."""
    root = Path(os.environ.get("SURECOVER_DATA", ROOT.parent / "shared" / "data"))
    if not (root / folder).is_dir():
        pytest.skip(f"no real scenes at {root / folder}: set SURECOVER_DATA")
    return root / folder
