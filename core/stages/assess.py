"""Assess: how accurate a class map is, from a reference map, from polygons, or from a sample of points."""

from __future__ import annotations

import datetime
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

from ..areas import HECTARE, exaggeration, pixel_areas
from ..errors import SureCoverError
from ..external.burning import Keyed, by_field
from ..external.vectors import is_vector, layer_of
from ..external.zones import named_zones
from ..grid import Window
from ..job import Job, setting, source, target
from ..legends import LegendEntry
from ..outputs import Outputs
from ..progress import Progress
from ..rasters import Raster, open_raster
from ..rasterscheme import common_scheme, scheme_of
from ..scheme import load_scheme
from ..trust.accuracy import Facts, document, table
from ..trust.accuracypage import page
from ..trust.comparison import Assessed, PixelTally, Units
from ..trust.page import Picture
from ..trust.pictures import Shrunk, aligned_blocks, categories_rgb, most_frequent, png, shrink_factor
from ..trust.references import ClassReader, Points, class_numbers, read_codes, read_points, strata_of

MAX_COUNTERS = 20_000_000
"""Most pairs of classes, over maps, zones and codes: 160 MB of counts."""

TOLERATED = 0.02
"""Exaggeration of areas by the CRS from which on the report warns."""

_COUNTED = 0.8
_OUTCOMES = (
    LegendEntry(1, "right", (26, 150, 65)),
    LegendEntry(2, "wrong", (215, 25, 28)),
    LegendEntry(3, "no class on the map", (90, 90, 90)),
)


@dataclass(frozen=True)
class AssessJob(Job):
    """Class map and reference → accuracy, areas, and how sure they are."""

    stage: ClassVar[str] = "assess"
    numbers: ClassVar[dict[str, str]] = {
        "OA": "Overall accuracy",
        "OA_LOW": "Lower limit of its 95 % interval",
        "OA_HIGH": "Upper limit of its 95 % interval",
        "MIOU": "Mean IoU",
        "COMPARED": "Pixels or points compared",
    }

    map: str = source("raster", "Class map")
    reference: str = source("layer", "Reference")
    field: str = setting("", "text", "Attribute that holds the reference class")
    strata: str = source("raster", "Strata that the points were drawn from", optional=True)
    reliability: str = source("raster", "Reliability", optional=True)
    others: tuple[str, ...] = source("rasters", "Maps to set beside it", optional=True)
    scheme: str = setting("", "text", "Class scheme")
    zones: str = source("vector", "Zones", optional=True)
    zone_field: str = setting("", "field", "Attribute that names the zones", parent="ZONES")
    title: str = setting("", "text", "Title of the report")
    html: str = target("new file", "Report as a page", ".html")
    json: str = target("new file", "Report as JSON", ".json")
    csv: str = target("new file", "Report as a table", ".csv")

    def check(self) -> None:
        """As every job; and a scheme that is named exists."""
        super().check()
        if self.scheme:
            load_scheme(self.scheme)


JOB = AssessJob
_label = AssessJob.label


def run(job: AssessJob, progress: Progress) -> dict[str, Any]:
    """Compare once, then write what was asked for.

    Returns:
        The paths written and the numbers; what cannot be told is left out.

    Raises:
        SureCoverError: A raster is no map of its kind, the layers do not overlap, or a reference class is
            none of the scheme.
    """
    with ExitStack() as stack:
        layers = _Layers(job, stack)
        vector = is_vector(job.reference)
        layer = layer_of(job.reference, job.field, _label("reference"), _label("field")) if vector else None
        points = read_points(layer, job.field, layers.map.grid, layers.scheme, _label) if layer else None
        work = progress.part(0, _COUNTED)
        if points is None:
            found = layers.count(layers.reference(job), work)
        else:
            found = layers.sample(points, work, progress.part(_COUNTED, 0.98))
        title = job.title.strip() or "Accuracy of the land-cover map"
        assessment = document(found, layers.facts(title, found))
        pictures = layers.pictures()
    with Outputs(job) as outputs:
        if job.html:
            today = datetime.datetime.now(tz=datetime.timezone.utc).date().isoformat()
            outputs.file(job.html).write_text(page(assessment, pictures, today), encoding="utf-8")
        if job.json:
            text = json.dumps(assessment, indent=2, ensure_ascii=False, allow_nan=False)
            outputs.file(job.json).write_text(text + "\n", encoding="utf-8")
        if job.csv:
            outputs.file(job.csv).write_text(table(assessment), encoding="utf-8")
    return {**job.written(), **_numbers(assessment)}


