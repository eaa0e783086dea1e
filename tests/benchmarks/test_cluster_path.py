"""What the way through a Dask cluster costs: the same jobs by one process, and by workers on this computer.

One worker has all cores, as the single process has; two workers share them. With SURECOVER_FULL=1 at 8192 ×
8192 px, some twenty minutes; SURECOVER_CLUSTER_PATH names another side, SURECOVER_CLUSTER_JOBS some jobs.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from surecover.core import RESOURCES
from surecover.core.runtimes.openvinonetwork import openvino_computes_bfloat16
from tests.benchmarks.chain import kept_scene, settings
from tests.benchmarks.images import generated, repeated
from tests.benchmarks.measure import measured, table
from tests.benchmarks.scene import Scene
from tests.farming import running
from tests.files import read_raster

SIZE = int(os.environ.get("SURECOVER_CLUSTER_PATH") or (8192 if os.environ.get("SURECOVER_FULL") else 2048))

JOBS = (os.environ.get("SURECOVER_CLUSTER_JOBS") or "classify,cluster,correct,correct locally").split(",")

ROUNDS = 2

MODEL = str(RESOURCES / "models" / "demonstration")

RUNTIME = "openvino-bfloat16" if openvino_computes_bfloat16() else "onnxruntime"

pytestmark = pytest.mark.skipif(
    not hasattr(os, "sched_setaffinity"), reason="shares cores out, on Linux only"
)


def job(name: str, scene: Scene, folder: Path) -> tuple[str, dict[str, Any]]:
    """A stage and its settings; `fuse` has been run in the folder."""
    if name == "classify":
        image = repeated(generated(2048), SIZE, folder)
        output = str(folder / "classified.tif")
        return name, {"input": image, "models": [MODEL], "runtime": RUNTIME, "map": output}
    stage = name.partition(" ")[0]
    local = {"local_radius": 100} if "locally" in name else {}
    return stage, {**settings(scene, folder, stage), **local}


def test_cluster_path(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Wall time of the rounds' best; the results are equal in every pixel."""
    cores = sorted(os.sched_getaffinity(0))
    half = len(cores) // 2 or 1
    shares = {"1 worker": [set(cores)], "2 workers": [set(cores[:half]), set(cores[half:] or cores)]}
    rows: list[list[object]] = []
    with kept_scene(tmp_path_factory.getbasetemp() / "scenes", SIZE, SIZE) as scene:
        for stage in ("fuse", "cluster"):
            measured(stage, settings(scene, tmp_path, stage))
        for name in JOBS:
            stage, single = job(name, scene, tmp_path)
            written = [Path(value) for key, value in single.items() if key in ("map", "output", "evidence")]
            best = {"single": timed(stage, single)}
            expected = read_raster(written[-1])
            for place, own in shares.items():
                (folder := tmp_path / f"{name} {place}".replace(" ", "-")).mkdir()
                with running(folder, len(own), own) as address:
                    for _ in range(ROUNDS):
                        best[place] = min(
                            best.get(place, np.inf), timed(stage, {**single, "scheduler": address})
                        )
                        np.testing.assert_array_equal(read_raster(written[-1]), expected)
                        best["single"] = min(best["single"], timed(stage, single))
            print(name, best, flush=True)
            ratios = [best[place] / best["single"] for place in shares]
            rows.append([name, best["single"], *(best[place] for place in shares), *ratios])
    head = [
        "job",
        "one process, s",
        *(f"{place}, s" for place in shares),
        *(f"{place} ÷" for place in shares),
    ]
    table(f"the way through a cluster, {SIZE} x {SIZE}", head, rows)


def timed(stage: str, arguments: dict[str, Any]) -> float:
    """Wall time of a stage in a fresh process, seconds."""
    cost = measured(stage, arguments)
    return cost.wall + cost.fit_wall
