"""Tiles cover every pixel, their weights sum to 1, and what no later tile touches is given away at once."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from surecover.core.model.tiles import STRIDE, Blender, Tile, lay_out, spans, tile_step

properties = settings(deadline=None, max_examples=150, derandomize=True)

tilings = st.tuples(
    st.integers(1, 6).map(lambda n: n * STRIDE), st.integers(0, 40), st.integers(0, 40)
).filter(lambda tiling: tile_step(*tiling) > 0)


@properties
@given(st.integers(1, 700), tilings)
def test_weights_are_positive_and_sum_to_one_on_every_pixel(
    length: int, tiling: tuple[int, int, int]
) -> None:
    total = np.zeros(length)
    for span in spans(length, *tiling):
        assert (span.weights > 0).all()
        total[span.keep] += span.weights
    np.testing.assert_allclose(total, 1, atol=1e-6)


@properties
@given(st.integers(1, 700), tilings)
def test_kept_pixels_lie_a_halo_inside_their_tile_except_at_the_border_of_the_raster(
    length: int, tiling: tuple[int, int, int]
) -> None:
    size, halo, _ = tiling
    for span in spans(length, *tiling):
        assert span.keep.start >= span.start + halo or span.start == span.keep.start == 0
        assert span.keep.stop <= span.start + span.size - halo or span.keep.stop == length
        assert span.size <= size


@properties
@given(st.integers(1, 700), tilings)
def test_tiles_lie_on_the_networks_grid_and_inside_the_padded_raster(
    length: int, tiling: tuple[int, int, int]
) -> None:
    found = spans(length, *tiling)
    for span in found:
        assert span.start % STRIDE == 0
        assert span.size % STRIDE == 0
        assert span.start + span.size < length + STRIDE
    assert found[0].start == 0
    assert found[-1].start + found[-1].size >= length


@properties
@given(st.integers(1, 700), tilings)
def test_at_most_two_tiles_meet_at_a_pixel_of_an_axis(length: int, tiling: tuple[int, int, int]) -> None:
    met = np.zeros(length, int)
    for span in spans(length, *tiling):
        met[span.keep] += 1
    assert met.min() >= 1
    assert met.max() <= 2


def test_the_last_tile_is_shifted_inside() -> None:
    found = spans(300, 128, 16, 32)  # padded to 320, steps of 64
    assert [span.start for span in found] == [0, 64, 128, 192]
    assert [(span.keep.start, span.keep.stop) for span in found] == [
        (0, 112),
        (80, 176),
        (144, 240),
        (208, 300),
    ]
    shifted = spans(330, 128, 0, 32)  # padded to 352, steps of 96: the third would start at 192 + 128 > 320
    assert [span.start for span in shifted] == [0, 96, 192, 224]
    assert shifted[-1].keep == slice(288, 330)


@pytest.mark.parametrize("shape", [(1, 1), (1, 5000), (31, 2), (33, 100)])
def test_a_raster_smaller_than_a_tile_is_extended_to_whole_strides_only(shape: tuple[int, int]) -> None:
    for tile in (tile for row in lay_out(shape, 256, 16, 32) for tile in row):
        assert tile.shape[0] == min(256, -(-shape[0] // STRIDE) * STRIDE)
        assert tile.shape[1] == min(256, -(-shape[1] // STRIDE) * STRIDE)


def test_what_lies_outside_the_raster_is_its_reflection() -> None:
    (tile,) = lay_out((2, 3), 32, 0, 0)[0]
    padded = tile.padded(np.array([[1, 2, 3], [4, 5, 6]]))
    assert padded.shape == (32, 32)
    assert padded[:5, :8].tolist() == [
        [1, 2, 3, 3, 2, 1, 1, 2],
        [4, 5, 6, 6, 5, 4, 4, 5],
        [4, 5, 6, 6, 5, 4, 4, 5],
        [1, 2, 3, 3, 2, 1, 1, 2],
        [1, 2, 3, 3, 2, 1, 1, 2],
    ]


@pytest.mark.parametrize("tiling", [(100, 0, 0), (64, 32, 0), (64, 16, 16), (64, -1, 0), (128, 0, 65)])
def test_tiles_that_cannot_be_laid_out_have_no_step(tiling: tuple[int, int, int]) -> None:
    assert tile_step(*tiling) == 0
    with pytest.raises(ValueError, match="no tiles"):
        spans(10, *tiling)


def blended(shape: tuple[int, int], tiling: tuple[int, int, int], predict: object) -> tuple[np.ndarray, int]:
    """Blend `predict(tile)` of every tile; the result, and the most rows that were held at once."""
    layout = lay_out(shape, *tiling)
    blender = Blender(layout, 1)
    result = np.full((1, *shape), np.nan)
    held = 0
    for tile in (tile for row in layout for tile in row):
        window, sums = blender.add(kept(tile, predict(tile)))
        assert np.isnan(result[(slice(None), *window)]).all(), "a pixel came twice"
        result[(slice(None), *window)] = 0 if sums is None else sums
        held = max(held, blender.bottom.shape[1])
    return result, held


def kept(tile: Tile, prediction: np.ndarray | None) -> np.ndarray | None:
    """The weighted prediction of the tile's kept pixels."""
    if prediction is None:
        return None
    inner = prediction[(slice(None), *tile.inner)].astype(np.float32)
    tile.weigh(inner)
    return inner


