"""Networks run by PyTorch: lanes, copies on graphics cards, precisions."""

from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from typing import Any

import numpy as np
import pytest
import torch

from surecover.core.runtimes import torchnetwork
from surecover.core.runtimes.torchnetwork import TorchNetwork
from tests.models_fixture import PixelNet

TILE = np.random.default_rng(0).random((1, 4, 32, 64), np.float32)


class Counting(PixelNet):
    """Counts how many calls run at the same time; each waits for another one that may come."""

    def __init__(self) -> None:
        super().__init__(4, 3)
        self.lock, self.inside, self.most = threading.Lock(), 0, 0
        self.met = threading.Barrier(2)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        with self.lock:
            self.inside += 1
            self.most = max(self.most, self.inside)
        self.met.wait(timeout=30)
        with self.lock:
            self.inside -= 1
        return super().forward(x)


def test_as_many_calls_run_at_the_same_time_as_there_are_lanes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torchnetwork, "cpu_lanes", lambda: (2, 1))
    module = Counting()
    network = TorchNetwork(module)
    assert network.lanes == 2
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(network, [TILE] * 12))
    assert module.most == 2


def test_a_lane_has_its_share_of_the_threads_and_gives_it_back(monkeypatch: pytest.MonkeyPatch) -> None:
    before = torch.get_num_threads()
    torch.set_num_threads(2)
    try:
        monkeypatch.setattr(torchnetwork, "cpu_lanes", lambda: (2, 1))
        network = TorchNetwork(PixelNet(4, 3))
        network.enter_lane()
        assert torch.get_num_threads() == 1
        network.leave_lanes()
        assert torch.get_num_threads() == 2
    finally:
        torch.set_num_threads(before)


def test_bfloat16_computes_on_a_copy_and_gives_float32() -> None:
    module = PixelNet(4, 3)
    exact, rounded = TorchNetwork(module), TorchNetwork(module, "bfloat16")
    assert (exact.runtime, rounded.runtime) == ("torch", "torch-bfloat16")
    assert module.layer.weight.dtype == torch.float32
    result = rounded(TILE)
    assert result.dtype == np.float32
    np.testing.assert_allclose(result, exact(TILE), atol=0.03)
    assert not np.array_equal(result, exact(TILE))


def test_on_the_processor_float16_is_float32() -> None:
    network = TorchNetwork(PixelNet(4, 3), "float16")
    assert network.runtime == "torch-float16"
    network.to("cpu")
    assert network.runtime == "torch"
    assert network(TILE).dtype == np.float32


class Placed(PixelNet):
    """A network that says where it would be, and stays."""

    def __init__(self) -> None:
        super().__init__(4, 3)
        self.place = "cpu"

    def to(self, *place: Any, **options: Any) -> Placed:
        if place and isinstance(place[0], str):
            self.place = place[0]
        return self


@pytest.fixture
def two_gpus(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Two graphics cards that torch believes in; what is computed on each is counted."""
    computed: Counter[str] = Counter()
    free = {0: 80 * 2**20, 1: 40 * 2**20}

    def compute(self: TorchNetwork, lane: Any, work: Any, inputs: np.ndarray) -> np.ndarray:
        computed[lane.device] += 1
        assert lane.module.place in (lane.device, "cuda"), "the copy is on another card"
        return np.zeros((len(inputs), 3, *inputs.shape[2:]), np.float32)

    monkeypatch.setattr(torch.cuda, "device_count", lambda: 2)
    monkeypatch.setattr(torch.cuda, "Stream", lambda device: f"stream of {device}")
    monkeypatch.setattr(torch.cuda, "stream", nullcontext)
    monkeypatch.setattr(torch.cuda, "reset_peak_memory_stats", lambda device: None)
    monkeypatch.setattr(torch.cuda, "memory_allocated", lambda device: 10 * 2**20)
    monkeypatch.setattr(torch.cuda, "max_memory_allocated", lambda device: 12 * 2**20)
    monkeypatch.setattr(torch.cuda, "mem_get_info", lambda number: (free[number], 0))
    monkeypatch.setattr(torchnetwork.TorchNetwork, "_computed", compute)
    return computed


def test_each_graphics_card_has_a_copy_and_its_lanes(two_gpus: Counter[str]) -> None:
    network = TorchNetwork(Placed()).to("cuda")
    assert network.lanes == 2 * torchnetwork._LANES_OF_A_GPU
    for _ in range(2 * network.lanes):
        network(TILE)
    assert set(two_gpus.values()) == {network.lanes}
    assert set(two_gpus) == {"cuda:0", "cuda:1"}


def test_the_batch_fills_the_memory_of_the_card_that_has_least(two_gpus: Counter[str]) -> None:
    network = TorchNetwork(Placed()).to("cuda")
    # 70 % of 40 MiB for three lanes, 2 MiB a tile
    assert [network.batch_that_fits(TILE) for _ in range(3)] == [4, 4, 4]
    assert TorchNetwork(PixelNet(4, 3)).batch_that_fits(TILE) == 1
