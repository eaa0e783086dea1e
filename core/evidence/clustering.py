"""k-means clusters of the pixels of a raster (SPEC §4): sample, fit, assign.

Fitting is Lloyd's algorithm from one seeded k-means++ start (Arthur & Vassilvitskii 2007) on a sample,
so that it takes the same time whatever the raster's size. Assigning is exact: a float32 matrix product
decides where it surely can, float64 the rest. `tests/benchmarks/test_clusters.py` compares both with
the alternatives.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ..lazy import LazyModule
from ..progress import Progress

if TYPE_CHECKING:
    import sklearn.cluster
    import threadpoolctl  # type: ignore[import-untyped]
else:
    sklearn = LazyModule("sklearn")
    sklearn.cluster = LazyModule("sklearn.cluster")
    threadpoolctl = LazyModule("threadpoolctl")

SAMPLE = 100_000
"""Most pixels that clusters are fitted on."""

ITERATIONS = 50
"""Most steps of Lloyd's algorithm: as many again would lower the inertia by 0.1 %."""

_STEPS = 10
"""Steps of Lloyd's algorithm between two reports of progress."""

THREADS = min(os.cpu_count() or 1, 8)
"""Windows assigned at the same time; each is held in memory."""

_STRIPE = 32
"""Rows of a window that the sampler ranks at once: their ranks fit a core's cache."""

_PRODUCT = 352
"""Pixels of one matrix product: OpenBLAS multiplies matrices this small without copying them first.

At most 10⁶ multiplications, here for 256 clusters and up to 10 bands; larger ones take 1.6 times as long."""

_CHUNK = 4 * _PRODUCT
"""Pixels assigned at once: their float32 scores for 255 clusters fit a core's cache (1.4 MiB)."""

_ROUNDING = 2.0**-24
"""Largest relative error of rounding to float32."""

_PADDING = np.float32(3e38)
"""Score of a cluster that does not exist."""


class Sampler:
    """Draws pixels uniformly from all valid pixels of a raster, seeing one window at a time.

    Every pixel has a pseudo-random number that depends on its place and the seed alone; the sample
    is the pixels with the smallest numbers. So it does not depend on windows or their order.

    Args:
        width: Columns of the raster.
        bands: Number of bands.
        seed: Any whole number ≥ 0.
        size: Most pixels to draw.
    """

    def __init__(self, width: int, bands: int, seed: int, size: int = SAMPLE) -> None:
        self._width = width
        self._seed = seed
        self._size = size
        self._limit = np.uint64(2**64 - 1)
        self._ranks = [np.empty(0, np.uint64)]
        self._pixels = [np.empty((bands, 0), np.uint8)]
        self._added = 0

    def add(self, values: np.ndarray, valid: np.ndarray, row: int, col: int) -> None:
        """Show one window: values (bands, rows, cols), valid (rows, cols), its first row and column."""
        rows, cols = valid.shape
        for top in range(0, rows, _STRIPE):
            stripe = slice(top, min(top + _STRIPE, rows))
            ranks = _ranks(row + stripe.start, row + stripe.stop, col, col + cols, self._width, self._seed)
            chosen = np.nonzero((ranks <= self._limit) & valid[stripe])
            self._ranks.append(ranks[chosen])
            self._pixels.append(values[:, stripe][:, chosen[0], chosen[1]])
            self._added += len(chosen[0])
            if self._added > self._size:
                self._select()

    def chosen(self) -> tuple[np.ndarray, np.ndarray]:
        """The sample so far for `take`: their numbers, uint64 (pixels,), and values (bands, pixels)."""
        self._select()
        return self._ranks[0], self._pixels[0]

    def take(self, ranks: np.ndarray, pixels: np.ndarray) -> None:
        """Add what another one, of the same raster and seed, has chosen from other windows."""
        self._ranks.append(ranks)
        self._pixels.append(pixels)
        self._added += len(ranks)
        if self._added > self._size:
            self._select()

    def pixels(self) -> np.ndarray:
        """The sample, float64 (pixels, bands), in an order of its own."""
        self._select()
        return self._pixels[0].T.astype(np.float64)

    def _select(self) -> None:
        """Keep the smallest ranks of what was added, in ascending order."""
        ranks, pixels = np.concatenate(self._ranks), np.concatenate(self._pixels, axis=1)
        kept = np.argsort(ranks)[: self._size]
        self._ranks, self._pixels, self._added = [ranks[kept]], [pixels[:, kept]], 0
        if len(kept) == self._size:
            self._limit = ranks[kept[-1]]


def _ranks(top: int, bottom: int, left: int, right: int, width: int, seed: int) -> np.ndarray:
    """A pseudo-random uint64 for each pixel, all different (splitmix64 of its place), (rows, cols)."""
    step = 0x9E3779B97F4A7C15
    first = (seed * 0xD1B54A32D192ED03 + (1 + left) * step) % 2**64
    rows = np.arange(top, bottom, dtype=np.uint64) * np.uint64(width * step % 2**64) + np.uint64(first)
    mixed: np.ndarray = rows[:, None] + np.arange(right - left, dtype=np.uint64) * np.uint64(step)
    shifted = np.empty_like(mixed)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB), (31, 1)):
        mixed ^= np.right_shift(mixed, np.uint64(shift), out=shifted)
        mixed *= np.uint64(factor)
    return mixed


