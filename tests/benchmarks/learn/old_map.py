"""Old maps of generated land in several resolutions and degrees of change, and what is made of them."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from surecover.core.demo.external import CoarseMap
from surecover.core.demo.generator import DemoScene
from surecover.core.demo.landscape import BARREN, FOREST, GRASS, INDUSTRIAL, RESIDENTIAL, Land
from surecover.core.demo.noise import uniform
from surecover.core.progress import Progress
from surecover.core.stages import demodata, produce
from tests.files import write_raster

from ..accuracy import Judged, whole

ROOT = Path(__file__).resolve().parents[3]

CHANGES = {"small": -0.5, "medium": 0.0, "large": 0.2}
"""Below 0: in which share of the parcels nothing has changed since; above: what share changed besides."""

CELLS = (50, 100, 300)
"""Metres."""

DATES = 3
_OTHER_BEFORE = {GRASS: BARREN, BARREN: GRASS, FOREST: GRASS, INDUSTRIAL: GRASS, RESIDENTIAL: GRASS}

_PROGRAM = """
import json, sys, torch
import tests.conftest
from tests.benchmarks.learn.old_map import Run
torch.set_num_threads(1)
print(json.dumps(Run(**json.loads(sys.argv[1])).figures()))
"""


def write_scene(folder: Path, seed: int, size: int) -> None:
    """Dated images with masks, and the truth."""
    demodata.run(demodata.JOB(size=size, dates=DATES, seed=seed, folder=str(folder)), Progress())


def write_old_map(folder: Path, seed: int, size: int, cell: int, change: float) -> tuple[str, float]:
    """The old map of the scene of a seed in grid codes of CORINE.

    Args:
        folder: Where it is written.
        seed: Of the scene.
        size: Of the scene, px.
        cell: Side of the cells, metres.
        change: As in CHANGES; whole parcels change.

    Returns:
        Its path, and the share of the scene's pixels whose class has changed since.
    """
    scene = DemoScene(seed, size, DATES)
    land = changed(scene.land(scene.grid.window), change, seed)
    coarse = CoarseMap(scene.grid, cell)
    coarse.add(scene.grid.window, land)
    left, top = coarse.grid.transform[2], coarse.grid.transform[5]
    path = write_raster(
        folder / f"old_{cell}_{change}.tif", coarse.corine(seed), nodata=0, origin=(left, top), pixel=cell,
        crs="EPSG:3035", tags={"PRODUCT": "made up in the form of CORINE land cover (grid codes)"},
    )  # fmt: skip
    return path, float((land.before != land.now).mean())


def changed(land: Land, change: float, seed: int) -> Land:
    """The land with another past: parcel by parcel nothing has changed, or the class was another one."""
    chosen = (uniform(seed + 700, land.parcel, land.parcel) < abs(change)) & (land.parcel > 0)
    table = np.array([_OTHER_BEFORE.get(c, c) for c in range(7)], np.uint8)
    past = land.now if change < 0 else table[land.now]
    return dataclasses.replace(land, before=np.where(chosen, past, land.before).astype(np.uint8))


def made_better(tmp: Path, data: Path, old: str, settings: Mapping[str, Any]) -> Judged:
    """Produce without a model, from the images of a folder and an old map; judged by the folder's truth."""
    job = produce.JOB(
        images=tuple(map(str, sorted(data.glob("s2_*.tif")))),
        masks=tuple(map(str, sorted(data.glob("scl_*.tif")))),
        external=old, folder=str(tmp / "out"), keep=True, **settings,
    )  # fmt: skip
    job.check()
    produce.run(job, Progress())
    return Judged(tmp / "out", whole(data / "truth.tif"))


@dataclass(frozen=True)
class Run:
    """One scene whose old map is made better.

    Attributes:
        seed, size: Of the scene, size in px.
        cell: Of the old map, m.
        change: One of CHANGES.
        settings: Of produce, where they differ from the defaults.
    """

    seed: int
    size: int
    cell: int
    change: str
    settings: dict[str, Any] = field(default_factory=dict)

    def figures(self) -> dict[str, float]:
        """The figures of `told`, and the share of the land that changed."""
        with TemporaryDirectory() as folder:
            data = Path(folder, "data")
            write_scene(data, self.seed, self.size)
            old, amount = write_old_map(data, self.seed, self.size, self.cell, CHANGES[self.change])
            return {"changed": amount, **told(made_better(Path(folder), data, old, self.settings))}


def told(judged: Judged) -> dict[str, float]:
    """Accuracy of each stage, what each code is worth, and how well errors are found.

    Where the old map only knows open land or building, any of its classes counts as right for it (oa, aa,
    macro_f1); "merged" tells how all maps do where nobody need tell these apart.
    """
    found: dict[str, float] = {}
    merged = Judged(judged.folder, judged.reference, merged=True)
    stages, coarser = judged.stages(), merged.stages()
    dates = [name for name in stages if name[0].isdigit()]
    for title, names in (("old", ["external map"]), ("date", dates), ("fused", ["multi-date"]),
                         ("corrected", ["corrected"])):  # fmt: skip
        measured = [judged.metrics(stages[name]) for name in names]
        measured = [m for m in measured if m.oa is not None]  # a date may be all clouds
        for figure in ("oa", "aa", "macro_f1"):
            found[f"{title} {figure}"] = float(np.mean([getattr(m, figure) for m in measured]))
        right = [merged.metrics(coarser[name]).oa for name in names]
        found[f"{title} merged"] = float(np.mean([oa for oa in right if oa is not None]))
    final, old = stages["corrected"], stages["external map"]
    right, old_right = judged.settled(final) == final, judged.settled(old) == old
    reliability = whole(judged.folder / "reliability.tif")
    known = (judged.reference > 0) & (final > 0)
    for code in (1, 2, 3):
        chosen = known & (reliability == code)
        found[f"code {code} share"] = float(chosen.sum() / known.sum())
        found[f"code {code} right"] = float(right[chosen].mean()) if chosen.any() else float("nan")
        found[f"code {code} old right"] = float(old_right[chosen].mean()) if chosen.any() else float("nan")
    return {**found, **{f"AUC {name}": area for name, area in judged.detection().items()}}


def carried_out(runs: Sequence[Run], processes: int) -> Iterator[tuple[Run, dict[str, float]]]:
    """Runs with their figures, several side by side."""
    with ThreadPoolExecutor(processes) as pool:
        yield from zip(runs, pool.map(_in_a_process, runs))


def _in_a_process(run: Run) -> dict[str, float]:
    command = [sys.executable, "-c", _PROGRAM, json.dumps(asdict(run))]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures
