"""Contiguous parts are held out in turn, and what lies near them does not train meanwhile."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surecover.core.errors import SureCoverError
from surecover.core.grid import Window
from surecover.core.learning.blocks import Blocks, square_blocks, tally
from surecover.core.learning.folds import Folds, dealt, random_folds, training_shares
from tests.drawings import draw, shown


def drawn(picture: np.ndarray) -> Folds:
    """Folds as they are drawn."""
    count = int(picture.max())
    names = tuple(f"fold {n}" for n in range(1, count + 1))
    return Folds(count, picture.shape, lambda window: picture[window].astype(np.uint8), names)


def zones_of(picture: np.ndarray, names: str) -> Blocks:
    """Zones as they are drawn."""
    return Blocks(picture.shape, len(names), lambda window: picture[window], names=tuple(names))


def whole(folds: Folds) -> np.ndarray:
    return folds.read((slice(0, folds.shape[0]), slice(0, folds.shape[1])))


def labelled(areas: Blocks, labels: np.ndarray, folds: int, seed: int = 0) -> Folds:
    """Folds of areas by a map of label numbers."""
    return dealt(areas, tally(areas, labels, int(labels.max())), folds, seed=seed)


# --- the gap ---------------------------------------------------------------------------------------

PICTURE = draw("""
    1111..222
    1111..222
    111333222
    333333222
    333333222
""")


def test_the_other_folds_train_beyond_the_gap() -> None:
    folds = drawn(PICTURE)
    window = slice(0, 5), slice(0, 9)
    assert shown(folds.held_out(2, window)) == shown(draw("""
        ......111
        ......111
        ......111
        ......111
        ......111
    """))  # fmt: skip
    assert shown(folds.training(2, window, 2)) == shown(draw("""
        1111.....
        1111.....
        1111.....
        1111.....
        1111.....
    """))  # fmt: skip
    assert shown(folds.training(1, window, 1)) == shown(draw("""
        ......111
        ......111
        .....1111
        ....11111
        111111111
    """))  # fmt: skip


def test_without_a_gap_all_other_folds_train() -> None:
    folds = drawn(PICTURE)
    training = folds.training(1, (slice(0, 5), slice(0, 9)), 0)
    assert (training == (PICTURE > 1)).all()


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_training_pixels_are_those_farther_than_the_gap_whatever_the_window(data: st.DataObject) -> None:
    shape = data.draw(st.tuples(st.integers(1, 12), st.integers(1, 12)))
    rng = np.random.default_rng(data.draw(st.integers(0, 999)))
    coarse = rng.integers(0, 4, shape)
    picture = np.kron(coarse, np.ones((2, 2), int))[: shape[0], : shape[1]]
    gap, fold = data.draw(st.integers(0, 5)), data.draw(st.integers(1, 3))
    rows, cols = np.indices(shape)
    expected = picture > 0
    for row, col in np.argwhere(picture == fold):
        expected &= np.maximum(abs(rows - row), abs(cols - col)) > gap
    if not (picture == fold).any():
        expected &= picture != fold
    top, left = (data.draw(st.integers(0, n - 1)) for n in shape)
    bottom, right = (data.draw(st.integers(s + 1, n)) for s, n in zip((top, left), shape))
    window: Window = slice(top, bottom), slice(left, right)
    assert (drawn(picture).training(fold, window, gap) == expected[window]).all()


def test_how_much_gaps_leave_over_is_told_by_fold() -> None:
    strips = drawn(np.repeat(np.arange(1, 6), 20)[None, :] * np.ones((100, 1), int))
    assert training_shares(strips, 10) == [0.7, 0.6, 0.6, 0.6, 0.7]
    assert training_shares(strips, 0) == [0.8] * 5
    right = np.zeros((100, 100), np.uint8)
    right[:, 60:] = 1
    assert training_shares(strips, 10, right) == [1.0, 1.0, 0.75, 0.25, 0.25]


# --- dealing ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(3))
def test_folds_of_blocks_are_as_large_and_neighbours_lie_in_different_ones(seed: int) -> None:
    folds = labelled(square_blocks((50, 40), (5, 5)), np.ones((50, 40), np.uint8), 5, seed)
    blocks = whole(folds)[::5, ::5]
    assert np.bincount(blocks.ravel()).tolist() == [0, 16, 16, 16, 16, 16]
    assert (np.diff(blocks, axis=0) != 0).all()
    assert (np.diff(blocks, axis=1) != 0).all()


def test_the_seed_decides_and_nothing_else() -> None:
    areas, labels = square_blocks((40, 40), (5, 5)), np.ones((40, 40), np.uint8)
    first, again, other = (whole(labelled(areas, labels, 4, seed)) for seed in (1, 1, 2))
    assert (first == again).all()
    assert (first != other).any()


def test_a_rare_class_comes_into_as_many_folds_as_it_has_blocks() -> None:
    labels = np.ones((6, 6), np.uint8)
    labels[0, :3] = 2  # in three neighbouring blocks
    labels[5, 5] = 3  # in one
    blocks = whole(labelled(square_blocks((6, 6), (1, 1)), labels, 4))
    assert len(set(blocks[labels == 2])) == 3
    assert set(np.bincount(blocks.ravel())[1:]) == {9}


def test_folds_hold_equally_many_labelled_pixels_though_blocks_do_not() -> None:
    labels = np.zeros((60, 60), np.uint8)
    labels[:, 30:] = 1
    labels[:20] = 2
    areas = square_blocks((60, 60), (10, 10))
    folds = whole(labelled(areas, labels, 3))
    assert (folds > 0).all()  # also what is not labelled will be predicted
    for number in (1, 2):
        assert np.ptp([((folds == n) & (labels == number)).sum() for n in (1, 2, 3)]) <= 100
    assert np.ptp(np.bincount(folds.ravel())[1:]) <= 200


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 9999), st.integers(2, 5))
def test_every_block_is_in_one_fold_and_every_class_in_as_many_as_can_be(seed: int, folds: int) -> None:
    rng = np.random.default_rng(seed)
    labels = rng.choice(5, (12, 12), p=[0.3, 0.4, 0.2, 0.07, 0.03]).astype(np.uint8)
    areas = square_blocks((12, 12), (3, 3))
    dealing = whole(labelled(areas, labels, folds, seed))
    numbers = areas.read((slice(0, 12), slice(0, 12)))
    for number in range(1, 17):
        assert len(set(dealing[numbers == number])) == 1
    assert set(dealing.ravel()) == set(range(1, folds + 1))
    for label in range(1, 5):
        blocks = len(set(numbers[labels == label]))
        assert len(set(dealing[labels == label])) == min(blocks, folds)


def test_fewer_blocks_than_folds_are_refused() -> None:
    labels = draw("1 1 . .\n. . . .", dtype="uint8")
    with pytest.raises(SureCoverError, match=r"^Folds \(FOLDS\) are 3 but labels lie in 2 blocks"):
        labelled(square_blocks((2, 4), (1, 1)), labels, 3)


# --- zones and patches -----------------------------------------------------------------------------

ZONES = draw("""
    112233.
    112233.
    114433.
