"""STAC Items beside results: they keep the rules, and tell what, when, where and how."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
from hypothesis import given, settings
from hypothesis import strategies as st

from surecover.core import VERSION
from surecover.core.about import how_made, name_of
from surecover.core.grid import Grid
from surecover.core.job import Job
from surecover.core.legends import LegendEntry
from surecover.core.outputs import Outputs, provenance, signed
from surecover.core.partials import unfinished_name
from surecover.core.stages.cluster import ClusterJob
from surecover.core.stages.fuse import FuseJob
from surecover.core.stages.harmonise import HarmoniseJob
from surecover.core.stages.selftest import SelftestJob
from surecover.core.styles import area_style
from tests.core.test_outputs import SQUARE, grid, names
from tests.files import UTM33, write_raster
from tests.stac import faults, read_item

WATER = LegendEntry(1, 'water & "ice"', (0, 0, 255))
DATED = {"inputs": [{"path": "b.tif", "date": "2021-09-03"}, {"path": "a.tif", "date": "2021-05-03"}]}


def image(path: Path, **tags: str) -> str:
    return write_raster(path, np.ones((4, 4), np.uint8), tags=tags)


def clusters(folder: Path, source: str, facts: dict[str, Any] | None = None) -> dict[str, Any]:
    """The Item of a raster that was made from a source."""
    job = ClusterJob(input=source, output=str(folder / "clusters.tif"))
    with Outputs(job, facts) as outputs:
        outputs.raster(job.output, grid(4, 4), dtype="uint8", nodata=0)
    return read_item(folder / "clusters.stac.json")


# What and where


def test_every_kind_of_result_has_an_item_that_keeps_the_rules(tmp_path: Path) -> None:
    with Outputs(SelftestJob(), DATED) as outputs:
        outputs.class_map(str(tmp_path / "map.tif"), grid(4, 6), [WATER])
        outputs.probabilities(str(tmp_path / "shares.tif"), grid(4, 6), ["water", "rock"])
        outputs.fraction(str(tmp_path / "sure.tif"), grid(4, 6), "confidence")
        style = area_style("class_id", [WATER])
        outputs.vector(str(tmp_path / "areas.gpkg"), "areas", UTM33, SQUARE, {"n": np.array([1])}, style)
    for name in ("map", "shares", "sure", "areas.gpkg"):
        item = read_item(tmp_path / f"{name}.stac.json")
        assert item["id"] == name
        beside = {path for path in names(tmp_path) if path.startswith(name)}
        assert set(item["assets"]) == beside - {f"{name}.stac.json"}


def test_an_item_tells_the_grid_the_numbers_and_the_classes(tmp_path: Path) -> None:
    with Outputs(SelftestJob(), DATED) as outputs:
        outputs.class_map(str(tmp_path / "map.tif"), grid(4, 6), [LegendEntry(0, "none", (9, 9, 9)), WATER])
        outputs.probabilities(str(tmp_path / "shares.tif"), grid(4, 6), ["water", "rock"])
    item = read_item(tmp_path / "map.stac.json")
    properties, asset = item["properties"], item["assets"]["map.tif"]
    assert (properties["proj:epsg"], properties["proj:shape"]) == (32633, [4, 6])
    assert properties["proj:bbox"] == [500_000, 4_999_960, 500_060, 5_000_000]
    assert properties["proj:transform"] == [10, 0, 500_000, 0, -10, 5_000_000, 0, 0, 1]
    assert item["bbox"] == pytest.approx([15, 45.15312, 15.00076, 45.15348], abs=1e-5)
    assert asset["classification:classes"] == [
        {"value": 1, "description": 'water & "ice"', "color_hint": "0000FF"}
    ]
    assert asset["roles"] == ["data"]
    assert item["assets"]["map.sld"]["roles"] == ["style"]
    bands = read_item(tmp_path / "shares.stac.json")["assets"]["shares.tif"]["raster:bands"]
    assert [(band["name"], band["data_type"], band["nodata"]) for band in bands] == [
        ("water", "uint8", 255), ("rock", "uint8", 255),
    ]  # fmt: skip
    assert bands[0]["scale"] == pytest.approx(1 / 254)


def test_title_and_text_are_those_of_the_toolbox(tmp_path: Path) -> None:
    item = clusters(tmp_path, image(tmp_path / "image.tif"))
    assert item["properties"]["title"] == ClusterJob.specs()["output"].label
    assert item["properties"]["description"].endswith(
        f"Made with SureCover {VERSION} (cluster) from image.tif."
    )
    assert item["properties"]["processing:software"] == {"SureCover": VERSION}


@pytest.mark.parametrize("crs", ["", rasterio.crs.CRS.from_proj4("+proj=laea +lat_0=45 +lon_0=15").to_wkt()])
def test_a_place_without_a_number_is_told_by_its_definition_or_not_at_all(tmp_path: Path, crs: str) -> None:
    with Outputs(SelftestJob()) as outputs:
        own = Grid(crs, (10.0, 0.0, 0.0, 0.0, -10.0, 0.0), 4, 4)
        outputs.fraction(str(tmp_path / "sure.tif"), own, "confidence")
    item = read_item(tmp_path / "sure.stac.json")
    assert item["properties"]["proj:epsg"] is None
    assert ("proj:wkt2" in item["properties"], "bbox" in item) == (bool(crs), bool(crs))


def test_a_layer_without_features_lies_nowhere(tmp_path: Path) -> None:
    with Outputs(SelftestJob()) as outputs:
        outputs.vector(str(tmp_path / "none.gpkg"), "none", UTM33, SQUARE[:0], {"n": np.array([], int)})
    assert read_item(tmp_path / "none.gpkg.stac.json")["geometry"] is None


# When


def test_dates_are_those_of_the_inputs(tmp_path: Path) -> None:
    item = clusters(tmp_path, image(tmp_path / "image.tif", DATE="2019-01-01"), DATED)
    told = [item["properties"].get(key) for key in ("datetime", "start_datetime", "end_datetime")]
    assert told == [None, "2021-05-03T00:00:00Z", "2021-09-03T00:00:00Z"]


@pytest.mark.parametrize(
    "tags", [{"DATE": "2021-05-03"}, {"SURECOVER_INPUTS": json.dumps(DATED["inputs"][1:])}]
)
def test_where_the_job_knows_none_the_files_that_it_read_tell_their_dates(
    tmp_path: Path, tags: dict[str, str]
) -> None:
    item = clusters(tmp_path, image(tmp_path / "image.tif", **tags))
    assert item["properties"]["datetime"] == "2021-05-03T00:00:00Z"


@pytest.mark.parametrize("date", ["2021-02-30", "0000-00-00", "2021-13-01", "2021-05", "Ⅻ"])
def test_what_is_no_date_is_not_told(tmp_path: Path, date: str) -> None:
    item = clusters(tmp_path, image(tmp_path / "image.tif", DATE=date))
    assert not item["properties"]["surecover:dated"]


@pytest.mark.parametrize("date", [{}, {"DATE": "2021-05-03"}])
def test_what_the_inputs_say_of_their_use_is_handed_on_with_a_date_and_without(
    tmp_path: Path, date: dict[str, str]
) -> None:
    item = clusters(tmp_path, image(tmp_path / "image.tif", LICENCE="CC-BY-4.0", **date))
    assert item["properties"]["license"] == "CC-BY-4.0"


def test_licences_that_are_no_identifier_are_told_as_they_were_found(tmp_path: Path) -> None:
    said = "CC BY 4.0, see LICENCE"
    told = clusters(tmp_path, image(tmp_path / "image.tif", LICENCE=said))["properties"]
    assert (told["license"], told["surecover:licences"]) == ("proprietary", [said])
    paths = [image(tmp_path / f"{name}.tif", LICENCE=name) for name in ("MIT", "CC0-1.0")]
    with Outputs(FuseJob(probabilities=tuple(paths), map=str(tmp_path / "map.tif"))) as outputs:
        outputs.class_map(str(tmp_path / "map.tif"), grid(4, 4), [WATER])
    told = read_item(tmp_path / "map.stac.json")["properties"]
    assert (told["license"], told["surecover:licences"]) == ("various", ["MIT", "CC0-1.0"])


def test_dates_are_handed_down_from_item_to_item(tmp_path: Path) -> None:
    clusters(tmp_path, image(tmp_path / "image.tif", DATE="2021-05-03"))
    (tmp_path / "next").mkdir()
    item = clusters(tmp_path / "next", str(tmp_path / "clusters.tif"))
    assert item["properties"]["datetime"] == "2021-05-03T00:00:00Z"


def test_without_any_date_the_day_of_the_newest_input_stands_for_it_and_is_not_handed_down(
    tmp_path: Path,
) -> None:
    source = image(tmp_path / "image.tif")
    os.utime(source, (0, 1_600_000_000))
    item = clusters(tmp_path, source)
    assert item["properties"]["datetime"] == "2020-09-13T00:00:00Z"
    assert not item["properties"]["surecover:dated"]
    (tmp_path / "next").mkdir()
    os.utime(tmp_path / "clusters.tif", (0, 1_700_000_000))
    item = clusters(tmp_path / "next", str(tmp_path / "clusters.tif"))
    assert item["properties"]["datetime"] == "2023-11-14T00:00:00Z"


def test_the_dates_of_polygons_are_told_by_the_item_beside_them(tmp_path: Path) -> None:
    with Outputs(SelftestJob(), DATED) as outputs:
        outputs.vector(str(tmp_path / "old.gpkg"), "old", UTM33, SQUARE, {"n": np.array([1])})
    made = how_made(HarmoniseJob(input=str(tmp_path / "old.gpkg")), {})
    assert made.dates == how_made(SelftestJob(), provenance(SelftestJob(), DATED)).dates != ()


@pytest.mark.parametrize("broken", ["{", "[]", '{"properties": 7}', '{"properties": {"datetime": 7}}'])
def test_a_strange_file_of_that_name_tells_nothing(tmp_path: Path, broken: str) -> None:
    source = image(tmp_path / "image.tif")
    (tmp_path / "image.stac.json").write_text(broken, encoding="utf-8")
    assert not clusters(tmp_path, source)["properties"]["surecover:dated"]


# How


def test_inputs_are_named_and_nobody_learns_where_they_lie(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    paths = [image(tmp_path / "in" / f"{name}.tif") for name in ("b c", "a")]
    job = FuseJob(probabilities=tuple(paths), map=str(tmp_path / "map.tif"))
    with Outputs(job, {"inputs": [{"path": path} for path in paths]}) as outputs:
        outputs.class_map(job.map, grid(4, 4), [WATER])
    text = (tmp_path / "map.stac.json").read_text(encoding="utf-8")
    assert [(link["href"], link["title"]) for link in json.loads(text)["links"]] == [
        ("./b%20c.tif", "b c.tif"), ("./a.tif", "a.tif"),
    ]  # fmt: skip
    for name in ("map.stac.json", "map.qmd"):
        assert str(tmp_path) not in (tmp_path / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/data/me/a.tif", "a.tif"),
        (r"C:\Users\me\a.tif", "a.tif"),
        ("/data/zones.gpkg|layername=zones", "zones.gpkg"),
        ("/vsicurl/https://host/a.tif?token=secret", "a.tif"),
        ("https://host/a.tif?token=secret", "a.tif"),
        ("/vsizip//data/me/a.zip/a.tif", "a.tif"),
        ("/data/S2A.SAFE", "S2A.SAFE"),
    ],
)
def test_a_file_is_named_without_its_place(path: str, name: str) -> None:
    assert name_of(path) == name


@settings(derandomize=True, max_examples=100)
@given(st.lists(st.text(st.characters(exclude_characters="/\\|\0?#"), min_size=1), min_size=1, max_size=4))
def test_no_folder_is_in_a_name(parts: list[str]) -> None:
    assert name_of("/".join(["", *parts])) == parts[-1]


def test_a_step_of_a_chain_tells_of_the_whole_chain(tmp_path: Path) -> None:
    chain = FuseJob(probabilities=(image(tmp_path / "first.tif"),))
    with signed(chain, DATED):
        item = clusters(tmp_path, image(tmp_path / "image.tif"))
    assert item["properties"]["surecover:stage"] == "fuse"
    assert [link["title"] for link in item["links"]] == ["first.tif"]
    assert item["properties"]["start_datetime"] == "2021-05-03T00:00:00Z"


# Beside what


def test_parts_of_a_folder_of_results_have_no_items_of_their_own(tmp_path: Path) -> None:
    folder = unfinished_name(tmp_path / "results") / "intermediate"
    folder.mkdir(parents=True)
    with Outputs(SelftestJob()) as outputs:
        outputs.fraction(str(folder / "sure.tif"), grid(4, 4), "confidence")
    assert names(folder) == ["sure.qmd", "sure.qml", "sure.sld", "sure.tif"]


def test_a_copy_has_an_item_of_its_own(tmp_path: Path) -> None:
    with Outputs(SelftestJob(), DATED) as outputs:
        outputs.class_map(str(tmp_path / "map.tif"), grid(4, 4), [WATER])
    job: Job = ClusterJob(input=image(tmp_path / "image.tif"), output=str(tmp_path / "copy.tif"))
    with Outputs(job) as outputs:
        outputs.copy(tmp_path / "map.tif", str(tmp_path / "copy.tif"))
    item, original = read_item(tmp_path / "copy.stac.json"), read_item(tmp_path / "map.stac.json")
    assert (
        item["assets"]["copy.tif"]["classification:classes"]
        == (original["assets"]["map.tif"]["classification:classes"])
    )
    assert item["properties"]["start_datetime"] == original["properties"]["start_datetime"]
    assert set(item["assets"]) == {name.replace("map.", "copy.") for name in original["assets"]}


def test_the_rules_are_noticed_when_they_are_broken(tmp_path: Path) -> None:
    item = clusters(tmp_path, image(tmp_path / "image.tif"))
    assert faults(item, tmp_path) == []
    for change in (
        {"stac_version": "0.9"}, {"bbox": [200, 0, 201, 1]}, {"stac_extensions": []},
        {"properties": {**item["properties"], "datetime": "yesterday"}},
        {"properties": {**item["properties"], "title": str(tmp_path)}},
        {"assets": {"gone": {"href": "./gone.tif", "type": "image/tiff", "roles": ["data"]}}},
    ):  # fmt: skip
        assert faults({**item, **change}, tmp_path)
