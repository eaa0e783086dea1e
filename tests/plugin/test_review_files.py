"""The tab "Review" where files are odd or broken, and shapes are."""

from __future__ import annotations

import os
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from osgeo import ogr
from pytestqt.qtbot import QtBot
from qgis.core import QgsGeometry, QgsProject
from qgis.gui import QgsMapCanvas

from surecover.core.resultfolder import ResultFolder
from surecover.plugin.review.review_tab import ReviewTab
from surecover.plugin.session import Session
from tests.headless.gdal_files import facts
from tests.plugin.resultfolders import make_result
from tests.plugin.reviewing import (
    CORNERS,
    CTRL,
    A,
    D,
    N,
    Z,
    canvas,
    clean,
    click,
    current,
    draw,
    edits_in,
    loaded,
    of_role,
    part,
    press,
    progress,
    result,
    review,
    session,
    states,
    tab,
)

__all__ = ["canvas", "clean", "result", "review", "session", "tab"]


# Files


def test_a_list_of_another_program_is_refused_and_can_be_made_anew(
    review: ReviewTab, session: Session, result: ResultFolder, qtbot: QtBot
) -> None:
    Path(result.regions).unlink()
    other = ogr.GetDriverByName("GPKG").CreateDataSource(result.regions)
    layer = other.CreateLayer("regions", None, ogr.wkbPolygon)
    layer.CreateField(ogr.FieldDefn("name", ogr.OFTString))
    layer.CreateFeature(ogr.Feature(layer.GetLayerDefn()))
    layer = other = None
    session.open(str(result.path))
    qtbot.waitUntil(lambda: bool(session.told))
    assert "List again" in session.told[0][1]
    part(review, "more").setChecked(True)
    click(qtbot, review, "list_again")
    loaded(qtbot, review, 1)


@pytest.mark.parametrize("name", ["regions", "edits"])
def test_a_damaged_file_is_told(
    review: ReviewTab, session: Session, result: ResultFolder, qtbot: QtBot, name: str
) -> None:
    press(qtbot, review, N, "3")
    QgsProject.instance().clear()
    path = Path(getattr(result, name))
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)
    session.open(str(result.path))
    qtbot.waitUntil(lambda: bool(session.told))
    assert "cannot be read" in session.told[0][1]
    assert part(review, "list_again").isEnabled()


def test_a_list_that_was_damaged_meanwhile_is_told(
    review: ReviewTab, session: Session, result: ResultFolder, qtbot: QtBot
) -> None:
    QgsProject.instance().clear()
    Path(result.regions).write_bytes(b"no list")
    press(qtbot, review, N, "3")
    assert {kind for kind, _ in session.told} == {"error"}
    assert not Path(result.edits).exists()


