"""Running models over a whole raster, tile by tile."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field

import numpy as np

from ..ahead import ahead
from ..grid import Window
from ..progress import Progress
from .models import Model
from .tiles import STRIDE, Blender, Tile, final_rows, lay_out, tile_step

Read = Callable[[Window], tuple[np.ndarray, np.ndarray]]
"""Window → reflectance float32 (bands, rows, cols), and bool (rows, cols) where it is wanted."""


@dataclass(frozen=True)
class Theme:
    """A model and what it makes of what is read.

    Attributes:
        model: The model.
        bands: Where its bands stand in what is read.
        limits: Of the scene that is read, for the model's card; see `ModelCard.normalise`.
    """

    model: Model
    bands: list[int]
    limits: np.ndarray | None = None


@dataclass
class _Batch:
    """Tiles that go through the networks together.

    Attributes:
        tiles: The tiles; may be empty.
        reflectance: Per tile (bands, rows, cols) of the tile's full shape, NaN where not observed.
        wanted: Per tile bool (rows, cols) of the tile's full shape.
        seen: Tiles of the layout that were looked at so far.
        final: After this batch all rows above this one are final; None while nothing new is.
    """

    tiles: list[Tile] = field(default_factory=list)
    reflectance: list[np.ndarray] = field(default_factory=list)
    wanted: list[np.ndarray] = field(default_factory=list)
    seen: int = 0
    final: int | None = None

    def add(self, tile: Tile, reflectance: np.ndarray, wanted: np.ndarray) -> None:
        self.tiles.append(tile)
        self.reflectance.append(tile.padded(reflectance))
        self.wanted.append(tile.padded(wanted))


def predict_stripes(
    themes: Sequence[Theme],
    read: Read,
    shape: tuple[int, int],
    area: Window,
    progress: Progress,
    *,
    batch: int = 1,
) -> Generator[tuple[Window, list[np.ndarray], np.ndarray]]:
    """Predict an area of a raster from top to bottom.

    All models use the same tiles, large enough for each of them. The tiles are laid over the whole
    raster, so that an area's result is that of the whole raster. The next batch is read while the
    networks work.

    Args:
        themes: The models.
        read: Reads a window; called in another thread, never twice at the same time.
        shape: (rows, cols) of the raster.
        area: The part that is wanted.
        progress: Told after every batch.
        batch: Tiles that go through a network at once.

    Yields:
        Window (as wide as the area, of any height), per theme float32 (classes, rows, cols), and
        bool (rows, cols): True where pixels were wanted; the others hold 0.
    """
    layout = _common_layout(themes, shape, area)
    total = sum(len(row) for row in layout)
    counts = [len(theme.model.card.classes) for theme in themes]
    blender = Blender(shape[1], sum(counts), top=layout[0][0].rows.keep.start)
    with closing(ahead(_batches(layout, read, shape, batch))) as batches:
        for group in batches:
            if group.tiles:
                for tile, wanted, prediction in zip(group.tiles, group.wanted, _predict(themes, group)):
                    blender.add(tile, np.where(wanted, prediction, 0))
            progress.report(group.seen / total)
            if group.final is not None:
                window, sums = _inside(*blender.take(group.final), area)
                if sums.size:
                    yield window, np.split(sums, np.cumsum(counts)[:-1]), np.any(sums, axis=0)


def _common_layout(themes: Sequence[Theme], shape: tuple[int, int], area: Window) -> list[list[Tile]]:
    cards = [theme.model.card for theme in themes]
    halo, overlap = max(card.halo for card in cards), max(card.overlap for card in cards)
    size = max(card.tile for card in cards)
    while not tile_step(size, halo, overlap):
        size += STRIDE
    return lay_out(shape, size, halo, overlap, area)


def _batches(layout: Sequence[list[Tile]], read: Read, shape: tuple[int, int], size: int) -> Iterator[_Batch]:
    """Read the tiles and yield them in batches, one or more for each row of tiles."""
    seen = 0
    for row, final in final_rows(layout):
        group = _Batch(seen=seen)
        for tile in row:
            seen += 1
            reflectance, wanted = read(tile.read(shape))
            if not wanted[tile.inner].any():
                continue
            if len(group.tiles) == size:
                yield group
                group = _Batch()
            group.add(tile, reflectance, wanted)
            group.seen = seen
        group.seen, group.final = seen, final
        yield group


def _predict(themes: Sequence[Theme], group: _Batch) -> np.ndarray:
    """Probabilities (tiles, classes of all themes, rows, cols)."""
    results = []
    for theme in themes:
        normalise = theme.model.card.normalise
        inputs = [normalise(reflectance[theme.bands], theme.limits) for reflectance in group.reflectance]
        results.append(theme.model.predict(np.stack(inputs)))
    return np.concatenate(results, axis=1)


def _inside(window: Window, sums: np.ndarray, area: Window) -> tuple[Window, np.ndarray]:
    """Cut a stripe (a window as wide as the raster) to the area; it may become empty."""
    top, bottom = (min(max(row, area[0].start), area[0].stop) for row in (window[0].start, window[0].stop))
    start = window[0].start
    return (slice(top, bottom), area[1]), sums[:, top - start : bottom - start, area[1]]
