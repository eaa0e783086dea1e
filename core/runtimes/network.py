"""A network made ready to run, whatever runs it."""

from __future__ import annotations

import os
from typing import Protocol, TypeVar

import numpy as np

T = TypeVar("T")

_MOST_LANES = 4
"""Each lane holds the intermediate results of a tile, up to some hundred MiB."""


class Network(Protocol):
    """Takes batches of tiles, several at the same time.

    Tiles are dealt to *lanes*: threads that each take a tile from its bands to its classes on cores of
    their own. That keeps all cores busy without their waiting for each other at every layer.
    """

    @property
    def runtime(self) -> str:
        """What runs it, a name in RUNTIMES."""

    @property
    def device(self) -> str:
        """Where it runs: "cpu", "cuda" or "mps"."""

    @property
    def lanes(self) -> int:
        """How many threads may call it at the same time."""

    def enter_lane(self) -> None:
        """Each such thread calls this before it calls the network."""

    def leave_lanes(self) -> None:
        """Whoever started those threads calls this when they have ended."""

    def to(self, device: str) -> Network:
        """The network on a device; itself where it cannot move."""

    def batch_that_fits(self, inputs: np.ndarray) -> int:
        """How many tiles like this one, float32 (1, bands, rows, cols), a call should have."""

    def __call__(self, inputs: np.ndarray) -> np.ndarray:
        """Logits of a batch of tiles.

        Args:
            inputs: float32 (tiles, bands, rows, cols), C-contiguous, rows and cols multiples of 32.

        Returns:
            float32 (tiles, classes, rows, cols), whose numbers are the caller's to change.
        """


class CpuNetwork:
    """What networks on the processor have in common whose package keeps threads of its own.

    Attributes:
        runtime, device, lanes: As Network says.
    """

    def __init__(self, runtime: str, lanes: int) -> None:
        self.runtime, self.device, self.lanes = runtime, "cpu", lanes

    def enter_lane(self) -> None:
        """The package has its threads already."""

    def leave_lanes(self) -> None:
        """There is nothing to give back."""

    def to(self: T, device: str) -> T:
        """Return it: it stays where it is."""
        return self

    def batch_that_fits(self, inputs: np.ndarray) -> int:
        """One, as it keeps all cores of its lane busy."""
        return 1


def cores() -> int:
    """Processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def cpu_lanes() -> tuple[int, int]:
    """(lanes, threads of each) of a network on the processor."""
    lanes = min(cores(), _MOST_LANES)
    return lanes, max(cores() // lanes, 1)
