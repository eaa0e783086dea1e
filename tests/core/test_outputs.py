from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyogrio
import pytest
import rasterio
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from surecover.core.errors import Cancelled, SureCoverError
from surecover.core.grid import Grid, blocks
from surecover.core.legends import LegendEntry
from surecover.core.outputs import Outputs, new_folder, signed
from surecover.core.partials import (
    outside_partials,
    partial_name,
    remove_orphans,
    remove_partials,
    unfinished_name,
    with_final_names,
)
from surecover.core.rasters import open_raster
from surecover.core.stages.selftest import SelftestJob
from surecover.core.stored import quantise
from surecover.core.styles import Style
from tests.drawings import draw
from tests.files import UTM33

JOB = SelftestJob(json="report.json")
EARLIER = b"what stood there before"
SQUARE = np.array([shapely.to_wkb(shapely.MultiPolygon([shapely.box(0, 0, 10, 10)]))], object)


def grid(rows: int, cols: int) -> Grid:
    return Grid(UTM33, (10.0, 0.0, 500_000.0, 0.0, -10.0, 5_000_000.0), rows, cols)


def everywhere(shape: tuple[int, int]) -> tuple[slice, slice]:
    return slice(0, shape[0]), slice(0, shape[1])


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# Whole or not at all


def test_results_appear_when_the_last_one_is_complete_and_not_before(tmp_path: Path) -> None:
    with Outputs(JOB) as outputs:
        outputs.fraction(str(tmp_path / "first.tif"), grid(4, 4), "first")
        outputs.file(str(tmp_path / "second.json")).write_text("{}", encoding="utf-8")
        assert not (tmp_path / "first.tif").exists()
        assert not (tmp_path / "second.json").exists()
    assert names(tmp_path) == [
        "first.qmd", "first.qml", "first.sld", "first.stac.json", "first.tif", "second.json",
    ]  # fmt: skip


def test_an_intermediate_raster_can_be_read_until_the_results_are_complete(tmp_path: Path) -> None:
    with Outputs(replace(JOB, json=str(tmp_path / "report.json"))) as outputs:
        with outputs.intermediate(grid(4, 4), 1) as (path, writer):
            writer.write(np.full((4, 4), 7, np.float32), everywhere((4, 4)))
        with open_raster(path) as raster:
            assert (raster.read(everywhere((4, 4)))[0] == 7).all()
            assert raster.grid == grid(4, 4)
        assert len(names(tmp_path)) == 1
    assert names(tmp_path) == []


@pytest.mark.parametrize("failure", [Cancelled, ValueError, SureCoverError, KeyboardInterrupt])
def test_a_run_that_fails_leaves_what_stood_there_and_nothing_else(
    tmp_path: Path, failure: type[BaseException]
) -> None:
    existing = tmp_path / "map.tif"
    existing.write_bytes(EARLIER)
    with pytest.raises(failure), Outputs(JOB) as outputs:
        outputs.class_map(str(existing), grid(4, 4), [LegendEntry(1, "water", (0, 0, 255))])
        outputs.file(str(tmp_path / "table.csv")).write_text("a,b", encoding="utf-8")
        raise failure
    assert names(tmp_path) == ["map.tif"]
    assert existing.read_bytes() == EARLIER


def test_an_existing_raster_is_replaced_with_all_that_gdal_keeps_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "map.tif"
    stale = ("map.tif.aux.xml", "map.tif.ovr", "map.qml", "map.sld")
    for name in ("map.tif", "map.qmd", "map.stac.json", "map.txt", *stale):
        (tmp_path / name).write_bytes(EARLIER)
    with Outputs(JOB) as outputs:
        outputs.raster(str(path), grid(2, 2), dtype="float32").write(
            np.ones((2, 2), np.float32), everywhere((2, 2))
        )
    assert names(tmp_path) == ["map.qmd", "map.stac.json", "map.tif", "map.txt"]
    assert EARLIER not in [(tmp_path / name).read_bytes() for name in ("map.qmd", "map.stac.json")]
    with open_raster(str(path)) as raster:
        assert (raster.read(everywhere((2, 2)))[0] == 1).all()


