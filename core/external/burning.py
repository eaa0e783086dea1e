"""Vector layers drawn onto a grid."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from ..areas import ground_scale
from ..errors import SureCoverError
from ..grid import Grid, Window
from ..lazy import LazyModule
from .crosswalk import code_text
from .vectors import Features, Layer, Near, joined

if TYPE_CHECKING:
    import rasterio
    import rasterio.features
    import shapely
else:
    rasterio = LazyModule("rasterio")
    rasterio.features = LazyModule("rasterio.features")
    shapely = LazyModule("shapely")

_EDGE_PX = 0.001
"""Features that come no further into a window lie beside it."""

_LOT = 20_000
"""Features drawn at once; bounds the memory of their coordinates."""

Key = Callable[[Mapping[str, Any]], str]
"""(attributes of one feature) → the text that says what it is; "" = not drawn."""


@dataclass(frozen=True)
class Style:
    """How features are drawn.

    Attributes:
        levels: Drawing level by key; higher levels lie over lower ones.
        unlisted: Level of all other keys.
        buffer: Metres on the ground on each side of a line and around a point; 0 = every pixel
            that it touches.
        buffers: The same by key, where it differs.
        by_area: Within a level, smaller polygons lie over larger ones; else later features of the
            file over earlier ones. Lines and points lie over polygons either way.
        all_touched: Polygons cover every pixel that they touch instead of those whose centre they
            cover.
    """

    levels: Mapping[str, int] = field(default_factory=dict)
    unlisted: int = 0
    buffer: float = 0.0
    buffers: Mapping[str, float] = field(default_factory=dict)
    by_area: bool = True
    all_touched: bool = False


class Keyed:
    """Vector layers seen as a raster of keys: each feature carries a text made of its attributes.

    Attributes:
        keys: The texts that occur near the grid; the raster's value i + 1 means keys[i].
        numbers: Key number by feature number, int32 (n + 1,); 0 for none.

    Args:
        layers: The layers drawn.
        columns: By layer name, the attributes that make the key.
        key: Makes the key.
        grid: The grid that windows refer to.
        style: How features are drawn.

    Raises:
        SureCoverError: No feature lies near the grid, or a layer cannot be read.
    """

    def __init__(
        self,
        layers: Sequence[Layer],
        columns: Mapping[str, Sequence[str]],
        key: Key,
        grid: Grid,
        style: Style | None = None,
    ) -> None:
        self._grid, self._style = grid, style or Style()
        reach = _reach(grid, max([self._style.buffer, *self._style.buffers.values()]))
        self._sources = [Features(layer, grid, columns[layer.name], reach) for layer in layers]
        keys = [text for source in self._sources for text in _keys(source, key)]
        if not keys:
            raise SureCoverError(
                f"{layers[0].path} has no feature on the reference grid; "
                "choose layers of the same place, or check their CRS."
            )
        self.keys = tuple(sorted(set(keys) - {""}))
        number = {"": 0, **{text: i for i, text in enumerate(self.keys, start=1)}}
        self.numbers = np.array([0, *(number[text] for text in keys)], np.int32)
        self._level = np.array(
            [0, *(self._style.levels.get(text, self._style.unlisted) for text in self.keys)]
        )
        widths = [self._style.buffers.get(text, self._style.buffer) for text in self.keys]
        self._width = np.array([0.0, *widths])

    def read(self, window: Window) -> np.ndarray:
        """Key numbers, int32 (rows, cols); 0 where no feature lies."""
        drawn: np.ndarray = self.numbers[self.draw(window)[0]]
        return drawn

    def draw(self, window: Window) -> tuple[np.ndarray, np.ndarray]:
        """Draw the features of a window.

        Returns:
            The number of the feature that is seen, int32 (rows, cols), 1 for the first one and 0
            for none; and the numbers of those that reach into the window.
        """
        near = self._near(window)
        ids, geometries = near.positions, near.geometries
        key = self.numbers[ids]
        thin = shapely.get_dimensions(geometries) < 2
        grown = thin & (self._width[key] > 0)
        scale = ground_scale(self._grid.crs, near.middles[grown], min(self._grid.pixel_size))
        geometries[grown] = buffered(geometries[grown], self._width[key[grown]], scale)
        # A buffered feature is filled like a polygon, but still lies where a line or point would.
        touching = thin & ~grown | self._style.all_touched
        order = np.lexsort((-near.areas if self._style.by_area else ids, thin, self._level[key]))
        canvas = np.zeros(self._grid.part(window).shape, np.int32)
        for run in np.split(order, np.flatnonzero(np.diff(touching[order])) + 1):
            if len(run):
                touched = bool(touching[run[0]])
                burn(geometries[run], ids[run], self._grid, window, all_touched=touched, out=canvas)
        return canvas, ids[_reaches(geometries, self._grid.part(window))]

    def _near(self, window: Window) -> Near:
        """The features with a key near a window; their positions are feature numbers."""
        first, found = 1, []
        for source in self._sources:
            near = source.read(window)
            found.append(replace(near, positions=near.positions + first))
            first += len(source)
        near = joined(found)
        return near.of(self.numbers[near.positions] > 0)


def by_field(layer: Layer, name: str, grid: Grid, style: Style | None = None) -> Keyed:
    """See a layer as a raster of one attribute's values, each written by `code_text`."""
    return Keyed([layer], {layer.name: [name]}, lambda values: code_text(values[name]), grid, style)


