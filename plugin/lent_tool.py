"""A map tool that the canvas lends to the dock for a while."""

from __future__ import annotations

from qgis.gui import QgsMapCanvas, QgsMapTool
from qgis.PyQt import sip


class LentTool(QgsMapTool):
    """Takes the place of the canvas's tool, and gives it back.

    Args:
        canvas: QGIS's map.
    """

    def __init__(self, canvas: QgsMapCanvas) -> None:
        super().__init__(canvas)
        self._former: QgsMapTool | None = None

    def take_over(self) -> None:
        """Become the canvas's tool."""
        self._former = self.canvas().mapTool()
        self.canvas().setMapTool(self)
        self.canvas().setFocus()

    def give_back(self) -> None:
        """Let the canvas have the tool that it had before, if this one is still there."""
        former, self._former = self._former, None
        if sip.isdeleted(self) or not self.isActive():
            return
        self.canvas().unsetMapTool(self)
        if former is not None and not sip.isdeleted(former):
            self.canvas().setMapTool(former)
