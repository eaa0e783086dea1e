"""Labelled patches, read lazily from the rasters, that a network learns from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ..grid import Map, Window
from ..lazy import LazyModule
from ..model.card import ModelCard
from ..model.inference import Read

torch: Any = LazyModule("torch")


@dataclass(frozen=True)
class Scene:
    """One dated image and what its pixels teach.

    Attributes:
        name: For messages and files.
        shape: (rows, cols).
        read: Reads reflectance, NaN where not observed, and where it may teach and be predicted; called
            from one thread at a time.
        labels: Label numbers, uint8; 0 where nothing is taught.
        limits: Of the image, for the model's card; see `ModelCard.normalise`.
        weight: How often its patches are drawn, relative to those of the others together; 0 for all: as
            often as there are any.
    """

    name: str
    shape: tuple[int, int]
    read: Read
    labels: Map
    limits: np.ndarray | None = None
    weight: float = 0.0

    def taught(self, labels: Map) -> Scene:
        """The same image with other labels."""
        return replace(self, labels=labels)

    def without(self, hidden: Map) -> Scene:
        """The same image as if it had not been observed where a map is not 0."""

        def read(window: Window) -> tuple[np.ndarray, np.ndarray]:
            reflectance, usable = self.read(window)
            away = hidden[window] > 0
            return np.where(away, np.float32(np.nan), reflectance), usable & ~away

        return replace(self, read=read)


class Patches:
    """Square patches of scenes that overlap, and what is labelled in each.

    Patches without any label do not occur. Scenes smaller than a patch are one patch, filled up by
    reflection that teaches nothing.

    Args:
        scenes: Where they lie.
        card: Says how reflectance becomes the network's input.
        labels: Number of labels.
        side: Side of a patch, px.
        hop: Distance from patch to patch, px; half a side as in Pollatos et al.
        skip: Patches of whose taught pixels a larger share (0..1) is of a single label are left out, as
            the sea of Pollatos et al.; 1 leaves none out. The last patches of a label always stay.

    Attributes:
        counts: Taught pixels, int64 (patches, labels + 1); column 0 is 0.
    """

    def __init__(
        self,
        scenes: Sequence[Scene],
        card: ModelCard,
        labels: int,
        side: int,
        hop: int = 0,
        skip: float = 1.0,
    ) -> None:
        self.side, self._hop, self._card = side, hop or side // 2, card
        self._scenes = list(scenes)
        found = [
            (number, corner, counts)
            for number, scene in enumerate(scenes)
            for corner, counts in self._counted(scene.shape, scene.labels, labels)
        ]
        self._places = [(number, top, left) for number, (top, left), _ in found]
        self.counts = np.array([counts for *_, counts in found], np.int64).reshape(-1, labels + 1)
        self._keep(_varied(self.counts, skip))

    def __len__(self) -> int:
        return len(self._places)

    def _counted(
        self, shape: tuple[int, int], labels: Map, number: int
    ) -> Iterator[tuple[tuple[int, int], np.ndarray]]:
        rows, cols = (_starts(length, self.side, self._hop) for length in shape)
        for top in rows:
            strip = labels[slice(top, min(top + self.side, shape[0])), slice(0, shape[1])]
            for left in cols:
                counts = np.bincount(strip[:, left : left + self.side].ravel(), minlength=number + 1)
                counts[0] = 0
                if counts.any():
                    yield (top, left), counts

    def _keep(self, chosen: np.ndarray) -> None:
        self._places = [place for place, kept in zip(self._places, chosen) if kept]
        self.counts = self.counts[chosen]

    def drawn(self, rng: np.random.Generator, *, most: int = 0, balanced: bool = False) -> np.ndarray:
        """Numbers of the patches of one epoch, in a random order; scenes with weights draw with replacement.

        Args:
            rng: Draws them.
            most: Largest number of patches; 0 = as many as there are.
            balanced: Draw with replacement, so that every label is expected to be shown equally often (among
                the patches of each scene that has a weight).
        """
        size = min(most or len(self), len(self))
        weights = np.array([scene.weight for scene in self._scenes])
        if not balanced and not weights.any():
            return rng.permutation(len(self))[:size]
        shares = self._shares() if balanced else np.ones(len(self))
        if weights.any():
            of = np.array([number for number, *_ in self._places])
            shares = shares * weights[of] / np.bincount(of, shares)[of]
        return rng.choice(len(self), size, p=shares / shares.sum())

    def _shares(self) -> np.ndarray:
        """Mean share of each patch in the pixels of all labels, (patches,)."""
        totals = self.counts.sum(axis=0)
        shares: np.ndarray = (self.counts[:, totals > 0] / totals[totals > 0]).mean(axis=1)
        return shares

    def read(self, numbers: np.ndarray, rng: np.random.Generator | None = None) -> tuple[Any, Any]:
        """Read patches as tensors.

        Args:
            numbers: Which.
            rng: Shifts each by up to half a hop; without it they lie where they are.

        Returns:
            Inputs float32 (patches, bands, side, side) and labels uint8 (patches, side, side), 0 where
            nothing is taught or the image shows nothing.
        """
        inputs, labels, _ = self.read_observed(numbers, rng)
        return inputs, labels

    def read_observed(
        self, numbers: np.ndarray, rng: np.random.Generator | None = None
    ) -> tuple[Any, Any, Any]:
        """As `read`, and further uint8 (patches, side, side): 1 where the image shows anything, else 0."""
        read = [self._one(self._places[number], rng) for number in numbers]
        inputs, labels, observed = (torch.from_numpy(np.stack(parts)) for parts in zip(*read))
        return inputs, labels, observed

    def _one(
        self, place: tuple[int, int, int], rng: np.random.Generator | None
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        number, top, left = place
        scene = self._scenes[number]
        if rng is not None:
            reach = self._hop // 2
            top, left = (
                int(np.clip(start + rng.integers(-reach, reach + 1), 0, max(length - self.side, 0)))
                for start, length in zip((top, left), scene.shape)
            )
        rows, cols = (
            slice(start, min(start + self.side, length)) for start, length in zip((top, left), scene.shape)
        )
        reflectance, usable = scene.read((rows, cols))
        inputs = self._card.normalise(reflectance, scene.limits)
        labels = np.where(usable, scene.labels[rows, cols], 0).astype(np.uint8)
        observed = usable.astype(np.uint8)
        lack = [(0, self.side - length) for length in labels.shape]
        if any(behind for _, behind in lack):
            inputs = np.pad(inputs, [(0, 0), *lack], mode="symmetric")
            labels, observed = np.pad(labels, lack), np.pad(observed, lack)
        return np.ascontiguousarray(inputs, np.float32), labels, observed


def _starts(length: int, side: int, hop: int) -> list[int]:
    """Where patches begin along an axis; the last one ends with it."""
    last = max(length - side, 0)
    return [*range(0, last, hop), last]


def _varied(counts: np.ndarray, skip: float) -> np.ndarray:
    """Which patches to use: bool (patches,)."""
    taught = counts.sum(axis=1)
    single = counts.max(axis=1, initial=0) > skip * taught
    elsewhere = counts[~single].sum(axis=0) > 0
    return ~single | ~elsewhere[counts.argmax(axis=1)] if len(counts) else single
