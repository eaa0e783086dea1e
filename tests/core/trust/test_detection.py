"""How well scores find errors: by hand, against all pairs, and how often the intervals hold."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surecover.core.trust.clusters import Groups
from surecover.core.trust.detection import DetectionTally, Found, bins_of


def tallied(
    scores: list[np.ndarray], right: np.ndarray, clusters: np.ndarray
) -> tuple[DetectionTally, Groups]:
    tally = DetectionTally(len(scores))
    tally.add([bins_of(score) for score in scores], right, clusters)
    return tally, Groups.plain(*np.unique(clusters, return_counts=True))


def found(score: list[float], right: list[int], clusters: list[int] | None = None) -> Found:
    places = np.arange(len(score)) if clusters is None else np.array(clusters)
    tally, groups = tallied([np.array(score)], np.array(right, bool), places)
    return tally.found(groups)[0]


def test_the_area_is_how_often_the_right_one_of_a_pair_has_the_higher_score() -> None:
    """Right 0.9, 0.8, 0.8 against wrong 0.8 (1 + ½ + ½ of 3) and 0.3 (3 of 3)."""
    told = found([0.9, 0.8, 0.8, 0.8, 0.3], [1, 1, 1, 0, 0])
    assert told.area is not None
    assert told.area.value == pytest.approx(5 / 6)


def test_the_worst_land_holds_the_errors_with_the_lowest_scores() -> None:
    """Of 20 pixels the two lowest are wrong and one of three that tie next."""
    score = [0.1, 0.2, 0.4, 0.4, 0.4, *[0.9] * 15]
    told = found(score, [0, 0, 0, 1, 1, *[1] * 14, 0])
    assert told.worst == pytest.approx((1 / 4, 2 / 4, 2 / 4 + 1 / 4 * 2 / 3))


@pytest.mark.parametrize("right", [[1, 1, 1], [0, 0, 0]])
def test_where_all_are_right_or_all_are_wrong_there_is_no_area(right: list[int]) -> None:
    assert found([0.1, 0.5, 0.9], right).area is None


def test_a_score_that_tells_nothing_has_an_area_of_a_half() -> None:
    told = found([0.7] * 6, [1, 0, 1, 1, 0, 1])
    assert told.area is not None
    assert told.area.value == 0.5
    assert told.worst == pytest.approx((0.05, 0.10, 0.20))


def test_bins_keep_order_and_are_fine_where_networks_are_sure() -> None:
    scores = np.array([0, 1e-4, 0.3, 0.302, 0.99, 0.999, 0.9999, 0.99999, 1])
    assert (np.diff(bins_of(scores)) > 0).all()
    assert (np.diff(bins_of(np.arange(255) / 254)) > 0).all(), "stored probabilities keep their steps"


pixels = st.lists(st.tuples(st.integers(0, 20), st.booleans(), st.integers(0, 3)), min_size=2, max_size=60)


@settings(deadline=None, max_examples=80, derandomize=True)
@given(pixels)
def test_areas_are_those_of_all_pairs_weighed(drawn: list[tuple[int, bool, int]]) -> None:
    score, right, cluster = (np.array(column) for column in zip(*drawn))
    tally = DetectionTally(1)
    for part in np.array_split(np.arange(len(drawn)), 3):
        tally.add([bins_of(score[part] / 20)], right[part], cluster[part])
    weights = np.array([1.0, 2.5, 0.5, 4.0])
    groups = Groups(np.arange(4), np.bincount(cluster, minlength=4) * 1.0, weights, np.zeros(4, int))
    told = tally.found(groups)[0].area
    each = weights[cluster]
    pairs = each[right][:, None] * each[~right]
    wins = np.sign(score[right][:, None] - score[~right]) / 2 + 0.5
    if not pairs.size:
        assert told is None
    else:
        assert told is not None
        assert told.value == pytest.approx((pairs * wins).sum() / pairs.sum())


def land(rng: np.random.Generator, clusters: int) -> tuple[list[np.ndarray], np.ndarray, np.ndarray]:
    """Two scores, the second one noisier, in clusters of 40 pixels whose accuracies and scores differ."""
    cluster = np.repeat(np.arange(clusters), 40)
    easy = rng.normal(0, 0.7, clusters)[cluster]
    sure = easy + rng.normal(1.2, 1, len(cluster))
    right = rng.random(len(cluster)) < 1 / (1 + np.exp(-sure))
    noisy = sure + rng.normal(0, 1, len(cluster)) + rng.normal(0, 0.5, clusters)[cluster]
    return [1 / (1 + np.exp(-sure)), 1 / (1 + np.exp(-noisy))], right, cluster


def test_intervals_of_areas_and_differences_hold_in_95_percent_of_samples_of_clusters() -> None:
    rng = np.random.default_rng(3)
    tally, groups = tallied(*land(rng, 20_000))
    truths = [told.area.value for told in tally.found(groups) if told.area]
    gain = tally.difference(groups, 0, 1)
    assert gain is not None
    assert gain.value == pytest.approx(truths[0] - truths[1])
    held = np.zeros(3)
    draws = 1000
    for _ in range(draws):
        tally, groups = tallied(*land(rng, 100))
        told = [*(entry.area for entry in tally.found(groups)), tally.difference(groups, 0, 1)]
        for place, (estimate, truth) in enumerate(zip(told, [*truths, gain.value])):
            assert estimate is not None
            held[place] += (estimate.low or 0) <= truth <= (estimate.high or 0)
    assert (held / draws >= 0.93).all(), held / draws
    assert (held / draws <= 0.97).all(), held / draws


def test_the_standard_error_is_that_of_a_bootstrap_of_clusters() -> None:
    rng = np.random.default_rng(4)
    (score, _), right, cluster = land(rng, 60)
    tally, groups = tallied([score], right, cluster)
    told = tally.found(groups)[0].area
    assert told is not None
    drawn = []
    for _ in range(400):
        chosen = rng.integers(0, 60, 60)
        again, its = tallied(
            [score.reshape(60, 40)[chosen].ravel()], right.reshape(60, 40)[chosen].ravel(), cluster
        )
        area = again.found(its)[0].area
        assert area is not None
        drawn.append(area.value)
    assert told.error == pytest.approx(np.std(drawn), rel=0.12)


def test_pixels_that_repeat_their_neighbours_make_nothing_surer() -> None:
    """100 pixels, and the same ones each 20 times over."""
    scores, right, _ = land(np.random.default_rng(5), 100)
    score, right = scores[0][::40], right[::40]
    once, repeated = (
        tally.found(groups)[0].area
        for tally, groups in (
            tallied([score.repeat(times)], right.repeat(times), np.arange(100).repeat(times))
            for times in (1, 20)
        )
    )
    assert once is not None
    assert repeated == pytest.approx(once)


def test_one_cluster_tells_no_interval() -> None:
    told = found([0.9, 0.2, 0.6], [1, 0, 0], [7, 7, 7])
    assert told.area is not None
    assert (told.area.value, told.area.error, told.area.low) == (1, None, None)
