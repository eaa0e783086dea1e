"""Drawing a polygon by clicks and keys on the map."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot
from qgis.core import QgsGeometry, QgsRectangle
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QPoint, Qt

from surecover.plugin.review.drawing import PolygonTool

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


@pytest.fixture
def canvas(qtbot: QtBot) -> QgsMapCanvas:
    canvas = QgsMapCanvas()
    qtbot.addWidget(canvas)
    canvas.resize(200, 200)
    canvas.show()
    qtbot.waitExposed(canvas)
    canvas.setExtent(QgsRectangle(0, 0, 200, 200))
    return canvas


@pytest.fixture
def tool(canvas: QgsMapCanvas) -> Iterator[PolygonTool]:
    tool = PolygonTool(canvas)
    canvas.setMapTool(tool)
    yield tool
    canvas.unsetMapTool(tool)
    tool.remove()


@pytest.fixture
def click(qtbot: QtBot, canvas: QgsMapCanvas) -> object:
    def click(*places: tuple[int, int], button: Qt.MouseButton = LEFT) -> None:
        for x, y in places:
            qtbot.mouseClick(canvas.viewport(), button, pos=QPoint(x, y))

    return click


CORNERS = ((50, 50), (150, 50), (150, 150), (50, 150))


def drawn(tool: PolygonTool) -> QgsGeometry:
    assert tool.shape is not None
    return tool.shape


def test_clicks_add_corners_and_a_right_click_closes(tool: PolygonTool, click: object) -> None:
    click(*CORNERS)
    assert tool.shape is None
    click((10, 10), button=RIGHT)
    assert drawn(tool).area() == pytest.approx(10_000, rel=0.05)


def test_enter_closes_too(qtbot: QtBot, canvas: QgsMapCanvas, tool: PolygonTool, click: object) -> None:
    click(*CORNERS)
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert drawn(tool).area() == pytest.approx(10_000, rel=0.05)


def test_backspace_takes_the_last_corner_back(
    qtbot: QtBot, canvas: QgsMapCanvas, tool: PolygonTool, click: object
) -> None:
    click(*CORNERS)
    qtbot.keyClick(canvas, Qt.Key.Key_Backspace)
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert drawn(tool).area() == pytest.approx(5_000, rel=0.05)


def test_two_corners_are_no_shape_yet(
    qtbot: QtBot, canvas: QgsMapCanvas, tool: PolygonTool, click: object
) -> None:
    click(*CORNERS[:2])
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert tool.shape is None
    click(*CORNERS[2:])
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert drawn(tool).area() == pytest.approx(10_000, rel=0.05)


def test_escape_gives_up(qtbot: QtBot, canvas: QgsMapCanvas, tool: PolygonTool, click: object) -> None:
    click(*CORNERS[:2])
    with qtbot.waitSignal(tool.given_up):
        qtbot.keyClick(canvas, Qt.Key.Key_Escape)


def test_a_shape_that_crosses_itself_becomes_sound_polygons(tool: PolygonTool, click: object) -> None:
    click((50, 50), (150, 150), (150, 50), (50, 150))
    click((10, 10), button=RIGHT)
    assert drawn(tool).isGeosValid()
    assert drawn(tool).area() == pytest.approx(5_000, rel=0.05)


def test_a_click_after_closing_begins_another_shape(tool: PolygonTool, click: object) -> None:
    click(*CORNERS)
    click((10, 10), button=RIGHT)
    click(CORNERS[0])
    assert tool.shape is None
    click((60, 50), (60, 60))
    click((10, 10), button=RIGHT)
    assert drawn(tool).area() == pytest.approx(50, rel=0.2)


def test_what_was_drawn_can_be_forgotten(tool: PolygonTool, click: object) -> None:
    click(*CORNERS)
    click((10, 10), button=RIGHT)
    tool.clear()
    assert tool.shape is None
