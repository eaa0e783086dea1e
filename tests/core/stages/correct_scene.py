"""A small drawn scene as files, and running `correct` on it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
from rasterio.transform import Affine

from surecover.core.errors import SureCoverError
from surecover.core.progress import Progress
from surecover.core.scheme import load_scheme
from surecover.core.stages import correct
from surecover.core.stages.correct import CorrectJob
from tests.drawings import draw

BASIC6 = load_scheme("basic6")
LETTERS = {"w": 1, "g": 2, "f": 3, "b": 4, "o": 8}
TEN_METRES = Affine(10, 0, 500_000, 0, -10, 5_000_000)

MAP = """
    ffffffffffffff
    .ggggggggggggg
    ..ffffffffffff
"""
EXTERNAL = """
    ffffffffff....
    .ooooooooo....
    ...ffffffffff.
"""
CLUSTERS = """
    11111111111329
    .4444444444.44
    ..111111111112
"""

Write = Callable[..., str]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write bands as a raster and return its path."""

    def write(
        name: str, bands: np.ndarray, *, tags: dict[str, str] | None = None,
        transform: Affine = TEN_METRES, crs: str = "EPSG:32633", **profile: Any,
    ) -> str:  # fmt: skip
        bands = bands if bands.ndim == 3 else bands[None]
        path = tmp_path / f"{name}.tif"
        with rasterio.open(
            path, "w", driver="GTiff", count=len(bands), height=bands.shape[1], width=bands.shape[2],
            dtype=bands.dtype, crs=crs, transform=transform, **profile,
        ) as raster:  # fmt: skip
            raster.write(bands)
            raster.update_tags(**(tags or {}))
        return str(path)

    return write


@pytest.fixture
def inputs(write: Write) -> dict[str, str]:
    """The drawn scene as files: class map, external map, clusters, probabilities."""
    classes = draw(MAP, LETTERS, "uint8")
    shares = np.stack([np.full(classes.shape, share, np.float32) for share in (0.1, 0.3, 0.6)])
    ids = {"SURECOVER_CLASS_IDS": json.dumps([1, 2, 3]), **BASIC6.tags()}
    return {
        "map": write("map", classes, tags=BASIC6.tags(), nodata=0),
        "external": write("external", draw(EXTERNAL, LETTERS, "uint8"), tags=BASIC6.tags(), nodata=0),
        "cluster_map": write("clusters", draw(CLUSTERS, dtype="uint8"), nodata=0),
        "probabilities": write("probabilities", shares, tags=ids),
    }


def job(folder: Path, inputs: dict[str, str], **settings: Any) -> CorrectJob:
    targets = {
        name: str(folder / f"out_{name}.tif")
        for name in ("corrected", "reliability", "evidence", "confidence")
    }
    made = CorrectJob(**{**inputs, **targets, **settings})
    made.check()
    return made


def run(folder: Path, inputs: dict[str, str], **settings: Any) -> dict[str, Any]:
    return correct.run(job(folder, inputs, **settings), Progress())


def band(path: str) -> np.ndarray:
    with rasterio.open(path) as raster:
        return raster.read(1)


def drawing(picture: str) -> str:
    return "\n".join(line.strip() for line in picture.strip().splitlines())


def refusal(folder: Path, inputs: dict[str, str], **settings: Any) -> str:
    with pytest.raises(SureCoverError) as error:
        run(folder, inputs, **settings)
    assert not list(folder.glob("out_*")), "nothing was written"
    assert "\n" not in str(error.value)
    return str(error.value)
