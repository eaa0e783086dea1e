"""Crosswalks: which class of one scheme each code of another becomes.

A crosswalk is a CSV file with the columns `from` (a code or name, or a rule), `to` (id or name of
the target class; 0 or empty = unmapped on purpose) and optionally `from_name`, `layer` (features of
a higher layer are drawn over lower ones) and `buffer` (metres on each side of a line and around a
point). A rule is one or more conditions on a feature's attributes or OpenStreetMap tags, as in
"landuse=forest" or "fclass=building&type=house"; "building=*" accepts every value but "no". Of
several rules that a feature fulfils the first one in the file counts. The built-in crosswalks stand
in resources/crosswalks as <source scheme>-<target scheme>.csv.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from .. import RESOURCES
from ..errors import SureCoverError
from ..scheme import DEFAULT_SCHEME, ClassScheme, load_scheme, scheme_names
from ..textfiles import parse_table

UNMAPPED = 0
"""Target of codes that have, on purpose, no counterpart in the target scheme."""

CLC_NO_CLASS = ("48", "49", "50", "990", "995", "999")
"""CORINE's codes, on pixels and polygons, of what has no class."""

MAX_BUFFER = 100_000
"""Largest buffer of lines and points, metres."""

_FOLDER = RESOURCES / "crosswalks"

_LEVELS = {"clc44-level2": 1, "clc44-level1": 0}
"""Built-in crosswalks to a level of CORINE's hierarchy, counted from 0 at the top."""

_CLC_DOTTED = re.compile(r"\d\.\d\.\d")

_HSTORE = re.compile(r'"((?:[^"\\]|\\.)*)"=>"((?:[^"\\]|\\.)*)"')
"""One tag in GDAL's field other_tags."""

_CONDITION_END = re.compile(r"&(?=[^=&]+=)")
"""Between the conditions of a rule; an & within a value is none."""

_LAYER = re.compile(r"[-+]?\d{1,6}")


@dataclass(frozen=True)
class Crosswalk:
    """Many-to-one table from codes to classes.

    Attributes:
        name: Of the built-in crosswalk or the file.
        source: Scheme of the codes; None when they belong to no scheme.
        target: Scheme of the classes.
        entries: Target id (0 = unmapped on purpose) by code, as `code_text` writes codes.
        names: What the source calls the codes, where known.
        layers: Drawing layer by code, where it is not 0.
        buffers: Metres around lines and points by code, where the table gives any.
    """

    name: str
    source: ClassScheme | None
    target: ClassScheme
    entries: Mapping[str, int]
    names: Mapping[str, str] = field(default_factory=dict)
    layers: Mapping[str, int] = field(default_factory=dict)
    buffers: Mapping[str, float] = field(default_factory=dict)

    @cached_property
    def by_rules(self) -> bool:
        """Whether the codes are rules over several attributes rather than values of one."""
        return bool(self.entries) and all("=" in code for code in self.entries)

    @cached_property
    def rule_keys(self) -> tuple[str, ...]:
        """The attributes that rules look at, in order of first appearance."""
        rules = self.entries if self.by_rules else ()
        return tuple(dict.fromkeys(key for rule in rules for key, _ in _conditions(rule)))

    def rule_of(self, values: Mapping[str, str]) -> str:
        """The first rule that a feature's attributes, as `code_text` writes them, fulfil.

        Where none does: the attributes that rules look at, written like a rule; "" without any.
        """
        found = [
            (order, rule)
            for key, value in values.items()
            for first in (value, "*")
            if _accepts(value, first)
            for order, rule, others in self._rules.get((key, first), ())
            if all(_accepts(values.get(other, ""), wanted) for other, wanted in others)
        ]
        if found:
            return min(found)[1]
        present = ((key, values.get(key, "")) for key in self.rule_keys)
        return "&".join(f"{key}={value}" for key, value in present if value not in ("", "no"))

    @cached_property
    def _rules(self) -> dict[tuple[str, str], list[tuple[int, str, list[tuple[str, str]]]]]:
        """By first condition: (place in the file, rule, its other conditions)."""
        rules: dict[tuple[str, str], list[tuple[int, str, list[tuple[str, str]]]]] = {}
        for order, rule in enumerate(self.entries):
            first, *others = _conditions(rule)
            rules.setdefault(first, []).append((order, rule, others))
        return rules

    def speaks_native(self, codes: Iterable[str]) -> bool:
        """Whether codes are the product's native pixel codes rather than ids of the source scheme.

        They are when every one of them is; codes that fit neither way are judged by the majority.
        """
        codes = list(codes)
        if self.source is None:
            return False
        native = {str(code) for code in self.source.native} | self._extra
        ids = {str(number) for number in self.source.ids} | self._extra
        return sum(code in native for code in codes) >= sum(code in ids for code in codes)

    @cached_property
    def _extra(self) -> set[str]:
        """Codes of the product that are no class, e.g. CORINE's 999 "no data"."""
        classes = set(self.source.ids) if self.source else set()
        return {code for code in self.entries if not code.isdecimal() or int(code) not in classes}

    def lookup(self, code: str, native: bool = False) -> int | None:
        """Target class id of a code.

        Args:
            code: As `code_text` writes it.
            native: The code is a native pixel code of the source scheme's product, not a class id.

        Returns:
            The id, 0 for unmapped on purpose, None for a code that the crosswalk does not know.
        """
        return self.entries.get(self._id_text(code, native))

    def name_of(self, code: str, native: bool = False) -> str:
        """What the source calls a code; "" when unknown."""
        return self.names.get(self._id_text(code, native), "")

    def _id_text(self, code: str, native: bool) -> str:
        if not native or self.source is None or code in self._extra:
            return code
        if not code.isdecimal():
            return ""
        return str(self.source.native.get(int(code), ""))


