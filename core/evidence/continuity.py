"""Keeping rivers in one piece: links between accepted fragments through rejected pixels.

The links kept are those of the minimum spanning forest; `links` finds it in one array.

A map of any size is seen in blocks with a margin that holds every link from a pixel of the block. A
link that the forest of the whole map keeps is kept by the forest of any part that holds it, because
a link that closes a circle of lesser ones closes it in the whole map, too. So the forests of all
blocks together hold all links that can matter, and Kruskal's algorithm once more finds those that do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import closing
from itertools import chain
from typing import NamedTuple

import numpy as np

from ..codes import Evidence
from ..components import Components, label
from ..grid import Map, Window, blocks, widened
from ..progress import Progress
from ..spreading import Spread, here
from .links import Forest, Links, links


def reconnect(
    evidence: Map, classes: Map, continuous: Iterable[int],
    connectivity: int, max_gap: int, side: int, progress: Progress, spread: Spread = here,
) -> None:  # fmt: skip
    """Mark the rejected pixels that keep the fragments of some classes connected, as CONTINUITY.

    Fragments are the connected components of a class's accepted pixels (AGREES, CONNECTED). Where a
    component of predicted pixels holds no polygon, nothing is rejected, and no link can start.

    Args:
        evidence: uint8, values of Evidence; changed.
        classes: Class ids.
        continuous: Ids of the classes.
        connectivity: 4 or 8, of fragments and of paths.
        max_gap: Most rejected pixels on a link.
        side: Of the blocks, pixels.
        progress: Told how far it is.
        spread: Does `links_around` for all blocks.
    """
    scenes = [_Fragments(evidence, classes, id_, connectivity) for id_ in continuous]
    for order, scene in enumerate(scenes if max_gap > 0 else []):
        part = progress.part(order / len(scenes), (order + 1) / len(scenes))
        windows = blocks(classes.shape, side)
        seen = part.part(0.0, 0.6)
        parts = (scene.around(window, max_gap) for window in seen.each(windows) if scene.rejects(window))
        with closing(spread(links_around, parts, seen)) as results:
            found = _by_cost(chain.from_iterable(results))
        if found:
            ends = np.concatenate([some.ends for some in found])
            fragments = scene.fragments_at(ends, windows, part.part(0.6, 0.9))
            _mark(evidence, _spanning_forest(found, fragments), windows, classes.shape[1])


class Around(NamedTuple):
    """A window and a margin that holds every link that begins in it.

    Attributes:
        window, wide: Without and with the margin.
        width: Columns of the raster.
        accepted, rejected: See `links`, of `wide`.
        connectivity, max_gap: See `links`.
    """

    window: Window
    wide: Window
    width: int
    accepted: np.ndarray
    rejected: np.ndarray
    connectivity: int
    max_gap: int


def links_around(part: Around, progress: Progress) -> list[Links]:
    """The forest of a window and its margin, as far as its links begin in the window."""
    top, left = (own.start for own in part.wide)
    columns = part.accepted.shape[1]
    own = []
    for found in links(part.accepted, part.rejected, part.connectivity, part.max_gap, progress):
        begins = np.divmod(found.paths[:, 0], columns)
        inside = _inside(part.window, begins[0] + top, begins[1] + left)
        if inside.any():
            places = (np.divmod(numbers[inside], columns) for numbers in found)
            own.append(Links(*((r + top) * part.width + c + left for r, c in places)))
    return own


class _Fragments:
    """The accepted and rejected pixels of one class."""

    def __init__(self, evidence: Map, classes: Map, id_: int, connectivity: int) -> None:
        self._evidence, self._classes, self._id = evidence, classes, id_
        self._connectivity = connectivity

    def rejects(self, window: Window) -> bool:
        """Whether a link may begin in a window."""
        return bool(self._of(window, Evidence.REASSIGNED).any())

    def around(self, window: Window, max_gap: int) -> Around:
        """What is needed to find the links that begin in a window."""
        wide = widened(window, max_gap + 1, self._classes.shape)
        rejected = self._of(wide, Evidence.REASSIGNED)
        return Around(
            window, wide, self._classes.shape[1], self._accepted(wide), rejected, self._connectivity, max_gap
        )

    def fragments_at(self, ends: np.ndarray, windows: Sequence[Window], progress: Progress) -> np.ndarray:
        """Numbers of the fragments in which pairs of pixels lie: int64 (n, 2)."""
        rows, cols = np.divmod(ends, self._classes.shape[1])
        components = Components(self._classes.shape, self._connectivity)
        numbers = np.zeros(rows.shape, np.int64)
        for window in progress.each(windows):
            accepted = self._accepted(window)
            labels, count = label(accepted, self._connectivity)
            offset, _ = components.add(window, accepted, labels, count)
            here = _inside(window, rows, cols)
            numbers[here] = labels[rows[here] - window[0].start, cols[here] - window[1].start] + offset
        components.join()
        return components.numbers(numbers)

    def _of(self, window: Window, kind: Evidence) -> np.ndarray:
        mask: np.ndarray = (self._evidence[window] == kind) & (self._classes[window] == self._id)
        return mask

    def _accepted(self, window: Window) -> np.ndarray:
        evidence = self._evidence[window]
        kept = (evidence == Evidence.AGREES) | (evidence == Evidence.CONNECTED)
        accepted: np.ndarray = kept & (self._classes[window] == self._id)
        return accepted


def _inside(window: Window, rows: np.ndarray, cols: np.ndarray) -> np.ndarray:
    down, across = window
    inside: np.ndarray = (
        (rows >= down.start) & (rows < down.stop) & (cols >= across.start) & (cols < across.stop)
    )
    return inside


def _mark(evidence: Map, kept: np.ndarray, windows: Sequence[Window], width: int) -> None:
    rows, cols = np.divmod(kept, width)
    for window in windows:
        here = _inside(window, rows, cols)
        if here.any():
            values = evidence[window].copy()
            values[rows[here] - window[0].start, cols[here] - window[1].start] = Evidence.CONTINUITY
            evidence[window] = values


def _by_cost(found: Iterable[Links]) -> list[Links]:
    """All links in the order (cost, path); the same link may come several times."""
    alike: dict[int, list[Links]] = {}
    for some in found:
        alike.setdefault(some.paths.shape[1], []).append(some)
    whole = [Links(*map(np.concatenate, zip(*alike[cost]))) for cost in sorted(alike)]
    return [Links(*(column[np.lexsort(some.paths.T[::-1])] for column in some)) for some in whole]


def _spanning_forest(found: Iterable[Links], fragments: np.ndarray) -> np.ndarray:
    """The pixels of the links of the minimum spanning forest.

    Args:
        found: Candidates in the order (cost, path).
        fragments: int64 (n, 2), numbers of the fragments at the ends of each.
    """
    names, ends = np.unique(fragments, return_inverse=True)
    ends = ends.reshape(-1, 2)
    forest = Forest(names.size)
    kept = []
    for some in found:
        these, ends = np.split(ends, [len(some.paths)])
        kept.append(some.paths[forest.grow(*these.T)].ravel())
    return np.concatenate(kept)
