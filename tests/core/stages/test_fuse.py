"""The stage fuse: from probability rasters to maps."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
import rasterio
import rasterio.shutil
from hypothesis import given, settings
from hypothesis import strategies as st

from surecover.core import grid
from surecover.core.errors import Cancelled, SureCoverError
from surecover.core.progress import Progress
from surecover.core.scheme import ClassScheme, LandClass, load_scheme
from surecover.core.stages import fuse
from surecover.core.stages.fuse import FuseJob, class_bias, date_weights
from tests.files import facts, read_raster, real_data, write_raster

BASIC = load_scheme("basic6")
THREE = (1, 2, 3)  # water, grass, forest
NODATA = 255
METHODS = ("loglinear", "mean", "majority")


def date(
    path: Path,
    probabilities: np.ndarray,
    ids: tuple[int, ...] = THREE,
    scheme: ClassScheme = BASIC,
    nodata: np.ndarray | None = None,
    **where: Any,
) -> str:
    """Write (classes, rows, cols) as classify stores it."""
    stored = np.rint(np.asarray(probabilities) * 254).astype(np.uint8)
    if nodata is not None:
        stored[:, nodata] = NODATA
    names = [scheme.by_id(id_).name for id_ in ids]
    tags = {**scheme.tags(), "SURECOVER_CLASS_IDS": json.dumps(ids)}
    return write_raster(path, stored, nodata=NODATA, descriptions=names, tags=tags, scale=1 / 254, **where)


def random_date(path: Path, seed: int, shape: tuple[int, int] = (40, 50), **details: Any) -> str:
    random = np.random.default_rng(seed)
    probabilities = random.dirichlet(np.ones(3), size=shape).transpose(2, 0, 1)
    return date(path, probabilities, nodata=random.random(shape) < 0.2, **details)


def as_float(path: str) -> str:
    """The same probabilities as float32 numbers, nodata NaN."""
    stored = read_raster(path)
    values = np.where(stored == NODATA, np.float32(np.nan), stored * np.float32(1 / 254))
    told = facts(Path(path))
    return write_raster(
        Path(path).with_suffix(".float.tif"), values, nodata=np.nan,
        descriptions=told["descriptions"], tags=told["tags"],
    )  # fmt: skip


def constant(*values: float, shape: tuple[int, int] = (4, 4)) -> np.ndarray:
    return np.broadcast_to(np.array(values)[:, None, None], (len(values), *shape))


def outputs(tmp_path: Path) -> dict[str, str]:
    return {key: str(tmp_path / f"out_{key}.tif") for key in ("map", "fused", "agreement", "entropy")}


def fused(tmp_path: Path, *paths: str, **options: Any) -> dict[str, np.ndarray]:
    job = FuseJob(probabilities=paths, **outputs(tmp_path), **options)
    job.check()
    result = fuse.run(job, Progress())
    return {key.lower(): read_raster(path) for key, path in result.items()}


def test_the_map_holds_class_ids_colours_and_its_scheme(tmp_path: Path) -> None:
    one = date(tmp_path / "p_20230810.tif", constant(0.1, 0.2, 0.7))
    two = date(tmp_path / "p_20230820.tif", constant(0.1, 0.6, 0.3), nodata=np.eye(4, dtype=bool))
    maps = fused(tmp_path, one, two)
    assert (maps["map"] == 3).all()
    assert (maps["agreement"] == np.where(np.eye(4), 1, 0.5)).all()
    assert maps["fused"].shape == (3, 4, 4)
    told = facts(tmp_path / "out_fused.tif")
    assert told["descriptions"] == ("water", "grass", "forest")
    assert json.loads(told["tags"]["SURECOVER_CLASS_IDS"]) == [1, 2, 3]
    inputs = json.loads(facts(tmp_path / "out_map.tif")["tags"]["SURECOVER_INPUTS"])
    assert [entry["date"] for entry in inputs] == ["2023-08-10", "2023-08-20"]
    with rasterio.open(tmp_path / "out_map.tif") as file:
        assert file.colormap(1)[3][:3] == BASIC.by_id(3).color
        assert ClassScheme.from_json(file.tags()["SURECOVER_SCHEME"]) == BASIC


def test_no_valid_date_is_nodata_in_every_output(tmp_path: Path) -> None:
    hole = np.zeros((4, 4), bool)
    hole[1, 2] = True
    paths = [date(tmp_path / f"{i}.tif", constant(0.2, 0.3, 0.5), nodata=hole) for i in range(2)]
    maps = fused(tmp_path, *paths)
    assert (maps["map"] == np.where(hole, 0, 3)).all()
    assert ((maps["fused"] == NODATA) == hole).all()
    assert ((maps["agreement"] == -1) == hole).all()
    assert ((maps["entropy"] == -1) == hole).all()


def test_dates_with_another_order_of_bands_are_matched_by_class(tmp_path: Path) -> None:
    one = date(tmp_path / "a.tif", constant(0.1, 0.2, 0.7))
    two = date(tmp_path / "b.tif", constant(0.7, 0.1, 0.2), ids=(3, 1, 2))
    maps = fused(tmp_path, one, two, method="mean")
    assert (maps["map"] == 3).all()
    assert (maps["agreement"] == 1).all()
    assert (maps["fused"][2] == 178).all()  # .7 · 254
    first_is_permuted = fused(tmp_path, two, one, method="mean")
    assert all((maps[key] == first_is_permuted[key]).all() for key in maps)


def test_untagged_probabilities_are_matched_by_band_names(tmp_path: Path) -> None:
    one = write_raster(
        tmp_path / "a.tif", constant(0.3, 0.7).astype(np.float32), descriptions=("trees", "sea")
    )
    two = write_raster(
        tmp_path / "b.tif", constant(0.7, 0.3).astype(np.float32), descriptions=("sea", "trees")
    )
    maps = fused(tmp_path, one, two)
    assert (maps["map"] == 2).all()
    assert (maps["agreement"] == 1).all()


def test_a_scheme_can_be_named_where_the_files_do_not_tell_it(tmp_path: Path) -> None:
    path = write_raster(
        tmp_path / "bare.tif", constant(0.7, 0.3).astype(np.float32), descriptions=["forest", "water"]
    )
    assert (fused(tmp_path, path)["map"] == 1).all()
    assert (fused(tmp_path, path, scheme="basic6")["map"] == 3).all()


def test_dates_of_other_classes_are_refused(tmp_path: Path) -> None:
    one = date(tmp_path / "a.tif", constant(0.1, 0.2, 0.7))
    fewer = date(tmp_path / "b.tif", constant(0.3, 0.7), ids=(1, 2))
    swapped = ClassScheme("other", "Other", tuple(LandClass(i, n, (0, 0, 0)) for i, n in [(1, "grass"), (2, "water"), (3, "forest")]))  # fmt: skip  # noqa: E501
    same_ids = date(tmp_path / "c.tif", constant(0.1, 0.2, 0.7), scheme=swapped)
    for other in (fewer, same_ids):
        with pytest.raises(
            SureCoverError, match=r"\(PROBABILITIES\) hold different classes: 1 water, 2 grass"
        ):
            fused(tmp_path, one, other)
    assert not list(tmp_path.glob("out_*"))


def test_dates_on_another_grid_are_resampled_to_the_first(tmp_path: Path) -> None:
    fine = date(tmp_path / "a.tif", constant(0.4, 0.3, 0.3, shape=(8, 8)))
    halves = constant(0.0, 0.0, 1.0, shape=(5, 4)).copy()
    halves[:, :, :2] = [[[1.0]], [[0.0]], [[0.0]]]
    coarse = date(tmp_path / "b.tif", halves, pixel=20)
    maps = fused(tmp_path, fine, coarse, method="mean")
    assert maps["map"].shape == (8, 8)
    assert (maps["map"][:, :3] == 1).all()
    assert (maps["map"][:, 5:] == 3).all()
    # Bilinear between the halves: three quarters of one class and a quarter of the other.
    assert maps["fused"][0, 4, 3] / 254 == pytest.approx((0.4 + 0.75) / 2, abs=0.01)
    assert np.abs(maps["fused"].sum(axis=0) - 254.0).max() <= 2
    with pytest.raises(SureCoverError, match="does not overlap"):
        fused(tmp_path, fine, date(tmp_path / "c.tif", halves, origin=(0, 0)))


def test_dates_of_another_crs_work(tmp_path: Path) -> None:
    first = date(tmp_path / "a.tif", constant(0.4, 0.3, 0.3, shape=(6, 6)))
    with rasterio.open(first) as file:
        west, south, east, north = rasterio.warp.transform_bounds(file.crs, "EPSG:4326", *file.bounds)
    pixel = max(east - west, north - south) / 8
    degrees = date(
        tmp_path / "b.tif", constant(0.1, 0.1, 0.8, shape=(12, 12)), crs="EPSG:4326",
        origin=(west - 2 * pixel, north + 2 * pixel), pixel=pixel,
    )  # fmt: skip
    maps = fused(tmp_path, first, degrees)
    assert (maps["map"] == 3).all()
    assert (maps["agreement"] == 0.5).all()


@settings(deadline=None, max_examples=25, derandomize=True)
@given(
    tile=st.integers(1, 60), read=st.integers(1, 5000), chunk=st.integers(1, 3000), stored=st.booleans(),
    method=st.sampled_from(METHODS),
)  # fmt: skip
def test_neither_tiles_nor_what_is_read_or_fused_at_once_matters(
    tile: int, read: int, chunk: int, stored: bool, method: str
) -> None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        paths = [random_date(Path(folder, f"{i}.tif"), seed=i) for i in range(3)]
        paths = paths if stored else [as_float(path) for path in paths]
        options = {"method": method, "bias": "forest=1.5", "weights": "1,0.3,2"}
        whole = fused(Path(folder), *paths, **options)
        patch.setattr(fuse, "blocks", lambda shape, size: grid.blocks(shape, tile))
        patch.setattr(fuse, "_READ", read * fuse.BLOCK)
        patch.setattr(fuse, "_CHUNK", chunk)
        in_parts = fused(Path(folder), *paths, **options)
    assert all((whole[key] == in_parts[key]).all() for key in whole)


@pytest.mark.parametrize("dates", [1, 3, 40, 1000])
def test_what_is_read_at_once_does_not_grow_with_raster_or_dates(dates: int) -> None:
    shape = (1100, 700)
    seen = np.zeros(shape, np.uint8)
    for rows, cols in fuse._windows(shape, dates * 6):
        seen[rows, cols] += 1
        height, width = rows.stop - rows.start, cols.stop - cols.start
        assert height * width * dates * 6 <= max(2**23, 512 * dates * 6)
    assert (seen == 1).all()


@pytest.mark.parametrize("method", METHODS)
def test_probabilities_stored_as_bytes_or_as_floats_give_the_same(tmp_path: Path, method: str) -> None:
    paths = [random_date(tmp_path / f"{i}.tif", seed=i, shape=(60, 520)) for i in range(3)]
    bytes_ = fused(tmp_path, *paths, method=method, weights="1,2,0.7")
    floats = fused(tmp_path, *map(as_float, paths), method=method, weights="1,2,0.7")
    mixed = fused(tmp_path, as_float(paths[0]), *paths[1:], method=method, weights="1,2,0.7")
    for key in bytes_:
        assert (bytes_[key] == floats[key]).all()
        assert (bytes_[key] == mixed[key]).all()


def test_bytes_of_another_scale_or_nodata_are_read_by_their_own(tmp_path: Path) -> None:
    percent = np.array([20, 30, 50], np.uint8)[:, None, None] * np.ones((1, 4, 4), np.uint8)
    percent[:, 0, 0] = 0
    percent[:, 1, 1] = 255
    one = write_raster(tmp_path / "a.tif", percent, nodata=255, scale=0.01)
    maps = fused(tmp_path, one, method="mean")
    hole = np.zeros((4, 4), bool)
    hole[0, 0] = hole[1, 1] = True
    assert (maps["map"] == np.where(hole, 0, 3)).all()
    assert (maps["fused"][:, 3, 3] == [51, 76, 127]).all()


def test_one_band_without_data_hides_the_pixel(tmp_path: Path) -> None:
    stored = np.array([10, 44, 200], np.uint8)[:, None, None] * np.ones((1, 2, 2), np.uint8)
    stored[0, 0, 0] = NODATA
    path = write_raster(tmp_path / "a.tif", stored, nodata=NODATA, scale=1 / 254)
    assert fused(tmp_path, path)["map"].tolist() == [[0, 3], [3, 3]]


@pytest.mark.parametrize("method", METHODS)
def test_the_order_of_dates_on_one_grid_does_not_matter(tmp_path: Path, method: str) -> None:
    paths = [random_date(tmp_path / f"{i}.tif", seed=i) for i in range(3)]
    one = fused(tmp_path, *paths, method=method)
    other = fused(tmp_path, *paths[::-1], method=method)
    assert all((one[key] == other[key]).all() for key in one)


def test_one_class_only_is_certain(tmp_path: Path) -> None:
    maps = fused(tmp_path, date(tmp_path / "a.tif", constant(1.0), ids=(5,)))
    assert (maps["map"] == 5).all()
    assert (maps["entropy"] == 0).all()


@pytest.mark.parametrize("shape", [(1, 1), (1, 1500)])
def test_the_smallest_and_the_thinnest_raster(tmp_path: Path, shape: tuple[int, int]) -> None:
    maps = fused(tmp_path, date(tmp_path / "a.tif", constant(0.1, 0.8, 0.1, shape=shape)))
    assert (maps["map"] == np.full(shape, 2)).all()


def test_only_what_was_asked_for_is_written(tmp_path: Path) -> None:
    path = date(tmp_path / "a.tif", constant(0.1, 0.8, 0.1))
    job = FuseJob(probabilities=(path,), map=str(tmp_path / "map.tif"))
    assert fuse.run(job, Progress()) == {"MAP": str(tmp_path / "map.tif")}
    assert not list(tmp_path.glob("*fused*"))


def test_dates_without_any_valid_pixel_are_refused_and_nothing_is_written(tmp_path: Path) -> None:
    empty = date(tmp_path / "a.tif", constant(0.1, 0.8, 0.1), nodata=np.ones((4, 4), bool))
    with pytest.raises(SureCoverError, match=r"\(PROBABILITIES\) hold no valid pixel on any date"):
        fused(tmp_path, empty, empty)
    assert [file.name for file in tmp_path.iterdir()] == ["a.tif"]


def test_rasters_that_hold_no_probabilities_are_refused(tmp_path: Path) -> None:
    image = write_raster(tmp_path / "a.tif", constant(700, 900, 800).astype(np.uint16))
    with pytest.raises(
        SureCoverError, match=r"holds the value 700: .*a\.tif; allowed are values from 0 to 1"
    ):
        fused(tmp_path, image)


def test_a_damaged_date_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    whole = random_date(tmp_path / "a.tif", seed=0, shape=(200, 200))
    damaged = tmp_path / "b.tif"
    rasterio.shutil.copy(whole, damaged, driver="GTiff", compress="zstd")
    content = bytearray(damaged.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 2000] = bytes(2000)
    damaged.write_bytes(content)
    with pytest.raises(SureCoverError, match=r"\(PROBABILITIES\) cannot be read: .*b\.tif"):
        fused(tmp_path, whole, str(damaged))
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.tif", "b.tif"]


def test_a_cancel_stops_the_threads_and_writes_nothing(tmp_path: Path) -> None:
    path = date(tmp_path / "a.tif", constant(0.1, 0.2, 0.7, shape=(16, 5000)))
    asked = iter([False, False])
    before = threading.active_count()
    with pytest.raises(Cancelled):
        fuse.run(
            FuseJob(probabilities=(path,), **outputs(tmp_path)), Progress(cancelled=lambda: next(asked, True))
        )
    assert threading.active_count() == before
    assert [file.name for file in tmp_path.iterdir()] == ["a.tif"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [("1, 2", "has 2 numbers for 3 dates"), ("1,x,2", "holds 'x'"), ("1,-1,2", "holds '-1'"),
     ("1,inf,1", "holds 'inf'"), ("0,0,0", "is 0 for every date")],
)  # fmt: skip
def test_weights_that_cannot_be_meant_are_refused(text: str, problem: str) -> None:
    with pytest.raises(SureCoverError, match=rf"\(WEIGHTS\) {problem}"):
        date_weights(text, 3)


def test_weights_are_numbers_by_date() -> None:
    assert date_weights("", 2) == [1, 1]
    assert date_weights(" 1, 0.5,2 ", 3) == [1, 0.5, 2]


def test_bias_is_given_by_preset_by_name_or_as_a_list() -> None:
    ids = [1, 2, 3]
    assert class_bias("", BASIC, ids).tolist() == [1, 1, 1]
    assert class_bias("completeness", BASIC, ids).tolist() == [1.5, 1, 1.5]
    assert class_bias("completeness", BASIC, [2, 4]).tolist() == [1, 1]
    assert class_bias("Forest = 1.5, 1=0", BASIC, ids).tolist() == [0, 1, 1.5]
    assert class_bias("1, 2, 0.5", BASIC, ids).tolist() == [1, 2, 0.5]
    commas = ClassScheme("c", "C", (LandClass(1, "beaches, dunes, sands", (0, 0, 0)), LandClass(2, "water", (0, 0, 0))))  # fmt: skip  # noqa: E501
    assert class_bias("beaches, dunes, sands=3,water=2", commas, [1, 2]).tolist() == [3, 2]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("1,2", r"\(BIAS\) has 2 numbers for 3 classes; give one for each of water, grass, forest"),
        ("forest=x", r"\(BIAS\) holds 'x'"),
        ("forest=1.5,water", r"\(BIAS\) gives no number for 'water'"),
        ("forest=-1", r"\(BIAS\) holds '-1'"),
        ("barren=2", r"\(BIAS\) names barren, which the probabilities do not hold"),
        ("tundra=2", "Class 'tundra' is not in the class scheme"),
        ("0,0,0", r"\(BIAS\) is 0 for every class"),
        ("complete", r"\(BIAS\) holds 'complete'"),
    ],
)
def test_a_bias_that_cannot_be_meant_is_refused(text: str, problem: str) -> None:
    with pytest.raises(SureCoverError, match=problem):
        class_bias(text, BASIC, [1, 2, 3])


def test_a_bias_without_effect_is_told(tmp_path: Path) -> None:
    told: list[object] = []
    path = date(tmp_path / "a.tif", constant(0.1, 0.9), ids=(2, 4))
    progress = Progress(lambda kind, value: told.append(value) if kind == "warning" else None)
    fuse.run(FuseJob(probabilities=(path,), bias="completeness"), progress)
    fuse.run(FuseJob(probabilities=(path,), bias="1,2", method="majority"), progress)
    assert len(told) == 2


@pytest.mark.real_data
def test_real_dates_with_clouds_become_one_map(tmp_path: Path) -> None:
    """Belgium: a made-up two-class distribution from NDVI on three dates, clouded by their SCL."""
    folder = real_data("belgium_s2_l2a_s1")
    two = ClassScheme("two", "Two", (LandClass(1, "bare", (9, 9, 9)), LandClass(2, "green", (0, 9, 0))))
    paths, clear = [], []
    for day in ("20181003", "20190401", "20190705"):
        with rasterio.open(folder / f"s2_l2a_{day}.tif") as file:
            values, bands = file.read().astype(float), file.descriptions
        red, nir = values[bands.index("B04")], values[bands.index("B08")]
        green = np.clip((nir - red) / np.maximum(nir + red, 1), 0, 1)
        scl = np.repeat(np.repeat(read_raster(folder / f"scl_{day}.tif"), 2, axis=0), 2, axis=1)
        clear.append(np.isin(scl, (4, 5, 6, 7)))
        paths.append(
            date(tmp_path / f"{day}.tif", np.stack([1 - green, green]), (1, 2), two, nodata=~clear[-1])
        )
    maps = fused(tmp_path, *paths)
    assert not clear[0].any()
    assert ((maps["map"] == 0) == ~np.any(clear, axis=0)).all()
    both = clear[1] & clear[2]
    own = [read_raster(path).argmax(axis=0) + 1 for path in paths[1:]]
    agree = both & (own[0] == own[1])
    assert agree.mean() > 0.3
    assert (maps["map"][agree] == own[0][agree]).all()
    assert set(np.unique(maps["agreement"][both])) <= {0.5, 1.0}
