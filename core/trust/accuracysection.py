"""What an assessment says of a map's accuracy: its JSON, a section of a page, rows of a table."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ..codes import RELIABILITY_LEGEND
from ..errors import SureCoverError
from ..legends import hex_color
from ..textfiles import harmless, plain_name, read_json
from .diagrams import Interval, interval_rows, reliability_diagram
from .markup import GAP, decimals, facts_list, figures_list, percent, table, text, thousands
from .page import swatched

MAX_CLASSES = 40
"""Classes in the diagram, lowest F1 first; the table holds them all."""

WHOLE = {"oa": "Overall accuracy", "miou": "Mean IoU", "macro_f1": "Macro F1", "kappa": "Kappa"}
"""Figures of a map by key."""

OF_CLASS = {"precision": "User's accuracy", "recall": "Producer's accuracy", "f1": "F1", "iou": "IoU"}
"""Figures of a class by key."""

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
            "map": {key: _estimate(document["map"][key]) for key in WHOLE},
            "codes": [_code(entry) for entry in document["codes"]],
            "classes": [_of_class(entry, OF_CLASS) for entry in document["levels"][-1]["classes"]],
            "maps": [
                {
                    "name": _name(entry["name"]),
                    **{key: _estimate(entry[key]) for key in WHOLE},
                    "classes": [_of_class(e, ("f1", "iou")) for e in entry["classes"]],
                }
                for entry in document["maps"]
            ],
            "areas": [_area(entry) for entry in document["areas"]],
            "confidence": _confidence(document["confidence"]),
            "worst": _worst(document["detection"]),
        }
    except (OSError, *_UNREADABLE) as error:
        raise SureCoverError(
            f"{label} is no assessment of accuracy: {path} ({type(error).__name__}: {error}); choose the "
            "JSON that Assessment of accuracy wrote."
        ) from error


def accuracy_section(found: Mapping[str, Any]) -> str:
    """The section of a page: how accurate the map is, and how that was measured.

    Args:
        found: As `read_assessment` returns it.
    """
    if not found["compared"]:
        return ""
    parts = (_headline, _codes, _certainty, _classes, _stages, _areas)
    return (
        "<h2>Accuracy, measured with reference data</h2>\n"
        + "".join(part(found) for part in parts)
        + f'<h3>How it was measured</h3>\n<div class="sources">{facts_list(found["design"])}</div>\n'
    )


def _headline(found: Mapping[str, Any]) -> str:
    whole = found["map"]
    figures = {
        "overall accuracy": percent(_value(whole["oa"])),
        "mean IoU": decimals(_value(whole["miou"])),
        "macro F1": decimals(_value(whole["macro_f1"])),
        f"{found['unit']} compared": thousands(found["compared"]),
    }
    limits = _limits(whole["oa"])
    told = f", 95 % interval {limits}" if limits != "–" else ""
    what = (
        "As the sample tells, {} of the land has the right class on the map{}."
        if found["of_land"]
        else "Of the pixels with a reference, {} have the right class on the map{}."
    )
    return (
        figures_list(figures) + f'<p class="meaning">{what.format(percent(_value(whole["oa"])), told)}</p>\n'
    )


def _codes(found: Mapping[str, Any]) -> str:
    entries = sorted((e for e in found["codes"] if e["oa"]), key=lambda e: (e["code"] == 0, e["code"]))
    if not entries:
        return ""
    names = [
        swatched(
            {"name": f"{e['code']} {e['name']}", "color": hex_color(RELIABILITY_LEGEND[e["code"]].color)}
        )
        for e in entries
    ]
    drawn = interval_rows("", ["right"], [(n, [_interval(e["oa"])]) for n, e in zip(names, entries)])
    rows = [
        [name, percent(_value(e["oa"])), _limits(e["oa"]), thousands(e["compared"])]
        for name, e in zip(names, entries)
    ]
    return (
        "<h3>What the reliability codes are worth</h3>\n"
        "<p>How much of the land of each code has the right class, with 95 % intervals.</p>\n"
        + drawn
        + table(["Reliability", "Right", "95 % interval", found["unit"].capitalize()], rows)
    )


def _certainty(found: Mapping[str, Any]) -> str:
    """How true the confidence is, and how well it finds the errors."""
    if not found["confidence"]:
        return ""
    ece = found["confidence"]["ece"]
    told = f"<p>Expected calibration error: {decimals(ece)} (0 = as often right as said).</p>\n"
    worst = "; ".join(
        f"the first {100 * entry['checked']:g} % hold {percent(entry['found'])}" for entry in found["worst"]
    )
    if worst:
        told += (
            "<p>Of the errors that the reference shows, checked by confidence, least certain first, "
            f"{worst}.</p>\n"
        )
    bins = found["confidence"]["bins"]
    return f"<h3>What the confidence is worth</h3>\n{told}" + reliability_diagram("", {"confidence": bins})


def _classes(found: Mapping[str, Any]) -> str:
    entries = sorted(found["classes"], key=lambda entry: (_value(entry["f1"]) or 0.0, entry["id"]))
    if not entries:
        return ""
    shown = entries[:MAX_CLASSES]
    diagram = interval_rows(
        "",
        list(OF_CLASS.values()),
        [(swatched(entry), [_interval(entry[key]) for key in OF_CLASS]) for entry in shown],
    )
    left = len(entries) - len(shown)
    more = f" The diagram shows the lowest {len(shown)} of {len(entries)}." if left else ""
    rows = [[swatched(entry), *(_with_limits(entry[key]) for key in OF_CLASS)] for entry in entries]
    return (
        "<h3>Accuracy by class</h3>\n"
        f"<p>Lowest F1 first, with 95 % intervals where they are known.{more}</p>\n"
        + diagram
        + table(["Class", *OF_CLASS.values()], rows)
    )


def _stages(found: Mapping[str, Any]) -> str:
    maps = found["maps"]
    if len(maps) < 2:
        return ""
    rows = [[label, *(_with_limits(entry[key]) for entry in maps)] for key, label in WHOLE.items()]
    known = {entry["id"]: entry for stage in maps for entry in stage["classes"]}
    for class_id, entry in known.items():
        of_maps = [next((e for e in stage["classes"] if e["id"] == class_id), None) for stage in maps]
        for key in ("iou", "f1"):
            cells = [decimals(_value(e[key])) if e else "–" for e in of_maps]
            rows.append([f"{swatched(entry)} {OF_CLASS[key]}", *cells])
    return "<h3>Maps side by side</h3>\n" + table(["", *(text(stage["name"]) for stage in maps)], rows)


def _areas(found: Mapping[str, Any]) -> str:
    entries = found["areas"] if found["of_land"] else []
    if not entries:
        return ""
    unit = entries[0]["unit"]
    rows = [
        [
            swatched(e),
            _amount(e["mapped"]),
            _amount(e["reference"]["value"]),
            _limits(e["reference"], _amount),
        ]
        for e in entries
        if e["reference"]
    ]
    heads = ["Class", f"On the map ({unit})", f"Estimated from the sample ({unit})", "95 % interval"]
    return "<h3>Areas</h3>\n" + table(heads, rows)


def rows(found: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The figures as rows of a table, one a figure; empty where one cannot be estimated."""
    listed = []
    for stage in found["maps"]:
        about = {"map": harmless(stage["name"])}
        listed += [_row(stage[key], figure=key, **about) for key in WHOLE]
    for entry in found["classes"]:
        of = {**about, "class_id": entry["id"], "class": harmless(entry["name"])}
        listed += [_row(entry[key], figure=key, **of) for key in OF_CLASS]
    for entry in found["areas"]:
        of = {"map": "reference", "class_id": entry["id"], "class": harmless(entry["name"])}
        listed.append(_row(entry["reference"], figure=f"area_{entry['unit']}", **of))
    for entry in found["codes"]:
        part = {"part": f"reliability {entry['code']}", "compared": entry["compared"]}
        listed.append(_row(entry["oa"], figure="oa", **about, **part))
    return listed


def _row(estimate: Mapping[str, float | None] | None, **about: Any) -> dict[str, Any]:  # noqa: ANN401
    return {"level": "accuracy", **about, **(estimate or {})}


def _value(estimate: Mapping[str, float | None] | None) -> float | None:
    return None if estimate is None else estimate["value"]


def _interval(estimate: Mapping[str, float | None] | None) -> Interval:
    if estimate is None:
        return Interval(None)
    return Interval(estimate["value"], estimate["low"], estimate["high"])


def _with_limits(estimate: Mapping[str, float | None] | None) -> str:
    shown = decimals(_value(estimate))
    if estimate is None or estimate["low"] is None:
        return shown
    return f"{shown}<br><small>{estimate['low']:.3f} – {estimate['high']:.3f}</small>"


def _limits(estimate: Mapping[str, Any] | None, shown: Callable[[float], str] = percent) -> str:
    if estimate is None or estimate["low"] is None:
        return "–"
    return f"{shown(estimate['low'])} – {shown(estimate['high'])}"


def _amount(value: float) -> str:
    return f"{value:,.{2 if value < 100 else 1 if value < 10_000 else 0}f}".replace(",", GAP)


# --- reading ---------------------------------------------------------------------------------------


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
