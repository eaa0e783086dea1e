"""Comparing maps with a reference, pixel by pixel or at the points of a sample.

Both ways end in an `Assessed`: matrices and estimates. Classes are counted by position: 0 is "no class", then
the classes of the scheme in order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from ..progress import Progress
from ..scheme import ClassScheme
from .claims import Worth
from .clusters import Clusters
from .estimation import Estimate, Labels, Question, Strata

FIGURES = ("precision", "recall", "iou")
"""Figures of a class that are ratios of a sample."""


@dataclass(frozen=True)
class Level:
    """One level of a hierarchy of classes.

    Attributes:
        ids: Ids of its classes, in the scheme's order.
        of_class: int64 (classes + 1,): by position in the scheme, the position in `ids` + 1; 0 for no class.
    """

    ids: tuple[int, ...]
    of_class: np.ndarray


def levels(scheme: ClassScheme) -> list[Level]:
    """The levels of a scheme, coarsest first; a flat scheme has one.

    On a level every class counts as its ancestor on that level, or as itself if it lies above it.
    """
    lines = {
        c.id: [*sorted(scheme.ancestors(c.id), key=lambda i: len(scheme.ancestors(i))), c.id]
        for c in scheme.classes
    }
    found = []
    for depth in range(max(map(len, lines.values()))):
        counted = {class_id: line[min(depth, len(line) - 1)] for class_id, line in lines.items()}
        ids = tuple(class_id for class_id in scheme.ids if class_id in set(counted.values()))
        places = [0, *(ids.index(counted[class_id]) + 1 for class_id in scheme.ids)]
        found.append(Level(ids, np.array(places)))
    return found


def related(scheme: ClassScheme) -> np.ndarray:
    """Which classes contain each other, bool (classes + 1, classes + 1) by position; none itself.

    A reference of such a class does not contradict the map (see `metrics.settle_levels`).
    """
    size = len(scheme.ids) + 1
    table = np.zeros((size, size), bool)
    place = {class_id: i for i, class_id in enumerate(scheme.ids, start=1)}
    for class_id in scheme.ids:
        for above in scheme.ancestors(class_id):
            table[place[class_id], place[above]] = table[place[above], place[class_id]] = True
    return table


def at_level(matrix: np.ndarray, level: Level, kin: np.ndarray) -> np.ndarray:
    """A confusion matrix by position, seen at a level of the hierarchy.

    Args:
        matrix: (positions, positions), rows the reference, columns the map.
        level: The level.
        kin: From `related`.

    Returns:
        (classes of the level + 1, same): reference pixels that do not contradict the map are right.
    """
    return regrouped(matrix, level.of_class, level.of_class, kin, len(level.ids) + 1)


def regrouped(
    matrix: np.ndarray, reference: np.ndarray, mapped: np.ndarray, right: np.ndarray, size: int
) -> np.ndarray:
    """A confusion matrix whose rows and columns are put together to fewer classes.

    Args:
        matrix: (rows, columns), rows the reference, columns the map.
        reference: Which class each row becomes, integers (rows,).
        mapped: Which class each column becomes, integers (columns,).
        right: bool (rows, columns): where the reference does not contradict the map and takes its class.
        size: Number of classes.

    Returns:
        (size, size) of the matrix's dtype.
    """
    columns = np.broadcast_to(mapped, matrix.shape)
    rows = np.where(right, columns, reference[:, None])
    seen = np.zeros((size, size), matrix.dtype)
    np.add.at(seen, (rows, columns), matrix)
    return seen


@dataclass
class Assessed:
    """What a comparison found. Matrices are by position; rows are the reference, columns the map.

    Attributes:
        unit: "pixels" or "points".
        compared: Number of them.
        maps: By map, the last one being the map itself: pixels, or pixels that points stand for.
        points: By map, numbers of points or pixels of the sample; empty where they stand for themselves.
        overall: By map, overall accuracy.
        of_land: Whether the figures are estimates for all land, by a sampling design.
        worth: What reliability, evidence and confidence are worth; None without any.
        zones: By zone, overall accuracy; the matrix of the zone; pixels or points.
        classes: By map, level (coarsest first), figure and class id (0 for all): estimates; empty where
            a raster was compared.
        areas: By class id, share of the area; empty unless `of_land`.
        population: Pixels that the sample stands for.
    """

    unit: str
    compared: int
    maps: list[np.ndarray]
    points: list[np.ndarray]
    overall: list[Estimate | None]
    of_land: bool = False
    worth: Worth | None = None
    zones: list[tuple[Estimate | None, np.ndarray, int]] = field(default_factory=list)
    classes: list[list[dict[tuple[str, int], Estimate | None]]] = field(default_factory=list)
    areas: dict[int, Estimate | None] = field(default_factory=dict)
    population: float = 0.0


@dataclass(frozen=True)
class Units:
    """The units of a sample, classes by position.

    Attributes:
        reference: int64 (units,), never 0.
        maps: int64 (maps, units); the last one is the map itself.
        zones: int64 (units,), 0 outside all; None without.
        design: How they were taken.
    """

    reference: np.ndarray
    maps: np.ndarray
    zones: np.ndarray | None
    design: Strata | Clusters

    def assessed(
        self, scheme: ClassScheme, zones: int, progress: Progress, *, of_land: bool = True
    ) -> Assessed:
        """All estimates, for a scheme and a number of zones; of the land, or of the units alone."""
        kin = related(scheme)
        settled = [np.where(kin[self.reference, mapped], mapped, self.reference) for mapped in self.maps]
        size = len(scheme.ids) + 1
        found = Assessed(
            unit="points" if isinstance(self.design, Strata) else "pixels",
            compared=int(self.design.counts.sum()), maps=[], points=[], overall=[],
            of_land=of_land, population=float(self.design.sizes.sum()),
        )  # fmt: skip
        for number, mapped in enumerate(self.maps):
            done = number / len(self.maps)
            labels = Labels(mapped, settled[number])
            counted = self._matrix(size, mapped, self.design.counts)
            found.maps.append(self._matrix(size, mapped, self.design.weights) if of_land else counted)
            found.points += [counted] if of_land else []
            found.classes.append([self._classes(labels, level, progress, done) for level in levels(scheme)])
            found.overall.append(found.classes[-1][-1]["oa", 0])
        self._zones(found, labels, size, zones, progress)
        if of_land:
            self._areas(found, labels, scheme, progress)
        return found

    def _ask(self, questions: Sequence[Question], progress: Progress, done: float) -> list[Estimate | None]:
        return list(self.design.estimates(questions, lambda: progress.report(done)))

    def _matrix(
        self, size: int, mapped: np.ndarray, weights: np.ndarray, part: np.ndarray | slice = slice(None)
    ) -> np.ndarray:
        matrix = np.zeros((size, size), weights.dtype)
        np.add.at(matrix, (self.reference[part], mapped[part]), weights[part])
        return matrix

    def _classes(
        self, labels: Labels, level: Level, progress: Progress, done: float
    ) -> dict[tuple[str, int], Estimate | None]:
        seen = Labels(level.of_class[labels.mapped], level.of_class[labels.reference])
        present = np.unique([seen.mapped, seen.reference])
        asked: dict[tuple[str, int], Question] = {("oa", 0): seen.right()}
        for position in present[present > 0].tolist():
            questions = (seen.user(position), seen.producer(position), seen.iou(position))
            asked.update({(name, level.ids[position - 1]): q for name, q in zip(FIGURES, questions)})
        return dict(zip(asked, self._ask(list(asked.values()), progress, done)))

    def _zones(self, found: Assessed, labels: Labels, size: int, zones: int, progress: Progress) -> None:
        if self.zones is not None:
            inside = [self.zones == zone for zone in range(1, zones + 1)]
            estimates = self._ask([labels.right(part) for part in inside], progress, 1)
            matrices = [self._matrix(size, labels.mapped, self.design.weights, part) for part in inside]
            counts = (int(self.design.counts[part].sum()) for part in inside)
            found.zones = list(zip(estimates, matrices, counts))

    def _areas(self, found: Assessed, labels: Labels, scheme: ClassScheme, progress: Progress) -> None:
        present = np.unique([labels.reference, labels.mapped])
        positions = present[present > 0].tolist()
        shares = self._ask([labels.share(position) for position in positions], progress, 1)
        found.areas = {scheme.ids[position - 1]: share for position, share in zip(positions, shares)}
