"""Clusters: what the ways to fit them cost and yield, and how near assigning comes to the machine's limits.

CPU times on one thread, because other work on the machine disturbs them least.
"""

from __future__ import annotations

import importlib.util
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import threadpoolctl
from sklearn.cluster import BisectingKMeans, KMeans, MiniBatchKMeans, kmeans_plusplus

from surecover.core.evidence import clustering
from surecover.core.evidence.clustering import ITERATIONS, SAMPLE, THREADS, Clusters, Sampler, assign, fit
from surecover.core.grid import blocks
from surecover.core.progress import Progress
from surecover.core.rasters import open_raster
from surecover.core.stages import demodata

from .test_accuracy import DATA

pytestmark = pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")

CLUSTERS = 255
ROUNDS = 3
THAILAND = DATA / "thailand_s2_l2a_large" / "s2_l2a_20200223_10m.tif"
SCENES = ["generated, 10 bands", "Thailand, 4 bands", "generated, 3 bands of 8 bits"]


def scene_of(name: str, folder: Path) -> tuple[np.ndarray, np.ndarray]:
    """Values (bands, rows, cols) and bool (rows, cols) of a scene."""
    path = THAILAND
    if name.startswith("generated"):
        job = demodata.JOB(size=1024, dates=1, seed=42, cloud_share=0.0, folder=str(folder))
        demodata.run(job, Progress())
        path = next(folder.glob("s2_*.tif"))
    elif not path.is_file():
        pytest.skip(f"the real scene is not at {path}")
    with open_raster(str(path)) as raster:
        rows, cols = raster.grid.shape
        values, valid = raster.read((slice(0, rows), slice(0, cols)))
    if name.endswith("8 bits"):
        values = np.clip(values[[2, 1, 0]] // 12, 0, 255).astype(np.uint8)
    return values, valid


def cpu_seconds(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def best_seconds(
    work: dict[str, Callable[[], Any]], clock: Callable[[], float] = time.process_time
) -> dict[str, float]:
    """Least time of each, the rounds in turn."""
    seconds = dict.fromkeys(work, np.inf)
    for _ in range(ROUNDS):
        for name, run in work.items():
            start = clock()
            run()
            seconds[name] = min(seconds[name], clock() - start)
    return seconds


def ways_to_fit(pixels: np.ndarray) -> dict[str, Callable[[], np.ndarray]]:
    """Centres of standardised pixels, by how they are found."""

    def lloyd(size: int = SAMPLE, **settings: Any) -> Callable[[], np.ndarray]:
        model = KMeans(CLUSTERS, n_init=1, random_state=0, **settings)
        return lambda: model.fit(pixels[:size]).cluster_centers_

    def batches(**settings: Any) -> Callable[[], np.ndarray]:
        model = MiniBatchKMeans(CLUSTERS, n_init=1, random_state=0, **settings)
        return lambda: model.fit(pixels).cluster_centers_

    def start_of(size: int) -> np.ndarray:
        return kmeans_plusplus(pixels[:size], CLUSTERS, random_state=0)[0]

    def from_part() -> np.ndarray:
        return lloyd(init=start_of(25_000), max_iter=ITERATIONS)()

    def bisecting() -> np.ndarray:
        start = BisectingKMeans(CLUSTERS, random_state=0, max_iter=20).fit(pixels).cluster_centers_
        return lloyd(init=start, max_iter=ITERATIONS)()

    ways = {
        f"Lloyd, at most {ITERATIONS} steps": lloyd(max_iter=ITERATIONS),
        "Lloyd, until it stands still": lloyd(),
        "Lloyd, tolerance 1e-3": lloyd(tol=1e-3),
        "Lloyd, at most 20 steps": lloyd(max_iter=20),
        "Lloyd, 50,000 pixels": lloyd(50_000),
        "Lloyd, 25,000 pixels": lloyd(25_000),
        "Lloyd, start from 25,000 pixels": from_part,
        "Elkan, the same steps": lloyd(algorithm="elkan", max_iter=ITERATIONS),
        f"bisecting, then {ITERATIONS} steps": bisecting,
        "batches of 4,096": batches(batch_size=4096),
        "batches of 10,240, 30 epochs": batches(batch_size=10_240, max_iter=30, max_no_improvement=None),
    }
    if importlib.util.find_spec("faiss"):
        ways["faiss, 25 steps"] = lambda: by_faiss(pixels, 25)
        ways["faiss, 100 steps"] = lambda: by_faiss(pixels, 100)
        ways[f"faiss from k-means++, {ITERATIONS} steps"] = lambda: by_faiss(
            pixels, ITERATIONS, start_of(SAMPLE).astype(np.float32)
        )
    return ways


def by_faiss(pixels: np.ndarray, steps: int, start: np.ndarray | None = None) -> np.ndarray:
    import faiss

    faiss.omp_set_num_threads(1)
    model = faiss.Kmeans(pixels.shape[1], CLUSTERS, niter=steps, seed=1, max_points_per_centroid=len(pixels))
    model.train(pixels.astype(np.float32), init_centroids=start)
    return model.centroids.astype(float)


@pytest.mark.parametrize("name", SCENES[:2])
def test_ways_to_fit(name: str, tmp_path: Path) -> None:
    values, valid = scene_of(name, tmp_path / "data")
    order = np.random.default_rng(0).permutation(int(valid.sum()))
    pixels = values[:, valid].T[order[: 3 * SAMPLE]].astype(float)
    sample, held_out = pixels[:SAMPLE], pixels[SAMPLE:]
    mean, deviation = sample.mean(axis=0), sample.std(axis=0)
    standardised = (held_out - mean) / deviation
    results: dict[str, tuple[float, float]] = {}
    with threadpoolctl.threadpool_limits(1):
        for way, run in ways_to_fit((sample - mean) / deviation).items():
            seconds, centres = cpu_seconds(run)
            index = assign(Clusters(mean, deviation, centres), held_out.T) - 1
            results[way] = seconds, float(((standardised - centres[index]) ** 2).sum())
        kept, _ = cpu_seconds(lambda: fit(sample, CLUSTERS, 0))
    least = min(inertia for _, inertia in results.values())
    first = next(iter(results.values()))[0]
    print(f"\n== {CLUSTERS} clusters, {name}: inertia of {len(held_out)} pixels held out, above the least")
    for way, (seconds, inertia) in results.items():
        print(f"{way:32} {inertia / least - 1:+8.2%}  time {seconds / first:5.2f}")
    print(f"the stage does the first, in {kept:.1f} s of CPU: time {kept / first:.2f}")


@pytest.mark.parametrize("name", SCENES)
def test_assigning_against_the_limits(name: str, tmp_path: Path) -> None:
    values, valid = scene_of(name, tmp_path / "data")
    bands, rows, cols = values.shape
    sampler = Sampler(cols, bands, 0)
    sampler.add(values, valid, 0, 0)
    clusters = fit(sampler.pixels(), CLUSTERS, 0)
    pixels = values[:, valid]
    standardised = clusters.standardised(pixels.T).astype(np.float32)
    model = KMeans(len(clusters.centres), n_init=1, max_iter=1, init=clusters.centres.astype(np.float32))
    model.fit(standardised[: len(clusters.centres)]).cluster_centers_ = clusters.centres.astype(np.float32)
    square = np.ones((2048, 2048), np.float32)
    with threadpoolctl.threadpool_limits(1):
        seconds = best_seconds({
            "assign": lambda: assign(clusters, pixels),
            "scikit-learn's predict, float32": lambda: model.predict(standardised),
            "the bare product, float32": lambda: bare_products(standardised, clusters.centres),
            "square": lambda: square @ square,
        })  # fmt: skip
    windows = [(values[:, r, c], valid[r, c]) for r, c in blocks((rows, cols), 256)]

    def threaded(threads: int) -> Callable[[], Any]:
        return lambda: list(clustering.assign_windows(clusters, windows, threads))

    walls = best_seconds({"one": threaded(1), "all": threaded(THREADS)}, time.perf_counter)
    million = pixels.shape[1] / 1e6
    rate = 2 * len(square) ** 3 / seconds.pop("square")
    print(f"\n== Assigning {million:.1f} Mpx to {len(clusters.centres)} clusters, {name}; CPU, one thread")
    for what, spent in seconds.items():
        share = 2 * clusters.centres.size * million * 1e6 / spent / rate
        print(f"{what:32} {million / spent:5.1f} Mpx/s {spent / seconds['assign']:6.2f} of its time", end="")
        print(f" {share:6.1%} of the peak")
    print(f"the peak, two 2048 x 2048 float32 matrices: {rate / 1e9:.0f} GFLOP/s")
    print(f"wall, {THREADS} threads against one: x{walls['one'] / walls['all']:.2f}")
    print(f"settled in float64: {unsure_share(clusters, pixels):.3%} of the pixels")


def bare_products(pixels: np.ndarray, centres: np.ndarray, size: int = 352, together: int = 4) -> None:
    """The matrix product of assigning alone, in the shape in which it is fastest; the scores are dropped."""
    weights = centres.astype(np.float32)
    scores = np.empty((together, len(centres), size), np.float32)
    turned = np.ascontiguousarray(pixels.T)
    for start in range(0, len(pixels) - size * together, size * together):
        chunk = turned[:, start : start + size * together].reshape(-1, together, size)
        np.matmul(weights, chunk.transpose(1, 0, 2), out=scores)


def unsure_share(clusters: Clusters, pixels: np.ndarray) -> float:
    """Share of the pixels for which the float32 scores do not decide."""
    scores = clustering._Scores(clusters)
    size = clustering._CHUNK
    sure = [scores.nearest(pixels[:, start : start + size])[1] for start in range(0, pixels.shape[1], size)]
    return float(1 - np.concatenate(sure).mean())
