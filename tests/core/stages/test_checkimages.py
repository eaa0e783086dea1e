"""Check images: what a run would see in them, told before it is started."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from surecover.core.errors import SureCoverError
from surecover.core.model.card import Band
from surecover.core.progress import Progress
from surecover.core.rasters import Raster
from surecover.core.stages.checkimages import CheckImagesJob, run
from tests.files import write_raster
from tests.models_fixture import BANDS, FOREST, OTHER, pixel_model
from tests.safe import Product, write_product, zipped

NAMES = ("B02", "B03", "B04", "B08")

Check = Callable[..., dict[str, Any]]


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """Run the check; the report, and under "results" what the run returned."""

    def go(*images: str, progress: Progress | None = None, **settings: Any) -> dict[str, Any]:
        job = CheckImagesJob(images=images, json=str(tmp_path / "report.json"), **settings)
        job.check()
        results = run(job, progress or Progress())
        return {**json.loads((tmp_path / "report.json").read_text(encoding="utf-8")), "results": results}

    return go


@pytest.fixture(autouse=True)
def _no_pixel_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("pixels are read")

    monkeypatch.setattr(Raster, "read", refuse)


def image(path: Path, names: tuple[str, ...] = NAMES, **details: Any) -> str:
    return write_raster(path, np.ones((len(names), 4, 6), np.uint16), descriptions=names, **details)


def model(folder: Path, bands: tuple[Band, ...] = BANDS, **details: Any) -> str:
    weights = np.eye(2, len(bands)).tolist()
    return str(pixel_model(folder, (FOREST, OTHER), weights, bands=bands, theme="forest", **details))


def test_an_image_is_told_with_its_date_sensor_grid_and_bands(check: Check, tmp_path: Path) -> None:
    tags = {"DATE": "2021-05-03", "SPACECRAFT_NAME": "Sentinel-2A"}
    path = image(tmp_path / "image.tif", (*NAMES[:2], "", "SCL"), tags=tags, pixel=20)
    report = check(path)
    assert report["images"] == [
        {
            "path": path, "date": "2021-05-03", "date_from": "tag DATE", "sensor": "Sentinel-2",
            "crs": "EPSG:32633", "width": 6, "height": 4, "pixel_size": [20.0, 20.0],
            "bands": ["B02", "B03", "", "SCL"], "clouds": "its own band SCL", "problem": None,
            "place": None, "models": [],
        }
    ]  # fmt: skip
    assert report["results"] == {"JSON": str(tmp_path / "report.json"), "IMAGES_USABLE": 1, "DATED": 1}


def test_what_an_image_does_not_say_is_empty(check: Check, tmp_path: Path) -> None:
    report = check(image(tmp_path / "image.tif", crs=None))
    (told,) = report["images"]
    assert {key: told[key] for key in ("date", "date_from", "sensor", "crs", "clouds")} == {
        "date": "", "date_from": "", "sensor": "", "crs": "", "clouds": "none",
    }  # fmt: skip
    assert report["results"]["DATED"] == 0


def test_every_band_that_a_model_wants_is_told_found_or_not(check: Check, tmp_path: Path) -> None:
    wanted = (*BANDS[:3], Band("B11", "swir16", 1.61))
    folder = model(tmp_path / "model", wanted, id="four")
    path = image(tmp_path / "image.tif", ("red", "B02", "nir08", "B02"))
    report = check(path, models=(folder,))
    (told,) = report["images"][0]["models"]
    assert (told["id"], told["folder"]) == ("four", folder)
    assert told["bands"] == [
        {"name": "B02", "common_name": "blue", "found": None},
        {"name": "B03", "common_name": "green", "found": None},
        {"name": "B04", "common_name": "red", "found": "red"},
        {"name": "B11", "common_name": "swir16", "found": None},
    ]
    assert told["problem"].startswith("Dated images (IMAGES) has 2 bands that may be B02 (blue) among red, ")
    assert report["models"] == [{"id": "four", "folder": folder, "problem": None}]
    assert report["results"]["IMAGES_USABLE"] == 0


def test_a_band_without_a_description_is_told_by_its_number(check: Check, tmp_path: Path) -> None:
    path = image(tmp_path / "image.tif", ("", "", ""), pixel=10)
    with_colors = write_raster(tmp_path / "rgb.tif", np.ones((3, 4, 6), np.uint8))
    folder = model(tmp_path / "model", (Band("r", "red"), Band("g", "green")))
    unnamed, colored = check(path, with_colors, models=(folder,))["images"]
    assert [band["found"] for band in unnamed["models"][0]["bands"]] == [None, None]
    assert "does not say which band is which" in unnamed["models"][0]["problem"]
    assert [band["found"] for band in colored["models"][0]["bands"]] == ["band 1", "band 2"]


def test_usable_are_the_images_that_all_models_can_use(check: Check, tmp_path: Path) -> None:
    two = model(tmp_path / "two", BANDS[:2], id="two")
    four = model(tmp_path / "four", id="four")
    images = image(tmp_path / "all.tif"), image(tmp_path / "few.tif", NAMES[:2])
    report = check(*images, models=(two, four))
    problems = [[model["problem"] is None for model in told["models"]] for told in report["images"]]
    assert problems == [[True, True], [True, False]]
    assert report["results"]["IMAGES_USABLE"] == 1


def test_a_broken_image_is_told_and_the_others_too(check: Check, tmp_path: Path) -> None:
    broken = tmp_path / "s2_20210721.tif"
    broken.write_bytes(b"not a raster")
    good = image(tmp_path / "good.tif")
    told: list[str] = []
    progress = Progress(lambda kind, value: told.append(str(value)) if kind == "warning" else None)
    report = check(str(broken), good, models=(model(tmp_path / "model"),), progress=progress)
    first, second = report["images"]
    assert first["problem"].startswith(f"Dated images (IMAGES) cannot be opened as a raster: {broken} ")
    assert (first["date"], first["bands"], first["models"]) == ("2021-07-21", [], [])
    assert (second["problem"], len(second["bands"])) == (None, 4)
    assert report["results"]["IMAGES_USABLE"] == 1
    assert told == [first["problem"]]


def test_a_broken_model_is_told_and_the_others_too(check: Check, tmp_path: Path) -> None:
    good = model(tmp_path / "good", id="good")
    bad = Path(model(tmp_path / "bad"))
    (bad / "model.json").write_text("{")
    report = check(image(tmp_path / "image.tif"), models=(str(bad), good))
    assert [told["id"] for told in report["models"]] == ["", "good"]
    assert report["models"][0]["problem"].startswith(f"Models (MODELS) {bad} has a card that is no JSON")
    assert [told["id"] for told in report["images"][0]["models"]] == ["good"]
    assert report["results"]["IMAGES_USABLE"] == 0


def test_images_of_other_crs_are_welcome_and_those_of_other_places_are_told(
    check: Check, tmp_path: Path
) -> None:
    images = (
        image(tmp_path / "first.tif"),
        image(tmp_path / "mercator.tif", crs="EPSG:3857", origin=(1_669_700, 5_645_800), pixel=50),
        image(tmp_path / "elsewhere.tif", origin=(100_000, 5_000_000)),
    )
    report = check(*images)
    assert [told["crs"] for told in report["images"]] == ["EPSG:32633", "EPSG:3857", "EPSG:32633"]
    assert [told["problem"] for told in report["images"]] == [None, None, None]
    assert [told["place"] is None for told in report["images"]] == [True, True, False]
    assert "does not overlap the reference grid" in report["images"][2]["place"]
    assert report["results"]["IMAGES_USABLE"] == 3


def test_tiles_beside_the_first_image_are_in_place_where_they_are_of_one_date(
    check: Check, tmp_path: Path
) -> None:
    def tile(name: str, date: str, left: float) -> str:
        return image(tmp_path / f"{name}.tif", tags={"DATE": date}, origin=(left, 5_000_000))

    first, beside = tile("first", "2021-05-03", 500_000), tile("beside", "2021-05-03", 500_060)
    later, apart = tile("later", "2021-07-21", 500_060), tile("apart", "2021-07-21", 900_000)
    report = check(first, beside, later, apart)
    assert [told["place"] is None for told in report["images"]] == [True, True, True, False]
    alone = check(first, later)
    assert [told["place"] is None for told in alone["images"]] == [True, False]


def test_a_mask_tells_the_clouds_and_must_be_of_the_same_place(check: Check, tmp_path: Path) -> None:
    clouds = np.zeros((4, 6), np.uint8)
    mask = write_raster(tmp_path / "mask.tif", clouds)
    elsewhere = write_raster(tmp_path / "elsewhere.tif", clouds, origin=(100_000, 5_000_000))
    images = image(tmp_path / "a.tif"), image(tmp_path / "b.tif")
    first, second = check(*images, masks=(mask, elsewhere))["images"]
    assert (first["clouds"], first["problem"]) == (f"file {mask}", None)
    assert second["problem"].startswith("Cloud masks, in the order of the images (MASKS) does not overlap")
    assert len(second["bands"]) == 4


def test_a_product_as_downloaded_is_told_like_an_image(check: Check, tmp_path: Path) -> None:
    product = str(zipped(write_product(tmp_path, Product(level="L1C", baseline="04.00"))))
    report = check(product, models=(model(tmp_path / "model"),))
    (told,) = report["images"]
    assert (told["date"], told["date_from"]) == ("2023-08-23", "product metadata")
    assert (told["sensor"], told["crs"], told["pixel_size"]) == ("Sentinel-2", "EPSG:32633", [10.0, 10.0])
    assert told["clouds"] == "s2cloudless"
    assert report["results"]["IMAGES_USABLE"] == 1


def test_given_dates_replace_those_of_the_images(check: Check, tmp_path: Path) -> None:
    images = image(tmp_path / "s2_20210503.tif"), image(tmp_path / "s2_20210721.tif")
    report = check(*images, dates=",20220101")
    assert [(told["date"], told["date_from"]) for told in report["images"]] == [
        ("2021-05-03", "file name"), ("2022-01-01", "given"),
    ]  # fmt: skip


def test_masks_and_dates_must_match_the_images(check: Check, tmp_path: Path) -> None:
    images = image(tmp_path / "a.tif"), image(tmp_path / "b.tif")
    with pytest.raises(SureCoverError, match=r"\(MASKS\) are 1 for 2 images"):
        check(*images, masks=images[:1])
    with pytest.raises(SureCoverError, match=r"\(DATES\) are 1 for 2 images"):
        check(*images, dates="20210503")


def test_a_report_is_not_needed(tmp_path: Path) -> None:
    job = CheckImagesJob(images=(image(tmp_path / "a.tif"),))
    assert run(job, Progress()) == {"IMAGES_USABLE": 1, "DATED": 0}
