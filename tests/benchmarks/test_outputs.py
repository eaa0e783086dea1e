"""Cloud-Optimised GeoTIFFs: what making one of the plain tiled file costs in time, disk and memory.

`SURECOVER_OUTPUTS_SIDE=10980` measures a full Sentinel-2 tile instead of 4096 pixels a side.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

from surecover.core import geotiff
from surecover.core.engine.environment import engine_variables
from surecover.core.grid import Grid, blocks
from surecover.core.outputs import RasterWriter
from surecover.core.progress import Progress
from tests.benchmarks.measure import ROOT, table

SIDE = int(os.environ.get("SURECOVER_OUTPUTS_SIDE", "4096"))
PERIOD = 1024

KINDS = ("class map", "cluster index", "probabilities", "confidence", "reflectance")


def relief(bands: int) -> np.ndarray:
    """Smooth noise of two scales with a little grain, float32 (bands, PERIOD, PERIOD), about -1..1."""
    rng = np.random.default_rng(0)
    frequencies = np.hypot(np.fft.fftfreq(PERIOD)[:, None], np.fft.rfftfreq(PERIOD)[None])
    spectrum = np.exp(-((frequencies * 100) ** 2)) + 0.1 * np.exp(-((frequencies * 20) ** 2))
    fields = np.fft.irfft2(np.fft.rfft2(rng.standard_normal((bands, PERIOD, PERIOD))) * spectrum)
    fields /= fields.std(axis=(1, 2), keepdims=True) * 2
    return (fields + 0.01 * rng.standard_normal(fields.shape)).astype(np.float32)


def pattern(kind: str) -> tuple[np.ndarray, float | None, bool]:
    """Values that repeat over the raster, its nodata, and whether overviews are means."""
    if kind == "reflectance":
        return (relief(10) * 1500 + 3000).clip(1, 10_000).astype(np.uint16), 0, True
    if kind == "cluster index":
        return (relief(1) * 60 + 128).clip(1, 255).astype(np.uint8), 0, False
    scores = np.exp(relief(6) * 8)
    shares = scores / scores.sum(axis=0)
    if kind == "class map":
        return (shares.argmax(axis=0) + 1).astype(np.uint8)[None], 0, False
    if kind == "confidence":
        return shares[:1].astype(np.float32), -1, True
    return np.rint(shares * 254).astype(np.uint8), 255, True


def peak() -> int:
    """Most memory of this process so far, MiB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) // 1024


def run(kind: str, side: int, path: Path) -> dict[str, float]:
    """Write and convert one raster in this process."""
    values, nodata, averaged = pattern(kind)
    grid = Grid("", (10.0, 0.0, 0.0, 0.0, -10.0, 0.0), side, side)
    start = time.perf_counter()
    dataset = geotiff.begin(path, grid, dtype=values.dtype.name, count=len(values), nodata=nodata)
    writer = RasterWriter(dataset, averaged=averaged)
    for rows, cols in blocks((side, side), PERIOD):
        writer.write(values[:, : rows.stop - rows.start, : cols.stop - cols.start], (rows, cols))
    dataset.close()
    written, plain, before = time.perf_counter(), path.stat().st_size, peak()
    geotiff.optimise({path: writer.content}, Progress())
    raw = side * side * values[:, 0, 0].nbytes
    return {
        "write": written - start, "convert": time.perf_counter() - written, "raw": raw,
        "plain": plain / raw, "cog": path.stat().st_size / raw, "peak_plain": before, "peak": peak(),
    }  # fmt: skip


def measured(kind: str, side: int, path: Path) -> dict[str, float]:
    """`run` in a fresh process with the engine's settings."""
    program = (
        "import tests.conftest, sys; from tests.benchmarks.test_outputs import main; main(*sys.argv[1:])"
    )
    done = subprocess.run(
        [sys.executable, "-B", "-c", program, kind, str(side), str(path)],
        cwd=ROOT, env=engine_variables(os.environ), stdout=subprocess.PIPE, check=True,
    )  # fmt: skip
    path.unlink()
    result: dict[str, float] = json.loads(done.stdout)
    return result


def main(kind: str, side: str, path: str) -> None:
    """Print what `run` returns."""
    print(json.dumps(run(kind, int(side), Path(path))))


def test_cost_of_cloud_optimised_rasters(tmp_path: Path) -> None:
    rows = []
    for kind in KINDS:
        whole = measured(kind, SIDE, tmp_path / "whole.tif")
        half = measured(kind, SIDE // 2, tmp_path / "half.tif")
        rows.append((
            kind, whole["raw"] / 1e6, whole["raw"] / 1e6 / whole["write"], whole["convert"],
            whole["convert"] / whole["write"], whole["plain"], whole["cog"],
            whole["peak_plain"], whole["peak"], half["peak"],
        ))  # fmt: skip
    head = ("kind", "raw MB", "write MB/s", "convert s", "convert / write", "plain / raw", "COG / raw",
            "peak MiB plain", "and COG", "half the side")  # fmt: skip
    table(f"Cloud-Optimised GeoTIFF, {SIDE} x {SIDE}", head, rows)
