"""Filter the speckle of a radar image and scale it, alone or beside the bands of another raster."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from functools import partial
from math import nan
from typing import Any, ClassVar, get_args

import numpy as np

from ..ahead import ahead
from ..errors import SureCoverError
from ..grid import Window, blocks, widened, within
from ..imagery import speckle
from ..imagery.dates import Acquisition, acquisition
from ..imagery.percentiles import percentiles_of
from ..job import Job, setting, source, target
from ..outputs import BLOCK, Outputs, RasterWriter
from ..progress import Progress
from ..rasters import Raster, open_raster
from ..stored import FLOAT_NODATA

STRETCH_PERCENT = (2, 98)
"""Percentiles that become 0 and 255."""

UNIT_DB = (-25.0, 0.0)
"""Backscatter that becomes 0 and 1, dB."""

_LAYOUTS = {"stretch": ("uint8", 0.0), "unit": ("float32", FLOAT_NODATA), "none": ("float32", nan)}
"""Type and nodata of each scaling."""

_SIZES = tuple(range(3, 23, 2))


@dataclass(frozen=True)
class RadarJob(Job):
    """Backscatter → the same without speckle, scaled; optionally after the bands of another raster."""

    stage: ClassVar[str] = "radar"

    input: str = source("raster", "Radar image")
    stack: str = source("raster", "Raster to put the bands after", optional=True)
    units: str = setting("dB", "choice", "Units of the radar image", choices=("dB", "linear"))
    method: str = setting("refined_lee", "choice", "Speckle filter", choices=get_args(speckle.Method))
    looks: float = setting(4.4, "number", "Number of looks", minimum=1, maximum=1000)
    size: int = setting(
        7, "integer", "Window of enhanced_lee, pixels", minimum=min(_SIZES), maximum=max(_SIZES),
        choices=_SIZES, advanced=True,
    )  # fmt: skip
    damping: float = setting(1.0, "number", "Damping of enhanced_lee", minimum=0, maximum=100, advanced=True)
    scaling: str = setting("stretch", "choice", "Scaling", choices=tuple(_LAYOUTS))
    output: str = target("new raster", "Filtered radar image", optional=False)


JOB = RadarJob


def run(job: RadarJob, progress: Progress) -> dict[str, Any]:
    """Filter each band on its own grid, in linear power; scale it in dB; then put it on the stack's grid.

    The filtered image is kept on the disk of the result meanwhile, at most 4 bytes a pixel and band.

    Returns:
        OUTPUT, the path.

    Raises:
        SureCoverError: No pixel has a backscatter, or the two rasters do not overlap.
    """
    with ExitStack() as opened:
        stack = opened.enter_context(open_raster(job.stack, label=job.label("stack"))) if job.stack else None
        radar = opened.enter_context(open_raster(job.input, label=job.label("input")))
        if stack:
            with open_raster(job.input, stack.grid, label=job.label("input")):
                pass  # refused now rather than after filtering
        acquired = acquisition(job.input, radar.tags)
        progress.log(f"{acquired}.")
        facts = {"inputs": _described(acquired, stack)}
        outputs = opened.enter_context(Outputs(job, facts, progress.part(0.9, 1)))
        with outputs.intermediate(radar.grid, radar.count) as (path, writer):
            _filter(job, radar, writer, progress.part(0, 0.6))
        with open_raster(path, label=job.label("input")) as filtered:
            limits = _limits(job.scaling, filtered, progress.part(0.6, 0.7))
        if limits:
            outputs.note(limits_db=limits)
        grid = stack.grid if stack else radar.grid
        filtered = opened.enter_context(open_raster(path, grid, label=job.label("input"), bilinear=True))
        dtype, nodata = layout(job.scaling, stack)
        writer = outputs.raster(
            job.output, grid, dtype=dtype, nodata=nodata, averaged=True,
            count=radar.count + (stack.count if stack else 0),
            descriptions=(*(stack.descriptions if stack else ()), *radar.descriptions),
            tags=_tags(stack) if stack else acquired.tags(),
        )  # fmt: skip
        for window in progress.part(0.7, 0.9).each(blocks(grid.shape, BLOCK)):
            values = scaled(filtered.read(window)[0], job.scaling, limits)
            values = np.where(np.isnan(values), nodata, values).astype(dtype)
            if stack:
                values = np.concatenate([_stacked(stack, window, dtype, nodata), values])
            writer.write(values, window)
    return job.written()


def _filter(job: RadarJob, radar: Raster, writer: RasterWriter, progress: Progress) -> None:
    windows = blocks(radar.grid.shape, BLOCK)
    lowest, seen = np.inf, False
    with closing(ahead(_filtered(job, radar, windows))) as parts:
        for window, values in zip(progress.each(windows), parts):
            writer.write(values, window)
            known = values[np.isfinite(values)]
            seen = seen or known.size > 0
            lowest = min(lowest, known.min(initial=np.inf))
    if not seen:
        raise SureCoverError(
            f"{job.label('input')} has no pixel with a backscatter: {job.input}; choose one that covers "
            "something, or check its units (UNITS)."
        )
    if job.units == "dB" and lowest >= 0:
        progress.warn(
            f"{job.label('input')} holds no value below 0 dB: {job.input}; if its numbers are linear, "
            "choose so (UNITS)."
        )


def _filtered(job: RadarJob, radar: Raster, windows: Sequence[Window]) -> Iterator[np.ndarray]:
    """Filtered dB of each window, float32 (bands, rows, cols), NaN where there is none."""
    method: speckle.Method = job.method  # type: ignore[assignment]
    for window in windows:
        wide = widened(window, speckle.margin(method, job.size), radar.grid.shape)
        bands = []
        for band in range(1, radar.count + 1):
            (values,), valid = radar.read_physical(wide, [band])
            power = speckle.to_power(np.where(valid, values, np.nan), decibels=job.units == "dB")
            smooth = speckle.despeckle(power, method, looks=job.looks, size=job.size, damping=job.damping)
            bands.append(speckle.to_decibels(smooth[within(window, wide)]))
        yield np.stack(bands)


def _limits(scaling: str, filtered: Raster, progress: Progress) -> list[list[float]]:
    """What becomes the ends of the scale, dB: one pair per band; none without scaling."""
    if scaling != "stretch":
        return [list(UNIT_DB)] * filtered.count if scaling == "unit" else []
    windows = blocks(filtered.grid.shape, BLOCK)
    count = filtered.count
    return [
        percentiles_of(
            partial(filtered.read, bands=[band]), windows, STRETCH_PERCENT,
            progress.part((band - 1) / count, band / count),
        ) or [0.0, 0.0]
        for band in range(1, count + 1)
    ]  # fmt: skip


def scaled(decibels: np.ndarray, scaling: str, limits: Sequence[Sequence[float]]) -> np.ndarray:
    """Backscatter on the scale that was asked for, NaN where there is none.

    Args:
        decibels: float32 (bands, rows, cols), NaN where there is none.
        scaling: "stretch": whole numbers 1..255, of which 1 stands for 0 as well, because 0 is nodata;
            "unit": 0..1; "none": dB.
        limits: Per band, the dB that become the ends of the scale.

    Returns:
        float32 of the same shape.
    """
    if scaling == "none":
        return decibels
    low, high = np.array(limits, np.float32).T[:, :, None, None]
    spread = np.where(high > low, high - low, np.float32(1))
    share = np.clip((decibels - low) / spread, 0, 1)
    return np.maximum(np.rint(255 * share), 1) if scaling == "stretch" else share


def layout(scaling: str, stack: Raster | None) -> tuple[str, float]:
    """Type and nodata value of a result that holds the radar and the stack without loss.

    Whole numbers where both are and 0 is the stack's nodata too; else real numbers with NaN.
    """
    if stack is None:
        return _LAYOUTS[scaling]
    kept = np.dtype("float32") if _has_scale(stack) else np.dtype(stack.dtype)
    if scaling == "stretch" and kept.kind in "iu" and stack.nodata == 0:
        return np.result_type(kept, np.uint8).name, 0.0
    return np.result_type(kept, np.float32).name, nan


def _has_scale(stack: Raster) -> bool:
    return bool((stack.scales != 1).any() or stack.offsets.any())


def _stacked(stack: Raster, window: Window, dtype: str, nodata: float) -> np.ndarray:
    """The stack's numbers (bands, rows, cols) as they are stored; physical ones where it has a scale."""
    values, valid = stack.read(window)
    finite = np.isfinite(values)
    missing = ~valid & finite.all(axis=0) if stack.nodata is None else values == stack.nodata
    if _has_scale(stack):
        values, _ = stack.read_physical(window)
    return np.where(~finite | missing, nodata, values).astype(dtype)


def _described(radar: Acquisition, stack: Raster | None) -> list[dict[str, str]]:
    """The rasters, for the provenance."""
    inputs = [radar.facts()]
    if stack:
        inputs.append(acquisition(stack.path, stack.tags).facts())
    return inputs


def _tags(stack: Raster) -> dict[str, str]:
    """What the stack says of itself, such as how its numbers become reflectance; not how it was made."""
    return {
        key: value
        for key, value in stack.tags.items()
        if not key.startswith(("SURECOVER_", "TIFFTAG_", "AREA_"))
    }
