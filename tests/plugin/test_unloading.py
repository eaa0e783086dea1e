"""Switching the plugin off and on, with a review under way."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from qgis.core import QgsCoordinateReferenceSystem, QgsProject
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QEvent, Qt
from qgis.PyQt.QtWidgets import QApplication, QShortcut

import surecover
from surecover.plugin.dock import Dock
from surecover.plugin.session import Session
from tests.plugin.reviewing import loaded, make_review, of_role, press

CTRL = Qt.KeyboardModifier.ControlModifier


def test_nothing_is_left_of_a_review_that_was_under_way_and_it_can_begin_again(
    qgis_iface: QgisInterface, tmp_path: Path, qtbot: QtBot
) -> None:
    result = make_review(tmp_path / "result", [5, 4, 3, 2])
    canvas = qgis_iface.mapCanvas()
    canvas.window().show()
    former_children, former_items = set(canvas.children()), len(canvas.scene().items())
    for _ in range(2):
        plugin = surecover.classFactory(qgis_iface)
        plugin.initGui()
        dock = plugin.dock
        dock.show()
        dock.tabs.setCurrentWidget(dock.review_tab)
        dock.session.open(str(result.path))
        loaded(qtbot, dock.review_tab, 4)
        press(qtbot, dock.review_tab, Qt.Key.Key_N, Qt.Key.Key_D)
        assert canvas.mapTool() is not None
        plugin.unload()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QgsProject.instance().clear()
        press(qtbot, canvas, "3", *(getattr(Qt.Key, f"Key_{letter}") for letter in "ANPDI"))
        qtbot.keyClick(canvas, Qt.Key.Key_Z, CTRL)
        for crs in ("EPSG:3857", "EPSG:32633"):
            canvas.setDestinationCrs(QgsCoordinateReferenceSystem(crs))
        assert not Path(result.edits).exists()
        assert canvas.mapTool() is None
        assert canvas.findChildren(QShortcut) == []
        assert len(canvas.scene().items()) == former_items
        assert set(canvas.children()) == former_children
    canvas.window().hide()


def test_a_list_that_is_being_made_when_the_plugin_is_switched_off_disturbs_nobody(
    qgis_iface: QgisInterface, tmp_path: Path, qtbot: QtBot
) -> None:
    result = make_review(tmp_path / "result", [5, 4, 3, 2])
    Path(result.regions).unlink()
    plugin = surecover.classFactory(qgis_iface)
    plugin.initGui()
    dock = plugin.dock
    dock.show()
    dock.tabs.setCurrentWidget(dock.review_tab)
    runs = []
    make = dock.session.run
    dock.session.run = lambda *arguments: runs.append(make(*arguments)) or runs[-1]
    dock.session.open(str(result.path))
    qtbot.waitUntil(lambda: bool(runs))
    (run,) = runs
    plugin.unload()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qtbot.waitUntil(lambda: not run.is_running, timeout=20_000)
    QApplication.processEvents()
    assert of_role("map")
    assert of_role("regions") == []
    QgsProject.instance().clear()


@pytest.mark.parametrize("tab", ["map_tab", "results_tab", "review_tab"])
def test_a_dock_that_is_closed_after_it_was_switched_off_asks_for_nothing_that_is_gone(
    qgis_iface: QgisInterface, tmp_path: Path, qtbot: QtBot, tab: str
) -> None:
    dock = Dock(Session(qgis_iface))
    qtbot.addWidget(dock)
    dock.show()
    dock.session.open(str(make_review(tmp_path / "result", [5, 4]).path))
    loaded(qtbot, dock.review_tab, 2)
    dock.tabs.setCurrentWidget(getattr(dock, tab))
    dock.deleteLater = lambda: None  # another one is closed first
    dock.close_down()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QgsProject.instance().clear()
    dock.close()
