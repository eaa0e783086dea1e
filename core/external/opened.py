"""Opening an external map: any raster or vector layer, seen on a grid as codes and as classes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from ..errors import SureCoverError
from ..grid import Grid, Window, blocks
from ..progress import Progress
from ..rasters import Raster, grid_of, open_raster
from ..stored import class_dtype
from .burning import Keyed, Style, by_field
from .crosswalk import Crosswalk, tags_of
from .recognise import clc_fields, rules_for
from .request import Request, field_crosswalk, raster_crosswalk
from .translation import listed
from .vectors import Layer, is_vector, layer_of, layers_of

_BLOCK = 2048
_MAX_CODES = 1000


@dataclass(frozen=True)
class External:
    """An external map as numbers of codes: number i + 1 means codes[i], 0 means nothing there.

    Attributes:
        codes: That occur, as `code_text` writes them.
        grid: That windows refer to.
        crosswalk: Explains the codes.
        native: Whether the codes are native pixel codes.
        read: Numbers of a window, int32 (rows, cols).
        cells: The grid of a raster's own pixels; None for vector layers.
        features: Tells, once all windows are read, how many features there are of each number and how
            many of them no pixel shows, (codes + 1,) both; None for rasters.
    """

    codes: tuple[str, ...]
    grid: Grid
    crosswalk: Crosswalk
    native: bool
    read: Callable[[Window], np.ndarray]
    cells: Grid | None = None
    features: Callable[[], tuple[np.ndarray, np.ndarray]] | None = None

    @cached_property
    def targets(self) -> list[int | None]:
        """Class id of each code: 0 for unmapped on purpose, None where the crosswalk does not know it.

        0 is background unless the crosswalk gives it a class, as Dynamic World's does.
        """
        found = [self.crosswalk.lookup(code, self.native) for code in self.codes]
        return [0 if i is None and code == "0" else i for code, i in zip(self.codes, found)]

    @cached_property
    def table(self) -> np.ndarray:
        """Class id by number, uint8 or uint16 (codes + 1,); 0 for what has no class."""
        return np.array([0, *(i or 0 for i in self.targets)], class_dtype(self.crosswalk.target.ids))

    def classes(self, window: Window) -> np.ndarray:
        """Class ids of a window, uint8 or uint16 (rows, cols); 0 where there is no class."""
        ids: np.ndarray = self.table[self.read(window)]
        return ids


@contextmanager
def open_external(request: Request, progress: Progress) -> Iterator[External]:
    """Open a raster or a vector layer as an external map.

    Args:
        request: Which one, and how to understand it.
        progress: Of looking for a raster's codes; told what is left out.

    Raises:
        SureCoverError: The map cannot be read or does not overlap the grid, no crosswalk explains it, or
            it holds codes that the crosswalk does not know.
    """
    opened = _vector(request, progress) if is_vector(request.path) else _raster(request, progress)
    with opened as external:
        _check_unknown(request, external)
        yield external


def without_grid(label: str) -> SureCoverError:
    """The refusal of a vector layer that is to be seen on no grid."""
    return SureCoverError(f"{label} is not set; a vector layer needs a raster that gives the grid.")


def _check_unknown(request: Request, external: External) -> None:
    """Refuse codes that the crosswalk does not know.

    Rules are a choice of what matters, and previews show all, so these refuse nothing.
    """
    crosswalk, labels = external.crosswalk, request.labels
    unknown = [code for code, class_id in zip(external.codes, external.targets) if class_id is None]
    if not unknown or request.unknown == "ignore" or request.preview or crosswalk.by_rules:
        return
    raise SureCoverError(
        f"{labels['path']} holds codes that the crosswalk {crosswalk.name} does not know: "
        f"{listed(unknown)}; choose the fitting {labels['crosswalk']}, add them to a table of your own, "
        f"or set {labels['unknown']} to ignore."
    )


# --- rasters ---------------------------------------------------------------------------------------


@contextmanager
def _raster(request: Request, progress: Progress) -> Iterator[External]:
    label = request.labels["path"]
    with open_raster(request.path, request.grid, label=label) as raster:
        band = _class_band(raster)
        values = _values(raster, band, progress)
        codes = tuple(str(value) for value in values.tolist())
        crosswalk, native = raster_crosswalk(request, raster, codes)
        if native and crosswalk.lookup("0", native) and raster.nodata == 0:
            progress.warn(
                f"{label} declares 0 as nodata although 0 is a class of {crosswalk.name}; "
                "those pixels count as nodata."
            )

        def read(window: Window) -> np.ndarray:
            stored, valid = raster.read(window, [band])
            return numbers_of(stored[0], valid, values)

        yield External(codes, raster.grid, crosswalk, native, read, grid_of(request.path, label))


def numbers_of(stored: np.ndarray, valid: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Position + 1 of each pixel in the ascending `values`, 0 where invalid or none of them."""
    if not len(values):
        return np.zeros(stored.shape, np.int32)
    if stored.dtype in (np.uint8, np.uint16):
        table = np.zeros(np.iinfo(stored.dtype).max + 1, np.int32)
        table[values] = np.arange(1, len(values) + 1)
        return np.where(valid, table[stored], 0)
    clean = np.where(valid, stored, values[0])
    place = np.searchsorted(values, clean).clip(0, len(values) - 1)
    hit = valid & (values[place] == clean)
    return np.where(hit, place + 1, 0).astype(np.int32)


