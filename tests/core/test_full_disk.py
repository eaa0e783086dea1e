"""A disk that fills up: results are whole, or there are none.

GDAL may lose tiles then without a word, and fills their places with nodata when room comes back in time.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import rasterio
import rasterio.shutil

from surecover.core import geotiff
from surecover.core.errors import SureCoverError
from surecover.core.grid import Window, blocks
from surecover.core.legends import LegendEntry
from surecover.core.outputs import Outputs, RasterWriter
from tests.core.test_outputs import EARLIER, JOB, everywhere, grid, names
from tests.files import read_raster

SHAPE = (1700, 1300)
TILE = slice(512, 1024), slice(512, 1024)
FULL = "is full; free some space or choose another folder"

LEGEND = [LegendEntry(value, str(value), (value, 0, 0)) for value in range(1, 7)]


def blank(path: Path, window: Window = TILE) -> np.ndarray:
    """Put nodata in the place of a tile; what stood there."""
    with rasterio.open(path, "r+") as dataset:
        place = rasterio.windows.Window.from_slices(*window)
        before: np.ndarray = dataset.read(window=place)
        dataset.write(np.full_like(before, dataset.nodata), window=place)
    return before


def restore(path: Path, values: np.ndarray, window: Window = TILE) -> None:
    with rasterio.open(path, "r+") as dataset:
        dataset.write(values, window=rasterio.windows.Window.from_slices(*window))


def tile_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    add_overviews = geotiff._add_overviews

    def losing(path: Path, *, averaged: bool) -> None:
        blank(path)
        add_overviews(path, averaged=averaged)

    monkeypatch.setattr(geotiff, "_add_overviews", losing)


def tile_of_an_overview(monkeypatch: pytest.MonkeyPatch) -> None:
    add_overviews = geotiff._add_overviews

    def losing(path: Path, *, averaged: bool) -> None:
        first = slice(0, 1024), slice(0, 1024)
        lost = blank(path, first)
        add_overviews(path, averaged=averaged)
        restore(path, lost, first)

    monkeypatch.setattr(geotiff, "_add_overviews", losing)


def tile_of_the_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    _copy_of_a_changed_file(monkeypatch, blank)


def tile_of_an_overview_of_the_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    def change(path: Path) -> None:
        lost = blank(path)
        geotiff._add_overviews(path, averaged=False)
        restore(path, lost)

    _copy_of_a_changed_file(monkeypatch, change)


def _copy_of_a_changed_file(monkeypatch: pytest.MonkeyPatch, change: Callable[[Path], object]) -> None:
    copy = rasterio.shutil.copy

    def losing(source: rasterio.DatasetReader, place: Path, **options: object) -> None:
        other = Path(source.name).with_name("other.tif")
        other.write_bytes(Path(source.name).read_bytes())
        change(other)
        with rasterio.open(other) as changed:
            copy(changed, place, **options)
        other.unlink()

    monkeypatch.setattr(rasterio.shutil, "copy", losing)


@pytest.mark.parametrize(
    "lose", [tile_of_the_file, tile_of_an_overview, tile_of_the_copy, tile_of_an_overview_of_the_copy]
)
@pytest.mark.parametrize("averaged", [False, True])
def test_a_raster_that_lost_a_tile_is_refused(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    lose: Callable[[pytest.MonkeyPatch], None],
    averaged: bool,
) -> None:
    path = tmp_path / "map.tif"
    path.write_bytes(EARLIER)
    values = np.random.default_rng(0).integers(1, 7, SHAPE, np.uint8)
    lose(monkeypatch)
    with pytest.raises(SureCoverError, match=FULL), Outputs(JOB) as outputs:
        writer = outputs.raster(str(path), grid(*SHAPE), dtype="uint8", nodata=0, averaged=averaged)
        for window in blocks(SHAPE, 700):
            writer.write(values[window], window)
    assert names(tmp_path) == ["map.tif"]
    assert path.read_bytes() == EARLIER


def test_an_intermediate_raster_that_lost_a_tile_is_refused(tmp_path: Path) -> None:
    job = replace(JOB, json=str(tmp_path / "report.json"))
    with (
        pytest.raises(SureCoverError, match=FULL),
        Outputs(job) as outputs,
        outputs.intermediate(grid(4, 4), 1) as (_, writer),
    ):
        writer.write(np.ones((4, 4), np.float32), everywhere((4, 4)))
        RasterWriter(writer._dataset).write(np.full((2, 2), np.nan, np.float32), everywhere((2, 2)))
    assert names(tmp_path) == []


@pytest.mark.parametrize(
    ("dtype", "nodata"),
    [("uint8", None), ("uint8", 0), ("uint16", 7), ("int32", -1), ("float32", None), ("float32", np.nan)],
)
@pytest.mark.parametrize("averaged", [False, True])
def test_a_raster_of_which_little_was_written_is_whole(
    tmp_path: Path, dtype: str, nodata: float | None, averaged: bool
) -> None:
    """Single pixels need not show in overviews, and means of them may be nothing."""
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
    """Two rasters are laid out at once: the end of one makes room while the other one loses tiles."""
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
