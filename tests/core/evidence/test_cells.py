"""Cells of a raster: what is taught within a radius of every, or of some, pixel of each."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from surecover.core.evidence.cells import Cells


def pixels(cells: Cells, place: tuple[int, int]) -> np.ndarray:
    """(row, col) of all pixels of a cell, also of those beyond the raster."""
    return np.argwhere(np.ones((cells.side, cells.side))) + np.multiply(place, cells.side)


@settings(deadline=None, max_examples=60, derandomize=True)
@given(
    rows=st.integers(1, 40), cols=st.integers(1, 40),
    radius=st.sampled_from([0, 1, 2.5, 5, 9, 17, 30.3, 1e9]), data=st.data(),
)  # fmt: skip
def test_a_cell_learns_what_cells_teach_whose_pixels_are_all_or_partly_within_the_radius(
    rows: int, cols: int, radius: float, data: st.DataObject
) -> None:
    cells = Cells((rows, cols), radius, classes=1)
    place = st.tuples(*(st.integers(0, length - 1) for length in cells.shape))
    teaching, learning = data.draw(st.lists(place, min_size=1, max_size=8, unique=True)), data.draw(place)
    sets = np.zeros((*cells.shape, 1, 32), np.uint8)
    for number, cell in enumerate(teaching):
        sets[(*cell, 0, number)] = 1
    certain, possible = (cells.spread(sets, certain=flag)[learning][0] for flag in (True, False))
    for number, cell in enumerate(teaching):
        apart = pixels(cells, cell)[:, None] - pixels(cells, learning)
        near = (apart**2).sum(axis=2) <= cells.radius**2
        assert (certain[number], possible[number]) == (near.all(), near.any())


def test_cells_are_as_many_as_memory_allows_and_no_finer_than_an_eighth_of_the_radius() -> None:
    for shape, radius, classes in itertools.product(
        [(400, 400), (10980, 10980), (1, 10**8)], [0, 8, 15, 500, 1e300], [0, 1, 44]
    ):
        cells = Cells(shape, radius, classes)
        assert cells.shape[0] * cells.shape[1] * classes * 32 <= 2**25
        assert cells.reach <= 9
