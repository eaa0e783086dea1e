"""Confidence intervals of accuracies, from one sample or from a stratified one.

A share that a stratified sample estimates has no interval as simple as Wilson's: the usual one,
estimate ± 1.96 standard errors, takes a stratum in which no error was found for one that has none.
Where few points stand for much land (a rare class, a stratum of high reliability) it covers far less than
it promises, and Wilson's with an effective sample size inherits that. Here Wilson's idea is carried over
itself: a ratio R is in the interval when the sample does not contradict it, judged by the standard error
that would hold if R were true. What would hold then in the single strata is found by maximum likelihood
under the condition that the ratio is R (the score test of Miettinen & Nurminen 1985, Statistics in
Medicine 4, 213-226, for weighted sums). For one stratum this is Wilson's interval.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

Z95 = 1.959963984540054
"""Quantile of the normal distribution for intervals of 95 %."""

_HIT, _MISS, _OUT = range(3)
_LIMIT_STEPS = 22
_FAR = 10.0
_TILT_STEPS = 28
_SCALE_STEPS = 7
_MOST_TILT = 1e10
_EXACT = 1e-12
_CLOSE = 1e-5
_TINY = 1e-300


def wilson(share: np.ndarray, size: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Wilson's interval of 95 % (Wilson 1927, JASA 22, 209-212).

    Args:
        share: Observed shares, 0..1, any shape.
        size: Sample sizes > 0, or effective ones; same shape.

    Returns:
        Lower and upper limits.
    """
    spread = Z95**2 / size
    centre = (share + spread / 2) / (1 + spread)
    half = np.sqrt(spread * (share * (1 - share) + spread / 4)) / (1 + spread)
    return np.maximum(centre - half, 0), np.minimum(centre + half, 1)


