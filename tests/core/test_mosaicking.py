"""Putting dates together: each rule by hand and against plain Python."""

from __future__ import annotations

import math
import statistics

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surecover.core.mosaicking import (
    MIN_OVERLAP,
    adjustment,
    composite,
    preference,
    robust_line,
)


def one_band(*dates: float) -> np.ndarray:
    """One pixel, one band; NaN stands for a cloud."""
    return np.array(dates, np.float32)[:, None, None, None]


def chosen(method: str, *dates: float) -> tuple[float, int]:
    scenes = one_band(*dates)
    values, source = composite(method, scenes, np.isfinite(scenes[:, 0]))  # type: ignore[arg-type]
    return float(values[0, 0, 0]), int(source[0, 0])


CLOUD = math.nan


def test_median_is_the_middle_or_the_mean_of_the_two_middle_values() -> None:
    assert chosen("median", 5, 1, 4) == (4, 0)
    assert chosen("median", 5, 1, 4, 2) == (3, 0)
    assert chosen("median", CLOUD, 1, 4, CLOUD) == (2.5, 0)
    assert chosen("median", CLOUD, 7, CLOUD) == (7, 0)


def test_medoid_is_the_date_nearest_to_the_median() -> None:
    assert chosen("medoid", 5, 1, 4) == (4, 3)
    assert chosen("medoid", CLOUD, 9, 2, 8) == (8, 4)
    # Median 3: dates 2 and 4 are equally near, the preferred one wins.
    assert chosen("medoid", 9, 2, 4, 1) == (2, 2)


def test_medoid_weighs_all_bands() -> None:
    # Per-band median (2, 2), which is no date; squared distances 64, 1, 4.
    scenes = np.array([[2, 10], [1, 2], [4, 2]], np.float32)[:, :, None, None]
    values, source = composite("medoid", scenes, np.ones((3, 1, 1), bool))
    assert values[:, 0, 0].tolist() == [1, 2]
    assert source[0, 0] == 2


def test_best_is_the_first_clear_date() -> None:
    assert chosen("best", CLOUD, 3, 1) == (3, 2)


@pytest.mark.parametrize("method", ["median", "medoid", "best"])
def test_clear_on_no_date_is_nothing(method: str) -> None:
    value, source = chosen(method, CLOUD, CLOUD)
    assert math.isnan(value)
    assert source == 0


def test_dates_are_preferred_by_cloud_share_then_the_latest_then_as_given() -> None:
    assert preference([0.3, 0.1, 0.2], ["2023-01-01"] * 3) == [1, 2, 0]
    assert preference([0.1, 0.1, 0.1], ["2023-01-01", "", "2023-01-02"]) == [2, 0, 1]
    assert preference([0.1, 0.1], ["", ""]) == [0, 1]


@settings(deadline=None, max_examples=60, derandomize=True)
@given(seed=st.integers(0, 10_000), dates=st.integers(1, 7), bands=st.integers(1, 4))
def test_equals_plain_python(seed: int, dates: int, bands: int) -> None:
    random = np.random.default_rng(seed)
    scenes = random.integers(0, 9, (dates, bands, 3, 4)).astype(np.float32)
    clear = random.random((dates, 3, 4)) < 0.6
    scenes[np.broadcast_to(~clear[:, None], scenes.shape)] = random.choice([np.nan, 1e6, 0])
    found = {method: composite(method, scenes, clear) for method in ("median", "medoid", "best")}  # type: ignore[arg-type]
    for row, col in np.ndindex(3, 4):
        usable = [d for d in range(dates) if clear[d, row, col]]
        pixel = {d: [float(v) for v in scenes[d, :, row, col]] for d in usable}
        if not usable:
            assert all(np.isnan(values[:, row, col]).all() for values, _ in found.values())
            continue
        middle = [statistics.median(pixel[d][b] for d in usable) for b in range(bands)]
        nearest = min(usable, key=lambda d: math.dist(pixel[d], middle) ** 2)
        expected = {"median": (middle, 0), "medoid": (pixel[nearest], nearest + 1), "best": (pixel[usable[0]], usable[0] + 1)}  # fmt: skip  # noqa: E501
        for method, (values, source) in expected.items():
            assert found[method][0][:, row, col].tolist() == values
            assert found[method][1][row, col] == source


def test_a_linear_relation_is_found_exactly() -> None:
    x = np.linspace(0, 1, 200)
    assert robust_line(x, 1.2 * x - 0.03) == pytest.approx((1.2, -0.03))


def test_changed_pixels_and_missed_clouds_hardly_move_the_line() -> None:
    random = np.random.default_rng(0)
    x = random.uniform(0.02, 0.4, 2000)
    y = 1.1 * x + 0.01 + random.normal(0, 0.005, 2000)
    y[:300] = random.uniform(0.5, 1.0, 300)
    gain, offset = robust_line(x, y)
    assert gain == pytest.approx(1.1, abs=0.02)
    assert offset == pytest.approx(0.01, abs=0.005)


def test_noise_in_both_scenes_does_not_flatten_the_contrast() -> None:
    random = np.random.default_rng(0)
    truth = random.normal(0.2, 0.05, 5000)
    x, y = truth + random.normal(0, 0.02, (2, 5000))
    assert robust_line(x, y)[0] == pytest.approx(1, abs=0.03)
    least_squares = np.polyfit(x, y, 1)[0]
    assert least_squares < 0.9


@pytest.mark.parametrize("x", [np.full(300, 0.2), np.random.default_rng(0).normal(0.2, 0.01, 300)])
def test_unlike_scenes_are_only_shifted(x: np.ndarray) -> None:
    y = np.random.default_rng(1).normal(0.5, 0.1, 300)
    gain, offset = robust_line(x, y)
    assert gain == 1
    assert offset == pytest.approx(np.median(y - x))


def test_an_adjustment_needs_enough_pixels_in_common() -> None:
    scene = np.random.default_rng(0).uniform(0, 0.4, (3, MIN_OVERLAP)).astype(np.float32)
    assert adjustment(scene[:, 1:], scene[:, 1:]) is None
    line = adjustment(scene, scene * np.array([[1.0], [1.5], [0.5]]) + 0.02)
    assert line is not None
    assert line.gain.ravel() == pytest.approx([1, 1.5, 0.5], abs=1e-4)
    assert line.apply(np.full((3, 1, 1), 0.2, np.float32)).ravel() == pytest.approx(
        [0.22, 0.32, 0.12], abs=1e-4
    )
