"""Torch networks as ONNX: made once, kept, and never trusted when damaged."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
import torch

from surecover.core.errors import SureCoverError
from surecover.core.runtimes import exported as module
from surecover.core.runtimes.exported import exported
from surecover.core.runtimes.onnxnetwork import onnx_network
from tests.models_fixture import PixelNet


@pytest.fixture(autouse=True)
def cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Where exports are kept in this test."""
    monkeypatch.setenv("SURECOVER_CACHE", str(tmp_path))
    return tmp_path / "exported"


class Builder:
    """Builds a network, and counts how often."""

    def __init__(self, network: torch.nn.Module | None = None) -> None:
        self.network = network or PixelNet(4, 3, size=3)
        self.built = 0

    def __call__(self) -> torch.nn.Module:
        self.built += 1
        return self.network


def test_it_gives_what_torch_gives_for_tiles_of_any_number_and_size() -> None:
    build = Builder()
    network = onnx_network(exported("k", 4, build))
    for shape in ((1, 4, 32, 32), (3, 4, 64, 96)):
        inputs = np.random.default_rng(0).random(shape, np.float32)
        with torch.inference_mode():
            expected = build.network(torch.from_numpy(inputs)).numpy()
        np.testing.assert_allclose(network(inputs), expected, atol=1e-5)


def test_the_network_is_built_once_and_again_for_another_key(monkeypatch: pytest.MonkeyPatch) -> None:
    build = Builder()
    first = exported("k", 4, build)
    assert exported("k", 4, build) == first
    assert build.built == 1
    exported("another", 4, build)
    assert build.built == 2
    monkeypatch.setattr(module, "version", lambda package: "another")
    exported("k", 4, build)
    assert build.built == 3


@pytest.mark.parametrize("content", [b"", b"short", b"x" * 1000])
def test_a_damaged_export_is_made_anew(cache: Path, content: bytes) -> None:
    build = Builder()
    first = exported("k", 4, build)
    (path,) = cache.iterdir()
    path.write_bytes(content)
    assert exported("k", 4, build) == first
    assert build.built == 2
    assert exported("k", 4, build) == first
    assert build.built == 2


def test_where_nothing_can_be_kept_it_is_made_every_time(tmp_path: Path) -> None:
    (tmp_path / "exported").write_text("a file where the folder should be")
    build = Builder()
    assert exported("k", 4, build) == exported("k", 4, build)
    assert build.built == 2


def test_those_unused_for_longest_make_room(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    size = len(exported("a", 4, Builder())) + 32
    (path,) = cache.iterdir()
    os.utime(path, (1, 1))
    exported("b", 4, Builder())
    exported("a", 4, Builder())  # used again
    (other,) = set(cache.iterdir()) - {path}
    os.utime(other, (1, 1))
    monkeypatch.setattr(module, "_MOST_BYTES", 2 * size)
    exported("c", 4, Builder())
    assert path in cache.iterdir()
    assert other not in cache.iterdir()


class Fixed(torch.nn.Module):
    """A network whose export holds for one size only: it adds a number that Python counted."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x[:, :3] + float(x.shape[-1])


class Odd(torch.nn.Module):
    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.special.bessel_j0(x)


@pytest.mark.parametrize("network", [Fixed(), Odd()])
def test_what_cannot_be_exported_is_refused_and_not_kept(cache: Path, network: torch.nn.Module) -> None:
    with pytest.raises(
        SureCoverError, match=r"^The model has a network that only PyTorch runs .* choose torch"
    ):
        exported("k", 4, Builder(network))
    assert not cache.exists()
