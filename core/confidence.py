"""Confidence: the estimated probability that a pixel's final class is right.

Without reference data the external map stands in for it: per class, how often the external map
confirms the class at pixels of this probability, made monotone by an isotonic fit (Zadrozny and
Elkan 2002, KDD). This is honest only if the classification did not learn from the external map's
labels at these very pixels (cross-fitting).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .lazy import LazyModule
from .outputs import FLOAT_NODATA

if TYPE_CHECKING:
    from sklearn import isotonic
else:
    isotonic = LazyModule("sklearn.isotonic")

LEAST_PIXELS = 500
"""Pixels with a known external class that a class needs for a fit of its own."""


@dataclass(frozen=True)
class Curve:
    """Confidence over probability: straight between the points, constant beyond the outer ones.

    Attributes:
        x: Probabilities, ascending.
        y: Confidence 0..1 at each of them, not falling.
    """

    x: tuple[float, ...]
    y: tuple[float, ...]


def fit(
    classes: np.ndarray,
    external: np.ndarray,
    probability: np.ndarray,
    checked: Mapping[int, Collection[int]],
) -> dict[int, Curve]:
    """Fit one curve per checked class.

    Args:
        classes: (rows, cols) final class ids, 0 = none.
        external: (rows, cols) class ids of the external map, 0 = unknown.
        probability: float (rows, cols) probability of the final class, NaN where unknown.
        checked: For each checked class: the external classes that confirm it.

    Returns:
        Curves by class id; classes with fewer than LEAST_PIXELS usable pixels have none.
    """
    usable = (external > 0) & ~np.isnan(probability)
    curves = {}
    for id_, confirming in checked.items():
        pixels = usable & (classes == id_)
        if np.count_nonzero(pixels) >= LEAST_PIXELS:
            curves[id_] = _curve(probability[pixels], np.isin(external[pixels], list(confirming)))
    return curves


def _curve(probability: np.ndarray, confirmed: np.ndarray) -> Curve:
    """The isotonic fit; equal probabilities enter once, with their number as weight."""
    values, place, count = np.unique(probability, return_inverse=True, return_counts=True)
    share = np.bincount(place, confirmed, values.size) / count
    model = isotonic.IsotonicRegression(y_min=0, y_max=1)
    model.fit(values.astype(np.float64), share, sample_weight=count)
    return Curve(tuple(model.X_thresholds_.tolist()), tuple(model.y_thresholds_.tolist()))


def confidence(classes: np.ndarray, probability: np.ndarray, curves: Mapping[int, Curve]) -> np.ndarray:
    """Apply the curves; classes without one keep the probability itself.

    Args:
        classes: (rows, cols) final class ids, 0 = none.
        probability: float (rows, cols) probability of the final class, NaN where unknown.
        curves: By class id.

    Returns:
        float32 (rows, cols), 0..1; FLOAT_NODATA where there is no class or no probability.
    """
    result: np.ndarray = np.clip(probability, 0, 1).astype(np.float32)
    for id_, curve in curves.items():
        pixels = classes == id_
        result[pixels] = np.interp(probability[pixels], curve.x, curve.y)
    result[(classes == 0) | np.isnan(probability)] = FLOAT_NODATA
    return result


def probability_of(classes: np.ndarray, probabilities: np.ndarray, ids: Sequence[int]) -> np.ndarray:
    """Pick the probability of each pixel's own class.

    Args:
        classes: (rows, cols) class ids, 0 = none.
        probabilities: float32 (classes, rows, cols), 0 everywhere at a pixel that was not observed.
        ids: Class id of each band.

    Returns:
        float32 (rows, cols); NaN where the class has no band, or nothing was observed.
    """
    own = np.full(classes.shape, np.nan, np.float32)
    observed = (probabilities > 0).any(axis=0)
    for id_, band in zip(ids, probabilities):
        np.copyto(own, band, where=observed & (classes == id_))
    return own
