"""How wrong labels are, and where."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surecover.core.learning.noise import ConfidentJoint
from tests.drawings import shown

SEVERAL = np.array([[0, 0, 0], [1, 0, 0], [0, 1, 1]], bool)
"""Label 1 is output 0, label 2 is output 1 or 2."""


def single(outputs: int) -> np.ndarray:
    """Label n is output n − 1."""
    return np.vstack([np.zeros((1, outputs), bool), np.eye(outputs, dtype=bool)])


def pixels(*parts: tuple[int, tuple[float, ...], int]) -> tuple[np.ndarray, np.ndarray]:
    """A row of pixels from (label, probabilities, how many)."""
    given = np.repeat([label for label, _, _ in parts], [n for *_, n in parts])
    probabilities = np.repeat([p for _, p, _ in parts], [n for *_, n in parts], axis=0)
    return given[None].astype(np.uint8), probabilities.T[:, None].astype(np.float32)


def learnt(sets: np.ndarray, given: np.ndarray, probabilities: np.ndarray) -> ConfidentJoint:
    joint = ConfidentJoint(sets)
    joint.add(given, probabilities)
    joint.count(given, probabilities)
    return joint


def noisy(seed: int, outputs: int, shape: tuple[int, int] = (12, 9)) -> tuple[np.ndarray, np.ndarray]:
    """Labels of which some are wrong and some missing, and probabilities that mostly know."""
    random = np.random.default_rng(seed)
    true = random.integers(0, outputs, shape)
    given = np.where(random.random(shape) < 0.3, random.integers(0, outputs + 1, shape), true + 1)
    logits = random.normal(0, 1, (outputs, *shape)) + 1.5 * (np.arange(outputs)[:, None, None] == true)
    powers = np.exp(logits)
    return given.astype(np.uint8), (powers / powers.sum(axis=0)).astype(np.float32)


GIVEN = [1, 2, 2, 1, 2, 2, 2, 0, 1, 1, 0, 1, 1, 2]
PERCENT = [
    [47, 3, 50], [12, 2, 86], [9, 22, 69], [14, 56, 30], [35, 38, 27], [19, 16, 65], [3, 3, 94],
    [46, 17, 37], [10, 62, 28], [31, 13, 56], [40, 20, 40], [15, 75, 10], [17, 77, 6], [71, 10, 19],
]  # fmt: skip


def test_the_numbers_of_the_authors_program() -> None:
    """Those of cleanlab 2.9.0, which rounds the estimate to whole pixels."""
    given, probabilities = pixels(
        *((g + 1, tuple(p / 100 for p in row), 1) for g, row in zip(GIVEN, PERCENT))
    )
    joint = learnt(single(3), given, probabilities)
    assert joint.thresholds() == pytest.approx([0.43, 0.476667, 0.6], abs=1e-6)
    assert joint.joint[1:].tolist() == [[1, 0, 0], [1, 4, 0], [1, 0, 4]]
    assert (joint.estimate()[1:] * 14).round().tolist() == [[2, 0, 0], [1, 5, 0], [1, 0, 5]]


def test_a_confident_contradiction_is_a_likely_error() -> None:
    """Thresholds: 0.78 of output 0, 0.9 of output 1; only the last pixel of label 1 reaches the other's."""
    given, probabilities = pixels(
        (1, (0.9, 0.1), 8), (1, (0.5, 0.5), 1), (1, (0.1, 0.9), 1), (2, (0.1, 0.9), 5), (0, (0.1, 0.9), 2)
    )
    joint = learnt(single(2), given, probabilities)
    assert joint.thresholds() == pytest.approx([0.78, 0.9])
    assert joint.joint.tolist() == [[0, 0], [8, 1], [0, 5]]
    assert shown(joint.issues(given, probabilities)) == ".........2......."


def test_the_estimate_gives_each_label_its_share_of_the_pixels() -> None:
    given, probabilities = pixels(
        (1, (0.9, 0.1), 8), (1, (0.5, 0.5), 1), (1, (0.1, 0.9), 1), (2, (0.1, 0.9), 5)
    )
    estimate = learnt(single(2), given, probabilities).estimate()
    expected = np.array([[0, 0], [10 / 15 * 8 / 9, 10 / 15 / 9], [0, 5 / 15]])
    assert estimate == pytest.approx(expected)


