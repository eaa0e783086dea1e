"""Calibrate a model: as sure as it is right, with sets of classes that hold the right one as promised."""

from __future__ import annotations

import datetime
import json
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

from .. import VERSION
from ..errors import SureCoverError
from ..external.limits import Polygons, limited
from ..external.request import Request
from ..imagery.dates import given_dates
from ..imagery.scenes import check_masks, open_scenes
from ..job import Job, borrowed, setting, source, target
from ..learning.blocks import block_size, cell_blocks, cell_size_px, tally, zone_blocks
from ..learning.calibration import (
    LEAST_PIXELS,
    Calibration,
    Judgement,
    LabelledPixels,
    fitted,
    judged,
    labelled_pixels,
)
from ..learning.calibrationfile import write_calibrated
from ..learning.calibrationpage import calibration_page
from ..learning.checkpoint import Checkpoint
from ..learning.document import settings_of
from ..learning.folds import Folds, dealt
from ..learning.job import LearningJob
from ..learning.labels import Labels, labels_of_outputs
from ..learning.material import Material, read_labels
from ..model.bands import match_bands
from ..model.card import ModelCard
from ..model.models import load_model
from ..outputs import Outputs
from ..paths import folders_around, real
from ..progress import Progress
from ..rasters import grid_of
from ..runtimes.devices import DEVICES, choose_device
from ..trust.conformal import EVERYTHING


@dataclass(frozen=True)
class CalibrateJob(Job):
    """A model, and images with labels that it has not learned from → the model calibrated, and a page."""

    stage: ClassVar[str] = "calibrate"
    numbers: ClassVar[dict[str, str]] = {
        "TEMPERATURE": "Temperature of the calibrated model",
        "ECE_BEFORE": "Calibration error of the model as it came",
        "ECE_AFTER": "Calibration error of the calibrated model",
        "COVERED": "Share of the sets that hold the right class (LAC)",
        "MEAN_SIZE": "Mean number of classes in a set (LAC)",
    }

    model: str = source("folder", "Model")
    images: tuple[str, ...] = source("rasters", "Images, one per date")
    masks: tuple[str, ...] = borrowed(LearningJob, "masks")
    labels: str = source("layer", "Labels that the model has not learned from")
    field: str = borrowed(LearningJob, "field")
    crosswalk: str = setting("", "text or file", "Crosswalk of the labels")
    coverage: float = setting(0.9, "number", "Coverage of the sets", minimum=0.5, maximum=0.999)
    zones: str = source("vector", "Zones", optional=True)
    zone_field: str = borrowed(LearningJob, "zone_field")
    seed: int = setting(0, "integer", "Seed", minimum=0)
    folds: int = setting(5, "integer", "Parts that are judged in turn", minimum=2, maximum=20, advanced=True)
    gap: int = setting(
        -1,
        "integer",
        "Gap around judged parts, px (-1 = automatic)",
        minimum=-1,
        maximum=10_000,
        advanced=True,
    )
    extent: str = setting("", "extent", "Extent", advanced=True)
    area: str = source("vector", "Area, polygons", optional=True, advanced=True)
    dates: str = setting("", "text", "Acquisition dates, in the order of the images", advanced=True)
    codes: str = borrowed(LearningJob, "codes")
    unknown: str = borrowed(LearningJob, "unknown")
    order: str = borrowed(LearningJob, "order")
    all_touched: bool = borrowed(LearningJob, "all_touched")
    buffer: float = borrowed(LearningJob, "buffer")
    dilation: int = borrowed(LearningJob, "dilation")
    glacial: bool = borrowed(LearningJob, "glacial")
    scale: float | None = borrowed(LearningJob, "scale")
    offset: float | None = borrowed(LearningJob, "offset")
    device: str = setting("auto", "choice", "Device", choices=DEVICES, advanced=True)
    model_out: str = target("new folder", "Calibrated model", "", optional=False)
    json: str = target("new file", "Calibration as JSON", ".json")
    html: str = target("new file", "Calibration as a page", ".html")

    def check(self) -> None:
        """As every job; masks and dates must match the images, and the new model holds no page about it."""
        super().check()
        check_masks(self.label("masks"), self.masks, self.images)
        given_dates(self.dates, len(self.images), self.label("dates"))
        for label, path in self.paths("target"):
            if real(self.model_out) in folders_around(path):
                raise SureCoverError(
                    f"{label} lies in {self.label('model_out')}: {path}; choose another folder, so that the "
                    "model holds nothing but what it needs."
                )