""")


def test_each_zone_with_labels_is_a_fold_of_its_name() -> None:
    labels = np.ones(ZONES.shape, np.uint8)
    labels[ZONES == 4] = 0
    folds = labelled(zones_of(ZONES, "ABCD"), labels, 5)
    assert folds.count == 3
    assert folds.names == ("A", "B", "C")
    assert shown(whole(folds)) == "112233.\n112233.\n11..33."


def test_more_zones_than_folds_are_dealt_evenly() -> None:
    sizes = [60, 50, 30, 20, 20, 20]
    picture = np.repeat(np.arange(1, 7), sizes)[None]
    folds = labelled(zones_of(picture, "ABCDEF"), np.ones(picture.shape, np.uint8), 2)
    assert np.bincount(whole(folds).ravel()).tolist() == [0, 100, 100]
    assert sorted(name for names in folds.names for name in names.split(", ")) == list("ABCDEF")


def test_one_zone_with_labels_is_refused() -> None:
    with pytest.raises(SureCoverError, match="labels lie in 1 zones only; needed are 2 or more"):
        labelled(zones_of(ZONES, "ABCD"), (ZONES == 2).astype(np.uint8), 5)


def test_random_patches_are_dealt_equally_and_lie_anywhere() -> None:
    folds = random_folds((40, 60), 10, 3, seed=4)
    patches = whole(folds)[::10, ::10]
    assert (whole(folds) == np.kron(patches, np.ones((10, 10), int))).all()
    assert np.bincount(patches.ravel()).tolist() == [0, 8, 8, 8]
    assert (patches[:, 1:] == patches[:, :-1]).any()
    assert (patches != whole(random_folds((40, 60), 10, 3, seed=5))[::10, ::10]).any()
