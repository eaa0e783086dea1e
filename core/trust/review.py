"""The edits of a review: what a reviewer said of places of a class map, and what it makes of the map.

Edits are features of the layer "edits" of a GeoPackage, in any CRS, with these fields:

    from_class  integer   the edit speaks of pixels of this class only; 0 = those without a class,
                          null = every pixel
    to_class    integer   the class that they get; null, or equal to from_class = accepted as it is
    reviewer    text      who
    time        text      when, in ISO 8601, e.g. 2026-03-01T09:30:00Z; without a time zone it is UTC
    note        text      anything

The geometry is a polygon, or points for single pixels: an edit touches the pixels whose centre lies in
it, or that a point lies in. Only to_class must be there; the other fields may be missing or null.

`from_class` is compared with the class map that was reviewed, never with another edit's result. Where
edits meet on a pixel, the one with the latest time counts; of equal times, and of those without a time,
the later in the layer; an edit without a time is earlier than all others. So the edits of several
sessions add up when they stand in one layer, in whatever order.

An accepted place keeps its classes, whatever they are, and pixels without a class stay so. Any other
edit also fills pixels that had no class.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import SureCoverError
from ..external.burning import burn
from ..external.crosswalk import code_text
from ..external.vectors import Features, Layer, count_of, layers_of
from ..grid import Grid, Window
from ..lazy import LazyModule
from ..scheme import ClassScheme

if TYPE_CHECKING:
    import shapely
else:
    shapely = LazyModule("shapely")

EDITS_LAYER = "edits"
"""Name of the layer of edits in its GeoPackage."""

EDIT_FIELDS = {
    "from_class": "integer",
    "to_class": "integer",
    "reviewer": "text",
    "time": "text",
    "note": "text",
}
"""Fields of an edit with what they hold, in the order of the layer."""

_NEVER = np.datetime64("0001-01-01", "us")


def edits_layer(path: str, label: str) -> Layer:
    """The layer of edits of a file: the one called "edits", else the only one.

    Raises:
        SureCoverError: It cannot be opened, is not to be told from others, or lacks the field to_class.
    """
    layers = layers_of(path, label)
    named = [layer for layer in layers if layer.name == EDITS_LAYER] or layers
    if len(named) > 1 or "to_class" not in named[0].fields:
        raise SureCoverError(
            f"{label} holds no layer {EDITS_LAYER!r} with the field to_class: {path}; choose the edits of a "
            f"review, a GeoPackage with the fields {', '.join(EDIT_FIELDS)}."
        )
    return named[0]


@dataclass(frozen=True)
class Edits:
    """Edits near a map, the earliest first, so that the last one on a pixel counts.

    Attributes:
        geometries: shapely geometries in the map's CRS, an object array (n,).
        old: int64 (n,), class that they speak of, 0 = none, −1 = every pixel.
        new: int64 (n,), class that they give, −1 = accepted.
        reviewers: Their reviewers, "" where not known.
        times: datetime64 (n,) in UTC, the first day of year 1 where not known.
        outside: How many more lie outside the map.
    """

    geometries: np.ndarray
    old: np.ndarray
    new: np.ndarray
    reviewers: list[str]
    times: np.ndarray
    outside: int

    def facts(self) -> dict[str, Any]:
        """Who reviewed and when, as JSON values; a session is a reviewer on a day."""
        days = np.datetime_as_string(self.times, "D").tolist()
        known = self.times[self.times > _NEVER]
        return {
            "edits": len(self.new),
            "sessions": len(set(zip(self.reviewers, days))),
            "reviewers": sorted(set(self.reviewers) - {""}),
            "first": str(known[0]) if known.size else "",
            "last": str(known[-1]) if known.size else "",
        }


def read_edits(layer: Layer, grid: Grid, scheme: ClassScheme, label: str) -> Edits:
    """Read the edits of a class map.

    Args:
        layer: From `edits_layer`.
        grid: Of the map.
        scheme: Of the map.
        label: How messages name the edits.

    Raises:
        SureCoverError: An edit on the map has a class that is not in the scheme, or no readable time.
    """
    present = [name for name in EDIT_FIELDS if name in layer.fields]
    features = Features(layer, grid, present)
    near = features.read()
    near = near.of(shapely.intersects(near.geometries, shapely.Polygon(grid.corners())))
    columns = {name: values[near.positions] for name, values in features.columns.items()}
    count = len(near.positions)
    old, new = (
        _classes(columns.get(name), count, scheme, label, name) for name in ("from_class", "to_class")
    )
    if (new == 0).any():
        raise SureCoverError(
            f"{label} holds an edit with to_class 0, which is no class; allowed are the ids of the classes, "
            "or null to accept what is there."
        )
    times = np.array([_time(value, label) for value in _listed(columns.get("time"), count)], "M8[us]")
    reviewers = [str(value or "") for value in _listed(columns.get("reviewer"), count)]
    order = np.lexsort((near.positions, times))
    return Edits(
        near.geometries[order], old[order], np.where(new == old, -1, new)[order],
        [reviewers[i] for i in order], times[order], count_of(layer) - count,
    )  # fmt: skip


def _listed(values: np.ndarray | None, count: int) -> list[Any]:
    """Plain values of a field, None for null and for a field that is missing."""
    return [None] * count if values is None else values.tolist()


def _classes(
    values: np.ndarray | None, count: int, scheme: ClassScheme, label: str, field: str
) -> np.ndarray:
    """Class ids as int64, −1 for null; a field of text may hold them, too."""
    known = {str(number) for number in (0, *scheme.ids)}
    ids = np.full(count, -1, np.int64)
    for place, text in enumerate(map(code_text, _listed(values, count))):
        if not text:
            continue
        if text not in known:
            raise SureCoverError(
                f"{label} holds an edit with {field} {text[:40]}, which is no class of the map; "
                f"allowed are {', '.join(map(str, scheme.ids))}: correct the edit, choose the map it was "
                "made on, or name the map's class scheme."
            )
        ids[place] = int(text)
    return ids


def _time(value: Any, label: str) -> np.datetime64:  # noqa: ANN401 - text, a date or null
    """The time of an edit in UTC."""
    if isinstance(value, datetime.datetime):
        moment = value
    elif not value or not isinstance(value, str):
        return _NEVER
    else:
        try:
            moment = datetime.datetime.fromisoformat(value.strip())
        except ValueError as error:
            raise SureCoverError(
                f"{label} holds an edit with the time {value[:40]!r}; allowed is ISO 8601, for example "
                "2026-03-01T09:30:00Z: correct the time, or leave it empty."
            ) from error
    if moment.tzinfo:
        moment = moment.astimezone(datetime.timezone.utc).replace(tzinfo=None)
    return np.datetime64(moment, "us")


class Review:
    """Puts edits on a class map, window by window.

    Attributes:
        pixels: int64 (n,), how many pixels each edit touched, also those where a later one counts.

    Args:
        edits: The edits.
        grid: Of the map.
    """

    def __init__(self, edits: Edits, grid: Grid) -> None:
        self.pixels = np.zeros(len(edits.new), np.int64)
        self._edits, self._grid = edits, grid
        self._tree = shapely.STRtree(edits.geometries)

    def apply(self, classes: np.ndarray, window: Window) -> tuple[np.ndarray, np.ndarray]:
        """The reviewed classes of a window.

        Args:
            classes: (rows, cols) class ids, 0 = none.
            window: Its place on the grid.

        Returns:
            The classes in the same dtype, and bool (rows, cols): where an edit counts.
        """
        part = self._grid.part(window)
        near = np.sort(self._tree.query(shapely.Polygon(part.corners()))).tolist()
        final, reviewed = classes.copy(), np.zeros(classes.shape, bool)
        for number in near:
            geometry, new = self._edits.geometries[number], self._edits.new[number]
            place = part.cover(geometry.bounds)
            old = classes[place]
            if not old.size:
                continue
            touched = (burn([geometry], [1], part, place) > 0) & self._concerned(number, old)
            self.pixels[number] += np.count_nonzero(touched)
            np.copyto(final[place], old if new < 0 else classes.dtype.type(new), where=touched)
            reviewed[place] |= touched
        return final, reviewed

    def _concerned(self, number: int, classes: np.ndarray) -> np.ndarray:
        """Pixels of which an edit speaks, by the classes of the map that was reviewed."""
        if self._edits.new[number] < 0:
            return classes > 0
        old = self._edits.old[number]
        return np.ones(classes.shape, bool) if old < 0 else classes == old
