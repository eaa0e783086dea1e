"""Cross-validate a way to learn: how well it does on land that it did not learn from."""

from __future__ import annotations

import datetime
import json
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from .. import VERSION
from ..errors import SureCoverError
from ..job import setting, target
from ..learning.checkpoint import Checkpoint, unfinished
from ..learning.crossvalidation import PATCH, Dealing, Validation, among
from ..learning.crossvalidationpage import crossvalidation_page
from ..learning.document import settings_of
from ..learning.folds import Folds, training_shares
from ..learning.job import LearningJob
from ..learning.learner import Way, way_of
from ..learning.material import Material, open_material
from ..learning.pictures import folds_picture
from ..learning.scores import described
from ..learning.split import folds_of, gap_of
from ..outputs import Outputs
from ..pages.pictures import Shrunk, aligned_blocks, most_frequent, shrink_factor
from ..progress import Progress

_LEAST_KEPT = 0.5
"""Share of the other folds' labels that should remain to learn from beside a gap."""


@dataclass(frozen=True)
class CrossvalidateJob(LearningJob):
    """Images and labels → figures of land that was held out, fold by fold."""

    stage: ClassVar[str] = "crossvalidate"
    numbers: ClassVar[dict[str, str]] = {
        "OA": "Overall accuracy, mean of the folds",
        "MIOU": "Mean IoU, mean of the folds",
        "OA_SD": "Standard deviation of the overall accuracy over the folds",
    }

    folds: int = setting(5, "integer", "Folds", minimum=2, maximum=20)
    random: bool = setting(True, "flag", "Random patches as the contrast")
    html: str = target("new file", "Page of the cross-validation", ".html")
    json: str = target("new file", "Cross-validation as JSON", ".json")


JOB = CrossvalidateJob


def run(job: CrossvalidateJob, progress: Progress) -> dict[str, Any]:
    """Learn once for every fold without it, and judge each model by its fold (Pollatos et al.).

    What an interrupted run has finished stands beside HTML, or else JSON, in a folder `<name>.training`, from
    which the same job goes on; it goes when the results are complete.

    Returns:
        The paths of the outputs, and the numbers; without what is not estimable.

    Raises:
        SureCoverError: The images or labels cannot be used, or a fold leaves nothing to learn from.
    """
    with _work_folder(job) as folder:
        told, picture = _validated(job, folder, progress)
        with Outputs(job) as outputs:
            if job.json:
                text = json.dumps(told, indent=2, ensure_ascii=False, allow_nan=False)
                outputs.file(job.json).write_text(text + "\n", encoding="utf-8")
            if job.html:
                shown = {job.label(name): value for name, value in settings_of(job).items()}
                page = crossvalidation_page({**told, "settings": shown, "map": picture})
                outputs.file(job.html).write_text(page, encoding="utf-8")
    finest = told["contiguous"]["levels"][-1]
    numbers = {key: (finest[key.lower()] or {}).get("mean") for key in ("OA", "MIOU")}
    numbers["OA_SD"] = (finest["oa"] or {}).get("sd")
    return {**job.written(), **{key: value for key, value in numbers.items() if value is not None}}


@contextmanager
def _work_folder(job: CrossvalidateJob) -> Iterator[Path]:
    """Where unfinished work is kept, beside a result."""
    result = job.html or job.json
    with unfinished(result) if result else tempfile.TemporaryDirectory(prefix="surecover") as folder:
        yield Path(folder)


