"""Reading vector layers; the only module that opens them."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ..errors import SureCoverError, reason
from ..grid import Grid, Window
from ..lazy import LazyModule
from ..paths import layer_in
from ..rasters import gdal_errors, same_crs

if TYPE_CHECKING:
    import pyogrio
    import rasterio
    import rasterio.warp
    import shapely
else:
    pyogrio = LazyModule("pyogrio")
    pyogrio.errors = LazyModule("pyogrio.errors")
    pyogrio.raw = LazyModule("pyogrio.raw")
    rasterio = LazyModule("rasterio")
    rasterio.warp = LazyModule("rasterio.warp")
    shapely = LazyModule("shapely")

Box = tuple[float, float, float, float]
"""(left, bottom, right, top)."""

_EDGE_PX = 64
"""Edges are cut to at most this many pixels before they are reprojected, so that they bend with the
projection; the rest of the bend is far below a pixel."""

_EDGE_DEGREES = 1.0
"""The same in degrees: around a pole a few pixels are all meridians."""

_FARTHEST = 1e100
"""Coordinates beyond it would overflow in areas."""


@dataclass(frozen=True)
class Layer:
    """A vector layer.

    Attributes:
        path: Of its file.
        name: Of the layer in the file.
        crs: As WKT or "EPSG:…"; "" when it has none.
        fields: Names of its attributes.
        quick: Whether the features near a place are found without reading the whole file.
    """

    path: str
    name: str
    crs: str
    fields: tuple[str, ...]
    quick: bool = True

    def field(self, name: str, label: str) -> str:
        """The attribute with a name, preferably in the same case.

        Raises:
            SureCoverError: There is none.
        """
        for candidate in self.fields:
            if candidate == name:
                return candidate
        for candidate in self.fields:
            if candidate.casefold() == name.casefold():
                return candidate
        raise SureCoverError(
            f"{label} is {name!r}, which the layer {self.name!r} of {self.path} does not have; "
            f"allowed are {', '.join(self.fields) or 'none, it has no fields'}."
        )


def is_vector(path: str) -> bool:
    """Whether a path names a vector file (`path|layername=…` always does)."""
    return bool(layer_in(path)[1]) or any(kind is not None for kind in _kinds(path))


def is_table(path: str) -> bool:
    """Whether a path names a file of tables without any geometry, such as a CSV file."""
    kinds = _kinds(path)
    return bool(kinds) and all(kind is None for kind in kinds)


def _kinds(path: str) -> list[str | None]:
    """The kind of geometry of each layer, None for none; [] of what holds no layers."""
    try:
        return [kind for _, kind in pyogrio.list_layers(path)]
    except pyogrio.errors.DataSourceError:
        return []


def layers_of(path: str, label: str = "The vector layer") -> list[Layer]:
    """The layers with geometry of a file, or the one that `path|layername=name` names.

    Raises:
        SureCoverError: The file is no vector, holds no geometry, or has no such layer.
    """
    file, details = layer_in(path)
    told = dict(part.partition("=")[::2] for part in details.split("|"))
    if "subset" in told:
        raise SureCoverError(
            f"{label} is cut down to a subset of its features: {path}; save these as a file of their own."
        )
    wanted = told.get("layername", "")
    try:
        names = [name for name, kind in pyogrio.list_layers(file) if kind is not None]
    except pyogrio.errors.DataSourceError as error:
        raise SureCoverError(
            f"{label} cannot be opened as a vector layer: {file}; choose a file that GDAL can read."
        ) from error
    if not names:
        raise SureCoverError(f"{label} holds no layer with geometry: {file}; choose another file.")
    if wanted and wanted not in names:
        raise SureCoverError(f"{label} has no layer {wanted!r}: {file}; allowed are {', '.join(names)}.")
    return [_layer(file, name) for name in names if not wanted or name == wanted]


def layer_of(
    path: str, field: str = "", label: str = "The vector layer", field_label: str = "Field"
) -> Layer:
    """The one layer that a path and a field name.

    Raises:
        SureCoverError: As `layers_of`; or several layers remain; or none has the field.
    """
    layers = layers_of(path, label)
    if field and len(layers) > 1:
        layers = [x for x in layers if field.casefold() in (f.casefold() for f in x.fields)] or layers
    if len(layers) > 1:
        raise SureCoverError(
            f"{label} holds several layers: {path}; add |layername= and one of "
            f"{', '.join(layer.name for layer in layers)}."
        )
    if field:
        layers[0].field(field, field_label)
    return layers[0]


@dataclass(frozen=True)
class Near:
    """Features near a window.

    Attributes:
        positions: Among all the features, int64 (n,).
        geometries: Valid shapely geometries in the grid's CRS, an object array (n,); cut off beyond the
            window's surroundings, None where one is beyond repair.
        areas: float64 (n,), of each whole feature, comparable between layers; 0 for lines and points.
        middles: float64 (n, 2), the middle of the bounds of each feature's part on the grid.
    """

    positions: np.ndarray
    geometries: np.ndarray
    areas: np.ndarray
    middles: np.ndarray

    def of(self, wanted: np.ndarray) -> Near:
        """Those of the features that an index or mask chooses."""
        return Near(*(array[wanted] for array in vars(self).values()))


def joined(parts: Sequence[Near]) -> Near:
    """Several lots of features as one."""
    return Near(*(np.concatenate(arrays) for arrays in zip(*(vars(part).values() for part in parts))))


class Features:
    """The features of a layer near a grid: their attributes at hand, their geometries by windows.

    Of a layer that is not quick to search, such as GeoJSON, the geometries are read once and kept.

    Attributes:
        columns: Attribute arrays (n,) by name, in the order of the file.

    Args:
        layer: The layer.
        grid: The grid that windows refer to.
        columns: The attributes wanted.
        reach: How far beyond a window features are of interest, in units of the grid's CRS.

    Raises:
        SureCoverError: Layer and grid cannot be brought together, or the file is damaged.
    """

    def __init__(self, layer: Layer, grid: Grid, columns: Sequence[str] = (), reach: float = 0.0) -> None:
        self._layer, self._grid, self._reach = layer, grid, reach
        boxes = _boxes(layer, grid, reach)
        parts = [_read(layer, box, columns, geometry=not layer.quick) for box in boxes]
        ids = np.concatenate([ids for ids, _, _ in parts])
        order = np.argsort(ids, kind="stable") if layer.quick else np.arange(len(ids))
        self._ids = ids[order]
        self.columns = {
            name: np.concatenate([part[2][name] for part in parts])[order] for name in parts[0][2]
        }
        # Layers of different CRS are compared by area, so all areas are in units of the grid's.
        self._box = boxes[0] if len(boxes) == 1 else (-180.0, boxes[0][1], 180.0, boxes[0][3])
        self._unit = _size(around(grid, reach)) / max(sum(map(_size, boxes)), 1e-300)
        if not layer.quick:
            self._wkb = np.concatenate([wkb for _, wkb, _ in parts])
            self._bounds = shapely.bounds(_parsed(self._wkb))

    def __len__(self) -> int:
        return len(self._ids)

    def read(self, window: Window | None = None) -> Near:
        """The features whose envelope meets a window of the grid; all of it by default."""
        part = self._grid.part(window) if window else self._grid
        return joined([self._near(box, part) for box in _boxes(self._layer, part, self._reach)])

    def _near(self, box: Box, part: Grid) -> Near:
        positions, wkb = self._stored(box)
        geometries = _sound(_parsed(wkb))
        areas = np.nan_to_num(shapely.area(geometries)) * self._unit
        left, bottom, right, top = self._box
        bounds = shapely.bounds(geometries).reshape(-1, 4)
        bounds = bounds.clip([left, bottom, left, bottom], [right, top, right, top])
        middles = np.nan_to_num((bounds[:, :2] + bounds[:, 2:]) / 2)
        geometries = shapely.clip_by_rect(geometries, *box)
        if not same_crs(self._layer.crs, part.crs):
            geometries = _reproject(geometries, self._layer.crs, part, box)
            middles = _moved(middles, self._layer.crs, part.crs)
        return Near(positions, geometries, areas, middles)

    def _stored(self, box: Box) -> tuple[np.ndarray, np.ndarray]:
        """Positions and WKB of the features whose envelope meets a box."""
        if self._layer.quick:
            ids, wkb, _ = _read(self._layer, box, (), geometry=True)
            positions = np.searchsorted(self._ids, ids)
            known = positions < len(self._ids)
            known[known] = self._ids[positions[known]] == ids[known]
            return positions[known], wkb[known]
        left, bottom, right, top = self._bounds.T
        meets = (left <= box[2]) & (right >= box[0]) & (bottom <= box[3]) & (top >= box[1])
        positions = np.flatnonzero(meets)
        return positions, self._wkb[positions]


@dataclass(frozen=True)
class PointPixels:
    """Points on a grid.

    Attributes:
        rows, cols: int64 (n,), the pixels they lie on.
        columns: Attribute arrays (n,) by name.
        outside: Points of the layer that lie beside the grid.
    """

    rows: np.ndarray
    cols: np.ndarray
    columns: dict[str, np.ndarray]
    outside: int


def points_of(layer: Layer, grid: Grid, columns: Sequence[str] = ()) -> PointPixels | None:
    """The points of a layer; None where some feature near the grid is no point.

    Raises:
        SureCoverError: As `Features`.
    """
    features = Features(layer, grid, columns)
    near = features.read()
    near = near.of(~(shapely.is_missing(near.geometries) | shapely.is_empty(near.geometries)))
    if (shapely.get_dimensions(near.geometries) > 0).any():
        return None
    places, owner = shapely.get_coordinates(near.geometries, return_index=True)
    rows, cols = (np.floor(place).astype(np.int64) for place in grid.rowcol(places[:, 0], places[:, 1]))
    inside = (rows >= 0) & (rows < grid.height) & (cols >= 0) & (cols < grid.width)
    chosen = near.positions[owner[inside]]
    there = {name: values[chosen] for name, values in features.columns.items()}
    outside = count_of(layer) - len(np.unique(chosen))
    return PointPixels(rows[inside], cols[inside], there, outside)


def count_of(layer: Layer) -> int:
    """Number of the features of a layer."""
    return int(pyogrio.read_info(layer.path, layer=layer.name, force_feature_count=True)["features"])


def _layer(file: str, name: str) -> Layer:
    info = pyogrio.read_info(file, layer=name)
    zipped = file.casefold().endswith(".zip")
    quick = info["capabilities"]["fast_spatial_filter"] or (info["driver"] == "ESRI Shapefile" and not zipped)
    return Layer(file, name, info["crs"] or "", tuple(str(field) for field in info["fields"]), quick)


def _read(
    layer: Layer, box: Box, columns: Sequence[str], *, geometry: bool
) -> tuple[np.ndarray, np.ndarray, dict[str, np.ndarray]]:
    """Ids, WKB (empty unless asked for) and attributes of the features whose envelope meets a box."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            meta, ids, wkb, values = pyogrio.raw.read(
                layer.path, layer=layer.name, columns=list(columns), bbox=box,
                read_geometry=geometry, return_fids=True,
            )  # fmt: skip
    except (
        pyogrio.errors.DataSourceError,
        pyogrio.errors.DataLayerError,
        pyogrio.errors.FeatureError,
    ) as error:
        raise SureCoverError(
            f"{layer.path} cannot be read ({error}); the file is damaged: copy or download it again."
        ) from error
    table = {str(name): _scalars(array) for name, array in zip(meta["fields"], values)}
    return ids, np.zeros(0, object) if wkb is None else wkb, table


