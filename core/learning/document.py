"""What pages and cards tell of a training."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ..grid import Map, Window, blocks, within
from ..imagery.scenes import rgb_bands
from ..job import Job
from ..model.card import ModelCard
from ..model.inference import Theme, predict_blocks
from ..model.models import Model
from ..progress import Progress
from ..textfiles import read_json
from .labels import Labels
from .learner import Learnt, Way, card_of, statistics_of
from .material import Material
from .patches import Scene
from .pictures import sample_picture
from .scores import described, scores

UNSTATED = "other"
"""Licence of which nothing is known, as STAC writes it."""

_SAMPLES = 4
_SAMPLE_SIDE = 128
_BLOCK = 1024


def new_card(
    material: Material,
    way: Way,
    teaching: Map,
    progress: Progress,
    **details: Any,  # noqa: ANN401
) -> ModelCard:
    """The card of a model to be, with the statistics of what teaches; see `card_of`."""
    statistics = statistics_of(material.scenes(teaching), material.bands, progress, way.recipe.seed)
    return card_of(material, way, statistics, **details)


def described_training(material: Material, way: Way, labels: str) -> str:
    """What a model was trained on, for its card."""
    dates = [image.acquired.date or image.acquired.path.rpartition("/")[2] for image in material.images]
    recipe = way.recipe
    refined = f", labels refined every {recipe.refine_every} epochs" if recipe.refine_every else ""
    how = (
        "every pixel alone"
        if way.baseline
        else f"patches of {way.patch} px, {recipe.loss}, up to {recipe.epochs} epochs{refined}"
    )
    return (
        f"Trained by SureCover on the images of {', '.join(dates)} with the labels of "
        f"{labels.rpartition('/')[2].partition('|')[0]}: {way.network}, {how}. It learned what these labels "
        "say, mistakes and all, at this place and season; the figures in surecover:validation tell how "
        "well it repeats them where it did not learn."
    )


def judged_card(card: ModelCard, how: str, found: Mapping[str, Any] | None) -> ModelCard:
    """A card with the figures of the held-out area."""
    if found is None:
        return dataclasses.replace(card, validation={"how": how})
    kept = ("pixels", "oa", "aa", "miou", "macro_f1", "weighted_f1", "kappa")
    figures = {key: _rounded(found["scores"][key]) for key in kept}
    classes = {
        entry["name"]: {key: _rounded(entry[key]) for key in ("iou", "f1", "precision", "recall")}
        for entry in found["scores"]["levels"][-1]["classes"]
    }
    matrix = {row: dict(zip(found["columns"], counts)) for row, counts in zip(found["rows"], found["matrix"])}
    held_out = {**figures, "classes": classes, "matrix": matrix}
    return dataclasses.replace(card, validation={"how": how, "held_out": held_out})


def _rounded(value: Any) -> Any:  # noqa: ANN401
    return round(value, 4) if isinstance(value, float) else value


def model_facts(card: ModelCard, labels: Labels, encoder: str) -> dict[str, Any]:
    """The facts of the model that the page lists."""
    return {
        "id": card.id,
        "network": card.architecture,
        "encoder": encoder,
        "parameters": card.parameters,
        "bands": [band.name for band in card.bands],
        "outputs": [described(labels.scheme, class_id) for class_id in labels.outputs],
        "halo": card.halo,
        "licence": "not stated" if card.licence == UNSTATED else card.licence,
    }


def settings_of(job: Job) -> dict[str, Any]:
    """Settings that differ from their defaults, and what was read."""
    values = {}
    for field in dataclasses.fields(job):
        value = getattr(job, field.name)
        spec = field.metadata["spec"]
        if spec.role != "target" and value != field.default:
            values[field.name] = list(value) if isinstance(value, tuple) else value
    return values


def epochs_of(learnt: Learnt, labels: Labels) -> list[dict[str, Any]]:
    """The epochs as the page draws them."""
    found = []
    kept = None
    for epoch in learnt.history:
        judged = epoch.held_out
        figures = scores(judged.matrix, labels) if judged else {"oa": None, "miou": None}
        found.append({
            "epoch": epoch.number, "loss": epoch.loss, "validation_loss": judged.loss if judged else None,
            "oa": figures["oa"], "miou": figures["miou"], "seconds": epoch.seconds,
            "refined": epoch.kept if epoch.kept != kept else None,
            "phase": "frozen" if epoch.frozen else "",
        })  # fmt: skip
        kept = epoch.kept
    return found


def stopped(learnt: Learnt, epochs: int, patience: int) -> str:
    """Why a training ended."""
    if not learnt.history:
        return ""
    if len(learnt.history) < epochs:
        return f"It ended early: the held-out area got no better for {patience} epochs."
    return "It ended with the last epoch."


def label_pixels(numbers: Map, labels: Labels) -> dict[str, int]:
    """Pixels of each label by name."""
    counts = np.zeros(len(labels.ids) + 1, np.int64)
    for window in blocks(numbers.shape, _BLOCK):
        counts += np.bincount(numbers[window].ravel(), minlength=len(counts))
    names = [described(labels.scheme, class_id)["name"] for class_id in labels.ids]
    return dict(zip(names, counts[1:].tolist()))


def sample_pictures(model: Model, scenes: Sequence[Scene], labels: Labels) -> list[dict[str, Any]]:
    """Patches with many classes, each with image, labels and prediction."""
    shape = scenes[0].shape
    windows = blocks(shape, _SAMPLE_SIDE)
    variety = [len(np.unique(scenes[0].labels[window])) for window in windows]
    best = np.argsort(variety, kind="stable")[::-1][:_SAMPLES]
    colours = list(rgb_bands([band.name for band in model.card.bands]))
    pictures = []
    for order, number in enumerate(best):
        scene = scenes[order % len(scenes)]
        window = windows[number]
        reflectance, _ = scene.read(window)
        given = scene.labels[window]
        if given.any():
            predicted = _predicted(model, scene, window)
            rows, cols = (f"{part.start} to {part.stop}" for part in window)
            title = f"{scene.name}, rows {rows}, columns {cols}"
            pictures.append(sample_picture(title, reflectance[colours], given, predicted, labels))
    return pictures


def _predicted(model: Model, scene: Scene, window: Window) -> np.ndarray:
    """Positions of outputs from 1 in a window, 0 where the image shows nothing."""
    found = np.zeros([part.stop - part.start for part in window], np.uint8)
    theme = Theme(model, list(range(len(model.card.bands))), scene.limits)
    for part, (probabilities,), valid in predict_blocks([theme], scene.read, scene.shape, window, Progress()):
        found[within(part, window)] = np.where(valid, probabilities.argmax(axis=0) + 1, 0)
    return found


def labels_of(folder: str) -> str:
    """Path of what a model of this product learned from, as its folder tells it; "" where it does not."""
    try:
        settings = read_json(Path(folder, "job.json"))["settings"]
        return str(settings.get("external") or settings.get("labels") or "")
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return ""
