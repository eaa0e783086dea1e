"""Calibration in bins: hand-worked errors, and what streaming and weights change."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from surecover.core.trust.calibration import CalibrationTally

pairs = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=40)


def tally_of(confidence: list[float], right: list[bool], bins: int = 15) -> CalibrationTally:
    tally = CalibrationTally(bins)
    tally.add(np.array(confidence), np.array(right))
    return tally


def test_the_error_is_the_mean_distance_of_confidence_and_share_of_right_pixels() -> None:
    tally = tally_of([0.9, 0.9, 0.9, 0.9, 0.6], [True, True, True, False, True], bins=5)
    # (0.8, 1]: sure of 0.9, right in 3 of 4; (0.4, 0.6]: sure of 0.6, right in 1 of 1.
    assert tally.ece == pytest.approx(4 / 5 * 0.15 + 1 / 5 * 0.4)


def test_bins_are_open_below_and_closed_above_and_empty_ones_are_left_out() -> None:
    bins = tally_of([0.0, 0.25, 0.5, 0.75, 1.0], [True, False, True, True, True], bins=4).bins()
    assert [(b["low"], b["high"], b["pixels"]) for b in bins] == [
        (0.0, 0.25, 2), (0.25, 0.5, 1), (0.5, 0.75, 1), (0.75, 1.0, 1),
    ]  # fmt: skip
    assert (bins[0]["mean"], bins[0]["right"]) == (0.125, 0.5)
    assert [b["low"] for b in tally_of([0.1, 0.9], [True, True], bins=4).bins()] == [0.0, 0.75]


def test_a_pixel_of_weight_three_counts_as_three_pixels() -> None:
    weighted, repeated = CalibrationTally(4), tally_of([0.8, 0.8, 0.8, 0.9], [True, True, True, False], 4)
    weighted.add(np.array([0.8, 0.9]), np.array([True, False]), np.array([3.0, 1.0]))
    assert weighted.ece == pytest.approx(repeated.ece)
    assert weighted.bins()[0]["right"] == pytest.approx(0.75)
    assert weighted.bins()[0]["pixels"] == 2


def test_without_pixels_there_is_no_error() -> None:
    assert CalibrationTally().ece is None
    assert CalibrationTally().bins() == []


@given(pairs, st.integers(0, 40))
def test_parts_give_what_the_whole_gives(pixels: list[tuple[float, bool]], cut: int) -> None:
    sure, right = (list(values) for values in zip(*pixels))
    parts = CalibrationTally()
    parts.add(np.array(sure[:cut]), np.array(right[:cut], bool))
    parts.add(np.array([sure[cut:]]), np.array([right[cut:]], bool))
    whole = tally_of(sure, right)
    assert parts.ece == pytest.approx(whole.ece)
    assert [b["pixels"] for b in parts.bins()] == [b["pixels"] for b in whole.bins()]
    assert sum(b["pixels"] for b in parts.bins()) == len(pixels)


def test_a_confidence_that_is_true_has_an_error_near_zero() -> None:
    rng = np.random.default_rng(7)
    sure = rng.random(200_000)
    assert tally_of(sure, rng.random(len(sure)) < sure).ece < 0.01  # type: ignore[arg-type]
    assert tally_of(sure, rng.random(len(sure)) < sure**2).ece > 0.1  # type: ignore[arg-type]
