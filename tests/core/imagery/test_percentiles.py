"""Percentiles from two looks at the numbers: the very ones that sorting gives."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from surecover.core.imagery.percentiles import percentiles

FLOATS = st.floats(width=32, allow_nan=False, allow_infinity=False)


@settings(deadline=None, max_examples=40, derandomize=True)
@given(
    numbers=hnp.arrays(np.float32, st.integers(1, 60), elements=FLOATS),
    percents=st.lists(st.integers(1, 100), min_size=1, max_size=3),
    parts=st.integers(1, 4),
)
def test_they_are_those_of_the_sorted_numbers_however_they_come(
    numbers: np.ndarray, percents: list[int], parts: int
) -> None:
    ranks = [-(-len(numbers) * percent // 100) for percent in percents]
    found = percentiles(lambda look: np.array_split(numbers, parts), percents)
    assert found == np.sort(numbers)[np.array(ranks) - 1].tolist()


def test_numbers_that_differ_in_the_last_bit_are_told_apart() -> None:
    one = np.float32(-12.5)
    numbers = np.array([one, np.nextafter(one, np.float32(0))] * 50, np.float32)
    assert percentiles(lambda look: [numbers], [50, 51]) == [float(numbers[0]), float(numbers[1])]


@pytest.mark.parametrize("parts", [[], [np.empty(0, np.float32)]])
def test_of_nothing_there_are_none(parts: list[np.ndarray]) -> None:
    assert percentiles(lambda look: parts, [2, 98]) == []
