"""What a mosaic costs: a full tile of six dates, and beside a straightforward implementation.

With SURECOVER_FULL at full size, otherwise small scenes show the same tables. SURECOVER_TILE and
SURECOVER_PEER choose other sides, SURECOVER_PEER_ROUNDS the rounds; see test_full_size.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from statistics import median

import numpy as np
import pytest

from surecover.core.demo.statistics import BANDS
from tests.benchmarks.chain import FULL, sizes
from tests.benchmarks.dated import LEFT, TOP, Dates, kept_dates
from tests.benchmarks.measure import MIB, Cost, measured, table
from tests.files import read_raster

DATES = 6
METHODS = ("median", "medoid", "best")
OUTPUTS = ("output", "source_index", "clear_count", "display")


def settings(scene: Dates, folder: Path, **given: object) -> dict[str, object]:
    folder.mkdir(parents=True, exist_ok=True)
    paths = {name: str(folder / f"{name}.tif") for name in OUTPUTS}
    return {"images": list(scene.images), "masks": list(scene.masks), **paths, **given}


@pytest.fixture
def scenes(tmp_path: Path) -> Path:
    """Where dates are made if no folder is named."""
    return tmp_path / "scenes"


def test_a_tile_and_its_upper_half(scenes: Path, tmp_path: Path) -> None:
    (side,) = sizes("SURECOVER_TILE", full="10980", quick="2048")
    upper = f"{LEFT},{TOP - 10 * (side // 2)},{LEFT + 10 * side},{TOP}"
    runs = {"half the height": {"extent": upper}, **{method: {"method": method} for method in METHODS}}
    costs: dict[str, Cost] = {}
    with kept_dates(scenes, side, side, dates=DATES) as scene:
        for name, given in runs.items():
            costs[name] = measured("mosaic", settings(scene, tmp_path / "out", **given))
            print(f"  {name}: {costs[name]}", flush=True)
            shutil.rmtree(tmp_path / "out")
    half = costs["half the height"]
    rows = [
        [name, cost.wall, cost.cpu, cost.peak // MIB, cost.peak / half.peak] for name, cost in costs.items()
    ]
    head = ["method", "wall s", "CPU s", "peak MiB", "÷ half the height"]
    table(f"mosaic of {side} x {side} px, {DATES} dates, {len(BANDS)} bands, masks of 20 m", head, rows)
    assert max(cost.peak for cost in costs.values()) < 2048 * MIB
    if side >= 8192:  # below, neither GDAL's cache nor the blocks of a row fill up
        assert costs["median"].peak / half.peak < 1.2


def test_against_a_straightforward_implementation(scenes: Path, tmp_path: Path) -> None:
    (side,) = sizes("SURECOVER_PEER", full="4096", quick="2048")
    rounds = int(os.environ.get("SURECOVER_PEER_ROUNDS") or (3 if FULL else 1))
    compared = {"method": "median", "zone": "mixed", "normalise": False}
    spent: dict[str, list[Cost]] = {"straightforward.mosaic": [], "mosaic": []}
    with kept_dates(scenes, side, side, dates=DATES) as scene:
        for _ in range(rounds):
            for who, costs in spent.items():
                costs.append(measured(who, settings(scene, tmp_path / who, **compared)))
                print(f"  {who}: {costs[-1]}", flush=True)
    check_equal(tmp_path / "mosaic", tmp_path / "straightforward.mosaic")
    rows = [[who, *middle(costs)] for who, costs in spent.items()]
    ratios = [theirs / ours for theirs, ours in zip(*map(middle, spent.values()), strict=True)]
    head = ["", "wall s", "CPU s", "peak MiB"]
    title = f"Median of {DATES} dates, {side} x {side} px, not normalised, {rounds} round(s), equal results"
    table(title, head, [*rows, ["ratio", *ratios]])


def middle(costs: Sequence[Cost]) -> list[float]:
    """Wall and CPU time of the middle round, and the largest peak in MiB."""
    return [
        median(cost.wall for cost in costs),
        median(cost.cpu for cost in costs),
        max(cost.peak for cost in costs) / MIB,
    ]


def check_equal(ours: Path, theirs: Path) -> None:
    """Equal on every pixel, but for the picture: a step where rounding the reflectance crosses one."""
    for name in ("output", "source_index", "clear_count"):
        assert np.array_equal(read_raster(ours / f"{name}.tif"), read_raster(theirs / f"{name}.tif")), name
    apart = read_raster(ours / "display.tif").astype(np.int16) - read_raster(theirs / "display.tif")
    print(f"numbers of the picture that differ by one step: {np.count_nonzero(apart) / apart.size:.1e}")
    assert abs(apart).max() <= 1
