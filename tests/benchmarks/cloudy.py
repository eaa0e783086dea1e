"""Generated scenes under clouds, with what the ground would look like without them.

Six dates of one summer. Each has 30 % of cloud, and a radiometry of its own: haze, an error of gain of
some 5 % and an offset of up to 0.02 in each band. The ground changes mildly between them: a quarter of
how far meadows are mown, fields sprout and leaves turn in the demonstration's scenes. The masks are the
generator's, at 20 m; in a sixth of the area they miss shadows and thin clouds.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

import numpy as np

from surecover.core.demo.atmosphere import SCL_BARE, SCL_HIGH, SCL_MEDIUM, SCL_SHADOW, Sky, sky
from surecover.core.demo.generator import DemoScene
from surecover.core.demo.noise import smooth, uniform, white
from surecover.core.demo.statistics import BANDS
from tests.files import write_raster

DATES = 6
CLOUD_SHARE = 0.3

_FIRST, _STEP = date(2021, 7, 1), timedelta(days=10)
_CHANGE = 0.25
_GAIN, _OFFSET = 0.05, 0.02
_THIN = 0.4
"""Opacity up to which clouds may be missed."""


class CloudyScene(DemoScene):
    """A scene of the demonstration whose dates lie in one summer and are equally cloudy."""

    @cached_property
    def dates(self) -> tuple[date, ...]:
        """Ten days apart."""
        return tuple(_FIRST + number * _STEP for number in range(self.count))

    @cached_property
    def skies(self) -> tuple[Sky, ...]:
        """Each with the same share of cloud."""
        rows, cols = self._positions(self.all)
        return tuple(
            sky(self._key + 5003 * (when + 1), day.timetuple().tm_yday, self.cloud_share, rows, cols)
            for when, day in enumerate(self.dates)
        )

    @property
    def all(self) -> tuple[slice, slice]:
        """The window of the whole scene."""
        return slice(0, self.size), slice(0, self.size)

    def write(self, folder: Path, *, careless: bool = True) -> tuple[list[str], list[str]]:
        """Write images and masks; returns their paths in order of time.

        Args:
            folder: Where they go.
            careless: Whether the masks miss something.
        """
        images, masks = [], []
        origin = self.grid.transform[2], self.grid.transform[5]
        for when, day in enumerate(self.dates):
            values, scl = self.image(when, self.all)
            images.append(
                write_raster(
                    folder / f"s2_{day:%Y%m%d}.tif", values, nodata=0, descriptions=BANDS, origin=origin,
                    tags={"REFLECTANCE_SCALE": "10000", "REFLECTANCE_OFFSET": "0"},
                )
            )  # fmt: skip
            path = folder / f"scl_{day:%Y%m%d}.tif"
            masks.append(
                write_raster(
                    path, self._careless(when, scl) if careless else scl, nodata=0, pixel=20, origin=origin
                )
            )
        return images, masks

    def _careless(self, when: int, scl: np.ndarray) -> np.ndarray:
        """The scene classification with what it misses."""
        rows, cols = (positions[::2] for positions in self._positions(self.all))
        careless = smooth(self._key + 9001 * (when + 1), 40, rows, cols) > 1
        missed = careless & (self.skies[when].clouds(rows, cols) < _THIN)
        unclear = np.isin(scl, (SCL_SHADOW, SCL_MEDIUM, SCL_HIGH))
        return np.where(missed & unclear, SCL_BARE, scl).astype(np.uint8)

    def _surface(self, when: int, weather: Sky, rows: np.ndarray, cols: np.ndarray) -> np.ndarray:
        own: np.ndarray = _CHANGE * super()._surface(when, weather, rows, cols)
        return own + (1 - _CHANGE) * self._lasting(rows, cols)

    def _lasting(self, rows: np.ndarray, cols: np.ndarray) -> np.ndarray:
        """The mean of the ground over all dates."""
        if "_ground" not in self.__dict__:
            states = [
                super(CloudyScene, self)._surface(i, own, rows, cols) for i, own in enumerate(self.skies)
            ]
            self.__dict__["_ground"] = np.mean(states, axis=0)
        ground: np.ndarray = self.__dict__["_ground"]
        return ground

    def _sensor(self, when: int, seen: np.ndarray, rows: np.ndarray, cols: np.ndarray) -> np.ndarray:
        return super()._sensor(when, self._radiometry(when, seen), rows, cols)

    def _radiometry(self, when: int, seen: np.ndarray) -> np.ndarray:
        """What a date's light and air leave in the reflectance."""
        key, bands = self._key + 8009 * (when + 1), np.arange(len(BANDS))
        gain = 1 + _GAIN * white(key, bands, np.zeros(1))
        offset = _OFFSET * uniform(key + 1, bands, np.zeros(1))
        changed: np.ndarray = seen * gain[:, None, None] + offset[:, None, None]
        return changed


class ClearScene(CloudyScene):
    """The same scene without clouds and noise: what each date would show."""

    @cached_property
    def skies(self) -> tuple[Sky, ...]:
        """Hazy, as they are, but clear."""
        return tuple(replace(weather, threshold=float("inf")) for weather in super().skies)

    def _sensor(self, when: int, seen: np.ndarray, rows: np.ndarray, cols: np.ndarray) -> np.ndarray:
        key = self._key + 7001 * (when + 1)
        gain = 1 + 0.025 * white(key, np.arange(len(BANDS)), np.zeros(1))
        measured: np.ndarray = self._radiometry(when, seen) * gain[:, None, None].astype(np.float32)
        return measured


class LastingScene(ClearScene):
    """A clear scene whose ground is the mean of all dates, in the light and the air of each date."""

    def _surface(self, when: int, weather: Sky, rows: np.ndarray, cols: np.ndarray) -> np.ndarray:
        return self._lasting(rows, cols)
