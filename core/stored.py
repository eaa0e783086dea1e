"""Numbers as rasters of results store them."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from .rasters import Raster

PROBABILITY_STEPS = 254
"""Probabilities are stored as whole numbers 0..254 (quantisation error below 0.002)."""

PROBABILITY_NODATA = 255

FLOAT_NODATA = -1.0
"""Nodata of the layers whose values lie in 0..1 (agreement, entropy, confidence)."""


def class_dtype(ids: Iterable[int]) -> str:
    """The dtype of maps of these class ids: uint8 when they fit, else uint16."""
    return "uint8" if max(ids) <= 255 else "uint16"


def shares_stored_in(raster: Raster) -> np.ndarray | None:
    """What each number means in a raster stored as `Outputs.probabilities` does, seen as it is; else None.

    float32 (256,); the last one, nodata, means nothing.
    """
    scale = np.float32(1 / PROBABILITY_STEPS)
    if (
        raster.dtype != "uint8"
        or raster.nodata != PROBABILITY_NODATA
        or raster.resampled
        or (raster.scales != scale).any()
        or raster.offsets.any()
    ):
        return None
    return np.arange(256, dtype=np.float32) * scale


def quantise(probabilities: np.ndarray, valid: np.ndarray) -> np.ndarray:
    """Probabilities (classes, rows, cols) 0..1 as stored uint8; nodata where `valid` is False."""
    stored = np.empty(probabilities.shape, np.uint8)
    steps = np.empty(valid.shape, np.result_type(probabilities.dtype, np.float32))
    hidden = (~valid).view(np.uint8) * np.uint8(PROBABILITY_NODATA)  # the largest number; quicker than a mask
    for band, shares in zip(stored, probabilities):  # a band fits a core's cache
        np.multiply(shares, PROBABILITY_STEPS, out=steps)
        np.rint(steps, out=steps)
        np.copyto(band, steps, casting="unsafe")
        np.maximum(band, hidden, out=band)
    return stored
