"""Codes of what became what, where it is sure, patches that are too small, and sums of land."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import ndimage

from surecover.core.errors import SureCoverError
from surecover.core.progress import Progress
from surecover.core.scheme import ClassScheme, LandClass, load_scheme, scheme_names
from surecover.core.trust.transitions import (
    NOT_SURE,
    Land,
    codes_of,
    is_change,
    is_sure,
    is_vague,
    joined_scheme,
    scheme_of_change,
    sift,
)
from tests.drawings import draw

BEFORE = draw(
    """
    1 1 2 2
    1 3 2 .
    """
)
AFTER = draw(
    """
    1 2 2 1
    . 3 1 1
    """
)
PLACES = st.integers(0, 4)
SHAPES = st.tuples(st.integers(1, 14), st.integers(1, 14))


def positions(seed: int, shape: tuple[int, int]) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 4, shape)


def test_a_code_tells_the_place_of_the_class_before_and_of_that_after() -> None:
    codes = codes_of(BEFORE, AFTER)
    assert codes.dtype == np.uint16
    assert codes.tolist() == [[101, 102, 202, 201], [0, 303, 201, 0]]
    assert is_change(codes).tolist() == [[False, True, False, True], [False, False, True, False]]
    assert not is_change(np.array([0, NOT_SURE])).any()


def test_the_last_class_of_the_largest_scheme_has_a_code() -> None:
    last = np.array([[99]])
    assert codes_of(last, last).tolist() == [[9999]]


def test_sure_is_what_reliability_and_confidence_both_allow() -> None:
    reliability = np.array([0, 1, 2, 3, 1, 0])
    confidence = np.array([0.9, 0.9, 0.7, 0.9, 0.4, np.nan], np.float32)
    assert is_sure(reliability, confidence, 2, 0.7).tolist() == [True, True, True, False, False, False]
    assert is_sure(reliability, confidence, 1, 0.7).tolist() == [True, True, False, False, False, False]


def test_without_a_confidence_layer_what_was_not_assessed_is_not_sure() -> None:
    assert is_sure(np.array([0, 1, 2, 3]), None, 2, 0.5).tolist() == [False, True, True, False]


def test_without_any_layer_everything_is_sure() -> None:
    assert is_sure(None, None, 2, 0.5)


def test_a_class_and_one_above_it_tell_nothing_of_a_change() -> None:
    """In basic6 building (7) is above industrial (5) and residential (6), open land (8) above 2 and 4."""
    found = np.flatnonzero(is_vague(load_scheme("basic6"))).tolist()
    assert found == [208, 408, 507, 607, 705, 706, 802, 804]


def test_patches_of_one_transition_that_are_too_small_are_not_sure() -> None:
    before = draw(
        """
        1 1 1 1 1
        1 1 1 1 1
        3 1 1 1 1
        """
    )
    after = draw(
        """
        2 1 1 3 3
        1 2 1 2 3
        1 1 1 1 1
        """
    )
    codes = codes_of(before, after)
    sift(codes, 3, Progress())
    assert codes.tolist() == [
        [1, 101, 101, 103, 103],
        [101, 1, 101, 1, 103],
        [1, 101, 101, 101, 101],
    ]


def sifted_one_by_one(codes: np.ndarray, min_pixels: int) -> np.ndarray:
    """Each transition alone, the whole map at once."""
    found = codes.copy()
    for code in np.unique(codes[is_change(codes)]):
        labels, count = ndimage.label(codes == code, np.ones((3, 3)))
        for number in range(1, count + 1):
            if (labels == number).sum() < min_pixels:
                found[labels == number] = NOT_SURE
    return found


@given(SHAPES, st.integers(0, 2**32 - 1), st.integers(2, 9), st.integers(1, 15))
@settings(max_examples=150, deadline=None)
def test_small_patches_are_found_whatever_the_blocks(
    shape: tuple[int, int], seed: int, min_pixels: int, side: int
) -> None:
    codes = codes_of(positions(seed, shape), positions(seed + 1, shape) // 2)
    expected = sifted_one_by_one(codes, min_pixels)
    sift(codes, min_pixels, Progress(), side)
    assert (codes == expected).all()


def land_of(codes: np.ndarray, areas: np.ndarray | None) -> Land:
    land = Land()
    land.add(codes, areas)
    return land


@given(SHAPES.flatmap(lambda shape: st.tuples(arrays(np.int64, shape, elements=PLACES),
                                              arrays(np.int64, shape, elements=PLACES))))  # fmt: skip
def test_sums_equal_those_counted_pixel_by_pixel(maps: tuple[np.ndarray, np.ndarray]) -> None:
    before, after = maps
    areas = np.arange(1.0, before.size + 1).reshape(before.shape) * 100
    land = Land()
    for row in range(len(before)):
        part = slice(row, row + 1)
        land.add(codes_of(before[part], after[part]), areas[part])
    both = (before > 0) & (after > 0)
    for i in range(1, 5):
        for j in range(1, 5):
            pair = (before == i) & (after == j)
            assert land.of(i, j) == pytest.approx([pair.sum(), areas[pair].sum() / 1e4])
        assert land.of(before=i) == pytest.approx(sum(land.of(i, j) for j in range(1, 5)))
        assert land.of(after=i)[0] == (both & (after == i)).sum()
    assert land.of() == pytest.approx([both.sum(), areas[both].sum() / 1e4])
    assert land.unchanged() == pytest.approx(sum(land.of(i, i) for i in range(1, 5)))
    assert land.without_class() == (~both).sum()
    assert land.positions == sorted({*before[both].tolist(), *after[both].tolist()})


@given(st.integers(0, 2**32 - 1), SHAPES)
def test_swapping_the_dates_transposes_the_matrix(seed: int, shape: tuple[int, int]) -> None:
    before, after = positions(seed, shape), positions(seed + 1, shape)
    there, back = land_of(codes_of(before, after), None), land_of(codes_of(after, before), None)
    for i in range(1, 4):
        for j in range(1, 4):
            assert there.of(i, j)[0] == back.of(j, i)[0]


def test_what_is_not_sure_is_in_no_transition() -> None:
    land = land_of(np.array([[0, NOT_SURE, NOT_SURE, 101, 102]], np.uint16), np.full((1, 5), 1e4))
    assert land.of().tolist() == [2, 2]
    assert (land.codes, land.without_class(), land.positions) == ([NOT_SURE, 101, 102], 1, [1, 2])


def test_hectares_are_not_known_where_areas_are_not() -> None:
    pixels, hectares = land_of(codes_of(BEFORE, AFTER), None).of()
    assert pixels == 6
    assert np.isnan(hectares)


def test_a_change_map_has_a_scheme_of_all_pairs_of_its_classes() -> None:
    scheme = scheme_of_change(load_scheme("basic6"), [2, 3])
    assert {c.id: c.name for c in scheme.classes} == {
        1: "not sure", 202: "grass unchanged", 203: "grass → forest", 302: "forest → grass",
        303: "forest unchanged",
    }  # fmt: skip
    assert ClassScheme.from_json(scheme.to_json()) == scheme


@pytest.mark.parametrize("name", scheme_names())
def test_a_change_never_looks_like_land_that_stayed_or_is_not_sure(name: str) -> None:
    base = load_scheme(name)
    classes = scheme_of_change(base, range(1, len(base.classes) + 1)).classes
    changed = np.array([c.color for c in classes if is_change(np.array(c.id))])
    others = np.array([c.color for c in classes if not is_change(np.array(c.id))])
    apart = np.abs(changed[:, None] - others).max(axis=2)
    assert apart.min() >= 20
    assert others.min() >= 160, "these are pale"


def land_classes(*names: str) -> ClassScheme:
    return ClassScheme(
        "own", "own", tuple(LandClass(i, name, (9, 9, 9)) for i, name in enumerate(names, 1) if name)
    )


def test_schemes_that_do_not_contradict_each_other_are_joined() -> None:
    joined = joined_scheme(
        [("A", land_classes("water", "Grass")), ("B", land_classes("", "grass", "rock"))], ""
    )
    assert [(c.id, c.name) for c in joined.classes] == [(1, "water"), (2, "Grass"), (3, "rock")]


@pytest.mark.parametrize(
    ("other", "difference"),
    [
        (land_classes("grass", "water"), "class 1 is 'grass' in the one, 'water' in the other"),
        (land_classes("", "", "water"), "'water' is class 3 in the one, 1 in the other"),
        (land_classes("", "", "rock"), "these have no class in common"),
    ],
)
def test_schemes_of_other_meaning_are_refused(other: ClassScheme, difference: str) -> None:
    told = f"B is in the class scheme 'own', A in 'own', and {difference}; .*: harmonise one"
    with pytest.raises(SureCoverError, match=told):
        joined_scheme([("A", land_classes("water", "grass")), ("B", other)], "harmonise one")


def test_a_scheme_of_a_hundred_classes_is_refused() -> None:
    with pytest.raises(SureCoverError, match="of 100 classes; allowed are up to 99: harmonise"):
        joined_scheme([("A", land_classes(*(f"class {i}" for i in range(100))))], "harmonise")
