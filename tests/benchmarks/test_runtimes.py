"""How fast each runtime computes networks, in lanes as `classify` runs them, and how many labels change.

Only the networks: tiles of a generated scene, ready in memory. All runtimes in turn, the best of the rounds.
bfloat16 is twice as fast at best on processors that only multiply in it (avx512_bf16); with matrix units
(AMX) far more is possible.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
import rasterio

from surecover.core import RESOURCES
from surecover.core.model.card import ModelCard
from surecover.core.model.cardfile import read_card
from surecover.core.model.models import load_model
from surecover.core.runtimes.choice import AGREEMENT
from surecover.core.runtimes.network import Network
from surecover.core.runtimes.present import candidates
from tests.benchmarks.images import KEPT, generated
from tests.benchmarks.measure import table
from tests.benchmarks.resnet34 import resnet34_model

SIZE, SIDE = 1024, 256
ROUNDS = 4
TILES = 8
"""Computed in each round."""


@pytest.fixture(scope="module")
def scene() -> Path:
    return generated(SIZE)


@pytest.fixture(params=["demonstration", "resnet34"])
def model(request: pytest.FixtureRequest, scene: Path) -> Path:
    if request.param == "resnet34":
        return resnet34_model(KEPT / "resnet34", scene)
    return RESOURCES / "models" / request.param


def tiles_of(scene: Path, card: ModelCard) -> list[np.ndarray]:
    """The whole scene in tiles beside one another, as the network takes them."""
    with rasterio.open(min(scene.glob("s2_*.tif"))) as image:
        inputs = card.normalise(image.read().astype(np.float32) / 10000)
    starts = range(0, SIZE, SIDE)
    corners = [(row, col) for row in starts for col in starts]
    return [inputs[None, :, row : row + SIDE, col : col + SIDE].copy() for row, col in corners]


def in_lanes(network: Network, tiles: Sequence[np.ndarray]) -> tuple[np.ndarray, list[np.ndarray]]:
    """Seconds of wall and CPU time, and the labels of each tile."""
    with ThreadPoolExecutor(network.lanes, "lane", network.enter_lane) as pool:
        start = np.array([time.perf_counter(), time.process_time()])
        results = list(pool.map(network, tiles))
        spent = np.array([time.perf_counter(), time.process_time()]) - start
    network.leave_lanes()
    return spent, [result.argmax(axis=1) for result in results]


def test_speed_and_labels_of_each_runtime(model: Path, scene: Path) -> None:
    card = read_card(model, "The model")
    tiles = tiles_of(scene, card)
    stored = load_model(model).stored
    networks = {name: stored.open(name) for name in candidates("cpu", stored.packages)}
    labels = {name: in_lanes(network, tiles)[1] for name, network in networks.items()}
    seconds: dict[str, list[np.ndarray]] = {name: [] for name in networks}
    for _ in range(ROUNDS):
        for name, network in networks.items():
            seconds[name].append(in_lanes(network, tiles[:TILES])[0])
    pixels = TILES * SIDE**2 / 1e6
    speeds = {name: 1000 * np.min(spent, axis=0) / pixels for name, spent in seconds.items()}
    equal = {name: np.mean(np.stack(found) == np.stack(labels["torch"])) for name, found in labels.items()}
    table(
        f"{card.id}, {card.parameters} weights: the network alone, tiles of {SIDE} px",
        ["runtime", "ms/Mpx", "CPU ms/Mpx", "times onnxruntime (CPU time)", "labels of float32"],
        [
            [
                name,
                round(wall),
                round(cpu),
                f"{speeds['onnxruntime'][1] / cpu:.2f}",
                f"{100 * equal[name]:.3f} %",
            ]
            for name, (wall, cpu) in speeds.items()
        ],
    )
    for name in ("onnxruntime", "openvino"):
        assert equal[name] >= AGREEMENT
