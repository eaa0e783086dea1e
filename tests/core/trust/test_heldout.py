"""Judging a confidence on land held out."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surecover.core.trust.heldout import Blocks, Ranking, blocks_of, judged, log_loss

PIXELS = st.lists(
    st.tuples(st.integers(0, 3), st.booleans(), st.sampled_from([0.5, 1.0, 3.0]), st.integers(0, 3)),
    min_size=1,
    max_size=30,
)


def by_pairs(scores: np.ndarray, right: np.ndarray, weights: np.ndarray, folds: np.ndarray) -> float:
    """The area by its definition, over all pairs of a right and a wrong pixel of the same fold."""
    won = total = 0.0
    for good, bad in itertools.product(np.flatnonzero(right), np.flatnonzero(~right)):
        weight = weights[good] * weights[bad] * (folds[good] == folds[bad])
        won += weight * ((scores[good] > scores[bad]) + (scores[good] == scores[bad]) / 2)
        total += weight
    return won / total if total else np.nan


@settings(max_examples=100, deadline=None)
@given(PIXELS, st.lists(st.integers(0, 3), min_size=4, max_size=4))
def test_the_area_is_that_of_all_pairs_also_of_land_drawn_anew(
    pixels: list[tuple[int, bool, float, int]], drawn: list[int]
) -> None:
    scores, right, weights, blocks = (np.array(column) for column in zip(*pixels))
    folds = blocks // 2
    ranking = Ranking(scores, right, weights, Blocks(8, 4, blocks, folds))
    np.testing.assert_allclose(ranking.area, by_pairs(scores, right, weights, folds))
    again = np.repeat(np.arange(len(scores)), np.array(drawn)[blocks])
    expected = by_pairs(scores[again], right[again], weights[again], folds[again])
    np.testing.assert_allclose(ranking.areas(np.array([drawn], float))[0], expected)


def test_log_loss_is_the_mean_surprise() -> None:
    chances, right = np.array([0.5, 0.25, 0.75]), np.array([True, True, False])
    assert log_loss(chances, right, np.ones(3)) == pytest.approx((np.log(2) + 2 * np.log(4)) / 3)
    assert log_loss(chances, right, np.array([2.0, 1, 1])) == pytest.approx(
        (2 * np.log(2) + 2 * np.log(4)) / 4
    )
    assert np.isfinite(log_loss(np.array([0.0]), np.array([True]), np.ones(1)))


def test_a_block_and_its_neighbours_are_in_different_folds() -> None:
    rows, cols = (axis.ravel() + 1000 for axis in np.indices((200, 200)))
    found = blocks_of(rows, cols)
    assert (found.side, found.count) == (20, 100)
    folds = found.folds.reshape(200, 200)
    for row, col in itertools.product(range(20, 180, 20), repeat=2):
        places = [(row, col), (row - 20, col), (row + 20, col), (row, col - 20), (row, col + 20)]
        assert {int(folds[place]) for place in places} == set(range(5))
    sizes = np.bincount(found.folds)
    assert sizes.max() == sizes.min()


def test_blocks_are_whole_and_their_size_follows_the_land_with_pixels() -> None:
    rows, cols = np.array([0, 7, 8, 63]), np.array([0, 7, 0, 40])
    found = blocks_of(rows, cols)
    assert found.side == 8, "no smaller"
    assert found.of_pixel.tolist() == [0, 0, 1, 2]
    assert blocks_of(rows + 5, cols + 9).of_pixel.tolist() == [0, 0, 1, 2], "wherever the land lies"
    assert blocks_of(np.array([3]), np.array([4])).count == 1


def scene(noise: float) -> tuple[np.ndarray, ...]:
    """A confidence that is the chance, a rival that is it with noise, rows and columns."""
    random = np.random.default_rng(0)
    chance = random.beta(4, 1, (100, 100)).ravel()
    right = random.random(10_000) < chance
    rival = chance + noise * random.normal(size=10_000)
    return chance, rival, right, *(axis.ravel() for axis in np.indices((100, 100)))


def test_a_better_score_gains_by_more_than_chance_and_an_equal_one_by_nothing() -> None:
    chance, rival, right, rows, cols = scene(0.3)
    found = judged(
        chance, {"rival": rival, "itself": chance**3}, right, np.ones(10_000), blocks_of(rows, cols)
    )
    gain = found["gains"]["rival"]
    assert 0 < gain["low"] < gain["value"] < gain["high"]
    assert found["gains"]["itself"] == {"value": 0, "low": 0, "high": 0}
    assert found["auc"]["confidence"] == found["auc"]["rival"] + gain["value"]
    assert found["ece"].keys() == {"confidence"}
    assert found["ece"]["confidence"] < 0.02
    assert sum(entry["pixels"] for entry in found["bins"]["confidence"]) == 10_000


def test_the_interval_of_the_gain_covers_what_other_land_gives_on_average() -> None:
    lands = blocks_of(*(axis.ravel() for axis in np.indices((50, 50))))
    gains = []
    for seed in range(50):
        random = np.random.default_rng(seed)
        chance = random.beta(4, 1, 2500)
        right, rival = random.random(2500) < chance, chance + 0.3 * random.normal(size=2500)
        gains.append(judged(chance, {"rival": rival}, right, np.ones(2500), lands)["gains"]["rival"])
    mean = np.mean([gain["value"] for gain in gains])
    assert 44 <= sum(gain["low"] <= mean <= gain["high"] for gain in gains) <= 49
