from __future__ import annotations

import numpy as np
import pytest
import sklearn.metrics as oracle
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from surecover.core.scheme import load_scheme
from surecover.core.trust.metrics import Confusion, settle_levels
from tests.drawings import draw, shown

REFERENCE = draw("""
    1 1 1 1
    2 2 2 .
    3 3 . .
""")
MAP = draw("""
    1 1 1 2
    2 2 1 1
    1 2 3 .
""")


def confusion(reference: np.ndarray, predicted: np.ndarray, classes: tuple[int, ...]) -> Confusion:
    counted = Confusion(classes)
    counted.add(reference, predicted)
    return counted


def test_rows_are_the_reference_and_columns_the_map_and_nodata_is_not_counted() -> None:
    assert confusion(REFERENCE, MAP, (1, 2, 3)).matrix.tolist() == [[3, 1, 0], [1, 2, 0], [1, 1, 0]]


def test_the_figures_equal_those_worked_by_hand() -> None:
    figures = confusion(REFERENCE, MAP, (1, 2, 3)).metrics()

    first = figures.classes[1]
    assert (first.precision, first.recall, first.f1, first.iou) == (3 / 5, 3 / 4, 6 / 9, 3 / 6)
    assert (first.reference, first.mapped) == (4, 5)
    assert figures.pixels == 9
    assert figures.oa == 5 / 9
    assert figures.aa == pytest.approx((3 / 4 + 2 / 3 + 0) / 3)
    assert figures.miou == pytest.approx((3 / 6 + 2 / 5 + 0) / 3)
    assert figures.macro_f1 == pytest.approx((6 / 9 + 4 / 7 + 0) / 3)
    assert figures.weighted_f1 == pytest.approx((4 * 6 / 9 + 3 * 4 / 7) / 9)
    chance = (4 * 5 + 3 * 4 + 2 * 0) / 81
    assert figures.kappa == pytest.approx((5 / 9 - chance) / (1 - chance))


def test_a_class_that_is_never_mapped_has_no_precision_but_a_recall_of_nothing() -> None:
    third = confusion(REFERENCE, MAP, (1, 2, 3)).metrics().classes[3]
    assert third.precision is None
    assert (third.recall, third.f1, third.iou) == (0, 0, 0)


def test_a_class_that_occurs_nowhere_cannot_be_estimated_and_leaves_the_means_alone() -> None:
    with_absent = confusion(REFERENCE, MAP, (1, 2, 3, 9)).metrics()
    without = confusion(REFERENCE, MAP, (1, 2, 3)).metrics()
    absent = with_absent.classes[9]
    assert (absent.precision, absent.recall, absent.f1, absent.iou) == (None, None, None, None)
    assert (with_absent.miou, with_absent.macro_f1, with_absent.aa) == (
        without.miou, without.macro_f1, without.aa,
    )  # fmt: skip


def test_without_pixels_nothing_can_be_estimated() -> None:
    figures = Confusion((1, 2)).metrics()
    assert figures.pixels == 0
    assert {figures.oa, figures.aa, figures.miou, figures.macro_f1, figures.weighted_f1, figures.kappa} == {
        None
    }


def test_kappa_cannot_be_estimated_where_one_class_is_everywhere() -> None:
    assert confusion(np.ones((2, 2), int), np.ones((2, 2), int), (1, 2)).metrics().kappa is None


def test_only_valid_pixels_are_counted() -> None:
    counted = Confusion((1, 2, 3))
    counted.add(REFERENCE, MAP, valid=REFERENCE == 1)
    assert counted.matrix.sum(axis=1).tolist() == [4, 0, 0]


def test_ids_outside_the_scheme_are_not_counted() -> None:
    counted = confusion(np.array([1, 99, -5, 65535]), np.array([1, 1, 1, 1]), (1, 7))
    assert counted.matrix.tolist() == [[1, 0], [0, 0]]


CLASSES = (1, 2, 5)
MAPS = arrays(np.uint8, (6, 7), elements=st.sampled_from(CLASSES))


@settings(deadline=None, max_examples=60, derandomize=True)
@given(MAPS, MAPS, st.integers(1, 6))
def test_streamed_figures_equal_scikit_learns(reference: np.ndarray, predicted: np.ndarray, cut: int) -> None:
    counted = Confusion(CLASSES)
    counted.add(reference[:cut], predicted[:cut])
    counted.add(reference[cut:], predicted[cut:])
    figures = counted.metrics()

    true, mapped = reference.ravel(), predicted.ravel()
    present = np.union1d(true, mapped)
    assert counted.matrix.tolist() == oracle.confusion_matrix(true, mapped, labels=CLASSES).tolist()
    assert figures.oa == pytest.approx(oracle.accuracy_score(true, mapped))
    assert figures.macro_f1 == pytest.approx(
        oracle.f1_score(true, mapped, labels=present, average="macro", zero_division=0)
    )
    assert figures.weighted_f1 == pytest.approx(
        oracle.f1_score(true, mapped, average="weighted", zero_division=0)
    )
    assert figures.miou == pytest.approx(
        oracle.jaccard_score(true, mapped, labels=present, average="macro", zero_division=0)
    )
    occurring = np.unique(true)
    assert figures.aa == pytest.approx(
        oracle.recall_score(true, mapped, labels=occurring, average="macro", zero_division=0)
    )
    if len(present) > 1:
        assert figures.kappa == pytest.approx(oracle.cohen_kappa_score(true, mapped))
    else:
        assert figures.kappa is None


def test_a_coarser_or_finer_reference_does_not_contradict_the_map() -> None:
    """basic6: 7 building = {5, 6}, 8 open land = {2, 4}."""
    reference = draw("""
        7 7 7 8
        5 6 3 0
    """)
    predicted = draw("""
        5 6 3 2
        7 5 3 1
    """)
    settled = settle_levels(reference, predicted, load_scheme("basic6"))
    assert shown(settled) == "5672\n763."
    assert shown(reference) == "7778\n563."
