"""Drawing reference points: how many, how they are shared out among strata, and where they lie.

Within a stratum the points are a systematic sample along a Hilbert curve that runs through the whole
raster: from a random start every (N/n)-th pixel of the stratum is taken, in the curve's order. Every pixel
of a stratum has the same probability n/N, and because the curve stays near where it has been, the points
are spread over the land as the stratum is (as in the generalised random tessellation of Stevens & Olsen
2004, JASA 99, 262-278, which orders pixels along such a curve, too).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from ..grid import Window
from ..progress import Progress

Turn = tuple[bool, bool]
"""Whether a curve is mirrored at the diagonal, and whether it is turned by half."""

_ROUNDS = 64


def size_for(error: float, allocation: np.ndarray, sizes: np.ndarray, spread: np.ndarray) -> int:
    """How many points make the standard error of overall accuracy a given one (Olofsson et al. 2014, eq. 13).

    Args:
        error: The standard error wanted, > 0.
        allocation: Share of the points in each stratum, float64 (strata,), sum 1.
        sizes: Pixels of each stratum.
        spread: Standard deviation of "right" (0 or 1) expected in each stratum.
    """
    weights = sizes / sizes.sum()
    drawn = allocation > 0
    terms = (weights[drawn] * spread[drawn]) ** 2 / allocation[drawn]
    without_replacement = (weights * spread**2).sum() / sizes.sum()
    return max(math.ceil(terms.sum() / (error**2 + without_replacement)), 1)


def least_for_classes(
    error: float, allocation: np.ndarray, sizes: np.ndarray, spread: np.ndarray, classes: np.ndarray
) -> np.ndarray:
    """Points by stratum that make the standard error of each class's user's accuracy a given one at most.

    Args:
        error: The standard error wanted, > 0.
        allocation: As in `size_for`; how the points of a class are shared out among its strata.
        sizes: As in `size_for`.
        spread: As in `size_for`.
        classes: The class of each stratum, integers (strata,).

    Returns:
        int64 (strata,).
    """
    least = np.zeros(len(sizes), np.int64)
    for class_id in np.unique(classes):
        here = classes == class_id
        shares = allocation[here] if allocation[here].any() else sizes[here].astype(float)
        shares = shares / shares.sum()
        least[here] = np.ceil(size_for(error, shares, sizes[here], spread[here]) * shares)
    return least


def expected_error(points: np.ndarray, sizes: np.ndarray, spread: np.ndarray) -> float:
    """Standard error of the accuracy of some strata together that so many points of each lead to expect.

    Strata without points are left out, and so is what they might have told. Arrays as in `size_for`.
    """
    drawn = points > 0
    parts = (sizes * spread)[drawn] ** 2 * (1 / points[drawn] - 1 / sizes[drawn])
    return float(np.sqrt(parts.sum()) / sizes.sum())


def shares_of(method: str, sizes: np.ndarray, spread: np.ndarray) -> np.ndarray:
    """Share of the points that a stratum gets, float64 (strata,), sum 1.

    Args:
        method: "equal"; "proportional" to the stratum's size; "root", to the root of its size, which lies
            between both; "neyman", to size times spread, which makes the standard error of overall accuracy
            least.
        sizes: Pixels of each stratum.
        spread: As in `size_for`.
    """
    parts = {
        "equal": np.ones(len(sizes)),
        "proportional": sizes.astype(float),
        "root": np.sqrt(sizes),
        "neyman": sizes * spread,
    }[method]
    if not parts.any():
        parts = sizes.astype(float)
    shares: np.ndarray = parts / parts.sum()
    return shares


def allocate(size: int, shares: np.ndarray, sizes: np.ndarray, minimum: int | np.ndarray) -> np.ndarray:
    """Whole numbers of points by stratum, int64 (strata,).

    Every stratum gets at least `minimum` points (one number, or one for each), or all its pixels where it has
    fewer. The others of the `size` points go where `shares` ask for more; what a stratum cannot take goes to
    the others. The sum is `size`, unless the minima alone need more or the strata have fewer pixels.
    """
    least = np.minimum(minimum, sizes)
    size = int(np.clip(size, least.sum(), sizes.sum()))
    low, high = 0.0, float(size) * 2 + 1
    # The scale of the shares at which the strata, each within its limits, take all points.
    while (np.clip(shares * high, least, sizes)).sum() < size and high < 2.0**62:
        high *= 2
    for _ in range(_ROUNDS):
        middle = (low + high) / 2
        few = np.clip(shares * middle, least, sizes).sum() < size
        low, high = (middle, high) if few else (low, middle)
    wanted = np.clip(shares * high, least, sizes)
    points: np.ndarray = np.floor(wanted + 1e-9).astype(np.int64)
    rest = np.where(points < sizes, wanted - points, -1.0)
    for stratum in np.argsort(-rest, kind="stable")[: max(size - int(points.sum()), 0)]:
        points[stratum] += 1
    return points


def systematic(size: int, points: int, start: float) -> np.ndarray:
    """Places of every (size/points)-th of `size` things from a start 0..1 of a step on, int64 (points,)."""
    step = size / max(points, 1)
    places = np.floor((np.arange(points) + start) * step).astype(np.int64)
    return np.minimum(places, size - 1)


class Walk:
    """A walk along a Hilbert curve through all pixels of a raster, square by square.

    Attributes:
        steps: The window of each square that meets the raster, and how the curve is turned inside.

    Args:
        shape: (rows, cols).
        side: Of the squares, a power of two. The order of all pixels is the same whatever the side.
    """

    def __init__(self, shape: tuple[int, int], side: int) -> None:
        whole = 2 ** (max(shape) - 1).bit_length()
        side = min(side, whole)
        self._curves = _curves(side)
        last_row, last_col = ((length - 1) // side for length in shape)
        self.steps: list[tuple[Window, Turn]] = []
        for top, left, turn in _visits(whole // side, False, False, last_row, last_col):
            rows = slice(top * side, min((top + 1) * side, shape[0]))
            cols = slice(left * side, min((left + 1) * side, shape[1]))
            self.steps.append(((rows, cols), turn))

    def order(self, step: tuple[Window, Turn]) -> np.ndarray:
        """The pixels of a step's window (flat, in C order) as the curve visits them, int64 (pixels,)."""
        (rows, cols), turn = step
        height, width = rows.stop - rows.start, cols.stop - cols.start
        down, right = self._curves[turn]
        inside = (down < height) & (right < width)
        pixels: np.ndarray = down[inside] * width + right[inside]
        return pixels