def ratio_limits(
    counts: np.ndarray, possible: np.ndarray, weights: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Limits of 95 % of ratios hits / (hits + misses) in a population sampled by strata.

    Args:
        counts: float64 (ratios, strata, 3): units that are hits, misses, or neither; divided by
            1 − n/N where a share n/N of the stratum was sampled. At least one hit or miss per ratio.
        possible: bool, same shape: which of the three a stratum can hold at all.
        weights: float64 (strata,) or (ratios, strata): sizes of the strata.

    Returns:
        Lower and upper limits, (ratios,).
    """
    shares = counts / counts.sum(axis=2, keepdims=True)
    weights = np.broadcast_to(weights, counts.shape[:2])
    totals = (shares * weights[:, :, None]).sum(axis=1)
    estimate = totals[:, _HIT] / (totals[:, _HIT] + totals[:, _MISS])
    limits = [
        _limit(np.full(len(counts), end), estimate, lambda ratio: deviation(ratio, counts, possible, weights))
        for end in (0.0, 1.0)
    ]
    return limits[0], limits[1]


def _limit(outside: np.ndarray, inside: np.ndarray, apart: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
    """Where a ratio ceases to fit on the way from the estimate to the end of its range.

    Bisection and secant steps in turn; where even the end fits, it is the limit.
    """
    beyond = np.clip(np.abs(apart(outside)) - Z95, None, _FAR)
    end, fits_to_end = outside, beyond <= 0
    within = np.full(len(inside), -Z95)
    for turn in range(_LIMIT_STEPS):
        secant = outside + (inside - outside) * beyond / np.maximum(beyond - within, _TINY)
        middle = secant if turn % 2 else (outside + inside) / 2
        found = np.clip(np.abs(apart(middle)) - Z95, None, _FAR)
        fits = found <= 0
        outside, beyond = np.where(fits, outside, middle), np.where(fits, beyond, found)
        inside, within = np.where(fits, middle, inside), np.where(fits, found, within)
        off = np.minimum(beyond, -within)
        if (fits_to_end | (off < _CLOSE) | (np.abs(outside - inside) < _CLOSE)).all():
            break
    return np.where(fits_to_end, end, np.where(beyond < -within, outside, inside))


def deviation(ratio: np.ndarray, counts: np.ndarray, possible: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """How far a sample is from what ratios claim, in the standard errors that would then hold.

    Args:
        ratio: float64 (ratios,), claimed values.
        counts: As in `ratio_limits`.
        possible: As in `ratio_limits`.
        weights: As in `ratio_limits`.

    Returns:
        float64 (ratios,): positive where the sample shows more hits than claimed; infinite where the
        claim is impossible.
    """
    weights = np.broadcast_to(weights / weights.sum(axis=-1, keepdims=True), counts.shape[:2])
    worth = np.stack([1 - ratio, -ratio, np.zeros_like(ratio)], axis=1)[:, None, :] * weights[:, :, None]
    units = counts.sum(axis=2)
    observed = (counts / units[:, :, None] * worth).sum(axis=(1, 2))
    sign = np.where(observed < 0, -1.0, 1.0)
    toward = worth * sign[:, None, None]
    impossible = np.where(possible, toward, np.inf).min(axis=2).sum(axis=1) > 0
    shares = _balanced(counts, possible, toward)
    means = (shares * worth).sum(axis=2)
    variance = ((shares * worth**2).sum(axis=2) - means**2) / units
    error = np.sqrt(np.maximum(variance.sum(axis=1), 0))
    apart = np.where(impossible, np.inf, np.abs(observed) / np.maximum(error, _TINY))
    return np.where(np.abs(observed) > _EXACT, sign * apart, 0.0)


def _balanced(counts: np.ndarray, possible: np.ndarray, worth: np.ndarray) -> np.ndarray:
    """The likeliest shares whose total worth is 0, where that of the sample is positive.

    The shares are tilted against what is worth much, by an amount found by Newton's steps and bisection in
    turn.
    """
    low = np.zeros(len(counts))
    high = np.full(len(counts), np.inf)
    tilt = np.ones(len(counts))
    for turn in range(_TILT_STEPS):
        shares = _tilted(counts, possible, worth * tilt[:, None, None])
        means = (shares * worth).sum(axis=2)
        total = means.sum(axis=1)
        above = total > 0
        low, high = np.where(above, tilt, low), np.where(above, high, tilt)
        variance = (((shares * worth**2).sum(axis=2) - means**2) / counts.sum(axis=2)).sum(axis=1)
        step = tilt + total / np.maximum(variance, _TINY)
        halved = np.where(np.isinf(high), np.minimum(8 * tilt, _MOST_TILT), (low + high) / 2)
        sound = (step > low) & (step < high) & np.isfinite(high)
        tilt = np.where(sound, step, halved) if turn % 2 else halved
    return shares


def _tilted(counts: np.ndarray, possible: np.ndarray, tilt: np.ndarray) -> np.ndarray:
    """Shares counts / (scale + tilt), scaled so that those of each stratum sum to 1.

    What was not seen but is possible takes what is left where the others cannot sum to 1.
    """
    seen = counts > 0
    floor = np.where(possible & ~seen, -tilt, -np.inf)
    # From the left Newton's steps approach the scale and never pass it, because the sum is convex.
    scale = np.where(seen, counts - tilt, -np.inf).max(axis=2)
    for _ in range(_SCALE_STEPS):
        parts = np.where(seen, counts / np.where(seen, scale[:, :, None] + tilt, 1), 0)
        slopes = np.where(seen, parts / np.where(seen, scale[:, :, None] + tilt, 1), 0).sum(axis=2)
        scale = scale + (parts.sum(axis=2) - 1) / slopes
    scale = np.maximum(scale, floor.max(axis=2))
    shares = np.where(seen, counts / np.where(seen, scale[:, :, None] + tilt, 1), 0)
    left = np.maximum(1 - shares.sum(axis=2), 0)
    takers = floor == np.maximum(scale, floor.max(axis=2))[:, :, None]
    takers &= np.isfinite(floor)
    shares += left[:, :, None] * takers / np.maximum(takers.sum(axis=2), 1)[:, :, None]
    result: np.ndarray = shares
    return result