def test_a_new_geopackage_takes_the_place_of_all_that_sqlite_and_qgis_kept_beside_the_old(
    tmp_path: Path,
) -> None:
    for name in ("a.gpkg", "a.gpkg-wal", "a.gpkg-shm", "a.gpkg-journal", "a.gpkg.sld", "a.qml"):
        (tmp_path / name).write_bytes(EARLIER)
    with Outputs(JOB) as outputs:
        outputs.vector(str(tmp_path / "a.gpkg"), "spots", UTM33, SQUARE, {"name": np.array(["x"], object)})
        assert (tmp_path / "a.gpkg").read_bytes() == EARLIER
    assert names(tmp_path) == ["a.gpkg", "a.gpkg.stac.json", "a.qml"], "a.qml may be that of a.tif"


def test_a_vector_keeps_its_values_its_crs_and_where_it_comes_from(tmp_path: Path) -> None:
    columns = {
        "text": np.array([None], object),
        "real": np.array([np.nan]),
        "whole": np.array([2**40], np.int64),
    }
    path = tmp_path / "spots.gpkg"
    with Outputs(JOB) as outputs:
        outputs.vector(str(path), "spots", UTM33, SQUARE, columns, Style("<qgis/>", "<sld/>"))
    assert names(tmp_path) == ["spots.gpkg", "spots.gpkg.sld", "spots.gpkg.stac.json"]
    info = pyogrio.read_info(path, layer="spots")
    assert (info["crs"], info["geometry_type"], info["features"]) == ("EPSG:32633", "MultiPolygon", 1)
    assert info["dataset_metadata"]["SURECOVER_STAGE"] == "selftest"
    _, _, outlines, (text, real, whole) = pyogrio.raw.read(path)
    assert (text[0], np.isnan(real[0]), whole[0]) == (None, True, 2**40)
    assert shapely.from_wkb(outlines)[0].area == 100


def test_a_vector_that_cannot_be_written_is_explained(tmp_path: Path) -> None:
    with pytest.raises(SureCoverError, match=r"/gone cannot be written; choose"), Outputs(JOB) as outputs:
        outputs.vector(str(tmp_path / "gone" / "a.gpkg"), "spots", UTM33, SQUARE, {})
    assert names(tmp_path) == []


def test_a_style_beside_a_result_that_is_no_raster_stays(tmp_path: Path) -> None:
    (tmp_path / "zones.qml").write_bytes(EARLIER)
    with Outputs(JOB) as outputs:
        outputs.file(str(tmp_path / "zones.csv")).touch()
    assert names(tmp_path) == ["zones.csv", "zones.qml"]


def test_a_copy_brings_its_legend_and_its_style(tmp_path: Path) -> None:
    with Outputs(JOB) as outputs:
        outputs.class_map(str(tmp_path / "map.tif"), grid(2, 2), [LegendEntry(1, "water", (0, 0, 255))])
    with Outputs(JOB) as outputs:
        outputs.copy(tmp_path / "map.tif", str(tmp_path / "copy.tif"))
    for name in ("{}.tif", "{}.tif.aux.xml", "{}.qml", "{}.sld"):
        copy, made = (tmp_path / name.format(stem) for stem in ("copy", "map"))
        assert copy.read_bytes() == made.read_bytes()


def test_a_folder_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    place = tmp_path / "model"
    with pytest.raises(ValueError, match="halfway"), new_folder(str(place)) as folder:
        (folder / "weights").touch()
        raise ValueError("halfway")
    assert names(tmp_path) == []
    with new_folder(str(place)) as folder:
        (folder / "weights").touch()
        assert not place.exists()
    assert names(tmp_path) == ["model"]
    assert names(place) == ["weights"]


def test_what_a_killed_process_left_is_removed_and_nothing_of_another(tmp_path: Path) -> None:
    """Nor what a later run may go on with."""
    folder = tmp_path / "folder"
    (folder / "inner").mkdir(parents=True)
    for path in (tmp_path / "map.tif", folder / "inner" / "map.tif"):
        path.touch()
        partial_name(path, 123).touch()
        partial_name(path, 1234).touch()
    unfinished_name(tmp_path / "map.tif").touch()
    partial_name(folder, 123).mkdir()
    (partial_name(folder, 123) / "weights").touch()
    remove_partials([str(tmp_path / "map.tif"), str(folder)], 123)
    kept = [".map.1234.partial.tif", ".map.unfinished.partial.tif"]
    assert names(tmp_path) == [*kept, "folder", "map.tif"]
    assert names(folder / "inner") == [".map.1234.partial.tif", "map.tif"]


def test_what_a_killed_process_left_in_an_unfinished_folder_is_removed(tmp_path: Path) -> None:
    folder = unfinished_name(tmp_path / "folder")
    (folder / "inner").mkdir(parents=True)
    (folder / "inner" / "map.tif").touch()
    partial_name(folder / "inner" / "map.tif", 123).touch()
    remove_partials([str(tmp_path / "folder")], 123)
    assert names(folder / "inner") == ["map.tif"]


