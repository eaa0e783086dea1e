"""Images of a run have names that tell them apart, and fall into periods of time."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from surecover.core.errors import SureCoverError
from surecover.core.imagery.dated import DatedImage, dated_images, periods
from surecover.core.imagery.dates import Acquisition
from tests.files import write_raster

LABELS = ("Period mosaics (PERIODS)", "Dates (DATES)")


def test_periods_take_consecutive_images_in_numbers_as_equal_as_can_be() -> None:
    dates = {name: f"2021-05-0{day}" for day, name in enumerate("abcdefg", start=1)}
    images = [DatedImage(name, Acquisition(name, dates[name], "given"), "") for name in "gfedcba"]
    assert ["".join(s.name for s in group) for group in periods(images, 3, *LABELS)] == ["ab", "cde", "fg"]


def test_several_periods_need_the_date_of_every_image() -> None:
    images = [DatedImage("a", Acquisition("a.tif", "", ""), "")] * 2
    assert len(periods(images, 1, *LABELS)) == 1
    with pytest.raises(SureCoverError, match=r"\(PERIODS\) are 2, but 2 of 2 images tell no date: a.tif"):
        periods(images, 2, *LABELS)


def image(path: Path, date: str) -> str:
    return write_raster(path, np.ones((1, 2, 2), np.uint16), tags={"DATE": date} if date else {})


def test_images_are_named_by_date_and_place_where_dates_do_not_tell(tmp_path: Path) -> None:
    paths = [image(tmp_path / f"{n}.tif", date) for n, date in enumerate(["2020-05-01", "", "2020-05-01"])]
    names = [found.name for found in dated_images(paths, (), ("", "", ""), "Images (IMAGES)")]
    assert names == ["2020-05-01_1", "image_2", "2020-05-01_3"]
