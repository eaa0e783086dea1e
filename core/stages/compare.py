"""Compare areas: where may a model be used, and which land should be labelled next?"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

from .. import VERSION
from ..errors import SureCoverError
from ..external.opened import open_external
from ..external.request import Request
from ..grid import Grid, blocks
from ..imagery.masks import mask_of, open_mask
from ..imagery.reflectance import ReflectanceReader, calibration_of
from ..imagery.scenes import check_masks
from ..imagery.stretch import scene_limits
from ..job import Job, borrowed, setting, source, target
from ..learning.appearance import (
    LEAST,
    SIDE,
    Appearance,
    Sample,
    Verdict,
    appearance,
    sample_patches,
    standardised,
    verdict,
)
from ..learning.comparepage import comparison_page
from ..learning.coverage import reached, suggested
from ..learning.document import settings_of
from ..learning.embedding import covered, iot, iou, outlines, plane, region
from ..learning.job import LearningJob
from ..learning.land import KnownLand, write_unlike
from ..learning.patches import Scene
from ..legends import hex_color
from ..model.bands import match_bands
from ..model.card import ModelCard
from ..model.models import load_model
from ..outputs import Outputs
from ..progress import Progress
from ..rasters import open_raster
from ..runtimes.devices import DEVICES, choose_device
from ..textfiles import json_text

_BLOCK = 1024


@dataclass(frozen=True)
class CompareJob(Job):
    """Training areas, target areas and a model → how alike they look to it, and a verdict on each target."""

    stage: ClassVar[str] = "compare"
    numbers: ClassVar[dict[str, str]] = {
        "OUTSIDE": "Largest share of a target that looks like nothing in training",
        "IOT": "Smallest share of a target's region that training covers (IoT)",
    }

    areas: tuple[str, ...] = source("rasters", "Training areas")
    targets: tuple[str, ...] = source("rasters", "Target areas")
    model: str = source("folder", "Model")
    labels: str = source("layer", "Labels", optional=True)
    field: str = borrowed(LearningJob, "field")
    scheme: str = borrowed(LearningJob, "scheme")
    crosswalk: str = borrowed(LearningJob, "crosswalk")
    seed: int = borrowed(LearningJob, "seed")
    area_masks: tuple[str, ...] = source(
        "rasters", "Cloud masks, in the order of the training areas", optional=True, advanced=True
    )
    target_masks: tuple[str, ...] = source(
        "rasters", "Cloud masks, in the order of the target areas", optional=True, advanced=True
    )
    patch: int = setting(
        SIDE, "integer", "Side of a patch, px", choices=(32, 64, 96, 128, 192, 256), advanced=True
    )
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
    html: str = target("new file", "Comparison as a page", ".html")
    json: str = target("new file", "Comparison as JSON", ".json")
    unlike: str = target("new raster", "Unlike training, of the first target area")

    def check(self) -> None:
        """As every job; masks must match the areas."""
        super().check()
        check_masks(self.label("area_masks"), self.area_masks, self.areas)
        check_masks(self.label("target_masks"), self.target_masks, self.targets)


JOB = CompareJob
_label = CompareJob.label


@dataclass(frozen=True)
class _Area:
    """An area that is compared.

    Attributes:
        name: Of its file, unlike those of the others.
        target: Whether it is one of the targets.
        grid: Of its raster.
        scene: What it shows.
    """

    name: str
    target: bool
    grid: Grid
    scene: Scene


def run(job: CompareJob, progress: Progress) -> dict[str, Any]:
    """Sample patches of all areas, set them side by side, judge the targets by the training areas.

    Returns:
        The paths of what was written, and the numbers.

    Raises:
        SureCoverError: The model, an area or the labels cannot be used, or an area shows too little.
    """
    model = load_model(job.model, _label("model")).to(choose_device(job.device))
    with ExitStack() as stack:
        areas = _opened(job, model.card, stack, progress.part(0.0, 0.1))
        scenes = [area.scene for area in areas]
        sample = sample_patches(model, scenes, progress.part(0.1, 0.5), side=job.patch, seed=job.seed)
        _check_counts(areas, sample)
        training = _training(areas, sample, job.seed)
        shares = _classes(job, areas, progress.part(0.5, 0.6)) if job.labels else [{} for _ in areas]
        verdicts = [
            verdict(training, sample.part([n]).features) for n, area in enumerate(areas) if area.target
        ]
        document = _document(
            job, model.card, areas, sample, training, verdicts, shares, progress.part(0.6, 0.8)
        )
        for entry in document["verdicts"]:
            tell = progress.log if entry["level"] == "fine" else progress.warn
            tell(f"{entry['target']}: {entry['sentence']}")
        with Outputs(job, progress=progress.part(0.95, 1.0)) as outputs:
            if job.unlike:
                first = areas[len(job.areas)]
                writer = outputs.fraction(job.unlike, first.grid, "unlike training")
                write_unlike(writer, [KnownLand(model, training, first.scene)], progress.part(0.8, 0.95))
            if job.json:
                outputs.file(job.json).write_text(json_text(document), encoding="utf-8")
            if job.html:
                outputs.file(job.html).write_text(comparison_page(document), encoding="utf-8")
    return {
        **job.written(),
        "OUTSIDE": max(entry["outside"] for entry in document["verdicts"]),
        "IOT": min(document["iot"][-1]),
    }


def _opened(job: CompareJob, card: ModelCard, stack: ExitStack, progress: Progress) -> list[_Area]:
    """All areas, the training areas first."""
    given = [
        (False, path, mask) for path, mask in zip(job.areas, job.area_masks or [""] * len(job.areas))
    ] + [
        (True, path, mask) for path, mask in zip(job.targets, job.target_masks or [""] * len(job.targets))
    ]  # fmt: skip
    names = _names([path for _, path, _ in given])
    found = []
    for number, (name, (is_target, path, mask)) in enumerate(zip(names, given)):
        part = progress.part(number / len(given), (number + 1) / len(given))
        grid, scene = _scene(job, card, name, path, mask, "targets" if is_target else "areas", stack, part)
        found.append(_Area(name, is_target, grid, scene))
        part.report(1.0)
    return found


def _names(paths: Sequence[str]) -> list[str]:
    """Names of files, with their folders where they repeat, and numbered where these do, too."""
    names = [Path(path).stem for path in paths]
    counts = Counter(names)
    names = [
        f"{Path(path).parent.name}/{name}" if counts[name] > 1 else name for path, name in zip(paths, names)
    ]
    counts = Counter(names)
    seen: Counter[str] = Counter()
    for number, name in enumerate(names):
        seen[name] += 1
        if counts[name] > 1:
            names[number] = f"{name} ({seen[name]})"
    return names


def _scene(
    job: CompareJob, card: ModelCard, name: str, path: str, given_mask: str, role: str, stack: ExitStack,
    progress: Progress,
) -> tuple[Grid, Scene]:  # fmt: skip
    """An area as the model sees it, all of it labelled."""
    raster = stack.enter_context(open_raster(path, label=_label(role)))
    bands = match_bands(raster, card.bands, sensor=card.sensor, label=f"{_label(role)} {name}")
    calibration = calibration_of(raster, scale=job.scale, offset=job.offset, label=f"{_label(role)} {name}")
    reader = ReflectanceReader(raster, bands, calibration)
    mask, _ = mask_of(raster, given_mask)
    sky = None
    if mask:
        masks = _label("target_masks" if role == "targets" else "area_masks")
        opening = open_mask(
            mask, raster.grid, dilation=job.dilation, scale=job.scale, offset=job.offset, label=masks,
            progress=progress,
        )  # fmt: skip
        sky = stack.enter_context(opening)

    def read(window: Any) -> tuple[np.ndarray, np.ndarray]:  # noqa: ANN401
        reflectance, observed = reader.read(window)
        reflectance[:, ~observed] = np.nan
        if sky is not None and observed.any():
            observed = observed & sky.read(window, glacial=job.glacial)
        return reflectance, observed

    limits = scene_limits(raster, bands, calibration, card, progress)
    everything = np.broadcast_to(np.uint8(1), raster.grid.shape)
    return raster.grid, Scene(name, raster.grid.shape, read, everything, limits)


def _check_counts(areas: Sequence[_Area], sample: Sample) -> None:
    for number, area in enumerate(areas):
        count = len(sample.part([number]).features)
        if count < LEAST:
            raise SureCoverError(
                f"{_label('targets' if area.target else 'areas')} show {count} clear patches of "
                f"{sample.side} px in {area.name}; needed are {LEAST} or more, so choose a larger image, a "
                f"clearer one or a smaller {_label('patch')}."
            )


def _training(areas: Sequence[_Area], sample: Sample, seed: int) -> Appearance:
    """What the training areas look like."""
    found = appearance(sample.part([n for n, area in enumerate(areas) if not area.target]), seed)
    if not np.isfinite(found.limit):
        raise SureCoverError(
            f"{_label('areas')} show patches of {sample.side} px that all overlap; needed are some apart, so "
            f"choose more or larger areas, or a smaller {_label('patch')}."
        )
    return found


def _classes(job: CompareJob, areas: Sequence[_Area], progress: Progress) -> list[dict[str, Any]]:
    """Name, colour and share of each class by area; empty where there are no labels.

    Raises:
        SureCoverError: The labels can be used in no area.
    """
    found: list[dict[str, Any]] = []
    refusals = []
    for number, area in enumerate(areas):
        part = progress.part(number / len(areas), (number + 1) / len(areas))
        try:
            found.append(_histogram(job, area.grid, part))
        except SureCoverError as error:
            found.append({})
            refusals.append(error)
            progress.log(f"No labels of {area.name}: {error}")
    if len(refusals) == len(areas):
        raise refusals[0]
    return found


def _histogram(job: CompareJob, grid: Grid, progress: Progress) -> dict[str, Any]:
    pixels: Counter[int] = Counter()
    with open_external(Request.of(job, "labels", grid, own_legend=True), progress.part(0, 0.3)) as external:
        for window in progress.part(0.3, 1.0).each(blocks(grid.shape, _BLOCK)):
            ids, counts = np.unique(external.classes(window), return_counts=True)
            pixels.update(dict(zip(ids.tolist(), counts.tolist())))
        scheme = external.crosswalk.target
    del pixels[0]
    total = sum(pixels.values())
    classes = [scheme.by_id(class_id) for class_id in sorted(pixels)]
    return {
        c.name: {"color": hex_color(c.color), "pixels": pixels[c.id], "share": pixels[c.id] / total}
        for c in classes
    }


def _document(
    job: CompareJob, card: ModelCard, areas: Sequence[_Area], sample: Sample, training: Appearance,
    verdicts: Sequence[Verdict], classes: Sequence[dict[str, Any]], progress: Progress,
) -> dict[str, Any]:  # fmt: skip
    """All that the page and the JSON tell."""
    scaled, _, _ = standardised(sample.features)
    progress.report(0.0)
    points = plane(scaled, job.seed)
    progress.report(0.8)
    of = sample.places[:, 0]
    regions = [region(points[of == number]) for number in range(len(areas))]
    trained = [n for n, area in enumerate(areas) if not area.target]
    targets = [n for n, area in enumerate(areas) if area.target]
    together = np.any([regions[n] for n in trained], axis=0)
    rows = [*(regions[n] for n in trained), together]
    alike = reached(training.between(sample.features), of, len(areas), training.limit)
    roles = suggested(alike, of, [set(found) for found in classes])
    progress.report(1.0)
    return {
        "product": "SureCover",
        "version": VERSION,
        "title": "Where may the model be used?",
        "date": datetime.datetime.now(tz=datetime.timezone.utc).date().isoformat(),
        "model": {"id": card.id, "title": card.title},
        "areas": [
            {
                "name": area.name,
                "role": "target" if area.target else "training",
                "patches": int((of == number).sum()),
                "classes": classes[number],
                "region": outlines(regions[number]),
            }
            for number, area in enumerate(areas)
        ],
        "verdicts": [
            {
                "target": areas[n].name,
                "outside": found.outside,
                "level": found.level,
                "sentence": str(found),
                "outside_regions": float(1 - covered(points[of == n], together).mean()),
            }
            for n, found in zip(targets, verdicts)
        ],
        "iou": [[iou(row, regions[n]) for n in targets] for row in rows],
        "iot": [[iot(row, regions[n]) for n in targets] for row in rows],
        "split": [
            {**vars(role), "area": areas[role.area].name, "classes": list(role.classes)} for role in roles
        ],
        "embedding": [[int(n), *(round(float(v), 4) for v in point)] for n, point in zip(of, points)],
        "patch": sample.side,
        "settings": {job.label(name): value for name, value in settings_of(job).items()},
    }
