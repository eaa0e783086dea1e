"""Holding out fold after fold: what a model says of land that it did not learn from."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from ..grid import Map
from ..progress import Progress
from ..textfiles import read_json
from .checkpoint import Checkpoint
from .document import UNSTATED, label_pixels, new_card
from .folds import Folds, random_folds
from .learner import Way, learn
from .material import Material
from .prediction import judge
from .scores import cross_validated, scores
from .split import hidden_pixels, part_of_labels

PATCH = 64
"""Side of random patches for models that learn from no patches, px."""


@dataclass(frozen=True)
class Dealing:
    """A way to deal land into folds.

    Attributes:
        key: "contiguous" or "random".
        folds: The folds.
        gap: Between a fold and what teaches while it is held out, px.
    """

    key: str
    folds: Folds
    gap: int


@dataclass(frozen=True)
class HeldOut:
    """What came of holding out one fold.

    Attributes:
        name: Of the fold.
        matrix: int64 (labels + 1, outputs), its clear pixels by label number and predicted output.
        training_pixels: Pixels of the map that taught, by label.
        held_out_pixels: Pixels of the map that were held out, by label.
    """

    name: str
    matrix: np.ndarray
    training_pixels: Mapping[str, int]
    held_out_pixels: Mapping[str, int]


def among(folds: Folds, side: int, seed: int) -> Folds:
    """Random patches of the same land, in as many folds; fewer where there are fewer patches.

    Args:
        folds: Whose land and number.
        side: Of a patch, px.
        seed: Of the dealing.
    """
    patches = random_folds(folds.shape, side, folds.count, seed)
    return Folds(
        patches.count,
        folds.shape,
        lambda window: np.where(folds.read(window) > 0, patches.read(window), 0),
        patches.names,
    )


class Validation:
    """Every fold of some dealings held out in turn; what is finished stays on disk.

    Args:
        material: Images and labels.
        way: How to learn from them.
        dealings: The ways to deal the land into folds.
        folder: Where unfinished work is kept.
        key: Says what is learned from what; work of another key is not used.
        theme: Of the models.
    """

    def __init__(
        self,
        material: Material,
        way: Way,
        dealings: Sequence[Dealing],
        folder: Path,
        key: str,
        theme: str = "",
    ) -> None:
        self._material, self._way, self._dealings = material, way, dealings
        self._folder, self._key, self._theme = folder, key, theme

    def run(self, progress: Progress) -> None:
        """Learn and judge all that was not finished before.

        Raises:
            SureCoverError: There is nothing to learn, or the network cannot be built.
        """
        missing = [(dealing, fold) for dealing, fold in self._all() if not self._finished(dealing, fold)]
        before = sum(1 for _ in self._all()) - len(missing)
        if before:
            progress.log(f"{before} folds were finished before the interruption.")
        for number, (dealing, fold) in enumerate(missing):
            part = progress.part(number / len(missing), (number + 1) / len(missing))
            part.log(f"{dealing.key.capitalize()} folds, {fold} of {dealing.folds.count}.")
            self._hold_out(dealing, fold, part)

    def results(self, dealing: Dealing) -> dict[str, Any]:
        """All folds of a dealing after `run`, as `scores.cross_validated` tells them.

        Each fold has also its `matrix` (rows: labels, columns: outputs), `training_pixels` and
        `held_out_pixels`.
        """
        found = [self._finished(dealing, fold) for fold in range(1, dealing.folds.count + 1)]
        folds = [fold for fold in found if fold]
        labels = self._material.labels
        told = cross_validated([(fold.name, scores(fold.matrix, labels)) for fold in folds])
        for entry, fold in zip(told["folds"], folds):
            entry.update(
                matrix=fold.matrix[1:].tolist(),
                training_pixels=dict(fold.training_pixels),
                held_out_pixels=dict(fold.held_out_pixels),
            )
        return told

    def _all(self) -> Iterator[tuple[Dealing, int]]:
        for dealing in self._dealings:
            for fold in range(1, dealing.folds.count + 1):
                yield dealing, fold

    def _hold_out(self, dealing: Dealing, fold: int, progress: Progress) -> None:
        """Learn from the other folds and judge this one, which has no say in the learning."""
        material, way, name = self._material, self._way, f"{dealing.key}-{fold}"
        work = Checkpoint(self._folder / name, self._key)
        teaching, held_out = part_of_labels(
            material, dealing.folds, fold, dealing.gap, work, progress.part(0.0, 0.02)
        )
        card = new_card(
            material, way, teaching, progress.part(0.02, 0.04), id=name, title=name, description="",
            licence=UNSTATED, theme=self._theme,
        )  # fmt: skip
        scenes = material.scenes(teaching, card, progress.part(0.04, 0.05))
        hidden = hidden_pixels(material, dealing.folds, fold, dealing.gap, work)
        seen = [scene.without(hidden) for scene in scenes]
        learnt = learn(material, way, card, seen, (), work, progress.part(0.05, 0.95))
        judged = [scene.taught(held_out) for scene in scenes]
        matrix = judge(learnt.model, judged, material.sets, progress.part(0.95, 1.0)).matrix
        self._finish(name, dealing.folds.names[fold - 1], matrix, teaching, held_out)

    def _finish(self, place: str, name: str, matrix: np.ndarray, teaching: Map, held_out: Map) -> None:
        labels = self._material.labels
        values = {
            "name": name, "matrix": matrix.tolist(), "training_pixels": label_pixels(teaching, labels),
            "held_out_pixels": label_pixels(held_out, labels),
        }  # fmt: skip
        part = self._folder / f"{place}.part"
        part.write_text(json.dumps({"key": self._key, "values": values}), encoding="utf-8")
        part.replace(self._folder / f"{place}.json")
        shutil.rmtree(self._folder / place, ignore_errors=True)

    def _finished(self, dealing: Dealing, fold: int) -> HeldOut | None:
        try:
            record = read_json(self._folder / f"{dealing.key}-{fold}.json")
            if record["key"] != self._key:
                return None
            values = record["values"]
            return HeldOut(**{**values, "matrix": np.array(values["matrix"], np.int64)})
        except (OSError, ValueError, KeyError, TypeError):
            return None
