"""Fusing dates: the formulas by hand, and against the same formulas in plain Python."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import fields
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from surecover.core.model.fusion import FLOOR, Fusion, Method, Pool, entropy, first_largest

METHODS: tuple[Method, ...] = ("loglinear", "mean", "majority")

STEPS = np.arange(256, dtype=np.float32) * np.float32(1 / 254)
"""What stored whole numbers stand for."""


def fused(
    method: Method,
    dates: Sequence[Sequence[float] | None],
    weights: Sequence[float] = (),
    bias: Sequence[float] = (),
) -> Fusion:
    """Fuse one pixel; None is a date on which it was not observed."""
    classes = next(len(date) for date in dates if date is not None)
    pool = Pool(method, (classes, 1, 1))
    for date, weight in zip(dates, weights or [1.0] * len(dates), strict=True):
        values = np.array(date or [0.0] * classes, np.float32)[:, None, None]
        pool.add(values, weight)
    return pool.fuse(np.array(bias or [1.0] * classes))


def shares(fusion: Fusion) -> list[float]:
    return [round(float(p), 4) for p in fusion.probabilities[:, 0, 0]]


def winner(fusion: Fusion) -> int:
    return int(fusion.winner[0, 0])


def test_loglinear_is_the_normalised_geometric_mean() -> None:
    # √(.9 · .4) = .6 and √(.1 · .6) = .2449, so .6 / .8449 = .7101
    assert shares(fused("loglinear", [(0.9, 0.1), (0.4, 0.6)])) == [0.7101, 0.2899]


def test_mean_is_the_arithmetic_mean() -> None:
    assert shares(fused("mean", [(0.9, 0.1), (0.4, 0.6)])) == [0.65, 0.35]


def test_majority_gives_the_shares_of_votes() -> None:
    dates = [(0.9, 0.1, 0), (0.4, 0.6, 0), (0.1, 0.2, 0.7), (0.5, 0.3, 0.2)]
    assert shares(fused("majority", dates)) == [0.5, 0.25, 0.25]
    assert shares(fused("majority", dates, weights=(1, 5, 1, 1))) == [0.25, 0.625, 0.125]


def test_weights_pull_towards_their_date() -> None:
    # .9^¾ · .4^¼ = .7348 and .1^¾ · .6^¼ = .1565
    assert shares(fused("loglinear", [(0.9, 0.1), (0.4, 0.6)], weights=(3, 1))) == [0.8244, 0.1756]
    assert shares(fused("mean", [(0.9, 0.1), (0.4, 0.6)], weights=(3, 1))) == [0.775, 0.225]


def test_no_single_date_vetoes_a_class() -> None:
    # Without the floor class 0 would have probability 0 whatever the other dates say.
    fusion = fused("loglinear", [(0, 1), (0.999, 0.001), (0.999, 0.001)])
    assert winner(fusion) == 0
    expected = (FLOOR * 0.999**2) ** (1 / 3), (1 * FLOOR**2) ** (1 / 3)
    assert shares(fusion)[0] == round(expected[0] / sum(expected), 4)


def test_bias_multiplies_and_zero_rules_out() -> None:
    # .4 · 1.5 = .6 against .6 · 1: a tie, which the first class wins
    assert winner(fused("loglinear", [(0.4, 0.6)], bias=(1.5, 1))) == 0
    assert shares(fused("mean", [(0.4, 0.6)], bias=(3, 1))) == [0.6667, 0.3333]
    assert shares(fused("loglinear", [(0.9, 0.1)], bias=(0, 1))) == [0, 1]
    assert shares(fused("mean", [(1, 0, 0)], bias=(0, 3, 1))) == [0, 0.75, 0.25]


def test_bias_plays_no_part_in_majority() -> None:
    assert shares(fused("majority", [(0.9, 0.1)], bias=(0, 1))) == [1, 0]


def test_ties_on_paper_are_ties_here_and_go_to_the_first_class() -> None:
    assert winner(fused("loglinear", [(0.2, 0.4, 0.4), (0.2, 0.4, 0.4)])) == 1
    assert winner(fused("loglinear", [(0.4, 0.8), (0.4, 0.2)])) == 0
    assert winner(fused("loglinear", [(0.8, 0.4), (0.2, 0.4)])) == 0
    assert winner(fused("mean", [(0.1, 0.9), (0.9, 0.1)])) == 0


def test_majority_ties_go_to_the_higher_mean_then_to_the_first_class() -> None:
    assert winner(fused("majority", [(0.6, 0.4), (0.1, 0.9)])) == 1
    assert winner(fused("majority", [(0.6, 0.4), (0.4, 0.6)])) == 0
    # The third class has the highest mean but no vote.
    assert winner(fused("majority", [(0.51, 0, 0.49), (0, 0.51, 0.49)])) == 0


def test_agreement_counts_dates_not_weights_and_ignores_bias() -> None:
    dates = [(0.9, 0.1), (0.2, 0.8), (0.3, 0.7), None]
    heavy_first = fused("loglinear", dates, weights=(9, 1, 1, 1))
    assert winner(heavy_first) == 0
    assert heavy_first.agreement[0, 0] == pytest.approx(1 / 3)
    biased = fused("mean", dates, bias=(5, 1))
    assert winner(biased) == 0
    assert biased.agreement[0, 0] == pytest.approx(1 / 3)


def test_a_date_of_weight_zero_is_left_out_altogether() -> None:
    for method in METHODS:
        with_it = fused(method, [(0.3, 0.7), (0.9, 0.1)], weights=(1, 0))
        alone = fused(method, [(0.3, 0.7)])
        assert shares(with_it) == shares(alone)
        assert with_it.agreement == alone.agreement == 1
        assert not fused(method, [None, (0.9, 0.1)], weights=(1, 0)).valid.any()


def test_entropy_runs_from_certain_to_undecided() -> None:
    distributions = np.array([[1, 0, 0], [0.5, 0.5, 0], [1 / 3, 1 / 3, 1 / 3]]).T[:, None]
    assert entropy(distributions)[0] == pytest.approx([0, math.log(2) / math.log(3), 1])
    assert entropy(np.ones((1, 1, 1))) == 0


def test_not_observed_on_any_date_is_not_valid_and_raises_no_warning(
    recwarn: pytest.WarningsRecorder,
) -> None:
    for method in METHODS:
        fusion = fused(method, [None, (0.5, 0.5), None], weights=(1, 0, 1))
        assert not fusion.valid[0, 0]
        assert np.isfinite(fusion.probabilities).all()
    assert not recwarn.list


def test_a_date_without_any_probability_is_one_not_observed() -> None:
    for method in METHODS:
        fusion = fused(method, [(0, 0, 0), (0.2, 0.5, 0.3)])
        assert shares(fusion) == shares(fused(method, [(0.2, 0.5, 0.3)]))
        assert fusion.agreement == 1


def test_more_classes_than_a_byte_can_count() -> None:
    date = np.full((300, 1, 1), 0.001, np.float32)
    date[299] = 0.7
    for method in METHODS:
        pool = Pool(method, date.shape)  # type: ignore[arg-type]
        pool.add(date)
        fusion = pool.fuse(np.ones(300))
        assert winner(fusion) == 299
        assert fusion.agreement == 1


def test_first_largest_takes_the_first_within_the_tolerance() -> None:
    layers = np.array([0.5, 0.5000001, 0.6, 0.6])[:, None, None]
    assert first_largest(layers) == 2
    assert first_largest(layers[:2]) == 1
    assert first_largest(layers[:2], 1e-6) == 0


# ---- against plain Python -------------------------------------------------------------------------

steps = st.integers(0, 254)


@st.composite
def cases(draw: st.DrawFn) -> dict[str, Any]:
    """Stored probabilities as whole steps of 1/254, so that exact ties occur."""
    classes = draw(st.integers(1, 4))
    count = draw(st.integers(1, 5))
    distribution = st.lists(steps, min_size=classes, max_size=classes).filter(any)
    normal = distribution.map(lambda values: tuple(round(254 * v / sum(values)) / 254 for v in values))
    dates = draw(st.lists(st.none() | normal, min_size=count, max_size=count).filter(any))
    positive = st.sampled_from([0.5, 1.0, 1.5, 2.0])
    weights = draw(st.lists(st.sampled_from([0.0, 0.5, 1.0, 2.0]), min_size=count, max_size=count))
    bias = draw(st.lists(positive, min_size=classes, max_size=classes))
    if classes > 1 and draw(st.booleans()):
        bias[draw(st.integers(0, classes - 1))] = 0.0
    return {"dates": dates, "weights": weights, "bias": bias}


def first_best(scores: Sequence[float]) -> int:
    return next(c for c, score in enumerate(scores) if score >= max(scores) - 1e-6)


def plainly(
    method: Method, dates: Sequence[Sequence[float] | None], weights: Sequence[float], bias: Sequence[float]
) -> tuple[int, list[float], float, float] | None:
    """The rules of the product, written out for one pixel: (winner, P, agreement, entropy)."""
    seen = [(date, w) for date, w in zip(dates, weights, strict=True) if date is not None and w > 0]
    if not seen:
        return None
    classes = range(len(bias))
    total = sum(w for _, w in seen)
    own = [max(classes, key=lambda c, d=date: (d[c], -c)) for date, _ in seen]
    mean = [sum(w * date[c] for date, w in seen) / total for c in classes]
    if method == "loglinear":
        logs = [sum(w * math.log(max(d[c], 0.002)) for d, w in seen) / total for c in classes]
        scores = [logs[c] + math.log(bias[c]) if bias[c] else -math.inf for c in classes]
        best = first_best(scores)
        powers = [math.exp(score) for score in scores]
        shares_ = [power / sum(powers) for power in powers]
    elif method == "mean":
        biased = [mean[c] * bias[c] for c in classes]
        if sum(biased) == 0:
            biased = list(bias)
        shares_ = [value / sum(biased) for value in biased]
        best = first_best(shares_)
    else:
        shares_ = [sum(w for o, (_, w) in zip(own, seen, strict=True) if o == c) / total for c in classes]
        tied = [c for c in classes if shares_[c] >= max(shares_) - 1e-6]
        best = tied[first_best([mean[c] for c in tied])]
    agreement = sum(o == best for o in own) / len(own)
    information = -sum(p * math.log(p) for p in shares_ if p > 0)
    return best, shares_, agreement, information / math.log(len(bias)) if len(bias) > 1 else 0.0


@settings(deadline=None, max_examples=300, derandomize=True)
@given(case=cases(), method=st.sampled_from(METHODS))
def test_equals_the_rules_in_plain_python(case: dict[str, Any], method: Method) -> None:
    expected = plainly(method, **case)
    fusion = fused(method, **case)
    assert bool(fusion.valid[0, 0]) == (expected is not None)
    if expected is not None:
        best, probabilities, agreement, information = expected
        assert winner(fusion) == best
        assert fusion.probabilities[:, 0, 0] == pytest.approx(probabilities, abs=2e-6)
        assert fusion.agreement[0, 0] == pytest.approx(agreement)
        assert fusion.entropy[0, 0] == pytest.approx(information, abs=2e-5)


@settings(deadline=None, max_examples=100, derandomize=True)
@given(
    stored=arrays(np.uint8, (3, 3, 2, 50), elements=st.integers(0, 254)),
    weights=st.lists(st.sampled_from([0.3, 1.0, 2.0]), min_size=3, max_size=3),
    method=st.sampled_from(METHODS),
)
def test_whole_numbers_give_what_the_probabilities_they_stand_for_give(
    stored: np.ndarray, weights: list[float], method: Method
) -> None:
    bias = np.array([1.0, 0.0, 1.5])
    numbers, probabilities = Pool(method, (3, 2, 50)), Pool(method, (3, 2, 50))
    for date, weight in zip(stored, weights, strict=True):
        numbers.add(date, weight, STEPS)
        probabilities.add(STEPS[date], weight)
    one, other = numbers.fuse(bias), probabilities.fuse(bias)
    for field in fields(Fusion):
        assert (getattr(one, field.name) == getattr(other, field.name)).all()


@settings(deadline=None, max_examples=100, derandomize=True)
@given(case=cases(), method=st.sampled_from(METHODS), order=st.randoms(use_true_random=False))
def test_the_order_of_the_dates_does_not_matter(case: dict[str, Any], method: Method, order: Any) -> None:
    pairs = list(zip(case["dates"], case["weights"], strict=True))
    order.shuffle(pairs)
    dates, weights = zip(*pairs, strict=True)
    one, other = fused(method, **case), fused(method, dates, weights, case["bias"])
    assert (one.winner == other.winner).all()
    assert (one.agreement == other.agreement).all()
    assert np.abs(one.probabilities - other.probabilities).max() < 1e-6


@settings(deadline=None, max_examples=60, derandomize=True)
@given(case=cases(), method=st.sampled_from(METHODS), factor=st.sampled_from([0.1, 3.0, 100.0]))
def test_only_the_proportions_of_the_weights_matter(
    case: dict[str, Any], method: Method, factor: float
) -> None:
    scaled = [weight * factor for weight in case["weights"]]
    one, other = fused(method, **case), fused(method, case["dates"], scaled, case["bias"])
    assert np.abs(one.probabilities - other.probabilities).max() < 1e-5


@settings(deadline=None, max_examples=100, derandomize=True)
@given(case=cases(), method=st.sampled_from(("loglinear", "mean")), data=st.data())
def test_more_bias_never_makes_a_class_less_probable(
    case: dict[str, Any], method: Method, data: st.DataObject
) -> None:
    favoured = data.draw(st.integers(0, len(case["bias"]) - 1))
    more = list(case["bias"])
    more[favoured] = more[favoured] * 2 + 0.1
    before = fused(method, **case).probabilities[favoured, 0, 0]
    after = fused(method, case["dates"], case["weights"], more).probabilities[favoured, 0, 0]
    assert after >= before - 1e-6


def test_one_date_passes_through() -> None:
    random = np.random.default_rng(0)
    date = random.dirichlet(np.ones(5), size=(20, 30)).transpose(2, 0, 1).astype(np.float32)
    for method, slack in (("loglinear", 5 * FLOOR), ("mean", 1e-6)):
        pool = Pool(method, date.shape)  # type: ignore[arg-type]
        pool.add(date)
        fusion = pool.fuse(np.ones(5))
        assert (fusion.winner == date.argmax(axis=0)).all()
        assert np.abs(fusion.probabilities - date).max() <= slack
        assert (fusion.agreement == 1).all()
