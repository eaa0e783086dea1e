"""Import a model of another tool: what it tells, what it does not, and fields to fill that in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from qgis.core import QgsApplication, QgsProcessingUtils
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ...core.errors import SureCoverError
from ...core.model.card import ModelCard
from ...core.model.cardfile import IncompleteCard, read_card
from ...core.model.importing.draft import NOT_STATED, read_draft, short_name
from ...core.paths import is_file
from ..parts import text_label
from ..run import Run
from ..run_line import RunLine
from ..session import Session
from ..words import tr
from .import_fields import Bands, Classes, Question, Results, Scaling

_ENDINGS = "*.onnx *.emd *.safetensors *.pt *.pth *.bin config.json"


class ImportDialog(QDialog):
    """Chooses a model, asks what it does not tell, and lets surecover:importmodel write the model folder.

    Args:
        session: Starts the runs.
        incomplete: A model folder of which something is unknown; "" to choose a model first.
        parent: What it opens over.
    """

    imported = pyqtSignal(str)
    """The model folder that was written."""

    def __init__(self, session: Session, incomplete: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("import_dialog")
        self.setWindowTitle(tr("Complete a model") if incomplete else tr("Import a model"))
        self._session, self._incomplete = session, incomplete
        self._questions: list[Question] = []
        self._licence = QLineEdit()
        self.source = _chooser("import_source", QgsFileWidget.StorageMode.GetFile)
        self.source.setFilter(tr("Models") + f" ({_ENDINGS})")
        self.folder = _chooser("import_folder", QgsFileWidget.StorageMode.GetDirectory)
        self.message = text_label()
        self.message.setObjectName("import_message")
        self.line = RunLine()
        self._form = QScrollArea()
        self._form.setWidgetResizable(True)
        self._buttons = QDialogButtonBox()
        self.accept_button = self._buttons.addButton(
            tr("Complete") if incomplete else tr("Import"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.accept_button.setObjectName("import_now")
        self.accept_button.setEnabled(False)
        self._buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self._buttons.accepted.connect(self._write)
        self._buttons.rejected.connect(self.reject)
        self._lay_out()
        self.source.fileChanged.connect(self._read)
        if incomplete:
            self._show(incomplete)

    def done(self, result: int) -> None:
        """Close it; what runs is stopped."""
        self.line.cancel()
        super().done(result)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        if not self._incomplete:
            choosing = QFormLayout()
            choosing.addRow(tr("Model"), self.source)
            choosing.addRow(tr("Model folder"), self.folder)
            layout.addLayout(choosing)
            self.message.setText(
                tr(
                    "Choose an ONNX file (among them those of Deepness), an Esri model definition (.emd), or "
                    "config.json of an smp folder. Nothing in it is run."
                )
            )
        layout.addWidget(self.message)
        layout.addWidget(self._form, 1)
        layout.addWidget(self.line)
        layout.addWidget(self._buttons)
        letter = self.fontMetrics().averageCharWidth()
        self.resize(90 * letter, 90 * letter)

    def _read(self, source: str) -> None:
        """Let the engine look into a file: what is in it is imported into a temporary folder."""
        self.accept_button.setEnabled(False)
        self._questions = []
        self._form.takeWidget()
        if not is_file(Path(source)) or self.line.is_busy:
            return  # a path that is still being typed; or the end of that reading begins the next
        self.folder.setFilePath(str(models_folder() / short_name(Path(_named(source)))))
        seen = QgsProcessingUtils.generateTempFilename("model")
        run = self._run({"INPUT": source, "FOLDER": seen}, tr("Reading"))
        run.finished.connect(lambda _: self._seen(source, seen))
        run.failed.connect(lambda _: self._seen(source, ""))
        run.start()

    def _seen(self, source: str, folder: str) -> None:
        """Show what was read, unless another model has been chosen meanwhile."""
        if source != self.source.filePath():
            self._read(self.source.filePath())
        elif folder:
            self._show(folder)

    def _show(self, folder: str) -> None:
        """Ask what is unknown of the model in a folder; what is known can be changed."""
        try:
            card, unknown, means, deviations = _known(folder)
        except SureCoverError as error:
            self.message.setText(str(error))
            return
        self._questions = [
            Bands(card, "bands" in unknown),
            Scaling("scaling" in unknown, means, deviations),
            *([Results()] if "output" in unknown else []),
            Classes(card, "classes" in unknown),
        ]
        inside = QWidget()
        column = QVBoxLayout(inside)
        for question in self._questions:
            column.addWidget(question)
        below = QFormLayout()
        self._licence = QLineEdit("" if card.licence == NOT_STATED else card.licence, objectName="licence")
        self._licence.setPlaceholderText(tr("such as CC-BY-4.0"))
        self._licence.setAccessibleName(tr("Licence"))
        below.addRow(tr("Licence"), self._licence)
        column.addLayout(below)
        column.addStretch(1)
        self._form.setWidget(inside)
        self.message.setText(card.description)
        self.accept_button.setEnabled(True)

    def _write(self) -> None:
        parameters: dict[str, Any] = {"LICENCE": self._licence.text().strip()}
        for question in self._questions:
            parameters.update(question.answers())
        if self._incomplete:
            parameters["INPUT"] = self._incomplete
        else:
            parameters.update(INPUT=self.source.filePath(), FOLDER=self.folder.filePath())
        self.accept_button.setEnabled(False)
        run = self._run(parameters, tr("Importing"))
        run.finished.connect(self._end)
        run.start()

    def _run(self, parameters: dict[str, Any], what: str) -> Run:
        run = self._session.run("importmodel", parameters)
        run.failed.disconnect(self._session.show_error)  # behind the dialog it would outlast the mistake
        run.failed.connect(self.message.setText)
        for ending in (run.failed, run.cancelled):
            ending.connect(lambda *_: self.accept_button.setEnabled(bool(self._questions)))
        self.line.follow(run, what)
        return run

    def _end(self, results: dict[str, Any]) -> None:
        self.imported.emit(results["FOLDER"])
        self.accept()


def models_folder() -> Path:
    """Where imported models lie unless another place is chosen: in the user's profile."""
    return Path(QgsApplication.qgisSettingsDirPath()) / "surecover" / "models"


def _known(folder: str) -> tuple[ModelCard, Sequence[str], Sequence[float], Sequence[float]]:
    """The card of a model folder, what is unknown of it, and the means and deviations it tells."""
    try:
        return read_card(folder), (), (), ()
    except IncompleteCard:
        draft = read_draft(folder)
        return draft.card(), draft.unknown, draft.means, draft.deviations


def _named(source: str) -> str:
    """What the model is called after: its file, or the folder of a configuration."""
    return str(Path(source).parent) if Path(source).name == "config.json" else source


def _chooser(name: str, mode: QgsFileWidget.StorageMode) -> QgsFileWidget:
    chooser = QgsFileWidget()
    chooser.setObjectName(name)
    chooser.setStorageMode(mode)
    return chooser
