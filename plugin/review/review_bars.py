"""Below the classes: a thin row of what is often needed, and a box of what is rarely needed."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import QgsApplication, QgsSettings
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QToolButton,
    QWidget,
)

from ...core.scheme import LandClass
from ...core.stages.reviewregions import ReviewregionsJob
from ..parts import chip, icon_button
from ..words import tr

_REVIEWER = "surecover/reviewer"
_MORE = "surecover/review_more"


class ThinBar(QWidget):
    """Undo, redo, how one walks, the export; and whether there is more to see."""

    undone = pyqtSignal()
    redone = pyqtSignal()
    export_wanted = pyqtSignal()
    unfolded = pyqtSignal(bool)
    """Whether the box of what is rarely needed is wanted."""

    def __init__(self) -> None:
        super().__init__()
        self._undo = icon_button("undo", "mActionUndo", tr("Take the latest edit back (Ctrl+Z)"))
        redo = tr("Store the edit that was taken back once more (Ctrl+Shift+Z)")
        self._redo = icon_button("redo", "mActionRedo", redo)
        self._go_on = QCheckBox(tr("&Go on"), objectName="go_on", checked=True)
        self._keep_scale = icon_button("keep_scale", "lockedGray", tr("Keep the scale: move without zooming"))
        self._export = QToolButton(objectName="export", text=tr("Export map"))
        self._more = QToolButton(objectName="more", text=tr("More"), checkable=True)
        self._keep_scale.setCheckable(True)
        self._more.setAutoRaise(True)
        self._more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._more.setToolTip(tr("Note, reviewer, the smallest places, and other things rarely needed"))
        self._go_on.setToolTip(tr("After a decision on a place, go to the next open one by itself"))
        self._export.setToolTip(
            tr("Make a new map with all decisions, beside them in the folder “review”; the map itself stays")
        )
        self._export.setAccessibleName(tr("Export reviewed map"))
        self._undo.clicked.connect(self.undone)
        self._redo.clicked.connect(self.redone)
        self._export.clicked.connect(self.export_wanted)
        self._more.toggled.connect(self._unfold)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for widget in (self._undo, self._redo, self._go_on, self._keep_scale):
            layout.addWidget(widget)
        layout.addStretch()
        layout.addWidget(self._export)
        layout.addWidget(self._more)

    @property
    def goes_on(self) -> bool:
        """Whether a decision leads to the next open place."""
        return self._go_on.isChecked()

    @property
    def keeps_scale(self) -> bool:
        """Whether the map keeps its scale."""
        return self._keep_scale.isChecked()

    def restore(self) -> None:
        """Unfold what was unfolded when QGIS was closed."""
        self._more.setChecked(QgsSettings().value(_MORE, False, bool))
        self._show_fold()

    def allow(self, *, undo: bool, redo: bool, exporting: bool) -> None:
        """Switch on what is possible now."""
        self._undo.setEnabled(undo)
        self._redo.setEnabled(redo)
        self._export.setEnabled(exporting)

    def _unfold(self, on: bool) -> None:
        QgsSettings().setValue(_MORE, on)
        self._show_fold()

    def _show_fold(self) -> None:
        on = self._more.isChecked()
        self._more.setArrowType(Qt.ArrowType.DownArrow if on else Qt.ArrowType.RightArrow)
        self.unfolded.emit(on)


class MoreBox(QWidget):
    """What goes with each edit, and what happens to the list as a whole."""

    list_wanted = pyqtSignal()
    other_export_wanted = pyqtSignal()
    """Into a folder that the person chooses."""

    def __init__(self) -> None:
        super().__init__()
        self._from_class = QComboBox(objectName="from_class")
        self._note = QLineEdit(objectName="note")
        self._reviewer = QLineEdit(objectName="reviewer")
        self._least = QSpinBox(objectName="min_pixels", minimum=1, maximum=1_000_000)
        self._again = QPushButton(tr("&List again"), objectName="list_again")
        self._elsewhere = QPushButton(tr("Expo&rt to…"), objectName="export_elsewhere")
        self._least.setValue(ReviewregionsJob.min_pixels)
        self._least.setSuffix(" " + tr("px"))
        self._least.setPrefix("≥ ")
        for field in (self._from_class, self._note, self._reviewer, self._least):
            field.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._lay_out()
        self._explain()
        self._reviewer.setText(QgsSettings().value(_REVIEWER, "", str) or _user())
        self._reviewer.editingFinished.connect(
            lambda: QgsSettings().setValue(_REVIEWER, self._reviewer.text().strip())
        )
        self._again.clicked.connect(self.list_wanted)
        self._elsewhere.clicked.connect(self.other_export_wanted)

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

    @property
    def least_pixels(self) -> int:
        """Of a place in the list."""
        return self._least.value()

    def offer(self, classes: Sequence[LandClass]) -> None:
        """Let somebody choose from the classes."""
        self._from_class.clear()
        self._from_class.addItem(tr("all classes"), None)
        for land_class in classes:
            self._from_class.addItem(QIcon(chip(land_class.color, self)), land_class.name, land_class.id)

    def allow(self, *, listing: bool, exporting: bool) -> None:
        """Switch on what is possible now."""
        self._again.setEnabled(listing)
        self._elsewhere.setEnabled(exporting)

    def _lay_out(self) -> None:
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        fields = (
            (tr("Pi&xels of"), self._from_class), (tr("Places"), self._least), (tr("No&te"), self._note),
            (tr("&By"), self._reviewer),
        )  # fmt: skip
        for order, (text, field) in enumerate(fields):
            label = QLabel(text)
            label.setBuddy(field)
            row, column = divmod(order, 2)
            layout.addWidget(label, row, 2 * column)
            layout.addWidget(field, row, 2 * column + 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self._again, 1)
        buttons.addWidget(self._elsewhere, 1)
        layout.addLayout(buttons, 2, 0, 1, 4)
        layout.setColumnStretch(1, 3)
        layout.setColumnStretch(3, 2)

    def _explain(self) -> None:
        only = tr("Change only pixels that have this class on the map; accepting always means all")
        least = tr("Spots of fewer pixels are not listed; takes effect with “List again”")
        explained = (
            (self._from_class, tr("Pixels of"), only),
            (self._note, tr("Note"), tr("Stored with each edit until you change it")),
            (self._reviewer, tr("Reviewer"), tr("Your name, stored with each edit")),
            (self._least, tr("Least pixels of a place"), least),
            (self._again, tr("List again"), tr("Look for doubtful places anew; decisions stay")),
            (self._elsewhere, tr("Export to…"), tr("Make the map with all decisions in another folder")),
        )
        for widget, name, tip in explained:
            widget.setAccessibleName(name)
            widget.setToolTip(tip)


def _user() -> str:
    return QgsApplication.userFullName() or QgsApplication.userLoginName()
