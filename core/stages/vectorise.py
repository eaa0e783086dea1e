"""Turn a class map into polygons whose borders fit, small patches merged into their neighbours."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from ..areas import HECTARE, ground_areas
from ..codes import Reliability
from ..errors import SureCoverError
from ..grid import Grid, Window, blocks
from ..ids import classes_in, codes_in
from ..job import Job, setting, source, target
from ..lazy import LazyModule
from ..legends import LegendEntry
from ..outputs import Outputs
from ..progress import Progress
from ..rasters import Raster, open_raster
from ..rasterscheme import scheme_of
from ..styles import Style, area_style
from ..vectors.borders import Borders
from ..vectors.merging import CODES, connected, merge
from ..vectors.patches import Patches, Pieces, pairs_of
from ..vectors.rings import polygons
from ..vectors.simplifying import MAX_TOLERANCE, simplify

if TYPE_CHECKING:
    import shapely
else:
    shapely = LazyModule("shapely")

LAYER = "landcover"
"""Name of the layer in the GeoPackage."""

MAX_PATCHES = 15_000_000
MAX_POLYGONS = 2_000_000
MAX_CORNERS = 20_000_000
"""Most patches before small ones are merged, polygons, and corners of their borders: what memory holds."""

_SIDE = 1024
"""Of the blocks, pixels."""

_STEPS = 2**20
"""A pixel's area is counted in steps, so many for the mean one, and confidence in steps of 1 / _STEPS: sums
of whole numbers depend on no order."""


@dataclass(frozen=True)
class VectoriseJob(Job):
    """Class map → polygons with class, reliability, confidence and area."""

    stage: ClassVar[str] = "vectorise"
    numbers: ClassVar[dict[str, str]] = {
        "POLYGONS": "Polygons",
        "PATCHES": "Patches of the map before small ones were merged",
    }

    map: str = source("raster", "Class map")
    reliability: str = source("raster", "Reliability", optional=True)
    confidence: str = source("raster", "Confidence", optional=True)
    min_area: float = setting(0.0, "number", "Least area of a polygon, hectares", minimum=0)
    min_pixels: int = setting(10, "integer", "Least pixels of a polygon", minimum=1)
    simplify: float = setting(
        0.0, "number", "Tolerance of simplification, units of the map (0 = pixel edges)", minimum=0
    )
    by_reliability: bool = setting(False, "flag", "Separate polygons by reliability")
    connectivity: int = setting(
        4, "integer", "Neighbours of a pixel (4 or 8)", minimum=4, maximum=8, choices=(4, 8), advanced=True
    )
    scheme: str = setting("", "text", "Class scheme", advanced=True)
    output: str = target("new vector", "Polygons", ".gpkg", optional=False)

    def check(self) -> None:
        """Also refuse to separate by a reliability that is not given."""
        super().check()
        if self.by_reliability and not self.reliability:
            raise SureCoverError(
                f"{self.label('by_reliability')} is on but {self.label('reliability')} is not set; choose "
                "the reliability map, or turn it off."
            )


JOB = VectoriseJob
_label = VectoriseJob.label


def run(job: VectoriseJob, progress: Progress) -> dict[str, Any]:
    """Find the patches, merge the small ones, then draw and describe what they have become.

    The map is seen three times in blocks. For the time of the run the disk of the result holds 4 bytes a
    pixel. Memory holds at most 230 bytes a patch, later 150 bytes a corner of the polygons' borders.

    Returns:
        OUTPUT, POLYGONS and PATCHES.

    Raises:
        SureCoverError: A raster is no map of its kind or does not overlap the class map, the area of pixels
            or the tolerance cannot be used, or there are too many polygons.
    """
    with ExitStack() as stack:
        maps = _Maps(job, stack, progress)
        outputs = stack.enter_context(Outputs(job, progress=progress))
        shapes = _Shapes(job, maps, Pieces(outputs.scratch(maps.grid.shape, "uint32")))
        patches = shapes.find(progress.part(0, 0.4))
        columns = shapes.draw(progress.part(0.4, 0.6))
        outlines = shapes.outlines(progress.part(0.6, 0.9))
        kind = "Polygon" if job.connectivity == 4 else "MultiPolygon"
        outputs.vector(job.output, LAYER, maps.grid.crs, outlines, columns, maps.style(columns), kind)
    return {**job.written(), "POLYGONS": len(outlines), "PATCHES": patches}


class _Maps:
    """The opened maps on the class map's grid.

    Attributes:
        grid: Of the class map.
        limit: Square of the tolerance, in areas of a pixel on the map.
    """

    def __init__(self, job: VectoriseJob, stack: ExitStack, progress: Progress) -> None:
        class_map = stack.enter_context(open_raster(job.map, label=_label("map")))
        self.grid = grid = class_map.grid
        self.limit = _limit(job.simplify, grid)
        self._areas = ground_areas(grid)
        if self._areas is None and job.min_area:
            raise SureCoverError(
                f"{_label('min_area')} is {job.min_area:g} but {_label('map')} has no CRS that tells areas; "
                f"set it to 0 and use {_label('min_pixels')}, or assign the CRS."
            )
        self._min_area = job.min_area * HECTARE

        def opened(name: str) -> Raster:
            raster = stack.enter_context(open_raster(getattr(job, name), grid, label=_label(name)))
            if raster.resampled:
                progress.log(f"{_label(name)} is resampled to the grid of the class map.")
            return raster

        self._scheme = scheme_of(class_map, job.scheme)
        self._classes = classes_in(class_map, self._scheme, _label("scheme"))
        self._codes = codes_in(opened("reliability"), Reliability) if job.reliability else None
        self._confidence = opened("confidence") if job.confidence else None
        self._by_code = job.by_reliability
        self._dtype = np.min_scalar_type(max(self._scheme.ids) * CODES + max(Reliability))

    @cached_property
    def _step(self) -> float:
        """m²; asked for only when the disk is known to have room for such a map."""
        return self._areas.mean / _STEPS if self._areas else np.nan

    @property
    def least_area(self) -> float:
        """The least area of a polygon, in steps."""
        return self._min_area / self._step if self._min_area else 0.0

    def keys(self, window: Window) -> np.ndarray:
        """What the pixels of a polygon share: class id · CODES + reliability, 0 where no class is."""
        keys = self._classes.read(window).astype(self._dtype) * self._dtype.type(CODES)
        if self._by_code and self._codes:
            keys += (keys > 0) * self._codes.read(window)
        return keys

    def areas(self, window: Window) -> np.ndarray:
        """Area of the pixels in steps, int64 (rows, cols); 1 where it cannot be told."""
        if self._areas is None:
            return np.ones(tuple(part.stop - part.start for part in window), np.int64)
        return np.rint(self._areas.read(window) / self._step).astype(np.int64)

    def hectares(self, areas: np.ndarray) -> np.ndarray:
        """Steps as hectares; NaN where areas cannot be told."""
        hectares: np.ndarray = areas * (self._step / HECTARE)
        return hectares

    def codes(self, window: Window) -> np.ndarray | None:
        """Reliability codes, (rows, cols)."""
        return self._codes.read(window) if self._codes else None

    def certain(self, window: Window) -> tuple[np.ndarray, np.ndarray] | None:
        """Confidence in steps, int64, and where it is known, bool: (rows, cols)."""
        if self._confidence is None:
            return None
        values, valid = self._confidence.read_shares(window, [1])
        return np.rint(np.where(valid, values[0], 0) * float(_STEPS)).astype(np.int64), valid

    def names(self, ids: np.ndarray) -> np.ndarray:
        """Names of classes by their ids, an object array."""
        found, index = np.unique(ids, return_inverse=True)
        names = np.array([self._scheme.by_id(class_id).name for class_id in found.tolist()], object)
        return names[index] if found.size else np.empty(0, object)

    def style(self, columns: dict[str, np.ndarray]) -> Style:
        """How the polygons are drawn: the classes that occur, in the order of the scheme."""
        occur = set(columns["class_id"].tolist())
        classes = [land_class for land_class in self._scheme.classes if land_class.id in occur]
        return area_style("class_id", [LegendEntry(c.id, c.name, c.color) for c in classes])


def _limit(tolerance: float, grid: Grid) -> float:
    """Square of a tolerance in areas of a pixel."""
    a, b, _, d, e, _ = grid.transform
    pixel = abs(a * e - b * d)
    most = MAX_TOLERANCE * pixel**0.5
    if tolerance > most:
        raise SureCoverError(
            f"{_label('simplify')} is {tolerance:g}; allowed are 0 to {most:g}, which are {MAX_TOLERANCE} "
            f"pixels of this map: raise {_label('min_area')} for a coarser layer."
        )
    return tolerance**2 / pixel


class _Shapes:
    """The polygons of a map: which pixels they hold, where their borders run, what is known of them."""

    def __init__(self, job: VectoriseJob, maps: _Maps, pieces: Pieces) -> None:
        self._job, self._maps, self._pieces = job, maps, pieces
        self._borders = Borders(maps.grid.shape)
        self._windows = blocks(maps.grid.shape, _SIDE)

    def find(self, progress: Progress) -> int:
        """Number the patches and merge the small ones; returns how many there were before."""
        for window in progress.part(0, 0.5).each(self._windows):
            self._pieces.add(window, self._maps.keys(window), self._maps.areas(window))
            _check_count("patches", self._pieces.count, MAX_PATCHES, "take a map with less speckle")
        patches = self._pieces.whole(progress)
        count = len(patches.keys)
        pairs = pairs_of(
            self._pieces.read, self._maps.grid.shape, count, progress.part(0.5, 0.8),
            connectivity=self._job.connectivity, side=_SIDE,
        )  # fmt: skip
        equal = patches.keys[pairs.ends[:, 0]] == patches.keys[pairs.ends[:, 1]]
        _, before = connected(pairs.ends[equal], count)
        self._polygons, owner = merge(patches, pairs, self._is_small, progress.part(0.8, 1))
        remedy = f"raise {_label('min_area')} or {_label('min_pixels')}"
        _check_count("polygons", len(self._polygons.keys), MAX_POLYGONS, remedy)
        parts = owner
        if self._job.connectivity == 8:  # what hangs together by corners only is drawn apart
            inside = (owner[pairs.ends[:, 0]] == owner[pairs.ends[:, 1]]) & (pairs.sides > 0)
            parts, _ = connected(pairs.ends[inside], count)
        self._polygon_of, self._part_of = (np.append(0, rows + 1).astype(np.int32) for rows in (owner, parts))
        return before

    def _is_small(self, patches: Patches) -> np.ndarray:
        small: np.ndarray = patches.pixels < self._job.min_pixels
        return small | (patches.areas < self._maps.least_area)

    def draw(self, progress: Progress) -> dict[str, np.ndarray]:
        """Draw the borders, and describe the polygons: the attributes by name, (n,)."""
        known = _Known(self._maps, len(self._polygons.keys))
        for rows, cols in progress.each(self._windows):
            seen = self._pieces.read(
                (slice(rows.start - 1, rows.stop + 1), slice(cols.start - 1, cols.stop + 1))
            )
            self._borders.add((rows, cols), self._part_of[seen])
            remedy = f"raise {_label('min_area')} or {_label('min_pixels')}, or cut the map"
            _check_count("corners of borders", self._borders.count, MAX_CORNERS, remedy)
            known.add((rows, cols), self._polygon_of[seen[1:-1, 1:-1]])
        self._borders.join(progress)
        class_ids, codes = np.divmod(self._polygons.keys.astype(np.int32), CODES)
        if not self._job.by_reliability:
            codes = known.main_codes()
        return {
            "class_id": class_ids,
            "class_name": self._maps.names(class_ids),
            **({"reliability": codes} if self._job.reliability else {}),
            **({"confidence": known.confidence()} if self._job.confidence else {}),
            "area_ha": self._maps.hectares(self._polygons.areas),
            "pixels": self._polygons.pixels,
        }

    def outlines(self, progress: Progress) -> np.ndarray:
        """The polygons as WKB, an object array (n,)."""
        if self._maps.limit:
            simplify(self._borders, self._maps.limit, progress.part(0, 0.5))
        lots = [shapes for _, shapes in polygons(self._borders, self._maps.grid, progress.part(0.5, 1))]
        shapes = np.concatenate([np.empty(0, object), *lots])
        if self._job.connectivity == 8:
            owners = np.zeros(len(shapes), np.int64)
            owners[self._part_of[1:] - 1] = self._polygon_of[1:] - 1
            order = np.argsort(owners, kind="stable")
            shapes = shapely.multipolygons(shapes[order], indices=owners[order])
        return shapely.to_wkb(shapes)


class _Known:
    """What the maps beside the class map know of the polygons, added up block by block."""

    def __init__(self, maps: _Maps, count: int) -> None:
        self._maps = maps
        self._codes = np.zeros((count + 1, len(Reliability)), np.int64)
        self._certain, self._seen = np.zeros(count + 1, np.int64), np.zeros(count + 1, np.int64)

    def add(self, window: Window, numbers: np.ndarray) -> None:
        """Add a window: `numbers` (rows, cols) are its polygons, counted from 1, 0 = none."""
        codes, certain = self._maps.codes(window), self._maps.certain(window)
        if codes is not None:
            np.add.at(self._codes, (numbers, codes), 1)
        if certain is not None:
            steps, known = certain
            np.add.at(self._certain, numbers, steps)
            np.add.at(self._seen, numbers, known)

    def main_codes(self) -> np.ndarray:
        """The most frequent code of each polygon; of equally frequent ones the less reliable: int32 (n,)."""
        worst_first = np.array(sorted(Reliability, reverse=True))  # "not assessed" last: it says nothing
        return worst_first[self._codes[1:, worst_first].argmax(axis=1)].astype(np.int32)

    def confidence(self) -> np.ndarray:
        """Mean confidence of the pixels whose confidence is known, NaN where it is not: float64 (n,)."""
        seen = self._seen[1:]
        return np.where(seen > 0, self._certain[1:] / np.maximum(seen, 1) / _STEPS, np.nan)


def _check_count(what: str, count: int, most: int, remedy: str) -> None:
    if count > most:
        raise SureCoverError(f"{_label('map')} gives {count} {what} or more; allowed are {most}: {remedy}.")
