"""Reading the JSON of an assessment that others may have changed: every value is checked."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ..codes import RELIABILITY_LEGEND
from ..errors import SureCoverError
from ..textfiles import plain_name, read_json
from .figures import GAPS, OF_CLASS, WHOLE

_COLOR = re.compile(r"#[0-9a-f]{6}")
_UNREADABLE = (ValueError, TypeError, KeyError, AttributeError, OverflowError, IndexError)


def read_assessment(path: str, label: str) -> dict[str, Any]:
    """What of an assessment a report shows, every value checked.

    Args:
        path: The JSON file that `assess` wrote.
        label: How messages name it.

    Returns:
        `unit`, `of_land`, `compared`, `design`, `map`, `codes`, `classes` of the finest level, `maps`,
        `areas`, `confidence` and `worst` (errors found by checking the least certain), each as
        `accuracy.document` explains it.

    Raises:
        SureCoverError: It is no such file.
    """
    try:
        document = read_json(Path(path))
        return {
            "unit": {"points": "points", "pixels": "pixels"}[document["unit"]],
            "of_land": _flag(document["of_land"]),
            "compared": _count(document["compared"]),
            "design": {_name(key): _plain(value) for key, value in document["design"].items()},
            "map": {key: _estimate(document["map"][key]) for key in (*WHOLE, *GAPS)},
            "codes": [_code(entry) for entry in document["codes"]],
            "classes": [_of_class(entry, OF_CLASS) for entry in document["levels"][-1]["classes"]],
            "maps": [*map(_map, document["maps"][:-1]), _map(document["maps"][-1])],
            "areas": [_area(entry) for entry in document["areas"]],
            "confidence": _confidence(document["confidence"]),
            "worst": _worst(document["detection"]),
        }
    except (OSError, *_UNREADABLE) as error:
        raise SureCoverError(
            f"{label} is no assessment of accuracy: {path} ({type(error).__name__}: {error}); choose the "
            "JSON that Assessment of accuracy wrote."
        ) from error


def _count(value: Any) -> int:  # noqa: ANN401 - any JSON value
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**53:
        raise ValueError(f"{str(value)[:40]} is no count")
    return value


def _flag(value: Any) -> bool:  # noqa: ANN401
    if not isinstance(value, bool):
        raise TypeError(f"{str(value)[:40]} is neither true nor false")
    return value


def _share(value: Any) -> float:  # noqa: ANN401
    number = _number(value)
    if not 0 <= number <= 1:
        raise ValueError(f"{number} is no share")
    return number


def _number(value: Any) -> float:  # noqa: ANN401
    number = float(value)
    if isinstance(value, str) or not math.isfinite(number):
        raise ValueError(f"{str(value)[:40]} is no number")
    return number


def _name(value: Any) -> str:  # noqa: ANN401
    return plain_name(str(value))


def _plain(value: Any) -> Any:  # noqa: ANN401
    """A fact of the design: a list or a mapping of plain values at most."""
    if isinstance(value, Mapping):
        return {_name(key): _plain(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [_plain(entry) for entry in value]
    return value if value is None or isinstance(value, (bool, int)) else _scalar(value)


def _scalar(value: Any) -> Any:  # noqa: ANN401
    return _number(value) if isinstance(value, float) else _name(value)


def _estimate(value: Any, limit: float = 1.0) -> dict[str, float | None] | None:  # noqa: ANN401
    """An estimate between -limit and limit with its standard error and limits; None where there is none."""
    if value is None:
        return None
    known = {
        key: None if value[key] is None else _number(value[key]) for key in ("value", "se", "low", "high")
    }
    if known["value"] is None or (known["low"] is None) != (known["high"] is None):
        raise ValueError("an estimate lacks its value or one of its limits")
    if any(abs(known[key] or 0.0) > limit for key in ("value", "low", "high")):
        raise ValueError(f"{known['value']} is out of range")
    return known


def _colored(entry: Any) -> dict[str, Any]:  # noqa: ANN401
    if not _COLOR.fullmatch(entry["color"]):
        raise ValueError(f"{entry['color'][:40]} is no colour")
    return {"id": _count(entry["id"]), "name": _name(entry["name"]), "color": entry["color"]}


def _of_class(entry: Any, keys: Sequence[str] | Mapping[str, str]) -> dict[str, Any]:  # noqa: ANN401
    return {**_colored(entry), **{key: _estimate(entry[key]) for key in keys}}


def _map(entry: Any) -> dict[str, Any]:  # noqa: ANN401
    return {
        "name": _name(entry["name"]),
        **{key: _estimate(entry[key]) for key in (*WHOLE, *GAPS)},
        "classes": [_of_class(e, ("f1", "iou")) for e in entry["classes"]],
    }


def _code(entry: Any) -> dict[str, Any]:  # noqa: ANN401
    code = _count(entry["code"])
    return {
        "code": code, "name": RELIABILITY_LEGEND[code].name, "compared": _count(entry["compared"]),
        "oa": _estimate(entry["oa"]),
    }  # fmt: skip


def _confidence(found: Any) -> dict[str, Any] | None:  # noqa: ANN401
    if found is None:
        return None
    bins = [
        {**{key: _share(entry[key]) for key in ("low", "high", "mean", "right")}, "pixels": _weight(entry)}
        for entry in found["bins"]
    ]
    return {"ece": None if found["ece"] is None else _share(found["ece"]), "bins": bins}


def _weight(entry: Any) -> float:  # noqa: ANN401
    pixels = _number(entry["pixels"])
    if pixels <= 0:
        raise ValueError("a bin without pixels")
    return pixels


def _worst(found: Any) -> list[dict[str, float]]:  # noqa: ANN401
    """Errors found by checking the least certain part, by the part that is checked."""
    scores = [] if found is None else found["scores"]
    of_confidence: list[Any] = next((score["worst"] for score in scores if score["name"] == "confidence"), [])
    return [{key: _share(entry[key]) for key in ("checked", "found")} for entry in of_confidence]


def _area(entry: Any) -> dict[str, Any]:  # noqa: ANN401
    return {
        **_colored(entry),
        "unit": {"ha": "ha", "px": "px"}[entry["unit"]],
        "mapped": _number(entry["mapped"]),
        "reference": _estimate(entry["reference"], math.inf),
    }
