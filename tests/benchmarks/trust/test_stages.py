"""Table 2 of the pipeline paper (Fonteix et al. 2021) from our own runs: single date, multi-date, final."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from tests.benchmarks.measure import table

from .runs import corrected
from .scenes import scenes

CLOUDED = 0.9
"""Share of the land without a class from which on a date does not count."""

STAGES = ("single date", "multi-date", "final")


def test_iou_and_f1_by_class_and_stage(tmp_path: Path) -> None:
    """Single date is the mean over the dates that saw the land; "final" as `produce` does it."""
    for number, scene in enumerate(scenes()):
        run = corrected(scene, tmp_path / str(number), confidence_by="odds", cluster_evidence=True)
        maps = [one for one in run.assessed()["maps"] if one["without_class"]["value"] < CLOUDED]
        stages = maps[:-2], maps[-2:-1], maps[-1:]
        names = list(dict.fromkeys(entry["name"] for one in maps for entry in one["classes"]))
        rows = [["all", *_whole(stages)], *([name, *_of_class(stages, name)] for name in names)]
        heads = ["", *(f"{figure}, {stage}" for figure in ("OA or IoU", "macro or F1") for stage in STAGES)]
        table(f"{scene.name}, {len(maps) - 2} date(s)", heads, rows)


def _whole(stages: Sequence[Sequence[Mapping[str, Any]]]) -> list[str]:
    return [
        _mean([one[figure] and one[figure]["value"] for one in maps])
        for figure in ("oa", "macro_f1")
        for maps in stages
    ]


def _of_class(stages: Sequence[Sequence[Mapping[str, Any]]], name: str) -> list[str]:
    cells = []
    for figure in ("iou", "f1"):
        for maps in stages:
            entries = [next((e for e in one["classes"] if e["name"] == name), None) for one in maps]
            cells.append(_mean([e and e[figure] and e[figure]["value"] for e in entries]))
    return cells


def _mean(values: Sequence[float | None]) -> str:
    known = [value for value in values if value is not None]
    return f"{np.mean(known):.3f}" if known else "–"
