"""Files, names and parameters as nobody should give them: one sentence, or the right result."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar
from xml.etree import ElementTree

import numpy as np
import pytest

from surecover.core.errors import SureCoverError
from surecover.core.extent import extent_of
from surecover.core.external.crosswalk import load_crosswalk
from surecover.core.job import Job, setting, source, target
from surecover.core.outputs import new_folder
from surecover.core.progress import Progress
from surecover.core.rasters import open_raster
from surecover.core.rasterscheme import class_ids
from surecover.core.scheme import ClassScheme, LandClass, load_scheme
from surecover.core.stages import stage
from surecover.core.stages.produce import ProduceJob
from surecover.core.textfiles import parse_table, plain_name
from tests.files import read_raster, write_raster

MOON = 'GEOGCS["Moon",DATUM["Moon",SPHEROID["Moon",1737400,0]],PRIMEM["R",0],UNIT["degree",0.0174532925]]'
ONES = np.ones((8, 8), np.uint8)


def refusal(stage_name: str, **settings: Any) -> str:
    """The sentence with which a stage refuses these settings."""
    module = stage(stage_name)
    with pytest.raises(SureCoverError) as caught:
        job = module.JOB(**settings)
        job.check()
        module.run(job, Progress())
    return str(caught.value)


# Rasters


@pytest.mark.parametrize(
    ("details", "expected"),
    [
        ({"pixel": 0.0}, "geotransform"),
        ({"pixel": float("nan")}, "geotransform"),
        ({"pixel": 1e300}, "geotransform"),
        ({"values": ONES.astype("complex64")}, "complex numbers"),
    ],
)
def test_a_raster_that_is_no_picture_of_a_place_is_refused(
    tmp_path: Path, details: dict[str, Any], expected: str
) -> None:
    path = write_raster(tmp_path / "in.tif", **{"values": ONES, **details})
    sentence = refusal("cluster", input=path, output=str(tmp_path / "out.tif"))
    assert sentence.startswith("Mosaic (INPUT)")
    assert expected in sentence
    assert not (tmp_path / "out.tif").exists()


@pytest.mark.parametrize("crs", [MOON, 'LOCAL_CS["room",UNIT["metre",1]]'])
def test_a_map_of_another_world_is_refused(tmp_path: Path, crs: str) -> None:
    there = write_raster(tmp_path / "there.tif", ONES, crs=crs, origin=(15, 45), pixel=1e-4)
    here = write_raster(tmp_path / "here.tif", ONES)
    sentence = refusal("harmonise", input=there, grid=here, output=str(tmp_path / "out.tif"))
    assert "check which CRS it was given" in sentence


@pytest.mark.parametrize("value", [1e300, -1e300, 2.0**60, 0.5])
def test_numbers_that_are_no_codes_are_no_class_map(tmp_path: Path, value: float) -> None:
    path = write_raster(tmp_path / "in.tif", np.full((4, 4), value))
    assert "no class map" in refusal("harmonise", input=path, output=str(tmp_path / "out.tif"))


def test_a_number_too_large_for_float32_is_not_observed(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "in.tif", np.array([[1.0, 1e300]]))
    with open_raster(path) as raster:
        assert raster.read_physical((slice(0, 1), slice(0, 2)))[1].tolist() == [[True, False]]


@pytest.mark.parametrize("tag", ["[" * 50_000, "5", "x", '{"a": 1}', "[[1]]", "[null]"])
def test_a_tag_that_lists_no_classes_is_refused(tmp_path: Path, tag: str) -> None:
    path = write_raster(tmp_path / "in.tif", ONES, tags={"SURECOVER_CLASS_IDS": tag})
    with open_raster(path) as raster, pytest.raises(SureCoverError, match="SURECOVER_CLASS_IDS"):
        class_ids(raster, load_scheme("basic6"))


# Names and places of files


@pytest.mark.parametrize(
    "name", ["a|b.tif", "a b.tif", "q'\".tif", "%20#ü.tif", "-x.tif", "new\nline.tif", "日本.tif"]
)
def test_odd_names_are_names(tmp_path: Path, name: str) -> None:
    path = write_raster(tmp_path / "in.tif", np.array([[1, 2], [3, 4]], np.uint8))
    odd = tmp_path / "odd" / name
    odd.parent.mkdir()
    shutil.copy(path, odd)
    output = tmp_path / name
    module = stage("harmonise")
    job = module.JOB(input=str(odd), scheme="basic6", output=str(output))
    job.check()
    module.run(job, Progress())
    assert read_raster(output).tolist() == [[1, 2], [3, 4]]


@pytest.mark.parametrize("name", ["x" * 240 + ".tif", "a\0b.tif", "\udce9.tif", "\ud800.tif"])
def test_names_that_no_file_can_have_are_refused(tmp_path: Path, name: str) -> None:
    path = write_raster(tmp_path / "in.tif", ONES)
    assert "(OUTPUT)" in refusal("cluster", input=path, output=str(tmp_path / name))
    if len(name) < 200:
        assert "was not found" in refusal(
            "cluster", input=str(tmp_path / name), output=str(tmp_path / "o.tif")
        )


@pytest.mark.parametrize("name", ["new\nline", "bell\a", "not a character \ufffe", "rtl \u202e", "<x> & 'y'"])
def test_whatever_an_input_is_called_metadata_can_be_read(tmp_path: Path, name: str) -> None:
    path = write_raster(tmp_path / f"{name}.tif", ONES, tags={"LICENCE": name})
    job = stage("cluster").JOB(input=path, output=str(tmp_path / "clusters.tif"))
    job.check()
    stage("cluster").run(job, Progress())
    told = ElementTree.XML((tmp_path / "clusters.qmd").read_text(encoding="utf-8"))
    assert told.findtext("license") == plain_name(name)
    assert json.loads((tmp_path / "clusters.stac.json").read_text(encoding="utf-8"))["properties"]


@pytest.mark.parametrize("name", ["new\nline.gpkg", "tab\t.gpkg"])
def test_a_result_on_two_lines_is_refused(tmp_path: Path, name: str) -> None:
    """GDAL writes it under another name."""
    path = write_raster(tmp_path / "in.tif", ONES)
    assert "ordinary characters" in refusal("vectorise", map=path, output=str(tmp_path / name))


@pytest.mark.parametrize("stage_name", ["vectorise", "change"])
def test_a_map_that_claims_to_be_larger_than_any_disk_is_refused_at_once(
    tmp_path: Path, stage_name: str
) -> None:
    side = 2_000_000_000
    claim = tmp_path / "claim.vrt"
    claim.write_text(
        f'<VRTDataset rasterXSize="{side}" rasterYSize="{side}"><SRS>EPSG:32633</SRS>'
        "<GeoTransform>500000,1e-3,0,5000000,0,-1e-3</GeoTransform>"
        '<VRTRasterBand dataType="Byte" band="1"/></VRTDataset>',
        encoding="utf-8",
    )
    given = {"map": str(claim), "output": str(tmp_path / "areas.gpkg")}
    if stage_name == "change":
        before = write_raster(tmp_path / "before.tif", ONES)
        given = {"map_a": before, "map_b": str(claim), "json": str(tmp_path / "change.json")}
    assert "free some space" in refusal(stage_name, **given, scheme="basic6")


@pytest.mark.parametrize("other", ["areas.shp", "areas.tiff", "areas.gpkg"])
def test_a_raster_does_not_take_the_style_of_another_layer(tmp_path: Path, other: str) -> None:
    path = write_raster(tmp_path / "in.tif", ONES)
    (tmp_path / other).write_bytes(b"somebody's")
    (tmp_path / "areas.qml").write_text("their style", encoding="utf-8")
    assert refusal("cluster", input=path, output=str(tmp_path / "areas.tif")) == (
        f"Cluster map (OUTPUT) is areas.tif, beside {other}: style and metadata of both would have the same "
        "names, such as areas.qml; choose another name."
    )
    assert (tmp_path / "areas.qml").read_text(encoding="utf-8") == "their style"


def test_polygons_may_lie_beside_their_map(tmp_path: Path) -> None:
    path = Path(write_raster(tmp_path / "map.tif", ONES, tags=load_scheme("basic6").tags()))
    path.with_suffix(".qml").write_text("the map's style", encoding="utf-8")
    job = stage("vectorise").JOB(map=str(path), output=str(tmp_path / "map.gpkg"))
    job.check()
    stage("vectorise").run(job, Progress())
    assert path.with_suffix(".qml").read_text(encoding="utf-8") == "the map's style"
    made = {name.name for name in tmp_path.iterdir()} - {"map.tif", "map.qml"}
    assert made == {"map.gpkg", "map.gpkg.sld", "map.gpkg.stac.json"}


def test_a_layer_may_be_written_anew(tmp_path: Path) -> None:
    job = stage("vectorise").JOB(
        map=write_raster(tmp_path / "in.tif", ONES), output=str(tmp_path / "areas.gpkg")
    )
    for _ in range(2):
        job.check()
        stage("vectorise").run(job, Progress())


def test_layers_of_one_run_have_names_of_their_own(tmp_path: Path) -> None:
    image, out = write_raster(tmp_path / "in.tif", ONES), tmp_path / "out"
    out.mkdir()
    sentence = refusal(
        "mosaic", images=(image,), output=str(out / "same.tif"), display=str(out / "same.tiff")
    )
    assert "(OUTPUT) is same.tif, beside same.tiff" in sentence
    assert "beside" not in refusal(
        "mosaic", images=(image,), output=str(out / "one.tif"), display="nowhere/x.tif"
    )


def test_a_folder_by_the_name_of_a_side_file_stops_everything(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "in.tif", ONES)
    (tmp_path / "out" / "map.qmd").mkdir(parents=True)
    sentence = refusal("cluster", input=path, output=str(tmp_path / "out" / "map.tif"))
    assert "map.qmd is a folder" in sentence
    assert [entry.name for entry in (tmp_path / "out").iterdir()] == ["map.qmd"]


@pytest.mark.parametrize("alias", ["symlink", "hard link"])
def test_an_output_that_is_the_input_by_another_name_is_refused(tmp_path: Path, alias: str) -> None:
    path = write_raster(tmp_path / "in.tif", ONES)
    other = tmp_path / "other.tif"
    (os.symlink if alias == "symlink" else os.link)(path, other)
    before = Path(path).read_bytes()
    assert "same file" in refusal("cluster", input=path, output=str(other))
    assert Path(path).read_bytes() == before


def test_results_keep_the_files_of_the_user_in_folders_of_the_same_name(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    (folder / "pictures").mkdir(parents=True)
    (folder / "pictures" / "holiday.jpg").write_text("sun", encoding="ascii")
    with new_folder(str(folder)) as part:
        (part / "pictures").mkdir()
        (part / "pictures" / "map.png").write_text("map", encoding="ascii")
    assert sorted(p.name for p in folder.rglob("*")) == ["holiday.jpg", "map.png", "pictures"]


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_a_result_does_not_replace_what_is_of_another_kind(tmp_path: Path, kind: str) -> None:
    place = tmp_path / "mine" / "thing"
    place.mkdir(parents=True)
    if kind == "file":
        place.rmdir()
        place.write_text("mine", encoding="ascii")
    with (
        pytest.raises(SureCoverError, match="choose another folder"),
        new_folder(str(tmp_path / "mine")) as part,
    ):
        (part / "thing").write_text("x", encoding="ascii") if kind == "folder" else (part / "thing").mkdir()
    assert [p.name for p in (tmp_path / "mine").iterdir()] == ["thing"]


def test_the_folder_of_results_may_be_the_current_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with new_folder(".") as part:
        (part / "map.tif").write_text("map", encoding="ascii")
    assert [p.name for p in tmp_path.iterdir()] == ["map.tif"]


@pytest.mark.parametrize("name", ["map.tif", "intermediate/fused.tif"])
def test_an_input_that_the_results_would_replace_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    path = write_raster(tmp_path / name, ONES)
    job = ProduceJob(images=(path,), models=(str(tmp_path),), external=path, folder=str(tmp_path))
    with pytest.raises(SureCoverError, match="nothing is overwritten"):
        job.check()


# Parameters


@dataclass(frozen=True)
class OddJob(Job):
    stage: ClassVar[str] = "odd"
    inputs: tuple[str, ...] = source("rasters", "Inputs", optional=True)
    number: float = setting(0.0, "number", "Number")
    count: int = setting(1, "integer", "Count", minimum=1)
    text: str = setting("", "text", "Text")
    flag: bool = setting(False, "flag", "Flag")
    output: str = target("new raster", "Output")


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"number": float("nan")}, "Number (NUMBER) is nan; allowed: finite numbers."),
        ({"number": float("-inf")}, "Number (NUMBER) is -inf; allowed: finite numbers."),
        ({"count": 10**30}, f"Count (COUNT) is {10**30}; allowed: 1 or more."),
        ({"count": True}, "Count (COUNT) is True; allowed: 1 or more."),
        ({"text": 5}, "Text (TEXT) is 5; allowed: text."),
        ({"flag": "yes"}, "Flag (FLAG) is 'yes'; allowed: true or false."),
        ({"inputs": "/home"}, "Inputs (INPUTS) is '/home'; allowed: a list of paths."),
        ({"inputs": (5,)}, "Inputs (INPUTS) is (5,); allowed: a list of paths."),
    ],
)
def test_settings_of_another_kind_are_refused(settings: dict[str, Any], expected: str) -> None:
    with pytest.raises(SureCoverError) as caught:
        OddJob.from_dict({"settings": settings}).check()
    assert str(caught.value) == expected


@pytest.mark.parametrize("extent", ["nan,nan,nan,nan", "-inf,-inf,inf,inf", "1,1,0,0", "1,2,3", "a,b,c,d"])
def test_an_extent_that_is_no_box_is_refused(extent: str) -> None:
    with pytest.raises(SureCoverError, match=r"^Extent \(EXTENT\) is"):
        extent_of(extent)


@pytest.mark.parametrize("weights", ["nan,1", "inf,1", "-1,1", "1e308,1", "1e-320,1", ","])
def test_weights_out_of_reach_are_refused(weights: str) -> None:
    with pytest.raises(SureCoverError, match=r"\(WEIGHTS\)"):
        stage("fuse").date_weights(weights, 2)


# Tables and schemes


@pytest.mark.parametrize(
    "text",
    [
        "from,to\na,1\n",
        "from;to\r\na;1\r\n",
        "From\tTO\na\t1",
        "from,to\ra,1\r",
        '"from","to"\n"a","1",9\n',
        "from,to,x\na,1",
    ],
)
def test_a_table_may_come_from_any_spreadsheet(text: str) -> None:
    assert [(row["from"], row["to"]) for row in parse_table(text)] == [("a", "1")]


@pytest.mark.parametrize(
    "content", [b"", b"\n\n", b"from,to\n", b"\xff\xfe", b"from,to\na," + b"x" * 200_000]
)
def test_a_crosswalk_that_is_no_table_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(content)
    with pytest.raises(SureCoverError, match=r"^The crosswalk .*table\.csv"):
        load_crosswalk(str(path))


def test_a_hierarchy_of_every_possible_class_is_checked_at_once() -> None:
    classes = (LandClass(i, str(i), (0, 0, 0), parent=i - 1 if i > 1 else None) for i in range(1, 65_536))
    assert len(ClassScheme("all", "All", tuple(classes)).ids) == 65_535


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("a\0b\x01", "ab"),
        (" two\n lines ", "two lines"),
        ("\ud800x", "x"),
        ("ab\u202ecd", "abcd"),
        ("a\ufffe", "a"),
        ("می‌شود", "می‌شود"),
    ],
)
def test_names_lose_what_files_cannot_hold_and_nothing_else(given: str, kept: str) -> None:
    assert plain_name(given) == kept
