"""Clouds on Sentinel-2 L1C images, told by the classifier of the package s2cloudless.

The classifier (Zupanc 2017, Improving cloud detection with machine learning; compared with nine others
by Skakun et al. 2022, RSE 274) is a sum of 170 decision trees over the top-of-atmosphere reflectance of
ten bands. It knows neither cloud shadow nor snow, and takes some bright roofs and snow for clouds.
Only the package's model file (Sinergise, CC BY-SA 4.0) is used: its code would import what downloads
images.

It is applied to the mean reflectance of cells of about 40 m, and its probability is averaged over a
disc and grown by a disc, both of one cell, as the package does by default. With real clouds put on five
real clear scenes (tests/benchmarks/test_cloudless.py), cells of 20, 40, 60 and 160 m miss 0, 4, 19 and
100 % of the opaque pixels of clouds of about 150 m, and none up to 60 m of larger ones; of the ground
farther than 120 m from clouds, single roofs that pass for clouds on every date, cells of 10, 20 and
40 m lose 0.7, 0.4 and 0.0 %. Pixels of 10 m would take ten times as long as cells of 40 m.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ..areas import ground_areas
from ..engine.environment import setting_up
from ..errors import SureCoverError, reason
from ..grid import Grid, Window, within
from ..lazy import LazyModule
from ..model.bands import match_bands
from ..model.card import Band
from ..progress import Progress
from ..rasters import Raster
from .reflectance import Calibration, ReflectanceReader

if TYPE_CHECKING:
    import lightgbm
    import scipy.ndimage
else:
    lightgbm = LazyModule("lightgbm")
    scipy = LazyModule("scipy")
    scipy.ndimage = LazyModule("scipy.ndimage")

BANDS = ("B01", "B02", "B04", "B05", "B08", "B8A", "B09", "B10", "B11", "B12")
"""What the classifier wants, in its order; B10 (cirrus) is in L1C images only."""

CELL = 40.0
"""Side of the cells, m."""

_DISC = np.array([[0, 1, 0], [1, 1, 1], [0, 1, 0]], bool)
"""Of the radius 1, as the package draws it."""

_REACH = 2
"""Cells around a window that matter: one that is averaged over, one by which clouds grow."""

_AT_ONCE = 2**14
"""Cells that are classified between two looks at whether to stop."""

_MODEL = "models/pixel_s2_cloud_detector_lightGBM_v0.1.txt"


def classifier_bands(raster: Raster) -> list[int]:
    """1-based numbers of BANDS by the names of a raster's bands; empty unless it has all of them."""
    try:
        return match_bands(raster, [Band(name) for name in BANDS], sensor="Sentinel-2")
    except SureCoverError:
        return []


class CloudDetector:
    """Cloud probabilities of an L1C image.

    Cells are counted from the origin of the CRS, so that they are the same on any part of an image's
    grid. Pixels that are not observed in all ten bands count for nothing.

    Args:
        raster: The image, on any grid, with the bands of `classifier_bands`.
        calibration: How its numbers become reflectance.
        progress: Asked every few thousand cells whether to stop.
    """

    def __init__(self, raster: Raster, calibration: Calibration, progress: Progress) -> None:
        self._progress = progress
        self._reader = ReflectanceReader(raster, classifier_bands(raster), calibration)
        grid = raster.grid
        side = max(1, round(CELL / _pixel_side(grid)))
        row, col = grid.rowcol(0.0, 0.0)
        self._down = _Cells(side, -round(row) % side, grid.height)
        self._across = _Cells(side, -round(col) % side, grid.width)

    def read(self, window: Window) -> tuple[np.ndarray, np.ndarray]:
        """Read a window; the same whatever the windows are.

        Returns:
            Cloud probability float32 (rows, cols), 0..1, and bool (rows, cols), True where all bands
            are observed.
        """
        down, across = self._down.edges(window[0]), self._across.edges(window[1])
        pixels = slice(int(down[0]), int(down[-1])), slice(int(across[0]), int(across[-1]))
        reflectance, known = self._reader.read(pixels)
        reflectance[:, ~known] = 0
        sums, counts = (
            np.add.reduceat(
                np.add.reduceat(part, down[:-1] - down[0], axis=1, dtype=np.float64),
                across[:-1] - across[0],
                axis=2,
            )
            for part in (reflectance, known[None])
        )
        cells = spread(self._classified(sums, counts[0]), counts[0] > 0)
        wide = cells.repeat(np.diff(down), axis=0).repeat(np.diff(across), axis=1)
        here = within(window, pixels)
        return wide[here], known[here]

    def _classified(self, sums: np.ndarray, counts: np.ndarray) -> np.ndarray:
        """Probability float64 (rows, cols) of cells, from sums of reflectance float64 (bands, rows, cols)."""
        probability = np.zeros(counts.shape)
        seen = np.flatnonzero(counts)
        for start in range(0, seen.size, _AT_ONCE):
            self._progress.check()
            some = seen[start : start + _AT_ONCE]
            # Sums of some hundred float32 reflectances are exact in float64, in whatever order.
            means = sums.reshape(len(sums), -1)[:, some] / counts.flat[some]
            probability.flat[some] = classified(means.T)
        return probability


