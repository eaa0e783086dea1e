"""Speckle filters for radar backscatter in linear power (SPEC §6).

Speckle is taken as multiplicative: z = x·v, where z is observed, x is the backscatter without speckle,
and v has mean 1 and variance 1/L for an intensity image of L looks. Local statistics are the mean m and
the variance s² = mean(z²) − m² over the observed pixels of a window; pixels beyond the edge of the raster
count as not observed. Every sum is made in the same order for every pixel, so that the result does not
depend on how a raster is cut into windows, given a margin of half the filter's window.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

import numpy as np

Method = Literal["refined_lee", "enhanced_lee", "none"]

REFINED_SIZE = 7
"""Side of the refined Lee filter's window, pixels."""

LIMIT_DB = 100.0
"""Backscatter beyond ±100 dB is no backscatter but a number that stands for nodata."""

Run = tuple[int, int, int]
"""Pixels side by side in one row: row and first column relative to the centre, and their number."""

_ACROSS = ((0, 1), (-1, 1), (-1, 0), (-1, -1))
"""Directions (row, col) across the four kinds of edges: vertical, two diagonals, horizontal."""


def to_power(values: np.ndarray, *, decibels: bool) -> np.ndarray:
    """Backscatter as linear power, float64, NaN where there is none.

    Args:
        values: Backscatter of any shape, in dB or linear power; NaN where not observed.
        decibels: Whether the values are 10·log10(power).

    Returns:
        Power; NaN also where power would be 0 or less or lies beyond ±LIMIT_DB.
    """
    numbers = values.astype(np.float64)
    with np.errstate(over="ignore", invalid="ignore"):
        power = np.power(10.0, numbers / 10) if decibels else numbers
        possible = (power >= 10 ** (-LIMIT_DB / 10)) & (power <= 10 ** (LIMIT_DB / 10))
    return np.where(possible, power, np.nan)


def to_decibels(power: np.ndarray) -> np.ndarray:
    """10·log10(power) as float32, NaN where power is NaN."""
    return (10 * np.log10(power)).astype(np.float32)


