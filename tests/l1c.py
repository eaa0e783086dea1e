"""Sentinel-2 L1C images for tests: what clouds and ground look like from above the atmosphere."""

from __future__ import annotations

import numpy as np

from tests.safe import RESOLUTION

ALL_BANDS = tuple(RESOLUTION)

CLOUD = np.array((0.75, 0.74, 0.72, 0.74, 0.76, 0.78, 0.79, 0.78, 0.80, 0.40, 0.03, 0.45, 0.35))
FIELD = np.array((0.12, 0.10, 0.09, 0.06, 0.10, 0.24, 0.30, 0.30, 0.33, 0.10, 0.002, 0.18, 0.09))
FOREST = np.array((0.11, 0.08, 0.07, 0.04, 0.07, 0.19, 0.24, 0.23, 0.26, 0.08, 0.002, 0.11, 0.05))
WATER = np.array((0.11, 0.08, 0.055, 0.03, 0.028, 0.025, 0.024, 0.02, 0.017, 0.007, 0.001, 0.008, 0.006))
SOIL = np.array((0.14, 0.13, 0.13, 0.16, 0.18, 0.19, 0.21, 0.22, 0.24, 0.09, 0.002, 0.30, 0.24))
"""Reflectance at the top of the atmosphere, in the order of ALL_BANDS."""


def scene(drawing: np.ndarray, ground: np.ndarray = FIELD) -> np.ndarray:
    """Reflectance × 10000, uint16 (13, rows, cols): cloud where the drawing says 1, else ground."""
    values = np.where((drawing == 1)[..., None], CLOUD, ground)
    return np.rint(values * 10_000).astype(np.uint16).transpose(2, 0, 1)
