"""How the confidence is distributed over a map, and what it lets expect: against hand and brute force."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surecover.core.trust.certainty import BINS, SHOWN_BINS, ConfidenceTally

CLASSES = [{"id": 1, "name": "water", "color": "#0000ff"}, {"id": 2, "name": "grass", "color": "#00ff00"}]
ZONES = [{"id": 1, "name": "north"}, {"id": 2, "name": "south"}]


def figures(
    confidence: object, classes: object = 1, codes: object = 1, evidence: object = 1, zones: object = 0
) -> dict[str, Any] | None:
    """Figures of pixels in one row; single values stand for all of them."""
    values = np.atleast_2d(np.asarray(confidence, "float32"))
    whole = [np.broadcast_to(np.asarray(v), values.shape) for v in (classes, codes, evidence, zones)]
    tally = ConfidenceTally(len(CLASSES), len(ZONES))
    tally.add(whole[0], whole[1], values, evidence=whole[2], zones=whole[3])
    return tally.figures(CLASSES, ZONES)


def told(*confidence: float, **layers: object) -> dict[str, Any]:
    found = figures(list(confidence), **layers)
    assert found is not None
    return found


def test_twenty_pixels_by_hand() -> None:
    found = told(0.2, *[0.6] * 9, *[0.95] * 10)
    assert (found["pixels"], found["mean"]) == (20, pytest.approx((0.2 + 5.4 + 9.5) / 20))
    assert found["below"] == [
        {"confidence": 0.5, "share": 0.05}, {"confidence": 0.7, "share": 0.5},
        {"confidence": 0.9, "share": 0.5},
    ]  # fmt: skip
    worst, tenth, fifth = found["least_certain"]
    expected = 0.8 + 9 * 0.4 + 10 * 0.05
    assert worst == {
        "share": 0.05, "confidence": pytest.approx(0.2), "wrong": pytest.approx(0.8),
        "wrong_elsewhere": pytest.approx((expected - 0.8) / 19, abs=1e-6),
        "of_all_wrong": pytest.approx(0.8 / expected, abs=1e-6),
    }  # fmt: skip
    assert tenth["wrong"] == pytest.approx((0.8 + 0.4) / 2)
    assert fifth["wrong"] == pytest.approx((0.8 + 3 * 0.4) / 4)
    assert fifth["confidence"] == pytest.approx(0.6)
    assert found["curve"][0] == [0.0, 0.0]
    assert found["curve"][1] == [0.05, pytest.approx(0.8 / expected, abs=1e-4)]
    assert found["curve"][-1] == [1.0, 1.0]


def test_equal_confidences_have_themselves_as_quartiles() -> None:
    (code,) = told(*[0.753] * 7)["codes"]
    assert (code["lower"], code["median"], code["upper"], code["mean"]) == pytest.approx((0.753,) * 4)


def test_quartiles_are_told_by_reliability_and_by_evidence() -> None:
    found = told(0.9, 0.8, 0.7, 0.6, 0.1, codes=[1, 1, 1, 1, 3], evidence=[1, 1, 2, 2, 5])
    high, low = found["codes"]
    assert (high["name"], high["pixels"], low["pixels"]) == ("high", 4, 1)
    assert (high["lower"], high["median"], high["upper"]) == pytest.approx((0.6, 0.7, 0.8))
    assert [(e["evidence"], e["pixels"]) for e in found["evidence"]] == [(1, 2), (2, 2), (5, 1)]
    assert found["evidence"][1]["mean"] == pytest.approx(0.65)


def test_where_the_least_certain_pixels_lie_is_told_most_first() -> None:
    confidence = [0.1, 0.12, 0.14, *[0.9] * 57]  # 5 % of 60 pixels are 3
    found = told(*confidence, classes=[2, 2, 1, *[1] * 57], zones=[2, 2, 2, *[1] * 57])
    assert found["where"]["share"] == 0.05
    assert [(e["name"], e["share"], e["of_it"]) for e in found["where"]["classes"]] == [
        ("grass", pytest.approx(2 / 3, abs=1e-6), 1.0),
        ("water", pytest.approx(1 / 3, abs=1e-6), pytest.approx(1 / 58, abs=1e-6)),
    ]
    assert [(e["name"], e["share"]) for e in found["where"]["zones"]] == [("south", 1.0)]


def test_pixels_without_class_or_confidence_count_nowhere() -> None:
    assert told(0.5, 0.1, np.nan, classes=[1, 0, 1])["pixels"] == 1
    assert figures([np.nan, 0.3], classes=[1, 0]) is None


def test_a_map_that_is_certain_everywhere_has_no_wrong_pixel_to_find() -> None:
    found = told(1.0, 1.0)
    assert found["curve"] == []
    assert [part["of_all_wrong"] for part in found["least_certain"]] == [None] * 3


def test_without_an_evidence_map_nothing_is_told_of_evidence() -> None:
    tally = ConfidenceTally(2)
    tally.add(np.ones((1, 2), int), np.ones((1, 2), int), np.full((1, 2), 0.5))
    found = tally.figures(CLASSES, [], evidence=False)
    assert found is not None
    assert (found["evidence"], found["where"]["zones"]) == ([], [])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 1000), min_size=1, max_size=200), st.integers(0, 200))
def test_counts_equal_brute_force_however_the_map_is_cut(thousandths: list[int], cut: int) -> None:
    values = np.array([thousandths], "float64") / 1000
    tally = ConfidenceTally(1)
    for part in (values[:, :cut], values[:, cut:]):
        tally.add(np.ones(part.shape, int), np.ones(part.shape, int), part)
    found = tally.figures(CLASSES[:1], [])
    assert found is not None
    assert found["mean"] == pytest.approx(values.mean(), abs=1e-6)
    for entry in found["bins"]:
        inside = [
            v for v in values[0].tolist()
            if entry["low"] <= min(int(v * BINS), BINS - 1) / BINS < entry["high"] - 1e-9
        ]  # fmt: skip
        assert entry["pixels"] == len(inside)
        assert not inside or entry["mean"] == pytest.approx(np.mean(inside), abs=1e-6)
    assert len(found["bins"]) == SHOWN_BINS
    for part in found["least_certain"]:
        wanted = part["share"] * values.size
        lowest = np.sort(values[0])
        whole = int(wanted)
        rest = (wanted - whole) * lowest[whole] if whole < values.size else 0.0
        exact = 1 - (lowest[:whole].sum() + rest) / wanted
        assert part["wrong"] == pytest.approx(exact, abs=1.01 / BINS)


def test_memory_does_not_grow_with_the_map() -> None:
    def held(side: int) -> int:
        tally = ConfidenceTally(2, 2)
        ones = np.ones((side, side), "int64")
        tally.add(ones, ones, np.full((side, side), 0.4), evidence=ones, zones=ones)
        return sum(array.nbytes for array in vars(tally).values())

    assert held(10) == held(700)
