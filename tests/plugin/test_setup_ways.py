"""The ways to the dialog "Set up the engine": menu, message, notice in the dock."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from qgis.gui import QgisInterface, QgsMessageBar
from qgis.PyQt.QtCore import QEvent
from qgis.PyQt.QtWidgets import QApplication, QPushButton

import surecover
from surecover.core.engine import environment
from surecover.core.engine.client import engine
from surecover.core.engine.setup.install import install
from surecover.core.progress import Progress
from surecover.plugin.plugin import SureCoverPlugin
from surecover.plugin.setup import dialog as dialogs
from surecover.plugin.setup import settings
from tests.core.engine.setup.played import Player, player

__all__ = ["player"]


@pytest.fixture
def bare(player: Player, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Player:
    """There is no engine."""
    monkeypatch.setattr(environment, "ROOT", tmp_path / "plugin")
    monkeypatch.setattr(environment, "missing_packages", lambda: ["torch"])
    monkeypatch.setattr(dialogs, "usable", lambda: [player.base])
    return player


@pytest.fixture
def plugin(qgis_iface: QgisInterface) -> Iterator[SureCoverPlugin]:
    plugin = surecover.classFactory(qgis_iface)
    yield plugin
    plugin.unload()
    settings.choose_python("")


def offers(bar: QgsMessageBar) -> list[QPushButton]:
    return [button for button in bar.findChildren(QPushButton) if "Set up" in button.text()]


def test_without_an_engine_a_message_and_the_dock_lead_to_the_dialog(
    bare: Player, plugin: SureCoverPlugin, qgis_iface: QgisInterface
) -> None:
    plugin.initGui()
    notice = plugin.dock.map_tab.notice
    assert not notice.isHidden()
    (button,) = offers(qgis_iface.messageBar())
    for way in (button.click, notice.button.click, plugin.setup.action.trigger):
        way()
        dialog = plugin.setup.open()
        assert dialog.isVisible()
        dialog.hide()


def test_both_go_when_there_is_one(
    bare: Player, plugin: SureCoverPlugin, qgis_iface: QgisInterface, qtbot: object
) -> None:
    plugin.initGui()
    install(bare.plan(), Progress())
    plugin.setup.open().changed.emit()
    assert plugin.dock.map_tab.notice.isHidden()
    qtbot.waitUntil(lambda: not qgis_iface.messageBar().items(), timeout=5000)


def test_with_an_engine_there_is_only_the_menu(plugin: SureCoverPlugin, qgis_iface: QgisInterface) -> None:
    plugin.initGui()
    assert plugin.dock.map_tab.notice.isHidden()
    assert offers(qgis_iface.messageBar()) == []
    assert plugin.setup.action.text() == "Set up the engine…"


def test_who_set_it_up_elsewhere_sees_the_notice_go_on_coming_back(
    bare: Player, plugin: SureCoverPlugin
) -> None:
    plugin.initGui()
    install(bare.plan(), Progress())
    QApplication.sendEvent(plugin.dock.map_tab, QEvent(QEvent.Type.WindowActivate))
    assert plugin.dock.map_tab.notice.isHidden()


def test_the_python_that_somebody_chose_is_used_in_later_sessions(plugin: SureCoverPlugin) -> None:
    settings.choose_python("/chosen/python")
    engine().python = ""
    plugin.initProcessing()
    assert engine().python == "/chosen/python"


def test_switching_off_takes_dialog_and_message_back(
    bare: Player, plugin: SureCoverPlugin, qgis_iface: QgisInterface, qtbot: object
) -> None:
    plugin.initGui()
    plugin.setup.open()
    plugin.unload()
    assert plugin.setup is None
    qtbot.waitUntil(lambda: not qgis_iface.messageBar().items(), timeout=5000)
