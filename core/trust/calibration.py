"""Whether a confidence is true: how often pixels that are so sure are right."""

from __future__ import annotations

from typing import Any

import numpy as np


class CalibrationTally:
    """Counts of pixels by confidence, and of those that are right; streams, and holds nothing but sums.

    The confidences from 0 to 1 are cut into bins of equal width, each open below and closed above; 0 falls
    into the first one. The expected calibration error is the mean over all pixels of the distance between
    their bin's mean confidence and its share of right pixels (Naeini et al. 2015, AAAI; Guo et al. 2017,
    ICML).

    Args:
        bins: Number of bins.
    """

    def __init__(self, bins: int = 15) -> None:
        self._count = bins
        self._pixels = np.zeros(bins, np.int64)
        self._sums = np.zeros((3, bins), np.float64)  # of weights, of confidences, of right ones

    def add(self, confidence: np.ndarray, right: np.ndarray, weights: np.ndarray | None = None) -> None:
        """Count pixels.

        Args:
            confidence: Float, 0 to 1, of any shape.
            right: Bool, of the same shape.
            weights: How much each pixel counts, float of the same shape; all alike by default.
        """
        sure = np.asarray(confidence).ravel()
        number = np.clip(np.ceil(sure * self._count).astype(np.intp) - 1, 0, self._count - 1)
        weight = np.ones(sure.shape) if weights is None else np.asarray(weights, np.float64).ravel()
        self._pixels += np.bincount(number, minlength=self._count)
        for row, values in enumerate((weight, weight * sure, weight * np.asarray(right).ravel())):
            self._sums[row] += np.bincount(number, values, self._count)

    def bins(self) -> list[dict[str, Any]]:
        """The bins that hold pixels, from the least sure to the surest, as JSON values.

        Each has "low" and "high" (its limits), "pixels" (their number), and "mean" and "right" (their
        mean confidence and the share that is right, by weight).
        """
        edges = np.linspace(0.0, 1.0, self._count + 1).tolist()
        weight, mean, right = self._means()
        return [
            {
                "low": edges[n],
                "high": edges[n + 1],
                "pixels": int(self._pixels[n]),
                "mean": float(mean[n]),
                "right": float(right[n]),
            }
            for n in np.flatnonzero(weight)
        ]

    @property
    def ece(self) -> float | None:
        """Expected calibration error, 0 to 1; None without pixels."""
        weight, mean, right = self._means()
        total = weight.sum()
        return float((weight * np.abs(mean - right)).sum() / total) if total else None

    def _means(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Weight of each bin, its mean confidence and its share of right pixels; 0 where it is empty."""
        weight = self._sums[0]
        mean, right = self._sums[1:] / np.where(weight > 0, weight, 1.0)
        return weight, mean, right
