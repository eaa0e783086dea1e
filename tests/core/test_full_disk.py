"""A disk that fills up: results are whole, or there are none."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from surecover.core.errors import SureCoverError
from surecover.core.legends import LegendEntry
from surecover.core.outputs import Outputs
from tests.core.test_outputs import JOB, everywhere, grid, names
from tests.files import read_raster

SHAPE = (1700, 1300)
FULL = "is full; free some space or choose another folder"

LEGEND = [LegendEntry(value, str(value), (value, 0, 0)) for value in range(1, 7)]


@pytest.mark.parametrize(
    ("dtype", "nodata"),
    [("uint8", None), ("uint8", 0), ("uint16", 7), ("int32", -1), ("float32", None), ("float32", np.nan)],
)
@pytest.mark.parametrize("averaged", [False, True])
def test_a_raster_of_which_little_was_written_is_whole(
    tmp_path: Path, dtype: str, nodata: float | None, averaged: bool
) -> None:
    few = np.zeros((600, 600), dtype)
    few[::7, ::7] = 1
    window = slice(300, 900), slice(500, 1100)
    path = tmp_path / "few.tif"
    with Outputs(JOB) as outputs:
        writer = outputs.raster(
            str(path), grid(*SHAPE), dtype=dtype, count=2, nodata=nodata, averaged=averaged
        )
        writer.write(np.stack([few, few]), window)
    expected = np.full(SHAPE, 0 if nodata is None else nodata, dtype)
    expected[window] = few
    assert np.array_equal(read_raster(path), np.stack([expected, expected]), equal_nan=dtype == "float32")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """Mount an empty disk of so many KiB, in the place of the one before."""
    place = tmp_path / "disk"
    place.mkdir()

    def mount(size: int) -> Path:
        if os.path.ismount(place):
            subprocess.run(["umount", place], check=True)
        options = ["mount", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", place]
        if subprocess.run(options, check=False, capture_output=True).returncode:
            pytest.skip("mounting is not permitted")
        return place

    yield mount
    if os.path.ismount(place):
        subprocess.run(["umount", place], check=True)


def test_results_on_a_disk_of_any_size_are_whole_or_there_are_none(disk: Callable[[int], Path]) -> None:
    rng = np.random.default_rng(0)
    shape = 192, 192
    shares = rng.integers(0, 254, (6, *shape), np.uint8)
    shares[:, rng.random(shape) > 0.3] = 7
    classes = rng.integers(1, 7, shape, np.uint8)
    refused = 0
    for size in range(20, 400, 4):
        place = disk(size)
        try:
            with Outputs(JOB) as outputs:
                both = (
                    outputs.probabilities(str(place / "p.tif"), grid(*shape), list("abcdef")),
                    outputs.class_map(str(place / "m.tif"), grid(*shape), LEGEND),
                )
                for writer, values in zip(both, (shares, classes)):
                    writer.write(values, everywhere(shape))
        except SureCoverError as error:
            assert str(error) == f"The disk of {place} {FULL}."
            assert names(place) == []
            refused += 1
        else:
            assert (read_raster(place / "p.tif") == shares).all()
            assert (read_raster(place / "m.tif") == classes).all()
    assert 20 < refused < 90
