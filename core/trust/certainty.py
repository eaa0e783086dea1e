"""How the confidence is distributed over a map, and what it lets expect of the least certain part.

Confidence is the estimated probability that a pixel's class is right, so the share of wrong pixels to
expect in any part of a map is the mean of 1 - confidence over it. That is an estimate: it holds as far
as the confidence is calibrated, and only reference data can tell how far that is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..codes import EVIDENCE_LEGEND, RELIABILITY_LEGEND, Evidence, Reliability

BINS = 100
"""Bins of confidence while counting, each 0.01 wide."""

SHOWN_BINS = 20
"""Bins in the report, each 0.05 wide."""

THRESHOLDS = (0.5, 0.7, 0.9)
"""Confidences below which the report tells how much of the map lies."""

CHECKED_SHARES = (0.05, 0.1, 0.2)
"""Shares of the map, least certain first, of which the report tells how many wrong pixels they hold."""

MOST_NAMED = 5
"""Classes and zones that are named as those where the least certain pixels lie."""

_CODES, _EVIDENCES = len(Reliability), len(Evidence)


class ConfidenceTally:
    """Counts of confidence by class, reliability and evidence, and by zone.

    Memory: 40 x 100 pairs of a count and a sum of 8 bytes per class, and 100 counts per zone.

    Args:
        classes: How many classes the map has.
        zones: How many zones there are; zone 0 is what lies outside all of them.
    """

    def __init__(self, classes: int, zones: int = 0) -> None:
        shape = (classes + 1, _CODES, _EVIDENCES, BINS)
        self._pixels = np.zeros(shape, np.int64)
        self._sums = np.zeros(shape)
        self._by_zone = np.zeros((zones + 1, BINS), np.int64)

    def add(
        self,
        positions: np.ndarray,
        reliability: np.ndarray,
        confidence: np.ndarray,
        *,
        evidence: np.ndarray | None = None,
        zones: np.ndarray | None = None,
    ) -> None:
        """Count the pixels of a window that have a class and a confidence; all arrays are (rows, cols).

        Args:
            positions: Where each pixel's class stands in the scheme, from 1; 0 = no class.
            reliability: Codes 0..3.
            confidence: 0..1, NaN where unknown.
            evidence: Codes 0..9.
            zones: 0 outside all zones, else 1..zones.
        """
        known = (positions > 0) & np.isfinite(confidence)
        values = confidence[known]
        bins = np.minimum((values * BINS).astype(np.int64), BINS - 1)
        keys = positions[known].astype(np.int64) * _CODES + reliability[known]
        keys = keys * _EVIDENCES + (0 if evidence is None else evidence[known])
        keys = keys * BINS + bins
        _count(self._pixels, keys)
        _count(self._sums, keys, values)
        if zones is not None:
            _count(self._by_zone, zones[known].astype(np.int64) * BINS + bins)

    def figures(
        self, classes: Sequence[Mapping[str, Any]], zones: Sequence[Mapping[str, Any]], evidence: bool = True
    ) -> dict[str, Any] | None:
        """What the report tells of the confidence, as JSON values; None where no pixel has one.

        Args:
            classes: `id`, `name` and `color` in the order of the positions.
            zones: `id` and `name` in the order of the numbers.
            evidence: Whether an evidence map was given.
        """
        pixels, sums = self._pixels.sum(axis=(0, 1, 2)), self._sums.sum(axis=(0, 1, 2))
        total = int(pixels.sum())
        if not total:
            return None
        worst = CHECKED_SHARES[0]
        taken = _lowest(pixels, worst * total)
        return {
            "pixels": total,
            "mean": _rounded(sums.sum() / total),
            "below": [
                {"confidence": at, "share": _rounded(pixels[: round(at * BINS)].sum() / total)}
                for at in THRESHOLDS
            ],
            "bins": _shown_bins(pixels, sums),
            "least_certain": [_part(pixels, sums, share) for share in CHECKED_SHARES],
            "curve": _curve(pixels, sums),
            "codes": [
                {"code": int(code), "name": RELIABILITY_LEGEND[code].name, **spread}
                for code in (Reliability.HIGH, Reliability.MEDIUM, Reliability.LOW, Reliability.NOT_ASSESSED)
                if (spread := _spread(self._pixels[:, code].sum((0, 1)), self._sums[:, code].sum((0, 1))))
            ],
            "evidence": [
                {"evidence": int(reason), "name": EVIDENCE_LEGEND[reason].name, **spread}
                for reason in Evidence
                if evidence
                and (
                    spread := _spread(
                        self._pixels[:, :, reason].sum((0, 1)), self._sums[:, :, reason].sum((0, 1))
                    )
                )
            ],
            "where": {
                "share": worst,
                "classes": _where(classes, self._pixels.sum(axis=(1, 2))[1:], taken),
                "zones": _where(zones, self._by_zone[1:], taken),
            },
        }


def _count(totals: np.ndarray, keys: np.ndarray, weights: np.ndarray | None = None) -> None:
    """Add bincount(keys) to totals (any shape, keys in C order), touching only the keys' range."""
    if keys.size:
        start = int(keys.min())
        sums = np.bincount(keys - start, weights)
        totals.reshape(-1)[start : start + len(sums)] += sums