def test_a_label_of_several_outputs_is_right_with_any_of_them() -> None:
    """Neither of its outputs alone is as probable as output 0, both together are more probable."""
    given, probabilities = pixels(
        (1, (0.4, 0.3, 0.3), 4), (2, (0.4, 0.35, 0.25), 4), (2, (0.4, 0.25, 0.35), 2), (2, (0.8, 0.1, 0.1), 1)
    )
    joint = learnt(SEVERAL, given, probabilities)
    assert joint.joint.tolist() == [[0, 0, 0], [4, 0, 0], [1, 4, 2]]
    assert shown(joint.issues(given, probabilities)) == "..........1"


def test_a_label_of_several_outputs_is_also_right_with_one_of_them_alone() -> None:
    """The last pixel reaches 0.52, the mean of output 1, but not 0.92, the mean of both together."""
    given, probabilities = pixels((1, (0.4, 0.3, 0.3), 1), (2, (0.0, 0.5, 0.5), 4), (2, (0.4, 0.6, 0.0), 1))
    joint = learnt(SEVERAL, given, probabilities)
    assert joint.joint.tolist() == [[0, 0, 0], [1, 0, 0], [0, 5, 0]]
    assert not joint.issues(given, probabilities).any()


def test_on_equal_probabilities_the_label_is_right() -> None:
    given, probabilities = pixels((1, (0.5, 0.5), 1), (2, (0.5, 0.5), 1))
    assert learnt(single(2), given, probabilities).joint.tolist() == [[0, 0], [1, 0], [0, 1]]


def test_an_output_that_no_label_names_alone_goes_by_the_pixels_that_seem_to_be_it() -> None:
    given, probabilities = pixels((1, (0.9, 0.05, 0.05), 3), (2, (0.1, 0.6, 0.3), 2), (2, (0.1, 0.2, 0.7), 2))
    assert learnt(SEVERAL, given, probabilities).thresholds() == pytest.approx([0.9, 0.6, 0.7])


def test_where_a_label_names_an_output_alone_only_its_pixels_make_the_threshold() -> None:
    sets = np.array([[0, 0], [1, 0], [1, 1]], bool)
    given, probabilities = pixels((1, (0.8, 0.2), 2), (2, (0.6, 0.4), 5), (2, (0.3, 0.7), 1))
    assert learnt(sets, given, probabilities).thresholds() == pytest.approx([0.8, 0.7])


def test_nothing_is_confidently_of_an_output_that_was_never_given() -> None:
    given, probabilities = pixels((1, (0.6, 0.0, 0.4), 2), (1, (0.0, 0.0, 1.0), 1), (2, (0.3, 0.4, 0.3), 2))
    joint = learnt(single(3), given, probabilities)
    assert joint.thresholds()[2] == np.inf
    assert (joint.joint[:, 2] == 0).all()
    assert not joint.issues(given, probabilities).any()


def test_a_probability_of_0_is_never_confident() -> None:
    given, probabilities = pixels((1, (0.0, 0.4), 1), (2, (0.0, 0.3), 1), (2, (0.0, 0.5), 1))
    assert learnt(single(2), given, probabilities).joint.tolist() == [[0, 0], [0, 1], [0, 1]]


def test_a_label_without_confident_pixels_counts_as_right() -> None:
    joint = learnt(SEVERAL, *pixels((1, (0.9, 0.1, 0.0), 1)))
    joint.add(*pixels((2, (0.1, 0.5, 0.4), 3)))
    assert joint.joint[2].tolist() == [0, 0, 0]
    assert joint.estimate()[2] == pytest.approx([0, 0.375, 0.375])


def test_the_report_tells_what_a_label_rather_is() -> None:
    """Of 20 pixels of label 1, 3 are surely output 1 and 1 is surely output 2."""
    given, probabilities = pixels(
        (1, (1, 0, 0), 16), (1, (0, 1, 0), 3), (1, (0, 0, 1), 1), (2, (0, 1, 0), 12), (3, (0, 0, 1), 8)
    )
    first, second, third = learnt(single(3), given, probabilities).report()
    assert (first.label, second.label, third.label) == (1, 2, 3)
    assert first.share == pytest.approx(0.5)
    assert first.confidence == pytest.approx(0.8)
    assert first.wrong == pytest.approx(0.2)
    assert [position for position, _ in first.likely] == [1, 2]
    assert [share for _, share in first.likely] == pytest.approx([0.15, 0.05])
    assert (second.wrong, second.likely) == (0, ())
    assert learnt(single(3), given, probabilities).report(most=1)[0].likely == first.likely[:1]


