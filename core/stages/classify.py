"""Classify one dated image with one model, or with several models of one theme each."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np

from ..errors import SureCoverError
from ..external.limits import Polygons, limited
from ..grid import Grid, Window, blocks, within
from ..imagery.dates import Acquisition, acquisition, given_date
from ..imagery.masks import DILATION, MEANING, ClearSky, mask_of, open_mask
from ..imagery.reflectance import ReflectanceReader, calibration_of
from ..imagery.stretch import scene_limits
from ..job import Job, setting, source, target
from ..learning.appearance import Appearance, judge_land
from ..learning.appearancefile import read_appearance
from ..learning.patches import Scene
from ..model.bands import match_bands
from ..model.card import ModelCard
from ..model.inference import Theme, predict_stripes
from ..model.models import DEVICES, RUNTIMES, Model, choose_device, load_model
from ..model.themes import combine_themes, combined_classes
from ..model.unlike import sampled, unlike_bands
from ..outputs import FLOAT_NODATA, Outputs, RasterWriter, class_dtype, quantise
from ..progress import Progress
from ..rasters import Raster, open_raster
from ..rasterscheme import CLASS_IDS_TAG
from ..scheme import ClassScheme

GPU_BATCH = 8
"""Tiles at once on a GPU; on a CPU one tile keeps all cores busy."""


@dataclass(frozen=True)
class ClassifyJob(Job):
    """One dated image and its models → class probabilities, class map.

    The results lie on the image's grid, or with EXTENT or AREA on the part of it that the extent or, without
    one, the polygons touch; their pixels are the same either way, and nodata outside of the polygons.
    """

    stage: ClassVar[str] = "classify"

    input: str = source("raster", "Image")
    models: tuple[str, ...] = source("folders", "Models")
    mask: str = source("raster", "Mask", optional=True)
    extent: str = setting("", "extent", "Extent")
    area: str = source("vector", "Area, polygons", optional=True, advanced=True)
    date: str = setting("", "text", "Acquisition date", advanced=True)
    bands: str = setting("", "text", "Bands of the image in order, separated by commas", advanced=True)
    scale: float | None = setting(None, "number", "Scale", minimum=1e-6, advanced=True)
    offset: float | None = setting(None, "number", "Offset", advanced=True)
    dilation: int = setting(
        DILATION, "integer", "Radius by which masks grow, px", minimum=0, maximum=100, advanced=True
    )
    glacial: bool = setting(False, "flag", "Snow is clear (glacial zone)", advanced=True)
    residual: str = setting("barren", "text", "Class of the rest", advanced=True)
    device: str = setting("auto", "choice", "Device", choices=DEVICES, advanced=True)
    runtime: str = setting("auto", "choice", "Runtime", choices=RUNTIMES, advanced=True)
    batch: int = setting(0, "integer", "Tiles at once (0 = automatic)", minimum=0, maximum=256, advanced=True)
    probabilities: str = target("new raster", "Probabilities")
    map: str = target("new raster", "Class map")
    unlike: str = target("new raster", "Unlike training")

    def check(self) -> None:
        """As every job; and the date must be one."""
        super().check()
        given_date(self.date, self.label("date"))


JOB = ClassifyJob


def run(job: ClassifyJob, progress: Progress) -> dict[str, Any]:
    """Classify an image; see ClassifyJob.

    Returns:
        The paths of the outputs that were asked for.

    Raises:
        SureCoverError: The models or the image cannot be used, or hold nothing.
    """
    models = [load_model(folder, f"Models (MODELS) {folder}") for folder in job.models]
    ids = combined_classes([model.card for model in models], job.residual)
    device = choose_device(job.device)
    with ExitStack() as stack:
        image = stack.enter_context(open_raster(job.input, label="Image (INPUT)"))
        area, polygons = limited(job.extent, job.area, image.grid, job.label("area"))
        view = _open_view(job, image, models, polygons, stack, progress.part(0.0, 0.05))
        acquired = acquisition(image.path, image.tags, given_date(job.date, job.label("date")))
        progress.log(f"{acquired}.")
        _warn_of_unlike_bands(view, models, area, progress)
        told = [_told(model.card) for model in models]
        lands = _known_land(job, view, models, area)
        for entry, land in zip(told, lands):
            entry["unlike_training"] = _share_unlike(land, progress.part(0.05, 0.1))
        if job.unlike and not any(lands):
            raise SureCoverError(
                f"{job.label('unlike')} is asked for, but no model tells what taught it; leave it out, or "
                "choose a model that Train made."
            )
        facts = {"inputs": [{**acquired.facts(), "mask": view.mask}], "models": told}
        outputs = stack.enter_context(Outputs(job, facts, progress.part(0.95, 1.0)))
        if job.unlike:
            layer = outputs.fraction(job.unlike, image.grid.part(area), "unlike training")
            _write_unlike(layer, lands, progress.part(0.1, 0.2))
        writers = _writers(job, outputs, image.grid.part(area), acquired, models[0].card.scheme, ids)
        themes = [Theme(model.to(device), *seen) for model, seen in zip(models, zip(view.bands, view.limits))]
        started = [model.device for model in models]
        batch = job.batch or (1 if device == "cpu" else GPU_BATCH)
        predicting = progress.part(0.2 if job.unlike else 0.1, 0.95)
        stripes = predict_stripes(themes, view.read, image.grid.shape, area, predicting, batch=batch)
        stack.enter_context(closing(stripes))
        classes = [model.card.classes for model in models]
        found = False
        with ThreadPoolExecutor(1, "write") as writing:
            written = writing.submit(lambda: None)
            for window, predicted, valid in stripes:
                combined = combine_themes(predicted, classes, ids)
                written.result()
                written = writing.submit(_write, writers, combined, valid, ids, within(window, area))
                found = found or bool(valid.any())
        written.result()
        if not found:
            view.explain_nothing(progress)
    for model, before in zip(models, started):
        if model.device != before:
            progress.warn(
                f"The model {model.card.id!r} ran on the CPU: the memory of {before} was too small."
            )
    return job.written()


class ModelView:
    """An image as the models see it: their bands as reflectance, and where it is to be classified.

    Args:
        reader: Gives the union of the models' bands.
        bands: Per model the positions of its bands in that union.
        limits: Per model what `scene_limits` says of the image.
        sky: The mask, if there is one.
        mask: What it is, as mask_of says.
        polygons: That limit what is classified, if there are any.
        glacial: Whether snow is clear.
    """

    def __init__(
        self,
        reader: ReflectanceReader,
        bands: list[list[int]],
        limits: list[np.ndarray | None],
        sky: ClearSky | None,
        mask: str,
        polygons: Polygons | None,
        *,
        glacial: bool,
    ) -> None:
        self.bands = bands
        self.limits = limits
        self.mask = mask
        self._reader = reader
        self._sky = sky
        self._polygons = polygons
        self._glacial = glacial
        self._observed = False
        self._count = 1 + max(position for positions in bands for position in positions)

    def read(self, window: Window) -> tuple[np.ndarray, np.ndarray]:
        """Reflectance (bands, rows, cols), NaN where not observed; bool (rows, cols) where to classify."""
        inside = self._polygons.inside(window) if self._polygons else None
        if inside is not None and not inside.any():
            return np.broadcast_to(np.float32(np.nan), (self._count, *inside.shape)), inside
        reflectance, observed = self._reader.read(window)
        reflectance[:, ~observed] = np.nan
        wanted = observed if inside is None else observed & inside
        if not wanted.any():
            return reflectance, wanted
        self._observed = True
        clear = self._sky.read(window, glacial=self._glacial) if self._sky else True
        return reflectance, wanted & clear

    def explain_nothing(self, progress: Progress) -> None:
        """When no pixel was classified: refuse an image of nodata, warn of one without clear pixels."""
        if self._sky is None or not self._observed:
            raise SureCoverError(
                "Image (INPUT) holds nothing but nodata in the area to classify; "
                "choose another image or extent."
            )
        progress.warn("No pixel is clear: the result is nodata everywhere.")


def _open_view(
    job: ClassifyJob,
    image: Raster,
    models: list[Model],
    polygons: Polygons | None,
    stack: ExitStack,
    progress: Progress,
) -> ModelView:
    matched = [
        match_bands(image, model.card.bands, given=job.bands, sensor=model.card.sensor) for model in models
    ]
    calibration = calibration_of(image, scale=job.scale, offset=job.offset, names=job.bands)
    progress.log(f"Reflectance: {calibration.origin}.")
    union = sorted({band for bands in matched for band in bands})
    sky = None
    path, mask = mask_of(image, job.mask)
    if path:
        opening = open_mask(
            path, image.grid, dilation=job.dilation, scale=job.scale, offset=job.offset, progress=progress
        )
        sky = stack.enter_context(opening)
        progress.log(f"{image.path}: cloud mask by {mask}, taken for {MEANING[sky.kind]}.")
    else:
        progress.log(f"{image.path} has no cloud mask: all its pixels count as clear.")
    positions = [[union.index(band) for band in bands] for bands in matched]
    limits = [
        scene_limits(
            image, bands, calibration, model.card, progress.part(step / len(models), (step + 1) / len(models))
        )
        for step, (model, bands) in enumerate(zip(models, matched))
    ]
    reader = ReflectanceReader(image, union, calibration)
    return ModelView(reader, positions, limits, sky, mask, polygons, glacial=job.glacial)


def _warn_of_unlike_bands(view: ModelView, models: list[Model], area: Window, progress: Progress) -> None:
    pixels = sampled(view.read, area)
    for model, bands in zip(models, view.bands):
        if unlike := unlike_bands(model.card, pixels[bands]):
            progress.warn(
                f"The image is unlike what the model {model.card.id!r} learned from in "
                f"{', '.join(map(str, unlike))}: its classes are probably wrong; check the image's units, "
                "SCALE and OFFSET."
            )


def _told(card: ModelCard) -> dict[str, Any]:
    """What the maps tell of a model."""
    return {
        "id": card.id,
        "licence": card.licence,
        "temperature": card.temperature,
        "ece": card.ece,
        "accuracy": {place: round(figure, 4) for place, figure in card.accuracies()},
        "sha256": dict(card.files),
    }


def _known_land(job: ClassifyJob, view: ModelView, models: list[Model], area: Window) -> list[_Known | None]:
    """The area as each model sees it, with what taught the model; None where a model does not tell."""
    shape = area[0].stop - area[0].start, area[1].stop - area[1].start
    everywhere = np.broadcast_to(np.uint8(1), shape)
    found: list[_Known | None] = []
    for folder, model, bands, limits in zip(job.models, models, view.bands, view.limits):
        taught = read_appearance(folder, f"Models (MODELS) {folder}")

        def read(window: Window, bands: list[int] = bands) -> tuple[np.ndarray, np.ndarray]:
            rows, cols = (
                slice(part.start + own.start, part.stop + own.start) for part, own in zip(window, area)
            )
            reflectance, wanted = view.read((rows, cols))
            return reflectance[bands], wanted

        scene = Scene(job.input, shape, read, everywhere, limits)
        found.append(_Known(model, taught, scene) if taught else None)
    return found


class _Known(NamedTuple):
    """A model, what taught it, and an image as it sees it."""

    model: Model
    taught: Appearance
    scene: Scene


def _share_unlike(known: _Known | None, progress: Progress) -> float | None:
    """How much of the area looks like nothing that taught a model, with a warning if it is much."""
    judged = judge_land(known.taught, known.model, known.scene, progress) if known else None
    if judged is None or known is None:
        return None
    if judged.level != "fine":
        progress.warn(f"{judged} (Model {known.model.card.id!r}.)")
    return round(judged.outside, 3)


def _write_unlike(writer: RasterWriter, lands: list[_Known | None], progress: Progress) -> None:
    """How unlike training each clear pixel is, to the model to which it is most so."""
    known = [land for land in lands if land]
    for window in progress.each(blocks(known[0].scene.shape)):
        largest = np.full([part.stop - part.start for part in window], FLOAT_NODATA, np.float32)
        for land in known:
            reflectance, clear = land.scene.read(window)
            inputs = land.model.card.normalise(reflectance, land.scene.limits)
            unlike = land.taught.pixels.unlike(inputs)
            largest = np.where(clear, np.maximum(largest, unlike), largest)
        writer.write(largest, window)


def _writers(
    job: ClassifyJob,
    outputs: Outputs,
    grid: Grid,
    acquired: Acquisition,
    scheme: ClassScheme,
    ids: list[int],
) -> dict[str, RasterWriter]:
    """Begin the outputs that were asked for."""
    tags = {**scheme.tags(), **acquired.tags()}
    writers = {}
    if job.probabilities:
        names = [scheme.by_id(class_id).name for class_id in ids]
        writers["probabilities"] = outputs.probabilities(
            job.probabilities, grid, names, **tags, **{CLASS_IDS_TAG: json.dumps(ids)}
        )
    if job.map:
        legend = [entry for entry in scheme.legend() if entry.value in ids]
        writers["map"] = outputs.class_map(job.map, grid, legend, **tags)
    return writers


def _write(
    writers: dict[str, RasterWriter], combined: np.ndarray, valid: np.ndarray, ids: list[int], window: Window
) -> None:
    if "probabilities" in writers:
        writers["probabilities"].write(quantise(combined, valid), window)
    if "map" in writers:
        writers["map"].write(most_probable(combined, valid, ids), window)


def most_probable(probabilities: np.ndarray, valid: np.ndarray, ids: list[int]) -> np.ndarray:
    """Class ids (rows, cols), uint8 or uint16, of (classes, rows, cols); 0 where not valid.

    Of equally probable classes the first one is taken.
    """
    codes = np.asarray(ids, class_dtype(ids))
    best = codes[probabilities.argmax(axis=0)]
    best[~valid] = 0
    return best
