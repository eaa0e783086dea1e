"""Generated landscapes to learn from and to be tested on, and the one small network of these benchmarks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from scipy import ndimage

from surecover.core.demo.generator import DemoScene
from surecover.core.demo.statistics import BANDS
from surecover.core.grid import Window
from surecover.core.learning.architecture import network_config
from surecover.core.learning.checkpoint import Checkpoint
from surecover.core.learning.fitting import Training
from surecover.core.learning.patches import Scene
from surecover.core.learning.prediction import judge
from surecover.core.learning.recipe import Recipe
from surecover.core.model.card import Band, ModelCard, Scaling
from surecover.core.model.models import Model
from surecover.core.model.networks import build_network
from surecover.core.progress import Progress
from surecover.core.runtimes.torchnetwork import TorchNetwork
from surecover.core.scheme import load_scheme

CLASSES = (1, 2, 3, 4, 5, 6)
SETS = np.vstack([np.zeros((1, 6), bool), np.eye(6, dtype=bool)])
"""Labels are class ids of basic6."""

SIZE, DATES, PATCH = 256, 2, 64
DEPTH, BATCH = 2, 12
TEST_SEEDS = range(4000, 4004)


@dataclass(frozen=True)
class Landscape:
    """A generated scene in memory.

    Attributes:
        truth: Class ids (rows, cols).
        images: Reflectance of every date, float32 (10, rows, cols).
        clear: Of every date, bool (rows, cols).
    """

    truth: np.ndarray
    images: list[np.ndarray]
    clear: list[np.ndarray]

    def scenes(self, labels: np.ndarray) -> list[Scene]:
        """Its dates with labels."""
        return [_scene(image, clear, labels) for image, clear in zip(self.images, self.clear)]


def landscape(seed: int, size: int = SIZE) -> Landscape:
    """A landscape of a seed; clouds and shadows are masked."""
    window = (slice(0, size), slice(0, size))
    made = DemoScene(seed, size, DATES, cloud_share=0.06)
    images, clear = [], []
    for when in range(DATES):
        stored, scl = made.image(when, window)
        images.append(stored.astype(np.float32) / 10_000)
        usable = ~ndimage.binary_dilation(np.isin(scl, (3, 8, 9)), iterations=2)
        clear.append(usable.repeat(2, axis=0).repeat(2, axis=1)[:size, :size])
    return Landscape(made.land(window).now, images, clear)


def _scene(image: np.ndarray, clear: np.ndarray, labels: np.ndarray) -> Scene:
    def read(window: Window) -> tuple[np.ndarray, np.ndarray]:
        return image[(slice(None), *window)].copy(), clear[window].copy()

    return Scene("generated", clear.shape, read, labels)


def card_of(places: Iterable[Landscape]) -> ModelCard:
    """Standardised by the clear pixels of the places."""
    pixels = np.concatenate(
        [image[:, seen] for place in places for image, seen in zip(place.images, place.clear)], axis=1
    )
    means, deviations = pixels.mean(axis=1), pixels.std(axis=1)
    return ModelCard(
        "benchmark", "Benchmark", "", "CC0-1.0", tuple(Band(name) for name in BANDS),
        tuple(Scaling("z-score", (float(m), float(d))) for m, d in zip(means, deviations)),
        load_scheme("basic6"), CLASSES, tile=256, halo=16, overlap=16,
        statistics={name: {"mean": float(m)} for name, m in zip(BANDS, means)},
    )  # fmt: skip


def network(seed: int) -> Any:
    """The network of all tables, with random weights: U-Net on tu-resnet10t of depth 2."""
    torch.manual_seed(seed)
    config = network_config("unet", bands=len(BANDS), outputs=len(CLASSES), depth=DEPTH)
    return build_network(config).to(memory_format=torch.channels_last)


def trained(
    net: Any, card: ModelCard, scenes: Sequence[Scene], recipe: Recipe, folder: Path,
    held_out: Sequence[Scene] = (),
) -> Training:  # fmt: skip
    """Train the network in place."""
    training = Training(net, card, scenes, held_out, SETS, PATCH, recipe, Checkpoint(folder))
    training.run(Progress())
    return training


def tested(net: Any, card: ModelCard, places: Iterable[Landscape]) -> tuple[float, float]:
    """Overall and average class accuracy on the clean truth of places, %."""
    scenes = [scene for place in places for scene in place.scenes(place.truth)]
    return accuracies(judge(Model(card, TorchNetwork(net)), scenes, SETS, Progress()).matrix)


def accuracies(matrix: np.ndarray) -> tuple[float, float]:
    """Overall and average class accuracy of a matrix of labels by outputs, %."""
    right, given = np.diag(matrix[1:]), matrix[1:].sum(axis=1)
    there = given > 0
    return 100 * float(right.sum() / given.sum()), 100 * float((right[there] / given[there]).mean())
