from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from surecover.core.errors import SureCoverError
from surecover.core.grid import blocks
from surecover.core.trust.scores import Summary, Tally, cells_of, grid_cells
from tests.drawings import draw, shown

MAP = draw("""
    1 1 1 2 2
    1 1 2 2 2
    3 3 3 . .
    3 3 1 . 2
""")
RELIABILITY = draw("""
    1 1 2 1 3
    1 3 1 3 3
    . . . . .
    . . 3 . .
""")
EVIDENCE = draw("""
    1 1 3 1 4
    2 8 1 6 5
    7 7 7 . 5
    7 7 5 . .
""")
ZONES = draw("""
    1 1 1 1 1
    1 1 1 1 1
    2 2 2 2 2
    2 2 . . .
""")


@pytest.fixture
def tally() -> Tally:
    counted = Tally([1, 2, 3], zones=2)
    confidence = np.where(MAP == 1, 0.75, np.where(MAP == 2, np.nan, 0.5))
    areas = np.repeat([[100.0], [100.0], [200.0], [200.0]], MAP.shape[1], axis=1)
    counted.add(MAP, RELIABILITY, evidence=EVIDENCE, confidence=confidence, zones=ZONES, areas=areas)
    return counted


def test_a_class_is_counted_by_code_and_by_evidence(tally: Tally) -> None:
    grass = tally.summary(class_id=1)
    assert grass.by_code == (0, 3, 1, 2)
    assert grass.by_evidence == (0, 2, 1, 1, 0, 1, 0, 0, 1, 0)
    assert grass.pixels == 6


def test_the_score_is_the_share_of_code_1_among_the_assessed(tally: Tally) -> None:
    assert tally.summary(class_id=1).score == 3 / 6
    assert tally.summary(class_id=2).score == 2 / 5


def test_pixels_that_were_not_assessed_stand_beside_the_score_and_not_in_it(tally: Tally) -> None:
    second = tally.summary(class_id=2)
    assert second.by_code == (1, 2, 0, 3)
    assert second.share_not_assessed == 1 / 6


def test_a_class_that_was_not_checked_has_no_score(tally: Tally) -> None:
    assert tally.unchecked == {3}
    third = tally.summary(class_id=3)
    assert third.score is None
    assert third.share_not_assessed == 1


def test_the_score_of_the_map_is_over_checked_classes_only(tally: Tally) -> None:
    whole = tally.summary()
    assert whole.scored == (5, 1, 5)
    assert whole.score == 5 / 11
    assert whole.pixels == 17
    assert whole.share_not_assessed == 6 / 17


def test_pixels_reassigned_to_an_unchecked_class_count_in_no_score() -> None:
    counted = Tally([1, 3])
    counted.add(draw("1 3 3"), draw("1 3 ."), evidence=draw("1 5 7"))
    assert counted.summary(class_id=3).by_code == (1, 0, 0, 1)
    assert counted.summary(class_id=3).score is None
    assert counted.summary().scored == (1, 0, 0)


def test_a_class_is_known_as_unchecked_even_from_a_later_window() -> None:
    counted = Tally([1, 3])
    counted.add(draw("1 3"), draw("1 3"), evidence=draw("1 5"))
    counted.add(draw("1 3"), draw("2 ."), evidence=draw("3 7"))
    assert counted.summary().scored == (1, 1, 0)


def test_a_class_named_as_unchecked_has_no_score_even_if_all_its_pixels_were_reassigned_to_it() -> None:
    counted = Tally([1, 3], unchecked=[3])
    counted.add(draw("1 3 3"), draw("1 3 3"), evidence=draw("1 5 5"))
    assert counted.summary(class_id=3).score is None
    assert counted.summary().scored == (1, 0, 0)


def test_without_an_evidence_map_every_class_counts_as_checked() -> None:
    counted = Tally([1, 3])
    counted.add(draw("1 3 3"), draw("1 3 ."))
    assert counted.unchecked == frozenset()
    assert counted.summary().scored == (1, 0, 1)


def test_zones_hold_what_lies_in_them_and_the_map_holds_everything(tally: Tally) -> None:
    first, second = tally.summary(zone=1), tally.summary(zone=2)
    assert first.by_code == (0, 5, 1, 4)
    assert first.score == 5 / 10
    assert second.by_code == (5, 0, 0, 0)
    assert second.score is None
    assert tally.summary(class_id=2, zone=1).by_code == (0, 2, 0, 3)
    assert tally.summary(zone=0).pixels == 2


