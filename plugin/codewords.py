"""Reliability and evidence codes in words."""

from __future__ import annotations

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
