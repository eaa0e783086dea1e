"""One cloud-free image from several dates, pixel by pixel (SPEC §2; Fonteix et al. 2021 §2.1).

Everywhere the dates come in order of preference: the least cloudy first, of equally cloudy ones the
latest. Ties go to the preferred date, so results do not depend on the order in which files are named.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

Method = Literal["median", "medoid", "best"]

MIN_OVERLAP = 100
"""Fewest clear sample pixels in common from which one scene is normalised to another."""

_TIE = 2e-6
"""Distances in reflectance that differ by less are equal: both of two dates are as far from their mean."""

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


def composite(
    method: Method, scenes: Sequence[np.ndarray] | np.ndarray, clear: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Choose or combine the clear dates of each pixel.

    Args:
        method: "median": per band, the mean of the two middle values. "medoid": the date nearest
            (Euclidean, all bands) to that median. "best": the first clear one.
        scenes: Reflectance of each date, float32 (bands, rows, cols), in order of preference;
            anything where not clear.
        clear: bool (dates, rows, cols).

    Returns:
        Values float32 (bands, rows, cols), NaN where no date is clear; and the chosen date, 1-based
        along the first axis, uint16 (rows, cols): 0 where no date is clear, and for "median".
    """
    if method == "median":
        return median(scenes, clear), np.zeros(clear.shape[1:], np.uint16)
    nearest = method == "medoid"
    chosen = _nearest(scenes, clear, median(scenes, clear)) if nearest else clear.argmax(axis=0)
    any_clear = clear.any(axis=0)
    bits = np.where(any_clear, 0, _bits_of(np.nan)) | np.zeros(scenes[0].shape, np.uint32)
    for date, scene in enumerate(scenes):
        bits |= _kept(scene, any_clear & (chosen == date))
    return bits.view(np.float32), np.where(any_clear, chosen + 1, 0).astype(np.uint16)


def _nearest(scenes: Sequence[np.ndarray] | np.ndarray, clear: np.ndarray, middle: np.ndarray) -> np.ndarray:
    """The first of the clear dates that are nearest to the median; (rows, cols)."""
    distance = np.full(clear.shape, np.inf, np.float32)
    for date, scene in enumerate(scenes):
        apart = scene - middle
        apart *= apart
        np.copyto(distance[date], np.sqrt(apart.sum(axis=0)), where=clear[date])
    nearest: np.ndarray = (distance <= distance.min(axis=0) + _TIE).argmax(axis=0)
    return nearest


def median(scenes: Sequence[np.ndarray] | np.ndarray, clear: np.ndarray) -> np.ndarray:
    """Median over the clear dates, the mean of the two middle values for an even number.

    Where a date is not clear, +inf and −inf take turns, so that the middle of the clear dates is the
    middle of all dates, which a sorting network brings there for all pixels alike.

    Args:
        scenes: float32 (bands, rows, cols) of each date; anything where not clear.
        clear: bool (dates, rows, cols).

    Returns:
        float32 (bands, rows, cols), NaN where no date is clear.
    """
    layers = []
    fills = [_bits_of(np.inf), _bits_of(-np.inf)]
    odd = np.zeros(clear.shape[1:], bool)  # whether the number of unclear dates so far is
    for scene, seen in zip(scenes, clear):
        if seen.all():
            layers.append(scene)
            continue
        bits = _kept(scene, seen)
        bits |= np.where(seen, 0, np.where(odd, fills[1], fills[0]))
        layers.append(bits.view(np.float32))
        odd ^= ~seen
    for low, high in _network(len(layers)):
        pair = layers[low], layers[high]
        layers[low], layers[high] = np.minimum(*pair), np.maximum(*pair)
    upper = len(layers) // 2
    with np.errstate(invalid="ignore"):
        mean = (layers[max(upper - 1, 0)] + layers[upper]) / 2
    single = odd == (len(layers) % 2 == 0)  # an odd number of clear dates has one middle
    middle: np.ndarray = np.where(single, layers[(len(layers) - 1) // 2], mean)
    any_clear = clear.any(axis=0)
    return middle if any_clear.all() else np.where(any_clear, middle, np.float32(np.nan))


def _bits_of(number: float) -> np.uint32:
    return np.float32(number).view(np.uint32)


def _kept(scene: np.ndarray, where: np.ndarray) -> np.ndarray:
    """The bits of float32 (bands, rows, cols), uint32; 0 elsewhere. Several times faster than np.where."""
    bits: np.ndarray = scene.view(np.uint32) & np.negative(where.astype(np.uint32))
    return bits


@functools.lru_cache
def _network(count: int) -> list[tuple[int, int]]:
    """Pairs to put in order, one after the other, after which the middle ones of `count` are in place.

    Batcher's odd-even merge sort (Batcher 1968, "Sorting networks and their applications"), without
    the pairs that the middle does not depend on.
    """
    pairs = []
    width = 1
    while width < count:
        step = width
        while step:
            for first in range(step % width, count - step, 2 * step):
                lows = range(first, min(first + step, count - step))
                pairs += [
                    (low, low + step) for low in lows if low // width // 2 == (low + step) // width // 2
                ]
            step //= 2
        width *= 2
    needed = {max(count // 2 - 1, 0), count // 2}
    kept = []
    for pair in reversed(pairs):
        if needed.intersection(pair):
            needed.update(pair)
            kept.append(pair)
    return kept[::-1]


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
        adjusted = scene * self.gain
        adjusted += self.offset
        return adjusted


def adjustments(scenes: np.ndarray, clear: np.ndarray) -> list[Adjustment | None]:
    """Fit how every scene is brought to the radiometry of the first one.

    A scene that shares too few clear pixels with the first one is fitted to the scenes that are fitted
    already, as adjusted, the preferred one of each pixel; until it shares enough with these, it waits. So
    the scenes of one swath are brought to those of another one by way of any that overlap with both. What
    remains begins a group of its own, as it is.

    Args:
        scenes: Sampled reflectance, float32 (dates, bands, pixels), dates in order of preference;
            anything where not clear.
        clear: bool (dates, pixels).

    Returns:
        One per date; None for the first one, and for scenes that are left as they are.
    """
    lines: list[Adjustment | None] = [None] * len(scenes)
    reference, known = scenes[0].copy(), clear[0].copy()
    waiting = list(range(1, len(scenes)))
    while waiting:
        ready = (date for date in waiting if (clear[date] & known).sum() >= MIN_OVERLAP)
        date = next(ready, waiting[0])
        waiting.remove(date)
        common, new = clear[date] & clear[0], clear[date] & ~known
        if common.sum() < MIN_OVERLAP:
            common = clear[date] & known
        line = lines[date] = adjustment(scenes[date][:, common], reference[:, common])
        added = scenes[date][:, None, new]
        reference[:, new] = (added if line is None else line.apply(added))[:, 0]
        known |= new
    return lines


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
