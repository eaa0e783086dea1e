"""Long work in slices between the events of QGIS, which stays usable meanwhile."""

from __future__ import annotations

import time
from collections.abc import Generator
from typing import Any

from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ..core.errors import SureCoverError

_SLICE = 0.02
"""Seconds of work between two looks at the events."""


class Sliced(QObject):
    """Runs a generator step by step; each of its steps must be short.

    Args:
        work: Its yielded values are ignored, what it returns comes with `finished`.
        parent: Owns it.
    """

    finished = pyqtSignal(object)
    """What the generator returned."""

    failed = pyqtSignal(str)
    """Why it stopped: the sentence of a SureCoverError."""

    def __init__(self, work: Generator[Any, None, Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._go_on)
        self._timer.start(0)

    def stop(self) -> None:
        """Drop the work; no signal comes any more."""
        self._timer.stop()
        self._work.close()

    def _go_on(self) -> None:
        end = time.monotonic() + _SLICE
        try:
            while time.monotonic() < end:
                next(self._work)
        except StopIteration as returned:
            self._timer.stop()
            self.finished.emit(returned.value)
        except SureCoverError as error:
            self._timer.stop()
            self.failed.emit(str(error))
