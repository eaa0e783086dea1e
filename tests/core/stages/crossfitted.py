"""Small dated images and an old map of larger cells, and running the stage crossfit on them."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from surecover.core.learning import baselines, learner
from surecover.core.learning.folds import Folds
from surecover.core.learning.learner import way_of
from surecover.core.progress import Progress
from surecover.core.scheme import load_scheme
from surecover.core.stages import crossfit
from surecover.core.stages.crossfit import CrossfitJob
from tests.core.stages.crossvalidating import squares
from tests.core.stages.training import write_date
from tests.files import read_raster, write_raster

SIDE = 64
CELL = 8
"""Side of a cell of the old map, px."""

HALO = 16
"""How far a network of depth 2 looks, px."""

DATES = ("2023-05-01", "2023-08-09")

NETWORK = {"network": "unet", "encoder": "tu-resnet10t", "epochs": 1, "samples": 8, "patch": 32, "batch": 4}
"""A network that learns in a second, with the fixture `small_networks_here`."""

Results = dict[str, Any]
Crossfit = Callable[..., Results]


def land() -> np.ndarray:
    """What the images show: squares of three classes, as large as a cell of the old map."""
    return squares(SIDE, CELL, seed=3)


def cells() -> np.ndarray:
    """The old map by its own cells: one of four names another class than the images show."""
    ids = land()[::CELL, ::CELL].copy()
    wrong = np.random.default_rng(4).permutation(ids.size)[: ids.size // 4]
    ids.flat[wrong] = ids.flat[wrong] % 3 + 1
    return ids


def seen(ids: np.ndarray) -> np.ndarray:
    """A map of cells by pixels of the images."""
    return ids.repeat(CELL, axis=0).repeat(CELL, axis=1)


def write_cells(path: Path, ids: np.ndarray, **details: Any) -> str:
    tags = load_scheme("basic6").tags()
    return write_raster(path, ids.astype(np.uint8), nodata=0, pixel=10 * CELL, tags=tags, **details)


@pytest.fixture
def small_networks_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Networks of depth 2 that look as far as their depth lets expect, and forests of ten trees."""
    monkeypatch.setattr(baselines, "TREES", 10)
    monkeypatch.setattr(crossfit, "way_of", lambda job: dataclasses.replace(way_of(job), depth=2))
    monkeypatch.setattr(learner, "measured_halo", lambda *_: HALO)


@pytest.fixture
def dealt_folds(monkeypatch: pytest.MonkeyPatch) -> list[Folds]:
    """The folds of every run."""
    seen: list[Folds] = []
    folds_of = crossfit.folds_of

    def spy(*given: Any) -> Folds:
        seen.append(folds_of(*given))
        return seen[-1]

    monkeypatch.setattr(crossfit, "folds_of", spy)
    return seen


@pytest.fixture
def fitted(tmp_path: Path) -> Crossfit:
    """Learn from the old map by k-means unless told otherwise: results, maps by name, and what was said."""
    source = tmp_path / "in"
    source.mkdir()
    images = tuple(write_date(source, date, land(), seed) for seed, date in enumerate(DATES))
    plain = {
        "images": images,
        "labels": write_cells(source / "old.tif", cells()),
        "network": "kmeans",
        "folds": 2,
    }

    def go(progress: Progress | None = None, **settings: Any) -> Results:
        folder = tmp_path / "out"
        job = CrossfitJob(**{**plain, "folder": str(folder), "model": str(tmp_path / "model"), **settings})
        job = CrossfitJob.from_dict(json.loads(json.dumps(job.to_dict())))
        job.check()
        said: list[str] = []
        told = Progress(lambda kind, value: said.append(str(value)) if kind != "progress" else None)
        results = crossfit.run(job, progress or told)
        maps = {path.stem: read_raster(path) for path in Path(job.folder).glob("*.tif")}
        return {
            "results": results,
            "maps": maps,
            "said": said,
            "folder": Path(job.folder),
            "model": job.model,
        }

    return go
