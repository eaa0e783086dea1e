"""The tab "Results" with results, layers and views that are out of the ordinary."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal, osr
from pytestqt.qtbot import QtBot
from qgis.core import Qgis, QgsCoordinateReferenceSystem, QgsProject, QgsSettings
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QApplication, QCheckBox, QPushButton, QRadioButton, QTableWidget

from surecover.core.resultfolder import MAP_VIEW, ResultFolder
from surecover.core.scheme import ClassScheme, LandClass
from surecover.plugin.results import layers
from surecover.plugin.results.compare import Comparison
from surecover.plugin.results.results_tab import ResultsTab
from surecover.plugin.session import Session
from tests.plugin.resultfolders import make_result


@pytest.fixture
def session(qgis_iface: QgisInterface, qgis_new_project: None) -> Iterator[Session]:
    qgis_iface.messageBar().clear_messages()
    yield Session(qgis_iface)
    QgsProject.instance().clear()
    QgsSettings().remove("surecover/colour_blind_safe")


@pytest.fixture
def tab(session: Session, qtbot: QtBot) -> Iterator[ResultsTab]:
    tab = ResultsTab(session)
    qtbot.addWidget(tab)
    tab.resize(420, 600)
    tab.show()
    yield tab
    tab.close_down()


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> ResultFolder:
    """100 dates and 44 classes."""
    classes = tuple(
        LandClass(i, f"A class with a long name, number {i}", (5 * i, 20, 250)) for i in range(1, 45)
    )
    first = date(2020, 1, 1)
    return make_result(
        tmp_path_factory.mktemp("large") / "result",
        dates={str(first + timedelta(3 * i)): np.full((44, 4, 4), 1 / 44, "float32") for i in range(100)},
        scheme=ClassScheme("many", "44 classes", classes),
        classes=np.arange(1, 17, dtype="uint8").reshape(4, 4),
    )  # fmt: skip


@pytest.fixture
def result(tmp_path: Path) -> ResultFolder:
    return make_result(tmp_path / "valley")


def errors(session: Session) -> list[str]:
    return session.iface.messageBar().get_messages(Qgis.MessageLevel.Critical)


def blend(tab: ResultsTab, name: str) -> QRadioButton:
    return tab.findChild(QRadioButton, f"blend_{name}")


def test_a_report_that_no_program_opens_is_told(
    tab: ResultsTab, session: Session, result: ResultFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: False)
    session.open(result.path)
    tab.findChild(QPushButton, "open_report").click()
    (told,) = errors(session)
    assert str(result.file("report.html")) in told


def test_a_hundred_dates_and_44_classes_do_not_stall_qgis(
    tab: ResultsTab, session: Session, large: ResultFolder, qtbot: QtBot
) -> None:
    longest = []
    for opened in ("for the first time", "again"):
        former, ticks = tab._rest, []
        pulse = QTimer()
        pulse.timeout.connect(lambda: ticks.append(time.thread_time()))  # noqa: B023
        pulse.start(0)
        QTimer.singleShot(0, lambda: session.open(str(large.path)))
        qtbot.waitUntil(lambda: tab._rest is not former and not tab._rest._timer.isActive())  # noqa: B023
        pulse.stop()
        longest.append(max(np.diff(ticks)))
        assert len(layers.find_layers(large)) == 100 + 7, opened
    assert max(longest) < 0.1
    assert tab.findChild(QTableWidget, "legend").rowCount() == 16 + 1


def test_other_results_opened_meanwhile_are_the_ones_that_stay(
    tab: ResultsTab, session: Session, large: ResultFolder, result: ResultFolder
) -> None:
    session.open(str(large.path))
    session.open(str(result.path))
    QApplication.processEvents()
    assert len(layers.find_layers(result)) == 9
    assert len(layers.find_layers(large)) < 20


def test_a_project_closed_meanwhile_is_empty(
    tab: ResultsTab, session: Session, large: ResultFolder, qtbot: QtBot
) -> None:
    session.open(str(large.path))
    QgsProject.instance().clear()
    session.close()
    qtbot.wait(50)
    assert QgsProject.instance().mapLayers() == {}


def test_a_map_whose_view_is_damaged_is_drawn_from_itself(
    tab: ResultsTab, session: Session, result: ResultFolder
) -> None:
    (result.path / MAP_VIEW).write_text("<VRTDataset>")
    session.open(str(result.path))
    assert layers.find_layers(result)["map"].isValid()
    assert not blend(tab, "doubtful").isEnabled()


def test_one_pixel_is_a_result(tab: ResultsTab, session: Session, tmp_path: Path) -> None:
    one = dict.fromkeys(("classes", "reliability", "evidence", "external", "clusters"), "1")
    result = make_result(tmp_path / "one", dates={"2021-05-03": "1"}, **one)
    session.open(str(result.path))
    assert errors(session) == []
    assert tab.findChild(QTableWidget, "legend").item(0, 1).text() == "100.0"


def test_degrees_are_as_good_as_metres(tab: ResultsTab, session: Session, tmp_path: Path) -> None:
    result = make_result(tmp_path / "valley", transform=(15.0, 1e-4, 0, 45.0, 0, -1e-4))
    world = osr.SpatialReference()
    world.ImportFromEPSG(4326)
    for path in (*result.path.rglob("*.tif"), result.path / MAP_VIEW):
        gdal.Open(str(path), gdal.GA_Update).SetSpatialRef(world)
    session.canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    session.open(str(result.path))
    assert errors(session) == []
    assert session.canvas.extent().contains(1_669_814, 5_621_490)


def test_a_map_dragged_out_of_its_group_is_no_longer_dimmed(
    tab: ResultsTab, session: Session, result: ResultFolder
) -> None:
    session.open(str(result.path))
    root = QgsProject.instance().layerTreeRoot()
    node = root.findLayer(layers.find_layers(result)["map"].id())
    root.insertChildNode(0, node.clone())
    node.parent().removeChildNode(node)
    blend(tab, "doubtful").click()
    assert not blend(tab, "doubtful").isEnabled()


def test_colours_change_without_the_layer_that_has_them(
    tab: ResultsTab, session: Session, result: ResultFolder
) -> None:
    session.open(str(result.path))
    QgsProject.instance().removeMapLayer(layers.find_layers(result)["reliability"].id())
    tab.findChild(QCheckBox, "safe_colors").click()
    assert session.palette.is_safe


@pytest.mark.parametrize(
    ("crs", "rotation", "scale"),
    [("EPSG:32633", 37, 1000), ("EPSG:4326", 0, 1000), ("EPSG:3857", 200, 1), ("EPSG:32633", 0, 1e9)],
)
def test_comparing_works_in_every_view(
    tab: ResultsTab,
    session: Session,
    result: ResultFolder,
    qtbot: QtBot,
    crs: str,
    rotation: float,
    scale: float,
) -> None:
    canvas = session.canvas
    canvas.window().show()
    canvas.show()
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem(crs))
    session.open(str(result.path))
    layer = layers.find_layers(result)["map"]
    extent = canvas.mapSettings().layerExtentToOutputExtent(layer, layer.extent())
    canvas.setExtent(extent)
    canvas.setRotation(rotation)
    canvas.zoomScale(scale)
    comparison = tab.findChild(Comparison)
    with qtbot.waitSignal(comparison.drawn):
        tab.findChild(QRadioButton, "compare_swipe").click()
    for picture in comparison._item.pictures.values():
        place = picture.place(comparison._item)
        assert place.size().toSize() == canvas.mapSettings().outputSize()
    canvas.setRotation(0)
    with qtbot.waitSignal(comparison.drawn):
        canvas.zoomByFactor(2)
    tab.findChild(QRadioButton, "compare_off").click()
