"""Says in the dock that there is no engine yet, with the way to one."""

from __future__ import annotations

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QFrame, QPushButton, QVBoxLayout

from ..parts import text_label
from ..words import tr
from . import settings


class EngineNotice(QFrame):
    """Is seen only while there is no engine."""

    wanted = pyqtSignal()
    """Somebody wants to set it up."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("engine_notice")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.button = QPushButton(tr("Set up the engine…"))
        self.button.setObjectName("set_up")
        self.button.setToolTip(tr("Shows what will be installed, where and how much, and does it"))
        layout = QVBoxLayout(self)
        layout.addWidget(text_label(tr("Maps are made by SureCover's engine, which is not set up yet.")))
        layout.addWidget(self.button)
        self.button.clicked.connect(self.wanted)
        self.refresh()

    def refresh(self) -> None:
        """Look whether there is one now."""
        self.setVisible(bool(settings.lacking()))