JOB = CalibrateJob
_label = CalibrateJob.label


def run(job: CalibrateJob, progress: Progress) -> dict[str, Any]:
    """Predict the labelled pixels once; judge part after part by what fits the others; fit to all.

    Returns:
        The paths of what was written, and the numbers.

    Raises:
        SureCoverError: The model, the images or the labels cannot be used, or the labels are too few.
    """
    model = load_model(job.model, _label("model"))
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="surecover")))
        material = _material(job, model.card, folder, stack, progress.part(0.0, 0.1))
        folds, gap = _folds(job, model.card, material)
        scenes = material.scenes(material.given, model.card, progress.part(0.1, 0.12))
        pixels = labelled_pixels(
            model.to(choose_device(job.device)), scenes, material.sets, folds, gap, job.seed,
            progress.part(0.12, 0.9),
        )  # fmt: skip
        if len(pixels) < LEAST_PIXELS:
            raise SureCoverError(
                f"{_label('labels')} show {len(pixels)} clear pixels of the model's classes; needed are "
                f"{LEAST_PIXELS} or more, so choose more labels, a larger area or further dates."
            )
        found, calibration = _judged(job, pixels, folds, material.labels, progress.part(0.9, 0.98))
        judgement = found.document()
        notes = _notes(job, model.card, pixels, calibration, judgement)
        for note in notes:
            progress.warn(note)
        card = write_calibrated(job.model, job.model_out, model.card, calibration, judgement)
        document = _document(job, model.card, card, judgement, gap, notes)
        with Outputs(job) as outputs:
            if job.json:
                text = json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False)
                outputs.file(job.json).write_text(text + "\n", encoding="utf-8")
            if job.html:
                outputs.file(job.html).write_text(calibration_page(document), encoding="utf-8")
    numbers = {
        "TEMPERATURE": card.temperature,
        "ECE_BEFORE": judgement["before"]["ece"],
        "ECE_AFTER": judgement["after"]["ece"],
        "COVERED": judgement["sets"]["lac"]["covered"],
        "MEAN_SIZE": judgement["sets"]["lac"]["mean_size"],
    }
    return {**job.written(), **{key: value for key, value in numbers.items() if value is not None}}


def _material(
    job: CalibrateJob, card: ModelCard, folder: Path, stack: ExitStack, progress: Progress
) -> Material:
    """The images with the model's bands, and labels in the model's classes."""
    whole = grid_of(job.images[0], _label("images"))
    window, polygons = limited(job.extent, job.area, whole, _label("area"))
    grid = whole.part(window)
    images = open_scenes(
        job.images, job.masks, stack, progress, dilation=job.dilation,
        dates=given_dates(job.dates, len(job.images), _label("dates")),
        extent="" if window == whole.window else ",".join(map(repr, grid.bounds)),
        scale=job.scale, offset=job.offset,
    )  # fmt: skip
    for image in images:
        image.use(match_bands(image.raster, card.bands, sensor=card.sensor, label=_label("images")))
    if polygons:
        polygons = Polygons(job.area, grid, _label("area"))
    scheme = folder / "scheme.json"
    scheme.write_text(card.scheme.to_json(), encoding="utf-8")
    labels, given, cells = read_labels(
        replace(Request.of(job, "labels", grid), scheme=str(scheme)),
        lambda scheme, occurring: labels_of_outputs(scheme, occurring, card.classes, _label("labels")),
        grid, polygons, Checkpoint(folder), progress,
    )  # fmt: skip
    return Material(grid, images, card.bands, labels, given, cells, polygons, job.glacial)


