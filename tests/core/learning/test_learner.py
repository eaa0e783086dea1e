"""Drawn pixels whose labels a model contradicts are set aside before it learns again."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np

from surecover.core.learning.learner import refined_sample

SETS = np.array([[0, 0], [1, 0], [0, 1]], bool)
ECHO: Any = SimpleNamespace(predict=lambda inputs: inputs)
"""A model whose inputs are its probabilities."""


def kept(labels: list[int], second: list[float], protect: float) -> list[int]:
    """Positions of the pixels that stay, given the probability of the second output."""
    probabilities = np.array([[1 - p, p] for p in second], np.float32)
    return refined_sample(ECHO, probabilities, np.array(labels, np.uint8), SETS, protect).tolist()


def test_the_papers_rule_keeps_the_labels_that_the_model_agrees_with() -> None:
    assert kept([1, 1, 1, 1, 2, 2], [0.1, 0.1, 0.8, 0.1, 0.6, 0.7], protect=0) == [0, 1, 3, 4, 5]


def test_with_protection_what_is_kept_of_a_label_occurs_as_often_as_all_of_it_did() -> None:
    assert kept([1, 1, 1, 1, 2, 2], [0.1, 0.1, 0.8, 0.1, 0.6, 0.7], protect=0.1) == [0, 1, 3, 0, 4, 5]


def test_a_rare_label_stays_where_it_is_more_probable_than_usual() -> None:
    """Usual for it is the mean of 0.4, 0.4 and 0.1; the model never finds it the most probable."""
    labels, second = [1, 1, 1, 2, 2, 2], [0.1, 0.1, 0.1, 0.4, 0.4, 0.1]
    assert kept(labels, second, protect=0) == [0, 1, 2]
    assert kept(labels, second, protect=0.1) == [0, 1, 2, 3, 4, 3]
