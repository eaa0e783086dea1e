"""What cannot be learned is refused in one sentence, and nothing stays behind."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from shapely.geometry import box

from surecover.core.errors import SureCoverError
from tests.core.stages.crossvalidating import write_labels
from tests.core.stages.training import NETWORK, Results, Train, land, write_date
from tests.files import write_raster
from tests.shapes import write_layer

pytestmark = pytest.mark.usefixtures("one_thread", "small_networks")


def far_away(folder: Path) -> Results:
    labels = write_raster(folder / "far.tif", land(), origin=(700_000, 5_000_000))
    return {"labels": labels, "scheme": "basic6"}


def of_one_class(folder: Path) -> Results:
    return {"labels": write_labels(folder, np.full_like(land(), 3))}


def without_any(folder: Path) -> Results:
    return {"labels": write_labels(folder, np.zeros_like(land()))}


def too_small(folder: Path) -> Results:
    folder = folder / "small"
    folder.mkdir()
    image = write_date(folder, "2023-05-01", np.array([[1, 2]]))
    labels = write_labels(folder, np.array([[1, 2]], np.uint8))
    return {"images": (image,), "labels": labels, "zones": "", "held_out": ""}


def never_clear(folder: Path) -> Results:
    return {"masks": (write_raster(folder / "clouds.tif", np.ones_like(land())),) * 2}


def of_no_polygon_here(folder: Path) -> Results:
    drawn = write_layer(folder / "drawn.gpkg", [box(0, 0, 10, 10)], {"kind": ["water"]})
    return {"labels": drawn, "field": "kind", "scheme": "basic6"}


def of_numbers_that_are_no_classes(folder: Path) -> Results:
    return {
        "labels": write_raster(folder / "heights.tif", np.linspace(0, 1, land().size).reshape(land().shape))
    }


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (far_away, r"Labels \(LABELS\).*overlap"),
        (of_one_class, r"Labels \(LABELS\) give fewer than two classes to learn \(forest\)"),
        (without_any, r"Labels \(LABELS\) give fewer than two classes to learn \(none\)"),
        (too_small, r"labels lie in \d+ blocks only|too small|No labelled pixel"),
        (never_clear, "No labelled pixel is clear in any image"),
        (of_no_polygon_here, "drawn.gpkg has no feature on the reference grid"),
        (of_numbers_that_are_no_classes, r"Labels \(LABELS\).*no class map"),
        ({"field": "kind", "labels": "zones"}, r"Labels \(LABELS\)|kind"),
        ({"held_out": "north"}, r"Zones to hold out \(HELD_OUT\) names 'north'; .* zones: east, west"),
        ({"held_out": "west,east"}, r"Zones to hold out \(HELD_OUT\) names all zones; allowed are some"),
        ({"zones": "", "held_out": "east"}, r"\(HELD_OUT\) names 'east'; .* none without Zones \(ZONES\)"),
        ({"ignore": "sand"}, r"Classes to ignore \(IGNORE\): .*sand"),
        ({"classes": "water"}, "fewer than two classes"),
        ({"classes": "water,residential building"}, "no pixel that is certainly residential building"),
        ({"bands": "B03,B11"}, r"Bands to learn from.*\(BANDS\) name 'B11'; .*: B02, B03, B04, B08"),
        ({"augmentation": "flips,zooms"}, r"Augmentation \(AUGMENTATION\) names 'zooms'"),
        ({"encoder": "resnet19"}, "resnet19"),
        ({"dates": "2023-05-01"}, r"\(DATES\)"),
        ({"gap": 40, "held_out": "", "zones": ""}, "."),
    ],
)  # fmt: skip
def test_it_is_refused_and_leaves_nothing_behind(
    taught: Train, dated: Results, tmp_path: Path, given: Any, message: str
) -> None:
    settings = given(tmp_path) if callable(given) else dict(given)
    if settings.get("labels") == "zones":
        settings["labels"] = dated["zones"]
    if "encoder" in settings:
        settings["network"] = "unet"
    with pytest.raises(SureCoverError, match=message) as refusal:
        taught(**settings)
    assert "\n" not in str(refusal.value)
    assert not list(tmp_path.glob("model*"))


def test_what_is_read_is_not_replaced(taught: Train, dated: Results) -> None:
    folder = str(Path(dated["labels"]).parent)
    with pytest.raises(SureCoverError, match=r"lies in Model \(MODEL\): .* nothing is overwritten"):
        taught(model=folder)
    assert Path(dated["labels"]).exists()


@pytest.mark.parametrize("size", [8, 16, 1500, 2800])
def test_on_a_full_disk_there_is_a_sentence_and_no_model(taught: Train, tmp_path: Path, size: int) -> None:
    """The labels, the state after an epoch, or the model itself do not fit on so many KiB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    options = ["mount", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", disk]
    if subprocess.run(options, check=False, capture_output=True).returncode:
        pytest.skip("mounting is not permitted")
    try:
        with pytest.raises(SureCoverError, match="is full; free some space or choose another folder"):
            taught(**NETWORK, model=str(disk / "model"))
        assert [path.name for path in disk.iterdir()] == (["model.training"] if size > 2500 else [])
    finally:
        subprocess.run(["umount", "-l", disk], check=True)
