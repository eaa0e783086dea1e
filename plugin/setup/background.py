"""Does one thing in a thread of its own, so that QGIS stays usable."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable
from typing import Any

from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...core.errors import Cancelled, SureCoverError
from ...core.progress import Progress

_STOPPING_S = 2.0


class Background(QObject):
    """Exactly one of `finished`, `failed` and `cancelled` comes, once.

    Args:
        work: Is given its progress, and what it may call with the name of each step.
        parent: Owns it.
    """

    told = pyqtSignal(str, object)
    """As `core.progress` tells; "step" with a name."""

    finished = pyqtSignal(object)
    """What the work returned."""

    failed = pyqtSignal(str)
    """Why, in one sentence."""

    cancelled = pyqtSignal()

    def __init__(self, work: Callable[[Progress, Callable[[str], None]], Any], parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._do, daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def cancel(self) -> None:
        """Ask it to stop; `cancelled` tells when it has."""
        self._stop.set()

    def abandon(self) -> None:
        """Stop it, and hear no more of it."""
        self.blockSignals(True)
        self.cancel()
        if self._thread.is_alive():
            self._thread.join(_STOPPING_S)

    def _do(self) -> None:
        progress = Progress(self.told.emit, self._stop.is_set)
        try:
            result = self._work(progress, lambda name: self.told.emit("step", name))
        except Cancelled:
            self.cancelled.emit()
        except SureCoverError as error:
            self.failed.emit(str(error))
        except Exception as error:  # a defect of ours; in a thread nobody would see it
            self.told.emit("log", traceback.format_exc())
            self.failed.emit(f"{type(error).__name__}: {error}")
        else:
            self.finished.emit(result)
