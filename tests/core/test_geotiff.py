from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import numpy as np
import pytest
import rasterio

from surecover.core import geotiff
from surecover.core.errors import Cancelled
from surecover.core.grid import Grid, blocks
from surecover.core.legends import LegendEntry
from surecover.core.outputs import Outputs, quantise
from surecover.core.partials import remove_partials
from surecover.core.progress import Progress
from surecover.core.rasters import open_raster
from tests import cog
from tests.core.test_outputs import JOB, everywhere, grid, names, write_noise
from tests.files import UTM33


def values_of(path: Path, level: int = -1) -> np.ndarray:
    """All bands of the full resolution (-1) or of an overview."""
    with rasterio.open(path, **({} if level < 0 else {"overview_level": level})) as dataset:
        return dataset.read()


@pytest.mark.parametrize("shape", [(1, 1), (512, 512), (513, 40), (1100, 700), (1, 5000), (5000, 1)])
@pytest.mark.parametrize("kind", ["classes", "probabilities", "fraction", "counts", "reflectance", "picture"])
def test_every_kind_of_raster_of_any_shape_is_cloud_optimised(
    tmp_path: Path, kind: str, shape: tuple[int, int]
) -> None:
    path = tmp_path / "raster.tif"
    place, rng = grid(*shape), np.random.default_rng(0)
    with Outputs(JOB) as outputs:
        writer = {
            "classes": lambda: outputs.class_map(str(path), place, [LegendEntry(1, "water", (0, 0, 255))]),
            "probabilities": lambda: outputs.probabilities(str(path), place, ["a", "b", "c", "d"]),
            "fraction": lambda: outputs.fraction(str(path), place, "confidence"),
            "counts": lambda: outputs.raster(str(path), place, dtype="uint16"),
            "reflectance": lambda: outputs.raster(
                str(path), place, dtype="uint16", count=10, nodata=0, averaged=True
            ),
            "picture": lambda: outputs.raster(
                str(path), place, dtype="uint8", count=3, nodata=0, averaged=True
            ),
        }[kind]()
        dtype, count = {
            "classes": ("uint8", 1), "probabilities": ("uint8", 4), "fraction": ("float32", 1),
            "counts": ("uint16", 1), "reflectance": ("uint16", 10), "picture": ("uint8", 3),
        }[kind]  # fmt: skip
        values = rng.integers(1, 200, (count, *shape)).astype(dtype)
        for window in blocks(shape, 700):
            writer.write(values[:, window[0], window[1]], window)
    assert cog.faults(path) == []
    assert np.array_equal(values_of(path), values)
    with rasterio.open(path) as dataset:
        assert dataset.tags(ns="IMAGE_STRUCTURE")["LAYOUT"] == "COG"
        assert (max(shape) > 512) == bool(dataset.overviews(1))


def test_a_file_that_is_only_tiled_is_seen_not_to_be_cloud_optimised(tmp_path: Path) -> None:
    path = tmp_path / "plain.tif"
    with geotiff.begin(path, grid(600, 600), dtype="uint8", count=1, nodata=0) as dataset:
        content = geotiff.Content(dataset)
    assert "the mark of the layout is missing" in cog.faults(path)
    geotiff.optimise({path: content}, Progress())
    assert cog.faults(path) == []
    with rasterio.open(path, "r+", ignore_cog_layout_break="yes") as dataset:
        dataset.update_tags(LATER="breaks the layout")
    assert cog.faults(path) != []


def test_overviews_of_classes_hold_no_class_that_is_not_there_and_keep_shares(tmp_path: Path) -> None:
    path = tmp_path / "map.tif"
    legend = [LegendEntry(value, str(value), (value, 0, 0)) for value in (1, 5, 9)]
    values = np.random.default_rng(0).choice([0, 1, 9], (2048, 2048), p=[0.3, 0.65, 0.05]).astype(np.uint8)
    with Outputs(JOB) as outputs:
        outputs.class_map(str(path), grid(2048, 2048), legend).write(values, everywhere((2048, 2048)))
    for level, side in enumerate((1024, 512)):
        small = values_of(path, level)[0]
        assert small.shape == (side, side)
        assert np.bincount(small.ravel(), minlength=10) / small.size == pytest.approx(
            np.bincount(values.ravel(), minlength=10) / values.size, abs=0.01
        )


