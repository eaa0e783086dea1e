"""What stands between the ground and the sensor: light on slopes, haze, clouds and their shadows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .noise import rough, smooth, uniform

WAVELENGTHS = np.array((490, 560, 665, 705, 740, 783, 842, 865, 1610, 2190), np.float32)
"""Of the ten bands, nm."""

_CLOUD = np.array((0.62, 0.62, 0.62, 0.63, 0.64, 0.65, 0.66, 0.66, 0.45, 0.33), np.float32)
_SHADE = np.array((0.30, 0.36, 0.42, 0.46, 0.52, 0.54, 0.56, 0.57, 0.60, 0.60), np.float32)
_CLOUD_WAVELENGTH = 90
_LATITUDE = 46.0
_AZIMUTH = np.deg2rad(155.0)
_CLOUD_HEIGHT_PX = 32
_RELIEF_PX = 5.0

SCL_SHADOW, SCL_VEGETATION, SCL_BARE, SCL_WATER, SCL_UNCLASSIFIED, SCL_MEDIUM, SCL_HIGH = 3, 4, 5, 6, 7, 8, 9


@dataclass(frozen=True)
class Sky:
    """The sky of one date.

    Attributes:
        seed: Of this date.
        day: Day of the year.
        threshold: Cloud field above which there is cloud; infinite for none.
    """

    seed: int
    day: int
    threshold: float

    @property
    def sun(self) -> tuple[float, float]:
        """Towards the sun, (row, col), times the tangent of its zenith distance at 10:30."""
        declination = 23.4 * np.cos(2 * np.pi * (self.day - 172) / 365)
        tangent = np.tan(np.deg2rad(_LATITUDE - declination + 6))
        return float(-np.cos(_AZIMUTH) * tangent), float(np.sin(_AZIMUTH) * tangent)

    def clouds(self, rows: np.ndarray, cols: np.ndarray) -> np.ndarray:
        """Opacity 0..1; thin at the rims."""
        if np.isinf(self.threshold):
            return np.zeros((len(rows), len(cols)), np.float32)
        depth = np.clip((_field(self.seed, rows, cols) - self.threshold) / 0.5 + 0.12, 0, 1)
        opacity: np.ndarray = depth * depth * (3 - 2 * depth)
        return opacity

    def shadows(self, rows: np.ndarray, cols: np.ndarray) -> np.ndarray:
        """Depth 0..1 of the clouds' shadows, which lie away from the sun."""
        down, right = self.sun
        return self.clouds(rows + _CLOUD_HEIGHT_PX * down, cols + _CLOUD_HEIGHT_PX * right)


def sky(seed: int, day: int, share: float, rows: np.ndarray, cols: np.ndarray) -> Sky:
    """The sky whose clouds cover `share` of the scene with pixel positions rows × cols."""
    if share <= 0:
        return Sky(seed, day, float("inf"))
    field = _field(seed, sampled(rows), sampled(cols))
    return Sky(seed, day, float(np.quantile(field, 1 - min(share, 1))))


def sampled(positions: np.ndarray, most: int = 160) -> np.ndarray:
    """At most `most` of the positions, evenly spread."""
    chosen: np.ndarray = positions[:: max(1, len(positions) // most)]
    return chosen


def _field(seed: int, rows: np.ndarray, cols: np.ndarray) -> np.ndarray:
    return rough(seed, _CLOUD_WAVELENGTH, rows, cols, 5)


def light(seed: int, sun: tuple[float, float], rows: np.ndarray, cols: np.ndarray) -> np.ndarray:
    """Illumination of the slopes relative to flat ground, (rows, cols), about 0.7..1.3."""
    height = _RELIEF_PX * rough(seed, 260, rows, cols, 5)
    down, right = np.gradient(height)
    relative = 1 - 0.8 * (sun[0] * down + sun[1] * right)
    return np.asarray(np.clip(relative, 0.6, 1.4), np.float32)


def through(surface: np.ndarray, weather: Sky, rows: np.ndarray, cols: np.ndarray) -> np.ndarray:
    """Reflectance as the sensor sees it: hazy, shadowed, behind clouds; (bands, rows, cols)."""
    base = 0.045 * uniform(weather.seed + 31, np.array(weather.day), np.array(0))
    haze = np.maximum(base + 0.012 * smooth(weather.seed + 32, 150, rows, cols), 0)
    blueness = (WAVELENGTHS / 490) ** -1.6
    opacity = weather.clouds(rows, cols)
    shadow = weather.shadows(rows, cols) * (1 - opacity)
    top = 1 + 0.25 * smooth(weather.seed + 33, 14, rows, cols)
    seen = np.empty_like(surface)
    for band, ground in enumerate(surface):
        veil = haze * blueness[band]
        lit = ground * (1 - _SHADE[band] * shadow)
        clear = lit * (1 - veil) + 0.6 * veil
        seen[band] = clear * (1 - opacity) + _CLOUD[band] * top * opacity
    return seen


def scene_classes(opacity: np.ndarray, shadow: np.ndarray, ndvi: np.ndarray, ndwi: np.ndarray) -> np.ndarray:
    """Scene classification (SCL) uint8, as the Sentinel-2 processor would tell clouds, shadows and ground."""
    ground = np.where(ndvi > 0.35, SCL_VEGETATION, np.where(ndwi > 0, SCL_WATER, SCL_BARE))
    ground = np.where((ndvi > 0.25) & (ndvi <= 0.35), SCL_UNCLASSIFIED, ground)
    with_shadow = np.where(shadow > 0.25, SCL_SHADOW, ground)
    return np.where(opacity > 0.6, SCL_HIGH, np.where(opacity > 0.12, SCL_MEDIUM, with_shadow)).astype(
        np.uint8
    )
