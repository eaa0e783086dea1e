"""Leads to the dialog: from the menu, from the dock, and from a message when there is no engine."""

from __future__ import annotations

from qgis.core import Qgis
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QObject
from qgis.PyQt.QtWidgets import QAction, QPushButton

from ..mapping.map_tab import MapTab
from ..words import tr
from . import settings
from .dialog import SetupDialog


class EngineSetup(QObject):
    """One per plugin.

    Attributes:
        action: The entry of the menu.

    Args:
        iface: QGIS's interface.
        map_tab: Has a notice, and asks the engine.
    """

    def __init__(self, iface: QgisInterface, map_tab: MapTab) -> None:
        super().__init__()
        self._iface = iface
        self._map_tab = map_tab
        self._dialog: SetupDialog | None = None
        self._message: object = None
        self.action = QAction(tr("Set up the engine…"), iface.mainWindow())
        self.action.setObjectName("surecover_set_up")
        self.action.triggered.connect(self.open)
        map_tab.notice.wanted.connect(self.open)
        if settings.lacking():
            self._offer()

    def open(self) -> SetupDialog:
        """Show the dialog."""
        if self._dialog is None:
            self._dialog = SetupDialog(self._iface.mainWindow())
            self._dialog.changed.connect(self._tell)
        self._dialog.show()
        self._dialog.raise_()
        return self._dialog

    def close_down(self) -> None:
        """Take everything back."""
        self._forget_message()
        if self._dialog is not None:
            self._dialog.close_down()
            self._dialog = None
        self.action.deleteLater()

    def _offer(self) -> None:
        bar = self._iface.messageBar()
        self._message = bar.createMessage(tr("SureCover"), tr("The engine is not set up yet."))
        button = QPushButton(tr("Set up the engine…"))
        button.clicked.connect(self.open)
        self._message.layout().addWidget(button)
        bar.pushWidget(self._message, Qgis.MessageLevel.Info, 0)

    def _tell(self) -> None:
        """There may be an engine now."""
        self._map_tab.notice.refresh()
        self._map_tab.check.ask_again()
        if not settings.lacking():
            self._forget_message()

    def _forget_message(self) -> None:
        message, self._message = self._message, None
        if message is not None:
            self._iface.messageBar().popWidget(message)
