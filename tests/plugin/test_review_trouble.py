"""The tab "Review" where something is odd or done at the wrong moment."""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from osgeo import gdal
from pytestqt.qtbot import QtBot
from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsPointXY, QgsProject, QgsRectangle
from qgis.gui import QgisInterface, QgsMapCanvas, QgsMapTool
from qgis.PyQt.QtCore import QEvent, Qt
from qgis.PyQt.QtGui import QKeyEvent
from qgis.PyQt.QtWidgets import (
    QAction,
    QApplication,
    QComboBox,
    QDialog,
    QDockWidget,
    QLabel,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QTabWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from surecover.core.resultfolder import ResultFolder
from surecover.core.scheme import ClassScheme, LandClass
from surecover.plugin.review.regions import Column
from surecover.plugin.review.review_tab import ReviewTab
from surecover.plugin.session import Session
from tests.headless.gdal_files import facts
from tests.plugin.resultfolders import make_result
from tests.plugin.reviewing import (
    CORNERS,
    CTRL,
    LEFT,
    A,
    D,
    N,
    P,
    Z,
    bands,
    canvas,
    clean,
    click,
    column,
    current,
    draw,
    edits_in,
    focus,
    loaded,
    part,
    press,
    result,
    review,
    rows,
    session,
    states,
    tab,
    write_regions,
)

__all__ = ["canvas", "clean", "result", "review", "session", "tab"]


def message(tab: ReviewTab) -> str:
    label = part(tab, "review_message", QLabel)
    return label.text() if label.isVisible() else ""


# The keys of others


@pytest.fixture
def elsewhere(review: ReviewTab, qtbot: QtBot) -> Iterator[QMainWindow]:
    """A window as that of QGIS, with the tab and a tree of layers; a place is looked at."""
    window = QMainWindow()
    tree = QTreeWidget(objectName="layers")
    for name in ("water", "3 rivers", "alps", "north"):
        tree.addTopLevelItem(QTreeWidgetItem([name]))
    inside = QWidget()
    layout = QVBoxLayout(inside)
    layout.addWidget(tree)
    layout.addWidget(review)
    window.setCentralWidget(inside)
    window.show()
    review.show()
    press(qtbot, review, N)
    yield window
    review.setParent(None)
    window.deleteLater()


def test_typing_in_a_tree_of_layers_chooses_there_and_decides_nothing(
    elsewhere: QMainWindow, review: ReviewTab, result: ResultFolder, qtbot: QtBot
) -> None:
    tree = elsewhere.findChild(QTreeWidget)
    for typed, chosen in (("3", "3 rivers"), ("a", "alps"), ("n", "north")):
        tree.setCurrentItem(tree.topLevelItem(0))
        focus(qtbot, tree)
        qtbot.keyClicks(tree, typed)
        assert tree.currentItem().text(0) == chosen
        QApplication.processEvents()
        tree.keyboardSearch("")  # ends the word
    assert not Path(result.edits).exists()
    assert current(review) == "1"


@pytest.mark.parametrize("kind", [QPlainTextEdit, QLineEdit, QDialog, QTreeWidget])
def test_keys_in_another_window_decide_nothing(
    review: ReviewTab, result: ResultFolder, qtbot: QtBot, kind: type
) -> None:
    press(qtbot, review, N)
    window = kind()
    qtbot.addWidget(window)
    window.show()
    press(qtbot, window, "3", A, N, D)
    qtbot.keyClick(window, Z, CTRL)
    assert not Path(result.edits).exists()
    assert current(review) == "1"


@pytest.mark.parametrize("name", ["filter_class", "filter_zone", "from_class"])
def test_typing_in_a_list_of_choices_chooses_there(
    review: ReviewTab, result: ResultFolder, qtbot: QtBot, name: str
) -> None:
    part(review, "more").setChecked(True)
    press(qtbot, review, N)
    box = part(review, name, QComboBox)
    box.addItem("3 rivers")
    press(qtbot, box, "3")
    assert box.currentText() == "3 rivers"
    press(qtbot, box, A)
    assert not Path(result.edits).exists()


def test_keys_work_from_any_button_and_after_a_click_between_them(review: ReviewTab, qtbot: QtBot) -> None:
    for name in ("next", "go_on", "regions", "draw"):
        part(review, name).setFocus()
        press(qtbot, review.focusWidget() or review, N)
    assert current(review) == "4"
    part(review, "filter_class").setFocus()
    qtbot.mouseClick(part(review, "progress"), LEFT)
    press(qtbot, QApplication.focusWidget(), P)
    assert current(review) == "3"


def test_keys_of_the_review_rest_while_features_are_edited_on_the_map(
    review: ReviewTab, canvas: QgsMapCanvas, result: ResultFolder, qtbot: QtBot
) -> None:
    class EditTool(QgsMapTool):
        def flags(self) -> QgsMapTool.Flag:
            return QgsMapTool.Flag.EditTool

    press(qtbot, review, N)
    tool = EditTool(canvas)
    canvas.setMapTool(tool)
    press(qtbot, canvas, "3", A, N)
    assert not Path(result.edits).exists()
    canvas.unsetMapTool(tool)
    press(qtbot, canvas, "3")
    assert len(edits_in(result.edits)) == 1


def test_undo_is_the_reviews_in_the_dock_and_that_of_qgis_comes_first_on_the_map(
    review: ReviewTab, canvas: QgsMapCanvas, result: ResultFolder, qtbot: QtBot
) -> None:
    undone = []
    for window in (review, canvas):
        action = QAction(window)
        action.setShortcut("Ctrl+Z")
        action.triggered.connect(lambda *_: undone.append(True))
        window.addAction(action)
    press(qtbot, review, N, "3", "1")
    qtbot.keyClick(part(review, "regions"), Z, CTRL)
    assert (len(edits_in(result.edits)), undone) == (1, [])
    focus(qtbot, canvas)
    qtbot.keyClick(canvas, Z, CTRL)
    assert (len(edits_in(result.edits)), undone) == (1, [True])
    action.setEnabled(False)
    qtbot.keyClick(canvas, Z, CTRL)
    assert edits_in(result.edits) == []


def test_a_held_key_decides_once(review: ReviewTab, result: ResultFolder, qtbot: QtBot) -> None:
    press(qtbot, review, N)
    qtbot.keyClick(review, A)
    for _ in range(3):
        event = QKeyEvent(QEvent.Type.KeyPress, A, Qt.KeyboardModifier.NoModifier, "a", True)
        QApplication.sendEvent(review, event)
    assert len(edits_in(result.edits)) == 1


# Another time, another place


def test_an_edit_counts_though_another_computers_clock_is_ahead(
    review: ReviewTab, session: Session, result: ResultFolder, qtbot: QtBot
) -> None:
    press(qtbot, review, N, "1")
    ahead = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=2)
    with sqlite3.connect(result.edits) as other:
        for (name,) in other.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            other.execute(f'DROP TRIGGER "{name}"')
        other.execute("UPDATE edits SET time = ?, reviewer = 'Bob'", (ahead.isoformat(),))
    session.open(str(result.path))
    loaded(qtbot, review, 4)
    press(qtbot, review, N, "3")
    assert states(review)[0] == "set to forest"
    click(qtbot, review, "export")
    qtbot.waitUntil(lambda: bool(session.told), timeout=20_000)
    assert (facts(result.file("review/map_reviewed.tif")).values[0][:5, :5] == 3).all()
    press(qtbot, review, "3")  # elsewhere the time is that of this computer
    times = [edit["time"] for edit in edits_in(result.edits)]
    assert times[0] == times[1] > times[2]


