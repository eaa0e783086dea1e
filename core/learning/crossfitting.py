"""Predicting every pixel by the one of several models that has not seen its label, as sure as it is right."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import ExitStack, closing
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from ..grid import Window, blocks
from ..lazy import LazyModule
from ..model.inference import Theme, predict_blocks
from ..model.models import Model
from ..progress import Progress
from .noise import ConfidentJoint
from .patches import Scene

if TYPE_CHECKING:
    from scipy import optimize, special
else:
    optimize = LazyModule("scipy.optimize")
    special = LazyModule("scipy.special")

_PART, _PARTS = 512, 4
"""Side, px, and number of the parts of the images to which a temperature is fitted."""

_LEAST = 1e-6
TEMPERATURES = (0.2, 5.0)
"""Within these one is sought."""


def predict_by_folds(
    models: Sequence[Model],
    fold: Callable[[Window], np.ndarray],
    scene: Scene,
    progress: Progress,
    area: Window | None = None,
) -> Generator[tuple[Window, np.ndarray, np.ndarray]]:
    """Predict a scene, each pixel by the model of its fold.

    Args:
        models: Of the same bands, outputs and tiles; the first one for pixels in no fold.
        fold: Number of the model of each pixel of a window, integers (rows, cols).
        scene: What to predict, wherever it is usable; its labels do not matter.
        progress: Told after every batch of tiles.
        area: The part that is wanted; all of it by default.

    Yields:
        Window, float32 (outputs, rows, cols), and bool (rows, cols) where the scene was usable; the others
        hold 0.
    """
    whole = area or (slice(0, scene.shape[0]), slice(0, scene.shape[1]))
    bands = list(range(len(models[0].card.bands)))
    reading = Lock()  # each model's tiles are read ahead in a thread of their own

    def reader(number: int) -> Callable[[Window], tuple[np.ndarray, np.ndarray]]:
        def read(window: Window) -> tuple[np.ndarray, np.ndarray]:
            own = fold(window) == number
            if not own.any():
                return np.broadcast_to(np.float32(np.nan), (len(bands), *own.shape)), own
            with reading:
                reflectance, usable = scene.read(window)
            return reflectance, usable & own

        return read

    with ExitStack() as stack:
        running = [
            stack.enter_context(
                closing(
                    predict_blocks(
                        [Theme(model, bands, scene.limits)], reader(number), scene.shape, whole,
                        progress if number == len(models) - 1 else _quiet(progress),
                    )
                )
            )
            for number, model in enumerate(models)
        ]  # fmt: skip
        for stripes in zip(*running):
            window = stripes[0][0]
            probabilities = sum(found[0] for _, found, _ in stripes)
            valid = np.any([seen for *_, seen in stripes], axis=0)
            yield window, probabilities, valid


def fitted_temperature(
    models: Sequence[Model],
    fold: Callable[[Window], np.ndarray],
    scenes: Sequence[Scene],
    sets: np.ndarray,
    progress: Progress,
) -> float:
    """By how much the logits of models are to be divided, so that they are as sure as they are right.

    Models that learned from labels with many mistakes are less sure than they are right. The temperature
    is fitted (Guo et al. 2017) where the models have not learned, to those labels that they do not
    contradict confidently (Northcutt et al. 2021), for the mistakes would make them unsure again.

    Args:
        models: As in `predict_by_folds`.
        fold: As there.
        scenes: Dated images with all labels.
        sets: bool (labels + 1, outputs): what each label allows.
        progress: Told after every part.

    Returns:
        More than 0; 1 where nothing tells it.
    """
    parts = [(scene, window) for scene in scenes for window in blocks(scene.shape, _PART)]
    chosen = [parts[n] for n in np.unique(np.linspace(0, len(parts) - 1, _PARTS).astype(int))]
    given, found = [], []
    for scene, part in progress.each(chosen):
        for window, probabilities, valid in predict_by_folds(models, fold, scene, _quiet(progress), part):
            labels = scene.labels[window]
            told = valid & (labels > 0)
            given.append(labels[told])
            found.append(probabilities[:, told])
    labels, probabilities = np.concatenate(given), np.concatenate(found, axis=1)
    if not len(labels):
        return 1.0
    joint = ConfidentJoint(sets)
    joint.add(labels[:, None], probabilities[:, :, None])
    agreeing = joint.count(labels[:, None], probabilities[:, :, None])[:, 0] == 0
    return temperature_of(probabilities[:, agreeing], labels[agreeing], sets)


def temperature_of(probabilities: np.ndarray, labels: np.ndarray, sets: np.ndarray) -> float:
    """The temperature at which labels are least surprising (Guo et al. 2017, ICML).

    Args:
        probabilities: Softmax of logits, float32 (outputs, n).
        labels: Label numbers, uint8 (n,), none 0.
        sets: bool (labels + 1, outputs): what each label allows.

    Returns:
        From 0.2 to 5; 1 without labels.
    """
    if not len(labels):
        return 1.0
    logits = np.log(np.maximum(probabilities, _LEAST, dtype=np.float64))
    allowed = sets[labels].T

    def surprise(log_temperature: float) -> float:
        scaled = logits / np.exp(log_temperature)
        total = special.logsumexp(scaled, axis=0)
        inside = special.logsumexp(np.where(allowed, scaled, -np.inf), axis=0)
        return float((total - inside).mean())

    found = optimize.minimize_scalar(surprise, bounds=np.log(TEMPERATURES), method="bounded")
    return float(np.exp(found.x))


def _quiet(progress: Progress) -> Progress:
    """Reports nothing, but stops when asked to."""
    return Progress(lambda kind, value: None, progress.cancelled)
