"""The correction of maps of any size: blocks do not show, and memory does not grow.

Scenes made to be hard are compared with the rules in plain loops, at small sizes and radii.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from scipy import spatial

from surecover.core.evidence import nearby, survey
from surecover.core.evidence.correction import Rules
from tests.benchmarks.adversarial import NAMES, Maps, scene
from tests.core import oracle_correction as oracle
from tests.core.judging import judge
from tests.drawings import draw, shown

WATER, FOREST = 1, 3
SIZE, RADIUS, GAP = 40, 7, 12


@cache
def drawn(name: str) -> Maps:
    return scene(name, SIZE, RADIUS)


@cache
def expected(name: str, connectivity: int, local_radius: float) -> np.ndarray:
    """Evidence of the rules in plain loops, each class compared with itself."""
    classes, external, clusters = drawn(name)
    options = oracle.Options(
        connectivity=connectivity, radius=RADIUS, local_radius=local_radius, max_gap=GAP
    )  # fmt: skip
    cluster = {(r, c): int(clusters[r, c]) for r, c in np.argwhere(classes).tolist()}
    evidence = np.zeros(classes.shape, np.uint8)
    for class_ in np.unique(classes[classes > 0]):
        predicted = {(r, c) for r, c in np.argwhere(classes == class_).tolist()}
        confirmed = {p for p in predicted if external[p] == class_}
        found = oracle.evidence_of_class(predicted, confirmed, cluster, class_ == WATER, options)
        for place, code in found.items():
            evidence[place] = code
    return evidence


@pytest.mark.parametrize("side", [9, 16, SIZE])
@pytest.mark.parametrize(("connectivity", "local_radius"), [(8, 0), (4, 0), (8, 6.5)])
@pytest.mark.parametrize("name", NAMES)
def test_scenes_made_to_be_hard_get_what_the_rules_in_plain_loops_give(
    name: str, connectivity: int, local_radius: float, side: int
) -> None:
    classes, external, clusters = drawn(name)
    found = judge(
        classes, external, clusters, {int(c): {int(c)} for c in np.unique(classes[classes > 0])},
        continuous={WATER}, side=side,
        rules=Rules(connectivity, radius=RADIUS, local_radius=local_radius, max_gap=GAP),
    )  # fmt: skip
    assert shown(found) == shown(expected(name, connectivity, local_radius))


def test_those_scenes_hold_every_evidence_that_judging_gives() -> None:
    kinds = {int(code) for name in NAMES for code in np.unique(expected(name, 8, 0))}
    assert kinds == {0, 1, 2, 3, 4, 5, 6}


@pytest.mark.parametrize("side", [64, 100, 1000])
@pytest.mark.parametrize(
    ("place", "code"), [((0, 509), 3), ((0, 510), 4), ((300, 409), 3), ((301, 409), 4), ((1, 509), 4)]
)
def test_500_pixels_are_500_pixels_across_any_number_of_blocks(
    place: tuple[int, int], code: int, side: int
) -> None:
    """The nearest pixel of the only polygon is (0, 9); (1, 509) is √250001 px away."""
    classes = np.zeros((302, 520), np.uint8)
    classes[0, :10] = FOREST
    external = classes.copy()
    classes[place] = FOREST
    found = judge(classes, external, np.ones_like(classes), {FOREST: {FOREST}}, side=side)
    assert found[place] == code


def judged(classes: str, external: str, clusters: str, side: int, **rules: float) -> str:
    maps = [draw(picture, {"w": WATER, "f": FOREST}, "uint8") for picture in (classes, external, clusters)]
    checked = {WATER: {WATER}, FOREST: {FOREST}}
    return shown(judge(*maps, checked, continuous={WATER}, side=side, rules=Rules(**rules)))  # type: ignore[arg-type]


@pytest.mark.parametrize("side", [3, 4, 5, 100])
def test_a_polygon_that_has_its_ten_pixels_only_together_with_the_next_block_teaches(side: int) -> None:
    assert judged("f" * 11 + ".f", "f" * 10 + "...", "1" * 11 + ".1", side) == "1" * 10 + "2.3"


@pytest.mark.parametrize("side", [3, 4, 5, 100])
def test_a_clusters_share_is_that_of_the_whole_polygon(side: int) -> None:
    """Two pixels of cluster 2, in different blocks: 20 % of the polygon."""
    picture = "f" * 11, "f" * 10 + ".", "1121111211" + "2"
    assert judged(*picture, side, min_share=20)[-1] == "2"
    assert judged(*picture, side, min_share=20.1)[-1] == "5"


@pytest.mark.parametrize("side", [3, 4, 5, 100])
def test_a_river_is_kept_in_one_piece_across_seams(side: int) -> None:
    picture = "w" * 26, "w" * 10 + "." * 6 + "w" * 10, "1" * 10 + "999999" + "1" * 10
    assert judged(*picture, side) == "1" * 10 + "6" * 6 + "1" * 10
    assert judged(*picture, side, max_gap=5) == "1" * 10 + "5" * 6 + "1" * 10


@pytest.mark.parametrize("side", [3, 4, 5, 100])
def test_fragments_joined_far_from_a_gap_need_no_bridge_across_it(side: int) -> None:
    """A river around an island: its arms meet at both ends, so the rejected pixels between stay rejected."""
    classes = "w" * 12 + "\n" + "w" * 12 + "\n" + "w" * 12
    external = "w" * 12 + "\nw" + "." * 10 + "w\n" + "w" * 12
    clusters = "1" * 12 + "\n1" + "9" * 10 + "1\n" + "1" * 12
    assert judged(classes, external, clusters, side).splitlines()[1] == "1" + "5" * 10 + "1"


def test_little_memory_for_trees_and_counts_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for module, name, value in (
        (nearby, "_MOST_POINTS", 3), (nearby, "_AT_ONCE", 5), (nearby, "_MOST_PIXELS", 11),
        (survey, "_AT_ONCE", 2),
    ):  # fmt: skip
        monkeypatch.setattr(module, name, value)
    for name in ("far_apart", "holes", "nine_and_ten"):
        test_scenes_made_to_be_hard_get_what_the_rules_in_plain_loops_give(name, 8, 6.5, 16)


def test_trees_stay_small_where_every_rim_pixel_teaches_every_cluster(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A polygon full of holes beside lone pixels at the radius, both of all clusters."""
    row, col = np.ogrid[:512, :512]
    polygon = (col < 100) & ((row % 2 == 0) | (col % 2 == 0))
    alone = (col > 320) & (col < 350) & (row % 3 == 0) & (col % 3 == 0)
    clusters = np.random.default_rng(0).integers(1, 256, (512, 512)).astype(np.uint8)
    points, tree = [], spatial.cKDTree
    monkeypatch.setattr(nearby.spatial, "cKDTree", lambda p, **how: points.append(len(p)) or tree(p, **how))
    judge(
        (polygon | alone) * np.uint8(FOREST), polygon * np.uint8(FOREST), clusters, {FOREST: {FOREST}},
        rules=Rules(radius=300),
    )  # fmt: skip
    assert sum(points) > 2**21
    assert max(points) < 2**21


def test_a_radius_beyond_the_map_reaches_all_of_it() -> None:
    picture = "f" * 10 + "." * 20 + "f", "f" * 10 + "." * 21, "1" * 31
    reached = "1" * 10 + "." * 20 + "3"
    for radius in (21, 100, 2.0**40, 1e300):
        assert judged(*picture, 8, radius=radius, local_radius=radius) == reached
    assert judged(*picture, 8, radius=20.9)[-1] == "4"
