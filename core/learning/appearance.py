"""What land looks like to a model: features of patches, and whether other land looks like training land.

After Castillo-Navarro et al. 2022, §4.1: patches become features by a network. Theirs was trained on
photographs; here it is the model's own encoder, and mean and deviation of each band as the network sees it
stand beside its features, because an encoder that learned to see through haze does not tell haze: of a
planted one of 0.08 in blue, a fourth of the patches lay outside of training by the encoder alone, over 0.8 by
both. Models without an encoder have the bands only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from ..grid import Window
from ..model.models import Model
from ..progress import Progress
from .patches import Scene
from .unlike import TypicalPixels, typical_pixels

_FEW = 64
"""Patches by which an image is judged in passing."""

SIDE = 64
"""Default side of a patch, px."""

MOST = 1200
"""Most patches of all areas together: more make t-SNE slow and tell little more."""

MOST_OF_AREA = 400
"""Most patches of an area."""

LEAST = 10
"""Patches that an area must show."""

LEVELS = ("fine", "look", "do not use")
"""What a verdict says of a target, from the best to the worst."""

_LEVEL_LIMITS = (0.15, 0.5)
"""Largest shares of patches outside of training that are fine and to be looked at. New land of the same kind
has 0.05 to 0.12."""

_NEIGHBOUR = 3
_INSIDE = 0.95
"""A patch lies outside if it is farther from its third-nearest training patch than 95 % of the training
patches are from theirs."""

_CLEAR = 0.75
"""Least share of a patch's pixels that must be clear."""

_TRIES = 10
"""Places looked at for each patch that is wanted."""

_BATCH = 32
_PIXELS = 32
"""Pixels drawn from each patch."""


@dataclass(frozen=True)
class Sample:
    """Patches of scenes.

    Attributes:
        features: float32 (n, features).
        places: Number of the scene, first row and first column of each, int64 (n, 3).
        pixels: Clear pixels as the network sees its inputs, float32 (n, pixels of a patch, bands).
        side: Of the patches, px.
    """

    features: np.ndarray
    places: np.ndarray
    pixels: np.ndarray
    side: int

    def part(self, scenes: Sequence[int]) -> Sample:
        """The patches of some scenes."""
        own = np.isin(self.places[:, 0], scenes)
        return Sample(self.features[own], self.places[own], self.pixels[own], self.side)

    def overlapping(self) -> np.ndarray:
        """Which pairs of patches share pixels, bool (n, n); a patch does with itself."""
        scenes, corners = self.places[:, 0], self.places[:, 1:]
        near = (abs(corners[:, None] - corners[None]) < self.side).all(axis=2)
        return near & (scenes[:, None] == scenes[None])


