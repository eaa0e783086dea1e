"""Report how far a class map can be trusted: scores by class and zone as a page, JSON, CSV and pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Protocol

import numpy as np

from ..areas import ground_areas
from ..codes import EVIDENCE_LEGEND, RELIABILITY_LEGEND
from ..errors import SureCoverError
from ..external.zones import named_zones
from ..grid import Grid, Window
from ..job import Job, setting, source, target
from ..legends import FRACTION_RAMP, LegendEntry
from ..outputs import Outputs, new_folder
from ..pages.page import Picture
from ..pages.pictures import (
    Shrunk,
    aligned_blocks,
    by_position,
    mean,
    most_frequent,
    most_frequent_mark,
    picture_of,
    png,
    ramp_legend,
    ramp_rgb,
    sheet,
    shrink_factor,
)
from ..progress import Progress
from ..rasters import Raster, open_raster
from ..rasterscheme import listed_ids, scheme_of
from ..trust.accuracyfile import read_assessment
from ..trust.areasection import areas_table
from ..trust.certainty import ConfidenceTally
from ..trust.oldmap import PICTURE, flagged_picture, old_map_section, read_label_check
from ..trust.references import ClassReader
from ..trust.reporting import document, table
from ..trust.reportpage import page
from ..trust.scores import CHECKED_TAG, Tally, cells_of, grid_cells
from . import write_document

MAX_COUNTERS = 10_000_000
"""Most zones × classes × reliability × evidence codes: 80 MB of counts."""

_COUNTED = 0.9
"""Share of the work that is done when all pixels are counted."""

_MOST_TOLD = 10
"""Entries of a legend whose share of a picture is told in words."""

_OUTSIDE = 4
"""In the pictures of reliability: there is no class."""


@dataclass(frozen=True)
class ReportJob(Job):
    """Class map with its reliability → scores by class and zone."""

    stage: ClassVar[str] = "report"
    numbers: ClassVar[dict[str, str]] = {
        "SCORE": "Confidence score of the map",
        "N1": "Pixels of checked classes with high reliability",
        "N2": "Pixels of checked classes with medium reliability",
        "N3": "Pixels of checked classes with low reliability",
        "NOT_ASSESSED": "Share of the pixels that were not assessed",
    }

    map: str = source("raster", "Class map")
    reliability: str = source("raster", "Reliability")
    evidence: str = source("raster", "Evidence", optional=True)
    confidence: str = source("raster", "Confidence", optional=True)
    zones: str = source("vector", "Zones", optional=True)
    zone_field: str = setting("", "field", "Attribute that names the zones", parent="ZONES")
    zone_size: int = setting(0, "integer", "Side of square zones in pixels (0 = none)", minimum=0)
    title: str = setting("", "text", "Title of the report")
    assessment: str = source("file", "Assessment of accuracy (JSON)", optional=True)
    label_check: str = source("file", "Check of the old map (JSON)", optional=True, advanced=True)
    label_issues: str = source("raster", "Labels that look wrong", optional=True, advanced=True)
    html: str = target("new file", "Report as a page", ".html")
    json: str = target("new file", "Report as JSON", ".json")
    csv: str = target("new file", "Report as a table", ".csv")
    areas: str = target("new file", "Areas by class, reliability and zone", ".csv")
    pictures: str = target("new folder", "Folder of pictures", "")

    def check(self) -> None:
        """As every job; and zones are either polygons or squares."""
        super().check()
        if self.zones and self.zone_size:
            raise SureCoverError(
                f"Zones (ZONES) and {self.label('zone_size')} = {self.zone_size} are both given; "
                "allowed is one of them: clear the layer or set the side to 0."
            )


JOB = ReportJob
_label = ReportJob.label


def run(job: ReportJob, progress: Progress) -> dict[str, Any]:
    """Count once over the map, then write what was asked for.

    Returns:
        The paths written and the numbers; SCORE and NOT_ASSESSED are left out where they cannot
        be told (0/0).

    Raises:
        SureCoverError: A raster is no map of its kind, or does not overlap the class map.
    """
    check = read_label_check(job.label_check, _label("label_check")) if job.label_check else None
    assessed = read_assessment(job.assessment, _label("assessment")) if job.assessment else None
    with ExitStack() as stack:
        layers = _Layers(job, stack, progress)
        counts = layers.count(progress.part(0, _COUNTED))
        names = layers.zones.keys if layers.zones else ()
        title = job.title.strip() or "Reliability of the land-cover map"
        zone_names = progress.part(_COUNTED, 1).each(names)
        report = document(title, layers.scheme, counts, zone_names, layers.sources(), layers.certainty)
    if assessed:
        report["assessment"] = assessed
        report["notes"] += _mismatch(assessed, job.map)
    if check:
        report["label_check"] = check
    old_map = [old_map_section(check, PICTURE if job.label_issues else "")] if check else []
    with Outputs(job) as outputs:
        write_document(
            job, outputs, report,
            lambda today, labels: page(report, layers.pictures(), today, old_map, labels), table,
        )  # fmt: skip
        if job.areas:
            outputs.file(job.areas).write_text(areas_table(report), encoding="utf-8")
        if job.pictures:
            with new_folder(job.pictures) as folder:
                for name, sheet_png in layers.sheets().items():
                    (folder / name).write_bytes(sheet_png)
    return {**job.written(), **_numbers(report["map"])}


class Zones(Protocol):
    """Zones as a raster of numbers: i + 1 means keys[i], 0 lies outside all."""

    @property
    def keys(self) -> Sequence[str]:
        """Names of the zones."""

    def read(self, window: Window) -> np.ndarray:
        """Zone numbers of a window, integers (rows, cols)."""


class _Squares:
    """Square cells as zones."""

    def __init__(self, grid: Grid, size: int) -> None:
        self._size = size
        self._across, self.keys = grid_cells(grid.shape, size)

    def read(self, window: Window) -> np.ndarray:
        return cells_of(window, self._size, self._across)


class _Layers:
    """The opened rasters on the class map's grid, and what is gathered from them."""

    def __init__(self, job: ReportJob, stack: ExitStack, progress: Progress) -> None:
        self.map = stack.enter_context(open_raster(job.map, label=_label("map")))
        self.grid = self.map.grid
        _check_codes(self.map, "map")
        self.scheme = scheme_of(self.map)
        self.reliability = self._open(job, stack, "reliability")
        self.evidence = self._open(job, stack, "evidence") if job.evidence else None
        self.confidence = self._open(job, stack, "confidence") if job.confidence else None
        self.label_issues = self._open(job, stack, "label_issues") if job.label_issues else None
        self._likely: ClassReader | None = None
        if self.label_issues:
            self._issues_scheme = scheme_of(self.label_issues)
            self._likely = ClassReader(self.label_issues, self._issues_scheme, _label("label_issues"))
        for raster, name in ((self.reliability, "reliability"), (self.evidence, "evidence")):
            if raster:
                _check_codes(raster, name)
        self.zones = zones_of(job, self.grid, len(self.scheme.classes))
        self.areas = ground_areas(self.grid)
        self._thumbnails = _Thumbnails(self.grid.shape)
        for role, raster in self.sources().items():
            if raster and raster.resampled:
                progress.log(f"{role} is resampled to the grid of the class map.")

    def _open(self, job: ReportJob, stack: ExitStack, name: str) -> Raster:
        return stack.enter_context(open_raster(getattr(job, name), self.grid, label=_label(name)))

    def _unchecked(self) -> list[int] | None:
        """Classes that the correction says it did not check; None when it says nothing."""
        if CHECKED_TAG not in self.reliability.tags:
            return None
        checked = set(listed_ids(self.reliability, CHECKED_TAG))
        return [id_ for id_ in self.scheme.ids if id_ not in checked]

    def sources(self) -> dict[str, Raster | None]:
        """The rasters by the names that users see; None where one was not given."""
        names = ("map", "reliability", "evidence", "confidence", "label_issues")
        return {JOB.specs()[name].label: getattr(self, name) for name in names}

    def count(self, progress: Progress) -> Tally:
        """Read every window once."""
        zones = len(self.zones.keys) if self.zones else 0
        tally = Tally(self.scheme.ids, zones, unchecked=self._unchecked())
        self.certainty = ConfidenceTally(len(self.scheme.ids), zones) if self.confidence else None
        for window in progress.each(self._thumbnails.windows):
            classes = _codes(self.map, window)
            reliability = _codes(self.reliability, window)
            evidence = _codes(self.evidence, window) if self.evidence else None
            confidence = _fractions(self.confidence, window) if self.confidence else None
            zone = self.zones.read(window) if self.zones else None
            positions = tally.add(
                classes, reliability, evidence=evidence, confidence=confidence, zones=zone,
                areas=self.areas.read(window) if self.areas else None,
            )  # fmt: skip
            if self.certainty and confidence is not None:
                self.certainty.add(positions, reliability, confidence, evidence=evidence, zones=zone)
            self._thumbnails.add(window, positions, reliability, evidence, confidence)
            if self._likely:
                self._thumbnails.likely.add(window, self._likely.read(window))
        return tally

    def pictures(self) -> list[Picture]:
        """The maps for the page."""
        return [
            Picture(
                title,
                png(rgb),
                () if ramp else legend,
                FRACTION_RAMP if ramp else (),
                "" if ramp else _shares_told(rgb, legend),
            )
            for title, rgb, legend, ramp in self._drawn().values()
        ]

    def sheets(self) -> dict[str, bytes]:
        """The maps with title and legend, by file name."""
        return {f"{name}.png": sheet(title, rgb, key) for name, (title, rgb, key, _) in self._drawn().items()}

    def _drawn(self) -> dict[str, tuple[str, np.ndarray, list[LegendEntry], bool]]:
        """Title, picture, legend, and whether the legend is a ramp."""
        thumbnails = self._thumbnails
        classes = by_position(self.scheme.legend())
        codes = _numbered([RELIABILITY_LEGEND[i] for i in (1, 2, 3, 0)])
        drawn = {
            "class_map": ("Class map", *picture_of(thumbnails.classes.values, classes), False),
            "reliability": ("Reliability", *picture_of(thumbnails.reliability.values, codes), False),
        }
        if self.evidence:
            reasons = _numbered(EVIDENCE_LEGEND[1:])
            drawn["evidence"] = ("Evidence", *picture_of(thumbnails.evidence.values, reasons), False)
        if self.confidence:
            rgb = ramp_rgb(thumbnails.confidence.values, FRACTION_RAMP)
            drawn["confidence"] = ("Confidence", rgb, ramp_legend(FRACTION_RAMP), True)
        if self._likely:
            known = thumbnails.classes.values > 0
            flagged = flagged_picture(thumbnails.likely.values, known, self._issues_scheme)
            drawn["label_issues"] = (PICTURE, *flagged, False)
        return drawn


