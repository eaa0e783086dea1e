"""What is known of pixels, as numbers."""

from __future__ import annotations

import numpy as np
import pytest

from surecover.core.evidence.features import ExternalWord, shares_features
from surecover.core.scheme import load_scheme
from tests.drawings import draw

BASIC6 = load_scheme("basic6")
WATER, GRASS, INDUSTRIAL, BUILDING, OPEN = (BASIC6.ids.index(class_id) + 1 for class_id in (1, 2, 5, 7, 8))


def test_probability_margin_and_entropy_are_those_of_the_final_class() -> None:
    classes = np.array([[1, 2, 3, 1, 0]])
    shares = np.array([[0.7, 0.7, 0.7, 0, 0.5], [0.2, 0.2, 0.2, 0, 0.5]], np.float32)[:, None]
    found = shares_features(classes, shares, [1, 2])
    entropy = -(0.7 * np.log(0.7) + 0.2 * np.log(0.2)) / np.log(2)
    expected = {
        "probability": [0.7, 0.2, np.nan, np.nan, np.nan],
        "margin": [0.5, -0.5, np.nan, np.nan, np.nan],
        "entropy": [entropy, entropy, np.nan, np.nan, np.nan],
    }
    assert found.keys() == expected.keys()
    for name, values in expected.items():
        np.testing.assert_allclose(found[name][0], values, atol=1e-6)
        assert found[name].dtype == np.float32


@pytest.mark.parametrize("count", [1, 2, 5])
def test_entropy_is_1_where_all_are_equal_and_0_where_one_is_sure(count: int) -> None:
    shares = np.stack([np.full((count, 1), 1 / count), np.eye(count)[:, :1]], axis=2).astype(np.float32)
    found = shares_features(np.ones((1, 2), int), shares, range(1, count + 1))["entropy"]
    np.testing.assert_allclose(found, [[1 if count > 1 else 0, 0]], atol=1e-5)


def test_the_external_map_agrees_by_the_class_or_one_above_it_and_doubts_only_what_it_shows() -> None:
    letters = {"w": WATER, "g": GRASS, "i": INDUSTRIAL, "b": BUILDING, "o": OPEN}
    classes = draw("w w w g g i i . b", letters)
    external = draw("w o . o w b i w i", letters)
    word = ExternalWord(BASIC6, set(np.unique(external)) - {0})
    assert word.of(classes, external).tolist() == [[1, -1, 0, 1, -1, 1, 1, 0, -1]]
    assert WATER in word.confirmable
    elsewhere = ExternalWord(BASIC6, {WATER})
    assert elsewhere.of(classes, external).tolist() == [[1, -1, 0, 0, 0, 0, 0, 0, 0]]
