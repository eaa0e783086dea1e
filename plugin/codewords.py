"""Reliability codes, evidence codes and dates in words."""

from __future__ import annotations

from datetime import date

from qgis.PyQt.QtCore import QDate, QLocale

from ..core.codes import Evidence, Reliability
from .words import tr


def code_words(code: Reliability) -> str:
    """A reliability code in one or two words."""
    return {
        Reliability.HIGH: tr("high"),
        Reliability.MEDIUM: tr("medium"),
        Reliability.LOW: tr("low"),
        Reliability.NOT_ASSESSED: tr("not assessed"),
    }[code]


def evidence_words(code: Evidence) -> str:
    """What an evidence code says."""
    return {
        Evidence.NONE: tr("none"),
        Evidence.AGREES: tr("agrees with the old map"),
        Evidence.CONNECTED: tr("accepted, connected to agreement"),
        Evidence.SPECTRAL_MATCH: tr("accepted, spectral match nearby"),
        Evidence.NO_MATCH: tr("kept, no spectral match"),
        Evidence.REASSIGNED: tr("rejected and reassigned"),
        Evidence.CONTINUITY: tr("kept for continuity"),
        Evidence.NOT_CHECKED: tr("class not checked"),
        Evidence.KEPT: tr("kept against the spectral check"),
        Evidence.REVIEWED: tr("reviewed by a person"),
    }[code]


def date_title(name: str) -> str:
    """What was classified on its own, by its name in the files: a date, a period, an image."""
    head, _, number = name.partition("_")
    if head.startswith("period"):
        return tr("Period {number}").format(number=head[len("period") :])
    try:
        day = date.fromisoformat(head)
    except ValueError:
        return tr("Image {number}").format(number=number)
    title = QLocale().toString(QDate(day.year, day.month, day.day), "d MMM yyyy")
    return f"{title} ({number})" if number else title
