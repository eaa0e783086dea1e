"""JSON, XML and tables that other people wrote, and texts for tables that others read."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from html import escape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree  # see below # nosec B405

_DELIMITERS = ",;\t"
_REORDERING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Invisible characters that turn around the text after them, so that it reads as what it is not."""
_UNWANTED = frozenset(_REORDERING + "\ufffe\uffff")
"""Also those that XML knows not."""


def parse_json(text: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    """The value of a JSON text.

    Raises:
        ValueError: It is no JSON, or nested too deeply.
    """
    try:
        return json.loads(text)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def parse_xml(text: str) -> ElementTree.Element:
    """The root of an XML document.

    Raises:
        ValueError: It is no XML, or could define entities, by which small documents grow without bound.
    """
    if "<!DOCTYPE" in text:
        raise ValueError("a DTD is not allowed")
    try:
        return ElementTree.XML(text)
    except ElementTree.ParseError as error:
        raise ValueError(str(error)) from error


def quoted(text: str) -> str:
    """A text as the value of an attribute in XML."""
    return '"{}"'.format(escape(text).replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;"))


def read_json(path: Path) -> Any:  # noqa: ANN401
    """The value of a JSON file in UTF-8, with or without a byte order mark.

    Raises:
        OSError: It cannot be read.
        ValueError: As `parse_json`.
    """
    return parse_json(path.read_text(encoding="utf-8-sig"))


def json_text(value: Any) -> str:  # noqa: ANN401
    """A value as the JSON that people may open: indented, ending with a line break.

    Raises:
        ValueError: It holds a number that JSON does not know.
    """
    return json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def parse_table(text: str) -> list[dict[str, str]]:
    """The rows of a CSV text by column name; cells that are missing are "".

    The delimiter is what the first line has most of: comma, semicolon (Excel in many countries) or
    tab. Column names are in lower case.

    Raises:
        ValueError: It is no CSV.
    """
    lines = io.StringIO(text, newline="")
    first = text.partition("\n")[0]
    try:
        rows = [row for row in csv.reader(lines, delimiter=max(_DELIMITERS, key=first.count)) if row]
    except csv.Error as error:
        raise ValueError(str(error)) from error
    names = [name.strip().casefold() for name in rows[0]] if rows else []
    return [dict(zip(names, row + [""] * (len(names) - len(row)))) for row in rows[1:]]


def plain_name(name: str) -> str:
    """A name on one line, without characters that no file format can hold or that hide others."""
    spaced = (" " if sign.isspace() else sign for sign in name)
    kept = (sign for sign in spaced if unicodedata.category(sign) not in ("Cc", "Cs"))
    return " ".join("".join(sign for sign in kept if sign not in _UNWANTED).split())


def harmless(text: str) -> str:
    """A text for a table that spreadsheet programs do not take for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
