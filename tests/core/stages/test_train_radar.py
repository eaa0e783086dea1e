"""Train with radar stacked behind an optical image: as it is normalised in training, so it is in classify."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from surecover.core.errors import SureCoverError
from surecover.core.progress import Progress
from surecover.core.stages import radar
from tests.core.stages.training import (
    HALF,
    NETWORK,
    Results,
    Train,
    classified,
    compared,
    land,
    matrix_of,
)
from tests.files import write_raster

pytestmark = pytest.mark.usefixtures("one_thread", "small_networks")

EAST = np.s_[:, HALF:]


def stacked(folder: Path, optical: str, scaling: str = "none", dark: Any = ()) -> str:
    """VV and VH of which VV tells water, speckled, behind the bands of an optical image."""
    rng = np.random.default_rng(7)
    backscatter = np.stack([np.where(land() == 1, -20, -8), np.full(land().shape, -15)])
    if dark:
        backscatter[dark] = -60
    speckled = (backscatter + rng.normal(0, 1, backscatter.shape)).astype(np.float32)
    sentinel1 = write_raster(folder / "s1.tif", speckled, descriptions=("VV", "VH"))
    place = folder / f"{scaling}-{Path(optical).name}"
    job = radar.JOB(input=sentinel1, stack=optical, size=3, scaling=scaling, output=str(place))
    return str(radar.run(job, Progress())["OUTPUT"])


@pytest.mark.parametrize(
    ("normalisation", "network"),
    [
        ("schmitt2020", {"network": "random_forest"}),
        ("yu2021", {"network": "random_forest"}),
        ("yu2021", NETWORK),
    ],
)
def test_training_and_classify_see_the_same(
    taught: Train, dated: Results, tmp_path: Path, normalisation: str, network: Results
) -> None:
    images = tuple(stacked(tmp_path, optical) for optical in dated["images"])
    done = taught(images=images, normalisation=normalisation, **network)
    card = done["card"]
    assert [band.name for band in card.bands] == ["B02", "B03", "B04", "B08", "VV", "VH"]
    assert card.normalisation == normalisation
    assert card.statistics["VV"]["mean"] == pytest.approx(-12, abs=1.5)
    kinds = {"schmitt2020": ("unit-clip", (-25, 0)), "yu2021": ("stretch", (2, 98))}
    assert {(scaling.type, scaling.values) for scaling in card.scaling[4:]} == {kinds[normalisation]}
    found = [classified(image, done["model"], tmp_path) for image in images]
    assert (matrix_of(card) == compared(land()[EAST], [ids[EAST] for ids, _ in found])).all()
    assert not any(warned for _, warned in found)


def test_a_part_of_a_scene_is_stretched_as_the_whole(taught: Train, dated: Results, tmp_path: Path) -> None:
    """Dark land in the other half would move the limits of a stretch of the part alone."""
    image = stacked(tmp_path, dated["images"][0], dark=np.s_[:, 32:])
    done = taught(
        images=(image,), normalisation="yu2021", bands="VV,VH", theme="water", classes="water",
        extent="500000,4999680,500640,5000000", held_out="none",
    )  # fmt: skip
    found, _ = classified(image, done["model"], tmp_path, extent="500000,4999680,500640,5000000")
    assert ((found == 1) == (land()[:32] == 1)).mean() > 0.99


@pytest.mark.parametrize("normalisation", ["schmitt2020", "yu2021"])
@pytest.mark.parametrize("scaling", ["unit", "stretch"])
def test_radar_that_was_scaled_before_is_refused(
    taught: Train, dated: Results, tmp_path: Path, normalisation: str, scaling: str
) -> None:
    image = stacked(tmp_path, dated["images"][0], scaling)
    message = f"is {normalisation}, which wants radar in dB, but the band VV has a mean of .* none, or choose"
    with pytest.raises(SureCoverError, match=message):
        taught(images=(image,), normalisation=normalisation)
    assert not Path(tmp_path / "model.training").exists()


def test_measured_takes_radar_in_any_unit(taught: Train, dated: Results, tmp_path: Path) -> None:
    done = taught(images=(stacked(tmp_path, dated["images"][0], "stretch"),))
    assert done["card"].statistics["VV"]["mean"] > 0
    assert done["results"]["OA"] > 0.95
