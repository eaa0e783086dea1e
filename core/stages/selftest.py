"""Say what the engine runs on, and prove with a tiny run that it works."""

from __future__ import annotations

import json
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from .. import VERSION
from ..engine.environment import PACKAGES, setting_up
from ..errors import SureCoverError
from ..grid import Grid
from ..job import Job, target
from ..lazy import LazyModule
from ..legends import LegendEntry
from ..outputs import Outputs
from ..progress import Progress
from ..rasters import open_raster
from ..runtimes.devices import computes_bfloat16
from ..runtimes.present import runtime_versions

if TYPE_CHECKING:
    import pyogrio
    import rasterio
    import rasterio.env
    import torch
else:
    pyogrio = LazyModule("pyogrio")
    rasterio = LazyModule("rasterio")
    rasterio.env = LazyModule("rasterio.env")
    torch = LazyModule("torch")

RASTER_DRIVERS = ("GTiff", "VRT", "JP2OpenJPEG", "PNG")
VECTOR_DRIVERS = ("GPKG", "GeoJSON", "ESRI Shapefile")
_GIB = 2**30


@dataclass(frozen=True)
class SelftestJob(Job):
    """Test the engine."""

    stage: ClassVar[str] = "selftest"
    numbers: ClassVar[dict[str, str]] = {
        "CORES": "Processor cores",
        "GPUS": "CUDA devices",
        "FREE_GIB": "Free disk space for temporary files, GiB",
    }

    json: str = target("new file", "Report", ".json")


JOB = SelftestJob


def run(job: SelftestJob, progress: Progress) -> dict[str, Any]:
    """Collect the facts, run the checks, write both.

    Raises:
        SureCoverError: A check failed.
    """
    facts = {
        "software": software(), "runtimes": runtime_versions(), "devices": devices(), "disk": disk(),
    }  # fmt: skip
    for title, entries in facts.items():
        progress.log(f"{title.capitalize()}: " + ", ".join(f"{k} {v}" for k, v in entries.items()))
    failures: dict[str, str] = {}
    for name, check in progress.each(list(CHECKS.items())):
        try:
            check()
        except Exception as error:  # a check reports whatever goes wrong
            failures[name] = f"{type(error).__name__}: {error}"
        progress.log(f"{name}: {failures.get(name, 'passed')}")
    with Outputs(job) as outputs:
        if job.json:
            report = {**facts, "checks": {name: failures.get(name, "passed") for name in CHECKS}}
            outputs.file(job.json).write_text(json.dumps(report, indent=2), encoding="utf-8")
    if failures:
        summary = "; ".join(f"{name} ({reason})" for name, reason in failures.items())
        raise SureCoverError(
            f"The engine fails {len(failures)} of {len(CHECKS)} checks: {summary}; {setting_up()}."
        )
    return {
        **job.written(),
        "CORES": int(facts["devices"]["cores"]),
        "GPUS": int(facts["devices"]["cuda"]),
        "FREE_GIB": float(facts["disk"]["free_gib"]),
    }


def software() -> dict[str, str]:
    """Versions of SureCover, Python and the engine's packages."""
    found = {"SureCover": VERSION, "Python": platform.python_version(), "at": sys.executable}
    found.update((package, _version(package)) for package in (*PACKAGES.values(), "timm"))
    return {**found, "GDAL": rasterio.__gdal_version__, "system": platform.platform()}


def devices() -> dict[str, Any]:
    """What networks can run on."""
    names = [torch.cuda.get_device_name(i) for i in range(torch.cuda.device_count())]
    return {
        "cores": os.cpu_count() or 1,
        "threads": torch.get_num_threads(),
        "bfloat16": computes_bfloat16(),
        "cuda": len(names),
        "cuda_names": names,
        "mps": torch.backends.mps.is_available(),
    }


def disk() -> dict[str, Any]:
    """Room for temporary files."""
    folder = tempfile.gettempdir()
    return {"folder": folder, "free_gib": round(shutil.disk_usage(folder).free / _GIB, 1)}


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "missing"


def _check_drivers() -> None:
    with rasterio.env.Env() as environment:
        rasters = environment.drivers()
    missing = {*RASTER_DRIVERS} - {*rasters} | {*VECTOR_DRIVERS} - {*pyogrio.list_drivers()}
    if missing:
        raise RuntimeError(f"GDAL lacks {', '.join(sorted(missing))}")


def _check_raster() -> None:
    values = np.arange(64, dtype=np.uint8).reshape(8, 8) % 3
    grid = Grid(rasterio.crs.CRS.from_epsg(32633).to_wkt(), (10, 0, 5e5, 0, -10, 5e6), *values.shape)
    whole = (slice(0, 8), slice(0, 8))
    legend = [LegendEntry(1, "water", (0, 0, 255)), LegendEntry(2, "forest", (0, 128, 0))]
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "map.tif")
        with Outputs(SelftestJob()) as outputs:
            outputs.class_map(path, grid, legend).write(values, whole)
        with open_raster(path, grid) as raster:
            read, valid = raster.read(whole)
    if not (np.array_equal(read[0], values) and np.array_equal(valid, values > 0)):
        raise RuntimeError("what was read is not what was written")


def _check_network() -> None:
    """Average a constant image with a convolution; 1.0 comes out."""
    for device in ("cpu", *(f"cuda:{i}" for i in range(torch.cuda.device_count()))):
        with torch.inference_mode():
            image = torch.ones(1, 4, 16, 16, device=device)
            kernel = torch.full((2, 4, 3, 3), 1 / 36, device=device)
            averaged = torch.nn.functional.conv2d(image, kernel)
        if not torch.allclose(averaged, torch.ones_like(averaged)):
            raise RuntimeError(f"a convolution on {device} gives wrong numbers")


CHECKS: dict[str, Callable[[], None]] = {
    "GDAL's drivers": _check_drivers,
    "a raster written and read back": _check_raster,
    "a convolution on every device": _check_network,
}
