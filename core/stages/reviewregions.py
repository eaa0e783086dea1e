"""List the places of a class map that are worth a person's look, the most worthwhile first."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from ..areas import HECTARE, ground_areas
from ..codes import EVIDENCE_LEGEND, Evidence, Reliability
from ..external.burning import Keyed
from ..external.zones import named_zones
from ..grid import Map, Window, blocks, within
from ..ids import classes_in, codes_in
from ..job import Job, setting, source, target
from ..lazy import LazyModule
from ..legends import Color
from ..outputs import Outputs
from ..progress import Progress
from ..rasters import Raster, open_raster
from ..rasterscheme import scheme_of
from ..styles import outline_style
from ..trust.doubtful import STEPS, Found, doubt, find, is_doubtful
from ..trust.outlines import outline

if TYPE_CHECKING:
    import shapely
else:
    shapely = LazyModule("shapely")

LAYER = "regions"
"""Name of the layer in the GeoPackage."""

MAX_SIDE = 256
"""Longest side of a region: at 3 screen pixels a pixel it fits on a screen of 1280 × 800."""

_SIDE = 1024
"""Of the blocks, pixels."""

FIELDS = {
    "rank": "i4", "region": "i8", "score": "f8", "pixels": "i4", "area_ha": "f8", "doubt": "f8",
    "confidence": "f8", "class_id": "i4", "class_name": "O", "before_id": "i4", "before_name": "O",
    "medium": "f8", "low": "f8", "not_assessed": "f8", "evidence": "i4", "reason": "O", "zone": "O",
    "x": "f8", "y": "f8", "xmin": "f8", "ymin": "f8", "xmax": "f8", "ymax": "f8",
}  # fmt: skip
"""Attributes of a region, with what they hold; the help of the algorithm explains them."""

_UNKNOWN = {"i4": 0, "i8": 0, "f8": np.nan, "O": None}
"""What stands where nothing is known."""

_COLORS: tuple[Color, ...] = ((240, 225, 235), (251, 180, 215), (247, 104, 181), (215, 20, 150))
_SHARES = (0.5, 0.8, 0.95)
"""Shares of the regions below the second and the later colours."""


@dataclass(frozen=True)
class ReviewregionsJob(Job):
    """Class map with its reliability → polygons to look at, ranked."""

    stage: ClassVar[str] = "reviewregions"
    numbers: ClassVar[dict[str, str]] = {
        "COUNT": "Regions in the list",
        "LEFT_OUT": "Regions that the limit left out",
        "PIXELS": "Pixels of the regions in the list",
        "DOUBTFUL": "Doubtful pixels of the map",
    }

    map: str = source("raster", "Class map")
    reliability: str = source("raster", "Reliability")
    evidence: str = source("raster", "Evidence", optional=True)
    confidence: str = source("raster", "Confidence", optional=True)
    before: str = source("raster", "Class map before the correction", optional=True)
    zones: str = source("vector", "Zones", optional=True)
    zone_field: str = setting("", "field", "Attribute that names the zones", parent="ZONES")
    min_pixels: int = setting(10, "integer", "Least pixels of a region", minimum=1)
    limit: int = setting(5000, "integer", "Most regions in the list", minimum=1, maximum=1_000_000)
    max_side: int = setting(
        MAX_SIDE, "integer", "Longest side of a region in pixels", minimum=16, maximum=1024, advanced=True
    )
    scheme: str = setting("", "text", "Class scheme", advanced=True)
    regions: str = target("new vector", "Regions to review", ".gpkg", optional=False)


JOB = ReviewregionsJob
_label = ReviewregionsJob.label


def run(job: ReviewregionsJob, progress: Progress) -> dict[str, Any]:
    """Find and rank the regions, then describe and outline those that are listed.

    The map is seen three times in blocks. For the time of the run the disk of the result holds 4 bytes a
    pixel; memory grows with the number of spots that are large enough.

    Returns:
        REGIONS, COUNT, LEFT_OUT, PIXELS and DOUBTFUL.

    Raises:
        SureCoverError: A raster is no map of its kind, or does not overlap the class map.
    """
    with ExitStack() as stack:
        maps = _Maps(job, stack, progress)
        outputs = stack.enter_context(Outputs(job))
        numbers = outputs.scratch(maps.grid.shape, "uint32")
        areas = maps.areas.of_rows if maps.areas else np.ones(maps.grid.height)
        found = find(
            maps, areas, numbers, progress.part(0, 0.7),
            min_pixels=job.min_pixels, max_side=job.max_side, limit=job.limit, side=_SIDE,
        )  # fmt: skip
        table = _Table(maps, found)
        table.fill(numbers, progress.part(0.7, 0.95))
        style = outline_style("score", _colors_of(table.columns["score"]))
        outputs.vector(job.regions, LAYER, maps.grid.crs, table.outlines, table.columns, style)
    counts = {
        "COUNT": len(found.numbers),
        "LEFT_OUT": found.left_out,
        "PIXELS": int(found.pixels.sum()),
        "DOUBTFUL": found.doubtful,
    }
    if found.left_out:
        progress.log(
            f"{found.left_out} more regions of a lower rank are not in the list; see {_label('limit')}."
        )
    return {**job.written(), **counts}


class _Maps:
    """The opened maps on the class map's grid: what `find` asks, and what describes regions.

    Attributes:
        grid: Of the class map.
        areas: Of the pixels on the ground, or None.
        names: Class names by id, "none" for 0.
        zones: Names of the zones.
    """

    def __init__(self, job: ReviewregionsJob, stack: ExitStack, progress: Progress) -> None:
        class_map = stack.enter_context(open_raster(job.map, label=_label("map")))
        self.grid = grid = class_map.grid

        def opened(name: str) -> Raster:
            raster = stack.enter_context(open_raster(getattr(job, name), grid, label=_label(name)))
            if raster.resampled:
                progress.log(f"{_label(name)} is resampled to the grid of the class map.")
            return raster

        self.areas = ground_areas(grid)
        scheme = scheme_of(class_map, job.scheme)
        self._classes = classes_in(class_map, scheme, _label("scheme"))
        self._reliability = codes_in(opened("reliability"), Reliability)
        self._evidence = codes_in(opened("evidence"), Evidence) if job.evidence else None
        self._confidence = opened("confidence") if job.confidence else None
        self._before = classes_in(opened("before"), scheme, _label("scheme")) if job.before else None
        self._zones: Keyed | None = None
        if job.zones:
            labels = _label("zones"), _label("zone_field")
            self._zones = named_zones(job.zones, job.zone_field, grid, *labels)
        self.names = {0: "none", **{land_class.id: land_class.name for land_class in scheme.classes}}
        self.zones = self._zones.keys if self._zones else ()

    def mask(self, window: Window) -> np.ndarray:
        """Where pixels are doubtful, bool (rows, cols)."""
        evidence = self._evidence.read(window) if self._evidence else None
        return is_doubtful(self._reliability.read(window), evidence)

    def steps(self, window: Window) -> np.ndarray:
        """How doubtful they are, (rows, cols)."""
        return doubt(self._classes.read(window), self._reliability.read(window), self._certain(window))

    def look(self, window: Window) -> dict[str, np.ndarray]:
        """The maps that were given, (rows, cols): ids and codes with 0 for none, confidence with NaN."""
        readers = {
            "classes": self._classes, "reliability": self._reliability, "evidence": self._evidence,
            "before": self._before, "zones": self._zones,
        }  # fmt: skip
        look = {name: reader.read(window) for name, reader in readers.items() if reader}
        certain = self._certain(window)
        return look if certain is None else {**look, "confidence": certain}

    def _certain(self, window: Window) -> np.ndarray | None:
        if self._confidence is None:
            return None
        values, valid = self._confidence.read_shares(window, [1])
        return np.where(valid, values[0], np.float32(np.nan))


class _Table:
    """The attributes and outlines of the regions that are listed, in the order of their rank."""

    def __init__(self, maps: _Maps, found: Found) -> None:
        self._maps, self._found = maps, found
        count = len(found.numbers)
        largest = float(maps.areas.of_rows.max()) / HECTARE if maps.areas else 1.0
        self.outlines = np.empty(count, object)
        self.columns = {name: np.full(count, _UNKNOWN[kind], kind) for name, kind in FIELDS.items()}
        self.columns["rank"][:] = np.arange(1, count + 1)
        self.columns["region"][:] = found.firsts + 1
        self.columns["pixels"][:] = found.pixels
        self.columns["score"][:] = found.scores * (largest / STEPS / STEPS)

    def fill(self, numbers: Map, progress: Progress) -> None:
        """Describe all regions, block by block: those of a block begin in it."""
        corners = self._found.boxes[:, :2]
        ends = self._found.boxes[:, 2:]
        done = 0
        for window in blocks(self._maps.grid.shape, _SIDE):
            starts, stops = np.array([[part.start, part.stop] for part in window]).T
            rows = np.flatnonzero(((corners >= starts) & (corners < stops)).all(axis=1))
            if not rows.size:
                continue
            bottom, right = ends[rows].max(axis=0).tolist()
            outer = slice(window[0].start, bottom), slice(window[1].start, right)
            look, own = self._maps.look(outer), numbers[outer]
            for row in rows.tolist():
                progress.report(done / len(corners))
                done += 1
                top, left, bottom, right = self._found.boxes[row].tolist()
                box = slice(top, bottom), slice(left, right)
                inside = within(box, outer)
                pixels = own[inside] == self._found.numbers[row]
                parts = {name: layer[inside][pixels] for name, layer in look.items()}
                self._describe(row, box, pixels, parts)

    def _describe(self, row: int, box: Window, pixels: np.ndarray, look: dict[str, np.ndarray]) -> None:
        """Fill one row: `pixels` (rows, cols) are the region's in its box, `look` holds theirs, (n,)."""
        self._place(row, box, pixels)
        classes, codes, certain = look["classes"], look["reliability"], look.get("confidence")
        class_id = _main(classes)
        shares = np.bincount(codes, minlength=len(Reliability)) / codes.size
        self._set(
            row, class_id=class_id, class_name=self._maps.names[class_id],
            doubt=doubt(classes, codes, certain).mean() / STEPS,
            not_assessed=shares[0], medium=shares[2], low=shares[3],
        )  # fmt: skip
        if certain is not None and not np.isnan(certain).all():
            self._set(row, confidence=np.nanmean(certain, dtype=np.float64))
        if "evidence" in look:
            code = _main(look["evidence"])
            self._set(row, evidence=code, reason=EVIDENCE_LEGEND[code].name)
        if "before" in look:
            class_id = _main(look["before"])
            self._set(row, before_id=class_id, before_name=self._maps.names[class_id])
        if "zones" in look and (zone := _main(look["zones"])):
            self._set(row, zone=self._maps.zones[zone - 1])

    def _place(self, row: int, box: Window, pixels: np.ndarray) -> None:
        """Where the region lies and how large it is; its point is the pixel next to its centre of mass."""
        grid = self._maps.grid.part(box)
        shape = outline(pixels, grid)
        self.outlines[row] = shapely.to_wkb(shape)
        down, right = np.nonzero(pixels)
        middle = np.argmin((down - down.mean()) ** 2 + (right - right.mean()) ** 2)
        x, y = grid.xy(down[middle] + 0.5, right[middle] + 0.5)
        self._set(row, x=x, y=y, **dict(zip(("xmin", "ymin", "xmax", "ymax"), shape.bounds)))
        if self._maps.areas:
            self._set(row, area_ha=self._maps.areas.read(box)[pixels].sum() / HECTARE)

    def _set(self, row: int, **values: Any) -> None:  # noqa: ANN401
        for name, value in values.items():
            self.columns[name][row] = value


def _main(values: np.ndarray) -> int:
    """The most frequent of numbers ≥ 0; of equally frequent ones the lowest."""
    return int(np.bincount(values).argmax())


def _colors_of(scores: np.ndarray) -> list[tuple[float, float, str, Color]]:
    """Steps of the score for `outline_style`, so that few regions stand out."""
    bounds = np.quantile(scores if scores.size else np.zeros(1), (0, *_SHARES, 1)).tolist()
    return [
        (low, high, f"{low:.3g} to {high:.3g}", color)
        for low, high, color in zip(bounds, bounds[1:], _COLORS)
    ]
