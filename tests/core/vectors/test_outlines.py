"""Polygons of parts: they hold their pixels and no others, and fit, also when they are simplified."""

from __future__ import annotations

import numpy as np
import pytest
import rasterio
import rasterio.features
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import ndimage

from surecover.core.errors import Cancelled
from surecover.core.grid import Grid, blocks
from surecover.core.progress import Progress
from surecover.core.vectors.borders import Borders
from surecover.core.vectors.rings import polygons
from surecover.core.vectors.simplifying import simplify
from tests.core.vectors.judging import components
from tests.drawings import draw


def outlines(parts: np.ndarray, limit: float = 0, side: int = 1024) -> np.ndarray:
    """The polygon of each part 1, 2, …, with rows counted downwards."""
    borders = Borders(parts.shape)
    around = np.pad(parts, 1)
    for rows, cols in blocks(parts.shape, side):
        borders.add((rows, cols), around[rows.start : rows.stop + 2, cols.start : cols.stop + 2])
    borders.join(Progress())
    if limit:
        simplify(borders, limit, Progress())
    lots = list(polygons(borders, Grid("", (1, 0, 0, 0, 1, 0), *parts.shape), Progress()))
    if not lots:
        return np.empty(0, object)
    numbers, shapes = map(np.concatenate, zip(*lots, strict=True))
    assert numbers.tolist() == list(range(1, len(shapes) + 1))
    return shapes


def burnt(shapes: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    if not len(shapes):
        return np.zeros(shape, "int32")
    numbered = zip(shapes, range(1, len(shapes) + 1), strict=True)
    return rasterio.features.rasterize(numbered, shape, transform=rasterio.Affine.identity(), dtype="int32")


def test_a_hole_is_a_hole() -> None:
    outer, inner = outlines(draw("1 1 1 \n 1 2 1 \n 1 1 1"))
    assert outer.equals(shapely.box(0, 0, 3, 3) - shapely.box(1, 1, 2, 2))
    assert inner.equals(shapely.box(1, 1, 2, 2))
    assert shapely.get_num_coordinates(outlines(draw("1 1 1 \n 1 1 1")))[0] == 5, "corners only"


@pytest.mark.parametrize(
    ("picture", "holes"),
    [
        ("1 1 1 1 \n 1 . 1 1 \n 1 1 . 1 \n 1 1 1 1", 2),
        ("1 1 1 1 \n 1 1 . 1 \n 1 . 1 1 \n 1 1 1 1", 2),
        ("1 1 1 \n 1 . 1 \n 1 1 .", 1),
        (". 1 1 \n 1 . 1 \n 1 1 1", 1),
    ],
)
def test_a_part_that_touches_itself_at_a_corner_is_valid(picture: str, holes: int) -> None:
    (shape,) = outlines(draw(picture))
    assert shape.is_valid
    assert (shape.geom_type, len(shape.interiors)) == ("Polygon", holes)
    assert shape.area == (draw(picture) > 0).sum()


def test_no_part_gives_no_polygon() -> None:
    assert len(outlines(np.zeros((2, 3), int))) == 0


def test_most_steps_go_from_a_slanting_border_and_the_frame_stays() -> None:
    rows, cols = np.indices((40, 40))
    below = np.where(rows > cols, 2, 1)
    upper, lower = outlines(below, limit=1)
    assert shapely.get_num_coordinates([upper, lower]).max() < 20, "before: 82"
    assert upper.union(lower).equals(shapely.box(0, 0, 40, 40))
    diagonal = shapely.LineString([(0, 1), (39, 40)])
    assert upper.intersection(lower).hausdorff_distance(diagonal) < 1


def test_a_larger_tolerance_leaves_fewer_corners() -> None:
    field = ndimage.gaussian_filter(np.random.default_rng(0).normal(size=(80, 80)), 4)
    parts = components((field > 0) + 1, 4)
    counts = [shapely.get_num_coordinates(outlines(parts, limit)).sum() for limit in (0, 0.25, 1, 9, 100)]
    assert counts == sorted(counts, reverse=True)
    assert counts[-1] < counts[0] / 4


def test_a_polygon_keeps_three_corners_however_small_it_is() -> None:
    single = outlines(draw("1 1 1 1 \n 1 2 1 1 \n 1 1 1 1 \n 1 1 1 1"), limit=100)[1]
    assert shapely.get_num_coordinates(single) == 4
    assert single.area == 0.5


def test_simplifying_can_be_cancelled() -> None:
    borders = Borders((2, 2))
    borders.add((slice(0, 2), slice(0, 2)), np.pad(draw("1 2 \n 2 2"), 1))
    borders.join(Progress())
    with pytest.raises(Cancelled):
        simplify(borders, 1, Progress(cancelled=lambda: True))


def maps(seed: int, shape: tuple[int, int], smooth: float) -> np.ndarray:
    """Parts of a random map with holes, islands and nodata; smooth or not."""
    field = ndimage.gaussian_filter(np.random.default_rng(seed).normal(size=shape), smooth)
    spread = field.std() or 1
    return components(np.digitize(field, [-spread, -spread / 3, spread / 3]), 4)


any_map = {
    "seed": st.integers(0, 2**32 - 1),
    "shape": st.tuples(st.integers(1, 40), st.integers(1, 40)),
    "smooth": st.sampled_from([0, 0.7, 2]),
}


@settings(deadline=None, max_examples=60, derandomize=True)
@given(**any_map, side=st.integers(1, 41))
def test_outlines_hold_their_pixels_and_no_others_for_any_blocks(
    seed: int, shape: tuple[int, int], smooth: float, side: int
) -> None:
    parts = maps(seed, shape, smooth)
    shapes = outlines(parts)
    assert shapely.is_valid(shapes).all()
    assert (burnt(shapes, shape) == parts).all()
    assert (shapely.area(shapes) == np.bincount(parts.ravel())[1:]).all()
    assert shapely.equals_exact(outlines(parts, side=side), shapes).all()


@settings(deadline=None, max_examples=60, derandomize=True)
@given(**any_map, limit=st.sampled_from([0.3, 1, 4, 30, 400]))
def test_simplified_outlines_still_fit(
    seed: int, shape: tuple[int, int], smooth: float, limit: float
) -> None:
    parts = maps(seed, shape, smooth)
    before, after = outlines(parts), outlines(parts, limit)
    assert shapely.is_valid(after).all()
    assert shapely.coverage_is_valid(after)
    assert (shapely.area(after) > 0).all()
    assert len(after) == len(before)
    if parts.all():
        assert shapely.union_all(after).equals(shapely.box(0, 0, *shape[::-1])), "the frame stays"
