"""One line about a run under way, with a button that stops it."""

from __future__ import annotations

from qgis.core import QgsApplication
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QToolButton, QWidget

from .run import Run
from .words import tr


class RunLine(QWidget):
    """Is seen while something runs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._what = QLabel()
        self._bar = QProgressBar(objectName="run_progress")
        self._bar.setAccessibleName(tr("Progress"))
        self._stop = QToolButton(objectName="cancel_run")
        self._stop.setIcon(QgsApplication.getThemeIcon("/mTaskCancel.svg"))
        self._stop.setToolTip(tr("Stop"))
        self._stop.setAccessibleName(tr("Stop"))
        self._stop.clicked.connect(self.cancel)
        self._run: Run | None = None
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._what)
        layout.addWidget(self._bar, 1)
        layout.addWidget(self._stop)
        self.hide()

    @property
    def is_busy(self) -> bool:
        """Whether a run is under way."""
        return self._run is not None

    def follow(self, run: Run, what: str) -> None:
        """Show how a run goes; who follows the run later finds that it is not busy at the end.

        Args:
            run: Not started yet.
            what: What it does.
        """
        self._run = run
        self._what.setText(what)
        self._bar.setValue(0)
        self._stop.setEnabled(True)
        self.show()
        run.progressed.connect(lambda percent: self._bar.setValue(int(percent)))
        for ending in (run.finished, run.failed, run.cancelled):
            ending.connect(lambda *_: self._forget(run))

    def cancel(self) -> None:
        """Ask the run to stop."""
        if self._run:
            self._stop.setEnabled(False)
            self._run.cancel()

    def _forget(self, run: Run) -> None:
        if run is self._run:
            self._run = None
            self.hide()
