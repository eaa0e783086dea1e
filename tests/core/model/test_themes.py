"""Themes combine into one distribution."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surecover.core.errors import SureCoverError
from surecover.core.model.themes import FLOOR, combine_themes, combined_classes
from surecover.core.scheme import load_scheme
from tests.models_fixture import (
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
