"""Connected components by blocks: equal to labelling the whole raster at once, whatever the block."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import ndimage

from surecover.core.components import Components, label, neighbourhood, regions, rim
from surecover.core.grid import blocks
from tests.drawings import draw, shown


def labelled_by_scipy(values: np.ndarray, connectivity: int) -> np.ndarray:
    """One value after the other."""
    labels = np.zeros(values.shape, np.int64)
    for value in np.unique(values[values > 0]):
        own, _ = ndimage.label(values == value, neighbourhood(connectivity))
        labels[own > 0] = own[own > 0] + labels.max()
    return labels


def labelled_by_blocks(values: np.ndarray, connectivity: int, side: int) -> np.ndarray:
    components = Components(values.shape, connectivity)
    numbers = np.zeros(values.shape, np.int64)
    for window in blocks(values.shape, side):
        labels, count = label(values[window], connectivity)
        offset, _ = components.add(window, values[window], labels, count)
        numbers[window] = np.where(labels > 0, labels + offset, 0)
    components.join()
    return components.numbers(numbers)


def same_but_for_numbers(one: np.ndarray, other: np.ndarray) -> bool:
    pairs = np.unique(np.stack([one.ravel(), other.ravel()]), axis=1)
    return all(np.unique(row).size == pairs.shape[1] for row in pairs)


def spiral(size: int) -> np.ndarray:
    """One winding line, one pixel wide, with one pixel between its turns."""
    values = np.zeros((size, size), np.uint8)
    top, left, bottom, right = 0, 0, size - 1, size - 1
    while top < bottom - 1 and left < right - 1:
        values[top, left : right + 1] = values[top : bottom + 1, right] = 1
        values[bottom, left : right + 1] = values[top + 2 : bottom + 1, left] = 1
        values[top + 2, left : left + 2] = 1
        top, left, bottom, right = top + 2, left + 2, bottom - 2, right - 2
        if top < bottom:
            values[top, left - 1] = 1
    return values


def striped(size: int) -> np.ndarray:
    """Combs that interlock: each of two components meets every seam many times."""
    values = np.full((size, size), 1, np.uint8)
    values[1::2, 1:] = 2
    values[:, -1] = 2
    return values


SCENES = {
    "one component": np.ones((40, 50), np.uint8),
    "nothing": np.zeros((7, 9), np.uint8),
    "one pixel": np.ones((1, 1), np.uint8),
    "checkerboard": (np.indices((40, 40)).sum(axis=0) % 2 + 1).astype(np.uint8),
    "pixels apart": np.pad(np.ones((1, 1), np.uint8), ((0, 1), (0, 1)))[
        np.ix_(np.arange(41) % 2, np.arange(40) % 2)
    ],
    "spiral": spiral(41),
    "interlocking combs": striped(38),
    "a diagonal": np.eye(33, dtype=np.uint8) + 3 * np.fliplr(np.eye(33, dtype=np.uint8)),
    "one row": np.array([[1, 1, 0, 1, 2, 2, 1, 1, 1, 0, 0, 3]], np.uint16),
    "one column": np.array([[1, 1, 0, 1, 2, 2, 1, 1, 1, 0, 0, 3]], np.uint16).T,
}


@pytest.mark.parametrize("connectivity", [4, 8])
@pytest.mark.parametrize("side", [1, 2, 7, 64])
@pytest.mark.parametrize("name", SCENES)
def test_difficult_scenes_have_the_components_that_scipy_finds(
    name: str, side: int, connectivity: int
) -> None:
    expected = labelled_by_scipy(SCENES[name], connectivity)
    assert same_but_for_numbers(labelled_by_blocks(SCENES[name], connectivity, side), expected)


@settings(deadline=None, max_examples=300, derandomize=True)
@given(
    seed=st.integers(0, 2**32 - 1),
    shape=st.tuples(st.integers(1, 30), st.integers(1, 30)),
    classes=st.integers(1, 4),
    dtype=st.sampled_from([bool, np.uint8, np.uint16]),
    side=st.integers(1, 31),
    connectivity=st.sampled_from([4, 8]),
)
def test_any_raster_has_the_components_that_scipy_finds(
    *, seed: int, shape: tuple[int, int], classes: int, dtype: type, side: int, connectivity: int
) -> None:
    values = np.random.default_rng(seed).integers(0, classes + 1, shape).astype(dtype)
    expected = labelled_by_scipy(values, connectivity)
    assert same_but_for_numbers(labelled_by_blocks(values, connectivity, side), expected)


def test_a_mask_has_no_component_outside_it() -> None:
    mask = draw("11...11", dtype="bool")
    assert label(mask, 8)[0].tolist() == [[1, 1, 0, 0, 0, 2, 2]]


def test_pieces_that_meet_only_across_the_corner_of_four_blocks_are_one_with_eight_neighbours() -> None:
    values = draw(
        """
        1 . | . 1
        . 2 | 1 .
        . 1 | 2 .
        1 . | . 1
    """.replace("|", ""),
        dtype="uint8",
    )
    assert labelled_by_blocks(values, 8, 2)[2, 1] == labelled_by_blocks(values, 8, 2)[1, 2]
    assert labelled_by_blocks(values, 8, 2)[1, 1] == labelled_by_blocks(values, 8, 2)[2, 2]
    assert len(np.unique(labelled_by_blocks(values, 4, 2))) == 1 + 8


def test_the_table_tells_value_size_and_box_of_each_component() -> None:
    values = draw(
        """
        3 3 . .
        . 3 . 2
        . . . 2
    """,
        dtype="uint8",
    )
    found = regions(values, 8, 2)
    assert found.values.tolist() == [3, 2]
    assert found.sizes.tolist() == [3, 2]
    assert found.boxes.tolist() == [[0, 0, 2, 2], [1, 3, 3, 4]]


@settings(deadline=None, max_examples=100, derandomize=True)
@given(
    seed=st.integers(0, 2**32 - 1),
    shape=st.tuples(st.integers(1, 25), st.integers(1, 25)),
    side=st.integers(1, 26),
    connectivity=st.sampled_from([4, 8]),
)
def test_the_table_of_any_raster_is_that_of_the_whole_raster(
    *, seed: int, shape: tuple[int, int], side: int, connectivity: int
) -> None:
    values = np.random.default_rng(seed).integers(0, 4, shape).astype(np.uint8)
    labels = labelled_by_scipy(values, connectivity)
    expected = []
    for number, (rows, cols) in enumerate(ndimage.find_objects(labels), start=1):
        own = labels == number
        expected.append((values[own][0], own.sum(), rows.start, cols.start, rows.stop, cols.stop))
    found = regions(values, connectivity, side)
    table = zip(found.values.tolist(), found.sizes.tolist(), *found.boxes.T.tolist(), strict=True)
    assert sorted(table) == sorted(expected)


def test_the_rim_of_a_component_is_what_touches_another_value_and_the_border_of_the_array() -> None:
    values = draw(
        """
        . . . . . .
        . 1 1 1 2 .
        . 1 1 1 2 .
        . 1 1 1 1 1
        . . . 1 1 1
    """,
        dtype="uint8",
    )
    assert shown(rim(values).astype(int)) == "\n".join(["......", ".1111.", ".1.11.", ".11.11", "...111"])
