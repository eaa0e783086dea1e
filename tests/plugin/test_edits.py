"""The file of a review: stored at once and whole, taken back exactly, shared with other programs."""

from __future__ import annotations

import resource
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from osgeo import ogr, osr
from qgis.core import QgsApplication, QgsCoordinateReferenceSystem, QgsGeometry

from surecover.core import ROOT
from surecover.core.errors import SureCoverError
from surecover.plugin.review.edits import ACCEPTED, Decisions, Edit, EditFile, History
from tests.plugin.reviewing import edits_in

CRS = QgsCoordinateReferenceSystem("EPSG:32633")
SQUARE = QgsGeometry.fromWkt("Polygon ((500000 5000000, 500040 5000000, 500040 4999960, 500000 4999960))")

WRITER = """
import os, signal, sys
sys.path.insert(0, sys.argv[1])
import tests.conftest
from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry
from surecover.plugin.review.edits import Edit, EditFile
file = EditFile(sys.argv[2], QgsCoordinateReferenceSystem.fromWkt(sys.argv[3]))
file.add(Edit(QgsGeometry.fromWkt(sys.argv[4]), 3, 2, "Ada", "killed", 7))
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def path(qgis_app: QgsApplication, tmp_path: Path) -> Path:
    return tmp_path / "review" / "edits.gpkg"


@pytest.fixture
def file(path: Path) -> EditFile:
    return EditFile(str(path), CRS)


@contextmanager
def full_disk() -> Iterator[None]:
    """Files of this process cannot grow any more, the one that it prints to included: use it briefly."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def decided(file: EditFile, region: int) -> int | None:
    decisions = Decisions()
    for facts in file.decisions():
        decisions.note(*facts)
    return decisions.of(region)


def test_an_edit_stands_in_the_file_with_all_that_is_known_of_it(file: EditFile, path: Path) -> None:
    edit = file.add(Edit(SQUARE, 3, 2, "Ada", "beside the road", 7))
    (stored,) = edits_in(path)
    assert {name: stored[name] for name in ("from_class", "to_class", "reviewer", "note", "region")} == {
        "from_class": 2, "to_class": 3, "reviewer": "Ada", "note": "beside the road", "region": 7,
    }  # fmt: skip
    assert time.strptime(stored["time"], "%Y-%m-%dT%H:%M:%SZ")
    assert stored["wkt"].startswith("MULTIPOLYGON")
    assert stored["fid"] == edit.fid
    dataset = ogr.Open(str(path))
    layer = dataset.GetLayerByName("edits")
    assert layer.GetSpatialRef().GetAuthorityCode(None) == "32633"
    assert layer.GetGeomType() == ogr.wkbMultiPolygon


def test_the_time_is_that_of_the_world_not_of_the_place(file: EditFile, path: Path) -> None:
    before = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    file.add(Edit(SQUARE, 3))
    assert before <= edits_in(path)[0]["time"] <= time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


def test_what_is_not_known_is_null(file: EditFile, path: Path) -> None:
    file.add(Edit(SQUARE, None))
    (stored,) = edits_in(path)
    assert [stored[name] for name in ("from_class", "to_class", "reviewer", "note", "region")] == [None] * 5


def test_the_first_edit_makes_folder_and_file_and_leaves_nothing_else(file: EditFile, path: Path) -> None:
    assert not file.exists
    file.add(Edit(SQUARE, 3))
    assert [found.name for found in path.parent.iterdir()] == ["edits.gpkg"]


def test_an_edit_survives_that_the_process_is_killed_right_after(path: Path) -> None:
    killed = subprocess.run(
        [sys.executable, "-c", WRITER, ROOT, path, CRS.toWkt(), SQUARE.asWkt()], check=False, timeout=60
    )
    assert killed.returncode == -signal.SIGKILL
    (stored,) = edits_in(path)
    assert (stored["to_class"], stored["note"], stored["region"]) == (3, "killed", 7)
    assert decided(EditFile(str(path), CRS), 7) == 3


def test_several_sessions_add_up(path: Path) -> None:
    for number in range(3):
        EditFile(str(path), CRS).add(Edit(SQUARE, 1 + number, region=number))
    assert [edit["to_class"] for edit in edits_in(path)] == [1, 2, 3]


def test_undo_takes_exactly_that_edit_out_of_the_file_and_redo_brings_it_back(
    file: EditFile, path: Path
) -> None:
    history = History(file)
    for to_class in (1, 2, 3):
        history.do(Edit(SQUARE, to_class, region=to_class))
    before = edits_in(path)
    history.undo()
    history.undo()
    assert edits_in(path) == before[:1]
    history.redo()
    history.redo()
    assert edits_in(path) == before
    assert not history.can_redo


def test_undo_leaves_alone_what_others_stored_meanwhile(file: EditFile, path: Path) -> None:
    history = History(file)
    history.do(Edit(SQUARE, 1, reviewer="Ada"))
    EditFile(str(path), CRS).add(Edit(SQUARE, 2, reviewer="Grace"))
    history.undo()
    assert [edit["reviewer"] for edit in edits_in(path)] == ["Grace"]


def test_a_new_edit_ends_what_could_be_redone(file: EditFile) -> None:
    history = History(file)
    history.do(Edit(SQUARE, 1))
    history.undo()
    history.do(Edit(SQUARE, 2))
    assert history.can_undo
    assert not history.can_redo