@settings(deadline=None, max_examples=60, derandomize=True)
@given(st.integers(1, 300), st.integers(1, 300), tilings)
def test_blending_what_agrees_gives_it_back(height: int, width: int, tiling: tuple[int, int, int]) -> None:
    truth = np.random.default_rng(height).random((1, height, width))

    def predict(tile: Tile) -> np.ndarray:
        return tile.padded(truth[(slice(None), *tile.read((height, width)))])

    result, _ = blended((height, width), tiling, predict)
    np.testing.assert_allclose(result, truth, atol=1e-6)


@settings(deadline=None, max_examples=60, derandomize=True)
@given(st.integers(200, 1500), tilings)
def test_only_what_neighbours_share_is_held(height: int, tiling: tuple[int, int, int]) -> None:
    assume(height > tiling[0])
    result, held = blended((height, 40), tiling, lambda tile: np.ones((1, *tile.shape)))
    assert held <= tiling[2]
    np.testing.assert_allclose(result, 1, atol=1e-6)


@settings(deadline=None, max_examples=60, derandomize=True)
@given(st.integers(1, 400), st.integers(1, 300), tilings, st.data())
def test_rows_of_tiles_predicted_apart_meet_in_the_same_sums(
    height: int, width: int, tiling: tuple[int, int, int], data: st.DataObject
) -> None:
    layout = lay_out((height, width), *tiling)
    numbers = np.random.default_rng(width).random((len(layout), len(layout[0]), 2, *layout[0][0].shape))
    split = data.draw(st.integers(0, len(layout)))

    def run(blender: Blender, rows: range) -> np.ndarray:
        result = np.zeros((2, height, width), np.float32)
        for row in rows:
            for col, tile in enumerate(layout[row]):
                window, sums = blender.add(kept(tile, numbers[row, col]))
                result[(slice(None), *window)] = sums
        return result

    whole = run(Blender(layout, 2), range(len(layout)))
    upper, lower = Blender(layout, 2), Blender(layout, 2, first=split)
    apart = run(upper, range(split))
    if split < len(layout):
        apart += run(lower, range(split, len(layout)))
        apart[(slice(None), *lower.seam())] = upper.bottom + lower.top
    np.testing.assert_array_equal(apart, whole)


def test_a_tile_without_anything_leaves_the_others_as_they_are() -> None:
    layout = lay_out((64, 160), 64, 0, 0)
    blender = Blender(layout, 1)
    found = [blender.add(None if col == 1 else np.ones((1, 64, 64), np.float32))[1] for col in range(2)]
    assert found[1] is None
    assert found[0] is not None


def test_neighbours_fade_into_each_other_without_a_jump() -> None:
    layout = lay_out((32, 256), 128, 0, 64)
    left, middle, _ = layout[0]
    result, _ = blended(
        (32, 256), (128, 0, 64), lambda tile: np.full((1, *tile.shape), float(tile.keep != left.keep))
    )
    assert middle.keep[1].start == 64
    # The prediction jumps from 0 to 1 between these tiles; the blend rises over 64 px instead.
    assert np.abs(np.diff(result[0, 0])).max() < 1.6 / 64
