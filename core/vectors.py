"""Reading vector layers; the only module that opens them."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from .crosswalk import code_text
from .errors import SureCoverError, reason
from .grid import Grid, Window
from .lazy import LazyModule
from .paths import layer_in
from .rasters import gdal_errors, same_crs

if TYPE_CHECKING:
    import pyogrio
    import rasterio
    import rasterio.features
    import rasterio.warp
    import shapely
else:
    pyogrio = LazyModule("pyogrio")
    pyogrio.errors = LazyModule("pyogrio.errors")
    pyogrio.raw = LazyModule("pyogrio.raw")
    rasterio = LazyModule("rasterio")
    rasterio.features = LazyModule("rasterio.features")
    rasterio.warp = LazyModule("rasterio.warp")
    shapely = LazyModule("shapely")

_EDGE_PX = 64
"""Edges are cut to at most this many pixels before they are reprojected, so that they bend with the
projection; the rest of the bend is far below a pixel."""


@dataclass(frozen=True)
class Layer:
    """A vector layer.

    Attributes:
        path: Of its file.
        name: Of the layer in the file.
        crs: As WKT or "EPSG:…"; "" when it has none.
        fields: Names of its attributes.
    """

    path: str
    name: str
    crs: str
    fields: tuple[str, ...]

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


@dataclass(frozen=True)
class Features:
    """Features near one place.

    Attributes:
        geometries: shapely geometries in the grid's CRS, an object array (n,); parts far outside
            the place are cut off.
        areas: float64 (n,), area of each whole feature in squared units of the layer's own CRS;
            0 for lines and points.
        columns: Attribute arrays (n,) by name.
    """

    geometries: np.ndarray
    areas: np.ndarray
    columns: dict[str, np.ndarray]


def is_vector(path: str) -> bool:
    """Whether a path names a vector file (`path|layername=…` always does)."""
    if layer_in(path)[1]:
        return True
    try:
        return any(kind is not None for _, kind in pyogrio.list_layers(path))
    except pyogrio.errors.DataSourceError:
        return False


def layers_of(path: str, label: str = "The vector layer") -> list[Layer]:
    """The layers with geometry of a file, or the one that `path|layername=name` names.

    Raises:
        SureCoverError: The file is no vector, holds no geometry, or has no such layer.
    """
    file, details = layer_in(path)
    wanted = dict(part.partition("=")[::2] for part in details.split("|")).get("layername", "")
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


def read_columns(layer: Layer, grid: Grid, columns: Sequence[str]) -> dict[str, np.ndarray]:
    """Attributes of the features whose envelope meets a grid, without their geometry.

    Raises:
        SureCoverError: Layer and grid cannot be brought together, or the file is damaged.
    """
    return _read(layer, _box(layer, grid), columns, geometry=False)[1]


def read_features(layer: Layer, grid: Grid, columns: Sequence[str] = ()) -> Features:
    """Features whose envelope meets a grid (for a window: `grid.part(window)`), in the grid's CRS.

    Raises:
        SureCoverError: As `read_columns`.
    """
    box = _box(layer, grid)
    wkb, values = _read(layer, box, columns, geometry=True)
    try:
        geometries = shapely.force_2d(shapely.from_wkb(wkb))
    except shapely.errors.GEOSException as error:
        raise SureCoverError(
            f"{layer.path} holds a geometry that cannot be read ({error}); repair its geometries."
        ) from error
    present = ~(shapely.is_missing(geometries) | shapely.is_empty(geometries))
    geometries = geometries[present]
    broken = ~shapely.is_valid(geometries)
    geometries[broken] = shapely.make_valid(geometries[broken])
    areas = shapely.area(geometries)
    geometries = shapely.clip_by_rect(geometries, *box)
    if not same_crs(layer.crs, grid.crs):
        geometries = _reproject(geometries, layer.crs, grid, box)
    return Features(geometries, areas, {name: array[present] for name, array in values.items()})


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
    drawn = ~shapely.is_empty(np.asarray(geometries, object))
    shapes = [(g, int(v)) for g, v, ok in zip(geometries, values, drawn) if ok]
    if shapes:
        rasterio.features.rasterize(
            shapes, out=canvas, transform=rasterio.Affine(*part.transform), all_touched=all_touched
        )
    return canvas


@dataclass(frozen=True)
class Keyed:
    """Vector layers seen as a raster of keys: each feature carries a text made of its attributes.

    Within a drawing level larger polygons are drawn first, so that smaller ones stay visible; lines
    and points come last and cover every pixel they touch.

    Attributes:
        layers: The layers drawn.
        columns: By layer name, the attributes that make the key.
        key: (attributes of one feature) → its text; "" = not drawn.
        grid: The grid that windows refer to.
        keys: The texts that occur near the grid; the raster's value i + 1 means keys[i].
        levels: Drawing level by key, where it is not 0.
    """

    layers: tuple[Layer, ...]
    columns: Mapping[str, tuple[str, ...]]
    key: Callable[[Mapping[str, Any]], str]
    grid: Grid
    keys: tuple[str, ...]
    levels: Mapping[str, int]

    def read(self, window: Window) -> np.ndarray:
        """Key numbers, int32 (rows, cols); 0 where no feature lies."""
        number = {key: i for i, key in enumerate(self.keys, start=1)}
        canvas = np.zeros(self.grid.part(window).shape, np.int32)
        found = [
            (features, np.array([number.get(key, 0) for key in _keys(features.columns, self.key)], np.int32))
            for features in (
                read_features(layer, self.grid.part(window), self.columns[layer.name])
                for layer in self.layers
            )
        ]
        geometries = np.concatenate([features.geometries for features, _ in found])
        areas = np.concatenate([features.areas for features, _ in found])
        values = np.concatenate([numbers for _, numbers in found])
        level = np.array([0, *(self.levels.get(key, 0) for key in self.keys)])[values]
        thin = shapely.get_dimensions(geometries) < 2
        order = np.lexsort((-areas, thin, level))
        order = order[values[order] > 0]
        steps = np.flatnonzero(np.diff(thin[order])) + 1
        for run in np.split(order, steps):
            touched = bool(len(run)) and bool(thin[run[0]])
            burn(geometries[run], values[run], self.grid, window, all_touched=touched, out=canvas)
        return canvas


def keyed(
    layers: Sequence[Layer],
    columns: Mapping[str, Sequence[str]],
    key: Callable[[Mapping[str, Any]], str],
    grid: Grid,
    levels: Mapping[str, int] | None = None,
) -> Keyed:
    """See the layers as a raster of keys on a grid; the arguments are the attributes of Keyed.

    Raises:
        SureCoverError: No feature lies near the grid.
    """
    taken = {name: tuple(names) for name, names in columns.items()}
    keys: set[str] = set()
    count = 0
    for layer in layers:
        values = _keys(read_columns(layer, grid, taken[layer.name]), key)
        count += len(values)
        keys.update(values)
    if not count:
        raise SureCoverError(
            f"{layers[0].path} has no feature on the reference grid; "
            "choose layers of the same place, or check their CRS."
        )
    return Keyed(tuple(layers), taken, key, grid, tuple(sorted(keys - {""})), levels or {})


def by_field(layer: Layer, field: str, grid: Grid) -> Keyed:
    """See a layer as a raster of one attribute's values, each written by `code_text`."""
    return keyed([layer], {layer.name: [field]}, lambda values: code_text(values[field]), grid)


