"""Networks that take one tile of one size at a time, as exported by those who knew no other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ..errors import SureCoverError
from .network import CpuNetwork, Network


class _Span(NamedTuple):
    """What one call of the network tells of an axis: where it looks, and which pixels are kept."""

    seen: slice
    kept: slice
    within: slice


class FixedNetwork(CpuNetwork):
    """Lets such a network take any number of tiles of any size; see `network.Network`.

    Smaller tiles are extended by reflection; larger ones are seen in parts that overlap by a quarter, of
    which the middle is kept.

    Args:
        network: It.
        shape: (rows, cols) of its tiles; None where it takes any.
        label: How messages name the model.
    """

    def __init__(self, network: Network, shape: Sequence[int | None], label: str) -> None:
        super().__init__(network.runtime, network.lanes)
        self._network, self._shape, self._label = network, shape, label

    def around(self, network: Network) -> FixedNetwork:
        """The same for another runtime's form of the network."""
        return FixedNetwork(network, self._shape, self._label)

    def __call__(self, inputs: np.ndarray) -> np.ndarray:
        """As Network says.

        Raises:
            SureCoverError: It cannot be run, or gives another number of pixels than it takes.
        """
        sides = [side or length for side, length in zip(self._shape, inputs.shape[2:])]
        rows, cols = (_spans(length, side) for length, side in zip(inputs.shape[2:], sides))
        missing = [(0, max(side - length, 0)) for side, length in zip(sides, inputs.shape[2:])]
        padded = np.pad(inputs, [(0, 0), (0, 0), *missing], mode="symmetric")
        return np.stack([self._assembled(tile[None], rows, cols, sides) for tile in padded])

    def _assembled(
        self, tile: np.ndarray, rows: Sequence[_Span], cols: Sequence[_Span], sides: Sequence[int]
    ) -> np.ndarray:
        parts = [[self._part(tile[..., row.seen, col.seen], sides) for col in cols] for row in rows]
        size = (rows[-1].kept.stop, cols[-1].kept.stop)
        whole = np.empty((len(parts[0][0]), *size), np.float32)
        for row, line in zip(rows, parts):
            for col, part in zip(cols, line):
                whole[:, row.kept, col.kept] = part[:, row.within, col.within]
        return whole

    def _part(self, tile: np.ndarray, sides: Sequence[int]) -> np.ndarray:
        result = self._network(tile)
        if result.ndim != 4 or list(result.shape[2:]) != list(sides) or len(result) != 1:
            raise SureCoverError(
                f"{self._label} gives {result.shape} numbers for a tile of {tuple(sides)}; "
                "needed is a score for each class of each pixel, so get a model whose result is as large as "
                "its input."
            )
        part: np.ndarray = result[0]
        return part


def _spans(length: int, side: int) -> list[_Span]:
    """Cover an axis of `length` pixels, extended to `side` if it is shorter, with tiles of `side` pixels."""
    if length <= side:
        return [_Span(slice(0, side), slice(0, length), slice(0, length))]
    starts = [*range(0, length - side, side - side // 4), length - side]
    edges = [0, *((first + side + second) // 2 for first, second in zip(starts, starts[1:])), length]
    return [
        _Span(slice(start, start + side), slice(top, end), slice(top - start, end - start))
        for start, top, end in zip(starts, edges, edges[1:])
    ]