def margin(method: Method, size: int) -> int:
    """Pixels around a window on which its result depends."""
    return {"refined_lee": REFINED_SIZE // 2, "enhanced_lee": size // 2, "none": 0}[method]


def despeckle(
    power: np.ndarray, method: Method, *, looks: float, size: int = 7, damping: float = 1.0
) -> np.ndarray:
    """Filter one band of linear power (rows, cols); `size` and `damping` are those of enhanced_lee."""
    if method == "refined_lee":
        return refined_lee(power, looks)
    if method == "enhanced_lee":
        return enhanced_lee(power, looks, size, damping)
    return power


def refined_lee(power: np.ndarray, looks: float) -> np.ndarray:
    """The refined filter of Lee (1981), for multiplicative noise.

    "Refined filtering of image noise using local statistics", Computer Graphics and Image Processing
    15(4), 380–389. The window of 7 × 7 pixels holds nine sub-windows of 3 × 3, whose centres are 2
    pixels apart. Their means are a 3 × 3 image; of its four gradients (vertical, horizontal and two
    diagonal masks of −1, 0 and 1) the largest in absolute value tells the direction of the edge. Of the
    two sub-windows on either side of the edge, the one whose mean is nearer to the centre's tells the
    side. Mean m and variance s² come from the half of the window on that side, the line through the
    centre included (28 pixels). With u = 1/L, the linear estimate of least mean square error is

        x̂ = m + b·(z − m),   b = var(x) / s²,   var(x) = max(0, (s² − m²·u) / (1 + u)).

    Where s² is far beyond that of speckle, b is 1 / (1 + u): bright points lose that share.
    A sub-window without observed pixels takes the mean of the central one. Equal gradients: the first
    in the order vertical, falling diagonal, horizontal, rising diagonal; equally near sides: the right
    one, of horizontal and rising edges the upper one.

    Args:
        power: Linear power (rows, cols), positive; NaN where not observed.
        looks: Number of looks L.

    Returns:
        float64 of the same shape, NaN where `power` is.
    """
    side = _side_of_edge(power)
    mean, variance = np.zeros(power.shape), np.zeros(power.shape)
    for index, (m, s2) in enumerate(_moments(power, REFINED_SIZE // 2, _HALVES)):
        np.copyto(mean, m, where=side == index)
        np.copyto(variance, s2, where=side == index)
    noise = 1 / looks
    signal = np.maximum(variance - mean**2 * noise, 0) / (1 + noise)
    gain = np.divide(signal, variance, out=np.zeros(power.shape), where=variance > 0)
    filtered: np.ndarray = mean + gain * (power - mean)
    return filtered


def enhanced_lee(power: np.ndarray, looks: float, size: int = 7, damping: float = 1.0) -> np.ndarray:
    """The enhanced Lee filter of Lopes, Touzi and Nezry (1990), for intensity.

    "Adaptive speckle filters and scene heterogeneity", IEEE Transactions on Geoscience and Remote
    Sensing 28(6), 992–1000. With the coefficient of variation C = s / m of a square window,
    C_u = 1/√L that of speckle alone and C_max = √(1 + 2/L):

        homogeneous,   C ≤ C_u:          x̂ = m
        heterogeneous, C_u < C < C_max:  x̂ = m·W + z·(1 − W),   W = exp(−K·(C − C_u) / (C_max − C))
        point target,  C ≥ C_max:        x̂ = z

    Args:
        power: Linear power (rows, cols), positive; NaN where not observed.
        looks: Number of looks L.
        size: Side of the window, odd, pixels.
        damping: K: how fast the weight of the mean falls with heterogeneity; 0 keeps the mean.

    Returns:
        float64 of the same shape, NaN where `power` is.
    """
    ((mean, variance),) = _moments(power, size // 2, [_square(size // 2)])
    speckle, target = looks**-0.5, (1 + 2 / looks) ** 0.5
    variation = np.divide(np.sqrt(variance), mean, out=np.zeros(power.shape), where=mean > 0)
    between = (variation > speckle) & (variation < target)
    excess = np.divide(variation - speckle, target - variation, out=np.zeros(power.shape), where=between)
    weight = np.where(variation < target, np.exp(-damping * excess), 0)
    filtered: np.ndarray = mean * weight + power * (1 - weight)
    return filtered


def _side_of_edge(power: np.ndarray) -> np.ndarray:
    """Index into _HALVES, uint8 (rows, cols): which half of the window around each pixel is its own."""
    means = {}
    rows, cols = power.shape
    padded = np.pad(power, 2, constant_values=np.nan)
    ((mean, _),) = _moments(padded, 1, [_square(1)], empty=np.nan)
    centre = mean[2 : 2 + rows, 2 : 2 + cols]
    for row, col in np.ndindex(3, 3):
        part = mean[2 * row : 2 * row + rows, 2 * col : 2 * col + cols]
        means[row - 1, col - 1] = np.where(np.isnan(part), centre, part)
    steepest = np.full(power.shape, -1.0)
    side = np.zeros(power.shape, np.uint8)
    for index, (down, right) in enumerate(_ACROSS):
        gradient = np.zeros(power.shape)
        for (row, col), part in means.items():
            gradient += np.sign(row * down + col * right) * part
        there = np.abs(means[down, right] - centre)
        opposite = np.abs(means[-down, -right] - centre)
        steeper = np.abs(gradient) > steepest
        np.copyto(steepest, np.abs(gradient), where=steeper)
        np.copyto(side, np.where(there <= opposite, 2 * index, 2 * index + 1).astype(np.uint8), where=steeper)
    return side


def _half(down: int, right: int) -> list[Run]:
    """The half of the 7 × 7 window that lies in a direction from the centre, its border line included."""
    reach = range(-(REFINED_SIZE // 2), REFINED_SIZE // 2 + 1)
    columns = {row: [col for col in reach if row * down + col * right >= 0] for row in reach}
    return [(row, cols[0], len(cols)) for row, cols in columns.items() if cols]


def _square(radius: int) -> list[Run]:
    return [(row, -radius, 2 * radius + 1) for row in range(-radius, radius + 1)]


_HALVES = [_half(sign * down, sign * right) for down, right in _ACROSS for sign in (1, -1)]


def _moments(
    power: np.ndarray, radius: int, shapes: Sequence[Sequence[Run]], empty: float = 0.0
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Mean and variance of the observed pixels in windows of each shape around every pixel.

    Args:
        power: (rows, cols), NaN where not observed.
        radius: How far the shapes reach.
        shapes: Windows, as runs of pixels.
        empty: Mean of a window without observed pixels; its variance is 0.

    Yields:
        Two float64 (rows, cols) for each shape.
    """
    observed = np.isfinite(power)
    known = np.where(observed, power, 0)
    counts = _sums(observed.astype(np.uint16), radius, shapes)
    totals, squares = (_sums(numbers, radius, shapes) for numbers in (known, known * known))
    for count, total, square in zip(counts, totals, squares):
        number = np.maximum(count, 1)
        mean = total / number
        variance = np.maximum(square / number - mean * mean, 0)
        yield np.where(count > 0, mean, empty), variance


def _sums(numbers: np.ndarray, radius: int, shapes: Sequence[Sequence[Run]]) -> Iterator[np.ndarray]:
    """Sums over windows of each shape around every pixel; 0 beyond the edge."""
    rows, cols = numbers.shape
    padded = np.pad(numbers, radius)
    runs = [padded]  # runs[n] holds at each pixel the sum of it and the n pixels to its right
    for more in range(1, 2 * radius + 1):
        runs.append(runs[-1][:, :-1] + padded[:, more:])
    for shape in shapes:
        total = np.zeros_like(numbers)
        for row, col, length in shape:
            top, left = radius + row, radius + col
            total += runs[length - 1][top : top + rows, left : left + cols]
        yield total
