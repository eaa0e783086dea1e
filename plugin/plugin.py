"""The plugin: hands its provider to Processing and its dock to QGIS, and takes everything back on unload."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, Qt, QTranslator
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction

from ..core.engine.client import engine
from ..processing_provider.provider import ICON, SureCoverProvider
from ..processing_provider.words import translator
from .setup.settings import use_chosen_python
from .words import tr

if TYPE_CHECKING:
    from qgis.gui import QgisInterface

    from .dock import Dock
    from .setup.setup import EngineSetup


class SureCoverPlugin:
    """What QGIS creates when the plugin is switched on.

    Args:
        iface: QGIS's interface; None in qgis_process, which calls `initProcessing` only.
    """

    def __init__(self, iface: QgisInterface | None) -> None:
        self._iface = iface
        self._provider: SureCoverProvider | None = None
        self._translator: QTranslator | None = None
        self.action: QAction | None = None
        self.dock: Dock | None = None
        self.setup: EngineSetup | None = None

    def initProcessing(self) -> None:  # noqa: N802 - QGIS's name
        """Add the algorithms; touches no interface, so that qgis_process can."""
        self._translator = translator(QgsApplication.locale())
        if self._translator:
            QCoreApplication.installTranslator(self._translator)
        provider = SureCoverProvider()
        if not QgsApplication.processingRegistry().addProvider(provider):
            raise RuntimeError("Processing did not take the provider 'surecover'; is it there already?")
        provider.refreshAlgorithms()  # now the workflows find the algorithms that they are made of
        self._provider = provider
        use_chosen_python()

    def initGui(self) -> None:  # noqa: N802 - QGIS's name
        """Called by the desktop instead of `initProcessing`."""
        from .dock import Dock  # a third of what is loaded, and none of it for qgis_process
        from .session import Session
        from .setup.setup import EngineSetup

        self.initProcessing()
        self.dock = Dock(Session(self._iface), self._iface.mainWindow())
        self._iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.dock)
        self.action = QAction(QIcon(str(ICON)), tr("SureCover"), self._iface.mainWindow())
        self.action.setToolTip(tr("Make land-cover maps, and review what is doubtful in them"))
        self.dock.setToggleVisibilityAction(self.action)
        self._iface.addPluginToRasterMenu(tr("SureCover"), self.action)
        self._iface.addRasterToolBarIcon(self.action)
        self.setup = EngineSetup(self._iface, self.dock.map_tab)
        self._iface.addPluginToRasterMenu(tr("SureCover"), self.setup.action)

    def unload(self) -> None:
        """Undo what was done, and end the engine process."""
        if self.dock is not None:
            for action in (self.action, self.setup.action):
                self._iface.removePluginRasterMenu(tr("SureCover"), action)
            self._iface.removeRasterToolBarIcon(self.action)
            self._iface.removeDockWidget(self.dock)
            self.setup.close_down()
            self.dock.close_down()
            self.dock = self.action = self.setup = None
        if self._translator:
            QCoreApplication.removeTranslator(self._translator)
            self._translator = None
        if self._provider is not None:
            QgsApplication.processingRegistry().removeProvider(self._provider)
            self._provider = None
        engine().shutdown()
