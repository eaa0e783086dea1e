"""Sample: reference points on a class map, by class and reliability, ready for people to label."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from ..areas import HECTARE, ground_areas
from ..codes import Reliability
from ..errors import SureCoverError
from ..grid import Grid, Window, blocks
from ..job import Job, setting, source, target
from ..legends import LegendEntry
from ..outputs import Outputs, provenance
from ..progress import Progress
from ..rasters import Raster, open_raster
from ..rasterscheme import scheme_of
from ..scheme import ClassScheme, load_scheme
from ..trust.labelling import POINTS, STRATUM, STRATUM_PIXELS, labelling_style, write_points
from ..trust.references import ClassReader, read_codes
from ..trust.sampling import (
    Drawn,
    Walk,
    allocate,
    draw,
    expected_error,
    least_for_classes,
    shares_of,
    size_for,
)

MAX_POINTS = 1_000_000

_SIDE = 512
_CODES = len(Reliability)


@dataclass(frozen=True)
class SampleJob(Job):
    """Class map, with its reliability or without → points to label."""

    stage: ClassVar[str] = "sample"
    numbers: ClassVar[dict[str, str]] = {
        "COUNT": "Number of points",
        "EXPECTED_SE": "Standard error of overall accuracy to expect",
    }

    map: str = source("raster", "Class map")
    reliability: str = source("raster", "Reliability", optional=True)
    size: int = setting(500, "integer", "Number of points", minimum=1, maximum=MAX_POINTS)
    target_se: float = setting(
        0.0, "number", "Standard error of overall accuracy to reach (0 = take the number)",
        minimum=0, maximum=0.5,
    )  # fmt: skip
    class_se: float = setting(
        0.0, "number", "Standard error of every class's user's accuracy to reach (0 = none)",
        minimum=0, maximum=0.5,
    )  # fmt: skip
    allocation: str = setting(
        "neyman", "choice", "Allocation", choices=("equal", "proportional", "root", "neyman")
    )
    minimum: int = setting(20, "integer", "Least number of points in a stratum", minimum=0, maximum=10_000)
    accuracies: str = setting(
        "0.8,0.95,0.8,0.6", "text", "Accuracy to expect of reliability 0, 1, 2, 3", advanced=True
    )
    blind: bool = setting(True, "flag", "Hide what the map says from the form")
    scheme: str = setting("", "text", "Class scheme")
    seed: int = setting(42, "integer", "Seed", minimum=0, advanced=True)
    points: str = target("new vector", "Points to label", ".gpkg", optional=False)

    def check(self) -> None:
        """As every job; and the accuracies are four numbers, and a scheme that is named exists."""
        super().check()
        accuracies_of(self)
        if self.scheme:
            load_scheme(self.scheme)


JOB = SampleJob
_label = SampleJob.label


def accuracies_of(job: SampleJob) -> np.ndarray:
    """The accuracy to expect of each reliability code, float64 (4,).

    Raises:
        SureCoverError: They are not four numbers from 0 to 1.
    """
    try:
        found = np.array([float(part) for part in job.accuracies.split(",")])
    except ValueError:
        found = np.zeros(0)
    if found.shape != (_CODES,) or not ((found >= 0) & (found <= 1)).all():
        raise SureCoverError(
            f"{_label('accuracies')} are {job.accuracies!r}; needed are four numbers from 0 to 1, separated "
            "by commas, such as 0.8,0.95,0.8,0.6."
        )
    return found


def run(job: SampleJob, progress: Progress) -> dict[str, Any]:
    """Count the strata, share out the points, draw them, and write them.

    Returns:
        The path written and the numbers.

    Raises:
        SureCoverError: A raster is no map of its kind, the rasters do not overlap, or there is no class.
    """
    with ExitStack() as stack:
        class_map = stack.enter_context(open_raster(job.map, label=_label("map")))
        scheme = scheme_of(class_map, job.scheme)
        reliability = None
        if job.reliability:
            reliability = stack.enter_context(
                open_raster(job.reliability, class_map.grid, label=_label("reliability"))
            )
        read = reader(class_map, reliability, scheme)
        strata = count(read, class_map, scheme, progress.part(0, 0.45))
        points = _shared_out(job, strata)
        expected = _expected(job, strata, points)
        for line in expected.lines(strata):
            progress.log(line)
        drawn = draw(
            Walk(class_map.grid.shape, _SIDE), lambda window: strata.places[read(window)],
            strata.pixels, points, job.seed, progress.part(0.45, 0.95),
        )  # fmt: skip
        with Outputs(job) as outputs:
            _write(job, outputs, (class_map.grid, scheme), strata, points, drawn, expected)
    return {**job.written(), "COUNT": len(drawn.rows), "EXPECTED_SE": expected.whole}


@dataclass(frozen=True)
class Strata:
    """The strata that occur, in order of class and reliability.

    Attributes:
        classes: The class of each, in order.
        codes: Its reliability, int64 (strata,).
        pixels: Its size, int64 (strata,).
        areas: m², float64 (strata,); None where areas cannot be told.
        places: int64, which stratum a number that `reader` gives means; −1 for none.
    """

    classes: tuple[LegendEntry, ...]
    codes: np.ndarray
    pixels: np.ndarray
    areas: np.ndarray | None
    places: np.ndarray

    @property
    def ids(self) -> np.ndarray:
        """The id of each one's class, int64 (strata,)."""
        return np.array([entry.value for entry in self.classes])


