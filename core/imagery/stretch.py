"""The limits between which a model stretches the bands of a scene."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..grid import blocks
from ..model.card import ModelCard
from ..progress import Progress
from ..rasters import Raster
from .percentiles import percentiles_of
from .reflectance import Calibration, ReflectanceReader

_BLOCK = 512


def scene_limits(
    raster: Raster, bands: Sequence[int], calibration: Calibration, card: ModelCard, progress: Progress
) -> np.ndarray | None:
    """What `ModelCard.normalise` needs to know of a whole scene, the same in training and afterwards.

    Each band counts by itself, wherever it is observed, so that the limits depend neither on the other
    bands nor on masks, areas or tiles.

    Args:
        raster: The scene.
        bands: Its 1-based band for each of the card's.
        calibration: Of the scene.
        card: Whose bands may be stretched; without any, nothing is read.
        progress: Told after every block that was read.

    Returns:
        The two percentiles of each stretched band, float32 (bands, 2), NaN for the others, 0 for bands
        without data; None when no band is stretched.
    """
    if not card.stretched:
        return None
    limits = np.full((len(bands), 2), np.nan, np.float32)
    windows = blocks(raster.grid.shape, _BLOCK)
    for step, position in enumerate(card.stretched):
        reader = ReflectanceReader(raster, [bands[position]], calibration)
        percents = [int(percent) for percent in card.scaling[position].values]
        part = progress.part(step / len(card.stretched), (step + 1) / len(card.stretched))
        limits[position] = percentiles_of(reader.read, windows, percents, part) or 0
    return limits