def test_what_processes_left_that_run_no_more_is_removed_and_nothing_of_others(tmp_path: Path) -> None:
    gone = 99_999_999
    for pid in (gone, os.getpid()):
        for name in ("map.tif", "map.tif.aux.xml", "other.tif"):
            partial_name(tmp_path / name, pid).touch()
    unfinished_name(tmp_path / "map.tif").touch()
    remove_orphans(tmp_path / "map.tif")
    left = {partial_name(tmp_path / name, os.getpid()).name for name in ("map.tif", "map.tif.aux.xml")}
    others = {partial_name(tmp_path / "other.tif", pid).name for pid in (gone, os.getpid())}
    assert set(names(tmp_path)) == {*left, *others, ".map.unfinished.partial.tif"}


def test_what_processes_left_in_a_folder_is_removed(tmp_path: Path) -> None:
    inner = tmp_path / "folder" / "inner"
    partial_name(inner / "model", 99_999_999).mkdir(parents=True)
    remove_orphans(tmp_path / "folder")
    assert names(inner) == []


@pytest.mark.parametrize("resume", ["", "another"])
def test_what_a_job_left_is_discarded_by_others_that_write_a_raster_of_that_name(
    tmp_path: Path, resume: str
) -> None:
    path = str(tmp_path / "map.tif")
    with pytest.raises(Cancelled), Outputs(JOB, resume="one") as outputs:
        outputs.fraction(path, grid(4, 4), "first").write(np.ones((4, 4), np.float32), everywhere((4, 4)))
        raise Cancelled
    assert names(tmp_path) == [".map.unfinished.partial.tif"]
    with pytest.raises(SureCoverError), Outputs(JOB, resume=resume) as outputs:
        writer = outputs.fraction(path, grid(4, 4), "first")
        assert writer.rows_done == 0
        assert outputs.stale == ([path] if resume else [])
        raise SureCoverError
    assert names(tmp_path) == []


# Disks


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 2 MB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = shutil.which("mount")
    if (
        not mount
        or subprocess.run(
            [mount, "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk], capture_output=True, check=False
        ).returncode
    ):
        pytest.skip("mounting a small disk is not permitted")
    yield disk
    subprocess.run(["umount", disk], check=True)


def write_noise(path: Path, side: int) -> None:
    noise = np.random.default_rng(0).integers(0, 255, (side, side), np.uint8)
    with Outputs(JOB) as outputs:
        writer = outputs.raster(str(path), grid(side, side), dtype="uint8")
        for window in blocks((side, side), 512):
            writer.write(noise[window], window)


@pytest.mark.parametrize("side", [1000, 1200, 1500, 3000])
def test_a_raster_too_large_for_the_disk_is_one_sentence_and_leaves_the_earlier_one(
    small_disk: Path, side: int
) -> None:
    path = small_disk / "map.tif"
    path.write_bytes(EARLIER)
    with pytest.raises(SureCoverError, match=rf"^The disk of {small_disk} is full; free some space or"):
        write_noise(path, side)
    assert names(small_disk) == ["map.tif"]
    assert path.read_bytes() == EARLIER


@pytest.mark.parametrize("room", range(0, 280_000, 20_000))
def test_whatever_room_a_disk_has_a_raster_on_it_is_right_or_refused(small_disk: Path, room: int) -> None:
    path = small_disk / "map.tif"
    (small_disk / "ballast").write_bytes(bytes(2**21 - room - 2**14))
    try:
        write_noise(path, 500)
    except SureCoverError as error:
        assert "is full" in str(error)
        assert names(small_disk) == ["ballast"]
    else:
        expected = np.random.default_rng(0).integers(0, 255, (500, 500), np.uint8)
        with open_raster(str(path)) as raster:
            assert np.array_equal(raster.read(everywhere((500, 500)))[0][0], expected)


@pytest.mark.parametrize("side", [1024, 2048])
def test_a_disk_that_was_full_for_a_moment_gives_the_right_raster_or_none(
    small_disk: Path, side: int
) -> None:
    path = small_disk / "map.tif"
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(1_900_000))
    noise = np.random.default_rng(0).integers(0, 255, (512, 512), np.uint8)
    try:
        with Outputs(JOB) as outputs:
            writer = outputs.raster(str(path), grid(side, side), dtype="uint8")
            for window in blocks((side, side), 512):
                writer.write(noise, window)
            ballast.write_bytes(b"")
    except SureCoverError as error:
        assert "is full" in str(error)
        assert names(small_disk) == ["ballast"]
    else:
        with open_raster(str(path)) as raster:
            assert np.array_equal(raster.read((slice(0, 512), slice(0, 512)))[0][0], noise)