@dataclass(frozen=True)
class _Cells:
    """Cells along one axis of a raster.

    Attributes:
        side: Of a cell, px.
        shift: Pixels of the first cell that lie before the raster.
        length: Of the raster, px.
    """

    side: int
    shift: int
    length: int

    def edges(self, part: slice) -> np.ndarray:
        """Where the cells begin, and the last one ends, that matter for a part of the raster, px."""
        first, last = (int(pixel + self.shift) // self.side for pixel in (part.start, part.stop - 1))
        bounds = np.arange(first - _REACH, last + _REACH + 2) * self.side - self.shift
        return np.unique(np.clip(bounds, 0, self.length))


def spread(probability: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Average over a disc and take the largest of a disc, as s2cloudless makes masks by default.

    Args:
        probability: float64 (rows, cols) of cells.
        known: bool (rows, cols); other cells count for nothing.

    Returns:
        float32 (rows, cols).
    """
    total, weight = (
        scipy.ndimage.correlate(part, _DISC.astype(float), mode="constant")
        for part in (np.where(known, probability, 0.0), known.astype(float))
    )
    averaged = np.where(known, total / np.maximum(weight, 1), 0)
    grown: np.ndarray = scipy.ndimage.maximum_filter(averaged, footprint=_DISC, mode="constant")
    return grown.astype(np.float32)


def classified(reflectance: np.ndarray) -> np.ndarray:
    """Cloud probability, float64 (pixels,), of float64 (pixels, bands) in the order of BANDS.

    In one thread, because stages read several windows or scenes at once.

    Raises:
        SureCoverError: A package is missing or broken.
    """
    probability: np.ndarray = _classifier().predict(np.ascontiguousarray(reflectance), num_threads=1)
    return probability


@lru_cache(maxsize=1)
def _classifier() -> Any:  # noqa: ANN401
    """The trees; several threads may use them at once."""
    package = find_spec("s2cloudless")
    folders = (package and package.submodule_search_locations) or []
    files = [path for folder in folders if (path := Path(folder, _MODEL)).is_file()]
    try:
        if not files:
            raise FileNotFoundError(f"its file {_MODEL} was not found")
        return lightgbm.Booster(model_file=files[0])
    except SureCoverError:
        raise
    except Exception as error:  # a broken installation may raise anything
        raise SureCoverError(
            f"The cloud detector of the package s2cloudless cannot be used ({reason(error)}); give cloud "
            f"masks, or {setting_up()}."
        ) from error


def _pixel_side(grid: Grid) -> float:
    """Side in m of a square as large as a pixel; without a CRS its units count as metres."""
    areas = ground_areas(grid)
    if areas is None:
        across, down = grid.pixel_size
        return float((across * down) ** 0.5)
    return float(areas.mean**0.5)