def test_the_outline_and_the_mark_follow_the_crs_of_the_project(
    review: ReviewTab, canvas: QgsMapCanvas, qtbot: QtBot
) -> None:
    press(qtbot, review, N)
    qtbot.waitUntil(lambda: review.inspector.pixel is not None)
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    (band,) = bands(canvas)
    assert band.asGeometry().boundingBox().center().distance(QgsPointXY(15.0003, 45.1534)) < 0.001


def test_a_half_drawn_shape_is_dropped_when_the_crs_changes(
    review: ReviewTab, canvas: QgsMapCanvas, result: ResultFolder, qtbot: QtBot
) -> None:
    press(qtbot, review, D)
    draw(qtbot, canvas, *CORNERS)
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    assert not part(review, "draw").isChecked()
    press(qtbot, canvas, "3")
    assert not Path(result.edits).exists()


def test_a_place_beyond_the_crs_of_the_project_is_told(
    review: ReviewTab, canvas: QgsMapCanvas, result: ResultFolder, qtbot: QtBot
) -> None:
    nowhere = QgsCoordinateReferenceSystem.fromProj(
        "+proj=gnom +lat_0=-60 +lon_0=-160 +datum=WGS84 +units=m +no_defs"
    )
    canvas.setDestinationCrs(nowhere)
    press(qtbot, review, N)
    assert "coordinate system" in message(review)
    assert bands(canvas) == []
    press(qtbot, review, A)
    assert states(review)[0] == "accepted"


def test_a_shape_that_has_no_place_on_the_map_is_told_and_not_stored(
    review: ReviewTab, session: Session, canvas: QgsMapCanvas, result: ResultFolder, qtbot: QtBot
) -> None:
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    canvas.setExtent(QgsRectangle(104.8, -0.2, 105.2, 0.2))
    press(qtbot, review, D)
    draw(qtbot, canvas, (104.9, 0.1), (105.1, 0.1), (105, -0.1))
    press(qtbot, canvas, "3")
    assert "no place" in session.told[0][1]
    assert not Path(result.edits).exists()


