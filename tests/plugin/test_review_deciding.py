"""The tab "Review", driven by clicks and keys as a reviewer drives it: decisions, shapes, sessions."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsGeometry,
    QgsProject,
    QgsRectangle,
)
from qgis.gui import QgsMapCanvas, QgsMapToolPan
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
)

from surecover.core import ROOT
from surecover.core.resultfolder import ResultFolder
from surecover.plugin.results import layers
from surecover.plugin.review.review_tab import ReviewTab
from surecover.plugin.session import Session
from tests.plugin.resultfolders import attached
from tests.plugin.reviewing import (
    CORNERS,
    CTRL,
    SHIFT,
    A,
    D,
    N,
    bands,
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
    rows,
    session,
    square,
    states,
    tab,
)

__all__ = ["canvas", "clean", "result", "review", "session", "tab"]


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
