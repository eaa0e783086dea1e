"""Everything that people read in QGIS goes through here, so that it can be said in another language.

Refusals and what is told during a run come from the engine, and stay in English.
"""

from __future__ import annotations

from qgis.PyQt.QtCore import QCoreApplication, QLocale, QTranslator

from ..core import RESOURCES

CONTEXT = "SureCover"


def tr(text: str) -> str:
    """A text in the language of QGIS; give it a literal, and fill in values afterwards.

    Titles, labels and explanations need not be literals: `resources/i18n/collect.py` finds them elsewhere.
    """
    return QCoreApplication.translate(CONTEXT, text)


def translator(locale: str) -> QTranslator | None:
    """The translation for a language such as "de" or "fr_CA", if there is one."""
    found = QTranslator()
    if found.load(QLocale(locale), "surecover", "_", str(RESOURCES / "i18n")):
        return found
    return None
