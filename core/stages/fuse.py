"""Fuse the class probabilities of several dates into one class map."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from typing import Any, ClassVar, get_args

import numpy as np

from ..ahead import ahead
from ..errors import SureCoverError
from ..external.limits import Polygons, limited
from ..grid import Window, blocks
from ..imagery.dates import acquisition
from ..job import Job, setting, source, target
from ..model.fusion import Fusion, Method, Pool
from ..outputs import BLOCK, Outputs, RasterWriter
from ..progress import Progress
from ..rasters import Raster, open_raster
from ..rasterscheme import CLASS_IDS_TAG, class_ids, scheme_of
from ..scheme import SCHEME_TAG, ClassScheme
from ..stored import FLOAT_NODATA, class_dtype, quantise, shares_stored_in

COMPLETENESS = {"forest": 1.5, "water": 1.5}
"""Bias of the preset `completeness`: natural classes are over-classified on purpose (Fonteix et al. 2021)."""

_READ = 2**23
"""Most numbers that are read at once, over all dates; bounds the memory, however many dates there are."""

_CHUNK = 2**14
"""Pixels that are fused at once: their sums stay in the processor's cache."""

_LEAST = 1e-6
"""Least weight and bias above 0, and 1 / the largest: beyond, sums and products would lose all digits."""


@dataclass(frozen=True)
class FuseJob(Job):
    """Probabilities of one place on several dates → class map, probabilities, agreement, entropy."""

    stage: ClassVar[str] = "fuse"

    probabilities: tuple[str, ...] = source("rasters", "Probabilities, one raster per date")
    method: str = setting("loglinear", "choice", "How dates combine", choices=get_args(Method))
    weights: str = setting("", "text", "Weights of the dates, separated by commas")
    bias: str = setting("", "text", "Class bias: completeness, name=number, or a list of numbers")
    scheme: str = setting("", "text", "Class scheme", advanced=True)
    area: str = source("vector", "Area, polygons", optional=True, advanced=True)
    map: str = target("new raster", "Class map")
    fused: str = target("new raster", "Fused probabilities")
    agreement: str = target("new raster", "Agreement of the dates")
    entropy: str = target("new raster", "Entropy of the fused probabilities")

    def check(self) -> None:
        """Refuse what cannot work; see Job."""
        super().check()
        date_weights(self.weights, len(self.probabilities))


JOB = FuseJob
_label = FuseJob.label


@dataclass(frozen=True)
class _Date:
    """One date.

    Attributes:
        raster: Its probabilities.
        bands: Its bands in ascending order of class id.
        weight: Its weight.
        shares: The probability that each stored number stands for, float32 (256,); None where
            the numbers are read as probabilities.
    """

    raster: Raster
    bands: list[int]
    weight: float
    shares: np.ndarray | None

    def read(self, window: Window) -> np.ndarray:
        """Numbers (classes, rows, cols) as `Pool.add` takes them: 0 where not observed.

        Resampled probabilities are normalised again.
        """
        if self.shares is not None:
            stored, observed = self.raster.read(window, self.bands)
            stored *= observed.view(np.uint8)
            return stored
        probabilities, observed = self.raster.read_shares(window, self.bands)
        probabilities[:, ~observed] = 0
        if self.raster.resampled:
            total = probabilities.sum(axis=0)
            probabilities /= np.where(total > 0, total, 1)
        return probabilities


def run(job: FuseJob, progress: Progress) -> dict[str, Any]:
    """Fuse the dates on the grid of the first one; the others are resampled to it bilinearly.

    Bands of all outputs, and the numbers of a bias list, are in ascending order of class id, which
    is also the order in which ties are decided.

    Returns:
        The paths of the outputs that were asked for.

    Raises:
        SureCoverError: The dates hold different classes, or no probabilities, or no valid pixel;
            or the bias names a class that they do not hold.
    """
    weights = date_weights(job.weights, len(job.probabilities))
    with ExitStack() as stack:
        dates, scheme, ids = _open_dates(job.probabilities, weights, job.scheme, stack)
        bias = class_bias(job.bias, scheme, ids)
        if job.bias == "completeness" and (bias == 1).all():
            progress.warn("The bias 'completeness' changes nothing: no class is called forest or water.")
        if job.method == "majority" and (bias != 1).any():
            progress.warn("The class bias plays no part in the method majority.")
        facts = {"inputs": [_described(date) for date in dates]}
        outputs = stack.enter_context(Outputs(job, facts, progress.part(0.6, 1.0)))
        writers = _writers(job, outputs, dates[0].raster, scheme, ids)
        codes = np.array(ids, class_dtype(ids))
        grid = dates[0].raster.grid
        windows = _windows(grid.shape, len(dates) * len(ids))
        _, polygons = limited("", job.area, grid, _label("area"))
        stored = ahead(_read(dates, window, polygons) for window in windows)
        stack.enter_context(closing(stored))
        parts = ahead(_fuse_part(job.method, dates, numbers, bias, codes) for numbers in stored)
        stack.enter_context(closing(parts))
        any_valid = False
        for window, part in zip(progress.part(0.0, 0.6).each(windows), parts):
            any_valid = any_valid or bool(part["map"].any())
            for key, writer in writers.items():
                writer.write(part[key], window)
        if not any_valid:
            raise SureCoverError(
                f"{_label('probabilities')} hold no valid pixel on any date "
                "with a weight above 0; choose rasters that cover something."
            )
    return job.written()


