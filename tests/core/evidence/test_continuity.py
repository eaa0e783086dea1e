"""Links for continuity: the minimum spanning forest of fragments, ties decided by the smallest sequence.

In the drawings "#" is accepted, "-" rejected, "." another class; in the results "o" is a kept pixel.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surecover.core.evidence import links as module
from surecover.core.evidence.links import links
from surecover.core.progress import Progress
from tests.core.oracle_correction import links_kept
from tests.drawings import draw


def kept(accepted: np.ndarray, rejected: np.ndarray, connectivity: int, max_gap: int) -> np.ndarray:
    found = links(accepted, rejected, connectivity, max_gap, Progress())
    mask = np.zeros(accepted.size, bool)
    for alike in found:
        mask[alike.paths] = True
    return mask.reshape(accepted.shape)


def connected(picture: str, connectivity: int = 8, max_gap: int = 50) -> str:
    scene = draw(picture, {"#": 1, "-": 2})
    signs = np.select(
        [kept(scene == 1, scene == 2, connectivity, max_gap), scene == 1, scene == 2], ["o", "#", "-"], "."
    )
    return "\n".join("".join(row) for row in signs)


def drawing(picture: str) -> str:
    return "\n".join(line.strip() for line in picture.strip().splitlines())


def test_a_gap_in_a_river_is_bridged_by_one_path_the_other_rejected_pixels_stay_rejected() -> None:
    """Many paths of three pixels cross the gap; the smallest sequence runs along the top."""
    assert connected("""
        ..---..
        ##---##
        ..---..
    """) == drawing("""
        ..ooo..
        ##---##
        ..---..
    """)


def test_a_straight_gap_keeps_exactly_its_pixels() -> None:
    assert connected("##---##") == "##ooo##"


@pytest.mark.parametrize(("max_gap", "expected"), [(3, "#ooo#"), (2, "#---#"), (0, "#---#")])
def test_links_of_exactly_max_gap_rejected_pixels_are_kept_longer_ones_not(
    max_gap: int, expected: str
) -> None:
    assert connected("#---#", max_gap=max_gap) == expected


def test_dead_ends_are_not_kept() -> None:
    assert connected("##---") == "##---"


def test_a_path_cannot_leave_the_component() -> None:
    assert connected("#-.-#") == "#-.-#"


def test_diagonal_steps_count_with_eight_neighbours() -> None:
    picture = """
        #..
        .-.
        ..#
    """
    assert connected(picture, 8) == drawing("""
        #..
        .o.
        ..#
    """)
    assert connected(picture, 4) == drawing(picture)


def test_only_the_forest_is_kept_not_every_link() -> None:
    """Three fragments in a ring with gaps of 1, 2 and 3 pixels: the longest link closes a circle."""
    assert connected(
        """
        ##-##
        ##.##
        -...-
        -...-
        -###-
        """,
        4,
    ) == drawing("""
        ##o##
        ##.##
        o...-
        o...-
        o###-
    """)


def test_of_links_of_equal_cost_the_one_whose_first_pixel_comes_first_is_kept() -> None:
    assert connected(
        """
        #-#
        #.#
        #-#
        """
    ) == drawing("""
        #o#
        #.#
        #-#
    """)


def test_equal_first_pixels_are_decided_by_the_next_pixel() -> None:
    """From the right the sequence starts at (0, 3); from the left at (1, 1): the smaller one counts."""
    assert connected(
        """
        ..--.
        #-..#
        ..--.
        """
    ) == drawing("""
        ..oo.
        #o..#
        ..--.
    """)


def test_a_pixel_between_three_fragments_connects_them_all() -> None:
    assert connected(
        """
        .#.
        #-#
        .#.
        """,
        4,
    ) == drawing("""
        .#.
        #o#
        .#.
    """)


@settings(deadline=None, max_examples=400, derandomize=True)
@given(
    height=st.integers(1, 9),
    width=st.integers(1, 14),
    accepted=st.integers(1, 6),
    seed=st.integers(0, 2**32 - 1),
    connectivity=st.sampled_from([4, 8]),
    max_gap=st.integers(0, 8),
)
def test_any_scene_gives_the_forest_of_all_pairs_of_fragments(
    *, height: int, width: int, accepted: int, seed: int, connectivity: int, max_gap: int
) -> None:
    chance = np.random.default_rng(seed).random((height, width))
    is_accepted, is_rejected = chance < accepted / 20, (chance >= accepted / 20) & (chance < 0.9)
    expected = links_kept(
        [tuple(p) for p in np.argwhere(is_accepted).tolist()],
        {tuple(p) for p in np.argwhere(is_rejected).tolist()},
        connectivity,
        max_gap,
    )
    found = kept(is_accepted, is_rejected, connectivity, max_gap)
    assert {tuple(p) for p in np.argwhere(found).tolist()} == expected


def test_looking_at_few_pixels_at_a_time_gives_the_same_forest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_AT_ONCE", 2)
    test_any_scene_gives_the_forest_of_all_pairs_of_fragments()