@dataclass(frozen=True)
class Clusters:
    """Fitted clusters.

    Attributes:
        mean, deviation: Of each band of the sample, float64 (bands,); 1 for a constant band.
        centres: In standardised values, float64 (clusters, bands), in ascending order of the first
            band, then the second, …; cluster index k is row k − 1.
    """

    mean: np.ndarray
    deviation: np.ndarray
    centres: np.ndarray

    def standardised(self, pixels: np.ndarray) -> np.ndarray:
        """(value − mean) / deviation of pixels (pixels, bands), float64."""
        scaled: np.ndarray = (pixels - self.mean) / self.deviation
        return scaled


def fit(sample: np.ndarray, count: int, seed: int, progress: Progress | None = None) -> Clusters:
    """Fit clusters to a sample by k-means on standardised bands.

    The same seed gives the same clusters, whatever the number of threads.

    Args:
        sample: float64 (pixels, bands), at least one pixel.
        count: Clusters wanted; where the sample has fewer distinct pixels, each becomes one.
        seed: Of the k-means++ start.
        progress: Told every few steps.

    Returns:
        At most `count` clusters.
    """
    deviation = sample.std(axis=0)
    varies = sample.min(axis=0) < sample.max(axis=0)
    blank = Clusters(sample.mean(axis=0), np.where(varies, deviation, 1.0), np.empty((0, sample.shape[1])))
    pixels = blank.standardised(sample)
    distinct = np.unique(pixels, axis=0)
    if len(distinct) > count:
        with threadpoolctl.threadpool_limits(1, "blas"):
            distinct = np.unique(_lloyd(_summable(pixels), count, seed, progress or Progress()), axis=0)
    return Clusters(blank.mean, blank.deviation, distinct)


def _lloyd(pixels: np.ndarray, count: int, seed: int, progress: Progress) -> np.ndarray:
    """Centres (clusters, bands), a few steps at a time: scikit-learn cannot be interrupted."""
    centres, _ = sklearn.cluster.kmeans_plusplus(pixels, count, random_state=seed)
    for _ in progress.each(range(0, ITERATIONS, _STEPS)):
        model = sklearn.cluster.KMeans(count, init=centres, n_init=1, max_iter=_STEPS).fit(pixels)
        centres = model.cluster_centers_
        if model.n_iter_ < _STEPS:
            break
    return centres


def _summable(pixels: np.ndarray) -> np.ndarray:
    """Standardised pixels rounded so that any of their sums is exact, and the sum of all is 0.

    scikit-learn subtracts the mean, then adds up its threads' partial sums in any order: with whole
    multiples of 2⁻²⁴ whose mean is 0 already, neither rounds. (No standardised value exceeds √pixels,
    so the sums keep below 2⁵³ of these units for 100,000 pixels.)
    """
    units = np.rint(pixels * 2.0**24).astype(np.int64)
    each, rest = np.divmod(units.sum(axis=0), len(units))
    units -= each + (np.arange(len(units))[:, None] < rest)
    exact: np.ndarray = units / 2.0**24
    return exact


def assign_windows(
    clusters: Clusters, windows: Iterable[tuple[np.ndarray, np.ndarray]], threads: int = THREADS
) -> Generator[np.ndarray]:
    """Assign windows in threads while the next ones are being read, in the caller's thread.

    Args:
        clusters: Fitted ones.
        windows: The values (bands, rows, cols) of each, and bool (rows, cols), True where every band is
            observed.
        threads: Windows assigned at the same time.

    Yields:
        The cluster index of each window, in order, uint8 (rows, cols), 0 where not valid.
    """
    begun: deque[Future[np.ndarray]] = deque()
    with threadpoolctl.threadpool_limits(1, "blas"), ThreadPoolExecutor(threads, "assign") as pool:
        for values, valid in windows:
            begun.append(pool.submit(_assign_valid, clusters, values, valid))
            if len(begun) > threads:
                yield begun.popleft().result()
        while begun:
            yield begun.popleft().result()


def _assign_valid(clusters: Clusters, values: np.ndarray, valid: np.ndarray) -> np.ndarray:
    pixels = values.reshape(len(values), -1)
    if valid.all():
        return assign(clusters, pixels).reshape(valid.shape)
    where = np.flatnonzero(valid)
    index = np.zeros(valid.size, np.uint8)
    index[where] = assign(clusters, pixels.take(where, axis=1))
    return index.reshape(valid.shape)


