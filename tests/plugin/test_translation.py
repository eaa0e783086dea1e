"""Everything that the dock says can be said in another language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from qgis.core import QgsProject
from qgis.gui import QgisInterface, QgsFileWidget
from qgis.PyQt.QtCore import QCoreApplication, Qt, QTranslator
from qgis.PyQt.QtWidgets import (
    QAbstractButton,
    QAction,
    QGroupBox,
    QLabel,
    QTabBar,
    QTableView,
    QTabWidget,
    QWidget,
)

from surecover.core import RESOURCES
from surecover.core.resultfolder import ResultFolder
from surecover.plugin.dock import Dock
from surecover.plugin.session import Session
from surecover.processing_provider.provider import SureCoverProvider
from surecover.processing_provider.words import CONTEXT
from tests.plugin.resultfolders import make_result


class Marking(QTranslator):
    """A language in which everything stands in angle quotes."""

    def translate(
        self, context: str | None, text: str | None, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        return f"«{text}»" if context == CONTEXT else None

    def isEmpty(self) -> bool:  # noqa: N802
        return False


@pytest.fixture
def dock(
    qgis_iface: QgisInterface, provider: SureCoverProvider, qtbot: QtBot, tmp_path: Path
) -> Iterator[Dock]:
    """The dock in that language, with results open."""
    language = Marking()
    QCoreApplication.installTranslator(language)
    dock = Dock(Session(qgis_iface))
    qtbot.addWidget(dock)
    dock.show()
    dock.session.open(str(make_result(tmp_path / "result").path))
    yield dock
    QCoreApplication.removeTranslator(language)
    dock.close_down()
    QgsProject.instance().clear()


def said(widget: QWidget) -> Iterator[str]:
    """What a widget shows or tells."""
    yield widget.toolTip()
    yield widget.accessibleName()
    if isinstance(widget, (QLabel, QAbstractButton)):
        yield widget.text()
    if isinstance(widget, QGroupBox):
        yield widget.title()
    if isinstance(widget, QTabWidget):
        yield from (widget.tabText(number) for number in range(widget.count()))
    if isinstance(widget, QTableView):
        model, across = widget.model(), Qt.Orientation.Horizontal
        for column in range(model.columnCount()):
            yield str(model.headerData(column, across, Qt.ItemDataRole.DisplayRole) or "")
    for action in widget.actions():
        if isinstance(action, QAction) and action.parent() is widget:
            yield action.text()


def is_qgis_own(widget: QWidget) -> bool:
    """Whether QGIS or Qt made it, inside one of ours."""
    above = widget.parent()
    return widget.objectName().startswith("qt_") or isinstance(above, (QgsFileWidget, QTabBar))


def in_english(text: str, data: str) -> bool:
    """Whether a text holds words that are neither translated nor those of models and results."""
    text = re.sub(r"<[^>]*>|&nbsp;", "", text)
    while "«" in text:  # translated texts within translated texts
        text = re.sub(r"«[^«»]*»", "", text)
    return any(word not in data for word in re.findall(r"[A-Za-z]{3,}", text))


def test_no_word_of_the_dock_stays_in_english(dock: Dock) -> None:
    result: ResultFolder = dock.session.result
    files = [
        *(RESOURCES / "models").glob("*/model.json"),
        result.path / "intermediate" / "scheme.json",
    ]
    data = " ".join([str(result.path), *(file.read_text(encoding="utf-8") for file in files)])
    widgets = [widget for widget in dock.findChildren(QWidget) if not is_qgis_own(widget)]
    english = {
        (widget.objectName(), text) for widget in widgets for text in said(widget) if in_english(text, data)
    }
    assert not english
    assert len(widgets) > 100
