"""What the classes of a map teach: which are told apart, and what each may stand for."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from surecover.core.errors import SureCoverError
from surecover.core.learning.labels import Labels, label_sets
from surecover.core.scheme import ClassScheme, LandClass, load_scheme
from tests.drawings import draw

BASIC = load_scheme("basic6")
WATER, GRASS, FOREST, BARREN, INDUSTRIAL, RESIDENTIAL, BUILDING, OPEN_LAND = BASIC.ids
OTHER = 0

GREY = (9, 9, 9)
LEVELS = ClassScheme(
    "levels",
    "Three levels",
    (
        LandClass(1, "land", GREY),
        LandClass(11, "green", GREY, parent=1),
        LandClass(111, "grass", GREY, parent=11),
        LandClass(112, "trees", GREY, parent=11),
        LandClass(12, "bare", GREY, parent=1),
        LandClass(2, "sea", GREY),
    ),
)


def taught(labels: Labels) -> dict[int, set[int]]:
    """By class id, the outputs that its label may mean."""
    rows = labels.sets[1:]
    return {i: {o for o, on in zip(labels.outputs, row) if on} for i, row in zip(labels.ids, rows)}


def test_the_classes_that_occur_are_told_apart_in_the_order_of_the_scheme() -> None:
    labels = label_sets(BASIC, {FOREST: 10, WATER: 5, 0: 99, BARREN: 0})
    assert labels.outputs == (WATER, FOREST)
    assert labels.ids == (WATER, FOREST)
    assert labels.sets.tolist() == [[False, False], [True, False], [False, True]]


def test_a_parent_of_outputs_is_one_of_them() -> None:
    labels = label_sets(BASIC, {GRASS: 50, BARREN: 10, OPEN_LAND: 100, WATER: 1})
    assert labels.outputs == (WATER, GRASS, BARREN)
    assert taught(labels)[OPEN_LAND] == {GRASS, BARREN}


@pytest.mark.parametrize(("barren", "outputs"), [(5, {GRASS, BARREN}), (4, {GRASS, BARREN, OPEN_LAND})])
def test_a_parent_stays_a_class_where_a_child_is_less_than_a_twentieth_of_it(
    barren: int, outputs: set[int]
) -> None:
    labels = label_sets(BASIC, {GRASS: 50, BARREN: barren, OPEN_LAND: 100})
    assert set(labels.outputs) == outputs


def test_a_parent_stays_a_class_where_a_child_is_missing_or_ignored() -> None:
    for settings in ({}, {"ignore": [RESIDENTIAL]}):
        occurring = {WATER: 9, INDUSTRIAL: 50, BUILDING: 100, RESIDENTIAL: 50 if settings else 0}
        labels = label_sets(BASIC, occurring, **settings)
        assert labels.outputs == (WATER, INDUSTRIAL, BUILDING)
        assert taught(labels)[BUILDING] == {BUILDING}
        assert RESIDENTIAL not in labels.ids


def test_a_grandparent_is_one_of_the_lowest_classes() -> None:
    labels = label_sets(LEVELS, {1: 10, 111: 5, 112: 5, 12: 5, 2: 5})
    assert labels.outputs == (111, 112, 12, 2)
    assert taught(labels)[1] == {111, 112, 12}
    with_middle = label_sets(LEVELS, {1: 10, 11: 5, 111: 5, 12: 5, 2: 5})
    assert with_middle.outputs == (11, 111, 12, 2)
    assert taught(with_middle)[1] == {11, 111, 12}


def test_ignored_classes_teach_nothing() -> None:
    labels = label_sets(BASIC, {WATER: 5, GRASS: 5, FOREST: 5}, ignore=[GRASS])
    assert labels.outputs == (WATER, FOREST)
    assert labels.numbers(draw("1 2 3 0 4", dtype="uint8")).tolist() == [[1, 0, 2, 0, 0]]


def test_numbers_are_uint8_also_of_large_ids() -> None:
    scheme = ClassScheme("big", "Big", (LandClass(700, "a", GREY), LandClass(65_535, "b", GREY)))
    numbers = label_sets(scheme, {700: 1, 65_535: 1}).numbers(np.array([0, 700, 65_535, 3], np.uint16))
    assert numbers.dtype == np.uint8
    assert numbers.tolist() == [0, 1, 2, 0]


# --- chosen classes --------------------------------------------------------------------------------


def test_chosen_classes_are_the_outputs_and_the_rest_is_ignored() -> None:
    labels = label_sets(
        BASIC, {WATER: 5, GRASS: 5, BARREN: 5, OPEN_LAND: 5, FOREST: 5}, classes=[BARREN, GRASS, WATER]
    )
    assert labels.outputs == (WATER, GRASS, BARREN)
    assert taught(labels) == {WATER: {WATER}, GRASS: {GRASS}, BARREN: {BARREN}, OPEN_LAND: {GRASS, BARREN}}


def test_what_lies_below_a_chosen_class_teaches_it() -> None:
    labels = label_sets(BASIC, {WATER: 5, INDUSTRIAL: 5, RESIDENTIAL: 5}, classes=[WATER, BUILDING])
    assert labels.outputs == (WATER, BUILDING)
    assert taught(labels) == {WATER: {WATER}, INDUSTRIAL: {BUILDING}, RESIDENTIAL: {BUILDING}}


def test_a_theme_learns_the_rest_as_other() -> None:
    occurring = {WATER: 5, GRASS: 5, FOREST: 5, BARREN: 5, OPEN_LAND: 5, INDUSTRIAL: 5, BUILDING: 5}
    labels = label_sets(BASIC, occurring, classes=[FOREST, GRASS], other=True, ignore=[INDUSTRIAL])
    assert labels.outputs == (GRASS, FOREST, OTHER)
    assert taught(labels) == {
        WATER: {OTHER}, GRASS: {GRASS}, FOREST: {FOREST}, BARREN: {OTHER}, BUILDING: {OTHER},
        OPEN_LAND: {GRASS, OTHER},
    }  # fmt: skip


def test_a_parent_whose_children_are_all_of_the_theme_is_not_other() -> None:
    occurring = {WATER: 5, INDUSTRIAL: 5, RESIDENTIAL: 5, BUILDING: 5}
    labels = label_sets(BASIC, occurring, classes=[INDUSTRIAL, RESIDENTIAL], other=True)
    assert taught(labels)[BUILDING] == {INDUSTRIAL, RESIDENTIAL}
    assert taught(labels)[WATER] == {OTHER}


@given(
    st.dictionaries(st.sampled_from([0, *LEVELS.ids]), st.integers(0, 30)),
    st.sets(st.sampled_from(LEVELS.ids), max_size=2),
    st.sets(st.sampled_from(LEVELS.ids), max_size=3),
    st.booleans(),
)
def test_every_label_means_something_and_every_output_is_taught_for_certain(
    occurring: dict[int, int], ignore: set[int], classes: set[int], theme: bool
) -> None:
    try:
        labels = label_sets(LEVELS, occurring, ignore=ignore, classes=classes, other=theme and bool(classes))
    except SureCoverError:
        return
    single = labels.sets[labels.sets.sum(axis=1) == 1]
    assert single.any(axis=0).all()
    assert labels.sets[1:].any(axis=1).all()
    assert not labels.sets[0].any()
    assert not set(labels.ids) & ignore
    for class_id, meaning in taught(labels).items():
        below = {c.id for c in LEVELS.classes if class_id in LEVELS.ancestors(c.id)}
        assert class_id in meaning or meaning <= below | {OTHER} or meaning <= LEVELS.ancestors(class_id)


# --- refusals --------------------------------------------------------------------------------------


def refused(occurring: dict[int, int], scheme: ClassScheme = BASIC, **settings: Any) -> str:
    with pytest.raises(SureCoverError) as caught:
        label_sets(scheme, occurring, **settings)
    return str(caught.value)


def test_one_class_is_nothing_to_learn() -> None:
    assert refused({WATER: 5, 0: 9}).startswith(
        "Labels (LABELS) give fewer than two classes to learn (water); needed are two or more"
    )
    assert "(none)" in refused({}, label="External map (EXTERNAL)")


def test_a_chosen_class_that_occurs_nowhere_is_refused() -> None:
    message = refused({WATER: 5, BUILDING: 5}, classes=[WATER, INDUSTRIAL])
    assert "no pixel that is certainly industrial building; shown are water, building" in message


def test_a_theme_needs_something_else() -> None:
    assert "certainly other" in refused({WATER: 5}, classes=[WATER], other=True)


def test_more_labels_than_numbers_are_refused() -> None:
    scheme = ClassScheme("many", "Many", tuple(LandClass(i, f"c{i}", GREY) for i in range(1, 256)))
    assert "hold 255 classes; allowed are 254" in refused(dict.fromkeys(scheme.ids, 1), scheme)
    assert len(label_sets(scheme, dict.fromkeys(scheme.ids[:254], 1)).ids) == 254
