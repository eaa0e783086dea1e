"""Confidence without reference data: how often the external map confirms a class at a probability."""

from __future__ import annotations

import dataclasses
import json

import numpy as np
import pytest
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import roc_auc_score

from surecover.core.evidence.confidence import (
    ESTIMATORS,
    Curve,
    Odds,
    Votes,
    by_curves,
    in_steps,
    probability_of,
)
from surecover.core.evidence.survey import Agreement

FOREST, GRASS, OPEN = 3, 2, 8
CHECKED = {FOREST: {FOREST}, GRASS: {GRASS, OPEN}}


def fit(
    classes: np.ndarray, external: np.ndarray, probability: np.ndarray, checked: dict[int, set[int]]
) -> dict[int, Curve]:
    """The curves from pixels seen in two parts."""
    votes = Votes(list(checked))
    columns = classes, Agreement(checked).of(classes, external), in_steps(probability), external > 0
    for part in (slice(0, 30), slice(30, None)):
        votes.add(*(column[part] for column in columns))
    return votes.curves()


def confidence(classes: np.ndarray, probability: np.ndarray, curves: dict[int, Curve]) -> np.ndarray:
    nowhere = np.zeros(classes.shape, bool)
    return by_curves(curves)(classes, nowhere, in_steps(probability), nowhere)


