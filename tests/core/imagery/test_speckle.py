"""Speckle filters: what they smooth, what they keep, and the papers' formulas pixel by pixel."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surecover.core.grid import blocks, widened, within
from surecover.core.imagery.speckle import (
    Method,
    despeckle,
    enhanced_lee,
    margin,
    refined_lee,
    to_decibels,
    to_power,
)

Filter = Callable[[np.ndarray, float], np.ndarray]
FILTERS = [refined_lee, enhanced_lee]
LOOKS = 4.4


def speckled(truth: np.ndarray, looks: float = LOOKS, seed: int = 0) -> np.ndarray:
    """Fully developed speckle of an intensity image: gamma with mean 1 and variance 1/looks."""
    return truth * np.random.default_rng(seed).gamma(looks, 1 / looks, truth.shape)


def looks_of(power: np.ndarray) -> float:
    """Equivalent number of looks of a flat field."""
    return float(power.mean() ** 2 / power.var())


def box_mean(power: np.ndarray, size: int = 7) -> np.ndarray:
    radius = size // 2
    padded = np.pad(power, radius, mode="reflect")
    return np.lib.stride_tricks.sliding_window_view(padded, (size, size)).mean(axis=(2, 3))


def patchy(rows: int, cols: int, seed: int, missing: float = 0.2) -> np.ndarray:
    """Fields of very different backscatter with speckle, points and gaps."""
    generator = np.random.default_rng(seed)
    fields = 10.0 ** generator.integers(-2, 2, (rows // 5 + 1, cols // 5 + 1))
    power = speckled(np.kron(fields, np.ones((5, 5)))[:rows, :cols], seed=seed)
    power[generator.random(power.shape) < missing] = np.nan
    return power


# What the papers say, pixel by pixel


def surroundings(power: np.ndarray, row: int, col: int, radius: int) -> np.ndarray:
    """The window around a pixel, NaN beyond the edge."""
    padded = np.pad(power, radius, constant_values=np.nan)
    return padded[row : row + 2 * radius + 1, col : col + 2 * radius + 1]


MASKS = {
    "vertical": ([[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]], (1, 2), (1, 0)),
    "falling": ([[0, 1, 1], [-1, 0, 1], [-1, -1, 0]], (0, 2), (2, 0)),
    "horizontal": ([[1, 1, 1], [0, 0, 0], [-1, -1, -1]], (0, 1), (2, 1)),
    "rising": ([[1, 1, 0], [1, 0, -1], [0, -1, -1]], (0, 0), (2, 2)),
}
"""Gradient masks, and the sub-windows on the positive and the negative side."""

ROW, COL = np.mgrid[-3:4, -3:4]
HALVES = {
    ("vertical", 0): COL >= 0, ("vertical", 1): COL <= 0,
    ("falling", 0): COL >= ROW, ("falling", 1): COL <= ROW,
    ("horizontal", 0): ROW <= 0, ("horizontal", 1): ROW >= 0,
    ("rising", 0): ROW + COL <= 0, ("rising", 1): ROW + COL >= 0,
}  # fmt: skip


def lee_1981(window: np.ndarray, looks: float) -> list[float]:
    """The refined filter's value for the centre of a 7 × 7 window; several where only rounding chooses."""
    z = window[3, 3]
    if np.isnan(z):
        return [np.nan]
    means = np.empty((3, 3))
    for i, j in product(range(3), repeat=2):
        part = window[2 * i : 2 * i + 3, 2 * j : 2 * j + 3]
        means[i, j] = np.nan if np.isnan(part).all() else np.nanmean(part)
    means[np.isnan(means)] = means[1, 1]
    little = 1e-9 * means.max()
    gradients = {name: abs((np.array(mask) * means).sum()) for name, (mask, _, _) in MASKS.items()}
    values = []
    for edge in (name for name in MASKS if gradients[name] >= max(gradients.values()) - little):
        near = [abs(means[side] - means[1, 1]) for side in MASKS[edge][1:]]
        for side in (side for side in (0, 1) if near[side] <= min(near) + little):
            half = window[HALVES[edge, side]]
            mean, variance = np.nanmean(half), np.nanvar(half)
            signal = max(variance - mean**2 / looks, 0) / (1 + 1 / looks)
            values.append(float(mean + (signal / variance if signal else 0) * (z - mean)))
    return values


