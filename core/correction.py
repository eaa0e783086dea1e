"""Correcting a class map by an outdated or coarse external map and the mosaic's clusters.

Fonteix et al. 2021 §2.3–2.4: where classification and external map agree, the clusters of the
mosaic show what the class looks like there; the classification's other pixels are judged by that,
much as hysteresis thresholding does with strong and weak edges. The paper leaves a rejected pixel
out of the class's layer; here several classes share one map, so `reassign` gives it another class.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .codes import Evidence, Reliability
from .components import bounding_box, label, label_large
from .continuity import bridges
from .lazy import LazyModule
from .progress import Progress
from .signatures import CLUSTERS, Pixels, Polygons, matches_within, signatures

if TYPE_CHECKING:
    from scipy import ndimage
else:
    ndimage = LazyModule("scipy.ndimage")

_QUIET = Progress()

_RELIABILITY = {
    Evidence.AGREES: Reliability.HIGH,
    Evidence.CONNECTED: Reliability.HIGH,
    Evidence.SPECTRAL_MATCH: Reliability.MEDIUM,
    Evidence.NO_MATCH: Reliability.LOW,
    Evidence.REASSIGNED: Reliability.LOW,
    Evidence.CONTINUITY: Reliability.LOW,
    Evidence.KEPT: Reliability.LOW,
}


@dataclass(frozen=True)
class Rules:
    """How strictly pixels are judged.

    Attributes:
        connectivity: Neighbours of a pixel, 8 or 4.
        min_pixels: Least pixels of a polygon of agreement that teaches its clusters.
        min_share: Least share of a polygon's pixels, in percent, of a cluster that it teaches.
        radius: How far a polygon teaches pixels that are not connected to any, pixels.
        local_radius: How far a polygon teaches pixels connected to it, pixels; 0 = without limit.
        max_gap: Most rejected pixels that a link for continuity may cross.
    """

    connectivity: int = 8
    min_pixels: int = 10
    min_share: float = 0.1
    radius: float = 500
    local_radius: float = 0
    max_gap: int = 50


def judge(
    classes: np.ndarray,
    external: np.ndarray,
    clusters: np.ndarray,
    checked: Mapping[int, Collection[int]],
    *,
    continuous: Collection[int] = (),
    rules: Rules = Rules(),
    progress: Progress = _QUIET,
) -> np.ndarray:
    """Judge every pixel of a class map, each class on its own.

    Args:
        classes: (rows, cols) class ids up to 65535, 0 = nodata.
        external: (rows, cols) class ids of the external map, 0 = unknown.
        clusters: (rows, cols) cluster indices of the mosaic 1..255, 0 = nodata.
        checked: For each class to check: the external classes that confirm it (itself, its ancestors).
        continuous: Classes whose fragments are kept connected.
        rules: See Rules.
        progress: Told how far it is.

    Returns:
        uint8 (rows, cols), values of Evidence; 0 where `classes` is 0. Rejected pixels have
        REASSIGNED, so far without another class: see `reassign`.
    """
    evidence = np.where(classes > 0, Evidence.NOT_CHECKED, Evidence.NONE).astype(np.uint8)
    for order, (id_, confirming) in enumerate(checked.items()):
        part = progress.part(order / len(checked), (order + 1) / len(checked))
        part.report(0.0)
        predicted = classes == id_
        window = bounding_box(predicted)
        if window is None:
            continue
        predicted = predicted[window]
        confirmed = np.zeros(2**16, bool)
        confirmed[list(confirming)] = True
        agreed = predicted & confirmed[external[window]]
        found = _judge_class(predicted, agreed, clusters[window], rules, part.part(0.0, 0.8))
        if id_ in continuous:
            _reconnect(found, rules, part.part(0.8, 1.0))
        evidence[window][predicted] = found[predicted]
    return evidence


def _judge_class(
    predicted: np.ndarray, agreed: np.ndarray, clusters: np.ndarray, rules: Rules, progress: Progress
) -> np.ndarray:
    """Evidence of one class's pixels before continuity; 0 outside `predicted`."""
    evidence = np.zeros(predicted.shape, np.uint8)
    evidence[agreed] = Evidence.AGREES
    labels, count = label_large(agreed, rules.connectivity, rules.min_pixels)
    progress.report(0.1)
    polygons = signatures(labels, count, clusters, rules.min_share)
    progress.report(0.2)
    components, _ = label(predicted, rules.connectivity)
    progress.report(0.3)
    rows, cols = np.nonzero(predicted & ~agreed)
    pixels = Pixels(rows, cols, clusters[rows, cols])
    lessons, taught = _lessons(components, polygons)
    lesson = lessons[components[rows, cols]]
    connected = lesson > 0
    accepted = taught[lesson, pixels.clusters]
    if rules.local_radius:
        doubtful = np.flatnonzero(accepted)
        accepted[doubtful] = _matches_in_component(
            pixels.take(doubtful), components, polygons, rules.local_radius, progress.part(0.3, 0.6)
        )
    apart = np.flatnonzero(~connected)
    matched = np.zeros(rows.size, bool)
    matched[apart] = matches_within(pixels.take(apart), polygons, rules.radius, progress.part(0.6, 1.0))
    evidence[rows, cols] = np.select(
        [accepted, connected, matched],
        [Evidence.CONNECTED, Evidence.REASSIGNED, Evidence.SPECTRAL_MATCH],
        Evidence.NO_MATCH,
    )
    return evidence


