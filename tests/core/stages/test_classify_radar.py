"""Classify an optical image with radar bands stacked behind: each is read as what it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from surecover.core.model.card import Band, scalings_of
from surecover.core.progress import Progress
from surecover.core.stages import classify, radar
from surecover.core.stages.classify import ClassifyJob
from surecover.core.stages.radar import RadarJob
from tests.files import read_raster, write_raster
from tests.models_fixture import BARREN, GRASS, WATER, pixel_model, pixel_networks

pytestmark = pytest.mark.usefixtures(pixel_networks.__name__)

WANTED = (Band("VV"), Band("B04", "red", 0.665))
RED = np.array([[0.1, 0.1, 0.4, 0.4]] * 4)
VV = np.array([[-20.0, -6, -20, -6]] * 4)


def stacked(tmp_path: Path, scaling: str = "none") -> str:
    """Red as whole numbers with the tag of its scale, and unfiltered VV behind it, as `radar` stacks them."""
    optical = write_raster(
        tmp_path / "s2.tif", (RED * 5000).astype(np.uint16), nodata=0, descriptions=("B04",),
        tags={"REFLECTANCE_SCALE": "5000"},
    )  # fmt: skip
    power = write_raster(tmp_path / "s1.tif", VV.astype(np.float32), descriptions=("VV",))
    job = RadarJob(
        input=power, stack=optical, method="none", scaling=scaling, output=str(tmp_path / f"{scaling}.tif")
    )
    return str(radar.run(job, Progress())["OUTPUT"])


def model(folder: Path, weights: Any, constants: Any, **details: Any) -> str:
    """Water, grass and barren by weights of VV and red."""
    return str(pixel_model(folder, (WATER, GRASS, BARREN), weights, constants, bands=WANTED, **details))


def classified(image: str, folder: str, **settings: Any) -> np.ndarray:
    target = Path(image).with_name("map.tif")
    classify.run(ClassifyJob(input=image, models=(folder,), map=str(target), **settings), Progress())
    return read_raster(target)


def test_the_model_gets_decibels_of_vv_and_reflectance_of_red(tmp_path: Path) -> None:
    # Water below -15 dB where red is below 0.25; above, grass; red of more than 0.25 is barren.
    weights, constants = [[-10, 0], [10, 0], [0, 4000]], [-150, 150, -1000]
    found = classified(stacked(tmp_path), model(tmp_path / "model", weights, constants))
    assert found.tolist() == [[WATER, GRASS, BARREN, BARREN]] * 4


SHARES = [[-100, 0], [100, 0], [0, 1000]], [50, -50, -250]
"""Water where VV is in the lower half of its scale of 0..1."""


@pytest.mark.parametrize("scaling", ["none", "stretch"])
def test_a_stretch_of_the_scene_gives_the_same_whether_it_is_already_stretched(
    tmp_path: Path, scaling: str
) -> None:
    named = {"scaling": scalings_of("yu2021", WANTED, {}), "normalisation": "yu2021"}
    found = classified(stacked(tmp_path, scaling), model(tmp_path / "model", *SHARES, **named))
    assert found.tolist() == [[WATER, GRASS, BARREN, BARREN]] * 4


def test_an_extent_is_stretched_as_the_whole_scene(tmp_path: Path) -> None:
    named = {"scaling": scalings_of("yu2021", WANTED, {}), "normalisation": "yu2021"}
    folder = model(tmp_path / "model", *SHARES, **named)
    image = stacked(tmp_path)
    # The second column alone is of one value, which by itself would be the lower end of its scale.
    assert classified(image, folder, extent="500010,4999960,500020,5000000").tolist() == [[GRASS]] * 4
    assert classified(image, folder, extent="500000,4999960,500020,5000000").tolist() == [[WATER, GRASS]] * 4


def test_a_stretch_and_no_stretch_run_side_by_side(tmp_path: Path) -> None:
    details = {"scaling": scalings_of("yu2021", WANTED, {}), "normalisation": "yu2021"}
    water = pixel_model(tmp_path / "w", (WATER, 0), [[-100, 0], [100, 0]], [50, -50], bands=WANTED,
                        theme="water", **details)  # fmt: skip
    grass = pixel_model(tmp_path / "g", (GRASS, 0), [[0, -1000], [0, 1000]], [250, -250], bands=WANTED,
                        theme="vegetation")  # fmt: skip
    target = tmp_path / "map.tif"
    job = ClassifyJob(input=stacked(tmp_path), models=(str(water), str(grass)), map=str(target))
    classify.run(job, Progress())
    found = read_raster(target)
    assert found[:, 1:].tolist() == [[GRASS, WATER, BARREN]] * 4
