"""The correction, rule by rule, on maps drawn as characters, and against the rules in plain loops.

Class maps and external maps: w water, g grass, f forest, o open land (above grass and barren).
Cluster maps: digits are cluster indices, "." is no cluster. Evidence: 1 agrees, 2 connected,
3 spectral match nearby, 4 no match, 5 reassigned, 6 continuity, 7 not checked, 8 kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surecover.core.evidence.correction import Rules, reassign, reliability
from tests.core import oracle_correction as oracle
from tests.core.judging import judge
from tests.drawings import draw, shown

WATER, GRASS, FOREST, BARREN, OPEN = 1, 2, 3, 4, 8
LETTERS = {"w": WATER, "g": GRASS, "f": FOREST, "o": OPEN}
CONFIRMING = {WATER: {WATER}, GRASS: {GRASS, OPEN}, FOREST: {FOREST}, OPEN: {OPEN}}


def classes_drawn(picture: str) -> np.ndarray:
    return draw(picture, LETTERS, "uint16")


def evidence_of(
    classes: str, external: str, clusters: str, checked: tuple[int, ...] = (FOREST,), **rules: Any
) -> str:
    found = judge(
        classes_drawn(classes),
        classes_drawn(external),
        draw(clusters, dtype="uint8"),
        {c: CONFIRMING[c] for c in checked},
        rules=Rules(**rules),
    )
    return shown(found)


def drawing(picture: str) -> str:
    return "\n".join(line.replace(" ", "") for line in picture.strip().splitlines())


# The paper's figure


def test_figure_6_of_the_paper_the_old_outline_is_fitted_to_the_image() -> None:
    """An old forest map (its outline generalised), a generous classification, and what the image shows.

    The left wood: its classification spills over onto a field (cluster 5) and reaches trees that the
    old map lacks (cluster 1, 2). Two woods apart are unknown to the old map: one looks like the
    left one, one like nothing known.
    """
    classification = """
        . f f f f f . . . . f f
        f f f f f f f . . . f f
        f f f f f f f . . . . .
        f f f f f f f . . . f f
        . f f f f f . . . . f f
    """
    old_map = """
        . . . . . . . . . . . .
        . f f f f . . . . . . .
        . f f f f . . . . . . .
        . f f f f . . . f f . .
        . . . . . . . . f f . .
    """
    image = """
        5 1 2 1 1 2 5 5 5 5 1 2
        5 1 1 2 2 1 5 5 5 5 2 1
        5 1 2 2 1 1 5 5 5 5 5 5
        5 1 1 1 2 2 5 5 5 5 7 7
        5 2 1 1 2 5 5 5 5 5 7 7
    """
    assert evidence_of(classification, old_map, image) == drawing("""
        . 2 2 2 2 2 . . . . 3 3
        5 1 1 1 1 2 5 . . . 3 3
        5 1 1 1 1 2 5 . . . . .
        5 1 1 1 1 2 5 . . . 4 4
        . 2 2 2 2 5 . . . . 4 4
    """)


# Polygons


@pytest.mark.parametrize(
    ("external", "expected"), [("fffffffff...", "111111111444"), ("ffffffffff..", "111111111122")]
)
def test_nine_pixels_of_agreement_teach_nothing_ten_do(external: str, expected: str) -> None:
    assert evidence_of("f" * 12, external, "1" * 12) == expected


def test_min_pixels_sets_the_least_size_of_a_polygon() -> None:
    assert evidence_of("ffff", "fff.", "1111", min_pixels=3) == "1112"
    assert evidence_of("ffff", "fff.", "1111", min_pixels=4) == "1114"


def test_polygons_joined_only_by_a_corner_are_one_with_eight_neighbours_and_two_with_four() -> None:
    classes = """
        fffff......
        .....ffffff
    """
    external = """
        fffff......
        .....fffff.
    """
    clusters = """
        11111......
        .....222221
    """
    assert evidence_of(classes, external, clusters, connectivity=8) == drawing("""
        11111......
        .....111112
    """)
    assert evidence_of(classes, external, clusters, connectivity=4) == drawing("""
        11111......
        .....111114
    """)


# Signatures


def test_a_cluster_seen_once_in_a_polygon_teaches_nothing_seen_twice_it_does() -> None:
    assert evidence_of("fffffffffffff", "fffffffffff..", "11111111122" + "23") == "1" * 11 + "25"
    assert evidence_of("fffffffffffff", "fffffffffff..", "11111111112" + "23") == "1" * 11 + "55"


@pytest.mark.parametrize(("share", "expected"), [(20.0, "2"), (20.01, "5"), (0.0, "2")])
def test_a_cluster_with_exactly_min_share_percent_of_the_polygon_counts(share: float, expected: str) -> None:
    assert evidence_of("f" * 11, "f" * 10 + ".", "1111111122" + "2", min_share=share)[-1] == expected


def test_min_share_is_the_decimal_it_reads_as() -> None:
    """0.07 % of 10,000 px is 7 px, though 0.07 * 10000 is more than 7 in binary arithmetic."""
    assert 0.07 * 10_000 > 7
    classes = np.full((1, 10_001), FOREST)
    external, clusters = classes.copy(), np.ones((1, 10_001), np.uint8)
    external[0, -1] = 0
    clusters[0, :7] = clusters[0, -1] = 2
    found = judge(classes, external, clusters, {FOREST: {FOREST}}, rules=Rules(min_share=0.07))
    assert found[0, -1] == 2


def test_a_pixel_without_cluster_counts_in_its_polygons_size_but_teaches_nothing() -> None:
    """Two of ten pixels are 20 %; eight pixels without a cluster are no common feature."""
    assert evidence_of("f" * 12, "f" * 10 + "..", "........11" + "1.", min_share=20) == "1" * 10 + "25"
    assert evidence_of("f" * 12, "f" * 10 + "..", "........11" + "1.", min_share=20.1) == "1" * 10 + "55"


def test_a_pixel_without_cluster_is_rejected_if_connected_and_has_no_match_if_apart() -> None:
    assert evidence_of("fffffffffff.f", "ffffffffff...", "1111111111...") == "11111111115.4"


# Components


def test_a_pixel_connected_through_rejected_pixels_is_still_connected() -> None:
    assert evidence_of("f" * 14, "f" * 10 + "....", "1111111111" + "9911") == "1111111111" + "5522"


def test_what_any_polygon_of_the_component_teaches_counts_in_the_whole_component() -> None:
    assert evidence_of("f" * 24, "f" * 10 + "...." + "f" * 10, "1" * 10 + "1223" + "2" * 10) == (
        "1" * 10 + "2225" + "1" * 10
    )


def test_with_a_local_radius_only_polygons_that_near_count() -> None:
    picture = "f" * 24, "f" * 10 + "...." + "f" * 10, "1" * 10 + "1221" + "2" * 10
    for local_radius, expected in [(1, "2555"), (2, "2525"), (3, "2225"), (4, "2222")]:
        found = evidence_of(*picture, local_radius=local_radius)
        assert found == "1" * 10 + expected + "1" * 10


def test_with_a_local_radius_polygons_of_other_components_do_not_count() -> None:
    classes = """
        ffffffffffff
        ............
        ffffffffffff
    """
    external = """
        ffffffffff..
        ............
        ffffffffff..
    """
    clusters = """
        111111111121
        ............
        222222222221
    """
    assert evidence_of(classes, external, clusters, local_radius=9) == drawing("""
        111111111152
        ............
        111111111125
    """)


def test_pixels_that_touch_only_at_a_corner_are_connected_with_eight_neighbours_only() -> None:
    classes = """
        ffffffffff.
        ..........f
    """
    external = "ffffffffff.\n..........."
    clusters = """
        1111111111.
        ..........9
    """
    assert evidence_of(classes, external, clusters, connectivity=8).splitlines()[1] == "..........5"
    assert evidence_of(classes, external, clusters, connectivity=4).splitlines()[1] == "..........4"


# The radius


@pytest.mark.parametrize(
    ("place", "expected"),
    [((0, 509), 3), ((0, 510), 4), ((300, 409), 3), ((301, 409), 4), ((1, 509), 4), ((140, 489), 3)],
)
def test_a_match_500_pixels_away_counts_and_one_at_the_root_of_250001_does_not(
    place: tuple[int, int], expected: int
) -> None:
    """The nearest pixel of the polygon is (0, 9)."""
    classes = np.zeros((302, 520), int)
    classes[0, :10] = FOREST
    external = classes.copy()
    classes[place] = FOREST
    clusters = np.ones(classes.shape, np.uint8)
    assert judge(classes, external, clusters, {FOREST: {FOREST}})[place] == expected


def test_a_nearer_polygon_that_does_not_teach_the_cluster_does_not_hide_a_farther_one() -> None:
    picture = (
        "f" * 10 + "." + "f" * 10 + ".f",
        "f" * 10 + "." + "f" * 10 + "..",
        "1" * 10 + "." + "2" * 10 + ".1",
    )
    assert evidence_of(*picture, radius=13)[-1] == "3"
    assert evidence_of(*picture, radius=12)[-1] == "4"


# Classes


def test_a_class_that_is_not_checked_keeps_its_pixels_without_a_claim() -> None:
    classes, external = classes_drawn("ggff"), classes_drawn("ffff")
    found = judge(classes, external, np.ones((1, 4), np.uint8), {FOREST: {FOREST}})
    assert shown(found) == "7711"
    assert shown(reliability(classes, found)) == "..11"


def test_grass_agrees_with_open_land_above_it_but_open_land_not_with_grass_below_it() -> None:
    assert evidence_of("gggo", "ogfo", "1111", (GRASS, OPEN)) == "1141"
    assert evidence_of("oooo", "gggo", "1111", (OPEN,)) == "4441"


def test_nodata_of_the_class_map_is_outside_everything_and_separates_components() -> None:
    assert evidence_of("ffffffffff.ff", "fffffffffffff", "1111111111111") == "1111111111.11"
    assert evidence_of("ffffffffff.ff", "fffffffffff..", "1111111111112") == "1111111111.34"


def test_nodata_of_the_external_map_does_not_agree() -> None:
    assert evidence_of("ffff", "f..f", "1111") == "1441"


def test_class_ids_up_to_65535_work() -> None:
    classes = np.array([[65535, 65535, 300]], np.uint16)
    external = np.array([[65535, 0, 65534]], np.uint16)
    found = judge(classes, external, np.ones((1, 3), np.uint8), {65535: {65535}, 300: {300, 65534}})
    assert shown(found) == "141"


def test_continuity_keeps_rejected_pixels_between_accepted_ones() -> None:
    classes, external = classes_drawn("w" * 24), classes_drawn("w" * 10 + "...." + "w" * 10)
    clusters = draw("1" * 10 + "1992" + "1" * 10, dtype="uint8")
    rules = {"checked": {WATER: {WATER}}, "continuous": {WATER}}
    assert shown(judge(classes, external, clusters, **rules)) == "1" * 10 + "2666" + "1" * 10
    assert shown(judge(classes, external, clusters, **rules, rules=Rules(max_gap=2))) == (
        "1" * 10 + "2555" + "1" * 10
    )


# Reassignment


def reassigned(
    shares: Mapping[int, float], old: int = FOREST, rejection: float = 0.25
) -> tuple[int, int, int]:
    """Class, evidence and reliability of one rejected pixel."""
    probabilities = np.array(list(shares.values()), np.float32)[:, None, None]
    classes, evidence = np.array([[old]]), np.array([[5]], np.uint8)
    final, why = reassign(classes, evidence, probabilities, list(shares), rejection)
    return int(final[0, 0]), int(why[0, 0]), int(reliability(final, why)[0, 0])


def test_a_rejected_pixel_gets_the_class_most_probable_after_the_rejection() -> None:
    assert reassigned({WATER: 0.1, GRASS: 0.3, FOREST: 0.6}) == (GRASS, 5, 3)


def test_a_class_more_probable_in_spite_of_the_rejection_is_kept_with_low_reliability() -> None:
    assert reassigned({WATER: 0.05, GRASS: 0.1, FOREST: 0.85}) == (FOREST, 8, 3)


def test_ties_go_to_the_old_class_then_to_the_lowest_id() -> None:
    assert reassigned({GRASS: 0.2, FOREST: 0.8}) == (FOREST, 8, 3)
    assert reassigned({BARREN: 0.3, GRASS: 0.3, FOREST: 0.4}) == (GRASS, 5, 3)


def test_rejection_0_is_the_papers_hard_rejection() -> None:
    assert reassigned({GRASS: 0.01, FOREST: 0.99}, rejection=0) == (GRASS, 5, 3)
    assert reassigned({GRASS: 0.0, FOREST: 1.0}, rejection=0) == (0, 5, 0)


def test_without_positive_probabilities_a_rejected_pixel_has_no_class_and_no_reliability() -> None:
    assert reassigned({GRASS: 0.0, FOREST: 0.0}) == (0, 5, 0)
    final, why = reassign(np.array([[FOREST]]), np.array([[5]], np.uint8), None, [], 0.25)
    assert (final[0, 0], why[0, 0], reliability(final, why)[0, 0]) == (0, 5, 0)


def test_pixels_that_were_not_rejected_keep_their_class() -> None:
    classes = np.full((1, 6), FOREST)
    evidence = draw("123467", dtype="uint8")
    final, why = reassign(classes, evidence, np.ones((1, 1, 6), np.float32), [GRASS], 0.25)
    assert shown(final) == "333333"
    assert shown(why) == "123467"
    assert shown(reliability(final, why)) == "11233."


# Against the rules in plain loops


def scene(seed: int, shape: tuple[int, int], patchiness: int) -> dict[str, np.ndarray]:
    """A class map in patches, an external map that partly agrees, and clusters that follow both."""
    random = np.random.default_rng(seed)
    coarse = [-(-side // patchiness) for side in shape]

    def patches(values: list[int]) -> np.ndarray:
        small = random.choice(values, coarse)
        return small.repeat(patchiness, 0).repeat(patchiness, 1)[: shape[0], : shape[1]]

    classes = patches([WATER, GRASS, FOREST, FOREST, OPEN])
    external = np.where(random.random(shape) < 0.75, classes, patches([0, WATER, FOREST, OPEN]))
    clusters = np.where(random.random(shape) < 0.6, classes, random.integers(0, 6, shape))
    classes = np.where(random.random(shape) < 0.08, patches([0, WATER, GRASS, FOREST]), classes)
    shares = random.integers(0, 5, (3, *shape)) * (random.random(shape) < 0.9)
    return {
        "classes": classes,
        "external": external,
        "clusters": clusters.astype(np.uint8),
        "probabilities": (shares / np.maximum(shares.sum(axis=0), 1)).astype(np.float32),
    }


@settings(deadline=None, max_examples=400, derandomize=True)
@given(
    seed=st.integers(0, 2**32 - 1),
    shape=st.tuples(st.integers(1, 16), st.integers(1, 24)),
    patchiness=st.integers(1, 6),
    checked=st.permutations([WATER, GRASS, FOREST, OPEN]).flatmap(
        lambda order: st.integers(0, 4).map(lambda n: order[:n])
    ),
    continuous=st.sets(st.sampled_from([WATER, FOREST])),
    with_probabilities=st.booleans(),
    options=st.builds(
        oracle.Options,
        connectivity=st.sampled_from([4, 8]),
        min_pixels=st.integers(1, 12),
        min_share_thousandths=st.sampled_from([0, 100, 10_000, 25_000]),
        radius=st.sampled_from([0, 1, 2, 3.5, 5, 9, 500]),
        local_radius=st.sampled_from([0, 0, 1, 2, 4.5, 8]),
        rejection=st.sampled_from([0, 0.25, 0.5, 1]),
        max_gap=st.integers(0, 5),
    ),
    side=st.sampled_from([1, 3, 5, 8, 100]),
    rim_bytes=st.sampled_from([0, 10**6]),
)
def test_any_scene_in_blocks_of_any_size_gives_what_the_rules_in_plain_loops_give(
    *,
    seed: int,
    shape: tuple[int, int],
    patchiness: int,
    checked: list[int],
    continuous: set[int],
    with_probabilities: bool,
    options: oracle.Options,
    side: int,
    rim_bytes: int,
) -> None:
    maps = scene(seed, shape, patchiness)
    probabilities = maps["probabilities"] if with_probabilities else None
    ids = [FOREST, WATER, GRASS]
    rules = Rules(
        options.connectivity, options.min_pixels, options.min_share_thousandths / 1000,
        options.radius, options.local_radius, options.max_gap,
    )  # fmt: skip
    evidence = judge(
        maps["classes"], maps["external"], maps["clusters"],
        {c: CONFIRMING[c] for c in checked}, continuous=continuous, rules=rules,
        side=side, rim_bytes=rim_bytes,
    )  # fmt: skip
    final, evidence = reassign(maps["classes"], evidence, probabilities, ids, options.rejection)
    expected = oracle.correct(
        oracle.Maps(maps["classes"], maps["external"], maps["clusters"], probabilities, ids),
        {c: CONFIRMING[c] - {c} for c in CONFIRMING}, checked, continuous, options,
    )  # fmt: skip
    assert shown(final) == shown(expected[0])
    assert shown(evidence) == shown(expected[2])
    assert shown(reliability(final, evidence)) == shown(expected[1])
    assert ((evidence > 0) == (maps["classes"] > 0)).all(), "every predicted pixel has one code"


@settings(deadline=None, max_examples=8, derandomize=True)
@given(
    seed=st.integers(0, 2**32 - 1),
    radius=st.sampled_from([20, 33.3, 60]),
    local=st.booleans(),
    side=st.sampled_from([64, 90, 200]),
)
def test_matches_at_a_distance_equal_brute_force_where_whole_cells_are_judged_at_once(
    *, seed: int, radius: float, local: bool, side: int
) -> None:
    """Few agreeing places in a wide scene, so that distances around the radius occur."""
    random = np.random.default_rng(seed)
    shape = 90, 200
    classes = np.where(random.random(shape) < 0.35, FOREST, 0)
    external = np.zeros(shape, int)
    for row, col in random.integers(0, [85, 194], (6, 2)):
        external[row : row + 5, col : col + 6] = FOREST
        classes[row : row + 5, col : col + 6] = FOREST
    clusters = random.integers(0, 40, shape).astype(np.uint8)
    options = {"radius": radius, "local_radius": radius if local else 0, "connectivity": 8 if local else 4}
    found = judge(classes, external, clusters, {FOREST: {FOREST}}, rules=Rules(**options), side=side)
    every = {(int(r), int(c)) for r, c in np.argwhere(classes)}
    expected = oracle.evidence_of_class(
        every,
        {p for p in every if external[p]},
        {p: int(clusters[p]) for p in every},
        False,
        oracle.Options(**options),
    )
    assert {p: int(found[p]) for p in every} == expected


def test_the_order_of_the_classes_does_not_matter() -> None:
    maps = scene(7, (40, 60), 5)
    results = [
        judge(
            maps["classes"],
            maps["external"],
            maps["clusters"],
            {c: CONFIRMING[c] for c in order},
            continuous={WATER},
        )
        for order in ([WATER, GRASS, FOREST, OPEN], [OPEN, FOREST, GRASS, WATER])
    ]
    assert (results[0] == results[1]).all()
    assert set(np.unique(results[0])) >= {1, 2, 5}