def scene(size: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Classes, external map and probability, with many equal probabilities."""
    random = np.random.default_rng(seed)
    classes = random.choice([FOREST, GRASS], (size, size))
    probability = (random.integers(80, 255, (size, size)) / 254).astype(np.float32)
    agrees = random.random((size, size)) < probability**3
    external = np.where(agrees, np.where(classes == GRASS, OPEN, FOREST), random.choice([0, 1], (size, size)))
    return classes, external, probability


@pytest.mark.parametrize("id_", [FOREST, GRASS])
def test_each_checked_class_gets_the_isotonic_fit_of_scikit_learn_on_its_raw_pixels(id_: int) -> None:
    classes, external, probability = scene(80)
    known = (classes == id_) & (external > 0)
    raw = IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip")
    raw.fit(probability[known].astype(float), np.isin(external[known], list(CHECKED[id_])))
    found = confidence(classes, probability, fit(classes, external, probability, CHECKED))
    pixels = classes == id_
    np.testing.assert_allclose(found[pixels], raw.predict(probability[pixels].astype(float)), atol=1e-6)
    assert found[pixels].min() < 0.3
    assert found[pixels].max() > 0.9


def test_confidence_never_falls_when_the_probability_rises() -> None:
    classes, external, probability = scene(80, seed=1)
    found = confidence(classes, probability, fit(classes, external, probability, CHECKED))
    forest = classes == FOREST
    ordered = found[forest][np.argsort(probability[forest])]
    assert (np.diff(ordered) >= 0).all()


@pytest.mark.parametrize(("known", "fitted"), [(499, False), (500, True)])
def test_a_class_needs_500_pixels_whose_external_class_is_known(known: int, fitted: bool) -> None:
    classes = np.full(600, FOREST)
    external = np.where(np.arange(600) < known, FOREST, 0)
    curves = fit(classes, external, np.linspace(0.2, 0.9, 600), CHECKED)
    assert (FOREST in curves) == fitted


def test_pixels_without_a_known_probability_do_not_count() -> None:
    probability = np.full(500, 0.5)
    probability[0] = np.nan
    assert fit(np.full(500, FOREST), np.full(500, FOREST), probability, CHECKED) == {}


def test_an_ancestor_confirms_a_class_and_another_class_does_not() -> None:
    classes = np.full(1000, GRASS)
    probability = np.repeat([0.3, 0.8], 500)
    external = np.repeat([FOREST, OPEN], 500)
    curves = fit(classes, external, probability, CHECKED)
    assert confidence(classes, probability, curves)[[0, -1]].tolist() == [0, 1]


def test_classes_that_are_not_checked_and_classes_without_a_fit_keep_their_probability() -> None:
    classes = np.array([[5, FOREST]])
    probability = np.array([[0.7, 0.6]], np.float32)
    curves = fit(classes, np.array([[5, FOREST]]), probability, CHECKED)
    np.testing.assert_allclose(confidence(classes, probability, curves), probability, atol=1e-5)


def test_there_is_no_confidence_without_class_or_probability() -> None:
    found = confidence(np.array([0, 3, 3]), np.array([0.5, np.nan, 0.5]), {3: Curve((0.0, 1.0), (0.5, 0.7))})
    assert found.tolist() == pytest.approx([-1, -1, 0.6], abs=1e-5)


def test_a_fit_is_plain_enough_for_json() -> None:
    curves = fit(*scene(60), CHECKED)
    text = json.dumps({id_: dataclasses.asdict(curve) for id_, curve in curves.items()})
    assert {int(id_): Curve(tuple(c["x"]), tuple(c["y"])) for id_, c in json.loads(text).items()} == curves


def test_each_pixel_takes_the_probability_of_its_own_class() -> None:
    bands = np.array([[[0.2, 0.9, 0.0, 0.5]], [[0.8, 0.1, 0.0, 0.5]]], np.float32)
    found = probability_of(np.array([[FOREST, GRASS, FOREST, 7]]), bands, [GRASS, FOREST])
    np.testing.assert_array_equal(found, np.array([[0.8, 0.9, np.nan, np.nan]], np.float32))


def test_a_probability_that_rounding_lifted_above_1_is_1() -> None:
    classes = np.array([[FOREST, FOREST, FOREST]])
    probability = np.array([[1.00001, 1.009, np.nan]], np.float32)
    assert confidence(classes, probability, {}).tolist() == [[1, 1, -1]]


def odds(
    classes: np.ndarray, agreed: np.ndarray, probability: np.ndarray, where: np.ndarray, checked: list[int]
) -> np.ndarray:
    """The confidence with the external map as a witness."""
    witness = Odds(checked)
    columns = classes, agreed, in_steps(probability), where
    witness.add(*columns)
    return witness.estimate()(*columns)


def test_agreement_changes_the_odds_by_the_root_of_how_much_likelier_it_is_where_the_class_is_right() -> None:
    """Three of four agree at P = 0.8, one of four at P = 0.2, a hundred pixels each."""
    probability = np.repeat([0.8, 0.2], 100)[None]
    agreed = np.repeat([True, False, True, False], [75, 25, 25, 75])[None]
    classes = np.full(agreed.shape, FOREST)
    found = odds(classes, agreed, probability, np.full(agreed.shape, True), [FOREST])
    right = (0.8 * 75 + 0.2 * 25 + 1) / (100 + 2)
    wrong = (0.2 * 75 + 0.8 * 25 + 1) / (100 + 2)
    expected = 4 * np.sqrt([right / wrong, (1 - right) / (1 - wrong)])
    np.testing.assert_allclose(found[0, [0, 80]], expected / (1 + expected), atol=2e-5)


def test_where_the_external_map_says_nothing_confidence_is_the_probability() -> None:
    probability = np.array([[0.9, 0.4, 0.9, 0.9]])
    classes = np.array([[FOREST, FOREST, FOREST, GRASS]])
    agreed, where = np.array([[True, False, False, False]]), np.array([[True, True, False, True]])
    found = odds(classes, agreed, probability, where, [FOREST])
    np.testing.assert_allclose(found[0, 2:], [0.9, 0.9], atol=2e-5)
    assert found[0, 0] > 0.9
    assert found[0, 1] < 0.4


def test_an_external_map_that_agrees_rather_where_the_class_is_wrong_is_not_heard() -> None:
    probability = np.repeat([0.9, 0.1], 100)[None]
    found = odds(np.full((1, 200), FOREST), probability < 0.5, probability, np.full((1, 200), True), [FOREST])
    np.testing.assert_allclose(found, probability, atol=2e-5)


def test_a_witness_apart_from_the_classifier_never_spoils_the_ranking() -> None:
    """Class-dependent mistakes of the external map, which mislead the isotonic fit, do no harm here."""
    random = np.random.default_rng(1)
    classes = random.choice([FOREST, GRASS], (200, 200))
    probability = random.beta(4, 1, classes.shape)
    right = random.random(classes.shape) < probability
    often = np.where(classes == FOREST, 0.95, 0.5)
    agreed = random.random(classes.shape) < np.where(right, often, 0.5 * often)
    columns = classes, agreed, in_steps(probability), np.full(classes.shape, True)
    areas = {}
    for name, estimator in ESTIMATORS.items():
        votes = estimator([FOREST, GRASS])
        votes.add(*columns)
        areas[name] = roc_auc_score(right.ravel(), votes.estimate()(*columns).ravel())
    assert areas["odds"] > roc_auc_score(right.ravel(), probability.ravel()) + 0.005
    assert areas["odds"] > areas["isotonic"] + 0.02


def test_there_is_no_confidence_by_odds_without_class_or_probability() -> None:
    classes, probability = np.array([[0, FOREST]]), np.array([[0.5, np.nan]])
    found = odds(classes, classes > 0, probability, classes >= 0, [FOREST])
    assert found.tolist() == [[-1, -1]]
