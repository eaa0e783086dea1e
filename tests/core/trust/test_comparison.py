"""Matrices, levels and intervals of comparisons."""

from __future__ import annotations

import numpy as np
import pytest

from surecover.core.scheme import ClassScheme, LandClass, load_scheme
from surecover.core.trust.claims import ClaimTally
from surecover.core.trust.clusters import of_squares
from surecover.core.trust.comparison import Assessed, at_level, levels, related
from surecover.core.trust.metrics import measure
from surecover.core.trust.pixels import PixelTally, Squares

BASIC6 = load_scheme("basic6")
FLAT = ClassScheme("flat", "Flat", (LandClass(5, "a", (0, 0, 0)), LandClass(9, "b", (1, 1, 1))))


def names(ids: tuple[int, ...]) -> list[str]:
    return [BASIC6.by_id(class_id).name for class_id in ids]


def test_a_flat_scheme_has_one_level() -> None:
    (level,) = levels(FLAT)
    assert (level.ids, level.of_class.tolist()) == ((5, 9), [0, 1, 2])


def test_on_the_coarsest_level_every_class_counts_as_its_topmost_ancestor() -> None:
    coarse, fine = levels(BASIC6)
    assert set(names(coarse.ids)) == {"water", "forest", "building", "open land"}
    above = [names(coarse.ids)[place - 1] for place in coarse.of_class[1:]]
    counted = dict(zip(names(BASIC6.ids), above))
    assert counted["residential building"] == "building"
    assert counted["grass"] == "open land"
    assert fine.ids == BASIC6.ids


def test_the_three_levels_of_corine() -> None:
    assert [len(level.ids) for level in levels(load_scheme("clc44"))] == [5, 5 + 15, 5 + 15 + 44]


def test_a_coarser_reference_does_not_contradict_the_map() -> None:
    places = {name: place for place, name in enumerate(names(BASIC6.ids), start=1)}
    matrix = np.zeros((9, 9), np.int64)
    matrix[places["building"], places["residential building"]] = 7
    matrix[places["building"], places["forest"]] = 2
    seen = at_level(matrix, levels(BASIC6)[-1], related(BASIC6))
    assert seen[places["residential building"], places["residential building"]] == 7
    assert seen[places["building"], places["forest"]] == 2
    assert seen.sum() == 9


def test_pixels_without_a_class_on_the_map_are_wrong_but_no_class_of_the_means() -> None:
    metrics = measure(np.array([[0, 0, 0], [2, 8, 0], [0, 0, 10]]), (0, 5, 9))
    assert metrics.oa == pytest.approx(18 / 20)
    assert metrics.classes[5].recall == pytest.approx(0.8)
    assert metrics.miou == pytest.approx((0.8 + 1) / 2)


def counted(side: int) -> Assessed:
    """A comparison of 50 by 70 random pixels, in windows of a side."""
    rng = np.random.default_rng(4)
    reference = rng.integers(0, 3, (50, 70))
    mapped = np.where(rng.random(reference.shape) < 0.7, reference, rng.integers(0, 3, reference.shape))
    other = rng.integers(0, 3, reference.shape)
    codes, zones = rng.integers(0, 4, reference.shape), rng.integers(0, 3, reference.shape)
    squares = Squares(reference.shape)
    tally, claims = PixelTally(FLAT, squares, maps=2, zones=2), ClaimTally(["reliability"])
    for row in range(0, 50, side):
        for col in range(0, 70, side):
            part = slice(row, row + side), slice(col, col + side)
            square = squares.of((row, col), reference[part].shape)
            outcome = tally.add(reference[part], [other[part], mapped[part]], zones[part], square)
            known = outcome > 0
            claimed = {"reliability": codes[part][known]}
            claims.add(outcome[known] == 1, mapped[part][known], claimed, square[known])
    found = tally.assessed()
    found.worth = claims.worth(tally.groups)
    return found


def test_counts_do_not_depend_on_how_the_map_is_cut() -> None:
    whole, cut = counted(100), counted(13)
    assert (whole.compared, whole.overall, whole.worth) == (cut.compared, cut.overall, cut.worth)
    assert all((a == b).all() for a, b in zip(whole.maps, cut.maps))
    assert [estimate for estimate, *_ in whole.zones] == [estimate for estimate, *_ in cut.zones]
    assert whole.worth is not None
    assert whole.compared == whole.maps[0].sum() == whole.maps[1].sum()
    with_class = whole.maps[1][:, 1:].sum()
    assert sum(n for *_, n in whole.worth.parts["reliability"]) == with_class < whole.compared


def test_what_the_reference_does_not_know_is_not_compared() -> None:
    squares = Squares((1, 4))
    tally = PixelTally(FLAT, squares, maps=1, zones=0)
    reference, mapped = np.array([[0, 1, 1, 2]]), np.array([[1, 1, 2, 0]])
    outcome = tally.add(reference, [mapped], None, squares.of((0, 0), (1, 4)))
    assert outcome.tolist() == [[0, 1, 2, 3]]
    assert tally.assessed().compared == 3


def test_the_interval_of_pixels_holds_what_squares_of_land_differ_by() -> None:
    """Where whole squares are right or wrong, 64 squares are 64 observations, whatever their pixels."""
    rng = np.random.default_rng(5)
    held = 0
    for _ in range(2000):
        pixels = np.full(64, 1000)
        found = of_squares(pixels, pixels * (rng.random(64) < 0.8))
        assert found is not None
        held += (found.low or 0) <= 0.8 <= (found.high or 0)
    assert 0.93 <= held / 2000 <= 0.97


def test_of_nothing_there_is_no_estimate_and_of_one_square_no_interval() -> None:
    assert of_squares(np.zeros(4, int), np.zeros(4, int)) is None
    alone = of_squares(np.array([0, 10]), np.array([0, 9]))
    assert alone is not None
    assert (alone.value, alone.low) == (0.9, None)
