"""A raster predicted in strips is the raster predicted in one."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from surecover.core.grid import Window
from surecover.core.model.inference import Theme, common_layout, predict_blocks
from surecover.core.model.strips import Strip, cut, seam
from surecover.core.progress import Progress
from tests.core.model.test_inference import conv_model, image
from tests.models_fixture import BANDS

Blocks = list[tuple[Window, list[np.ndarray], np.ndarray]]


def pieced(blocks: Blocks, shape: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
    """Probabilities of all models, NaN where no block came, and where pixels were wanted."""
    result = np.full((sum(map(len, blocks[0][1])), *shape), np.nan, np.float32)
    wanted = np.zeros(shape, bool)
    for window, parts, seen in blocks:
        assert np.isnan(result[(slice(None), *window)]).all(), "a pixel came twice"
        result[(slice(None), *window)] = np.concatenate(parts)
        wanted[window] = seen
    return result, wanted


@settings(deadline=None, max_examples=20, derandomize=True)
@given(st.data())
def test_any_cutting_gives_the_same_bits(data: st.DataObject) -> None:
    shape = data.draw(st.integers(1, 330)), data.draw(st.integers(1, 150))
    halo, overlap = data.draw(st.sampled_from([(0, 8), (8, 0), (16, 32), (0, 31)]))
    models = [conv_model(3, seed, tile=96, halo=halo, overlap=overlap) for seed in (1, 2)]
    pixels = image(*shape)
    valid = np.random.default_rng(1).random((shape[0] // 40 + 1, shape[1] // 40 + 1)) < 0.7
    valid = valid.repeat(40, axis=0).repeat(40, axis=1)[: shape[0], : shape[1]]
    area = tuple(
        slice(start, data.draw(st.integers(start + 1, length)))
        for length in shape
        for start in [data.draw(st.integers(0, length - 1))]
    )

    def read(window: Window) -> tuple[np.ndarray, np.ndarray]:
        return pixels[(slice(None), *window)].copy(), valid[window]

    themes = [Theme(model, list(range(len(BANDS)))) for model in models]
    cards = [model.card for model in models]
    layout = common_layout(cards, shape, area)
    blocks: Blocks = []
    above = None
    for rows in cut(layout, data.draw(st.integers(1, 2 * len(layout[0]) + 1))):
        strip = Strip(themes, shape, layout, rows, area)
        blocks += strip.predict(read, Progress())
        if above:
            blocks += seam(above, strip.edges(), cards, area)
        above = strip.edges()

    whole = pieced(list(predict_blocks(themes, read, shape, area, Progress())), shape)
    for found, expected in zip(pieced(blocks, shape), whole):
        np.testing.assert_array_equal(found, expected)


def test_strips_have_as_many_rows_as_it_takes_for_so_many_tiles_and_the_last_one_what_is_left() -> None:
    layout = common_layout([conv_model(1, tile=64, halo=0, overlap=0).card], (448, 128), np.s_[0:448, 0:128])
    assert cut(layout, 1) == [(row, row + 1) for row in range(7)]
    assert cut(layout, 5) == [(0, 3), (3, 6), (6, 7)]
    assert cut(layout, 100) == [(0, 7)]
