"""Predicting every pixel by the one of several models that has not seen its label."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import ExitStack, closing
from threading import Lock

import numpy as np

from ..grid import Window
from ..model.inference import Theme, predict_stripes
from ..model.models import Model
from ..progress import Progress
from .patches import Scene


def predict_by_folds(
    models: Sequence[Model], fold: Callable[[Window], np.ndarray], scene: Scene, progress: Progress
) -> Generator[tuple[Window, np.ndarray, np.ndarray]]:
    """Predict a scene, each pixel by the model of its fold.

    Args:
        models: Of the same bands, outputs and tiles; the first one for pixels in no fold.
        fold: Number of the model of each pixel of a window, integers (rows, cols).
        scene: What to predict, wherever it is usable; its labels do not matter.
        progress: Told after every batch of tiles.

    Yields:
        Window, float32 (outputs, rows, cols), and bool (rows, cols) where the scene was usable; the others
        hold 0.
    """
    whole = (slice(0, scene.shape[0]), slice(0, scene.shape[1]))
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
                    predict_stripes(
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


def _quiet(progress: Progress) -> Progress:
    """Reports nothing, but stops when asked to."""
    return Progress(lambda kind, value: None, progress.cancelled)
