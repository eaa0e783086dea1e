"""The stage mosaic: from dated images and masks to one image.

Images are drawn with one digit a pixel, reflectance in hundredths, "." where nothing was observed.
Masks: "o" clear, "c" cloud, "s" snow, "x" a value that is no SCL class.
"""

from __future__ import annotations

import json
import math
import statistics
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from surecover.core.errors import Cancelled, SureCoverError
from surecover.core.grid import Window
from surecover.core.imagery.display import to_display
from surecover.core.imagery.scenes import Scene
from surecover.core.imagery.scenesurvey import windows_of
from surecover.core.progress import Progress
from surecover.core.stages import mosaic
from surecover.core.stages.mosaic import MosaicJob
from tests.drawings import draw, shown
from tests.files import facts, read_raster, write_raster

SCL = {"o": 4, "c": 9, "s": 11, "x": 12}
TAGS = {"REFLECTANCE_SCALE": "10000", "REFLECTANCE_OFFSET": "0"}
KEYS = ("output", "source_index", "clear_count", "display")


def image(path: Path, picture: str, names: Sequence[str] = ("B04",), **details: Any) -> str:
    """Every band holds the drawing."""
    values = draw(picture, dtype="uint16") * 100
    details.setdefault("tags", TAGS)
    return write_raster(path, np.stack([values] * len(names)), nodata=0, descriptions=names, **details)


def scl(path: Path, picture: str, **details: Any) -> str:
    return write_raster(path, draw(picture, SCL, "uint8"), descriptions=["SCL"], nodata=0, **details)


