"""Two rows of the tab "Review": the walk from place to place, and what happens to the list as a whole."""

from __future__ import annotations

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import (
    QAction,
    QCheckBox,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSpinBox,
    QToolButton,
    QWidget,
)

from ...core.stages.reviewregions import ReviewregionsJob
from ..parts import icon_button
from ..words import tr


class WalkBar(QWidget):
    """Previous and next, and how one goes there."""

    stepped = pyqtSignal(int)
    """Rows to go down."""

    def __init__(self) -> None:
        super().__init__()
        self._previous = QPushButton(tr("Back (P)"), objectName="previous")
        self._next = QPushButton(tr("Next (N)"), objectName="next")
        self._go_on = QCheckBox(tr("&Go on"), objectName="go_on", checked=True)
        self._keep_scale = icon_button("keep_scale", "lockedGray", tr("Keep the scale: move without zooming"))
        self._keep_scale.setCheckable(True)
        self._previous.setToolTip(tr("The place above in the list (key P)"))
        self._next.setToolTip(tr("The place below in the list (key N)"))
        self._go_on.setToolTip(tr("After a decision on a place, go to the next open one by itself"))
        self._previous.clicked.connect(lambda: self.stepped.emit(-1))
        self._next.clicked.connect(lambda: self.stepped.emit(1))
        layout = _row(self)
        layout.addWidget(self._previous, 1)
        layout.addWidget(self._next, 1)
        layout.addWidget(self._go_on)
        layout.addWidget(self._keep_scale)

    @property
    def goes_on(self) -> bool:
        """Whether a decision leads to the next open place."""
        return self._go_on.isChecked()

    @property
    def keeps_scale(self) -> bool:
        """Whether the map keeps its scale."""
        return self._keep_scale.isChecked()

    def allow(self, on: bool) -> None:
        """Switch the buttons on or off."""
        self._previous.setEnabled(on)
        self._next.setEnabled(on)


class ListBar(QWidget):
    """List again, and export."""

    list_wanted = pyqtSignal()
    export_wanted = pyqtSignal()
    other_export_wanted = pyqtSignal()
    """Into a folder that the person chooses."""

    def __init__(self) -> None:
        super().__init__()
        self._least = QSpinBox(objectName="min_pixels", minimum=1, maximum=1_000_000)
        self._again = QPushButton(tr("&List again"), objectName="list_again")
        self._export = QToolButton(objectName="export", text=tr("Export map"))
        self._least.setValue(ReviewregionsJob.min_pixels)
        self._least.setSuffix(" " + tr("px"))
        self._least.setPrefix("≥ ")
        self._least.setAccessibleName(tr("Least pixels of a place"))
        self._least.setToolTip(tr("Spots of fewer pixels are not listed; takes effect with “List again”"))
        self._again.setToolTip(tr("Look for doubtful places anew; decisions stay"))
        self._export.setToolTip(
            tr("Make a new map with all decisions, beside them in the folder “review”; the map itself stays")
        )
        self._export.setAccessibleName(tr("Export reviewed map"))
        self._export.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        elsewhere = QAction(tr("Export to another folder…"), self)
        menu = QMenu(self)
        menu.addAction(elsewhere)
        self._export.setMenu(menu)
        self._again.clicked.connect(self.list_wanted)
        self._export.clicked.connect(self.export_wanted)
        elsewhere.triggered.connect(self.other_export_wanted)
        layout = _row(self)
        layout.addWidget(self._least)
        layout.addWidget(self._again, 1)
        layout.addWidget(self._export)

    @property
    def least_pixels(self) -> int:
        """Of a place in the list."""
        return self._least.value()

    def allow(self, *, listing: bool, exporting: bool) -> None:
        """Switch the buttons on or off."""
        self._again.setEnabled(listing)
        self._export.setEnabled(exporting)


def _row(widget: QWidget) -> QHBoxLayout:
    layout = QHBoxLayout(widget)
    layout.setContentsMargins(0, 0, 0, 0)
    return layout
