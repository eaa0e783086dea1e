"""What labels and probabilities say of each other, counted."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surecover.core.areas import GroundAreas
from surecover.core.learning.labelcheck import LabelCheck, agreeing_sets
from surecover.core.scheme import ClassScheme, LandClass, load_scheme

BASIC6 = load_scheme("basic6")
WHOLE = (slice(0, 1), slice(0, 6))


def names(sets: np.ndarray, label: str, outputs: list[int]) -> list[str]:
    row = sets[BASIC6.ids.index(BASIC6.find(label).id) + 1]
    return [BASIC6.by_id(output).name for output, agrees in zip(outputs, row, strict=True) if agrees]


def test_a_class_agrees_with_itself_and_with_what_lies_above_and_below_it() -> None:
    outputs = [1, 2, 4, 7, 8]
    sets = agreeing_sets(BASIC6, outputs)
    assert names(sets, "water", outputs) == ["water"]
    assert names(sets, "open land", outputs) == ["grass", "barren", "open land"]
    assert names(sets, "grass", outputs) == ["grass", "open land"]
    assert names(sets, "residential building", outputs) == ["building"]
    assert names(sets, "forest", outputs) == []


@settings(deadline=None, max_examples=50, derandomize=True)
@given(data=st.data())
def test_of_any_hierarchy_one_of_two_agreeing_classes_is_the_others_ancestor(data: st.DataObject) -> None:
    parents = [data.draw(st.sampled_from([None, *range(1, i)])) for i in range(1, 8)]
    classes = tuple(LandClass(i, f"c{i}", (0, 0, 0), parent) for i, parent in enumerate(parents, start=1))
    scheme = ClassScheme("tree", "tree", classes)
    outputs = data.draw(st.lists(st.sampled_from(scheme.ids), min_size=1, unique=True))
    sets = agreeing_sets(scheme, outputs)
    assert not sets[0].any()
    for row, label in zip(sets[1:], scheme.ids, strict=True):
        for agrees, output in zip(row, outputs, strict=True):
            line = output == label or output in scheme.ancestors(label) or label in scheme.ancestors(output)
            assert agrees == line


def test_areas_are_those_of_the_pixels() -> None:
    """Rows of 100 m² and 300 m²; both labels are water, and the models say so."""
    check = LabelCheck(BASIC6, [1, 2], GroundAreas(np.array([[100.0], [300.0]]), (2, 1)))
    shares = np.array([[[0.9], [0.7]], [[0.1], [0.3]]], np.float32)
    window, labels, valid = (slice(0, 2), slice(0, 1)), np.ones((2, 1), int), np.ones((2, 1), bool)
    check.add(window, labels, shares, valid)
    check.find(window, labels, shares, valid)
    assert check.document((), {})["map"]["area_ha"] == 0.04


def test_without_areas_there_are_pixels_and_a_word_about_it() -> None:
    check = LabelCheck(BASIC6, [1, 2])
    labels = np.array([[1, 1, 1, 2, 2, 0]])
    water = np.array([[0.9, 0.9, 0.1, 0.1, 0.1, 0.5]])
    shares = np.stack([water, 1 - water]).astype(np.float32)
    check.add(WHOLE, labels, shares, labels < 9)
    found = check.find(WHOLE, labels, shares, labels < 9)
    document = check.document((), {})
    assert found.tolist() == [[0, 0, 2, 0, 0, 0]]
    assert (document["map"]["area_ha"], document["map"]["pixels"]) == (None, 5)
    assert document["map"]["wrong"] == pytest.approx(0.2)
    assert "Areas are not given" in document["notes"][0]


def test_labels_of_which_nothing_is_sure_count_as_right_and_that_is_told() -> None:
    """No pixel comes to the second look."""
    check = LabelCheck(BASIC6, [1, 2])
    labels = np.array([[1, 2, 2, 0, 0, 0]])
    shares = np.array([[[0.5, 0.4, 0.4, 0, 0, 0]], [[0.5, 0.6, 0.6, 0, 0, 0]]], np.float32)
    check.add(WHOLE, labels, shares, labels < 9)
    check.find(WHOLE, np.zeros_like(labels), shares, labels < 9)
    assert check.document((), {})["notes"][0].startswith(
        "The probabilities are nowhere sure what the pixels of water, grass are"
    )


def test_an_unseen_pixel_counts_nowhere() -> None:
    check = LabelCheck(BASIC6, [1, 2], GroundAreas(np.ones((1, 1)), (1, 6)), zones=1)
    labels = np.array([[1, 1, 2, 2, 0, 1]])
    shares = np.array([[[0.9, 0.9, 0.1, 0.1, 0.5, 0.1]], [[0.1, 0.1, 0.9, 0.9, 0.5, 0.9]]], np.float32)
    seen = np.array([[True, True, True, True, True, False]])
    check.add(WHOLE, labels, shares, seen)
    found = check.find(WHOLE, labels, shares, seen, np.ones((1, 6), np.int32))
    document = check.document(["all"], {})
    assert not found.any()
    assert (document["map"]["pixels"], document["zones"][0]["pixels"]) == (4, 4)
    assert (document["pixels_without_label"], document["pixels_without_probabilities"]) == (1, 1)
