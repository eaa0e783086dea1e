"""What a network says of scenes while it is being trained, by the same tiles as in `classify`."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass

import numpy as np

from ..grid import Window
from ..model.inference import Theme, predict_blocks
from ..model.models import Model
from ..progress import Progress
from ..trust.metrics import measure
from .patches import Scene

_LEAST = 1e-6
"""Least probability that counts in a loss, so that one pixel cannot make it infinite."""


@dataclass(frozen=True)
class Judged:
    """How predictions compare with labels.

    Attributes:
        loss: Mean of −log Σ p(c) over the classes c that a pixel's label allows.
        matrix: int64 (labels + 1, outputs): pixels by label number and predicted output; row 0 is 0.
        miou: Mean IoU over the outputs, where each label counts as the predicted one of its outputs if
            that is among them, else as its first; None when nothing is labelled.
    """

    loss: float
    matrix: np.ndarray
    miou: float | None


def predictions(
    model: Model, scene: Scene, progress: Progress
) -> Generator[tuple[Window, np.ndarray, np.ndarray]]:
    """Predict where a scene has labels.

    Yields:
        Window, float32 (outputs, rows, cols), and bool (rows, cols) where the image and a label are; the
        others hold 0.
    """

    def read(window: Window) -> tuple[np.ndarray, np.ndarray]:
        labelled = scene.labels[window] > 0
        if not labelled.any():
            return np.broadcast_to(np.float32(np.nan), (bands, *labelled.shape)), labelled
        reflectance, usable = scene.read(window)
        return reflectance, usable & labelled

    bands = len(model.card.bands)
    whole = (slice(0, scene.shape[0]), slice(0, scene.shape[1]))
    themes = [Theme(model, list(range(bands)), scene.limits)]
    with closing(predict_blocks(themes, read, scene.shape, whole, progress)) as found:
        for window, (probabilities,), valid in found:
            yield window, probabilities, valid


def judge(model: Model, scenes: Sequence[Scene], sets: np.ndarray, progress: Progress) -> Judged:
    """Compare predictions with the labels of scenes.

    Args:
        model: Predicts.
        scenes: With the labels to compare with.
        sets: bool (labels + 1, outputs): what each label allows.
        progress: Told after every batch of tiles.
    """
    matrix = np.zeros(sets.shape, np.int64)
    total = 0.0
    for number, scene in enumerate(scenes):
        part = progress.part(number / len(scenes), (number + 1) / len(scenes))
        for window, probabilities, valid in predictions(model, scene, part):
            labels = scene.labels[window][valid]
            inside = probabilities[:, valid]
            likely = (inside * sets[labels].T).sum(axis=0)
            total -= float(np.log(np.maximum(likely, _LEAST)).sum(dtype=np.float64))
            keys = labels.astype(np.int64) * sets.shape[1] + inside.argmax(axis=0)
            matrix += np.bincount(keys, minlength=matrix.size).reshape(matrix.shape)
    count = int(matrix.sum())
    return Judged(total / count if count else 0.0, matrix, _miou(matrix, sets))


def _miou(matrix: np.ndarray, sets: np.ndarray) -> float | None:
    square = np.zeros((sets.shape[1], sets.shape[1]), np.int64)
    for allowed, counts in zip(sets[1:], matrix[1:]):
        right = np.flatnonzero(allowed)
        square[right, right] += counts[right]
        square[right[0]] += np.where(allowed, 0, counts)
    return measure(square, range(1, len(square) + 1)).miou
