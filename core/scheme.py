"""Class schemes: which land-cover classes a map may hold, their colours and their hierarchy.

A scheme travels with every class map and probability raster as the dataset tag SURECOVER_SCHEME.
"""

from __future__ import annotations

import colorsys
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from . import RESOURCES
from .errors import SureCoverError
from .grid import blocks
from .legends import Color, LegendEntry, hex_color
from .textfiles import parse_json, parse_table, plain_name

if TYPE_CHECKING:
    from .rasters import Raster

SCHEME_TAG = "SURECOVER_SCHEME"
CLASS_IDS_TAG = "SURECOVER_CLASS_IDS"

MAX_ID = 65535
"""Largest class id: class maps are uint8 or uint16."""

_MAX_VALUES = 1000
_MAX_LISTED = 50
_FOLDER = RESOURCES / "schemes"
_UNREADABLE = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError)
"""What comes of taking any JSON value or table for the entries of a scheme."""


@dataclass(frozen=True)
class LandClass:
    """One class.

    Attributes:
        id: Value in class maps, 1..65535.
        name: Unique within its scheme.
        color: Red, green, blue, 0..255.
        parent: Id of the class above it in the hierarchy.
        codes: Values that the product's own files hold for it; see ClassScheme.native.
    """

    id: int
    name: str
    color: Color
    parent: int | None = None
    codes: tuple[int, ...] = ()


