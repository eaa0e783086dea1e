"""What the speckle filters gain on flat ground, what they cost at edges, and how long they take.

Beside a plain mean of the same window. Speckle is simulated: gamma with mean 1 and variance 1 / looks.
"""

from __future__ import annotations

import time

import numpy as np
import scipy.ndimage

from surecover.core.imagery.speckle import enhanced_lee, refined_lee

from .measure import table

SIDE = 512
EDGE_DB = (3, 10)
NEAR = 3
"""Pixels from an edge that count as near: those from which the window of 7 px reaches over it."""


def mean(power: np.ndarray, looks: float) -> np.ndarray:
    return scipy.ndimage.uniform_filter(power, 7, mode="nearest")


FILTERS = {"refined Lee": refined_lee, "enhanced Lee": enhanced_lee, "mean of 7 x 7": mean}


def speckled(truth: np.ndarray, looks: float) -> np.ndarray:
    return truth * np.random.default_rng(0).gamma(looks, 1 / looks, truth.shape)


def equivalent_looks(power: np.ndarray) -> float:
    inner = power[8:-8, 8:-8]
    return float(inner.mean() ** 2 / inner.var())


def edges(step_db: float) -> np.ndarray:
    """Stripes of 32 px, slanted, that differ by so many dB."""
    rows, cols = np.indices((SIDE, SIDE))
    return np.where((cols + rows // 3) // 32 % 2, 0.02, 0.02 * 10 ** (step_db / 10))


def error_near_edges(filtered: np.ndarray, truth: np.ndarray) -> float:
    """Mean absolute error in dB of the pixels near an edge."""
    across = scipy.ndimage.maximum_filter(truth, 2 * NEAR + 1) != scipy.ndimage.minimum_filter(
        truth, 2 * NEAR + 1
    )
    return float(np.abs(10 * np.log10(filtered / truth))[across].mean())


def test_looks_gained_and_edges_kept() -> None:
    rows = []
    for looks in (1.0, 4.4):
        flat = speckled(np.full((SIDE, SIDE), 0.05), looks)
        for name, filtered in FILTERS.items():
            start = time.perf_counter()
            gained = equivalent_looks(filtered(flat, looks)) / equivalent_looks(flat)
            seconds = time.perf_counter() - start
            errors = [
                error_near_edges(filtered(speckled(truth, looks), looks), truth)
                for truth in map(edges, EDGE_DB)
            ]
            rows.append([f"{looks:g}", name, gained, *errors, SIDE**2 / seconds / 1e6])
    head = ["looks", "filter", "looks gained, times", *(f"error at {step} dB edges, dB" for step in EDGE_DB)]
    table(f"Speckle filters, {SIDE} x {SIDE} px", [*head, "Mpx/s"], rows)
    gained = {(row[0], row[1]): row for row in rows}
    for looks in ("1", "4.4"):
        assert gained[looks, "refined Lee"][4] < gained[looks, "mean of 7 x 7"][4]
        assert gained[looks, "refined Lee"][2] > 5
