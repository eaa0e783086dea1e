"""A folder of results with places to review, and the tab that shows it, for tests of the review."""

from __future__ import annotations

import gc
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Callable

import numpy as np
import pytest
from osgeo import gdal, ogr
from pytestqt.qtbot import QtBot
from qgis.core import QgsCoordinateReferenceSystem, QgsProject, QgsRectangle, QgsSettings
from qgis.gui import QgisInterface, QgsMapCanvas, QgsRubberBand
from qgis.PyQt.QtCore import QPoint, Qt, QTimer
from qgis.PyQt.QtWidgets import QLabel, QTableView, QWidget

from surecover.core.resultfolder import ResultFolder
from surecover.plugin.results import layers
from surecover.plugin.review.drawing import OUTLINE
from surecover.plugin.review.regions import Column
from surecover.plugin.review.review_tab import ReviewTab
from surecover.plugin.session import Session
from surecover.processing_provider.provider import SureCoverProvider
from tests.plugin.resultfolders import SCHEME, make_result

CLASSES = ("water", "grass", "forest")
REASONS = ("rejected and reassigned", "kept, no spectral match")
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
N, P, A, D, Z = Qt.Key.Key_N, Qt.Key.Key_P, Qt.Key.Key_A, Qt.Key.Key_D, Qt.Key.Key_Z
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier

STALL = 100
"""Milliseconds of the interface's thread that a person notices."""

ORIGIN, PIXEL = (500_000.0, 5_000_000.0), 10.0

_FIELDS = {
    "rank": ogr.OFTInteger, "region": ogr.OFTInteger64, "score": ogr.OFTReal, "pixels": ogr.OFTInteger,
    "area_ha": ogr.OFTReal, "doubt": ogr.OFTReal, "class_id": ogr.OFTInteger, "class_name": ogr.OFTString,
    "reason": ogr.OFTString, "zone": ogr.OFTString, "x": ogr.OFTReal, "y": ogr.OFTReal,
    "xmin": ogr.OFTReal, "ymin": ogr.OFTReal, "xmax": ogr.OFTReal, "ymax": ogr.OFTReal,
}  # fmt: skip
"""As `reviewregions` writes them, as far as the tab reads them; a test with the engine compares."""