def _read(dates: Sequence[_Date], window: Window, polygons: Polygons | None) -> list[np.ndarray]:
    """The numbers of all dates in a window, 0 outside of the polygons."""
    numbers = [date.read(window) for date in dates]
    if polygons:
        outside = ~polygons.inside(window)
        for values in numbers:
            values[:, outside] = 0
    return numbers


def date_weights(text: str, count: int) -> list[float]:
    """The weight of each date from the parameter's text; "" means 1 for every date.

    Raises:
        SureCoverError: Not one number ≥ 0 for each of `count` dates, or none above 0.
    """
    if not text.strip():
        return [1.0] * count
    weights = [_number(part, "weights") for part in text.split(",")]
    if len(weights) != count:
        raise SureCoverError(
            f"{_label('weights')} has {len(weights)} numbers for {count} dates; "
            "give one number per date, or none."
        )
    if not any(weights):
        raise SureCoverError(
            f"{_label('weights')} is 0 for every date; give at least one date a weight above 0."
        )
    return weights


def class_bias(text: str, scheme: ClassScheme, ids: Sequence[int]) -> np.ndarray:
    """b(c) of the classes `ids` from the parameter's text.

    Args:
        text: "" (1 for all), "completeness" (1.5 for classes called forest or water), a list of
            numbers in the order of `ids`, or "name=number, …" with names or ids of the scheme
            (names may hold commas), 1 for classes not named.
        scheme: Names the classes.
        ids: Classes of the probabilities.

    Returns:
        float64 (classes,), ≥ 0, at least one above 0.

    Raises:
        SureCoverError: The text is none of these.
    """
    names = {id_: scheme.by_id(id_).name for id_ in ids}
    if text.strip().lower() == "completeness":
        return np.array([COMPLETENESS.get(names[id_].lower(), 1.0) for id_ in ids])
    if not text.strip():
        return np.ones(len(ids))
    if "=" in text:
        given = _named_bias(text, scheme, names)
        bias = [given.get(id_, 1.0) for id_ in ids]
    else:
        bias = [_number(part, "bias") for part in text.split(",")]
    if len(bias) != len(ids):
        raise SureCoverError(
            f"{_label('bias')} has {len(bias)} numbers for {len(ids)} classes; "
            f"give one for each of {', '.join(names.values())}."
        )
    if not any(bias):
        raise SureCoverError(
            f"{_label('bias')} is 0 for every class; give at least one class a bias above 0."
        )
    return np.array(bias)


def _named_bias(text: str, scheme: ClassScheme, names: dict[int, str]) -> dict[int, float]:
    """Bias by class id; a name may hold commas, so the text is cut at its equals signs."""
    given = {}
    name, *rest = text.split("=")
    for piece in rest:
        number, _, following = piece.partition(",")
        land_class = scheme.find(name)
        if land_class.id not in names:
            raise SureCoverError(
                f"{_label('bias')} names {land_class.name}, which the probabilities do not hold; "
                f"allowed are {', '.join(names.values())}."
            )
        given[land_class.id] = _number(number, "bias")
        name = following
    if name.strip():
        raise SureCoverError(
            f"{_label('bias')} gives no number for {name.strip()!r}; write name=number, separated by commas."
        )
    return given