class _Thumbnails:
    """The layers, shrunk while they pass by."""

    def __init__(self, shape: tuple[int, int]) -> None:
        factor = shrink_factor(shape)
        self.windows = aligned_blocks(shape, factor)
        self.classes = Shrunk(shape, factor, most_frequent, "int64")
        self.reliability = Shrunk(shape, factor, most_frequent, "int64")
        self.evidence = Shrunk(shape, factor, most_frequent, "int64")
        self.confidence = Shrunk(shape, factor, mean, "float64")
        self.likely = Shrunk(shape, factor, most_frequent_mark, "int64")

    def add(
        self,
        window: Window,
        positions: np.ndarray,
        reliability: np.ndarray,
        evidence: np.ndarray | None,
        confidence: np.ndarray | None,
    ) -> None:
        self.classes.add(window, positions)
        self.reliability.add(window, np.where(positions > 0, reliability, _OUTSIDE))
        if evidence is not None:
            self.evidence.add(window, evidence)
        if confidence is not None:
            self.confidence.add(window, np.where(positions > 0, confidence, np.nan))


def _mismatch(assessed: Mapping[str, Any], path: str) -> list[str]:
    """A note where the assessment is of a map of another name."""
    name, own = assessed["maps"][-1]["name"], Path(path).stem
    if name == own:
        return []
    return [
        f"The accuracy was measured of a map named {name}, this report is of {own}: they should be one map."
    ]


