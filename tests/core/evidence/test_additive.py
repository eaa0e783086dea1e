"""The monotone additive regression: what it finds, what it never does, and its file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import scipy.optimize
from hypothesis import given, settings
from hypothesis import strategies as st

from surecover.core.codes import Evidence
from surecover.core.errors import Cancelled, SureCoverError
from surecover.core.evidence import additive
from surecover.core.evidence.additive import Additive, Curve, fit
from surecover.core.evidence.features import CLASS, DIRECTIONS, EVIDENCE, Pixels
from surecover.core.evidence.fittedfile import read_fitted, text_of
from surecover.core.progress import Progress

NAMES = ["water", "grass", "forest"]
HIGH, MEDIUM, LOW = (
    [Evidence.AGREES, Evidence.CONNECTED, Evidence.REVIEWED],
    [Evidence.SPECTRAL_MATCH],
    [Evidence.NO_MATCH, Evidence.REASSIGNED, Evidence.CONTINUITY, Evidence.KEPT],
)


def logistic(values: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-values))


def scene(size: int, seed: int = 0) -> Pixels:
    """Pixels whose features are independent of each other."""
    random = np.random.default_rng(seed)
    probability = (random.integers(60, 255, size) / 254).astype(np.float32)
    ordered = {
        "probability": probability,
        "margin": (2 * probability - 1).astype(np.float32),
        "entropy": random.random(size, np.float32),
        "agreement": random.choice([0.25, 0.5, 0.75, 1], size).astype(np.float32),
        "external": random.choice([-1, 0, 1], size).astype(np.float32),
    }
    return Pixels(ordered, random.integers(1, 10, size), random.integers(1, 4, size))


def fitted(pixels: Pixels, right: np.ndarray, features: tuple[str, ...] = ()) -> Additive:
    return fit(pixels, NAMES, right, np.ones(len(right)), features or pixels.features)


def test_effects_that_were_planted_are_found() -> None:
    pixels = scene(60_000)
    of_class = np.array([0, 1.0, 0.0, -1.0])
    of_evidence = np.array([0, 0.9, 0.6, 0.3, -0.3, -0.9, 0.0, 0.0, -0.6, 1.2])
    logit = 3 * pixels.ordered["agreement"] + 0.5 * pixels.ordered["external"]
    logit = logit - 1 + of_class[pixels.classes] + of_evidence[pixels.evidence]
    right = np.random.default_rng(1).random(60_000) < logistic(logit)
    found = fitted(pixels, right)
    curve = found.curves["agreement"]
    np.testing.assert_allclose(
        np.diff(np.interp([0.25, 0.5, 0.75, 1], curve.at, curve.effect)), 0.75, atol=0.15
    )
    np.testing.assert_allclose(np.diff(found.curves["external"].effect), 0.5, atol=0.12)
    for name in ("probability", "margin", "entropy"):
        assert np.ptp(found.curves[name].effect) < 0.25, f"{name} tells nothing"
    assert found.classes is not None
    assert found.evidence is not None
    effects = np.array([found.classes[name] for name in NAMES])
    np.testing.assert_allclose(effects - effects[1], of_class[1:], atol=0.12)
    effects = np.array([found.evidence[kind] for kind in range(1, 10)])
    np.testing.assert_allclose(effects - effects[2], of_evidence[1:] - of_evidence[3], atol=0.2)
    np.testing.assert_allclose(found.confidence(pixels, NAMES), logistic(logit), atol=0.08)


def test_the_confidence_of_the_fitted_pixels_is_right_on_average() -> None:
    pixels = scene(5000)
    right = np.random.default_rng(1).random(5000) < pixels.ordered["probability"]
    assert fitted(pixels, right).confidence(pixels, NAMES).mean() == pytest.approx(right.mean(), abs=1e-4)


def test_it_is_the_least_loss_within_the_bounds_that_a_general_optimiser_finds() -> None:
    pixels = scene(3000)
    right = np.random.default_rng(2).random(3000) < 0.4 + 0.2 * (pixels.ordered["external"] == 0)
    step, is_class = pixels.ordered["external"], pixels.classes[:, None] == [1, 2, 3]
    columns = np.column_stack([np.ones(3000), step >= 0, step >= 1, is_class])
    ridge = np.array([0, 0.1, 0.1, 1, 1, 1]) / 1000

    def loss(values: np.ndarray) -> float:
        signed = np.where(right, 1, -1) * (columns @ values)
        return float(np.logaddexp(0, -signed).mean() + ridge @ values**2 / 2)

    bounds = [(None, None), (0, None), (0, None), *[(None, None)] * 3]
    best = scipy.optimize.minimize(loss, np.zeros(6), method="L-BFGS-B", bounds=bounds, tol=1e-14)
    found = fitted(pixels, right, ("external", CLASS)).confidence(pixels, NAMES)
    np.testing.assert_allclose(found, logistic(columns @ best.x), atol=2e-4)
    assert best.x[2] == 0, "agreement is worse than nothing here, which a rising curve cannot say"


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from(sorted(DIRECTIONS)), st.integers(20, 300))
def test_more_of_an_ordered_feature_never_makes_less_sure(seed: int, name: str, size: int) -> None:
    pixels = scene(size, seed)
    right = np.random.default_rng(seed).random(size) < 0.6
    model = fitted(pixels, right)
    values = np.linspace(-1.2, 1.2, 50, dtype=np.float32)
    one = {key: np.full(50, column[0]) for key, column in pixels.ordered.items()}
    assert pixels.evidence is not None
    line = Pixels({**one, name: values}, np.full(50, pixels.evidence[0]), np.full(50, pixels.classes[0]))
    found = model.confidence(line, NAMES) * DIRECTIONS[name]
    assert (np.diff(found) >= -1e-6).all()


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(20, 300))
def test_evidence_of_a_better_code_is_never_worth_less(seed: int, size: int) -> None:
    pixels = scene(size, seed)
    effects = fitted(pixels, np.random.default_rng(seed).random(size) < 0.6).evidence
    assert effects is not None
    seen = set(pixels.evidence.tolist() if pixels.evidence is not None else ())
    high, medium, low = ([effects[kind] for kind in kinds] for kinds in (HIGH, MEDIUM, LOW))
    assert seen <= effects.keys()
    assert min(high) >= max(medium) - 1e-9
    assert min(medium) >= max(low) - 1e-9


def test_a_pixel_that_counts_twice_is_two_pixels() -> None:
    pixels = scene(2000)
    right = np.random.default_rng(3).random(2000) < pixels.ordered["probability"]
    weights = np.where(pixels.classes == 1, 2.0, 1.0)
    twice = np.concatenate([np.arange(2000), np.flatnonzero(pixels.classes == 1)])
    weighted = fit(pixels, NAMES, right, weights, ("external", CLASS))
    repeated = fit(pixels.chosen(twice), NAMES, right[twice], np.ones(len(twice)), ("external", CLASS))
    np.testing.assert_allclose(
        weighted.confidence(pixels, NAMES), repeated.confidence(pixels, NAMES), atol=1e-4
    )


def test_a_class_of_few_pixels_stays_near_the_average_one() -> None:
    classes = np.concatenate([np.full(3000, 1), np.full(3, 2)])
    right = np.concatenate([np.arange(3000) % 10 > 0, np.zeros(3, bool)])
    found = fitted(Pixels({}, None, classes), right).classes
    assert found is not None
    assert -2 < found["grass"] < 0


@pytest.mark.parametrize("right", [True, False])
def test_pixels_that_are_all_right_or_all_wrong_give_a_finite_confidence(right: bool) -> None:
    pixels = scene(100)
    found = fitted(pixels, np.full(100, right)).confidence(pixels, NAMES)
    assert (found > 0.9).all() if right else (found < 0.1).all()


def test_what_is_not_known_gives_nothing_and_a_strange_class_counts_as_average() -> None:
    model = Additive(0.5, {"agreement": Curve((0.0, 1.0), (-1.0, 1.0))}, None, {"water": 2.0})
    agreement = np.array([np.nan, 0.5, 0.5, 2.0], np.float32)
    found = model.confidence(Pixels({"agreement": agreement}, None, np.array([1, 1, 2, 2])), ["Water", "ice"])
    np.testing.assert_allclose(found, logistic(np.array([np.nan, 2.5, 0.5, 1.5])), rtol=1e-6)


def test_pixels_are_told_by_what_was_fitted_to_the_other_folds_only() -> None:
    pixels, folds = scene(600), np.arange(600) % 3
    right = np.random.default_rng(4).random(600) < pixels.ordered["probability"]
    changed = np.where(folds == 1, ~right, right)
    first, second = (
        additive.cross_fitted(pixels, NAMES, labels, np.ones(600), pixels.features, folds, Progress())
        for labels in (right, changed)
    )
    np.testing.assert_array_equal(first[folds == 1], second[folds == 1])
    assert (first != second)[folds != 1].all()


def test_fitting_the_folds_can_be_stopped() -> None:
    pixels = scene(100)
    with pytest.raises(Cancelled):
        additive.cross_fitted(
            pixels, NAMES, np.arange(100) % 2 > 0, np.ones(100), (CLASS,), np.arange(100) % 3,
            Progress(cancelled=lambda: True),
        )  # fmt: skip


MODEL = Additive(
    0.25,
    {"probability": Curve((0.5, 0.75, 1.0), (-1.0, 0.0, 2.0)), "entropy": Curve((0.0, 1.0), (0.5, -0.5))},
    {1: 0.5, 5: -0.5}, {"water": 0.125, "building, new": -0.125},
)  # fmt: skip


def written(folder: Path, document: Any) -> str:
    path = folder / "fitted.json"
    path.write_text(document if isinstance(document, str) else json.dumps(document), encoding="utf-8")
    return str(path)


def test_a_model_survives_its_file(tmp_path: Path) -> None:
    path = written(tmp_path, text_of(MODEL, {"fitted_on": {"pixels": 12}}))
    assert read_fitted(path, "File (F)") == (MODEL, {"pixels": 12})


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("format", "something else"),
        ("intercept", None),
        ("intercept", True),
        ("intercept", float("nan")),
        ("intercept", float("inf")),
        ("intercept", 1e9),
        ("curves", []),
        ("curves", {"age": {"at": [0, 1], "effect": [0, 1]}}),
        ("curves", {"probability": [0, 1]}),
        ("curves", {"probability": {"at": [0, 1], "effect": [0]}}),
        ("curves", {"probability": {"at": [1, 0], "effect": [0, 1]}}),
        ("curves", {"probability": {"at": [0, 1], "effect": [1, 0]}}),
        ("curves", {"entropy": {"at": [0, 1], "effect": [0, 1]}}),
        ("curves", {"probability": {"at": [], "effect": []}}),
        ("curves", {"probability": {"at": list(range(70_000)), "effect": list(range(70_000))}}),
        ("curves", {"probability": {"at": ["0", "1"], "effect": [0, 1]}}),
        (EVIDENCE, {"12": 0.5}),
        (EVIDENCE, {"x": 0.5}),
        (EVIDENCE, [0.5]),
        (CLASS, {"water": "wet"}),
        (CLASS, {"water": [[[[]]]]}),
        ("features", ["probability"]),
        ("features", 7),
    ],
)
def test_a_file_that_is_not_what_was_written_is_refused_with_one_sentence(
    tmp_path: Path, part: str, value: Any
) -> None:
    path = written(tmp_path, {**json.loads(text_of(MODEL, {})), part: value})
    with pytest.raises(
        SureCoverError, match=r"^File \(F\) is no fitted confidence: .*that Confidence wrote\.$"
    ):
        read_fitted(path, "File (F)")


@pytest.mark.parametrize("text", ["", "[]", "null", "{", "[" * 100_000, "{}", '"x"', "\x00"])
def test_so_is_what_is_no_such_file_at_all(tmp_path: Path, text: str) -> None:
    with pytest.raises(SureCoverError, match="is no fitted confidence"):
        read_fitted(written(tmp_path, text), "File (F)")


def test_so_is_a_huge_file_without_reading_it(tmp_path: Path) -> None:
    path = tmp_path / "huge.json"
    with path.open("wb") as file:
        file.truncate(2**40)
    with pytest.raises(SureCoverError, match="larger than 10 MB"):
        read_fitted(str(path), "File (F)")