def test_the_latest_edit_of_a_region_counts_whatever_its_place_in_the_file(file: EditFile) -> None:
    file.add(Edit(SQUARE, 3, region=7, time="2026-03-02T00:00:00Z"))
    file.add(Edit(SQUARE, 1, region=7, time="2026-03-01T00:00:00Z"))
    file.add(Edit(SQUARE, 2, region=8))
    assert decided(file, 7) == 3


def test_of_equal_times_the_later_in_the_file_counts(file: EditFile) -> None:
    for to_class in (3, 1):
        file.add(Edit(SQUARE, to_class, region=7, time="2026-03-02T00:00:00Z"))
    assert decided(file, 7) == 1


def test_a_region_is_accepted_by_null_and_by_the_class_that_the_edit_speaks_of(file: EditFile) -> None:
    file.add(Edit(SQUARE, None, region=7))
    file.add(Edit(SQUARE, 2, 2, region=8))
    assert (decided(file, 7), decided(file, 8), decided(file, 9)) == (ACCEPTED, ACCEPTED, None)


def foreign(path: Path, fields: tuple[str, ...], epsg: int = 32633, layer: str = "edits") -> None:
    """Edits as another program may write them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(epsg)
    crs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    dataset = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    made = dataset.CreateLayer(layer, crs, ogr.wkbMultiPolygon)
    for name in fields:
        made.CreateField(ogr.FieldDefn(name, ogr.OFTInteger if "class" in name else ogr.OFTString))


def test_a_file_of_another_program_without_our_fields_gets_them(file: EditFile, path: Path) -> None:
    foreign(path, ("to_class",))
    file.add(Edit(SQUARE, 3, 2, "Ada", "", 7))
    (stored,) = edits_in(path)
    assert (stored["to_class"], stored["from_class"], stored["reviewer"], stored["region"]) == (
        3,
        2,
        "Ada",
        7,
    )


def test_a_file_whose_times_are_times_and_not_texts_works_too(file: EditFile, path: Path) -> None:
    foreign(path, ("to_class",))
    dataset = ogr.Open(str(path), 1)
    dataset.GetLayer(0).CreateField(ogr.FieldDefn("time", ogr.OFTDateTime))
    dataset = None
    file.add(Edit(SQUARE, 3, region=7, time="2026-03-02T00:00:00Z"))
    file.add(Edit(SQUARE, 1, region=7, time="2026-03-01T00:00:00Z"))
    assert decided(file, 7) == 3
    history = History(file)
    history.do(Edit(SQUARE, 2, region=7))
    assert decided(file, 7) == 2
    history.undo()
    assert decided(file, 7) == 3


def test_in_a_file_of_another_crs_the_shape_is_put_where_it_belongs(file: EditFile, path: Path) -> None:
    foreign(path, ("to_class",), epsg=4326)
    file.add(Edit(SQUARE, 3))
    middle = QgsGeometry.fromWkt(edits_in(path)[0]["wkt"]).centroid().asPoint()
    assert (middle.x(), middle.y()) == pytest.approx((15.0, 45.15), abs=0.02)


def test_what_another_program_wrote_counts_when_it_is_read_next(file: EditFile, path: Path) -> None:
    file.add(Edit(SQUARE, 1, region=7))
    dataset = ogr.Open(str(path), 1)
    layer = dataset.GetLayerByName("edits")
    feature = ogr.Feature(layer.GetLayerDefn())
    for name, value in {"to_class": 2, "region": 7, "time": "2100-01-01T00:00:00Z"}.items():
        feature.SetField(name, value)
    layer.CreateFeature(feature)
    dataset = layer = feature = None
    assert decided(file, 7) == 2


def test_a_file_that_holds_something_else_is_refused_and_kept(file: EditFile, path: Path) -> None:
    foreign(path, ("name",), layer="roads")
    with pytest.raises(SureCoverError, match=r"not stored.*no edits of a review"):
        file.add(Edit(SQUARE, 3))
    assert [layer.GetName() for layer in ogr.Open(str(path))] == ["roads"]


def test_a_folder_that_cannot_be_made_is_a_refusal(file: EditFile, path: Path) -> None:
    path.parent.write_text("a file", encoding="utf-8")
    with pytest.raises(SureCoverError, match="not stored"):
        file.add(Edit(SQUARE, 3))


def test_a_file_that_is_locked_is_a_refusal_within_moments(file: EditFile, path: Path) -> None:
    history = History(file)
    history.do(Edit(SQUARE, 1))
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    began = time.monotonic()
    for action in (lambda: history.do(Edit(SQUARE, 2)), history.undo):
        with pytest.raises(SureCoverError, match="locked"):
            action()
    assert time.monotonic() - began < 2
    other.execute("ROLLBACK")
    assert [edit["to_class"] for edit in edits_in(path)] == [1]
    history.undo()  # works now: nothing was forgotten
    assert edits_in(path) == []


def test_on_a_full_disk_nothing_is_half_stored(file: EditFile, path: Path) -> None:
    file.add(Edit(SQUARE, 1))
    before = path.read_bytes()
    with full_disk(), pytest.raises(SureCoverError, match="not stored"):
        file.add(Edit(SQUARE, 2))
    assert path.read_bytes() == before


def test_the_first_edit_on_a_full_disk_leaves_no_file(file: EditFile, path: Path) -> None:
    with full_disk(), pytest.raises(SureCoverError, match="not stored"):
        file.add(Edit(SQUARE, 2))
    assert not path.exists()
    assert list(path.parent.iterdir()) == []
