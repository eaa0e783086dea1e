"""Make one cloud-free mosaic from images of several dates."""

from __future__ import annotations

import functools
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass
from typing import Any, ClassVar, get_args

import numpy as np

from ..ahead import ahead
from ..errors import SureCoverError
from ..grid import Window
from ..imagery import display, mosaicking
from ..imagery.dated import with_tiles_joined
from ..imagery.dates import given_dates
from ..imagery.display import Zone
from ..imagery.masks import DILATION
from ..imagery.scenes import Scene, check_masks, common_bands, open_scenes, rgb_bands
from ..imagery.scenesurvey import ClearMaps, Survey, survey, windows_of
from ..job import Job, setting, source, target
from ..outputs import BLOCK, Outputs, RasterWriter
from ..progress import Progress
from ..tiled import spoken

SCALE = 10000
"""Stored number that means reflectance 1."""

_VALUES = 2**25
"""Most numbers (dates · bands · pixels) that are read at once."""

_CHUNK = 2**18
"""Most of them that are computed with at once: they stay in the processor's cache."""


@dataclass(frozen=True)
class MosaicJob(Job):
    """Images of several dates, with cloud masks → mosaic, chosen date, clear count, picture."""

    stage: ClassVar[str] = "mosaic"

    images: tuple[str, ...] = source("rasters", "Images, one per date")
    masks: tuple[str, ...] = source("rasters", "Cloud masks, in the order of the images", optional=True)
    dates: str = setting("", "text", "Acquisition dates, in the order of the images")
    extent: str = setting("", "extent", "Extent", advanced=True)
    method: str = setting("median", "choice", "Choice per pixel", choices=get_args(mosaicking.Method))
    dilation: int = setting(DILATION, "integer", "Growth of the masks, pixels", minimum=0, maximum=100)
    scale: float | None = setting(None, "number", "Scale", minimum=1e-6, advanced=True)
    offset: float | None = setting(None, "number", "Offset", advanced=True)
    zone: str = setting("auto", "choice", "Climate zone", choices=("auto", *get_args(Zone)))
    normalise: bool = setting(True, "flag", "Normalise the scenes to the least cloudy one")
    fill: bool = setting(False, "flag", "Fill pixels that are clear on no date from the least cloudy one")
    output: str = target("new raster", "Mosaic")
    source_index: str = target("new raster", "Chosen date")
    clear_count: str = target("new raster", "Number of clear observations")
    display: str = target("new raster", "Picture")

    def check(self) -> None:
        """As every job; masks and dates must match the images."""
        super().check()
        check_masks(self.label("masks"), self.masks, self.images)
        given_dates(self.dates, len(self.images), self.label("dates"))


JOB = MosaicJob


def run(job: MosaicJob, progress: Progress) -> dict[str, Any]:
    """Make the mosaic on the grid of the first image; the others are resampled to it bilinearly.

    Tiles of one date are one image; see with_tiles_joined. They count as one position.

    Bands are those that all images have, matched by description, in the order of the first image.
    The cloud share of a scene is the share of the grid's pixels that are not clear on it, outside of
    its swath included. A zone `auto` is told from the clear pixels, snow counting as clear; then snow
    stays clear in the zone `glacial` only. The chosen date is the image's 1-based position in IMAGES;
    filled pixels name theirs too, except with `median`, which chooses none.

    Returns:
        The paths of the outputs that were asked for.

    Raises:
        SureCoverError: No pixel is clear on any date (nor seen, with FILL), the images share no band,
            or it is uncertain how their numbers become reflectance.
    """
    given = given_dates(job.dates, len(job.images), job.label("dates"))
    images, masks, dates = with_tiles_joined(job.images, job.masks, given, job.label("images"), progress)
    with ExitStack() as stack:
        scenes = open_scenes(
            images, masks, stack, progress, dates=dates,
            extent=job.extent, dilation=job.dilation, scale=job.scale, offset=job.offset,
        )  # fmt: skip
        bands = common_bands(scenes)
        names = [scenes[0].raster.descriptions[band - 1] for band in bands[0]]
        for scene, own in zip(scenes, bands):
            scene.use(own)
        rgb = rgb_bands(names)
        workers = stack.enter_context(ThreadPoolExecutor(os.cpu_count()))
        outputs = stack.enter_context(Outputs(job, progress=progress.part(0.75, 1.0)))
        windows = _windows(scenes)
        maps = ClearMaps(outputs.scratch, windows, len(scenes))
        found = survey(scenes, windows, maps, workers, progress.part(0, 0.2))
        plan = _plan(job, scenes, found, rgb, progress)
        outputs.note(inputs=_described(scenes, found.cloudy[int(plan.zone == "glacial")]), zone=plan.zone)
        writers = _writers(job, outputs, scenes, names)
        read = ahead(plan.read(windows, maps, workers, progress))
        stack.enter_context(closing(read))
        parts = ahead(map(plan.layers, read))
        stack.enter_context(closing(parts))
        seen = False
        for window, layers in zip(progress.part(0.2, 0.75).each(windows), parts):
            seen = seen or bool(layers["output"].any())
            for key, writer in writers.items():
                writer.write(layers[key], window)
        if not seen:
            raise SureCoverError(
                f"{job.label('images')} are clear nowhere on any date; add clearer dates, or set "
                f"{job.label('fill')}."
            )
    return job.written()


