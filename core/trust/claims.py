"""What layers beside a map claim about its pixels, and what the claims are worth against a reference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ..codes import Evidence, Reliability
from ..errors import SureCoverError
from ..grid import Grid, Window
from ..progress import Progress
from ..rasters import Raster, open_raster
from .calibration import CalibrationTally
from .clusters import Groups
from .counts import GroupedCounts
from .detection import DetectionTally, Found, bins_of
from .estimation import Estimate, Labels, Strata
from .references import read_codes

LAYERS = ("reliability", "evidence", "confidence", "probabilities", "agreement")
"""Layers that claim something, by the name of their input."""

SCORES = ("reliability", "highest probability", "entropy", "agreement", "confidence")
"""What can rank pixels from doubtful to sure."""

BINS = 15
"""Bins of the confidence."""

_NUMBERS = {"reliability": len(Reliability), "evidence": len(Evidence), "confidence": BINS}
_RANKS = np.array([0.5, 1.0, 0.5, 0.0], np.float32)
"""Of the reliability codes; "not assessed" claims neither trust nor doubt."""

_BILINEAR = ("probabilities", "agreement")
_TINY = np.float32(1e-12)

Claims = Mapping[str, np.ndarray]
"""By name: "reliability" and "evidence" as codes, int; the other `SCORES` as floats 0..1, NaN where unknown.

The entropy is relative to the largest that is possible."""


class ClaimReader:
    """The layers that claim something, on a map's grid.

    Args:
        paths: By name of `LAYERS`; "" for none.
        grid: The grid.
        labels: How messages name each.
        stack: Keeps the rasters open.

    Raises:
        SureCoverError: A layer cannot be what its name says.
    """

    def __init__(
        self, paths: Mapping[str, str], grid: Grid, labels: Mapping[str, str], stack: ExitStack
    ) -> None:
        self._labels = labels
        self.rasters: dict[str, Raster] = {
            name: stack.enter_context(
                open_raster(paths[name], grid, label=labels[name], bilinear=name in _BILINEAR)
            )
            for name in LAYERS
            if paths[name]
        }
        for name, raster in self.rasters.items():
            several = name == "probabilities"
            if several != (raster.count > 1):
                needed = "several bands, one for each class" if several else "one band"
                raise SureCoverError(
                    f"{labels[name]} has {raster.count} band(s); needed is a raster of {needed}: "
                    f"{raster.path}; choose another raster."
                )

    def __bool__(self) -> bool:
        return bool(self.rasters)

    @property
    def names(self) -> list[str]:
        """Names of the claims that `read` gives."""
        return [name for layer in self.rasters for name in _CLAIMS_OF.get(layer, (layer,))]

    def read(self, window: Window) -> dict[str, np.ndarray]:
        """The claims of a window, (rows, cols) each.

        Raises:
            SureCoverError: A value is none that the layer can hold.
        """
        claims: dict[str, np.ndarray] = {}
        for name, raster in self.rasters.items():
            if name in ("reliability", "evidence"):
                claims[name] = read_codes(raster, window, self._labels[name], _NUMBERS[name])
                continue
            shares, valid = raster.read_shares(window)
            shares = np.clip(shares, 0, 1)
            parts = _of_probabilities(shares) if name == "probabilities" else {name: shares[0]}
            claims.update({key: np.where(valid, part, np.float32(np.nan)) for key, part in parts.items()})
        return claims


_CLAIMS_OF = {"probabilities": ("highest probability", "entropy")}


def _of_probabilities(shares: np.ndarray) -> dict[str, np.ndarray]:
    """Highest probability, and entropy relative to the largest one; (classes, rows, cols) → (rows, cols)."""
    whole = np.maximum(shares.sum(axis=0), _TINY)
    parts = shares / whole
    entropy = -(parts * np.log(np.maximum(parts, _TINY))).sum(axis=0) / np.float32(np.log(len(parts)))
    return {"highest probability": parts.max(axis=0), "entropy": np.clip(entropy, 0, 1)}


@dataclass(frozen=True)
class Worth:
    """What claims are worth.

    Attributes:
        parts: For "reliability", "evidence" and "confidence": for each code or bin (from 0) that was
            compared, its number, the share that is right, and the pixels or points compared.
        bins: The confidence's bins, as `CalibrationTally.bins` gives them.
        ece: Its expected calibration error; None without confidence.
        ranked, errors: Pixels or points for which all scores are known, and the wrong ones among them.
        scores: How well each score finds the errors.
        gain: How much larger the area under the curve of the confidence is than that of the highest
            probability.
    """

    parts: Mapping[str, Sequence[tuple[int, Estimate | None, int]]]
    bins: Sequence[Mapping[str, Any]] = ()
    ece: float | None = None
    ranked: int = 0
    errors: int = 0
    scores: Mapping[str, Found] = field(default_factory=dict)
    gain: Estimate | None = None


class ClaimTally:
    """Right and wrong pixels by what is claimed of them; streams.

    Args:
        names: Of the claims.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self._parts = {name: GroupedCounts(2 * size) for name, size in _NUMBERS.items() if name in names}
        self._scores = [name for name in SCORES if name in names]
        self._detection = DetectionTally(len(self._scores))
        self._calibration = CalibrationTally(BINS)

    def add(
        self,
        right: np.ndarray,
        mapped: np.ndarray,
        claims: Claims,
        clusters: np.ndarray,
        weights: np.ndarray | None = None,
    ) -> None:
        """Count pixels; all arrays (n,).

        Args:
            right: bool.
            mapped: Positions of their classes on the map; only pixels with one are judged.
            claims: From `ClaimReader`.
            clusters: int64, the group of each.
            weights: What each stands for; all alike by default.
        """
        for name, counts in self._parts.items():
            known, numbers = _parts_of(name, claims[name], mapped)
            counts.add(clusters[known], 2 * numbers[known] + right[known])
        if "confidence" in claims:
            known, _ = _parts_of("confidence", claims["confidence"], mapped)
            chosen = None if weights is None else weights[known]
            self._calibration.add(claims["confidence"][known], right[known], chosen)
        known = mapped > 0
        for name in self._scores:
            if name != "reliability":
                known &= ~np.isnan(claims[name])
        bins = [_bins(name, claims[name][known]) for name in self._scores]
        self._detection.add(bins, right[known], clusters[known])

    def worth(self, groups: Groups) -> Worth:
        """What the claims are worth, with intervals from the differences between groups."""
        parts = {name: list(_by_number(counts, groups)) for name, counts in self._parts.items()}
        return self.ranked(groups, parts)

    def ranked(
        self, groups: Groups, parts: Mapping[str, Sequence[tuple[int, Estimate | None, int]]]
    ) -> Worth:
        """The same with given shares of right pixels by code and bin."""
        if not self._scores:
            return Worth(parts)
        told = self._detection.found(groups)
        gain = None
        if "confidence" in self._scores and "highest probability" in self._scores:
            places = map(self._scores.index, ("confidence", "highest probability"))
            gain = self._detection.difference(groups, *places)
        compared, errors = self._detection.totals()
        return Worth(
            parts, self._calibration.bins(), self._calibration.ece, compared, errors,
            dict(zip(self._scores, told)), gain,
        )  # fmt: skip


