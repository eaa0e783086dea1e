"""Check a model folder: card, checksums, network, one tile."""

from __future__ import annotations

import json
import time
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

import numpy as np

from ..job import Job, setting, source, target
from ..model.card import ModelCard
from ..model.cardfile import IncompleteCard, verify_files
from ..model.importing.draft import read_draft
from ..model.models import Model, load_model
from ..outputs import Outputs
from ..progress import Progress
from ..runtimes.devices import DEVICES, choose_device


@dataclass(frozen=True)
class CheckModelJob(Job):
    """A model folder → what it is, whether it is sound, how fast it runs."""

    stage: ClassVar[str] = "checkmodel"
    numbers: ClassVar[dict[str, str]] = {
        "BANDS": "Number of bands the model wants",
        "CLASSES": "Number of classes it predicts, with the class 'other'",
        "KPX_PER_S": "Thousands of pixels per second inside the network",
    }

    model: str = source("folder", "Model")
    device: str = setting("auto", "choice", "Device", choices=DEVICES, advanced=True)
    json: str = target("new file", "Report", ".json")


JOB = CheckModelJob


def run(job: CheckModelJob, progress: Progress) -> dict[str, Any]:
    """Check a model; see CheckModelJob.

    Returns:
        The path of the report if one was asked for, and the numbers of the job.

    Raises:
        SureCoverError: The folder is not a sound model folder.
    """
    try:
        model = load_model(job.model, job.label("model"))
    except IncompleteCard as error:
        return _explained(job, error, progress)
    progress.report(0.5)
    seconds = try_out(model.to(choose_device(job.device)))
    card = model.card
    speed = round(card.tile**2 / seconds / 1000, 1)
    report = {**described(card), "unknown": [], "device": model.device, "kpx_per_s": speed}
    for line in summary(card):
        progress.log(line)
    return _written(job, card, report, progress)


def _explained(job: CheckModelJob, error: IncompleteCard, progress: Progress) -> dict[str, Any]:
    """What is known of an imported model that cannot be used yet, and what is not."""
    draft = read_draft(job.model, job.label("model"))
    card = draft.card()
    verify_files(job.model, card, job.label("model"))
    for line in draft.summary():
        progress.log(line)
    progress.warn(str(error))
    return _written(
        job, card, {**described(card), "unknown": list(draft.unknown), "kpx_per_s": 0.0}, progress
    )


def _written(
    job: CheckModelJob, card: ModelCard, report: dict[str, Any], progress: Progress
) -> dict[str, Any]:
    with Outputs(job) as outputs:
        if job.json:
            text = json.dumps(report, indent=2, ensure_ascii=False)
            outputs.file(job.json).write_text(text + "\n", encoding="utf-8")
    progress.report(1.0)
    return {
        **job.written(),
        "BANDS": len(card.bands),
        "CLASSES": len(card.classes),
        "KPX_PER_S": float(report["kpx_per_s"]),
    }


def try_out(model: Model) -> float:
    """Predict one tile of training means twice; seconds of the second time, the first one warms up."""
    card = model.card
    values = np.broadcast_to(card.fill[:, None, None], (len(card.bands), card.tile, card.tile))
    inputs = card.normalise(values, np.column_stack([card.fill - 1, card.fill + 1]))[None]
    model.predict(inputs)
    started = time.perf_counter()
    model.predict(inputs)
    return time.perf_counter() - started


def described(card: ModelCard) -> dict[str, Any]:
    """What a card says, as JSON values in plain words."""
    return {
        "id": card.id,
        "title": card.title,
        "description": card.description,
        "licence": card.licence,
        "architecture": card.architecture,
        "parameters": card.parameters,
        "sensor": card.sensor,
        "bands": [asdict(band) for band in card.bands],
        "scheme": card.scheme.id,
        "theme": card.theme,
        "classes": [{"id": class_id, "name": card.name_of(class_id)} for class_id in card.classes],
        "tile": card.tile,
        "halo": card.halo,
        "overlap": card.overlap,
        "normalisation": card.normalisation,
        "resolution": card.resolution,
        "temperature": card.temperature,
        "ece": card.ece,
        "validation": dict(card.validation),
        "sha256": dict(card.files),
    }


def summary(card: ModelCard) -> list[str]:
    """The card in a few lines."""
    return [
        f"{card.title} ({card.architecture}, {card.parameters} weights), licence {card.licence}.",
        f"Bands: {', '.join(band.name for band in card.bands)}.",
        f"Classes: {', '.join(card.name_of(class_id) for class_id in card.classes)}.",
        f"Held-out overall accuracy: {_figures(card) or 'not stated'}.",
    ]


def _figures(card: ModelCard) -> str:
    return ", ".join(f"{place} {figure:.2f}" for place, figure in card.accuracies())