def square(row: int, column: int, side: int) -> list[tuple[float, float]]:
    """Corners of a square of pixels, from the upper left."""
    left, top = ORIGIN[0] + PIXEL * column, ORIGIN[1] - PIXEL * row
    right, bottom = left + PIXEL * side, top - PIXEL * side
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def write_regions(path: Path, sides: list[int], width: int = 100) -> None:
    """Write squares as regions, in a row from west to east; rank 1 is the one that is named first.

    Every second one is forest and lies in the zone North, the others are grass and lie in the South. They
    are numbered on the map from the east to the west, so that the order of places is not that of ranks.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    dataset = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    crs = gdal.Open(str(path.parent.parent / "map.tif")).GetSpatialRef()
    layer = dataset.CreateLayer("regions", crs, ogr.wkbMultiPolygon)
    for name, kind in _FIELDS.items():
        layer.CreateField(ogr.FieldDefn(name, kind))
    layer.StartTransaction()
    for number, side in enumerate(sides, start=1):
        column = 6 * (number - 1) % width
        corners = square(6 * (6 * (number - 1) // width), column, side)
        ring = ",".join(f"{x} {y}" for x, y in [*corners, corners[0]])
        north = number % 2 == 0
        feature = ogr.Feature(layer.GetLayerDefn())
        (left, top), (right, bottom) = corners[0], corners[2]
        values = (
            number, 10_000_000 - number, 1 / number, side**2, side**2 / 100, 0.3 + 0.1 * north, 2 + north,
            CLASSES[1 + north], REASONS[number % 2], "North" if north else "South",
            left + 5, top - 5, left, bottom, right, top,
        )  # fmt: skip
        for name, value in zip(_FIELDS, values):
            feature.SetField(name, value)
        feature.SetGeometryDirectly(ogr.CreateGeometryFromWkt(f"MULTIPOLYGON((({ring})))"))
        layer.CreateFeature(feature)
    layer.CommitTransaction()


def make_review(folder: Path, sides: list[int]) -> ResultFolder:
    """Results of 100 × 100 pixels, all grass, with regions that are listed already."""
    whole = np.full((100, 100), 2, "uint8")
    result = make_result(
        folder, classes=whole, reliability=whole, evidence=np.full((100, 100), 5, "uint8"),
        dates={"2021-05-03": whole}, external=whole, clusters=whole,
    )  # fmt: skip
    dataset = gdal.Open(result.file("map.tif"), gdal.GA_Update)
    dataset.SetMetadata(
        SCHEME.tags()
    )  # as `produce` does; the edits may name classes that are not on the map
    dataset = None
    write_regions(Path(result.regions), sides)
    return result


def edits_in(path: str | Path) -> list[dict[str, Any]]:
    """What stands in a file of edits, with the geometry as WKT and the number of the feature."""
    dataset = ogr.Open(str(path))
    layer = dataset.GetLayerByName("edits")
    return [
        {**feature.items(), "fid": feature.GetFID(), "wkt": feature.GetGeometryRef().ExportToWkt()}
        for feature in layer
    ]


def focus(qtbot: QtBot, widget: QWidget) -> None:
    """Let a widget have the keys; its window comes to the front."""
    if not widget.hasFocus():
        widget.window().activateWindow()
        qtbot.waitUntil(widget.isActiveWindow)
        widget.setFocus()


def press(qtbot: QtBot, widget: QWidget, *keys: Qt.Key | str) -> None:
    """Type on a widget that has the focus: keys, or texts such as "3"."""
    focus(qtbot, widget)
    for key in keys:
        if isinstance(key, str):
            qtbot.keyClicks(widget, key)
        else:
            qtbot.keyClick(widget, key)


def loaded(qtbot: QtBot, tab: ReviewTab, count: int) -> None:
    """Wait until so many places are listed."""
    qtbot.waitUntil(lambda: rows(tab) == count, timeout=20_000)


def rows(tab: ReviewTab) -> int:
    """How many places are shown."""
    return tab.findChild(QWidget, "regions").model().rowCount()


def column(tab: ReviewTab, number: int) -> list[str]:
    """The texts of a column, from top to bottom."""
    model = tab.findChild(QWidget, "regions").model()
    return [model.index(row, number).data() for row in range(model.rowCount())]


@contextmanager
def measured(what: str) -> Iterator[Callable[[], float]]:
    """Measure the longest time, in ms of this thread's CPU, between two turns of the loop of events.

    So long QGIS would not have reacted to anything on an idle machine. What earlier tests left behind is
    kept from the garbage collector, which would walk through it in the midst.
    """
    gc.collect()
    gc.freeze()
    longest, last = 0.0, time.thread_time()

    def look() -> None:
        nonlocal longest, last
        now = time.thread_time()
        longest, last = max(longest, now - last), now

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(0)
    yield lambda: 1000 * longest
    timer.stop()
    gc.unfreeze()
    look()
    print(f"\n{what}: at most {1000 * longest:.0f} ms")


@pytest.fixture(autouse=True)
def clean(provider: SureCoverProvider) -> Iterator[None]:
    for name in ("reviewer", "review_more"):
        QgsSettings().remove(f"surecover/{name}")
    yield
    QgsProject.instance().clear()


@pytest.fixture
def session(qgis_iface: QgisInterface, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    session = Session(qgis_iface)
    session.told = []
    monkeypatch.setattr(session, "show_error", lambda text: session.told.append(("error", text)))
    monkeypatch.setattr(session, "show_success", lambda text: session.told.append(("success", text)))
    crs = QgsCoordinateReferenceSystem("EPSG:32633")
    session.canvas.setDestinationCrs(crs)
    QgsProject.instance().setCrs(crs)
    session.canvas.resize(400, 400)
    yield session
    session.abandon_all()
    session.canvas.unsetMapTool(session.canvas.mapTool())


@pytest.fixture
def tab(session: Session, qtbot: QtBot) -> Iterator[ReviewTab]:
    tab = ReviewTab(session)
    qtbot.addWidget(tab)
    tab.show()
    qtbot.waitExposed(tab)
    yield tab
    tab.close_down()


@pytest.fixture
def result(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> ResultFolder:
    """Four places, of 5 × 5, 4 × 4, 3 × 3 and 2 × 2 pixels; made once, and copied for each test."""
    made = tmp_path_factory.getbasetemp() / "four places"
    if not made.exists():
        make_review(made, [5, 4, 3, 2])
    shutil.copytree(made, tmp_path / "result")
    return ResultFolder.open(tmp_path / "result")


@pytest.fixture
def review(tab: ReviewTab, session: Session, result: ResultFolder, qtbot: QtBot) -> ReviewTab:
    session.open(str(result.path))
    loaded(qtbot, tab, 4)
    return tab


def part(tab: ReviewTab, name: str, kind: type = QWidget) -> Any:
    found = tab.findChild(kind, name)
    assert found is not None, name
    return found


def click(qtbot: QtBot, tab: ReviewTab, name: str) -> None:
    qtbot.mouseClick(part(tab, name), LEFT)


def ranks(tab: ReviewTab) -> list[str]:
    return column(tab, Column.RANK)


def states(tab: ReviewTab) -> list[str]:
    return column(tab, Column.STATE)


def current(tab: ReviewTab) -> str:
    view = part(tab, "regions", QTableView)
    (selected,) = view.selectionModel().selectedRows()
    return selected.data()


def progress(tab: ReviewTab) -> str:
    return part(tab, "progress", QLabel).text()


def of_role(role: str) -> list[Any]:
    return [
        layer
        for layer in QgsProject.instance().mapLayers().values()
        if layer.customProperty(layers.ROLE) == role
    ]


def bands(canvas: QgsMapCanvas) -> list[QgsRubberBand]:
    """What the tab outlines on the map; the inspector's mark has another colour."""
    found = [item for item in canvas.scene().items() if isinstance(item, QgsRubberBand) and item.isVisible()]
    return [band for band in found if band.size() and band.strokeColor() == OUTLINE]


def draw(qtbot: QtBot, canvas: QgsMapCanvas, *corners: tuple[float, float]) -> None:
    """Click corners on the map, given in its coordinates, and close."""
    for x, y in corners:
        place = canvas.getCoordinateTransform().transform(x, y)
        qtbot.mouseClick(canvas.viewport(), LEFT, pos=QPoint(int(place.x()), int(place.y())))
    qtbot.mouseClick(canvas.viewport(), RIGHT, pos=QPoint(1, 1))


@pytest.fixture
def canvas(session: Session, qtbot: QtBot) -> Iterator[QgsMapCanvas]:
    window, shown = session.canvas.window(), session.canvas
    window.resize(shown.size())
    window.show()
    shown.show()
    qtbot.waitUntil(lambda: shown.mapSettings().outputSize() == shown.viewport().size(), timeout=1000)
    session.canvas.setExtent(QgsRectangle(500_000, 4_999_000, 501_000, 5_000_000))
    yield session.canvas
    session.canvas.setRotation(0)
    window.hide()


CORNERS = ((500_200, 4_999_800), (500_600, 4_999_800), (500_600, 4_999_400), (500_200, 4_999_400))
