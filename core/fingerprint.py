"""What the results of a job depend on, as one short text: two runs of the same text give the same results."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

import numpy as np

from .errors import SureCoverError
from .grid import Window
from .job import GEOTIFF, Job
from .paths import is_file, layer_in
from .rasters import open_raster
from .tiled import tiles_of

_INERT = ("scheduler",)
"""Settings that change no result."""

_PACKAGES = ("numpy", "rasterio", "scipy", "torch", "onnxruntime", "openvino")
"""Of other versions of these, the last bit of a number may be another."""

_PARTS, _PART = 8, 4096
"""How many spread parts of a file are looked at, and their bytes."""

_PROBE = 16
"""Side of the windows that are looked at of a raster that is no local file, px."""

_PIECES = re.compile(r'[^<>{}"]+')
_VIRTUAL = re.compile(r"^/vsi\w+/")


def fingerprint(job: Job, *more: Any) -> str:  # noqa: ANN401 - any JSON values
    """A digest of all that a job reads, as it is now, and of how it is asked to go about it.

    Files count by path, size, time of change and parts of their bytes, with the files beside them of the
    same name (masks, legends, the parts of a Shapefile) and, of virtual rasters and products, the files
    that these consist of; folders by the files in them; rasters that are no local files by what GDAL tells
    of them and by a few pixels. Where the results are to be written does not count.

    Args:
        job: What is asked.
        more: What else the results depend on, such as the runtime of each network, as JSON values.
    """
    sources = [[label, _source(path)] for label, path in job.paths("source")]
    made_by = [job.to_dict()["version"], platform.machine(), [_version(name) for name in _PACKAGES]]
    facts = [job.stage, _how(job), sources, made_by, more]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()


def settings_of(job: Job) -> dict[str, Any]:
    """What a job is asked, by name, without what changes no result."""
    return {name: value for name, value in job.to_dict()["settings"].items() if name not in _INERT}


def _how(job: Job) -> dict[str, Any]:
    """The settings proper; a file in place of a text counts by what is in it."""
    specs = job.specs()
    asked = {name: value for name, value in settings_of(job).items() if specs[name].role == "setting"}
    for name, value in asked.items():
        if specs[name].kind == "text or file" and value and is_file(Path(value)):
            asked[name] = _digest([Path(value)])
    return asked


def _source(path: str) -> list[Any]:
    """What is to be known of something that is read."""
    local = layer_in(path)[0]
    files = sorted(set(_files(local)))
    return [path, _digest(files) if files else _look(local)]


def _files(path: str) -> Iterator[Path]:
    """The local files that a path stands for."""
    for tile in tiles_of(path):
        yield from _files(tile.path)
    place = Path(path)
    if is_file(place):
        beside = (file for file in place.parent.iterdir() if file.name.startswith(f"{place.stem}."))
        yield from (file for file in beside if file.is_file())
    if place.suffix.lower() not in GEOTIFF:
        part_of_it = False
        with suppress(SureCoverError), open_raster(path) as raster:
            for file in (file for text in raster.files for file in _files_in(text)):
                part_of_it = True
                yield file
        if not part_of_it and place.is_dir():  # a model
            yield from (file for file in place.rglob("*") if file.is_file())


def _files_in(text: str) -> Iterator[Path]:
    """The local files that GDAL's name of something speaks of: a path, one into an archive, a VRT."""
    for piece in _PIECES.findall(text):
        place = Path(_VIRTUAL.sub("", piece))
        for file in (place, *place.parents):
            if is_file(file):
                yield file
            elif file.suffix.upper() == ".SAFE" and file.is_dir():
                yield from file.rglob("*.xml")  # what the numbers mean


def _digest(files: Iterable[Path]) -> str:
    """Of path, size, time of change and spread parts of each file."""
    digest = hashlib.sha256()
    for path in files:
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            digest.update(json.dumps([os.path.abspath(path), status.st_size, status.st_mtime_ns]).encode())  # noqa: PTH100
            last = max(status.st_size - _PART, 0)
            for offset in sorted({last * part // (_PARTS - 1) for part in range(_PARTS)}):
                file.seek(offset)
                digest.update(file.read(_PART))
    return digest.hexdigest()


def _look(path: str) -> str:
    """A digest of what can be seen of a raster; "" if it is none."""
    with suppress(SureCoverError), open_raster(path) as raster:
        facts = [
            repr(raster.grid),
            raster.count,
            raster.dtype,
            raster.nodata,
            raster.descriptions,
            raster.tags,
        ]
        digest = hashlib.sha256(json.dumps(facts).encode())
        for window in _probes(raster.grid.shape):
            values, _ = raster.read(window)
            digest.update(np.ascontiguousarray(values).data)
        return digest.hexdigest()
    return ""


def _probes(shape: tuple[int, int]) -> Iterator[Window]:
    """Windows along the diagonal."""
    for part in range(_PARTS):
        rows, cols = (
            slice(start, min(start + _PROBE, side))
            for side in shape
            for start in [max(side - _PROBE, 0) * part // (_PARTS - 1)]
        )
        yield rows, cols


@cache
def _version(package: str) -> str:
    with suppress(metadata.PackageNotFoundError):
        return metadata.version(package)
    return ""