def _lowest(pixels: np.ndarray, wanted: float) -> np.ndarray:
    """Of each bin, the share that belongs to so many pixels of the lowest bins; (BINS,), 0..1."""
    before = np.cumsum(pixels) - pixels
    share: np.ndarray = np.clip((wanted - before) / np.maximum(pixels, 1), 0, 1)
    return share


def _wrong(pixels: np.ndarray, sums: np.ndarray) -> np.ndarray:
    """Wrong pixels to expect in each bin."""
    expected: np.ndarray = pixels - sums
    return expected


def _part(pixels: np.ndarray, sums: np.ndarray, share: float) -> dict[str, Any]:
    """The least certain part of the map: below which confidence it lies and how much of it is wrong."""
    total = pixels.sum()
    taken = _lowest(pixels, share * total)
    wrong = _wrong(pixels, sums)
    inside = float((taken * wrong).sum())
    last = int(np.flatnonzero((taken > 0) & (pixels > 0)).max())
    rest = total - share * total
    return {
        "share": share,
        "confidence": _rounded(sums[last] / pixels[last]),
        "wrong": _rounded(inside / (share * total)),
        "wrong_elsewhere": _rounded((wrong.sum() - inside) / rest),
        "of_all_wrong": _rounded(inside / wrong.sum()) if wrong.sum() > 0 else None,
    }


def _curve(pixels: np.ndarray, sums: np.ndarray) -> list[list[float]]:
    """Share of the map, least certain first, and share of the expected wrong pixels that it holds."""
    wrong = _wrong(pixels, sums)
    if wrong.sum() <= 0:
        return []
    land = np.cumsum(pixels) / pixels.sum()
    found = np.cumsum(wrong) / wrong.sum()
    steps = np.flatnonzero(pixels)
    return [[0.0, 0.0], *([round(float(land[i]), 4), round(float(found[i]), 4)] for i in steps)]


def _shown_bins(pixels: np.ndarray, sums: np.ndarray) -> list[dict[str, Any]]:
    counts = pixels.reshape(SHOWN_BINS, -1).sum(axis=1)
    totals = sums.reshape(SHOWN_BINS, -1).sum(axis=1)
    return [
        {
            "low": round(number / SHOWN_BINS, 4),
            "high": round((number + 1) / SHOWN_BINS, 4),
            "pixels": int(count),
            "mean": _rounded(total / count) if count else None,
        }
        for number, (count, total) in enumerate(zip(counts, totals))
    ]


def _spread(pixels: np.ndarray, sums: np.ndarray) -> dict[str, Any] | None:
    """Quartiles and mean of a set of pixels; a quartile is the mean confidence of the bin it falls into."""
    count = int(pixels.sum())
    if not count:
        return None
    behind = np.cumsum(pixels)
    places = [int(np.searchsorted(behind, share * count)) for share in (0.25, 0.5, 0.75)]
    lower, median, upper = (_rounded(sums[place] / pixels[place]) for place in places)
    mean = _rounded(sums.sum() / count)
    return {"pixels": count, "lower": lower, "median": median, "upper": upper, "mean": mean}


def _where(
    entries: Sequence[Mapping[str, Any]], pixels: np.ndarray, taken: np.ndarray
) -> list[dict[str, Any]]:
    """Which entries hold most of the least certain pixels, and how much of each is among them."""
    inside = pixels @ taken
    total = inside.sum()
    order = np.argsort(-inside, kind="stable")[:MOST_NAMED]
    return [
        {
            **{key: entries[place][key] for key in ("id", "name", "color") if key in entries[place]},
            "share": _rounded(inside[place] / total),
            "of_it": _rounded(inside[place] / pixels[place].sum()),
        }
        for place in order.tolist()
        if inside[place] > 0
    ]


def _rounded(value: float) -> float:
    return round(float(value), 6)
