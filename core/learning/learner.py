"""From material to a model: the network or the baseline that a job asks for."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import SureCoverError
from ..footprint import geographic_bounds
from ..lazy import LazyModule
from ..model.bands import sensor_of
from ..model.card import Band, ModelCard, scalings_of
from ..model.cardfile import write_card
from ..model.models import Model, load_model, save_model, save_onnx_model
from ..model.networks import build_network
from ..model.tiles import STRIDE
from ..progress import Progress
from ..runtimes.devices import choose_device
from ..runtimes.onnxnetwork import onnx_network
from ..runtimes.torchnetwork import TorchNetwork
from .appearance import Appearance
from .appearancefile import FILE as APPEARANCE
from .appearancefile import write_appearance
from .architecture import measured_halo, network_config, typical_halo
from .baselines import BASELINES
from .checkpoint import Checkpoint
from .encoderweights import load_encoder
from .fitting import Epoch, Training
from .job import LearningJob
from .material import Material
from .noise import ConfidentJoint
from .patches import Patches, Scene
from .prediction import Judged, judge
from .recipe import Recipe
from .refinement import Refinement, relative, scores
from .sampling import sample_pixels

if TYPE_CHECKING:
    import torch
else:
    torch = LazyModule("torch")

PATCHES = {"unet": 64, "resunet": 128, "deeplabv3plus": 256}
"""Default sides of a patch, px: of the demonstration model; Pollatos et al.; Yu et al."""

_TILE = 512
_OVERLAP = 32
_HALO_TILES, _MOST_HALO_SIDE = 8, 384


@dataclass(frozen=True)
class Way:
    """Which network, and how it is trained.

    Attributes:
        network: One of NETWORKS or BASELINES.
        recipe: How it is trained.
        encoder, depth: Of the network; "" and 0 for its defaults.
        side: Of the patches, px; 0 for the network's default.
        skip: Share of a single label above which patches are skipped.
        weights: File or folder with the encoder's weights, "" for random ones.
        normalisation: One of NORMALISATIONS.
        device: Where it is trained.
    """

    network: str
    recipe: Recipe
    encoder: str = ""
    depth: int = 0
    side: int = 0
    skip: float = 1.0
    weights: str = ""
    normalisation: str = "measured"
    device: str = "auto"

    @property
    def baseline(self) -> bool:
        """Whether it looks at every pixel alone."""
        return self.network in BASELINES

    @property
    def halo(self) -> int:
        """About how far it looks, px."""
        return 0 if self.baseline else typical_halo(self.network, self.depth)

    @property
    def patch(self) -> int:
        """Side of the patches, px."""
        return self.side or PATCHES.get(self.network, 0)


def way_of(job: LearningJob, **further: Any) -> Way:  # noqa: ANN401
    """How a job asks to learn; `further` are attributes of the recipe that it does not tell."""
    recipe = Recipe(
        loss=job.loss, epochs=job.epochs, batch=job.batch, samples=job.samples, optimiser=job.optimiser,
        learning_rate=job.learning_rate, schedule=job.schedule, dropout=job.dropout,
        augment=job.augmentations(), balanced=job.balanced, frozen=job.frozen, refine_every=job.refine_every,
        protect=job.protect / 100, seed=job.seed, **further,
    )  # fmt: skip
    return Way(
        job.network, recipe, encoder=job.encoder, side=job.patch, skip=job.skip / 100,
        weights=job.encoder_weights, normalisation=job.normalisation, device=job.device,
    )  # fmt: skip


@dataclass
class Learnt:
    """A model that was learned.

    Attributes:
        model: Ready to predict.
        judged: What it says of the held-out area; None without one.
        history: The epochs of a network.
        best: Number of the epoch that was kept; 0 for baselines.
        file: What is stored of it: a torch network, or an ONNX model.
    """

    model: Model
    judged: Judged | None
    file: Any
    history: Sequence[Epoch] = field(default_factory=list)
    best: int = 0

    def save(self, folder: Path, card: ModelCard, taught: Appearance | None = None) -> ModelCard:
        """Write the model folder with a complete card, and what the land looks like that taught it.

        Returns:
            The card as written.
        """
        save = save_model if isinstance(self.model.network, TorchNetwork) else save_onnx_model
        card = save(folder, self.file, card)
        if taught:
            files = {**card.files, APPEARANCE: write_appearance(folder, taught)}
            card = dataclasses.replace(card, files=files)
            write_card(folder, card)
        return card


def learn(
    material: Material,
    way: Way,
    card: ModelCard,
    teaching: Sequence[Scene],
    held_out: Sequence[Scene],
    checkpoint: Checkpoint,
    progress: Progress,
    unlabelled: Sequence[Scene] = (),
) -> Learnt:
    """Learn a model.

    Args:
        material: Images and labels.
        way: How.
        card: Of the model; see `card_of`.
        teaching: The images with the labels that teach.
        held_out: The images with the labels that are judged by; may be empty.
        checkpoint: Where a network's training is kept.
        progress: Told of every step and epoch.
        unlabelled: Images without labels that teach too, if the recipe has a split.

    Raises:
        SureCoverError: The network cannot be built, or there is nothing to learn.
    """
    if way.baseline:
        return _baseline(material, way, card, teaching, held_out, checkpoint, progress)
    network = _network(material, way)
    limits = _stretch_limits(teaching, card, progress) if "stretch" in way.recipe.augment else None
    training = Training(
        network, card, teaching, held_out, material.sets, way.patch, way.recipe, checkpoint, skip=way.skip,
        limits=limits, unlabelled=unlabelled,
    )  # fmt: skip
    training.run(progress)
    halo = _halo(network, card, teaching, len(material.sets) - 1)
    model = Model(dataclasses.replace(card, halo=halo), TorchNetwork(network))
    kept = training.history[training.best - 1].held_out
    return Learnt(model, kept, network, training.history, training.best)


def _baseline(
    material: Material, way: Way, card: ModelCard, teaching: Sequence[Scene], held_out: Sequence[Scene],
    checkpoint: Checkpoint, progress: Progress,
) -> Learnt:  # fmt: skip
    reflectance, labels, scenes = sample_pixels(teaching, progress.part(0.0, 0.4), seed=way.recipe.seed)
    if not len(labels):
        raise SureCoverError("No labelled pixel is clear in any image; give more labels or images.")
    inputs = np.empty_like(reflectance)
    for number, scene in enumerate(teaching):
        own = scenes == number
        inputs[own] = card.normalise(reflectance[own].T[:, :, None], scene.limits)[:, :, 0].T
    made = BASELINES[way.network](inputs, labels, material.sets, way.recipe.seed)
    if way.recipe.refine_every and way.network != "kmeans":  # whose clusters labels only name
        network = Model(card, onnx_network(made.SerializeToString()))
        kept = refined_sample(network, inputs, labels, material.sets, way.recipe.protect)
        share = len(np.unique(kept)) / len(labels)
        progress.log(f"Learning again from the {100 * share:.0f} % of the labels that are not contradicted.")
        made = BASELINES[way.network](inputs[kept], labels[kept], material.sets, way.recipe.seed)
    folder = checkpoint.folder / way.network
    save_onnx_model(folder, made, card)
    model = load_model(folder)
    judged = judge(model, held_out, material.sets, progress.part(0.8, 1.0)) if held_out else None
    return Learnt(model, judged, made)


def refined_sample(
    model: Model, inputs: np.ndarray, labels: np.ndarray, sets: np.ndarray, protect: float
) -> np.ndarray:
    """Set aside drawn pixels whose labels a model contradicts; see `Refinement`.

    Args:
        model: That learned from these pixels, each alone.
        inputs: Normalised, float32 (n, bands).
        labels: Label numbers, uint8 (n,).
        sets: Outputs that each label allows, bool (labels + 1, outputs).
        protect: As `Refinement` takes it.

    Returns:
        Positions of the others, int64. With protection no label gets rarer: its kept pixels occur again and
        again, each about 1 / protect times at most.
    """
    given = labels[:, None]
    probabilities = model.predict(np.ascontiguousarray(inputs.T[None, :, :, None]))[0]
    if protect:
        joint = ConfidentJoint(sets)
        joint.add(given, probabilities)
        probabilities = relative(probabilities, joint.thresholds())
    found = scores(given, probabilities, sets)
    refinement = Refinement(sets, protect)
    refinement.add(given, found)
    kept = np.flatnonzero(refinement.apply(given, found))
    if not protect:
        return kept
    of_labels = [kept[labels[kept] == label] for label in np.unique(labels)]
    return np.concatenate([np.resize(own, (labels == labels[own[0]]).sum()) for own in of_labels])


def _network(material: Material, way: Way) -> Any:  # noqa: ANN401
    torch.manual_seed(way.recipe.seed)
    config = network_config(
        way.network, bands=len(material.bands), outputs=len(material.labels.outputs), encoder=way.encoder,
        depth=way.depth,
    )  # fmt: skip
    network = build_network(config)
    if way.weights:
        load_encoder(network, way.weights, material.bands)
    return network.to(choose_device(way.device)).to(memory_format=torch.channels_last)


def _stretch_limits(scenes: Sequence[Scene], card: ModelCard, progress: Progress) -> np.ndarray:
    """2 and 98 % of each band as the network sees it, float32 (2, bands)."""
    reflectance, _, numbers = sample_pixels(scenes, progress.part(0.0, 0.0), most=50_000)
    inputs = [
        card.normalise(reflectance[numbers == number].T[:, :, None], scene.limits)[:, :, 0]
        for number, scene in enumerate(scenes)
    ]
    limits: np.ndarray = np.percentile(np.concatenate(inputs, axis=1), (2, 98), axis=1).astype(np.float32)
    return limits


def _halo(network: Any, card: ModelCard, scenes: Sequence[Scene], labels: int) -> int:  # noqa: ANN401
    """How far a trained network looks on images like those it was trained on."""
    side = min(2 * STRIDE * math.ceil(2 * card.halo / STRIDE) + STRIDE, _MOST_HALO_SIDE)
    patches = Patches(scenes, card, labels, side)
    inputs, _ = patches.read(np.linspace(0, len(patches) - 1, _HALO_TILES).astype(int))
    return measured_halo(network, len(card.bands), side, inputs.numpy())


def statistics_of(
    scenes: Sequence[Scene], bands: Sequence[Band], progress: Progress, seed: int = 0
) -> dict[str, dict[str, float]]:
    """Mean and standard deviation of each band over labelled, clear pixels.

    Raises:
        SureCoverError: There are none.
    """
    reflectance, _, _ = sample_pixels(scenes, progress, seed=seed)
    if not len(reflectance):
        raise SureCoverError("No labelled pixel is clear in any image; give more labels, images or masks.")
    means, deviations = reflectance.mean(axis=0, dtype=np.float64), reflectance.std(axis=0, dtype=np.float64)
    return {
        band.name: {"mean": round(float(m), 6), "stddev": round(float(s), 6)}
        for band, m, s in zip(bands, means, deviations)
    }


def card_of(
    material: Material,
    way: Way,
    statistics: Mapping[str, Mapping[str, float]],
    **details: Any,  # noqa: ANN401
) -> ModelCard:
    """The card of a model that is to be learned.

    Args:
        material: What it learns from.
        way: How.
        statistics: Of `statistics_of`.
        details: What else is known: id, title, description, licence, theme.

    Raises:
        SureCoverError: The normalisation wants decibels, which a radar band does not hold.
    """
    _check_decibels(material.bands, way.normalisation, statistics)
    dates = sorted(image.acquired.date for image in material.images if image.acquired.date)
    return ModelCard(
        bands=material.bands,
        scaling=scalings_of(way.normalisation, material.bands, statistics),
        normalisation=way.normalisation,
        scheme=material.labels.scheme,
        classes=material.labels.outputs,
        sensor=sensor_of(material.images[0].raster),
        tile=_TILE,
        halo=way.halo,
        overlap=_OVERLAP,
        statistics=statistics,
        area=geographic_bounds(material.grid.crs, material.grid.bounds),
        period=(f"{dates[0]}T00:00:00Z", f"{dates[-1]}T00:00:00Z") if dates else (),
        **details,
    )


def _check_decibels(
    bands: Sequence[Band], normalisation: str, statistics: Mapping[str, Mapping[str, float]]
) -> None:
    """Refuse radar that was scaled before: nearly all backscatter lies below 0 dB."""
    scaled = [band.name for band in bands if band.radar and statistics[band.name]["mean"] >= 0]
    if scaled and normalisation != "measured":
        raise SureCoverError(
            f"Normalisation (NORMALISATION) is {normalisation}, which wants radar in dB, but the band "
            f"{scaled[0]} has a mean of {statistics[scaled[0]]['mean']:g}; allowed are bands mostly below 0, "
            "so make them by Radar without speckle with Scaling (SCALING) none, or choose measured."
        )
