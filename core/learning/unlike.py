"""How unlike the training land every pixel of an image is.

A pixel's distance is that to the nearest of some typical colours, k-means centres of the training pixels as
the network sees its inputs, each band divided by its deviation. Shifts were planted to choose it: it told
land under a haze of 0.03 in blue at an AUROC of 0.9, under one of 0.06 at 0.99. For the former, Gaussians of
the bands had 0.72, mixtures of 16 of them 0.83, and distances of the decoder's features 0.51: a network that
learned to see through haze cannot tell it. So no network has to run. Darker land is not told (0.45 for 0.7 of
the light), because dark colours are common; its patches tell it (see `appearance`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ..lazy import LazyModule

if TYPE_CHECKING:
    import sklearn.cluster
else:
    sklearn = LazyModule("sklearn")
    sklearn.cluster = LazyModule("sklearn.cluster")

_CENTRES = 64
_STEPS = 101
"""Quantiles of the training pixels' own distances."""

_CHUNK = 2**16
"""Pixels whose distances are in memory at the same time."""


@dataclass(frozen=True)
class TypicalPixels:
    """What training pixels look like.

    Attributes:
        deviation: Of each band, float32 (bands,); 1 for a constant band.
        centres: Typical colours, each band divided by its deviation, float32 (centres, bands).
        quantiles: Of the training pixels' distances to the nearest centre, from the smallest to the
            largest, float32 (steps,).
    """

    deviation: np.ndarray
    centres: np.ndarray
    quantiles: np.ndarray

    def unlike(self, inputs: np.ndarray) -> np.ndarray:
        """How unlike training the pixels of an image are.

        Args:
            inputs: What `ModelCard.normalise` returns, float32 (bands, rows, cols).

        Returns:
            The share of the training pixels that are more typical, 0..1, float32 (rows, cols).
        """
        pixels = inputs.reshape(len(inputs), -1).T
        shares = np.linspace(0, 1, len(self.quantiles))
        chunks = [
            np.interp(self._distances(pixels[start : start + _CHUNK]), self.quantiles, shares)
            for start in range(0, len(pixels), _CHUNK)
        ]
        return np.concatenate(chunks).astype(np.float32).reshape(inputs.shape[1:])

    def _distances(self, pixels: np.ndarray) -> np.ndarray:
        return _nearest(pixels / self.deviation, self.centres)


def typical_pixels(pixels: np.ndarray, seed: int) -> TypicalPixels:
    """Learn what training pixels look like.

    Args:
        pixels: As the network sees its inputs, float32 (n, bands), at least one.
        seed: Of the clusters.
    """
    deviation = pixels.std(axis=0)
    deviation = np.where(deviation > 0, deviation, 1).astype(np.float32)
    scaled = pixels / deviation
    count = min(_CENTRES, len(np.unique(scaled, axis=0)))
    found = sklearn.cluster.KMeans(count, n_init=1, random_state=seed).fit(scaled)
    centres = found.cluster_centers_.astype(np.float32)
    quantiles = np.quantile(_nearest(scaled, centres), np.linspace(0, 1, _STEPS))
    return TypicalPixels(deviation, centres, quantiles.astype(np.float32))


def _nearest(pixels: np.ndarray, centres: np.ndarray) -> np.ndarray:
    """Distance of each pixel (n, bands) to the nearest centre (centres, bands), (n,)."""
    products = pixels @ centres.T
    squares = (pixels**2).sum(axis=1) + ((centres**2).sum(axis=1) - 2 * products).min(axis=1)
    distances: np.ndarray = np.sqrt(np.maximum(squares, 0))
    return distances