def sample_patches(
    model: Model,
    scenes: Sequence[Scene],
    progress: Progress,
    *,
    side: int = SIDE,
    seed: int = 0,
    most: int = MOST_OF_AREA,
) -> Sample:
    """Draw patches of scenes, where they are clear and where their labels are not all 0.

    Patches lie on a raster of half a side; scenes smaller than a patch are one, filled up by reflection.

    Args:
        model: Tells the features.
        scenes: Each gives as many patches as it has, at most `most`, all together at most 1,200.
        progress: Told after every batch.
        side: Of a patch, px, a multiple of 32.
        seed: Of the drawing.
        most: Of one scene.
    """
    most = max(min(most, MOST // len(scenes)), 1)
    rng = np.random.default_rng(seed)
    features: list[np.ndarray] = []
    places: list[tuple[int, int, int]] = []
    pixels: list[np.ndarray] = []
    for number, scene in enumerate(scenes):
        part = progress.part(number / len(scenes), (number + 1) / len(scenes))
        batch: list[np.ndarray] = []
        drawn = _clear_patches(model, scene, side, most, rng, part)
        for count, (corner, inputs, clear) in enumerate(drawn, start=1):
            places.append((number, *corner))
            pixels.append(rng.choice(inputs[:, clear].T, _PIXELS))
            batch.append(_filled(inputs, side))
            if len(batch) == _BATCH:
                features.append(_features(model, np.stack(batch)))
                batch = []
                part.report(count / most)
        if batch:
            features.append(_features(model, np.stack(batch)))
    bands = len(model.card.bands)
    return Sample(
        np.concatenate(features) if features else np.zeros((0, 2 * bands), np.float32),
        np.array(places, np.int64).reshape(-1, 3),
        np.array(pixels, np.float32).reshape(-1, _PIXELS, bands),
        side,
    )


def _clear_patches(
    model: Model, scene: Scene, side: int, most: int, rng: np.random.Generator, progress: Progress
) -> Iterator[tuple[tuple[int, int], np.ndarray, np.ndarray]]:
    """Yield corner, inputs (bands, rows, cols) and clear (rows, cols) of at most so many patches."""
    rows, cols = (np.arange(0, max(length - side, 0) + 1, side // 2) for length in scene.shape)
    found = 0
    for place in rng.permutation(len(rows) * len(cols))[: _TRIES * most]:
        progress.check()
        row, col = int(rows[place // len(cols)]), int(cols[place % len(cols)])
        window = _window(row, col, side, scene.shape)
        if not np.any(scene.labels[window]):
            continue
        reflectance, clear = scene.read(window)
        if clear.mean() < _CLEAR:
            continue
        reflectance = np.where(clear, reflectance, np.float32(np.nan))
        yield (row, col), model.card.normalise(reflectance, scene.limits), clear
        found += 1
        if found == most:
            return


def _window(row: int, col: int, side: int, shape: tuple[int, int]) -> Window:
    return slice(row, min(row + side, shape[0])), slice(col, min(col + side, shape[1]))


def _filled(inputs: np.ndarray, side: int) -> np.ndarray:
    lack = [(0, side - length) for length in inputs.shape[1:]]
    filled = np.pad(inputs, [(0, 0), *lack], mode="symmetric")
    return np.ascontiguousarray(filled, np.float32)


def _features(model: Model, inputs: np.ndarray) -> np.ndarray:
    """(n, features) of patches (n, bands, side, side)."""
    parts = [inputs.mean(axis=(2, 3)), inputs.std(axis=(2, 3))]
    encoded = model.encoded(inputs)
    return np.concatenate(parts if encoded is None else [encoded, *parts], axis=1)


def standardised(features: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Features (n, d) with mean 0 and deviation 1, and the mean and deviation (d,) that they had."""
    mean, deviation = features.mean(axis=0), features.std(axis=0)
    deviation = np.where(deviation > 0, deviation, 1)
    return (features - mean) / deviation, mean, deviation


def distances(features: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Euclidean distances between features (n, d) and (m, d), float64 (n, m)."""
    first, second = features.astype(np.float64), others.astype(np.float64)
    squares = (first**2).sum(axis=1)[:, None] + (second**2).sum(axis=1) - 2 * first @ second.T
    found: np.ndarray = np.sqrt(np.maximum(squares, 0))
    return found


def reach(features: np.ndarray, overlapping: np.ndarray) -> float:
    """The distance to the third-nearest patch that 95 % of patches do not exceed.

    Args:
        features: (n, d), standardised.
        overlapping: Pairs that do not count, bool (n, n), as they share pixels.

    Returns:
        The distance; infinite where too few patches lie apart to tell.
    """
    between = np.where(overlapping, np.inf, distances(features, features))
    own = _third(between)
    return float(np.quantile(own, _INSIDE, method="higher"))


def _third(between: np.ndarray) -> np.ndarray:
    """The third-smallest of each row, the largest where there are fewer, (n,)."""
    place = min(_NEIGHBOUR, between.shape[1]) - 1
    found: np.ndarray = np.partition(between, place, axis=1)[:, place]
    return found


@dataclass(frozen=True)
class Appearance:
    """What the training land of a model looks like.

    Attributes:
        features: Of its patches, standardised, float16 (n, d).
        mean, deviation: That the features had, float32 (d,).
        limit: Distance to the third-nearest training patch from which on a patch lies outside.
        pixels: What its pixels look like.
        side: Of its patches, px.
    """

    features: np.ndarray
    mean: np.ndarray
    deviation: np.ndarray
    limit: float
    pixels: TypicalPixels
    side: int

    def outside(self, features: np.ndarray) -> np.ndarray:
        """Which patches, by their features (n, d), look like nothing in training, bool (n,)."""
        result: np.ndarray = _third(distances(self._scaled(features), self.features)) > self.limit
        return result

    def between(self, features: np.ndarray) -> np.ndarray:
        """Distances of patches (n, d) from one another, measured as those from training, (n, n)."""
        scaled = self._scaled(features)
        return distances(scaled, scaled)

    def _scaled(self, features: np.ndarray) -> np.ndarray:
        scaled: np.ndarray = (features - self.mean) / self.deviation
        return scaled


def appearance(sample: Sample, seed: int = 0) -> Appearance:
    """What the training land that was sampled looks like; `seed` is that of the clusters of its pixels."""
    scaled, mean, deviation = standardised(sample.features)
    rounded = scaled.astype(np.float16)
    limit = reach(rounded, sample.overlapping())
    pixels = typical_pixels(np.concatenate(sample.pixels), seed)
    return Appearance(
        rounded, mean.astype(np.float32), deviation.astype(np.float32), limit, pixels, sample.side
    )


def appearance_of(
    model: Model, scenes: Sequence[Scene], progress: Progress, *, seed: int = 0
) -> Appearance | None:
    """What the land that taught a model looks like; None where it shows too few patches to tell.

    Args:
        model: Trained.
        scenes: That taught it, with the labels that did.
        progress: Told after every batch of patches.
        seed: Of what is random.
    """
    sample = sample_patches(model, scenes, progress, seed=seed)
    if len(sample.features) < LEAST:
        return None
    found = appearance(sample, seed)
    return found if np.isfinite(found.limit) else None


@dataclass(frozen=True)
class Verdict:
    """Whether a model may be used on some land.

    Attributes:
        outside: Share of its patches that look like nothing in training, 0..1.
        level: One of LEVELS.
    """

    outside: float
    level: str = field(init=False)

    def __post_init__(self) -> None:
        fine, look = _LEVEL_LIMITS
        level = LEVELS[(self.outside > fine) + (self.outside > look)]
        object.__setattr__(self, "level", level)

    def __str__(self) -> str:
        share = f"{100 * self.outside:.0f}"
        if share == "0" and self.outside:
            share = "less than 1"
        advice = {
            "fine": "the model may be used here",
            "look": "look closely at what the model makes of it",
            "do not use": "do not use the model here without labels of this land",
        }[self.level]
        return f"{share} % of this area looks like nothing in training: {advice}."


def verdict(training: Appearance, features: np.ndarray) -> Verdict:
    """Judge some land by the features of its patches, (n, d), as `sample_patches` finds them."""
    return Verdict(float(training.outside(features).mean()))


def judge_land(training: Appearance, model: Model, scene: Scene, progress: Progress) -> Verdict | None:
    """Whether a model may be used on an image, by a few of its patches; None where it shows too few.

    Args:
        training: What taught the model.
        model: The model.
        scene: The image.
        progress: Told after every batch of patches.
    """
    features = sample_patches(model, [scene], progress, side=training.side, most=_FEW).features
    return verdict(training, features) if len(features) >= LEAST else None
