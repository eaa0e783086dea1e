"""Reading what maps are compared with: classes of rasters, codes, and labelled points."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ..codes import Reliability
from ..errors import SureCoverError
from ..external.crosswalk import between, code_text, identity
from ..external.vectors import Layer, points_of
from ..grid import Grid, Window
from ..rasters import Raster
from ..scheme import MAX_ID, SCHEME_TAG, ClassScheme
from .labelling import REFERENCE, STRATUM, STRATUM_PIXELS

_BLOCK = 512
_DESIGN = (STRATUM, STRATUM_PIXELS)
_MOST = 2.0**53
"""Whole numbers up to it are exact as floats."""


class ClassReader:
    """A raster of class ids read as positions in a scheme: 0 no class, then the classes in order.

    Attributes:
        raster: As given.
        lost: Names of the raster's classes that have no counterpart in the scheme, and are read as 0.

    Args:
        raster: One band of whole numbers. Where its tag names another scheme than `scheme`, its classes are
            translated.
        scheme: The scheme.
        label: How messages name the raster.

    Raises:
        SureCoverError: The raster is no class map, or has no class of the scheme.
    """

    def __init__(self, raster: Raster, scheme: ClassScheme, label: str) -> None:
        if raster.count != 1 or np.dtype(raster.dtype).kind not in "iu":
            raise SureCoverError(
                f"{label} has {raster.count} band(s) of {raster.dtype}; needed is one band of whole numbers: "
                f"{raster.path}; choose another raster."
            )
        self.raster, self._scheme, self._label = raster, scheme, label
        self._table = np.full(MAX_ID + 2, -1)
        self._table[0] = 0
        places = {0: 0, **{class_id: place for place, class_id in enumerate(scheme.ids, start=1)}}
        tagged = raster.tags.get(SCHEME_TAG)
        own = ClassScheme.from_json(tagged) if tagged else scheme
        counterparts = _counterparts(own, scheme)
        if not any(counterparts.values()):
            raise SureCoverError(
                f"{label} is in the class scheme {own.id!r}, none of whose classes is known in "
                f"{scheme.id!r}: {raster.path}; harmonise it first, or choose a map of the same classes."
            )
        for class_id, counterpart in counterparts.items():
            self._table[class_id] = places[counterpart]
        self.lost = [own.by_id(class_id).name for class_id, found in counterparts.items() if not found]

    def read(self, window: Window) -> np.ndarray:
        """Positions of a window, int64 (rows, cols).

        Raises:
            SureCoverError: A value is no class.
        """
        values, valid = self.raster.read(window, [1])
        classes = values[0] * valid
        possible = classes.dtype.name in ("uint8", "uint16")  # all within the table
        positions = np.take(self._table, classes if possible else np.clip(classes, -1, MAX_ID + 1))
        if positions.min(initial=0) < 0:
            raise SureCoverError(
                f"{self._label} holds the value {classes[positions < 0][0]}, which is no class of the scheme "
                f"{self._scheme.id!r}: {self.raster.path}; harmonise it first, or name the scheme of both."
            )
        return positions


def _counterparts(own: ClassScheme, scheme: ClassScheme) -> dict[int, int]:
    """By id of a class of one scheme the id of its counterpart in another one, 0 for none."""
    known = {(c.id, c.name.casefold()) for c in scheme.classes}
    if own.id == scheme.id or all((c.id, c.name.casefold()) in known for c in own.classes):
        return {class_id: class_id for class_id in scheme.ids}
    crosswalk = between(own, scheme)
    return {class_id: crosswalk.lookup(str(class_id)) or 0 for class_id in own.ids}


def read_codes(raster: Raster, window: Window, label: str, count: int = len(Reliability)) -> np.ndarray:
    """Reliability codes of a window, or other ones below `count`, int64 (rows, cols); 0 where there is none.

    Raises:
        SureCoverError: A value is no code; `label` names the raster.
    """
    values, valid = raster.read(window, [1])
    codes = np.where(valid, values[0], 0)
    wrong = (codes < 0) | (codes >= count)
    if codes.dtype.kind == "f":
        wrong |= codes % 1 != 0
    if wrong.any():
        raise SureCoverError(
            f"{label} holds the value {codes[wrong][0]}: {raster.path}; allowed: 0 to {count - 1}; choose "
            "the layer that the correction wrote."
        )
    return codes.astype(np.int64)


def class_numbers(keys: Sequence[str], scheme: ClassScheme, label: str) -> np.ndarray:
    """The position of each text's class, int64 (keys + 1,); entry 0 is 0. Texts are names or ids.

    Raises:
        SureCoverError: A text is no class.
    """
    itself = identity(scheme)
    places = {0: 0, **{class_id: place for place, class_id in enumerate(scheme.ids, start=1)}}
    found = {key: 0 if key in ("", "0") else itself.lookup(key) for key in keys}
    unknown = [key for key, class_id in found.items() if class_id is None]
    if unknown:
        raise SureCoverError(
            f"{label} holds {', '.join(unknown[:12])}, no class of the scheme {scheme.id!r}; allowed are "
            f"names or ids: {', '.join(f'{c.id} {c.name}' for c in scheme.classes[:30])}."
        )
    return np.array([0, *(places[class_id or 0] for class_id in found.values())])


@dataclass(frozen=True)
class Points:
    """Labelled points on a grid.

    Attributes:
        rows, cols: int64 (points,), the pixels they lie on.
        classes: int64 (points,), positions of the reference classes; 0 where not labelled.
        strata: int64 (points,), numbers of their strata; None where the layer tells none.
        sizes: float64 (points,), pixels of the stratum; None as well.
        outside: Points of the layer that lie beside the grid.
        name: Of the file.
    """

    rows: np.ndarray
    cols: np.ndarray
    classes: np.ndarray
    strata: np.ndarray | None
    sizes: np.ndarray | None
    outside: int
    name: str

    def values(self, read: Callable[[Window], np.ndarray]) -> np.ndarray:
        """What a raster holds at the points, int64 (points,); each block with points is read once."""
        return self.several(lambda window: {"": read(window)})[""]

    def several(self, read: Callable[[Window], Mapping[str, np.ndarray]]) -> dict[str, np.ndarray]:
        """What several rasters hold at the points, (points,) each; of floats float64, else int64."""
        found: dict[str, np.ndarray] = {}
        blocks = np.stack([self.rows // _BLOCK, self.cols // _BLOCK], axis=1)
        for block in np.unique(blocks, axis=0):
            here = (blocks == block).all(axis=1)
            rows, cols = self.rows[here], self.cols[here]
            top, left = int(rows.min()), int(cols.min())
            window = slice(top, int(rows.max()) + 1), slice(left, int(cols.max()) + 1)
            for name, values in read(window).items():
                kind = np.float64 if values.dtype.kind == "f" else np.int64
                found.setdefault(name, np.zeros(len(self.rows), kind))[here] = values[rows - top, cols - left]
        return found


def read_points(
    layer: Layer, field: str, grid: Grid, scheme: ClassScheme, label: Callable[[str], str]
) -> Points | None:
    """The points of a layer; None where it holds lines or polygons.

    Raises:
        SureCoverError: Nothing lies on the map, the field is missing, or holds what is no class, or no point
            is labelled.
    """
    names = {name.casefold(): name for name in layer.fields}
    named = layer.field(field, label("field")) if field else names.get(REFERENCE, "")
    design = [names[name] for name in _DESIGN if name in names]
    found = points_of(layer, grid, [*([named] if named else []), *design])
    if found is None:
        return None
    if not len(found.rows):
        raise SureCoverError(
            f"{label('reference')} has nothing on the map: {layer.path}; choose a layer of the same place, "
            "or check its CRS."
        )
    if not named:
        raise SureCoverError(
            f"{label('field')} is not set; name the attribute of {layer.path} that holds the class, one of "
            f"{', '.join(layer.fields)}."
        )
    texts = [code_text(value) for value in found.columns[named].tolist()]
    keys = sorted(set(texts))
    classes = class_numbers(keys, scheme, label("reference"))[1:][np.searchsorted(keys, texts)]
    if not classes.any():
        raise SureCoverError(
            f"{label('reference')} has no labelled point on the map: {layer.path}; fill in the attribute "
            f"{named!r}, or choose points of the same place."
        )
    numbers = [_numbers(found.columns[name]) for name in design]
    told = len(numbers) == len(_DESIGN) and bool((np.abs(numbers) < _MOST).all())
    return Points(
        found.rows, found.cols, classes,
        numbers[0].astype(np.int64) if told else None, numbers[1] if told else None,
        found.outside, layer.name,
    )  # fmt: skip


def _numbers(values: np.ndarray) -> np.ndarray:
    """An attribute as numbers, float64 (n,); NaN throughout where it holds none."""
    try:
        return np.asarray(values, float)
    except (TypeError, ValueError):
        return np.full(len(values), np.nan)
