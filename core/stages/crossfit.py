"""Learn on the user's own area from an old map, so that no pixel is predicted by what saw its old label."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

from ..errors import SureCoverError
from ..grid import Window, blocks
from ..imagery.dates import names_of
from ..job import setting, source, target
from ..learning.appearance import appearance_of
from ..learning.architecture import NETWORKS
from ..learning.baselines import BASELINES
from ..learning.checkpoint import Checkpoint, unfinished
from ..learning.crossfitting import fitted_temperature, predict_by_folds
from ..learning.document import UNSTATED, described_training, judged_card, new_card
from ..learning.folds import training_shares
from ..learning.job import LearningJob
from ..learning.learner import Learnt, Way, learn, way_of
from ..learning.material import Material, open_material
from ..learning.plan import AUTO, duration, planned, seconds_of
from ..learning.scores import held_out as held_out_scores
from ..learning.split import folds_of, gap_of, hidden_pixels, part_of_labels
from ..outputs import Outputs, new_folder
from ..paths import without_secrets
from ..progress import Progress
from ..rasters import grid_of
from ..rasterscheme import CLASS_IDS_TAG
from ..stored import class_dtype, quantise

_LEARNING = 0.85
"""Share of the work before predicting."""

_LEAST_KEPT = 0.4
"""Share of the labels that should remain beside a fold and its gap."""

_EVERYTHING = 0


@dataclass(frozen=True)
class CrossfitJob(LearningJob):
    """Images and an old map → class probabilities per date that are independent of the old map, and a model.

    The area is cut into contiguous blocks along the old map's own cells, dealt into folds; the pixels of a
    fold are predicted by a network that learned from the old map in the others only (SPEC §6).
    """

    stage: ClassVar[str] = "crossfit"
    numbers: ClassVar[dict[str, str]] = {
        "OA": "Agreement with the old map",
    }

    network: str = setting(AUTO, "choice", "Network", choices=(AUTO, *NETWORKS, *BASELINES), advanced=True)
    epochs: int = setting(
        0, "integer", "Most epochs (0 = by the size of the area)", minimum=0, maximum=10_000, advanced=True
    )
    refine_every: int = setting(
        6, "integer", "Refine labels every so many epochs (0 = never)", minimum=0, maximum=10_000,
        advanced=True,
    )  # fmt: skip
    optimiser: str = setting("adamw", "choice", "Optimiser", choices=("adam", "adamw", "sgd"), advanced=True)
    folds: int = setting(5, "integer", "Folds", minimum=2, maximum=20, advanced=True)
    cells: str = source("raster", "Raster whose cells the blocks follow", optional=True, advanced=True)
    names: str = setting("", "text", "Names of the images in the results", advanced=True)
    title: str = setting("", "text", "Title of the model", advanced=True)
    licence: str = setting("", "text", "Licence of the model and the labels", advanced=True)
    folder: str = target("new folder", "Folder of probabilities and class maps per date", "", optional=False)
    model: str = target("new folder", "Model", "")

    def check(self) -> None:
        """As every job that learns; names must be one per image."""
        super().check()
        names = _names(self)
        if names and (len(names) != len(self.images) or len(set(names)) < len(names)):
            raise SureCoverError(
                f"{self.label('names')} are {self.names!r} for {len(self.images)} images; give one for every "
                "image, all different, or none."
            )


JOB = CrossfitJob


def run(job: CrossfitJob, progress: Progress) -> dict[str, Any]:
    """Train a network per fold and one on everything, and predict every image fold by fold.

    FOLDER receives probabilities_<name>.tif and map_<name>.tif for every image, on the grid of the first.
    What a killed run has trained stands beside it in `<folder>.training`, from which the same job goes on.

    Returns:
        The paths, and the share of labelled pixels whose predicted class does not contradict the label.

    Raises:
        SureCoverError: The images or labels cannot be used, or the area is too small for the folds.
    """
    with ExitStack() as stack:
        work = Checkpoint(stack.enter_context(unfinished(job.folder)))
        material = open_material(job, stack, work, progress.part(0.0, 0.03))
        if job.cells:
            cells = grid_of(job.cells, job.label("cells"))
            material = dataclasses.replace(material, cells=cells)
        pixels = sum(int((material.given[w] > 0).sum()) for w in blocks(material.grid.shape))
        way = planned(way_of(job), pixels)
        fitting = _Fitting(job, material, way, work, progress)
        learnt = [fitting.learn(fold) for fold in (*range(1, fitting.folds.count + 1), _EVERYTHING)]
        matrix = fitting.predict(learnt, progress.part(_LEARNING, 0.98))
        oa = fitting.save(learnt[-1], matrix)
    return {**job.written(), **({} if oa is None else {"OA": oa})}


def _names(job: CrossfitJob) -> list[str]:
    return [name.strip() for name in job.names.split(",")] if job.names.strip() else []


class _Fitting:
    """The steps of one run.

    Args:
        job: What is asked.
        material: Images and labels.
        way: How to learn, with everything decided.
        work: Where unfinished work is kept.
        progress: Of the whole run.
    """

    def __init__(
        self, job: CrossfitJob, material: Material, way: Way, work: Checkpoint, progress: Progress
    ) -> None:
        self._job, self._material, self._way, self._work = job, material, way, work
        self._progress = progress
        self._gap = gap_of(job, material, way)
        self.folds = folds_of(job, material, self._gap, job.folds, job.label("folds"))
        self._check_kept()
        self._card = new_card(
            material, way, material.given, progress.part(0.03, 0.05), id="learned-here",
            title=job.title.strip() or "Learned from the old map", licence=job.licence.strip() or UNSTATED,
            description=described_training(material, way, job.labels),
        )  # fmt: skip
        self._scenes = material.scenes(material.given, self._card)
        self._tell_time()

    def _check_kept(self) -> None:
        """Warn if a fold and its gap leave little to learn from."""
        kept = training_shares(self.folds, self._gap, self._material.given)
        if min(kept) < _LEAST_KEPT:
            self._progress.warn(
                f"With a gap of {self._gap} px around each fold only {100 * min(kept):.0f} % of the labels "
                "remain to learn from in one of them: the area is small for the cells of the old map. More "
                "folds (FOLDS) or larger images would help."
            )

    def _tell_time(self) -> None:
        way, shape = self._way, self._material.grid.shape
        count, recipe = self.folds.count + 1, way.recipe
        steps = recipe.epochs * -(-(recipe.samples or 1000) // recipe.batch)
        tiles = len(self._material.images) * (shape[0] * shape[1] // 256**2 + 1)
        seconds = seconds_of(
            way, self._card, self._scenes, self._material.sets, models=count, steps=steps, tiles=tiles
        )
        how = f"{way.network}, every pixel alone"
        if not way.baseline:
            patches = f"{recipe.epochs} epochs of {recipe.samples or 'all'} patches"
            how = f"{way.network}, patches of {way.patch} px, up to {patches}"
        self._progress.log(
            f"Learning from the old map will take about {duration(seconds)} on this computer: {count} models "
            f"({how}); images to predict: {len(self._material.images)}."
        )

    def learn(self, fold: int) -> Learnt:
        """Train the network of a fold, from 1; or with 0 on everything."""
        count = self.folds.count + 1
        done = (fold or count) - 1
        start, end = (0.05 + (_LEARNING - 0.05) * step / count for step in (done, done + 1))
        part = self._progress.part(start, end)
        what = f"without fold {fold} of {self.folds.count}" if fold else "on all folds"
        self._progress.log(f"Learning {what}.")
        teaching, _ = part_of_labels(self._material, self.folds, fold, self._gap, self._work)
        scenes = [scene.taught(teaching) for scene in self._scenes]
        if fold:
            hidden = hidden_pixels(self._material, self.folds, fold, self._gap, self._work)
            scenes = [scene.without(hidden) for scene in scenes]
        checkpoint = Checkpoint(self._work.folder / f"fold-{fold}", self._job.key())
        return learn(self._material, self._way, self._card, scenes, [], checkpoint, part)

    def predict(self, learnt: Sequence[Learnt], progress: Progress) -> np.ndarray:
        """Write the probabilities and the class map of every image.

        Returns:
            Labelled pixels of all images by label number and predicted output, int64 (labels + 1, outputs).
        """
        halo = max(found.model.card.halo for found in learnt)
        models = [found.model for found in (learnt[-1], *learnt[:-1])]
        for model in models:
            model.card = dataclasses.replace(model.card, halo=halo)  # all have the same tiles
        self._facts = [{"id": self._card.id, "title": self._card.title, "folds": self.folds.count}]
        fold = self._work.map("folds", self._material.grid.shape)
        for window in blocks(fold.shape):
            fold[window] = self.folds.read(window)
        matrix = np.zeros(self._material.sets.shape, np.int64)
        temperature = fitted_temperature(
            models, fold.__getitem__, self._scenes, self._material.sets, progress.part(0.0, 0.1)
        )
        for model in models:
            model.card = dataclasses.replace(model.card, temperature=round(temperature, 4))
        names = _names(self._job) or names_of([image.acquired.date for image in self._material.images])
        with new_folder(self._job.folder) as folder:
            for number, (name, scene) in enumerate(zip(names, self._scenes)):
                start, end = (0.1 + 0.9 * step / len(names) for step in (number, number + 1))
                part = progress.part(start, end)
                stripes = predict_by_folds(models, fold.__getitem__, scene, part)
                matrix += self._write(folder, name, number, stripes)
        return matrix

    def _write(
        self, folder: Path, name: str, number: int, stripes: Iterator[tuple[Window, np.ndarray, np.ndarray]]
    ) -> np.ndarray:
        """Write one image's probabilities and class map; return its matrix as `predict` does."""
        material, ids = self._material, self._material.labels.outputs
        scheme, image = material.labels.scheme, material.images[number]
        tags = {**scheme.tags(), **image.acquired.tags()}
        facts = {"inputs": [{**image.acquired.facts(), "mask": image.mask}], "models": self._facts}
        codes = np.array(ids, class_dtype(ids))
        matrix = np.zeros(material.sets.shape, np.int64)
        with Outputs(self._job, facts) as outputs:
            probabilities = outputs.probabilities(
                str(folder / f"probabilities_{name}.tif"), material.grid,
                [scheme.by_id(i).name for i in ids], **tags, **{CLASS_IDS_TAG: json.dumps(ids)},
            )  # fmt: skip
            legend = [entry for entry in scheme.legend() if entry.value in ids]
            classes = outputs.class_map(str(folder / f"map_{name}.tif"), material.grid, legend, **tags)
            for window, found, valid in stripes:
                best = found.argmax(axis=0)
                probabilities.write(quantise(found, valid), window)
                classes.write(np.where(valid, codes[best], 0), window)
                keys = material.given[window][valid].astype(np.int64) * len(ids) + best[valid]
                matrix += np.bincount(keys, minlength=matrix.size).reshape(matrix.shape)
        matrix[0] = 0
        return matrix

    def save(self, learnt: Learnt, matrix: np.ndarray) -> float | None:
        """Write the model that learned from everything, with the folds' figures; return their accuracy."""
        how = (
            f"Each pixel is predicted by a network that did not learn within {self._gap} px of its block "
            f"({self.folds.count} contiguous folds), and compared with the map that taught, whose mistakes "
            "count against the model. The model itself learned from all folds."
        )
        found = held_out_scores(how, matrix, self._material.labels)
        if self._job.model:
            taught = appearance_of(
                learnt.model, self._scenes, self._progress.part(0.98, 1.0), seed=self._job.seed
            )
            with new_folder(self._job.model) as folder:
                learnt.save(folder, judged_card(learnt.model.card, how, found), taught)
                text = without_secrets(json.dumps(self._job.to_dict(), indent=2))
                (folder / "job.json").write_text(text + "\n", encoding="utf-8")
        oa: float | None = found["scores"]["oa"]
        return oa
