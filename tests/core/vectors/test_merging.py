"""Which patches a map falls into, which are neighbours, and what the small ones join."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surecover.core.grid import blocks
from surecover.core.progress import Progress
from surecover.core.vectors.merging import CODES, merge, shuffled
from surecover.core.vectors.patches import Pairs, Patches, Pieces, pairs_of
from tests.core.vectors.judging import components, merged
from tests.drawings import draw, shown


def graph(keys: np.ndarray, connectivity: int = 4, side: int = 1024) -> tuple[Patches, Pairs, np.ndarray]:
    """The patches, their neighbours, and the row + 1 of the patch of each pixel."""
    pieces = Pieces(np.zeros(keys.shape, np.uint32))
    for window in blocks(keys.shape, side):
        pieces.add(window, keys[window], np.full(keys[window].shape, 3))
    patches = pieces.whole(Progress())
    pairs = pairs_of(
        pieces.read, keys.shape, len(patches.keys), Progress(), connectivity=connectivity, side=side
    )  # fmt: skip
    return patches, pairs, pieces.read((slice(0, keys.shape[0]), slice(0, keys.shape[1])))


def after_merging(classes: np.ndarray, least: int, connectivity: int = 4, side: int = 1024) -> np.ndarray:
    """The keys of all pixels once patches of fewer pixels were merged."""
    patches, pairs, numbers = graph(classes, connectivity, side)
    final, owner = merge(patches, pairs, lambda table: table.pixels < least, Progress())
    return np.concatenate([[0], final.keys[owner]])[numbers]


def merged_drawing(picture: str, least: int, connectivity: int = 4) -> str:
    classes = draw(picture, dtype="uint8")
    return shown(after_merging(classes * np.uint8(CODES), least, connectivity) // CODES)


def drawing(picture: str) -> str:
    return shown(draw(picture))


def test_patches_are_counted_by_their_first_pixels() -> None:
    keys = draw("1 1 2 2 \n 1 3 3 2 \n . 3 1 1", dtype="uint8")
    patches, pairs, numbers = graph(keys, side=2)
    assert shown(numbers) == drawing("1 1 2 2 \n 1 3 3 2 \n . 3 4 4")
    assert patches.keys.tolist() == [1, 2, 3, 1]
    assert patches.pixels.tolist() == [3, 3, 3, 2]
    assert patches.areas.tolist() == [9, 9, 9, 6]
    assert pairs.ends.tolist() == [[0, 1], [0, 2], [1, 2], [1, 3], [2, 3]]
    assert pairs.sides.tolist() == [1, 2, 2, 1, 2]


def test_a_small_patch_joins_the_neighbour_with_the_longest_border() -> None:
    before = """
    1 1 1 1 1
    1 1 3 2 2
    2 2 3 2 2
    2 2 2 2 2
    """
    after = """
    1 1 1 1 1
    1 1 2 2 2
    2 2 2 2 2
    2 2 2 2 2
    """
    assert merged_drawing(before, 3) == drawing(after)


def test_of_equal_borders_the_larger_neighbour_counts() -> None:
    assert merged_drawing("1 1 3 2 2 2", 2) == drawing("1 1 2 2 2 2")


def test_of_equal_neighbours_the_first_one_counts() -> None:
    assert merged_drawing("1 1 3 2 2", 2) == drawing("1 1 1 2 2")


def test_what_joins_others_makes_them_one() -> None:
    """The two halves of 1 are too small themselves until the pixel between them has become 1."""
    assert merged_drawing("2 2 2 2 2 \n 1 1 3 1 1 \n 4 4 4 4 4", 5) in (
        drawing("2 2 2 2 2 \n 1 1 1 1 1 \n 4 4 4 4 4"), drawing("2 2 2 2 2 \n 2 2 2 2 2 \n 4 4 4 4 4"),
    )  # fmt: skip


def test_what_only_nodata_surrounds_stays() -> None:
    assert merged_drawing("1 . 2 2 \n . . 2 2", 5) == drawing("1 . 2 2 \n . . 2 2")


def test_a_corner_is_no_border_but_with_8_neighbours_it_holds_a_patch_together() -> None:
    picture = "1 2 2 \n 2 1 2 \n 2 2 2"
    assert merged_drawing(picture, 2) == drawing("2 2 2 \n 2 2 2 \n 2 2 2")
    assert merged_drawing(picture, 2, connectivity=8) == drawing(picture)


def test_a_neighbour_of_the_same_class_comes_first() -> None:
    """Keys tell class and code: 5 is class 1 code 1, 6 is class 1 code 2, 9 is class 2."""
    keys = draw("5 5 6 9 9 9 9 \n 5 5 9 9 9 9 9", dtype="uint8")
    assert after_merging(keys, 2)[0].tolist() == [5, 5, 5, 9, 9, 9, 9]


def test_nothing_at_all_has_no_patches() -> None:
    patches, pairs, _ = graph(np.zeros((3, 4), "uint8"))
    final, owner = merge(patches, pairs, lambda table: table.pixels < 9, Progress())
    assert (len(final.keys), len(owner), len(pairs.sides)) == (0, 0, 0)


@pytest.mark.parametrize("count", [1, 1000])
def test_shuffled_numbers_are_different(count: int) -> None:
    numbers = shuffled(np.arange(count))
    assert len(set(numbers.tolist())) == count
    assert numbers.min() >= 0
    assert numbers.max() < 2**32


@settings(deadline=None, max_examples=60, derandomize=True)
@given(
    seed=st.integers(0, 2**32 - 1),
    shape=st.tuples(st.integers(1, 14), st.integers(1, 14)),
    kinds=st.integers(1, 4),
    least=st.integers(1, 9),
    connectivity=st.sampled_from([4, 8]),
    side=st.integers(1, 15),
)
def test_merging_is_what_the_rules_say_for_any_blocks(
    seed: int, shape: tuple[int, int], kinds: int, least: int, connectivity: int, side: int
) -> None:
    chance = np.random.default_rng(seed)
    classes, codes = chance.integers(0, kinds + 1, shape), chance.integers(0, 2, shape)
    keys = (classes * CODES + codes * (classes > 0)).astype("uint8")
    found = after_merging(keys, least, connectivity, side)
    assert (found == merged(keys, connectivity, least)).all()
    assert ((found > 0) == (keys > 0)).all()
    whole = components(found, connectivity)
    for patch in np.flatnonzero(np.bincount(whole.ravel(), minlength=2)[1:] < least) + 1:
        inside = np.pad(whole, 1) == patch
        around = [np.roll(inside, step, axis) for step in (1, -1) for axis in (0, 1)]
        touched = np.pad(whole, 1)[np.logical_or.reduce(around) & ~inside]
        assert not touched.any(), "small ones are left only where nothing else is"
