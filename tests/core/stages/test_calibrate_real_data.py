"""Calibrate on a real place: learned in its west, calibrated and judged in its east."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import rasterio

from surecover.core.progress import Progress
from surecover.core.stages import train
from tests.core.stages.calibrating import calibrated
from tests.files import real_data

pytestmark = [pytest.mark.real_data, pytest.mark.usefixtures("one_thread")]

DATES = ("20150711", "20150830", "20150909")
CROSSWALK = "from,to\n0,0\n1,0\n2,forest\n3,grass\n4,0\n8,building\n"


def test_a_forest_that_learned_in_the_west_of_slovenia_covers_in_the_east_what_it_promises(
    tmp_path: Path,
) -> None:
    place = real_data("slovenia_s2_l1c")
    table = tmp_path / "table.csv"
    table.write_text(CROSSWALK)
    given = {
        "images": tuple(str(place / f"s2_l1c_{date}.tif") for date in DATES),
        "masks": tuple(str(place / f"cloud_mask_{date}.tif") for date in DATES),
        "labels": str(place / "reference_lulc.tif"),
        "crosswalk": str(table),
    }
    with rasterio.open(given["images"][0]) as image:
        left, bottom, right, top = image.bounds
    middle = (left + right) / 2
    job = train.JOB(
        **given, extent=f"{left},{bottom},{middle},{top}", network="random_forest", held_out="none",
        model=str(tmp_path / "forest"),
    )  # fmt: skip
    train.run(job, Progress())
    found = {}
    for coverage in (0.9, 0.95):
        done = calibrated(
            tmp_path, **given, model=job.model, extent=f"{middle},{bottom},{right},{top}", coverage=coverage
        )
        found[coverage] = done["told"]["sets"]
        for method in ("lac", "raps"):
            assert done["told"]["sets"][method]["covered"] == pytest.approx(coverage, abs=0.02)
    figures = {key: done["results"][key] for key in ("TEMPERATURE", "ECE_BEFORE", "ECE_AFTER")}
    print(json.dumps({**figures, "sets": found}))
    assert figures["ECE_AFTER"] < 0.05
