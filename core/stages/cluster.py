"""Cluster the pixels of a mosaic by k-means."""

from __future__ import annotations

import math
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from ..ahead import ahead
from ..errors import SureCoverError
from ..evidence.clustering import Sampler, assign_windows, fit
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
    output: str = target("new raster", "Cluster map", optional=False)


JOB = ClusterJob


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
    with open_raster(job.input, label=label) as raster:
        bands = _reflectances(raster)
        sample = _sample(raster, bands, job.seed, progress.part(0, 0.3))
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
            parts = (raster.read(window, bands) for window in windows)
            with closing(assign_windows(clusters, parts)) as indexes:
                for window, index in zip(progress.part(0.4, 0.9).each(windows), indexes):
                    writer.write(index, window)
    return {**job.written(), "CLUSTERS": count}


def _windows(raster: Raster) -> list[Window]:
    """Windows of at most 16 million numbers; several are held at a time, one for each thread."""
    return blocks(raster.grid.shape, 2 ** min(10, int(math.log2(2**24 / raster.count) / 2)))


def _reflectances(raster: Raster) -> list[int]:
    """Numbers (from 1) of the bands that are no scene classification."""
    return [band for band, name in enumerate(raster.descriptions, start=1) if name.lower() != SCL_BAND]


def _sample(raster: Raster, bands: Sequence[int], seed: int, progress: Progress) -> np.ndarray:
    sampler = Sampler(raster.grid.width, len(bands), seed)
    windows = _windows(raster)
    with closing(ahead(raster.read(window, bands) for window in windows)) as parts:
        for (rows, cols), (values, valid) in zip(progress.each(windows), parts):
            sampler.add(values, valid, rows.start, cols.start)
    return sampler.pixels()
