"""Areas in the plane of appearance, and how much they overlap (Castillo-Navarro et al. 2022, §4.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ..grid import Grid
from ..lazy import LazyModule
from ..trust.outlines import outline

if TYPE_CHECKING:
    import sklearn.manifold
    import sklearn.svm
    import threadpoolctl  # type: ignore[import-untyped]
else:
    sklearn = LazyModule("sklearn")
    sklearn.manifold = LazyModule("sklearn.manifold")
    sklearn.svm = LazyModule("sklearn.svm")
    threadpoolctl = LazyModule("threadpoolctl")

CELLS = 128
"""Cells of the plane's raster along each side."""

_PERPLEXITY = 30
_MARGIN = 0.06
"""Room around the points, as a share of the plane's side."""

_NU = 0.05
"""Share of an area's patches that may lie outside of its region."""

_WIDTH = 0.13
"""Of the Gaussians that make a region, as a share of the plane's side. Of widths from 0.05 to 0.25 this one
told best: all training areas together covered 0.75 to 0.95 of the regions of new land of the same kind, and
0.03 to 0.18 in a fifth more light under a planted haze of 0.06, with 50 to 170 patches an area."""


def plane(features: np.ndarray, seed: int) -> np.ndarray:
    """Lay patches out in a plane, so that those that look alike lie together (t-SNE).

    Args:
        features: Standardised, (n, d), n at least 4, d at least 2.
        seed: Of the layout.

    Returns:
        Places within 0..1, float64 (n, 2).
    """
    perplexity = min(_PERPLEXITY, (len(features) - 1) / 3)
    layout = sklearn.manifold.TSNE(init="pca", perplexity=perplexity, random_state=seed)
    with threadpoolctl.threadpool_limits(1):  # the order of sums decides the layout
        points = layout.fit_transform(features.astype(np.float32)).astype(np.float64)
    low, high = points.min(axis=0), points.max(axis=0)
    scale = (1 - 2 * _MARGIN) / max(float((high - low).max()), np.finfo(float).tiny)
    placed: np.ndarray = 0.5 + (points - (low + high) / 2) * scale
    return placed


def region(points: np.ndarray) -> np.ndarray:
    """The region of some points of the plane, by a one-class SVM.

    Args:
        points: Within 0..1, (n, 2), at least one.

    Returns:
        bool (CELLS, CELLS), rows from y = 0 on.
    """
    machine = sklearn.svm.OneClassSVM(nu=_NU, gamma=1 / (2 * _WIDTH**2)).fit(points)
    middles = (np.arange(CELLS) + 0.5) / CELLS
    cells = np.stack(np.meshgrid(middles, middles), axis=-1).reshape(-1, 2)
    inside: np.ndarray = (machine.decision_function(cells) >= 0).reshape(CELLS, CELLS)
    return inside


def covered(points: np.ndarray, inside: np.ndarray) -> np.ndarray:
    """Which points of the plane, (n, 2), lie in a region, bool (n,)."""
    cols, rows = np.clip((points * CELLS).astype(int), 0, CELLS - 1).T
    found: np.ndarray = inside[rows, cols]
    return found


def iou(first: np.ndarray, second: np.ndarray) -> float:
    """Intersection over union of two regions; 0 where both are empty."""
    return float((first & second).sum() / max((first | second).sum(), 1))


def iot(training: np.ndarray, target: np.ndarray) -> float:
    """Intersection over test area: the share of a target's region that lies in training; 0 if it is empty."""
    return float((training & target).sum() / max(target.sum(), 1))


def outlines(inside: np.ndarray) -> list[list[list[float]]]:
    """The rings around a region, places within 0..1."""
    grid = Grid("", (1 / CELLS, 0.0, 0.0, 0.0, 1 / CELLS, 0.0), CELLS, CELLS)
    shapes: Any = outline(inside, grid)
    rings = [ring for shape in shapes.geoms for ring in (shape.exterior, *shape.interiors)]
    return [[[round(x, 4), round(y, 4)] for x, y in ring.coords] for ring in rings]
