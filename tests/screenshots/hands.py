"""Works through the tutorial with a screen and with the dialogs of the toolbox."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import processing
from qgis.core import QgsProcessingAlgorithm
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtWidgets import QDockWidget
from qgis.utils import iface, plugins

from tests import tutorial
from tests.screenshots.play import Wait, picture

PAUSE = 1500
"""Milliseconds that QGIS needs at most to draw what follows from a click."""


class Hands(tutorial.Hands):
    """Has a screen, and uses the dialogs of the toolbox."""

    def picture(self, name: str, *, panel: bool = False) -> None:
        picture(name, self.dock if panel else None)

    def start(self, algorithm: QgsProcessingAlgorithm, values: dict[str, Any]) -> tutorial.Ready:
        toolbox = iface.mainWindow().findChild(QDockWidget, "ProcessingToolbox")
        toolbox.show()
        toolbox.raise_()
        toolbox.searchBox.setText(algorithm.displayName().split()[0].lower())
        self._dialog = processing.createAlgorithmDialog(algorithm.id(), values)
        self._dialog.move(60, 120)
        self._dialog.show()
        QTimer.singleShot(1000, lambda: (picture(algorithm.name()), self._dialog.runButton().click()))
        return lambda: self._dialog.wasExecuted() and self._closed(toolbox)

    def _closed(self, toolbox: QDockWidget) -> bool:
        self._dialog.close()
        toolbox.hide()
        return True


def tutorial_in(folder: Path) -> Iterator[Wait]:
    """The tutorial, with the pauses that a person makes; its data come into a folder."""
    dock = plugins["surecover"].dock
    iface.mainWindow().findChild(QDockWidget, "Browser").hide()
    iface.mainWindow().resizeDocks([dock], [430], Qt.Orientation.Horizontal)
    for ready in tutorial.steps(Hands(dock, iface.mapCanvas(), folder)):
        yield PAUSE, ready
