"""The old map gets better: what is learned from it, of generated land and on real dates."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.benchmarks.measure import table

from ..accuracy import Judged
from ..test_accuracy import DATA, EO_LEARN, PARCELS, REAL, judge, outdated_and_coarse, tell
from .old_map import CELLS, CHANGES, DATES, Run, carried_out, told

SEEDS = (101,)
SIZE = 384

Figures = Mapping[str, float]

_STAGES = ("old", "date", "fused", "corrected")


def accuracy(figures: Figures) -> list[str]:
    """Merged OA, OA, AA and macro F1 of each stage."""
    kinds = ("merged", "oa", "aa", "macro_f1")
    return [" ".join(f"{figures[f'{stage} {kind}']:.3f}" for kind in kinds) for stage in _STAGES]


def trust(figures: Figures) -> list[str]:
    """Per code its share, how often it is right and how often the old map is there; areas under the curve."""
    codes = [
        f"{figures[f'code {code} share']:.3f} {figures[f'code {code} right']:.3f} "
        f"{figures[f'code {code} old right']:.3f}"
        for code in (1, 2, 3)
    ]
    return [*codes, *(f"{figures[f'AUC {name}']:.3f}" for name in ("code", "max probability", "confidence"))]


def show(title: str, rows: Sequence[tuple[str, Figures]]) -> None:
    stages = ["old map", "one date", "fused", "corrected"]
    table(
        f"{title}: OA of merged classes, OA, AA, macro F1",
        ["", *stages],
        [[name, *accuracy(found)] for name, found in rows],
    )
    codes = [f"code {code}: share, right, old map right" for code in (1, 2, 3)]
    areas = ["AUC of the code", "of the probability", "of the confidence"]
    table(f"{title}: codes, and finding errors", ["", *codes, *areas],
          [[name, *trust(found)] for name, found in rows])  # fmt: skip


def mean(found: Sequence[Figures]) -> Figures:
    return {name: float(np.nanmean([figures[name] for figures in found])) for name in found[0]}


def test_the_old_map_gets_better() -> None:
    runs = [Run(seed, SIZE, cell, change) for change in CHANGES for cell in CELLS for seed in SEEDS]
    done = list(carried_out(runs, os.cpu_count() or 1))
    rows = []
    for change in CHANGES:
        for cell in CELLS:
            found = mean([figures for run, figures in done if (run.change, run.cell) == (change, cell)])
            rows.append((f"{change}, {100 * found['changed']:.0f} %; {cell} m", found))
    show(f"Generated land, {SIZE}² px, {DATES} dates, {len(SEEDS)} seeds", rows)
    for name, found in rows:
        for figure in ("merged", "aa", "macro_f1"):
            assert found[f"corrected {figure}"] > found[f"old {figure}"] + 0.02, (name, figure)
            assert found[f"corrected {figure}"] > found[f"fused {figure}"] - 0.005, (name, figure)
        assert found["code 1 right"] > max(found["old oa"], found["code 1 old right"]), name


@REAL
@pytest.mark.parametrize("external", ["majority_100m", "outdated_100m_epsg3035"])
def test_slovenia(external: str, tmp_path: Path) -> None:
    """Mechanics: the old maps are derived from the reference; two of five dates are all clouds."""
    folder = DATA / "slovenia_s2_l1c"
    dates = ("20150711", "20150731", "20150820", "20150830", "20150909")
    judged = from_old_map(
        tmp_path, str(folder / "reference_lulc.tif"), EO_LEARN,
        images=tuple(str(folder / f"s2_l1c_{date}.tif") for date in dates),
        masks=tuple(str(folder / f"cloud_mask_{date}.tif") for date in dates),
        external=str(folder / f"external_DERIVED_{external}.tif"),
    )  # fmt: skip
    tell(f"Slovenia, learned from the external map DERIVED {external}", judged)
    found = told(judged)
    assert found["corrected oa"] > max(found["old oa"], found["fused oa"] - 0.005)
    assert found["code 1 right"] > found["old oa"]


@REAL
def test_belgium(tmp_path: Path) -> None:
    folder = DATA / "belgium_s2_l2a_s1"
    dates = ("20190401", "20190620", "20190705", "20190918")
    judged = from_old_map(
        tmp_path, str(folder / "reference_lc.tif"), PARCELS, folds=4,
        images=tuple(str(folder / f"s2_l2a_{date}.tif") for date in dates),
        masks=tuple(str(folder / f"scl_{date}.tif") for date in dates),
        external=outdated_and_coarse(folder / "reference_lc.tif", tmp_path),
    )  # fmt: skip
    tell("Belgium, learned from an external map derived: 80 m, an eighth of the cells changed", judged)


def from_old_map(tmp: Path, reference: str, legend: str, **settings: Any) -> Judged:
    """Produce without a model, on real images; `legend` is the crosswalk of both maps."""
    crosswalk = tmp / "crosswalk.csv"
    crosswalk.write_text(legend)
    return judge(tmp, reference, str(crosswalk), merged=True, crosswalk=str(crosswalk), scheme="basic6",
                 **settings)  # fmt: skip
