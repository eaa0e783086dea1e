"""Estimates of random samples against the formulas of the papers, written down as they stand there."""

from __future__ import annotations

from typing import Optional

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surecover.core.trust.estimation import Estimate, Labels, Strata

CLASSES = (1, 2, 3)
seeds = st.integers(0, 2**32 - 1)

Pair = Optional[tuple[float, float]]
"""A value and its standard error; None where there is nothing to estimate."""


def asked(strata: Strata, labels: Labels) -> dict[str, Pair]:
    questions = {"overall": labels.right()}
    for c in CLASSES:
        questions |= {f"user {c}": labels.user(c), f"producer {c}": labels.producer(c)}
        questions |= {f"area {c}": labels.share(c)}
    found = dict(zip(questions, strata.estimates(list(questions.values())), strict=True))
    return {name: None if e is None else pair(e) for name, e in found.items()}


def pair(estimate: Estimate) -> tuple[float, float]:
    assert estimate.error is not None
    return estimate.value, estimate.error


def olofsson(counts: np.ndarray, sizes: np.ndarray) -> dict[str, Pair]:
    """Equations 4 to 11 of Olofsson et al. 2014; n_ij are mapped as i and are j, W_i shares of the map."""
    n, w, classes = counts.sum(axis=1), sizes / sizes.sum(), range(len(counts))
    p = w[:, None] * counts / n[:, None]
    user = np.diag(counts) / n
    found: dict[str, Pair] = {
        "overall": (
            np.trace(p),
            np.sqrt(sum(w[i] ** 2 * user[i] * (1 - user[i]) / (n[i] - 1) for i in classes)),
        )
    }
    for j in classes:
        found[f"user {j + 1}"] = user[j], np.sqrt(user[j] * (1 - user[j]) / (n[j] - 1))
        column = p[:, j].sum()
        error = np.sqrt(sum((w[i] * p[i, j] - p[i, j] ** 2) / (n[i] - 1) for i in classes))
        found[f"area {j + 1}"] = column, error
        found[f"producer {j + 1}"] = None
        if column:
            total = sum(sizes[i] * counts[i, j] / n[i] for i in classes)
            producer = p[j, j] / column
            omitted = sum(
                sizes[i] ** 2 * counts[i, j] / n[i] * (1 - counts[i, j] / n[i]) / (n[i] - 1)
                for i in classes
                if i != j
            )
            committed = sizes[j] ** 2 * (1 - producer) ** 2 * user[j] * (1 - user[j]) / (n[j] - 1)
            error = np.sqrt(committed + producer**2 * omitted) / total
            found[f"producer {j + 1}"] = producer, error
    return found


@settings(deadline=None, max_examples=20, derandomize=True)
@given(seeds)
def test_where_strata_are_the_classes_they_are_those_of_olofsson_2014(seed: int) -> None:
    rng = np.random.default_rng(seed)
    counts = rng.multinomial(rng.integers(5, 60), rng.dirichlet(np.ones(3)), size=3)
    sizes = rng.integers(1, 1000, 3) * 1e12  # without replacement and with it are the same there
    mapped, reference = (np.repeat(place.ravel(), counts.ravel()) for place in np.indices((3, 3)))
    found = asked(Strata(mapped, sizes), Labels(mapped + 1, reference + 1))
    for name, expected in olofsson(counts, sizes).items():
        assert found[name] == (None if expected is None else pytest.approx(expected, rel=1e-9, abs=1e-12)), (
            name
        )


def stehman(labels: Labels, stratum: np.ndarray, sizes: np.ndarray) -> dict[str, Pair]:
    """Equations 1 to 3 and 25 to 28 of Stehman 2014, of indicators y_u and x_u."""
    mapped, reference = labels.mapped, labels.reference
    everything = np.ones(len(mapped))
    found = {"overall": ratio(mapped == reference, everything, stratum, sizes)}
    for c in CLASSES:
        both = (mapped == c) & (reference == c)
        found[f"area {c}"] = ratio(reference == c, everything, stratum, sizes)
        found[f"user {c}"] = ratio(both, mapped == c, stratum, sizes)
        found[f"producer {c}"] = ratio(both, reference == c, stratum, sizes)
    return found


def ratio(y: np.ndarray, x: np.ndarray, stratum: np.ndarray, sizes: np.ndarray) -> Pair:
    inside = [(y[stratum == h].astype(float), x[stratum == h].astype(float)) for h in range(len(sizes))]
    x_total = sum(size * xs.mean() for size, (_, xs) in zip(sizes, inside, strict=True))
    if not x_total:
        return None
    r = sum(size * ys.mean() for size, (ys, _) in zip(sizes, inside, strict=True)) / x_total
    variance = 0.0
    for size, (ys, xs) in zip(sizes, inside, strict=True):
        n = len(ys)
        spread = ys.var(ddof=1) + r**2 * xs.var(ddof=1) - 2 * r * np.cov(xs, ys, ddof=1)[0, 1]
        variance += size**2 * (1 - n / size) * spread / n
    return float(r), float(np.sqrt(max(variance, 0.0)) / x_total)


@settings(deadline=None, max_examples=20, derandomize=True)
@given(seeds)
def test_where_they_are_not_they_are_those_of_stehman_2014(seed: int) -> None:
    rng = np.random.default_rng(seed)
    strata = int(rng.integers(1, 6))
    drawn = rng.integers(2, 40, strata)
    stratum = np.repeat(np.arange(strata), drawn)
    labels = Labels(rng.choice([0, *CLASSES], drawn.sum()), rng.choice(CLASSES, drawn.sum()))
    sizes = (drawn * rng.integers(1, 50, strata)).astype(float)  # some strata are in the sample as a whole
    found = asked(Strata(stratum, sizes), labels)
    for name, expected in stehman(labels, stratum, sizes).items():
        assert found[name] == (None if expected is None else pytest.approx(expected, rel=1e-7, abs=1e-6)), (
            name
        )
