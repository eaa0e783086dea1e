"""Predict sets: how many classes each pixel may have, with the right one among them as often as asked."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from ..errors import SureCoverError
from ..grid import Window, blocks
from ..job import Job, setting, source, target
from ..learning.calibrationfile import read_calibrated
from ..model.card import OTHER, ModelCard
from ..outputs import Outputs
from ..progress import Progress
from ..rasters import Raster, open_raster
from ..rasterscheme import class_ids, tagged_scheme
from ..stored import PROBABILITY_STEPS, shares_stored_in
from ..textfiles import parse_json
from ..trust.conformal import EVERYTHING, METHODS, set_sizes, size_legend

NODATA = 255
"""So that 0, no class fits, stays a value."""


@dataclass(frozen=True)
class PredictsetsJob(Job):
    """Probabilities and the calibrated model that made them → the number of classes in each pixel's set."""

    stage: ClassVar[str] = "predictsets"
    numbers: ClassVar[dict[str, str]] = {
        "MEAN_SIZE": "Mean number of classes in a set",
        "SHARE_SINGLE": "Share of pixels with one class",
    }

    probabilities: str = source("raster", "Probabilities")
    model: str = source("folder", "Calibrated model")
    coverage: float = setting(0.9, "number", "Coverage of the sets", minimum=0.5, maximum=0.999)
    method: str = setting("lac", "choice", "Method", choices=METHODS)
    set_size: str = target("new raster", "Set size", optional=False)


JOB = PredictsetsJob
_label = PredictsetsJob.label


def run(job: PredictsetsJob, progress: Progress) -> dict[str, Any]:
    """Count the classes of every pixel's set, window by window.

    Returns:
        The path written, and the numbers; without these where nothing is observed.

    Raises:
        SureCoverError: The model is not calibrated, or the probabilities are of other classes.
    """
    card, scores = read_calibrated(job.model, _label("model"))
    limit = scores[job.method].limit(job.coverage)
    if limit == EVERYTHING:
        progress.warn(
            f"{_label('model')} was calibrated with {scores[job.method].pixels} pixels, too few to promise a "
            f"coverage of {job.coverage:g}: every set holds all classes."
        )
    counts = np.zeros(len(card.classes) + 1, np.int64)
    with ExitStack() as stack:
        raster = stack.enter_context(open_raster(job.probabilities, label=_label("probabilities")))
        _check_classes(raster, card)
        if doubt := _doubt(raster, card):
            progress.warn(f"{_label('probabilities')} {doubt}, so the coverage is not promised.")
        facts = {
            "models": [{"id": card.id, "sha256": dict(card.files)}],
            "limit": limit,
            "calibration_pixels": scores[job.method].pixels,
        }
        outputs = stack.enter_context(Outputs(job, facts, progress.part(0.9, 1.0)))
        writer = outputs.raster(
            job.set_size, raster.grid, dtype="uint8", nodata=NODATA, descriptions=["classes in the set"],
            legend=size_legend(len(card.classes)),
        )  # fmt: skip
        for window in progress.part(0.0, 0.9).each(blocks(raster.grid.shape)):
            stored, valid = _stored(raster, window)
            sizes = set_sizes(job.method, stored, limit)
            counts += np.bincount(sizes[valid], minlength=len(counts))
            sizes[~valid] = NODATA
            writer.write(sizes, window)
    pixels = int(counts.sum())
    if not pixels:
        progress.warn(f"{_label('probabilities')} hold nothing but nodata: so does the result.")
        return job.written()
    mean = float((counts * np.arange(len(counts))).sum()) / pixels
    return {**job.written(), "MEAN_SIZE": mean, "SHARE_SINGLE": float(counts[1]) / pixels}


def _stored(raster: Raster, window: Window) -> tuple[np.ndarray, np.ndarray]:
    """Probabilities in steps of 1/254, uint8 (classes, rows, cols), and bool (rows, cols) where observed."""
    if shares_stored_in(raster) is not None:
        return raster.read(window)
    shares, observed = raster.read_shares(window)
    shares[:, ~observed] = 0
    return np.rint(shares.clip(0, 1) * PROBABILITY_STEPS).astype(np.uint8), observed


def _check_classes(raster: Raster, card: ModelCard) -> None:
    """Refuse probabilities of other classes than the model's; a theme's "other" may be any one class.

    Raises:
        SureCoverError: They are of others.
    """
    scheme = tagged_scheme(raster) or card.scheme
    found = [scheme.by_id(class_id).name for class_id in class_ids(raster, scheme)]
    wanted = [card.name_of(class_id) for class_id in card.classes if class_id != OTHER]
    others = len(set(found) - set(wanted))
    if set(wanted) <= set(found) and others == int(card.thematic):
        return
    rest = " and one class of the rest" if card.thematic else ""
    raise SureCoverError(
        f"{_label('probabilities')} are of the classes {', '.join(found)}; those of {_label('model')} are "
        f"{', '.join(wanted)}{rest}: choose what Classify wrote with this model."
    )


def _doubt(raster: Raster, card: ModelCard) -> str:
    """Why probabilities are not those that were calibrated; "" if they are."""
    models = [(model.get("id"), model.get("sha256")) for model in _listed(raster, "SURECOVER_MODELS")]
    if raster.tags.get("SURECOVER_STAGE") == "fuse" or len(_listed(raster, "SURECOVER_INPUTS")) > 1:
        return "are fused from several dates, while single dates were calibrated"
    if not models:
        return "do not tell which model made them"
    if models != [(card.id, dict(card.files))]:
        return "were made by other models, or by this one before it was calibrated"
    if any(job.get("tta", "none") != "none" for job in _listed(raster, "SURECOVER_PARAMETERS")):
        return "were made with test-time augmentation (TTA), without which the model was calibrated"
    return ""


def _listed(raster: Raster, tag: str) -> list[dict[str, Any]]:
    """The JSON object that a tag holds, or those that it lists; none where it does not."""
    try:
        found = parse_json(raster.tags.get(tag, "[]"))
        return [entry for entry in (found if isinstance(found, list) else [found]) if isinstance(entry, dict)]
    except (ValueError, TypeError):
        return []