@dataclass(frozen=True)
class _Read:
    """What is read of one window, of the scenes of which something is wanted there.

    Attributes:
        places: Of these scenes in the order of preference.
        numbers: Stored numbers of each, (bands, rows, cols).
        observed: Where all bands are observed, bool (scenes, rows, cols).
        clear: Where the scene is clear as well.
    """

    places: list[int]
    numbers: list[np.ndarray]
    observed: np.ndarray
    clear: np.ndarray


@dataclass(frozen=True)
class _Plan:
    """How windows are put together; scenes in order of preference.

    Attributes:
        method, fill: Of the job.
        order: Positions of the scenes among the images, from 0.
        scenes: The scenes.
        adjustments: How they are normalised.
        zone: Of the place.
        rgb: Bands of the picture.
    """

    method: mosaicking.Method
    fill: bool
    order: list[int]
    scenes: list[Scene]
    adjustments: Sequence[mosaicking.Adjustment | None]
    zone: Zone
    rgb: tuple[int, int, int]

    def read(
        self, windows: Sequence[Window], maps: ClearMaps, workers: Executor, progress: Progress
    ) -> Iterator[_Read]:
        """Read one window after the other, the scenes side by side."""

        def read(scene: Scene, window: Window, clear: np.ndarray) -> tuple[np.ndarray, np.ndarray] | None:
            progress.check()
            return scene.stored(window) if self.fill or clear.any() else None

        for index, window in enumerate(windows):
            clear = maps.read(index, glacial=self.zone == "glacial")[self.order]
            images = workers.map(read, self.scenes, [window] * len(clear), clear)
            wanted = [(place, *image) for place, image in enumerate(images) if image]
            places = [place for place, _, _ in wanted]
            observed = np.zeros((len(places), *clear.shape[1:]), bool)
            for layer, (_, _, seen) in zip(observed, wanted):
                layer[:] = seen
            yield _Read(places, [numbers for _, numbers, _ in wanted], observed, observed & clear[places])

    def layers(self, read: _Read) -> dict[str, np.ndarray]:
        """What is written of one window, by the outputs' names in small letters."""
        values = np.zeros((len(self.scenes[0].bands), *read.clear.shape[1:]), np.uint16)
        source = np.zeros(values.shape[1:], np.uint16)
        positions = np.array([0, *(self.order[place] + 1 for place in read.places)], np.uint16)
        for slab in _slabs(values.shape, len(read.places)):
            adjusted = [
                self._adjusted(place, part[:, slab]) for place, part in zip(read.places, read.numbers)
            ]
            mosaic, chosen = self._composite(adjusted, read.clear[:, slab], read.observed[:, slab])
            values[:, slab] = stored(mosaic)
            source[slab] = positions[chosen]
        return {
            "output": values,
            "source_index": source,
            "clear_count": read.clear.sum(axis=0, dtype=np.uint16),
            "display": _picture(self.zone).take(values[list(self.rgb)]),
        }

    def _adjusted(self, place: int, numbers: np.ndarray) -> np.ndarray:
        line = self.adjustments[place]
        reflectance = self.scenes[place].reflectance(numbers)
        return reflectance if line is None else line.apply(reflectance)

    def _composite(
        self, scenes: Sequence[np.ndarray], clear: np.ndarray, observed: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        values, chosen = mosaicking.composite(self.method, scenes, clear)
        missing = ~clear.any(axis=0)
        if self.fill and missing.any():
            filling, filler = mosaicking.composite("best", scenes, observed)
            values = np.where(missing, filling, values)
            chosen = chosen if self.method == "median" else np.where(missing, filler, chosen)
        return values, chosen


def _plan(
    job: MosaicJob, scenes: Sequence[Scene], survey: Survey, rgb: tuple[int, int, int], progress: Progress
) -> _Plan:
    zone: Zone = _zone(survey, rgb) if job.zone == "auto" else job.zone  # type: ignore[assignment]
    glacial = int(zone == "glacial")
    dates = [scene.acquired.date for scene in scenes]
    order = mosaicking.preference(survey.cloudy[glacial].tolist(), dates)
    adjustments: Sequence[mosaicking.Adjustment | None] = [None] * len(order)
    if job.normalise:
        adjustments = mosaicking.adjustments(survey.values[order], survey.clear[glacial, order])
        for place, date in enumerate(order[1:], start=1):
            contributes = job.fill or survey.clear[glacial, date].any()
            if adjustments[place] is None and contributes:
                progress.warn(
                    f"{spoken(scenes[date].raster.path)} is not normalised: it shares fewer than "
                    f"{mosaicking.MIN_OVERLAP} clear sample pixels with the scenes that are."
                )
    return _Plan(
        method=job.method,  # type: ignore[arg-type]
        fill=job.fill,
        order=order,
        scenes=[scenes[date] for date in order],
        adjustments=adjustments,
        zone=zone,
        rgb=rgb,
    )


def _zone(survey: Survey, rgb: tuple[int, int, int]) -> Zone:
    """The zone that the sample suggests, snow counting as clear."""
    middle = mosaicking.median(survey.values[:, :, None], survey.clear[1][:, None])[:, 0]
    seen = np.isfinite(middle[0])
    return display.zone_of(middle[rgb[0], seen], middle[rgb[2], seen])


def _windows(scenes: Sequence[Scene]) -> list[Window]:
    """Windows of which all dates fit the memory set aside; tiles of written files, or parts of them."""
    layers = len(scenes) * len(scenes[0].bands)
    side = next((side for side in (BLOCK, BLOCK // 2, BLOCK // 4) if side**2 * layers <= _VALUES), BLOCK // 8)
    return windows_of(scenes[0].raster.grid.shape, side)


def _slabs(shape: tuple[int, ...], dates: int) -> list[slice]:
    """Rows of (bands, rows, cols) that are computed at once; none without dates."""
    bands, rows, cols = shape
    height = max(1, _CHUNK // (max(dates, 1) * bands * cols))
    return [slice(top, min(top + height, rows)) for top in range(0, rows if dates else 0, height)]


@functools.lru_cache
def _picture(zone: Zone) -> np.ndarray:
    """What each number of the mosaic becomes in the picture, uint8 (65536,)."""
    numbers = np.arange(65536)
    return display.to_display((numbers / SCALE).astype(np.float32), numbers > 0, zone)


def _described(scenes: Sequence[Scene], cloud_shares: Sequence[float]) -> list[dict[str, Any]]:
    """The images, for the provenance."""
    return [
        {
            **scene.acquired.facts(),
            "cloud_share": round(share, 4),
            "calibration": scene.origin,
            "mask": scene.mask,
        }
        for scene, share in zip(scenes, cloud_shares)
    ]


def _writers(
    job: MosaicJob, outputs: Outputs, scenes: Sequence[Scene], names: Sequence[str]
) -> dict[str, RasterWriter]:
    """Begin the outputs that were asked for."""
    grid = scenes[0].raster.grid
    dates = sorted(scene.acquired.date for scene in scenes if scene.acquired.date)
    tags = {"REFLECTANCE_SCALE": str(SCALE), "REFLECTANCE_OFFSET": "0", "DATES": " ".join(dates)}
    if dates:
        tags["DATE"] = dates[-1]
    writers = {}
    if job.output:
        writers["output"] = outputs.raster(
            job.output, grid, dtype="uint16", count=len(names), nodata=0, descriptions=names,
            averaged=True, tags=tags,
        )  # fmt: skip
    for key, title in (
        ("source_index", "position of the chosen date"),
        ("clear_count", "clear observations"),
    ):
        if getattr(job, key):
            writers[key] = outputs.raster(getattr(job, key), grid, dtype="uint16", descriptions=[title])
    if job.display:
        writers["display"] = outputs.raster(
            job.display, grid, dtype="uint8", count=3, nodata=0, descriptions=("red", "green", "blue"),
            averaged=True,
        )  # fmt: skip
    return writers


def stored(reflectance: np.ndarray) -> np.ndarray:
    """Reflectance as uint16 times 10000: 0 where NaN, 1 where it is 0 or less."""
    numbers = np.rint(reflectance * np.float32(SCALE))
    numbers = np.minimum(np.fmax(numbers, 1), 65535).astype(np.uint16)
    numbers *= np.isfinite(reflectance)
    return numbers
