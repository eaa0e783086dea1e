"""Regions to review: what counts as doubtful, how spots are cut and ranked; equal for every block size."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import ndimage

from surecover.core.grid import Window
from surecover.core.progress import Progress
from surecover.core.trust.doubtful import DEFAULT_DOUBT, STEPS, Found, doubt, find, is_doubtful
from tests.drawings import draw, shown


@dataclass
class Given:
    """A mask and the doubt of its pixels."""

    doubtful: np.ndarray
    doubt: np.ndarray

    def mask(self, window: Window) -> np.ndarray:
        return self.doubtful[window].copy()

    def steps(self, window: Window) -> np.ndarray:
        return self.doubt[window]


def found_in(
    mask: np.ndarray, steps: np.ndarray | None = None, areas: np.ndarray | None = None, **rules: int
) -> tuple[Found, np.ndarray]:
    """The regions, and the map of their ranks."""
    steps = np.full(mask.shape, STEPS // 2) if steps is None else steps
    areas = np.ones(mask.shape[0]) if areas is None else areas
    numbers = np.zeros(mask.shape, np.uint32)
    rules = {"min_pixels": 1, "max_side": 256, "limit": 1000, **rules}
    found = find(Given(mask, steps), areas, numbers, Progress(), **rules)
    ranks = np.zeros(mask.shape, np.int64)
    for rank, number in enumerate(found.numbers, start=1):
        ranks[numbers == number] = rank
    return found, ranks


def test_doubtful_are_codes_2_and_3_and_what_was_reassigned() -> None:
    reliability = draw("0 1 2 3 0 1 3")
    evidence = draw("0 1 3 4 5 2 5")
    assert shown(is_doubtful(reliability, evidence)) == "..111.1"
    assert shown(is_doubtful(reliability)) == "..11..1"


def test_doubt_is_what_is_missing_to_full_confidence() -> None:
    confidence = np.array([[1.0, 0.75, 0.0, np.nan, np.nan, 0.9]], np.float32)
    classes, codes = np.array([[1, 1, 1, 1, 1, 0]]), np.array([[2, 3, 3, 2, 3, 3]])
    expected = [0, 0.25, 1, DEFAULT_DOUBT[2], DEFAULT_DOUBT[3], 1]
    assert doubt(classes, codes, confidence)[0] / STEPS == pytest.approx(expected, abs=1 / STEPS)
    assert (doubt(classes, codes)[0, :3] / STEPS).tolist() == pytest.approx([0.3, 0.4, 0.4], abs=1 / STEPS)


def test_pixels_that_touch_at_a_corner_are_one_region_and_small_spots_are_none() -> None:
    mask = draw(
        """
        1 . . . . 1
        . 1 . . . 1
        . . . 1 . .
        """,
        dtype="bool",
    )
    found, ranks = found_in(mask, min_pixels=2)
    assert shown(ranks) == "1....2\n.1...2\n......"
    assert found.pixels.tolist() == [2, 2]
    assert found.doubtful == 5
    assert (found.firsts.tolist(), found.left_out) == ([0, 5], 0)


def test_area_times_doubt_ranks_and_the_first_place_decides_between_equals() -> None:
    mask = draw("1 1 . 1 . 1 1 . 1", dtype="bool")
    steps = draw("2 2 . 9 . 2 2 . 1") * (STEPS // 10)
    found, ranks = found_in(mask, steps)
    assert shown(ranks) == "22.1.33.4"
    assert (found.scores / STEPS / STEPS).tolist() == pytest.approx([0.9, 0.4, 0.4, 0.1], abs=1e-4)


def test_a_pixel_of_more_ground_counts_for_more() -> None:
    mask = draw("1\n.\n1", dtype="bool")
    _, ranks = found_in(mask, areas=np.array([1.0, 1.5, 2.0]))
    assert shown(ranks) == "2\n.\n1"


def test_the_limit_leaves_out_the_last_in_rank() -> None:
    mask = draw("1 . 1 1 . 1 1 1", dtype="bool")
    found, ranks = found_in(mask, limit=2)
    assert shown(ranks) == "..22.111"
    assert (found.left_out, found.doubtful) == (1, 6)


def test_a_spot_longer_than_a_screen_is_cut_into_equal_parts_of_its_own_box() -> None:
    mask = np.zeros((4, 30), bool)
    mask[1:3, 2:27] = True
    found, ranks = found_in(mask, max_side=10)
    assert shown(ranks[1:2]) == ".." + "1" * 9 + "2" * 8 + "3" * 8 + "..."
    assert found.boxes.tolist() == [[1, 2, 3, 11], [1, 11, 3, 19], [1, 19, 3, 27]]


def test_what_falls_apart_in_a_rectangle_stays_one_region() -> None:
    mask = np.ones((3, 32), bool)
    mask[1, 1:] = False
    found, ranks = found_in(mask, max_side=16)
    assert found.pixels.tolist() == [33, 32]
    assert (ranks[[0, 2], 16:] == 2).all()


def test_a_map_without_doubt_has_no_region() -> None:
    found, _ = found_in(np.zeros((5, 5), bool))
    assert (len(found.numbers), found.doubtful, found.left_out) == (0, 0, 0)


def brute(mask: np.ndarray, steps: np.ndarray, areas: np.ndarray, min_pixels: int, max_side: int) -> list:
    """(score, first pixel, pixels) of all regions, ranked, one pixel after the other."""
    labels, count = ndimage.label(mask, np.ones((3, 3)))
    regions: dict[tuple[int, int, int], list[tuple[int, int]]] = {}
    for number in range(1, count + 1):
        rows, cols = np.nonzero(labels == number)
        if rows.size < min_pixels:
            continue
        height, width = np.ptp(rows) + 1, np.ptp(cols) + 1
        down, across = -(-height // max_side), -(-width // max_side)
        for row, col in zip(rows.tolist(), cols.tolist(), strict=True):
            part = (row - rows.min()) * down // height, (col - cols.min()) * across // width
            regions.setdefault((number, *part), []).append((row, col))
    weights = np.rint(areas / areas.max() * STEPS).astype(int)
    listed = [
        (-sum(int(steps[row, col]) * int(weights[row]) for row, col in pixels), min(pixels), sorted(pixels))
        for pixels in regions.values()
    ]
    return sorted(listed)


@settings(deadline=None, max_examples=150, derandomize=True)
@given(
    seed=st.integers(0, 2**32 - 1),
    shape=st.tuples(st.integers(1, 24), st.integers(1, 24)),
    share=st.floats(0, 1),
    side=st.integers(1, 25),
    min_pixels=st.integers(1, 6),
    max_side=st.integers(1, 24),
)
def test_any_map_has_the_regions_that_brute_force_finds_for_every_block_size(
    *, seed: int, shape: tuple[int, int], share: float, side: int, min_pixels: int, max_side: int
) -> None:
    chance = np.random.default_rng(seed)
    mask = chance.random(shape) < share
    steps = chance.integers(0, 4, shape) * (STEPS // 4)
    areas = 1 + chance.random(shape[0])
    found, ranks = found_in(mask, steps, areas, min_pixels=min_pixels, max_side=max_side, side=side)
    expected = brute(mask, steps, areas, min_pixels, max_side)
    assert found.scores.tolist() == [-score for score, _, _ in expected]
    assert found.firsts.tolist() == [row * shape[1] + col for _, (row, col), _ in expected]
    for rank, (_, _, pixels) in enumerate(expected, start=1):
        assert list(zip(*(part.tolist() for part in np.nonzero(ranks == rank)), strict=True)) == pixels
        top, left, bottom, right = found.boxes[rank - 1]
        inside = np.zeros(shape, bool)
        inside[top:bottom, left:right] = True
        assert inside[ranks == rank].all()
        assert max(bottom - top, right - left) <= max_side
    assert found.doubtful == mask.sum()
