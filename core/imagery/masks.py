"""Which pixels of a dated image show a clear sky.

A mask is a Sentinel-2 scene classification (SCL), a cloud probability, a plain cloud mask, or an L1C
image, whose clouds s2cloudless tells. What it is follows from its band descriptions, its tags and its
file name: "SCL" or "scene classification"; "prob" for a probability (integers in percent, real numbers
0..1); the bands of s2cloudless for an L1C image. If these say nothing, fractions are a probability, and
whole numbers a scene classification when they are few and show ground (4, 5, 6), and are not those of Fmask
(0 to 4); otherwise every value other than 0 is cloud. Pixels that the mask does not know are not clear.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import isqrt
from pathlib import Path
from typing import Literal

import numpy as np

from .. import sentinel2
from ..grid import Grid, Window, blocks, widened, within
from ..progress import Progress
from ..rasters import Raster, open_raster
from ..tiled import Tile, spoken, tiles_name, tiles_of
from .cloudless import CloudDetector, classifier_bands
from .reflectance import calibration_of

MaskKind = Literal["scl", "probability", "cloud", "l1c"]

MEANING: dict[MaskKind, str] = {
    "scl": "a scene classification",
    "probability": "a cloud probability",
    "cloud": "a plain mask, cloudy where it is not 0",
    "l1c": "an L1C image, whose clouds s2cloudless tells",
}
"""What a mask is taken for, in words."""

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

_FMASK = {0, 1, 2, 3, 4, 255}
"""Land, water, shadow, snow, cloud, nothing seen: values that must not pass for a scene classification."""

_MOST_CLASSES = 16
"""A mask of whole numbers with more different values is no scene classification."""

DILATION = 2
"""Default radius by which masks grow, px."""


class ClearSky:
    """A mask seen on an image's grid.

    Attributes:
        kind: Of the mask; MEANING says it in words.
        band: That holds it, 1-based; the first one of an L1C image.

    Args:
        raster: The mask, on the image's grid.
        dilation: Radius of the disc by which what is not clear grows, px; 0 for none.
        detecting: Makes what tells the clouds, if the mask is an L1C image.
        corner: Row and column of that grid from which windows count.
    """

    def __init__(
        self,
        raster: Raster,
        dilation: int,
        detecting: Callable[[], CloudDetector],
        corner: tuple[int, int] = (0, 0),
    ) -> None:
        self._corner = corner
        self.kind, self.band = mask_kind(raster)
        self._raster = raster
        self._dilation = dilation
        self._detector = detecting() if self.kind == "l1c" else None

    def read(self, window: Window, *, glacial: bool = False) -> np.ndarray:
        """Read bool (rows, cols), True where clear; the same whatever the windows are.

        Args:
            window: Rows and columns on the image's grid, from the corner.
            glacial: Whether snow is clear; s2cloudless does not tell it.
        """
        clear: np.ndarray = self.both(window)[int(glacial)]
        return clear

    def both(self, window: Window) -> np.ndarray:
        """Read bool (2, rows, cols), True where clear: snow not clear, and snow clear."""
        rows, cols = (slice(part.start + at, part.stop + at) for part, at in zip(window, self._corner))
        around = widened((rows, cols), self._dilation, self._raster.grid.shape)
        here = within((rows, cols), around)
        plain, snowy = self._seen(around)
        first = ~grown(~plain, self._dilation)[here]
        return np.stack([first, first if snowy is plain else ~grown(~snowy, self._dilation)[here]])

    def _seen(self, window: Window) -> tuple[np.ndarray, np.ndarray]:
        """Clear before clouds grow: snow not clear, and snow clear; one array if snow is not told."""
        if self._detector:
            probability, known = self._detector.read(window)
            return (known & (probability < CLOUDY_FROM),) * 2
        (values,), known = self._raster.read(window, [self.band])
        if self.kind == "scl":
            return known & clear_scl(values), known & clear_scl(values, glacial=True)
        if self.kind == "probability":
            limit = CLOUDY_FROM * (100 if values.dtype.kind in "iu" else 1)
            return (known & (values < limit),) * 2
        # A cloud mask may declare its 0, the clear sky, as nodata.
        return ((values == 0) & (known | (self._raster.nodata == 0)),) * 2


def mask_kind(raster: Raster) -> tuple[MaskKind, int]:
    """What kind of mask a raster is, and which of its bands (1-based) holds it; of an L1C image the first."""
    for band, description in enumerate(raster.descriptions, start=1):
        kind = _kind_of(description)
        if kind != "cloud":
            return kind, band
    if classifier_bands(raster):
        return "l1c", 1
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
    ground = found.intersection(SCL_GROUND)
    return "scl" if ground and not (found <= _FMASK and found & {0, 1}) else "cloud"


def _kind_of(text: str) -> MaskKind:
    if re.search(r"(?<![a-z])scl(?![a-z])|scene.?classification", text, re.IGNORECASE):
        return "scl"
    if re.search(r"prob", text, re.IGNORECASE):
        return "probability"
    return "cloud"


def clear_scl(scl: np.ndarray, *, glacial: bool = False) -> np.ndarray:
    """Where a scene classification is clear; values that are no class (12 and up) are not (SPEC §2)."""
    classes = (*SCL_CLEAR, SCL_SNOW) if glacial else SCL_CLEAR
    if scl.dtype != np.uint8:
        return np.isin(scl, classes)
    return np.isin(np.arange(256), classes).take(scl)  # many times faster


def grown(mask: np.ndarray, radius: int) -> np.ndarray:
    """Bool (rows, cols): True within `radius` px (Euclidean, between centres) of a True pixel.

    By rows of the disc, the narrowest first: in time proportional to the radius.
    """
    if radius == 0 or not mask.any():
        return mask
    wide, row, width = mask.copy(), mask, 0  # `row` is grown by `width` along the rows
    for shift in range(radius, -1, -1):
        while width < isqrt(radius**2 - shift**2):
            narrow, row, width = row, row.copy(), width + 1
            row[:, 1:] |= narrow[:, :-1]
            row[:, :-1] |= narrow[:, 1:]
        wide[shift:] |= row[: max(len(row) - shift, 0)]
        wide[: max(len(row) - shift, 0)] |= row[shift:]
    return wide


def mask_of(image: Raster, given: str) -> tuple[str, str]:
    """The mask of an image, and what it is in words, for the log and the provenance.

    The given one; else the image's own band SCL; else, for an L1C image, which alone has a cirrus band
    (B10), or an L1C product, s2cloudless. A mosaic of L1C images has that band, but no clouds.

    Returns:
        A path, "" for none; and "file …", "its own band SCL", "s2cloudless" or "none".
    """
    if given:
        return _all_bands(given), f"file {spoken(given)}"
    if SCL_BAND in map(str.lower, image.descriptions):
        return image.path, "its own band SCL"
    whole = _all_bands(image.path)
    if (whole != image.path or classifier_bands(image)) and "SURECOVER_STAGE" not in image.tags:
        return whole, "s2cloudless"
    return "", "none"


def _all_bands(path: str) -> str:
    """The name under which all bands of an L1C product are seen, or of tiles that are such products."""
    tiles = tiles_of(path)
    if not tiles:
        return sentinel2.all_bands(path)
    wholes = [Tile(sentinel2.all_bands(tile.path), tile.image) for tile in tiles]
    return tiles_name(wholes) if [tile.path for tile in tiles] != [tile.path for tile in wholes] else path


@contextmanager
def open_mask(
    path: str,
    grid: Grid,
    *,
    corner: tuple[int, int] = (0, 0),
    dilation: int = DILATION,
    scale: float | None = None,
    offset: float | None = None,
    label: str = "Mask (MASK)",
    progress: Progress | None = None,
) -> Iterator[ClearSky]:
    """Open a mask, resampled (nearest) to an image's grid.

    Args:
        path: A raster.
        grid: Of the image.
        corner: Row and column of it from which windows count; clouds grow across it.
        dilation: Radius in px of that grid by which what is not clear grows.
        scale: Of an L1C image that says nothing itself; see calibration_of.
        offset: Likewise.
        label: How messages name it.
        progress: Asked while clouds are told whether to stop.

    Yields:
        The mask.

    Raises:
        SureCoverError: It cannot be read or does not overlap the image.
    """
    with open_raster(path, grid, label=label) as raster:

        def detecting() -> CloudDetector:
            calibration = calibration_of(raster, scale=scale, offset=offset, label=label)
            return CloudDetector(raster, calibration, progress or Progress())

        yield ClearSky(raster, dilation, detecting, corner)
