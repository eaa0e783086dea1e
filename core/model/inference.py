"""Running models over a whole raster, tile by tile."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from ..ahead import ahead
from ..grid import Window, within
from ..progress import Progress
from .card import ModelCard
from .models import Model
from .tiles import STRIDE, Blender, Tile, lay_out, tile_step


class Seen(NamedTuple):
    """What is read of an image.

    Attributes:
        pixels: Stored numbers or reflectance (bands, rows, cols), any dtype.
        wanted: bool (rows, cols), where classes are wanted.
        observed: bool (rows, cols), where the pixels mean something; None where those are reflectance
            that is NaN elsewhere.
    """

    pixels: np.ndarray
    wanted: np.ndarray
    observed: np.ndarray | None = None


_WAITING = 2
"""Batches for each lane that are computed, wait, or are not yet blended, so that no lane waits for that."""

Read = Callable[[Window], tuple[np.ndarray, np.ndarray]]
"""Window → reflectance float32 (bands, rows, cols), NaN if not observed; bool (rows, cols) where wanted."""


@dataclass(frozen=True)
class Theme:
    """A model and what it makes of what is read.

    Attributes:
        model: The model.
        bands: Where its bands stand in what is read.
        limits: Of the scene that is read, for the model's card; see `ModelCard.normalise`.
        offset, scale: One per band that is read, float32: (pixel + offset) / scale is reflectance; None
            where pixels are that.
    """

    model: Model
    bands: list[int]
    limits: np.ndarray | None = None
    offset: np.ndarray | None = None
    scale: np.ndarray | None = None

    def inputs(self, seen: Seen) -> np.ndarray:
        """What the network takes of a tile, float32 (bands, rows, cols)."""
        numbers = np.empty((len(self.bands), *seen.wanted.shape), np.float32)
        for place, band in enumerate(self.bands):
            np.copyto(numbers[place], seen.pixels[band], casting="unsafe")
            if self.offset is not None and self.scale is not None:
                numbers[place] += self.offset[band]
                numbers[place] /= self.scale[band]
        hidden = None if seen.observed is None else ~seen.observed
        return self.model.card.normalise(numbers, self.limits, hidden=hidden, out=numbers)


@dataclass
class _Batch:
    """Tiles that go through the networks together.

    Attributes:
        tiles: All tiles since the batch before, in order.
        seen: Of each, what was read, as large as the tile; None where nothing is wanted.
    """

    tiles: list[Tile] = field(default_factory=list)
    seen: list[Seen | None] = field(default_factory=list)

    @property
    def full(self) -> list[Seen]:
        return [seen for seen in self.seen if seen]


def predict_blocks(
    themes: Sequence[Theme],
    read: Read | Callable[[Window], Seen],
    shape: tuple[int, int],
    area: Window,
    progress: Progress,
    *,
    batch: int = 1,
) -> Generator[tuple[Window, list[np.ndarray], np.ndarray]]:
    """Predict an area of a raster from top to bottom.

    All models use the same tiles, large enough for each of them. The tiles are laid over the whole
    raster, so that an area's result is that of the whole raster. The next tiles are read while the
    networks work.

    Args:
        themes: The models.
        read: Reads a window; called in another thread, never twice at the same time.
        shape: (rows, cols) of the raster.
        area: The part that is wanted.
        progress: Told after every batch.
        batch: Tiles that go through a network at once.

    Yields:
        Window, per theme float32 (classes, rows, cols), and bool (rows, cols): True where pixels were
        wanted; the others hold 0. The windows are blocks that cover the area, each pixel once.
    """
    cards = [theme.model.card for theme in themes]
    layout = common_layout(cards, shape, area)
    blender = Blender(layout, sum(len(card.classes) for card in cards))
    for window, sums in predict_rows(themes, read, shape, layout, blender, progress, batch=batch):
        yield from parted(window, sums, cards, area)


def predict_rows(
    themes: Sequence[Theme],
    read: Read | Callable[[Window], Seen],
    shape: tuple[int, int],
    rows: Sequence[Sequence[Tile]],
    blender: Blender,
    progress: Progress,
    *,
    batch: int = 1,
) -> Generator[tuple[Window, np.ndarray | None]]:
    """Predict rows of tiles, the first of which is the blender's next.

    Yields:
        What the blender gives; the other arguments are those of `predict_blocks`.
    """
    total, done = sum(map(len, rows)), 0
    with _lanes(themes) as (pool, lanes), closing(ahead(_batches(rows, read, shape, batch))) as batches:
        running: deque[tuple[_Batch, Future[Iterator[np.ndarray]]]] = deque()

        def finished() -> Iterator[tuple[Window, np.ndarray | None]]:
            nonlocal done
            group, future = running.popleft()
            predictions = future.result()
            for seen in group.seen:
                yield blender.add(next(predictions) if seen else None)
            done += len(group.tiles)
            progress.report(done / total)

        for group in batches:
            running.append((group, pool.submit(_predict, themes, group)))
            if len(running) > _WAITING * lanes:
                yield from finished()
        while running:
            yield from finished()


@contextmanager
def _lanes(themes: Sequence[Theme]) -> Iterator[tuple[ThreadPoolExecutor, int]]:
    """Threads to call the networks in, and their number; leaving waits for what they have begun."""
    networks = [theme.model.network for theme in themes]
    lanes = min(network.lanes for network in networks)

    def enter() -> None:
        for network in networks:
            network.enter_lane()

    pool = ThreadPoolExecutor(lanes, "lane", enter)
    try:
        yield pool, lanes
    finally:
        pool.shutdown(cancel_futures=True)
        for network in networks:
            network.leave_lanes()


def common_layout(cards: Sequence[ModelCard], shape: tuple[int, int], area: Window) -> list[list[Tile]]:
    """Rows of tiles that are large enough for all models, as far as an area needs them."""
    halo, overlap = max(card.halo for card in cards), max(card.overlap for card in cards)
    size = max(card.tile for card in cards)
    while not tile_step(size, halo, overlap):
        size += STRIDE
    return lay_out(shape, size, halo, overlap, area)


def _batches(
    rows: Sequence[Sequence[Tile]], read: Callable[[Window], Any], shape: tuple[int, int], size: int
) -> Iterator[_Batch]:
    """Read the tiles and yield them in batches."""
    group = _Batch()
    for tile in (tile for row in rows for tile in row):
        seen = Seen(*read(tile.read(shape)))
        wanted = tile.padded(seen.wanted)
        group.tiles.append(tile)
        if wanted[tile.inner].any():
            observed = None if seen.observed is None else tile.padded(seen.observed)
            group.seen.append(Seen(tile.padded(seen.pixels), wanted, observed))
        else:
            group.seen.append(None)
        if len(group.full) == size:
            yield group
            group = _Batch()
    if group.tiles:
        yield group


def _predict(themes: Sequence[Theme], group: _Batch) -> Iterator[np.ndarray]:
    """Weighted probabilities of each tile's kept pixels (classes of all themes, rows, cols)."""
    full = group.full
    if not full:
        return iter(())
    found = [theme.model.predict(_together([theme.inputs(seen) for seen in full])) for theme in themes]
    predictions = found[0] if len(found) == 1 else np.concatenate(found, axis=1)
    tiles = [tile for tile, seen in zip(group.tiles, group.seen) if seen]
    return iter([_weighted(*entry) for entry in zip(tiles, full, predictions)])


