"""A temperature makes models as sure as they are right."""

from __future__ import annotations

import numpy as np
import pytest

from surecover.core.learning.crossfitting import temperature_of

SETS = np.array([[False, False, False], [True, False, False], [False, True, False], [False, False, True],
                 [True, True, False]])  # fmt: skip


def drawn(temperature: float, number: int = 60_000) -> tuple[np.ndarray, np.ndarray]:
    """Probabilities at temperature 1 whose labels were drawn from those at another one."""
    rng = np.random.default_rng(0)
    logits = rng.normal(0, 1.5, (3, number))
    true = np.exp(logits / temperature)
    labels = (rng.random(number) > np.cumsum(true / true.sum(axis=0), axis=0)).sum(axis=0) + 1
    shown = np.exp(logits)
    return (shown / shown.sum(axis=0)).astype(np.float32), labels.astype(np.uint8)


@pytest.mark.parametrize("temperature", [0.5, 1.0, 2.0])
def test_the_temperature_that_drew_the_labels_is_found(temperature: float) -> None:
    probabilities, labels = drawn(temperature)
    assert temperature_of(probabilities, labels, SETS) == pytest.approx(temperature, rel=0.05)


def test_labels_of_several_outputs_count_for_all_of_them() -> None:
    probabilities, labels = drawn(0.5)
    coarse = np.where(labels < 3, 4, labels)
    assert temperature_of(probabilities, coarse, SETS) == pytest.approx(0.5, rel=0.08)


def test_certain_and_right_models_are_not_made_endlessly_sure() -> None:
    probabilities = np.tile(np.float32([[0.9], [0.05], [0.05]]), 100)
    assert temperature_of(probabilities, np.ones(100, np.uint8), SETS) == pytest.approx(0.2, rel=0.01)
    assert temperature_of(probabilities[:, :0], np.ones(0, np.uint8), SETS) == 1
