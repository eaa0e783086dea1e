"""Classify one dated image with one model, or with several models of one theme each."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np

from ..errors import SureCoverError
from ..external.limits import limited
from ..farm.client import Farm, farm_of, scheduler
from ..farm.task import check_seen
from ..fingerprint import fingerprint
from ..grid import Grid, Window, within
from ..imagery.dates import Acquisition, acquisition, given_date
from ..imagery.masks import DILATION
from ..imagery.modelview import ModelView, open_view
from ..job import Job, setting, source, target
from ..learning.appearancefile import read_appearance
from ..learning.land import KnownLand, share_unlike, write_unlike
from ..learning.patches import Scene
from ..model.inference import Theme, common_layout, predict_blocks
from ..model.models import Model, load_model
from ..model.ready import ready_models, tiles_at_once
from ..model.strips import Block, Edges, Strip, cut, seam
from ..model.themes import combine_models, combined_classes, most_probable
from ..model.tiles import Tile
from ..model.turned import TTA, turned
from ..model.unlike import sampled, unlike_bands, unlike_pixels
from ..outputs import Outputs, RasterWriter
from ..progress import Progress
from ..rasters import open_raster
from ..rasterscheme import CLASS_IDS_TAG
from ..runtimes.devices import DEVICES
from ..runtimes.present import RUNTIMES
from ..stored import quantise

_TILES_OF_A_PART = 24
"""Tiles that a worker of a cluster predicts in one go, or a row of more: those of some seconds."""

_PARTS_EACH = 4
"""Of smaller images, so that the workers end at about the same time."""

_MOST_WAITING = 4
"""Blocks that may wait to be written."""


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
    tta: str = setting("none", "choice", "Test-time augmentation", choices=TTA, advanced=True)
    ensemble: bool = setting(False, "flag", "Ensemble of models of the same classes", advanced=True)
    scheduler: str = scheduler()
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
    with ExitStack() as stack:
        farm = stack.enter_context(farm_of(job))
        opened = stack.enter_context(open_all(job, progress.part(0.0, 0.05)))
        progress.log(f"{opened.acquired}.")
        _warn_of_unlike_images(opened, progress)
        opened = opened.ready(progress)
        told = [model.told() for model in opened.models]
        lands = _known_land(opened)
        for entry, land in zip(told, lands):
            entry["unlike_training"] = share_unlike(land, progress.part(0.05, 0.1)) if land else None
        if job.unlike and not any(lands):
            raise SureCoverError(
                f"{job.label('unlike')} is asked for, but no model tells what taught it; leave it out, or "
                "choose a model that Train made."
            )
        facts = {"inputs": [{**opened.acquired.facts(), "mask": opened.view.mask}], "models": told}
        resume = fingerprint(job, opened.ways)
        outputs = stack.enter_context(Outputs(job, facts, progress.part(0.95, 1.0), resume=resume))
        if job.unlike:
            layer = outputs.fraction(job.unlike, opened.grid, "unlike training")
            write_unlike(layer, [land for land in lands if land], progress.part(0.1, 0.2))
        writers = _writers(opened, outputs)
        if outputs.stale:
            progress.warn(
                f"What an interrupted run left of {', '.join(outputs.stale)} is of another image, model or "
                "setting than this one; it is discarded."
            )
        _classify(opened, farm, writers, progress.part(0.2 if job.unlike else 0.1, 0.95))
    return job.written()


def _classify(
    opened: Opened, farm: Farm | None, writers: Mapping[str, RasterWriter], progress: Progress
) -> None:
    """Predict all blocks that an interrupted run has not done, and write them."""
    done, rows = min((writer.rows_done for writer in writers.values()), default=0), opened.grid.height
    if done == rows:
        progress.log("An interrupted run has classified all rows; only the files are left to be finished.")
        return
    if done:
        progress.log(f"Going on from row {done} of {rows}, where an interrupted run stopped.")
        progress.skip(done / rows)
    left, progress, clear = opened.below(done), progress.part(done / rows, 1.0), done > 0
    if farm:
        clear = _classify_afar(farm, left, writers, progress, clear=clear)
    else:
        clear = _classify_here(left, writers, progress, clear=clear)
    if not clear:
        opened.view.explain_nothing(progress)


def _classify_here(
    opened: Opened, writers: Mapping[str, RasterWriter], progress: Progress, *, clear: bool
) -> bool:
    """Predict all blocks and write them.

    Args:
        opened: With the area to predict.
        writers: By output. Rows of them are settled once there is a clear pixel, and so never without one.
        progress: Told how far it is.
        clear: Whether there is a clear pixel above the area.

    Returns:
        Whether there is one.
    """
    models = opened.models
    started = [model.device for model in models]
    blocks = predict_blocks(
        opened.themes(models), opened.view.seen, opened.shape, opened.area, progress,
        batch=opened.job.batch or tiles_at_once(models),
    )  # fmt: skip
    with closing(blocks), ThreadPoolExecutor(1, "write") as writing:
        waiting: deque[Future[None]] = deque()
        for window, predicted, valid in blocks:
            clear = clear or bool(valid.any())
            if not clear:
                continue
            waiting.append(writing.submit(_write, opened, writers, window, predicted, valid))
            if len(waiting) > _MOST_WAITING:
                waiting.popleft().result()
        for written in waiting:
            written.result()
    for model, before in zip(models, started):
        if model.device != before:
            progress.warn(
                f"The model {model.card.id!r} ran on the CPU: the memory of {before} was too small."
            )
    return clear


def _classify_afar(
    farm: Farm, opened: Opened, writers: Mapping[str, RasterWriter], progress: Progress, *, clear: bool
) -> bool:
    """As `_classify_here`, by the workers of a cluster."""
    cards = [model.card for model in opened.models]
    layout = _layout(opened)
    strips = cut(layout, min(sum(map(len, layout)) // (_PARTS_EACH * farm.workers), _TILES_OF_A_PART))
    shared = opened.view.limits, opened.ways, opened.area
    above = None
    with closing(farm.each(opened.job, shared, strips, progress)) as results:
        for (inner, edges, observed), _ in zip(results, progress.each(strips)):
            opened.view.observed |= observed
            between: list[Encoded] = opened.encoded(seam(above, edges, cards, opened.area)) if above else []
            for window, outputs in inner + between:
                clear = True
                for name, values in outputs.items():
                    writers[name].write(values, within(window, opened.shown))
            for writer in writers.values() if clear else ():
                writer.settle(edges.seam[0].start - opened.shown[0].start)
            above = edges
    return clear


@contextmanager
def open_parts(job: ClassifyJob, shared: tuple[Any, Any, Window]) -> Iterator[Opened]:
    """Open a job on a worker: with the limits of the view, runtime and device of each model, and the area."""
    check_seen(job)
    limits, ways, area = shared
    with open_all(job, Progress(), limits) as opened:
        models = [model.ready(*way) for model, way in zip(opened.models, ways)]
        yield opened._replace(models=models, area=area)


def do_part(opened: Opened, rows: tuple[int, int], progress: Progress) -> tuple[list[Encoded], Edges, bool]:
    """Predict a strip.

    Returns:
        What is written of each of its blocks, what other strips touch, too, and whether an observed pixel
        has been seen.
    """
    strip = Strip(opened.themes(opened.models), opened.shape, _layout(opened), rows, opened.area)
    batch = opened.job.batch or tiles_at_once(opened.models)
    with closing(strip.predict(opened.view.seen, progress, batch=batch)) as blocks:
        encoded = opened.encoded(blocks)
    return encoded, strip.edges(), opened.view.observed


def _layout(opened: Opened) -> list[list[Tile]]:
    return common_layout([model.card for model in opened.models], opened.shape, opened.area)


class Opened(NamedTuple):
    """A job with all that it reads, open.

    Attributes:
        job: What is asked.
        models: The models.
        view: The image as they see it.
        shape: (rows, cols) of the image.
        area: The window of the image that is to be classified.
        grid: Of the results.
        acquired: The image and its date.
        ids: Class ids of the result, ascending.
    """

    job: ClassifyJob
    models: list[Model]
    view: ModelView
    shape: tuple[int, int]
    area: Window
    grid: Grid
    acquired: Acquisition
    ids: list[int]

    @property
    def ways(self) -> list[tuple[str, str]]:
        """Runtime and device of each model."""
        return [(model.network.runtime, model.device) for model in self.models]

    @property
    def shown(self) -> Window:
        """The window of the image that the results show; the area, and what is done above it."""
        rows, cols = self.area
        return slice(rows.stop - self.grid.height, rows.stop), cols

    def below(self, row: int) -> Opened:
        """It without the rows of the results above one."""
        rows, cols = self.shown
        return self._replace(area=(slice(rows.start + row, rows.stop), cols))

    def ready(self, progress: Progress) -> Opened:
        """It with the models in the runtimes that they run in; see `ready_models`."""
        models = ready_models(
            self.view.themes(self.models), self.view.seen, self.shape, self.area, progress,
            runtime=self.job.runtime, device=self.job.device,
        )  # fmt: skip
        return self._replace(models=models)

    def themes(self, models: Sequence[Model]) -> list[Theme]:
        """The models, ready to run, with what they make of the image.

        With an ensemble each of its members is one, too.
        """
        return self.view.themes([turned(model, self.job.tta) for model in models])

    def encode(self, predicted: Sequence[np.ndarray], valid: np.ndarray) -> dict[str, np.ndarray]:
        """What is written of a block, by output.

        Args:
            predicted: Per model its probabilities (classes, rows, cols).
            valid: bool (rows, cols); the other pixels become nodata.
        """
        cards = [model.card for model in self.models]
        combined = combine_models(predicted, cards, self.ids, ensemble=self.job.ensemble)
        encoded = {}
        if self.job.probabilities:
            encoded["probabilities"] = quantise(combined, valid)
        if self.job.map:
            encoded["map"] = most_probable(combined, valid, self.ids)
        return encoded

    def encoded(self, blocks: Iterable[Block]) -> list[Encoded]:
        """What is written of the blocks in which anything is valid."""
        return [(window, self.encode(predicted, valid)) for window, predicted, valid in blocks if valid.any()]


Encoded = tuple[Window, dict[str, np.ndarray]]
"""A block of the image, and what is written of it, by output."""


@contextmanager
def open_all(
    job: ClassifyJob, progress: Progress, limits: list[np.ndarray | None] | None = None
) -> Iterator[Opened]:
    """Open what a job reads.

    Args:
        job: What is asked.
        progress: Told how far it is.
        limits: Those of the view, where they are known already.

    Raises:
        SureCoverError: The models or the image cannot be used.
    """
    models = [load_model(folder, f"Models (MODELS) {folder}") for folder in job.models]
    ids = combined_classes([model.card for model in models], job.residual, ensemble=job.ensemble)
    date = given_date(job.date, job.label("date"))
    with ExitStack() as stack:
        image = stack.enter_context(open_raster(job.input, label="Image (INPUT)"))
        area, polygons = limited(job.extent, job.area, image.grid, job.label("area"))
        view = open_view(job, image, models, polygons, stack, progress, limits)
        acquired = acquisition(image.path, image.tags, date)
        yield Opened(job, models, view, image.grid.shape, area, image.grid.part(area), acquired, ids)


def _warn_of_unlike_images(opened: Opened, progress: Progress) -> None:
    pixels = sampled(opened.view.read, opened.area)
    for model, bands in zip(opened.models, opened.view.bands):
        if unlike := unlike_bands(model.card, pixels[bands]):
            progress.warn(
                f"The image is unlike what the model {model.card.id!r} learned from in "
                f"{', '.join(map(str, unlike))}: its classes are probably wrong; check the image's units, "
                "SCALE and OFFSET."
            )
        if metres := unlike_pixels(model.card, opened.grid):
            progress.warn(
                f"The image has pixels of {metres:.3g} m, the model {model.card.id!r} learned from such of "
                f"{model.card.resolution:.3g} m: its classes are probably wrong; resample the image first."
            )


def _known_land(opened: Opened) -> list[KnownLand | None]:
    """The area as each model sees it, with what taught the model; None where a model does not tell."""
    job, view, area, shape = opened.job, opened.view, opened.area, opened.grid.shape
    everywhere = np.broadcast_to(np.uint8(1), shape)
    found: list[KnownLand | None] = []
    for folder, model, bands, limits in zip(job.models, opened.models, view.bands, view.limits):
        taught = read_appearance(folder, f"Models (MODELS) {folder}")

        def read(window: Window, bands: list[int] = bands) -> tuple[np.ndarray, np.ndarray]:
            rows, cols = (
                slice(part.start + own.start, part.stop + own.start) for part, own in zip(window, area)
            )
            reflectance, wanted = view.read((rows, cols))
            return reflectance[bands], wanted

        scene = Scene(job.input, shape, read, everywhere, limits)
        found.append(KnownLand(model, taught, scene) if taught else None)
    return found


def _writers(opened: Opened, outputs: Outputs) -> dict[str, RasterWriter]:
    """Begin the outputs that were asked for."""
    job, ids, scheme = opened.job, opened.ids, opened.models[0].card.scheme
    tags = {**scheme.tags(), **opened.acquired.tags()}
    writers = {}
    if job.probabilities:
        names = [scheme.by_id(class_id).name for class_id in ids]
        writers["probabilities"] = outputs.probabilities(
            job.probabilities, opened.grid, names, **tags, **{CLASS_IDS_TAG: json.dumps(ids)}
        )
    if job.map:
        legend = [entry for entry in scheme.legend() if entry.value in ids]
        writers["map"] = outputs.class_map(job.map, opened.grid, legend, **tags)
    return writers


def _write(
    opened: Opened,
    writers: Mapping[str, RasterWriter],
    window: Window,
    predicted: Sequence[np.ndarray],
    valid: np.ndarray,
) -> None:
    place = within(window, opened.shown)
    for name, values in opened.encode(predicted, valid).items() if valid.any() else ():
        writers[name].write(values, place)
    for writer in writers.values():
        writer.settle(place[0].start)
