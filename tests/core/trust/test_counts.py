"""Counting numbers by group and rows, in lots."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surecover.core.trust import counts
from surecover.core.trust.counts import DistinctRows, GroupedCounts

pairs = st.lists(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 6)), max_size=30), max_size=5)


@settings(deadline=None, max_examples=60, derandomize=True)
@given(pairs, st.sampled_from([1, 7, 10**4]))
def test_grouped_counts_are_those_of_a_counter(lots: list[list[tuple[int, int]]], pending: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(counts, "_PENDING", pending)
        counted = GroupedCounts(7)
        for lot in lots:
            groups, numbers = np.array(lot, np.int64).reshape(-1, 2).T
            counted.add(groups, numbers)
        found = zip(*(array.tolist() for array in counted.found()))
        assert {(g, n): k for g, n, k in found} == Counter(pair for lot in lots for pair in lot)


@settings(deadline=None, max_examples=60, derandomize=True)
@given(pairs)
def test_distinct_rows_are_those_of_a_counter(lots: list[list[tuple[int, int]]]) -> None:
    counted = DistinctRows(2)
    for lot in lots:
        counted.add(np.array(lot, np.int64).reshape(-1, 2).T)
    rows, found = counted.found()
    assert rows.shape[0] == 2
    told = dict(zip(map(tuple, rows.T.tolist()), found.tolist()))
    assert told == Counter(pair for lot in lots for pair in lot)


def test_counts_grow_with_what_occurs_not_with_what_is_counted() -> None:
    rng = np.random.default_rng(1)
    counted, rows = GroupedCounts(8), DistinctRows(2)
    for _ in range(30):
        groups, numbers = rng.integers(0, 5, 200_000), rng.integers(0, 8, 200_000)
        counted.add(groups, numbers)
        rows.add([groups, numbers])
    assert counted._waiting.size == 2 * counts._PENDING
    assert len(counted._keys) <= 40
    assert sum(len(part) for _, part in rows._parts) <= 2 * 40
    assert counted.found()[2].sum() == rows.found()[1].sum() == 6_000_000
