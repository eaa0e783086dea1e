from __future__ import annotations

import os
import struct
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
import rasterio.shutil
from hypothesis import given, settings
from hypothesis import strategies as st

from surecover.core import geotiff
from surecover.core.errors import Cancelled
from surecover.core.grid import Grid, blocks
from surecover.core.legends import LegendEntry
from surecover.core.outputs import Outputs
from surecover.core.partials import remove_partials
from surecover.core.progress import Progress
from surecover.core.pyramid import Content
from surecover.core.rasters import open_raster
from surecover.core.rasterwriter import RasterWriter
from surecover.core.stored import quantise
from surecover.core.tilestore import TileStore
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


def test_a_file_that_is_changed_later_is_seen_not_to_be_cloud_optimised_any_more(tmp_path: Path) -> None:
    path = tmp_path / "changed.tif"
    with Outputs(JOB) as outputs:
        outputs.raster(str(path), grid(600, 600), dtype="uint8")
    assert cog.faults(path) == []
    with rasterio.open(path, "r+", ignore_cog_layout_break="yes") as dataset:
        dataset.update_tags(LATER="breaks the layout")
    assert "the mark of the layout is missing" in cog.faults(path)


@st.composite
def rasters(draw: st.DrawFn) -> tuple[Grid, Content, dict[str, Any]]:
    """A grid, what a raster on it holds, and what its file tells of it."""
    rows = draw(st.sampled_from([1, 16, 600, 1024]))
    cols = draw(st.sampled_from([1, 513, 1200]))
    dtype = draw(st.sampled_from(["uint8", "uint16", "int16", "int32", "float32"]))
    count = draw(st.sampled_from([1, 3, 4]))
    nodata = draw(st.sampled_from([None, 0, 7]))
    text = st.text("<&é ä", max_size=5).map("x{}".format)
    told: dict[str, Any] = {
        "metadata": draw(st.dictionaries(st.sampled_from("ABC"), text)),
        "descriptions": draw(st.lists(st.text("aé&", min_size=1, max_size=5), max_size=count)),
        "scale": draw(st.sampled_from([1.0, 1 / 254])),
    }
    if count == 1 and dtype in ("uint8", "uint16"):
        color = st.tuples(*[st.integers(0, 255)] * 3, st.just(255))
        told["colors"] = draw(st.dictionaries(st.integers(0, 255), color, max_size=4))
    return grid(rows, cols), Content((rows, cols), count, dtype, nodata, averaged=draw(st.booleans())), told


def written_by_gdal(
    path: Path, place: Grid, content: Content, told: dict[str, Any], values: np.ndarray
) -> None:
    """The same raster by GDAL alone: a tiled file, overviews, a copy."""
    picture = (content.dtype, content.count) == ("uint8", 3)
    with rasterio.open(
        path, "w", driver="GTiff", dtype=content.dtype, count=content.count, nodata=content.nodata,
        height=place.height, width=place.width, crs=place.crs, transform=rasterio.Affine(*place.transform),
        tiled=True, compress="zstd", zstd_level=1, photometric="rgb" if picture else "minisblack",
    ) as dataset:  # fmt: skip
        dataset.write(values)
        dataset.update_tags(**told["metadata"])
        for band, description in enumerate(told["descriptions"], start=1):
            dataset.set_band_description(band, description)
        if told["scale"] != 1.0:
            dataset.scales = [told["scale"]] * content.count
        if told.get("colors"):
            dataset.write_colormap(1, told["colors"])
    kinds = rasterio.enums.Resampling
    with rasterio.open(path, "r+") as dataset:
        factors = [2**level for level in range(1, len(content.levels))]
        if factors:
            dataset.build_overviews(factors, kinds.average if content.averaged else kinds.nearest)
    with rasterio.open(path) as dataset:
        copy = path.with_suffix(".copy.tif")
        rasterio.shutil.copy(
            dataset, copy, driver="COG", compress="zstd", level=1, overviews="force_use_existing",
            predictor="standard" if content.gradual else "no", bigtiff="no",
        )  # fmt: skip
    copy.replace(path)