def _visits(
    squares: int, swapped: bool, reversed_: bool, last_row: int, last_col: int, top: int = 0, left: int = 0
) -> Iterator[tuple[int, int, Turn]]:
    """Squares (row, column) in the curve's order with the turn of the curve inside; outside ones left out."""
    if top > last_row or left > last_col:
        return
    if squares == 1:
        yield top, left, (swapped, reversed_)
        return
    half = squares // 2
    for down, right, swap, turn in _quarters(swapped, reversed_):
        yield from _visits(half, swap, turn, last_row, last_col, top + down * half, left + right * half)


def _quarters(swapped: bool, reversed_: bool) -> list[tuple[int, int, bool, bool]]:
    """The four quarters of a square in the curve's order, with their turns.

    The curve goes (0, 0), (0, 1), (1, 1), (1, 0) where each place is (row, column), mirrored at the diagonal
    in a swapped square, turned by half in a reversed one. Its first quarter is swapped, its last one swapped
    and reversed.
    """
    plan = [(0, 0, True, False), (0, 1, False, False), (1, 1, False, False), (1, 0, True, True)]
    quarters = []
    for down, right, swap, turn in plan:
        place = (right, down) if swapped else (down, right)
        row, col = (1 - part if reversed_ else part for part in place)
        quarters.append((row, col, swapped != swap, reversed_ != turn))
    return quarters


def _curves(side: int) -> dict[Turn, tuple[np.ndarray, np.ndarray]]:
    """By turn, rows and columns of all pixels of a square in the curve's order, int64 (side²,) each."""
    one = np.zeros(1, np.int64)
    curves = {(swapped, reversed_): (one, one) for swapped in (False, True) for reversed_ in (False, True)}
    half = 1
    while half < side:
        curves = {turn: _of_quarters(half, turn, curves) for turn in curves}
        half *= 2
    return curves


def _of_quarters(
    half: int, turn: Turn, curves: dict[Turn, tuple[np.ndarray, np.ndarray]]
) -> tuple[np.ndarray, np.ndarray]:
    """The curve of a square from those of its quarters, which are `half` wide."""
    rows, cols = [], []
    for down, right, swapped, reversed_ in _quarters(*turn):
        inside = curves[swapped, reversed_]
        rows.append(inside[0] + down * half)
        cols.append(inside[1] + right * half)
    return np.concatenate(rows), np.concatenate(cols)


@dataclass(frozen=True)
class Drawn:
    """Points that were drawn, stratum by stratum in the order of the curve.

    Attributes:
        strata: int64 (points,).
        rows, cols: int64 (points,), of the pixels on the raster.
    """

    strata: np.ndarray
    rows: np.ndarray
    cols: np.ndarray


def draw(
    walk: Walk,
    read: Callable[[Window], np.ndarray],
    sizes: np.ndarray,
    points: np.ndarray,
    seed: int,
    progress: Progress | None = None,
) -> Drawn:
    """Draw the points of all strata in one walk along the curve.

    Memory: one square and the points.

    Args:
        walk: Through the raster.
        read: Gives the stratum of each pixel of a window, int (rows, cols); −1 outside all.
        sizes: int64 (strata,), pixels of each stratum.
        points: int64 (strata,), points to draw from each, at most its size.
        seed: Of the random starts.
        progress: Told of each square.
    """
    starts = np.random.default_rng(seed).random(len(sizes))
    wanted = [systematic(*numbers) for numbers in zip(sizes.tolist(), points.tolist(), starts.tolist())]
    passed = np.zeros(len(sizes), np.int64)
    next_ = np.zeros(len(sizes), np.int64)
    found: list[np.ndarray] = []
    for step in (progress or Progress()).each(walk.steps):
        (rows, cols), order = step[0], walk.order(step)
        strata = read((rows, cols)).ravel()[order]
        here = np.bincount(strata[strata >= 0], minlength=len(sizes))
        for stratum in np.flatnonzero(here).tolist():
            places = wanted[stratum][next_[stratum] :]
            places = places[: np.searchsorted(places, passed[stratum] + here[stratum])] - passed[stratum]
            if len(places):
                pixels = order[np.flatnonzero(strata == stratum)[places]]
                down, right = np.divmod(pixels, cols.stop - cols.start)
                found.append(np.stack([np.full(len(pixels), stratum), down + rows.start, right + cols.start]))
                next_[stratum] += len(pixels)
        passed += here
    drawn = np.concatenate(found, axis=1) if found else np.zeros((3, 0), np.int64)
    return Drawn(*drawn[:, np.argsort(drawn[0], kind="stable")])