def reader(
    class_map: Raster, reliability: Raster | None, scheme: ClassScheme
) -> Callable[[Window], np.ndarray]:
    """Read a window as numbers position · 4 + reliability, int64 (rows, cols); position 0 is no class."""
    classes = ClassReader(class_map, scheme, _label("map"))

    def read(window: Window) -> np.ndarray:
        codes = 0 if reliability is None else read_codes(reliability, window, _label("reliability"))
        return classes.read(window) * _CODES + codes

    return read


def count(
    read: Callable[[Window], np.ndarray], class_map: Raster, scheme: ClassScheme, progress: Progress
) -> Strata:
    """The strata of a map, counted window by window.

    Raises:
        SureCoverError: No pixel has a class.
    """
    cells = (len(scheme.ids) + 1) * _CODES
    pixels, areas = np.zeros(cells, np.int64), np.zeros(cells)
    ground = ground_areas(class_map.grid)
    for window in progress.each(blocks(class_map.grid.shape, 4 * _SIDE)):
        numbers = read(window)
        pixels += np.bincount(numbers.ravel(), minlength=cells)
        if ground:
            areas += np.bincount(numbers.ravel(), ground.read(window).ravel(), cells)
    present = np.flatnonzero(pixels)
    present = present[present >= _CODES]
    if not present.size:
        raise SureCoverError(
            f"{_label('map')} holds no pixel with a class: {class_map.path}; choose another."
        )
    places = np.full(cells, -1)
    places[present] = np.arange(len(present))
    legend = scheme.legend()
    return Strata(
        tuple(legend[cell // _CODES - 1] for cell in present.tolist()),
        present % _CODES,
        pixels[present],
        areas[present] if ground else None,
        places,
    )


def _spread(job: SampleJob, strata: Strata) -> np.ndarray:
    """Standard deviation of "right" to expect in each stratum, float64 (strata,)."""
    accuracy = accuracies_of(job)[strata.codes]
    spread: np.ndarray = np.sqrt(accuracy * (1 - accuracy))
    return spread


def _shared_out(job: SampleJob, strata: Strata) -> np.ndarray:
    """Points of each stratum, int64 (strata,).

    Raises:
        SureCoverError: What is asked for needs too many.
    """
    spread = _spread(job, strata)
    shares = shares_of(job.allocation, strata.pixels, spread)
    size = size_for(job.target_se, shares, strata.pixels, spread) if job.target_se else job.size
    least = np.full(len(strata.pixels), job.minimum)
    if job.class_se:
        wanted = least_for_classes(job.class_se, shares, strata.pixels, spread, strata.ids)
        least = np.maximum(least, wanted)
    points = allocate(min(size, 2 * MAX_POINTS), shares, strata.pixels, least)
    if points.sum() > MAX_POINTS:
        asked = [_label(name) for name in ("target_se", "class_se") if getattr(job, name)]
        what = " and ".join(asked or [_label("minimum")])
        raise SureCoverError(f"{what} would need more than {MAX_POINTS:,} points, the most; ask for less.")
    return points


@dataclass(frozen=True)
class Expected:
    """Standard errors to expect, if the accuracies are as expected.

    Attributes:
        whole: Of overall accuracy.
        classes: Of the user's accuracy of each stratum's class, float64 (strata,); NaN without points.
        strata: Of each stratum's accuracy, float64 (strata,); NaN without points.
    """

    whole: float
    classes: np.ndarray
    strata: np.ndarray

    def lines(self, strata: Strata) -> list[str]:
        """The same in words."""
        told = [f"Standard error of overall accuracy to expect: {self.whole:.4f}"]
        by_class = {entry.name: error for entry, error in zip(strata.classes, self.classes.tolist())}
        return told + [
            f"Standard error of the user's accuracy of {name} to expect: {error:.3f}"
            for name, error in by_class.items()
        ]


def _expected(job: SampleJob, strata: Strata, points: np.ndarray) -> Expected:
    spread = _spread(job, strata)

    def of(part: np.ndarray) -> float:
        chosen = (array[part] for array in (points, strata.pixels, spread))
        return expected_error(*chosen) if points[part].any() else float("nan")

    places = np.arange(len(points))
    return Expected(
        of(places >= 0),
        np.array([of(strata.ids == class_id) for class_id in strata.ids]),
        np.array([of(places == place) for place in places]),
    )


def _write(
    job: SampleJob,
    outputs: Outputs,
    of_map: tuple[Grid, ClassScheme],
    strata: Strata,
    points: np.ndarray,
    drawn: Drawn,
    expected: Expected,
) -> None:
    grid, scheme = of_map
    # In random order the numbers tell nothing, and whoever stops early has a random part of each stratum.
    order = np.random.default_rng([job.seed, 1]).permutation(len(drawn.rows))
    stratum, rows, cols = (array[order] for array in (drawn.strata, drawn.rows, drawn.cols))
    ids = strata.ids
    columns = {
        "id": np.arange(1, len(order) + 1),
        "map_class": ids[stratum].astype(np.int32),
        "reliability": strata.codes[stratum].astype(np.int16),
        STRATUM: (stratum + 1).astype(np.int32),
        STRATUM_PIXELS: strata.pixels[stratum],
        "weight": strata.pixels[stratum] / points[stratum],
    }
    table = {
        STRATUM: np.arange(1, len(ids) + 1, dtype=np.int32),
        "class_id": ids.astype(np.int32),
        "class": np.array([entry.name for entry in strata.classes], object),
        "reliability": strata.codes.astype(np.int16),
        "pixels": strata.pixels,
        "area_ha": np.full(len(ids), np.nan) if strata.areas is None else strata.areas / HECTARE,
        "points": points,
        "probability": points / strata.pixels,
        "expected_accuracy": accuracies_of(job)[strata.codes],
        "expected_se": expected.strata,
        "class_expected_se": expected.classes,
    }
    mapped = {entry.value: entry for entry in strata.classes}
    leaves = {c.id for c in scheme.leaves}
    choices = [entry for entry in scheme.legend() if entry.value in leaves or entry.value in mapped]
    style = labelling_style(choices, min(grid.pixel_size), blind=job.blind, mapped=list(mapped.values()))
    places = np.column_stack(grid.xy(rows + 0.5, cols + 0.5))
    tags = {**provenance(job, {}), **scheme.tags()}
    write_points(outputs.file(job.points), grid.crs, places, columns, table, style, tags)
    outputs.package(job.points, POINTS, grid.crs)
