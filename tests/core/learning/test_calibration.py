"""Calibration of labelled pixels: planted temperatures, and figures only from what was not fitted to."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from surecover.core.errors import SureCoverError
from surecover.core.learning.calibration import LabelledPixels, fitted, judged, tempered
from surecover.core.learning.folds import Folds
from surecover.core.learning.labels import Labels, labels_of_outputs
from surecover.core.model.card import OTHER
from surecover.core.progress import Progress
from surecover.core.scheme import load_scheme

SETS = np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1]], bool)
LABELS = Labels(load_scheme("basic6"), (1, 2, 3), (1, 2, 3), SETS)


def pixels(count: int, sharp: float, fold: int = 1, seed: int = 0, folds: int = 2) -> LabelledPixels:
    """Pixels whose probabilities are those of the truth, sharpened."""
    rng = np.random.default_rng(seed)
    shares = rng.dirichlet([0.5] * 3, count).T.astype(np.float32).clip(1e-6)
    truth = (shares.cumsum(axis=0) < rng.random(count)).sum(axis=0).clip(0, 2)
    near = np.arange(1, folds + 1)[:, None] == np.full(count, fold)
    return LabelledPixels(
        tempered(shares, 1 / sharp), (truth + 1).astype(np.uint8), np.full(count, fold, np.uint8), near, SETS
    )


def joined(*parts: LabelledPixels) -> LabelledPixels:
    names = ("probabilities", "labels", "folds", "near")
    return LabelledPixels(*(np.concatenate([getattr(p, n) for p in parts], axis=-1) for n in names), SETS)


def two_folds(names: tuple[str, ...] = ("a", "b")) -> Folds:
    return Folds(len(names), (1, 1), lambda window: np.zeros((1, 1), np.uint8), names)


@pytest.mark.parametrize("sharp", [0.5, 1.0, 2.0, 3.0])
def test_the_fitted_temperature_is_the_planted_one(sharp: float) -> None:
    assert fitted(pixels(40_000, sharp)).temperature == pytest.approx(sharp, rel=0.04)


def test_of_many_pixels_all_count_for_the_sets() -> None:
    calibration = fitted(pixels(150_000, 1.0))
    assert {scores.pixels for scores in calibration.scores.values()} == {150_000}


@given(st.floats(0.2, 5), st.integers(0, 1000))
def test_a_temperature_keeps_the_order_and_the_sum(temperature: float, seed: int) -> None:
    shares = np.random.default_rng(seed).dirichlet([1] * 4, 5).T.astype(np.float32)
    calm = tempered(shares, temperature)
    assert np.allclose(calm.sum(axis=0), 1, atol=1e-5)
    assert (calm.argmax(axis=0) == shares.argmax(axis=0)).all()
    assert np.allclose(tempered(calm, 1 / temperature), shares, atol=1e-3)


def test_each_fold_is_judged_by_the_other_and_not_by_itself() -> None:
    both = joined(pixels(20_000, 2.0, 1), pixels(20_000, 1.0, 2, seed=1))
    told = judged(both, two_folds(), LABELS, 0.9, "Labels", Progress()).document()
    first, second = told["folds"]
    assert (first["name"], first["temperature"]) == ("a", pytest.approx(1.0, abs=0.04))
    assert (second["name"], second["temperature"]) == ("b", pytest.approx(2.0, abs=0.08))
    assert second["lac"]["covered"] != pytest.approx(0.9, abs=0.02), "calibrated on land of another kind"


def test_what_fits_one_half_and_harms_the_other_is_worse() -> None:
    both = joined(pixels(20_000, 3.0, 1), pixels(20_000, 0.4, 2, seed=1))
    alike = joined(pixels(20_000, 2.0, 1), pixels(20_000, 2.0, 2, seed=1))
    assert judged(both, two_folds(), LABELS, 0.9, "Labels", Progress()).worse
    assert not judged(alike, two_folds(), LABELS, 0.9, "Labels", Progress()).worse
    left = judged(both, two_folds(), LABELS, 0.9, "Labels", Progress(), tempering=False)
    assert not left.worse
    assert {fold["temperature"] for fold in left.document()["folds"]} == {1.0}


def test_what_lies_in_the_gap_is_fitted_to_nothing() -> None:
    wrong = pixels(20_000, 4.0, 2, seed=2)
    gap = dataclasses.replace(wrong, near=np.ones_like(wrong.near))
    told = judged(
        joined(pixels(9_000, 2.0, 1), pixels(9_000, 2.0, 2, seed=1), gap), two_folds(), LABELS, 0.9, "Labels",
        Progress(),
    ).document()  # fmt: skip
    assert told["folds"][0]["temperature"] == pytest.approx(2.0, abs=0.1)
    assert told["folds"][1]["pixels"] == 29_000, "it is judged all the same"


def test_too_few_pixels_beside_a_fold_are_refused() -> None:
    few = joined(pixels(5_000, 1.0, 1), pixels(150, 1.0, 2))
    with pytest.raises(SureCoverError, match="Labels leave 150 clear pixels to fit to while a is judged"):
        judged(few, two_folds(), LABELS, 0.9, "Labels", Progress())


def test_figures_by_hand() -> None:
    shares = np.tile(np.array([[0.9, 0.05, 0.05], [0.6, 0.3, 0.1]], np.float32).T, 200)
    labels = np.tile(np.array([1, 2], np.uint8), 200)
    near = np.repeat([[True], [False]], 400, axis=1)
    half = LabelledPixels(shares, labels, np.full(400, 1, np.uint8), near, SETS)
    other = dataclasses.replace(half, folds=np.full(400, 2, np.uint8), near=~half.near)
    told = judged(joined(half, other), two_folds(), LABELS, 0.6, "Labels", Progress()).document()
    assert told["oa"] == 0.5
    assert told["before"]["ece"] == pytest.approx((0.1 + 0.6) / 2, abs=1e-6)
    assert told["before"]["nll"] == pytest.approx(-(np.log(0.9) + np.log(0.3)) / 2, abs=1e-6)
    assert [(e["name"], e["pixels"]) for e in told["classes"]] == [("water", 400), ("grass", 400)]
    # 0.6 of the labels need the score of grass: it is the second of its pixel.
    assert told["sets"]["raps"]["covered"] == 1
    assert told["sets"]["raps"]["sizes"] == {"1": 0.5, "2": 0.5}


# --- labels of a model's outputs -------------------------------------------------------------------


def meanings(outputs: tuple[int, ...], *ids: int) -> dict[int, list[int]]:
    labels = labels_of_outputs(load_scheme("basic6"), dict.fromkeys(ids, 9), outputs)
    return {i: [o for o, ok in zip(outputs, labels.sets[n]) if ok] for n, i in enumerate(labels.ids, start=1)}


def test_labels_allow_the_outputs_that_they_may_mean() -> None:
    assert meanings((1, 2, 5, 6), 1, 5, 7) == {1: [1], 5: [5], 7: [5, 6]}


def test_outputs_need_not_occur_and_classes_without_an_output_say_nothing() -> None:
    assert meanings((1, 2, 3), 2, 4) == {2: [2]}


def test_every_other_class_is_the_rest_of_a_theme() -> None:
    assert meanings((5, 6, OTHER), 1, 5, 7) == {1: [OTHER], 5: [5], 7: [5, 6]}


def test_a_class_that_allows_every_output_says_nothing() -> None:
    with pytest.raises(SureCoverError, match="shown are building, the model's are industrial building"):
        meanings((5, 6), 7)
