"""Judging a confidence where it did not learn: contiguous blocks, held out in turn, and resampled.

Neighbouring pixels resemble each other. What is fitted on some is judged on blocks apart from them
(Roberts et al. 2017, Ecography 40), and intervals come from drawing whole blocks anew (Künsch 1989, Annals
of Statistics 17(3)).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from .calibration import CalibrationTally

FOLDS = 5

CHANCES = ("confidence", "max_probability")
"""Scores that are probabilities, and can be true or not."""

_BLOCKS = 100
"""About how many blocks the land is cut into."""

_LEAST_SIDE = 8
_DRAWS = 2000
_LEAST_CHANCE = 1e-6


@dataclass(frozen=True)
class Blocks:
    """Square blocks of land in folds.

    Attributes:
        side: Of a block, px.
        count: Number of blocks with pixels.
        of_pixel: int64 (n,), block of each pixel, from 0.
        folds: int64 (n,), fold of each pixel.
    """

    side: int
    count: int
    of_pixel: np.ndarray
    folds: np.ndarray

    @property
    def of_block(self) -> np.ndarray:
        """Fold of each block, int64 (count,)."""
        found = np.zeros(self.count, np.int64)
        found[self.of_pixel] = self.folds
        return found

    def comparable(self, right: np.ndarray) -> bool:
        """Whether there are at least `FOLDS` blocks, and a fold with both right and wrong pixels."""
        met = np.intersect1d(self.folds[right], self.folds[~right])
        return self.count >= FOLDS and len(met) > 0

    @property
    def text(self) -> str:
        """How land was held out."""
        return (
            f"{len(np.unique(self.folds))} folds of {self.count} blocks of {self.side} x {self.side} pixels, "
            "each told by what was fitted to the others; intervals of 95 % from blocks drawn anew"
        )


def blocks_of(rows: np.ndarray, cols: np.ndarray) -> Blocks:
    """Cut the land around some pixels into blocks, and deal these into `FOLDS` folds.

    A block and the four that touch its sides are in five different folds.

    Args:
        rows: Of the pixels, int64 (n,).
        cols: As well.
    """
    corner = rows.min(), cols.min()
    height, width = (int(np.ptp(places)) + 1 for places in (rows, cols))
    side = max(_LEAST_SIDE, int(np.ceil(np.sqrt(height * width / _BLOCKS))))
    down, right = (rows - corner[0]) // side, (cols - corner[1]) // side
    numbers, of_pixel = np.unique(down * (width // side + 1) + right, return_inverse=True)
    return Blocks(side, len(numbers), of_pixel, (down + 2 * right) % FOLDS)


class Ranking:
    """How well a score tells right from wrong pixels, from pairs of a right and a wrong one.

    Only pixels of the same fold are paired: scores of several models compare badly (Forman and Scholz 2010,
    SIGKDD Explorations 12(1)).

    Args:
        scores: Float (n,), the higher the surer.
        right: bool (n,).
        weights: Float (n,), how much each pixel counts.
        lands: Of the pixels.
    """

    def __init__(self, scores: np.ndarray, right: np.ndarray, weights: np.ndarray, lands: Blocks) -> None:
        blocks, count = lands.of_pixel, lands.count
        self._won = np.zeros((count, count))  # by block of the right and block of the wrong pixel
        paired = np.equal.outer(lands.of_block, lands.of_block)
        of_right, of_wrong = (np.bincount(blocks[kind], weights[kind], count) for kind in (right, ~right))
        self._pairs = np.outer(of_right, of_wrong) * paired
        order = np.flatnonzero(right)[np.argsort(scores[right], kind="stable")]
        sure, weight, home = scores[order], weights[order], blocks[order]
        for block in np.flatnonzero(of_wrong):
            here = np.flatnonzero(~right & (blocks == block))
            here = here[np.argsort(scores[here], kind="stable")]
            below = np.concatenate([[0.0], np.cumsum(weights[here])])
            beaten, level = (below[np.searchsorted(scores[here], sure, side)] for side in ("left", "right"))
            self._won[:, block] = np.bincount(home, weight * (beaten + level) / 2, count) * paired[block]

    def areas(self, drawn: np.ndarray) -> np.ndarray:
        """Areas under the ROC curve, each of the land that holds block b so many times.

        Args:
            drawn: (draws, blocks).

        Returns:
            (draws,), 0..1; equal scores count half; NaN where all pixels are right or all are wrong.
        """
        won, pairs = (((drawn @ table) * drawn).sum(axis=1) for table in (self._won, self._pairs))
        return np.divide(won, pairs, out=np.full(len(pairs), np.nan), where=pairs > 0)

    @property
    def area(self) -> float:
        """The area under the ROC curve of the whole land."""
        return float(self.areas(np.ones((1, len(self._won))))[0])


def log_loss(chances: np.ndarray, right: np.ndarray, weights: np.ndarray) -> float:
    """Mean negative logarithm of the probability that was given to what is so, in nats."""
    given = np.where(right, chances, 1 - chances).clip(_LEAST_CHANCE, 1)
    return float(-(weights @ np.log(given)) / weights.sum())


def judged(
    confidence: np.ndarray,
    rivals: Mapping[str, np.ndarray],
    right: np.ndarray,
    weights: np.ndarray,
    lands: Blocks,
    seed: int = 0,
) -> dict[str, Any]:
    """The figures of a confidence on pixels where it did not learn, as JSON values.

    Args:
        confidence: Float (n,), 0..1.
        rivals: Other scores of the same pixels by name, the higher the surer.
        right: bool (n,).
        weights: Float (n,).
        lands: Of the pixels; right and wrong ones meet in a fold, see `Blocks.comparable`.
        seed: Of the draws.

    Returns:
        "auc" by name (of "confidence" and the rivals), "gains": by rival how much larger the area of
        confidence is, with a 95 % interval from blocks drawn anew, "log_loss" of confidence, and "ece" and
        "bins" by name of `CHANCES`.
    """
    all_scores = {"confidence": confidence, **rivals}
    rankings = {name: Ranking(scores, right, weights, lands) for name, scores in all_scores.items()}
    share = np.full(lands.count, 1 / lands.count)
    drawn = np.random.default_rng(seed).multinomial(lands.count, share, _DRAWS).astype(float)
    own, own_drawn = rankings["confidence"].area, rankings["confidence"].areas(drawn)
    gains = {}
    for name in rivals:
        low, high = np.nanquantile(own_drawn - rankings[name].areas(drawn), (0.025, 0.975))
        gains[name] = {"value": own - rankings[name].area, "low": float(low), "high": float(high)}
    tallies = {name: CalibrationTally() for name in CHANCES if name in all_scores}
    for name, tally in tallies.items():
        tally.add(all_scores[name], right, weights)
    return {
        "auc": {name: ranking.area for name, ranking in rankings.items()},
        "gains": gains,
        "log_loss": log_loss(confidence, right, weights),
        "ece": {name: tally.ece for name, tally in tallies.items()},
        "bins": {name: tally.bins() for name, tally in tallies.items()},
    }


def summary(facts: Mapping[str, Any], validation: Mapping[str, Any]) -> str:
    """What was fitted and how well it does, in a few sentences.

    Args:
        facts: "pixels", "reference_pixels" and the share "right" of what was fitted to.
        validation: What `judged` returns.
    """
    areas, gain = validation["auc"], validation["gains"].get("max_probability")
    against = ""
    if gain:
        against = (
            f", that of the largest probability {areas['max_probability']:.3f}, the difference "
            f"{gain['value']:.3f} (95 % interval {gain['low']:.3f} to {gain['high']:.3f})"
        )
    return (
        f"Confidence is fitted to {facts['pixels']:,} of {facts['reference_pixels']:,} reference pixels, "
        f"{100 * facts['right']:.1f} % of them right. On land held out its area under the error-detection "
        f"ROC curve is {areas['confidence']:.3f}{against}; its expected calibration error is "
        f"{validation['ece']['confidence']:.3f}. The layer itself has seen the reference, and is surer of "
        "itself there."
    )
