"""Run inside QGIS by take.sh: works through the tutorial and takes its pictures."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import processing
from qgis.core import QgsProcessingAlgorithm
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtWidgets import QDockWidget
from qgis.utils import iface, plugins

from surecover.tests import tutorial
from surecover.tests.screenshots.play import PICTURES, Wait, picture, play

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


def story(folder: Path) -> Iterator[Wait]:
    """The tutorial, with the pauses that a person makes."""
    dock = plugins["surecover"].dock
    iface.mainWindow().findChild(QDockWidget, "Browser").hide()
    iface.mainWindow().resizeDocks([dock], [430], Qt.Orientation.Horizontal)
    hands = Hands(dock, iface.mapCanvas(), folder)
    for ready in tutorial.steps(hands):
        yield PAUSE, ready
    for page in (hands.data / "first-map" / "report.html", hands.data / "accuracy.html"):
        shutil.copy(page, f"{PICTURES}-{page.name}")
    shutil.rmtree(folder)


play(story(Path(tempfile.mkdtemp(prefix="maps-"))))
