"""Cluster the pixels of a mosaic by k-means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from ..clustering import Clusters, Sampler, assign, fit
from ..dates import acquisition_date
from ..errors import SureCoverError
from ..grid import blocks
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
    output: str = target("new raster", "Cluster map", optional=False)


JOB = ClusterJob


def run(job: ClusterJob, progress: Progress) -> dict[str, Any]:
    """Fit clusters on a sample of the raster and assign every pixel.

    Bands are used as stored: standardising makes scale and offset irrelevant.

    Returns:
        OUTPUT, the path, and CLUSTERS, their number: less than K where the sample has fewer
        distinct pixels.

    Raises:
        SureCoverError: No pixel is valid in all bands.
    """
    label = job.label("input")
    with open_raster(job.input, label=label) as raster:
        sample = _sample(raster, job.seed, progress.part(0, 0.2))
        if not len(sample):
            raise SureCoverError(
                f"{label} has no pixel with values in all bands: {job.input}; "
                "choose one that covers something."
            )
        clusters = fit(sample, job.k, job.seed)
        count = len(clusters.centres)
        if count < job.k:
            progress.log(f"{count} clusters instead of {job.k}: the mosaic has no more distinct pixels.")
        facts = {"inputs": [{"path": job.input, "date": acquisition_date(job.input, raster.tags)}]}
        with Outputs(job, facts) as outputs:
            writer = outputs.raster(
                job.output, raster.grid, dtype="uint8", nodata=0, descriptions=["cluster"]
            )
            for window in progress.part(0.2, 1).each(blocks(raster.grid.shape)):
                writer.write(cluster_index(clusters, *raster.read(window)), window)
    return {**job.written(), "CLUSTERS": count}


def cluster_index(clusters: Clusters, values: np.ndarray, valid: np.ndarray) -> np.ndarray:
    """Cluster index of a window, uint8 (rows, cols), 0 where not valid.

    Args:
        clusters: Fitted ones.
        values: (bands, rows, cols).
        valid: bool (rows, cols), True where every band is observed.
    """
    index = np.zeros(valid.shape, np.uint8)
    index[valid] = assign(clusters, values[:, valid].T)
    return index


def _sample(raster: Raster, seed: int, progress: Progress) -> np.ndarray:
    sampler = Sampler(raster.grid.width, raster.count, seed)
    for window in progress.each(blocks(raster.grid.shape)):
        rows, cols = window
        sampler.add(*raster.read(window), rows.start, cols.start)
    return sampler.pixels()