def test_overviews_of_measurements_are_means_of_what_is_observed(tmp_path: Path) -> None:
    layer, bands = tmp_path / "layer.tif", tmp_path / "probabilities.tif"
    shape = (1024, 1024)
    rng = np.random.default_rng(0)
    values = rng.random((4, *shape), np.float32)
    observed = rng.random(shape) < 0.6
    with Outputs(JOB) as outputs:
        outputs.fraction(str(layer), grid(*shape), "confidence").write(
            np.where(observed, values[0], -1).astype(np.float32), everywhere(shape)
        )
        outputs.probabilities(str(bands), grid(*shape), list("abcd")).write(
            quantise(values, observed), everywhere(shape)
        )
    quarters = observed.reshape(512, 2, 512, 2).sum((1, 3))
    sums = np.where(observed, values, 0).reshape(4, 512, 2, 512, 2).sum((2, 4))
    means = sums / np.maximum(quarters, 1)
    small = values_of(layer, 0)[0]
    assert ((small == -1) == (quarters == 0)).all()
    assert small[quarters > 0] == pytest.approx(means[0][quarters > 0], abs=1e-6)
    small = values_of(bands, 0)
    assert ((small == 255) == (quarters == 0)).all()
    assert np.abs(small / 254 - means)[:, quarters > 0].max() <= 1 / 254 + 1e-6


def test_the_legend_is_seen_on_overviews_too(tmp_path: Path) -> None:
    path = tmp_path / "map.tif"
    with Outputs(JOB) as outputs:
        outputs.class_map(str(path), grid(600, 600), [LegendEntry(7, "rock", (90, 80, 70))])
    with rasterio.open(path, overview_level=0) as overview:
        assert overview.colormap(1)[7] == (90, 80, 70, 255)
        assert overview.nodata == 0


@pytest.mark.filterwarnings("ignore:The given matrix is equal to Affine.identity")
@pytest.mark.parametrize(
    ("crs", "transform"),
    [
        ("", (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)),
        ("", (2.0, 0.0, 100.0, 0.0, -2.0, 50.0)),
        (UTM33, (8.0, 6.0, 500_000.0, 6.0, -8.0, 5_000_000.0)),
        (UTM33, (10.0, 0.0, 500_000.0, 0.0, 10.0, 5_000_000.0)),
    ],
    ids=["no place", "no CRS", "rotated", "south up"],
)
def test_a_raster_lies_where_it_was_put(
    tmp_path: Path, crs: str, transform: tuple[float, float, float, float, float, float]
) -> None:
    path = tmp_path / "raster.tif"
    with Outputs(JOB) as outputs:
        outputs.raster(str(path), Grid(crs, transform, 600, 600), dtype="uint8")
    with open_raster(str(path)) as raster:
        assert raster.grid.transform == transform
        assert bool(raster.grid.crs) == bool(crs)


def test_files_on_the_way_to_a_cloud_optimised_one_are_known_as_unfinished(tmp_path: Path) -> None:
    seen: set[str] = set()
    done = threading.Event()

    def watch() -> None:
        while not done.is_set():
            seen.update(names(tmp_path))

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        write_noise(tmp_path / "map.tif", 3000)
    finally:
        done.set()
        watcher.join()
    assert any(name.endswith(".cog.tif") for name in seen)
    for name in seen - {"map.tif"}:
        (tmp_path / name).touch()
    remove_partials([str(tmp_path / "map.tif")], os.getpid())
    assert names(tmp_path) == ["map.tif"]


def test_laying_out_tells_how_far_it_is_and_can_be_cancelled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(geotiff, "_read_back", lambda *_: time.sleep(0.7))
    told: list[float] = []

    def emit(kind: str, value: tuple[float, float]) -> None:
        told.append(value[0])

    progress = Progress(emit, lambda: len(told) == 2)  # type: ignore[arg-type]
    with pytest.raises(Cancelled), Outputs(JOB, progress=progress) as outputs:
        outputs.raster(str(tmp_path / "a.tif"), grid(600, 600), dtype="uint8")
    assert told[-1] == pytest.approx(2 / 3)
    assert names(tmp_path) == []
