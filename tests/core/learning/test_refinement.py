"""Labels that the model contradicts, set aside."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surecover.core.learning.refinement import Refinement, relative, scores
from tests.drawings import draw, shown

SETS = np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 1, 1]], bool)
"""Label 1 is output 0, label 2 is output 1, label 3 is output 1 or 2."""

Map = tuple[np.ndarray, np.ndarray]


def labels_of(picture: str) -> np.ndarray:
    return draw(picture, dtype="uint8")


def probabilities_of(pixels: list[tuple[float, ...]]) -> np.ndarray:
    """(outputs, 1, pixels) from the outputs of each pixel."""
    return np.array(pixels, np.float32).T[:, None]


def refined(given: np.ndarray, found: np.ndarray, protect: float) -> np.ndarray:
    refinement = Refinement(SETS, protect)
    refinement.add(given, found)
    return refinement.apply(given, found)


@st.composite
def maps(draw_from: st.DrawFn) -> Map:
    """Label numbers and scores of a small map."""
    random = np.random.default_rng(draw_from(st.integers(0, 10_000)))
    shape = draw_from(st.integers(1, 12)), draw_from(st.integers(1, 12))
    given = random.integers(0, len(SETS), shape).astype(np.uint8)
    values = draw_from(st.sampled_from([[0, 7, 255], list(range(256))]))
    return given, np.where(given > 0, random.choice(values, shape), 0).astype(np.uint8)


def test_the_score_says_how_far_the_prediction_supports_the_label() -> None:
    given = labels_of("1 1 2 3 3 0")
    probabilities = probabilities_of([
        (0.6, 0.3, 0.1),  # predicted is what the label allows
        (0.25, 0.7, 0.05),  # a quarter for the label: 254 · 0.25 = 63.5
        (0.5, 0.5, 0.0),  # of equals the first is predicted
        (0.3, 0.3, 0.4),  # one of the two it allows
        (0.5, 0.125, 0.375),  # half for both together
        (1.0, 0.0, 0.0),
    ])  # fmt: skip
    assert scores(given, probabilities, SETS).tolist() == [[255, 63, 127, 255, 127, 0]]


def test_no_disagreement_scores_as_an_agreement() -> None:
    """Rounding may bring a sum above 1, and many small allowed outputs may exceed the predicted one."""
    probabilities = probabilities_of([(0.34, 0.33, 0.33)]) * np.float32(1.6)
    assert scores(labels_of("3"), probabilities, SETS).tolist() == [[254]]


def test_pixels_without_label_may_lack_a_prediction() -> None:
    probabilities = np.full((3, 1, 2), np.nan, np.float32)
    probabilities[:, 0, 1] = 0.2, 0.8, 0
    assert scores(labels_of("0 2"), probabilities, SETS).tolist() == [[0, 255]]


def test_a_rare_class_is_predicted_where_it_is_more_probable_than_usual() -> None:
    """Where output 0 is it usually has 0.8; output 1, often taught as 0, has 0.2; 2 was never seen."""
    typical = np.array([0.8, 0.2, np.inf])
    probabilities = probabilities_of([
        (0.7, 0.3, 0.0),  # 0.7 / 0.8 to 0.3 / 0.2, that is 7 : 12
        (0.8, 0.1, 0.1),  # 1 to 0.5
        (0.4, 0.1, 0.5),  # equals, whatever the unseen one has
    ])  # fmt: skip
    found = relative(probabilities, typical)
    assert found.dtype == np.float32
    np.testing.assert_allclose(found[:, 0].T, [[7 / 19, 12 / 19, 0], [2 / 3, 1 / 3, 0], [0.5, 0.5, 0]], 1e-6)
    labels = labels_of("2 2 2")
    assert scores(labels, probabilities, SETS).tolist() == [[76, 25, 25]], "by the paper's rule none stays"
    assert scores(labels, found, SETS).tolist() == [[255, 84, 127]]


def test_what_is_usually_alike_for_all_changes_no_order() -> None:
    probabilities = np.random.default_rng(0).dirichlet(np.ones(3), (4, 5)).transpose(2, 0, 1)
    found = relative(probabilities.astype(np.float32), np.full(3, 0.4))
    assert found == pytest.approx(probabilities, abs=1e-6)


def test_where_nothing_is_predicted_nothing_becomes_probable() -> None:
    assert not relative(np.zeros((3, 1, 2), np.float32), np.array([0.5, 0.5, np.inf])).any()


def test_the_paper_keeps_labels_where_the_prediction_agrees() -> None:
    given = labels_of("""
        1 1 1 2
        1 1 2 2
        3 3 0 2
    """)
    found = draw("""
        # # 9 #
        # 9 9 9
        9 8 . #
    """, {"#": 255}, dtype="uint8")  # fmt: skip
    assert shown(refined(given, found, protect=0)) == "11.2\n1...\n...2"


def test_of_a_rare_class_its_best_supported_pixels_stay() -> None:
    """A quarter of each label: 1 has it by agreement; 2 gets its first 2 of 5; of 3 the two are tied."""
    given = labels_of("1 1 1 2 2 2 2 2 3 3 3")
    found = np.array([[255, 9, 9, 5, 7, 200, 6, 8, 50, 50, 40]], np.uint8)
    assert shown(refined(given, found, protect=0.25)) == "1....2.233."


def test_the_log_says_how_many_pixels_were_given_and_kept() -> None:
    refinement = Refinement(SETS, protect=0)
    refinement.add(labels_of("0 1 1 2"), np.array([[0, 255, 9, 9]], np.uint8))
    refinement.add(labels_of("1"), np.array([[255]], np.uint8))
    assert refinement.kept().tolist() == [[0, 0], [3, 2], [1, 0], [0, 0]]


@settings(deadline=None, max_examples=100, derandomize=True)
@given(drawn=maps(), protect=st.sampled_from([0.0, 0.1, 0.5, 0.9, 1.0]))
def test_at_least_the_protected_share_and_every_agreement_is_kept(drawn: Map, protect: float) -> None:
    given_, found = drawn
    kept = refined(given_, found, protect)
    assert ((kept == 0) | (kept == given_)).all(), "no label is invented"
    for label in range(1, len(SETS)):
        of_label = given_ == label
        stays = kept[of_label] > 0
        assert stays.sum() >= protect * of_label.sum()
        assert stays[found[of_label] == 255].all()
        worst = found[of_label][stays].min(initial=255)
        assert (found[of_label][~stays] < worst).all(), "the highest scores stay, of equals all or none"
        better = found[of_label] > worst
        assert worst == 255 or better.sum() < protect * of_label.sum(), "and no more than needed"


@settings(deadline=None, max_examples=50, derandomize=True)
@given(drawn=maps())
def test_full_protection_keeps_everything_and_none_keeps_the_agreements(drawn: Map) -> None:
    given_, found = drawn
    assert (refined(given_, found, protect=1) == given_).all()
    assert (refined(given_, found, protect=0) == np.where(found == 255, given_, 0)).all()


@settings(deadline=None, max_examples=50, derandomize=True)
@given(drawn=maps(), cut=st.integers(0, 12), seed=st.integers(0, 10_000))
def test_how_the_map_is_cut_has_no_influence(drawn: Map, cut: int, seed: int) -> None:
    given_, _ = drawn
    random = np.random.default_rng(seed)
    probabilities = random.dirichlet(np.ones(3), given_.shape).transpose(2, 0, 1).astype(np.float32)
    whole = scores(given_, probabilities, SETS)
    parts = [slice(0, cut), slice(cut, None)]
    found = [scores(given_[part], probabilities[:, part], SETS) for part in parts]
    assert (np.concatenate(found) == whole).all()
    refinement = Refinement(SETS, protect=0.4)
    for part, of_part in zip(parts, found):
        refinement.add(given_[part], of_part)
    again = [refinement.apply(given_[part], of_part) for part, of_part in zip(parts, found)]
    assert (np.concatenate(again) == refined(given_, whole, protect=0.4)).all()
    assert refinement.kept()[1:, 1].sum() == (np.concatenate(again) > 0).sum()


def test_a_label_that_was_set_aside_comes_back_when_the_model_agrees() -> None:
    given = labels_of("1 2")
    first = refined(given, np.array([[255, 9]], np.uint8), protect=0)
    second = refined(given, np.array([[9, 255]], np.uint8), protect=0)
    assert (shown(first), shown(second)) == ("1.", ".2")


@pytest.mark.parametrize("label", [1, 2, 3])
def test_labels_stay_small_numbers(label: int) -> None:
    given = np.full((2, 2), label, np.uint8)
    assert refined(given, np.full((2, 2), 255, np.uint8), protect=0).dtype == np.uint8
