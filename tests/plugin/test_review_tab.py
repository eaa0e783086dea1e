"""The tab "Review", driven by clicks and keys as a reviewer drives it."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
)
from qgis.gui import QgsMapCanvas, QgsMapToolPan
from qgis.PyQt.QtCore import QEvent, QPoint, QPointF, Qt
from qgis.PyQt.QtGui import QMouseEvent
from qgis.PyQt.QtWidgets import (
    QApplication,
    QComboBox,
    QDoubleSpinBox,
    QLabel,
    QLineEdit,
    QTableView,
)

from surecover.core import ROOT
from surecover.core.codes import Evidence, Reliability
from surecover.core.resultfolder import ResultFolder
from surecover.plugin.results import layers
from surecover.plugin.review.regions import Column
from surecover.plugin.review.review_tab import ReviewTab
from surecover.plugin.session import Session
from tests.headless.gdal_files import facts
from tests.plugin.resultfolders import attached, make_result
from tests.plugin.reviewing import (
    CORNERS,
    LEFT,
    bands,
    canvas,
    clean,
    click,
    column,
    current,
    draw,
    edits_in,
    loaded,
    make_review,
    measured,
    of_role,
    part,
    press,
    progress,
    ranks,
    result,
    review,
    rows,
    session,
    square,
    states,
    tab,
    write_regions,
)

__all__ = ["canvas", "clean", "result", "review", "session", "tab"]

N, P, A, D = Qt.Key.Key_N, Qt.Key.Key_P, Qt.Key.Key_A, Qt.Key.Key_D
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
STALL = 100
"""Milliseconds of the interface's thread that a person notices."""


# The list


def test_a_list_that_is_there_is_shown_with_its_outlines_on_the_map(review: ReviewTab) -> None:
    assert ranks(review) == ["1", "2", "3", "4"]
    assert progress(review) == "0 of 4 reviewed, 0.00 of 0.54 ha"
    (outlines,) = of_role("regions")
    assert outlines.featureCount() == 4
    assert QgsProject.instance().layerTreeRoot().children()[0].layer() is outlines


