"""What fusing costs: beside the same rules on whole arrays, and beside reading and writing the same bytes."""

from __future__ import annotations

import json
import time
import tracemalloc
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from statistics import median

import numpy as np
import pytest
import rasterio
from scipy import ndimage

from surecover.core.grid import Grid, Window, blocks
from surecover.core.outputs import BLOCK, Outputs
from surecover.core.progress import Progress
from surecover.core.rasters import open_raster
from surecover.core.scheme import load_scheme
from surecover.core.stages import fuse
from surecover.core.stages.fuse import FuseJob
from surecover.core.stored import quantise

SIZE = 2048
DATES = 3
ROUNDS = 3
BASIC = load_scheme("basic6")
CLASSES = [land_class.id for land_class in BASIC.classes][:6]
KEYS = ("map", "fused", "agreement", "entropy")


def smooth(random: np.random.Generator, step: int, shape: tuple[int, int]) -> np.ndarray:
    """A field without noise that changes over `step` pixels, float32."""
    rows, cols = (side // step + 2 for side in shape)
    field: np.ndarray = ndimage.zoom(random.normal(size=(rows, cols)).astype(np.float32), step, order=1)
    return field[: shape[0], : shape[1]]


def write_date(path: Path, seed: int, shape: tuple[int, int] = (SIZE, SIZE)) -> str:
    """Probabilities as classify writes them: land that all dates share, their own doubts, and clouds."""
    land, own = np.random.default_rng(0), np.random.default_rng(seed)
    scores = np.stack([3 * smooth(land, 32, shape) + 1.5 * smooth(own, 32, shape) for _ in CLASSES])
    scores += own.normal(scale=0.15, size=scores.shape).astype(np.float32)
    powers = np.exp(scores - scores.max(axis=0))
    cloud = smooth(own, 64, shape) > 0.7
    names = [BASIC.by_id(id_).name for id_ in CLASSES]
    tags = {**BASIC.tags(), "SURECOVER_CLASS_IDS": json.dumps(CLASSES)}
    with Outputs(FuseJob()) as outputs:
        writer = outputs.probabilities(str(path), grid(shape), names, **tags)
        writer.write(quantise(powers / powers.sum(axis=0), ~cloud), (slice(0, shape[0]), slice(0, shape[1])))
    return str(path)


def grid(shape: tuple[int, int]) -> Grid:
    return Grid("", (10, 0, 500_000, 0, -10, 5_000_000), *shape)


def job(paths: list[str], folder: Path) -> FuseJob:
    folder.mkdir(exist_ok=True)
    return FuseJob(probabilities=tuple(paths), **{key: str(folder / f"{key}.tif") for key in KEYS})


def write_all(paths: list[str], folder: Path, made: Callable[[Window], dict[str, np.ndarray]]) -> None:
    """Write the four layers window by window, as the stage does."""
    asked = job(paths, folder)
    with ExitStack() as stack:
        first = stack.enter_context(open_raster(paths[0]))
        outputs = stack.enter_context(Outputs(asked))
        writers = fuse._writers(asked, outputs, first, BASIC, CLASSES)
        for window in blocks(first.grid.shape, BLOCK):
            for key, values in made(window).items():
                writers[key].write(values, window)


def on_whole_arrays(paths: list[str]) -> dict[str, np.ndarray]:
    """The rules of log-linear fusion on all dates and the whole raster at once."""
    stored = []
    for path in paths:
        with rasterio.open(path) as file:
            stored.append(file.read())
    numbers = np.stack(stored)
    seen = (numbers != 255).all(axis=1)
    shares = numbers / 254
    logs = np.log(np.maximum(shares, 0.002))
    weights = np.maximum(seen.sum(axis=0), 1)
    mean = (logs * seen[:, None]).sum(axis=0) / weights
    winner = (mean >= mean.max(axis=0) - 1e-6).argmax(axis=0)
    powers = np.exp(mean)
    fused = powers / powers.sum(axis=0)
    own = shares.argmax(axis=1)
    agreement = ((own == winner) & seen).sum(axis=0) / weights
    entropy = -(fused * np.log(fused)).sum(axis=0) / np.log(len(fused))
    valid = seen.any(axis=0)
    return {
        "map": np.where(valid, np.array(CLASSES, np.uint8)[winner], 0),
        "fused": np.where(valid, np.rint(fused * 254), 255).astype(np.uint8),
        "agreement": np.where(valid, agreement, -1).astype(np.float32),
        "entropy": np.where(valid, entropy, -1).astype(np.float32),
    }


def straightforward(paths: list[str], folder: Path) -> None:
    layers = on_whole_arrays(paths)
    write_all(paths, folder, lambda window: {key: layers[key][(..., *window)] for key in KEYS})


def bare(paths: list[str], folder: Path, layers: dict[str, np.ndarray]) -> None:
    """Read the dates and write layers that are there already."""
    with ExitStack() as stack:
        files = [stack.enter_context(open_raster(path)) for path in paths]

        def made(window: Window) -> dict[str, np.ndarray]:
            for file in files:
                file.read(window)
            return {key: layers[key][(..., *window)] for key in KEYS}

        write_all(paths, folder, made)


def layers_in(folder: Path) -> dict[str, np.ndarray]:
    layers = {}
    for key in KEYS:
        with rasterio.open(folder / f"{key}.tif") as file:
            layers[key] = file.read() if key == "fused" else file.read(1)
    return layers


@pytest.fixture(scope="module")
def dates(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("dates")
    return [write_date(folder / f"p_2023081{day}.tif", seed=day + 1) for day in range(DATES)]


def test_fuse_beside_whole_arrays_and_beside_bare_reading_and_writing(
    dates: list[str], tmp_path: Path
) -> None:
    fuse.run(job(dates, tmp_path / "fuse"), Progress())
    made = layers_in(tmp_path / "fuse")
    ways: dict[str, Callable[[], object]] = {
        "fuse": lambda: fuse.run(job(dates, tmp_path / "fuse"), Progress()),
        "whole arrays": lambda: straightforward(dates, tmp_path / "whole"),
        "bare input and output": lambda: bare(dates, tmp_path / "bare", made),
    }
    cpu: dict[str, list[float]] = {name: [] for name in ways}
    wall: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, run in ways.items():
            wall_start, cpu_start = time.perf_counter(), time.process_time()
            run()
            cpu[name].append(time.process_time() - cpu_start)
            wall[name].append(time.perf_counter() - wall_start)

    megapixels = SIZE**2 / 1e6
    print(
        f"\n== loglinear, {SIZE} x {SIZE} px, {DATES} dates x {len(CLASSES)} classes, {ROUNDS} rounds in turn"
    )
    print("                        s/Mpx (median)     times fuse (median of the rounds)")
    print("                         CPU    wall        CPU    wall")
    for name in ways:
        seconds = [median(spent[name]) / megapixels for spent in (cpu, wall)]
        times = [
            median(other / own for other, own in zip(spent[name], spent["fuse"], strict=True))
            for spent in (cpu, wall)
        ]
        print(f"{name:22} {seconds[0]:6.3f}  {seconds[1]:6.3f}     {times[0]:6.2f}  {times[1]:6.2f}")

    expected = layers_in(tmp_path / "whole")
    assert (made["map"] == expected["map"]).all()
    assert (made["agreement"] == expected["agreement"]).all()
    assert np.abs(made["entropy"] - expected["entropy"]).max() < 1e-5
    differing = made["fused"] != expected["fused"]
    assert differing.mean() < 1e-4
    assert np.abs(made["fused"][differing].astype(int) - expected["fused"][differing]).max(initial=0) <= 1


def test_memory_depends_neither_on_the_raster_nor_on_the_number_of_dates(
    dates: list[str], tmp_path: Path
) -> None:
    half = [
        write_date(tmp_path / f"half_{day}.tif", seed=day + 1, shape=(SIZE // 2, SIZE))
        for day in range(DATES)
    ]
    peaks = {}
    for name, paths in {"half the height": half, "whole": dates, "30 dates": dates * 10}.items():
        tracemalloc.start()
        fuse.run(job(paths, tmp_path / "out"), Progress())
        peaks[name] = tracemalloc.get_traced_memory()[1] / 2**20
        tracemalloc.stop()
    print("\n== peak of the arrays, MiB (GDAL's own block cache apart):")
    for name, peak in peaks.items():
        print(f"{name:16} {peak:6.1f}")
    assert max(peaks.values()) < 64
