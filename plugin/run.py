"""Runs an algorithm in the background, so that QGIS stays usable, and tells how it goes."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsApplication,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
    QgsTask,
)
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, pyqtSignal

from .words import tr

_QUIET = (
    (QgsTask.Flag.CanCancel | QgsTask.Flag.Hidden | QgsTask.Flag.Silent,)
    if hasattr(QgsTask.Flag, "Silent")
    else ()
)
"""Flags of a task that is not worth a message."""


class _Feedback(QgsProcessingFeedback):
    """Passes on what an algorithm says; it speaks in another thread, signals arrive in that of the dock."""

    told = pyqtSignal(str, str)
    """Kind ("info", "warning", "error" or "time") and text."""

    def __init__(self) -> None:
        super().__init__(False)

    def pushInfo(self, info: str | None) -> None:  # noqa: N802
        self.told.emit("info", info or "")

    def pushWarning(self, warning: str | None) -> None:  # noqa: N802
        self.told.emit("warning", warning or "")

    def reportError(self, error: str | None, fatalError: bool = False) -> None:  # noqa: N802, N803
        self.told.emit("error", error or "")

    def setProgressText(self, text: str | None) -> None:  # noqa: N802
        self.told.emit("time", text or "")


class Run(QObject):
    """One run of an algorithm as a background task of QGIS.

    Exactly one of `finished`, `failed` and `cancelled` comes, once.

    Args:
        algorithm: Its id.
        parameters: Its parameters.
        quiet: Whether QGIS, too, tells nobody of it, as far as it can (from 3.26 on).
    """

    progressed = pyqtSignal(float)
    """Percent."""

    told = pyqtSignal(str, str)
    """Kind ("info", "warning" or "time") and text."""

    finished = pyqtSignal(dict)
    """The results by key."""

    failed = pyqtSignal(str)
    """Why, in one sentence."""

    cancelled = pyqtSignal()

    def __init__(self, algorithm: str, parameters: dict[str, Any], quiet: bool = False) -> None:
        super().__init__()
        self.algorithm = algorithm
        self._parameters = parameters
        self._quiet = quiet
        self._context = QgsProcessingContext()
        self._context.setProject(QgsProject.instance())
        self._feedback = _Feedback()
        self._feedback.progressChanged.connect(self.progressed)
        self._feedback.told.connect(self._hear)
        self._error = ""
        self._task: QgsProcessingAlgRunnerTask | None = None

    @property
    def is_running(self) -> bool:
        """Whether it has begun and not ended."""
        return self._task is not None

    def start(self) -> None:
        """Check the parameters, then begin; a refusal comes as `failed` before this returns."""
        algorithm = QgsApplication.processingRegistry().createAlgorithmById(self.algorithm)
        sound, why = algorithm.checkParameterValues(self._parameters, self._context)
        if not sound:
            self.failed.emit(why)
            return
        flags = _QUIET if self._quiet else ()
        self._task = QgsProcessingAlgRunnerTask(
            algorithm, self._parameters, self._context, self._feedback, *flags
        )
        self._task.executed.connect(self._end)
        # The task goes on using context and feedback, even if nobody waits for the run any more or the
        # plugin's modules are gone: what owns itself is kept until it is taken back.
        sip.transferto(self, self)
        QgsApplication.taskManager().addTask(self._task)

    def cancel(self) -> None:
        """Ask it to stop; `cancelled` tells when it has."""
        self._feedback.cancel()

    def abandon(self) -> None:
        """Ask it to stop, and tell nobody any more."""
        self.blockSignals(True)
        self.cancel()

    def _hear(self, kind: str, text: str) -> None:
        if kind == "error":
            self._error = text
        else:
            self.told.emit(kind, text)

    def _end(self, successful: bool, results: dict[str, Any]) -> None:
        self._task = None
        sip.transferback(self)
        if self._feedback.isCanceled():
            self.cancelled.emit()
        elif successful:
            self.finished.emit(results)
        else:
            self.failed.emit(self._error or tr("The run failed; see the log messages of Processing."))
