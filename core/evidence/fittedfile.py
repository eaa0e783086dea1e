"""A fitted confidence as a file: plain JSON that people can read, and that is read with suspicion."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .. import VERSION
from ..codes import Evidence
from ..errors import SureCoverError
from ..textfiles import plain_name, read_json
from .additive import Additive, Curve
from .features import CLASS, DIRECTIONS, EVIDENCE

FORMAT = "SureCover fitted confidence"

_MOST_BYTES = 10_000_000
_MOST_ENTRIES = 65_536
_LARGEST = 1000.0


def text_of(model: Additive, facts: Mapping[str, Any]) -> str:
    """The model as the text of a file.

    Args:
        model: The model.
        facts: What it was fitted to and how well it does, as JSON values.
    """
    document = {
        "format": FORMAT,
        "version": VERSION,
        "unit": "logits: log(p / (1 - p)) of the confidence p is intercept plus one effect of each feature, "
        "each in addition to the others",
        "intercept": model.intercept,
        "features": list(model.features),
        "curves": {name: {"at": c.at, "effect": c.effect} for name, c in model.curves.items()},
        EVIDENCE: model.evidence,
        CLASS: model.classes,
        **facts,
    }
    return json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def read_fitted(path: str, label: str) -> tuple[Additive, dict[str, Any]]:
    """Read a file that `text_of` made.

    Args:
        path: Of the file.
        label: How messages name it.

    Returns:
        The model, and what it was fitted to ("fitted_on" of the file, {} where it does not tell).

    Raises:
        SureCoverError: It is no such file.
    """
    try:
        if Path(path).stat().st_size > _MOST_BYTES:
            raise ValueError(f"larger than {_MOST_BYTES // 1_000_000} MB")
        document = _entries(read_json(Path(path)), "the file")
        if document.get("format") != FORMAT:
            raise ValueError(f"its format is not {FORMAT!r}")
        model = _model(document)
    except (OSError, ValueError) as error:
        raise SureCoverError(
            f"{label} is no fitted confidence: {path} ({error}); choose a file that Confidence wrote."
        ) from error
    told = document.get("fitted_on")
    return model, told if isinstance(told, dict) else {}


def _model(document: Mapping[str, Any]) -> Additive:
    curves = {name: _curve(name, entry) for name, entry in _entries(document.get("curves"), "curves").items()}
    evidence: dict[int, float] | None = None
    classes: dict[str, float] | None = None
    if document.get(EVIDENCE) is not None:
        kinds = {str(int(kind)): int(kind) for kind in Evidence}
        listed = _entries(document[EVIDENCE], EVIDENCE)
        if unknown := sorted(listed.keys() - kinds.keys()):
            raise ValueError(f"unknown evidence {unknown[0][:40]!r}")
        evidence = {kinds[key]: _number(value, EVIDENCE) for key, value in listed.items()}
    if document.get(CLASS) is not None:
        listed = _entries(document[CLASS], CLASS)
        classes = {plain_name(name): _number(value, CLASS) for name, value in listed.items()}
    model = Additive(_number(document.get("intercept"), "intercept"), curves, evidence, classes)
    if document.get("features") != list(model.features) or not model.features:
        raise ValueError("features are not those that have effects")
    return model


def _curve(name: str, entry: Any) -> Curve:  # noqa: ANN401 - whatever JSON holds
    if name not in DIRECTIONS:
        raise ValueError(f"unknown feature {name[:40]!r}")
    at, effect = (_numbers(_entries(entry, name).get(key), f"{name}, {key}") for key in ("at", "effect"))
    if len(at) != len(effect) or any(low >= high for low, high in zip(at, at[1:])):
        raise ValueError(f"{name}: at is not ascending, or not as long as effect")
    if any((high - low) * DIRECTIONS[name] < 0 for low, high in zip(effect, effect[1:])):
        raise ValueError(f"{name}: effect turns")
    return Curve(at, effect)


def _entries(value: Any, name: str) -> dict[str, Any]:  # noqa: ANN401
    if not isinstance(value, dict) or len(value) > _MOST_ENTRIES:
        raise ValueError(f"{name} has no entries, or too many")
    return value


def _numbers(value: Any, name: str) -> tuple[float, ...]:  # noqa: ANN401
    if not isinstance(value, list) or not 0 < len(value) <= _MOST_ENTRIES:
        raise ValueError(f"{name} is no list of 1 to {_MOST_ENTRIES} numbers")
    return tuple(_number(number, name) for number in value)


def _number(value: Any, name: str) -> float:  # noqa: ANN401
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise ValueError(f"{name} holds {str(value)[:40]!r}, no number")
    if abs(value) > _LARGEST:
        raise ValueError(f"{name} holds {value:g}, beyond ±{_LARGEST:g}")
    return float(value)
