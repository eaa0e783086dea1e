from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surecover.core.grid import Grid

NORTH_UP = (2.0, 0.0, 10.0, 0.0, -2.0, 50.0)
TURNED = (1.6, 1.2, 10.0, 1.2, -1.6, 50.0)


@settings(deadline=None, max_examples=100, derandomize=True)
@given(
    transform=st.sampled_from([NORTH_UP, TURNED]),
    row=st.floats(-2, 9),
    col=st.floats(-2, 9),
    size=st.floats(0, 6),
)
def test_the_window_of_a_box_holds_every_pixel_that_meets_it(
    transform: tuple[float, ...], row: float, col: float, size: float
) -> None:
    grid = Grid("", transform, 6, 7)
    left, bottom = grid.xy(row, col)
    rows, cols = grid.cover((left, bottom, left + size, bottom + size))
    for x, y in ((left + size * u, bottom + size * v) for u in np.linspace(0, 1, 5) for v in (0, 0.5, 1)):
        a, b, c, d, e, f = transform
        position = np.linalg.solve([[a, b], [d, e]], [x - c, y - f])
        at_col, at_row = np.floor(position).astype(int)
        on_an_edge = np.isclose(position, position.round()).any()  # rounding tells to which side
        if not on_an_edge and 0 <= at_row < 6 and 0 <= at_col < 7:
            assert rows.start <= at_row < rows.stop
            assert cols.start <= at_col < cols.stop


@pytest.mark.parametrize("transform", [NORTH_UP, TURNED])
def test_coordinates_lead_back_to_the_position(transform: tuple[float, ...]) -> None:
    grid = Grid("", transform, 6, 7)
    assert grid.rowcol(*grid.xy(2.25, -3.5)) == pytest.approx((2.25, -3.5))


def test_a_box_elsewhere_has_no_pixel() -> None:
    rows, cols = Grid("", NORTH_UP, 6, 7).cover((100, 0, 110, 10))
    assert (rows.stop - rows.start) * (cols.stop - cols.start) == 0


def test_a_point_on_a_corner_belongs_to_the_pixel_that_begins_there() -> None:
    grid = Grid("", NORTH_UP, 6, 7)
    x, y = grid.xy(2, 3)
    assert grid.cover((x, y, x, y)) == (slice(2, 3), slice(3, 4))
