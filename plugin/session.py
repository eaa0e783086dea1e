"""What the tabs of the dock share: QGIS's interface, the results that are open, the runs under way."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import Qgis
from qgis.gui import QgisInterface, QgsMapCanvas
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..core.errors import SureCoverError
from ..core.resultfolder import ResultFolder
from .palette import Palette
from .run import Run
from .words import tr


class Session(QObject):
    """One per dock.

    Attributes:
        iface: QGIS's interface.
        palette: Colours of the reliability codes.
        result: The results that are open, or None.

    Args:
        iface: QGIS's interface.
        parent: Owns the session.
    """

    opened = pyqtSignal(object)
    """The results that were opened, a ResultFolder; None when there are none any more."""

    wanted = pyqtSignal()
    """Somebody made or chose the results that were opened, and wants to see them now."""

    model_wanted = pyqtSignal(str)
    """Somebody wants to map with the model in this folder."""

    def __init__(self, iface: QgisInterface, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.iface = iface
        self.palette = Palette(self)
        self.result: ResultFolder | None = None
        self._runs: list[Run] = []

    @property
    def canvas(self) -> QgsMapCanvas:
        """QGIS's main map."""
        return self.iface.mapCanvas()

    def open(self, folder: str) -> bool:
        """Open the results in a folder and show them; False, with a message, if there are none."""
        try:
            self._set(ResultFolder.open(Path(folder).absolute()))
        except SureCoverError as error:
            self.show_error(str(error))
            return False
        self.wanted.emit()
        return True

    def restore(self, folder: str) -> None:
        """Let the results be open that were open when the project was saved; none if they are gone."""
        try:
            self._set(ResultFolder.open(folder))
        except SureCoverError:
            self.close()

    def close(self) -> None:
        """Forget the results."""
        if self.result:
            self._set(None)

    def run(self, algorithm: str, parameters: dict[str, Any]) -> Run:
        """A run of an algorithm, ready to start; a failure is shown in the message bar."""
        run = Run(f"surecover:{algorithm}", parameters)
        run.failed.connect(self.show_error)
        for ending in (run.finished, run.failed, run.cancelled):
            ending.connect(lambda *_: self._runs.remove(run))
        self._runs.append(run)
        return run

    def abandon_all(self) -> None:
        """Ask all runs to stop, and hear no more of them."""
        for run in self._runs:
            run.abandon()
        self._runs.clear()

    def show_error(self, sentence: str) -> None:
        """Show a refusal until somebody closes it."""
        self._show(sentence, Qgis.MessageLevel.Critical, 0)

    def show_warning(self, sentence: str) -> None:
        """Show for a while what somebody should know."""
        self._show(sentence, Qgis.MessageLevel.Warning, 15)

    def show_success(self, sentence: str) -> None:
        """Show for a while what was achieved."""
        self._show(sentence, Qgis.MessageLevel.Success, 8)

    def _set(self, result: ResultFolder | None) -> None:
        self.result = result
        self.opened.emit(result)

    def _show(self, sentence: str, level: Qgis.MessageLevel, seconds: int) -> None:
        self.iface.messageBar().pushMessage(tr("SureCover"), sentence, level, seconds)
