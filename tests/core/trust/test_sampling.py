"""Sizes, allocation and places of reference points."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surecover.core.grid import Window
from surecover.core.trust.sampling import (
    Walk,
    allocate,
    draw,
    expected_error,
    least_for_classes,
    shares_of,
    size_for,
    systematic,
)
from tests.drawings import draw as drawing

SIZES = np.array([200_000, 150_000, 3_200_000, 6_450_000])
SPREAD = np.sqrt(np.array([0.7 * 0.3, 0.6 * 0.4, 0.9 * 0.1, 0.95 * 0.05]))


def test_olofsson_2014_needs_641_points_for_a_standard_error_of_0_01() -> None:
    shares = shares_of("neyman", SIZES, SPREAD)
    assert size_for(0.01, shares, SIZES, SPREAD) == 641


@pytest.mark.parametrize("method", ["equal", "proportional", "root", "neyman"])
def test_the_size_gives_the_standard_error_that_was_asked_for(method: str) -> None:
    shares = shares_of(method, SIZES, SPREAD)
    points = size_for(0.01, shares, SIZES, SPREAD) * shares
    weights = SIZES / SIZES.sum()
    variance = (weights**2 * (1 - points / SIZES) * SPREAD**2 / points).sum()
    assert np.sqrt(variance) == pytest.approx(0.01, rel=2e-3)


def test_no_allocation_of_as_many_points_has_a_smaller_standard_error_than_neyman_s() -> None:
    rng = np.random.default_rng(1)
    weights = SIZES / SIZES.sum()
    best = ((weights * SPREAD) ** 2 / shares_of("neyman", SIZES, SPREAD)).sum()
    assert all(((weights * SPREAD) ** 2 / rng.dirichlet(np.ones(4))).sum() >= best for _ in range(50))


def test_allocations_of_640_points() -> None:
    found = {
        method: allocate(640, shares_of(method, SIZES, SPREAD), SIZES, 0).tolist()
        for method in ("equal", "proportional")
    }
    assert found == {"equal": [160, 160, 160, 160], "proportional": [13, 9, 205, 413]}


def test_the_minimum_comes_first_and_the_others_share_the_rest() -> None:
    assert allocate(640, shares_of("proportional", SIZES, SPREAD), SIZES, 75).tolist() == [75, 75, 162, 328]


counts = st.lists(st.integers(1, 60), min_size=1, max_size=6)


@settings(deadline=None, max_examples=80, derandomize=True)
@given(counts, st.integers(1, 200), st.integers(0, 30), st.sampled_from(["equal", "proportional", "root"]))
def test_every_stratum_gets_its_minimum_and_no_more_than_it_has(
    sizes: list[int], size: int, minimum: int, method: str
) -> None:
    pixels = np.array(sizes)
    points = allocate(size, shares_of(method, pixels, np.ones(len(pixels))), pixels, minimum)
    assert (points >= np.minimum(minimum, pixels)).all()
    assert (points <= pixels).all()
    least = np.minimum(minimum, pixels).sum()
    assert points.sum() == min(max(size, least), pixels.sum())


@settings(deadline=None, max_examples=60, derandomize=True)
@given(st.integers(1, 40), st.integers(1, 40))
def test_a_systematic_sample_takes_each_with_the_same_probability(size: int, points: int) -> None:
    points = min(points, size)
    starts = (np.arange(size * points) + 0.5) / (size * points)
    taken = np.zeros(size, int)
    for start in starts:
        places = systematic(size, points, float(start))
        assert len(set(places.tolist())) == points
        taken[places] += 1
    assert (taken == points * points).all(), "of size × points starts, a share of points / size"


def walk(shape: tuple[int, int], side: int) -> np.ndarray:
    """Flat numbers of all pixels in the curve's order."""
    numbers = np.arange(shape[0] * shape[1]).reshape(shape)
    path = Walk(shape, side)
    return np.concatenate([numbers[step[0]].ravel()[path.order(step)] for step in path.steps])


@pytest.mark.parametrize("shape", [(1, 1), (8, 8), (5, 13), (16, 3)])
def test_the_curve_visits_every_pixel_once_in_an_order_that_no_window_changes(shape: tuple[int, int]) -> None:
    whole = walk(shape, 16)
    assert sorted(whole.tolist()) == list(range(shape[0] * shape[1]))
    for side in (1, 2, 4, 8):
        assert (walk(shape, side) == whole).all()


