"""Run inside QGIS by take.sh: uses the dock as a person would and takes a picture of each station."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from osgeo import gdal
from qgis.core import QgsApplication, QgsPointXY, QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import QEvent, QPoint, QPointF, Qt
from qgis.PyQt.QtGui import QMouseEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QWidget
from qgis.utils import iface, plugins

from surecover.core.codes import Evidence
from surecover.plugin.mapping import choices as choosing
from tests.screenshots.play import Wait, picture, play

DEMO = Path(os.environ["SURECOVER_DEMO"])
RESULT = DEMO / "screenshots"
"""Where the run that is shown puts its results."""


def found(name: str) -> QWidget:
    """A widget of the dock by its name."""
    return plugins["surecover"].dock.findChild(QWidget, name)


def click(name: str) -> None:
    """Click a button."""
    found(name).click()


def key(code: Qt.Key) -> None:
    """Press a key while the map has the focus."""
    QApplication.setActiveWindow(iface.mainWindow())  # there is no window manager that would
    iface.mapCanvas().setFocus()
    QTest.keyClick(iface.mapCanvas(), code)


def pixel(point: QgsPointXY) -> QPoint:
    """Where a place of the map is on the canvas."""
    return iface.mapCanvas().getCoordinateTransform().transform(point).toQPointF().toPoint()


def click_map(point: QgsPointXY, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
    """Click a place of the map, with a move before as a hand makes it."""
    view = iface.mapCanvas().viewport()
    place = pixel(point)
    move = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(place), Qt.MouseButton.NoButton, Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QgsApplication.sendEvent(view, move)
    QTest.mouseClick(view, button, Qt.KeyboardModifier.NoModifier, place)


def changed_by_clusters() -> QgsPointXY:
    """Of the pixels to which the clusters gave another class, and the spectral check left it, the surest."""
    names = ("map", "evidence", "intermediate/fused_map", "intermediate/weighed")
    opened = [gdal.Open(str(RESULT / f"{name}.tif")) for name in names]
    classes, evidence, alone, weighed = (dataset.ReadAsArray() for dataset in opened)
    changed = (classes != alone) & (evidence == Evidence.CONNECTED)
    row, column = np.unravel_index((changed * weighed.max(axis=0)).argmax(), changed.shape)
    left, width, _, top, _, height = opened[0].GetGeoTransform()
    return QgsPointXY(left + (column + 0.5) * width, top + (row + 0.5) * height)


def choose_all() -> None:
    """Choose everything on the tab Map, as reopening a project does that was left so."""
    choosing.store(
        choosing.Choices(
            models=(str(choosing.SHIPPED / "demonstration"),),
            images=tuple(
                choosing.Image(str(image), mask=str(image).replace("s2_", "scl_"))
                for image in sorted(DEMO.glob("data/s2_*.tif"))
            ),
            external=str(DEMO / "data" / "external_map.tif"), crosswalk="clc44-basic6",
            zones=str(DEMO / "data" / "zones.gpkg"), zone_field="name", folder=str(RESULT),
        )
    )  # fmt: skip
    QgsProject.instance().write(str(DEMO / "screenshots.qgz"))
    QgsProject.instance().read(str(DEMO / "screenshots.qgz"))


def story() -> Iterator[Wait]:
    """What the person does; each step says how long to wait for what before the next one."""
    dock, canvas = plugins["surecover"].dock, iface.mapCanvas()
    layer = QgsRasterLayer(str(sorted(DEMO.glob("data/s2_*.tif"))[1]), "s2_20210721")
    shutil.rmtree(RESULT, ignore_errors=True)
    choose_all()
    QgsProject.instance().addMapLayer(layer)
    canvas.setExtent(layer.extent())
    iface.mainWindow().resizeDocks([dock], [430], Qt.Orientation.Horizontal)
    yield 4000, None
    picture("1-map")
    click("preview")
    yield 3000, lambda: QApplication.activeModalWidget() or found("preview").isEnabled()
    picture("1-preview")
    for window in QApplication.topLevelWidgets():
        if window.objectName() == "preview_dialog":
            window.close()

    click("run")
    yield 4000, lambda: dock.map_tab.run_box.progress.value() >= 30
    picture("2-running")

    yield 1000, lambda: dock.session.result is not None
    canvas.setExtent(layer.extent())
    click("blend_reliability")
    click("compare_swipe")
    yield 4000, lambda: not canvas.isDrawing()
    picture("3-results")
    click("compare_off")
    click("blend_all")

    dock.tabs.setCurrentWidget(dock.review_tab)
    yield 3000, lambda: found("regions").model().rowCount() > 0
    key(Qt.Key.Key_N)
    yield 2500, lambda: not canvas.isDrawing()
    click("inspect")
    click_map(canvas.extent().center())
    yield 2000, None
    picture("4-review")
    place = changed_by_clusters()
    canvas.setCenter(place)
    canvas.refresh()
    yield 2500, lambda: not canvas.isDrawing()
    click_map(place)
    yield 2000, None
    picture("4-clusters")

    click("inspect")
    key(Qt.Key.Key_D)
    center, step = canvas.extent().center(), canvas.extent().width() / 12
    for right, up in ((-1, 1), (1, 1.5), (1.5, -1), (-0.5, -1.5)):
        click_map(QgsPointXY(center.x() + right * step, center.y() + up * step))
    yield 1500, None
    picture("5-editing")
    key(Qt.Key.Key_Return)
    key(Qt.Key.Key_2)
    yield 2500, lambda: not canvas.isDrawing()
    picture("6-edited")

    dock.tabs.setCurrentWidget(dock.map_tab)
    external = dock.map_tab.external
    external.map.set_value(str(sorted(DEMO.glob("data/s2_*.tif"))[0]))
    external.changed.emit()
    yield 3000, None
    click("run")
    yield 3000, lambda: found("run").isVisible()
    picture("7-error")


play(story())
