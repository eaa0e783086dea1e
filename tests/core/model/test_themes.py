"""Themes combine into one distribution."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surecover.core.errors import SureCoverError
from surecover.core.model.themes import (
    FLOOR,
    combine_models,
    combine_themes,
    combined_classes,
    theme_members,
)
from surecover.core.scheme import load_scheme
from tests.models_fixture import (
    BANDS,
    BARREN,
    FOREST,
    GRASS,
    INDUSTRIAL,
    OTHER,
    RESIDENTIAL,
    WATER,
    card,
)

VEGETATION = (GRASS, FOREST, OTHER)
BUILDINGS = (RESIDENTIAL, INDUSTRIAL, OTHER)
WATERS = (WATER, OTHER)
ALL = [WATER, GRASS, FOREST, BARREN, INDUSTRIAL, RESIDENTIAL]


def column(*values: float) -> np.ndarray:
    """A distribution at a single pixel."""
    return np.array(values, np.float32)[:, None]


def test_three_themes_combine_as_worked_out_by_hand() -> None:
    combined = combine_themes(
        [column(0.6, 0.3, 0.1), column(0.2, 0.1, 0.7), column(0.25, 0.75)],
        [VEGETATION, BUILDINGS, WATERS],
        ALL,
    )
    scores = np.array(
        [
            0.25 * 0.1 * 0.7,  # water
            0.6 * 0.7 * 0.75,  # grass
            0.3 * 0.7 * 0.75,  # forest
            0.1 * 0.7 * 0.75,  # barren, the rest
            0.1 * 0.1 * 0.75,  # industrial
            0.2 * 0.1 * 0.75,  # residential
        ]
    )
    np.testing.assert_allclose(combined[:, 0], scores / scores.sum(), rtol=1e-5)


def test_no_theme_can_veto_a_class() -> None:
    # Vegetation is sure of grass, water is sure of water: both stay possible, the rest hardly.
    combined = combine_themes(
        [column(1, 0, 0), column(1, 0)], [VEGETATION, WATERS], [WATER, GRASS, FOREST, BARREN]
    )
    scores = np.array([1 * FLOOR, 1 * FLOOR, FLOOR * FLOOR, FLOOR * FLOOR])
    np.testing.assert_allclose(combined[:, 0], scores / scores.sum(), rtol=1e-5)


def test_a_single_theme_gives_its_other_to_the_rest() -> None:
    combined = combine_themes([column(0.3, 0.7)], [WATERS], [WATER, BARREN])
    np.testing.assert_allclose(combined[:, 0], [0.3, 0.7], rtol=1e-6)


def test_a_model_of_all_classes_passes_through_in_ascending_order() -> None:
    combined = combine_themes([column(0.999, 0.001, 0)], [(FOREST, WATER, GRASS)], [WATER, GRASS, FOREST])
    assert combined[:, 0].tolist() == np.array([0.001, 0, 0.999], np.float32).tolist()


@settings(deadline=None, max_examples=60, derandomize=True)
@given(st.integers(0, 10_000))
def test_the_order_of_the_themes_does_not_matter_and_the_sum_is_one(seed: int) -> None:
    random = np.random.default_rng(seed)
    themes = [VEGETATION, BUILDINGS, WATERS]
    parts = [
        random.dirichlet([0.3] * len(theme), (4, 5)).transpose(2, 0, 1).astype(np.float32) for theme in themes
    ]
    first = combine_themes(parts, themes, ALL)
    second = combine_themes(parts[::-1], themes[::-1], ALL)
    np.testing.assert_allclose(first, second, atol=1e-6)
    np.testing.assert_allclose(first.sum(axis=0), 1, atol=1e-6)


def test_combined_classes_are_those_of_all_themes_and_the_rest_ascending() -> None:
    cards = [card(classes) for classes in (VEGETATION, BUILDINGS, WATERS)]
    assert combined_classes(cards, "barren") == ALL
    assert combined_classes(cards, "4") == ALL
    assert combined_classes(cards[2:], "Barren") == [WATER, BARREN]
    assert combined_classes([card((FOREST, WATER))], "barren") == [WATER, FOREST]


def test_a_class_in_two_themes_is_refused() -> None:
    with pytest.raises(SureCoverError, match="'veg' and 'again' both predict the class 'forest'"):
        combined_classes([card(VEGETATION, id="veg"), card((FOREST, OTHER), id="again")], "barren")


def test_a_model_without_other_beside_another_one_is_refused() -> None:
    for cards in (
        [card(WATERS), card((GRASS, FOREST), id="all")],
        [card((GRASS, FOREST), id="all"), card(WATERS)],
    ):
        with pytest.raises(SureCoverError, match="'all', which has no class 'other'"):
            combined_classes(cards, "barren")


def test_a_rest_that_a_theme_predicts_is_refused() -> None:
    with pytest.raises(SureCoverError, match=r"\(RESIDUAL\) is water, which the model 'test' predicts"):
        combined_classes([card(WATERS)], "water")


def test_an_unknown_rest_is_refused() -> None:
    with pytest.raises(SureCoverError, match="'moon' is not in the class scheme"):
        combined_classes([card(WATERS)], "moon")


def test_themes_of_different_schemes_are_refused() -> None:
    other = card((10, OTHER), id="wc", scheme=load_scheme("worldcover11"))
    with pytest.raises(SureCoverError, match="different class schemes: 'test' of 'basic6', 'wc' of"):
        combined_classes([card(WATERS), other], "barren")


def test_models_of_the_same_classes_are_the_members_of_a_theme_if_they_are_an_ensemble() -> None:
    other_order = card(VEGETATION[::-1], bands=BANDS[:2], tile=128)
    other_scheme = card(VEGETATION, scheme=replace(load_scheme("basic6"), id="other"))
    cards = [card(VEGETATION), card(WATERS), other_order, other_scheme, card(WATERS)]
    assert theme_members(cards, ensemble=True) == [[0, 2], [1, 4], [3]]
    assert theme_members(cards, ensemble=False) == [[0], [1], [2], [3], [4]]


def test_an_ensemble_is_the_mean_of_its_members_class_by_class() -> None:
    classes = [(WATER, GRASS, FOREST), (FOREST, WATER, GRASS), (WATER, GRASS, FOREST)]
    said = [column(0.7, 0.2, 0.1), column(0.1, 0.3, 0.6), column(0.2, 0.2, 0.6)]
    before = [part.copy() for part in said]
    cards = [card(ids) for ids in classes]
    mean = combine_models(said, cards, [WATER, GRASS, FOREST], ensemble=True)
    np.testing.assert_allclose(mean[:, 0], [1.2 / 3, 1 / 3, 0.8 / 3], rtol=1e-6)
    assert mean.dtype == np.float32
    np.testing.assert_array_equal(said, before)


def test_each_theme_may_have_members_of_its_own() -> None:
    cards = [card(ids) for ids in (VEGETATION, WATERS, VEGETATION, WATERS[::-1])]
    said = [column(0.6, 0.3, 0.1), column(0.2, 0.8), column(0.2, 0.1, 0.7), column(0.6, 0.4)]
    combined = combined_classes(cards, "barren", ensemble=True)
    assert combined == [WATER, GRASS, FOREST, BARREN]
    by_hand = [column(0.4, 0.2, 0.4), column(0.3, 0.7)]
    np.testing.assert_allclose(
        combine_models(said, cards, combined, ensemble=True),
        combine_themes(by_hand, [VEGETATION, WATERS], combined),
        atol=1e-6,
    )


@pytest.mark.parametrize("ensemble", [False, True])
def test_models_alone_in_their_theme_are_combined_as_ever(ensemble: bool) -> None:
    cards, said = [card(VEGETATION), card(WATERS)], [column(0.6, 0.3, 0.1), column(0.2, 0.8)]
    combined = combined_classes(cards, "barren", ensemble=ensemble)
    np.testing.assert_array_equal(
        combine_models(said, cards, combined, ensemble=ensemble),
        combine_themes(said, [VEGETATION, WATERS], combined),
    )


def test_where_an_ensemble_would_do_the_refusal_says_so() -> None:
    way_out = r", or set Ensemble of models of the same classes \(ENSEMBLE\), which averages them\.$"
    for cards in (
        [card((WATER, GRASS)), card((GRASS, WATER))],
        [card(VEGETATION), card(WATERS), card(VEGETATION)],
    ):
        with pytest.raises(SureCoverError, match=way_out):
            combined_classes(cards, "barren")
        combined_classes(cards, "barren", ensemble=True)


@pytest.mark.parametrize("ensemble", [False, True])
@pytest.mark.parametrize(
    ("classes", "message"),
    [
        ((VEGETATION, (FOREST, OTHER)), "choose models of different themes"),
        (((WATER, GRASS), (WATER, GRASS), WATERS), "or models of one theme each"),
        ((VEGETATION, VEGETATION, (FOREST, OTHER)), "choose models of different themes"),
    ],
)
def test_what_no_ensemble_mends_is_refused_without_a_word_of_it(
    classes: tuple[tuple[int, ...], ...], message: str, ensemble: bool
) -> None:
    with pytest.raises(SureCoverError, match=rf"{message}\.$"):
        combined_classes([card(ids) for ids in classes], "barren", ensemble=ensemble)
