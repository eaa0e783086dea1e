"""What a map's classes teach: the outputs of a network, and the outputs that each class may stand for."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np

from ..errors import SureCoverError
from ..model.card import OTHER
from ..scheme import MAX_ID, ClassScheme

MAX_LABELS = 254
"""Most labels: their numbers are stored as uint8, and 255 stays free."""

_LEAST_SHARE = 0.05
"""A class that has less than this share of its parent's pixels says too little of what the parent is."""


@dataclass(frozen=True)
class Labels:
    """The labels that a map teaches with: each is a set of the classes that a network tells apart.

    Attributes:
        scheme: Of the ids.
        outputs: Class ids in the order of the network's outputs; a theme's rest, OTHER, last.
        ids: Class id of each label, which is what the map shows; label n is ids[n - 1].
        sets: Outputs that a label may mean, bool (labels + 1, outputs); row 0, nothing taught, all False.
    """

    scheme: ClassScheme
    outputs: tuple[int, ...]
    ids: tuple[int, ...]
    sets: np.ndarray

    @cached_property
    def _table(self) -> np.ndarray:
        table = np.zeros(MAX_ID + 1, np.uint8)
        table[list(self.ids)] = np.arange(1, len(self.ids) + 1)
        return table

    def numbers(self, class_ids: np.ndarray) -> np.ndarray:
        """Label numbers, uint8, of an array of class ids of any shape; 0 for what teaches nothing."""
        numbers: np.ndarray = self._table[class_ids]
        return numbers


def label_sets(
    scheme: ClassScheme,
    occurring: Mapping[int, int],
    *,
    ignore: Collection[int] = (),
    classes: Collection[int] = (),
    other: bool = False,
    label: str = "Labels (LABELS)",
) -> Labels:
    """Decide what a network learns from a map.

    The outputs are the classes that occur, in the order of the scheme. A parent class is no output if each
    of its children is one (or is, in turn, such a parent) and has at least 5 % of the parent's pixels: it
    then teaches "one of these" (partial labels, Cour et al. 2011, JMLR 12). Else it is an output beside
    them.

    With `classes`, these are the outputs. What lies below one of them teaches it; a parent whose children
    are all among them teaches "one of these"; what remains is ignored, or with `other` (a theme) teaches
    OTHER. There a parent of some classes of the theme teaches "one of these or other".

    Args:
        scheme: Of the map.
        occurring: Pixels on the training area by class id; 0, nodata, does not count.
        ignore: Ids that teach nothing, as Savanna in Schmitt et al. 2020.
        classes: Ids to tell apart; all that occur by default.
        other: Whether the rest is learnt as OTHER.
        label: How messages name the map.

    Raises:
        SureCoverError: Less than two outputs are left, one of them occurs nowhere, or there are more than
            254 labels.
    """
    pixels = {
        c.id: occurring[c.id] for c in scheme.classes if occurring.get(c.id, 0) > 0 and c.id not in ignore
    }
    tree = _Tree(scheme, pixels)
    wanted = tree.outputs() if not classes else {c.id for c in scheme.classes if c.id in classes}
    outputs = tuple(c.id for c in scheme.classes if c.id in wanted) + ((OTHER,) if other else ())
    meanings = {class_id: tree.meaning(class_id, wanted, other=other) for class_id in pixels}
    taught = {class_id: meaning for class_id, meaning in meanings.items() if meaning}
    _check(scheme, outputs, taught, pixels, label)
    return Labels(scheme, outputs, tuple(taught), _sets(taught, outputs))


def labels_of_outputs(
    scheme: ClassScheme,
    occurring: Mapping[int, int],
    outputs: tuple[int, ...],
    label: str = "Labels (LABELS)",
) -> Labels:
    """What the classes of a map say of the outputs of a model that learned elsewhere.

    As in `label_sets`; but outputs need not occur, and classes that allow every output are left out, because
    they say nothing.

    Args:
        scheme: Of the map and the outputs.
        occurring: Pixels by class id; 0, nodata, does not count.
        outputs: Class ids in the order of the model's outputs, OTHER among them for a theme.
        label: How messages name the map.

    Raises:
        SureCoverError: No class says anything, or more than 254 do.
    """
    pixels = {c.id: occurring[c.id] for c in scheme.classes if occurring.get(c.id, 0) > 0}
    tree, wanted = _Tree(scheme, pixels), set(outputs) - {OTHER}
    meanings = {class_id: tree.meaning(class_id, wanted, other=OTHER in outputs) for class_id in pixels}
    telling = {class_id: meaning for class_id, meaning in meanings.items() if 0 < len(meaning) < len(outputs)}
    if not telling:
        raise SureCoverError(
            f"{label} show no class that the model tells apart; shown are {_named(scheme, pixels)}, the "
            f"model's are {_named(scheme, outputs)}: choose labels of such classes at the images' place."
        )
    _check_count(telling, label)
    return Labels(scheme, outputs, tuple(telling), _sets(telling, outputs))


