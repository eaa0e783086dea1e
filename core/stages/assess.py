"""Assess: how accurate a class map is, from a reference map, from polygons, or from a sample of points."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

from ..areas import HECTARE, ground_areas
from ..errors import SureCoverError
from ..external.burning import Keyed
from ..external.vectors import Layer, is_table, is_vector, layer_of
from ..external.zones import named_zones
from ..grid import Window
from ..job import Job, setting, source, target
from ..legends import LegendEntry
from ..outputs import Outputs
from ..pages.page import Picture
from ..pages.pictures import (
    Shrunk,
    aligned_blocks,
    by_position,
    most_frequent,
    picture_of,
    png,
    shrink_factor,
)
from ..progress import Progress
from ..rasters import Raster, open_raster
from ..rasterscheme import common_scheme, scheme_of
from ..scheme import load_scheme
from ..textfiles import plain_name
from ..trust.accuracy import Facts, document, table
from ..trust.accuracypage import page
from ..trust.claims import LAYERS, ClaimReader, ClaimTally, worth_at_points
from ..trust.comparison import Assessed, Units
from ..trust.pixels import PixelTally, PolygonTally, Squares, outcome_table
from ..trust.polygons import Polygons
from ..trust.references import ClassReader, Points, read_points
from ..trust.strata import StrataMap, notes_on_polygons, strata_of
from . import write_document

MAX_COUNTERS = 20_000_000
"""Most pairs of classes, over maps, zones and codes: 160 MB of counts."""

_COUNTED = 0.8
_MOST_NAMED = 12
_RIGHT = 1
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
        "AUC": "Area under the ROC curve of the confidence for finding errors",
    }

    map: str = source("raster", "Class map")
    reference: str = source("layer", "Reference")
    field: str = setting("", "text", "Attribute that holds the reference class")
    strata: str = source("raster", "Strata that points or polygons were drawn from", optional=True)
    reliability: str = source("raster", "Reliability", optional=True)
    evidence: str = source("raster", "Evidence", optional=True)
    confidence: str = source("raster", "Confidence", optional=True)
    probabilities: str = source("raster", "Probabilities", optional=True)
    agreement: str = source("raster", "Agreement of the dates", optional=True)
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
        rest = progress.part(_COUNTED, 0.98)
        if layer is None:
            found = layers.count(work)
        elif points is None:
            found = layers.polygons(layer, work, rest)
        else:
            found = layers.sample(points, work, rest)
        if not found.compared:
            raise SureCoverError(
                f"{_label('reference')} knows no class anywhere on the map: {job.reference}; choose a "
                "reference of the same place, or check its classes."
            )
        title = job.title.strip() or "Accuracy of the land-cover map"
        assessment = document(found, layers.facts(title, found))
        pictures = layers.pictures()
    with Outputs(job) as outputs:
        write_document(
            job, outputs, assessment, lambda today, labels: page(assessment, pictures, today, labels), table
        )
    return {**job.written(), **_numbers(assessment)}


def _numbers(assessment: Mapping[str, Any]) -> dict[str, float]:
    oa, miou = assessment["map"]["oa"] or {}, assessment["map"]["miou"] or {}
    numbers = {
        "OA": oa.get("value"), "OA_LOW": oa.get("low"), "OA_HIGH": oa.get("high"), "MIOU": miou.get("value"),
        "COMPARED": assessment["compared"],
    }  # fmt: skip
    if assessment["confidence"]:
        area = assessment["confidence"]["area"] or {}
        numbers["AUC"] = area.get("value")
    return {key: number for key, number in numbers.items() if number is not None}


class _Layers:
    """The opened rasters on the class map's grid, and what is gathered from them."""

    def __init__(self, job: AssessJob, stack: ExitStack) -> None:
        self._job = job
        self.map = stack.enter_context(open_raster(job.map, label=_label("map")))
        grid = self.map.grid
        self._reference: ClassReader | None = None
        if is_vector(job.reference):
            self.scheme = scheme_of(self.map, job.scheme)
        else:
            if is_table(job.reference):
                raise SureCoverError(
                    f"{_label('reference')} is a table without geometry: {job.reference}; add it to QGIS as "
                    "delimited text and save that layer as a GeoPackage."
                )
            raster = stack.enter_context(open_raster(job.reference, grid, label=_label("reference")))
            self.scheme, _ = common_scheme(self.map, raster, None, job.scheme)
            self._reference = ClassReader(raster, self.scheme, _label("reference"))
        opened = [stack.enter_context(open_raster(path, grid, label=_label("others"))) for path in job.others]
        self._rasters = [*opened, self.map]
        keys = ["others"] * len(opened) + ["map"]
        self._maps = [ClassReader(r, self.scheme, _label(key)) for r, key in zip(self._rasters, keys)]
        labels = {name: _label(name) for name in LAYERS}
        self._claims = ClaimReader({name: getattr(job, name) for name in LAYERS}, grid, labels, stack)
        self._zones: Keyed | None = None
        if job.zones:
            self._zones = named_zones(job.zones, job.zone_field, grid, _label("zones"), _label("zone_field"))
        self._strata: StrataMap | None = None
        if job.strata:
            strata = stack.enter_context(open_raster(job.strata, grid, label=_label("strata")))
            self._strata = StrataMap(strata, _label("strata"))
        self._check_size()
        self._notes = [note for reader in (self._reference, *self._maps) if reader for note in _lost(reader)]
        size = len(self.scheme.ids) + 1
        self._mapped = np.zeros(size, np.int64)
        self._transitions = np.zeros((len(opened), size, size), np.int64)
        self._factor = shrink_factor(grid.shape)
        self._picture = Shrunk(grid.shape, self._factor, most_frequent, "int64")
        self._outcome: Shrunk | None = None
        self._design: dict[str, Any] = {}

    def _check_size(self) -> None:
        zones = len(self._zones.keys) if self._zones else 0
        pairs = (len(self.scheme.ids) + 1) ** 2
        if pairs * (2 * len(self._maps) + zones + 1) > MAX_COUNTERS:
            raise SureCoverError(
                f"{_label('zones')} gives {zones} zones; with {len(self.scheme.ids)} classes at "
                f"most {max(MAX_COUNTERS // pairs - 2 * len(self._maps) - 1, 0)} are possible; "
                "choose larger zones."
            )

    def count(self, progress: Progress) -> Assessed:
        """Compare with a raster at every pixel, window by window."""
        assert self._reference is not None  # noqa: S101 - callers ask # nosec B101
        self._design = {"file": Path(self._job.reference).name, "kind": "raster, every pixel compared"}
        squares = Squares(self.map.grid.shape)
        tally = PixelTally(self.scheme, squares, len(self._maps), self._zone_count)
        claimed = ClaimTally(self._claims.names)
        for window in self._windows(progress):
            maps = self._pass(window)
            zones = self._zones.read(window) if self._zones else None
            square = squares.of((window[0].start, window[1].start), maps[-1].shape)
            outcome = tally.add(self._reference.read(window), maps, zones, square)
            self._judge(window, outcome)
            if self._claims:
                known = outcome > 0
                claims = {name: values[known] for name, values in self._claims.read(window).items()}
                claimed.add(outcome[known] == _RIGHT, maps[-1][known], claims, square[known])
        found = tally.assessed()
        if self._claims and found.compared:
            found.worth = claimed.worth(tally.groups)
        return found

    def polygons(self, layer: Layer, counting: Progress, estimating: Progress) -> Assessed:
        """Compare with polygons at every pixel in them, window by window."""
        reference = Polygons(layer, self._job.field, self.map.grid, self.scheme, self._strata, _label)
        reference.measure(self._windows, counting.part(0, 0.4))
        tally = PolygonTally(len(self._maps), zones=self._zones is not None)
        claimed = ClaimTally(self._claims.names)
        table = outcome_table(self.scheme)
        for window in self._windows(counting.part(0.4, 1)):
            maps = self._pass(window)
            classes, polygons, strata = reference.read(window)
            outcome = table[classes * len(self._mapped) + maps[-1]]
            self._judge(window, outcome)
            known = outcome > 0
            if not known.any():
                continue
            classes, polygons, strata = (part[known] for part in (classes, polygons, strata))
            mapped = [values[known] for values in maps]
            zones = self._zones.read(window)[known] if self._zones else None
            tally.add(classes, mapped, zones, polygons, strata)
            if self._claims:
                claims = {name: values[known] for name, values in self._claims.read(window).items()}
                groups = polygons.astype(np.int64) * len(reference.expansion) + strata
                claimed.add(outcome[known] == _RIGHT, mapped[-1], claims, groups, reference.expansion[strata])
        return self._of_polygons(tally, claimed, reference.sizes, estimating)

    def _of_polygons(
        self, tally: PolygonTally, claimed: ClaimTally, sizes: np.ndarray | None, progress: Progress
    ) -> Assessed:
        design = tally.design(sizes)
        found = tally.assessed(self.scheme, design, self._zone_count, progress)
        kind = "polygons, every pixel in them compared"
        self._design = {
            "file": Path(self._job.reference).name,
            "kind": kind if sizes is None else f"{kind}, stratified by a raster",
            "polygons": len(np.unique(design.polygons)),
        }
        if found.compared:
            self._notes += notes_on_polygons(design, self._strata)
            if self._claims:
                found.worth = claimed.worth(design.groups)
        return found

    def sample(self, points: Points, counting: Progress, estimating: Progress) -> Assessed:
        """Estimate from points: the map is passed once, for the sizes of strata and areas."""
        for window in self._windows(counting):
            self._pass(window)
            if self._strata is not None:
                self._strata.count(window)
        maps = np.stack([points.values(reader.read) for reader in self._maps])
        drawn, strata, self._design, notes = strata_of(points, self._strata, maps[-1], self._mapped, _label)
        self._notes += notes
        classes, maps = points.classes[drawn], maps[:, drawn]
        zones = points.values(self._zones.read)[drawn] if self._zones else None
        found = Units(classes, maps, zones, strata).assessed(self.scheme, self._zone_count, estimating)
        if self._claims:
            right = outcome_table(self.scheme)[classes * len(self._mapped) + maps[-1]] == _RIGHT
            reference = np.where(right, maps[-1], classes)
            claims = {name: values[drawn] for name, values in points.several(self._claims.read).items()}
            found.worth = worth_at_points(claims, maps[-1], reference, strata, estimating)
        return found

    @property
    def _zone_count(self) -> int:
        return len(self._zones.keys) if self._zones else 0

    def _windows(self, progress: Progress) -> Iterator[Window]:
        return progress.each(aligned_blocks(self.map.grid.shape, self._factor))

    def _pass(self, window: Window) -> list[np.ndarray]:
        """Read all maps, and count what needs no reference."""
        maps = [reader.read(window) for reader in self._maps]
        size = len(self._mapped)
        self._mapped += np.bincount(maps[-1].ravel(), minlength=size)
        for number, other in enumerate(maps[:-1]):
            keys = other.ravel() * size + maps[-1].ravel()
            self._transitions[number] += np.bincount(keys, minlength=size * size).reshape(size, size)
        if self._job.html:
            self._picture.add(window, maps[-1])
        return maps

    def _judge(self, window: Window, outcome: np.ndarray) -> None:
        """Draw where the map is right."""
        if self._job.html:
            if self._outcome is None:
                self._outcome = Shrunk(self.map.grid.shape, self._factor, most_frequent, "uint8")
            self._outcome.add(window, outcome)

    def facts(self, title: str, found: Assessed) -> Facts:
        """What the document tells beside the figures."""
        areas = ground_areas(self.map.grid)
        reference = self._reference.raster if self._reference else None
        names = _names(self._rasters)
        beside = {f"Map beside it: {name}": raster for name, raster in zip(names, self._rasters[:-1])}
        claims = {AssessJob.specs()[name].label: raster for name, raster in self._claims.rasters.items()}
        return Facts(
            title, self.scheme, names,
            self._zones.keys if self._zones else (),
            areas.mean / HECTARE if areas else None,
            self._mapped, list(self._transitions), self._design,
            self._notes,
            {"Class map": self.map, **beside, "Reference": reference, **claims},
        )  # fmt: skip

    def pictures(self) -> list[Picture]:
        """The class map, and where it is right."""
        shown: list[tuple[str, Shrunk, Sequence[LegendEntry]]] = [
            ("Class map", self._picture, by_position(self.scheme.legend()))
        ]
        if self._outcome is not None:
            shown.append(("Right and wrong", self._outcome, _OUTCOMES))
        drawn = [(title, *picture_of(shrunk.values, legend)) for title, shrunk, legend in shown]
        return [Picture(title, png(rgb), legend) for title, rgb, legend in drawn]


def _lost(reader: ClassReader) -> Iterator[str]:
    """A note where classes of a raster have no counterpart in the scheme."""
    if reader.lost:
        more = f" and {len(reader.lost) - _MOST_NAMED} more" if len(reader.lost) > _MOST_NAMED else ""
        yield (
            f"Classes of {Path(reader.raster.path).name} with no counterpart in those compared; their pixels "
            f"count as having no class: {', '.join(reader.lost[:_MOST_NAMED])}{more}."
        )


def _names(rasters: Sequence[Raster]) -> list[str]:
    """Names of the maps, all different; the last one, the map itself, keeps its file's."""
    names = [*map(_stage_name, rasters[:-1]), Path(rasters[-1].path).stem]
    repeated = {name for name, count in Counter(names).items() if count > 1}
    return [f"{name} ({number})" if name in repeated else name for number, name in enumerate(names, start=1)]


def _stage_name(raster: Raster) -> str:
    """What of the way to the map a raster is, as far as it tells, else its file's name."""
    stage, date = (raster.tags.get(tag, "") for tag in ("SURECOVER_STAGE", "DATE"))
    if stage == "classify" and date:
        return f"{plain_name(date)}, one date"
    if stage == "fuse":
        return "All dates"
    return Path(raster.path).stem
