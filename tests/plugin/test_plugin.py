"""Loading and unloading the plugin, as QGIS does it."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot
from qgis.core import Qgis, QgsApplication, QgsProject
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QEvent
from qgis.PyQt.QtWidgets import QApplication, QPushButton

import surecover
from surecover.core.stages import STAGES
from surecover.plugin.plugin import SureCoverPlugin
from surecover.plugin.words import tr
from surecover.processing_provider.workflows import WORKFLOWS
from tests.headless.gdal_files import write
from tests.plugin.map_tab_fixtures import card_folder, images
from tests.plugin.resultfolders import make_result


@pytest.fixture
def plugin(qgis_iface: QgisInterface) -> Iterator[SureCoverPlugin]:
    plugin = surecover.classFactory(qgis_iface)
    yield plugin
    plugin.unload()


EVERYTHING = sorted([*STAGES, *(path.stem for path in WORKFLOWS)])


def algorithms() -> list[str]:
    provider = QgsApplication.processingRegistry().providerById("surecover")
    return sorted(algorithm.name() for algorithm in provider.algorithms()) if provider else []


def test_creating_the_plugin_changes_nothing_yet(plugin: SureCoverPlugin) -> None:
    assert algorithms() == []


def test_the_desktop_gets_the_algorithms_by_init_gui(plugin: SureCoverPlugin) -> None:
    plugin.initGui()
    assert algorithms() == EVERYTHING


def test_qgis_process_gets_them_without_an_interface(qgis_app: QgsApplication) -> None:
    plugin = surecover.classFactory(None)
    plugin.initProcessing()
    assert algorithms() == EVERYTHING
    plugin.unload()


def test_the_algorithms_speak_the_language_of_qgis_from_the_beginning_to_unloading(
    qgis_app: QgsApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QgsApplication, "locale", lambda: "fr")
    plugin = surecover.classFactory(None)
    plugin.initProcessing()
    classify = QgsApplication.processingRegistry().algorithmById("surecover:classify")
    assert classify.parameterDefinition("EXTENT").description() == "Emprise"
    assert tr("Extent") == "Emprise"
    plugin.unload()
    assert tr("Extent") == "Extent"


def test_unloading_takes_everything_back_and_may_be_repeated(plugin: SureCoverPlugin) -> None:
    plugin.initGui()
    plugin.unload()
    assert algorithms() == []
    plugin.unload()
    plugin.initGui()
    assert algorithms() == EVERYTHING


def test_unloading_ends_the_engine_process(plugin: SureCoverPlugin, monkeypatch: pytest.MonkeyPatch) -> None:
    ended = []
    engine = importlib.import_module("surecover.core.engine.client").engine()
    monkeypatch.setattr(engine, "shutdown", lambda: ended.append(True))
    plugin.initGui()
    plugin.unload()
    assert ended == [True]


def test_a_second_provider_of_the_name_is_refused_loudly(
    plugin: SureCoverPlugin, qgis_iface: QgisInterface
) -> None:
    plugin.initGui()
    with pytest.raises(RuntimeError, match="surecover"):
        surecover.classFactory(qgis_iface).initGui()


def test_results_come_to_the_front_when_somebody_opens_them_not_when_a_project_does(
    plugin: SureCoverPlugin, qgis_new_project: None, tmp_path: Path
) -> None:
    folder = str(make_result(tmp_path / "valley").path)
    plugin.initGui()
    dock = plugin.dock
    dock.session.restore(folder)
    assert dock.session.result is not None
    assert dock.tabs.currentWidget() is dock.map_tab
    dock.session.open(folder)
    assert dock.tabs.currentWidget() is dock.results_tab
    QgsProject.instance().clear()


def test_the_learned_model_of_results_is_chosen_for_other_images_by_one_click(
    plugin: SureCoverPlugin, qgis_new_project: None, tmp_path: Path
) -> None:
    result = make_result(tmp_path / "valley")
    learned = card_folder(result.path / "model")
    plugin.initGui()
    dock = plugin.dock
    dock.session.open(str(result.path))
    button = dock.results_tab.findChild(QPushButton, "use_learned")
    assert not button.isHidden()
    button.click()
    assert dock.tabs.currentWidget() is dock.map_tab
    assert dock.map_tab.choices.models == dock.map_tab.choices.own_models == (learned,)
    dock.session.open(str(make_result(tmp_path / "given").path))
    assert button.isHidden()
    QgsProject.instance().clear()


def test_a_learned_model_that_is_gone_or_damaged_is_told(
    plugin: SureCoverPlugin, qgis_iface: QgisInterface, qgis_new_project: None, tmp_path: Path
) -> None:
    qgis_iface.messageBar().clear_messages()
    result = make_result(tmp_path / "valley")
    learned = card_folder(result.path / "model")
    plugin.initGui()
    dock = plugin.dock
    dock.session.open(str(result.path))
    Path(learned, "model.json").unlink()
    dock.results_tab.findChild(QPushButton, "use_learned").click()
    assert dock.tabs.currentWidget() is dock.results_tab
    assert "model.json" in qgis_iface.messageBar().get_messages(Qgis.MessageLevel.Critical)[-1]
    QgsProject.instance().clear()


def test_the_plugin_can_be_switched_off_in_mid_run(
    plugin: SureCoverPlugin, qgis_iface: QgisInterface, qgis_new_project: None, tmp_path: Path, qtbot: QtBot
) -> None:
    qgis_iface.messageBar().clear_messages()
    plugin.initGui()
    tab = plugin.dock.map_tab
    tab.models.add(card_folder(tmp_path / "m"))
    tab.images.add(images(tmp_path, "a.tif"))
    tab.external.map.set_value(write(tmp_path / "old.tif", np.full((40, 40), 3, "uint8")))
    tab.folder.path.setFilePath(str(tmp_path / "out"))
    tab._take()
    tab.start()
    assert tab.run_box.is_running
    plugin.unload()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qtbot.waitUntil(lambda: not QgsApplication.taskManager().countActiveTasks(), timeout=20_000)
    assert not (tmp_path / "out").exists()
    assert qgis_iface.messageBar().get_messages(Qgis.MessageLevel.Critical) == []
