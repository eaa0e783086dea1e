"""`fuse`, `cluster` and `correct` one after the other on a scene, and where scenes are kept."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks.measure import Cost, measured
from tests.benchmarks.scene import BYTES_PER_PIXEL, Scene, write_scene

STAGES = ("fuse", "cluster", "correct")

FULL = bool(os.environ.get("SURECOVER_FULL"))
"""Whether benchmarks run at full size; otherwise a few minutes are enough for all of them."""

LARGE = 6000 * 6000
"""Scenes of more pixels are deleted after each test, unless SURECOVER_KEEP is set."""

_OUTPUT_BYTES = 20
"""What all outputs and a second copy of the largest take at most, bytes a pixel."""

_OUTPUTS = {
    "fuse": ("map", "fused", "agreement", "entropy"),
    "cluster": ("output",),
    "correct": ("corrected", "reliability", "evidence", "confidence"),
}


def sizes(variable: str, full: str, quick: str) -> list[int]:
    """Sides from an environment variable, as "2048,4096"; else those of the full or the quick run."""
    text = os.environ.get(variable) or (full if FULL else quick)
    return [int(part) for part in text.split(",")]


@contextmanager
def kept_scene(root: Path, height: int, width: int) -> Iterator[Scene]:
    """A scene in the folder of scenes, made if need be; large ones vanish afterwards.

    Args:
        root: Folder of the scenes unless SURECOVER_BENCH names another.
        height: Rows.
        width: Columns.
    """
    root = Path(os.environ.get("SURECOVER_BENCH") or root)
    root.mkdir(parents=True, exist_ok=True)
    folder = root / f"scene-{height}x{width}"
    needed = height * width * (_OUTPUT_BYTES + (0 if folder.is_dir() else BYTES_PER_PIXEL))
    free = shutil.disk_usage(root).free
    if free < needed * 1.1:
        pytest.skip(
            f"{root} has {free / 1e9:.1f} GB free; {height} x {width} px need {needed * 1.1 / 1e9:.1f} GB: "
            "name a folder on a larger disk in SURECOVER_BENCH"
        )
    try:
        yield write_scene(folder, height, width)
    finally:
        if height * width > LARGE and not os.environ.get("SURECOVER_KEEP"):
            shutil.rmtree(folder, ignore_errors=True)


def settings(scene: Scene, folder: Path, stage: str) -> dict[str, Any]:
    """Settings of a stage with all its outputs, in a folder that holds those of the stages before it."""
    paths = {name: str(folder / f"{name}.tif") for name in _OUTPUTS[stage]}
    inputs: dict[str, dict[str, Any]] = {
        "fuse": {"probabilities": list(scene.probabilities)},
        "cluster": {"input": scene.mosaic},
        "correct": {
            "map": str(folder / "map.tif"),
            "external": scene.external,
            "cluster_map": str(folder / "output.tif"),
            "probabilities": str(folder / "fused.tif"),
        },
    }
    return {**inputs[stage], **paths}


def run_chain(scene: Scene, folder: Path) -> dict[str, Cost]:
    """Cost of each stage, in a process of its own; the outputs stay in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    costs = {}
    for stage in STAGES:
        costs[stage] = measured(stage, settings(scene, folder, stage))
        print(f"  {stage}: {costs[stage]}", flush=True)
    return costs
