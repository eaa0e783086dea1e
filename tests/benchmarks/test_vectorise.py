"""What polygons cost: beside GDAL's sieve, its polygons and GEOS's simplification, and of a whole tile.

With SURECOVER_FULL at full size; SURECOVER_PEER and SURECOVER_TILE choose other sides.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pytest
from scipy import ndimage

from surecover.core.scheme import load_scheme
from tests.benchmarks.chain import FULL, sizes
from tests.benchmarks.measure import MIB, measured, table
from tests.files import write_raster

SCALES = (48, 12, 6)
"""Over so many pixels the land changes."""

SPECKLE = 0.2
ROUNDS = 3 if FULL else 1
HEAD = ("", "wall s", "CPU s", "peak MiB", "polygons", "smaller ones left", "GeoPackage, MiB")


def write_maps(folder: Path, side: int) -> dict[str, str]:
    """Six classes with speckle, reliability in fields of 8 pixels, confidence without any pattern."""
    random = np.random.default_rng(0)

    def smooth(step: int) -> np.ndarray:
        nodes = random.normal(size=(side // step + 2, side // step + 2)).astype(np.float32)
        field: np.ndarray = ndimage.zoom(nodes, step, order=1)[:side, :side]
        return field

    classes, best = np.zeros((side, side), np.uint8), np.full((side, side), -np.inf, np.float32)
    for class_id in range(1, 7):
        score = sum((step / SCALES[0]) ** 0.5 * smooth(step) for step in SCALES)
        score = score + SPECKLE * random.normal(size=best.shape).astype(np.float32)
        higher = score > best
        classes[higher], best[higher] = class_id, score[higher]
    codes = np.repeat(np.repeat(random.integers(1, 4, (side // 8 + 1,) * 2, np.uint8), 8, 0), 8, 1)
    tags = load_scheme("basic6").tags()
    return {
        "map": write_raster(folder / "map.tif", classes, nodata=0, tags=tags),
        "reliability": write_raster(folder / "reliability.tif", codes[:side, :side], nodata=0),
        "confidence": write_raster(folder / "confidence.tif", random.random(best.shape, np.float32)),
    }


def row(name: str, what: str, output: Path, **arguments: Any) -> list[object]:
    """One run, as a row of the table."""
    costs = []
    for _ in range(ROUNDS):
        output.unlink(missing_ok=True)
        costs.append(measured(what, {**arguments, "output": str(output)}))
    cost = min(costs, key=lambda one: one.cpu)
    pixels = pyogrio.raw.read(output, columns=["pixels"], read_geometry=False)[3][0]
    small = int((pixels < arguments["min_pixels"]).sum())
    size = output.stat().st_size // MIB
    return [name, cost.wall, cost.cpu, cost.peak // MIB, len(pixels), small, size]


@pytest.mark.parametrize("simplify", [0, 10])
def test_against_gdal_and_geos(simplify: float, tmp_path: Path) -> None:
    (side,) = sizes("SURECOVER_PEER", full="4096", quick="2048")
    given = {**write_maps(tmp_path, side), "min_pixels": 10, "simplify": simplify}
    rows = [
        row("sieve, shapes, coverage_simplify", "straightforward.vectorise", tmp_path / "peer.gpkg", **given),
        row("vectorise", "vectorise", tmp_path / "polygons.gpkg", **given),
    ]
    table(f"polygons of {side} x {side} px, at least 10 pixels, tolerance {simplify} m", HEAD, rows)
    assert rows[1][5] == 0


def test_a_whole_tile(tmp_path: Path) -> None:
    (side,) = sizes("SURECOVER_TILE", full="10980", quick="4096")
    given = {**write_maps(tmp_path, side), "min_pixels": 10, "simplify": 10}
    rows = [row("vectorise", "vectorise", tmp_path / "polygons.gpkg", **given)]
    table(f"polygons of {side} x {side} px, at least 10 pixels, tolerance 10 m", HEAD, rows)
