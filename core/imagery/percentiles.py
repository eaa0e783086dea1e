"""Exact percentiles of more numbers than memory holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np

from ..grid import Window
from ..progress import Progress

_HALF = 16
"""Bits that each of the two looks at a number counts."""

_BINS = 1 << _HALF


def percentiles(look: Callable[[int], Iterable[np.ndarray]], percents: Sequence[int]) -> list[float]:
    """Exact percentiles of float32 numbers that are looked at twice, by parts.

    The p-th percentile of n numbers is the smallest of them that at least p·n/100 do not exceed
    (Hyndman and Fan 1996, definition 1). The first look counts numbers by the upper half of their bits,
    the second one counts by the lower half those that share the upper half with a percentile; the
    histograms take the same memory whatever n.

    Args:
        look: Gives all the numbers, float32 without NaN in parts of any shape; it is called with 0 and 1.
        percents: Whole percents, 1 to 100.

    Returns:
        One number per percent; none when there are no numbers.
    """
    upper = np.zeros(_BINS, np.int64)
    for part in look(0):
        upper += np.bincount(_keys(part) >> _HALF, minlength=_BINS)
    until = np.cumsum(upper)
    if not until[-1]:
        return []
    ranks = [-(-int(until[-1]) * percent // 100) for percent in percents]
    shared = [int(np.searchsorted(until, rank)) for rank in ranks]
    lower = {bin_: np.zeros(_BINS, np.int64) for bin_ in shared}
    for part in look(1):
        keys = _keys(part)
        for bin_ in lower:
            lower[bin_] += np.bincount(keys[keys >> _HALF == bin_] & (_BINS - 1), minlength=_BINS)
    found = []
    for rank, bin_ in zip(ranks, shared):
        before = int(until[bin_] - upper[bin_])
        found.append((bin_ << _HALF) + int(np.searchsorted(np.cumsum(lower[bin_]), rank - before)))
    return [float(number) for number in _numbers(np.array(found))]


def percentiles_of(
    read: Callable[[Window], tuple[np.ndarray, np.ndarray]],
    windows: Sequence[Window],
    percents: Sequence[int],
    progress: Progress,
) -> list[float]:
    """Exact percentiles of what a raster's windows hold; see `percentiles`.

    Args:
        read: Gives float32 (bands, rows, cols), and bool (rows, cols) where they count.
        windows: All of them, none twice.
        percents: Whole percents, 1 to 100.
        progress: Told after every window.

    Returns:
        One number per percent; none when nothing counts.
    """

    def look(time: int) -> Iterator[np.ndarray]:
        for window in progress.part(time / 2, (time + 1) / 2).each(windows):
            values, counted = read(window)
            yield values[:, counted]

    return percentiles(look, percents)


def _keys(numbers: np.ndarray) -> np.ndarray:
    """Whole numbers 0..2³²−1, int64 (pixels,), in the order of float32 numbers."""
    bits = np.ascontiguousarray(numbers, np.float32).ravel().view(np.uint32).astype(np.int64)
    return np.where(bits < 1 << 31, bits + (1 << 31), (1 << 32) - 1 - bits)


def _numbers(keys: np.ndarray) -> np.ndarray:
    bits = np.where(keys >= 1 << 31, keys - (1 << 31), (1 << 32) - 1 - keys)
    return bits.astype(np.uint32).view(np.float32)
