"""Shows a place on QGIS's map: moves there and outlines it."""

from __future__ import annotations

from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsRectangle, QgsWkbTypes
from qgis.gui import QgsMapCanvas

from ..transforms import moved, to_canvas
from .drawing import polygon_band

_MARGIN = 2.0
"""The canvas is so many times wider or higher than a region."""

_LEAST_PIXELS = 40
"""The canvas shows at least so many pixels of the map, so that one sees what lies around a small region."""


class Spotlight:
    """An outline on the map, and the way there.

    Args:
        canvas: QGIS's map.
    """

    def __init__(self, canvas: QgsMapCanvas) -> None:
        self._canvas = canvas
        self._band = polygon_band(canvas, filled=False)
        self._shape, self._crs = QgsGeometry(), QgsCoordinateReferenceSystem()

    def outline(self, shape: QgsGeometry, crs: QgsCoordinateReferenceSystem) -> None:
        """Outline a shape."""
        self._shape, self._crs = shape, crs
        self.renew()

    def renew(self) -> None:
        """Outline the same shape in the CRS that the canvas has now, if it has a place there."""
        self._band.reset(QgsWkbTypes.GeometryType.PolygonGeometry)
        shape = moved(self._shape, to_canvas(self._canvas, self._crs))
        if not shape.isEmpty():
            self._band.setToGeometry(shape)

    def clear(self) -> None:
        """Outline nothing."""
        self._shape = QgsGeometry()
        self._band.reset(QgsWkbTypes.GeometryType.PolygonGeometry)

    def set_visible(self, visible: bool) -> None:
        """Hide the outline for a while, or show it again."""
        self._band.setVisible(visible)

    def remove(self) -> None:
        """Take the outline off the map for good."""
        self._canvas.scene().removeItem(self._band)

    def go(
        self, box: QgsRectangle, crs: QgsCoordinateReferenceSystem, pixel: float, *, keep_scale: bool
    ) -> None:
        """Move the map to a region.

        Args:
            box: What the region fills.
            crs: Of the box.
            pixel: Size of a pixel of the map.
            keep_scale: Whether only the middle of the canvas moves.

        Raises:
            QgsCsException: The region has no place in the CRS of the canvas.
        """
        way = to_canvas(self._canvas, crs)
        if keep_scale:
            self._canvas.setCenter(way.transformBoundingBox(box).center())
        else:
            width, height = (
                max(_MARGIN * side, _LEAST_PIXELS * pixel) for side in (box.width(), box.height())
            )
            shown = QgsRectangle.fromCenterAndSize(box.center(), width, height)
            self._canvas.setExtent(way.transformBoundingBox(shown))
        self._canvas.refresh()
