"""What a training says of its held-out pixels, worked out by hand."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from surecover.core.learning.labels import Labels
from surecover.core.learning.scores import FIGURES, cross_validated, held_out, scores
from surecover.core.model.card import OTHER
from surecover.core.scheme import ClassScheme, LandClass, load_scheme
from surecover.core.trust.metrics import measure, settle_levels

WATER, GRASS, FOREST, BARREN, INDUSTRIAL, RESIDENTIAL, BUILDING, OPEN = range(1, 9)
BASIC6 = load_scheme("basic6")
ABC = ClassScheme("abc", "ABC", tuple(LandClass(n, "abc"[n - 1], (n, n, n)) for n in (1, 2, 3)))


def taught(scheme: ClassScheme, outputs: tuple[int, ...], allowed: dict[int, tuple[int, ...]]) -> Labels:
    """Labels by class id with the outputs that each allows."""
    sets = [
        [False] * len(outputs),
        *([output in allows for output in outputs] for allows in allowed.values()),
    ]
    return Labels(scheme, outputs, tuple(allowed), np.array(sets))


def of(values: dict[str, Any], name: str) -> dict[str, Any]:
    return next(entry for entry in values["classes"] if entry["name"] == name)


def table(*rows: tuple[int, ...]) -> np.ndarray:
    """The matrix of labels and outputs, below the empty row of the label 0."""
    return np.array([[0] * len(rows[0]), *rows])


PLAIN = taught(ABC, (1, 2, 3), {1: (1,), 2: (2,), 3: (3,)})


def test_figures_of_three_plain_classes() -> None:
    told = scores(table((6, 2, 0), (1, 9, 0), (0, 2, 0)), PLAIN)
    assert told["pixels"] == 20
    assert told["oa"] == pytest.approx(15 / 20)
    assert told["aa"] == pytest.approx((6 / 8 + 9 / 10 + 0) / 3, abs=1e-6)
    assert told["miou"] == pytest.approx((6 / 9 + 9 / 14 + 0) / 3, abs=1e-6)
    f1 = (12 / 15, 18 / 23, 0)
    assert told["macro_f1"] == pytest.approx(sum(f1) / 3, abs=1e-6)
    assert told["weighted_f1"] == pytest.approx((8 * f1[0] + 10 * f1[1]) / 20, abs=1e-6)
    chance = (8 * 7 + 10 * 13 + 2 * 0) / 400
    assert told["kappa"] == pytest.approx((0.75 - chance) / (1 - chance), abs=1e-6)
    (level,) = told["levels"]
    assert of(level, "b") == {
        "id": 2, "name": "b", "color": "#020202", "precision": pytest.approx(9 / 13, abs=1e-6), "recall": 0.9,
        "f1": pytest.approx(18 / 23, abs=1e-6), "iou": pytest.approx(9 / 14, abs=1e-6), "support": 10,
        "predicted": 13,
    }  # fmt: skip


def test_the_precision_of_a_class_that_was_never_predicted_is_not_estimable_rather_than_one_or_zero() -> None:
    (level,) = scores(table((6, 2, 0), (1, 9, 0), (0, 2, 0)), PLAIN)["levels"]
    assert (of(level, "c")["precision"], of(level, "c")["recall"], of(level, "c")["iou"]) == (None, 0, 0)


def test_a_class_that_occurs_nowhere_has_no_figures_and_no_part_in_the_means() -> None:
    told = scores(table((3, 1, 0), (0, 4, 0), (0, 0, 0)), PLAIN)
    absent = of(told["levels"][0], "c")
    assert [absent[figure] for figure in ("precision", "recall", "f1", "iou")] == [None] * 4
    assert told["miou"] == pytest.approx((3 / 4 + 4 / 5) / 2)


def test_nothing_held_out_tells_nothing() -> None:
    told = scores(table((0, 0, 0), (0, 0, 0), (0, 0, 0)), PLAIN)
    assert [told[figure] for figure in FIGURES] == [None] * len(FIGURES)
    assert told["pixels"] == 0


FINE = taught(
    BASIC6,
    (WATER, GRASS, BARREN, INDUSTRIAL, RESIDENTIAL),
    {
        WATER: (WATER,), GRASS: (GRASS,), BARREN: (BARREN,), INDUSTRIAL: (INDUSTRIAL,),
        RESIDENTIAL: (RESIDENTIAL,), OPEN: (GRASS, BARREN),
    },
)  # fmt: skip
CONFUSED = table(
    (5, 0, 0, 0, 0), (0, 4, 1, 0, 0), (0, 2, 3, 0, 0), (0, 0, 0, 2, 3), (0, 0, 0, 1, 4), (1, 6, 2, 0, 1)
)


def test_each_level_is_told_the_coarsest_first() -> None:
    told = scores(CONFUSED, FINE)
    coarse, fine = told["levels"]
    assert (coarse["level"], fine["level"]) == (1, 2)
    assert [entry["name"] for entry in coarse["classes"]] == ["water", "building", "open land"]
    assert [entry["id"] for entry in fine["classes"]] == list(FINE.outputs)
    assert told["oa"] == fine["oa"] == pytest.approx((5 + 4 + 3 + 2 + 4 + 6 + 2) / 35, abs=1e-6)
    assert coarse["oa"] == pytest.approx((5 + 10 + 10 + 8) / 35, abs=1e-6)


def test_a_coarse_label_is_right_where_the_prediction_is_one_of_its_classes() -> None:
    coarse, fine = scores(CONFUSED, FINE)["levels"]
    grass = of(fine, "grass")
    assert (grass["support"], grass["predicted"]) == (4 + 1 + 6, 4 + 2 + 6)
    assert grass["precision"] == pytest.approx(10 / 12, abs=1e-6)
    open_land = of(coarse, "open land")
    assert open_land["support"] == 20
    assert open_land["recall"] == pytest.approx(18 / 20)


def test_a_wrong_coarse_label_spoils_the_class_that_was_predicted_but_no_mean() -> None:
    _, fine = scores(CONFUSED, FINE)["levels"]
    assert of(fine, "water")["precision"] == pytest.approx(5 / 6, abs=1e-6)
    assert len(fine["classes"]) == 5
    assert fine["aa"] == pytest.approx((1 + 10 / 11 + 5 / 7 + 2 / 5 + 4 / 5) / 5, abs=1e-6)


def test_a_parent_that_is_an_output_of_its_own_does_not_contradict_its_children() -> None:
    labels = taught(
        BASIC6, (WATER, RESIDENTIAL, BUILDING),
        {WATER: (WATER,), RESIDENTIAL: (RESIDENTIAL,), BUILDING: (BUILDING,)},
    )  # fmt: skip
    told = scores(table((5, 0, 0), (0, 3, 2), (1, 4, 2)), labels)
    assert told["oa"] == pytest.approx(16 / 17, abs=1e-6)
    assert of(told["levels"][-1], "building")["support"] == 2 + 2 + 1


def test_the_rest_of_a_theme_is_a_class_like_the_others() -> None:
    labels = taught(BASIC6, (WATER, OTHER), {WATER: (WATER,), GRASS: (OTHER,), FOREST: (OTHER,)})
    told = scores(table((8, 2), (1, 3), (0, 6)), labels)
    (level,) = told["levels"]
    assert [entry["name"] for entry in level["classes"]] == ["water", "other"]
    assert of(level, "other")["support"] == 10
    assert told["miou"] == pytest.approx((8 / 11 + 9 / 12) / 2, abs=1e-6)
    assert told["kappa"] == pytest.approx((0.85 - 0.5) / (1 - 0.5), abs=1e-6)


def test_a_label_that_allows_every_output_tells_nothing() -> None:
    labels = taught(
        BASIC6,
        (RESIDENTIAL, OTHER),
        {RESIDENTIAL: (RESIDENTIAL,), WATER: (OTHER,), BUILDING: (RESIDENTIAL, OTHER)},
    )
    told = scores(table((3, 1), (1, 5), (70, 30)), labels)
    assert (told["pixels"], told["oa"]) == (10, 0.8)


def test_the_three_levels_of_corine() -> None:
    corine = load_scheme("clc44")
    mapped = tuple(corine.find(name).id for name in ("111", "112", "121", "211", "523"))
    labels = taught(corine, mapped, {class_id: (class_id,) for class_id in mapped})
    told = scores(table(*(tuple(row) for row in (np.eye(5, dtype=int) + 1).tolist())), labels)
    assert [len(level["classes"]) for level in told["levels"]] == [3, 4, 5]
    assert [level["oa"] for level in told["levels"]] == [
        pytest.approx(right / 30, abs=1e-6) for right in ((9 + 3) + 2 + 2, (4 + 2) + 2 + 2 + 2, 10)
    ]


@settings(deadline=None, max_examples=40, derandomize=True)
@given(arrays(np.int64, (6, 5), elements=st.integers(0, 4)))
def test_the_finest_level_is_what_pixels_compared_with_settled_references_give(counts: np.ndarray) -> None:
    reference, predicted = (
        np.repeat([ids[place] for place in places], counts.ravel())
        for ids, places in zip((FINE.ids, FINE.outputs), np.indices(counts.shape).reshape(2, -1))
    )
    settled = settle_levels(reference, predicted, BASIC6)
    ids = (OPEN, *FINE.outputs)
    pairs = [((settled == true) & (predicted == mapped)).sum() for true in ids for mapped in ids]
    oracle = measure(np.reshape(pairs, (6, 6)), (0, *FINE.outputs))
    told = scores(np.vstack([np.zeros((1, 5), np.int64), counts]), FINE)
    for figure in FIGURES:
        expected = getattr(oracle, figure)
        assert told[figure] == (None if expected is None else pytest.approx(expected, abs=1e-6))


def test_what_the_page_is_told_names_rows_and_columns() -> None:
    told = held_out("one part in five", CONFUSED, FINE)
    assert told["rows"][-1] == "open land"
    assert told["columns"] == [
        "water",
        "grass",
        "barren",
        "industrial building",
        "residential building",
    ]
    assert told["matrix"][-1] == [1, 6, 2, 0, 1]
    assert json.loads(json.dumps(told, allow_nan=False)) == told


def test_folds_are_summed_up_by_mean_and_standard_deviation_of_those_that_tell_a_figure() -> None:
    matrices = (table((9, 1, 0), (1, 9, 0), (0, 0, 0)), table((7, 3, 0), (3, 7, 0), (0, 0, 0)))
    folds = [(name, scores(matrix, PLAIN)) for name, matrix in zip(("north", "south"), matrices)]
    told = cross_validated(folds)
    (level,) = told["levels"]
    assert level["oa"] == {"mean": 0.8, "sd": pytest.approx(0.2 / np.sqrt(2), abs=1e-6), "folds": 2}
    assert of(level, "c")["recall"] is None
    assert [fold["name"] for fold in told["folds"]] == ["north", "south"]


def test_a_class_that_one_fold_alone_tells_has_no_standard_deviation() -> None:
    matrices = (table((9, 1, 0), (1, 9, 0), (0, 0, 0)), table((9, 1, 0), (1, 9, 0), (0, 1, 3)))
    (level,) = cross_validated([(str(n), scores(m, PLAIN)) for n, m in enumerate(matrices)])["levels"]
    assert of(level, "c")["recall"] == {"mean": 0.75, "sd": None, "folds": 1}