def _scalars(values: np.ndarray) -> np.ndarray:
    """An attribute's values, with lists as text."""
    if values.dtype != object:
        return values
    texts = [str(value.tolist()) if isinstance(value, np.ndarray) else value for value in values]
    return np.array([*texts, None], object)[:-1]


def _parsed(wkb: np.ndarray) -> np.ndarray:
    """The geometries, flat; None where one is damaged."""
    with np.errstate(invalid="ignore"):  # numpy complains of coordinates that are no numbers
        parsed: np.ndarray = shapely.force_2d(shapely.from_wkb(wkb, on_invalid="ignore"))
    return parsed


def _sound(geometries: np.ndarray) -> np.ndarray:
    """The geometries made valid; None where a coordinate is no place or nothing is left."""
    far = np.abs(shapely.bounds(geometries)).reshape(-1, 4).max(axis=1) > _FARTHEST
    broken = np.flatnonzero(~shapely.is_missing(geometries) & ~shapely.is_valid(geometries))
    points, owner = shapely.get_coordinates(geometries[broken], return_index=True)
    far[broken[np.unique(owner[~np.isfinite(points).all(axis=1)])]] = True
    geometries[far] = None
    broken = broken[~far[broken]]
    mended = shapely.make_valid(geometries[broken], method="structure", keep_collapsed=False)
    geometries[broken] = np.where(shapely.is_empty(mended), None, mended)
    return geometries