def worth_at_points(
    claims: Claims, mapped: np.ndarray, reference: np.ndarray, design: Strata, progress: Progress
) -> Worth:
    """What claims are worth at the points of a sample.

    Args:
        claims: At the points, (points,) each.
        mapped: Positions of the classes on the map, int64 (points,).
        reference: Positions of the reference classes, int64 (points,); the same where they agree.
        design: How the points were drawn.
        progress: Told of the work.
    """
    labels = Labels(mapped, reference)
    right = mapped == reference
    tally = ClaimTally([*claims])
    numbers = np.arange(len(mapped))
    tally.add(right, mapped, claims, numbers, design.weights)
    parts: dict[str, list[tuple[int, Estimate | None, int]]] = {}
    for name in _NUMBERS.keys() & claims.keys():
        known, number = _parts_of(name, claims[name], mapped)
        inside = [(value, known & (number == value)) for value in range(_NUMBERS[name])]
        inside = [(value, part) for value, part in inside if part.any()]
        shares = design.estimates([labels.right(part) for _, part in inside], lambda: progress.report(1))
        parts[name] = [(value, share, int(part.sum())) for (value, part), share in zip(inside, shares)]
    return tally.ranked(Groups(numbers, np.ones(len(numbers)), design.weights, design.of_unit), parts)


def _parts_of(name: str, claimed: np.ndarray, mapped: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where a claim is made of a class, bool (n,), and its code or bin, int64 (n,)."""
    if name != "confidence":
        return mapped > 0, claimed
    known = ~np.isnan(claimed) & (mapped > 0)
    # As in CalibrationTally: each bin is closed above.
    return known, np.clip(np.ceil(np.nan_to_num(claimed) * BINS).astype(np.int64) - 1, 0, BINS - 1)


def _bins(name: str, claimed: np.ndarray) -> np.ndarray:
    """The bins of a claim as a score that is the higher the surer, int64 (n,)."""
    if name == "reliability":
        return bins_of(_RANKS)[claimed]
    return bins_of(1 - claimed if name == "entropy" else claimed)


def _by_number(counts: GroupedCounts, groups: Groups) -> Iterator[tuple[int, Estimate | None, int]]:
    clusters, numbers, found = counts.found()
    for number in np.unique(numbers // 2).tolist():
        here = numbers // 2 == number
        hits, among = (groups.sums(clusters[part], found[part]) for part in (here & (numbers % 2 == 1), here))
        yield number, groups.ratio(hits, among), int(found[here].sum())