def assign(clusters: Clusters, pixels: np.ndarray) -> np.ndarray:
    """Nearest cluster of each pixel: stored numbers (bands, pixels) → index 1..clusters, uint8 (pixels,).

    Equal to comparing all squared distances Σ (x − c)² in float64, added band by band, the lowest
    index winning ties. The bulk is one float32 matrix product of standardised values, |c|²/2 − x·c;
    pixels where more than one score lies within twice its largest possible rounding error of the
    best are compared in float64.
    """
    count = pixels.shape[1]
    index, sure = np.empty(count, np.uint8), np.empty(count, bool)
    scores = _Scores(clusters)
    with np.errstate(over="ignore", invalid="ignore"):  # what overflows is not sure
        for start in range(0, count, _CHUNK):
            part = slice(start, start + _CHUNK)
            index[part], sure[part] = scores.nearest(pixels[:, part])
    unsure = np.flatnonzero(~sure)
    for start in range(0, len(unsure), _CHUNK):
        these = unsure[start : start + _CHUNK]
        index[these] = _nearest(clusters.centres, clusters.standardised(pixels[:, these].T))
    index += 1
    return index


class _Scores:
    """Float32 scores of a chunk of pixels, half the squared distances less |x|²/2, and what they prove.

    The clusters stand in a square, row by row. The least score of each row and of each column tells
    which row and which column hold scores close to the best; where that is one of each, so is the
    cluster. That takes two passes of minima, which are several times faster than argmin.
    """

    def __init__(self, clusters: Clusters) -> None:
        count, bands = clusters.centres.shape
        side = int(np.ceil(np.sqrt(count)))
        self._origin = clusters.mean.astype(np.float32)[:, None]
        self._deviation = clusters.deviation.astype(np.float32)[:, None]
        centres = clusters.centres - (self._origin[:, 0] - clusters.mean) / clusters.deviation
        squares = (centres**2).sum(axis=1)
        self._weights = np.zeros((side * side, bands + 1), np.float32)
        self._weights[:count] = np.column_stack([-centres, squares / 2])
        self._weights[count:, bands] = _PADDING
        self._longest = np.float32(np.sqrt(squares.max()))
        self._values = np.ones((bands + 1, _CHUNK), np.float32)
        self._scores = np.empty((side * side, _CHUNK), np.float32)
        self._least = np.empty((2, side, _CHUNK), np.float32)
        self._numbers = np.arange(side, dtype=np.uint8)[:, None]

    def nearest(self, pixels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Row of the nearest centre, uint8, and whether that is sure, bool, of at most a chunk of pixels."""
        count, side = pixels.shape[1], len(self._numbers)
        values = self._values[:-1, :count]
        # Exact up to the rounding of the difference: all whole numbers of 16 bits are float32 numbers.
        np.subtract(pixels, self._origin, out=values, dtype=np.result_type(pixels.dtype, np.float32))
        values /= self._deviation
        np.matmul(self._weights, _products(self._values), out=_products(self._scores))
        square = self._scores.reshape(side, side, -1)
        np.minimum.reduce(square, axis=1, out=self._least[0])
        np.minimum.reduce(square, axis=0, out=self._least[1])
        least = self._least[:, :, :count]
        best = np.minimum.reduce(least[0], axis=0)
        close = (least <= best + self._margin(values, best)).view(np.uint8)
        close_rows, close_columns = np.add.reduce(close, axis=1, dtype=np.uint8)
        close *= self._numbers
        row, column = np.add.reduce(close, axis=1, dtype=np.uint8)
        return row * np.uint8(side) + column, (close_rows == 1) & (close_columns == 1)

    def _margin(self, values: np.ndarray, best: np.ndarray) -> np.ndarray:
        """Twice a bound of the error of the scores that matter, float32 (pixels,).

        A sum of n products is off by at most about n·u·Σ|x·c|, u = 2⁻²⁴; rounding x adds 4 u, rounding
        c, the limit and this bound one each. Σ|x·c| ≤ |x||c| + |c|²/2 by Cauchy and Schwarz. Only the
        centre with the best score and the one truly nearest matter: none is longer than |x| and the
        distance to the former, whose square is |x|² and twice the score, give or take its error.
        """
        relative = np.float32((len(values) + 8) * _ROUNDING)
        squares = np.einsum("bp,bp->p", values, values)
        lengths = np.sqrt(squares)
        distances = np.sqrt(squares + 2 * (best + relative * np.square(lengths + self._longest)))
        reach = lengths + distances
        bound: np.ndarray = relative * reach * (2 * lengths + reach)
        return bound


def _products(chunk: np.ndarray) -> np.ndarray:
    """View (rows, pixels) as the matrices (products, rows, pixels) that are multiplied one by one."""
    return chunk.reshape(len(chunk), -1, _PRODUCT).transpose(1, 0, 2)


def _nearest(centres: np.ndarray, pixels: np.ndarray) -> np.ndarray:
    """Index of the nearest centre by float64 squared distances; the lowest wins ties."""
    distances = np.zeros((len(pixels), len(centres)))
    for band in range(pixels.shape[1]):
        distances += (pixels[:, band, None] - centres[None, :, band]) ** 2
    return distances.argmin(axis=1)
