"""Conformal sets: hand-worked scores and sets, coverage as promised, and the same sets as MAPIE's."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from mapie.classification import SplitConformalClassifier

from surecover.core.trust import conformal
from surecover.core.trust.conformal import (
    EVERYTHING,
    METHODS,
    PENALTY,
    ScoreTally,
    class_scores,
    label_scores,
    set_sizes,
)

FOUR = np.array([[254, 0, 0, 0], [127, 64, 63, 0], [100, 90, 34, 30], [64, 64, 63, 63]], np.uint8).T
"""Probabilities of four pixels: sure, half sure, unsure, without a clue. (classes, pixels)"""

stored_pixels = st.integers(1, 9).flatmap(lambda k: arrays(np.uint8, (k, 7), elements=st.integers(0, 254)))
methods = pytest.mark.parametrize("method", METHODS)


def drawn(count: int, rng: np.random.Generator, concentration: float = 0.4) -> tuple[np.ndarray, np.ndarray]:
    """Stored probabilities of six classes, and what each pixel is (bool): truly as likely as they say."""
    shares = rng.dirichlet([concentration] * 6, count).T
    truth = (shares.cumsum(axis=0) < rng.random(count)).sum(axis=0).clip(0, 5)
    return np.rint(254 * shares).astype(np.uint8), np.eye(6, dtype=bool)[truth].T


def covered(
    method: str, coverage: float, pixels: int, draws: int, rng: np.random.Generator
) -> tuple[float, float]:
    """Mean and standard deviation, over draws of a calibration, of the share of sets that hold the truth."""
    stored, truth = drawn(150_000, rng)
    scores = label_scores(method, stored, truth)
    shares = []
    for _ in range(draws):
        tally = ScoreTally()
        tally.add(label_scores(method, *drawn(pixels, rng)))
        shares.append(float((scores <= tally.limit(coverage)).mean()))
    return float(np.mean(shares)), float(np.std(shares))


# --- scores and sets by hand -----------------------------------------------------------------------


def test_lac_scores_a_class_by_how_unlikely_it_is() -> None:
    assert class_scores("lac", FOUR).T.tolist() == [
        [0, 254, 254, 254], [127, 190, 191, 254], [154, 164, 220, 224], [190, 190, 191, 191],
    ]  # fmt: skip


def test_raps_scores_a_class_by_what_is_more_likely_and_by_its_rank_beyond_the_second() -> None:
    assert PENALTY == 25
    assert class_scores("raps", FOUR).T.tolist() == [
        [0, 254, 254 + 25, 254 + 50],
        [0, 127, 191 + 25, 254 + 50],
        [0, 100, 190 + 25, 224 + 50],
        [0, 64, 128 + 25, 191 + 50],
    ]


def test_a_set_holds_the_classes_whose_score_is_within_the_limit() -> None:
    assert set_sizes("lac", FOUR, 164).tolist() == [1, 1, 2, 0]
    assert set_sizes("lac", FOUR, 190).tolist() == [1, 2, 2, 2]
    assert set_sizes("raps", FOUR, 126).tolist() == [1, 1, 2, 2]
    assert set_sizes("raps", FOUR, 216).tolist() == [1, 3, 3, 3]


def test_raps_never_leaves_a_set_empty_and_lac_says_that_no_class_fits() -> None:
    assert set_sizes("raps", FOUR, 0).tolist() == [1, 1, 1, 1]
    assert set_sizes("lac", FOUR, 0).tolist() == [1, 0, 0, 0]


def test_the_limit_is_the_score_of_the_pixel_that_the_finite_sample_needs() -> None:
    tally = ScoreTally()
    tally.add(np.array([[5, 1, 9], [7, 3, 2], [8, 4, 6]]))
    assert tally.pixels == 9
    assert [tally.limit(c) for c in (0.5, 0.75, 0.8, 0.9)] == [5, 8, 8, 9], "the 5th, 8th, 8th, 9th of 9"
    assert tally.limit(0.91) == EVERYTHING, "ten pixels and one would be needed"


@methods
def test_without_a_limit_the_set_holds_every_class(method: str) -> None:
    assert set_sizes(method, FOUR, EVERYTHING).tolist() == [4, 4, 4, 4]


@methods
def test_a_coarse_label_has_the_score_of_the_class_that_fits_best(method: str) -> None:
    allowed = np.array([[False, True, True, False]] * 4).T
    scores = class_scores(method, FOUR)
    assert label_scores(method, FOUR, allowed).tolist() == scores[1:3].min(axis=0).tolist()


# --- properties ------------------------------------------------------------------------------------


@methods
@given(stored_pixels, st.integers(0, 400))
def test_sizes_count_the_classes_within_the_limit(method: str, stored: np.ndarray, limit: int) -> None:
    assert (set_sizes(method, stored, limit) == (class_scores(method, stored) <= limit).sum(axis=0)).all()


@methods
@given(stored_pixels)
def test_a_more_probable_class_never_has_a_worse_score(method: str, stored: np.ndarray) -> None:
    scores = class_scores(method, stored)
    for pixel in range(stored.shape[1]):
        by_probability = np.argsort(-stored[:, pixel].astype(int), kind="stable")
        assert (np.diff(scores[by_probability, pixel]) >= 0).all()


@given(st.lists(st.integers(0, 60), min_size=1, max_size=40), st.integers(0, 40), st.floats(0.5, 0.999))
def test_a_tally_of_parts_has_the_limits_of_the_whole(values: list[int], cut: int, coverage: float) -> None:
    whole, parts = ScoreTally(), ScoreTally()
    whole.add(np.array(values))
    parts.add(np.array(values[:cut], int))
    parts.add(np.array(values[cut:], int))
    assert parts.counts == whole.counts == ScoreTally(whole.counts).counts
    needed = int(np.ceil((len(values) + 1) * coverage - 1e-9))
    expected = sorted(values)[needed - 1] if needed <= len(values) else EVERYTHING
    assert parts.limit(coverage) == expected


# --- coverage --------------------------------------------------------------------------------------


@methods
@pytest.mark.parametrize("coverage", [0.8, 0.9, 0.95])
def test_4000_pixels_give_the_coverage_that_is_promised_within_1_percent(
    method: str, coverage: float
) -> None:
    mean, deviation = covered(method, coverage, 4000, 40, np.random.default_rng(1))
    assert coverage - 0.003 < mean < coverage + 0.01
    assert deviation < 0.01


@methods
def test_100_pixels_promise_the_same_on_average_but_a_single_calibration_may_miss_it(method: str) -> None:
    mean, deviation = covered(method, 0.9, 100, 200, np.random.default_rng(2))
    assert 0.895 < mean < 0.92
    assert 0.02 < deviation < 0.04, "about one calibration in three is 3 % off or more"


def test_where_the_model_is_right_more_often_than_asked_raps_covers_more_and_lac_leaves_sets_empty() -> None:
    rng = np.random.default_rng(3)
    stored, truth = drawn(20_000, rng, 0.05)
    sizes = {}
    for method in METHODS:
        tally = ScoreTally()
        scores = label_scores(method, stored, truth)
        tally.add(scores)
        limit = tally.limit(0.8)
        sizes[method] = set_sizes(method, stored, limit)
        if method == "raps":
            assert (scores <= limit).mean() > 0.85
    assert (sizes["raps"] == 1).all()
    assert (sizes["lac"] == 0).any()
    assert sizes["lac"].max() == 1


# --- MAPIE -----------------------------------------------------------------------------------------


class Probabilities:
    """A classifier that was fitted to nothing: its features are the probabilities."""

    classes_ = np.arange(6)
    n_features_in_ = 6

    def fit(self, features: np.ndarray, classes: np.ndarray) -> Probabilities:
        return self

    def predict(self, features: np.ndarray) -> np.ndarray:
        return features.argmax(axis=1)

    def predict_proba(self, features: np.ndarray) -> np.ndarray:
        return features

    def __sklearn_is_fitted__(self) -> bool:
        return True


def shares_of(stored: np.ndarray) -> np.ndarray:
    """What MAPIE takes for probabilities: (pixels, classes) that sum to 1."""
    return stored.T / 254


def whole_draws(count: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """As `drawn`, of pixels whose stored probabilities sum to 254 and are all different."""
    stored, truth = drawn(4 * count, rng, 1.0)
    ordered = np.sort(stored, axis=0)
    kept = (stored.sum(axis=0) == 254) & (np.diff(ordered, axis=0) > 0).all(axis=0)
    return stored[:, kept], truth[:, kept]


@pytest.mark.parametrize("coverage", [0.8, 0.9, 0.95])
def test_lac_makes_the_sets_that_mapie_makes(coverage: float) -> None:
    rng = np.random.default_rng(4)
    (stored, truth), (new, _) = whole_draws(4000, rng), whole_draws(2000, rng)
    theirs = SplitConformalClassifier(Probabilities(), coverage, conformity_score="lac")
    theirs.conformalize(shares_of(stored), truth.argmax(axis=0))
    _, sets = theirs.predict_set(shares_of(new))
    tally = ScoreTally()
    tally.add(label_scores("lac", stored, truth))
    ours = class_scores("lac", new) <= tally.limit(coverage)
    assert (sets[:, :, 0] == ours.T).all()
    assert 1 < ours.sum(axis=0).mean() < 6


def test_raps_without_its_penalty_fills_sets_as_mapie_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conformal, "PENALTY", 0)
    rng = np.random.default_rng(5)
    (stored, truth), (new, _) = whole_draws(2000, rng), whole_draws(2000, rng)
    theirs = SplitConformalClassifier(Probabilities(), 0.9, conformity_score="aps", random_state=0)
    theirs.conformalize(shares_of(stored), truth.argmax(axis=0))
    _, sets = theirs.predict_set(shares_of(new), conformity_score_params={"include_last_label": True})
    # MAPIE's limit is drawn at random in part; the sets are compared at that limit.
    limit = float(theirs._mapie_classifier.conformity_score_function_.quantiles_[0])
    ours = class_scores("raps", new) <= np.ceil(254 * limit - 1e-6) - 1
    assert (sets[:, :, 0] == ours.T).all()
    assert 1 < ours.sum(axis=0).mean() < 6