def test_without_a_list_the_engine_makes_one(
    tab: ReviewTab, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    result = make_result(tmp_path / "result")  # with 4 doubtful pixels that touch
    part(tab, "min_pixels").setValue(1)
    session.open(str(result.path))
    loaded(qtbot, tab, 1)
    assert column(tab, Column.AREA) == ["0.04"]
    assert Path(result.regions).is_file()
    assert progress(tab) == "0 of 1 reviewed, 0.00 of 0.04 ha"


def test_a_list_of_an_older_map_is_made_anew(
    tab: ReviewTab, session: Session, result: ResultFolder, qtbot: QtBot
) -> None:
    os.utime(result.regions, (1, 1))
    session.open(str(result.path))
    qtbot.waitUntil(lambda: Path(result.regions).stat().st_mtime > 1, timeout=20_000)
    loaded(qtbot, tab, 1)  # the whole map is doubtful
    assert of_role("regions")[0].featureCount() == 1


def test_list_again_shows_what_the_map_says_now_and_keeps_the_decisions(
    review: ReviewTab, result: ResultFolder, qtbot: QtBot
) -> None:
    press(qtbot, review, N, A)
    part(review, "min_pixels").setValue(3)
    click(qtbot, review, "list_again")
    loaded(qtbot, review, 1)
    assert of_role("regions")[0].featureCount() == 1
    assert len(edits_in(result.edits)) == 1


def test_listing_can_be_stopped(tab: ReviewTab, session: Session, tmp_path: Path, qtbot: QtBot) -> None:
    result = make_result(tmp_path / "result")
    session.open(str(result.path))
    qtbot.waitUntil(part(tab, "run_progress").isVisible)
    click(qtbot, tab, "cancel_run")
    qtbot.waitUntil(lambda: not part(tab, "run_progress").isVisible(), timeout=20_000)
    assert "List again" in part(tab, "review_message", QLabel).text()
    assert part(tab, "list_again").isEnabled()


def test_a_refusal_stands_in_the_tab_and_in_the_message_bar(
    tab: ReviewTab, session: Session, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = make_result(tmp_path / "result")
    Path(result.file("reliability.tif")).write_text("no raster", encoding="utf-8")
    session.open(str(result.path))
    qtbot.waitUntil(lambda: bool(session.told), timeout=20_000)
    (kind, sentence) = session.told[0]
    assert kind == "error"
    assert "Reliability" in sentence
    assert part(tab, "review_message", QLabel).text() == sentence
    assert part(tab, "list_again").isEnabled()


def test_other_results_can_be_opened_while_a_list_is_made(
    tab: ReviewTab, session: Session, result: ResultFolder, tmp_path: Path, qtbot: QtBot
) -> None:
    session.open(str(make_result(tmp_path / "other").path))
    session.open(str(result.path))
    loaded(qtbot, tab, 4)
    qtbot.waitUntil(part(tab, "list_again").isEnabled, timeout=20_000)
    assert rows(tab) == 4
    assert not part(tab, "review_message", QLabel).isVisible()


def test_a_folder_that_cannot_be_written_is_told(
    tab: ReviewTab, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    result = make_result(tmp_path / "result")
    (result.path / "review").write_text("a file", encoding="utf-8")
    session.open(str(result.path))
    qtbot.waitUntil(lambda: bool(session.told))
    assert "cannot be made" in session.told[0][1]


def test_a_click_on_a_title_sorts(review: ReviewTab, qtbot: QtBot) -> None:
    header = part(review, "regions", QTableView).horizontalHeader()
    middle = QPoint(header.sectionViewportPosition(Column.AREA) + 10, header.height() // 2)
    qtbot.mouseClick(header.viewport(), LEFT, pos=middle)
    first = ranks(review)
    qtbot.mouseClick(header.viewport(), LEFT, pos=middle)
    assert {tuple(first), tuple(ranks(review))} == {("1", "2", "3", "4"), ("4", "3", "2", "1")}


def test_filters_by_class_zone_and_size(review: ReviewTab) -> None:
    classes = part(review, "filter_class", QComboBox)
    zones = part(review, "filter_zone", QComboBox)
    assert [classes.itemText(i) for i in range(classes.count())] == ["All classes", "forest", "grass"]
    classes.setCurrentText("forest")
    assert ranks(review) == ["2", "4"]
    classes.setCurrentText("All classes")
    zones.setCurrentText("South")
    assert ranks(review) == ["1", "3"]
    part(review, "filter_size", QDoubleSpinBox).setValue(0.2)
    assert ranks(review) == ["1"]
    assert progress(review).startswith("0 of 4")  # the count is that of all


def test_only_open_places(review: ReviewTab, qtbot: QtBot) -> None:
    press(qtbot, review, N, A)
    part(review, "only_open").setChecked(True)
    assert ranks(review) == ["2", "3", "4"]
    press(qtbot, review, A)
    assert ranks(review) == ["3", "4"]
    assert current(review) == "3"
    qtbot.keyClick(review, Qt.Key.Key_Z, CTRL)
    assert ranks(review) == ["2", "3", "4"]
    assert current(review) == "2"


# From place to place


def test_next_and_previous_walk_the_list_by_keys_and_buttons(review: ReviewTab, qtbot: QtBot) -> None:
    press(qtbot, review, N)
    assert current(review) == "1"
    press(qtbot, review, N)
    click(qtbot, review, "next")
    assert current(review) == "3"
    click(qtbot, review, "previous")
    press(qtbot, review, P, P, P)
    assert current(review) == "1"


def test_going_to_a_place_shows_it_on_the_map(review: ReviewTab, session: Session, qtbot: QtBot) -> None:
    press(qtbot, review, N)
    shown, box = session.canvas.extent(), QgsRectangle(500_000, 4_999_950, 500_050, 5_000_000)
    assert shown.contains(box)
    assert shown.center().distance(box.center()) < 1
    (band,) = bands(session.canvas)
    assert band.asGeometry().boundingBox() == box


def test_a_large_place_fills_about_half_of_the_map(
    review: ReviewTab, session: Session, canvas: QgsMapCanvas, result: ResultFolder, qtbot: QtBot
) -> None:
    write_regions(Path(result.regions), [80])
    session.open(str(result.path))
    loaded(qtbot, review, 1)
    press(qtbot, review, N)
    assert min(canvas.extent().width(), canvas.extent().height()) == pytest.approx(1600, rel=0.05)


def test_the_scale_can_be_kept(review: ReviewTab, session: Session, qtbot: QtBot) -> None:
    session.canvas.setExtent(QgsRectangle(500_000, 4_999_000, 501_000, 5_000_000))
    width = session.canvas.extent().width()
    part(review, "keep_scale").setChecked(True)
    press(qtbot, review, N)
    assert session.canvas.extent().width() == pytest.approx(width)
    assert session.canvas.extent().center().distance(QgsPointXY(500_025, 4_999_975)) < 1


def test_in_a_project_of_another_crs_the_map_goes_to_the_right_place(
    review: ReviewTab, session: Session, qtbot: QtBot
) -> None:
    session.canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    press(qtbot, review, N)
    assert session.canvas.extent().center().distance(QgsPointXY(15.0003, 45.1535)) < 0.001
    (band,) = bands(session.canvas)
    assert session.canvas.extent().contains(band.asGeometry().boundingBox())


def test_enter_goes_to_the_place_again_after_the_map_was_moved(
    review: ReviewTab, session: Session, qtbot: QtBot
) -> None:
    press(qtbot, review, N)
    session.canvas.setExtent(QgsRectangle(0, 0, 10, 10))
    view = part(review, "regions", QTableView)
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert session.canvas.extent().contains(QgsPointXY(500_025, 4_999_975))


def test_the_inspector_shows_the_place(review: ReviewTab, qtbot: QtBot) -> None:
    press(qtbot, review, N)
    qtbot.waitUntil(lambda: review.inspector.pixel is not None)
    assert (review.inspector.pixel.row, review.inspector.pixel.column) == (0, 0)


# Decisions


def test_accept_by_key_is_stored_counted_and_goes_on(
    review: ReviewTab, result: ResultFolder, qtbot: QtBot
) -> None:
    press(qtbot, review, N, A)
    (edit,) = edits_in(result.edits)
    assert (edit["to_class"], edit["from_class"], edit["region"]) == (None, None, 9_999_999)
    assert states(review) == ["accepted", "open", "open", "open"]
    assert progress(review) == "1 of 4 reviewed, 0.25 of 0.54 ha"
    assert current(review) == "2"


def test_a_number_key_sets_the_class_of_the_whole_place(
    review: ReviewTab, result: ResultFolder, qtbot: QtBot
) -> None:
    press(qtbot, review, N, "3")
    (edit,) = edits_in(result.edits)
    assert edit["to_class"] == 3
    assert states(review)[0] == "set to forest"
    ring = ", ".join(f"{x:.0f} {y:.0f}" for x, y in square(0, 0, 5))
    assert edit["wkt"].replace(",", ", ").startswith(f"MULTIPOLYGON ((({ring}")


def test_buttons_do_what_keys_do_and_say_which(review: ReviewTab, result: ResultFolder, qtbot: QtBot) -> None:
    press(qtbot, review, N)
    assert part(review, "class_1").text() == "1 water"
    click(qtbot, review, "class_1")
    click(qtbot, review, "accept")
    assert [edit["to_class"] for edit in edits_in(result.edits)] == [1, None]
    for name, key in {"accept": "A", "draw": "D", "next": "N", "previous": "P"}.items():
        assert f"({key})" in part(review, name).text()


def test_a_place_can_be_held_until_one_goes_on_oneself(review: ReviewTab, qtbot: QtBot) -> None:
    part(review, "go_on").setChecked(False)
    press(qtbot, review, N, A)
    assert current(review) == "1"


def test_reviewer_note_and_the_class_that_is_spoken_of_are_stored(
    review: ReviewTab, result: ResultFolder, qtbot: QtBot
) -> None:
    part(review, "reviewer", QLineEdit).setText("Ada")
    part(review, "note", QLineEdit).setText("see the photograph")
    part(review, "from_class", QComboBox).setCurrentText("grass")
    press(qtbot, review, N, "1", A)
    first, second = edits_in(result.edits)
    assert (first["reviewer"], first["note"], first["from_class"]) == ("Ada", "see the photograph", 2)
    assert (second["to_class"], second["from_class"]) == (None, None)


def test_the_reviewer_is_remembered(session: Session, qtbot: QtBot) -> None:
    first = ReviewTab(session)
    name = part(first, "reviewer", QLineEdit)
    name.setText("Ada")
    qtbot.keyClick(name, Qt.Key.Key_Return)
    second = ReviewTab(session)
    assert part(second, "reviewer", QLineEdit).text() == "Ada"
    for each in (first, second):
        each.close_down()


def test_without_a_place_there_is_nothing_to_decide(
    review: ReviewTab, result: ResultFolder, qtbot: QtBot
) -> None:
    press(qtbot, review, A, "3")
    assert not Path(result.edits).exists()
    assert not part(review, "accept").isEnabled()


def test_several_steps_can_be_undone_and_redone_by_keys_and_buttons(
    review: ReviewTab, result: ResultFolder, qtbot: QtBot
) -> None:
    press(qtbot, review, N, "1", "2", "3")
    before = edits_in(result.edits)
    qtbot.keyClick(review, Qt.Key.Key_Z, CTRL)
    click(qtbot, review, "undo")
    assert states(review) == ["set to water", "open", "open", "open"]
    assert edits_in(result.edits) == before[:1]
    assert current(review) == "2"
    qtbot.keyClick(review, Qt.Key.Key_Z, CTRL | SHIFT)
    click(qtbot, review, "redo")
    assert states(review) == ["set to water", "set to grass", "set to forest", "open"]
    assert edits_in(result.edits) == before
    assert not part(review, "redo").isEnabled()


def test_undo_brings_back_what_an_earlier_session_decided(
    review: ReviewTab, session: Session, qtbot: QtBot
) -> None:
    press(qtbot, review, N, "1")
    session.open(str(session.result.path))
    loaded(qtbot, review, 4)
    press(qtbot, review, N, "3")
    assert states(review)[0] == "set to forest"
    qtbot.keyClick(review, Qt.Key.Key_Z, CTRL)
    assert states(review)[0] == "set to water"
    assert not part(review, "undo").isEnabled()  # another session's edits are not this one's to undo


def test_what_cannot_be_stored_is_told_and_not_claimed(
    review: ReviewTab, session: Session, result: ResultFolder, qtbot: QtBot
) -> None:
    Path(result.edits).mkdir()
    press(qtbot, review, N, A)
    (kind, sentence) = session.told[0]
    assert kind == "error"
    assert sentence.startswith("The edit is not stored")
    assert states(review) == ["open"] * 4
    assert progress(review).startswith("0 of 4")
    assert current(review) == "1"


def test_the_edits_are_on_the_map_in_the_colours_of_their_classes(review: ReviewTab, qtbot: QtBot) -> None:
    press(qtbot, review, N, "3", "1")
    (layer,) = of_role("edits")
    assert layer.featureCount() == 2
    colours = {entry.label(): entry.symbol().color().getRgb()[:3] for entry in layer.renderer().categories()}
    assert colours["forest"] == (26, 102, 40)
    assert colours["water"] == (30, 111, 210)
    assert "accepted" in colours
    assert layer.opacity() == 0.5


# Sessions


KILLED = """
import os, signal, sys
sys.path.insert(0, sys.argv[1])
import tests.conftest
from qgis.core import QgsApplication
QgsApplication.setPrefixPath("/usr", True)
application = QgsApplication([], True)
application.initQgis()
from pytestqt.qtbot import QtBot
from qgis.gui import QgsMapCanvas
from surecover.plugin.review.review_tab import ReviewTab
from surecover.plugin.session import Session

class Iface:
    canvas = QgsMapCanvas()
    def mapCanvas(self):
        return self.canvas

session = Session(Iface())
tab = ReviewTab(session)
session.open(sys.argv[2])
table = tab.findChild(object, "regions").model()
while not table.rowCount():
    application.processEvents()
tab.findChild(object, "next").click()
tab.findChild(object, "class_3").click()
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_an_edit_is_still_there_after_qgis_was_killed(
    tab: ReviewTab, session: Session, result: ResultFolder, qtbot: QtBot
) -> None:
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, ROOT, result.path],
        check=False,
        timeout=60,
        capture_output=True,
        text=True,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert [edit["to_class"] for edit in edits_in(result.edits)] == [3]
    session.open(str(result.path))
    loaded(qtbot, tab, 4)
    assert states(tab) == ["set to forest", "open", "open", "open"]
    assert progress(tab).startswith("1 of 4 reviewed")
    assert of_role("edits")[0].featureCount() == 1


def test_a_project_that_is_saved_and_reopened_has_each_layer_once(
    review: ReviewTab, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    press(qtbot, review, N, "3")
    project = QgsProject.instance()
    project.write(str(tmp_path / "project.qgs"))
    folder = str(session.result.path)
    session.close()
    assert rows(review) == 0
    project.clear()
    project.read(str(tmp_path / "project.qgs"))
    session.open(folder)
    loaded(qtbot, review, 4)
    assert states(review)[0] == "set to forest"
    assert [len(of_role(role)) for role in ("regions", "edits")] == [1, 1]


def test_the_layers_of_the_review_outlast_that_the_results_are_shown_anew(
    review: ReviewTab, session: Session, result: ResultFolder, qtbot: QtBot
) -> None:
    attached(result)
    press(qtbot, review, N, "3")
    click(qtbot, review, "export")
    qtbot.waitUntil(lambda: bool(session.told), timeout=20_000)
    before = {role: of_role(role)[0].id() for role in ("edits", "map_reviewed", "evidence_reviewed")}
    attached(result)
    assert {role: of_role(role)[0].id() for role in before} == before


def test_the_layers_stand_on_top_of_their_results(
    tab: ReviewTab, session: Session, result: ResultFolder, qtbot: QtBot
) -> None:
    attached(result)
    session.open(str(result.path))
    loaded(qtbot, tab, 4)
    press(qtbot, tab, N, A)
    group = layers.find_group(result)
    roles = [node.layer().customProperty(layers.ROLE) for node in group.findLayers()]
    assert roles[:3] == ["regions", "edits", "map"]


# Drawing


def test_a_shape_drawn_on_the_map_gets_a_class(
    review: ReviewTab, canvas: QgsMapCanvas, result: ResultFolder, qtbot: QtBot
) -> None:
    pan = QgsMapToolPan(canvas)
    canvas.setMapTool(pan)
    press(qtbot, review, D)
    assert canvas.mapTool() is not pan
    draw(qtbot, canvas, *CORNERS)
    press(qtbot, canvas, "3")
    (edit,) = edits_in(result.edits)
    assert (edit["to_class"], edit["region"]) == (3, None)
    (layer,) = of_role("edits")
    box = next(layer.getFeatures()).geometry().boundingBox()
    for found, meant in zip((box.xMinimum(), box.yMaximum(), box.width()), (500_200, 4_999_800, 400)):
        assert found == pytest.approx(meant, abs=2 * canvas.mapUnitsPerPixel())
    assert canvas.mapTool() is pan
    assert bands(canvas) == []
    assert states(review) == ["open"] * 4


def test_a_shape_is_stored_in_the_crs_of_the_map_whatever_the_project_has(
    review: ReviewTab, canvas: QgsMapCanvas, result: ResultFolder, qtbot: QtBot
) -> None:
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    canvas.setExtent(QgsRectangle(15.0, 45.14, 15.01, 45.15))
    press(qtbot, review, D)
    draw(qtbot, canvas, (15.002, 45.148), (15.008, 45.148), (15.008, 45.142))
    press(qtbot, canvas, A)
    box = QgsGeometry.fromWkt(edits_in(result.edits)[0]["wkt"]).boundingBox()
    pixel = 111_000 * canvas.mapUnitsPerPixel()
    assert box.xMinimum() == pytest.approx(500_157, abs=2 * pixel)
    assert box.yMaximum() == pytest.approx(4_999_388, abs=2 * pixel)
    assert box.width() == pytest.approx(471, abs=2 * pixel)


def test_escape_drops_the_shape_and_gives_the_map_back(
    review: ReviewTab, canvas: QgsMapCanvas, result: ResultFolder, qtbot: QtBot
) -> None:
    press(qtbot, review, D)
    assert "corners" in part(review, "review_message", QLabel).text()
    draw(qtbot, canvas, *CORNERS)
    assert "choose the class" in part(review, "review_message", QLabel).text()
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.mapTool() is None
    assert not part(review, "draw").isChecked()
    assert bands(canvas) == []
    press(qtbot, review, A)
    assert not Path(result.edits).exists()


def test_going_to_a_place_drops_the_shape(
    review: ReviewTab, canvas: QgsMapCanvas, result: ResultFolder, qtbot: QtBot
) -> None:
    press(qtbot, review, D)
    draw(qtbot, canvas, *CORNERS)
    press(qtbot, canvas, N, "3")
    assert edits_in(result.edits)[0]["region"] == 9_999_999
    assert canvas.mapTool() is None


def test_while_a_shape_is_not_closed_nothing_is_decided(
    review: ReviewTab, canvas: QgsMapCanvas, result: ResultFolder, qtbot: QtBot
) -> None:
    press(qtbot, review, N, D, "3")
    assert not part(review, "accept").isEnabled()
    assert not Path(result.edits).exists()


def test_another_tool_ends_the_drawing(review: ReviewTab, canvas: QgsMapCanvas, qtbot: QtBot) -> None:
    press(qtbot, review, D)
    pan = QgsMapToolPan(canvas)
    canvas.setMapTool(pan)
    assert not part(review, "draw").isChecked()
    assert canvas.mapTool() is pan


# Keys


def test_keys_work_while_the_map_has_the_focus(review: ReviewTab, canvas: QgsMapCanvas, qtbot: QtBot) -> None:
    canvas.setFocus()
    press(qtbot, canvas, N, "3")
    assert states(review)[0] == "set to forest"


@pytest.mark.parametrize("name", ["note", "reviewer", "filter_size", "min_pixels"])
def test_typing_into_a_field_decides_nothing(
    review: ReviewTab, result: ResultFolder, qtbot: QtBot, name: str
) -> None:
    press(qtbot, review, N)
    field = part(review, name)
    field.setFocus()
    if not isinstance(field, QLineEdit):
        field.selectAll()
    qtbot.keyClicks(field, "1n3a")
    assert not Path(result.edits).exists()
    assert current(review) == "1"
    typed = field if isinstance(field, QLineEdit) else field.findChild(QLineEdit)
    assert {"1", "3"} <= set(typed.text())


def test_keys_rest_while_another_tab_is_seen(
    review: ReviewTab, canvas: QgsMapCanvas, result: ResultFolder, qtbot: QtBot
) -> None:
    press(qtbot, review, N)
    assert len(bands(canvas)) == 1
    review.hide()
    press(qtbot, canvas, "3", A)
    assert not Path(result.edits).exists()
    assert bands(canvas) == []


def test_keys_rest_while_no_results_are_open(
    review: ReviewTab, session: Session, result: ResultFolder, qtbot: QtBot
) -> None:
    press(qtbot, review, N)
    session.close()
    press(qtbot, review, N, "3")
    assert not Path(result.edits).exists()
    assert rows(review) == 0
    assert bands(session.canvas) == []


def test_closing_down_gives_back_the_map(session: Session, result: ResultFolder, qtbot: QtBot) -> None:
    tab = ReviewTab(session)
    qtbot.addWidget(tab)
    tab.show()
    session.open(str(result.path))
    loaded(qtbot, tab, 4)
    press(qtbot, tab, N, D)
    tab.close_down()
    assert session.canvas.mapTool() is None
    assert bands(session.canvas) == []
    session.close()  # reaches nobody any more


# The reviewed map


def test_the_reviewed_map_has_the_decisions_and_says_so(
    review: ReviewTab, session: Session, result: ResultFolder, qtbot: QtBot
) -> None:
    press(qtbot, review, N, "3", A)  # 25 pixels forest, 16 accepted
    click(qtbot, review, "export")
    qtbot.waitUntil(lambda: bool(session.told), timeout=20_000)
    (kind, sentence) = session.told[0]
    assert kind == "success", sentence
    assert "41 pixels reviewed, 25 of them changed" in sentence
    classes, codes, reasons = (
        facts(result.file(f"review/{name}_reviewed.tif")).values[0]
        for name in ("map", "reliability", "evidence")
    )
    assert (classes == 3).sum() == 25
    assert (classes[:5, :5] == 3).all()
    assert (codes == Reliability.HIGH).sum() == (reasons == Evidence.REVIEWED).sum() == 41
    assert (reasons[:4, 6:10] == Evidence.REVIEWED).all()
    assert all(of_role(f"{name}_reviewed")[0].isValid() for name in ("map", "reliability", "evidence"))


def test_exporting_again_renews_the_layers(
    review: ReviewTab, session: Session, result: ResultFolder, qtbot: QtBot
) -> None:
    press(qtbot, review, N, "3")
    for times in (1, 2):
        click(qtbot, review, "export")
        qtbot.waitUntil(lambda times=times: len(session.told) == times, timeout=20_000)
        press(qtbot, review, "1")
    assert len(of_role("map_reviewed")) == 1
    (layer,) = of_role("map_reviewed")
    value, _ = layer.dataProvider().sample(QgsPointXY(500_065, 4_999_995), 1)
    assert value == 1


def test_without_decisions_there_is_nothing_to_export(review: ReviewTab) -> None:
    assert not part(review, "export").isEnabled()


# Speed


def test_5000_places_are_listed_filtered_sorted_and_walked_without_a_stall(
    tab: ReviewTab, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    result = make_review(tmp_path / "result", [1 + number % 5 for number in range(5000)])
    view = part(tab, "regions", QTableView)
    classes = part(tab, "filter_class", QComboBox)
    QApplication.processEvents()
    with measured("listing 5,000 places") as listing:
        session.open(str(result.path))
        loaded(qtbot, tab, 5000)
    with measured("filtering them") as filtering:
        for name in ("forest", "grass", "All classes"):
            classes.setCurrentText(name)
            QApplication.processEvents()
        part(tab, "only_open").setChecked(True)
        QApplication.processEvents()
    with measured("sorting them") as sorting:
        for number in (*Column, Column.RANK):
            view.sortByColumn(number, Qt.SortOrder.AscendingOrder)
            QApplication.processEvents()
    with measured("walking over 50 of them") as walking:
        for _ in range(50):
            press(qtbot, tab, N)
            QApplication.processEvents()
    with measured("deciding on 20 of them") as deciding:
        for _ in range(20):
            press(qtbot, tab, A)
            QApplication.processEvents()
    assert max(listing(), filtering(), sorting(), walking(), deciding()) < STALL
    assert progress(tab).startswith("20 of 5000 reviewed")


def test_5000_earlier_decisions_are_read_without_a_stall(
    tab: ReviewTab, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    result = make_review(tmp_path / "result", [2] * 5000)
    session.open(str(result.path))
    loaded(qtbot, tab, 5000)
    press(qtbot, tab, N, A)
    with sqlite3.connect(result.edits) as others:
        for (name,) in others.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            others.execute(f'DROP TRIGGER "{name}"')  # they call functions that only GDAL has
        numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) "
        others.execute(f"INSERT INTO edits (region) {numbers} SELECT 10000000 - i FROM n")  # noqa: S608
    with measured("reading 5,000 decisions") as reading:
        session.open(str(result.path))
        qtbot.waitUntil(lambda: progress(tab).startswith("5000 of 5000"), timeout=20_000)
    assert reading() < STALL


def test_an_edit_takes_a_moment(review: ReviewTab, qtbot: QtBot) -> None:
    press(qtbot, review, N)
    began = time.thread_time()
    press(qtbot, review, "3")
    assert time.thread_time() - began < STALL / 1000


# Room


def test_the_inspector_has_most_of_the_room_while_it_is_used_and_the_list_otherwise(
    review: ReviewTab, canvas: QgsMapCanvas, qtbot: QtBot
) -> None:
    review.resize(420, 620)
    above, below = part(review, "halves").sizes()
    assert above > 2 * below
    press(qtbot, review, N)
    qtbot.waitUntil(lambda: review.inspector.pixel is not None)
    above, below = part(review, "halves").sizes()
    assert below == pytest.approx(2 * above, rel=0.15)
    review.resize(420, 720)
    above, below = part(review, "halves").sizes()
    assert below == pytest.approx(2 * above, rel=0.15)


def test_pointing_at_pixels_gives_the_inspector_room_before_the_first_click(
    review: ReviewTab, canvas: QgsMapCanvas, qtbot: QtBot
) -> None:
    review.resize(420, 620)
    click(qtbot, review, "inspect")
    above, below = part(review, "halves").sizes()
    assert below > above
    canvas.setMapTool(QgsMapToolPan(canvas))
    above, below = part(review, "halves").sizes()
    assert above > below


def test_a_divider_that_somebody_moved_stays_there(review: ReviewTab, qtbot: QtBot) -> None:
    review.resize(420, 620)
    halves = part(review, "halves")
    handle = halves.handle(1)
    moved = halves.sizes()
    qtbot.mousePress(handle, LEFT)
    there, none = QPointF(5, -60), Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(handle, QMouseEvent(QEvent.Type.MouseMove, there, LEFT, LEFT, none))
    qtbot.mouseRelease(handle, LEFT, pos=there.toPoint())
    before, moved = moved, halves.sizes()
    assert moved[0] < before[0]
    press(qtbot, review, N)
    qtbot.waitUntil(lambda: review.inspector.pixel is not None)
    assert halves.sizes() == moved


def test_what_is_rarely_needed_is_folded_away_and_that_is_remembered(
    review: ReviewTab, session: Session, qtbot: QtBot
) -> None:
    assert not part(review, "note").isVisible()
    click(qtbot, review, "more")
    assert part(review, "note").isVisible()
    another = ReviewTab(session)
    qtbot.addWidget(another)
    another.show()
    assert part(another, "list_again").isVisible()
    another.close_down()


def test_titles_and_reasons_fit_into_their_columns(review: ReviewTab) -> None:
    view = part(review, "regions", QTableView)
    header, letters = view.horizontalHeader(), view.fontMetrics()
    for number in Column:
        assert header.sectionSize(number) >= header.sectionSizeHint(number)
    widest = max(letters.horizontalAdvance(text) for text in column(review, Column.REASON))
    assert header.sectionSize(Column.REASON) > widest
