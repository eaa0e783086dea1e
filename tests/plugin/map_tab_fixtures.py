"""The tab "Map" as tests drive it, and what it is given to choose from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pytest
from qgis.core import Qgis, QgsApplication, QgsMapLayer, QgsProject, QgsRasterLayer
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QApplication, QWidget

from surecover.core.model.card import Band, ModelCard, Scaling
from surecover.core.model.cardfile import write_card
from surecover.core.scheme import load_scheme
from surecover.plugin.mapping.map_tab import MapTab
from surecover.plugin.session import Session
from tests.headless.gdal_files import BANDS, image, write

W = TypeVar("W", bound=QWidget)
L = TypeVar("L", bound=QgsMapLayer)


class Driven:
    """A tab with short ways to its widgets and to what it said."""

    def __init__(self, tab: MapTab, iface: QgisInterface, qtbot: Any) -> None:
        self.tab = tab
        self.iface = iface
        self.qtbot = qtbot

    def find(self, kind: type[W], name: str, number: int = 0) -> W:
        return self.tab.findChildren(kind, name)[number]

    def click(self, name: str, number: int = 0) -> None:
        widget = self.find(QWidget, name, number)
        self.qtbot.waitUntil(widget.isVisible)
        QApplication.processEvents()  # a new widget gets its size
        self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)

    def type(self, widget: QWidget, text: str) -> None:
        widget.setFocus()
        widget.selectAll()
        self.qtbot.keyClicks(widget, text)
        self.qtbot.keyClick(widget, Qt.Key.Key_Return)

    def said(self, level: Qgis.MessageLevel) -> str:
        return "\n".join(self.iface.messageBar().get_messages(level))

    def errors(self) -> str:
        return self.said(Qgis.MessageLevel.Critical)

    def answered(self) -> None:
        self.qtbot.waitUntil(lambda: self.tab.check.state != "…", timeout=20_000)

    def choose(self, images: Sequence[str], model: str, external: str, folder: Path) -> None:
        """All that a run needs."""
        self.tab.models.add(model)
        self.tab.images.add(list(images))
        self.tab.external.map.set_value(external)
        self.tab.external.map.changed.emit()
        self.tab.folder.path.setFilePath(str(folder))


@pytest.fixture
def driven(
    provider: object, qgis_new_project: None, qgis_iface: QgisInterface, qtbot: Any
) -> Iterator[Driven]:
    """The tab in an empty project."""
    qgis_iface.messageBar().clear_messages()
    session = Session(qgis_iface)
    tab = MapTab(session)

    def close_down(_: QWidget) -> None:
        session.abandon_all()
        tab.close_down()
        qtbot.waitUntil(lambda: not QgsApplication.taskManager().countActiveTasks(), timeout=20_000)

    qtbot.addWidget(tab, before_close_func=close_down)
    tab.resize(420, 700)
    tab.show()
    yield Driven(tab, qgis_iface, qtbot)
    QgsProject.instance().clear()


def layer_of(path: str, name: str) -> QgsRasterLayer:
    """A raster layer of the open project."""
    return added(QgsRasterLayer(path, name))


def added(layer: L) -> L:
    """A layer, put into the open project and offered in the combo boxes."""
    QgsProject.instance().addMapLayer(layer)
    QApplication.processEvents()
    return layer


def images(folder: Path, *names: str) -> list[str]:
    """Images of ten bands of noise."""
    return [image(folder / name, 40, 40) for name in names]


def without_b12(path: Path) -> str:
    """An image that lacks a band."""
    return write(path, np.full((9, 40, 40), 900, "uint16"), descriptions=BANDS[:-1])


def card_folder(folder: Path, **details: Any) -> str:
    """A model folder with a sound card; its weights are missing, as only a run would notice."""
    folder.mkdir()
    bands = (Band("B04", "red", 0.665), Band("B12", "swir22", 2.19))
    values: dict[str, Any] = {
        "id": folder.name, "title": f"Model {folder.name}", "description": "For tests. Only that.",
        "licence": "CC0-1.0", "bands": bands, "scaling": (Scaling(),) * 2, "scheme": load_scheme("basic6"),
        "classes": (1, 3, 0), "tile": 64, "halo": 0, "overlap": 0, "sensor": "Sentinel-2",
        "validation": {"north": {"oa": 0.912}, "more": {"south": {"oa": 0.7}}, "note": "x"},
    }  # fmt: skip
    write_card(folder, ModelCard(**{**values, **details}))
    return str(folder)