def test_in_a_full_square_each_step_of_the_curve_goes_to_a_neighbour() -> None:
    rows, cols = np.divmod(walk((32, 32), 8), 32)
    assert (np.abs(np.diff(rows)) + np.abs(np.diff(cols)) == 1).all()


STRATA = drawing(
    """
    0 0 0 1 1 .
    0 0 1 1 1 .
    0 2 2 2 1 1
    2 2 2 2 2 2
    """,
    {".": -1},
)


def drawn(strata: np.ndarray, points: list[int], seed: int, side: int = 4) -> list[tuple[int, int, int]]:
    sizes = np.bincount(strata[strata >= 0], minlength=len(points))

    def read(window: Window) -> np.ndarray:
        return strata[window]

    found = draw(Walk(strata.shape, side), read, sizes, np.array(points), seed)
    return list(zip(found.strata.tolist(), found.rows.tolist(), found.cols.tolist()))


def test_each_stratum_gets_its_points_on_its_own_pixels() -> None:
    for stratum, row, col in drawn(STRATA, [2, 3, 4], seed=5):
        assert STRATA[row, col] == stratum
    assert [sum(s == k for s, _, _ in drawn(STRATA, [2, 3, 4], seed=5)) for k in range(3)] == [2, 3, 4]


def test_the_same_seed_draws_the_same_points_whatever_the_windows() -> None:
    strata = np.random.default_rng(2).integers(-1, 4, (45, 61))
    first = drawn(strata, [9, 20, 3, 40], seed=7, side=64)
    assert all(drawn(strata, [9, 20, 3, 40], seed=7, side=side) == first for side in (4, 16, 32))
    assert drawn(strata, [9, 20, 3, 40], seed=8, side=64) != first


def test_over_seeds_every_pixel_of_a_stratum_is_drawn_equally_often() -> None:
    seeds = 3000
    taken = np.zeros(STRATA.shape)
    for seed in range(seeds):
        for _, row, col in drawn(STRATA, [2, 3, 4], seed):
            taken[row, col] += 1
    for stratum, points in enumerate([2, 3, 4]):
        here = taken[stratum == STRATA]
        expected = seeds * points / len(here)
        assert np.abs(here - expected).max() < 5 * np.sqrt(expected)


def test_all_pixels_are_drawn_where_as_many_are_wanted() -> None:
    sizes = np.bincount(STRATA[STRATA >= 0])
    assert len(set(drawn(STRATA, sizes.tolist(), seed=1))) == (STRATA >= 0).sum()


def test_points_are_spread_more_evenly_than_by_chance() -> None:
    """Their numbers in 16 squares differ from the mean less than half as much as random ones would."""
    strata = np.zeros((128, 128), int)
    spreads = []
    for seed in range(20):
        squares = [row // 32 * 4 + col // 32 for _, row, col in drawn(strata, [160], seed, side=64)]
        spreads.append(np.bincount(squares, minlength=16).var())
    assert np.mean(spreads) < 10 * (15 / 16) / 4


def test_each_class_gets_the_points_that_its_own_standard_error_needs() -> None:
    """A class of one stratum with accuracy 0.7 needs 0.7 · 0.3 / 0.05² = 84 points of many pixels."""
    sizes, spread = np.array([10**9, 10**9, 3 * 10**9]), np.sqrt([0.7 * 0.3, 0.9 * 0.1, 0.6 * 0.4])
    classes = np.array([1, 2, 2])
    least = least_for_classes(0.05, shares_of("neyman", sizes, spread), sizes, spread, classes)
    assert least[0] == 84
    for class_id in (1, 2):
        here = classes == class_id
        assert expected_error(least[here], sizes[here], spread[here]) <= 0.05
        assert expected_error(least[here] - 2, sizes[here], spread[here]) > 0.05


def test_the_error_to_expect_is_that_of_simulated_samples() -> None:
    rng = np.random.default_rng(7)
    sizes, points, accuracy = np.array([4000, 1000]), np.array([60, 90]), np.array([0.9, 0.6])
    right = [np.arange(size) < share * size for size, share in zip(sizes, accuracy)]
    drawn = [
        sum(size * rng.choice(kind, n, replace=False).mean() for size, kind, n in zip(sizes, right, points))
        for _ in range(2000)
    ]
    told = expected_error(points, sizes, np.sqrt(accuracy * (1 - accuracy)))
    assert told == pytest.approx(np.std(drawn) / sizes.sum(), rel=0.06)
