"""The buttons and fields with which a reviewer decides."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import QgsApplication, QgsSettings
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
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

_REVIEWER = "surecover/reviewer"
_COLUMNS = 3
_ROWS = 4
"""Rows of classes that are seen without scrolling."""

_LETTERS = 13
"""Of a class's name on its button."""


class EditPanel(QWidget):
    """Asks what to do; does nothing itself."""

    accepted = pyqtSignal()
    classified = pyqtSignal(int)
    """The id of the class that the place gets."""

    drawing = pyqtSignal(bool)
    """Whether somebody wants to draw, or to stop drawing."""

    undone = pyqtSignal()
    redone = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._accept = _button("accept", tr("Accept (A)"), "/mIconSuccess.svg")
        self._draw = _button("draw", tr("Draw (D)"), "/mActionCapturePolygon.svg")
        self._undo = _button("undo", "", "/mActionUndo.svg")
        self._redo = _button("redo", "", "/mActionRedo.svg")
        self._classes = QWidget()
        self._scroll = QScrollArea()
        self._from_class = QComboBox(objectName="from_class")
        self._note = QLineEdit(objectName="note")
        self._reviewer = QLineEdit(objectName="reviewer")
        self._draw.setCheckable(True)
        self._buttons: list[QToolButton] = []
        self._lay_out()
        self._explain()
        self._reviewer.setText(QgsSettings().value(_REVIEWER, "", str) or _user())
        self._reviewer.editingFinished.connect(
            lambda: QgsSettings().setValue(_REVIEWER, self._reviewer.text().strip())
        )
        self._accept.clicked.connect(self.accepted)
        self._draw.toggled.connect(self.drawing)
        self._undo.clicked.connect(self.undone)
        self._redo.clicked.connect(self.redone)

    @property
    def from_class(self) -> int | None:
        """The class of the pixels that an edit speaks of, None for all."""
        return self._from_class.currentData()

    @property
    def note(self) -> str:
        """What the reviewer remarks."""
        return self._note.text().strip()

    @property
    def reviewer(self) -> str:
        """Who decides."""
        return self._reviewer.text().strip()

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
        self._from_class.clear()
        self._from_class.addItem(tr("all classes"), None)
        for land_class in classes:
            self._from_class.addItem(QIcon(chip(land_class.color, self)), land_class.name, land_class.id)

    def allow(self, *, deciding: bool, drawing: bool, undo: bool, redo: bool) -> None:
        """Switch on what is possible now."""
        for button in (self._accept, *self._buttons):
            button.setEnabled(deciding)
        self._draw.setEnabled(drawing)
        self._undo.setEnabled(undo)
        self._redo.setEnabled(redo)

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
        button = _button(f"class_{land_class.id}", f"{key} {name}".strip().replace("&", "&&"), "")
        button.setIcon(QIcon(chip(land_class.color, self)))
        tip = tr("The place is {name} (key {key})") if key else tr("The place is {name}")
        button.setToolTip(tip.format(name=land_class.name, key=key))
        button.setAccessibleName(land_class.name)
        button.clicked.connect(lambda: self.classified.emit(land_class.id))
        return button

    def _lay_out(self) -> None:
        actions = QHBoxLayout()
        for button in (self._accept, self._draw):
            actions.addWidget(button, 1)
        actions.addWidget(self._undo)
        actions.addWidget(self._redo)
        grid = QGridLayout(self._classes)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(2)
        self._scroll.setWidget(self._classes)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._from_class.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._from_class.setMinimumContentsLength(8)
        facts = QHBoxLayout()
        for text, field in (
            (tr("Pi&xels of"), self._from_class), (tr("No&te"), self._note), (tr("&By"), self._reviewer)
        ):  # fmt: skip
            label = QLabel(text)
            label.setBuddy(field)
            facts.addWidget(label)
            facts.addWidget(field, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(actions)
        layout.addWidget(self._scroll)
        layout.addLayout(facts)

    def _explain(self) -> None:
        draw = tr(
            "Draw a polygon on the map (key D): click its corners, close it by a right click or Enter, then "
            "choose its class. Backspace takes a corner back, Esc gives up."
        )
        only = tr("Change only pixels that have this class on the map; accepting always means all")
        explained = (
            (self._accept, tr("Accept"), tr("The place is right as it is (key A)")),
            (self._draw, tr("Draw"), draw),
            (self._undo, tr("Undo"), tr("Take the latest edit back (Ctrl+Z)")),
            (self._redo, tr("Redo"), tr("Store the edit that was taken back once more (Ctrl+Shift+Z)")),
            (self._from_class, tr("Pixels of"), only),
            (self._note, tr("Note"), tr("Stored with each edit until you change it")),
            (self._reviewer, tr("Reviewer"), tr("Your name, stored with each edit")),
        )  # fmt: skip
        for widget, name, tip in explained:
            widget.setAccessibleName(name)
            widget.setToolTip(tip)


def _button(name: str, text: str, icon: str) -> QToolButton:
    button = QToolButton(objectName=name)
    button.setText(text)
    if icon:
        button.setIcon(QgsApplication.getThemeIcon(icon))
    if text:
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return button


def _user() -> str:
    return QgsApplication.userFullName() or QgsApplication.userLoginName()
