"""Cloud-Optimised GeoTIFFs: what they cost in time, disk and memory.

Beside them the straightforward way: GDAL writes a tiled file, makes its overviews, and its COG driver
copies all of it. (Nothing then looks for what GDAL lost on a full disk.) Both in fresh processes, in turn;
the best of some rounds counts.

`SURECOVER_OUTPUTS_SIDE=10980` measures a full Sentinel-2 tile instead of 4096 pixels a side.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
import rasterio.shutil

from surecover.core import geotiff
from surecover.core.engine.environment import engine_variables
from surecover.core.grid import Grid, Window, blocks
from surecover.core.pyramid import Content
from surecover.core.rasterwriter import RasterWriter
from surecover.core.tilestore import TileStore
from tests.benchmarks.measure import ROOT, table

SIDE = int(os.environ.get("SURECOVER_OUTPUTS_SIDE", "4096"))
PERIOD = 1024
ROUNDS = 3

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


def ours(
    path: Path, content: Content, write: Callable[[Callable[[np.ndarray, Window], Any]], None]
) -> tuple[float, float]:
    """When the last window was written: wall and CPU seconds."""
    with ThreadPoolExecutor() as pool:
        store = TileStore(path.with_suffix(".tiles"))
        tags = geotiff.tags_of(grid_of(content), content)
        writer = RasterWriter(path, store, content, tags, pool)
        write(writer.write)
        moment = time.perf_counter(), time.process_time()
        writer.complete(lambda _: None)
    return moment


def straightforward(
    path: Path, content: Content, write: Callable[[Callable[[np.ndarray, Window], Any]], None]
) -> tuple[float, float]:
    """The same by GDAL."""
    made = path.with_suffix(".made.tif")
    fast = {"compress": "zstd", "num_threads": "all_cpus"}
    rows, cols = content.shape
    with rasterio.open(
        made, "w", driver="GTiff", height=rows, width=cols, count=content.count, dtype=content.dtype,
        nodata=content.nodata, transform=rasterio.Affine(*grid_of(content).transform), tiled=True,
        blockxsize=512, blockysize=512, interleave="pixel", zstd_level=1, photometric="minisblack", **fast,
    ) as dataset:  # fmt: skip
        write(
            lambda values, window: dataset.write(values, window=rasterio.windows.Window.from_slices(*window))
        )
    moment = time.perf_counter(), time.process_time()
    kinds = rasterio.enums.Resampling
    options = {"GDAL_NUM_THREADS": "ALL_CPUS", "COMPRESS_OVERVIEW": "ZSTD", "ZSTD_LEVEL_OVERVIEW": 1,
               "GDAL_TIFF_OVR_BLOCKSIZE": 512, "GDAL_OVR_CHUNK_MAX_SIZE": 2**26}  # fmt: skip
    factors = [2**level for level in range(1, len(content.levels))]
    with rasterio.Env(GDAL_CACHEMAX=2**26, **options):
        with rasterio.open(made, "r+") as dataset:
            dataset.build_overviews(factors, kinds.average if content.averaged else kinds.nearest)
        with rasterio.open(made) as dataset:
            rasterio.shutil.copy(
                dataset, path, driver="COG", level=1, blocksize=512, overviews="force_use_existing",
                predictor="standard" if content.gradual else "no", **fast,
            )  # fmt: skip
    made.unlink()
    return moment


WAYS = {"ours": ours, "straightforward": straightforward}


def grid_of(content: Content) -> Grid:
    return Grid("", (10.0, 0.0, 0.0, 0.0, -10.0, 0.0), *content.shape)


def run(way: str, kind: str, side: int, path: Path) -> dict[str, float]:
    """Write one raster in this process: ms/Mpx and sizes."""
    values, nodata, averaged = pattern(kind)
    content = Content((side, side), len(values), values.dtype.name, nodata, averaged=averaged)

    def write(writer: Callable[[np.ndarray, Window], Any]) -> None:
        for rows, cols in blocks(content.shape, PERIOD):
            writer(values[:, : rows.stop - rows.start, : cols.stop - cols.start], (rows, cols))

    idle = np.array([time.perf_counter(), time.process_time()])
    written = np.array(WAYS[way](path, content, write))
    done = np.array([time.perf_counter(), time.process_time()])
    (wall, cpu), (end_wall, end_cpu) = ((done - idle) * 1e9 / side**2, (done - written) * 1e9 / side**2)
    raw = side * side * values[:, 0, 0].nbytes
    return {
        "wall": wall, "cpu": cpu, "end_wall": end_wall, "end_cpu": end_cpu,
        "size": path.stat().st_size / raw, "peak": peak(),
    }  # fmt: skip


def measured(way: str, kind: str, side: int, path: Path) -> dict[str, float]:
    """`run` in a fresh process with the engine's settings."""
    program = (
        "import tests.conftest, sys; from tests.benchmarks.test_outputs import main; main(*sys.argv[1:])"
    )
    done = subprocess.run(
        [sys.executable, "-B", "-c", program, way, kind, str(side), str(path)],
        cwd=ROOT, env=engine_variables(os.environ), stdout=subprocess.PIPE, check=True,
    )  # fmt: skip
    path.unlink()
    result: dict[str, float] = json.loads(done.stdout)
    return result


def main(way: str, kind: str, side: str, path: str) -> None:
    """Print what `run` returns."""
    print(json.dumps(run(way, kind, int(side), Path(path))))


def test_cost_of_cloud_optimised_rasters(tmp_path: Path) -> None:
    rows = []
    for kind in KINDS:
        rounds = [
            {way: measured(way, kind, SIDE, tmp_path / "whole.tif") for way in WAYS} for _ in range(ROUNDS)
        ]
        best = {way: {key: min(one[way][key] for one in rounds) for key in rounds[0][way]} for way in WAYS}
        half = measured("ours", kind, SIDE // 2, tmp_path / "half.tif")["peak"]
        for way, cost in best.items():
            ratio = cost["cpu"] / best["ours"]["cpu"]
            small = half if way == "ours" else None
            rows.append((kind, way, cost["wall"], cost["end_wall"], cost["cpu"], cost["end_cpu"], ratio,
                         cost["size"], cost["peak"], small))  # fmt: skip
    head = ("kind", "way", "wall ms/Mpx", "of it at the end", "CPU ms/Mpx", "of it at the end", "CPU / ours",
            "COG / raw", "peak MiB", "half the side")  # fmt: skip
    table(f"Cloud-Optimised GeoTIFF, {SIDE} x {SIDE}, best of {ROUNDS}", head, rows)
