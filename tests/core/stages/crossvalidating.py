"""Small images and labels to cross-validate on, and running the stage on them."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
import torch

from surecover.core.learning import crossvalidation, learner
from surecover.core.learning.learner import way_of
from surecover.core.progress import Progress
from surecover.core.scheme import load_scheme
from surecover.core.stages import crossvalidate
from surecover.core.stages.crossvalidate import CrossvalidateJob, run
from tests.files import write_raster
from tests.shapes import write_layer

SIDE = 48
WATER, GRASS, FOREST = 1, 2, 3
BANDS = ("B02", "B03", "B08")

Results = dict[str, Any]
Validate = Callable[..., Results]


def squares(side: int, square: int, classes: int = 3, seed: int = 0) -> np.ndarray:
    """A map of squares of random classes."""
    count = -(-side // square)
    drawn = np.random.default_rng(seed).integers(1, classes + 1, (count, count))
    return np.kron(drawn, np.ones((square, square), int))[:side, :side].astype(np.uint8)


def write_image(folder: Path, classes: np.ndarray, noise: float = 200.0) -> str:
    """An image whose band n is brightest where class n is."""
    bright = np.array([[4000 if band == cover % 3 else 1000 + 50 * cover for cover in range(1, 10)]
                       for band in range(3)])  # fmt: skip
    image = bright[:, classes - 1] + np.random.default_rng(1).normal(0, noise, (3, *classes.shape))
    tags = {"DATE": "2023-06-01"}
    return write_raster(
        folder / "image.tif", image.astype(np.uint16), nodata=0, descriptions=BANDS, tags=tags
    )


def write_labels(folder: Path, ids: np.ndarray, scheme: str = "basic6") -> str:
    return write_raster(folder / "labels.tif", ids, nodata=0, tags=load_scheme(scheme).tags())


def write_zones(folder: Path, **boxes: tuple[int, int, int, int]) -> str:
    """Zones by name as (top, left, bottom, right) in px."""
    shapes = [
        shapely.box(500_000 + 10 * left, 5_000_000 - 10 * bottom, 500_000 + 10 * right, 5_000_000 - 10 * top)
        for top, left, bottom, right in boxes.values()
    ]
    return write_layer(folder / "zones.gpkg", shapes, {"name": list(boxes)})


HALVES = {"a west": (0, 0, SIDE, SIDE // 2), "b east": (0, SIDE // 2, SIDE, SIDE)}

SMALL = {"network": "unet", "encoder": "tu-resnet10t", "epochs": 1, "samples": 4, "patch": 32, "gap": 2,
         "random": False}  # fmt: skip
"""A network that learns in a second, with the fixture `shallow`."""


@pytest.fixture
def validate(tmp_path: Path) -> Validate:
    """Run the stage on a map of squares unless told otherwise; its results, JSON, page and what was said."""
    image, labels = write_image(tmp_path, squares(SIDE, 4)), write_labels(tmp_path, squares(SIDE, 4))

    def go(progress: Progress | None = None, **settings: Any) -> Results:
        places = {"html": str(tmp_path / "folds.html"), "json": str(tmp_path / "folds.json")}
        plain = {"images": (image,), "labels": labels, "network": "kmeans", "folds": 4, "patch": 8}
        job = CrossvalidateJob(**{**plain, **places, **settings})
        job = CrossvalidateJob.from_dict(json.loads(json.dumps(job.to_dict())))
        job.check()
        said: list[str] = []
        told = Progress(lambda kind, value: said.append(str(value)) if kind != "progress" else None)
        results = run(job, progress or told)
        page = Path(job.html).read_text(encoding="utf-8") if job.html else ""
        values = json.loads(Path(job.json).read_text(encoding="utf-8")) if job.json else {}
        return {"results": results, "page": page, "json": values, "said": said}

    return go


@pytest.fixture
def one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture
def shallow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Networks of depth 2 that look as far as their depth lets expect."""
    monkeypatch.setattr(crossvalidate, "way_of", lambda job: dataclasses.replace(way_of(job), depth=2))
    monkeypatch.setattr(learner, "measured_halo", lambda *_: 8)


@pytest.fixture
def learned(monkeypatch: pytest.MonkeyPatch) -> list[np.ndarray]:
    """The labels of every learning that is begun."""
    begun: list[np.ndarray] = []
    learn = crossvalidation.learn

    def spy(material: Any, way: Any, card: Any, teaching: Any, *others: Any) -> Any:
        begun.append(np.array(teaching[0].labels))
        return learn(material, way, card, teaching, *others)

    monkeypatch.setattr(crossvalidation, "learn", spy)
    return begun
