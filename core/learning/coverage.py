"""Which areas to label, which to keep unlabelled and which to test on (Castillo-Navarro et al. 2022, §4).

Labelled areas must show all classes; labelled and unlabelled ones together all that land looks like; what is
tested on should look like some of them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

LABEL, UNLABELLED, TEST = ROLES = ("label", "keep unlabelled", "test on")

_LEAST_TO_LABEL = 0.05
"""Least share of all patches or classes that one more labelled area must add; labels are dear."""

_LEAST_UNLABELLED = 0.02
"""Likewise for one more unlabelled area."""


@dataclass(frozen=True)
class Role:
    """What to do with an area.

    Attributes:
        area: Its number.
        role: One of ROLES.
        covered: Share of the area's own patches that look like some of the areas chosen before it.
        adds: Share of all patches that look like this area and like none chosen before.
        classes: Known classes that no area chosen before shows.
    """

    area: int
    role: str
    covered: float
    adds: float
    classes: tuple[str, ...]


def reached(between: np.ndarray, areas: np.ndarray, count: int, limit: float) -> np.ndarray:
    """Which patches look like some patch of each area.

    Args:
        between: Distances of all patches, (n, n).
        areas: Number of the area of each patch, (n,).
        count: Areas.
        limit: Largest distance of patches that look alike.

    Returns:
        bool (areas, n).
    """
    near = between <= limit
    return np.array([near[:, areas == area].any(axis=1) | (areas == area) for area in range(count)])


def suggested(reach: np.ndarray, areas: np.ndarray, classes: Sequence[Collection[str]]) -> list[Role]:
    """Suggest a split, greedily: each time the area that adds most.

    Up to half of the areas are to be labelled, as long as one adds enough appearances and classes; of the
    rest those are kept unlabelled that add enough appearances, but one; what remains is to be tested on.

    Args:
        reach: What `reached` returns, bool (areas, patches).
        areas: Number of the area of each patch.
        classes: Names that each area is known to show; empty where nothing is known.

    Returns:
        A role for each area, in the order in which they were chosen.
    """
    chosen: list[Role] = []
    left = list(range(len(reach)))
    seen = np.zeros(reach.shape[1], bool)
    known: set[str] = set()
    names = set().union(*classes)

    def gain(area: int, *, labelled: bool) -> float:
        look = float((reach[area] & ~seen).mean())
        new = len(set(classes[area]) - known) / max(len(names), 1)
        return look + new if labelled else look

    def take(area: int, role: str) -> None:
        own = areas == area
        new = tuple(sorted(set(classes[area]) - known))
        adds = float((reach[area] & ~seen).mean())
        chosen.append(Role(area, role, float(seen[own].mean()), adds, new))
        left.remove(area)
        if role != TEST:
            seen[reach[area]] = True
            known.update(classes[area] if role == LABEL else ())

    while left and len(chosen) < max(len(reach) // 2, 1):
        best = max(left, key=lambda area: gain(area, labelled=True))
        if chosen and gain(best, labelled=True) < _LEAST_TO_LABEL:
            break
        take(best, LABEL)
    while len(left) > 1:
        best = max(left, key=lambda area: gain(area, labelled=False))
        if gain(best, labelled=False) < _LEAST_UNLABELLED:
            break
        take(best, UNLABELLED)
    for area in list(left):
        take(area, TEST)
    return chosen
