"""Small products of known reflectance for tests, and what may be wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from surecover.core.imagery.reflectance import ReflectanceReader, calibration_of
from surecover.core.rasters import open_raster
from tests.safe import RESOLUTION, Product, joined, write_product

TEN = ("B02", "B03", "B04", "B05", "B06", "B07", "B08", "B8A", "B11", "B12")
"""Bands of 10 and 20 m in the order of a product's raster."""

EXACT = 0.5 / 10_000 + 1e-6
"""Half a stored number: what a product can hold."""


def random(seed: int = 0) -> dict[str, np.ndarray]:
    """Reflectance of every band at its own resolution."""
    generator = np.random.default_rng(seed)
    return {band: generator.uniform(0.01, 0.6, (1200 // size,) * 2) for band, size in RESOLUTION.items()}


def classes() -> np.ndarray:
    """A scene classification."""
    return np.random.default_rng(0).integers(0, 12, (60, 60)).astype(np.uint8)


def reflectance(path: str, bands: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """Reflectance (bands, rows, cols), and where all bands are observed."""
    with open_raster(path) as raster:
        numbers = [raster.descriptions.index(band) + 1 for band in bands]
        reader = ReflectanceReader(raster, numbers, calibration_of(raster))
        return reader.read(raster.grid.window)


def two_zones(safe: Path) -> Path:
    """The product with a granule of the next UTM zone added."""
    other = write_product(safe.parent / "other", Product(tile="34TCR", origin=(300_000, 5_000_040)))
    return joined(safe, other)


def cut(pattern: str, size: int | None = None) -> Callable[[Path], Path]:
    """The product with some files cut to a size, or gone."""

    def damaged(safe: Path) -> Path:
        files = list(safe.rglob(pattern))
        assert files
        for file in files:
            content = file.read_bytes()
            file.unlink()
            if size is not None:
                file.write_bytes(content[:size])
        return safe

    return damaged
