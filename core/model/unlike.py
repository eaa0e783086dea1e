"""Telling images whose numbers are unlike those that a model learned from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from ..areas import ground_scale
from ..grid import Grid, Window
from .card import Band, ModelCard

_FAR = 8.0
"""Standard deviations of the training data that no season and no place explain, but a wrong scale does."""

_TIMES = 2.0
"""Pixels so many times larger or smaller than those of the training images show other things."""

_SIDE = 128
_PLACES = ((0.5, 0.5), (0.2, 0.2), (0.2, 0.8), (0.8, 0.2), (0.8, 0.8))
"""Where to look, as shares of rows and columns."""


@dataclass(frozen=True)
class Unlike:
    """A band of an image that is far from what a model learned from.

    Attributes:
        band: As the model's card has it.
        median: Of the image.
        mean, stddev: Of the training data.
    """

    band: Band
    median: float
    mean: float
    stddev: float

    def __str__(self) -> str:
        told = f"median {self.median:.3g}, learned from {self.mean:.3g} ± {self.stddev:.3g}"
        return f"{self.band.name} ({told})"


def sampled(read: Callable[[Window], tuple[np.ndarray, np.ndarray]], area: Window) -> np.ndarray:
    """Clear pixels of five small blocks of an area.

    Args:
        read: Gives reflectance (bands, rows, cols) and bool (rows, cols) where it counts.
        area: Rows and columns.

    Returns:
        Reflectance (bands, pixels); without pixels where the blocks show nothing.
    """
    found = []
    for place in _PLACES:
        reflectance, wanted = read((_block(area[0], place[0]), _block(area[1], place[1])))
        found.append(reflectance[:, wanted])
    return np.concatenate(found, axis=1)


def unlike_bands(card: ModelCard, pixels: np.ndarray) -> Sequence[Unlike]:
    """Bands whose median is more than eight standard deviations away from the training data's mean.

    Bands that are stretched by scene may have any scale, and those without statistics tell nothing.

    Args:
        card: Of the model.
        pixels: Reflectance (bands, pixels) in the card's band order.
    """
    if not pixels.shape[1]:
        return ()
    found = []
    for position, (band, median) in enumerate(zip(card.bands, np.median(pixels, axis=1))):
        figures = card.statistics.get(band.name, {})
        mean, stddev = figures.get("mean", 0.0), figures.get("stddev", 0.0)
        if stddev and position not in card.stretched and abs(median - mean) > _FAR * stddev:
            found.append(Unlike(band, float(median), mean, stddev))
    return found


def unlike_pixels(card: ModelCard, grid: Grid) -> float | None:
    """The side (m) of an image's pixels if it is less than half or more than twice that of the training data.

    Args:
        card: Of the model.
        grid: Of the image.
    """
    if not card.resolution:
        return None
    middle = np.array([grid.xy(grid.height / 2, grid.width / 2)], float)
    metres = float((ground_scale(grid.crs, middle, grid.pixel_size[1]) * grid.pixel_size).mean())
    return None if 1 / _TIMES <= metres / card.resolution <= _TIMES else metres


def _block(part: slice, share: float) -> slice:
    length = min(part.stop - part.start, _SIDE)
    start = part.start + round((part.stop - part.start - length) * share)
    return slice(start, start + length)
