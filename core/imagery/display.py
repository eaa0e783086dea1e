"""Reflectance as an 8-bit picture whose bright areas keep their detail (SPEC §2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

Zone = Literal["desert", "glacial", "mixed"]

ESA_WHITE = 0.3558
"""Reflectance from which ESA's true-colour image is 255; it is linear from 0."""

_SNOW = 0.4
"""Blue reflectance that only snow, ice, clouds and the palest sand exceed."""


@dataclass(frozen=True)
class Curve:
    """Linear up to a knee, then logarithmic up to white; smooth at the knee.

    The dark and middle range comes out a little brighter than in ESA's true colour, the range around
    its white a little darker, so that the mean of a scene stays within a tenth of it.

    Attributes:
        gain: Slope of the linear part, in units of ESA's.
        knee: Brightness (0..1) where the linear part ends.
        white: Reflectance that becomes 1.
    """

    gain: float
    knee: float
    white: float

    def __call__(self, reflectance: np.ndarray) -> np.ndarray:
        """Brightness 0..1 of reflectance, of the same shape."""
        slope = self.gain / ESA_WHITE
        start = self.knee / slope
        bend = _bend(slope / (1 - self.knee), self.white - start)
        above = np.log1p(bend * np.maximum(reflectance - start, 0)) / np.log1p(bend * (self.white - start))
        bright = np.minimum(self.knee + (1 - self.knee) * above, 1)
        shade: np.ndarray = np.where(reflectance < start, np.maximum(reflectance, 0) * slope, bright)
        return shade


CURVES: dict[Zone, Curve] = {
    "mixed": Curve(1.2, 0.78, 1.0),
    "desert": Curve(1.2, 0.65, 0.9),
    "glacial": Curve(1.55, 0.7, 1.3),
}


def _bend(slope: float, length: float) -> float:
    """The b > 0 for which log(1 + b·t) / log(1 + b·length) has a slope at t = 0, by bisection."""
    low, high = 0.0, 1e6
    for _ in range(60):
        middle = (low + high) / 2
        if middle / np.log1p(middle * length) < slope:
            low = middle
        else:
            high = middle
    return high


def esa_true_colour(reflectance: np.ndarray) -> np.ndarray:
    """ESA's scaling of the true-colour image: uint8, 0..255 over reflectance 0..0.3558."""
    return np.rint(255 * np.clip(reflectance / ESA_WHITE, 0, 1)).astype(np.uint8)


def to_display(reflectance: np.ndarray, valid: np.ndarray, zone: Zone) -> np.ndarray:
    """An 8-bit picture.

    Args:
        reflectance: (channels, rows, cols); anything where not valid.
        valid: bool (rows, cols).
        zone: Which curve.

    Returns:
        uint8 (channels, rows, cols): 1..255, 0 where not valid.
    """
    shade = CURVES[zone](np.where(valid, reflectance, 0))
    return np.where(valid, np.maximum(np.rint(255 * shade), 1), 0).astype(np.uint8)


def zone_of(red: np.ndarray, blue: np.ndarray) -> Zone:
    """The zone that a scene's own brightness suggests.

    "glacial" where at least a tenth of the pixels are as bright as snow in the blue and not
    reddish (blue above 0.9 times red); "desert" where the median pixel is bright and reddish (red
    above 0.2 and 1.25 times blue); else "mixed".

    Args:
        red: Clear-sky reflectance (pixels,), snow counting as clear.
        blue: The same of the blue band.
    """
    if len(red) == 0:
        return "mixed"
    if ((blue > _SNOW) & (blue > 0.9 * red)).mean() >= 0.1:
        return "glacial"
    if np.median(red) > 0.2 and np.median(red) > 1.25 * np.median(blue):
        return "desert"
    return "mixed"