def told_by(path: Path) -> dict[str, Any]:
    """All that rasterio sees of a raster but its pixels."""
    with rasterio.open(path) as dataset:
        palette = dataset.colorinterp[0] == rasterio.enums.ColorInterp.palette
        return {
            "profile": dict(dataset.profile),
            "structure": dataset.tags(ns="IMAGE_STRUCTURE"),
            "tags": dataset.tags(),
            "band tags": [dataset.tags(band) for band in dataset.indexes],
            "bands": (dataset.descriptions, dataset.scales, dataset.offsets, dataset.units),
            "colours": (dataset.colorinterp, dataset.colormap(1) if palette else None),
            "masks": dataset.mask_flag_enums,
            "overviews": [dataset.overviews(band) for band in dataset.indexes],
        }


@settings(deadline=None, max_examples=15, derandomize=True)
@given(raster=rasters(), seed=st.integers(0, 9))
def test_a_file_is_what_gdal_would_have_written(
    tmp_path_factory: pytest.TempPathFactory, raster: tuple[Grid, Content, dict[str, Any]], seed: int
) -> None:
    """But for overviews of odd sides: to fit them, GDAL shifts pixels, so that some are of no four."""
    place, content, told = raster
    shape = content.count, *content.shape
    values = np.random.default_rng(seed).integers(0, 200, shape).astype(content.dtype)
    folder = tmp_path_factory.mktemp("files")
    ours, theirs = folder / "ours.tif", folder / "theirs.tif"
    with ThreadPoolExecutor(2) as pool:
        store = TileStore(folder / "tiles")
        writer = RasterWriter(ours, store, content, geotiff.tags_of(place, content, **told), pool)
        writer.write(values, place.window)
        writer.complete(lambda _: None)
    written_by_gdal(theirs, place, content, told, values)
    assert told_by(ours) == told_by(theirs)
    assert np.array_equal(values_of(ours), values)
    for level, (rows, cols) in enumerate(content.levels[1:]):
        found, expected = values_of(ours, level), values_of(theirs, level)
        assert found.shape == expected.shape == (content.count, rows, cols)
        if (rows << level + 1, cols << level + 1) == content.shape:
            assert np.abs(found.astype(float) - expected).max() <= (level + 1 if content.averaged else 0)


def test_a_file_too_large_for_a_tiff_is_a_bigtiff(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(geotiff, "_LARGEST", 100_000)
    for side, is_big in ((100, False), (700, True)):
        path = tmp_path / f"{side}.tif"
        write_noise(path, side)
        assert is_big == (path.stat().st_size > 100_000)
        assert is_big == (struct.unpack_from("<H", path.read_bytes(), 2)[0] == 43)
        assert cog.faults(path) == []
        expected = np.random.default_rng(0).integers(0, 255, (side, side), np.uint8)
        assert np.array_equal(values_of(path)[0], expected)
        with rasterio.open(path) as dataset:
            assert dataset.tags(ns="IMAGE_STRUCTURE")["LAYOUT"] == "COG"
            assert dataset.tags()["SURECOVER_STAGE"] == "selftest"


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
    assert any(name.endswith(".tiles") for name in seen)
    made = names(tmp_path)
    assert seen > set(made)
    for name in seen - set(made):
        (tmp_path / name).touch()
    remove_partials([str(tmp_path / "map.tif")], os.getpid())
    assert names(tmp_path) == made


def test_laying_out_tells_how_far_it_is_and_can_be_cancelled(tmp_path: Path) -> None:
    told: list[float] = []

    def emit(kind: str, value: tuple[float, float]) -> None:
        told.append(value[0])

    progress = Progress(emit, lambda: len(told) == 3)  # type: ignore[arg-type]
    with pytest.raises(Cancelled), Outputs(JOB, progress=progress) as outputs:
        for name in "ab":
            outputs.raster(str(tmp_path / f"{name}.tif"), grid(6000, 6000), dtype="uint8")
    assert told == sorted(told)
    assert 0.4 < told[-1] < 0.6
    assert names(tmp_path) == []
