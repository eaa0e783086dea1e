"""The dialog "Set up the engine"."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from qgis.gui import QgsCollapsibleGroupBox
from qgis.PyQt.QtCore import QEvent, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QFontDatabase
from qgis.PyQt.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ...core.engine.client import engine
from ...core.engine.setup.install import install, prove
from ...core.engine.setup.kept import kept, remove
from ...core.engine.setup.pythons import NONE, examine, usable
from ...core.progress import Progress
from ...processing_provider.listener import time_left
from ..parts import text_label
from ..words import tr
from . import settings
from .background import Background
from .kept_box import KeptBox
from .plan_box import PlanBox

_MOST_LINES = 2000
_LOG_LINES = 12
_WIDTH = 96
"""Of the window, letters."""

OnStep = Callable[[str], None]


class SetupDialog(QDialog):
    """Shows what will be installed, does it, and says how that went; one thing at a time.

    Args:
        parent: QGIS's main window.
    """

    changed = pyqtSignal()
    """There may be an engine now, or none any more."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("setup_dialog")
        self.setWindowTitle(tr("Set up SureCover's engine"))
        self.plan_box, self.kept_box = PlanBox(), KeptBox()
        self.status = text_label()
        self.status.setObjectName("setup_status")
        font = self.status.font()
        font.setBold(True)
        self.status.setFont(font)
        self.progress = QProgressBar()
        self.progress.setObjectName("setup_progress")
        self.progress.setAccessibleName(tr("Progress"))
        self.log = QPlainTextEdit()
        self.log.setObjectName("setup_log")
        self.log.setAccessibleName(tr("Log"))
        self.log.setReadOnly(True)
        self.log.setMaximumBlockCount(_MOST_LINES)
        self.log.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.log.hide()
        self.start, self.cancel, self.done = (
            _button("start_setup", tr("Set up")), _button("cancel_setup", tr("Cancel")),
            _button("close_setup", tr("Close")),
        )  # fmt: skip
        self.start.setDefault(True)
        self._work: Background | None = None
        self._step = ""
        self._lay_out()
        self.start.clicked.connect(self.set_up)
        self.cancel.clicked.connect(self._cancel)
        self.done.clicked.connect(self.reject)
        self.plan_box.changed.connect(self._arrange)
        self.plan_box.base_wanted.connect(self._examine)
        self.kept_box.remove_wanted.connect(self._remove)
        self.kept_box.python_wanted.connect(self._use)
        self._arrange()

    @property
    def is_busy(self) -> bool:
        """Whether something is under way."""
        return self._work is not None

    def set_up(self) -> None:
        """Install as planned, or go on with what is there."""
        plan = self.plan_box.plan()
        if plan is None or self.is_busy:
            return
        self.start.setText(tr("Set up"))
        self._show_log()
        self._begin(tr("Making a Python of its own"), partial(install, plan), self._installed, str(plan.log))

    def reject(self) -> None:
        """Close, or stop what is under way; the window stays then, to tell how that ended."""
        if self.is_busy:
            self._cancel()
        else:
            super().reject()

    def showEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Look around anew whenever it is opened."""
        super().showEvent(event)
        if not self.log.isVisibleTo(self):
            self.layout().activate()  # QGIS collapses its boxes only when they are shown
            self.resize(self.width(), 0)
        if not self.is_busy:
            self._look()

    def close_down(self) -> None:
        """Stop what is under way and vanish, because the plugin is switched off."""
        if self._work:
            self._work.abandon()
        self.deleteLater()

    def _look(self, sentence: str = "") -> None:
        """See which Pythons and engines there are, then say a sentence, or how things are."""

        def show(found: tuple[list[Any], list[Any]]) -> None:
            bases, engines = found
            if bases or not self.plan_box.base.count():
                self.plan_box.offer(bases)
            self.kept_box.offer(engines)
            self.status.setText(sentence or _state(bool(bases)))
            self._fit()

        self._begin(tr("Looking for Pythons"), lambda progress, on_step: (usable(), kept()), show)

    def _examine(self, python: str) -> None:
        self._begin(tr("Looking for Pythons"), lambda progress, on_step: examine(python), self._take_base)

    def _take_base(self, base: Any) -> None:  # noqa: ANN401 - what Background passes on
        self.plan_box.take_base(base)
        self.status.setText(_state(True))

    def _installed(self, python: str) -> None:
        self.progress.setValue(100)
        settings.choose_python("")
        self.kept_box.show_chosen()
        self.changed.emit()
        self._look(tr("The engine is set up and works. Close this window and make a map."))

    def _remove(self, folder: Path) -> None:
        engine().shutdown()  # its files could not be deleted on Windows
        self._begin(tr("Removing"), lambda progress, on_step: remove(folder), lambda _: self._removed(folder))

    def _removed(self, folder: Path) -> None:
        self.changed.emit()
        self._look(tr("Removed: {}").format(folder.name))

    def _use(self, python: str) -> None:
        if python:
            self._begin(
                tr("Trying everything out"),
                lambda progress, on_step: prove(python, progress),
                lambda _: self._used(python),
            )
        else:
            self._used("")

    def _used(self, python: str) -> None:
        settings.choose_python(python)
        self.kept_box.show_chosen()
        self.status.setText(_state(True))
        self.changed.emit()

    def _begin(
        self,
        step: str,
        do: Callable[[Progress, OnStep], Any],
        then: Callable[[Any], None],
        log: str = "",
    ) -> None:
        """Do something in the background, then show its end; only setting up has a log."""
        self._step = step
        self.progress.setRange(0, 100 if log else 0)
        self._work = Background(do, self)
        self._work.told.connect(self._hear)
        self._work.finished.connect(lambda result: self._end(lambda: then(result)))
        self._work.failed.connect(lambda why: self._end(lambda: self._fail(why, log)))
        self._work.cancelled.connect(lambda: self._end(lambda: self._stop(log)))
        self.status.setText(f"{self._step} …")
        self._arrange()
        self._work.start()

    def _end(self, then: Callable[[], None]) -> None:
        self._work.deleteLater()
        self._work, self._step = None, ""
        self.progress.setRange(0, 100)
        self._arrange()
        then()

    def _fail(self, why: str, log: str) -> None:
        if log:
            self.start.setText(tr("Retry"))
            why = "\n".join([why, tr("Log: {}").format(log)])
        self.status.setText(why)

    def _stop(self, log: str) -> None:
        self.status.setText(
            tr("Cancelled; setting up again goes on from where it stopped.") if log else _state(True)
        )

    def _cancel(self) -> None:
        if self._work:
            self.cancel.setEnabled(False)
            self.status.setText(tr("Cancelling…"))
            self._work.cancel()

    def _hear(self, kind: str, value: Any) -> None:  # noqa: ANN401 - as `core.progress` tells
        if kind == "log":
            self.log.appendPlainText(value)
        elif kind == "step":
            steps = {
                "make": tr("Making a Python of its own"),
                "install": tr("Downloading and installing packages"),
                "prove": tr("Trying everything out"),
            }
            self._step = steps[value]
            self.status.setText(f"{self._step} …")
        elif kind == "progress" and self.cancel.isEnabled():
            fraction, remaining = value
            self.progress.setValue(int(100 * fraction))
            self.status.setText(f"{self._step} {time_left(remaining) or '…'}")

    def _fit(self) -> None:
        """Give everything room, in a window that people may have made larger."""
        self.resize(self.width(), max(self.height(), self.layout().totalHeightForWidth(self.width())))

    def _show_log(self) -> None:
        self.log.clear()
        if not self.log.isVisible():
            self.resize(self.width(), self.height() + _LOG_LINES * self.fontMetrics().height())
            self.log.show()

    def _arrange(self) -> None:
        for box in (self.plan_box, self.kept_box):
            box.setEnabled(not self.is_busy)
        self.progress.setVisible(self.is_busy)
        self.start.setEnabled(not self.is_busy and self.plan_box.plan() is not None)
        self.done.setEnabled(not self.is_busy)
        self.cancel.setEnabled(self.is_busy)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.addWidget(
            text_label(
                tr(
                    "SureCover computes in a Python of its own, its engine. It is made here, once for each "
                    "user of this computer; QGIS and its Python stay as they are."
                )
            )
        )
        layout.addWidget(self.plan_box)
        engines = QgsCollapsibleGroupBox(tr("Engines that are there"))
        engines.setSaveCollapsedState(False)
        QVBoxLayout(engines).addWidget(self.kept_box)
        engines.setCollapsed(True)
        for group in (self.plan_box.more, engines):
            # QGIS's box is as high as it will be only after it has told of it.
            group.collapsedStateChanged.connect(lambda _: QTimer.singleShot(0, self._fit))
        layout.addWidget(engines)
        layout.addWidget(self.log, 100)
        layout.addStretch(1)
        layout.addWidget(self.status)
        layout.addWidget(self.progress)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in (self.start, self.cancel, self.done):
            buttons.addWidget(button)
        layout.addLayout(buttons)
        self.resize(_WIDTH * self.fontMetrics().averageCharWidth(), 0)


def _state(has_base: bool) -> str:
    chosen, lacking = settings.chosen_python(), settings.lacking()
    if chosen:
        return lacking or tr("The engine runs with {}.").format(chosen)
    if not lacking:
        return tr("An engine is there and ready. Setting up again repairs it.")
    if not has_base:
        return NONE
    return tr("There is no engine yet for this version of SureCover.")


def _button(name: str, text: str) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    button.setAutoDefault(False)
    return button
