"""A card: something to map with, chosen by a checkbox or a click on its title."""

from __future__ import annotations

from qgis.PyQt.QtCore import QEvent, QObject, pyqtSignal
from qgis.PyQt.QtGui import QMouseEvent
from qgis.PyQt.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout

from ..parts import text_label


class Card(QFrame):
    """A checkbox with a title, and a line of facts.

    Attributes:
        chosen: The checkbox.
        facts: What is told below the title.

    Args:
        name: Object name of the card; those of its parts begin with use_ and end with _facts.
        title: What it is called.
        tip: Of the checkbox.
        description: Of the title, when the mouse rests on it.
    """

    changed = pyqtSignal()

    def __init__(self, name: str, title: str, tip: str, description: str) -> None:
        super().__init__()
        self.setObjectName(f"{name}_card")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.chosen = QCheckBox()
        self.chosen.setObjectName(f"use_{name}")
        self.chosen.setAccessibleName(title)
        self.chosen.setToolTip(tip)
        self.chosen.toggled.connect(lambda _: self.changed.emit())
        self.facts = text_label()
        self.facts.setObjectName(f"{name}_facts")
        words = text_label(title)
        font = words.font()
        font.setBold(True)
        words.setFont(font)
        words.setToolTip(description)
        words.installEventFilter(self)
        self._headline = QHBoxLayout()
        self._headline.setSpacing(self.fontMetrics().averageCharWidth())
        self._headline.addWidget(self.chosen)
        self._headline.addWidget(words, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(4, 4, 4, 4)
        self._column.setSpacing(2)
        self._column.addLayout(self._headline)
        self._column.addWidget(self.facts)

    @property
    def is_chosen(self) -> bool:
        """Whether to map with it."""
        return self.chosen.isChecked()

    def choose(self, chosen: bool) -> None:
        """Choose it or not, without telling `changed`."""
        self.chosen.blockSignals(True)
        self.chosen.setChecked(chosen)
        self.chosen.blockSignals(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """A click on the title is one on the checkbox; a checkbox's own text cannot wrap."""
        if event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
            self.chosen.toggle()
        return super().eventFilter(watched, event)