def _number(text: str, parameter: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if number and not _LEAST <= number <= 1 / _LEAST:
        raise SureCoverError(
            f"{_label(parameter)} holds {text.strip()!r}; allowed are 0 and numbers from {_LEAST:.6f} to "
            f"{1 / _LEAST:.0f}, e.g. 1.5."
        )
    return number


def _open_dates(
    paths: Sequence[str], weights: Sequence[float], given: str, stack: ExitStack
) -> tuple[list[_Date], ClassScheme, list[int]]:
    """Open all dates on the first one's grid; bands are matched by class id."""
    label = _label("probabilities")
    first = stack.enter_context(open_raster(paths[0], label=label))
    scheme = scheme_of(first, given)
    ids = sorted(class_ids(first, scheme))
    dates = []
    for path, weight in zip(paths, weights):
        raster = stack.enter_context(open_raster(path, first.grid, label=label, bilinear=True))
        own_scheme = scheme_of(raster) if SCHEME_TAG in raster.tags else scheme
        bands = {id_: band for band, id_ in enumerate(class_ids(raster, own_scheme), start=1)}
        if _named(own_scheme, bands) != _named(scheme, ids):
            raise SureCoverError(
                f"{label} hold different classes: {_listed(scheme, ids)} in {paths[0]}, but "
                f"{_listed(own_scheme, sorted(bands))} in {path}; "
                "choose dates classified with the same models."
            )
        dates.append(_Date(raster, [bands[id_] for id_ in ids], weight, shares_stored_in(raster)))
    return dates, scheme, ids


def _named(scheme: ClassScheme, ids: Iterable[int]) -> dict[int, str]:
    return {id_: scheme.by_id(id_).name.casefold() for id_ in ids}


def _listed(scheme: ClassScheme, ids: Sequence[int]) -> str:
    return ", ".join(f"{id_} {scheme.by_id(id_).name}" for id_ in ids)


def _described(date: _Date) -> dict[str, Any]:
    raster = date.raster
    return {**acquisition(raster.path, raster.tags).facts(), "weight": date.weight}


def _writers(
    job: FuseJob, outputs: Outputs, first: Raster, scheme: ClassScheme, ids: list[int]
) -> dict[str, RasterWriter]:
    """Begin the outputs that were asked for."""
    names = [scheme.by_id(id_).name for id_ in ids]
    tags = {**scheme.tags(), CLASS_IDS_TAG: json.dumps(ids)}
    legend = [entry for entry in scheme.legend() if entry.value in ids]
    grid = first.grid
    writers = {}
    if job.map:
        writers["map"] = outputs.class_map(job.map, grid, legend, **scheme.tags())
    if job.fused:
        writers["fused"] = outputs.probabilities(job.fused, grid, names, **tags)
    if job.agreement:
        writers["agreement"] = outputs.fraction(job.agreement, grid, "agreement of the dates")
    if job.entropy:
        writers["entropy"] = outputs.fraction(job.entropy, grid, "entropy of the fused probabilities")
    return writers


def _windows(shape: tuple[int, int], layers: int) -> list[Window]:
    """Tiles of the written files, cut where `layers` of them would be too much to read at once."""
    height = max(1, _READ // (layers * BLOCK))
    return [(slab, cols) for rows, cols in blocks(shape, BLOCK) for slab in _slabs(rows, height)]


def _slabs(rows: slice, height: int) -> list[slice]:
    """Cut rows into slabs of at most so many."""
    return [slice(top, min(top + height, rows.stop)) for top in range(rows.start, rows.stop, height)]


def _fuse_part(
    method: str, dates: Sequence[_Date], stored: Sequence[np.ndarray], bias: np.ndarray, codes: np.ndarray
) -> dict[str, np.ndarray]:
    """Fuse what was read of one window, slab by slab; see `_layers`."""
    classes, rows, cols = stored[0].shape
    done = []
    for slab in _slabs(slice(0, rows), max(1, _CHUNK // cols)):
        pool = Pool(method, (classes, slab.stop - slab.start, cols))  # type: ignore[arg-type]
        for date, numbers in zip(dates, stored):
            pool.add(numbers[:, slab], date.weight, date.shares)
        done.append(_layers(pool.fuse(bias), codes))
    return {key: np.concatenate([layers[key] for layers in done], axis=-2) for key in done[0]}


def _layers(fusion: Fusion, codes: np.ndarray) -> dict[str, np.ndarray]:
    """What is written, by the outputs' names in small letters."""
    nodata = np.float32(FLOAT_NODATA)
    return {
        "map": codes.take(fusion.winner) * fusion.valid,
        "fused": quantise(fusion.probabilities, fusion.valid),
        "agreement": np.where(fusion.valid, fusion.agreement, nodata),
        "entropy": np.where(fusion.valid, fusion.entropy, nodata),
    }
