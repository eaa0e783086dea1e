"""Tells Processing what the engine tells: events to its feedback, refusals as its exception."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from qgis.core import QgsProcessingException, QgsProcessingFeedback

from ..core.errors import Cancelled, SureCoverError
from .words import tr


@contextmanager
def refusals_shown() -> Iterator[None]:
    """Let refusals and cancelling end an algorithm with their one sentence."""
    try:
        yield
    except SureCoverError as error:
        raise QgsProcessingException(str(error)) from error
    except Cancelled as error:
        raise QgsProcessingException("Cancelled; no results were written.") from error


class Listener:
    """Passes progress, messages and warnings on; call it with an event's kind and value."""

    def __init__(self, feedback: QgsProcessingFeedback) -> None:
        self._feedback = feedback
        self._text = ""

    def __call__(self, kind: str, value: Any) -> None:  # noqa: ANN401
        """Show one event of `core.progress`."""
        if kind == "progress":
            fraction, remaining_s = value
            self._feedback.setProgress(100.0 * fraction)
            self._tell_time(remaining_s)
        elif kind == "warning":
            self._feedback.pushWarning(value)
        else:
            self._feedback.pushInfo(value)

    def _tell_time(self, remaining_s: float | None) -> None:
        text = time_left(remaining_s)
        # Dialogs write every progress text into the log, so only a new one is told.
        if text and text != self._text:
            self._text = text
            self._feedback.setProgressText(text)


def time_left(seconds: float | None) -> str:
    """Remaining time in words, coarse enough not to flicker; "" when unknown or nearly over."""
    if seconds is None or seconds < 10:
        return ""
    if seconds < 60:
        return tr("… about {number:.0f} s left").format(number=round(seconds, -1))
    if seconds < 3600:
        return tr("… about {number:.0f} min left").format(number=seconds / 60)
    return tr("… about {number:.1f} h left").format(number=seconds / 3600)
