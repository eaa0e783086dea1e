"""Comparing maps with a reference, pixel by pixel or at the points of a sample.

Both ways end in an `Assessed`: matrices and estimates. Classes are counted by position: 0 is "no class", then
the classes of the scheme in order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from ..codes import Reliability
from ..progress import Progress
from ..scheme import ClassScheme
from .estimation import Estimate, Labels, Question, Strata
from .intervals import wilson

SQUARES = 16
"""Squares along the longer side of a raster, whose differences tell how far its figures carry over."""

FIGURES = ("precision", "recall", "iou")
"""Figures of a class that are ratios of a sample."""

_CODES = len(Reliability)


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
        points: By map, numbers of points; empty where pixels were compared.
        overall: By map, overall accuracy.
        codes: Overall accuracy by reliability code; None where it was not compared there.
        code_counts: Pixels or points compared by code.
        zones: By zone, overall accuracy; the matrix of the zone; pixels or points.
        classes: By map, level (coarsest first), figure and class id (0 for all): estimates; empty for pixels.
        areas: By class id, share of the area; empty for pixels.
        population: Pixels that the sample stands for.
    """

    unit: str
    compared: int
    maps: list[np.ndarray]
    points: list[np.ndarray]
    overall: list[Estimate | None]
    codes: list[Estimate | None] = field(default_factory=list)
    code_counts: list[int] = field(default_factory=list)
    zones: list[tuple[Estimate | None, np.ndarray, int]] = field(default_factory=list)
    classes: list[list[dict[tuple[str, int], Estimate | None]]] = field(default_factory=list)
    areas: dict[int, Estimate | None] = field(default_factory=dict)
    population: float = 0.0


