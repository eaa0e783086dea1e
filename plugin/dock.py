"""The dock: make a map, look at the results, review what is doubtful."""

from __future__ import annotations

from qgis.core import QgsApplication
from qgis.gui import QgsDockWidget
from qgis.PyQt.QtCore import Qt, QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QTabWidget, QToolButton, QWidget

from ..core import RESOURCES
from .mapping.map_tab import MapTab
from .results.results_tab import ResultsTab
from .review.review_tab import ReviewTab
from .session import Session
from .words import tr

HELP = RESOURCES / "help"


class Dock(QgsDockWidget):
    """SureCover's panel in QGIS.

    Args:
        session: What the tabs share.
        parent: QGIS's main window.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(tr("SureCover"), parent)
        self.setObjectName("SureCoverDock")  # by which QGIS remembers where it stood
        self.session = session
        self.tabs = QTabWidget()
        self.map_tab, self.results_tab, self.review_tab = (
            MapTab(session), ResultsTab(session), ReviewTab(session)
        )  # fmt: skip
        self.tabs.addTab(self.map_tab, tr("&Map"))
        self.tabs.addTab(self.results_tab, tr("R&esults"))
        self.tabs.addTab(self.review_tab, tr("Re&view"))
        self.tabs.setCornerWidget(self._help_button(), Qt.Corner.TopRightCorner)
        self.setWidget(self.tabs)
        session.wanted.connect(self._follow)
        session.model_wanted.connect(self._map_with)

    def close_down(self) -> None:
        """Stop what is under way and vanish, because the plugin is switched off."""
        self.session.abandon_all()
        for tab in (self.map_tab, self.results_tab, self.review_tab):
            tab.close_down()
        self.deleteLater()

    def _help_button(self) -> QToolButton:
        button = QToolButton()
        button.setObjectName("help")
        button.setAutoRaise(True)
        button.setIcon(QgsApplication.getThemeIcon("/mActionHelpContents.svg"))
        button.setToolTip(tr("What everything here means, and all keys"))
        button.setAccessibleName(tr("Help"))
        # The page has a name of its own in each language.
        page = str(HELP / tr("dock.html"))
        button.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(page)))
        return button

    def _follow(self) -> None:
        """Show the results that were just made or chosen, unless somebody reviews already."""
        if self.tabs.currentWidget() is self.map_tab:
            self.tabs.setCurrentWidget(self.results_tab)

    def _map_with(self, model: str) -> None:
        """Choose a model, and show where it is chosen."""
        if self.map_tab.models.add(model):
            self.tabs.setCurrentWidget(self.map_tab)
