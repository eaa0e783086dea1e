"""The radius tests of the correction, exact: is there a polygon nearby that teaches a pixel's cluster?

`Cells` settle most pixels; the others are measured against the rim pixels of the polygons around, by
a k-d tree whose third axis keeps apart what must not be compared.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import numpy as np

from ..components import label, rim
from ..grid import Window
from ..lazy import LazyModule
from .cells import Cells
from .signatures import BYTES, CLUSTERS, holds
from .survey import Layers, Survey

if TYPE_CHECKING:
    from scipy import spatial
else:
    spatial = LazyModule("scipy.spatial")

_AT_ONCE = 2**12
"""Rim pixels looked at together: each may become as many points as there are clusters."""

_MOST_PIXELS = 2**19
"""Pixels that are measured together."""

_MOST_POINTS = 2**20
"""Points in one tree, about: each takes about 100 bytes."""


class Pixels(NamedTuple):
    """Pixels to judge.

    Attributes:
        rows, cols: int64 (n,), places on the raster.
        clusters: uint8 (n,), 0 = none.
        class_place: (n,), places of their classes, from 1.
        groups: int64 (n,), only polygons of the same group count.
    """

    rows: np.ndarray
    cols: np.ndarray
    clusters: np.ndarray
    class_place: np.ndarray
    groups: np.ndarray

    def take(self, index: np.ndarray | slice) -> Pixels:
        """Some of them."""
        return Pixels(*(column[index] for column in self))


class _Rims(NamedTuple):
    """Rim pixels of the polygons in a block: int32 (n,) places, and rows in `Survey.polygons`."""

    rows: np.ndarray
    cols: np.ndarray
    polygons: np.ndarray


class Polygons(Protocol):
    """Polygons with what is known of them; see `Near`."""

    @property
    def taught(self) -> np.ndarray: ...  # noqa: D102

    @property
    def class_place(self) -> np.ndarray: ...  # noqa: D102

    @property
    def inside(self) -> np.ndarray: ...  # noqa: D102

    def around(self, rows: tuple[int, int], cols: tuple[int, int]) -> Iterator[_Rims]:
        """The rims of all blocks that share pixels with a window, first and last rows and columns."""


class Near(NamedTuple):
    """The polygons near a window, a value to send elsewhere.

    Attributes:
        rims: Their rim pixels, by blocks; `polygons` are rows of the other columns.
        taught: uint8 (polygons, 32), the clusters that they teach.
        class_place: (polygons,), places of their classes.
        inside: int64 (polygons,), numbers of the components of predicted pixels that they lie in.
    """

    rims: list[_Rims]
    taught: np.ndarray
    class_place: np.ndarray
    inside: np.ndarray

    def around(self, rows: tuple[int, int], cols: tuple[int, int]) -> Iterator[_Rims]:
        """As Polygons says, of a part of the window."""
        yield from self.rims


class Rims:
    """The rim pixels of polygons block by block, remembered as far as memory allows.

    Attributes:
        taught, class_place, inside: Of all polygons, as of `Near`.

    Args:
        layers: The maps.
        survey: What is known of them.
        connectivity: As in the survey.
        most_bytes: How much to remember.
    """

    def __init__(self, layers: Layers, survey: Survey, connectivity: int, most_bytes: int) -> None:
        self._layers, self._survey, self._connectivity = layers, survey, connectivity
        _, self.inside, self.class_place, self.taught = survey.polygons
        self._left = most_bytes
        self._known: OrderedDict[int, _Rims] = OrderedDict()

    def around(self, rows: tuple[int, int], cols: tuple[int, int]) -> Iterator[_Rims]:
        """As Polygons says."""
        windows, side = self._survey.windows, self._survey.side
        across = sum(window[0].start == 0 for window in windows)
        last_row, last_col = windows[-1][0].stop - 1, windows[-1][1].stop - 1
        for row in range(max(rows[0], 0) // side, min(rows[1], last_row) // side + 1):
            for col in range(max(cols[0], 0) // side, min(cols[1], last_col) // side + 1):
                yield self._of(row * across + col)

    def near(self, window: Window, margin: int) -> Near:
        """Only the polygons within a margin around a window."""
        (top, bottom), (left, right) = ((p.start - margin, p.stop - 1 + margin) for p in window)
        parts = []
        for rims in self.around((top, bottom), (left, right)):
            rows, cols, _ = rims
            reached = (rows >= top) & (rows <= bottom) & (cols >= left) & (cols <= right)
            parts.append(_Rims(*(column[reached] for column in rims)))
        known = np.unique(np.concatenate([part.polygons for part in parts]))
        renumbered = [part._replace(polygons=np.searchsorted(known, part.polygons)) for part in parts]
        return Near(renumbered, self.taught[known], self.class_place[known], self.inside[known])

    def _of(self, index: int) -> _Rims:
        if index in self._known:
            self._known.move_to_end(index)
            return self._known[index]
        rims = self._find(index)
        self._known[index] = rims
        self._left -= sum(column.nbytes for column in rims)
        while self._left < 0 and len(self._known) > 1:
            _, oldest = self._known.popitem(last=False)
            self._left += sum(column.nbytes for column in oldest)
        return rims

    def _find(self, index: int) -> _Rims:
        window = self._survey.windows[index]
        anchors = self._layers.anchors(window)
        labels, count = label(anchors, self._connectivity)
        polygons = self._survey.polygons.rows_of(self._survey.offsets[index][1], count)
        rows, cols = np.nonzero(rim(anchors))
        own = polygons[labels[rows, cols]]
        rows, cols, own = rows[own >= 0], cols[own >= 0], own[own >= 0]
        return _Rims(
            (rows + window[0].start).astype(np.int32), (cols + window[1].start).astype(np.int32), own
        )


class Nearby:
    """All polygons; only those near a window when it is sent elsewhere.

    Args:
        rims: Of all polygons.
        window: See above.
        margin: How far around it they are near.
    """

    def __init__(self, rims: Rims, window: Window, margin: int) -> None:
        self.taught, self.class_place, self.inside = rims.taught, rims.class_place, rims.inside
        self.around = rims.around
        self._near = partial(rims.near, window, margin)

    def __reduce__(self) -> Any:  # noqa: ANN401 - as pickle wants it
        return Near, tuple(self._near())


class Neighbours:
    """Measures whether a polygon that teaches a pixel's cluster lies within the radius.

    Args:
        cells: Of the radius.
        polygons: Those that may be near.
        groups: int64 (polygons,), group of each; pixels of other groups learn nothing from it.
    """

    def __init__(self, cells: Cells, polygons: Polygons, groups: np.ndarray) -> None:
        self._cells, self._polygons, self._groups = cells, polygons, groups

    def teach(self, pixels: Pixels, tick: Callable[[], None]) -> np.ndarray:
        """Tell which pixels have such a polygon nearby: bool (n,).

        Args:
            pixels: Outside all polygons.
            tick: Called now and then.
        """
        parts = range(0, pixels.rows.size, _MOST_PIXELS)
        found = [self._teach(pixels.take(slice(start, start + _MOST_PIXELS)), tick) for start in parts]
        return np.concatenate([np.zeros(0, bool), *found])

    def _teach(self, pixels: Pixels, tick: Callable[[], None]) -> np.ndarray:
        found = np.zeros(pixels.rows.size, bool)
        radius = int(self._cells.radius)
        sought = _Sought(self._cells, pixels)
        (top, bottom), (left, right) = ((int(c.min()), int(c.max())) for c in (pixels.rows, pixels.cols))
        points: list[np.ndarray] = []
        for rims in self._polygons.around((top - radius, bottom + radius), (left - radius, right + radius)):
            tick()
            for some in self._points(rims, sought):
                points.append(some)
                if sum(map(len, points)) > _MOST_POINTS:
                    found |= sought.within(np.concatenate(points), ~found)
                    points = []
        return found | sought.within(np.concatenate([np.empty((0, 3)), *points]), ~found)

    def _points(self, rims: _Rims, sought: _Sought) -> Iterator[np.ndarray]:
        """Rim pixels as points, once for each sought cluster that their polygon teaches nearby."""
        polygons = self._polygons
        near = np.flatnonzero(sought.may_reach(rims.rows, rims.cols))
        for start in range(0, near.size, _AT_ONCE):
            rows, cols, own = (column[near[start : start + _AT_ONCE]] for column in rims)
            sets = polygons.taught[own] & sought.sets(rows, cols, polygons.class_place[own])
            some = np.flatnonzero(sets.any(axis=1))
            pixel, cluster = np.nonzero(np.unpackbits(sets[some], axis=1))
            pixel = some[pixel]
            layer = sought.layer(self._groups[own[pixel]], cluster)
            yield np.column_stack([rows[pixel], cols[pixel], layer])[layer >= 0].astype(np.float64)


class _Sought:
    """What a set of pixels looks for: clusters, by group, within the radius."""

    def __init__(self, cells: Cells, pixels: Pixels) -> None:
        self._cells = cells
        self._keys, layer = np.unique(pixels.groups * CLUSTERS + pixels.clusters, return_inverse=True)
        self._spacing = 2 * int(cells.radius) + 4
        places = np.column_stack([pixels.rows, pixels.cols, layer * self._spacing])
        self._pixels = places.astype(np.float64)
        down, across = cells.of(pixels.rows, pixels.cols)
        self._corner = max(down.min() - cells.reach, 0), max(across.min() - cells.reach, 0)
        self._end = (
            min(down.max() + cells.reach + 1, cells.shape[0]),
            min(across.max() + cells.reach + 1, cells.shape[1]),
        )
        shape = self._end[0] - self._corner[0], self._end[1] - self._corner[1]
        wanted = np.zeros((*shape, int(pixels.class_place.max()), BYTES), np.uint8)
        place = down - self._corner[0], across - self._corner[1], pixels.class_place.astype(np.int64) - 1
        bit = (128 >> (pixels.clusters & 7)).astype(np.uint8)
        np.bitwise_or.at(wanted, (*place, pixels.clusters >> 3), bit)
        self._wanted = cells.spread(wanted, certain=False)

    def may_reach(self, rows: np.ndarray, cols: np.ndarray) -> np.ndarray:
        """Whether pixels lie in cells that the radius may touch at all: bool (n,)."""
        down, across = self._cells.of(rows, cols)
        inside = (down >= self._corner[0]) & (down < self._end[0])
        reached: np.ndarray = inside & (across >= self._corner[1]) & (across < self._end[1])
        return reached

    def sets(self, rows: np.ndarray, cols: np.ndarray, class_place: np.ndarray) -> np.ndarray:
        """The clusters of a class that are sought around pixels which `may_reach`: uint8 (n, 32)."""
        down, across = self._cells.of(rows, cols)
        known = np.minimum(class_place, self._wanted.shape[2]) - 1
        sets = self._wanted[down - self._corner[0], across - self._corner[1], known]
        sets[class_place > self._wanted.shape[2]] = 0
        return sets

    def layer(self, groups: np.ndarray, clusters: np.ndarray) -> np.ndarray:
        """Third coordinate of points of these groups and clusters, −1 for what is not sought: int64 (n,)."""
        keys = groups * CLUSTERS + clusters
        place = np.minimum(np.searchsorted(self._keys, keys), self._keys.size - 1)
        return np.where(self._keys[place] == keys, place * self._spacing, -1)

    def within(self, points: np.ndarray, open_: np.ndarray) -> np.ndarray:
        """Which of the pixels `open_` have a point of their layer within the radius: bool (n,)."""
        found = np.zeros(open_.size, bool)
        if not len(points) or not open_.any():
            return found
        pixels = self._pixels[open_]
        tree = spatial.cKDTree(points, balanced_tree=False, compact_nodes=False)
        _, nearest = tree.query(pixels, distance_upper_bound=self._cells.radius + 1)
        near = nearest < len(points)
        apart = pixels[near] - points[nearest[near]]
        near[near] = (apart * apart).sum(axis=1) <= self._cells.radius * self._cells.radius
        found[open_] = near
        return found


class Settled(NamedTuple):
    """What the cells of a window settle: clusters that are taught within the radius.

    Attributes:
        corner: The first cell (down, across).
        certain: Around all pixels of a cell, uint8 (down, across, classes, 32).
        possible: Perhaps around some pixels of a cell, likewise.
    """

    corner: tuple[int, int]
    certain: np.ndarray
    possible: np.ndarray

    @classmethod
    def of(cls, cells: Cells, survey: Survey) -> Settled:
        """Of the whole raster."""
        return cls((0, 0), *(cells.spread(survey.sets, certain=certain) for certain in (True, False)))

    def part(self, cells: Cells, window: Window) -> Settled:
        """Of a window."""
        rows, cols = window
        ends = np.array([rows.start, rows.stop - 1]), np.array([cols.start, cols.stop - 1])
        (top, bottom), (left, right) = (span.tolist() for span in cells.of(*ends))
        here = slice(top, bottom + 1), slice(left, right + 1)
        return Settled((top, left), self.certain[here], self.possible[here])


def within_radius(
    pixels: Pixels, cells: Cells, settled: Settled, polygons: Polygons, tick: Callable[[], None]
) -> np.ndarray:
    """Case 2 (Fonteix et al. 2021 §2.4): does any polygon of the class within the radius teach the cluster?

    Args:
        pixels: Outside all polygons.
        cells: Of the radius.
        settled: Of a window with the pixels.
        polygons: Those near them.
        tick: Called now and then.

    Returns:
        Bool (n,).
    """
    down, across = cells.of(pixels.rows, pixels.cols)
    class_place = pixels.class_place.astype(np.int64) - 1
    places = down - settled.corner[0], across - settled.corner[1], class_place
    taught = holds(settled.certain, places, pixels.clusters)
    doubtful = np.flatnonzero(holds(settled.possible, places, pixels.clusters) & ~taught)
    neighbours = Neighbours(cells, polygons, polygons.class_place)
    taught[doubtful] = neighbours.teach(pixels.take(doubtful), tick)
    return taught


def pixels_of(window: Window, places: np.ndarray, *columns: np.ndarray) -> Pixels:
    """Pixels of a block from their places in it, row by row."""
    rows, cols = np.divmod(places, window[1].stop - window[1].start)
    return Pixels(rows + window[0].start, cols + window[1].start, *columns)
