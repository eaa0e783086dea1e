"""Which pixels of a dated image show a clear sky.

A mask is a Sentinel-2 scene classification (SCL), a cloud probability, or a plain cloud mask. What
it is follows from its band descriptions, its tags and its file name: "SCL" or "scene classification";
"prob" for a probability (integers in percent, real numbers 0..1). If these say nothing, fractions are
a probability, and whole numbers a scene classification when they are few and show ground (4, 5, 6);
otherwise every value other than 0 is cloud. Pixels that the mask does not know are not clear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np

from .grid import Grid, Window, blocks, within
from .lazy import LazyModule
from .rasters import Raster, open_raster

if TYPE_CHECKING:
    import scipy.ndimage
else:
    scipy = LazyModule("scipy")
    scipy.ndimage = LazyModule("scipy.ndimage")

MaskKind = Literal["scl", "probability", "cloud"]

SCL_BAND = "scl"
"""Description, in lower case, of the band that holds an image's own scene classification."""

SCL_CLEAR = (2, 4, 5, 6, 7)
"""SCL classes that are clear everywhere: dark area, vegetation, bare, water, unclassified (SPEC §2)."""

SCL_GROUND = (4, 5, 6)
"""Vegetation, bare, water: shown by nearly every scene, and by no plain mask."""

SCL_SNOW = 11
"""Clear in glacial zones only."""

CLOUDY_FROM = 0.4
"""Cloud probability from which a pixel is cloudy, the threshold of s2cloudless."""

_MOST_CLASSES = 16
"""A mask of whole numbers with more different values is no scene classification."""

DILATION = 2
"""Default radius by which masks grow, px."""


class ClearSky:
    """A mask seen on an image's grid.

    Args:
        raster: The mask, on the image's grid.
        dilation: Radius of the disc by which what is not clear grows, px; 0 for none.
    """

    def __init__(self, raster: Raster, dilation: int = DILATION) -> None:
        self.kind, self.band = mask_kind(raster)
        self._raster = raster
        self._dilation = dilation

    def read(self, window: Window, *, glacial: bool = False) -> np.ndarray:
        """Read bool (rows, cols), True where clear; the same whatever the windows are.

        Args:
            window: Rows and columns on the image's grid.
            glacial: Whether snow is clear.
        """
        shape = self._raster.grid.shape
        radius = self._dilation
        rows, cols = (
            slice(max(part.start - radius, 0), min(part.stop + radius, length))
            for part, length in zip(window, shape)
        )
        values, known = self._raster.read((rows, cols), [self.band])
        unclear = grown(~self._clear(values[0], known, glacial), radius)
        clear: np.ndarray = ~unclear[within(window, (rows, cols))]
        return clear

    def _clear(self, values: np.ndarray, known: np.ndarray, glacial: bool) -> np.ndarray:
        if self.kind == "scl":
            return known & clear_scl(values, glacial=glacial)
        if self.kind == "probability":
            limit = CLOUDY_FROM * (100 if values.dtype.kind in "iu" else 1)
            return known & (values < limit)
        # A cloud mask may declare its 0, the clear sky, as nodata.
        zero_is_nodata = self._raster.nodata == 0
        clear: np.ndarray = (values == 0) & (known | zero_is_nodata)
        return clear


def mask_kind(raster: Raster) -> tuple[MaskKind, int]:
    """What kind of mask a raster is, and which of its bands (1-based) holds it."""
    for band, description in enumerate(raster.descriptions, start=1):
        kind = _kind_of(description)
        if kind != "cloud":
            return kind, band
    tags = " ".join(f"{key} {value}" for key, value in raster.band_tags(1).items())
    for text in (tags, Path(raster.path).name):
        kind = _kind_of(text)
        if kind != "cloud":
            return kind, 1
    return _kind_by_values(raster), 1


def _kind_by_values(raster: Raster) -> MaskKind:
    found: set[float] = set()
    for window in blocks(raster.grid.shape):
        values, known = raster.read(window, [1])
        found.update(np.unique(values[0][known]).tolist())
        if any(value % 1 for value in found):
            return "probability"
        if len(found) > _MOST_CLASSES:
            return "cloud"
    return "scl" if found.intersection(SCL_GROUND) else "cloud"


def _kind_of(text: str) -> MaskKind:
    if re.search(r"(?<![a-z])scl(?![a-z])|scene.?classification", text, re.IGNORECASE):
        return "scl"
    if re.search(r"prob", text, re.IGNORECASE):
        return "probability"
    return "cloud"


def clear_scl(scl: np.ndarray, *, glacial: bool = False) -> np.ndarray:
    """Where a scene classification is clear; values that are no class (12 and up) are not (SPEC §2)."""
    clear: np.ndarray = np.isin(scl, (*SCL_CLEAR, SCL_SNOW) if glacial else SCL_CLEAR)
    return clear


def grown(mask: np.ndarray, radius: int) -> np.ndarray:
    """Bool (rows, cols): True within `radius` px (Euclidean, between centres) of a True pixel."""
    if radius == 0 or not mask.any():
        return mask
    steps = np.arange(-radius, radius + 1)
    disc = steps[:, None] ** 2 + steps[None, :] ** 2 <= radius**2
    wide: np.ndarray = scipy.ndimage.binary_dilation(mask, disc)
    return wide


def mask_path(image: Raster, given: str) -> str:
    """The mask of an image: the given one, else the image itself if it has a band SCL, else ""."""
    own = SCL_BAND in map(str.lower, image.descriptions)
    return given or (image.path if own else "")


@contextmanager
def open_mask(
    path: str, grid: Grid, *, dilation: int = DILATION, label: str = "Mask (MASK)"
) -> Iterator[ClearSky]:
    """Open a mask, resampled (nearest) to an image's grid.

    Args:
        path: A raster.
        grid: Of the image.
        dilation: Radius in px of that grid by which what is not clear grows.
        label: How messages name it.

    Yields:
        The mask.

    Raises:
        SureCoverError: It cannot be read or does not overlap the image.
    """
    with open_raster(path, grid, label=label) as raster:
        yield ClearSky(raster, dilation)
