"""What became what between two class maps: a code for every transition, and sums of land by code.

A code is 100 × the position of the class before + the position of the class after; positions count from 1
in the order of the scheme, so that a code means the same in every comparison of maps of one scheme.
1 is land that is not sure, 0 land without a class on one of the maps.
"""

from __future__ import annotations

import colorsys
from collections.abc import Iterable

import numpy as np

from ..areas import HECTARE
from ..components import Components, label
from ..errors import SureCoverError
from ..grid import Map, blocks
from ..legends import Color
from ..progress import Progress
from ..scheme import ClassScheme, LandClass

BASE = 100
MOST_CLASSES = BASE - 1
"""Of a scheme: more have no codes."""

NOT_SURE = 1
NOT_SURE_NAME = "not sure"
NOT_SURE_COLOR: Color = (160, 167, 175)

_CONNECTIVITY = 8
_PALE, _BEFORE = 0.8, 0.2
"""Of white in the colour of what stayed, of the class before in that of a change."""

_GREY = 0.1
"""Saturation of colours that have no hue to be strengthened."""


def codes_of(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """The code of each pixel, uint16, as the arguments in shape.

    Args:
        before: Positions of classes in the scheme from 1, 0 = none, any integers.
        after: The same.
    """
    codes = (BASE * before + after).astype(np.uint16)
    codes[(before == 0) | (after == 0)] = 0
    return codes


def is_change(codes: np.ndarray) -> np.ndarray:
    """Where codes tell of a change. bool, as `codes` in shape."""
    return np.asarray((codes > NOT_SURE) & (codes // BASE != codes % BASE))


def is_sure(
    reliability: np.ndarray | None,
    confidence: np.ndarray | None,
    max_reliability: int,
    min_confidence: float,
) -> np.ndarray:
    """Where a class of one date is sure, bool; of no dimension where nothing tells.

    Of a pixel that was not assessed the confidence decides; without a confidence layer it is not sure.

    Args:
        reliability: Codes 0..3.
        confidence: 0..1, NaN where unknown, which is not sure.
        max_reliability: The worst code that is sure, 1..3.
        min_confidence: The least confidence that is sure.
    """
    sure = np.array(True)
    if reliability is not None:
        sure = (reliability > 0) & (reliability <= max_reliability)
    if confidence is not None:
        if reliability is not None:
            sure |= reliability == 0
        sure = sure & (confidence >= min_confidence)
    return sure


def is_vague(scheme: ClassScheme) -> np.ndarray:
    """By code, whether one of the classes is above the other in the hierarchy: nothing tells of a change.

    bool (BASE²,).
    """
    vague = np.zeros(BASE * BASE, bool)
    places = {c.id: place for place, c in enumerate(scheme.classes, start=1)}
    for class_id, place in places.items():
        for above in scheme.ancestors(class_id):
            vague[[BASE * place + places[above], BASE * places[above] + place]] = True
    return vague


def sift(codes: Map, min_pixels: int, progress: Progress, side: int = 1024) -> None:
    """Let the patches of change of fewer pixels be not sure, whatever the blocks they are seen in.

    A patch is what is connected through 8 neighbours and has one code. Memory holds a block, two rows of
    pixels, and what touches seams.

    Args:
        codes: uint16 (rows, cols), changed in place.
        min_pixels: Least pixels of a patch that stays.
        progress: Told how far it is.
        side: Of the blocks, pixels.
    """
    windows = blocks(codes.shape, side)
    components = Components(codes.shape, _CONNECTIVITY)
    at_seams, sizes = [], [np.empty(0, np.int64)]
    for window in progress.part(0, 0.5).each(windows):
        changes, labels, count = _patches(codes[window])
        offset, pieces = components.add(window, changes, labels, count)
        at_seams.append(pieces - offset)
        sizes.append(np.bincount(labels.ravel(), minlength=count + 1)[at_seams[-1]])
    components.join()
    wholes = np.searchsorted(components.pieces, components.whole)
    totals = np.zeros(len(wholes), np.int64)
    np.add.at(totals, wholes, np.concatenate(sizes))
    ends = np.cumsum([len(pieces) for pieces in at_seams])
    for window, pieces, end in zip(progress.part(0.5, 1).each(windows), at_seams, ends.tolist()):
        block = codes[window]
        _, labels, count = _patches(block)
        pixels = np.bincount(labels.ravel(), minlength=count + 1)
        pixels[pieces] = totals[wholes[end - len(pieces) : end]]
        small = pixels < min_pixels
        small[0] = False
        if small.any():
            block[small[labels]] = NOT_SURE
            codes[window] = block


def _patches(codes: np.ndarray) -> tuple[np.ndarray, np.ndarray, int]:
    """The codes of changes, 0 elsewhere; the numbers of their patches, and how many there are."""
    changes = np.where(is_change(codes), codes, np.uint16(0))
    return changes, *label(changes, _CONNECTIVITY)


class Land:
    """Pixels and areas by code, summed window by window."""

    def __init__(self) -> None:
        self._sums = np.zeros((2, BASE * BASE))  # whole numbers of pixels are exact up to 2**53

    def add(self, codes: np.ndarray, areas: np.ndarray | None) -> None:
        """Count the codes of a window (rows, cols); areas of its pixels in m², None where not known."""
        keys = codes.ravel()
        self._sums[0] += np.bincount(keys, minlength=BASE * BASE)
        self._sums[1] += np.nan if areas is None else np.bincount(keys, areas.ravel(), minlength=BASE * BASE)

    @property
    def codes(self) -> list[int]:
        """The codes that occur, without 0, ascending."""
        return [code for code in np.flatnonzero(self._sums[0]).tolist() if code]

    @property
    def positions(self) -> list[int]:
        """The positions of the classes that occur on either map, ascending."""
        pixels = self._sums[0].reshape(BASE, BASE)[1:, 1:]
        return (np.flatnonzero(pixels.any(axis=0) | pixels.any(axis=1)) + 1).tolist()

    def of(self, before: int | None = None, after: int | None = None) -> np.ndarray:
        """Pixels and hectares (NaN where areas are not known) by the classes' positions; None = any.

        Without what is not sure; float64 (2,).
        """
        chosen = (slice(1, None) if place is None else slice(place, place + 1) for place in (before, after))
        return _in_hectares(self._sums.reshape(2, BASE, BASE)[(slice(None), *chosen)].sum(axis=(1, 2)))

    def unchanged(self) -> np.ndarray:
        """Of what has the same class on both maps, as `of`."""
        pairs = np.arange(1, BASE)
        return _in_hectares(self._sums[:, pairs * BASE + pairs].sum(axis=1))

    def without_class(self) -> int:
        """Pixels without a class on one of the maps."""
        return int(self._sums[0, 0])


def _in_hectares(sums: np.ndarray) -> np.ndarray:
    return np.asarray(sums / (1, HECTARE))


def scheme_of_change(scheme: ClassScheme, positions: Iterable[int]) -> ClassScheme:
    """The scheme of a change map: what is not sure, and all pairs of the classes at some positions.

    Classes that did not change are pale; a change has the colour of the class after, stronger where it is
    pale, with a hint of the one before. Pairs that do not occur are there as well, so that labels of a
    reference may name them.
    """
    classes = {position: scheme.classes[position - 1] for position in positions}
    pairs = [
        LandClass(BASE * i + j, name_of(before, after), _color(before, after))
        for i, before in classes.items()
        for j, after in classes.items()
    ]
    not_sure = LandClass(NOT_SURE, NOT_SURE_NAME, NOT_SURE_COLOR)
    return ClassScheme(f"{scheme.id}-change", f"Change, {scheme.title}", (not_sure, *pairs))


def name_of(before: LandClass, after: LandClass) -> str:
    """What a transition is called."""
    return f"{before.name} unchanged" if before == after else f"{before.name} → {after.name}"


def _color(before: LandClass, after: LandClass) -> Color:
    if before == after:
        return _mixed(before.color, (255, 255, 255), _PALE)
    return _mixed(_vivid(after.color), before.color, _BEFORE)


def _vivid(color: Color) -> Color:
    """A colour as it is, but for pale and grey ones, which look like land that stayed or is not sure."""
    hue, saturation, value = colorsys.rgb_to_hsv(*(channel / 255 for channel in color))
    if saturation > _GREY:
        saturation, value = max(saturation, 0.5), min(value, 0.85)
    else:
        value = min(value, 0.4)
    red, green, blue = colorsys.hsv_to_rgb(hue, saturation, value)
    return round(255 * red), round(255 * green), round(255 * blue)


def _mixed(color: Color, other: Color, share: float) -> Color:
    red, green, blue = (round((1 - share) * a + share * b) for a, b in zip(color, other))
    return red, green, blue


def joined_scheme(schemes: Iterable[tuple[str, ClassScheme]], remedy: str) -> ClassScheme:
    """One scheme of the classes of several ones, in the order of the first.

    Args:
        schemes: What is in each of them, as messages name it, and the scheme.
        remedy: What to do where they do not fit.

    Raises:
        SureCoverError: They have no class in common, an id has two names or a name two ids, or there are too
            many classes.
    """
    (first, joined), *others = schemes
    for what, scheme in others:
        if difference := _difference(scheme, joined):
            raise SureCoverError(
                f"{what} is in the class scheme {scheme.id!r}, {first} in {joined.id!r}, and {difference}; "
                f"both must be in the same one: {remedy}."
            )
        further = tuple(c for c in scheme.classes if c.id not in joined.ids)
        joined = ClassScheme(joined.id, joined.title, joined.classes + further)
    if len(joined.classes) > MOST_CLASSES:
        raise SureCoverError(
            f"{first} is in the class scheme {joined.id!r} of {len(joined.classes)} classes; allowed are up "
            f"to {MOST_CLASSES}: {remedy}."
        )
    return joined


def _difference(scheme: ClassScheme, other: ClassScheme) -> str:
    """In words why two schemes do not mean the same; "" where they may."""
    names = {c.id: c.name for c in other.classes}
    ids = {c.name.casefold(): c.id for c in other.classes}
    known = 0
    for c in scheme.classes:
        name, class_id = names.get(c.id), ids.get(c.name.casefold())
        if name is not None and name.casefold() != c.name.casefold():
            return f"class {c.id} is {c.name!r} in the one, {name!r} in the other"
        if class_id not in (None, c.id):
            return f"{c.name!r} is class {c.id} in the one, {class_id} in the other"
        known += class_id is not None
    return "" if known else "these have no class in common"
