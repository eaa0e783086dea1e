"""Small images and labels to train on, and running the stages train and classify on them."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import safetensors.numpy

from surecover.core.learning import learner
from surecover.core.learning.learner import Way, way_of
from surecover.core.model.card import ModelCard
from surecover.core.model.cardfile import read_card
from surecover.core.progress import Progress
from surecover.core.stages import classify, train
from surecover.core.stages.train import TrainJob
from tests.core.stages.crossvalidating import squares, write_labels, write_zones
from tests.files import read_raster, write_raster

SIDE = 64
HALF = SIDE // 2
WATER, GRASS, FOREST = 1, 2, 3
BANDS = ("B02", "B03", "B04", "B08")

HALVES = {"west": (0, 0, SIDE, HALF), "east": (0, HALF, SIDE, SIDE)}
"""Zones as `write_zones` takes them."""

NETWORK = {"network": "unet", "encoder": "tu-resnet10t", "epochs": 1, "patch": 32, "batch": 4}
"""A network that learns in a second, with the fixture `small_networks`."""

Results = dict[str, Any]
Train = Callable[..., Results]


def land(seed: int = 0, side: int = SIDE) -> np.ndarray:
    """A map of squares of three classes."""
    return squares(side, 8, seed=seed)


def write_date(
    folder: Path, date: str, ids: np.ndarray, seed: int = 0, descriptions: tuple[str, ...] = BANDS,
    **details: Any,
) -> str:  # fmt: skip
    """An image × 10,000 in which class n is brightest in band n, all brighter in later months."""
    rng = np.random.default_rng(seed)
    bright = 1000 + 50 * int(date[5:7]) + 3000 * (np.arange(len(BANDS))[:, None, None] == ids - 1)
    image = (bright + rng.normal(0, 300, bright.shape)).clip(1, 9999).astype(np.uint16)
    tags = {"DATE": date, "REFLECTANCE_SCALE": "10000"}
    path = folder / f"{date}.tif"
    return write_raster(path, image, nodata=0, descriptions=descriptions, tags=tags, **details)


@pytest.fixture
def small_networks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Networks of depth 2 whose halo is as their depth lets expect."""

    def shallow(*given: Any, **named: Any) -> Way:
        return dataclasses.replace(way_of(*given, **named), depth=2)

    monkeypatch.setattr(train, "way_of", shallow)
    monkeypatch.setattr(learner, "measured_halo", lambda *_: 8)


@pytest.fixture
def dated(tmp_path: Path) -> Results:
    """Two dates, labels that tell the truth, and zones: west and east."""
    folder = tmp_path / "in"
    folder.mkdir()
    images = tuple(
        write_date(folder, date, land(), seed) for seed, date in enumerate(("2023-05-01", "2023-08-09"))
    )
    zones = write_zones(folder, **HALVES)
    return {
        "images": images,
        "labels": write_labels(folder, land()),
        "zones": zones,
        "held_out": "east",
        "gap": 3,
    }


@pytest.fixture
def taught(dated: Results, tmp_path: Path) -> Train:
    """Train on two dates with a baseline unless told otherwise; results, card, weights and what was said."""

    def go(progress: Progress | None = None, **settings: Any) -> Results:
        folder = str(tmp_path / "model")
        job = TrainJob(**{"model": folder, "network": "random_forest", **dated, **settings})
        job = TrainJob.from_dict(json.loads(json.dumps(job.to_dict())))
        job.check()
        said: list[str] = []
        told = Progress(lambda kind, value: said.append(str(value)) if kind != "progress" else None)
        results = train.run(job, progress or told)
        card = read_card(job.model)
        stored = Path(job.model, "model.safetensors")
        weights = safetensors.numpy.load_file(stored) if stored.exists() else {}
        return {"results": results, "card": card, "weights": weights, "said": said, "model": job.model}

    return go


def classified(image: str, model: str, folder: Path, **settings: Any) -> tuple[np.ndarray, list[str]]:
    """Class ids of an image by a model, and the warnings."""
    warned: list[str] = []
    target = folder / "classified.tif"
    job = classify.JOB(input=image, models=(model,), map=str(target), **settings)
    classify.run(job, Progress(lambda kind, value: warned.append(str(value)) if kind == "warning" else None))
    return read_raster(target), warned


def matrix_of(card: ModelCard) -> np.ndarray:
    """The card's confusion matrix of the held-out area, int (labels, outputs)."""
    rows = card.validation["held_out"]["matrix"].values()
    return np.array([list(row.values()) for row in rows])


def compared(labels: np.ndarray, found: list[np.ndarray]) -> np.ndarray:
    """The confusion matrix of water, grass, forest in maps: labels down, predictions across."""
    ids = (WATER, GRASS, FOREST)
    return np.array([[sum(((labels == a) & (m == b)).sum() for m in found) for b in ids] for a in ids])
