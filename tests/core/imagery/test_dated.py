"""Images of a run have names that tell them apart, and fall into periods of time."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from surecover.core.errors import SureCoverError
from surecover.core.imagery.dated import DatedImage, dated_images, periods, with_tiles_joined
from surecover.core.imagery.dates import Acquisition
from surecover.core.progress import Progress
from surecover.core.tiled import tiles_of
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


def joined(*images: str, masks: tuple[str, ...] = (), dates: str = "") -> tuple[list[list[str]], list[str]]:
    """The images as groups of file names, and what was told."""
    told: list[str] = []
    progress = Progress(lambda _, text: told.append(str(text)))
    given = dates.split(",") if dates else [""] * len(images)
    found, found_masks, found_dates = with_tiles_joined(images, masks, given, "Images (IMAGES)", progress)
    assert len(found_masks) == (len(found) if masks else 0)
    assert len(found_dates) == len(found)
    return [[Path(tile.path).stem for tile in tiles_of(name)] or [Path(name).stem] for name in found], told


def placed(path: Path, date: str, col: int, row: int = 0, **details: object) -> str:
    origin = (500_000 + 10 * col, 5_000_000 - 10 * row)
    tags = {"DATE": date} if date else {}
    return write_raster(path, np.ones((1, 20, 20), np.uint16), tags=tags, origin=origin, **details)  # type: ignore[arg-type]


def test_tiles_of_one_date_are_one_image(tmp_path: Path) -> None:
    paths = [
        placed(tmp_path / f"{name}.tif", date, col)
        for name, date, col in [
            ("may_west", "2021-05-03", 0), ("july_west", "2021-07-21", 0), ("may_far", "2021-05-03", 38),
            ("july_east", "2021-07-21", 20), ("may_east", "2021-05-03", 18),
        ]
    ]  # fmt: skip
    groups, told = joined(*paths)
    assert groups == [["may_west", "may_far", "may_east"], ["july_west", "july_east"]]
    assert told[0].startswith("3 tiles of 2021-05-03 as one image: ")
    assert told[1].startswith("2 tiles of 2021-07-21 as one image: ")


def test_each_mask_stays_with_its_tile(tmp_path: Path) -> None:
    images = [placed(tmp_path / f"{col}.tif", "2021-05-03", col) for col in (0, 20)]
    masks = [placed(tmp_path / f"scl{col}.tif", "", col) for col in (0, 20)]
    _, found, _ = with_tiles_joined(images, masks, ["", ""], "Images (IMAGES)", Progress())
    assert [(tile.path, tile.image) for tile in tiles_of(found[0])] == list(zip(masks, images))


def test_what_is_no_tile_stays_an_image_of_its_own(tmp_path: Path) -> None:
    here = placed(tmp_path / "here.tif", "2021-05-03", 0)
    others = {
        "again": placed(tmp_path / "again.tif", "2021-05-03", 1),
        "later": placed(tmp_path / "later.tif", "2021-05-04", 20),
        "undated": placed(tmp_path / "undated.tif", "", 20),
        "apart": placed(tmp_path / "apart.tif", "2021-05-03", 25),
        "scaled": placed(tmp_path / "scaled.tif", "2021-05-03", 20, scale=0.1),
        "named": placed(tmp_path / "named.tif", "2021-05-03", 20, descriptions=["B04"]),
        "placeless": placed(tmp_path / "placeless.tif", "2021-05-03", 20, crs=None),
    }
    assert {name: joined(here, path) for name, path in others.items()} == {
        name: ([["here"], [name]], []) for name in others
    }


def test_a_tile_beside_two_images_of_one_place_joins_the_first(tmp_path: Path) -> None:
    paths = [placed(tmp_path / f"{n}.tif", "2021-05-03", col) for n, col in enumerate((0, 0, 20))]
    assert joined(*paths)[0] == [["0", "2"], ["1"]]


def test_a_given_date_makes_tiles(tmp_path: Path) -> None:
    paths = [placed(tmp_path / f"{n}.tif", "", col) for n, col in enumerate((0, 20))]
    assert joined(*paths, dates="2021-05-03,2021-05-03")[0] == [["0", "1"]]
