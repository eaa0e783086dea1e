"""Training the shipped models on real and generated scenes in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ..grid import Window
from ..lazy import LazyModule
from ..learning.architecture import measured_halo, network_config
from ..learning.checkpoint import Checkpoint
from ..learning.fitting import Training
from ..learning.learner import Learnt
from ..learning.patches import Patches, Scene
from ..learning.recipe import Recipe
from ..model.card import OTHER, Band, ModelCard, scalings_of
from ..model.models import Model
from ..model.networks import build_network
from ..progress import Progress
from ..runtimes.torchnetwork import TorchNetwork
from ..scheme import load_scheme
from .atmosphere import WAVELENGTHS
from .examples import GENERATOR, LABELS, LEAVES, Example, label_sets
from .landscape import BARREN, FOREST, GRASS, INDUSTRIAL, RESIDENTIAL, WATER
from .statistics import BANDS

if TYPE_CHECKING:
    import torch
else:
    torch = LazyModule("torch")

SHARES = {GENERATOR: 0.5, "slovenia": 0.13, "belgium": 0.13, "chile": 0.14, "denmark": 0.1}
"""How often a patch comes from each place, relative to the others."""

PATCH, BATCH, STEPS = 64, 12, 25
"""Side of a patch, px; patches a step; steps an epoch."""

_TILE, _OVERLAP = 512, 32
_HALO_SIDE, _HALO_TILES = 256, 8

_COMMON_NAMES = ("blue", "green", "red", "rededge071", "rededge075", "rededge078", "nir", "nir08", "swir16",
                 "swir22")  # fmt: skip


@dataclass(frozen=True)
class Kind:
    """A model that is shipped.

    Attributes:
        id, title: Of its card.
        bands: What it wants, some of BANDS.
        outputs: Class ids, OTHER last.
        theme: As in ModelCard.
        epochs: Of its training.
        depth: Of its network.
        lost: Largest share of its bands that a patch lacks in training: what many bands tell together of
            few places is not true elsewhere, and 3 bands generalise better than 10 that are always there.
    """

    id: str
    title: str
    bands: tuple[str, ...]
    outputs: tuple[int, ...]
    theme: str = ""
    epochs: int = 12
    depth: int = 2
    lost: float = 0.0


DEMONSTRATION = Kind(
    "demonstration",
    "Demonstration model, Sentinel-2, six classes",
    BANDS,
    LEAVES,
    epochs=24,
    depth=3,
    lost=0.6,
)

_NRG, _RGB = ("B08", "B04", "B03"), ("B04", "B03", "B02")
THEMES = (
    Kind("vegetation", "Vegetation by near-infrared, red, green", _NRG, (GRASS, FOREST, OTHER), "vegetation"),
    Kind(
        "buildings",
        "Buildings by red, green, blue",
        _RGB,
        (INDUSTRIAL, RESIDENTIAL, OTHER),
        "buildings",
        depth=3,
    ),
    Kind("water", "Water by near-infrared, red, green", _NRG, (WATER, OTHER), "water"),
)
"""One model a theme, each with the bands that Fonteix et al. 2021 (§2.2) give it; the rest is barren."""


def band_moments(examples: Mapping[str, Sequence[Example]]) -> tuple[np.ndarray, np.ndarray]:
    """Mean and standard deviation of the reflectance per band, each place with the same weight."""
    moments = []
    for scenes in examples.values():
        pixels = [e.stored[:, e.numbers > 0].astype(np.float32) / 10_000 for e in scenes]
        count = sum(p.shape[1] for p in pixels)
        moments.append(
            [sum((p**power).sum(axis=1, dtype=np.float64) for p in pixels) / count for power in (1, 2)]
        )
    first, second = np.mean(moments, axis=0)
    return first, np.sqrt(second - first**2)


def atmospheres(examples: Mapping[str, Sequence[Example]]) -> list[np.ndarray]:
    """Gain and offset per band, (2, bands), from surface to top-of-atmosphere reflectance.

    One for each place that has a scene at both levels, by least squares.
    """
    found = []
    for scenes in examples.values():
        by_level = {e.level: e.stored.reshape(len(BANDS), -1) / 10_000 for e in scenes}
        if len(by_level) == 2:
            lines = [np.polyfit(s, t, 1) for s, t in zip(by_level["L2A"], by_level["L1C"])]
            found.append(np.array(lines, np.float32).T)
    return found


def blank_card(kind: Kind, examples: Mapping[str, Sequence[Example]], **details: Any) -> ModelCard:  # noqa: ANN401
    """The card of a model before it is trained; `details` say what else is known of it."""
    mean, deviation = (np.round(v, 6).tolist() for v in band_moments(examples))
    places = [BANDS.index(name) for name in kind.bands]
    bands = tuple(Band(BANDS[i], _COMMON_NAMES[i], float(WAVELENGTHS[i]) / 1000) for i in places)
    statistics = {BANDS[i]: {"mean": mean[i], "stddev": deviation[i]} for i in places}
    return ModelCard(
        bands=bands,
        scaling=scalings_of("measured", bands, statistics),
        normalisation="measured",
        scheme=load_scheme("basic6"),
        classes=kind.outputs,
        theme=kind.theme,
        sensor="Sentinel-2",
        tile=_TILE,
        overlap=_OVERLAP,
        statistics=statistics,
        **details,
    )


def scene(kind: Kind, example: Example) -> Scene:
    """An example as a model of this kind sees it."""
    bands = [BANDS.index(name) for name in kind.bands]

    def read(window: Window) -> tuple[np.ndarray, np.ndarray]:
        stored = example.stored[(slice(None), *window)][bands]
        return stored.astype(np.float32) / 10_000, example.labels[window] > 0

    return Scene(example.place, example.labels.shape, read, example.numbers)


def varied_scene(kind: Kind, example: Example, airs: Sequence[np.ndarray], rng: np.random.Generator,
                 weight: float) -> Scene:  # fmt: skip
    """The same in other light, air and damp, and without some bands, whenever it is read.

    `weight` is that of Scene.
    """
    bands = [BANDS.index(name) for name in kind.bands]
    soil = (example.labels == BARREN) & (example.place == GENERATOR)

    def read(window: Window) -> tuple[np.ndarray, np.ndarray]:
        pixels = example.stored[(slice(None), *window)].astype(np.float32) / 10_000
        # The generator's soils were measured dry; only tried with the model of all classes.
        if not kind.theme and rng.random() < 0.5:
            pixels[:, soil[window]] *= rng.uniform(0.4, 1)
        if airs and example.level == "L2A" and rng.random() < 0.5:
            gain, offset = airs[int(rng.integers(len(airs)))][:, :, None, None]
            depth = rng.uniform(0.3, 1.1)
            pixels = pixels * (1 + depth * (gain - 1)) + depth * offset
        seen = _disturbed(pixels, rng)[bands]
        if kind.lost and rng.random() < 0.5:
            seen[rng.random(len(seen)) < rng.uniform(0, kind.lost)] = np.nan
        return seen, example.labels[window] > 0

    return Scene(example.place, example.labels.shape, read, example.numbers, weight=weight)


def _disturbed(pixels: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Other light, some haze, other calibration."""
    gain = rng.normal(1, 0.1) * rng.normal(1, 0.04, (len(pixels), 1, 1))
    veil = rng.uniform(0, 0.05) * (rng.random() < 0.3)
    haze = veil * (WAVELENGTHS / 490) ** -rng.uniform(2, 4)
    return (pixels * gain + haze[:, None, None]).astype(np.float32)


