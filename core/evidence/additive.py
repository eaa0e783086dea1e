"""Confidence fitted to reference data: a monotone additive logistic regression.

logit P(right) = intercept + Σ f_j(x_j) + effect of the evidence + effect of the class. It is a generalised
additive model (Hastie and Tibshirani 1986, Statistical Science 1(3)) whose curves are straight between a few
knots and never turn, as calibrated models on lattices have them (Gupta et al. 2016, JMLR 17(109)): a pixel
that is surer by one piece of evidence, and equal by the others, is never taken for less sure. What it
learned is a few numbers that can be read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from ..codes import Evidence, Reliability
from ..lazy import LazyModule
from ..progress import Progress
from .confidence import STEPS, UNKNOWN, in_steps
from .features import CLASS, DIRECTIONS, EVIDENCE, FEATURES, Pixels, codes_by_evidence

if TYPE_CHECKING:
    import scipy.optimize
    import scipy.special
    import threadpoolctl  # type: ignore[import-untyped]
else:
    scipy = LazyModule("scipy")
    scipy.optimize = LazyModule("scipy.optimize")
    scipy.special = LazyModule("scipy.special")
    threadpoolctl = LazyModule("threadpoolctl")

_EXTERNAL = (-1.0, 0.0, 1.0)
"""The external map disagrees, is unknown, agrees."""

_MOST_KNOTS = 7
_PIXELS_A_KNOT = 20
_LEAST_PROBABILITY = 1e-4
"""No probability is taken for surer than that."""

_LEAST_SLOPE = 0.02
"""Of the curve of the probability, in logits per logit: pixels that are told apart by it stay so."""

_RIDGE_PIXELS = 1000
"""From so many pixels on the pull on effects no longer fades: neighbouring pixels repeat each other."""

_RIDGE_OF_CURVES = 0.1
_MOST_STEPS, _MOST_HALVINGS = 100, 20
_ENOUGH = 1e-8
"""The fit ends where a step betters the mean loss by less."""

_TINY = 1e-9
"""Keeps the curvature invertible where columns tell the same."""

_LARGEST = 20.0
"""Limit of what a column adds, in logits; where only right or only wrong pixels are seen."""


@dataclass(frozen=True)
class Curve:
    """Effect of an ordered feature in logits: straight between the knots, constant beyond the outer ones.

    Attributes:
        at: Values of the feature, ascending.
        effect: At each of them; never turns.
    """

    at: tuple[float, ...]
    effect: tuple[float, ...]


@dataclass(frozen=True)
class Additive:
    """A fitted model; effects are in logits, 0 for what it does not know.

    Attributes:
        intercept: Logit of the confidence without any effect.
        curves: Of the ordered features it uses, by name.
        evidence: Effect by evidence code; None where it does not use the evidence.
        classes: Effect by class name; None where it does not use the class.
    """

    intercept: float
    curves: Mapping[str, Curve]
    evidence: Mapping[int, float] | None
    classes: Mapping[str, float] | None

    @property
    def features(self) -> tuple[str, ...]:
        """Names of the features it uses, in the order of FEATURES."""
        used = {*self.curves, *([EVIDENCE] if self.evidence is not None else [])}
        used |= {CLASS} if self.classes is not None else set()
        return tuple(name for name in FEATURES if name in used)

    @cached_property
    def _effects(self) -> dict[str, np.ndarray]:
        """Effects of each ordered feature, float32 (UNKNOWN + 1,): of every step, and NaN for UNKNOWN."""
        found = {}
        for name, curve in self.curves.items():
            low = _lowest(name)
            values = np.arange(UNKNOWN + 1) / STEPS * (1 - low) + low
            at = _scaled(name, np.asarray(curve.at))
            found[name] = np.interp(_scaled(name, values), at, curve.effect).astype(np.float32)
            found[name][UNKNOWN] = np.nan
        return found

    def confidence(self, pixels: Pixels, names: Sequence[str]) -> np.ndarray:
        """The probability that each pixel's class is right.

        Args:
            pixels: With the features that the model uses.
            names: Of the classes by position; names[0] is that of position 1.

        Returns:
            float32 in the pixels' shape, 0..1; NaN where a feature is not known.
        """
        logit = np.full(pixels.classes.shape, self.intercept, np.float32)
        for name, effects in self._effects.items():
            logit += np.take(effects, _steps_of(name, pixels.ordered[name]))
        if self.evidence is not None and pixels.evidence is not None:
            effects = np.zeros(256, np.float32)
            effects[list(self.evidence)] = list(self.evidence.values())
            logit += np.take(effects, pixels.evidence)
        if self.classes is not None:
            known = {name.casefold(): effect for name, effect in self.classes.items()}
            of_class = [0.0, *(known.get(name.casefold(), 0.0) for name in names)]
            logit += np.take(np.array(of_class, np.float32), pixels.classes)
        confidence: np.ndarray = scipy.special.expit(logit)
        return confidence


def fit(
    pixels: Pixels, names: Sequence[str], right: np.ndarray, weights: np.ndarray, features: Sequence[str]
) -> Additive:
    """Fit to pixels whose class is known to be right or wrong.

    The mean log loss is minimised, with a ridge on the effects that is worth a thousandth of the pixels, more
    for fewer than a thousand: the effects of rare classes and evidence stay near 0. The problem is convex and
    the result depends on nothing but the data.

    Args:
        pixels: (n,), nothing unknown.
        names: Of the classes by position from 1.
        right: bool (n,).
        weights: float (n,), how much each counts.
        features: Which to use, of FEATURES.
    """
    parts = [_curve_part(name, pixels.ordered[name], right) for name in DIRECTIONS if name in features]
    if EVIDENCE in features and pixels.evidence is not None:
        parts.append(_evidence_part(pixels.evidence))
    if CLASS in features:
        parts.append(_class_part(pixels.classes))
    weights = weights / weights.sum()
    with threadpoolctl.threadpool_limits(1, "blas"):  # on products this small threads wait for each other
        values = _minimised(parts, right, weights)
    intercept, curves = float(values[0]), {}
    evidence: dict[int, float] | None = None
    classes: dict[str, float] | None = None
    ends = np.cumsum([1, *(part.columns.shape[1] for part in parts)])
    for part, start, end in zip(parts, ends, ends[1:]):
        effects = part.effects @ values[start:end]
        mean = float(weights @ (part.columns @ values[start:end]))
        intercept += mean
        centred = (effects - mean).tolist()
        if part.name == EVIDENCE:
            evidence = dict(zip(part.keys, centred))
        elif part.name == CLASS:
            classes = dict(zip((names[place - 1] for place in part.keys), centred))
        else:
            direction = DIRECTIONS[part.name]  # what rounding turned is turned back
            never_turning = direction * np.maximum.accumulate(direction * (effects - mean))
            curves[part.name] = Curve(part.keys, tuple(never_turning.tolist()))
    return Additive(intercept, curves, evidence, classes)


def cross_fitted(
    pixels: Pixels,
    names: Sequence[str],
    right: np.ndarray,
    weights: np.ndarray,
    features: Sequence[str],
    folds: np.ndarray,
    progress: Progress,
) -> np.ndarray:
    """The confidence of every pixel by a model fitted to the other folds.

    Args:
        pixels: As in `fit`.
        names: As there.
        right: As there.
        weights: As there.
        features: As there.
        folds: Number of each pixel's fold, integers (n,).
        progress: Told after every fold.

    Returns:
        float64 (n,), 0..1.
    """
    found = np.zeros(len(right))
    for fold in progress.each(np.unique(folds)):
        inside = folds == fold
        model = fit(pixels.chosen(~inside), names, right[~inside], weights[~inside], features)
        found[inside] = model.confidence(pixels.chosen(inside), names)
    return found


class _Part(NamedTuple):
    """The columns of one feature in the regression.

    Attributes:
        name: Of the feature.
        keys: What has an effect: knots, evidence codes, positions of classes; (keys,).
        effects: Effect of each key from the columns' values, (keys, columns).
        columns: (pixels, columns).
        least: Least value of each column, (columns,).
        ridge: How much a column is pulled to 0, (columns,).
    """

    name: str
    keys: tuple[Any, ...]
    effects: np.ndarray
    columns: np.ndarray
    least: np.ndarray
    ridge: np.ndarray


def _lowest(name: str) -> int:
    """The least value of an ordered feature; the largest is 1."""
    return -1 if name in ("margin", "external") else 0


def _steps_of(name: str, values: np.ndarray) -> np.ndarray:
    """Values of an ordered feature in whole steps, see `in_steps`."""
    low = _lowest(name)
    return in_steps((values - low) / (1 - low))


def _scaled(name: str, values: np.ndarray) -> np.ndarray:
    """A feature on the scale on which its curve is straight: probabilities as logits."""
    if name != "probability":
        return values
    clipped = np.clip(values, _LEAST_PROBABILITY, 1 - _LEAST_PROBABILITY)
    return np.log(clipped / (1 - clipped))


def _curve_part(name: str, values: np.ndarray, right: np.ndarray) -> _Part:
    """One column a piece between knots: how far the value is on its way through the piece.

    Knots are at quantiles of the right pixels and of the wrong ones, which are few and elsewhere.
    """
    knots = np.array(_EXTERNAL)
    if name != "external":
        groups = [group for group in (values[right], values[~right]) if len(group)]
        knots = np.unique(np.concatenate([_quantiles(group) for group in groups])).astype(float)
    at = _scaled(name, knots)
    way = (_scaled(name, values)[:, None] - at[:-1]) / np.maximum(np.diff(at), 1e-9)
    steps = np.tri(len(knots), len(knots) - 1, -1) * DIRECTIONS[name]
    columns = np.clip(way, 0, 1) * DIRECTIONS[name]
    least = np.diff(at) * (_LEAST_SLOPE if name == "probability" else 0)
    return _Part(name, tuple(knots.tolist()), steps, columns, least, np.full(len(least), _RIDGE_OF_CURVES))


def _quantiles(values: np.ndarray) -> np.ndarray:
    number = int(np.clip(len(values) // _PIXELS_A_KNOT, 2, _MOST_KNOTS))
    found: np.ndarray = np.quantile(values, np.linspace(0, 1, number), method="nearest")
    return found


def _evidence_part(evidence: np.ndarray) -> _Part:
    """Evidence of high reliability is worth no less than that of medium, and that no less than of low.

    The first column is the effect of medium reliability; the others are what the kinds of evidence add to it
    or take from it. Where the class is not checked the effect is free.
    """
    codes = codes_by_evidence()
    signs = {Reliability.HIGH: 1, Reliability.MEDIUM: 0, Reliability.LOW: -1}
    seen = set(np.unique(evidence).tolist())
    keys = [int(kind) for kind in Evidence if codes[kind] or (kind in seen and kind != Evidence.NONE)]
    own = [kind for kind in keys if kind in seen and codes[kind] != Reliability.MEDIUM]
    effects = np.zeros((len(keys), 1 + len(own)))
    for row, kind in enumerate(keys):
        effects[row, 0] = codes[kind] > 0
        if kind in own:
            effects[row, 1 + own.index(kind)] = signs.get(codes[kind], 1)
    of_code = np.zeros((len(Evidence), effects.shape[1]))
    of_code[keys] = effects
    least = np.array([-_LARGEST, *(0.0 if codes[kind] else -_LARGEST for kind in own)])
    return _Part(EVIDENCE, tuple(keys), effects, of_code[evidence], least, np.ones(len(least)))


def _class_part(classes: np.ndarray) -> _Part:
    present = np.unique(classes)
    columns = (classes[:, None] == present).astype(float)
    size = len(present)
    return _Part(
        CLASS, tuple(present.tolist()), np.eye(size), columns, np.full(size, -_LARGEST), np.ones(size)
    )


def _minimised(parts: Sequence[_Part], right: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Values of the intercept and all columns with the least loss; `weights` sum to 1.

    Newton's method, each step a least-squares problem within the bounds, halved until the loss falls.
    """
    columns = np.column_stack([np.ones(len(right)), *(part.columns for part in parts)])
    low = np.concatenate([[-_LARGEST], *(part.least for part in parts)])
    high = np.full(len(low), _LARGEST)
    strength = 1 / min(len(right), _RIDGE_PIXELS)
    ridge = strength * np.concatenate([[0.0], *(part.ridge for part in parts)])
    signs = np.where(right, -1.0, 1.0)

    def loss(values: np.ndarray) -> float:
        return float(weights @ np.logaddexp(0, signs * (columns @ values)) + 0.5 * ridge @ values**2)

    values = np.maximum(low, 0)
    least = loss(values)
    for _ in range(_MOST_STEPS):
        chance = scipy.special.expit(columns @ values)
        slope = (weights * (chance - right)) @ columns + ridge * values
        curved = (columns * (weights * chance * (1 - chance))[:, None]).T @ columns
        root = np.linalg.cholesky(curved + np.diag(ridge + _TINY)).T
        wanted = root @ values - np.linalg.solve(root.T, slope)
        step = scipy.optimize.lsq_linear(root, wanted, (low, high), method="bvls").x - values
        for _ in range(_MOST_HALVINGS):
            reached = loss(values + step)
            if reached < least:
                break
            step = step / 2
        if least - reached < _ENOUGH:
            break
        values, least = values + step, reached
    return values