def _sets(meanings: Mapping[int, set[int]], outputs: tuple[int, ...]) -> np.ndarray:
    sets = np.zeros((len(meanings) + 1, len(outputs)), bool)
    for number, meaning in enumerate(meanings.values(), start=1):
        sets[number] = [output in meaning for output in outputs]
    return sets


class _Tree:
    """The hierarchy of a scheme with the pixels of its classes, without those that are ignored."""

    def __init__(self, scheme: ClassScheme, pixels: Mapping[int, int]) -> None:
        self._scheme = scheme
        self._pixels = pixels
        self._children: dict[int, list[int]] = {}
        for c in scheme.classes:
            if c.parent is not None:
                self._children.setdefault(c.parent, []).append(c.id)

    def outputs(self) -> set[int]:
        """The classes that occur without those that are taught as one of their children."""
        return {class_id for class_id in self._pixels if not self._spread(class_id)}

    def meaning(self, class_id: int, outputs: Collection[int], *, other: bool) -> set[int]:
        """What a class may be of the outputs; empty if it teaches nothing."""
        if class_id in outputs:
            return {class_id}
        below = self._below(class_id) & set(outputs)
        if below and self._covered(class_id, outputs):
            return below
        if above := self._nearest_above(class_id, outputs):
            return {above}
        return below | {OTHER} if other else set()

    def _spread(self, class_id: int) -> bool:
        """Whether a parent is taught as one of its children."""
        least = _LEAST_SHARE * self._pixels.get(class_id, 0)
        children = self._children.get(class_id, [])
        return bool(children) and all(
            (child in self._pixels or self._spread(child)) and self._total(child) >= least
            for child in children
        )

    def _covered(self, class_id: int, outputs: Collection[int]) -> bool:
        """Whether a class is an output or all its children are covered."""
        children = self._children.get(class_id, [])
        return class_id in outputs or (
            bool(children) and all(self._covered(child, outputs) for child in children)
        )

    def _below(self, class_id: int) -> set[int]:
        children = self._children.get(class_id, [])
        return set(children).union(*(self._below(child) for child in children))

    def _total(self, class_id: int) -> int:
        """Pixels of a class and of all below it."""
        return sum(self._pixels.get(i, 0) for i in {class_id} | self._below(class_id))

    def _nearest_above(self, class_id: int, outputs: Collection[int]) -> int | None:
        parent = self._scheme.by_id(class_id).parent
        while parent is not None and parent not in outputs:
            parent = self._scheme.by_id(parent).parent
        return parent


def _check(
    scheme: ClassScheme,
    outputs: tuple[int, ...],
    taught: Mapping[int, set[int]],
    pixels: Collection[int],
    label: str,
) -> None:
    named = partial(_named, scheme)
    if len(outputs) < 2:
        raise SureCoverError(
            f"{label} give fewer than two classes to learn ({named(outputs)}); needed are two or more, "
            "choose other labels, a larger area or fewer classes to ignore."
        )
    certain = {next(iter(meaning)) for meaning in taught.values() if len(meaning) == 1}
    if missing := [output for output in outputs if output not in certain]:
        raise SureCoverError(
            f"{label} show no pixel that is certainly {named(missing)}; shown are {named(pixels)}: choose "
            "among these, or labels of an area where the others occur."
        )
    _check_count(taught, label)


def _check_count(taught: Collection[int], label: str) -> None:
    if len(taught) > MAX_LABELS:
        raise SureCoverError(
            f"{label} hold {len(taught)} classes; allowed are {MAX_LABELS}, so choose a field or a map of "
            "fewer classes, or a crosswalk that joins some."
        )


def _named(scheme: ClassScheme, ids: Collection[int]) -> str:
    return ", ".join("other" if i == OTHER else scheme.by_id(i).name for i in ids) or "none"
