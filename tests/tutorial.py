"""The tutorial as somebody works through it who knows nothing but its words.

`steps` does what docs/tutorial.md says, in its order, and finds every control by the words that the
page prints in bold. So a word that is no longer on the screen, or a step that is missing on either
side, stops it. A test plays it with little data; tests/screenshots/tutorial.py plays it in QGIS and takes
the page's pictures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Callable
from unittest.mock import patch

from qgis.core import QgsApplication, QgsPointXY, QgsProcessingAlgorithm
from qgis.gui import QgsCollapsibleGroupBox, QgsFileWidget, QgsMapCanvas
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QGroupBox,
    QLabel,
    QScrollArea,
    QWidget,
)

from surecover.plugin.dock import Dock

PAGE = Path(__file__).resolve().parents[1] / "docs" / "tutorial.md"

Ready = Callable[[], object]


def bold_words() -> list[str]:
    """What the page prints in bold, from its first step on."""
    return re.findall(r"\*\*(.+?)\*\*", PAGE.read_text(encoding="utf-8").partition("## 1.")[2], re.S)


class Hands:
    """Eyes for the words on the screen, and a mouse.

    Args:
        dock: SureCover's panel.
        canvas: QGIS's map.
        folder: Where `surecover-tutorial` is made.
    """

    def __init__(self, dock: Dock, canvas: QgsMapCanvas, folder: Path) -> None:
        self.dock, self.canvas = dock, canvas
        self.data = folder / "surecover-tutorial"
        self._words = iter(" ".join(words.split()) for words in bold_words())

    def picture(self, name: str, *, panel: bool = False) -> None:
        """Take a picture for the page, of the panel alone or of all, where there is something to be seen."""

    def start(self, algorithm: QgsProcessingAlgorithm, values: dict[str, Any]) -> Ready:
        """Run an algorithm by its dialog; returns whether it is done."""
        raise NotImplementedError

    def read(self, word: str) -> None:
        """Read on to the next word in bold."""
        assert next(self._words, "(the end)") == word

    def has_read_all(self) -> bool:
        """Whether no word is left."""
        return next(self._words, None) is None

    def algorithm(self, title: str) -> QgsProcessingAlgorithm:
        """Find an algorithm in the toolbox."""
        self.read(title)
        (found,) = (a for a in _algorithms() if a.displayName() == title)
        return found

    def parameter(self, algorithm: QgsProcessingAlgorithm, label: str) -> str:
        """The key of the parameter with a label."""
        self.read(label)
        (found,) = (p.name() for p in algorithm.parameterDefinitions() if p.description() == label)
        return found

    def press(self, word: str) -> None:
        """Press a button, tick a box, open a tab, unfold a group."""
        self.read(word)
        for number in range(self.dock.tabs.count()):
            if _bare(self.dock.tabs.tabText(number)) == word:
                self.dock.tabs.setCurrentIndex(number)
                return
        control = self.control(word)
        if isinstance(control, QgsCollapsibleGroupBox):
            control.setCollapsed(False)
        else:
            assert control.isEnabled(), f"{word} cannot be pressed"
            QTest.mouseClick(control, Qt.MouseButton.LeftButton, pos=_middle(control))

    def choose(self, word: str, *paths: Path, read: bool = True) -> None:
        """Choose files with the button beside a word, or with the button that says so."""
        if read:
            self.read(word)
        control = self.control(word)
        if isinstance(control, QGroupBox):
            control.findChild(QgsFileWidget).setFilePath(str(paths[0]))
            return
        button = control
        if not isinstance(control, QAbstractButton):
            box = control.buddy() if isinstance(control, QLabel) else control.parentWidget()
            (button,) = (b for b in box.findChildren(QAbstractButton) if b.text() == "…")
        names = list(map(str, paths))
        with (
            patch.object(QFileDialog, "getOpenFileName", lambda *_: (names[0], "")),
            patch.object(QFileDialog, "getOpenFileNames", lambda *_: (names, "")),
        ):
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def pick(self, word: str, item: str) -> None:
        """Pick an item of the list beside a word."""
        self.read(word)
        combo = self.control(word).buddy()
        assert combo.findText(item) >= 0, f"{word} does not offer {item}"
        combo.setCurrentText(item)

    def control(self, word: str) -> QWidget:
        """What can be seen in the panel and says a word; the first from above."""
        for control in self.dock.findChildren(QWidget):
            if control.isVisible() and _says(control) == word:
                _scroll_to(control)
                return control
        raise AssertionError(f"nothing in the panel is called {word!r}")

    def click_map(self, point: QgsPointXY, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
        """Click a place of the map."""
        place = self.canvas.getCoordinateTransform().transform(point).toQPointF().toPoint()
        QTest.mouseMove(self.canvas.viewport(), place)
        QTest.mouseClick(self.canvas.viewport(), button, Qt.KeyboardModifier.NoModifier, place)

    def checked(self) -> bool:
        """Whether the panel knows the chosen images."""
        return self.dock.map_tab.check.state != "…"

    def drawn(self) -> bool:
        """Whether the map is as it stays."""
        return not self.canvas.isDrawing()


def steps(hands: Hands) -> Iterator[Ready]:
    """Work through the page; each step tells when one can go on."""
    yield from _make_data(hands)
    yield from _choose(hands)
    yield from _run(hands)
    yield from _look(hands)
    yield from _ask_why(hands)
    yield from _review(hands)
    yield from _hand_on(hands)
    for word in ("Reference points to label", "No model: learn here"):
        hands.read(word)
    assert [a for a in _algorithms() if a.displayName() == "Reference points to label"]
    hands.dock.tabs.setCurrentIndex(0)
    assert hands.control("No model: learn here")
    assert hands.has_read_all()


def _make_data(hands: Hands) -> Iterator[Ready]:
    algorithm = hands.algorithm("Demonstration data")
    yield hands.start(algorithm, {hands.parameter(algorithm, "Folder"): str(hands.data)})


def _choose(hands: Hands) -> Iterator[Ready]:
    hands.press("Map")
    yield hands.drawn
    hands.press("Demonstration model, Sentinel-2, six classes")
    images = sorted(hands.data.glob("s2_*.tif"))
    assert [image.name for image in images] == ["s2_20210503.tif", "s2_20210721.tif", "s2_20210902.tif"]
    hands.choose("Add files…", *images)
    hands.read("no mask")
    for image in images:
        yield hands.checked
        hands.choose("no mask", image.with_name(image.name.replace("s2", "scl")), read=False)
    hands.choose("Map", hands.data / "external_map.tif")
    hands.press("What becomes what…")
    yield lambda: _window("preview_dialog")
    hands.picture("preview")
    _window("preview_dialog").close()
    hands.choose("Folder of results", hands.data / "first-map")
    hands.press("More settings")
    yield hands.drawn
    hands.choose("Zones", hands.data / "zones.gpkg")
    hands.pick("Their names", "name")
    yield hands.checked
    for name, box in (
        ("choose-model", hands.dock.map_tab.models),
        ("choose-data", hands.dock.map_tab.images),
    ):
        _scroll_to(box)
        yield hands.drawn
        hands.picture(name, panel=True)


def _run(hands: Hands) -> Iterator[Ready]:
    hands.press("Run")
    yield lambda: hands.dock.map_tab.run_box.progress.value() >= 20 or hands.dock.session.result
    hands.picture("running", panel=True)
    yield lambda: hands.dock.session.result


def _look(hands: Hands) -> Iterator[Ready]:
    hands.read("Results")
    assert hands.dock.tabs.currentWidget() is hands.dock.results_tab
    yield lambda: hands.control("Swipe").isEnabled()
    hands.canvas.zoomByFactor(0.7)
    hands.press("Dim by reliability")
    yield hands.drawn
    hands.picture("results")
    hands.press("Only doubtful (codes 2 and 3)")
    yield hands.drawn
    hands.press("All classes")
    hands.press("Swipe")
    yield hands.drawn
    hands.picture("swipe")
    hands.press("Off")


def _ask_why(hands: Hands) -> Iterator[Ready]:
    hands.press("Review")
    yield lambda: hands.control("Next (N)").isEnabled()
    hands.press("Inspect")
    hands.click_map(hands.canvas.extent().center())
    yield lambda: hands.dock.review_tab.inspector.pixel
    hands.picture("inspect")
    hands.press("Inspect")


def _review(hands: Hands) -> Iterator[Ready]:
    hands.press("Next (N)")
    yield hands.drawn
    hands.press("Accept (A)")
    yield hands.drawn
    hands.press("2 grass")
    yield hands.drawn
    hands.press("Draw (D)")
    center, step = hands.canvas.extent().center(), hands.canvas.extent().width() / 12
    for right, up in ((-1, 1), (1, 1.5), (1.5, -1), (-0.5, -1.5)):
        hands.click_map(QgsPointXY(center.x() + right * step, center.y() + up * step))
        yield hands.drawn
    hands.picture("review")
    hands.click_map(center, Qt.MouseButton.RightButton)
    hands.press("3 forest")
    yield hands.drawn
    hands.press("Export map")
    yield (hands.data / "first-map" / "review" / "map_reviewed.tif").exists


def _hand_on(hands: Hands) -> Iterator[Ready]:
    hands.press("Results")
    yield hands.drawn
    opened: list[str] = []
    with patch.object(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) or True):
        hands.press("Open the report")
    assert opened == [str(hands.data / "first-map" / "report.html")]
    assess = hands.algorithm("Assessment of accuracy")
    names = {
        "Class map": "first-map/map.tif", "Reference": "truth.tif",
        "Reliability": "first-map/reliability.tif", "Report as a page": "accuracy.html",
    }  # fmt: skip
    given = {hands.parameter(assess, label): str(hands.data / name) for label, name in names.items()}
    yield hands.start(assess, given)
    assert (hands.data / "accuracy.html").exists()


def _algorithms() -> list[QgsProcessingAlgorithm]:
    return QgsApplication.processingRegistry().providerById("surecover").algorithms()


def _window(name: str) -> QDialog | None:
    windows = (w for w in QApplication.topLevelWidgets() if w.objectName() == name and w.isVisible())
    return next(windows, None)


def _says(control: QWidget) -> str:
    """The words on a control."""
    if isinstance(control, QGroupBox):
        return control.title()
    if isinstance(control, QComboBox):
        return control.currentText()
    return _bare(control.text()) if isinstance(control, (QAbstractButton, QLabel)) else ""


def _bare(text: str) -> str:
    return text.replace("&", "")


def _middle(control: QWidget) -> QPoint:
    """Where a hand clicks: a checkbox at its box, for the words may be narrower than the widget."""
    rect = control.rect()
    return QPoint(min(10, rect.center().x()), rect.center().y())


def _scroll_to(control: QWidget) -> None:
    parent = control.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    if parent is not None:
        parent.ensureWidgetVisible(control)
        QApplication.processEvents()
