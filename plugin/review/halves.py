"""The list above, the inspector below: whichever is used has the room."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QResizeEvent
from qgis.PyQt.QtWidgets import QSplitter, QWidget

from ..inspector.inspector import Inspector

_INSPECTED, _LISTED = 0.66, 0.2
"""Share of the height that the inspector has while it is used, and otherwise."""


class Halves(QSplitter):
    """Divides the height by itself until a person moves the divider.

    Args:
        above: The list.
        inspector: Stands below it.
    """

    def __init__(self, above: QWidget, inspector: Inspector) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self.setObjectName("halves")
        self.setChildrenCollapsible(False)
        self.addWidget(above)
        self.addWidget(inspector)
        self._inspector = inspector
        self._divided = False
        self.splitterMoved.connect(self._leave_it)
        inspector.use_changed.connect(self._divide)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep the shares."""
        super().resizeEvent(event)
        self._divide()

    def _leave_it(self) -> None:
        self._divided = True

    def _divide(self) -> None:
        if not self._divided:
            share = _INSPECTED if self._inspector.is_used else _LISTED
            below = round(share * self.height())
            self.setSizes([self.height() - below, below])
