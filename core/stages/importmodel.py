"""Import a model that another tool made: it becomes a model folder, with what is unknown of it marked."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from ..errors import SureCoverError
from ..job import Job, setting, source, target
from ..model.cardfile import CARD, listed
from ..model.importing.answers import TOLD, answered, check_answers
from ..model.importing.draft import NAMED, OUTPUTS, Draft, write_draft
from ..model.importing.onnxsource import with_logits
from ..model.importing.sources import folder_of, read_model
from ..model.models import save_network, save_onnx_network
from ..outputs import new_folder
from ..paths import is_file
from ..progress import Progress

_ASKED = {
    "bands": ("bands",),
    "scaling": ("normalisation", "means", "deviations", "scale"),
    "output": ("output",),
    "classes": ("classes",),
}
"""The settings that tell what is unknown."""


@dataclass(frozen=True)
class ImportModelJob(Job):
    """Somebody's model, and what people know of it → a model folder."""

    stage: ClassVar[str] = "importmodel"
    numbers: ClassVar[dict[str, str]] = {
        "UNKNOWN": "Number of things that are still unknown; the model can be used when it is 0",
    }

    input: str = source("file", "Model to import")
    bands: str = setting("", "text", "Bands in the order of the network")
    normalisation: str = setting(TOLD, "choice", "Normalisation", choices=(TOLD, *NAMED))
    means: str = setting("", "text", "Means")
    deviations: str = setting("", "text", "Standard deviations")
    scale: float | None = setting(None, "number", "Number that means reflectance 1", minimum=1e-6)
    classes: str = setting("", "text or file", "Classes in the order of the network")
    other: str = setting("", "text", "Class of everything else")
    output: str = setting(TOLD, "choice", "Results of the network", choices=(TOLD, *OUTPUTS), advanced=True)
    resolution: float | None = setting(
        None, "number", "Pixel size of the training images, m", minimum=1e-3, advanced=True
    )
    halo: int | None = setting(None, "integer", "Halo of a tile, px", minimum=0, maximum=1024, advanced=True)
    licence: str = setting("", "text", "Licence", advanced=True)
    folder: str = target("new folder", "Model folder")

    def check(self) -> None:
        """As every job; and a new model needs a folder, and answers must be possible."""
        super().check()
        check_answers(self)
        if not self.folder and not self._own_folder():
            raise SureCoverError(f"{self.label('folder')} is not set; choose where to write.")

    def place(self) -> Path:
        """The folder that is written: an incomplete model folder is completed where it is."""
        return Path(self.folder or self._own_folder() or "")

    def _own_folder(self) -> Path | None:
        folder = folder_of(Path(self.input))
        return folder if folder and is_file(folder / CARD) else None


JOB = ImportModelJob


def run(job: ImportModelJob, progress: Progress) -> dict[str, Any]:
    """Import a model; see ImportModelJob.

    Returns:
        The model folder, and the numbers of the job.

    Raises:
        SureCoverError: It cannot be read safely, or the answers do not fit it.
    """
    draft, network = read_model(Path(job.input), job.label("input"))
    progress.report(0.5)
    draft = answered(draft, job)
    is_graph = hasattr(network, "graph")
    if is_graph:
        draft = with_logits(draft, network)
    place = job.place()
    with new_folder(str(place)) as folder:
        facts = save_onnx_network(folder, network) if is_graph else save_network(folder, network)
        write_draft(folder, dataclasses.replace(draft, **facts))
    _tell(job, draft, place, progress)
    progress.report(1.0)
    return {"FOLDER": str(place), "UNKNOWN": len(draft.unknown)}


def _tell(job: Job, draft: Draft, place: Path, progress: Progress) -> None:
    for line in draft.summary():
        progress.log(line)
    if draft.unknown:
        asked = [job.label(name) for what in draft.unknown for name in _ASKED[what]]
        progress.warn(
            f"The model cannot be used yet: its {listed(draft.unknown)} must be told; run this again with "
            f"INPUT={place} and {', '.join(asked)}."
        )
