"""Recognising which product an external map is, so that its crosswalk need not be named.

Small numbers mean something else in every product, so values alone decide only where they leave no
doubt; otherwise a name in the file's metadata must agree with them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ..scheme import load_scheme
from .crosswalk import CLC_NO_CLASS

_MENTIONS = {
    "clc44": r"corine|(?<![a-z])clc(?![a-z])|clc20\d\d",
    "worldcover11": r"world.?cover",
    "dynamicworld9": r"dynamic.?world",
    "igbp17": r"mcd12q1|(?<![a-z])igbp",
}
_CLC_FIELD = re.compile(r"(clc_?)?code(_?(20)?\d\d)?|clc(_?(20)?\d\d)?(_?code)?")
_OSM_KEYS = {"building", "natural", "landuse", "waterway", "leisure"}


def product_of(codes: Iterable[str], metadata: Iterable[str]) -> str:
    """The scheme whose product a raster is.

    Args:
        codes: The values that occur.
        metadata: File name, band name and tags: texts that may mention the product.

    Returns:
        The scheme's id; "" when it cannot be told.
    """
    found = set(codes) - {"0", *CLC_NO_CLASS}
    text = "\n".join(metadata).casefold()
    mentioned = [
        scheme
        for scheme, pattern in _MENTIONS.items()
        if re.search(pattern, text) and found <= _codes_of(scheme)
    ]
    if len(mentioned) == 1:
        return mentioned[0]
    return _by_values(found) if not mentioned else ""


def _by_values(found: set[str]) -> str:
    if is_clc(found):
        return "clc44"
    grid_codes = {str(code) for code in load_scheme("clc44").native}
    if len(found) >= 8 and found <= grid_codes and found & {"40", "41", "42", "43", "44"}:
        return "clc44"
    world_cover = load_scheme("worldcover11")
    if (
        len(found) >= 3
        and found <= {str(number) for number in world_cover.ids}
        and found & {"60", "70", "80", "95", "100"}
    ):
        return "worldcover11"
    return ""


def is_clc(codes: Iterable[str]) -> bool:
    """Whether all codes are CORINE's three-digit ones."""
    level3 = {str(c.id) for c in load_scheme("clc44").leaves} | set(CLC_NO_CLASS)
    found = set(codes)
    return bool(found) and found <= level3


def clc_fields(fields: Sequence[str]) -> list[str]:
    """Those fields whose names are the ones of CORINE's code (code_18, clc_code, …)."""
    return [field for field in fields if _CLC_FIELD.fullmatch(field.casefold())]


def rules_for(layers: Iterable[Sequence[str]], field: str = "") -> str:
    """The built-in rules for vector layers by their fields; "" when there are none.

    Args:
        layers: The fields of each layer.
        field: The field that was chosen, or "".
    """
    listed = [{name.casefold() for name in fields} for fields in layers]
    if field.casefold() in ("", "fclass") and any({"osm_id", "fclass"} <= names for names in listed):
        return "geofabrik-basic6"
    if (not field or field.casefold() in _OSM_KEYS) and any(map(is_osm, listed)):
        return "osm-basic6"
    return ""


def is_osm(fields: Iterable[str]) -> bool:
    """Whether a layer's fields are OpenStreetMap tags."""
    names = {field.casefold() for field in fields}
    return "other_tags" in names or len(names & _OSM_KEYS) >= 2


def _codes_of(scheme_id: str) -> set[str]:
    scheme = load_scheme(scheme_id)
    return {str(code) for code in (*scheme.native, *scheme.ids)}
