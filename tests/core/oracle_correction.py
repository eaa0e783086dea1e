"""The correction's rules once more, in plain loops over pixels: slow and obviously right.

Written from the rules' text, sharing no code with what it checks. Maps are dicts {(row, col): value}.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

Pixel = tuple[int, int]


@dataclass(frozen=True)
class Options:
    connectivity: int = 8
    min_pixels: int = 10
    min_share_thousandths: int = 100  # of a percent
    radius: float = 500
    local_radius: float = 0
    rejection: float = 0.25
    max_gap: int = 50


def neighbours(pixel: Pixel, connectivity: int) -> list[Pixel]:
    r, c = pixel
    cross = [(r - 1, c), (r + 1, c), (r, c - 1), (r, c + 1)]
    corners = [(r - 1, c - 1), (r - 1, c + 1), (r + 1, c - 1), (r + 1, c + 1)]
    return cross if connectivity == 4 else cross + corners


def components(pixels: Collection[Pixel], connectivity: int) -> list[set[Pixel]]:
    left = set(pixels)
    found = []
    while left:
        heap = [left.pop()]
        component = set(heap)
        while heap:
            for q in neighbours(heap.pop(), connectivity):
                if q in left:
                    left.remove(q)
                    component.add(q)
                    heap.append(q)
        found.append(component)
    return found


def significant_clusters(polygon: set[Pixel], cluster: Mapping[Pixel, int], thousandths: int) -> set[int]:
    found = set()
    for k in range(1, 256):
        count = sum(cluster[p] == k for p in polygon)
        if count >= 2 and 100 * 1000 * count >= thousandths * len(polygon):
            found.add(k)
    return found


def is_within(pixel: Pixel, polygon: set[Pixel], radius: float) -> bool:
    return any((pixel[0] - r) ** 2 + (pixel[1] - c) ** 2 <= radius**2 for r, c in polygon)


def best_sequence(
    start: set[Pixel], end: set[Pixel], rejected: set[Pixel], connectivity: int, max_gap: int
) -> tuple[Pixel, ...] | None:
    """The shortest sequence of rejected pixels from one fragment to another; of those the smallest."""
    best = {p: (p,) for p in rejected if any(q in start for q in neighbours(p, connectivity))}
    seen = set(best)
    for _ in range(max_gap):
        arrived = [best[p] for p in best if any(q in end for q in neighbours(p, connectivity))]
        if arrived:
            return min(arrived)
        further: dict[Pixel, tuple[Pixel, ...]] = {}
        for p, sequence in best.items():
            for q in neighbours(p, connectivity):
                if q in rejected and q not in seen:
                    further[q] = min(further.get(q, (*sequence, q)), (*sequence, q))
        best = further
        seen |= set(best)
    return None


def links_kept(
    accepted: Collection[Pixel], rejected: set[Pixel], connectivity: int, max_gap: int
) -> set[Pixel]:
    """The rejected pixels of the minimum spanning forest, from all pairs of fragments."""
    fragments = components(accepted, connectivity)
    links = []
    for i, j in combinations(range(len(fragments)), 2):
        ways = [
            best_sequence(fragments[a], fragments[b], rejected, connectivity, max_gap)
            for a, b in ((i, j), (j, i))
        ]
        sequences = [way for way in ways if way is not None]
        if sequences:
            links.append((len(sequences[0]), min(sequences), i, j))
    tree = list(range(len(fragments)))
    kept: set[Pixel] = set()
    for _, sequence, i, j in sorted(links):
        if tree[i] != tree[j]:
            kept |= set(sequence)
            tree = [tree[i] if t == tree[j] else t for t in tree]
    return kept


def evidence_of_class(
    predicted: set[Pixel],
    confirmed: set[Pixel],
    cluster: Mapping[Pixel, int],
    keep_connected: bool,
    options: Options,
) -> dict[Pixel, int]:
    agreed = predicted & confirmed
    evidence = dict.fromkeys(agreed, 1)
    polygons = [p for p in components(agreed, options.connectivity) if len(p) >= options.min_pixels]
    taught = [significant_clusters(p, cluster, options.min_share_thousandths) for p in polygons]
    for component in components(predicted, options.connectivity):
        inside = [i for i, polygon in enumerate(polygons) if polygon & component]
        for p in component - agreed:
            if inside:
                counting = [
                    i
                    for i in inside
                    if not options.local_radius or is_within(p, polygons[i], options.local_radius)
                ]
                evidence[p] = 2 if any(cluster[p] in taught[i] for i in counting) else 5
            else:
                matches = [i for i in range(len(polygons)) if cluster[p] in taught[i]]
                evidence[p] = 3 if any(is_within(p, polygons[i], options.radius) for i in matches) else 4
        if inside and keep_connected:
            accepted = [p for p in component if evidence[p] in (1, 2)]
            rejected = {p for p in component if evidence[p] == 5}
            for p in links_kept(accepted, rejected, options.connectivity, options.max_gap):
                evidence[p] = 6
    return evidence


@dataclass(frozen=True)
class Maps:
    classes: np.ndarray
    external: np.ndarray
    clusters: np.ndarray
    probabilities: np.ndarray | None
    ids: Sequence[int]


def new_class(maps: Maps, pixel: Pixel, rejection: float) -> tuple[int, int]:
    """Class and evidence of a rejected pixel."""
    old = int(maps.classes[pixel])
    weight = {}
    if maps.probabilities is not None:
        for band, c in enumerate(maps.ids):
            value = maps.probabilities[band][pixel]
            weight[c] = value * np.float32(rejection) if c == old else value
    most = max(weight.values(), default=0)
    winners = [c for c in sorted(weight) if weight[c] == most]
    if not most > 0:
        return 0, 5
    return (old, 8) if old in winners else (winners[0], 5)


def correct(
    maps: Maps,
    ancestors: Mapping[int, Collection[int]],
    checked: Collection[int],
    continuous: Collection[int],
    options: Options,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Final classes, reliability and evidence."""
    classes, external = maps.classes, maps.external
    every = [(int(r), int(c)) for r, c in np.argwhere(classes > 0)]
    cluster = {p: int(maps.clusters[p]) for p in every}
    final, reliability, evidence = classes.copy(), np.zeros_like(classes), np.zeros_like(classes)
    for p in every:
        evidence[p] = 7
    for c in checked:
        predicted = {p for p in every if classes[p] == c}
        confirmed = {p for p in every if external[p] == c or external[p] in ancestors[c]}
        for p, code in evidence_of_class(predicted, confirmed, cluster, c in continuous, options).items():
            evidence[p] = code
    for p in every:
        if evidence[p] == 5:
            final[p], evidence[p] = new_class(maps, p, options.rejection)
        reliability[p] = {1: 1, 2: 1, 3: 2, 4: 3, 5: 3, 6: 3, 7: 0, 8: 3}[int(evidence[p])]
        if final[p] == 0:
            reliability[p] = 0
    return final, reliability, evidence
