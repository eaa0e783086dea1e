"""Tell what changed between two class maps, and where that is not sure, as a map, a page and tables."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

from ..areas import ground_areas
from ..codes import Reliability
from ..errors import SureCoverError
from ..grid import Map, Window, blocks
from ..ids import Ids, codes_in
from ..job import Job, setting, source, target
from ..legends import LegendEntry
from ..outputs import Outputs
from ..pages.page import Picture
from ..pages.pictures import (
    Shrunk,
    aligned_blocks,
    by_position,
    most_frequent,
    most_frequent_mark,
    picture_of,
    png,
    shrink_factor,
)
from ..paths import real
from ..progress import Progress
from ..rasters import Raster, open_raster
from ..rasterscheme import scheme_of, tagged_scheme
from ..scheme import ClassScheme, load_scheme
from ..trust.changepage import page
from ..trust.changereport import document, table
from ..trust.references import ClassReader
from ..trust.transitions import (
    BASE,
    NOT_SURE,
    NOT_SURE_COLOR,
    NOT_SURE_NAME,
    Land,
    codes_of,
    is_change,
    is_sure,
    is_vague,
    joined_scheme,
    scheme_of_change,
    sift,
)
from . import write_document

_DATES = ("a", "b")
_PICTURED = 10
"""Transitions that the picture tells apart, the largest first."""

_STAYED = LegendEntry(1, "unchanged", (233, 236, 239))
_UNSURE = LegendEntry(2, NOT_SURE_NAME, NOT_SURE_COLOR)
_OTHER = LegendEntry(3, "other changes", (33, 37, 41))
_FIRST = 4
"""In the picture: the first of the transitions."""


@dataclass(frozen=True)
class ChangeJob(Job):
    """Class maps of two dates → what became what, without what is not sure."""

    stage: ClassVar[str] = "change"
    numbers: ClassVar[dict[str, str]] = {
        "CHANGED_HECTARES": "Hectares that changed, where both maps are sure",
        "CHANGED_SHARE": "Share of the sure land that changed",
        "NOT_SURE_SHARE": "Share of the land that is not sure",
        "UNMASKED_SHARE": "Share of the land that would be changed if nothing were masked",
    }

    map_a: str = source("raster", "Class map before")
    map_b: str = source("raster", "Class map after")
    reliability_a: str = source("raster", "Reliability before", optional=True)
    reliability_b: str = source("raster", "Reliability after", optional=True)
    confidence_a: str = source("raster", "Confidence before", optional=True)
    confidence_b: str = source("raster", "Confidence after", optional=True)
    min_confidence: float = setting(0.5, "number", "Least confidence that is sure", minimum=0, maximum=1)
    max_reliability: int = setting(
        2, "integer", "Worst reliability that is sure (1 high, 2 medium, 3 low)", minimum=1, maximum=3
    )
    min_pixels: int = setting(1, "integer", "Least pixels of a patch of change", minimum=1)
    scheme: str = setting("", "text", "Class scheme", advanced=True)
    change: str = target("new raster", "Change map")
    html: str = target("new file", "Change as a page", ".html")
    json: str = target("new file", "Change as JSON", ".json")
    csv: str = target("new file", "Change as a table", ".csv")

    def check(self) -> None:
        """As every job; and the maps are two, and a scheme that is named exists."""
        super().check()
        if real(self.map_a) == real(self.map_b):
            raise SureCoverError(
                f"{self.label('map_a')} and {self.label('map_b')} are the same file: {self.map_a}; "
                "choose the maps of two dates."
            )
        if self.scheme:
            load_scheme(self.scheme)


JOB = ChangeJob
_label = ChangeJob.label
_REMEDY = (
    "bring one map to the classes of the other with Harmonise and a crosswalk, or, where the maps carry no "
    f"scheme, name it under {_label('scheme')}"
)


def run(job: ChangeJob, progress: Progress) -> dict[str, Any]:
    """Compare on the grid of the map after; the other rasters are resampled to it.

    The maps are read once in blocks. For the time of the run the disk of the result holds 2 bytes a pixel.

    Returns:
        The paths written and the numbers; those that cannot be told are left out.

    Raises:
        SureCoverError: A raster is no map of its kind or does not overlap the map after, the maps have other
            classes, or nowhere both a class.
    """
    with ExitStack() as stack:
        maps = _Maps(job, stack, progress)
        outputs = stack.enter_context(Outputs(job, progress=progress.part(0.95, 1)))
        codes = outputs.scratch(maps.grid.shape, "uint16")
        unmasked = maps.gather(codes, progress.part(0, 0.5))
        if not unmasked.codes:
            raise SureCoverError(
                f"{_label('map_a')} and {_label('map_b')} have nowhere both a class; choose maps of the same "
                "place."
            )
        if job.min_pixels > 1:
            sift(codes, job.min_pixels, progress.part(0.5, 0.7))
        sure = maps.count(codes, progress.part(0.7, 0.8))
        if job.change:
            scheme = scheme_of_change(maps.scheme, unmasked.positions)
            _write(job.change, codes, maps, scheme, sure, outputs, progress.part(0.8, 0.9))
        title = f"Change from {Path(job.map_a).stem} to {Path(job.map_b).stem}"
        report = document(title, maps.scheme, sure, unmasked, maps.sources, maps.notes)
        drawing = progress.part(0.9, 0.95)
        write_document(
            job, outputs, report,
            lambda today, labels: page(report, maps.pictures(codes, sure, unmasked, drawing), today, labels),
            table,
        )  # fmt: skip
    whole = report["map"]
    numbers = {
        "CHANGED_HECTARES": whole["changed"]["area_ha"],
        "CHANGED_SHARE": whole["share_changed"],
        "NOT_SURE_SHARE": whole["share_not_sure"],
        "UNMASKED_SHARE": whole["share_changed_unmasked"],
    }
    return {**job.written(), **{key: value for key, value in numbers.items() if value is not None}}


class _Maps:
    """The opened rasters on the grid of the map after.

    Attributes:
        grid: Of the map after.
        scheme: Of both maps.
        sources: The rasters by the names that users see; first the maps.
        notes: What readers of the results should know.
    """

    def __init__(self, job: ChangeJob, stack: ExitStack, progress: Progress) -> None:
        after = stack.enter_context(open_raster(job.map_b, label=_label("map_b")))
        self.grid = after.grid
        self.notes: list[str] = []
        opened = {"map_b": after}
        for name in (
            "map_a",
            *(f"{what}_{date}" for date in _DATES for what in ("reliability", "confidence")),
        ):
            if path := getattr(job, name):
                raster = stack.enter_context(open_raster(path, self.grid, label=_label(name)))
                opened[name] = raster
                if raster.resampled:
                    progress.log(f"{_label(name)} is resampled to the grid of the map after.")
        self.sources = {JOB.specs()[name].label: opened[name] for name in JOB.specs() if name in opened}
        self.scheme = _scheme_of_both(opened["map_a"], after, job.scheme)
        self._dates = [_Date(job, opened, date, self.scheme) for date in _DATES]
        self._areas = ground_areas(self.grid)
        self._vague = is_vague(self.scheme)
        self._factor = shrink_factor(self.grid.shape)
        self._thumbnails = [self._shrunk(most_frequent) for _ in _DATES]
        self._note(opened)
        for note in self.notes:
            progress.warn(note)

    def _note(self, opened: dict[str, Raster]) -> None:
        if opened["map_a"].resampled:
            self.notes.append(
                "The maps are on different grids: the map before is seen on that of the map after. Where "
                "their pixels differ in size, borders of classes show up as change."
            )
        unguarded = [date for date in _DATES if f"reliability_{date}" not in opened]
        unguarded = [date for date in unguarded if f"confidence_{date}" not in opened]
        if unguarded:
            which = " and ".join(f"the map {'before' if date == 'a' else 'after'}" for date in unguarded)
            self.notes.append(
                f"Neither reliability nor confidence of {which} was given, so all of it counts as sure."
            )

    def gather(self, codes: Map, progress: Progress) -> Land:
        """Read everything: put the code of each pixel on a map, and sum the land as if all were sure."""
        land = Land()
        for window in progress.each(aligned_blocks(self.grid.shape, self._factor)):
            positions = [date.classes(window) for date in self._dates]
            for thumbnail, found in zip(self._thumbnails, positions):
                thumbnail.add(window, found)
            plain = codes_of(*positions)
            land.add(plain, self._areas_of(window))
            sure = np.logical_and(*(date.is_sure(window) for date in self._dates)) & ~self._vague[plain]
            codes[window] = np.where(sure | (plain == 0), plain, np.uint16(NOT_SURE))
        return land

    def count(self, codes: Map, progress: Progress) -> Land:
        """Sum the land by what the map of codes holds."""
        land = Land()
        for window in progress.each(blocks(codes.shape)):
            land.add(codes[window], self._areas_of(window))
        return land

    def pictures(self, codes: Map, sure: Land, unmasked: Land, progress: Progress) -> list[Picture]:
        """The change and both maps, for the page."""
        legend, numbers = _picture_legend(self.scheme, sure, unmasked)
        shrunk = self._shrunk(_most_telling)
        for window in progress.each(aligned_blocks(self.grid.shape, self._factor)):
            shrunk.add(window, numbers[codes[window]])
        layers = [("Change", shrunk.values, legend)]
        classes = by_position(self.scheme.legend())
        for title, thumbnail in zip(("Before", "After"), self._thumbnails):
            layers.append((title, thumbnail.values, classes))
        drawn = ((title, *picture_of(values, entries)) for title, values, entries in layers)
        return [Picture(title, png(rgb), present) for title, rgb, present in drawn]

    def _areas_of(self, window: Window) -> np.ndarray | None:
        return self._areas.read(window) if self._areas else None

    def _shrunk(self, shrink: Callable[[np.ndarray], np.ndarray]) -> Shrunk:
        return Shrunk(self.grid.shape, self._factor, shrink, "int64")


class _Date:
    """The rasters of one date."""

    def __init__(self, job: ChangeJob, opened: dict[str, Raster], date: str, scheme: ClassScheme) -> None:
        self._job = job
        self._classes = ClassReader(opened[f"map_{date}"], scheme, _label(f"map_{date}"))
        reliability = opened.get(f"reliability_{date}")
        self._reliability: Ids | None = codes_in(reliability, Reliability) if reliability else None
        self._confidence = opened.get(f"confidence_{date}")

    def classes(self, window: Window) -> np.ndarray:
        """Positions of the classes in the scheme, 0 = none: int64 (rows, cols)."""
        return self._classes.read(window)

    def is_sure(self, window: Window) -> np.ndarray:
        """Where the class is sure, as `transitions.is_sure`."""
        confidence = None
        if self._confidence:
            values, valid = self._confidence.read_shares(window, [1])
            confidence = np.where(valid, values[0], np.float32(np.nan))
        reliability = self._reliability.read(window) if self._reliability else None
        return is_sure(reliability, confidence, self._job.max_reliability, self._job.min_confidence)


def _scheme_of_both(before: Raster, after: Raster, given: str) -> ClassScheme:
    """The scheme that is named or that the maps tell; where neither does, what they hold."""
    told = [(_label("scheme"), load_scheme(given))] if given else []
    told += [(r.label, scheme) for r in (before, after) if (scheme := tagged_scheme(r))]
    return joined_scheme(told or [(r.label, scheme_of(r)) for r in (before, after)], _REMEDY)


def _write(
    path: str, codes: Map, maps: _Maps, scheme: ClassScheme, sure: Land, outputs: Outputs, progress: Progress
) -> None:
    """Write the change map; its legend tells what occurs, its scheme every pair of the classes."""
    legend = [entry for entry in scheme.legend() if entry.value in sure.codes]
    writer = outputs.raster(path, maps.grid, dtype="uint16", nodata=0, legend=legend, tags=scheme.tags())
    for window in progress.each(blocks(codes.shape)):
        writer.write(codes[window], window)


def _picture_legend(scheme: ClassScheme, sure: Land, unmasked: Land) -> tuple[list[LegendEntry], np.ndarray]:
    """What the picture of change shows, and the number in it of every code."""
    named = {entry.value: entry for entry in scheme_of_change(scheme, unmasked.positions).legend()}
    codes = np.arange(BASE * BASE)
    changes = [code for code in sure.codes if is_change(np.array(code))]
    changes.sort(key=lambda code: -sure.of(*divmod(code, BASE))[0])
    numbers = np.where(is_change(codes), _OTHER.value, _STAYED.value)
    numbers[[0, NOT_SURE]] = 0, _UNSURE.value
    legend = [_STAYED, _UNSURE]
    for number, code in enumerate(changes[:_PICTURED], start=_FIRST):
        numbers[code] = number
        legend.append(LegendEntry(number, named[code].name, named[code].color))
    return [*legend, _OTHER], numbers


def _most_telling(cells: np.ndarray) -> np.ndarray:
    """The most frequent change of each cell of which a quarter changed, else its most frequent number."""
    marks = most_frequent_mark(np.where(cells >= _OTHER.value, cells, 0))
    return np.where(marks > 0, marks, most_frequent(cells))
