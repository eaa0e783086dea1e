"""The plugin: hands its provider to Processing, and takes everything back on unload."""

from __future__ import annotations

from qgis.core import QgsApplication
from qgis.gui import QgisInterface

from ..core.engine.client import engine
from ..processing_provider.provider import SureCoverProvider


class SureCoverPlugin:
    """What QGIS creates when the plugin is switched on.

    Args:
        iface: QGIS's interface; None in qgis_process, which calls `initProcessing` only.
    """

    def __init__(self, iface: QgisInterface | None) -> None:
        self._iface = iface
        self._provider: SureCoverProvider | None = None

    def initProcessing(self) -> None:  # noqa: N802 - QGIS's name
        """Add the algorithms; touches no interface, so that qgis_process can."""
        provider = SureCoverProvider()
        if not QgsApplication.processingRegistry().addProvider(provider):
            raise RuntimeError("Processing did not take the provider 'surecover'; is it there already?")
        self._provider = provider

    def initGui(self) -> None:  # noqa: N802 - QGIS's name
        """Called by the desktop instead of `initProcessing`."""
        self.initProcessing()

    def unload(self) -> None:
        """Undo what was done, and end the engine process."""
        if self._provider is not None:
            QgsApplication.processingRegistry().removeProvider(self._provider)
            self._provider = None
        engine().shutdown()