def test_a_text_too_large_for_the_disk_is_one_sentence(small_disk: Path) -> None:
    with pytest.raises(SureCoverError, match="is full"), Outputs(JOB) as outputs:
        outputs.file(str(small_disk / "report.html")).write_bytes(bytes(3_000_000))
    assert names(small_disk) == []


@pytest.mark.parametrize("name", ["result", "result.v2"])
def test_messages_name_the_folder_that_the_user_knows_of(name: str) -> None:
    folder = Path("/data/.hidden")
    assert outside_partials(folder) == folder
    assert outside_partials(partial_name(folder / name) / "intermediate") == folder
    assert outside_partials(unfinished_name(folder / name) / "intermediate") == folder


def test_a_folder_that_cannot_be_written_is_named(small_disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    with pytest.raises(SureCoverError, match=rf"^{small_disk} cannot be written; choose another folder\.$"):
        write_noise(small_disk / "map.tif", 8)
    with pytest.raises(SureCoverError, match=rf"folder of Report \(JSON\) cannot be written: {small_disk}"):
        SelftestJob(json=str(small_disk / "report.json")).check()


# What GDAL reads


def test_a_class_map_carries_nodata_provenance_and_a_legend_that_gdal_sees(tmp_path: Path) -> None:
    path = tmp_path / "map.tif"
    legend = [LegendEntry(3, "forest & wood", (0, 100, 0)), LegendEntry(1, "water", (0, 0, 255))]
    values = draw("1 3\n. 1", dtype="uint8")
    with Outputs(JOB, {"inputs": ["a.tif"]}) as outputs:
        outputs.class_map(str(path), grid(2, 2), legend).write(values, everywhere((2, 2)))
    with rasterio.open(path) as written:
        assert (written.dtypes, written.nodata) == (("uint8",), 0)
        assert written.colormap(1)[1] == (0, 0, 255, 255)
        assert written.colormap(1)[3] == (0, 100, 0, 255)
        assert written.crs.to_epsg() == 32633
        assert tuple(written.transform)[:6] == grid(2, 2).transform
        tags = written.tags()
    assert json.loads(tags["SURECOVER_PARAMETERS"]) == {"json": "report.json"}
    assert json.loads(tags["SURECOVER_INPUTS"]) == ["a.tif"]
    assert tags["SURECOVER_STAGE"] == "selftest"
    with open_raster(str(path)) as raster:
        assert raster.categories() == {1: "water", 3: "forest & wood"}


@pytest.mark.skipif(shutil.which("gdalinfo") is None, reason="GDAL's programs are not installed")
@pytest.mark.parametrize("highest", [5, 300])
def test_gdalinfo_lists_categories_colours_and_the_attribute_table(tmp_path: Path, highest: int) -> None:
    path = tmp_path / "map.tif"
    legend = [LegendEntry(1, "water", (0, 0, 255)), LegendEntry(highest, "rock", (90, 80, 70))]
    with Outputs(JOB) as outputs:
        outputs.class_map(str(path), grid(2, 2), legend).write(
            np.full((2, 2), highest, np.uint8 if highest < 256 else np.uint16), everywhere((2, 2))
        )
    shown = subprocess.run(["gdalinfo", path], capture_output=True, text=True, check=True).stdout
    assert "1: water" in shown
    assert f"{highest}: rock" in shown
    assert f"{highest}: 90,80,70,255" in shown
    assert f"<F>{highest}</F>" in shown


def test_class_ids_above_255_are_stored_as_uint16(tmp_path: Path) -> None:
    path = tmp_path / "map.tif"
    with Outputs(JOB) as outputs:
        outputs.class_map(str(path), grid(1, 2), [LegendEntry(65535, "last", (1, 2, 3))]).write(
            np.array([[0, 65535]], np.uint16), everywhere((1, 2))
        )
    with open_raster(str(path)) as raster:
        values, valid = raster.read(everywhere((1, 2)))
        assert raster.dtype == "uint16"
        assert values.tolist() == [[[0, 65535]]]
        assert valid.tolist() == [[False, True]]
        assert raster.colormap()[65535] == (1, 2, 3, 255)
        assert raster.categories() == {65535: "last"}


@settings(deadline=None, max_examples=60, derandomize=True)
@given(st.lists(st.floats(0, 1, width=32), min_size=1, max_size=6))
def test_probabilities_are_stored_within_two_thousandths(probabilities: list[float]) -> None:
    given_ = np.array(probabilities, np.float32)[:, None, None]
    stored = quantise(given_, np.array([[True]]))
    assert np.abs(stored / 254 - given_).max() <= 0.002
    assert stored.max() <= 254


def test_probabilities_come_back_as_physical_values_with_their_classes(tmp_path: Path) -> None:
    path = tmp_path / "probabilities.tif"
    given_ = np.array([[[0.25, 1.0, 0.9]], [[0.75, 0.0, 0.1]]], np.float32)
    observed = np.array([[True, True, False]])
    with Outputs(JOB) as outputs:
        writer = outputs.probabilities(str(path), grid(1, 3), ["water", "forest"], NOTE="kept")
        writer.write(quantise(given_, observed), everywhere((1, 3)))
    with open_raster(str(path)) as raster:
        values, valid = raster.read_physical(everywhere((1, 3)))
        assert raster.descriptions == ("water", "forest")
        assert raster.tags["NOTE"] == "kept"
    assert np.array_equal(valid, observed)
    assert np.abs(values - given_)[:, observed].max() <= 0.002


@pytest.mark.parametrize("shape", [(1, 1), (1, 5000), (5000, 1), (513, 17)])
def test_rasters_of_any_shape_come_back_equal(tmp_path: Path, shape: tuple[int, int]) -> None:
    values = np.random.default_rng(0).random(shape, np.float32)
    with Outputs(JOB) as outputs:
        writer = outputs.fraction(str(tmp_path / "layer.tif"), grid(*shape), "confidence")
        for window in blocks(shape, 512):
            writer.write(values[window], window)
    with open_raster(str(tmp_path / "layer.tif")) as raster:
        assert raster.grid.shape == shape
        assert np.array_equal(raster.read(everywhere(shape))[0][0], values)


def test_a_step_of_a_chain_tells_of_the_whole_chain(tmp_path: Path) -> None:
    chain, path = SelftestJob(json="chain.json"), str(tmp_path / "raster.tif")
    with signed(chain, {"models": ["m"]}), Outputs(JOB, {"models": [], "checked": [3]}) as outputs:
        outputs.raster(path, grid(1, 1), dtype="uint8")
    with open_raster(path) as raster:
        tags = dict(raster.tags)
    assert json.loads(tags["SURECOVER_PARAMETERS"]) == {"json": "chain.json"}
    assert json.loads(tags["SURECOVER_MODELS"]) == ["m"]
    assert json.loads(tags["SURECOVER_CHECKED"]) == [3]
    with Outputs(JOB) as outputs:
        outputs.raster(path, grid(1, 1), dtype="uint8")
    with open_raster(path) as raster:
        assert "SURECOVER_MODELS" not in raster.tags


def test_a_file_that_cannot_be_completed_does_not_keep_the_others_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows deletes no open file."""

    def broken(*_: object) -> None:
        raise OSError("broken")

    with pytest.raises(OSError, match="broken"), Outputs(JOB) as outputs:
        outputs.fraction(str(tmp_path / "one.tif"), grid(4, 4), "one")
        two = outputs.fraction(str(tmp_path / "two.tif"), grid(4, 4), "two")
        outputs.fraction(str(tmp_path / "three.tif"), grid(4, 4), "three")
        monkeypatch.setattr(two, "complete", broken)
    assert all(store._file.closed for store in outputs._stores)
    assert names(tmp_path) == []


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("/a/.result.137.partial/intermediate/fused.tif", "/a/result/intermediate/fused.tif"),
        ('["/a/.map.137.partial.tif", "b"]', '["/a/map.tif", "b"]'),
        ('"C:\\\\.my.result.1.partial\\\\x.tif"', '"C:\\\\my.result\\\\x.tif"'),
        ("/a/my.137.partial/x.tif", "/a/my.137.partial/x.tif"),
        ('"/a/.map.unfinished.partial.tif"', '"/a/map.tif"'),
        ("/a/out/.out.137.partial.within/map.tif", "/a/out/map.tif"),
        ('"C:\\\\my.out\\\\.my.out.unfinished.partial.within"', '"C:\\\\my.out"'),
    ],
)
def test_provenance_names_files_as_they_will_be_called(written: str, told: str) -> None:
    assert with_final_names(written) == told
