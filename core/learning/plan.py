"""Choosing a network and its training by the size of the land, and how long that will take."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence
from time import perf_counter
from typing import TYPE_CHECKING, Any

import numpy as np

from ..lazy import LazyModule
from ..model.card import ModelCard
from ..model.networks import build_network
from ..progress import Progress
from ..runtimes.onnxnetwork import onnx_network
from .architecture import mixed_precision, network_config
from .baselines import BASELINES
from .learner import Way
from .patches import Scene
from .sampling import PIXELS, sample_pixels

if TYPE_CHECKING:
    import torch
else:
    torch = LazyModule("torch")

AUTO = "auto"

_SMALL = 1_000_000
"""Labelled pixels below which pixels alone teach more than their surroundings: a network that sees these
learns the outlines of the coarse map by heart (tests/benchmarks/learn)."""

_EPOCHS = 12
_FEWEST_STEPS, _MOST_STEPS = 200, 1500
_STEPS_AT = 250, 256
"""Steps for a square of so many px a side; they grow with the side."""

_TRIES = 3
_PART = 10


def planned(way: Way, pixels: int) -> Way:
    """A way with everything decided that it leaves open.

    Args:
        way: With the network "auto" or a named one, 0 epochs or so many.
        pixels: Labelled ones.
    """
    if way.network == AUTO:
        way = dataclasses.replace(way, network="random_forest" if pixels < _SMALL else "unet")
    recipe = way.recipe
    if not recipe.epochs:
        steps, side = _STEPS_AT
        total = min(max(steps * math.sqrt(pixels) / side, _FEWEST_STEPS), _MOST_STEPS)
        samples = recipe.samples or recipe.batch * math.ceil(total / _EPOCHS)
        recipe = dataclasses.replace(recipe, epochs=_EPOCHS, samples=samples)
    return dataclasses.replace(way, recipe=recipe)


def seconds_of(
    way: Way,
    card: ModelCard,
    scenes: Sequence[Scene],
    sets: np.ndarray,
    *,
    models: int,
    steps: int,
    tiles: int,
) -> float:
    """About how long learning and predicting will take on this computer, tried out with a small part.

    Args:
        way: Decided.
        card: Of the models.
        scenes: What is learned from.
        sets: What each label allows.
        models: To be trained.
        steps: Of each network.
        tiles: Of 256 px to be predicted in all.
    """
    tried = _tried_baseline(way, scenes, sets) if way.baseline else _tried_network(way, card, steps)
    learning, tile = tried
    return models * learning + tiles * tile


def _tried_network(way: Way, card: ModelCard, steps: int) -> tuple[float, float]:
    """Seconds of so many steps, and to predict a tile of 256 px."""
    bands, outputs = len(card.bands), len(card.classes)
    with torch.random.fork_rng(devices=[]):
        config = network_config(
            way.network, bands=bands, outputs=outputs, encoder=way.encoder, depth=way.depth
        )
        network = build_network(config).to(memory_format=torch.channels_last)
        step = _timed(lambda: _step(network, torch.randn(way.recipe.batch, bands, way.patch, way.patch)))
        network.eval()
        with torch.inference_mode():
            tile = _timed(lambda: network(torch.randn(1, bands, 256, 256)))
    return steps * step, tile


def _tried_baseline(way: Way, scenes: Sequence[Scene], sets: np.ndarray) -> tuple[float, float]:
    """Seconds to learn once, from a part of the pixels, and to predict a tile of 256 px."""
    samples, labels, _ = sample_pixels(scenes, Progress(), most=PIXELS // _PART)
    started = perf_counter()
    made = BASELINES[way.network](samples, labels, sets, 0)
    fits = 2 if way.recipe.refine_every else 1
    learning = (perf_counter() - started) * _PART * fits
    network = onnx_network(made.SerializeToString())
    tile = np.resize(samples.T, (1, samples.shape[1], 256, 256))
    return learning, _timed(lambda: network(tile)) / network.lanes


def _timed(work: Any) -> float:  # noqa: ANN401
    work()
    started = perf_counter()
    for _ in range(_TRIES):
        work()
    return (perf_counter() - started) / _TRIES


def _step(network: Any, inputs: Any) -> None:  # noqa: ANN401
    precision = mixed_precision("cpu")
    with torch.autocast("cpu", precision, enabled=precision is not None):
        logits = network(inputs)
    logits.float().square().mean().backward()


def duration(seconds: float) -> str:
    """A time in words."""
    if seconds < 90:
        return f"{max(round(seconds / 10) * 10, 10)} seconds"
    return f"{round(seconds / 60)} minutes" if seconds < 5400 else f"{seconds / 3600:.1f} hours"