def _folds(job: CalibrateJob, card: ModelCard, material: Material) -> tuple[Folds, int]:
    """The parts that are judged in turn, and the gap between them and what is fitted to."""
    grid, cells = material.grid, material.cells
    cell = cell_size_px(cells, grid)
    gap = job.gap if job.gap >= 0 else max(card.halo, cell)
    if job.zones:
        areas = zone_blocks(job.zones, job.zone_field, grid, _label("zones"), _label("zone_field"))
    else:
        areas = cell_blocks(cells, grid, block_size(grid.shape, gap, job.folds, cell))
    counts = tally(areas, material.given, len(material.sets) - 1)
    return dealt(areas, counts, job.folds, seed=job.seed, label=_label("folds")), gap


def _judged(
    job: CalibrateJob, pixels: LabelledPixels, folds: Folds, labels: Labels, progress: Progress
) -> tuple[Judgement, Calibration]:
    """Judge part after part, and fit to all; a temperature that only does harm is left alone."""
    for tempering in (True, False):
        found = judged(pixels, folds, labels, job.coverage, _label("labels"), progress, tempering=tempering)
        if not found.worse:
            break
    return found, fitted(pixels, tempering=tempering)


def _notes(
    job: CalibrateJob,
    card: ModelCard,
    pixels: LabelledPixels,
    calibration: Calibration,
    judgement: Mapping[str, Any],
) -> list[str]:
    """What users should know of this calibration."""
    notes = []
    if calibration.scores["lac"].limit(job.coverage) == EVERYTHING:
        notes.append(
            f"{len(pixels)} labelled pixels are too few to promise a coverage of {job.coverage:g}: every set "
            "holds all classes. Give more labels, or ask for less."
        )
    if calibration.temperature == 1:
        notes.append(
            "A temperature would not have made the model truer on land to which it was not fitted, so the "
            "model stays as sure as it was."
        )
    if calibration.at_limit:
        notes.append(
            f"The temperature fitted, {calibration.temperature:.2f}, is as far as one may go: model and "
            "labels hardly ever agree, or nearly always. See whether the labels' classes are what the model "
            "knows under these names."
        )
    right = judgement["oa"]
    if right > job.coverage:
        notes.append(
            f"The model is right in {100 * right:.1f} % of the pixels, more often than a coverage of "
            f"{job.coverage:g} asks: LAC keeps it by leaving the least sure pixels without any class, RAPS "
            "gives every pixel one class and covers more. Ask for a higher coverage to see where it wavers."
        )
    shown = pixels.sets[np.unique(pixels.labels)]
    if not shown.any(axis=0).all():
        names = [card.name_of(card.classes[n]) for n in np.flatnonzero(~shown.any(axis=0))]
        notes.append(f"No label shows {', '.join(names)}, so nothing here tells how true the model is there.")
    if (shown.sum(axis=1) > 1).any():
        notes.append(
            "Some labels allow several classes, and a prediction or a set counts as right with any of them; "
            "of these pixels the figures are a little too good."
        )
    return notes


def _document(
    job: CalibrateJob, card: ModelCard, calibrated: ModelCard, judgement: Mapping[str, Any], gap: int,
    notes: list[str],
) -> dict[str, Any]:  # fmt: skip
    """All that the page and the JSON tell."""
    kept = f"{len(judgement['folds'])} parts of the labelled land"
    return {
        "product": "SureCover",
        "version": VERSION,
        "title": f"Calibration of {card.title}",
        "date": datetime.datetime.now(tz=datetime.timezone.utc).date().isoformat(),
        "model": {"id": card.id, "classes": [card.name_of(class_id) for class_id in card.classes]},
        "temperature": {"before": card.temperature or 1.0, "after": calibrated.temperature},
        "how": (
            f"Each of {kept} ({'zones' if job.zones else 'contiguous blocks'}) was judged by what was fitted "
            f"to the others, {gap} px or more away. The calibrated model was fitted to all of them."
        ),
        **judgement,
        "notes": notes,
        "settings": {job.label(name): value for name, value in settings_of(job).items()},
    }
