"""Correcting a class map by an outdated or coarse external map and the mosaic's clusters.

Fonteix et al. 2021 §2.3–2.4: where classification and external map agree, the clusters of the
mosaic show what the class looks like there; the classification's other pixels are judged by that,
much as hysteresis thresholding does with strong and weak edges. The paper leaves a rejected pixel
out of the class's layer; here several classes share one map, so `reassign` gives it another class.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from ..codes import Evidence, Reliability
from ..components import label
from ..grid import Map, Window
from ..progress import Progress
from ..spreading import Spread, here
from .cells import Cells
from .continuity import reconnect
from .nearby import Nearby, Neighbours, Pixels, Polygons, Rims, Settled, pixels_of, within_radius
from .signatures import holds
from .survey import Layers, Survey, survey

_QUIET = Progress()

SIDE = 2048
"""Side of the blocks, pixels: about 400 MiB at a time."""

RIM_BYTES = 2**27
"""How much of the polygons' rims to remember."""

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
    classes: Map,
    agreed: Map,
    clusters: Map,
    checked: Collection[int],
    *,
    continuous: Collection[int] = (),
    rules: Rules = Rules(),
    side: int = SIDE,
    rim_bytes: int = RIM_BYTES,
    evidence: Map | None = None,
    progress: Progress = _QUIET,
    spread: Spread = here,
) -> Map:
    """Judge every pixel of a class map, each class on its own.

    The maps are seen in three passes over blocks; what is known between them stands in tables. The
    result does not depend on the blocks.

    Args:
        classes: (rows, cols) class ids up to 65535, 0 = nodata.
        agreed: bool, or 0 and 1 (rows, cols), where the external map confirms the class: see `Agreement`.
        clusters: uint8 (rows, cols) cluster indices of the mosaic 1..255, 0 = nodata.
        checked: Ids of the classes to check.
        continuous: Classes whose fragments are kept connected.
        rules: See Rules.
        side: Of the blocks, pixels.
        rim_bytes: How much of the polygons' rims to remember between blocks.
        evidence: uint8 (rows, cols), where the result goes; a new array by default.
        progress: Told how far it is.
        spread: Does `judge_block` and `links_around` for all blocks.

    Returns:
        `evidence`, values of Evidence; 0 where `classes` is 0. Rejected pixels have REASSIGNED, so far
        without another class: see `reassign`.
    """
    if evidence is None:
        evidence = np.zeros(classes.shape, np.uint8)
    layers = Layers(classes, agreed, clusters, checked)
    cells = Cells(classes.shape, rules.radius, len(checked))
    found = survey(
        layers, cells, side, rules.connectivity, rules.min_pixels, rules.min_share, progress.part(0.0, 0.4)
    )
    judging = progress.part(0.4, 0.9)
    case = _Case(layers, found, cells, rules, rim_bytes)
    parts = (case.block(index) for index, _ in enumerate(judging.each(found.windows)))
    with closing(spread(judge_block, parts, judging)) as results:
        for window, judged in zip(found.windows, results):
            evidence[window] = judged
    reconnect(
        evidence, classes, [id_ for id_ in checked if id_ in continuous],
        rules.connectivity, rules.max_gap, side, progress.part(0.9, 1.0), spread,
    )  # fmt: skip
    return evidence


class Block(NamedTuple):
    """What is needed to judge a block.

    Attributes:
        window: The block.
        maps: Classes, where they agree, and clusters, as of `judge`, in the window.
        checked: Ids of the checked classes.
        connectivity: Of components.
        components: int64 (labels,), numbers of the components of predicted pixels by their labels.
        lessons: int64 (labels,), rows of `taught` for them, −1 for none.
        taught: uint8 (n, 32), the clusters that the polygons inside each of them teach together.
        cells: Of the radius.
        settled: What they settle here.
        local: Cells of the local radius, if there is one.
        polygons: Those within these radii.
    """

    window: Window
    maps: tuple[np.ndarray, np.ndarray, np.ndarray]
    checked: list[int]
    connectivity: int
    components: np.ndarray
    lessons: np.ndarray
    taught: np.ndarray
    cells: Cells
    settled: Settled
    local: Cells | None
    polygons: Polygons


class _Case:
    """What is known when all blocks have been surveyed, and may be needed to judge them."""

    def __init__(self, layers: Layers, found: Survey, cells: Cells, rules: Rules, rim_bytes: int) -> None:
        self._layers, self._found, self._cells = layers, found, cells
        self._connectivity = rules.connectivity
        self._rims = Rims(layers, found, rules.connectivity, rim_bytes)
        self._settled = Settled.of(cells, found)
        self._local = (
            Cells(layers.classes.shape, rules.local_radius, len(layers.checked))
            if rules.local_radius
            else None
        )

    def block(self, index: int) -> Block:
        window, layers = self._found.windows[index], self._layers
        components = self._found.components(index)
        lessons = self._found.lessons_of(components)
        known, places = np.unique(lessons[lessons >= 0], return_inverse=True)
        lessons[lessons >= 0] = places
        margin = int(max(self._cells.radius, self._local.radius if self._local else 0))
        return Block(
            window, (layers.classes[window], layers.agreed[window], layers.clusters[window]),
            layers.checked, self._connectivity, components, lessons, self._found.taught[known],
            self._cells, self._settled.part(self._cells, window), self._local,
            Nearby(self._rims, window, margin),
        )  # fmt: skip


def judge_block(block: Block, progress: Progress) -> np.ndarray:
    """Evidence of a block before continuity: uint8 (rows, cols)."""
    layers = Layers(*block.maps, block.checked)
    classes, agreed, clusters = block.maps
    evidence = (classes > 0) * np.uint8(Evidence.NOT_CHECKED)
    evidence[agreed > 0] = Evidence.AGREES
    places = np.flatnonzero(evidence == Evidence.NOT_CHECKED)
    class_place = layers.class_place(classes.ravel()[places])
    places, class_place = places[class_place > 0], class_place[class_place > 0]
    if places.size:
        labels, _ = label(classes, block.connectivity)
        own = clusters.ravel()[places].astype(np.uint8)
        pixels = pixels_of(block.window, places, own, class_place, class_place)
        evidence.ravel()[places] = _judged(block, pixels, labels.ravel()[places], progress.check)
    return evidence


def _judged(block: Block, pixels: Pixels, labels: np.ndarray, tick: Callable[[], None]) -> np.ndarray:
    """Evidence of pixels that do not agree: uint8 (n,)."""
    lessons = np.take(block.lessons, labels)
    connected = np.flatnonzero(lessons >= 0)
    accepted = connected[holds(block.taught, (lessons[connected],), pixels.clusters[connected])]
    if block.local:
        neighbours = Neighbours(block.local, block.polygons, block.polygons.inside)
        groups = np.take(block.components, labels[accepted])
        accepted = accepted[neighbours.teach(pixels.take(accepted)._replace(groups=groups), tick)]
    apart = np.flatnonzero(lessons < 0)
    taught = within_radius(pixels.take(apart), block.cells, block.settled, block.polygons, tick)
    evidence = np.full(labels.size, Evidence.NO_MATCH, np.uint8)
    evidence[connected] = Evidence.REASSIGNED
    evidence[accepted] = Evidence.CONNECTED
    evidence[apart[taught]] = Evidence.SPECTRAL_MATCH
    return evidence


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
        classes: Class ids of any shape, 0 = nodata.
        evidence: uint8, in the shape of `classes`, from `judge`.
        probabilities: float (classes, …) fused probabilities, 0 where not observed; None when there
            are none.
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
