"""What test-time augmentation and ensembles give: scenes by one model, by it mirrored and turned, by several.

The members of the ensemble are networks as the demonstration model, trained for a third of its epochs with
other seeds and without the places where they are tested.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path

import numpy as np

from surecover.core import RESOURCES
from surecover.core.demo.examples import (
    GENERATOR,
    PLACES,
    TRAINING_SEEDS,
    Example,
    generated_examples,
    real_examples,
)
from surecover.core.demo.figures import scores
from surecover.core.demo.training import DEMONSTRATION, blank_card, scene, train
from surecover.core.learning.prediction import predictions
from surecover.core.model.models import Model, load_model
from surecover.core.model.themes import combine_models
from surecover.core.model.turned import TTA, turned
from surecover.core.progress import Progress

from .measure import table
from .test_accuracy import DATA, REAL

SEEDS = range(42, 50)
"""Of generated scenes that teach no model."""

HELD_OUT = ("slovenia", "denmark")
MEMBERS = 5
EPOCHS = 8

Scenes = Mapping[str, Sequence[Example]]
"""The dates of each scene."""

Said = dict[str, list[np.ndarray]]
"""Per scene and date probabilities (classes, rows, cols), 0 where no labels are."""


def generated() -> Scenes:
    return {f"generated {seed}": list(generated_examples([seed])) for seed in SEEDS}


def said(model: Model, scenes: Scenes) -> Said:
    return {name: [_probabilities(model, example) for example in dates] for name, dates in scenes.items()}


def _probabilities(model: Model, example: Example) -> np.ndarray:
    found = np.zeros((len(model.card.classes), *example.labels.shape), np.float32)
    labelled = scene(DEMONSTRATION, example).taught((example.labels > 0).astype(np.uint8))
    for window, probabilities, _ in predictions(model, labelled, Progress()):
        found[(slice(None), *window)] = probabilities
    return found


def averaged(members: Sequence[Said], model: Model) -> Said:
    """What an ensemble says."""
    cards = [model.card] * len(members)
    return {
        name: [
            combine_models(parts, cards, model.card.classes, ensemble=True)
            for parts in zip(*(member[name] for member in members))
        ]
        for name in members[0]
    }


def judged(found: Said, scenes: Scenes) -> np.ndarray:
    """Overall accuracy and mean IoU, %, of each scene (scenes, 2)."""
    ids, figures = np.array(DEMONSTRATION.outputs, np.uint8), []
    for name, dates in scenes.items():
        score = scores(DEMONSTRATION, dates, [ids[p.argmax(axis=0)] for p in found[name]])
        ious = [of_class["iou"] for of_class in score["classes"].values() if of_class["reference"]]
        figures.append([100 * score["oa"], 100 * np.mean(ious)])
    return np.array(figures)


def tell(title: str, ways: Mapping[str, Sequence[Said]], scenes: Scenes) -> None:
    """Means over the scenes, and over the tries of a way; gains over the first way ± between scenes."""
    figures = {
        way: np.mean([judged(found, scenes) for found in tries], axis=0) for way, tries in ways.items()
    }
    first = next(iter(figures.values()))
    rows = []
    for way, figure in figures.items():
        gains = (figure - first).T
        spread = [f" ± {of_scenes.std(ddof=1):.2f}" if len(of_scenes) > 1 else "" for of_scenes in gains]
        told = [f"{of_scenes.mean():+.2f}{deviation}" for of_scenes, deviation in zip(gains, spread)]
        rows.append([way, *(f"{value:.2f}" for value in figure.mean(axis=0)), *told])
    table(title, ["", "OA, %", "mIoU, %", "gain in OA", "gain in mIoU"], rows)


def test_the_demonstration_model_turned() -> None:
    model, scenes = load_model(RESOURCES / "models" / "demonstration"), generated()
    said(model, dict(list(scenes.items())[:1]))  # what is imported and made ready first is nobody's cost
    ways, cost = {}, {}
    for tta in TTA:
        begun = time.process_time()
        ways[tta] = [said(turned(model, tta), scenes)]
        cost[tta] = (time.process_time() - begun) / cost.get("none", 1)
    tell(f"demonstration model, {len(scenes)} generated scenes, each of three dates alone", ways, scenes)
    print(
        "CPU time: " + ", ".join(f"{tta} {times:.1f} times" for tta, times in cost.items() if tta != "none")
    )


def members(folder: Path) -> Iterator[Model]:
    """Networks that differ in their seeds only."""
    places = [place for place in PLACES if place not in HELD_OUT]
    examples = {
        GENERATOR: list(generated_examples(TRAINING_SEEDS[::3])),
        **{place: list(real_examples(DATA, place)) for place in places},
    }
    card = blank_card(DEMONSTRATION, examples, id="member", title="", description="", licence="")
    for seed in range(MEMBERS):
        own = folder / str(seed)
        yield train(DEMONSTRATION, card, examples, own, Progress(), epochs=EPOCHS, seed=seed).model


@REAL
def test_an_ensemble_of_seeds(tmp_path: Path) -> None:
    made_up, places = generated(), {place: list(real_examples(DATA, place)) for place in HELD_OUT}
    models = list(members(tmp_path))
    alone = [said(model, {**made_up, **places}) for model in models]
    flipped = [said(turned(model, "flips"), {**made_up, **places}) for model in models]
    ways = {
        "one member": alone,
        "one member, flips": flipped,
        "ensemble of 3": [averaged(three, models[0]) for three in combinations(alone, 3)],
        f"ensemble of {MEMBERS}": [averaged(alone, models[0])],
        f"ensemble of {MEMBERS}, flips": [averaged(flipped, models[0])],
    }
    tell(f"{len(made_up)} generated scenes", ways, made_up)
    for place, dates in places.items():
        tell(f"{place}, which taught no member", ways, {place: dates})
