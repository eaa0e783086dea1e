"""Comparing two maps on the canvas: swipe and flicker, and everything put back afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsProject
from qgis.gui import QgisInterface, QgsMapCanvas, QgsMapToolPan, QgsRubberBand
from qgis.PyQt.QtCore import QEvent, QPoint, QPointF, Qt
from qgis.PyQt.QtGui import QHideEvent, QMouseEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QPushButton,
    QRadioButton,
    QSlider,
    QTabWidget,
    QWidget,
)

from surecover.core.resultfolder import ResultFolder
from surecover.plugin.results import layers
from surecover.plugin.results.compare import Comparison
from surecover.plugin.results.results_tab import ResultsTab
from surecover.plugin.session import Session
from tests.plugin.resultfolders import SCHEME, make_result

WATER, GRASS, FOREST = ("#" + bytes(c.color).hex() for c in SCHEME.classes)
GREY = "#8c8c8c"
SIDE = 400


@pytest.fixture
def result(tmp_path: Path) -> ResultFolder:
    """On 3 May all was water, in the end all is forest; the picture is grey."""
    whole = {sign: 4 * (4 * sign + "\n") for sign in "135"}
    return make_result(
        tmp_path / "valley", classes=whole["3"], dates={"2021-05-03": whole["1"]}, clusters=whole["5"]
    )


@pytest.fixture
def canvas(qgis_iface: QgisInterface, qgis_new_project: None) -> QgsMapCanvas:
    canvas = qgis_iface.mapCanvas()
    canvas.setFixedSize(SIDE, SIDE)
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:32633"))
    canvas.window().show()
    canvas.show()
    return canvas


@pytest.fixture
def session(qgis_iface: QgisInterface) -> Session:
    return Session(qgis_iface)


@pytest.fixture
def tab(session: Session, canvas: QgsMapCanvas, result: ResultFolder, qtbot: QtBot) -> Iterator[ResultsTab]:
    tab = ResultsTab(session)
    qtbot.addWidget(tab)
    tab.resize(420, 600)
    tab.show()
    session.open(result.path)
    canvas.setExtent(layers.find_layers(result)["map"].extent())
    with qtbot.waitSignal(canvas.mapCanvasRefreshed):
        canvas.refresh()
    choose(tab, "compare_a", "Land cover, 3 May 2021")
    yield tab
    tab.close_down()
    QgsProject.instance().clear()


def choose(tab: ResultsTab, combo: str, name: str) -> None:
    box = tab.findChild(QComboBox, combo)
    box.setCurrentIndex(box.findText(name))


def start(tab: ResultsTab, mode: str, qtbot: QtBot) -> Comparison:
    """Begin to compare, and wait for the pictures."""
    comparison = tab.findChild(Comparison)
    with qtbot.waitSignal(comparison.drawn):
        tab.findChild(QRadioButton, f"compare_{mode}").click()
    return comparison


def at(canvas: QgsMapCanvas, x: float, y: float = 0.6) -> str:
    """Colour on the canvas, at parts of its width and height."""
    size = canvas.viewport().size()
    point = QPoint(round(x * size.width()), round(y * size.height()))
    return canvas.viewport().grab().toImage().pixelColor(point).name()


def mouse(canvas: QgsMapCanvas, kind: QEvent.Type, x: float, held: bool) -> None:
    viewport = canvas.viewport()
    point = QPointF(x * viewport.width(), 200)
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    moving = kind == QEvent.Type.MouseMove
    event = QMouseEvent(
        kind, point, none if moving else left, left if held else none, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(viewport, event)


def drag(canvas: QgsMapCanvas, start: float, end: float) -> None:
    mouse(canvas, QEvent.Type.MouseButtonPress, start, True)
    mouse(canvas, QEvent.Type.MouseMove, (start + end) / 2, True)
    mouse(canvas, QEvent.Type.MouseMove, end, True)
    mouse(canvas, QEvent.Type.MouseButtonRelease, end, False)


def test_the_picture_the_dates_the_fused_the_final_and_the_external_map_can_be_compared(
    tab: ResultsTab,
) -> None:
    for name, chosen in (("compare_a", "Land cover, 3 May 2021"), ("compare_b", "Land cover")):
        combo = tab.findChild(QComboBox, name)
        assert [combo.itemText(i) for i in range(combo.count())] == [
            "Satellite picture",
            "Land cover, 3 May 2021",
            "All dates, before the correction",
            "Land cover",
            "Old map",
        ]
        assert combo.currentText() == chosen


def test_swiping_shows_a_left_and_b_right_of_the_divider(
    tab: ResultsTab, canvas: QgsMapCanvas, qtbot: QtBot
) -> None:
    start(tab, "swipe", qtbot)
    assert [at(canvas, x) for x in (0.1, 0.45, 0.55, 0.9)] == [WATER, WATER, FOREST, FOREST]


def test_dragging_the_divider_moves_it_and_the_slider(
    tab: ResultsTab, canvas: QgsMapCanvas, qtbot: QtBot
) -> None:
    start(tab, "swipe", qtbot)
    drag(canvas, 0.5, 0.8)
    assert [at(canvas, x) for x in (0.55, 0.75, 0.85)] == [WATER, WATER, FOREST]
    assert tab.findChild(QSlider, "divider").value() == 80
    drag(canvas, 0.8, -0.3)
    assert at(canvas, 0.05) == FOREST


def test_beside_the_divider_the_map_tool_gets_the_mouse(
    tab: ResultsTab, canvas: QgsMapCanvas, qtbot: QtBot
) -> None:
    start(tab, "swipe", qtbot)
    tool = QgsMapToolPan(canvas)
    canvas.setMapTool(tool)
    before = canvas.extent()
    drag(canvas, 0.5, 0.6)
    assert canvas.extent() == before
    drag(canvas, 0.2, 0.3)
    assert canvas.extent() != before
    canvas.unsetMapTool(tool)


def test_the_pointer_says_where_the_divider_can_be_taken(
    tab: ResultsTab, canvas: QgsMapCanvas, qtbot: QtBot
) -> None:
    tool = QgsMapToolPan(canvas)
    canvas.setMapTool(tool)
    start(tab, "swipe", qtbot)
    usual = canvas.viewport().cursor().shape()
    found = []
    for x in (0.5, 0.3, 0.5):
        mouse(canvas, QEvent.Type.MouseMove, x, False)
        found.append(canvas.viewport().cursor().shape())
    tab.findChild(QRadioButton, "compare_off").click()
    split = Qt.CursorShape.SplitHCursor
    assert [*found, canvas.viewport().cursor().shape()] == [split, usual, split, usual]
    assert usual == Qt.CursorShape.OpenHandCursor
    canvas.unsetMapTool(tool)


def test_keys_move_the_divider_and_not_the_map(tab: ResultsTab, canvas: QgsMapCanvas, qtbot: QtBot) -> None:
    start(tab, "swipe", qtbot)
    before = canvas.extent()
    for _ in range(5):
        QTest.keyClick(canvas, Qt.Key.Key_Right)
    assert [at(canvas, x) for x in (0.57, 0.63)] == [WATER, FOREST]
    QTest.keyClick(canvas, Qt.Key.Key_Left)
    assert at(canvas, 0.59) == FOREST
    assert canvas.extent() == before


def test_the_slider_moves_the_divider(tab: ResultsTab, canvas: QgsMapCanvas, qtbot: QtBot) -> None:
    start(tab, "swipe", qtbot)
    QTest.keyClick(tab.findChild(QSlider, "divider"), Qt.Key.Key_Home)
    assert at(canvas, 0.05) == FOREST


def test_the_names_stand_at_the_top(tab: ResultsTab, canvas: QgsMapCanvas, qtbot: QtBot) -> None:
    start(tab, "swipe", qtbot)
    height = canvas.fontMetrics().height() / SIDE
    for x in (0.49 - height, 0.51 + height):
        assert at(canvas, x, 0.6 * height) == canvas.palette().base().color().name()


def test_another_choice_is_drawn_at_once(tab: ResultsTab, canvas: QgsMapCanvas, qtbot: QtBot) -> None:
    comparison = start(tab, "swipe", qtbot)
    with qtbot.waitSignal(comparison.drawn):
        choose(tab, "compare_a", "Satellite picture")
    assert [at(canvas, x) for x in (0.2, 0.8)] == [GREY, FOREST]


def test_a_dimmed_map_is_compared_dimmed_on_the_picture(
    tab: ResultsTab, canvas: QgsMapCanvas, qtbot: QtBot
) -> None:
    comparison = start(tab, "swipe", qtbot)
    with qtbot.waitSignal(comparison.drawn):
        tab.findChild(QRadioButton, "blend_doubtful").click()
    assert at(canvas, 0.9, 0.4) == GREY


def test_when_the_view_moves_the_pictures_follow(tab: ResultsTab, canvas: QgsMapCanvas, qtbot: QtBot) -> None:
    comparison = start(tab, "swipe", qtbot)
    extent = canvas.extent()
    extent.setXMinimum(extent.xMinimum() - extent.width())
    with qtbot.waitSignal(comparison.drawn):
        canvas.setExtent(extent)
        canvas.refresh()
        assert at(canvas, 0.1) == "#ffffff"  # the old picture has moved with the map
    assert [at(canvas, x) for x in (0.1, 0.9)] == ["#ffffff", FOREST]


def test_what_map_tools_draw_stays_above(tab: ResultsTab, canvas: QgsMapCanvas, qtbot: QtBot) -> None:
    band = QgsRubberBand(canvas)
    band.setToGeometry(QgsGeometry.fromRect(canvas.extent()))
    band.setFillColor(Qt.GlobalColor.red)
    start(tab, "swipe", qtbot)
    assert at(canvas, 0.2) == "#ff0000"
    canvas.scene().removeItem(band)


def test_flickering_alternates(tab: ResultsTab, canvas: QgsMapCanvas, qtbot: QtBot) -> None:
    tab.findChild(QSlider, "pace").setValue(3)
    comparison = start(tab, "flicker", qtbot)
    seen = []
    for _ in range(3):
        with qtbot.waitSignal(comparison.flipped, timeout=1000):
            pass
        seen.append(at(canvas, 0.5))
    assert set(seen) == {FOREST, WATER}
    assert seen[0] == seen[2] != seen[1]


def test_the_pace_is_03_to_2_seconds(tab: ResultsTab, qtbot: QtBot) -> None:
    pace = tab.findChild(QSlider, "pace")
    assert (pace.minimum(), pace.maximum()) == (3, 20)


@pytest.mark.parametrize("way", ["space", "button"])
def test_it_can_be_switched_by_hand(tab: ResultsTab, canvas: QgsMapCanvas, qtbot: QtBot, way: str) -> None:
    tab.findChild(QCheckBox, "automatic").setChecked(False)
    start(tab, "flicker", qtbot)
    seen = []
    for _ in range(3):
        seen.append(at(canvas, 0.5))
        if way == "space":
            QTest.keyClick(canvas, Qt.Key.Key_Space)
        else:
            tab.findChild(QPushButton, "switch").click()
    assert seen == [WATER, FOREST, WATER]


def test_without_the_tick_nothing_changes_by_itself(tab: ResultsTab, qtbot: QtBot) -> None:
    tab.findChild(QSlider, "pace").setValue(3)
    comparison = start(tab, "flicker", qtbot)
    tab.findChild(QCheckBox, "automatic").setChecked(False)
    with qtbot.assertNotEmitted(comparison.flipped, wait=500):
        pass


def test_the_project_is_not_touched(tab: ResultsTab, canvas: QgsMapCanvas, qtbot: QtBot) -> None:
    project = QgsProject.instance()
    project.setDirty(False)
    drawn_layers, tree = canvas.layers(), project.layerTreeRoot().dump()
    start(tab, "swipe", qtbot)
    tab.findChild(QRadioButton, "compare_flicker").click()
    tab.findChild(QPushButton, "switch").click()
    assert (canvas.layers(), project.layerTreeRoot().dump()) == (drawn_layers, tree)
    assert not project.isDirty()


@pytest.mark.parametrize("ending", ["off", "tab", "hidden", "closed", "project", "layers"])
def test_afterwards_everything_is_as_before(
    tab: ResultsTab,
    session: Session,
    canvas: QgsMapCanvas,
    qtbot: QtBot,
    result: ResultFolder,
    ending: str,
) -> None:
    tool = QgsMapToolPan(canvas)
    canvas.setMapTool(tool)
    items, cursor = len(canvas.items()), canvas.viewport().cursor().shape()
    tab.findChild(QSlider, "pace").setValue(3)
    comparison = start(tab, "swipe", qtbot)
    assert len(canvas.items()) == items + 1
    tab.findChild(QRadioButton, "compare_flicker").click()
    if ending == "off":
        tab.findChild(QRadioButton, "compare_off").click()
    elif ending == "tab":
        tabs = QTabWidget()
        qtbot.addWidget(tabs)
        tabs.addTab(tab, "a")
        tabs.addTab(QWidget(), "b")
        tabs.show()
        tab.findChild(QRadioButton, "compare_flicker").click()
        tabs.setCurrentIndex(1)
        tab.setParent(None)
    elif ending == "hidden":
        tab.hide()
    elif ending == "closed":
        session.close()
    elif ending == "project":
        QgsProject.instance().clear()
    else:
        gone = [layer.id() for role, layer in layers.find_layers(result).items() if role != "map"]
        QgsProject.instance().removeMapLayers(gone)
    assert len(canvas.items()) == items
    assert canvas.mapTool() is tool
    assert canvas.viewport().cursor().shape() == cursor
    assert tab.findChild(QRadioButton, "compare_off").isChecked()
    with qtbot.assertNotEmitted(comparison.flipped), qtbot.assertNotEmitted(comparison.drawn, wait=400):
        canvas.refresh()
    QTest.keyClick(canvas, Qt.Key.Key_Space)
    canvas.unsetMapTool(tool)


def test_switching_the_plugin_off_ends_it(
    tab: ResultsTab, session: Session, canvas: QgsMapCanvas, qtbot: QtBot
) -> None:
    items = len(canvas.items())
    other = ResultsTab(session)
    qtbot.addWidget(other)
    start(other, "flicker", qtbot)
    other.close_down()
    assert len(canvas.items()) == items
    QgsProject.instance().clear()


def test_minimising_qgis_does_not_end_it(tab: ResultsTab, canvas: QgsMapCanvas, qtbot: QtBot) -> None:
    start(tab, "swipe", qtbot)

    class Minimised(QHideEvent):
        def spontaneous(self) -> bool:
            return True

    tab.hideEvent(Minimised())
    assert tab.findChild(QRadioButton, "compare_swipe").isChecked()


def test_it_can_begin_again(tab: ResultsTab, canvas: QgsMapCanvas, qtbot: QtBot) -> None:
    for _ in range(3):
        start(tab, "swipe", qtbot)
        assert at(canvas, 0.2) == WATER
        tab.findChild(QRadioButton, "compare_off").click()
