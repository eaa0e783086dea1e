"""A reference of any kind, raster, polygons or points, seen as a map."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack

import numpy as np

from ..errors import SureCoverError
from ..external.burning import by_field
from ..external.vectors import is_vector, layer_of
from ..grid import Grid, Window
from ..rasters import open_raster
from ..scheme import ClassScheme
from .references import ClassReader, Points, class_numbers, read_points

ReferenceMap = Callable[[Window], "tuple[np.ndarray, np.ndarray]"]
"""Of a window: positions of the classes in the scheme, int64 (rows, cols), 0 where not known; and how much
each pixel counts, float64 (rows, cols)."""


def reference_map(
    path: str, field: str, grid: Grid, scheme: ClassScheme, label: Callable[[str], str], stack: ExitStack
) -> ReferenceMap:
    """See a reference on a grid.

    Pixels of rasters and polygons all count alike. A point of a stratified sample counts as much as the
    pixels of its stratum that it stands for; of several points in a pixel the last one is seen.

    Args:
        path: The reference.
        field: Attribute of a vector layer that holds the class; "" where points tell it.
        grid: Rows and columns of windows refer to it.
        scheme: Of the classes.
        label: How messages name the parameters "reference" and "field".
        stack: What keeps a raster open.

    Raises:
        SureCoverError: It cannot be read, or a class is none of the scheme.
    """
    if not is_vector(path):
        raster = stack.enter_context(open_raster(path, grid, label=label("reference")))
        return _counting_alike(ClassReader(raster, scheme, label("reference")).read)
    layer = layer_of(path, field, label("reference"), label("field"))
    points = read_points(layer, field, grid, scheme, label)
    if points is not None:
        return _drawn(points)
    if not field:
        raise SureCoverError(
            f"{label('field')} is not set; name the attribute of {path} that holds the class, one of "
            f"{', '.join(layer.fields)}."
        )
    drawn = by_field(layer, layer.field(field, label("field")), grid)
    numbers = class_numbers(drawn.keys, scheme, label("reference"))
    return _counting_alike(lambda window: numbers[drawn.read(window)])


def _counting_alike(read: Callable[[Window], np.ndarray]) -> ReferenceMap:
    def seen(window: Window) -> tuple[np.ndarray, np.ndarray]:
        classes = read(window)
        return classes, np.ones(classes.shape)

    return seen


def _drawn(points: Points) -> ReferenceMap:
    labelled = points.classes > 0
    rows, cols, classes = points.rows[labelled], points.cols[labelled], points.classes[labelled]
    weights = np.ones(len(rows))
    if points.strata is not None and points.sizes is not None:
        _, stratum, sizes = np.unique(points.strata[labelled], return_inverse=True, return_counts=True)
        weights = np.maximum(points.sizes[labelled] / sizes[stratum], 1)

    def seen(window: Window) -> tuple[np.ndarray, np.ndarray]:
        (top, bottom), (left, right) = ((part.start, part.stop) for part in window)
        inside = (rows >= top) & (rows < bottom) & (cols >= left) & (cols < right)
        place = rows[inside] - top, cols[inside] - left
        found = np.zeros((bottom - top, right - left), np.int64), np.ones((bottom - top, right - left))
        for canvas, values in zip(found, (classes, weights)):
            canvas[place] = values[inside]
        return found

    return seen
