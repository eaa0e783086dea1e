"""Stages on Sentinel-2 L1C images, which are their own cloud masks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from surecover.core.errors import SureCoverError
from surecover.core.imagery.masks import MEANING
from surecover.core.progress import Progress
from surecover.core.scheme import load_scheme
from surecover.core.stages import classify, mosaic, produce
from surecover.core.stages.classify import ClassifyJob
from surecover.core.stages.mosaic import MosaicJob
from surecover.core.stages.produce import ProduceJob
from tests.files import facts, read_raster, real_data, write_raster
from tests.l1c import ALL_BANDS, FIELD, FOREST, scene
from tests.models_fixture import FOREST as FOREST_ID
from tests.models_fixture import GRASS as GRASS_ID
from tests.models_fixture import pixel_model, pixel_networks

pytestmark = pytest.mark.usefixtures(pixel_networks.__name__)

SHAPE = (24, 72)
LAND = np.arange(SHAPE[1]) < 36
"""Field on the left, forest on the right."""

DATES = ("2021-05-03", "2021-07-21", "2021-09-02")


def cloudless() -> np.ndarray:
    """Stored numbers of the land, (13, rows, cols)."""
    land = np.where(LAND, scene(np.zeros(SHAPE), FIELD), scene(np.zeros(SHAPE), FOREST))
    return land.astype(np.uint16)


def images(folder: Path) -> list[str]:
    """Three dates; clouds 16 px wide move across them."""
    paths = []
    for number, date in enumerate(DATES):
        clouds = np.zeros(SHAPE, int)
        clouds[:, 4 + 24 * number : 20 + 24 * number] = 1
        values = np.where(clouds, scene(clouds), cloudless())
        paths.append(
            write_raster(
                folder / f"{date}.tif", values.astype(np.uint16), nodata=0, descriptions=ALL_BANDS,
                tags={"DATE": date, "REFLECTANCE_SCALE": "10000"},
            )
        )  # fmt: skip
    return paths


def masks_told(path: str | Path) -> list[str]:
    return [image["mask"] for image in json.loads(facts(path)["tags"]["SURECOVER_INPUTS"])]


def make(tmp_path: Path, paths: list[str], **settings: Any) -> tuple[np.ndarray, np.ndarray, list[str]]:
    """The mosaic, the number of clear dates, and what was told."""
    told: list[str] = []
    job = MosaicJob(
        images=tuple(paths), output=str(tmp_path / "mosaic.tif"), clear_count=str(tmp_path / "count.tif"),
        normalise=False, **settings,
    )  # fmt: skip
    mosaic.run(job, Progress(lambda kind, value: told.append(str(value))))
    return read_raster(job.output), read_raster(job.clear_count), told


def model(tmp_path: Path) -> str:
    """Grass where B08 is above 0.265, else forest."""
    weights = [[0, 0, 0, 100], [0, 0, 0, 0]]
    return str(pixel_model(tmp_path / "model", (GRASS_ID, FOREST_ID), weights, [-26.5, 0]))


def test_a_mosaic_of_l1c_images_shows_no_clouds_and_says_what_told_them(tmp_path: Path) -> None:
    paths = images(tmp_path)
    made, count, told = make(tmp_path, paths, dilation=0)
    np.testing.assert_array_equal(made, cloudless())
    expected = np.full(SHAPE, 3)
    for first in (0, 24, 48):
        expected[:, first : first + 24] = 2  # clouds grow by a cell of 4 px on either side
    np.testing.assert_array_equal(count, expected)
    assert [f"{path}: cloud mask by s2cloudless, taken for {MEANING['l1c']}." in told for path in paths] == [
        True
    ] * 3
    assert masks_told(tmp_path / "mosaic.tif") == ["s2cloudless"] * 3


def test_a_mask_file_wins(tmp_path: Path) -> None:
    paths = images(tmp_path)
    none = write_raster(tmp_path / "none.tif", np.zeros(SHAPE, np.uint8))
    _, count, told = make(tmp_path, paths, masks=(none,) * 3)
    assert (count == 3).all()
    assert f"{paths[0]}: cloud mask by file {none}, taken for {MEANING['cloud']}." in told
    assert masks_told(tmp_path / "mosaic.tif") == [f"file {none}"] * 3


def test_clouds_are_told_with_the_offset_that_is_given(tmp_path: Path) -> None:
    path = write_raster(
        tmp_path / "a.tif", scene(np.zeros(SHAPE)) + np.uint16(3000), nodata=0, descriptions=ALL_BANDS
    )
    assert (make(tmp_path, [path], offset=-3000)[1] == 1).all()
    with pytest.raises(SureCoverError, match="clear nowhere"):
        make(tmp_path, [path])


@pytest.mark.parametrize("zone", ["glacial", "mixed"])
def test_the_zone_changes_nothing_because_s2cloudless_knows_no_snow(tmp_path: Path, zone: str) -> None:
    _, count, _ = make(tmp_path, images(tmp_path), zone=zone, dilation=0)
    assert (count == 2).all()


def test_clouds_of_an_l1c_image_are_not_classified(tmp_path: Path) -> None:
    path = images(tmp_path)[0]
    told: list[str] = []
    job = ClassifyJob(input=path, models=(model(tmp_path),), map=str(tmp_path / "map.tif"), dilation=0)
    classify.run(job, Progress(lambda kind, value: told.append(str(value))))
    expected = np.where(LAND, GRASS_ID, FOREST_ID) * np.ones(SHAPE, int)
    expected[:, :24] = 0
    np.testing.assert_array_equal(read_raster(job.map), expected)
    assert f"{path}: cloud mask by s2cloudless, taken for {MEANING['l1c']}." in told
    assert masks_told(job.map) == ["s2cloudless"]


def test_clouds_to_classify_are_told_with_the_offset_that_is_given(tmp_path: Path) -> None:
    bright = scene(np.zeros(SHAPE)) + np.uint16(3000)
    path = write_raster(tmp_path / "a.tif", bright, nodata=0, descriptions=ALL_BANDS)
    job = ClassifyJob(input=path, models=(model(tmp_path),), map=str(tmp_path / "map.tif"), offset=-3000)
    classify.run(job, Progress())
    assert (read_raster(job.map) == GRASS_ID).all()


@pytest.mark.parametrize("periods", [0, 1])
def test_the_whole_chain_takes_l1c_images_without_masks(tmp_path: Path, periods: int) -> None:
    old = np.where(LAND, GRASS_ID, FOREST_ID) * np.ones(SHAPE, np.uint8)
    job = ProduceJob(
        images=tuple(images(tmp_path)), models=(model(tmp_path),), periods=periods, dilation=0,
        external=write_raster(tmp_path / "old.tif", old.astype(np.uint8), tags=load_scheme("basic6").tags()),
        folder=str(tmp_path / "out"),
    )  # fmt: skip
    produce.run(job, Progress())
    np.testing.assert_array_equal(read_raster(tmp_path / "out" / "map.tif"), old)
    assert masks_told(tmp_path / "out" / "map.tif") == ["s2cloudless"] * 3


@pytest.mark.real_data
def test_two_cloudy_real_dates_leave_the_mosaic_to_the_two_clear_ones(tmp_path: Path) -> None:
    folder = real_data("slovenia_s2_l1c")
    paths = [str(folder / f"s2_l1c_{date}.tif") for date in ("20150711", "20150731", "20150820", "20150830")]
    made, count, _ = make(tmp_path, paths)
    assert (count == 2).all()
    assert np.percentile(made[1], 99) < 1500  # blue
    assert np.median(read_raster(paths[2])[1]) > 2500


def test_a_mosaic_of_several_levels_is_warned_of(tmp_path: Path) -> None:
    paths = [
        write_raster(
            tmp_path / f"{level}.tif",
            np.full((4, 4), 900, np.uint16),
            tags={"LEVEL": level, "REFLECTANCE_SCALE": "10000"},
        )
        for level in ("L1C", "L2A")
    ]
    assert any("of several levels (L1C: " in warning for warning in make(tmp_path, paths)[2])
    assert not any("levels" in warning for warning in make(tmp_path, paths[1:])[2])
