from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from PIL import Image

from surecover.core.legends import FRACTION_RAMP, LegendEntry
from surecover.core.pages.pictures import (
    Shrunk,
    aligned_blocks,
    categories_rgb,
    mean,
    most_frequent,
    most_frequent_mark,
    png,
    ramp_rgb,
    sheet,
    shrink_factor,
)
from tests.drawings import draw, shown

LEGEND = [LegendEntry(1, "water", (0, 0, 255)), LegendEntry(3, "forest", (0, 100, 0))]


def decoded(data: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))


def test_a_map_shrinks_to_the_most_frequent_class_and_ties_go_to_the_lowest() -> None:
    shrunk = Shrunk((3, 5), 2, most_frequent, "uint8")
    shrunk.add(
        (slice(0, 3), slice(0, 5)),
        draw("""
            1 1 2 3 4
            1 5 3 2 6
            7 8 8 8 9
        """),
    )
    assert shown(shrunk.values) == "124\n789"


def test_marks_stay_where_they_fill_a_quarter() -> None:
    shrunk = Shrunk((2, 12), 2, most_frequent_mark, "uint8")
    shrunk.add((slice(0, 2), slice(0, 12)), draw("1. .. 21 33 .2 ..\n .. .. 2. 2. 22 .."))
    assert shown(shrunk.values) == "1.232."
    large = Shrunk((3, 6), 3, most_frequent_mark, "uint8")
    large.add((slice(0, 3), slice(0, 6)), draw("1.. 1..\n .1. .2.\n ... ..1"))
    assert shown(large.values) == ".1", "two of nine pixels are less than a quarter, three are more"


def test_numbers_shrink_to_the_mean_of_what_is_known() -> None:
    shrunk = Shrunk((2, 4), 2, mean, "float64")
    shrunk.add(
        (slice(0, 2), slice(0, 4)), np.array([[0.5, np.nan, np.nan, np.nan], [1.0, 0.0, np.nan, np.nan]])
    )
    assert shrunk.values[0, 0] == 0.5
    assert np.isnan(shrunk.values[0, 1])


@settings(deadline=None, max_examples=30, derandomize=True)
@given(arrays(np.uint8, (13, 9), elements=st.integers(0, 5)), st.integers(1, 5), st.integers(1, 20))
def test_the_picture_does_not_depend_on_the_windows(values: np.ndarray, factor: int, size: int) -> None:
    whole, cut = (Shrunk(values.shape, factor, most_frequent, "uint8") for _ in range(2))
    whole.add((slice(0, 13), slice(0, 9)), values)
    for window in aligned_blocks(values.shape, factor, size):
        cut.add(window, values[window])
    assert (whole.values == cut.values).all()


@pytest.mark.parametrize(
    ("shape", "factor"), [((1, 1), 1), ((900, 900), 1), ((901, 5), 2), ((10980, 10980), 13)]
)
def test_no_picture_is_longer_than_900_pixels(shape: tuple[int, int], factor: int) -> None:
    assert shrink_factor(shape) == factor


def test_classes_take_the_legends_colours_and_others_are_white() -> None:
    coloured = categories_rgb(draw("1 3 9 ."), LEGEND)
    assert coloured.tolist() == [[[0, 0, 255], [0, 100, 0], [255, 255, 255], [255, 255, 255]]]


def test_the_confidence_ramp_gets_lighter_all_the_way() -> None:
    coloured = ramp_rgb(np.linspace(0, 1, 50)[None], FRACTION_RAMP)[0].astype(float)
    lightness = coloured @ (0.2126, 0.7152, 0.0722)
    assert (np.diff(lightness) > 0).all()


def test_unknown_confidence_is_white() -> None:
    assert ramp_rgb(np.array([[np.nan]]), FRACTION_RAMP).tolist() == [[[255, 255, 255]]]


@pytest.mark.parametrize("colours", [2, 100_000])
def test_a_png_holds_exactly_the_pixels(colours: int) -> None:
    rgb = np.random.default_rng(0).integers(0, colours, (60, 70))
    rgb = np.stack([rgb % 256, rgb // 256 % 256, rgb // 65536], axis=-1).astype(np.uint8)
    assert (decoded(png(rgb)) == rgb).all()


def test_a_sheet_shows_the_map_and_every_colour_of_its_legend() -> None:
    page = decoded(sheet("Class map", categories_rgb(draw("1 1\n1 1"), LEGEND), LEGEND))
    colours = {tuple(c) for c in page.reshape(-1, 3).tolist()}
    assert {(0, 0, 255), (0, 100, 0)} <= colours
    blue = (page == (0, 0, 255)).all(axis=2).sum()
    assert blue >= 480 * 480


def test_a_sheet_of_a_single_pixel_can_be_looked_at() -> None:
    assert min(decoded(sheet("One pixel", np.zeros((1, 1, 3), np.uint8), [])).shape[:2]) > 400