def _numbers(whole: Mapping[str, Any]) -> dict[str, float]:
    numbers = {
        "SCORE": whole["score"],
        "N1": whole["n1"],
        "N2": whole["n2"],
        "N3": whole["n3"],
        "NOT_ASSESSED": whole["share_not_assessed"],
    }
    return {key: number for key, number in numbers.items() if number is not None}


def zones_of(job: ReportJob, grid: Grid, classes: int) -> Zones | None:
    """The zones on the map's grid; None where none are asked for.

    Raises:
        SureCoverError: The layer cannot be used or lies elsewhere, or there are too many for as many classes.
    """
    found: Zones | None = None
    if job.zones:
        found = named_zones(job.zones, job.zone_field, grid, _label("zones"), _label("zone_field"))
    elif job.zone_size:
        found = _Squares(grid, job.zone_size)
    if found and len(found.keys) * (classes + 1) * 40 > MAX_COUNTERS:
        allowed = MAX_COUNTERS // ((classes + 1) * 40)
        where = "zones" if job.zones else "zone_size"
        raise SureCoverError(
            f"{_label(where)} gives {len(found.keys)} zones; with {classes} classes at most {allowed} are "
            "possible; choose larger zones."
        )
    return found


def _shares_told(rgb: np.ndarray, legend: Sequence[LegendEntry]) -> str:
    """How much of a picture each colour of its legend covers, in words; the largest first."""
    names: dict[tuple[int, ...], list[str]] = {}
    for entry in legend:
        names.setdefault(tuple(entry.color), []).append(entry.name)
    covered = {color: int((rgb == color).all(axis=-1).sum()) for color in names}
    total = sum(covered.values()) or 1
    largest = sorted(covered, key=lambda color: -covered[color])[:_MOST_TOLD]
    return ", ".join(f"{' or '.join(names[color])} {100 * covered[color] / total:.0f} %" for color in largest)


def _numbered(legend: Sequence[LegendEntry]) -> list[LegendEntry]:
    return [LegendEntry(entry.value, f"{entry.value} {entry.name}", entry.color) for entry in legend]


def _codes(raster: Raster, window: Window) -> np.ndarray:
    values, valid = raster.read(window, [1])
    return np.where(valid, values[0], 0)


def _fractions(raster: Raster, window: Window) -> np.ndarray:
    values, valid = raster.read_shares(window, [1])
    return np.where(valid, values[0], np.nan)


def _check_codes(raster: Raster, name: str) -> None:
    if raster.count != 1 or np.dtype(raster.dtype).kind not in "iu":
        raise SureCoverError(
            f"{_label(name)} has {raster.count} band(s) of {raster.dtype}; needed is one band of whole "
            f"numbers: {raster.path}; choose another raster."
        )
