"""The view of the maps: classes, and how opaque each pixel is drawn."""

from __future__ import annotations

import shutil
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
import rasterio

from surecover.core.grid import Grid, blocks
from surecover.core.legends import LegendEntry
from surecover.core.mapview import write_map_view
from surecover.core.outputs import Outputs
from surecover.core.stages.selftest import SelftestJob
from tests.drawings import draw
from tests.files import UTM33, read_raster

LEGEND = [LegendEntry(1, "water", (0, 0, 255)), LegendEntry(3, "wood & scrub", (0, 120, 0))]

CLASSES = """
    11333
    11330
"""
RELIABILITY = """
    11230
    11230
"""
CONFIDENCE = np.array([[1.0, 0.5, 0.25, 0.1, 0.0], [0.9, 0.75, 0.3, 0.2, -1.0]], np.float32)


def write_maps(folder: Path, classes: np.ndarray, reliability: np.ndarray, confidence: np.ndarray) -> None:
    grid = Grid(UTM33, (10.0, 0.0, 500_000.0, 0.0, -10.0, 5_000_000.0), *classes.shape)
    largest = [LegendEntry(300, "rare", (9, 9, 9))] if classes.dtype == np.uint16 else []
    with Outputs(SelftestJob(json=str(folder / "x.json"))) as outputs:
        writers = (
            outputs.class_map(str(folder / "map.tif"), grid, [*LEGEND, *largest]),
            outputs.raster(str(folder / "reliability.tif"), grid, dtype="uint8", nodata=0),
            outputs.fraction(str(folder / "confidence.tif"), grid, "confidence"),
        )
        for writer, values in zip(writers, (classes, reliability, confidence)):
            for window in blocks(grid.shape):
                writer.write(values[window], window)
    write_map_view(folder)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "made"
    made.mkdir()
    write_maps(made, draw(CLASSES, dtype="uint8"), draw(RELIABILITY, dtype="uint8"), CONFIDENCE)
    return made


def test_the_first_band_holds_the_classes_with_their_names_and_colours(folder: Path) -> None:
    with rasterio.open(folder / "map_view.vrt") as view:
        assert (view.read(1) == draw(CLASSES)).all()
        assert view.dtypes == ("uint8",) * 4
        assert view.nodatavals == (0, None, None, None)
        assert view.colormap(1)[3][:3] == (0, 120, 0)
        assert view.crs.to_epsg() == 32633
        with rasterio.open(folder / "map.tif") as classes:
            assert (view.transform, view.shape) == (classes.transform, classes.shape)
    text = (folder / "map_view.vrt").read_text(encoding="utf-8")
    band = ElementTree.fromstring(text).find("VRTRasterBand")  # noqa: S314 - own text
    assert band is not None
    assert [name.text or "" for name in band.findall("CategoryNames/Category")] == [
        "", "water", "", "wood & scrub",
    ]  # fmt: skip


def test_the_others_tell_how_opaque_a_pixel_is(folder: Path) -> None:
    _, by_reliability, doubtful_only, by_confidence = read_raster(folder / "map_view.vrt")
    assert by_reliability.tolist() == [[255, 255, 130, 50, 110]] * 2
    assert doubtful_only.tolist() == [[0, 0, 255, 255, 0]] * 2
    expected = np.where(CONFIDENCE < 0, 0, 25 + 230 * CONFIDENCE)
    assert np.abs(by_confidence - expected).max() <= 0.5


def test_it_is_styled_as_the_class_map(folder: Path) -> None:
    for suffix in (".qml", ".sld"):
        assert (folder / f"map_view{suffix}").read_bytes() == (folder / f"map{suffix}").read_bytes()


def test_it_moves_with_its_folder(folder: Path, tmp_path: Path) -> None:
    before = read_raster(folder / "map_view.vrt")
    moved = Path(shutil.move(folder, tmp_path / "a folder elsewhere"))
    assert (read_raster(moved / "map_view.vrt") == before).all()


def test_it_shows_the_maps_that_replace_those_in_its_folder(folder: Path) -> None:
    with rasterio.open(folder / "map_view.vrt") as old:
        old.read()
        write_maps(folder, *(np.ones((3, 7), dtype) for dtype in ("uint8", "uint8", "float32")))
        view = read_raster(folder / "map_view.vrt")
    assert (view == np.array([1, 255, 0, 255])[:, None, None]).all()
    assert view.shape == (4, 3, 7)


def test_class_numbers_may_be_large(tmp_path: Path) -> None:
    classes = np.full((2, 3), 300, np.uint16)
    write_maps(tmp_path, classes, np.full((2, 3), 2, np.uint8), np.full((2, 3), 0.2, np.float32))
    with rasterio.open(tmp_path / "map_view.vrt") as view:
        assert view.dtypes == ("uint16", "uint8", "uint8", "uint8")
        assert [np.unique(view.read(band)).tolist() for band in (1, 2, 3, 4)] == [[300], [130], [255], [71]]


def test_it_is_drawn_from_the_overviews_of_the_maps(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    shape = (1500, 1100)
    write_maps(
        tmp_path, rng.choice(np.array([1, 3], np.uint8), shape), rng.integers(1, 4, shape, np.uint8),
        rng.random(shape, np.float32),
    )  # fmt: skip
    with rasterio.open(tmp_path / "map_view.vrt") as view, rasterio.open(tmp_path / "map.tif") as classes:
        assert view.overviews(1) == view.overviews(4) == classes.overviews(1) == [2, 4]
        smaller = view.read(out_shape=(4, 375, 275))
        assert (smaller[0] == classes.read(1, out_shape=(375, 275))).all()
    with rasterio.open(tmp_path / "confidence.tif") as confidence:
        means = confidence.read(1, out_shape=(375, 275))
    assert np.abs(smaller[3] - (25 + 230 * means)).max() <= 0.5
