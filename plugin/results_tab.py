"""The tab "Results"."""

from __future__ import annotations

from qgis.PyQt.QtWidgets import QWidget

from .session import Session


class ResultsTab(QWidget):
    """In the making."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)

    def close_down(self) -> None:
        """Give back what QGIS was lent."""
