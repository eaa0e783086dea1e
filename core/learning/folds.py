"""Contiguous parts of the land that are held out in turn, with a gap to what is learnt from meanwhile.

Neighbouring pixels resemble each other, so that held-out pixels next to those learnt from flatter a model
(Roberts et al. 2017, Ecography 40); Pollatos et al. therefore hold out contiguous areas.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import SureCoverError
from ..grid import Map, Window, blocks, widened, within
from ..lazy import LazyModule
from ..progress import Progress
from .blocks import Blocks, square_blocks

if TYPE_CHECKING:
    import scipy.ndimage
    import scipy.sparse
else:
    scipy = LazyModule("scipy")
    scipy.ndimage = LazyModule("scipy.ndimage")
    scipy.sparse = LazyModule("scipy.sparse")

_BLOCK = 1024
_PASSES = 20

_DIAGONAL = 0.25
"""How much blocks that touch at a corner count as neighbours."""

_NEIGHBOUR = 0.5
"""Cost of two neighbours in a fold, where a fold that is one block too large costs 1."""

_OF_CLASSES = 0.25
_OF_PIXELS = 0.1
"""How much evenness of each class, and of all pixels, counts beside that of the labelled pixels."""


@dataclass(frozen=True)
class Folds:
    """Parts of a raster that are held out in turn.

    Attributes:
        count: Number of folds.
        shape: (rows, cols) of the raster.
        read: Fold of each pixel of a window, uint8 (rows, cols), 1..count; 0 = in no fold.
        names: Of the folds.
    """

    count: int
    shape: tuple[int, int]
    read: Callable[[Window], np.ndarray]
    names: tuple[str, ...]

    def held_out(self, fold: int, window: Window) -> np.ndarray:
        """Bool (rows, cols), True in a fold."""
        inside: np.ndarray = self.read(window) == fold
        return inside

    def training(self, fold: int, window: Window, gap: int) -> np.ndarray:
        """Where may be learnt from while a fold is held out.

        Args:
            fold: 1..count.
            window: Rows and columns.
            gap: px.

        Returns:
            Bool (rows, cols): True in the other folds, more than `gap` rows or columns away from every
            pixel of this one.
        """
        learnt: np.ndarray = (self.read(window) > 0) & ~self.near(fold, window, gap)
        return learnt

    def near(self, fold: int, window: Window, gap: int) -> np.ndarray:
        """Bool (rows, cols), True in a fold and within `gap` rows and columns of it."""
        wide = widened(window, gap, self.shape)
        inside = self.held_out(fold, wide)
        if gap and inside.any():
            inside = scipy.ndimage.maximum_filter(inside, 2 * gap + 1, mode="constant", cval=False)
        around: np.ndarray = inside[within(window, wide)]
        return around


def training_shares(
    folds: Folds, gap: int, labels: Map | None = None, progress: Progress | None = None
) -> list[float]:
    """Share of the pixels in folds that may be learnt from while each fold is held out, 0..1.

    Without a gap it would be 1 − 1 / folds on average.

    Args:
        folds: The folds.
        gap: px.
        labels: Label numbers; only labelled pixels count then.
        progress: Told after every block.
    """
    kept, all_ = np.zeros(folds.count, np.int64), 0
    for window in (progress or Progress()).each(blocks(folds.shape, _BLOCK)):
        counted = folds.read(window) > 0
        if labels is not None:
            counted &= labels[window] > 0
        all_ += int(counted.sum())
        kept += [(folds.training(n, window, gap) & counted).sum() for n in range(1, folds.count + 1)]
    return [float(share) for share in kept / max(all_, 1)]


def dealt(
    areas: Blocks, counts: np.ndarray, folds: int, seed: int = 0, label: str = "Folds (FOLDS)"
) -> Folds:
    """Deal areas into folds.

    Zones that are no more than the folds are one fold each. Else, in this order of importance, every class
    comes into as many folds as it can; the folds hold nearly equally many labelled pixels, also of each
    class; and neighbouring blocks come into different folds. The dealing starts from the order of size and
    exchanges and moves areas as long as that betters it.

    Args:
        areas: What stays together. Blocks without labelled pixels are dealt, too, for they may be predicted;
            zones without are in no fold.
        counts: Pixels by area and label, of `tally`.
        folds: Number wanted.
        seed: Decides between equals.
        label: How messages name the number.

    Raises:
        SureCoverError: Less areas than folds hold labelled pixels; of zones, less than two.
    """
    labelled = counts[:, 1:].sum(axis=1)
    held = np.flatnonzero(labelled[1:]) + 1
    zones = areas.layout is None
    least = 2 if zones else folds
    if len(held) < least:
        what, instead = ("zones", "other zones") if zones else ("blocks", "fewer folds")
        raise SureCoverError(
            f"{label} are {folds} but labels lie in {len(held)} {what} only; needed are {least} or more, "
            f"choose {instead} or labels of a larger area."
        )
    members = held if zones else np.flatnonzero(counts[1:].sum(axis=1)) + 1
    table = np.zeros(areas.count + 1, np.uint8)
    if zones and len(members) <= folds:
        table[members] = np.arange(1, len(members) + 1)
    else:
        near = _neighbours(areas.layout, members)
        table[members] = _Deal(counts[members], near, folds, seed).fold + 1
    count = int(table.max())
    return Folds(count, areas.shape, lambda window: table[areas.read(window)], _names(areas, table, count))


def random_folds(shape: tuple[int, int], side: int, folds: int, seed: int = 0) -> Folds:
    """Patches dealt at random, the contrast of Pollatos et al.: they lie among those learnt from.

    Args:
        shape: (rows, cols) of the raster.
        side: Of a patch, px.
        folds: Number of them; of fewer patches, one each.
        seed: Of the dealing.
    """
    patches = square_blocks(shape, (side, side))
    count = min(folds, patches.count)
    drawn = np.random.default_rng(seed).permutation(patches.count) % count + 1
    table = np.array([0, *drawn], np.uint8)
    names = tuple(f"fold {number}" for number in range(1, count + 1))
    return Folds(count, shape, lambda window: table[patches.read(window)], names)


def _names(areas: Blocks, table: np.ndarray, count: int) -> tuple[str, ...]:
    """Of one zone a fold the zone's, of several those of all."""
    numbers = range(1, count + 1)
    if not areas.names:
        return tuple(f"fold {number}" for number in numbers)
    return tuple(
        ", ".join(name for name, fold in zip(areas.names, table[1:]) if fold == number) for number in numbers
    )


