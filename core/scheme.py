"""Class schemes: which land-cover classes a map may hold, their colours and their hierarchy.

A scheme travels with every class map and probability raster as the dataset tag SURECOVER_SCHEME.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from . import RESOURCES
from .errors import SureCoverError
from .legends import Color, LegendEntry, distinct_color, hex_color
from .textfiles import parse_json, parse_table, plain_name

SCHEME_TAG = "SURECOVER_SCHEME"

DEFAULT_SCHEME = "basic6"

MAX_ID = 65535
"""Largest class id: class maps are uint8 or uint16."""

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
    try:
        return ClassScheme.from_json(text)
    except SureCoverError as error:
        raise SureCoverError(f"{label} ({path}): {error}") from error


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
        rgb = distinct_color(order)
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