def test_areas_are_those_of_the_pixels(tally: Tally) -> None:
    assert tally.summary(class_id=1).area_by_code == (0, 300, 100, 300)
    assert tally.summary(class_id=3).area == 1000


def test_the_mean_confidence_is_over_the_pixels_where_it_is_known(tally: Tally) -> None:
    assert tally.summary(class_id=1).mean_confidence == 0.75
    assert tally.summary(class_id=2).mean_confidence is None
    assert tally.summary().mean_confidence == pytest.approx((6 * 0.75 + 5 * 0.5) / 11)


def test_pixels_without_class_belong_to_no_figure_but_are_told(tally: Tally) -> None:
    assert tally.without_class == 3
    assert tally.rejected_without_class == 1


def test_an_empty_map_has_no_score_and_no_shares() -> None:
    counted = Tally([1])
    counted.add(draw(". ."), draw(". ."))
    assert counted.summary() == Summary((0,) * 4, (0,) * 10, None, None, (0, 0, 0))
    assert counted.summary().score is None
    assert counted.summary().share_not_assessed is None


@pytest.mark.parametrize(
    ("classes", "reliability", "evidence", "said"),
    [
        ("1 4", "1 1", "1 1", r"\(MAP\) holds the value 4.*allowed: 1, 2"),
        ("1 2", "1 4", "1 1", r"\(RELIABILITY\) holds the value 4; allowed: 0 to 3"),
        ("1 2", "1 1", "1 a", r"\(EVIDENCE\) holds the value 10; allowed: 0 to 9"),
    ],
)
def test_values_without_a_meaning_are_refused(
    classes: str, reliability: str, evidence: str, said: str
) -> None:
    with pytest.raises(SureCoverError, match=said):
        Tally([1, 2]).add(draw(classes), draw(reliability), evidence=draw(evidence, {"a": 10}))


def test_square_cells_are_numbered_row_by_row_and_cut_at_the_edges() -> None:
    across, names = grid_cells((3, 5), 2)
    assert shown(cells_of((slice(0, 3), slice(0, 5)), 2, across)) == "11223\n11223\n44556"
    assert shown(cells_of((slice(1, 3), slice(3, 5)), 2, across)) == "23\n56"
    assert (len(names), names[3]) == (6, "row 2, column 1")


SHAPE = (9, 11)


@settings(deadline=None, max_examples=40, derandomize=True)
@given(
    arrays(np.uint16, SHAPE, elements=st.sampled_from([0, 1, 7, 300])),
    arrays(np.uint8, SHAPE, elements=st.integers(0, 3)),
    arrays(np.uint8, SHAPE, elements=st.integers(0, 9)),
    arrays(np.uint8, SHAPE, elements=st.integers(0, 4)),
    st.integers(1, 11),
)
def test_figures_do_not_depend_on_the_block_size_and_equal_brute_force(
    classes: np.ndarray, reliability: np.ndarray, evidence: np.ndarray, zones: np.ndarray, size: int
) -> None:
    areas = np.arange(1.0, 1.0 + classes.size).reshape(SHAPE)
    confidence = (classes % 5) / 8 + reliability / 16
    counted = Tally([1, 7, 300], zones=4)
    for window in blocks(SHAPE, size):
        counted.add(
            classes[window], reliability[window], evidence=evidence[window],
            confidence=confidence[window], zones=zones[window], areas=areas[window],
        )  # fmt: skip

    unchecked = set(classes[(evidence == 7) & (classes > 0)].tolist())
    for class_id in (1, 7, 300, None):
        for zone in (0, 3, None):
            inside = classes > 0 if class_id is None else classes == class_id
            inside = inside if zone is None else inside & (zones == zone)
            scored = inside & ~np.isin(classes, list(unchecked))
            figures = counted.summary(class_id, zone)
            assert figures.by_code == tuple(int((inside & (reliability == c)).sum()) for c in range(4))
            assert figures.by_evidence == tuple(int((inside & (evidence == e)).sum()) for e in range(10))
            assert figures.scored == tuple(int((scored & (reliability == c)).sum()) for c in (1, 2, 3))
            assert figures.area == (inside * areas).sum()
            if inside.any():
                assert figures.mean_confidence == pytest.approx(confidence[inside].mean())