def _neighbours(layout: tuple[int, int] | None, members: np.ndarray) -> Any:  # noqa: ANN401
    """How much each two of some areas are neighbours, a sparse matrix; zones are none."""
    if layout is None:
        return scipy.sparse.csr_matrix((len(members), len(members)))
    rows, cols = np.divmod(members - 1, layout[1])
    down, right = (np.abs(part[:, None] - part) for part in (rows, cols))
    sides, corners = down + right == 1, (down == 1) & (right == 1)
    return scipy.sparse.csr_matrix(sides * 1.0 + corners * _DIAGONAL)


class _Deal:
    """Areas being dealt into folds.

    Args:
        counts: Pixels by label, int64 (areas, labels + 1); column 0 is not labelled.
        near: How much each two are neighbours (areas, areas).
        folds: Number of folds.
        seed: Decides between equals.
    """

    def __init__(self, counts: np.ndarray, near: Any, folds: int, seed: int) -> None:  # noqa: ANN401
        rng = np.random.default_rng(seed)
        number = len(counts)
        classes = counts[:, 1:][:, counts[:, 1:].any(axis=0)]
        parts = np.column_stack([classes, classes.sum(axis=1), counts.sum(axis=1)])
        # As many rows without anything as folds follow: to exchange an area for one of them is to move it.
        self._parts = np.vstack([parts / parts.sum(axis=0), np.zeros((folds, parts.shape[1]))])
        even = number * number / 2
        self._weights = even * np.array(
            [*[_OF_CLASSES / classes.shape[1]] * classes.shape[1], 1.0, _OF_PIXELS]
        )
        self._present = self._parts[:, : classes.shape[1]] > 0
        self._near = scipy.sparse.block_diag([near * _NEIGHBOUR, np.zeros((folds, folds))], format="csr")
        order = np.lexsort([rng.random(number), -parts[:, -2]])
        self._all = np.arange(number + folds) - number
        self._all[order] = np.arange(number) % folds
        self._folds = folds
        self._improve(rng)

    @property
    def fold(self) -> np.ndarray:
        """Fold of each area, from 0."""
        return self._all[: len(self._all) - self._folds]

    def _improve(self, rng: np.random.Generator) -> None:
        """Exchange or move areas as long as that betters the deal."""
        for _ in range(_PASSES):
            changed = False
            for area in rng.permutation(len(self.fold)):
                cost = self._costs(area)
                other = int(cost.argmin())
                if cost[other] < -1e-9:
                    self._exchange(area, other)
                    changed = True
            if not changed:
                return

    def _exchange(self, area: int, other: int) -> None:
        mine, theirs = self._all[area], self._all[other]
        self._all[area] = theirs
        if other < len(self.fold):
            self._all[other] = mine

    def _costs(self, area: int) -> np.ndarray:
        """What it costs to exchange an area for each of the others; less than 0 betters the deal."""
        inside = self._all == np.arange(self._folds)[:, None]
        loads = inside.astype(float) @ self._parts
        owners = inside.astype(np.int64) @ self._present
        mine, theirs = self._all[area], self._all
        given = self._parts[area] - self._parts
        uneven = 2 * given * (given + loads[theirs] - loads[mine])
        change = self._present.astype(np.int64) - self._present[area]
        absent = (owners[mine] + change == 0).sum(axis=1) + (owners[theirs] - change == 0).sum(axis=1)
        before = (owners[mine] == 0).sum() + (owners[theirs] == 0).sum(axis=1)
        touching = self._near @ inside.T.astype(float)
        rows = np.arange(len(theirs))
        met = (
            touching[area, theirs] - touching[area, mine] + touching[rows, mine] - touching[rows, theirs]
            - 2 * self._near[[area]].toarray()[0]
        )  # fmt: skip
        # A class that a fold lacks outweighs all the rest together.
        cost = (absent - before) * 1e6 + uneven @ self._weights + met
        return np.where(theirs == mine, 0.0, cost)