def _together(inputs: Sequence[np.ndarray]) -> np.ndarray:
    """A batch of tiles; of one it is that one, not copied."""
    return inputs[0][None] if len(inputs) == 1 else np.stack(inputs)


def _weighted(tile: Tile, seen: Seen, prediction: np.ndarray) -> np.ndarray:
    kept = prediction[(slice(None), *tile.inner)]
    tile.weigh(kept)
    wanted = seen.wanted[tile.inner]
    if not wanted.all():
        kept *= wanted
    return kept


def parted(
    window: Window, sums: np.ndarray | None, cards: Sequence[ModelCard], area: Window
) -> Generator[tuple[Window, list[np.ndarray], np.ndarray]]:
    """What the blender gives, by model, as far as it lies in the area: as `predict_blocks` yields it."""
    part, (rows, cols) = inside(window, area)
    if rows.start < rows.stop and cols.start < cols.stop:
        counts = [len(card.classes) for card in cards]
        given = np.broadcast_to(np.float32(0), (sum(counts), *_size(window))) if sums is None else sums
        found = given[(slice(None), *part)]
        yield (rows, cols), np.split(found, np.cumsum(counts)[:-1]), np.any(found, axis=0)


def inside(window: Window, area: Window) -> tuple[Window, Window]:
    """The part of a window that lies in an area: counted from the window's corner, and as it is."""
    rows, cols = (
        slice(min(max(part.start, own.start), own.stop), min(max(part.stop, own.start), own.stop))
        for part, own in zip(window, area)
    )
    return within((rows, cols), window), (rows, cols)


def _size(window: Window) -> tuple[int, int]:
    return window[0].stop - window[0].start, window[1].stop - window[1].start
