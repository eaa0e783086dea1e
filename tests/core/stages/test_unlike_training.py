"""A model knows the land that taught it, and classify tells where an image shows another."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from surecover.core.errors import SureCoverError
from surecover.core.model.cardfile import models_of
from surecover.core.model.models import load_model
from surecover.core.pages.markup import records_table
from surecover.core.progress import Progress
from surecover.core.rasters import open_raster
from surecover.core.stages import classify
from tests.core.stages.crossvalidating import write_labels
from tests.core.stages.training import BANDS, NETWORK, Train, land, write_date
from tests.files import read_raster, write_raster

pytestmark = pytest.mark.usefixtures("one_thread", "small_networks")

SIDE = 320
ORIGIN = (500_000, 5_000_000)


@pytest.fixture
def model(taught: Train, tmp_path: Path) -> str:
    """Of an area that shows patches enough."""
    folder = tmp_path / "large"
    folder.mkdir()
    ids = land(side=SIDE)
    images, labels = (write_date(folder, "2023-05-01", ids),), write_labels(folder, ids)
    return taught(**NETWORK, images=images, labels=labels, zones="", held_out="none", samples=24)["model"]


def classified(image: str, model: str, folder: Path) -> tuple[dict[str, object], list[str]]:
    """What the class map tells of the model, and the warnings."""
    warned: list[str] = []
    job = classify.JOB(input=image, models=(model,), map=str(folder / "map.tif"))
    classify.run(job, Progress(lambda kind, value: warned.append(str(value)) if kind == "warning" else None))
    with open_raster(job.map) as raster:
        (told,) = json.loads(raster.tags["SURECOVER_MODELS"])
    return told, [line for line in warned if "looks like nothing" in line]


def test_land_of_the_kind_that_taught_is_fine(model: str, tmp_path: Path) -> None:
    alike = write_date(tmp_path, "2024-05-01", land(seed=3, side=SIDE), seed=4)
    told, warned = classified(alike, model, tmp_path)
    assert told["unlike_training"] < 0.15
    assert not warned
    load_model(model)  # its files are as the card says


def test_land_of_another_kind_is_told_and_stands_in_the_report(model: str, tmp_path: Path) -> None:
    """Three times as bright in one band: no more than eight deviations, yet nothing like it taught."""
    other = write_date(tmp_path, "2024-05-01", land(seed=3, side=SIDE), seed=4)
    image = read_raster(other)
    image[0] = np.clip(image[0] * 3.0, 1, 9999)
    shifted = write_raster(
        tmp_path / "shifted.tif", image, nodata=0, descriptions=("B02", "B03", "B04", "B08")
    )
    told, warned = classified(shifted, model, tmp_path)
    assert told["unlike_training"] > 0.5
    assert len(warned) == 1
    assert "do not use the model here without labels of this land" in warned[0]
    assert "Unlike training" in records_table([told], "Models")


def test_of_several_dates_the_least_alike_is_told(tmp_path: Path) -> None:
    paths = []
    for number, share in enumerate((0.1, 0.7, None)):
        told = json.dumps([{"id": "m", "unlike_training": share}, {"id": "n"}])
        paths.append(
            write_raster(
                tmp_path / f"{number}.tif", np.ones((4, 4), np.uint8), tags={"SURECOVER_MODELS": told}
            )
        )
    assert models_of(paths) == [{"id": "m", "unlike_training": 0.7}, {"id": "n"}]


def test_each_pixel_tells_how_unlike_it_is(model: str, tmp_path: Path) -> None:
    """The eastern half is three times as bright in one band."""
    other = write_date(tmp_path, "2024-05-01", land(seed=3, side=SIDE), seed=4)
    image = read_raster(other)
    image[0, :, SIDE // 2 :] = np.clip(image[0, :, SIDE // 2 :] * 3.0, 1, 9999)
    image[:, :10] = 0
    half = write_raster(tmp_path / "half.tif", image, nodata=0, descriptions=BANDS)
    job = classify.JOB(input=half, models=(model,), unlike=str(tmp_path / "unlike.tif"))
    classify.run(job, Progress())
    unlike = read_raster(tmp_path / "unlike.tif")
    assert (unlike[:10] == -1).all()
    west, east = unlike[10:, : SIDE // 2], unlike[10:, SIDE // 2 :]
    assert np.median(west) < 0.7
    assert np.median(east) > 0.95
    assert ((west >= 0) & (west <= 1)).all()


def test_a_model_that_does_not_tell_what_taught_it_cannot(model: str, tmp_path: Path) -> None:
    (Path(model) / "appearance.json").unlink()
    card = Path(model) / "model.json"
    told = json.loads(card.read_text())
    told["assets"] = {
        name: asset for name, asset in told["assets"].items() if "appearance" not in asset["href"]
    }
    card.write_text(json.dumps(told))
    image = write_date(tmp_path, "2024-05-01", land(side=64))
    job = classify.JOB(input=image, models=(model,), unlike=str(tmp_path / "unlike.tif"))
    with pytest.raises(SureCoverError, match=r"\(UNLIKE\) is asked for, but no model tells"):
        classify.run(job, Progress())
    assert not (tmp_path / "unlike.tif").exists()
