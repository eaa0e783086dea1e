"""Labelled polygons as the reference of a map, and the strata that they were drawn from."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from ..errors import SureCoverError
from ..external.burning import by_field
from ..external.vectors import Layer
from ..grid import Grid, Window
from ..progress import Progress
from ..scheme import ClassScheme
from .references import class_numbers
from .strata import StrataMap


class Polygons:
    """Polygons on a grid, as rasters that are drawn window by window.

    Attributes:
        sizes: Pixels of each stratum, 0 where no polygon lies, float64 (strata,); None without strata.
        expansion: How many pixels of the land a pixel in a polygon of each stratum stands for, float64
            (strata,).

    Args:
        layer: The polygons.
        field: The attribute that holds their classes.
        grid: The grid.
        scheme: Of the classes.
        strata: The raster of strata; None without.
        label: How messages name a parameter.

    Raises:
        SureCoverError: No field is named, it holds what is no class, or nothing lies on the grid.
    """

    def __init__(
        self,
        layer: Layer,
        field: str,
        grid: Grid,
        scheme: ClassScheme,
        strata: StrataMap | None,
        label: Callable[[str], str],
    ) -> None:
        if not field:
            raise SureCoverError(
                f"{label('field')} is not set; name the attribute of {layer.path} that holds the class, one "
                f"of {', '.join(layer.fields) or 'none, it has no fields'}."
            )
        self._drawn = by_field(layer, layer.field(field, label("field")), grid)
        self._classes = class_numbers(self._drawn.keys, scheme, label("reference"))[self._drawn.numbers]
        self._strata = strata
        self.sizes: np.ndarray | None = None
        self.expansion = np.ones(1)

    def read(self, window: Window) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Positions of the classes, 0 for none; numbers of the polygons; strata from 0; (rows, cols) each."""
        polygons = self._drawn.draw(window)[0]
        classes = self._classes[polygons]
        if self._strata is None:
            return classes, polygons, np.zeros(classes.shape, np.int64)
        strata = self._strata.read(window)
        return np.where(strata < 0, 0, classes), polygons, strata

    def measure(self, windows: Callable[[Progress], Iterable[Window]], progress: Progress) -> None:
        """Find `sizes` and `expansion` of the strata, if there are any, by reading all windows twice."""
        if self._strata is None:
            return
        for window in windows(progress.part(0, 0.3)):
            self._strata.count(window)
        sizes = self._strata.sizes
        sampled = np.zeros(len(sizes), np.int64)
        for window in windows(progress.part(0.3, 1)):
            classes, _, strata = self.read(window)
            sampled += np.bincount(strata[classes > 0], minlength=len(sizes))
        self.sizes = np.where(sampled > 0, sizes, 0)
        self.expansion = sizes / np.maximum(sampled, 1)
