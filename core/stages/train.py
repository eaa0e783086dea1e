"""Train a model from images and the labels that people have."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from .. import VERSION
from ..errors import SureCoverError, renamed
from ..grid import Map
from ..imagery.scenes import check_masks
from ..job import setting, source, target
from ..learning.appearance import appearance_of
from ..learning.architecture import NETWORKS
from ..learning.auxiliary import AUXILIARY_LOSSES
from ..learning.baselines import BASELINES
from ..learning.checkpoint import Checkpoint, unfinished
from ..learning.document import (
    UNSTATED,
    described_training,
    epochs_of,
    judged_card,
    label_pixels,
    model_facts,
    new_card,
    sample_pictures,
    settings_of,
    stopped,
)
from ..learning.folds import Folds
from ..learning.job import LearningJob
from ..learning.learner import Learnt, Way, learn, way_of
from ..learning.material import Material, open_material, unlabelled_scenes
from ..learning.page import training_page
from ..learning.patches import Scene
from ..learning.scores import held_out as held_out_scores
from ..learning.split import (
    HELD_OUT,
    NOTHING,
    everything,
    folds_of,
    gap_of,
    hidden_pixels,
    named_zones_held_out,
    part_of_labels,
)
from ..learning.twoheaded import SPLITS
from ..model.card import ModelCard
from ..outputs import Outputs, new_folder
from ..paths import without_secrets
from ..progress import Progress
from ..textfiles import plain_name

_PARTS = 5
"""One of so many parts of the labels is held out where the user does not say which."""


@dataclass(frozen=True)
class TrainJob(LearningJob):
    """Images and labels → a model folder, and a page that says how well it does where it did not learn."""

    stage: ClassVar[str] = "train"
    numbers: ClassVar[dict[str, str]] = {
        "OA": "Overall accuracy on the held-out area",
        "MIOU": "Mean IoU on the held-out area",
    }

    held_out: str = setting("", "text", "Zones to hold out")
    unlabelled: tuple[str, ...] = source("rasters", "Images without labels", optional=True)
    unlabelled_masks: tuple[str, ...] = source(
        "rasters", "Cloud masks of the images without labels, in their order", optional=True
    )
    split: str = setting("late", "choice", "Where the second task branches off", choices=SPLITS)
    auxiliary: str = setting("l1", "choice", "Loss of the second task", choices=AUXILIARY_LOSSES)
    auxiliary_weight: float = setting(
        0.0, "number", "Weight of the second task (0 = the paper's)", minimum=0, maximum=1000, advanced=True
    )
    regularisation: float = setting(
        1.0, "number", "Weight of its regulariser", minimum=0, maximum=1000, advanced=True
    )
    clusters: int = setting(
        0, "integer", "Segments of an unsupervised segmentation (0 = as many as classes)", minimum=0,
        maximum=255, advanced=True,
    )  # fmt: skip
    title: str = setting("", "text", "Title of the model")
    patience: int = setting(
        0, "integer", "Stop after so many epochs without progress (0 = never)", minimum=0, maximum=10_000,
        advanced=True,
    )  # fmt: skip
    licence: str = setting("", "text", "Licence of the model and the labels", advanced=True)
    model: str = target("new folder", "Model", "", optional=False)
    html: str = target("new file", "Page of the training", ".html")

    def check(self) -> None:
        """As every job that learns; masks match their images, and what is read is not replaced."""
        super().check()
        check_masks(self.label("unlabelled_masks"), self.unlabelled_masks, self.unlabelled)
        if self.unlabelled and self.network in BASELINES:
            raise SureCoverError(
                f"{self.label('unlabelled')} are given, from which {self.network} cannot learn; choose "
                f"{', '.join(NETWORKS)} under {self.label('network')}, or leave them out."
            )
        for label, path in self.paths("source"):
            if Path(self.model).resolve() in Path(path).resolve().parents:
                raise SureCoverError(
                    f"{label} lies in {self.label('model')}: {path}; choose another folder, so that nothing "
                    "is overwritten."
                )


JOB = TrainJob


def run(job: TrainJob, progress: Progress) -> dict[str, Any]:
    """Train a model and judge it on an area that it never saw.

    What an interrupted run has trained stands beside MODEL in a folder `<model>.training`, from which the
    same job goes on; it goes when the model is complete.

    Returns:
        The paths of the model and of the page, and the numbers; without what is not estimable.

    Raises:
        SureCoverError: The images or labels cannot be used, or there is nothing to learn.
    """
    with ExitStack() as stack:
        work = Checkpoint(stack.enter_context(unfinished(job.model)), job.key())
        material = open_material(job, stack, work, progress.part(0.0, 0.03))
        way = way_of(job, patience=job.patience, **_second_task(job))
        folds, gap = _folds(job, material, way)
        teaching, held_out = part_of_labels(
            material, folds, HELD_OUT if folds.count > 1 else 0, gap, work, progress.part(0.03, 0.05)
        )
        card = _card(job, material, way, teaching, progress.part(0.05, 0.07))
        scenes = material.scenes(teaching, card, progress.part(0.07, 0.08))
        judged = []
        if folds.count > 1:
            hidden = hidden_pixels(material, folds, HELD_OUT, gap, work)
            judged = [scene.taught(held_out) for scene in scenes]
            scenes = [scene.without(hidden) for scene in scenes]
        with renamed({"IMAGES": "UNLABELLED", "MASKS": "UNLABELLED_MASKS"}):
            unlabelled = unlabelled_scenes(
                job.unlabelled, job.unlabelled_masks, job, card, stack, job.label("unlabelled"), progress
            )
        learnt = learn(material, way, card, scenes, judged, work, progress.part(0.08, 0.98), unlabelled)
        how = _how(job, folds, gap, learnt)
        found = held_out_scores(how, learnt.judged.matrix, material.labels) if learnt.judged else None
        taught = appearance_of(learnt.model, scenes, progress.part(0.98, 1.0), seed=job.seed)
        with new_folder(job.model) as folder:
            card = learnt.save(folder, judged_card(learnt.model.card, how, found), taught)
            text = without_secrets(json.dumps(job.to_dict(), indent=2))
            (folder / "job.json").write_text(text + "\n", encoding="utf-8")
        if job.html:
            document = _document(job, material, learnt, card, found, scenes, judged)
            with Outputs(job) as outputs:
                outputs.file(job.html).write_text(training_page(document), encoding="utf-8")
    figures = {"OA": found["scores"]["oa"], "MIOU": found["scores"]["miou"]} if found else {}
    return {**job.written(), **{key: value for key, value in figures.items() if value is not None}}


def _second_task(job: TrainJob) -> dict[str, Any]:
    """What the recipe is told of it; nothing where no image is without labels."""
    names = ("split", "auxiliary", "auxiliary_weight", "regularisation", "clusters")
    return {name: getattr(job, name) for name in names} if job.unlabelled else {}


def _folds(job: TrainJob, material: Material, way: Way) -> tuple[Folds, int]:
    """What is held out (fold 1) and what teaches, and the gap between them; one fold for all that teaches."""
    gap = gap_of(job, material, way)
    if job.held_out.strip().casefold() == NOTHING:
        return everything(material.grid.shape), 0
    if job.held_out.strip():
        return named_zones_held_out(job, material, job.held_out, job.label("held_out")), gap
    return folds_of(job, material, gap, _PARTS, job.label("labels")), gap


def _card(job: TrainJob, material: Material, way: Way, teaching: Map, progress: Progress) -> ModelCard:
    title = plain_name(job.title) or plain_name(Path(job.model).name) or "model"
    return new_card(
        material, way, teaching, progress,
        id=re.sub(r"[^a-z0-9]+", "-", title.casefold()).strip("-") or "model",
        title=title, description=described_training(material, way, job.labels),
        licence=job.licence.strip() or UNSTATED, theme=job.theme.strip(),
    )  # fmt: skip


def _how(job: TrainJob, folds: Folds, gap: int, learnt: Learnt) -> str:
    """Which pixels the figures are of, and why they may flatter."""
    if folds.count == 1:
        return "Nothing was held out: all labels taught, so these say nothing of the accuracy elsewhere."
    what = f"the zones {folds.names[HELD_OUT - 1]}" if job.zones else "contiguous blocks"
    chosen = (
        " The same pixels chose the epoch whose network was kept, which flatters them a little."
        if learnt.best and job.patience
        else ""
    )
    return (
        f"Labelled, clear pixels of all images in {what}, {gap} px or more from any pixel that taught. They "
        f"are compared with the given labels, whose mistakes count against the model.{chosen}"
    )


def _document(
    job: TrainJob, material: Material, learnt: Learnt, card: ModelCard, found: Mapping[str, Any] | None,
    teaching: list[Scene], judged: list[Scene],
) -> dict[str, Any]:  # fmt: skip
    """What the page tells."""
    labels = material.labels
    return {
        "title": card.title,
        "version": VERSION,
        "date": datetime.datetime.now(tz=datetime.timezone.utc).date().isoformat(),
        "model": model_facts(card, labels, job.encoder),
        "settings": {job.label(name): value for name, value in settings_of(job).items()},
        "epochs": epochs_of(learnt, labels),
        "best_epoch": learnt.best if job.patience else None,
        "stopped": stopped(learnt, job.epochs, job.patience),
        "held_out": found,
        "areas": {
            "training_pixels": label_pixels(teaching[0].labels, labels),
            "held_out_pixels": label_pixels(judged[0].labels, labels) if judged else {},
        },
        "samples": sample_pictures(learnt.model, judged or teaching, labels),
        "notes": [],
    }