def code_text(value: Any) -> str:  # noqa: ANN401 - a raster's value or a field's
    """A code as crosswalks write it: whole numbers without decimals, CORINE's 1.1.1 as 111, text
    in lower case; "" for a missing one.
    """
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = str(value).strip().casefold()
    if _CLC_DOTTED.fullmatch(text):
        return text.replace(".", "")
    if whole := re.fullmatch(r"(\d{1,20})(\.0*)?", text):
        return str(int(whole[1]))
    return text


def _conditions(rule: str) -> list[tuple[str, str]]:
    """The (attribute, value) pairs of a rule."""
    pairs = (part.partition("=") for part in _CONDITION_END.split(rule))
    return [(key.strip(), code_text(value)) for key, _, value in pairs]


def _accepts(value: str, wanted: str) -> bool:
    return value == wanted or (wanted == "*" and value not in ("", "no"))


def tags_of(values: Mapping[str, Any]) -> dict[str, str]:
    """Attributes of a feature as crosswalks write them, and the OpenStreetMap tags that GDAL keeps in
    `other_tags` ("key"=>"value", …).
    """
    tags = {key.casefold(): text for key, value in values.items() if (text := code_text(value))}
    more = _HSTORE.findall(str(values.get("other_tags") or ""))
    return {**{key: code_text(value) for key, value in more}, **tags}


def crosswalk_names() -> list[str]:
    """Names of the built-in crosswalks."""
    return sorted([*(path.stem for path in _FOLDER.glob("*.csv")), *_LEVELS])


def load_crosswalk(name_or_path: str, target: str = "", label: str = "Crosswalk (CROSSWALK)") -> Crosswalk:
    """A built-in crosswalk by its name, or a user's from a CSV file.

    Args:
        name_or_path: "clc44-basic6", …, or a file.
        target: Name or file of the target scheme; "" = the built-in crosswalk's own, or basic6 for
            a file.
        label: How messages name the parameter.

    Raises:
        SureCoverError: There is no such crosswalk, it leads to another scheme than `target`, or
            the file is not acceptable.
    """
    if name_or_path not in crosswalk_names():
        path = Path(name_or_path)
        if not path.is_file():
            raise SureCoverError(
                f"{label} is neither a built-in crosswalk nor a file: {name_or_path!r}; "
                f"allowed are {', '.join(crosswalk_names())}, or a CSV file with the columns from, to."
            )
        return _from_file(path, None, load_scheme(target or DEFAULT_SCHEME))
    if name_or_path in _LEVELS:
        crosswalk = _level(name_or_path, load_scheme("clc44"), _LEVELS[name_or_path])
    else:
        first, _, second = name_or_path.partition("-")
        source = load_scheme(first) if first in scheme_names() else None
        crosswalk = _from_file(_FOLDER / f"{name_or_path}.csv", source, load_scheme(second))
    if target and load_scheme(target).id != crosswalk.target.id:
        raise SureCoverError(
            f"{label} {name_or_path!r} leads to the class scheme {crosswalk.target.id!r}, not to {target!r}; "
            "choose another crosswalk or leave the scheme empty."
        )
    return crosswalk