def zones(layer: Layer, field: str, grid: Grid) -> Keyed:
    """The zones of a polygon layer: features with the same value of a field are one zone.

    Returns:
        `keys` names the zones; `read(window)` gives their numbers, 1 for keys[0], 0 outside.
    """
    return keyed([layer], {layer.name: [field]}, lambda values: _plain(values[field]), grid)


def _plain(value: Any) -> str:  # noqa: ANN401 - whatever the field holds
    return "" if not code_text(value) else str(value)


def _keys(columns: Mapping[str, np.ndarray], key: Callable[[Mapping[str, Any]], str]) -> list[str]:
    """Key of every feature; features with equal attributes are asked once."""
    known: dict[tuple[Any, ...], str] = {}
    keys = []
    for values in zip(*(array.tolist() for array in columns.values())):
        if values not in known:
            known[values] = key(dict(zip(columns, values)))
        keys.append(known[values])
    return keys


def _layer(file: str, name: str) -> Layer:
    info = pyogrio.read_info(file, layer=name)
    return Layer(file, name, info["crs"] or "", tuple(str(field) for field in info["fields"]))


def _read(
    layer: Layer, box: tuple[float, float, float, float], columns: Sequence[str], *, geometry: bool
) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            meta, _, wkb, values = pyogrio.raw.read(
                layer.path, layer=layer.name, columns=list(columns), bbox=box, read_geometry=geometry
            )
    except (
        pyogrio.errors.DataSourceError,
        pyogrio.errors.DataLayerError,
        pyogrio.errors.FeatureError,
    ) as error:
        raise SureCoverError(
            f"{layer.path} cannot be read ({error}); the file is damaged: copy or download it again."
        ) from error
    return wkb, {str(name): _scalars(array) for name, array in zip(meta["fields"], values)}


def _scalars(values: np.ndarray) -> np.ndarray:
    """An attribute's values, with lists as text."""
    if values.dtype != object:
        return values
    texts = [str(value.tolist()) if isinstance(value, np.ndarray) else value for value in values]
    return np.array([*texts, None], object)[:-1]


def _box(layer: Layer, grid: Grid) -> tuple[float, float, float, float]:
    """Bounds of the grid and two pixels around it in the layer's CRS."""
    if bool(layer.crs) != bool(grid.crs):
        without = f"The layer {layer.name!r} of {layer.path}" if grid.crs else "The reference grid"
        raise SureCoverError(f"{without} has no CRS while the other has one; assign the CRS it was made in.")
    left, bottom, right, top = grid.bounds
    margin = 2 * max(grid.pixel_size)
    around = (left - margin, bottom - margin, right + margin, top + margin)
    if same_crs(layer.crs, grid.crs):
        return around
    user = rasterio.crs.CRS.from_user_input
    try:
        box = rasterio.warp.transform_bounds(user(grid.crs), user(layer.crs), *around)
    except gdal_errors() as error:
        raise SureCoverError(
            f"The layer {layer.name!r} of {layer.path} cannot be brought to the reference CRS "
            f"({reason(error)}); check which CRS it was given."
        ) from error
    west, south, east, north = (float(side) for side in box)
    return west, south, east, north


def _reproject(
    geometries: np.ndarray, crs: str, grid: Grid, box: tuple[float, float, float, float]
) -> np.ndarray:
    user = rasterio.crs.CRS.from_user_input
    source, target = user(crs), user(grid.crs)
    longest = _EDGE_PX * max((box[2] - box[0]) / (grid.width + 4), (box[3] - box[1]) / (grid.height + 4))

    def moved(points: np.ndarray) -> np.ndarray:
        xs, ys = rasterio.warp.transform(source, target, points[:, 0], points[:, 1])[:2]
        return np.column_stack([xs, ys])

    reprojected: np.ndarray = shapely.transform(shapely.segmentize(geometries, longest), moved)
    return reprojected
