"""Patches overlap, hold what their labels teach, and nothing of what may not teach."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surecover.core.grid import Window
from surecover.core.learning.patches import Patches, Scene
from surecover.core.model.card import Band, ModelCard, Scaling
from surecover.core.scheme import load_scheme
from tests.drawings import draw

CARD = ModelCard(
    "test",
    "",
    "",
    "CC0-1.0",
    (Band("B1"),),
    (Scaling(),),
    load_scheme("basic6"),
    (1, 2),
    tile=64,
    halo=8,
    overlap=8,
)

properties = settings(deadline=None, max_examples=60, derandomize=True)


def scene(labels: np.ndarray, usable: np.ndarray | None = None) -> Scene:
    """One band that counts the pixels from 1 on."""
    count = np.arange(1, labels.size + 1, dtype=np.float32).reshape(1, *labels.shape)
    seen = np.ones(labels.shape, bool) if usable is None else usable

    def read(window: Window) -> tuple[np.ndarray, np.ndarray]:
        return count[(slice(None), *window)], seen[window]

    return Scene("scene", labels.shape, read, labels.astype(np.uint8))


@properties
@given(st.integers(1, 40), st.integers(1, 40), st.integers(2, 12))
def test_patches_cover_every_labelled_pixel_and_stay_inside(rows: int, cols: int, side: int) -> None:
    labels = np.ones((rows, cols), np.uint8)
    patches = Patches([scene(labels)], CARD, 1, side)
    inputs, found = patches.read(np.arange(len(patches)))
    assert inputs.shape == (len(patches), 1, side, side)
    assert set(inputs[:, 0][found > 0].long().tolist()) == set(range(1, rows * cols + 1))


def test_a_patch_hops_half_its_side() -> None:
    patches = Patches([scene(np.ones((4, 8)))], CARD, 1, 4)
    inputs, _ = patches.read(np.arange(len(patches)))
    assert inputs[:, 0, 0, 0].tolist() == [1, 3, 5]


def test_patches_without_labels_do_not_occur() -> None:
    labels = draw("""
        1 1 . . . . . .
        1 1 . . . . . .
        . . . . . . . .
        . . . . . . 2 .
    """)
    patches = Patches([scene(labels)], CARD, 2, 2, hop=2)
    assert patches.counts.tolist() == [[0, 4, 0], [0, 0, 1]]


def test_what_the_image_does_not_show_teaches_nothing() -> None:
    usable = draw("1 1 . 1") > 0
    patches = Patches([scene(draw("1 1 1 1"), usable)], CARD, 1, 4)
    _, labels = patches.read(np.array([0]))
    assert labels[0, 0].tolist() == [1, 1, 0, 1]
    assert not labels[0, 1:].any()  # filled up by reflection


def test_a_sea_patch_is_skipped_and_the_last_ones_of_a_class_stay() -> None:
    labels = draw("""
        1 1 1 1 1 2 3 3
        1 1 1 1 2 2 3 3
    """)
    skipping = Patches([scene(labels)], CARD, 3, 2, hop=2, skip=0.9)
    assert skipping.counts[:, 1:].tolist() == [[1, 3, 0], [0, 0, 4]]
    assert len(Patches([scene(labels)], CARD, 3, 2, hop=2)) == 4


def test_drawing_is_a_permutation_and_the_same_for_a_seed() -> None:
    patches = Patches([scene(np.ones((16, 16)))], CARD, 1, 4)
    drawn = [patches.drawn(np.random.default_rng(7)) for _ in range(2)]
    assert sorted(drawn[0]) == list(range(len(patches)))
    assert (drawn[0] == drawn[1]).all()
    assert len(patches.drawn(np.random.default_rng(7), most=5)) == 5


def test_balanced_drawing_shows_a_rare_class_as_often_as_a_common_one() -> None:
    labels = np.ones((4, 400))
    labels[:, 200:204] = 2
    patches = Patches([scene(labels)], CARD, 2, 4, hop=4)
    rng = np.random.default_rng(0)
    drawn = np.concatenate([patches.drawn(rng, balanced=True) for _ in range(50)])
    assert patches.counts[drawn, 2].astype(bool).mean() == pytest.approx(0.5, abs=0.05)


def test_a_shift_moves_image_and_labels_together_and_stays_inside() -> None:
    labels = np.arange(64).reshape(8, 8) % 200 + 1
    patches = Patches([scene(labels)], CARD, 200, 4)
    rng = np.random.default_rng(1)
    corners = set()
    for _ in range(30):
        inputs, found = patches.read(np.array([4]), rng)
        assert (inputs[:, 0].long() == found.long()).all()
        corners.add(int(inputs[0, 0, 0, 0]))
    assert len(corners) > 3


def test_weights_say_how_often_patches_of_a_scene_are_drawn_however_many_it_has() -> None:
    small, large = scene(np.ones((2, 2))), scene(np.full((20, 20), 2))
    scenes = [replace(small, weight=3.0), replace(large, weight=1.0)]
    patches = Patches(scenes, CARD, 2, 2, hop=2)
    drawn = np.concatenate([patches.drawn(np.random.default_rng(seed)) for seed in range(10)])
    assert patches.counts[drawn].sum(axis=0)[1] / 4 / len(drawn) == pytest.approx(0.75, abs=0.05)
    assert len(set(drawn.tolist())) > 85, "all patches of a scene alike"


def test_among_the_patches_of_a_scene_with_a_weight_labels_can_still_be_balanced() -> None:
    labels = np.ones((20, 20))
    labels[:2, :2] = 2
    patches = Patches([replace(scene(labels), weight=1.0)], CARD, 2, 2, hop=2)
    drawn = np.concatenate([patches.drawn(np.random.default_rng(s), balanced=True) for s in range(10)])
    assert (patches.counts[drawn][:, 2] > 0).mean() == pytest.approx(0.5, abs=0.05)
