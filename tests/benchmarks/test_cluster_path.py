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
import torch

from surecover.core.model.models import save_model
from surecover.core.model.networks import import_smp
from tests.benchmarks.chain import kept_scene, settings
from tests.benchmarks.measure import measured, table
from tests.benchmarks.scene import CLASSES, Scene
from tests.farming import running
from tests.files import read_raster
from tests.models_fixture import BANDS, card

SIZE = int(os.environ.get("SURECOVER_CLUSTER_PATH") or (8192 if os.environ.get("SURECOVER_FULL") else 2048))

JOBS = (os.environ.get("SURECOVER_CLUSTER_JOBS") or "classify,cluster,correct,correct locally").split(",")

ROUNDS = 2

pytestmark = pytest.mark.skipif(
    not hasattr(os, "sched_setaffinity"), reason="shares cores out, on Linux only"
)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A U-Net with a ResNet-34 of random weights."""
    torch.manual_seed(1)
    network = import_smp().Unet(
        "resnet34", encoder_weights=None, in_channels=len(BANDS), classes=len(CLASSES)
    )
    folder = tmp_path_factory.mktemp("model")
    save_model(folder, network, card(CLASSES, tile=512, halo=16, overlap=32))
    return str(folder)


def job(name: str, scene: Scene, folder: Path, model: str) -> tuple[str, dict[str, Any]]:
    """A stage and its settings; `fuse` has been run in the folder."""
    if name == "classify":
        bands = ",".join(band.name for band in BANDS)
        output = str(folder / "classified.tif")
        calibration = {"scale": 10000.0, "offset": 0.0, "runtime": "torch"}
        return name, {"input": scene.mosaic, "models": [model], "bands": bands, "map": output, **calibration}
    stage = name.partition(" ")[0]
    local = {"local_radius": 100} if "locally" in name else {}
    return stage, {**settings(scene, folder, stage), **local}


def test_cluster_path(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, model: str) -> None:
    """Wall time of the rounds' best; the results are equal in every pixel."""
    cores = sorted(os.sched_getaffinity(0))
    half = len(cores) // 2 or 1
    shares = {"1 worker": [set(cores)], "2 workers": [set(cores[:half]), set(cores[half:] or cores)]}
    rows: list[list[object]] = []
    with kept_scene(tmp_path_factory.getbasetemp() / "scenes", SIZE, SIZE) as scene:
        for stage in ("fuse", "cluster"):
            measured(stage, settings(scene, tmp_path, stage))
        for name in JOBS:
            stage, single = job(name, scene, tmp_path, model)
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