def _numbers(assessment: Mapping[str, Any]) -> dict[str, float]:
    oa, miou = assessment["map"]["oa"] or {}, assessment["map"]["miou"] or {}
    numbers = {
        "OA": oa.get("value"), "OA_LOW": oa.get("low"), "OA_HIGH": oa.get("high"), "MIOU": miou.get("value"),
        "COMPARED": assessment["compared"],
    }  # fmt: skip
    return {key: number for key, number in numbers.items() if number is not None}


class _Layers:
    """The opened rasters on the class map's grid, and what is gathered from them."""

    def __init__(self, job: AssessJob, stack: ExitStack) -> None:
        self._job = job
        self.map = stack.enter_context(open_raster(job.map, label=_label("map")))
        grid = self.map.grid
        self._reference: Raster | None = None
        if is_vector(job.reference):
            self.scheme = scheme_of(self.map, job.scheme)
        else:
            self._reference = stack.enter_context(open_raster(job.reference, grid, label=_label("reference")))
            self.scheme, _ = common_scheme(self.map, self._reference, None, job.scheme)
        opened = [stack.enter_context(open_raster(path, grid, label=_label("others"))) for path in job.others]
        self._rasters = [*opened, self.map]
        keys = ["others"] * len(opened) + ["map"]
        self._maps = [ClassReader(r, self.scheme, _label(key)) for r, key in zip(self._rasters, keys)]
        self._reliability = (
            stack.enter_context(open_raster(job.reliability, grid, label=_label("reliability")))
            if job.reliability
            else None
        )
        self._zones: Keyed | None = None
        if job.zones:
            self._zones = named_zones(job.zones, job.zone_field, grid, _label("zones"), _label("zone_field"))
        self._strata: Raster | None = None
        if job.strata:
            self._strata = stack.enter_context(open_raster(job.strata, grid, label=_label("strata")))
        self._check_size()
        size = len(self.scheme.ids) + 1
        self._mapped = np.zeros(size, np.int64)
        self._transitions = np.zeros((len(opened), size, size), np.int64)
        self._area = 0.0
        self._factor = shrink_factor(grid.shape)
        self._picture = Shrunk(grid.shape, self._factor, most_frequent, "int64")
        self._outcome: Shrunk | None = None
        self._notes: list[str] = []
        self._design: dict[str, Any] = {}

    def _check_size(self) -> None:
        zones = len(self._zones.keys) if self._zones else 0
        pairs = (len(self.scheme.ids) + 1) ** 2
        if pairs * (2 * len(self._maps) + zones + 5) > MAX_COUNTERS:
            raise SureCoverError(
                f"{_label('zones')} gives {zones} zones; with {len(self.scheme.ids)} classes at "
                f"most {max(MAX_COUNTERS // pairs - 2 * len(self._maps) - 5, 0)} are possible; "
                "choose larger zones."
            )

    def reference(self, job: AssessJob) -> Callable[[Window], np.ndarray]:
        """The reference as a raster of positions, from a raster or from polygons."""
        grid = self.map.grid
        if self._reference is not None:
            self._design = {"file": Path(job.reference).name, "kind": "raster, every pixel compared"}
            return ClassReader(self._reference, self.scheme, _label("reference")).read
        if not job.field:
            raise SureCoverError(
                f"{_label('field')} is not set; name the attribute of {job.reference} that holds the class."
            )
        layer = layer_of(job.reference, job.field, _label("reference"), _label("field"))
        drawn = by_field(layer, layer.field(job.field, _label("field")), grid)
        numbers = class_numbers(drawn.keys, self.scheme, _label("reference"))
        self._design = {"file": Path(layer.path).name, "kind": "polygons, every pixel in them compared"}
        return lambda window: numbers[drawn.read(window)]

    def count(self, reference: Callable[[Window], np.ndarray], progress: Progress) -> Assessed:
        """Compare every pixel, window by window."""
        shape = self.map.grid.shape
        tally = PixelTally(self.scheme, shape, len(self._maps), len(self._zones.keys) if self._zones else 0)
        self._outcome = Shrunk(shape, self._factor, most_frequent, "int64")
        for window in progress.each(aligned_blocks(shape, self._factor)):
            maps = self._pass(window)
            codes = self._codes(window) if self._reliability else None
            zones = self._zones.read(window) if self._zones else None
            corner = (window[0].start, window[1].start)
            self._outcome.add(window, tally.add(reference(window), maps, codes, zones, corner))
        found = tally.assessed(with_codes=self._reliability is not None)
        if not found.compared:
            raise SureCoverError(
                f"{_label('reference')} knows no class anywhere on the map: {self._job.reference}; choose a "
                "reference of the same place, or check its classes."
            )
        return found

    def sample(self, points: Points, counting: Progress, estimating: Progress) -> Assessed:
        """Estimate from points: the map is passed once, for the sizes of strata and areas."""
        strata_pixels: Counter[int] = Counter()
        for window in counting.each(aligned_blocks(self.map.grid.shape, self._factor)):
            self._pass(window)
            if self._strata is not None:
                values, valid = self._strata.read(window, [1])
                found, counts = np.unique(values[0][valid], return_counts=True)
                strata_pixels.update(dict(zip(found.tolist(), counts.tolist())))
        maps = np.stack([points.values(reader.read) for reader in self._maps])
        drawn, strata, self._design, notes = strata_of(
            points, self._strata, strata_pixels, maps[-1], self._mapped, _label
        )
        self._notes += notes
        units = Units(
            points.classes[drawn],
            maps[:, drawn],
            points.values(self._codes)[drawn] if self._reliability else None,
            points.values(self._zones.read)[drawn] if self._zones else None,
            strata,
        )
        return units.assessed(self.scheme, len(self._zones.keys) if self._zones else 0, estimating)

    def _pass(self, window: Window) -> list[np.ndarray]:
        """Read all maps, and count what needs no reference."""
        maps = [reader.read(window) for reader in self._maps]
        size = len(self._mapped)
        self._mapped += np.bincount(maps[-1].ravel(), minlength=size)
        for number, other in enumerate(maps[:-1]):
            keys = other.ravel() * size + maps[-1].ravel()
            self._transitions[number] += np.bincount(keys, minlength=size * size).reshape(size, size)
        self._picture.add(window, maps[-1])
        return maps

    def _codes(self, window: Window) -> np.ndarray:
        assert self._reliability is not None  # noqa: S101 - callers ask
        return read_codes(self._reliability, window, _label("reliability"))

    def facts(self, title: str, found: Assessed) -> Facts:
        """What the document tells beside the figures."""
        areas = pixel_areas(self.map.grid)
        factor = exaggeration(self.map.grid)
        if abs(factor - 1) > TOLERATED:
            self._notes.append(
                f"The map's CRS shows areas {factor:.2f} times as large as they are on the ground; the areas "
                "here are those on the map. Reproject it to an equal-area CRS to get those on the ground."
            )
        names = _names([*self._job.others, self._job.map])
        beside = {f"Map beside it: {name}": raster for name, raster in zip(names, self._rasters[:-1])}
        return Facts(
            title, self.scheme, names,
            self._zones.keys if self._zones else (),
            None if areas is None else float(areas.mean()) / HECTARE,
            self._mapped, list(self._transitions), self._design, self._notes,
            {"Class map": self.map, **beside, "Reference": self._reference, "Reliability": self._reliability},
        )  # fmt: skip

    def pictures(self) -> list[Picture]:
        """The class map, and where it is right."""
        legend = [
            LegendEntry(position, entry.name, entry.color)
            for position, entry in enumerate(self.scheme.legend(), start=1)
        ]
        shown = [("Class map", self._picture, legend)]
        if self._outcome is not None:
            shown.append(("Right and wrong", self._outcome, list(_OUTCOMES)))
        made = []
        for title, shrunk, entries in shown:
            present = set(np.unique(shrunk.values).tolist())
            rgb = categories_rgb(shrunk.values, entries)
            made.append(Picture(title, png(rgb), [entry for entry in entries if entry.value in present]))
        return made


def _names(paths: Sequence[str]) -> list[str]:
    """Names of the maps, all different."""
    names = [Path(path).stem for path in paths]
    repeated = {name for name, count in Counter(names).items() if count > 1}
    return [f"{name} ({number})" if name in repeated else name for number, name in enumerate(names, start=1)]
