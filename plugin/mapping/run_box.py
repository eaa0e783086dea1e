"""The button that starts a run, and how the run goes."""

from __future__ import annotations

import re
from textwrap import shorten

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from ..parts import icon_button, text_label
from ..run import Run
from ..words import tr

_STEP = re.compile(r"(\w+): (?:([^,]*)\.\w+)?.*")
"""How `produce` tells which algorithm it runs now, and which file that makes first, if not a folder."""

_ESTIMATE = re.compile(r"(Learning .* on this computer): .*")
"""How it tells, before it begins to learn, how long that will take."""

_FOLD = re.compile(r"Learning (without fold|on all folds).*")
"""How it tells what it learns now."""

_MOST_LETTERS = 300
"""Of a refusal under the button; all of it stands in the message bar, which shows little at a time."""


class RunBox(QWidget):
    """Run, or progress, step, remaining time and Cancel."""

    run_wanted = pyqtSignal()
    command_wanted = pyqtSignal()
    dialog_wanted = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self._run: Run | None = None
        self._lacking = ""
        self._step = self._estimate = self._time = ""
        self._remarks: list[str] = []
        self.button = QPushButton(tr("&Run"))
        self.button.setObjectName("run")
        self.button.setDefault(True)
        self.button.setMinimumHeight(2 * self.fontMetrics().height())
        self.button.setToolTip(tr("Make the map; QGIS stays usable meanwhile"))
        self.command = icon_button("copy_command", "mActionEditCopy", tr("Copy as qgis_process command"))
        self.dialog = icon_button(
            "open_dialog", "processingAlgorithm", tr("Open as algorithm dialog, with all settings")
        )
        self.progress = QProgressBar()
        self.progress.setObjectName("progress")
        self.progress.setAccessibleName(tr("Progress"))
        self.cancel = QPushButton(tr("&Cancel"))
        self.cancel.setObjectName("cancel")
        self.cancel.setToolTip(tr("Stop; nothing will have been written"))
        self.status = text_label()
        self.status.setObjectName("run_status")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(_line(self.button, self.command, self.dialog))
        layout.addLayout(_line(self.progress, self.cancel))
        layout.addWidget(self.status)
        self.button.clicked.connect(self.run_wanted)
        self.command.clicked.connect(self.command_wanted)
        self.dialog.clicked.connect(self.dialog_wanted)
        self.cancel.clicked.connect(self._cancel)
        self._arrange()

    @property
    def is_running(self) -> bool:
        """Whether a run is under way."""
        return self._run is not None

    def tell_lacking(self, sentence: str) -> None:
        """Allow a run, or say what must be chosen before."""
        if sentence != self._lacking or not sentence:
            self._lacking = sentence
            if not self.is_running:
                self.status.setText(sentence)
        self._arrange()

    def follow(self, run: Run) -> None:
        """Show how a run goes, from before its start to its end."""
        self._run = run
        self._step, self._estimate, self._time = tr("Starting…"), "", ""
        self._remarks = []
        self.progress.setValue(0)
        self.cancel.setEnabled(True)
        run.progressed.connect(lambda percent: self.progress.setValue(int(percent)))
        run.told.connect(self._hear)
        run.finished.connect(lambda _: self._end("\n".join(self._remarks)))
        run.failed.connect(lambda why: self._end(shorten(why, _MOST_LETTERS, placeholder=" …")))
        run.cancelled.connect(lambda: self._end(_cancelled()))
        self._arrange()
        self._tell()

    def _hear(self, kind: str, text: str) -> None:
        if kind == "info":
            self._hear_step(text)
        elif kind == "time":
            self._time = text
        elif kind == "warning":
            self._remarks.append(text)
        self._tell()

    def _hear_step(self, text: str) -> None:
        step, estimate = _STEP.fullmatch(text), _ESTIMATE.fullmatch(text)
        algorithm = (
            QgsApplication.processingRegistry().algorithmById(f"surecover:{step[1]}") if step else None
        )
        if algorithm:
            self._step = ": ".join(filter(None, [algorithm.displayName(), step[2]]))
            self._estimate = ""
        elif estimate:
            self._estimate = f"{estimate[1]}."
        elif _FOLD.fullmatch(text):
            self._step = text

    def _cancel(self) -> None:
        if self._run:
            self.cancel.setEnabled(False)
            self._step, self._estimate, self._time = tr("Cancelling…"), "", ""
            self._tell()
            self._run.cancel()

    def _tell(self) -> None:
        self.status.setText("\n".join(filter(None, [self._step, self._estimate, self._time])))

    def _end(self, sentence: str) -> None:
        self._run = None
        self._arrange()
        self.status.setText(sentence or self._lacking)

    def _arrange(self) -> None:
        for widget in (self.button, self.command, self.dialog):
            widget.setVisible(not self.is_running)
        self.button.setEnabled(not self._lacking)
        self.command.setEnabled(not self._lacking)
        for widget in (self.progress, self.cancel):
            widget.setVisible(self.is_running)


def _line(wide: QWidget, *others: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.addWidget(wide, 1)
    for widget in others:
        line.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
    return line


def _cancelled() -> str:
    return tr("Cancelled; no results were written. Run again to go on with what is finished.")