def lopes_1990(window: np.ndarray, looks: float, damping: float) -> float:
    """The enhanced Lee filter's value for the centre of one window."""
    z, mean = window[len(window) // 2, len(window) // 2], np.nanmean(window)
    variation = np.nanstd(window) / mean
    speckle, target = 1 / np.sqrt(looks), np.sqrt(1 + 2 / looks)
    if np.isnan(z) or variation >= target:
        return float(z)
    if variation <= speckle:
        return float(mean)
    weight = np.exp(-damping * (variation - speckle) / (target - variation))
    return float(mean * weight + z * (1 - weight))


@settings(deadline=None, max_examples=15, derandomize=True)
@given(rows=st.integers(1, 14), cols=st.integers(1, 14), seed=st.integers(0, 99), looks=st.floats(1, 50))
def test_refined_lee_is_lee_s_filter_on_every_pixel(rows: int, cols: int, seed: int, looks: float) -> None:
    power = patchy(rows, cols, seed)
    for at, found in np.ndenumerate(refined_lee(power, looks)):
        expected = lee_1981(surroundings(power, *at, 3), looks)
        assert any(np.isclose(found, value, rtol=1e-7, equal_nan=True) for value in expected), at


@pytest.mark.filterwarnings("ignore:Mean of empty slice", "ignore:Degrees of freedom")
@settings(deadline=None, max_examples=15, derandomize=True)
@given(
    rows=st.integers(1, 14), cols=st.integers(1, 14), seed=st.integers(0, 99), looks=st.floats(1, 50),
    size=st.sampled_from([3, 5, 7, 11]), damping=st.floats(0, 5),
)  # fmt: skip
def test_enhanced_lee_is_lopes_s_filter_on_every_pixel(
    rows: int, cols: int, seed: int, looks: float, size: int, damping: float
) -> None:
    power = patchy(rows, cols, seed)
    windows = [surroundings(power, *at, size // 2) for at in np.ndindex(power.shape)]
    expected = [lopes_1990(window, looks, damping) for window in windows]
    found = enhanced_lee(power, looks, size, damping).ravel()
    np.testing.assert_allclose(found, expected, rtol=1e-7)


# Numbers worked by hand


@pytest.mark.parametrize(
    ("centre", "looks", "expected"),
    [
        (4, 1, 4 / 3),  # mean 4/3, variance 8/9, C = 0.7071 < C_u = 1
        (4, 4, 2.2127),  # C_u = 0.5, C_max = 1.2247, W = exp(-0.2071 / 0.5176) = 0.6703
        (100, 4, 100),  # mean 12, variance 968, C = 2.59 > C_max
    ],
)
def test_enhanced_lee_of_one_window(centre: float, looks: float, expected: float) -> None:
    window = np.ones((3, 3))
    window[1, 1] = centre
    assert enhanced_lee(window, looks, size=3)[1, 1] == pytest.approx(expected, abs=1e-4)


def half_a_checkerboard() -> np.ndarray:
    """Left of the centre 1; from the centre on 4 and 6 by turns: mean 5, variance 1."""
    window = np.where((ROW + COL) % 2, 4.0, 6.0)
    window[:, :3] = 1
    return window


@pytest.mark.parametrize(
    ("looks", "expected"),
    [
        (25, 5),  # speckle alone has the variance 25/25
        (50, 5 + 0.5 / 1.02),  # var(x) = (1 - 25/50) / 1.02, s² = 1, z - m = 1
    ],
)
def test_refined_lee_of_one_window_uses_its_own_side_of_the_edge(looks: float, expected: float) -> None:
    assert refined_lee(half_a_checkerboard(), looks)[3, 3] == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("turns", range(4))
def test_an_edge_may_run_in_any_direction(turns: int) -> None:
    turned = np.rot90(half_a_checkerboard(), turns)
    assert refined_lee(turned, 25)[3, 3] == pytest.approx(5, rel=1e-12)
    triangle = np.rot90(np.where(COL >= ROW, 9.0, 2.0), turns)
    assert refined_lee(triangle, LOOKS)[3, 3] == pytest.approx(9, rel=1e-12)


# What filters are for


@pytest.mark.parametrize("smooth", FILTERS)
def test_a_constant_image_stays_constant(smooth: Filter) -> None:
    np.testing.assert_allclose(smooth(np.full((20, 30), 0.03), LOOKS), 0.03, rtol=1e-12)


@pytest.mark.parametrize("looks", [1, 4.4, 20])
def test_without_damping_a_flat_field_gains_as_many_looks_as_the_window_has_pixels(looks: float) -> None:
    field = speckled(np.full((500, 500), 0.1), looks)
    gained = looks_of(enhanced_lee(field, looks, size=5, damping=0)) / looks_of(field)
    assert gained == pytest.approx(25, rel=0.06)


@pytest.mark.parametrize("looks", [1, 4.4, 20])
def test_refined_lee_gains_a_dozen_times_the_looks_and_at_most_its_28_pixels(looks: float) -> None:
    field = speckled(np.full((400, 400), 0.1), looks)
    assert 12 < looks_of(refined_lee(field, looks)) / looks_of(field) < 28


@pytest.mark.parametrize("smooth", FILTERS)
def test_the_mean_of_a_flat_field_stays(smooth: Filter) -> None:
    field = speckled(np.full((400, 400), 0.1))
    assert smooth(field, LOOKS).mean() == pytest.approx(0.1, rel=0.01)


@pytest.mark.parametrize("direction", ["vertical", "diagonal"])
def test_refined_lee_keeps_the_edge_that_a_mean_filter_blurs(direction: str) -> None:
    row, col = np.mgrid[:120, :120]
    distance = col - 60 if direction == "vertical" else col - row
    truth = np.where(distance >= 0, 1.0, 0.1)
    observed = speckled(truth)
    beside = {side: abs(distance - side) < 1 for side in (-1, 0)}
    contrast = {
        name: filtered[beside[0]].mean() / filtered[beside[-1]].mean()
        for name, filtered in (("lee", refined_lee(observed, LOOKS)), ("mean", box_mean(observed)))
    }
    assert contrast["lee"] > 6
    assert contrast["mean"] < 2
    edge = abs(distance) <= 3
    errors = [abs(f - truth)[edge].mean() for f in (refined_lee(observed, LOOKS), box_mean(observed))]
    assert errors[0] < errors[1] / 2


def test_enhanced_lee_keeps_a_point_target_that_a_mean_filter_spreads() -> None:
    observed = speckled(np.full((31, 31), 0.05))
    observed[15, 15] = 20
    assert enhanced_lee(observed, LOOKS)[15, 15] == 20
    assert box_mean(observed)[15, 15] < 1


# What is not observed


@pytest.mark.parametrize("smooth", FILTERS)
def test_gaps_neither_spread_nor_fill(smooth: Filter) -> None:
    power = patchy(40, 40, seed=1, missing=0.5)
    assert (np.isnan(smooth(power, LOOKS)) == np.isnan(power)).all()


@pytest.mark.parametrize("smooth", FILTERS)
def test_a_lonely_pixel_stays_what_it_is(smooth: Filter) -> None:
    power = np.full((9, 9), np.nan)
    power[4, 4] = 0.2
    assert smooth(power, LOOKS)[4, 4] == pytest.approx(0.2, rel=1e-12)


@settings(deadline=None, max_examples=20, derandomize=True)
@given(
    rows=st.integers(1, 40), cols=st.integers(1, 40), side=st.integers(1, 20), seed=st.integers(0, 99),
    method=st.sampled_from(["refined_lee", "enhanced_lee", "none"]), size=st.sampled_from([3, 7, 9]),
)  # fmt: skip
def test_windows_with_the_margin_give_the_very_numbers_of_the_whole(
    rows: int, cols: int, side: int, seed: int, method: Method, size: int
) -> None:
    power = patchy(rows, cols, seed)
    by_windows = np.empty(power.shape)
    for window in blocks(power.shape, side):
        wide = widened(window, margin(method, size), power.shape)
        by_windows[window] = despeckle(power[wide], method, looks=LOOKS, size=size)[within(window, wide)]
    np.testing.assert_array_equal(by_windows, despeckle(power, method, looks=LOOKS, size=size))


# Decibels


def test_decibels_are_ten_times_the_logarithm() -> None:
    decibels = np.array([-20, -10, 0, 3.0103], np.float32)
    power = to_power(decibels, decibels=True)
    assert power == pytest.approx([0.01, 0.1, 1, 2], rel=1e-6)
    assert to_decibels(power).tolist() == decibels.tolist()


@pytest.mark.parametrize(
    ("value", "decibels"),
    [(np.nan, True), (np.inf, True), (-np.inf, True), (-9999, True), (-999, True), (3.4e38, True),
     (0, False), (-0.001, False), (np.nan, False), (np.inf, False)],
)  # fmt: skip
def test_what_cannot_be_a_backscatter_counts_as_missing(value: float, decibels: bool) -> None:
    assert np.isnan(to_power(np.array([value], np.float32), decibels=decibels)).all()
