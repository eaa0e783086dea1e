"""An imported model of which something is unknown: it cannot be chosen, but completed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QPushButton

from ..parts import icon_button
from ..words import tr
from .card import Card


class IncompletePanel(Card):
    """What is unknown of a model, and a button to tell it.

    Args:
        folder: Of the model.
        unknown: What is unknown: some of "bands", "scaling", "output", "classes".
    """

    completing = pyqtSignal(str)
    removed = pyqtSignal(str)

    def __init__(self, folder: str, unknown: Sequence[str]) -> None:
        tip = tr("The model cannot map before it is complete")
        super().__init__("incomplete", Path(folder).name, tip, folder)
        self.chosen.setEnabled(False)
        words = {
            "bands": tr("bands"),
            "scaling": tr("scaling"),
            "output": tr("results"),
            "classes": tr("classes"),
        }
        self.facts.setText(tr("incomplete: {}").format(", ".join(words.get(what, what) for what in unknown)))
        complete = QPushButton(tr("Complete…"))
        complete.setObjectName("complete_model")
        complete.setToolTip(tr("Tell what is unknown of this model"))
        complete.clicked.connect(lambda: self.completing.emit(folder))
        remove = icon_button("remove_model", "mActionDeleteSelected", tr("Take this model off the list"))
        remove.clicked.connect(lambda: self.removed.emit(folder))
        self._headline.addWidget(complete)
        self._headline.addWidget(remove)
