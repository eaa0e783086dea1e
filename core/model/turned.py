"""Test-time augmentation: what a model says of a tile as it lies, mirrored and turned, averaged."""

from __future__ import annotations

from itertools import product
from typing import NamedTuple

import numpy as np

from .models import Model


class _Turn(NamedTuple):
    """A symmetry of the square: rows or columns in reverse, then rows and columns exchanged."""

    rows: int
    cols: int
    exchanged: bool

    def of(self, tiles: np.ndarray) -> np.ndarray:
        """The tiles (…, rows, cols) turned; a view."""
        mirrored = tiles[..., :: self.rows, :: self.cols]
        return mirrored.swapaxes(-1, -2) if self.exchanged else mirrored

    def back(self, tiles: np.ndarray) -> np.ndarray:
        """The tiles of which these are `of`; a view."""
        upright = tiles.swapaxes(-1, -2) if self.exchanged else tiles
        return upright[..., :: self.rows, :: self.cols]


_FLIPS, _FLIPS_OF_EXCHANGED = (
    tuple(_Turn(rows, cols, exchanged) for rows, cols in product((1, -1), repeat=2))
    for exchanged in (False, True)
)
_TURNS = {
    "none": (),
    "flips": _FLIPS[1:],
    "flips and rotations": _FLIPS[1:] + _FLIPS_OF_EXCHANGED,
}
"""Turns beside the tile as it lies."""

TTA = tuple(_TURNS)
"""Names of what tiles are turned to: nothing else, 4 positions, all 8 of the square."""


class _Turned(Model):
    """A model that is asked once more for each of some turns."""

    def __init__(self, model: Model, turns: tuple[_Turn, ...]) -> None:
        super().__init__(model.card, model.network)
        self._turns = turns

    def predict(self, inputs: np.ndarray) -> np.ndarray:
        """The mean of what `Model.predict` says of the tiles as they lie and turned, turned back."""
        total = super().predict(inputs)
        for turn in self._turns:
            total += turn.back(super().predict(turn.of(inputs).copy()))
        total /= np.float32(1 + len(self._turns))
        return total


def turned(model: Model, tta: str) -> Model:
    """A model with test-time augmentation, on the same network; itself with "none".

    Args:
        model: Any.
        tta: One of TTA. With rotations the network must take (cols, rows) where it takes (rows, cols).
    """
    turns = _TURNS[tta]
    return _Turned(model, turns) if turns else model