def test_planted_errors_are_found_and_counted() -> None:
    """Every label has errors, most are of output 0 called label 2."""
    random = np.random.default_rng(0)
    true = random.integers(0, 3, (100, 100))
    wrong = random.random(true.shape) < np.array([0.3, 0.1, 0.1])[true]
    given = np.where(wrong, (true + 1) % 3, true).astype(np.uint8) + 1
    sure = np.where(np.arange(3)[:, None, None] == true, 0.9, 0.05)
    probabilities = (sure + random.normal(0, 0.02, sure.shape)).astype(np.float32)
    joint = learnt(single(3), given, probabilities)
    for noise in joint.report():
        of_label = given == noise.label
        assert noise.share == pytest.approx(of_label.mean())
        assert noise.wrong == pytest.approx(wrong[of_label].mean(), abs=0.01)
        assert noise.likely[0][0] == (noise.label - 2) % 3
    found = joint.issues(given, probabilities)
    assert (found == np.where(wrong, true + 1, 0)).mean() > 0.99


@settings(deadline=None, max_examples=40, derandomize=True)
@given(seed=st.integers(0, 10_000), outputs=st.integers(2, 5))
def test_labels_of_one_output_follow_the_papers_definition(seed: int, outputs: int) -> None:
    given_, probabilities = noisy(seed, outputs)
    joint = learnt(single(outputs), given_, probabilities)
    means = [probabilities[c][given_ == c + 1].mean(dtype=np.float64) for c in range(outputs)]
    expected = np.zeros((outputs + 1, outputs), int)
    issues = np.zeros(given_.shape, int)
    for place in np.argwhere(given_ > 0):
        row, col = place
        reached = {c: probabilities[c, row, col] for c in range(outputs)
                   if probabilities[c, row, col] >= means[c] - 1e-6}  # fmt: skip
        if reached:
            likely = max(reached, key=reached.__getitem__)
            expected[given_[row, col], likely] += 1
            issues[row, col] = likely + 1 if likely + 1 != given_[row, col] else 0
    assert joint.joint.tolist() == expected.tolist()
    assert joint.issues(given_, probabilities).tolist() == issues.tolist()


@settings(deadline=None, max_examples=40, derandomize=True)
@given(seed=st.integers(0, 10_000), cuts=st.lists(st.integers(1, 11), max_size=3, unique=True))
def test_how_the_map_is_cut_has_no_influence(seed: int, cuts: list[int]) -> None:
    given_, probabilities = noisy(seed, 3)
    given_ = np.minimum(given_, len(SEVERAL) - 1)
    whole = learnt(SEVERAL, given_, probabilities)
    edges = [0, *sorted(cuts), len(given_)]
    parts = [slice(*ends) for ends in zip(edges, edges[1:])]
    cut = ConfidentJoint(SEVERAL)
    for look in (cut.add, cut.count):
        for part in parts:
            look(given_[part], probabilities[:, part])
    assert (cut.estimate() == whole.estimate()).all()
    found = [cut.issues(given_[part], probabilities[:, part]) for part in parts]
    assert (np.concatenate(found) == whole.issues(given_, probabilities)).all()
    assert cut.report() == whole.report()


@settings(deadline=None, max_examples=40, derandomize=True)
@given(seed=st.integers(0, 10_000))
def test_an_issue_is_never_what_the_label_allows_nor_where_there_is_none(seed: int) -> None:
    given_, probabilities = noisy(seed, 3)
    given_ = np.minimum(given_, len(SEVERAL) - 1)
    joint = learnt(SEVERAL, given_, probabilities)
    found = joint.issues(given_, probabilities)
    assert not found[given_ == 0].any()
    doubtful = found > 0
    assert not SEVERAL[given_[doubtful], found[doubtful] - 1].any()
    assert joint.estimate().sum() == pytest.approx(1)


def test_without_labels_there_is_nothing_to_say() -> None:
    joint = learnt(single(2), np.zeros((2, 2), np.uint8), np.full((2, 2, 2), np.nan, np.float32))
    assert joint.report() == []
    assert not joint.estimate().any()
