"""Pointing at pixels of the map: the map tool, and the mark of the pixel that is shown."""

from __future__ import annotations

from qgis.core import QgsGeometry, QgsPointXY, QgsWkbTypes
from qgis.gui import QgsMapCanvas, QgsMapMouseEvent, QgsRubberBand, QgsVertexMarker
from qgis.PyQt.QtCore import QEvent, QObject, Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor

from ..lent_tool import LentTool

_STEPS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}


class InspectTool(LentTool):
    """Tells where on the map somebody points, and which arrow keys are pressed."""

    clicked = pyqtSignal(QgsPointXY)

    moved = pyqtSignal(QgsPointXY)

    stepped = pyqtSignal(int, int)
    """Rows and columns."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        super().__init__(canvas)
        self.setCursor(Qt.CursorShape.CrossCursor)

    def activate(self) -> None:
        """Called by the canvas. Arrow keys are caught before it pans by them."""
        super().activate()
        self.canvas().installEventFilter(self)

    def deactivate(self) -> None:
        """Called by the canvas."""
        self.canvas().removeEventFilter(self)
        super().deactivate()

    def canvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit(event.mapPoint())

    def canvasMoveEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802 - Qt's name
        """The mouse moves."""
        self.moved.emit(event.mapPoint())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Take plain arrow keys from the canvas."""
        if event.type() != QEvent.Type.KeyPress or event.key() not in _STEPS:
            return False
        if event.modifiers() not in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier):
            return False
        self.stepped.emit(*_STEPS[event.key()])
        return True


class Mark:
    """Outlines a pixel on the map, with a cross that is seen however small the pixel is.

    Args:
        canvas: The map.
    """

    def __init__(self, canvas: QgsMapCanvas) -> None:
        self._canvas = canvas
        self._outline = QgsRubberBand(canvas, QgsWkbTypes.GeometryType.PolygonGeometry)
        self._outline.setFillColor(QColor(0, 0, 0, 0))
        self._outline.setStrokeColor(QColor(0, 0, 0))
        self._outline.setSecondaryStrokeColor(QColor(255, 255, 255))
        self._outline.setWidth(2)
        self._cross = QgsVertexMarker(canvas)
        self._cross.setIconType(QgsVertexMarker.IconType.ICON_CROSS)
        self._cross.setColor(QColor(0, 0, 0))
        self.hide()

    def show(self, square: QgsGeometry) -> None:
        """Mark a place in the canvas's CRS."""
        self._outline.setToGeometry(square)
        self._cross.setCenter(square.boundingBox().center())
        self._outline.show()
        self._cross.show()

    def hide(self) -> None:
        """Mark nothing."""
        self._outline.hide()
        self._cross.hide()

    def is_visible(self) -> bool:
        """Whether anything is marked."""
        return self._outline.isVisible()

    def remove(self) -> None:
        """Take the mark off the map for good."""
        for item in (self._outline, self._cross):
            self._canvas.scene().removeItem(item)