def burn(
    geometries: Sequence[Any] | np.ndarray,
    values: Sequence[int] | np.ndarray,
    grid: Grid,
    window: Window | None = None,
    *,
    all_touched: bool = False,
    out: np.ndarray | None = None,
) -> np.ndarray:
    """Rasterise geometries; later ones lie over earlier ones.

    Args:
        geometries: In the grid's CRS.
        values: One number each.
        grid: The grid.
        window: The part of it to fill; all by default.
        all_touched: Burn every pixel that a geometry touches instead of those whose centre it
            covers.
        out: int32 (rows, cols) to draw over; zeros by default.

    Returns:
        int32 (rows, cols); 0 where nothing was drawn.
    """
    part = grid.part(window) if window else grid
    canvas = np.zeros(part.shape, np.int32) if out is None else out
    shapes = np.asarray(geometries, object)
    drawn = np.flatnonzero(~(shapely.is_missing(shapes) | shapely.is_empty(shapes)))
    for start in range(0, len(drawn), _LOT):
        lot = drawn[start : start + _LOT]
        rasterio.features.rasterize(
            _plain_parts(shapes[lot], np.asarray(values)[lot]),
            out=canvas,
            transform=rasterio.Affine(*part.transform),
            all_touched=all_touched,
        )
    return canvas


def _plain_parts(geometries: np.ndarray, values: np.ndarray) -> list[tuple[Any, int]]:
    """The parts of geometries with their values; polygons as GeoJSON, which rasterio would else make
    point by point.
    """
    parts, owner = shapely.get_parts(geometries, return_index=True)
    rings, of = shapely.get_rings(parts, return_index=True)
    points = shapely.get_coordinates(rings).tolist()
    ends = np.cumsum(shapely.get_num_points(rings)).tolist()
    polygons: dict[int, list[Any]] = {}
    for part, start, end in zip(of.tolist(), [0, *ends], ends):
        polygons.setdefault(part, []).append(points[start:end])
    return [
        ({"type": "Polygon", "coordinates": polygons[i]} if i in polygons else part, int(value))
        for i, (part, value) in enumerate(zip(parts, values[owner]))
    ]


def buffered(geometries: np.ndarray, metres: np.ndarray, scale: np.ndarray) -> np.ndarray:
    """Geometries (n,) with so many metres around each (n,).

    `scale` (n, 2) tells how many metres a unit is along x and y, so that the buffers are right in
    degrees and on Web Mercator, too.
    """
    points, owner = shapely.get_coordinates(geometries, return_index=True)
    grown = shapely.buffer(shapely.set_coordinates(geometries.copy(), points * scale[owner]), metres)
    points, owner = shapely.get_coordinates(grown, return_index=True)
    placed: np.ndarray = shapely.set_coordinates(grown, points / scale[owner])
    return placed


def _reach(grid: Grid, metres: float) -> float:
    """So many metres in units of the grid's CRS, where they are most."""
    if not metres:
        return 0.0
    corners = np.array([*grid.corners(), grid.xy(grid.height / 2, grid.width / 2)])
    return float(metres / ground_scale(grid.crs, corners, min(grid.pixel_size)).min())


def _reaches(geometries: np.ndarray, part: Grid) -> np.ndarray:
    """Whether each geometry reaches into a window, beyond its edge; also those beyond repair."""
    rows, cols = part.shape
    top, left, bottom, right = _EDGE_PX, _EDGE_PX, rows - _EDGE_PX, cols - _EDGE_PX
    corners = [(top, left), (top, right), (bottom, right), (bottom, left)]
    inside = shapely.polygons([part.xy(*corner) for corner in corners])
    shapely.prepare(inside)
    reaching: np.ndarray = shapely.intersects(inside, geometries) | shapely.is_missing(geometries)
    return reaching


def _keys(source: Features, key: Key) -> list[str]:
    """Key of every feature; features with equal attributes are asked once."""
    known: dict[tuple[Any, ...], str] = {}
    keys = []
    for values in zip(*(array.tolist() for array in source.columns.values())):
        if values not in known:
            known[values] = key(dict(zip(source.columns, values)))
        keys.append(known[values])
    return keys
