"""A network for one tile of one size takes any number of tiles of any size."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from surecover.core.errors import SureCoverError
from surecover.core.runtimes.fixednetwork import FixedNetwork
from surecover.core.runtimes.network import CpuNetwork

ROWS, COLS = 32, 48


class Stub(CpuNetwork):
    """Gives the numbers back that it was given, and for each pixel how far it is from the tile's border."""

    def __init__(self, crop: int = 0) -> None:
        super().__init__("onnxruntime", 3)
        self.crop = crop
        self.calls = 0

    def __call__(self, inputs: np.ndarray) -> np.ndarray:
        assert inputs.shape == (1, 2, ROWS, COLS)
        self.calls += 1
        down, right = (np.minimum(np.arange(n), np.arange(n)[::-1]) for n in (ROWS, COLS))
        from_border = np.minimum.outer(down, right).astype(np.float32)
        result = np.concatenate([inputs, from_border[None, None]], axis=1)
        return result[..., self.crop :]


def fixed(stub: Stub) -> FixedNetwork:
    return FixedNetwork(stub, (ROWS, COLS), "The model")


@given(st.integers(1, 3), st.integers(1, 150), st.integers(1, 150))
def test_every_pixel_comes_out_where_it_was(tiles: int, rows: int, cols: int) -> None:
    inputs = np.random.default_rng(rows * cols).random((tiles, 2, rows, cols), np.float32)
    result = fixed(Stub())(inputs)
    assert result.dtype == np.float32
    np.testing.assert_array_equal(result[:, :2], inputs)


@given(st.integers(ROWS, 150), st.integers(COLS, 150))
def test_only_at_the_border_of_the_whole_a_part_s_border_is_kept(rows: int, cols: int) -> None:
    result = fixed(Stub())(np.zeros((1, 2, rows, cols), np.float32))[0, 2]
    inner = result[ROWS // 8 : rows - ROWS // 8, COLS // 8 : cols - COLS // 8]
    assert not inner.size or inner.min() >= ROWS // 8 - 1


def test_a_tile_of_its_size_is_one_call() -> None:
    stub = Stub()
    fixed(stub)(np.zeros((2, 2, ROWS, COLS), np.float32))
    assert stub.calls == 2


def test_free_sides_are_taken_as_they_are() -> None:
    class Any(CpuNetwork):
        def __call__(self, inputs: np.ndarray) -> np.ndarray:
            assert len(inputs) == 1
            return inputs

    inputs = np.random.default_rng(0).random((3, 2, 70, 90), np.float32)
    network = FixedNetwork(Any("onnxruntime", 1), (None, None), "The model")
    np.testing.assert_array_equal(network(inputs), inputs)


def test_it_keeps_runtime_and_lanes_and_goes_around_another_form_of_the_network() -> None:
    network = fixed(Stub())
    assert (network.runtime, network.lanes, network.device) == ("onnxruntime", 3, "cpu")
    other = Stub()
    other.runtime = "openvino"
    assert network.around(other).runtime == "openvino"


def test_a_network_whose_result_is_smaller_than_its_input_is_refused() -> None:
    with pytest.raises(SureCoverError, match=r"The model gives \(1, 3, 32, 44\) numbers"):
        fixed(Stub(crop=4))(np.zeros((1, 2, ROWS, COLS), np.float32))
