"""The colours of reliability: green, orange, red, or ones that colour-blind eyes tell apart."""

from __future__ import annotations

from qgis.core import QgsSettings
from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtGui import QColor

from ..core.codes import RELIABILITY_LEGEND, Reliability

_SETTING = "surecover/colour_blind_safe"

_SAFE = {
    Reliability.NOT_ASSESSED: (200, 200, 200),
    Reliability.HIGH: (0, 114, 178),
    Reliability.MEDIUM: (240, 228, 66),
    Reliability.LOW: (213, 94, 0),
}
"""Blue, yellow, vermilion of Okabe and Ito (2008): apart for every kind of colour blindness, and in grey."""

_USUAL = {Reliability(entry.value): entry.color for entry in RELIABILITY_LEGEND}


class Palette(QObject):
    """Which colours the codes have; a choice of the person, kept in QGIS's settings."""

    changed = pyqtSignal()

    @property
    def is_safe(self) -> bool:
        """Whether the colours are those for colour-blind eyes."""
        return QgsSettings().value(_SETTING, False, bool)

    def set_safe(self, safe: bool) -> None:
        """Choose, for this and all later sessions."""
        if safe != self.is_safe:
            QgsSettings().setValue(_SETTING, safe)
            self.changed.emit()

    def color(self, code: int) -> QColor:
        """Of a reliability code."""
        return QColor(*(_SAFE if self.is_safe else _USUAL)[Reliability(code)])