def made(tmp_path: Path, images: Sequence[str], masks: Sequence[str] = (), **settings: Any) -> dict[str, Any]:
    plain: dict[str, Any] = {"dilation": 0, "normalise": False}
    paths = {key: str(tmp_path / f"out_{key}.tif") for key in KEYS}
    job = MosaicJob(images=tuple(images), masks=tuple(masks), **paths, **{**plain, **settings})
    job.check()
    told: list[tuple[str, object]] = []
    result = mosaic.run(job, Progress(lambda kind, value: told.append((kind, value))))
    arrays: dict[str, Any] = {key.lower(): read_raster(path) for key, path in result.items()}
    arrays["drawn"] = shown(arrays["output"] // 100) if arrays["output"].ndim == 2 else ""
    arrays["log"] = [str(value) for kind, value in told if kind == "log"]
    arrays["warnings"] = [str(value) for kind, value in told if kind == "warning"]
    return arrays


def three_dates(tmp_path: Path) -> tuple[list[str], list[str]]:
    """Cloud shares 2/4, 1/4 and 2/4; the least cloudy is the second, the latest the third."""
    images = [
        image(tmp_path / "s2_20230810.tif", "1234"),
        image(tmp_path / "s2_20230813.tif", "5678"),
        image(tmp_path / "s2_20230815.tif", "999."),
    ]
    masks = [
        scl(tmp_path / "scl_20230810.tif", "ooxc"),
        scl(tmp_path / "scl_20230813.tif", "oooc"),
        scl(tmp_path / "scl_20230815.tif", "occo"),
    ]
    return images, masks


def test_median(tmp_path: Path) -> None:
    maps = made(tmp_path, *three_dates(tmp_path))
    assert maps["output"].tolist() == [[500, 400, 700, 0]]
    assert maps["source_index"].tolist() == [[0, 0, 0, 0]]
    assert maps["clear_count"].tolist() == [[3, 2, 1, 0]]


def test_medoid(tmp_path: Path) -> None:
    maps = made(tmp_path, *three_dates(tmp_path), method="medoid")
    # Second pixel: 2 and 6 are equally near to 4; the date with fewer clouds wins.
    assert maps["drawn"] == "567."
    assert maps["source_index"].tolist() == [[2, 2, 2, 0]]


def test_best(tmp_path: Path) -> None:
    images, masks = three_dates(tmp_path)
    maps = made(tmp_path, images[::2], masks[::2], method="best")
    # The last image is clear on one pixel only, for where it saw nothing it is not clear.
    assert maps["drawn"] == "12.."
    assert maps["source_index"].tolist() == [[1, 1, 0, 0]]


def test_of_equally_cloudy_dates_the_latest_is_best_whatever_the_order(tmp_path: Path) -> None:
    old, new = image(tmp_path / "a_20230101.tif", "12"), image(tmp_path / "b_20230201.tif", "34")
    assert made(tmp_path, [old, new], method="best")["source_index"].tolist() == [[2, 2]]
    assert made(tmp_path, [new, old], method="best")["source_index"].tolist() == [[1, 1]]


def test_given_dates_replace_those_that_the_files_tell(tmp_path: Path) -> None:
    old, new = image(tmp_path / "a_20230101.tif", "12"), image(tmp_path / "b_20230201.tif", "34")
    maps = made(tmp_path, [old, new], method="best", dates="2023-03-01,")
    assert maps["source_index"].tolist() == [[1, 1]]
    assert maps["log"][:2] == [f"2023-03-01 (given): {old}.", f"2023-02-01 (from its file name): {new}."]
    tags = facts(tmp_path / "out_output.tif")["tags"]
    assert (tags["DATES"], tags["DATE"]) == ("2023-02-01 2023-03-01", "2023-03-01")
    inputs = json.loads(tags["SURECOVER_INPUTS"])
    assert [(i["date"], i["date_from"]) for i in inputs] == [
        ("2023-03-01", "given"), ("2023-02-01", "file name"),
    ]  # fmt: skip


def test_an_image_without_a_date_is_told_and_comes_after_equally_cloudy_ones(tmp_path: Path) -> None:
    undated, dated = image(tmp_path / "a.tif", "12"), image(tmp_path / "b_19990201.tif", "34")
    maps = made(tmp_path, [undated, dated], method="best")
    assert maps["source_index"].tolist() == [[2, 2]]
    assert f"Date unknown: {undated}." in maps["log"]


def test_dates_must_match_the_images(tmp_path: Path) -> None:
    images, masks = three_dates(tmp_path)
    with pytest.raises(SureCoverError, match=r"\(DATES\) are 2 for 3 images; give one for every image"):
        made(tmp_path, images, masks, dates="2023-08-10,2023-08-13")


def test_filling_takes_the_least_cloudy_date_and_flags_it(tmp_path: Path) -> None:
    for method, source in (("median", [0, 0, 0, 0]), ("best", [2, 2, 2, 2])):
        maps = made(tmp_path, *three_dates(tmp_path), method=method, fill=True)
        assert maps["output"][0, 3] == 800
        assert maps["clear_count"].tolist() == [[3, 2, 1, 0]]
        assert maps["source_index"].tolist() == [source]


def test_masks_grow(tmp_path: Path) -> None:
    paths = [image(tmp_path / "a.tif", "11111\n" * 5)], [scl(tmp_path / "m.tif", "ooooo\nooooo\noocoo\nooooo\nooooo")]  # fmt: skip  # noqa: E501
    assert made(tmp_path, *paths, dilation=1)["drawn"] == "11111\n11.11\n1...1\n11.11\n11111"


def test_snow_is_clear_in_the_glacial_zone_only(tmp_path: Path) -> None:
    paths = [image(tmp_path / "a.tif", "12")], [scl(tmp_path / "m.tif", "os")]
    assert made(tmp_path, *paths, zone="mixed")["drawn"] == "1."
    assert made(tmp_path, *paths, zone="glacial")["drawn"] == "12"


def test_a_snowy_scene_is_found_to_be_glacial(tmp_path: Path) -> None:
    values = np.full((3, 10, 10), 8000, np.uint16)
    names = ("B02", "B03", "B04")
    snowy = write_raster(tmp_path / "a.tif", values, nodata=0, descriptions=names, tags=TAGS)
    maps = made(tmp_path, [snowy], [scl(tmp_path / "m.tif", "s" * 10 + ("\n" + "s" * 10) * 9)])
    assert (maps["clear_count"] == 1).all()
    assert json.loads(facts(tmp_path / "out_output.tif")["tags"]["SURECOVER_ZONE"]) == "glacial"


def test_an_scl_band_of_the_image_is_its_mask(tmp_path: Path) -> None:
    values = np.stack([draw("123", dtype="uint16") * 100, draw("oco", SCL, "uint16")])
    path = write_raster(tmp_path / "a.tif", values, descriptions=("B04", "SCL"), tags=TAGS)
    maps = made(tmp_path, [path])
    assert maps["drawn"] == "1.3"
    assert facts(tmp_path / "out_output.tif")["descriptions"] == ("B04",)


def test_images_without_masks_are_clear_and_that_is_told(tmp_path: Path) -> None:
    maps = made(tmp_path, [image(tmp_path / "a.tif", "12")])
    assert maps["drawn"] == "12"
    assert "has no cloud mask" in maps["warnings"][0]


def test_bands_common_to_all_images_are_matched_by_description(tmp_path: Path) -> None:
    one = write_raster(
        tmp_path / "a.tif", np.array([[[100]], [[200]], [[300]]], np.uint16),
        descriptions=("B02", "B03", "B08"), tags=TAGS,
    )  # fmt: skip
    two = write_raster(
        tmp_path / "b.tif", np.array([[[500]], [[400]]], np.uint16), descriptions=("b8", "B2"), tags=TAGS
    )
    maps = made(tmp_path, [one, two])
    assert maps["output"][:, 0, 0].tolist() == [250, 400]
    assert facts(tmp_path / "out_output.tif")["descriptions"] == ("B02", "B08")
    with pytest.raises(SureCoverError, match=r"\(IMAGES\) have no band in common"):
        made(tmp_path, [one, image(tmp_path / "c.tif", "1", names=["B12"])])


def test_the_mosaic_is_reflectance_with_dates_and_valid_zeros(tmp_path: Path) -> None:
    dark = write_raster(
        tmp_path / "s2_20230810.tif", np.array([[1000, 1001, 1500, 0]], np.uint16), nodata=0,
        tags={"REFLECTANCE_SCALE": "10000", "REFLECTANCE_OFFSET": "-1000"},
    )  # fmt: skip
    maps = made(tmp_path, [dark])
    assert maps["output"].tolist() == [[1, 1, 500, 0]]
    told = facts(tmp_path / "out_output.tif")
    assert told["nodata"] == 0
    assert told["tags"]["REFLECTANCE_SCALE"] == "10000"
    assert told["tags"]["REFLECTANCE_OFFSET"] == "0"
    assert told["tags"]["DATES"] == "2023-08-10"


def test_offsets_are_never_mixed_silently(tmp_path: Path) -> None:
    product = {"PRODUCT_URI": "S2A_MSIL2A_20230810T100031_N0509_R122.SAFE"}
    shifted = write_raster(tmp_path / "a.tif", np.full((1, 1), 1700, np.uint16), tags=product)
    silent = write_raster(tmp_path / "b.tif", np.full((1, 1), 500, np.uint16))
    with pytest.raises(SureCoverError, match=r"mix offsets.*under Offset \(OFFSET\)"):
        made(tmp_path, [shifted, silent])
    assert made(tmp_path, [silent, shifted], offset=0)["output"].tolist() == [[600]]
    assert any("how its numbers" in text for text in made(tmp_path, [silent])["warnings"])


def test_scenes_of_other_brightness_are_normalised_to_the_least_cloudy_one(tmp_path: Path) -> None:
    random = np.random.default_rng(0)
    truth = random.uniform(0.05, 0.4, (2, 60, 60))
    names = ("B03", "B04")
    cloud = np.full((60, 60), SCL["o"], np.uint8)
    cloud[:20] = SCL["c"]
    stored = [np.rint(10000 * (truth * gain + 0.01)).astype(np.uint16) for gain in (1.0, 1.3)]
    images = [
        write_raster(tmp_path / f"{i}.tif", values, nodata=0, descriptions=names, tags=TAGS)
        for i, values in enumerate(stored)
    ]
    clear = np.full((60, 60), SCL["o"], np.uint8)
    clear[-5:] = SCL["c"]
    masks = [
        write_raster(tmp_path / "scl0.tif", clear, nodata=0),
        write_raster(tmp_path / "scl1.tif", cloud, nodata=0),
    ]
    maps = made(tmp_path, images, masks, normalise=True)
    assert np.abs(maps["output"].astype(int) - stored[0]).max() <= 2
    raw = made(tmp_path, images, masks, normalise=False)
    assert np.abs(raw["output"].astype(int) - stored[0]).max() > 500


def test_too_small_an_overlap_is_told_and_left_alone(tmp_path: Path) -> None:
    maps = made(tmp_path, *three_dates(tmp_path), normalise=True)
    assert maps["output"].tolist() == [[500, 400, 700, 0]]
    assert sum("is not normalised" in text for text in maps["warnings"]) == 2


def test_a_scene_without_a_clear_pixel_is_not_worth_a_warning_unless_it_fills(tmp_path: Path) -> None:
    images = [image(tmp_path / "a.tif", "12"), image(tmp_path / "b.tif", "99")]
    masks = [scl(tmp_path / "am.tif", "oo"), scl(tmp_path / "bm.tif", "cc")]
    assert not made(tmp_path, images, masks, normalise=True)["warnings"]
    assert "is not normalised" in made(tmp_path, images, masks, normalise=True, fill=True)["warnings"][0]


def test_scenes_are_not_read_where_not_clear(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    images = [image(tmp_path / f"{name}.tif", "12") for name in "ab"]
    masks = [scl(tmp_path / "clear.tif", "oo"), scl(tmp_path / "cloudy.tif", "cc")]
    read: list[str] = []

    def stored(self: Scene, window: Window) -> tuple[np.ndarray, np.ndarray]:
        read.append(self.raster.path)
        return self._reader.stored(window)

    monkeypatch.setattr(Scene, "stored", stored)
    made(tmp_path, images, masks)
    assert set(read) == {images[0]}


def test_images_on_another_grid_are_resampled_to_the_first(tmp_path: Path) -> None:
    fine = image(tmp_path / "a.tif", "1111\n1111")
    coarse = image(tmp_path / "b.tif", "33", pixel=20)
    maps = made(tmp_path, [fine, coarse])
    assert maps["drawn"] == "2222\n2222"
    coarse_mask = scl(tmp_path / "m.tif", "oc", pixel=20)
    assert made(tmp_path, [fine], [coarse_mask])["drawn"] == "11..\n11.."
    with pytest.raises(SureCoverError, match="does not overlap"):
        made(tmp_path, [fine, image(tmp_path / "c.tif", "1", origin=(0, 0))])


def scenes_of(folder: Path, seed: int, dates: int) -> tuple[list[str], list[str], np.ndarray, np.ndarray]:
    """Random dates of two bands, 12 x 20 px: paths, stored numbers and classes; a third is not observed."""
    random = np.random.default_rng(seed)
    values = random.integers(1, 6000, (dates, 2, 12, 20)).astype(np.uint16)
    values[random.random(values.shape) < 0.15] = 0
    classes = random.choice([4, 5, 9, 11, 12], (dates, 12, 20)).astype(np.uint8)
    images = [
        write_raster(folder / f"{i}.tif", part, nodata=0, tags=TAGS, descriptions=("B02", "B04"))
        for i, part in enumerate(values)
    ]
    masks = [write_raster(folder / f"scl{i}.tif", part) for i, part in enumerate(classes)]
    return images, masks, values, classes


@pytest.mark.parametrize("fill", [False, True])
@pytest.mark.parametrize("method", ["median", "medoid", "best"])
@pytest.mark.parametrize("dates", [1, 2, 5])
def test_equals_the_rules_pixel_by_pixel(tmp_path: Path, dates: int, method: str, fill: bool) -> None:
    images, masks, values, classes = scenes_of(tmp_path, dates, dates)
    maps = made(tmp_path, images, masks, method=method, fill=fill, zone="mixed")
    observed = (values > 0).all(axis=1)
    clear = observed & np.isin(classes, (4, 5))
    order = sorted(range(dates), key=lambda date: (~clear[date]).sum())
    for row, col in np.ndindex(12, 20):
        usable = [date for date in order if clear[date, row, col]]
        filled = [date for date in order if observed[date, row, col]] if fill else []
        assert maps["clear_count"][row, col] == len(usable)
        number, source = expected(values[:, :, row, col] / 10000, usable, filled, method)
        assert maps["output"][:, row, col] == pytest.approx(np.multiply(number, 10000), abs=0.51)
        assert maps["source_index"][row, col] == source


def expected(pixel: np.ndarray, usable: list[int], filled: list[int], method: str) -> tuple[list[float], int]:
    """One pixel of the mosaic, from reflectance (dates, bands)."""
    if not usable:
        first = filled[0] if filled else None
        if first is None:
            return [0, 0], 0
        return pixel[first].tolist(), 0 if method == "median" else first + 1
    middle = [statistics.median(pixel[date, band] for date in usable) for band in (0, 1)]
    if method == "median":
        return middle, 0
    apart = [math.dist(pixel[date], middle) for date in usable]
    nearest = next(
        date for date, distance in zip(usable, apart, strict=True) if distance <= min(apart) + 2e-6
    )
    chosen = nearest if method == "medoid" else usable[0]
    return pixel[chosen].tolist(), chosen + 1


def test_windows_and_workers_and_memory_do_not_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    random = np.random.default_rng(0)
    images, masks = [], []
    for i in range(3):
        values = random.integers(300, 3000, (2, 50, 70)).astype(np.uint16)
        images.append(write_raster(tmp_path / f"{i}.tif", values, nodata=0, tags=TAGS))
        cloud = random.choice([4, 9], (50, 70), p=[0.95, 0.05]).astype(np.uint8)
        masks.append(write_raster(tmp_path / f"scl{i}.tif", cloud, nodata=0))
    settings = {"method": "medoid", "dilation": 2, "normalise": True}
    whole = made(tmp_path, images, masks, **settings)
    monkeypatch.setattr(mosaic, "windows_of", lambda shape, side: windows_of(shape, 16))
    monkeypatch.setattr(mosaic, "_CHUNK", 100)
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    by_windows = made(tmp_path, images, masks, **settings)
    assert all((whole[key] == by_windows[key]).all() for key in KEYS)
    assert 0 < (whole["output"] == 0).mean() < 0.2


def test_windows_shrink_with_the_number_of_dates_and_divide_the_tiles() -> None:
    def side(dates: int, bands: int) -> int:
        scene = SimpleNamespace(
            bands=[1] * bands, raster=SimpleNamespace(grid=SimpleNamespace(shape=(5000, 5000)))
        )
        windows = mosaic._windows([scene] * dates)  # type: ignore[list-item]
        assert len(windows) * dates * bands > 0
        rows, cols = windows[0]
        assert rows == cols
        return int(rows.stop)

    assert [side(6, 10), side(30, 10), side(100, 13), side(2000, 13)] == [512, 256, 128, 64]


def test_a_run_can_be_cancelled_at_any_moment(tmp_path: Path) -> None:
    images, masks = three_dates(tmp_path)
    job = MosaicJob(images=tuple(images), masks=tuple(masks), output=str(tmp_path / "out.tif"))
    asked = 0

    def count() -> bool:
        nonlocal asked
        asked += 1
        return False

    mosaic.run(job, Progress(cancelled=count))
    for path in tmp_path.glob("out.*"):
        path.unlink()
    for moment in range(0, asked, 2):
        left = iter(range(moment))
        with pytest.raises(Cancelled):
            mosaic.run(job, Progress(cancelled=lambda left=left: next(left, None) is None))  # type: ignore[misc]
        assert not list(tmp_path.glob("*out*"))


def test_the_picture_is_that_of_the_mosaic(tmp_path: Path) -> None:
    values = np.arange(1, 65536, 7, dtype=np.uint16)[None]
    path = write_raster(tmp_path / "a.tif", values, nodata=0, tags=TAGS)
    maps = made(tmp_path, [path], zone="glacial")
    reflectance = (values / 10000).astype(np.float32)
    assert (maps["display"][0] == to_display(reflectance[None], values > 0, "glacial")[0]).all()


@pytest.mark.parametrize("shape", [(1, 1), (1, 3000)])
def test_the_smallest_and_the_thinnest_raster(tmp_path: Path, shape: tuple[int, int]) -> None:
    path = write_raster(tmp_path / "a.tif", np.full(shape, 700, np.uint16), nodata=0, tags=TAGS)
    assert (made(tmp_path, [path], normalise=True)["output"] == 700).all()


def test_clear_nowhere_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    paths = [image(tmp_path / "a.tif", "12")], [scl(tmp_path / "m.tif", "cc")]
    with pytest.raises(SureCoverError, match=r"\(IMAGES\) are clear nowhere on any date; .*\(FILL\)"):
        made(tmp_path, *paths)
    assert not list(tmp_path.glob("*out_*"))
    assert made(tmp_path, *paths, fill=True)["drawn"] == "12"


def test_masks_must_match_the_images(tmp_path: Path) -> None:
    images, masks = three_dates(tmp_path)
    with pytest.raises(SureCoverError, match=r"\(MASKS\) are 2 for 3 images; give one for every image"):
        made(tmp_path, images, masks[:2])


def test_tiles_of_a_date_are_one_position_and_give_what_the_whole_image_gives(tmp_path: Path) -> None:
    dates, masks = three_dates(tmp_path)
    whole = made(tmp_path, dates, masks)

    def halves(path: str, cols: slice) -> str:
        values, named = np.atleast_3d(read_raster(path))[:, cols, 0], facts(path)
        name = Path(path).with_name(f"from{cols.start}_{Path(path).name}")
        return write_raster(
            name, values, nodata=named["nodata"], descriptions=named["descriptions"], tags=named["tags"],
            origin=(500_000 + 10 * cols.start, 5_000_000),
        )  # fmt: skip

    width = read_raster(dates[0]).shape[1]
    parts = slice(0, width - 1), slice(1, width)
    tiled = made(
        tmp_path, [halves(path, part) for part in parts for path in dates],
        [halves(path, part) for part in parts for path in masks],
    )  # fmt: skip
    for key in map(str.lower, KEYS):
        assert (tiled[key] == whole[key]).all()
    assert sum("2 tiles of " in line for line in tiled["log"]) == len(dates)
