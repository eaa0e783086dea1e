"""What confidence, codes and evidence are worth, with and without the clusters' evidence, on all scenes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.benchmarks.measure import table

from .runs import Corrected, corrected
from .scenes import scenes

HIGHEST = "highest probability"
WORST = ("worst 5 %", "10 %", "20 %")

Assessed = Mapping[str, Any]


def _area(found: Assessed, score: str) -> str:
    scores = found["detection"]["scores"] if found["detection"] else []
    area = next((e["area"] for e in scores if e["name"] == score), None)
    return "-" if area is None else f"{area['value']:.3f}"


def _gain(estimate: Mapping[str, float] | None) -> str:
    if estimate is None:
        return "-"
    return f"{estimate['value']:+.3f} ({estimate['low']:+.3f} {estimate['high']:+.3f})"


def test_confidence_against_the_largest_probability(tmp_path: Path) -> None:
    """By the fit to the external map, by odds, fitted, and carried over from the first of its kind."""
    areas, worth, clusters, calibration = [], [], [], []
    first: dict[str, Corrected] = {}
    for number, scene in enumerate(scenes()):
        isotonic = corrected(scene, tmp_path / f"{number}-isotonic", confidence_by="isotonic")
        odds = corrected(scene, tmp_path / f"{number}-odds", confidence_by="odds")
        heard = corrected(scene, tmp_path / f"{number}-heard", confidence_by="odds", cluster_evidence=True)
        found = [run.assessed() for run in (isotonic, odds, heard)]
        fitted = heard.fitted()["validation"]
        kind = scene.name.split()[0]
        carried: Assessed | None = None
        if kind in first:
            carried = heard.assessed(heard.carried_over(first[kind].folder / "fitted.json"))
        first.setdefault(kind, heard)
        gain = found[2]["detection"]["confidence_less_highest_probability"]
        assert gain["high"] > 0, f"{scene.name}: the largest probability finds errors better"
        accuracies = [one["map"]["oa"]["value"] for one in found]
        assert accuracies[2] >= accuracies[1], f"{scene.name}: the clusters harm"
        rows = [_area(found[1], score) for score in ("reliability", HIGHEST, "entropy", "agreement")]
        rows += [_area(one, "confidence") for one in found[:2]]
        rows += [_area(found[2], HIGHEST), _area(found[2], "confidence"), _gain(gain)]
        rows += [f"{fitted['auc']['confidence']:.3f}", _gain(fitted["gains"]["max_probability"])]
        areas.append([scene.name, *rows, _area(carried, "confidence") if carried else ""])
        errors = [*(one["confidence"]["ece"] for one in found), fitted["ece"]["confidence"]]
        errors += [carried["confidence"]["ece"]] if carried else []
        calibration.append([scene.name, *(f"{error:.3f}" for error in errors), *([] if carried else [""])])
        clusters.append([scene.name, *_accuracies(found[1], found[2]), "yes" if heard.heard else "no"])
        worth.append([scene.name, *_worth(found[2])])
    table(
        "Finding errors: area under the ROC curve; without the clusters, then with them",
        ["", "code", "max P", "entropy", "agreement", "isotonic", "odds", "| max P", "odds", "odds - max P",
         "fitted, held out", "fitted - max P", "carried over"],
        areas,
    )  # fmt: skip
    table(
        "ECE of the confidence", ["", "isotonic", "odds", "with clusters", "fitted", "carried"], calibration
    )
    table("Clusters as evidence", ["", "OA", "with", "AA", "with", "code 1 right", "with", "heard"], clusters)
    heads = ["", *(f"code {c}" for c in range(4)), *(f"evidence {e}" for e in range(1, 9)), *WORST]
    table("Right, % of each code and evidence; errors in the least sure pixels, %", heads, worth)


def _accuracies(without: Assessed, with_: Assessed) -> list[str]:
    cells = []
    for figure in ("oa", "aa"):
        cells += [f"{found['map'][figure]['value']:.4f}" for found in (without, with_)]
    for found in (without, with_):
        first = next((e["oa"]["value"] for e in found["codes"] if e["code"] == 1), None)
        cells.append("-" if first is None else f"{first:.3f}")
    return cells


def _worth(found: Assessed) -> list[str]:
    def right(entries: Sequence[Mapping[str, Any]], codes: range) -> list[str]:
        shares = {entry["code"]: entry["oa"]["value"] for entry in entries if entry["oa"]}
        return [f"{100 * shares[code]:.1f}" if code in shares else "" for code in codes]

    score = next(entry for entry in found["detection"]["scores"] if entry["name"] == "confidence")
    errors = [f"{100 * entry['found']:.0f}" for entry in score["worst"]]
    return [*right(found["codes"], range(4)), *right(found["evidence"], range(1, 9)), *errors]
