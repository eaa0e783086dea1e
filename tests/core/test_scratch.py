"""Maps on disk behave like arrays."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surecover.core.errors import SureCoverError
from surecover.core.grid import blocks
from surecover.core.scratch import Scratch


@settings(deadline=None, max_examples=60, derandomize=True)
@given(
    shape=st.tuples(st.integers(1, 20), st.integers(1, 20)),
    dtype=st.sampled_from(["uint8", "uint16", "float32"]),
    sides=st.tuples(st.integers(1, 21), st.integers(1, 21)),
    seed=st.integers(0, 2**32 - 1),
)
def test_what_was_written_by_windows_is_read_by_other_windows(
    shape: tuple[int, int], dtype: str, sides: tuple[int, int], seed: int
) -> None:
    expected = np.random.default_rng(seed).integers(0, 256, shape).astype(dtype)
    scratch = Scratch(None, shape, dtype)
    for window in blocks(shape, sides[0]):
        scratch[window] = expected[window]
    for window in blocks(shape, sides[1]):
        found = scratch[window]
        assert found.dtype == expected.dtype
        assert (found == expected[window]).all()
    scratch.close()


def test_what_was_never_written_is_zero_and_no_file_is_seen(tmp_path: Path) -> None:
    scratch = Scratch(tmp_path, (3, 5), "uint16")
    assert not scratch[0:3, 1:4].any()
    assert not list(tmp_path.iterdir())
    scratch.close()


@pytest.mark.parametrize("side", [10**7, 2 * 10**9])
def test_a_map_for_which_no_disk_has_room_is_refused_at_once(tmp_path: Path, side: int) -> None:
    with pytest.raises(
        SureCoverError, match=rf"a map of {side} x {side} px needs [\d.]+ GiB.*; free some space"
    ):
        Scratch(tmp_path, (side, side), "uint32")


def test_a_full_disk_is_an_error_and_not_a_crash() -> None:
    scratch = Scratch(None, (1, 4), "uint8")
    scratch._file.close()
    scratch._file = open("/dev/full", "r+b", buffering=0)  # noqa: SIM115, PTH123
    with pytest.raises(OSError, match="No space"):
        scratch[0:1, 0:4] = np.ones((1, 4))
    scratch.close()
