"""Random fields that are functions of position: the same at a pixel, whatever window it is seen in.

Everything rests on an integer hash of (seed, row, col), so a landscape needs no memory beyond the
window that is looked at. Positions are pixels, rows downwards.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

_ROW, _COL, _SEED = (
    np.uint64(0x9E3779B97F4A7C15),
    np.uint64(0xC2B2AE3D27D4EB4F),
    np.uint64(0x165667B19E3779F9),
)
_MIX1, _MIX2 = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)


def _hash(seed: int, row: np.ndarray, col: np.ndarray) -> np.ndarray:
    """64 random bits a position (Steele et al. 2014, splitmix64)."""
    with np.errstate(over="ignore"):
        x = row.astype(np.int64).astype(np.uint64) * _ROW + col.astype(np.int64).astype(np.uint64) * _COL
        x += np.uint64(seed & 0xFFFFFFFF) * _SEED
        x = (x ^ (x >> np.uint64(30))) * _MIX1
        x = (x ^ (x >> np.uint64(27))) * _MIX2
        mixed: np.ndarray = x ^ (x >> np.uint64(31))
    return mixed


def uniform(seed: int, row: np.ndarray, col: np.ndarray) -> np.ndarray:
    """Random numbers 0..1 (float32) of whole positions; `row` and `col` are broadcast."""
    return ((_hash(seed, row, col) >> np.uint64(40)).astype(np.float32) + 0.5) / np.float32(2**24)


def white(seed: int, row: np.ndarray, col: np.ndarray) -> np.ndarray:
    """Nearly normal random numbers (float32, mean 0, variance 1): the sum of four uniform ones."""
    bits = _hash(seed, row, col)
    parts = [((bits >> np.uint64(shift)) & np.uint64(0xFFFF)).astype(np.float32) for shift in (0, 16, 32, 48)]
    normal: np.ndarray = (np.sum(parts, axis=0) / np.float32(65536) - 2) * np.float32(3**0.5)
    return normal


def smooth(seed: int, wavelength: float, rows: np.ndarray, cols: np.ndarray) -> np.ndarray:
    """A smooth field, mean 0 and variance 1, on the grid rows × cols (float32).

    Hashed values on a lattice of `wavelength` pixels, joined by cubic B-splines.
    """
    down, first_row, count_rows = _splines(rows / wavelength)
    across, first_col, count_cols = _splines(cols / wavelength)
    lattice = white(
        seed,
        np.arange(first_row, first_row + count_rows)[:, None],
        np.arange(first_col, first_col + count_cols)[None, :],
    )
    field: np.ndarray = (down @ lattice @ across.T) * _SPLINE_GAIN
    return field


_SPLINE_GAIN = np.float32(1 / 0.4795)
"""Inverse of the mean over positions of the sum of squared spline weights, in one direction."""


def _splines(at: np.ndarray) -> tuple[np.ndarray, int, int]:
    """Cubic B-spline weights (positions, knots), the first knot and the number of knots."""
    cell = np.floor(at).astype(np.int64)
    t = (at - cell).astype(np.float32)
    first, count = int(cell.min()) - 1, int(cell.max() - cell.min()) + 4
    weights = np.zeros((len(at), count), np.float32)
    parts = ((1 - t) ** 3, 3 * t**3 - 6 * t**2 + 4, -3 * t**3 + 3 * t**2 + 3 * t + 1, t**3)
    for step, part in enumerate(parts):
        weights[np.arange(len(at)), cell - 1 - first + step] = part / 6
    return weights, first, count


def rough(seed: int, wavelength: float, rows: np.ndarray, cols: np.ndarray, octaves: int = 4) -> np.ndarray:
    """Fractal field, mean 0 and variance 1: octaves of half the wavelength and 0.55 the amplitude."""
    gains = [0.55**octave for octave in range(octaves)]
    total = sum(
        gain * smooth(seed + 101 * octave, wavelength / 2**octave, rows, cols)
        for octave, gain in enumerate(gains)
    )
    return np.asarray(total / np.sqrt(np.sum(np.square(gains))), np.float32)


@dataclass(frozen=True)
class Sites:
    """One point per cell of a lattice, somewhere inside the cell.

    Attributes:
        seed: Of the jitter.
        pitch: Side of the cells, (rows, cols), pixels.
    """

    seed: int
    pitch: tuple[float, float]

    def point(self, i: np.ndarray, j: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Row and column of the point of lattice cell (i, j)."""
        row = (i + 0.12 + 0.76 * uniform(self.seed, i, j)) * self.pitch[0]
        col = (j + 0.12 + 0.76 * uniform(self.seed + 1, i, j)) * self.pitch[1]
        return row, col

    def nearest(self, row: np.ndarray, col: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The lattice cell (i, j) whose point is nearest, and its distance in cells, of each position."""
        i0 = np.floor(row / self.pitch[0]).astype(np.int32)
        j0 = np.floor(col / self.pitch[1]).astype(np.int32)
        best = np.full(row.shape, np.inf, np.float32)
        i, j = i0.copy(), j0.copy()
        for di in (-1, 0, 1):
            for dj in (-1, 0, 1):
                at_row, at_col = self._points_around(i0 + di, j0 + dj)
                distance = ((row - at_row) / self.pitch[0]) ** 2 + ((col - at_col) / self.pitch[1]) ** 2
                closer = distance < best
                best = np.where(closer, distance, best)
                i, j = np.where(closer, i0 + di, i), np.where(closer, j0 + dj, j)
        return i, j, np.sqrt(best)

    def _points_around(self, i: np.ndarray, j: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Points of many cells, each cell's computed once."""
        low_i, low_j = i.min(), j.min()
        rows, cols = np.arange(low_i, i.max() + 1)[:, None], np.arange(low_j, j.max() + 1)[None, :]
        row, col = self.point(rows, cols)
        return row[i - low_i, j - low_j].astype(np.float32), col[i - low_i, j - low_j].astype(np.float32)
