"""What is learned from, opened: dated images on one grid, and the labels of their pixels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass

import numpy as np

from ..errors import SureCoverError
from ..external.limits import Polygons, limited
from ..external.opened import open_external
from ..external.request import Request
from ..grid import Grid, Map, Window, blocks
from ..imagery.dates import given_dates
from ..imagery.scenes import Scene as DatedImage
from ..imagery.scenes import common_bands, open_scenes
from ..imagery.stretch import scene_limits
from ..model.bands import match_bands, spelling, surface_bands
from ..model.card import Band, ModelCard
from ..model.inference import Read
from ..progress import Progress
from ..rasters import grid_of, open_raster
from ..scheme import ClassScheme
from .checkpoint import Checkpoint
from .job import LearningJob
from .labels import Labels, label_sets
from .patches import Scene

_BLOCK = 1024


@dataclass(frozen=True)
class Material:
    """Images and labels on one grid.

    Attributes:
        grid: Of the first image, or of the part of it that is asked for.
        images: Dated images, of which the bands to learn from are read.
        bands: What these are.
        labels: Which classes the labels stand for.
        given: Label numbers, uint8; 0 outside of the polygons that limit the area.
        cells: The grid of a label raster's own pixels; None for vector layers.
        polygons: That limit the area, if there are any.
        glacial: Whether snow is clear.
    """

    grid: Grid
    images: list[DatedImage]
    bands: tuple[Band, ...]
    labels: Labels
    given: Map
    cells: Grid | None
    polygons: Polygons | None
    glacial: bool

    @property
    def sets(self) -> np.ndarray:
        """What each label allows, bool (labels + 1, outputs)."""
        return self.labels.sets

    def scenes(
        self, labels: Map, card: ModelCard | None = None, progress: Progress | None = None
    ) -> list[Scene]:
        """The images with labels, ready for a model with this card."""
        found = []
        for image in self.images:
            limits = None
            if card and card.stretched:
                # On its own grid and all of it, as `classify` will see it.
                with open_raster(image.raster.path) as own:
                    limits = scene_limits(own, image.bands, image.calibration, card, progress or Progress())
            name = image.acquired.date or image.acquired.path
            found.append(
                Scene(name, self.grid.shape, _reader(image, self.polygons, self.glacial), labels, limits)
            )
        return found


def _reader(image: DatedImage, polygons: Polygons | None, glacial: bool) -> Read:
    def read(window: Window) -> tuple[np.ndarray, np.ndarray]:
        stored, observed = image.stored(window)
        reflectance = image.reflectance(stored)
        reflectance[:, ~observed] = np.nan
        if polygons:
            observed = observed & polygons.inside(window)
        if observed.any():
            observed = observed & image.clear(window)[int(glacial)]
        return reflectance, observed

    return read


def unlabelled_scenes(
    images: Sequence[str], masks: Sequence[str], job: LearningJob, card: ModelCard, stack: ExitStack,
    label: str, progress: Progress,
) -> list[Scene]:  # fmt: skip
    """Images of any place, each on its own grid, all of whose clear pixels have label 1.

    Args:
        images: Paths.
        masks: In the same order, or none.
        job: Says how masks grow and what the numbers mean.
        card: Of the model, whose bands they must offer.
        stack: Closes the files.
        label: How messages name the images.
        progress: Told of dates and masks.

    Raises:
        SureCoverError: A file cannot be read, or lacks a band.
    """
    found = []
    for number, path in enumerate(images):
        (image,) = open_scenes(
            (path,), masks[number : number + 1], stack, progress, dilation=job.dilation, scale=job.scale,
            offset=job.offset,
        )  # fmt: skip
        image.use(match_bands(image.raster, card.bands, sensor=card.sensor, label=label))
        shape = image.raster.grid.shape
        limits = None
        if card.stretched:
            limits = scene_limits(image.raster, image.bands, image.calibration, card, progress)
        everywhere = np.broadcast_to(np.uint8(1), shape)
        found.append(Scene(path, shape, _reader(image, None, job.glacial), everywhere, limits))
    return found


def open_material(job: LearningJob, stack: ExitStack, work: Checkpoint, progress: Progress) -> Material:
    """Open what a job learns from.

    Args:
        job: Says what.
        stack: Closes the images.
        work: Holds the map of the labels.
        progress: Told of dates, masks, bands and classes.

    Raises:
        SureCoverError: The images or the labels cannot be used, or do not lie at the same place.
    """
    whole = grid_of(job.images[0], job.label("images"))
    window, polygons = limited(job.extent, job.area, whole, job.label("area"))
    grid = whole.part(window)
    images = open_scenes(
        job.images, job.masks, stack, progress, dilation=job.dilation,
        dates=given_dates(job.dates, len(job.images), job.label("dates")),
        extent="" if window == whole.window else ",".join(map(repr, grid.bounds)),
        scale=job.scale, offset=job.offset,
    )  # fmt: skip
    bands = _use_bands(images, job.bands, job.label("bands"))
    progress.log(f"Bands to learn from: {', '.join(band.name for band in bands)}.")
    if polygons:
        polygons = Polygons(job.area, grid, job.label("area"))
    labels, given, cells = _read_labels(job, grid, polygons, work, progress.part(0.0, 1.0))
    names = [labels.scheme.by_id(i).name if i else "other" for i in labels.outputs]
    progress.log(f"Classes to learn: {', '.join(names)}.")
    return Material(grid, images, bands, labels, given, cells, polygons, job.glacial)


def _use_bands(images: Sequence[DatedImage], wanted: str, label: str) -> tuple[Band, ...]:
    """Let the images read the bands to learn from: those that all have, or of these the wanted ones."""
    numbers = common_bands(images)
    known = surface_bands(images[0].raster, numbers[0])
    chosen = [number for number in numbers[0] if number in known]
    if wanted.strip():
        by_name = {spelling(band.name): number for number, band in known.items()}
        asked = [name.strip() for name in wanted.split(",") if name.strip()]
        missing = [name for name in asked if spelling(name) not in by_name]
        if missing or len(set(map(spelling, asked))) < len(asked):
            listed = ", ".join(band.name for band in known.values())
            raise SureCoverError(
                f"{label} name {missing[0] if missing else wanted!r}; allowed are, each once, bands that all "
                f"images have: {listed}."
            )
        chosen = [by_name[spelling(name)] for name in asked]
    if not chosen:
        raise SureCoverError(
            f"{label} are not given and the images share no band that shows the surface; set band "
            "descriptions such as B04 or red in the files."
        )
    for image, own in zip(images, numbers):
        places = dict(zip(numbers[0], own))
        image.use([places[number] for number in chosen])
    return tuple(known[number] for number in chosen)


def _read_labels(
    job: LearningJob, grid: Grid, polygons: Polygons | None, work: Checkpoint, progress: Progress
) -> tuple[Labels, Map, Grid | None]:
    """What the labels are that a job learns from, and their numbers as a map on disk."""

    def told(scheme: ClassScheme, occurring: Mapping[int, int]) -> Labels:
        return label_sets(
            scheme, occurring, ignore=_ids(scheme, job.ignore, job.label("ignore")),
            classes=_ids(scheme, job.classes, job.label("classes")), other=bool(job.theme),
            label=job.label("labels"),
        )  # fmt: skip

    request = Request.of(job, "labels", grid, own_legend=True)
    return read_labels(request, told, grid, polygons, work, progress)


def read_labels(
    request: Request,
    told: Callable[[ClassScheme, Mapping[int, int]], Labels],
    grid: Grid,
    polygons: Polygons | None,
    work: Checkpoint,
    progress: Progress,
) -> tuple[Labels, Map, Grid | None]:
    """Read a map or a layer of labels.

    Args:
        request: Which one, and how to understand it.
        told: Says what labels the classes of a scheme are, from the pixels of each.
        grid: The grid to see them on.
        polygons: Outside of which nothing is labelled, if there are any.
        work: Holds the map.
        progress: Told after every block.

    Returns:
        What the labels are; their numbers, uint8; and the grid of a raster's own pixels.

    Raises:
        SureCoverError: The labels cannot be used.
    """
    windows = blocks(grid.shape, _BLOCK)
    with open_external(request, progress.part(0.0, 0.2)) as external:

        def classes(window: Window) -> np.ndarray:
            ids = external.classes(window)
            return np.where(polygons.inside(window), ids, 0) if polygons else ids

        occurring: Counter[int] = Counter()
        for window in progress.part(0.2, 0.6).each(windows):
            found, counts = np.unique(classes(window), return_counts=True)
            occurring.update(dict(zip(found.tolist(), counts.tolist())))
        labels = told(external.crosswalk.target, occurring)
        given = work.map("labels", grid.shape)
        for window in progress.part(0.6, 1.0).each(windows):
            given[window] = labels.numbers(classes(window))
        return labels, given, external.cells


def _ids(scheme: ClassScheme, text: str, label: str) -> list[int]:
    """Ids of classes by name or id, separated by commas, or by semicolons where a name holds a comma."""
    names = [name for name in text.split(";" if ";" in text else ",") if name.strip()]
    try:
        return [scheme.find(name).id for name in names]
    except SureCoverError as error:
        raise SureCoverError(f"{label}: {error}") from error
