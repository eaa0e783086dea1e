"""Everything that the dock says goes through here, so that it can be said in another language."""

from __future__ import annotations

from qgis.core import QgsSettings
from qgis.PyQt.QtCore import QCoreApplication, QLocale, QTranslator

from ..core import RESOURCES

CONTEXT = "SureCover"


def tr(text: str) -> str:
    """A text in the language of QGIS; give it a literal, and fill in values afterwards."""
    return QCoreApplication.translate(CONTEXT, text)


def translator() -> QTranslator | None:
    """The translation for QGIS's language, if there is one."""
    found = QTranslator()
    if found.load(QLocale(_locale()), "surecover", "_", str(RESOURCES / "i18n")):
        return found
    return None


def _locale() -> str:
    """As QGIS was told in its options, else that of the system."""
    return QgsSettings().value("locale/userLocale", QLocale().name(), str)
