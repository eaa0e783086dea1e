"""What becomes what: how the codes of the old map are translated, before anything is run."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from qgis.PyQt.QtCore import QObject, Qt, pyqtSignal
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ...core.scheme import ClassScheme
from ...core.textfiles import parse_table
from ..parts import chip, text_label
from ..run_line import RunLine
from ..session import Session
from ..words import tr
from .choices import Choices


class Preview(QObject):
    """Runs the translation without a result, and shows what it tells.

    Args:
        session: Starts the run.
        line: Shows that it runs, or waits for another run, and can stop it.
        parent: The widget over which the table opens.
    """

    ended = pyqtSignal()

    def __init__(self, session: Session, line: RunLine, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._line = session, line
        self.dialog: PreviewDialog | None = None

    def start(self, choices: Choices, scheme: ClassScheme | None) -> None:
        """Begin; `ended` tells when the table is open or the message bar says why not.

        Args:
            choices: What is chosen.
            scheme: Classes of the chosen model; None for those that would be learned: the crosswalk's,
                or the map's own.
        """
        folder = tempfile.TemporaryDirectory()
        legend = Path(folder.name, "legend.csv")
        parameters: dict[str, Any] = {
            "INPUT": choices.external,
            **choices.external_parameters(),
            "LEGEND": str(legend),
        }
        if scheme:
            schema = Path(folder.name, "scheme.json")
            schema.write_text(scheme.to_json(), encoding="utf-8")
            parameters["SCHEME"] = str(schema)
        else:
            parameters["OWN_LEGEND"] = True
        if choices.images:
            parameters["GRID"] = choices.images[0].path
        told: list[str] = []
        run = self._session.run("harmonise", parameters)
        run.told.connect(lambda kind, text: told.append(text))
        run.finished.connect(lambda _: self._show(told, legend, scheme))
        for ending in (run.finished, run.failed, run.cancelled):
            ending.connect(lambda *_: folder.cleanup())
            ending.connect(lambda *_: self.ended.emit())
        self._line.follow(run, tr("Translating"))
        run.start()

    def _show(self, told: list[str], legend: Path, scheme: ClassScheme | None) -> None:
        rows = parse_table(legend.read_text(encoding="utf-8-sig"))
        if self.dialog:
            self.dialog.close()
            self.dialog.deleteLater()
        sentence = next((line for line in told if line.startswith("By the crosswalk")), "")
        self.dialog = PreviewDialog(sentence, rows, scheme, self.parent())
        self.dialog.show()


class PreviewDialog(QDialog):
    """Each code with the class that it becomes, and how much of the area that is.

    Args:
        sentence: By which crosswalk, and how much in all.
        rows: Of harmonise's table.
        scheme: Colours of the classes; None if they are not known yet.
        parent: What it opens over.
    """

    def __init__(
        self,
        sentence: str,
        rows: list[dict[str, str]],
        scheme: ClassScheme | None,
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        self.setWindowTitle(tr("What becomes what"))
        self.setObjectName("preview_dialog")
        rows = sorted(rows, key=lambda row: (not _is_mapped(row), -float(row["share"] or 0)))
        titles = [tr("In the old map"), tr("Becomes"), tr("Share"), tr("Hectares")]
        self.table = QTableWidget(len(rows), len(titles))
        self.table.setObjectName("preview_table")
        self.table.setAccessibleName(tr("What becomes what"))
        self.table.setHorizontalHeaderLabels(titles)
        self.table.verticalHeader().hide()
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        for number, row in enumerate(rows):
            self._fill(number, row, scheme)
        self.table.resizeColumnsToContents()
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        buttons.button(QDialogButtonBox.StandardButton.Close).setFocus()
        layout = QVBoxLayout(self)
        layout.addWidget(text_label(sentence))
        layout.addWidget(self.table)
        layout.addWidget(buttons)
        letter = self.fontMetrics().averageCharWidth()
        self.resize(80 * letter, 50 * letter)

    def _fill(self, number: int, row: dict[str, str], scheme: ClassScheme | None) -> None:
        mapped = _is_mapped(row)
        code = " ".join(dict.fromkeys(filter(None, [row["code"], row["name"]])))
        becomes = row["class_name"] if mapped else tr("nothing")
        share = f"{100 * float(row['share'] or 0):.1f} %"
        cells = [QTableWidgetItem(text) for text in (code, becomes, share, row["hectares"])]
        if mapped and scheme:
            color = scheme.by_id(int(row["class_id"])).color
            cells[1].setIcon(QIcon(chip(color, self)))
        for column, cell in enumerate(cells):
            if column > 1:
                cell.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            cell.setToolTip(cell.text())
            if not mapped:
                cell.setFlags(cell.flags() & ~Qt.ItemFlag.ItemIsEnabled)
            self.table.setItem(number, column, cell)


def _is_mapped(row: dict[str, str]) -> bool:
    return row["class_id"] not in ("", "0")
