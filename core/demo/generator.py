"""Dated Sentinel-2-like scenes of a made-up landscape, with the true map, at any size.

The scenes look the same whatever window they are computed in, so memory does not grow with their
size; a larger scene of a seed contains the smaller one in its middle.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from ..grid import Grid, Window
from ..lazy import LazyModule
from .atmosphere import Sky, light, sampled, scene_classes, sky, through
from .landscape import Land, Landscape
from .noise import uniform, white
from .spectra import reflect, shares, spectra, textures
from .statistics import BANDS

if TYPE_CHECKING:
    from rasterio import crs
    from scipy import ndimage
else:
    crs = LazyModule("rasterio.crs")
    ndimage = LazyModule("scipy.ndimage")

PIXEL = 10.0
"""Metres."""

_CENTRE = (470_000.0, 5_090_000.0)
_EPSG = 32633
_YEAR = 2021
_FIRST_DAY, _LAST_DAY = 105, 280
_HALO = 4
_BLUR = np.where(np.isin(BANDS, ("B02", "B03", "B04", "B08")), 0.55, 1.0)
"""Point spread in pixels: of 10 m bands, and of 20 m bands seen at 10 m."""

_GREEN, _RED, _NIR = (BANDS.index(name) for name in ("B03", "B04", "B08"))


@dataclass(frozen=True)
class DemoScene:
    """A square piece of a made-up landscape and its dated images.

    Attributes:
        seed: Everything follows from it.
        size: Rows and columns, pixels of 10 m.
        count: Number of dates, spread from April to October.
        cloud_share: Mean share of cloud over the dates, 0..1.
        without: Place whose measured spectra are replaced by those of others; see `spectra`.
    """

    seed: int
    size: int
    count: int = 3
    cloud_share: float = 0.12
    without: str = ""

    @property
    def grid(self) -> Grid:
        """UTM zone 33 N at 10 m."""
        left = _CENTRE[0] - self.size // 2 * PIXEL
        top = _CENTRE[1] + self.size // 2 * PIXEL
        wkt = crs.CRS.from_epsg(_EPSG).to_wkt()
        return Grid(wkt, (PIXEL, 0.0, left, 0.0, -PIXEL, top), self.size, self.size)

    @property
    def scl_grid(self) -> Grid:
        """The grid of the scene classification, 20 m."""
        half = -(-self.size // 2)
        _, _, left, _, _, top = self.grid.transform
        return Grid(self.grid.crs, (2 * PIXEL, 0.0, left, 0.0, -2 * PIXEL, top), half, half)

    @cached_property
    def dates(self) -> tuple[date, ...]:
        """Acquisition dates, ascending."""
        middles = (np.arange(self.count) + 0.5) / self.count
        slot = (_LAST_DAY - _FIRST_DAY) / self.count
        jitter = uniform(self._key + 1, np.arange(self.count), np.zeros(1)) - 0.5
        days = _FIRST_DAY + (_LAST_DAY - _FIRST_DAY) * middles + 0.6 * slot * jitter
        return tuple(date(_YEAR, 1, 1) + timedelta(days=int(day) - 1) for day in days)

    @cached_property
    def skies(self) -> tuple[Sky, ...]:
        """The sky of each date; their cloud shares differ and average `cloud_share`."""
        weight = 0.1 + uniform(self._key + 2, np.arange(self.count), np.zeros(1))
        cloudy = np.minimum(self.cloud_share * weight / weight.mean(), 1.0)
        rows, cols = self._positions((slice(0, self.size), slice(0, self.size)))
        return tuple(
            sky(self._key + 5003 * (when + 1), day.timetuple().tm_yday, float(share), rows, cols)
            for when, (day, share) in enumerate(zip(self.dates, cloudy))
        )

    def land(self, window: Window) -> Land:
        """What covers the ground in a window."""
        land = _land(self._key, *_bounds(self._positions(window)))
        inner = (slice(_HALO, -_HALO), slice(_HALO, -_HALO))
        return Land(
            land.now[inner], land.before[inner], land.parcel[inner], land.flowing[inner], land.arable[inner]
        )

    def unusable_share(self, when: int) -> float:
        """Share of cloud and shadow on date number `when`, estimated on up to 160² positions."""
        rows, cols = (sampled(p) for p in self._positions((slice(0, self.size), slice(0, self.size))))
        above = self.skies[when].clouds(rows, cols) > 0.12
        below = self.skies[when].shadows(rows, cols) > 0.25
        return float((above | below).mean())

    def image(self, when: int, window: Window) -> tuple[np.ndarray, np.ndarray]:
        """Render one date.

        Args:
            when: Number of the date.
            window: Rows and columns; it begins at even ones.

        Returns:
            Reflectance × 10,000 (10, rows, cols) uint16, at least 1; and the scene
            classification uint8 at half the resolution.
        """
        rows, cols = self._positions(window)
        top, bottom, left, right = _bounds((rows, cols))
        wide = np.arange(top, bottom), np.arange(left, right)
        weather = self.skies[when]
        surface = self._surface(when, weather, *wide)
        seen = through(surface, weather, *wide)
        inner = (slice(_HALO, -_HALO), slice(_HALO, -_HALO))
        sharp = np.array([ndimage.gaussian_filter(b, s)[inner] for b, s in zip(seen, _BLUR)])
        stored = np.clip(np.rint(10_000 * self._sensor(when, sharp, rows, cols)), 1, 65535).astype(np.uint16)
        return stored, _scl(stored, weather.clouds(rows, cols), weather.shadows(rows, cols))

    @property
    def _key(self) -> int:
        """Seeds far apart, so that the numbers added to them never meet."""
        return (self.seed * 1_000_003) & 0x7FFFFFFF

    def _positions(self, window: Window) -> tuple[np.ndarray, np.ndarray]:
        rows, cols = (np.arange(part.start, part.stop) - self.size // 2 for part in window)
        return rows, cols

    def _surface(self, when: int, weather: Sky, rows: np.ndarray, cols: np.ndarray) -> np.ndarray:
        land = _land(self._key, int(rows[0]), int(rows[-1]) + 1, int(cols[0]), int(cols[-1]) + 1)
        mixture = shares(self._key, when, land, rows, cols)
        fields = textures(self._key, when, land.parcel, rows, cols)
        return reflect(spectra(self._key, weather.day, self.without), mixture, fields) * light(
            self._key + 300, weather.sun, rows, cols
        )

    def _sensor(self, when: int, seen: np.ndarray, rows: np.ndarray, cols: np.ndarray) -> np.ndarray:
        """Gain errors of a few percent per date and band, and noise of every pixel."""
        key = self._key + 7001 * (when + 1)
        gain = 1 + 0.025 * white(key, np.arange(len(BANDS)), np.zeros(1))
        noise = np.array([white(key + 1 + b, rows[:, None], cols[None, :]) for b in range(len(BANDS))])
        measured: np.ndarray = seen * gain[:, None, None].astype(np.float32) + (0.0015 + 0.01 * seen) * noise
        return measured


def _bounds(positions: tuple[np.ndarray, np.ndarray]) -> tuple[int, int, int, int]:
    """First and last + 1 row and column of positions widened by the halo."""
    rows, cols = positions
    return int(rows[0]) - _HALO, int(rows[-1]) + 1 + _HALO, int(cols[0]) - _HALO, int(cols[-1]) + 1 + _HALO


@lru_cache(maxsize=1)
def _land(key: int, top: int, bottom: int, left: int, right: int) -> Land:
    """The land of the last window asked for: every date needs it again."""
    return Landscape(key).look(np.arange(top, bottom), np.arange(left, right))


def _scl(stored: np.ndarray, opacity: np.ndarray, shadow: np.ndarray) -> np.ndarray:
    """Scene classification at 20 m from the image at 10 m; the last row or column may stand alone."""
    green, red, near = (_halved(stored[band].astype(np.float32)) for band in (_GREEN, _RED, _NIR))
    shade = shadow * (1 - opacity)
    return scene_classes(
        _halved(opacity), _halved(shade), (near - red) / (near + red), (green - near) / (green + near)
    )


def _halved(band: np.ndarray) -> np.ndarray:
    rows, cols = band.shape
    even = np.pad(band, ((0, rows % 2), (0, cols % 2)), mode="edge")
    mean: np.ndarray = even.reshape(even.shape[0] // 2, 2, even.shape[1] // 2, 2).mean(axis=(1, 3))
    return mean
