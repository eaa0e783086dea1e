"""Make one cloud-free mosaic from images of several dates."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any, ClassVar, get_args

import numpy as np

from .. import display, mosaicking
from ..dates import given_dates
from ..display import Zone
from ..errors import SureCoverError
from ..grid import Grid, Window, blocks
from ..job import Job, setting, source, target
from ..masks import DILATION
from ..outputs import BLOCK, Outputs, RasterWriter
from ..progress import Progress
from ..scenes import Scene, check_masks, common_bands, open_scenes, rgb_bands

SCALE = 10000
"""Stored number that means reflectance 1."""

_SAMPLE = 100_000
"""About how many pixels, on a regular grid, scenes are normalised and the zone is told from."""

_VALUES = 2**24
"""Most values (dates · bands · pixels) that are held at once."""


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
    with ExitStack() as stack:
        scenes = open_scenes(
            job.images, job.masks, stack, progress,
            dates=given_dates(job.dates, len(job.images), job.label("dates")),
            extent=job.extent, dilation=job.dilation, scale=job.scale, offset=job.offset,
        )  # fmt: skip
        bands = common_bands(scenes)
        names = [scenes[0].raster.descriptions[band - 1] for band in bands[0]]
        for scene, own in zip(scenes, bands):
            scene.use(own)
        rgb = rgb_bands(names)
        survey = _survey(scenes, progress.part(0, 0.3))
        zone: Zone = survey.zone(rgb) if job.zone == "auto" else job.zone  # type: ignore[assignment]
        plan = _plan(job, scenes, survey, zone, progress)
        facts = {"inputs": _described(scenes, survey.cloud_shares(zone)), "zone": zone}
        outputs = stack.enter_context(Outputs(job, facts, progress.part(0.75, 1.0)))
        writers = _writers(job, outputs, scenes, names)
        seen = False
        for window in progress.part(0.3, 0.75).each(blocks(survey.grid.shape, _side(scenes))):
            mosaic = plan.mosaic(window)
            seen = seen or bool(np.isfinite(mosaic.values[0]).any())
            _write(writers, mosaic, window, rgb, zone)
        if not seen:
            raise SureCoverError(
                "Images, one per date (IMAGES) are clear nowhere on any date; "
                "add clearer dates, or let pixels that are clear on no date be filled (FILL)."
            )
    return job.written()


@dataclass(frozen=True)
class Mosaic:
    """One window of the mosaic.

    Attributes:
        values: Reflectance float32 (bands, rows, cols), NaN where there is none.
        source: Chosen image, 1-based, uint16 (rows, cols), 0 for none.
        count: Number of clear observations, uint16 (rows, cols).
    """

    values: np.ndarray
    source: np.ndarray
    count: np.ndarray


@dataclass(frozen=True)
class _Plan:
    """How windows are put together; scenes in order of preference."""

    method: mosaicking.Method
    scenes: list[Scene]
    positions: np.ndarray
    adjustments: list[mosaicking.Adjustment | None]
    glacial: bool
    fill: bool

    def mosaic(self, window: Window) -> Mosaic:
        read = [scene.read(window) for scene in self.scenes]
        stack = np.stack(
            [
                values if line is None else line.apply(values)
                for (values, _), line in zip(read, self.adjustments)
            ]
        )
        observed = np.stack([valid for _, valid in read])
        clear = observed & np.stack([scene.clear(window, glacial=self.glacial) for scene in self.scenes])
        values, source = mosaicking.composite(self.method, stack, clear)
        if self.fill:
            missing = ~clear.any(axis=0)
            filling, filler = mosaicking.composite("best", stack, observed)
            values = np.where(missing, filling, values)
            source = source if self.method == "median" else np.where(missing, filler, source)
        return Mosaic(values, self.positions[source], clear.sum(axis=0).astype(np.uint16))


@dataclass(frozen=True)
class _Survey:
    """What one look at all scenes tells; scenes in the given order.

    Attributes:
        grid: Of the mosaic.
        cloudy: Share of pixels that are not clear, (2, dates): snow not clear, snow clear.
        values: Sampled reflectance, float32 (dates, bands, pixels).
        clear: bool (2, dates, pixels).
    """

    grid: Grid
    cloudy: np.ndarray
    values: np.ndarray
    clear: np.ndarray

    def cloud_shares(self, zone: Zone) -> list[float]:
        shares: list[float] = self.cloudy[int(zone == "glacial")].tolist()
        return shares

    def zone(self, rgb: tuple[int, int, int]) -> Zone:
        middle = mosaicking.median(self.values[:, :, None], self.clear[1][:, None])[:, 0]
        seen = np.isfinite(middle[0])
        return display.zone_of(middle[rgb[0], seen], middle[rgb[2], seen])


def _survey(scenes: Sequence[Scene], progress: Progress) -> _Survey:
    """Count clear pixels and sample every scene on a regular grid of pixels."""
    grid = scenes[0].raster.grid
    step = max(1, int((grid.height * grid.width / _SAMPLE) ** 0.5))
    clear_pixels = np.zeros((2, len(scenes)))
    samples = []
    for rows, cols in progress.each(blocks(grid.shape, BLOCK)):
        picked = (slice(-rows.start % step, None, step), slice(-cols.start % step, None, step))
        values, clear = [], np.empty((2, len(scenes), rows.stop - rows.start, cols.stop - cols.start), bool)
        for date, scene in enumerate(scenes):
            reflectance, observed = scene.read((rows, cols))
            for snow in (0, 1):
                clear[snow, date] = observed & scene.clear((rows, cols), glacial=bool(snow))
            values.append(reflectance[(slice(None), *picked)])
        clear_pixels += clear.sum(axis=(2, 3))
        part = np.stack(values)
        samples.append((part.reshape(*part.shape[:2], -1), clear[(..., *picked)].reshape(2, len(scenes), -1)))
    values_of, clear_of = zip(*samples)
    cloudy = 1 - clear_pixels / (grid.height * grid.width)
    return _Survey(grid, cloudy, np.concatenate(values_of, axis=-1), np.concatenate(clear_of, axis=-1))


def _plan(job: MosaicJob, scenes: Sequence[Scene], survey: _Survey, zone: Zone, progress: Progress) -> _Plan:
    order = mosaicking.preference(survey.cloud_shares(zone), [scene.acquired.date for scene in scenes])
    clear = survey.clear[int(zone == "glacial")]
    adjustments: list[mosaicking.Adjustment | None] = [None] * len(order)
    for place, date in enumerate(order[1:], start=1):
        if not job.normalise:
            break
        common = clear[date] & clear[order[0]]
        adjustments[place] = mosaicking.adjustment(
            survey.values[date][:, common], survey.values[order[0]][:, common]
        )
        if adjustments[place] is None:
            progress.warn(
                f"{scenes[date].raster.path} is not normalised: its clear overlap with the least cloudy "
                f"scene is {common.sum()} sample pixels, needed are {mosaicking.MIN_OVERLAP}."
            )
    return _Plan(
        method=job.method,  # type: ignore[arg-type]
        scenes=[scenes[date] for date in order],
        positions=np.array([0, *(date + 1 for date in order)], np.uint16),
        adjustments=adjustments,
        glacial=zone == "glacial",
        fill=job.fill,
    )


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


def _side(scenes: Sequence[Scene]) -> int:
    """Side of the windows, a multiple of 64 px, so that all dates of one fit the memory set aside."""
    pixels = _VALUES / (len(scenes) * len(scenes[0].bands))
    return max(64, min(BLOCK, int(pixels**0.5) // 64 * 64))


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


def _write(
    writers: dict[str, RasterWriter], mosaic: Mosaic, window: Window, rgb: tuple[int, int, int], zone: Zone
) -> None:
    if "output" in writers:
        writers["output"].write(stored(mosaic.values), window)
    if "source_index" in writers:
        writers["source_index"].write(mosaic.source, window)
    if "clear_count" in writers:
        writers["clear_count"].write(mosaic.count, window)
    if "display" in writers:
        valid = np.isfinite(mosaic.values[0])
        writers["display"].write(display.to_display(mosaic.values[list(rgb)], valid, zone), window)


def stored(reflectance: np.ndarray) -> np.ndarray:
    """Reflectance as uint16 times 10000: 0 where NaN, 1 where it is 0 or less."""
    valid = np.isfinite(reflectance)
    numbers = np.clip(np.rint(np.where(valid, reflectance, 0) * SCALE), 1, 65535)
    return np.where(valid, numbers, 0).astype(np.uint16)
