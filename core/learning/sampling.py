"""Pixels drawn from all that is labelled: for statistics, and for models that look at pixels alone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..grid import blocks
from ..progress import Progress
from .patches import Scene

_BLOCK = 512

PIXELS = 60_000
"""Enough for means, percentiles and shallow models of a few bands."""


def sample_pixels(
    scenes: Sequence[Scene], progress: Progress, *, most: int = PIXELS, seed: int = 0
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Draw labelled pixels of dated images, each with the same chance.

    Args:
        scenes: With the labels that count.
        progress: Told after every block.
        most: About how many to draw at most.
        seed: Of the drawing.

    Returns:
        Reflectance float32 (n, bands), label numbers uint8 (n,), and the number of the scene of each, int64
        (n,). Pixels that are not observed or not clear are left out.
    """
    windows = [
        (number, window) for number, scene in enumerate(scenes) for window in blocks(scene.shape, _BLOCK)
    ]
    labelled = sum(int((scenes[number].labels[window] > 0).sum()) for number, window in windows)
    share = most / max(labelled, 1)
    rng = np.random.default_rng(seed)
    found = []
    for number, window in progress.each(windows):
        labels = scenes[number].labels[window]
        chosen = labels > 0
        if share < 1:
            chosen &= rng.random(labels.shape) < share
        if not chosen.any():
            continue
        reflectance, usable = scenes[number].read(window)
        chosen &= usable
        found.append((reflectance[:, chosen].T, labels[chosen], np.full(int(chosen.sum()), number)))
    if not found:
        bands = len(scenes[0].read((slice(0, 1), slice(0, 1)))[0])
        return np.zeros((0, bands), np.float32), np.zeros(0, np.uint8), np.zeros(0, np.int64)
    reflectance, labels, numbers = (np.concatenate(parts) for parts in zip(*found))
    return reflectance.astype(np.float32), labels.astype(np.uint8), numbers