def test_edits_that_another_program_is_writing_are_told_and_stored_later(
    review: ReviewTab, session: Session, result: ResultFolder, qtbot: QtBot
) -> None:
    press(qtbot, review, N, "3")
    other = sqlite3.connect(result.edits, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    press(qtbot, review, "1")
    assert "not stored" in session.told[0][1]
    assert (current(review), states(review)[1]) == ("2", "open")
    other.execute("ROLLBACK")
    press(qtbot, review, "1")
    assert [edit["to_class"] for edit in edits_in(result.edits)] == [3, 1]


def test_edits_may_be_open_for_editing_in_qgis_itself(
    review: ReviewTab, session: Session, result: ResultFolder, qtbot: QtBot
) -> None:
    press(qtbot, review, N, "3")
    (layer,) = of_role("edits")
    assert layer.startEditing()
    (fid,) = [feature.id() for feature in layer.getFeatures()]
    layer.changeAttributeValue(fid, layer.fields().indexOf("note"), "by hand")
    press(qtbot, review, "1", "2")
    assert session.told == []
    assert layer.commitChanges()
    found = edits_in(result.edits)
    assert [edit["to_class"] for edit in found] == [3, 1, 2]
    assert found[0]["note"] == "by hand"


def test_results_that_were_removed_do_not_come_back_as_an_empty_folder(
    review: ReviewTab, session: Session, canvas: QgsMapCanvas, result: ResultFolder, qtbot: QtBot
) -> None:
    press(qtbot, review, N, D)
    draw(qtbot, canvas, *CORNERS)
    shutil.rmtree(result.path)
    press(qtbot, canvas, "3")
    assert "not stored" in session.told[0][1]
    assert not result.path.exists()
    press(qtbot, review, N, A)
    assert not result.path.exists()


def test_a_list_of_places_on_a_map_that_was_replaced_is_not_decided_on(
    review: ReviewTab, session: Session, result: ResultFolder, qtbot: QtBot
) -> None:
    press(qtbot, review, N)
    soon = Path(result.regions).stat().st_mtime + 10
    os.utime(result.file("map.tif"), (soon, soon))
    press(qtbot, review, "3")
    assert "List again" in session.told[0][1]
    assert not Path(result.edits).exists()


def test_a_map_without_doubtful_places_can_be_drawn_on(
    tab: ReviewTab, session: Session, canvas: QgsMapCanvas, tmp_path: Path, qtbot: QtBot
) -> None:
    ones = np.full((100, 100), 1, "uint8")
    sure = make_result(
        tmp_path / "sure", classes=ones, reliability=ones, evidence=ones, dates={"2021-05-03": ones},
        external=ones, clusters=ones,
    )  # fmt: skip
    session.open(str(sure.path))
    qtbot.waitUntil(lambda: part(tab, "draw").isEnabled(), timeout=20_000)
    assert progress(tab) == "No places to review"
    assert not part(tab, "next").isEnabled()
    press(qtbot, tab, N, A, "1")
    assert not Path(sure.edits).exists()
    press(qtbot, tab, D)
    draw(qtbot, canvas, *CORNERS)
    press(qtbot, canvas, "3")
    assert len(edits_in(sure.edits)) == 1


def test_undo_leaves_alone_what_another_reviewer_of_the_same_name_stored(
    review: ReviewTab, result: ResultFolder, qtbot: QtBot
) -> None:
    press(qtbot, review, N, "3")
    with sqlite3.connect(result.edits) as other:
        for (name,) in other.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            other.execute(f'DROP TRIGGER "{name}"')
        other.execute("UPDATE edits SET time = '2021-01-01T00:00:00Z', to_class = 2")
    qtbot.keyClick(review, Z, CTRL)
    assert [edit["to_class"] for edit in edits_in(result.edits)] == [2]


# Shapes


@pytest.mark.parametrize(
    "corners",
    [
        ((500_200, 4_999_800), (500_600, 4_999_400), (500_600, 4_999_800), (500_200, 4_999_400)),
        (
            (500_400, 4_999_900), (500_600, 4_999_300), (500_100, 4_999_700), (500_700, 4_999_700),
            (500_200, 4_999_300),
        ),
    ],
    ids=["bow tie", "star"],
)  # fmt: skip
def test_a_shape_that_crosses_itself_is_stored_as_polygons_that_can_be_applied(
    review: ReviewTab, session: Session, canvas: QgsMapCanvas, result: ResultFolder, qtbot: QtBot,
    corners: Any,
) -> None:  # fmt: skip
    press(qtbot, review, D)
    draw(qtbot, canvas, *corners)
    press(qtbot, canvas, "3")
    shape = QgsGeometry.fromWkt(edits_in(result.edits)[0]["wkt"])
    assert shape.isGeosValid()
    assert shape.isMultipart()
    click(qtbot, review, "export")
    qtbot.waitUntil(lambda: bool(session.told), timeout=20_000)
    changed = (facts(result.file("review/map_reviewed.tif")).values[0] == 3).sum()
    assert changed * 100 == pytest.approx(shape.area(), rel=0.1)
