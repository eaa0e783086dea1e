"""One cloud-free image from several dates, pixel by pixel (SPEC §2; Fonteix et al. 2021 §2.1).

Everywhere the dates come in order of preference: the least cloudy first, of equally cloudy ones the
latest. Ties go to the preferred date, so results do not depend on the order in which files are named.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

Method = Literal["median", "medoid", "best"]

MIN_OVERLAP = 100
"""Fewest clear sample pixels in common from which one scene is normalised to another."""

_ALIKE = 0.5
"""Correlation below which the contrast of two scenes cannot be compared: only their level is."""

_ROUNDS = 10


def preference(cloud_shares: Sequence[float], dates: Sequence[str]) -> list[int]:
    """Indexes of the dates: ascending cloud share, then the latest, then in the given order.

    Args:
        cloud_shares: 0..1, one per date.
        dates: YYYY-MM-DD, "" where unknown (counts as the earliest).
    """
    latest_first = sorted(range(len(dates)), key=lambda i: dates[i], reverse=True)
    # Sorting backwards keeps equal dates in order; so does the second sort.
    return sorted(latest_first, key=lambda i: cloud_shares[i])


def composite(method: Method, scenes: np.ndarray, clear: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Choose or combine the clear dates of each pixel.

    Args:
        method: "median": per band, the mean of the two middle values. "medoid": the date nearest
            (Euclidean, all bands) to that median. "best": the first clear one.
        scenes: Reflectance, float32 (dates, bands, rows, cols), dates in order of preference;
            anything where not clear.
        clear: bool (dates, rows, cols).

    Returns:
        Values float32 (bands, rows, cols), NaN where no date is clear; and the chosen date, 1-based
        along the first axis, uint16 (rows, cols): 0 where no date is clear, and for "median".
    """
    if method == "median":
        return median(scenes, clear), np.zeros(clear.shape[1:], np.uint16)
    if method == "medoid":
        distance = ((scenes - median(scenes, clear)) ** 2).sum(axis=1)
        chosen = np.where(clear, distance, np.inf).argmin(axis=0)
    else:
        chosen = clear.argmax(axis=0)
    values = np.take_along_axis(scenes, chosen[None, None], axis=0)[0]
    any_clear = clear.any(axis=0)
    return np.where(any_clear, values, np.float32(np.nan)), np.where(any_clear, chosen + 1, 0).astype(
        np.uint16
    )


def median(scenes: np.ndarray, clear: np.ndarray) -> np.ndarray:
    """Median over the clear dates, the mean of the two middle values for an even number.

    Args:
        scenes: float32 (dates, bands, rows, cols).
        clear: bool (dates, rows, cols).

    Returns:
        float32 (bands, rows, cols), NaN where no date is clear.
    """
    ascending = np.sort(np.where(clear[:, None], scenes, np.float32(np.inf)), axis=0)
    count = clear.sum(axis=0)
    lower, upper = (
        np.take_along_axis(ascending, middle[None, None], axis=0)[0]
        for middle in (np.maximum(count - 1, 0) // 2, np.minimum(count // 2, len(scenes) - 1))
    )
    return np.where(count > 0, (lower + upper) / 2, np.float32(np.nan)).astype(np.float32)


@dataclass(frozen=True)
class Adjustment:
    """A line per band that brings one scene to the radiometry of another: value · gain + offset.

    Attributes:
        gain, offset: float32 (bands, 1, 1).
    """

    gain: np.ndarray
    offset: np.ndarray

    def apply(self, scene: np.ndarray) -> np.ndarray:
        """Adjusted values, float32 (bands, rows, cols)."""
        adjusted: np.ndarray = scene * self.gain + self.offset
        return adjusted


def adjustment(scene: np.ndarray, reference: np.ndarray) -> Adjustment | None:
    """Fit how a scene is brought to a reference, on pixels that are clear in both.

    Args:
        scene: Reflectance (bands, pixels).
        reference: The same pixels on the other date.

    Returns:
        The adjustment, or None with fewer than MIN_OVERLAP pixels.
    """
    if scene.shape[1] < MIN_OVERLAP:
        return None
    lines = [robust_line(x, y) for x, y in zip(scene.astype(float), reference.astype(float))]
    gain, offset = (np.array(values, np.float32)[:, None, None] for values in zip(*lines))
    return Adjustment(gain, offset)


def robust_line(x: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    """Gain and offset of y ≈ gain · x + offset, little moved by pixels that changed in between.

    The reduced major axis (gain = ratio of the standard deviations), which treats both scenes alike:
    least squares of y on x, and Theil–Sen too, flatten the contrast when x is noisy. It starts from
    the quartiles and is refitted on the pixels within 2.5 robust standard deviations (1.4826 · MAD) of
    the line until these stay the same. Where the scenes are hardly correlated, or one is constant, the
    gain is 1 and the offset the median difference.

    Args:
        x: float64 (pixels,), at least two.
        y: Of the same shape.
    """
    spread_x, spread_y = (np.subtract(*np.percentile(v, (75, 25))) for v in (x, y))
    gain = spread_y / spread_x if spread_x > 0 and spread_y > 0 else 1.0
    offset = float(np.median(y) - gain * np.median(x))
    kept = np.ones(len(x), bool)
    for _ in range(_ROUNDS):
        residual = np.abs(y - gain * x - offset)
        now = residual <= 2.5 * 1.4826 * np.median(residual) + 1e-6
        if (now == kept).all():
            break
        kept = now
        deviation_x, deviation_y = x[kept].std(), y[kept].std()
        if min(deviation_x, deviation_y) <= 1e-9 or np.corrcoef(x[kept], y[kept])[0, 1] < _ALIKE:
            return 1.0, float(np.median(y - x))
        gain = deviation_y / deviation_x
        offset = float(y[kept].mean() - gain * x[kept].mean())
    return float(gain), offset
