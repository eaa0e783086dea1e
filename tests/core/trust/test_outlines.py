from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from surecover.core.external.burning import burn
from surecover.core.grid import Grid
from surecover.core.trust.outlines import outline
from tests.drawings import draw


@settings(deadline=None, max_examples=150, derandomize=True)
@given(
    seed=st.integers(0, 2**32 - 1),
    shape=st.tuples(st.integers(1, 20), st.integers(1, 20)),
    share=st.floats(0.05, 1),
    turned=st.booleans(),
)
def test_rasterising_an_outline_gives_its_pixels_back(
    seed: int, shape: tuple[int, int], share: float, turned: bool
) -> None:
    pixels = np.random.default_rng(seed).random(shape) < share
    transform = (8.0, 6.0, 500_000.0, 6.0, -8.0, 5_000_000.0) if turned else (1e-4, 0, 14.0, 0, -1e-4, 46.0)
    grid = Grid("", transform, *shape)
    outlined = outline(pixels, grid)
    assert outlined.is_valid
    assert (burn([outlined], [1], grid) == pixels).all()


def test_pixels_that_touch_at_a_corner_are_polygons_apart_and_holes_stay_open() -> None:
    pixels = draw(
        """
        1 1 1 .
        1 . 1 .
        1 1 1 .
        . . . 1
        """,
        dtype="bool",
    )
    outlined = outline(pixels, Grid("", (1, 0, 0, 0, -1, 0), 4, 4))
    assert sorted(part.area for part in outlined.geoms) == [1, 8]
