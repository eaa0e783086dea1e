"""Cluster the pixels of a mosaic by k-means."""

from __future__ import annotations

import math
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import astuple, dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np

from ..ahead import ahead
from ..errors import SureCoverError
from ..evidence.clustering import Clusters, Sampler, assign_windows, fit
from ..farm.client import Farm, farm_of, scheduler
from ..farm.task import check_seen
from ..grid import Window, blocks
from ..imagery.dates import acquisition
from ..imagery.masks import SCL_BAND
from ..job import Job, setting, source, target
from ..outputs import Outputs
from ..progress import Progress
from ..rasters import Raster, open_raster


@dataclass(frozen=True)
class ClusterJob(Job):
    """Mosaic → cluster index 1..K, 0 where any band is nodata."""

    stage: ClassVar[str] = "cluster"
    numbers: ClassVar[dict[str, str]] = {"CLUSTERS": "Number of clusters found"}

    input: str = source("raster", "Mosaic")
    k: int = setting(255, "integer", "Number of clusters", minimum=2, maximum=255)
    seed: int = setting(0, "integer", "Seed", minimum=0, maximum=2**31 - 1, advanced=True)
    scheduler: str = scheduler()
    output: str = target("new raster", "Cluster map", optional=False)


JOB = ClusterJob

_WINDOWS_OF_A_PART = 8
"""That a worker of a cluster sees in one go: a second's work."""


def run(job: ClusterJob, progress: Progress) -> dict[str, Any]:
    """Fit clusters on a sample of the raster and assign every pixel.

    Bands are used as stored: standardising makes scale and offset irrelevant. A band SCL is left out.

    Returns:
        OUTPUT, the path, and CLUSTERS, their number: less than K where the sample has fewer
        distinct pixels.

    Raises:
        SureCoverError: No pixel is valid in all bands.
    """
    label = job.label("input")
    with farm_of(job) as farm, open_raster(job.input, label=label) as raster:
        sampling, assigning = progress.part(0, 0.3), progress.part(0.4, 0.9)
        sample = _sample_afar(farm, job, raster, sampling) if farm else _sample(job, raster, sampling)
        if not len(sample):
            raise SureCoverError(
                f"{label} has no pixel with values in all bands: {job.input}; "
                "choose one that covers something."
            )
        clusters = fit(sample, job.k, job.seed, progress.part(0.3, 0.4))
        count = len(clusters.centres)
        if count < job.k:
            progress.log(f"{count} clusters instead of {job.k}: the mosaic has no more distinct pixels.")
        facts = {"inputs": [acquisition(job.input, raster.tags).facts()]}
        with Outputs(job, facts, progress.part(0.9, 1.0)) as outputs:
            writer = outputs.raster(
                job.output, raster.grid, dtype="uint8", nodata=0, descriptions=["cluster"]
            )
            windows = _windows(raster)
            indexes = (
                _assign_afar(farm, job, windows, clusters, assigning)
                if farm
                else _assign(raster, windows, clusters)
            )
            with closing(indexes):
                for window, index in zip(assigning.each(windows), indexes):
                    writer.write(index, window)
    return {**job.written(), "CLUSTERS": count}


def _windows(raster: Raster) -> list[Window]:
    """Windows of at most 16 million numbers; several are held at a time, one for each thread."""
    return blocks(raster.grid.shape, 2 ** min(10, int(math.log2(2**24 / raster.count) / 2)))


def _reflectances(raster: Raster) -> list[int]:
    """Numbers (from 1) of the bands that are no scene classification."""
    return [band for band, name in enumerate(raster.descriptions, start=1) if name.lower() != SCL_BAND]


def _sample(job: ClusterJob, raster: Raster, progress: Progress) -> np.ndarray:
    sampler = _sampler(job, raster)
    _show(sampler, raster, _windows(raster), progress)
    return sampler.pixels()


def _sampler(job: ClusterJob, raster: Raster) -> Sampler:
    return Sampler(raster.grid.width, len(_reflectances(raster)), job.seed)


def _show(sampler: Sampler, raster: Raster, windows: Sequence[Window], progress: Progress) -> None:
    bands = _reflectances(raster)
    with closing(ahead(raster.read(window, bands) for window in windows)) as parts:
        for (rows, cols), (values, valid) in zip(progress.each(windows), parts):
            sampler.add(values, valid, rows.start, cols.start)


def _assign(raster: Raster, windows: Sequence[Window], clusters: Clusters) -> Generator[np.ndarray]:
    bands = _reflectances(raster)
    return assign_windows(clusters, (raster.read(window, bands) for window in windows))


def _sample_afar(farm: Farm, job: ClusterJob, raster: Raster, progress: Progress) -> np.ndarray:
    """As `_sample`, by the workers of a cluster: each part is a sample of its windows."""
    sampler, parts = _sampler(job, raster), _parts(_windows(raster))
    with closing(farm.each(job, None, parts, progress)) as samples:
        for _, chosen in zip(progress.each(parts), samples):
            sampler.take(*chosen)
    return sampler.pixels()


def _assign_afar(
    farm: Farm, job: ClusterJob, windows: Sequence[Window], clusters: Clusters, progress: Progress
) -> Generator[np.ndarray]:
    """As `_assign`, by the workers of a cluster."""
    for indexes in farm.each(job, astuple(clusters), _parts(windows), progress):
        yield from indexes


def _parts(windows: Sequence[Window]) -> list[Sequence[Window]]:
    return [
        windows[start : start + _WINDOWS_OF_A_PART] for start in range(0, len(windows), _WINDOWS_OF_A_PART)
    ]


class _Open(NamedTuple):
    """What the parts of a job need on a worker."""

    job: ClusterJob
    raster: Raster
    clusters: Clusters | None


@contextmanager
def open_parts(job: ClusterJob, shared: tuple[np.ndarray, ...] | None) -> Iterator[_Open]:
    """Open a job on a worker, with the clusters as soon as they are fitted."""
    check_seen(job)
    with open_raster(job.input, label=job.label("input")) as raster:
        yield _Open(job, raster, Clusters(*shared) if shared else None)


def do_part(opened: _Open, windows: Sequence[Window], progress: Progress) -> Any:  # noqa: ANN401
    """Assign the pixels of some windows, or, as long as there are no clusters, draw a sample of them."""
    job, raster, clusters = opened
    if clusters:
        with closing(_assign(raster, windows, clusters)) as indexes:
            return [index for _, index in zip(progress.each(windows), indexes)]
    sampler = _sampler(job, raster)
    _show(sampler, raster, windows, progress)
    return sampler.chosen()