def _validated(
    job: CrossvalidateJob, folder: Path, progress: Progress
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the outputs tell, and the map of the folds."""
    with ExitStack() as stack:
        work = Checkpoint(folder)
        material = open_material(job, stack, work, progress.part(0.0, 0.03))
        way = way_of(job)
        dealings, notes = _dealt(job, material, way, progress.part(0.03, 0.05))
        validation = Validation(material, way, dealings, folder, job.key(), job.theme.strip())
        validation.run(progress.part(0.05, 0.99))
        found = {dealing.key: validation.results(dealing) for dealing in dealings}
        return _document(job, material, way, dealings, found, notes), _picture(dealings[0].folds)


def _dealt(
    job: CrossvalidateJob, material: Material, way: Way, progress: Progress
) -> tuple[list[Dealing], list[str]]:
    """The ways to deal the land into folds, and what the user should know of them."""
    gap = gap_of(job, material, way)
    folds = folds_of(job, material, gap, job.folds, job.label("folds"))
    if folds.count < job.folds:
        progress.log(f"There are {folds.count} folds, as many as zones with labels.")
    dealings, notes = [Dealing("contiguous", folds, gap)], []
    thin = _thinned(job, material, dealings[0], progress.part(0.0, 0.7))
    if thin:
        notes.append(thin)
    if job.random:
        patches = Dealing("random", among(folds, way.patch or PATCH, job.seed), 0)
        shares = training_shares(patches.folds, 0, material.given, progress.part(0.7, 1.0))
        if min(shares) > 0:
            dealings.append(patches)
        else:
            notes.append(
                f"All labels lie in one patch of {way.patch or PATCH} px, so there are no random patches to "
                "set beside the contiguous areas."
            )
    for note in notes:
        progress.warn(note)
    return dealings, notes


def _thinned(job: CrossvalidateJob, material: Material, dealing: Dealing, progress: Progress) -> str:
    """A warning if gaps leave little to learn from; "" if they do not.

    Raises:
        SureCoverError: They leave nothing.
    """
    folds, gap = dealing.folds, dealing.gap
    left = training_shares(folds, gap, material.given, progress.part(0.0, 0.5))
    others = training_shares(folds, 0, material.given, progress.part(0.5, 1.0))
    kept = [share / other if other else 0.0 for share, other in zip(left, others)]
    least = min(kept)
    name = folds.names[kept.index(least)]
    if not least:
        raise SureCoverError(
            f"{job.label('gap')} is {gap} px and leaves no label to learn from while {name} is held out; "
            "choose a smaller gap, fewer folds, other zones or a larger area."
        )
    thin = sum(share < _LEAST_KEPT for share in kept)
    if not thin:
        return ""
    return (
        f"The gap of {gap} px around what is held out leaves less than half of the other labels to learn "
        f"from in {thin} of {folds.count} folds, and {100 * least:.0f} % for {name}; a model of all labels "
        "may do better than these figures say. Fewer folds, a smaller gap or a larger area leave more."
    )


def _document(
    job: CrossvalidateJob, material: Material, way: Way, dealings: list[Dealing],
    found: Mapping[str, Any], notes: list[str],
) -> dict[str, Any]:  # fmt: skip
    """All that is told, as JSON values."""
    labels = material.labels
    return {
        "product": "SureCover",
        "title": "Cross-validation",
        "version": VERSION,
        "date": datetime.datetime.now(tz=datetime.timezone.utc).date().isoformat(),
        "subject": f"{job.network} ({job.encoder})" if job.encoder else job.network,
        "how": _how(job, way, dealings),
        "notes": notes,
        "settings": job.to_dict()["settings"],
        "images": [image.acquired.date or Path(image.acquired.path).name for image in material.images],
        "bands": [band.name for band in material.bands],
        "gap": dealings[0].gap,
        "patch": way.patch or PATCH,
        "rows": [described(labels.scheme, class_id) for class_id in labels.ids],
        "columns": [described(labels.scheme, class_id) for class_id in labels.outputs],
        "contiguous": found["contiguous"],
        "random": found.get("random"),
    }


def _how(job: CrossvalidateJob, way: Way, dealings: list[Dealing]) -> str:
    """How the folds were made, and which pixels the figures are of."""
    first = dealings[0]
    what = "Zones" if job.zones else "Contiguous blocks"
    apart = f"what teaches lies more than {first.gap} px from the fold that is held out"
    patches = f" Random patches are squares of {way.patch or PATCH} px dealt at random, without a gap."
    return (
        f"{what} in {first.folds.count} folds; {apart if first.gap else 'there is no gap between them'}."
        f"{patches if len(dealings) > 1 else ''} Labelled, clear pixels of all images are compared with the "
        "given labels, whose mistakes count against the model. What is held out has no say in the learning, "
        "not even in when it ends."
    )


def _picture(folds: Folds) -> dict[str, Any]:
    """The map of the folds."""
    factor = shrink_factor(folds.shape)
    shrunk = Shrunk(folds.shape, factor, most_frequent, "uint8")
    for window in aligned_blocks(folds.shape, factor):
        shrunk.add(window, folds.read(window))
    return folds_picture(shrunk.values, list(folds.names))