def around(grid: Grid, reach: float = 0.0) -> Box:
    """Bounds of a grid with two pixels and `reach` around it."""
    left, bottom, right, top = grid.bounds
    margin = 2 * max(grid.pixel_size) + reach
    return left - margin, bottom - margin, right + margin, top + margin


def _size(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _boxes(layer: Layer, grid: Grid, reach: float) -> list[Box]:
    """What surrounds a grid in the layer's CRS: one box, or two on both sides of the date line."""
    if bool(layer.crs) != bool(grid.crs):
        without = f"The layer {layer.name!r} of {layer.path}" if grid.crs else "The reference grid"
        raise SureCoverError(f"{without} has no CRS while the other has one; assign the CRS it was made in.")
    wanted = around(grid, reach)
    if same_crs(layer.crs, grid.crs):
        return [wanted]
    user = rasterio.crs.CRS.from_user_input
    try:
        box = rasterio.warp.transform_bounds(user(grid.crs), user(layer.crs), *wanted)
    except gdal_errors() as error:
        raise SureCoverError(
            f"The layer {layer.name!r} of {layer.path} cannot be brought to the reference CRS "
            f"({reason(error)}); check which CRS it was given."
        ) from error
    west, south, east, north = (float(side) for side in box)
    if west <= east:
        return [(west, south, east, north)]
    return [(west, south, 180.0, north), (-180.0, south, east, north)]


def _reproject(geometries: np.ndarray, crs: str, grid: Grid, box: Box) -> np.ndarray:
    """The geometries in the grid's CRS; None where one has no place in it."""
    longest = _EDGE_PX * max((box[2] - box[0]) / (grid.width + 4), (box[3] - box[1]) / (grid.height + 4))
    if rasterio.crs.CRS.from_user_input(crs).is_geographic:
        longest = min(longest, _EDGE_DEGREES)
    finer = shapely.segmentize(geometries, longest)
    placed: np.ndarray = shapely.transform(finer, lambda points: _moved(points, crs, grid.crs))
    points, owner = shapely.get_coordinates(placed, return_index=True)
    placed[np.unique(owner[~np.isfinite(points).all(axis=1)])] = None
    return placed


def _moved(points: np.ndarray, source: str, target: str) -> np.ndarray:
    user = rasterio.crs.CRS.from_user_input
    xs, ys = rasterio.warp.transform(user(source), user(target), points[:, 0], points[:, 1])[:2]
    return np.column_stack([xs, ys])
