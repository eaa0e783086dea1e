"""How sure a model may be: its temperature and conformal sets, fitted and judged on different land."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..errors import SureCoverError
from ..grid import blocks
from ..model.models import Model
from ..progress import Progress
from ..stored import PROBABILITY_STEPS
from ..trust.calibration import CalibrationTally
from ..trust.conformal import METHODS, ScoreTally, label_scores, set_sizes
from ..trust.reporting import rounded
from .crossfitting import TEMPERATURES, temperature_of
from .folds import Folds
from .labels import Labels
from .patches import Scene
from .prediction import predictions
from .scores import described

LEAST_PIXELS = 200
"""Fewer labelled pixels tell neither a temperature nor quantiles."""

_PIXELS, _NUMBERS = 1_000_000, 2**23
"""Most pixels, and most probabilities, that are kept; more would change no figure by 0.001."""

_FITTED = 100_000
"""Pixels to which a temperature is fitted at most."""

_LEAST = 1e-6
"""Least probability that counts in a likelihood, as in `prediction`."""


@dataclass(frozen=True)
class LabelledPixels:
    """What a model says of labelled pixels.

    Attributes:
        probabilities: float32 (outputs, n), by the model as it came.
        labels: Label numbers, uint8 (n,), none 0.
        folds: In which fold each lies, uint8 (n,), from 1.
        near: Which pixels lie in each fold or within the gap around it, bool (folds, n).
        sets: bool (labels + 1, outputs): what each label allows.
    """

    probabilities: np.ndarray
    labels: np.ndarray
    folds: np.ndarray
    near: np.ndarray
    sets: np.ndarray

    def __len__(self) -> int:
        return len(self.labels)

    def only(self, chosen: np.ndarray | slice) -> LabelledPixels:
        """Some of the pixels, by a bool array (n,) or a slice."""
        return LabelledPixels(
            self.probabilities[:, chosen], self.labels[chosen], self.folds[chosen], self.near[:, chosen],
            self.sets,
        )  # fmt: skip

    @property
    def allowed(self) -> np.ndarray:
        """Which outputs each pixel's label allows, bool (outputs, n)."""
        return self.sets[self.labels].T


