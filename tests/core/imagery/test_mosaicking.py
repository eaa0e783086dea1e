"""Putting dates together: each rule by hand and against plain Python."""

from __future__ import annotations

import math
import statistics

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surecover.core.imagery.mosaicking import (
    MIN_OVERLAP,
    adjustment,
    adjustments,
    composite,
    median,
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


def test_of_two_dates_the_medoid_is_the_preferred_one_everywhere() -> None:
    # Both are as far from their mean, whatever the rounding of float32.
    scenes = np.random.default_rng(0).uniform(0, 1, (2, 10, 100, 100)).astype(np.float32)
    _, source = composite("medoid", scenes, np.ones((2, 100, 100), bool))
    assert (source == 1).all()


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


@settings(deadline=None, max_examples=60, derandomize=True)
@given(
    seed=st.integers(0, 10_000), dates=st.integers(1, 40), clear_share=st.sampled_from([0.05, 0.5, 0.9, 1])
)
def test_the_median_of_many_dates_is_that_of_plain_python(seed: int, dates: int, clear_share: float) -> None:
    random = np.random.default_rng(seed)
    scenes = random.normal(size=(dates, 2, 1, 7)).astype(np.float32)
    clear = random.random((dates, 1, 7)) < clear_share
    found = median(list(scenes), clear)
    for band, col in np.ndindex(2, 7):
        usable = [scenes[date, band, 0, col] for date in range(dates) if clear[date, 0, col]]
        if usable:
            lower, upper = statistics.median_low(usable), statistics.median_high(usable)
            assert found[band, 0, col] == (lower + upper) / np.float32(2)
        else:
            assert math.isnan(found[band, 0, col])


@pytest.mark.parametrize("method", ["median", "medoid", "best"])
def test_what_is_given_stays_as_it_is(method: str) -> None:
    scenes = [np.full((2, 3, 3), value, np.float32) for value in (3, np.nan, 1)]
    clear = np.ones((3, 3, 3), bool)
    clear[1] = False
    kept = [scene.copy() for scene in scenes], clear.copy()
    composite(method, scenes, clear)  # type: ignore[arg-type]
    np.testing.assert_array_equal(scenes, kept[0])
    np.testing.assert_array_equal(clear, kept[1])


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


def swaths(
    *covered: tuple[int, int], gains: tuple[float, ...], offsets: tuple[float, ...]
) -> tuple[np.ndarray, np.ndarray]:
    """One landscape of 1000 pixels, seen from pixel to pixel by each date with a line of its own."""
    truth = np.random.default_rng(0).uniform(0.05, 0.4, (3, 1000))
    lines = zip(gains, offsets, strict=True)
    scenes = np.stack([truth * gain + offset for gain, offset in lines]).astype(np.float32)
    clear = np.zeros((len(covered), 1000), bool)
    for date, (first, last) in enumerate(covered):
        clear[date, first:last] = True
        scenes[date, :, :first] = scenes[date, :, last:] = 77
    return scenes, clear


def adjusted(scenes: np.ndarray, clear: np.ndarray) -> list[np.ndarray]:
    """What becomes of the clear pixels of each date, (bands, pixels)."""
    return [
        scene[:, seen] if line is None else line.apply(scene[:, None, seen])[:, 0]
        for scene, seen, line in zip(scenes, clear, adjustments(scenes, clear), strict=True)
    ]


def test_scenes_are_brought_to_the_first_one() -> None:
    scenes, clear = swaths((0, 800), (100, 900), (300, 1000), gains=(1, 1.3, 0.8), offsets=(0, 0.02, 0.05))
    truth = np.random.default_rng(0).uniform(0.05, 0.4, (3, 1000))
    for found, seen in zip(adjusted(scenes, clear), clear, strict=True):
        np.testing.assert_allclose(found, truth[:, seen], atol=1e-4)


def test_only_pixels_shared_with_the_first_one_count_where_there_are_enough() -> None:
    scenes, clear = swaths((0, 500), (0, 1000), (200, 1000), gains=(1, 1.3, 0.8), offsets=(0, 0.02, 0.05))
    before = adjustments(scenes, clear)[2]
    scenes[1, :, 500:] *= 2  # the ground changed where the first one does not see it
    after = adjustments(scenes, clear)[2]
    assert before is not None
    assert after is not None
    np.testing.assert_array_equal(after.gain, before.gain)
    np.testing.assert_array_equal(after.offset, before.offset)


def test_a_scene_of_another_swath_is_brought_to_the_first_one_by_way_of_others() -> None:
    # The second date waits for the third one, which overlaps with both.
    scenes, clear = swaths((0, 400), (500, 1000), (200, 800), gains=(1, 0.7, 1.2), offsets=(0, 0.04, 0.01))
    truth = np.random.default_rng(0).uniform(0.05, 0.4, (3, 1000))
    for found, seen in zip(adjusted(scenes, clear), clear, strict=True):
        np.testing.assert_allclose(found, truth[:, seen], atol=1e-4)


def test_scenes_apart_are_brought_to_each_other_but_stay_where_they_are() -> None:
    scenes, clear = swaths((0, 300), (500, 1000), (600, 900), gains=(1, 0.7, 1.2), offsets=(0, 0.04, 0.01))
    lines = adjustments(scenes, clear)
    assert lines[0] is None
    assert lines[1] is None
    _, other, last = adjusted(scenes, clear)
    np.testing.assert_allclose(last, other[:, 100:400], atol=1e-4)
