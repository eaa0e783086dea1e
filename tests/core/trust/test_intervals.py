"""Intervals of ratios from stratified samples."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from scipy.optimize import minimize

from surecover.core.trust.intervals import Z95, deviation, ratio_limits, wilson


def one(hits: float, misses: float, others: float = 0) -> tuple[np.ndarray, np.ndarray]:
    counts = np.array([[[hits, misses, others]]], float)
    return counts, np.array([[[True, True, others > 0]]])


@pytest.mark.parametrize(
    ("hits", "size", "low", "high"), [(47, 50, 0.838, 0.979), (0, 50, 0.0, 0.071), (50, 50, 0.929, 1.0)]
)
def test_wilson_s_interval_is_that_of_its_formula(hits: int, size: int, low: float, high: float) -> None:
    found = wilson(np.array([hits / size]), np.array([size]))
    assert [float(limit[0]) for limit in found] == pytest.approx([low, high], abs=5e-4)


@pytest.mark.parametrize(("hits", "misses", "others"), [(47, 3, 0), (50, 0, 0), (0, 9, 40), (16, 1, 300)])
def test_of_one_stratum_the_interval_is_wilson_s(hits: int, misses: int, others: int) -> None:
    counts, possible = one(hits, misses, others)
    limits = ratio_limits(counts, possible, np.array([1.0]))
    size = np.array([hits + misses])
    expected = wilson(hits / size, size)
    assert [float(limit[0]) for limit in limits] == pytest.approx([float(e[0]) for e in expected], abs=2e-4)


def test_a_stratum_without_errors_is_not_taken_for_one_that_has_none() -> None:
    """50 points, all right, stand for 99 % of the land: up to 7 % of it may be wrong."""
    counts = np.array([[[45, 5, 0], [50, 0, 0]]], float)
    possible = np.ones_like(counts, bool)
    low, high = ratio_limits(counts, possible, np.array([1.0, 99.0]))
    assert 0.92 < low[0] < 0.94
    assert high[0] > 0.999


def test_what_a_stratum_cannot_hold_widens_nothing() -> None:
    counts = np.array([[[45, 5, 0], [0, 0, 50]]], float)
    sure = np.array([[[True, True, False], [False, False, True]]])
    unsure = np.array([[[True, True, True], [True, True, True]]])
    weights = np.array([1.0, 9.0])
    widths = [np.ptp([limit[0] for limit in ratio_limits(counts, p, weights)]) for p in (sure, unsure)]
    alone = wilson(np.array([0.9]), np.array([50.0]))
    assert widths[0] == pytest.approx(float(alone[1][0] - alone[0][0]), abs=2e-4)
    assert widths[1] > widths[0] + 0.1


def likeliest(counts: np.ndarray, worth: np.ndarray) -> np.ndarray:
    """Shares (strata, 3) of total worth 0 with the greatest likelihood, by a general optimiser."""
    strata = len(counts)

    def loss(shares: np.ndarray) -> float:
        return float(-(counts.ravel() * np.log(np.maximum(shares, 1e-12)))[counts.ravel() > 0].sum())

    sums = [{"type": "eq", "fun": lambda s, h=h: s.reshape(strata, 3)[h].sum() - 1} for h in range(strata)]
    zero = {"type": "eq", "fun": lambda s: float((s * worth.ravel()).sum())}
    start = ((counts + 1) / (counts + 1).sum(axis=1, keepdims=True)).ravel()
    found = minimize(
        loss, start, bounds=[(0, 1)] * counts.size, constraints=[*sums, zero], method="SLSQP",
        options={"maxiter": 500, "ftol": 1e-12},
    )  # fmt: skip
    shares: np.ndarray = found.x.reshape(strata, 3)
    return shares


@pytest.mark.parametrize("seed", range(6))
def test_the_deviation_is_that_of_the_constrained_maximum_likelihood(seed: int) -> None:
    rng = np.random.default_rng(seed)
    counts = rng.multinomial(30, [0.6, 0.1, 0.3], size=3).astype(float)
    weights = rng.dirichlet(np.ones(3))
    for ratio in (0.4, 0.7, 0.95):
        worth = np.array([1 - ratio, -ratio, 0]) * weights[:, None]
        shares = likeliest(counts, worth)
        means = (shares * worth).sum(axis=1)
        variance = (((shares * worth**2).sum(axis=1) - means**2) / 30).sum()
        expected = (counts / 30 * worth).sum() / np.sqrt(variance)
        found = deviation(np.array([ratio]), counts[None], np.ones((1, 3, 3), bool), weights)
        assert found[0] == pytest.approx(expected, rel=2e-3, abs=1e-4)


def test_the_limits_are_where_the_deviation_is_1_96() -> None:
    counts = np.array([[h, m, 60 - h - m] for h, m in itertools.product((3, 20, 40), (1, 7, 15))], float)
    counts = np.stack([counts, counts[::-1]], axis=1)
    possible, weights = np.ones_like(counts, bool), np.array([2.0, 1.0])
    for limit, sign in zip(ratio_limits(counts, possible, weights), (1, -1)):
        assert deviation(limit, counts, possible, weights) == pytest.approx(sign * Z95, abs=5e-3)