class PixelTally:
    """Counts of pixels, gathered window by window.

    Memory: 8 bytes per pair of classes for each map, zone and code.

    Args:
        scheme: Of the maps and the reference.
        shape: (rows, cols) of the raster.
        maps: Number of maps.
        zones: Number of zones.
    """

    def __init__(self, scheme: ClassScheme, shape: tuple[int, int], maps: int, zones: int) -> None:
        size = len(scheme.ids) + 1
        self._kin = related(scheme)
        self._right = self._kin | np.eye(size, dtype=bool)
        self._maps = np.zeros((maps, size, size), np.int64)
        self._codes = np.zeros((_CODES, size, size), np.int64)
        self._zones = np.zeros((zones + 1, size, size), np.int64)
        self._side = -(-max(shape) // SQUARES)
        self._across = -(-shape[1] // self._side)
        squares = self._across * -(-shape[0] // self._side)
        self._squares = np.zeros((squares, _CODES, 2), np.int64)
        self._others = np.zeros((maps, squares, 2), np.int64)

    def add(
        self,
        reference: np.ndarray,
        maps: Sequence[np.ndarray],
        codes: np.ndarray | None,
        zones: np.ndarray | None,
        corner: tuple[int, int],
    ) -> np.ndarray:
        """Count a window; all arrays (rows, cols), classes by position.

        Args:
            reference: 0 where unknown.
            maps: The last one is the map itself.
            codes: Reliability 0..3.
            zones: 0 outside all, else from 1.
            corner: The window's first row and column.

        Returns:
            0 where nothing was compared, 1 right, 2 wrong, 3 wrong because the map has no class; of the map
            itself, (rows, cols).
        """
        known = reference > 0
        true = reference[known]
        square = self._square(corner, reference.shape)[known]
        for number, values in enumerate(maps):
            _count(self._maps[number], true, values[known])
            right = self._right[true, values[known]]
            self._others[number, :, 0] += np.bincount(square, minlength=len(self._squares))
            self._others[number, :, 1] += np.bincount(square[right], minlength=len(self._squares))
        mapped = maps[-1][known]
        if codes is not None:
            code = codes[known].astype(np.int64)
            _count_in(self._codes, code, true, mapped)
            for column, chosen in enumerate((slice(None), right)):
                places = square[chosen] * _CODES + code[chosen]
                sums = np.bincount(places, minlength=len(self._squares) * _CODES)
                self._squares[:, :, column] += sums.reshape(-1, _CODES)
        if zones is not None:
            _count_in(self._zones, zones[known], true, mapped)
        outcome = np.zeros(reference.shape, np.int64)
        outcome[known] = np.where(right, 1, np.where(mapped > 0, 2, 3))
        return outcome

    def _square(self, corner: tuple[int, int], shape: tuple[int, int]) -> np.ndarray:
        rows = (np.arange(shape[0]) + corner[0]) // self._side
        cols = (np.arange(shape[1]) + corner[1]) // self._side
        squares: np.ndarray = rows[:, None] * self._across + cols[None, :]
        return squares

    def assessed(self, with_codes: bool) -> Assessed:
        """What was counted, with intervals that tell how far it may carry over to land of the same kind."""
        right = [int(matrix[self._right].sum()) for matrix in self._zones]
        return Assessed(
            unit="pixels",
            compared=int(self._maps[-1].sum()),
            maps=list(self._maps),
            points=[],
            overall=[of_squares(*counts.T) for counts in self._others],
            codes=[of_squares(*self._squares[:, code].T) for code in range(_CODES)] if with_codes else [],
            code_counts=self._codes.sum(axis=(1, 2)).tolist(),
            zones=[
                (Estimate(hits / int(m.sum())) if m.any() else None, m, int(m.sum()))
                for hits, m in zip(right[1:], self._zones[1:])
            ],
            population=float(self._maps[-1].sum()),
        )


def of_squares(pixels: np.ndarray, right: np.ndarray) -> Estimate | None:
    """Share of right pixels, and its interval from the differences between squares of land.

    Neighbouring pixels are right or wrong together, so they are far fewer observations than pixels: the
    interval is Wilson's with the effective size that the differences between squares tell (ratio estimate of
    a cluster sample, Cochran 1977, Sampling techniques, section 9A.1).

    Args:
        pixels: int64 (squares,), pixels compared.
        right: int64 (squares,), right ones.
    """
    there = pixels > 0
    total, hits, squares = int(pixels.sum()), int(right.sum()), int(there.sum())
    if not total:
        return None
    share = hits / total
    if squares < 2:
        return Estimate(share)
    off = right[there] - share * pixels[there]
    error = float(np.sqrt(squares / (squares - 1) * (off**2).sum()) / total)
    size = min(share * (1 - share) / error**2 if error else squares, total)
    low, high = wilson(np.array([share]), np.array([max(size, 1.0)]))
    return Estimate(share, error, float(low[0]), float(high[0]))


@dataclass(frozen=True)
class Units:
    """The units of a sample, classes by position.

    Attributes:
        reference: int64 (units,), never 0.
        maps: int64 (maps, units); the last one is the map itself.
        codes: Reliability codes, int64 (units,); None without.
        zones: int64 (units,), 0 outside all; None without.
        strata: The design.
    """

    reference: np.ndarray
    maps: np.ndarray
    codes: np.ndarray | None
    zones: np.ndarray | None
    strata: Strata

    def assessed(self, scheme: ClassScheme, zones: int, progress: Progress) -> Assessed:
        """All estimates, for a scheme and a number of zones."""
        kin = related(scheme)
        settled = [np.where(kin[self.reference, mapped], mapped, self.reference) for mapped in self.maps]
        size = len(scheme.ids) + 1
        found = Assessed(
            unit="points", compared=len(self.reference), maps=[], points=[], overall=[],
            population=float(self.strata.sizes.sum()),
        )  # fmt: skip
        for number, mapped in enumerate(self.maps):
            done = number / len(self.maps)
            labels = Labels(mapped, settled[number])
            found.maps.append(self._matrix(size, mapped, self.strata.weights))
            found.points += [self._matrix(size, mapped, np.ones(len(mapped), np.int64))]
            found.classes.append([self._classes(labels, level, progress, done) for level in levels(scheme)])
            found.overall.append(found.classes[-1][-1]["oa", 0])
        self._codes(found, labels, progress)
        self._zones(found, labels, size, zones, progress)
        self._areas(found, labels, scheme, progress)
        return found

    def _ask(self, questions: Sequence[Question], progress: Progress, done: float) -> list[Estimate | None]:
        return list(self.strata.estimates(questions, lambda: progress.report(done)))

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

    def _codes(self, found: Assessed, labels: Labels, progress: Progress) -> None:
        if self.codes is not None:
            inside = [self.codes == code for code in range(_CODES)]
            found.codes = self._ask([labels.right(part) for part in inside], progress, 1)
            found.code_counts = [int(part.sum()) for part in inside]

    def _zones(self, found: Assessed, labels: Labels, size: int, zones: int, progress: Progress) -> None:
        if self.zones is not None:
            inside = [self.zones == zone for zone in range(1, zones + 1)]
            estimates = self._ask([labels.right(part) for part in inside], progress, 1)
            matrices = [self._matrix(size, labels.mapped, self.strata.weights, part) for part in inside]
            found.zones = list(zip(estimates, matrices, (int(part.sum()) for part in inside)))

    def _areas(self, found: Assessed, labels: Labels, scheme: ClassScheme, progress: Progress) -> None:
        present = np.unique([labels.reference, labels.mapped])
        positions = present[present > 0].tolist()
        shares = self._ask([labels.share(position) for position in positions], progress, 1)
        found.areas = {scheme.ids[position - 1]: share for position, share in zip(positions, shares)}


def _count(matrix: np.ndarray, reference: np.ndarray, mapped: np.ndarray) -> None:
    size = len(matrix)
    keys = reference.astype(np.int64) * size + mapped
    matrix += np.bincount(keys.ravel(), minlength=size * size).reshape(size, size)


def _count_in(matrices: np.ndarray, part: np.ndarray, reference: np.ndarray, mapped: np.ndarray) -> None:
    for number in np.unique(part).tolist():
        chosen = part == number
        _count(matrices[number], reference[chosen], mapped[chosen])
