"""What `assess`, `sample` and `report` take on a map of 10⁹ pixels: memory does not grow with it.

The quick run has 4096² pixels; SURECOVER_FULL=1 takes 31,640², SURECOVER_ASSESS names other sides. The maps
are of patches that compress well, so that little disk is needed; SURECOVER_BENCH names where.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
import rasterio.windows

from surecover.core.scheme import load_scheme
from tests.benchmarks.chain import sizes
from tests.benchmarks.measure import MIB, measured, table

PATCH = 16
ROWS = 1024
MOST = 1024 * MIB
"""Most memory that any of them may need, bytes."""

SIDES = sizes("SURECOVER_ASSESS", "31640", "4096")


def write(path: Path, side: int, rows: Iterator[np.ndarray], **profile: Any) -> str:
    """A raster of patches, from rows of patches."""
    tags = profile.pop("tags", {})
    with rasterio.open(
        path, "w", driver="GTiff", height=side, width=side, count=1, compress="deflate", zlevel=1, tiled=True,
        blockxsize=512, blockysize=512, crs="EPSG:32633", bigtiff="if_safer",
        transform=rasterio.Affine(10, 0, 300_000, 0, -10, 5_000_000), **profile,
    ) as file:  # fmt: skip
        file.update_tags(**tags)
        for top, patches in zip(range(0, side, ROWS), rows):
            values = patches.repeat(PATCH, axis=0).repeat(PATCH, axis=1)[: min(ROWS, side - top), :side]
            place = rasterio.windows.Window(0, top, side, len(values))
            file.write(np.ascontiguousarray(values), 1, window=place)
    return str(path)


def scene(folder: Path, side: int) -> dict[str, str]:
    """A map of six classes, a truth that differs from it in an eighth of the patches, and what is claimed."""
    across = -(-side // PATCH)

    def drawn(layer: str) -> Iterator[np.ndarray]:
        for band in range(-(-side // ROWS)):
            rng = np.random.default_rng(band)
            mapped = rng.integers(1, 7, (ROWS // PATCH, across), "uint8")
            wrong = rng.random(mapped.shape) < 1 / 8
            sure = np.clip(rng.normal(np.where(wrong, 0.6, 0.85), 0.1), 0, 1)
            yield {
                "map": mapped,
                "truth": np.where(wrong, mapped % 6 + 1, mapped),
                "reliability": np.where(sure < 0.6, 3, np.where(sure < 0.7, 2, 1)).astype("uint8"),
                "evidence": np.where(sure < 0.6, 4, np.where(sure < 0.7, 2, 1)).astype("uint8"),
                "confidence": sure.astype("float32"),
            }[layer]

    tags = load_scheme("basic6").tags()
    maps = {name: {"dtype": "uint8", "nodata": 0, "tags": tags} for name in ("map", "truth")}
    codes = {name: {"dtype": "uint8", "nodata": 0} for name in ("reliability", "evidence")}
    profiles = {**maps, **codes, "confidence": {"dtype": "float32", "nodata": -1}}
    return {
        name: write(folder / f"{name}.tif", side, drawn(name), **profile)
        for name, profile in profiles.items()
    }


@pytest.mark.parametrize("side", SIDES)
def test_memory_and_time(side: int, tmp_path: Path) -> None:
    folder = Path(os.environ.get("SURECOVER_BENCH") or tmp_path)
    layers = scene(folder, side)
    common = {"map": layers["map"], "reliability": layers["reliability"]}
    claims = {name: layers[name] for name in ("evidence", "confidence")}
    runs: dict[str, tuple[str, dict[str, Any]]] = {
        "assess": ("assess", {**common, "reference": layers["truth"]}),
        "assess with evidence, confidence": ("assess", {**common, **claims, "reference": layers["truth"]}),
        "sample": ("sample", {**common, "size": 1000, "points": str(folder / "points.gpkg")}),
        "report": ("report", {**common, **claims, "html": str(folder / "report.html")}),
    }
    rows = []
    for name, (stage, arguments) in runs.items():
        if stage == "assess":
            arguments |= {kind: str(folder / f"accuracy.{kind}") for kind in ("html", "json", "csv")}
        cost = measured(stage, arguments)
        rows.append((name, cost.wall, cost.cpu, side * side / cost.wall / 1e6, cost.peak // MIB))
    head = ("run", "wall s", "CPU s", "million px/s", "peak MiB")
    table(f"assessment of {side} x {side} px = {side * side / 1e6:.0f} million", head, rows)
    assert max(peak for *_, peak in rows) * MIB < MOST