@dataclass(frozen=True)
class ClassScheme:
    """Ordered classes, possibly in a hierarchy.

    Attributes:
        id: Short name, e.g. "basic6".
        title: What people call it.
        classes: In the order of legends and probability bands.

    Raises:
        SureCoverError: Ids, names or native codes occur twice, an id or a colour is out of range,
            a parent is not a class of the scheme, or the parents form a circle.
    """

    id: str
    title: str
    classes: tuple[LandClass, ...]

    def __post_init__(self) -> None:
        where = f"The class scheme {self.id!r}"
        if not self.classes:
            raise SureCoverError(f"{where} has no classes; give at least one.")
        for c in self.classes:
            _check_class(where, c)
        _check_unique(where, "id", [c.id for c in self.classes])
        _check_unique(where, "name", [c.name.casefold() for c in self.classes])
        _check_unique(where, "native code", [code for c in self.classes for code in c.codes])
        sound: set[int] = set()
        for c in self.classes:
            sound |= self._check_parents(where, c, sound)

    def _check_parents(self, where: str, start: LandClass, sound: set[int]) -> set[int]:
        """The class and its ancestors up to one that is known to be sound."""
        seen = {start.id}
        parent = start.parent
        while parent is not None and parent not in sound:
            if parent not in self._by_id:
                raise SureCoverError(
                    f"{where} gives class {start.name!r} the parent {parent}, which is none of its classes; "
                    f"allowed are {self._listed()}."
                )
            if parent in seen:
                raise SureCoverError(
                    f"{where} makes class {start.name!r} its own ancestor; remove one parent of the circle."
                )
            seen.add(parent)
            parent = self._by_id[parent].parent
        return seen

    @cached_property
    def _by_id(self) -> dict[int, LandClass]:
        return {c.id: c for c in self.classes}

    @cached_property
    def native(self) -> dict[int, int]:
        """Class id by the value in the product's own files.

        These are the declared codes; the ids themselves where no class declares any.
        """
        declared = {code: c.id for c in self.classes for code in c.codes}
        return declared or {c.id: c.id for c in self.classes}

    @property
    def ids(self) -> tuple[int, ...]:
        """All ids, in order."""
        return tuple(self._by_id)

    @property
    def leaves(self) -> tuple[LandClass, ...]:
        """The classes that are no other class's parent, in order."""
        parents = {c.parent for c in self.classes}
        return tuple(c for c in self.classes if c.id not in parents)

    def by_id(self, id: int) -> LandClass:  # noqa: A002 - the field's name
        """The class with an id.

        Raises:
            SureCoverError: No class has it.
        """
        if id not in self._by_id:
            raise SureCoverError(
                f"Class {id} is not in the class scheme {self.id!r}; allowed are {self._listed()}."
            )
        return self._by_id[id]

    def find(self, text: str) -> LandClass:
        """The class with a name (case ignored) or an id written as text.

        Raises:
            SureCoverError: No class has it.
        """
        wanted = text.strip().casefold()
        for c in self.classes:
            if wanted in (c.name.casefold(), str(c.id)):
                return c
        raise SureCoverError(
            f"Class {text.strip()!r} is not in the class scheme {self.id!r}; allowed are {self._listed()}."
        )

    def ancestors(self, id: int) -> frozenset[int]:  # noqa: A002
        """Ids of the classes above one class, without itself."""
        above = set()
        parent = self.by_id(id).parent
        while parent is not None:
            above.add(parent)
            parent = self._by_id[parent].parent
        return frozenset(above)

    def legend(self) -> list[LegendEntry]:
        """The classes as the legend of a class map."""
        return [LegendEntry(c.id, c.name, c.color) for c in self.classes]

    def tags(self) -> dict[str, str]:
        """The dataset tag that carries this scheme."""
        return {SCHEME_TAG: self.to_json()}

    def to_json(self) -> str:
        """The scheme as JSON text, as in resources/schemes."""
        classes = [_written(c) for c in self.classes]
        return json.dumps({"id": self.id, "title": self.title, "classes": classes}, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> ClassScheme:
        """Read what `to_json` wrote.

        Raises:
            SureCoverError: It is not the JSON of a class scheme, or the classes are not acceptable.
        """
        try:
            values = parse_json(text)
            name = plain_name(str(values["id"]))
            classes = _classes(values["classes"])
        except _UNREADABLE as error:
            raise SureCoverError(
                f"The class scheme is not readable JSON ({type(error).__name__}: {error}); allowed is "
                '{"id", "title", "classes": [{"id", "name", "color"}, …]}.'
            ) from error
        return cls(name, plain_name(str(values.get("title", name))), classes)

    def _listed(self) -> str:
        listed = ", ".join(f"{c.id} {c.name}" for c in self.classes[:_MAX_LISTED])
        more = len(self.classes) - _MAX_LISTED
        return f"{listed} and {more} more" if more > 0 else listed


def scheme_names() -> list[str]:
    """Names of the built-in schemes."""
    return sorted(path.stem for path in _FOLDER.glob("*.json"))


def load_scheme(name_or_path: str, label: str = "Class scheme (SCHEME)") -> ClassScheme:
    """A built-in scheme by its name, or a user's from a file.

    Args:
        name_or_path: "basic6", …, or a .json file like those in resources/schemes, or a .csv file
            with the columns id, name and optionally color (#rrggbb) or red, green, blue; parent;
            codes (separated by spaces).
        label: How messages name the parameter.

    Raises:
        SureCoverError: There is no such scheme, or it is not acceptable.
    """
    built_in = _FOLDER / f"{name_or_path}.json"
    if name_or_path in scheme_names():
        return ClassScheme.from_json(built_in.read_text(encoding="utf-8"))
    path = Path(name_or_path)
    if not path.is_file():
        raise SureCoverError(
            f"{label} is neither a built-in scheme nor a file: {name_or_path!r}; "
            f"allowed are {', '.join(scheme_names())}, or a .json or .csv file."
        )
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SureCoverError(f"{label} cannot be read: {path} ({error}); save it as UTF-8 text.") from error
    if path.suffix.lower() == ".csv":
        return _from_csv(text, path)
    return ClassScheme.from_json(text)


def scheme_of(raster: Raster, given: str = "") -> ClassScheme:
    """The scheme of a class map or a probability raster.

    The given name or path wins; else the raster's own tag; else it is made up: from the band names
    of a raster with several bands or with real numbers, or from the values that occur, their
    category names and the colour table.

    Raises:
        SureCoverError: The given scheme is unknown, or the raster holds no classes.
    """
    if given:
        return load_scheme(given)
    if raster.tags.get(SCHEME_TAG):
        return ClassScheme.from_json(raster.tags[SCHEME_TAG])
    if raster.count > 1 or raster.dtype.startswith("float"):
        names = [name or f"class {band}" for band, name in enumerate(raster.descriptions, start=1)]
        return _made_up(raster, dict(enumerate(names, start=1)), {})
    names_by_value = raster.categories()
    values = _values(raster)
    return _made_up(raster, {v: names_by_value.get(v) or f"class {v}" for v in values}, raster.colormap())


def class_ids(raster: Raster, scheme: ClassScheme) -> list[int]:
    """The class of each band of a probability raster.

    From the tag SURECOVER_CLASS_IDS; else from band descriptions that are class names; else, when
    no band is described, the leaves of the scheme in order.

    Raises:
        SureCoverError: A band's class is not in the scheme, occurs twice, or cannot be told.
    """
    tag = raster.tags.get(CLASS_IDS_TAG)
    if tag:
        ids = [scheme.by_id(number).id for number in listed_ids(raster, CLASS_IDS_TAG)]
    elif any(raster.descriptions):
        ids = [scheme.find(name).id for name in raster.descriptions]
    else:
        ids = [c.id for c in scheme.leaves]
    if len(ids) != raster.count or len(set(ids)) != len(ids):
        raise SureCoverError(
            f"{raster.path} has {raster.count} bands for the classes {ids} of {scheme.id!r}; "
            "needed is one band per class: name each band after its class."
        )
    return ids


def listed_ids(raster: Raster, tag: str) -> list[int]:
    """The class ids that a dataset tag lists.

    Raises:
        SureCoverError: It is not a JSON list of whole numbers.
    """
    text = raster.tags[tag]
    try:
        return [int(number) for number in parse_json(text)]
    except _UNREADABLE as error:
        raise SureCoverError(
            f"{raster.path} has the tag {tag} = {text[:40]!r}; allowed is a JSON list of class ids: "
            "remove the tag, or make the raster again."
        ) from error


def _values(raster: Raster) -> list[int]:
    """Values of valid pixels of a single integer band, without 0, ascending."""
    found: set[int] = set()
    for window in blocks(raster.grid.shape, 2048):
        values, valid = raster.read(window)
        found.update(np.unique(values[0][valid]).tolist())
        if len(found) > _MAX_VALUES:
            raise SureCoverError(
                f"{raster.path} holds more than {_MAX_VALUES} different values, so it is no class map; "
                "choose a raster of class ids."
            )
    return sorted(found - {0})


def _made_up(raster: Raster, names: Mapping[int, str], colours: Mapping[int, tuple[int, ...]]) -> ClassScheme:
    names = {value: plain_name(name) or f"class {value}" for value, name in names.items()}
    repeated = {name for name, count in Counter(names.values()).items() if count > 1}
    classes = tuple(
        LandClass(
            value,
            f"{name} ({value})" if name in repeated else name,
            _rgb(colours[value][:3]) if value in colours else _hue(order),
        )
        for order, (value, name) in enumerate(names.items())
    )
    if not classes:
        raise SureCoverError(
            f"{raster.path} holds no class, only nodata or 0; choose another raster or name its scheme."
        )
    return ClassScheme(Path(raster.path).stem, Path(raster.path).stem, classes)


def _hue(order: int) -> Color:
    """The n-th of endlessly many colours that stay apart (hues in steps of the golden ratio)."""
    channels = colorsys.hsv_to_rgb(0.618034 * order % 1, 0.6, 0.85)
    return _rgb([round(255 * channel) for channel in channels])


def _rgb(channels: Iterable[Any]) -> Color:
    red, green, blue = (int(channel) for channel in channels)
    return red, green, blue


def _from_csv(text: str, path: Path) -> ClassScheme:
    try:
        rows = parse_table(text)
    except ValueError as error:
        raise SureCoverError(f"{path} is no CSV text ({error}); save it as CSV in UTF-8.") from error
    if not rows or not {"id", "name"} <= set(rows[0]):
        raise SureCoverError(
            f"{path} lacks the column id or name; "
            "allowed are id, name, color or red, green, blue, parent, codes."
        )
    entries: list[dict[str, Any]] = []
    for row in rows:
        entry: dict[str, Any] = {"id": row["id"], "name": row["name"], "parent": row.get("parent") or None}
        if row.get("color"):
            entry["color"] = row["color"]
        elif row.get("red"):
            entry["color"] = [row.get(channel) for channel in ("red", "green", "blue")]
        entry["codes"] = (row.get("codes") or "").split()
        entries.append(entry)
    try:
        classes = _classes(entries)
    except _UNREADABLE as error:
        raise SureCoverError(
            f"{path} holds an entry that is no whole number or colour ({error}); "
            "allowed are ids 1..65535 and colours #rrggbb or 0..255."
        ) from error
    return ClassScheme(path.stem, path.stem, classes)


def _classes(entries: list[dict[str, Any]]) -> tuple[LandClass, ...]:
    return tuple(_class(order, entry) for order, entry in enumerate(entries))


def _class(order: int, entry: dict[str, Any]) -> LandClass:
    colour = entry.get("color")
    if colour is None:
        rgb = _hue(order)
    elif isinstance(colour, str):
        rgb = _rgb(bytes.fromhex(colour.strip().lstrip("#")))
    else:
        rgb = _rgb(colour)
    parent = entry.get("parent")
    return LandClass(
        id=int(entry["id"]),
        name=plain_name(str(entry["name"])),
        color=rgb,
        parent=None if parent is None else int(parent),
        codes=tuple(int(code) for code in entry.get("codes", ())),
    )


def _written(c: LandClass) -> dict[str, Any]:
    entry: dict[str, Any] = {"id": c.id, "name": c.name, "color": hex_color(c.color)}
    if c.parent is not None:
        entry["parent"] = c.parent
    if c.codes:
        entry["codes"] = list(c.codes)
    return entry


def _check_class(where: str, c: LandClass) -> None:
    if not 1 <= c.id <= MAX_ID:
        raise SureCoverError(f"{where} has the class id {c.id}; allowed: 1 to {MAX_ID} (0 means nodata).")
    if not c.name:
        raise SureCoverError(f"{where} has no name for class {c.id}; give every class a name.")
    if not all(0 <= channel <= 255 for channel in c.color):
        raise SureCoverError(f"{where} has the colour {c.color} for {c.name!r}; allowed: 0 to 255.")


def _check_unique(where: str, what: str, values: list[Any]) -> None:
    repeated = sorted(value for value, count in Counter(values).items() if count > 1)
    if repeated:
        raise SureCoverError(f"{where} has the {what} {repeated[0]!r} twice; each may occur once.")