def labelled_pixels(
    model: Model, scenes: Sequence[Scene], sets: np.ndarray, folds: Folds, gap: int, seed: int,
    progress: Progress,
) -> LabelledPixels:  # fmt: skip
    """Predict labelled, clear pixels of dated images; of very many, a random sample.

    Args:
        model: Predicts.
        scenes: With the labels.
        sets: bool (labels + 1, outputs): what each label allows.
        folds: The land that is held out in turn.
        gap: Around it, px.
        seed: Of the sample.
        progress: Told after every batch of tiles.
    """
    rng = np.random.default_rng(seed)
    windows = [(scene, window) for scene in scenes for window in blocks(scene.shape)]
    labelled = sum(int((scene.labels[window] > 0).sum()) for scene, window in windows)
    share = min(_PIXELS, _NUMBERS // sets.shape[1]) / max(labelled, 1)
    found = []
    for number, scene in enumerate(scenes):
        part = progress.part(number / len(scenes), (number + 1) / len(scenes))
        for window, probabilities, valid in predictions(model, scene, part):
            fold = folds.read(window)
            chosen = valid & (fold > 0)
            if share < 1:
                chosen &= rng.random(chosen.shape) < share
            if chosen.any():
                near = [folds.near(n, window, gap)[chosen] for n in range(1, folds.count + 1)]
                labels = scene.labels[window][chosen]
                found.append((probabilities[:, chosen], labels, fold[chosen], np.stack(near)))
    if not found:
        nothing = np.zeros(0, np.uint8)
        return LabelledPixels(
            np.zeros((sets.shape[1], 0), np.float32), nothing, nothing, np.zeros((folds.count, 0), bool), sets
        )
    probabilities, labels, fold, near = zip(*found)
    return LabelledPixels(
        np.concatenate(probabilities, axis=1), np.concatenate(labels), np.concatenate(fold),
        np.concatenate(near, axis=1), sets,
    )  # fmt: skip


@dataclass(frozen=True)
class Calibration:
    """What makes a model as sure as it is right.

    Attributes:
        temperature: By which its logits are to be divided, in addition to what its card says.
        scores: Conformity scores of the calibrated probabilities, by method.
    """

    temperature: float
    scores: Mapping[str, ScoreTally]

    @property
    def at_limit(self) -> bool:
        """Whether the temperature would go on beyond those that are allowed."""
        return bool(np.isclose(self.temperature, TEMPERATURES, rtol=1e-3).any())


def fitted(pixels: LabelledPixels, *, tempering: bool = True) -> Calibration:
    """Fit a temperature, or leave it at 1, and count the scores of the probabilities at this temperature."""
    some = pixels.only(slice(None, None, max(1, -(-len(pixels) // _FITTED))))
    temperature = temperature_of(some.probabilities, some.labels, some.sets) if tempering else 1.0
    stored = _stored(tempered(pixels.probabilities, temperature))
    scores: dict[str, ScoreTally] = {}
    for method in METHODS:
        scores[method] = ScoreTally()
        scores[method].add(label_scores(method, stored, pixels.allowed))
    return Calibration(temperature, scores)


def tempered(probabilities: np.ndarray, temperature: float) -> np.ndarray:
    """What a softmax gives when its logits are divided by a temperature, (outputs, n) each."""
    powers = np.power(probabilities, np.float32(1 / temperature))
    return powers / powers.sum(axis=0)


def _stored(probabilities: np.ndarray) -> np.ndarray:
    return np.rint(probabilities * PROBABILITY_STEPS).astype(np.uint8)


class Judgement:
    """Gathers how true the confidence of a model is on land to which nothing was fitted, fold after fold.

    A prediction is right where the label allows it.

    Args:
        labels: Of the pixels.
        coverage: That the sets promise, 0..1.
    """

    def __init__(self, labels: Labels, coverage: float) -> None:
        self._labels, self._coverage = labels, coverage
        self._before, self._after = _Confidence(), _Confidence()
        counters = len(labels.ids) + 1, len(labels.outputs) + 1
        self._sizes: dict[str, np.ndarray] = {m: np.zeros(counters, np.int64) for m in METHODS}
        self._covered: dict[str, np.ndarray] = {m: np.zeros(counters[0], np.int64) for m in METHODS}
        self._folds: list[dict[str, Any]] = []

    def add(self, name: str, pixels: LabelledPixels, calibration: Calibration) -> None:
        """Judge a fold by what was fitted on the others."""
        allowed = pixels.allowed
        after = tempered(pixels.probabilities, calibration.temperature)
        own = _Confidence(), _Confidence()
        for tallies in (own, (self._before, self._after)):
            for tally, probabilities in zip(tallies, (pixels.probabilities, after)):
                tally.add(probabilities, allowed)
        told: dict[str, Any] = {
            "name": name, "pixels": len(pixels), "temperature": rounded(calibration.temperature),
            "ece_before": rounded(own[0].ece), "ece_after": rounded(own[1].ece),
        }  # fmt: skip
        stored = _stored(after)
        for method in METHODS:
            limit = calibration.scores[method].limit(self._coverage)
            covered = label_scores(method, stored, allowed) <= limit
            sizes = set_sizes(method, stored, limit)
            self._covered[method] += np.bincount(pixels.labels[covered], minlength=len(self._covered[method]))
            np.add.at(self._sizes[method], (pixels.labels, sizes), 1)
            told[method] = {
                "covered": rounded(float(covered.mean())),
                "mean_size": rounded(float(sizes.mean())),
            }
        self._folds.append(told)

    @property
    def worse(self) -> bool:
        """Whether what was fitted made both the calibration error and the likelihood worse."""
        before, after = self._before, self._after
        return (after.ece or 0.0) > (before.ece or 0.0) and (after.nll or 0.0) > (before.nll or 0.0)

    def document(self) -> dict[str, Any]:
        """All figures as JSON values.

        Returns:
            `pixels`; `oa`, the share of right predictions; `before` and `after`: `ece`, `nll` (mean negative
            log-likelihood of the labels) and `bins` as `CalibrationTally` tells them; `coverage`, which was
            promised; `sets` by method: `covered`, the share of sets that hold what the label allows,
            `mean_size`, and `sizes`, the share of pixels by set size; `classes`, of the labels: `id`, `name`,
            `color`, `pixels`, and by method `covered` and `mean_size`; `folds`: `name`, `pixels`,
            `temperature`, `ece_before`, `ece_after`, and by method the same.
        """
        every = [described(self._labels.scheme, class_id) for class_id in self._labels.ids]
        classes = [
            {**entry, **self._sets(np.arange(len(every) + 1) == number)}
            for number, entry in enumerate(every, start=1)
        ]
        whole = self._sets(np.ones(len(every) + 1, bool))
        pixels = whole.pop("pixels")
        for method in METHODS:
            sizes = self._sizes[method].sum(axis=0)
            whole[method]["sizes"] = {
                str(size): rounded(count / pixels) for size, count in enumerate(sizes.tolist()) if count
            }
        return {
            "pixels": pixels,
            "oa": rounded(self._before.oa),
            "before": self._before.document(),
            "after": self._after.document(),
            "coverage": self._coverage,
            "sets": whole,
            "classes": [entry for entry in classes if entry["pixels"]],
            "folds": self._folds,
        }

    def _sets(self, labels: np.ndarray) -> dict[str, Any]:
        """Pixels of some labels, and how well and how large sets are there."""
        told: dict[str, Any] = {}
        for method in METHODS:
            sizes = self._sizes[method][labels].sum(axis=0)
            told["pixels"] = pixels = int(sizes.sum())
            covered = int(self._covered[method][labels].sum())
            told[method] = {
                "covered": rounded(covered / pixels if pixels else None),
                "mean_size": rounded(
                    float((sizes * np.arange(len(sizes))).sum()) / pixels if pixels else None
                ),
            }
        return told


class _Confidence:
    """How sure predictions are, how often right, and how likely the labels."""

    def __init__(self) -> None:
        self._tally = CalibrationTally()
        self._right = self._pixels = 0
        self._surprise = 0.0

    def add(self, probabilities: np.ndarray, allowed: np.ndarray) -> None:
        best = probabilities.argmax(axis=0)
        right = np.take_along_axis(allowed, best[None], axis=0)[0]
        self._tally.add(probabilities.max(axis=0), right)
        likely = (probabilities * allowed).sum(axis=0, dtype=np.float64)
        self._surprise -= float(np.log(np.maximum(likely, _LEAST)).sum())
        self._right += int(right.sum())
        self._pixels += len(right)

    @property
    def ece(self) -> float | None:
        return self._tally.ece

    @property
    def oa(self) -> float | None:
        return self._right / self._pixels if self._pixels else None

    @property
    def nll(self) -> float | None:
        return self._surprise / self._pixels if self._pixels else None

    def document(self) -> dict[str, Any]:
        return {"ece": rounded(self.ece), "nll": rounded(self.nll), "bins": self._tally.bins()}


def judged(
    pixels: LabelledPixels,
    folds: Folds,
    labels: Labels,
    coverage: float,
    label: str,
    progress: Progress,
    *,
    tempering: bool = True,
) -> Judgement:
    """Judge each fold by what is fitted on the others, apart from the gap around it.

    Args:
        pixels: All of them.
        folds: In which they lie.
        labels: What their label numbers mean.
        coverage: That the sets promise, 0..1.
        label: How messages name the labels.
        progress: Told after every fold.
        tempering: Whether a temperature is fitted.

    Raises:
        SureCoverError: Beside a fold there are too few pixels.
    """
    judgement = Judgement(labels, coverage)
    for number, name in progress.each(enumerate(folds.names)):
        inside, others = pixels.folds == number + 1, pixels.only(~pixels.near[number])
        if not inside.any():
            continue
        if len(others) < LEAST_PIXELS:
            raise SureCoverError(
                f"{label} leave {len(others)} clear pixels to fit to while {name} is judged; needed are "
                f"{LEAST_PIXELS} or more: choose labels of a larger area, fewer folds or a smaller gap."
            )
        judgement.add(name, pixels.only(inside), fitted(others, tempering=tempering))
    return judgement
