"""Making the models of a job ready: the runtime of each, tried out on the job's own image."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import cache
from typing import TypeVar

import numpy as np

from ..errors import SureCoverError
from ..grid import Window
from ..progress import Progress
from ..runtimes.choice import machine, remember, remembered, tried_out
from ..runtimes.present import candidates, device_of
from .inference import Seen, Theme, common_layout
from .models import Model
from .tiles import Tile

AUTO = "auto"

_SIDE = 256
"""Largest side of what is tried, px."""

_FEW = 64 * _SIDE**2
"""Pixels, of all tiles, of a job that is done before trying runtimes out would have paid."""

_PLACES = 4
"""Looked at along the rows, and along the columns, of tiles; of those places as many are tried."""

T = TypeVar("T")


def ready_models(
    themes: Sequence[Theme],
    read: Callable[[Window], Seen],
    shape: tuple[int, int],
    area: Window,
    progress: Progress,
    *,
    runtime: str = AUTO,
    device: str = AUTO,
) -> list[Model]:
    """The models of a job in the runtimes and on the device that they run with.

    Args:
        themes: The models, and what they make of the image.
        read: Reads a window of the image.
        shape: (rows, cols) of the image.
        area: The part that is classified.
        progress: Told what was chosen and why.
        runtime: One of RUNTIMES; with "auto" the fastest that gives the labels of float32, of each model.
        device: One of DEVICES.

    Raises:
        SureCoverError: The runtime or the device is not there, or a model cannot be run so.
    """
    device = device_of(runtime, device)
    layout = common_layout([theme.model.card for theme in themes], shape, area)

    @cache
    def sample() -> list[Seen]:
        return _sample(layout, read, shape)

    def made(theme: Theme) -> Model:
        stored = theme.model.stored
        if stored is None:
            return theme.model
        place = device if "torch" in stored.packages else "cpu"
        if runtime != AUTO:
            return theme.model.ready(runtime, place)
        key = f"{stored.key} on {place} of {machine()}"
        choice = remembered(key)
        if choice is None:
            if sum(math.prod(tile.shape) for row in layout for tile in row) < _FEW or not sample():
                model = _untried(theme.model, place)
                progress.log(f"The model {model.card.id!r} runs in {model.network.runtime}.")
                return model
            progress.log(f"Trying out what runs the model {theme.model.card.id!r} fastest here.")
            choice = tried_out(
                candidates(place, stored.packages), lambda name: stored.open(name, place),
                *_batches(theme, sample(), together=place != "cpu"), progress.check,
            )  # fmt: skip
            remember(key, choice)
        progress.log(f"The model {theme.model.card.id!r} runs in {choice}.")
        return theme.model.ready(choice.runtime, place)

    return [made(theme) for theme in themes]


def tiles_at_once(models: Sequence[Model]) -> int:
    """How many tiles should go through the networks at once, where they are."""
    side = max(model.card.tile for model in models)
    return min(
        model.network.batch_that_fits(np.zeros((1, len(model.card.bands), side, side), np.float32))
        for model in models
    )


def _untried(model: Model, device: str) -> Model:
    """In float32, where it starts fastest."""
    if device == "cpu":
        try:
            return model.ready("onnxruntime", device)
        except SureCoverError:  # torch runs what cannot be exported, and says what is wrong with the rest
            if model.stored and "torch" not in model.stored.packages:
                raise
    return model.ready("torch", device)


def _sample(
    layout: Sequence[Sequence[Tile]], read: Callable[[Window], Seen], shape: tuple[int, int]
) -> list[Seen]:
    """Of the middles of tiles all over the area those in which most pixels are to be classified."""
    found = []
    for row in _spread(layout):
        for tile in _spread(row):
            seen = Seen(*read(tile.read(shape)))
            parts = [None if part is None else _middle(tile.padded(part)) for part in seen]
            found.append(Seen(*parts))  # type: ignore[arg-type]
    found = [seen for seen in found if seen.wanted.any()]
    return sorted(found, key=lambda seen: -np.count_nonzero(seen.wanted))[:_PLACES]


def _middle(values: np.ndarray) -> np.ndarray:
    """At most _SIDE rows and cols of (…, rows, cols)."""
    rows, cols = (slice(max(length - _SIDE, 0) // 2, (length + _SIDE) // 2) for length in values.shape[-2:])
    return values[..., rows, cols]


def _spread(entries: Sequence[T]) -> list[T]:
    """A few of them from all parts, without the first and the last where there are others."""
    places = (np.arange(_PLACES) + 0.5) / _PLACES * len(entries)
    return [entries[place] for place in sorted(set(places.astype(int)))]


def _batches(
    theme: Theme, sample: Sequence[Seen], *, together: bool
) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Inputs and wanted pixels of the tiles, each a batch of its own or all in one."""
    inputs = [theme.inputs(seen)[None] for seen in sample]
    wanted = [seen.wanted[None] for seen in sample]
    return ([np.concatenate(inputs)], [np.concatenate(wanted)]) if together else (inputs, wanted)
