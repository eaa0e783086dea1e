"""What teaches, what is held out, and what is hidden meanwhile, against going from pixel to pixel."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surecover.core.grid import Grid, Window
from surecover.core.learning.checkpoint import Checkpoint
from surecover.core.learning.folds import Folds
from surecover.core.learning.labels import Labels
from surecover.core.learning.material import Material
from surecover.core.learning.patches import Scene
from surecover.core.learning.split import everything, hidden_pixels, part_of_labels
from surecover.core.scheme import load_scheme
from tests.drawings import draw

FOLDS = """
    11111222
    11111222
    11111222
    33333222
    33333...
    33333...
"""
"""Three folds, and land that is in none."""

LABELS = """
    AAAAAAAA
    AAA..BBB
    AAAAABBB
    AABBBBBB
    AABBBBBB
    AABBBBBB
"""


def folds(drawing: np.ndarray) -> Folds:
    return Folds(3, drawing.shape, lambda window: drawing[window].astype(np.uint8), ("a", "b", "c"))


def material(labels: np.ndarray) -> Material:
    grid = Grid("", (10.0, 0.0, 0.0, 0.0, -10.0, 0.0), *labels.shape)
    sets = np.array([[False, False], [True, False], [False, True]])
    told = Labels(load_scheme("basic6"), (1, 2), (1, 2), sets)
    return Material(grid, [], (), told, labels.astype(np.uint8), None, None, glacial=False)


def near(inside: np.ndarray, gap: int) -> np.ndarray:
    """Bool, True within `gap` rows and columns of a pixel; one pixel after the other."""
    found = np.zeros(inside.shape, bool)
    for row, col in np.argwhere(inside):
        found[max(row - gap, 0) : row + gap + 1, max(col - gap, 0) : col + gap + 1] = True
    return found


def test_the_gap_is_in_neither_part(tmp_path: Path) -> None:
    known = material(draw(LABELS, {"A": 1, "B": 2}))
    teaching, held_out = part_of_labels(known, folds(draw(FOLDS)), 3, 1, Checkpoint(tmp_path))
    assert (np.array(teaching) == draw("""
        11111111
        111..222
        ......22
        ......22
        ........
        ........
    """)).all()  # fmt: skip
    assert (np.array(held_out) == draw("""
        ........
        ........
        ........
        11222...
        11222...
        11222...
    """)).all()  # fmt: skip


@settings(deadline=None, max_examples=40, derandomize=True)
@given(st.integers(0, 2**32 - 1), st.integers(0, 6), st.integers(1, 3))
def test_what_teaches_lies_farther_than_the_gap_and_what_lies_nearer_is_hidden(
    tmp_path_factory: pytest.TempPathFactory, seed: int, gap: int, fold: int
) -> None:
    rng = np.random.default_rng(seed)
    shape = tuple(rng.integers(1, 20, 2))
    drawing = np.kron(rng.integers(0, 4, (7, 7)), np.ones((3, 3), int))[: shape[0], : shape[1]]
    labels = rng.integers(0, 3, shape)
    known, parts = material(labels), folds(drawing)
    work = Checkpoint(tmp_path_factory.mktemp("work"))
    teaching, held_out = part_of_labels(known, parts, fold, gap, work)
    around = near(drawing == fold, gap)
    assert (np.array(teaching) == np.where((drawing > 0) & ~around, labels, 0)).all()
    assert (np.array(held_out) == np.where(drawing == fold, labels, 0)).all()
    assert (np.array(hidden_pixels(known, parts, fold, gap, work)) == around).all()


def test_without_a_fold_everything_in_folds_teaches(tmp_path: Path) -> None:
    labels = draw(LABELS, {"A": 1, "B": 2})
    known, work = material(labels), Checkpoint(tmp_path)
    teaching, held_out = part_of_labels(known, folds(draw(FOLDS)), 0, 2, work)
    assert (np.array(teaching) == np.where(draw(FOLDS) > 0, labels, 0)).all()
    assert not held_out.any()
    teaching, _ = part_of_labels(known, everything(labels.shape), 0, 2, work)
    assert (np.array(teaching) == labels).all()


def test_a_hidden_pixel_is_as_if_it_had_not_been_observed() -> None:
    image = np.arange(12, dtype=np.float32).reshape(1, 3, 4)

    def read(window: Window) -> tuple[np.ndarray, np.ndarray]:
        return image[(slice(None), *window)], image[0][window] != 5

    hidden = draw("...1 ..11 ...1".replace(" ", "\n"))
    scene = Scene("made up", (3, 4), read, np.ones((3, 4), np.uint8)).without(hidden)
    reflectance, usable = scene.read((slice(0, 3), slice(1, 4)))
    assert np.isnan(reflectance[0]).tolist() == [
        [False, False, True],
        [False, True, True],
        [False, False, True],
    ]
    assert usable.tolist() == [[True, True, False], [False, False, False], [True, True, False]]
    assert not np.isnan(image).any()
