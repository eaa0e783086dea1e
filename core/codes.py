"""Reliability codes, evidence codes and the confidence score (Fonteix et al. 2021 §2.4)."""

from __future__ import annotations

from enum import IntEnum

from .legends import LegendEntry


class Reliability(IntEnum):
    """How far a pixel can be trusted."""

    NOT_ASSESSED = 0
    HIGH = 1
    MEDIUM = 2
    LOW = 3


class Evidence(IntEnum):
    """Why a pixel has its class and its reliability."""

    NONE = 0
    AGREES = 1
    CONNECTED = 2
    SPECTRAL_MATCH = 3
    NO_MATCH = 4
    REASSIGNED = 5
    CONTINUITY = 6
    NOT_CHECKED = 7
    KEPT = 8
    REVIEWED = 9


RELIABILITY_LEGEND = (
    LegendEntry(Reliability.NOT_ASSESSED, "not assessed", (200, 200, 200)),
    LegendEntry(Reliability.HIGH, "high", (26, 150, 65)),
    LegendEntry(Reliability.MEDIUM, "medium", (253, 174, 97)),
    LegendEntry(Reliability.LOW, "low", (215, 25, 28)),
)

EVIDENCE_LEGEND = (
    LegendEntry(Evidence.NONE, "none", (255, 255, 255)),
    LegendEntry(Evidence.AGREES, "agrees with the external map", (0, 104, 55)),
    LegendEntry(Evidence.CONNECTED, "accepted, connected to agreement", (102, 189, 99)),
    LegendEntry(Evidence.SPECTRAL_MATCH, "accepted, spectral match nearby", (254, 224, 139)),
    LegendEntry(Evidence.NO_MATCH, "kept, no spectral match", (244, 109, 67)),
    LegendEntry(Evidence.REASSIGNED, "rejected and reassigned", (165, 0, 38)),
    LegendEntry(Evidence.CONTINUITY, "kept for continuity", (69, 117, 180)),
    LegendEntry(Evidence.NOT_CHECKED, "class not checked", (189, 189, 189)),
    LegendEntry(Evidence.KEPT, "kept against the spectral check", (118, 42, 131)),
    LegendEntry(Evidence.REVIEWED, "reviewed by a person", (0, 0, 0)),
)


def score(n1: int, n2: int, n3: int) -> float | None:
    """Confidence score n1 / (n1 + n2 + n3) of pixels with codes 1, 2, 3; None when there are none."""
    total = n1 + n2 + n3
    return n1 / total if total else None
