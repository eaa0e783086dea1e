"""The tutorial is true: it can be worked through by its own words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from qgis.core import Qgis, QgsProcessingAlgorithm, QgsProject
from qgis.gui import QgisInterface

import surecover
from surecover.plugin.plugin import SureCoverPlugin
from tests import tutorial

SIZE = 128
"""Pixels a side instead of the page's 512, so that the run takes seconds."""


class Hands(tutorial.Hands):
    """Runs algorithms without their dialogs, which another test looks at."""

    processing: Any

    def start(self, algorithm: QgsProcessingAlgorithm, values: dict[str, Any]) -> tutorial.Ready:
        size = {"SIZE": SIZE} if algorithm.name() == "demodata" else {}
        self.processing.run(algorithm.id(), {**values, **size})
        return lambda: True


@pytest.fixture
def plugin(qgis_iface: QgisInterface, qgis_new_project: None) -> Iterator[SureCoverPlugin]:
    qgis_iface.messageBar().clear_messages()
    plugin = surecover.classFactory(qgis_iface)
    plugin.initGui()
    plugin.dock.setFloating(True)  # the stand-in of the main window is never shown
    plugin.dock.resize(430, 1100)
    plugin.dock.show()
    yield plugin
    plugin.unload()
    QgsProject.instance().clear()


@pytest.mark.slow
def test_the_page_leads_from_no_data_to_a_reviewed_map_by_the_words_on_the_buttons(
    plugin: SureCoverPlugin, qgis_iface: QgisInterface, processing: Any, tmp_path: Path, qtbot: QtBot
) -> None:
    """Takes as long as two small runs of the engine."""
    canvas = qgis_iface.mapCanvas()
    canvas.resize(600, 600)
    canvas.show()
    hands = Hands(plugin.dock, canvas, tmp_path)
    hands.processing = processing
    for ready in tutorial.steps(hands):
        qtbot.wait(50)
        qtbot.waitUntil(lambda ready=ready: bool(ready()), timeout=60_000)
    assert qgis_iface.messageBar().get_messages(Qgis.MessageLevel.Critical) == []