def train(
    kind: Kind, card: ModelCard, examples: Mapping[str, Sequence[Example]], folder: Path,
    progress: Progress, epochs: int = 0, seed: int = 0,
) -> Learnt:  # fmt: skip
    """Train a model.

    Args:
        kind: What to train.
        card: Of `blank_card`.
        examples: Scenes by place.
        folder: Where the state of the training is kept.
        progress: Told of every epoch.
        epochs: Instead of the kind's.
        seed: Of the weights, the patches and their variations.

    Returns:
        The model; its card has its halo.
    """
    torch.set_num_threads(1)  # such small batches are slower with more, much slower on a busy machine
    torch.manual_seed(seed)
    config = network_config("unet", bands=len(kind.bands), outputs=len(kind.outputs), depth=kind.depth)
    network = build_network(config).to(memory_format=torch.channels_last)
    airs, rng = atmospheres(examples), np.random.default_rng(seed)
    scenes = [
        varied_scene(kind, example, airs, rng, SHARES[place] / len(found))
        for place, found in examples.items()
        for example in found
    ]
    recipe = Recipe(
        epochs=epochs or kind.epochs, batch=BATCH, samples=BATCH * STEPS, optimiser="adamw",
        encoder_factor=1.0, augment=("flips", "rotations", "mixes"), balanced=True, seed=seed,
    )  # fmt: skip
    sets = label_sets(kind.outputs)
    fitting = Training(network, card, scenes, [], sets, PATCH, recipe, Checkpoint(folder))
    fitting.run(progress)
    halo = _halo(kind, card, examples, network)
    return Learnt(
        Model(replace(card, halo=halo), TorchNetwork(network)), None, network, fitting.history, fitting.best
    )


def _halo(kind: Kind, card: ModelCard, examples: Mapping[str, Sequence[Example]], network: Any) -> int:  # noqa: ANN401
    """How far a network looks on the images that taught it, px."""
    scenes = [scene(kind, example) for found in examples.values() for example in found]
    patches = Patches(scenes, card, len(LABELS), _HALO_SIDE)
    inputs, _ = patches.read(np.linspace(0, len(patches) - 1, _HALO_TILES).astype(int))
    return measured_halo(network, len(kind.bands), _HALO_SIDE, inputs.numpy())
