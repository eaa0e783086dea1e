"""Draws a polygon on the map."""

from __future__ import annotations

from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsPointXY, QgsWkbTypes
from qgis.gui import QgsMapCanvas, QgsMapMouseEvent, QgsRubberBand
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor, QKeyEvent

from ...core.errors import SureCoverError
from ..lent_tool import LentTool
from ..transforms import from_canvas, moved
from ..words import tr

_LEAST = 3
OUTLINE, _EDGE = QColor(255, 255, 0), QColor(0, 0, 0)
"""Yellow on black is seen on every map."""

_FILL = QColor(255, 255, 255, 50)


def polygon_band(canvas: QgsMapCanvas, *, filled: bool) -> QgsRubberBand:
    """An outline on the map, above all layers, that is seen whatever lies below."""
    band = QgsRubberBand(canvas, QgsWkbTypes.GeometryType.PolygonGeometry)
    band.setStrokeColor(OUTLINE)
    band.setSecondaryStrokeColor(_EDGE)
    band.setFillColor(_FILL if filled else QColor(0, 0, 0, 0))
    band.setWidth(2)
    return band


class PolygonTool(LentTool):
    """Left click adds a point, right click or Enter closes, Backspace takes a point back, Esc gives up.

    Attributes:
        shape: What was drawn, in the CRS of the canvas, from its closing until the next is begun or `clear`.

    Args:
        canvas: QGIS's map.
    """

    changed = pyqtSignal()
    """A shape was closed, or another one was begun."""

    given_up = pyqtSignal()

    def __init__(self, canvas: QgsMapCanvas) -> None:
        super().__init__(canvas)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.shape: QgsGeometry | None = None
        self._points: list[QgsPointXY] = []
        self._band = polygon_band(canvas, filled=True)

    def shape_in(self, crs: QgsCoordinateReferenceSystem) -> QgsGeometry:
        """What was drawn, in another CRS.

        Raises:
            SureCoverError: It has no place there.
        """
        shape = moved(self.shape, from_canvas(self.canvas(), crs))
        if shape.isEmpty():
            raise SureCoverError(tr("The shape has no place in the coordinate system of the map."))
        return shape

    def clear(self) -> None:
        """Forget what was drawn."""
        self.shape = None
        self._points.clear()
        self._band.reset(QgsWkbTypes.GeometryType.PolygonGeometry)

    def remove(self) -> None:
        """Vanish from the map for good."""
        self.canvas().scene().removeItem(self._band)
        self.deleteLater()

    def canvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802
        """Add a point, or close."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._points.append(event.mapPoint())
            self._show()
            if self.shape:
                self.shape = None
                self.changed.emit()
        elif event.button() == Qt.MouseButton.RightButton:
            self._close()

    def canvasMoveEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802
        """Show how the polygon would go on."""
        if self._points:
            self._show(event.mapPoint())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Close, take a point back, or give up."""
        actions = {
            Qt.Key.Key_Return: self._close, Qt.Key.Key_Enter: self._close,
            Qt.Key.Key_Backspace: self._take_back, Qt.Key.Key_Escape: self.given_up.emit,
        }  # fmt: skip
        if event.key() in actions:
            actions[event.key()]()
            event.ignore()  # which tells QGIS not to delete selected features with Backspace

    def _take_back(self) -> None:
        del self._points[-1:]
        self._show()

    def _close(self) -> None:
        shape = QgsGeometry.fromPolygonXY([self._points]) if len(self._points) >= _LEAST else QgsGeometry()
        if not shape.isGeosValid():  # the outline crosses itself
            shape = shape.makeValid()
        shape.convertGeometryCollectionToSubclass(QgsWkbTypes.GeometryType.PolygonGeometry)
        if shape.area() > 0:
            self._show()
            self._points.clear()
            self.shape = shape
            self.changed.emit()

    def _show(self, *more: QgsPointXY) -> None:
        points = [*self._points, *more]
        self._band.setToGeometry(QgsGeometry.fromPolygonXY([points]) if points else QgsGeometry())
