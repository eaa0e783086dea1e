"""Predicting a raster in strips, each in a place of its own, as if it were done in one.

A strip is some rows of tiles. What it shares with the strips above and below it is summed where both are
known; the sums are those of `predict_blocks`, bit by bit.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from typing import NamedTuple

import numpy as np

from ..grid import Window
from ..progress import Progress
from .card import ModelCard
from .inference import Read, Seen, Theme, parted, predict_rows
from .tiles import Blender, Tile

Block = tuple[Window, list[np.ndarray], np.ndarray]
"""As `predict_blocks` yields them."""


class Edges(NamedTuple):
    """What a strip shares with its neighbours.

    Attributes:
        seam: Where `top` lies.
        top: Its share of the pixels that the strip above touches too, float32 (channels, rows, cols).
        bottom: The same of the strip below.
    """

    seam: Window
    top: np.ndarray
    bottom: np.ndarray


def cut(layout: Sequence[Sequence[Tile]], tiles: int) -> list[tuple[int, int]]:
    """Cut rows of tiles into strips of at least so many tiles: the first row, and the one after the last."""
    step = max(-(-tiles // len(layout[0])), 1)
    return [(first, min(first + step, len(layout))) for first in range(0, len(layout), step)]


class Strip:
    """One strip of a raster.

    Args:
        themes, shape, area: As of `predict_blocks`.
        layout: From `common_layout`.
        rows: From `cut`.
    """

    def __init__(
        self,
        themes: Sequence[Theme],
        shape: tuple[int, int],
        layout: Sequence[Sequence[Tile]],
        rows: tuple[int, int],
        area: Window,
    ) -> None:
        self._themes, self._shape, self._area = themes, shape, area
        self._cards = [theme.model.card for theme in themes]
        self._rows = layout[slice(*rows)]
        self._blender = Blender(layout, sum(len(card.classes) for card in self._cards), rows[0])

    def predict(
        self, read: Read | Callable[[Window], Seen], progress: Progress, *, batch: int = 1
    ) -> Generator[Block]:
        """The blocks that no other strip touches; the arguments are those of `predict_blocks`."""
        blocks = predict_rows(
            self._themes, read, self._shape, self._rows, self._blender, progress, batch=batch
        )
        for window, sums in blocks:
            yield from parted(window, sums, self._cards, self._area)

    def edges(self) -> Edges:
        """What other strips touch, too; known when all is predicted."""
        return Edges(self._blender.seam(), self._blender.top, self._blender.bottom)


def seam(above: Edges, below: Edges, cards: Sequence[ModelCard], area: Window) -> Generator[Block]:
    """The block between two strips; none outside of the area."""
    yield from parted(below.seam, below.top + above.bottom, cards, area)