def test_on_a_rotated_map_shapes_lie_where_they_are_drawn(
    review: ReviewTab, canvas: QgsMapCanvas, result: ResultFolder, qtbot: QtBot
) -> None:
    canvas.setRotation(30)
    press(qtbot, review, D)
    draw(qtbot, canvas, *CORNERS)
    press(qtbot, canvas, "3")
    shape = QgsGeometry.fromWkt(edits_in(result.edits)[0]["wkt"])
    meant = QgsGeometry.fromPolygonXY([[QgsPointXY(*corner) for corner in CORNERS]])
    assert shape.intersection(meant).area() > 0.95 * meant.area()
    assert shape.area() < 1.05 * meant.area()


def test_results_in_degrees_are_reviewed_as_others(
    tab: ReviewTab, session: Session, canvas: QgsMapCanvas, tmp_path: Path, qtbot: QtBot
) -> None:
    degrees = (15.0, 0.0001, 0, 45.0, 0, -0.0001)
    folder = make_result(tmp_path / "degrees", transform=degrees)
    wgs84 = QgsCoordinateReferenceSystem("EPSG:4326").toWkt()
    for path in folder.path.rglob("*.tif"):
        dataset = gdal.Open(str(path), gdal.GA_Update)
        dataset.SetProjection(wgs84)
        dataset = None
    part(tab, "min_pixels").setValue(1)
    session.open(str(folder.path))
    qtbot.waitUntil(lambda: rows(tab) > 0, timeout=20_000)
    press(qtbot, tab, N)
    assert canvas.extent().width() < 1_000
    qtbot.waitUntil(lambda: tab.inspector.pixel is not None)
    press(qtbot, tab, "3")
    (edit,) = edits_in(folder.edits)
    assert QgsGeometry.fromWkt(edit["wkt"]).boundingBox().xMinimum() == pytest.approx(15, abs=0.001)


# Moments


def test_closing_the_dock_ends_the_drawing_but_leaving_the_tab_does_not(
    session: Session, canvas: QgsMapCanvas, result: ResultFolder, qgis_iface: QgisInterface, qtbot: QtBot
) -> None:
    dock, tabs, tab = QDockWidget(), QTabWidget(), ReviewTab(session)
    qtbot.addWidget(dock)
    tabs.addTab(tab, "Review")
    tabs.addTab(QWidget(), "Other")
    dock.setWidget(tabs)
    dock.show()
    session.open(str(result.path))
    loaded(qtbot, tab, 4)
    press(qtbot, tab, D)
    draw(qtbot, canvas, *CORNERS)
    tabs.setCurrentIndex(1)
    press(qtbot, canvas, "3")
    assert not Path(result.edits).exists()
    tabs.setCurrentIndex(0)
    assert part(tab, "accept").isEnabled()
    assert len(bands(canvas)) == 1
    dock.hide()
    assert canvas.mapTool() is None
    dock.show()
    assert not part(tab, "draw").isChecked()
    tab.close_down()


def test_a_project_that_is_closed_while_the_map_is_exported_leaves_nothing_in_the_next_one(
    review: ReviewTab, session: Session, qtbot: QtBot
) -> None:
    press(qtbot, review, N, "3")
    click(qtbot, review, "export")
    session.close()
    QgsProject.instance().clear()
    qtbot.waitUntil(lambda: not part(review, "run_progress").isVisible(), timeout=20_000)
    QApplication.processEvents()
    assert QgsProject.instance().mapLayers() == {}


def test_many_classes_with_odd_names_scroll_and_ten_have_keys(
    tab: ReviewTab, session: Session, result: ResultFolder, qtbot: QtBot
) -> None:
    names = ["Salt & pepper", "100 % {bare} %s", "غابة كثيفة", "x" * 300, *(f"class {i}" for i in range(40))]
    scheme = ClassScheme("odd", "Odd", tuple(LandClass(i, n, (i, i, i)) for i, n in enumerate(names, 1)))
    dataset = gdal.Open(result.file("map.tif"), gdal.GA_Update)
    dataset.SetMetadata(scheme.tags())
    dataset = None
    (result.path / "intermediate" / "scheme.json").write_text(scheme.to_json(), encoding="utf-8")
    write_regions(Path(result.regions), [5, 4, 3, 2])
    tab.resize(380, 620)
    session.open(str(result.path))
    loaded(qtbot, tab, 4)
    assert part(tab, "class_1").text() == "1 Salt && pepper"
    assert part(tab, "class_2").toolTip() == "The place is 100 % {bare} %s (key 2)"
    assert part(tab, "class_11").text() == "class 6"
    assert tab.minimumSizeHint().width() <= 380
    assert tab.minimumSizeHint().height() <= 620
    press(qtbot, tab, N, "0")
    part(tab, "class_44").click()
    assert [edit["to_class"] for edit in edits_in(result.edits)] == [10, 44]
    assert column(tab, Column.STATE)[1] == "set to class 39"