def _class_band(raster: Raster) -> int:
    """The band of classes: the only one, or the one called "label" (Dynamic World)."""
    if raster.count == 1:
        return 1
    names = [name.casefold() for name in raster.descriptions]
    if names.count("label") == 1:
        return names.index("label") + 1
    raise SureCoverError(
        f"{raster.label} has {raster.count} bands: {raster.path}; a class map has one, choose or extract it."
    )


def _values(raster: Raster, band: int, progress: Progress) -> np.ndarray:
    """The values that occur on valid pixels, int64 ascending."""
    found: set[float] = set()
    for window in progress.each(blocks(raster.grid.shape, _BLOCK)):
        stored, valid = raster.read(window, [band])
        found.update(np.unique(stored[0][valid]).tolist())
        if len(found) > _MAX_CODES or not all(map(_is_code, found)):
            raise SureCoverError(
                f"{raster.label} holds more than {_MAX_CODES} values or fractions, so it is no class map: "
                f"{raster.path}; choose a raster of class codes."
            )
    return np.array(sorted(int(value) for value in found), np.int64)


def _is_code(value: float) -> bool:
    return abs(value) < 2**53 and value == int(value)


# --- vector layers ---------------------------------------------------------------------------------


@contextmanager
def _vector(request: Request, progress: Progress) -> Iterator[External]:
    if request.grid is None:
        raise without_grid(request.labels["grid"])
    layers = layers_of(request.path, request.labels["path"])
    given = request.given_crosswalk(rules_for([layer.fields for layer in layers], request.field))
    if given is not None and given.by_rules:
        keyed, crosswalk, native = _by_rules(request, layers, given, request.grid), given, False
    else:
        keyed = _by_field(request, layers, given, request.grid)
        crosswalk, native = field_crosswalk(request, given, keyed.keys)
    if without := int((keyed.numbers[1:] == 0).sum()):
        what = f"none of the attributes {', '.join(crosswalk.rule_keys)}" if crosswalk.by_rules else "no code"
        progress.log(f"{without:,} features have {what}; they are not drawn.")
    reaching, seen = np.zeros((2, len(keyed.numbers)), bool)

    def read(window: Window) -> np.ndarray:
        canvas, features = keyed.draw(window)
        reaching[features] = True
        seen[canvas] = True
        numbers: np.ndarray = keyed.numbers[canvas]
        return numbers

    def features() -> tuple[np.ndarray, np.ndarray]:
        count = len(keyed.keys) + 1
        missed = reaching & ~seen
        here = reaching | seen
        return (
            np.bincount(keyed.numbers[here], minlength=count),
            np.bincount(keyed.numbers[missed], minlength=count),
        )

    yield External(keyed.keys, request.grid, crosswalk, native, read, features=features)


def _style(request: Request, crosswalk: Crosswalk | None) -> Style:
    """How features are drawn; what no rule is about lies under everything."""
    levels = {code: crosswalk.layers.get(code, 0) for code in crosswalk.entries} if crosswalk else {}
    return Style(
        levels=levels,
        unlisted=min(levels.values(), default=0) - 1,
        buffer=request.buffer,
        buffers=crosswalk.buffers if crosswalk else {},
        by_area=request.order == "smaller",
        all_touched=request.all_touched,
    )


def _by_rules(request: Request, layers: list[Layer], crosswalk: Crosswalk, grid: Grid) -> Keyed:
    wanted = {*crosswalk.rule_keys, "other_tags"}
    if request.field:
        if request.field.casefold() not in wanted:
            raise SureCoverError(
                f"{request.labels['field']} is {request.field!r} but the rules of the crosswalk "
                f"{crosswalk.name} are about the fields {', '.join(crosswalk.rule_keys)}; leave the field "
                "empty or choose another crosswalk."
            )
        wanted = {request.field.casefold()}
    columns = {layer.name: [f for f in layer.fields if f.casefold() in wanted] for layer in layers}
    usable = [layer for layer in layers if columns[layer.name]]
    if not usable:
        raise SureCoverError(
            f"{request.labels['path']} has none of the fields {', '.join(crosswalk.rule_keys)}: "
            f"{request.path}; choose another layer or another crosswalk."
        )

    def key(values: Mapping[str, Any]) -> str:
        return crosswalk.rule_of(tags_of(values))

    return Keyed(usable, columns, key, grid, _style(request, crosswalk))


def _by_field(request: Request, layers: list[Layer], given: Crosswalk | None, grid: Grid) -> Keyed:
    label = request.labels["field"]
    if request.field:
        layer = layer_of(request.path, request.field, request.labels["path"], label)
        return by_field(layer, layer.field(request.field, label), grid, _style(request, given))
    found = [(layer, field) for layer in layers for field in clc_fields(layer.fields)]
    if len(found) != 1:
        raise SureCoverError(
            f"{label} is not set; choose the field of {request.path} that holds the class codes, "
            f"one of {', '.join(dict.fromkeys(f for layer in layers for f in layer.fields))}."
        )
    return by_field(found[0][0], found[0][1], grid, _style(request, given))
