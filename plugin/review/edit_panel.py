"""The buttons with which a reviewer goes from place to place and decides."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...core.scheme import LandClass
from ..parts import chip
from ..words import tr

DIGITS = "1234567890"
"""Keys of the first ten classes."""

_COLUMNS = 3
_ROWS = 4
"""Rows of classes that are seen without scrolling."""

_LETTERS = 13
"""Of a class's name on its button."""


class EditPanel(QWidget):
    """Asks what to do; does nothing itself."""

    stepped = pyqtSignal(int)
    """Rows to go down in the list."""

    accepted = pyqtSignal()
    classified = pyqtSignal(int)
    """The id of the class that the place gets."""

    drawing = pyqtSignal(bool)
    """Whether somebody wants to draw, or to stop drawing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._previous = _button("previous", tr("Back (P)"), tr("The place above in the list (key P)"))
        self._next = _button("next", tr("Next (N)"), tr("The place below in the list (key N)"))
        self._accept = _button("accept", tr("Accept (A)"), tr("The place is right as it is (key A)"))
        draw = tr(
            "Draw a polygon on the map (key D): click its corners, close it by a right click or Enter, then "
            "choose its class. Backspace takes a corner back, Esc gives up."
        )
        self._draw = _button("draw", tr("Draw (D)"), draw)
        self._draw.setCheckable(True)
        self._classes = QWidget()
        self._scroll = QScrollArea()
        self._buttons: list[QToolButton] = []
        self._lay_out()
        self._previous.clicked.connect(lambda: self.stepped.emit(-1))
        self._next.clicked.connect(lambda: self.stepped.emit(1))
        self._accept.clicked.connect(self.accepted)
        self._draw.toggled.connect(self.drawing)

    def offer(self, classes: Sequence[LandClass]) -> None:
        """Make a button of each class."""
        grid = self._classes.layout()
        for button in self._buttons:
            grid.removeWidget(button)
            button.deleteLater()
        self._buttons = [self._class_button(*numbered) for numbered in enumerate(classes)]
        for order, button in enumerate(self._buttons):
            grid.addWidget(button, order // _COLUMNS, order % _COLUMNS)
        row = max(button.sizeHint().height() for button in self._buttons) + grid.verticalSpacing()
        rows = -(-len(self._buttons) // _COLUMNS)
        self._scroll.setFixedHeight(min(rows, _ROWS) * row)

    def allow(self, *, walking: bool, deciding: bool, drawing: bool) -> None:
        """Switch on what is possible now."""
        for button in (self._previous, self._next):
            button.setEnabled(walking)
        for button in (self._accept, *self._buttons):
            button.setEnabled(deciding)
        self._draw.setEnabled(drawing)

    def toggle_drawing(self) -> None:
        """Begin to draw, or stop."""
        if self._draw.isEnabled():
            self._draw.toggle()

    def set_drawing(self, on: bool) -> None:
        """Show whether somebody draws."""
        self._draw.blockSignals(True)
        self._draw.setChecked(on)
        self._draw.blockSignals(False)

    def _class_button(self, order: int, land_class: LandClass) -> QToolButton:
        key = DIGITS[order] if order < len(DIGITS) else ""
        metrics = self.fontMetrics()
        name = metrics.elidedText(
            land_class.name, Qt.TextElideMode.ElideRight, _LETTERS * metrics.averageCharWidth()
        )
        tip = tr("The place is {name} (key {key})") if key else tr("The place is {name}")
        button = _button(
            f"class_{land_class.id}",
            f"{key} {name}".strip().replace("&", "&&"),
            tip.format(name=land_class.name, key=key),
        )
        button.setIcon(QIcon(chip(land_class.color, self)))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setAccessibleName(land_class.name)
        button.clicked.connect(lambda: self.classified.emit(land_class.id))
        return button

    def _lay_out(self) -> None:
        actions = QHBoxLayout()
        actions.setSpacing(2)
        for button in (self._previous, self._next, self._accept, self._draw):
            actions.addWidget(button, button.sizeHint().width())
        grid = QGridLayout(self._classes)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(2)
        for column in range(_COLUMNS):
            grid.setColumnStretch(column, 1)
        self._scroll.setWidget(self._classes)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(actions)
        layout.addWidget(self._scroll)


def _button(name: str, text: str, tip: str) -> QToolButton:
    button = QToolButton(objectName=name)
    button.setText(text)
    button.setToolTip(tip)
    button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # a narrow dock stays narrow
    return button
