"""What `classify` costs beside the network: against the bare network on the same tiles, against a plain
loop over them, and in memory.

SURECOVER_LOOP names the sides of the scenes of the first two, SURECOVER_LOOP_MEMORY those of the third,
SURECOVER_LOOP_TILE that of a whole Sentinel-2 tile (10980).
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import rasterio
from rasterio.windows import Window

from surecover.core import RESOURCES
from surecover.core.model.cardfile import read_card
from surecover.core.model.models import Model, load_model
from surecover.core.model.tiles import lay_out
from surecover.core.progress import Progress
from surecover.core.runtimes.exported import exported
from surecover.core.runtimes.network import cores
from surecover.core.stages import classify
from tests.benchmarks.images import KEPT, generated, repeated
from tests.benchmarks.measure import MIB, measured, table
from tests.benchmarks.resnet34 import resnet34_model

DEMONSTRATION = str(RESOURCES / "models" / "demonstration")
SIDES = [int(side) for side in os.environ.get("SURECOVER_LOOP", "2048").split()]
TILE = int(os.environ.get("SURECOVER_LOOP_TILE", "2048"))
MEMORY = [int(side) for side in os.environ.get("SURECOVER_LOOP_MEMORY", "2048 4096").split()]
ROUNDS = 2
"""Rates move from run to run: all is run in turn, and the best of each counts."""


@pytest.fixture(scope="module")
def scene() -> Path:
    return generated(SIDES[0])


@pytest.fixture(scope="module")
def model(scene: Path) -> Path:
    return resnet34_model(KEPT / "resnet34", scene)


def classified(
    image: str, model: Path, folder: Path, runtime: str, *, probabilities: bool
) -> Callable[[], None]:
    job = classify.JOB(
        input=image, models=(str(model),), runtime=runtime, map=str(folder / "map.tif"),
        probabilities=str(folder / "probabilities.tif") if probabilities else "",
    )  # fmt: skip

    def run() -> None:
        classify.run(job, Progress())

    return run


def some_inputs(image: str, loaded: Model) -> list[np.ndarray]:
    """Network inputs of eight tiles of the image, (1, bands, rows, cols)."""
    side = loaded.card.tile
    with rasterio.open(image) as file:
        corners = np.linspace(0, min(file.shape) - side, 8).astype(int)
        tiles = [file.read(window=Window(corner, corner, side, side)) for corner in corners]
    return [loaded.card.normalise(tile.astype(np.float32) / 10000)[None] for tile in tiles]


def bare(loaded: Model, inputs: list[np.ndarray], tiles: int) -> Callable[[], None]:
    """The network alone on as many tiles, in lanes as `classify` runs it."""
    network = loaded.network

    def run() -> None:
        with ThreadPoolExecutor(network.lanes, initializer=network.enter_lane) as pool:
            for _ in pool.map(network, (inputs[number % len(inputs)] for number in range(tiles))):
                pass
        network.leave_lanes()

    return run


def best_of(runs: dict[str, Callable[[], None]]) -> dict[str, float]:
    """Seconds of each, the best of some rounds in turn."""
    best = dict.fromkeys(runs, np.inf)
    for _ in range(ROUNDS):
        for name, run in runs.items():
            start = time.perf_counter()
            run()
            best[name] = min(best[name], time.perf_counter() - start)
    return best


def tiles_of(model: Path, side: int) -> int:
    card = read_card(model, "The model")
    return sum(map(len, lay_out((side, side), card.tile, card.halo, card.overlap)))


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("runtime", ["onnxruntime", "openvino", "openvino-bfloat16"])
def test_classify_against_the_bare_network(
    scene: Path, model: Path, tmp_path: Path, runtime: str, side: int
) -> None:
    image = repeated(scene, side, tmp_path)
    loaded = load_model(model).ready(runtime, "cpu")
    inputs, tiles = some_inputs(image, loaded), tiles_of(model, side)
    runs = {
        "bare": bare(loaded, inputs, tiles),
        "map": classified(image, model, tmp_path, runtime, probabilities=False),
        "both": classified(image, model, tmp_path, runtime, probabilities=True),
    }
    runs["map"]()  # compiles, fills caches
    found = best_of(runs)
    table(
        f"classify ÷ bare network, U-Net ResNet-34, {side} px, {runtime}, {tiles} tiles, best of {ROUNDS}",
        ["", "s", "bare ÷ it"],
        [[name, seconds, found["bare"] / seconds] for name, seconds in found.items()],
    )


def plain_loop(image: str, model: Path, out: Path) -> Callable[[], None]:
    """The loop that one writes first: read a tile, run onnxruntime in float32 with all cores, crop, write."""
    loaded = load_model(model)
    card = loaded.card
    content = exported(loaded.stored.key, len(card.bands), loaded.stored._module, "The model")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = cores()
    session = onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
    ids = np.array(card.classes, np.uint8)

    def run() -> None:
        with rasterio.open(image) as source:
            profile = {
                "driver": "GTiff", "dtype": "uint8", "count": 1, "nodata": 0, "tiled": True,
                "blockxsize": 512, "blockysize": 512, "compress": "deflate",
                "height": source.height, "width": source.width,
                "crs": source.crs, "transform": source.transform,
            }  # fmt: skip
            with rasterio.open(out, "w", **profile) as target:
                for tile in plain_tiles(source.shape, card.tile, card.halo, card.overlap):
                    rows, cols = tile.read(source.shape)
                    part = source.read(window=Window.from_slices(rows, cols))
                    inputs = card.normalise(tile.padded(part).astype(np.float32) / 10000)[None]
                    (logits,) = session.run(None, {"x": inputs})
                    classes = ids[logits[0].argmax(axis=0)][tile.inner]
                    target.write(classes, 1, window=Window.from_slices(*tile.keep))

    return run


def plain_tiles(shape: tuple[int, int], tile: int, halo: int, overlap: int) -> Iterator:
    for row in lay_out(shape, tile, halo, overlap):
        yield from row


def test_classify_against_a_plain_loop(scene: Path, model: Path, tmp_path: Path) -> None:
    side = SIDES[-1]
    image = repeated(scene, side, tmp_path)
    runs = {
        "plain loop, onnxruntime float32": plain_loop(image, model, tmp_path / "plain.tif"),
        **{
            runtime: classified(image, model, tmp_path, runtime, probabilities=False)
            for runtime in ("auto", "onnxruntime", "openvino")
        },
    }
    runs["auto"]()  # tries runtimes out, and remembers
    found = best_of(runs)
    with rasterio.open(tmp_path / "plain.tif") as plain:
        expected = plain.read(1)
    rows = []
    for name, seconds in found.items():
        if name in ("auto", "onnxruntime", "openvino"):
            runs[name]()
            with rasterio.open(tmp_path / "map.tif") as made:
                equal = float((made.read(1) == expected).mean())
        else:
            equal = 1.0
        rows.append([name, seconds, found["plain loop, onnxruntime float32"] / seconds, f"{equal:.5f}"])
    table(
        f"Against a plain loop, U-Net ResNet-34, {side} px, class map",
        ["", "s", "times as fast", "equal"],
        rows,
    )
    assert all(float(row[3]) >= 0.99 for row in rows)


@pytest.mark.parametrize("runtime", ["onnxruntime", "openvino-bfloat16"])
def test_memory_does_not_grow_with_the_raster(scene: Path, model: Path, tmp_path: Path, runtime: str) -> None:
    rows = []
    load_model(model).ready(runtime, "cpu")  # exports it, for which torch would count
    for side in MEMORY:
        image = repeated(scene, side, tmp_path)
        arguments = {
            "input": image, "models": [str(model)], "runtime": runtime, "map": str(tmp_path / "map.tif"),
            "probabilities": str(tmp_path / "probabilities.tif"),
        }  # fmt: skip
        cost = measured("classify", arguments)
        rows.append([side, cost.peak // MIB, cost.wall])
    table(f"Peak memory of classify, U-Net ResNet-34, {runtime}", ["side, px", "MiB", "wall s"], rows)
    assert rows[-1][1] <= 1.1 * rows[0][1]


def test_a_whole_tile_of_three_dates(scene: Path, tmp_path: Path) -> None:
    image = repeated(scene, TILE, tmp_path)
    dates = [str(tmp_path / f"probabilities_{number}.tif") for number in range(3)]
    rows = []
    for number, date in enumerate(dates):
        arguments = {
            "input": image, "date": f"2021-06-0{number + 1}", "models": [DEMONSTRATION],
            "map": str(tmp_path / "map.tif"), "probabilities": date,
        }  # fmt: skip
        cost = measured("classify", arguments)
        rows.append([f"classify, date {number + 1}", cost.wall, cost.peak // MIB])
    arguments = {
        "probabilities": dates,
        "map": str(tmp_path / "map.tif"),
        "fused": str(tmp_path / "fused.tif"),
    }
    cost = measured("fuse", arguments)
    rows.append(["fuse", cost.wall, cost.peak // MIB])
    table(
        f"{TILE} x {TILE} px, demonstration model, each in a process of its own", ["", "wall s", "MiB"], rows
    )