def _lessons(components: np.ndarray, polygons: Polygons) -> tuple[np.ndarray, np.ndarray]:
    """What the polygons inside each component of predicted pixels teach together.

    Returns:
        int32 (components + 1): number of a component's lesson, 0 where it holds no polygon; and
        bool (lessons + 1, 256): the clusters of each lesson, none in lesson 0.
    """
    inside = polygons.labels > 0
    home = np.zeros(len(polygons.significant), np.int32)
    home[polygons.labels[inside]] = components[inside]
    homes, lesson = np.unique(home[1:], return_inverse=True)
    lessons = np.zeros(int(components.max()) + 1, np.int32)
    lessons[homes] = np.arange(1, homes.size + 1)
    taught = np.zeros((homes.size + 1, CLUSTERS), bool)
    polygon, cluster = np.nonzero(polygons.significant[1:])
    taught[lesson[polygon] + 1, cluster] = True
    return lessons, taught


def _matches_in_component(
    pixels: Pixels, components: np.ndarray, polygons: Polygons, radius: float, progress: Progress
) -> np.ndarray:
    """`matches_within`, counting only the polygons inside each pixel's own component."""
    matched = np.zeros(pixels.rows.size, bool)
    component = components[pixels.rows, pixels.cols]
    order = np.argsort(component, kind="stable")
    groups = np.split(order, np.flatnonzero(np.diff(component[order])) + 1)
    boxes = ndimage.find_objects(components)
    for group in progress.each([group for group in groups if group.size]):
        number = int(component[group[0]])
        rows, cols = boxes[number - 1]
        own = np.where(components[rows, cols] == number, polygons.labels[rows, cols], 0)
        inside = np.unique(own)
        matched[group] = matches_within(
            Pixels(pixels.rows[group] - rows.start, pixels.cols[group] - cols.start, pixels.clusters[group]),
            Polygons(np.searchsorted(inside, own), polygons.significant[inside]),
            radius,
            _QUIET,
        )
    return matched


def _reconnect(evidence: np.ndarray, rules: Rules, progress: Progress) -> None:
    """Mark the rejected pixels of one class that keep its fragments connected."""
    # Components without a polygon have no rejected pixel, so no link can start there.
    accepted = (evidence == Evidence.AGREES) | (evidence == Evidence.CONNECTED)
    rejected = evidence == Evidence.REASSIGNED
    evidence[bridges(accepted, rejected, rules.connectivity, rules.max_gap, progress)] = Evidence.CONTINUITY


def reassign(
    classes: np.ndarray,
    evidence: np.ndarray,
    probabilities: np.ndarray | None,
    ids: Sequence[int],
    rejection: float,
) -> tuple[np.ndarray, np.ndarray]:
    """Give the rejected pixels the class that is most probable after the rejection.

    Ties go to the old class, then to the lowest id. The new class is not judged again.

    Args:
        classes: (rows, cols) class ids, 0 = nodata.
        evidence: uint8 (rows, cols) from `judge`.
        probabilities: float (classes, rows, cols) fused probabilities, 0 where not observed; None
            when there are none.
        ids: Class id of each of their bands.
        rejection: Factor 0..1 on the probability of the rejected class; 0 is the paper's rejection.

    Returns:
        Classes (0 where no probability was positive) and evidence (REASSIGNED, or KEPT where the
        class stayed), as new arrays.
    """
    classes, evidence = classes.copy(), evidence.copy()
    rejected = evidence == Evidence.REASSIGNED
    old = classes[rejected]
    if probabilities is None:
        classes[rejected] = 0
        return classes, evidence
    ascending = np.argsort(ids)
    sorted_ids = np.asarray(ids)[ascending]
    weights = probabilities[:, rejected][ascending]
    is_old = sorted_ids[:, None] == old
    weights[is_old] *= rejection
    best = weights.max(axis=0)
    stays = (is_old & (weights == best)).any(axis=0)
    new = np.where(stays, old, sorted_ids[weights.argmax(axis=0)])
    new[~(best > 0)] = 0
    classes[rejected] = new
    evidence[rejected] = np.where(new == old, Evidence.KEPT, Evidence.REASSIGNED)
    return classes, evidence


def reliability(classes: np.ndarray, evidence: np.ndarray) -> np.ndarray:
    """The reliability codes that follow from the evidence: uint8; 0 where `classes` is 0."""
    codes = np.zeros(256, np.uint8)
    codes[[int(kind) for kind in _RELIABILITY]] = [int(code) for code in _RELIABILITY.values()]
    assessed: np.ndarray = np.where(classes > 0, codes[evidence], Reliability.NOT_ASSESSED).astype(np.uint8)
    return assessed
