"""Old maps of generated land in several resolutions and degrees of change, and what is made of them."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path
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

CHANGES = {"small": -0.5, "as is": 0.0, "large": 0.2}
"""Below 0: in which share of the parcels nothing has changed since; above: what share changed besides."""

CELLS = (50, 100, 300)
"""Metres."""

_DATES = 3
_OTHER_BEFORE = {GRASS: BARREN, BARREN: GRASS, FOREST: GRASS, INDUSTRIAL: GRASS, RESIDENTIAL: GRASS}


def write_scene(folder: Path, seed: int, size: int) -> None:
    """Dated images with masks, and the truth."""
    demodata.run(demodata.JOB(size=size, dates=_DATES, seed=seed, folder=str(folder)), Progress())


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
    scene = DemoScene(seed, size, _DATES)
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
