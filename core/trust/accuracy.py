"""What an assessment of accuracy says, as JSON values and as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from .. import VERSION
from ..codes import EVIDENCE_LEGEND, RELIABILITY_LEGEND
from ..legends import LegendEntry, hex_color
from ..rasters import Raster
from ..scheme import ClassScheme
from ..textfiles import harmless
from .claims import BINS, Worth
from .comparison import Assessed, Level, at_level, levels, related
from .detection import WORST
from .estimation import Estimate
from .figures import GAPS
from .metrics import ClassMetrics, Metrics, measure
from .reporting import rounded, source_of

NO_CLASS = {"id": 0, "name": "no class", "color": "#ffffff"}

WHOLE_FIGURES = ("oa", "aa", "miou", "macro_f1", "weighted_f1", "kappa")
CLASS_FIGURES = ("precision", "recall", "f1", "iou")


@dataclass(frozen=True)
class Facts:
    """What a document tells beside the figures.

    Attributes:
        title: Its heading.
        scheme: Of the classes.
        maps: Names of the maps, the last one being the map itself.
        zones: Names of the zones.
        pixel_ha: Hectares of a pixel; None where areas cannot be told.
        mapped: Pixels of the whole map by position of the class.
        transitions: By map but the last: pixels that it and the map give each pair of classes.
        design: How the reference was taken, as JSON values.
        notes: What readers should know.
        sources: The rasters by role.
    """

    title: str
    scheme: ClassScheme
    maps: Sequence[str]
    zones: Sequence[str]
    pixel_ha: float | None
    mapped: np.ndarray
    transitions: Sequence[np.ndarray]
    design: Mapping[str, Any]
    notes: Sequence[str]
    sources: Mapping[str, Raster | None]


def document(found: Assessed, facts: Facts) -> dict[str, Any]:
    """The whole assessment as JSON values; the page and the table are drawn from it."""
    stages = [_stage(found, facts, number) for number in range(len(facts.maps))]
    return {
        "product": "SureCover",
        "version": VERSION,
        "title": facts.title,
        "unit": found.unit,
        "of_land": found.of_land,
        "compared": found.compared,
        "design": dict(facts.design),
        "map": stages[-1]["map"],
        "levels": stages[-1]["levels"],
        "areas": _areas(found, facts),
        "codes": _codes(found.worth, "reliability", RELIABILITY_LEGEND),
        "evidence": _codes(found.worth, "evidence", EVIDENCE_LEGEND),
        "confidence": _confidence(found.worth),
        "detection": _detection(found.worth),
        "zones": _zones(found, facts),
        "maps": [{"name": name, **_beside(stage)} for name, stage in zip(facts.maps, stages)],
        "transitions": [
            {
                "from": name,
                "to": facts.maps[-1],
                **_matrix(matrix, facts.scheme.ids, facts.scheme, (name, facts.maps[-1])),
            }
            for name, matrix in zip(facts.maps, facts.transitions)
        ],
        "notes": list(facts.notes),
        "sources": [
            source_of(role, raster, facts.scheme) for role, raster in facts.sources.items() if raster
        ],
    }


def _codes(worth: Worth | None, layer: str, legend: Sequence[LegendEntry]) -> list[dict[str, Any]]:
    """Accuracy by code of a layer."""
    return [
        {"code": code, "name": legend[code].name, "compared": count, "oa": _estimate(estimate)}
        for code, estimate, count in (worth.parts.get(layer, ()) if worth else ())
    ]


def _confidence(worth: Worth | None) -> dict[str, Any] | None:
    """How true the confidence is: calibration, and accuracy by bin."""
    if worth is None or not worth.bins:
        return None
    shares = {number: estimate for number, estimate, _ in worth.parts["confidence"]}
    bins = [
        {
            **{key: rounded(value, 6) for key, value in entry.items()},
            "oa": _estimate(shares[round(entry["low"] * BINS)]),
        }
        for entry in worth.bins
    ]
    return {"ece": rounded(worth.ece, 6), "area": _estimate(worth.scores["confidence"].area), "bins": bins}


def _detection(worth: Worth | None) -> dict[str, Any] | None:
    """How well scores find the errors."""
    if worth is None or not worth.scores or not worth.ranked:
        return None
    scores = [
        {
            "name": name,
            "area": _estimate(found.area),
            "worst": [
                {"checked": checked, "found": rounded(part, 6)} for checked, part in zip(WORST, found.worst)
            ],
        }
        for name, found in worth.scores.items()
    ]
    return {
        "compared": worth.ranked, "errors": worth.errors, "scores": scores,
        "confidence_less_highest_probability": _estimate(worth.gain),
    }  # fmt: skip


def _stage(found: Assessed, facts: Facts, number: int) -> dict[str, Any]:
    """The figures of one map."""
    entries = []
    for depth, level in enumerate(levels(facts.scheme)):
        estimates = found.classes[number][depth] if found.classes else {}
        points = found.points[number] if found.points else None
        entries.append(_level(found.maps[number], points, level, facts.scheme, estimates))
    entries[-1]["map"]["oa"] = _estimate(found.overall[number])
    return {"map": entries[-1]["map"], "levels": [{"level": n, **e} for n, e in enumerate(entries, start=1)]}


def _level(
    matrix: np.ndarray,
    points: np.ndarray | None,
    level: Level,
    scheme: ClassScheme,
    estimates: Mapping[tuple[str, int], Estimate | None],
) -> dict[str, Any]:
    kin = related(scheme)
    seen = at_level(matrix, level, kin)
    metrics = measure(seen, (0, *level.ids))
    whole = {name: _estimate(_plain(getattr(metrics, name))) for name in WHOLE_FIGURES}
    whole["oa"] = _estimate(estimates.get(("oa", 0)) or _plain(metrics.oa))
    with_class = seen[:, 1:].sum()
    whole["without_class"] = _estimate(_plain(seen[:, 0].sum() / seen.sum() if seen.any() else None))
    whole["oa_with_class"] = _estimate(_plain(np.trace(seen) / with_class if with_class else None))
    classes = [
        {**_named(scheme, class_id), **_of_class(metrics.classes[class_id], class_id, estimates)}
        for class_id in level.ids
        if metrics.classes[class_id].iou is not None
    ]
    shown = _matrix(seen if points is None else at_level(points, level, kin), level.ids, scheme)
    if points is not None:
        shares = seen / seen.sum()
        keep = _present(at_level(points, level, kin))
        shown["shares"] = np.round(shares[np.ix_(keep, keep)], 6).tolist()
    return {"map": whole, "classes": classes, "matrix": shown}


def _of_class(
    metrics: ClassMetrics, class_id: int, estimates: Mapping[tuple[str, int], Estimate | None]
) -> dict[str, Any]:
    found = {
        name: estimates.get((name, class_id)) or _plain(getattr(metrics, name)) for name in CLASS_FIGURES
    }
    overlap = estimates.get(("iou", class_id))
    if overlap is not None:
        found["f1"] = _f1(overlap)
    return {name: _estimate(value) for name, value in found.items()}


def _f1(iou: Estimate) -> Estimate:
    """F1 = 2 IoU / (1 + IoU), which rises with IoU, so that its limits become those of F1."""

    def of(value: float | None) -> float | None:
        return None if value is None else 2 * value / (1 + value)

    error = None if iou.error is None else 2 * iou.error / (1 + iou.value) ** 2
    return Estimate(2 * iou.value / (1 + iou.value), error, of(iou.low), of(iou.high))


def _areas(found: Assessed, facts: Facts) -> list[dict[str, Any]]:
    """Area of each class on the map and, estimated or counted, in the reference."""
    unit = 1.0 if facts.pixel_ha is None else facts.pixel_ha
    counted = at_level(found.maps[-1], levels(facts.scheme)[-1], related(facts.scheme)).sum(axis=1)
    entries = []
    for position, class_id in enumerate(facts.scheme.ids, start=1):
        mapped = float(facts.mapped[position])
        if not mapped and not counted[position]:
            continue
        share = found.areas.get(class_id)
        reference = Estimate(float(counted[position])) if share is None else share.times(found.population)
        entries.append(
            {
                **_named(facts.scheme, class_id),
                "unit": "px" if facts.pixel_ha is None else "ha",
                "mapped": rounded(mapped * unit, 4),
                "reference": _estimate(reference.times(unit), 4),
            }
        )
    return entries


def _zones(found: Assessed, facts: Facts) -> list[dict[str, Any]]:
    finest, kin = levels(facts.scheme)[-1], related(facts.scheme)
    entries = []
    for number, (name, (estimate, matrix, count)) in enumerate(zip(facts.zones, found.zones), start=1):
        metrics: Metrics = measure(at_level(matrix, finest, kin), (0, *finest.ids))
        entries.append(
            {
                "id": number, "name": name, "compared": count, "oa": _estimate(estimate),
                "miou": _estimate(_plain(metrics.miou)), "macro_f1": _estimate(_plain(metrics.macro_f1)),
            }
        )  # fmt: skip
    return entries


def _beside(stage: Mapping[str, Any]) -> dict[str, Any]:
    classes = stage["levels"][-1]["classes"]
    return {
        **stage["map"],
        "classes": [{key: entry[key] for key in ("id", "name", "color", "f1", "iou")} for entry in classes],
    }


def _present(matrix: np.ndarray) -> np.ndarray:
    return np.flatnonzero(matrix.any(axis=0) | matrix.any(axis=1))


def _matrix(
    matrix: np.ndarray,
    ids: Sequence[int],
    scheme: ClassScheme,
    axes: tuple[str, str] = ("reference", "map"),
) -> dict[str, Any]:
    """A matrix of positions with its classes, without those that do not occur, and what its axes are."""
    keep = _present(matrix)
    names = [NO_CLASS, *(_named(scheme, class_id) for class_id in ids)]
    return {
        "rows": axes[0],
        "columns": axes[1],
        "classes": [names[place] for place in keep.tolist()],
        "counts": matrix[np.ix_(keep, keep)].tolist(),
    }


def _named(scheme: ClassScheme, class_id: int) -> dict[str, Any]:
    land_class = scheme.by_id(class_id)
    return {"id": class_id, "name": land_class.name, "color": hex_color(land_class.color)}


def _plain(value: float | None) -> Estimate | None:
    return None if value is None else Estimate(float(value))


def _estimate(estimate: Estimate | None, digits: int = 6) -> dict[str, float | None] | None:
    if estimate is None:
        return None
    keys = ("value", "se", "low", "high")
    return {key: rounded(number, digits) for key, number in zip(keys, estimate)}


def table(assessment: Mapping[str, Any]) -> str:
    """All figures as CSV, one a line; empty where a figure cannot be estimated."""
    file = io.StringIO()
    columns = (
        "map", "level", "part", "class_id", "class", "map_class_id", "map_class", "figure", "value", "se",
        "low", "high", "compared",
    )  # fmt: skip
    writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(_rows(assessment))
    return file.getvalue()


def _rows(assessment: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for stage in assessment["maps"]:
        about: dict[str, Any] = {"map": harmless(stage["name"]), "part": "all"}
        for figure in (*WHOLE_FIGURES, *GAPS):
            yield _row(stage[figure], figure=figure, compared=assessment["compared"], **about)
        yield from _class_rows(stage["classes"], ("f1", "iou"), about)
    name = about["map"]
    for level in assessment["levels"]:
        about = {"map": name, "level": level["level"], "part": "all"}
        yield _row(level["map"]["oa"], figure="oa", **about)
        yield from _class_rows(level["classes"], CLASS_FIGURES, about)
    for entry in assessment["areas"]:
        about = {"part": "all", "figure": f"area_{entry['unit']}"}
        yield _row(entry["reference"], entry, map="reference", **about)
        yield _row({"value": entry["mapped"]}, entry, map=name, **about)
    parts: list[tuple[str, Any, Sequence[str]]] = [
        (f"{layer} {entry['code']}", entry, ("oa",))
        for layer, key in (("reliability", "codes"), ("evidence", "evidence"))
        for entry in assessment[key]
    ]
    parts += [(f"zone {entry['name']}", entry, ("oa", "miou", "macro_f1")) for entry in assessment["zones"]]
    for part, entry, figures in parts:
        for figure in figures:
            yield _row(
                entry[figure], map=name, part=harmless(part), figure=figure, compared=entry["compared"]
            )
    yield from _rows_of_worth(assessment, name)
    for level in assessment["levels"]:
        about = {"map": name, "level": level["level"], "part": "confusion matrix, class is the reference"}
        yield from _cells(level["matrix"], assessment["unit"], about)
    for change in assessment["transitions"]:
        part = f"transition to {change['to']}, map_class is its class"
        yield from _cells(change, "pixels", {"map": harmless(change["from"]), "part": harmless(part)})


def _cells(matrix: Mapping[str, Any], figure: str, about: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for entry, row in zip(matrix["classes"], matrix["counts"]):
        for other, count in zip(matrix["classes"], row):
            named = {"map_class_id": other["id"], "map_class": harmless(other["name"])}
            yield _row({"value": count}, entry, figure=figure, **named, **about)


def _rows_of_worth(assessment: Mapping[str, Any], name: str) -> Iterator[dict[str, Any]]:
    confidence, detection = assessment["confidence"], assessment["detection"]
    if confidence:
        yield _row({"value": confidence["ece"]}, map=name, part="confidence", figure="ece")
        for entry in confidence["bins"]:
            part = f"confidence {entry['low']:.3f} to {entry['high']:.3f}"
            about: dict[str, Any] = {"map": name, "part": part}
            yield _row({"value": entry["mean"]}, figure="mean_confidence", **about)
            yield _row(entry["oa"], figure="oa", compared=entry["pixels"], **about)
    if detection:
        for score in detection["scores"]:
            about = {"map": name, "part": score["name"], "compared": detection["compared"]}
            yield _row(score["area"], figure="error_detection_auc", **about)
            for entry in score["worst"]:
                figure = f"errors_in_worst_{100 * entry['checked']:.0f}_percent"
                yield _row({"value": entry["found"]}, figure=figure, **about)
        gain = detection["confidence_less_highest_probability"]
        if gain:
            part = "confidence less highest probability"
            yield _row(gain, map=name, part=part, figure="error_detection_auc")


def _class_rows(
    classes: Sequence[Mapping[str, Any]], figures: Sequence[str], about: Mapping[str, Any]
) -> Iterator[dict[str, Any]]:
    for entry in classes:
        for figure in figures:
            yield _row(entry[figure], entry, figure=figure, **about)


def _row(
    estimate: Mapping[str, float | None] | None,
    entry: Mapping[str, Any] | None = None,
    **about: Any,  # noqa: ANN401
) -> dict[str, Any]:
    named = {} if entry is None else {"class_id": entry["id"], "class": harmless(entry["name"])}
    return {**about, **named, **(estimate or {})}