def between(source: ClassScheme, target: ClassScheme) -> Crosswalk:
    """The crosswalk from one scheme to another: built in, else by equal class names."""
    name = f"{source.id}-{target.id}"
    if name in crosswalk_names():
        return load_crosswalk(name)
    if source == target:
        return identity(target)
    by_name = {c.name.casefold(): c.id for c in target.classes}
    same = {str(c.id): by_name[c.name.casefold()] for c in source.classes if c.name.casefold() in by_name}
    return Crosswalk(name, None, target, same, {str(c.id): c.name for c in source.classes})


def identity(scheme: ClassScheme) -> Crosswalk:
    """The crosswalk of a source whose codes, or names, already are the scheme's classes."""
    entries = {str(c.id): c.id for c in scheme.classes}
    entries.update({c.name.casefold(): c.id for c in scheme.classes})
    names = {str(c.id): c.name for c in scheme.classes}
    return Crosswalk(f"{scheme.id} itself", scheme, scheme, entries, names)


def _level(name: str, scheme: ClassScheme, depth: int) -> Crosswalk:
    """Every class of a hierarchy to itself or its ancestor `depth` steps below the top."""
    entries = dict.fromkeys(CLC_NO_CLASS, UNMAPPED)
    for c in scheme.classes:
        line = [c.id, *sorted(scheme.ancestors(c.id), key=lambda i: -len(scheme.ancestors(i)))][::-1]
        if len(line) > depth:
            entries[str(c.id)] = line[depth]
    return Crosswalk(name, scheme, scheme, entries, {str(c.id): c.name for c in scheme.classes})


def _rows(path: Path) -> list[dict[str, str]]:
    """The rows of the table that hold anything; spreadsheets leave empty ones behind."""
    try:
        rows = parse_table(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise SureCoverError(
            f"The crosswalk cannot be read: {path} ({error}); save it as CSV text in UTF-8."
        ) from error
    rows = [row for row in rows if any(text.strip() for text in row.values())]
    if not rows or not {"from", "to"} <= set(rows[0]):
        raise SureCoverError(
            f"The crosswalk {path} lacks the column from or to, or has no row; "
            "needed are from, to and optionally from_name, layer, buffer."
        )
    return rows


def _code(text: str, path: Path) -> str:
    """A code as `code_text` writes it, or a rule in the one way to write it."""
    code = code_text(text)
    if "=" not in code:
        return code
    conditions = _conditions(code)
    if not all(key and value for key, value in conditions):
        raise SureCoverError(
            f"The crosswalk {path} has the rule {code[:60]!r}; allowed are attribute=value, "
            "attribute=* and several of them joined by &."
        )
    return "&".join(f"{key}={value}" for key, value in conditions)


def _from_file(path: Path, source: ClassScheme | None, target: ClassScheme) -> Crosswalk:
    rows = _rows(path)
    entries: dict[str, int] = {}
    names: dict[str, str] = {}
    layers: dict[str, int] = {}
    buffers: dict[str, float] = {}
    for row in rows:
        code = _code(row["from"], path)
        if code in entries:
            raise SureCoverError(f"The crosswalk {path} lists the code {code!r} twice; each may occur once.")
        entries[code] = _target_id(row["to"], target)
        if row.get("from_name"):
            names[code] = row["from_name"]
        if (row.get("layer") or "0") != "0":
            layers[code] = _layer(row["layer"], path)
        if (row.get("buffer") or "").strip():
            buffers[code] = _buffer(row["buffer"], path)
    if len({"=" in code for code in entries}) > 1:
        raise SureCoverError(
            f"The crosswalk {path} mixes rules (attribute=value) and plain codes; allowed is one kind."
        )
    return Crosswalk(path.stem, source, target, entries, names, layers, buffers)


def _layer(text: str, path: Path) -> int:
    if not _LAYER.fullmatch(text.strip()):
        raise SureCoverError(
            f"The crosswalk {path} has the layer {text[:40]!r}; allowed are whole numbers of up to 6 digits."
        )
    return int(text)


def _buffer(text: str, path: Path) -> float:
    try:
        metres = float(text.replace(",", "."))
    except ValueError:
        metres = math.nan
    if not 0 <= metres <= MAX_BUFFER:
        raise SureCoverError(
            f"The crosswalk {path} has the buffer {text[:40]!r}; allowed are metres from 0 to {MAX_BUFFER}."
        )
    return metres


def _target_id(text: str | None, target: ClassScheme) -> int:
    text = (text or "").strip()
    return UNMAPPED if text in ("", "0") else target.find(text).id
