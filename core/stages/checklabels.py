"""Check labels: which classes of an old map look wrong, what they likely are, and where."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from ..areas import ground_areas
from ..errors import SureCoverError
from ..external.burning import Keyed
from ..external.zones import named_zones
from ..grid import Window
from ..imagery.dates import acquisition
from ..job import Job, setting, source, target
from ..learning.labelcheck import LabelCheck
from ..learning.labelcheckpage import label_check_page, label_check_table
from ..legends import LegendEntry
from ..outputs import Outputs
from ..pages.page import Picture
from ..pages.pictures import (
    Shrunk,
    aligned_blocks,
    categories_rgb,
    most_frequent,
    most_frequent_mark,
    png,
    shrink_factor,
)
from ..progress import Progress
from ..rasters import Raster, open_raster
from ..rasterscheme import class_ids, common_scheme, scheme_of
from ..scheme import SCHEME_TAG, ClassScheme, load_scheme
from ..trust.oldmap import PICTURE, flagged_picture
from ..trust.references import ClassReader
from . import write_document

_NUMBERS = 2**22
"""Probabilities looked at at once; bounds the memory."""


@dataclass(frozen=True)
class ChecklabelsJob(Job):
    """Labels, and probabilities by models that did not see them → which labels look wrong, and where."""

    stage: ClassVar[str] = "checklabels"
    numbers: ClassVar[dict[str, str]] = {
        "WRONG": "Estimated share of wrong labels",
        "FLAGGED": "Share of labels that are flagged",
        "COMPARED": "Labelled pixels compared",
    }

    labels: str = source("raster", "Labels")
    probabilities: str = source("raster", "Probabilities")
    zones: str = source("vector", "Zones", optional=True)
    zone_field: str = setting("", "field", "Attribute that names the zones", parent="ZONES")
    scheme: str = setting("", "text or file", "Class scheme", advanced=True)
    issues: str = target("new raster", "Labels that look wrong")
    html: str = target("new file", "Check as a page", ".html")
    json: str = target("new file", "Check as JSON", ".json")
    csv: str = target("new file", "Check as a table", ".csv")

    def check(self) -> None:
        """As every job; and a scheme that is named exists."""
        super().check()
        if self.scheme:
            load_scheme(self.scheme)


JOB = ChecklabelsJob
_label = ChecklabelsJob.label


def run(job: ChecklabelsJob, progress: Progress) -> dict[str, Any]:
    """Look at the map twice in blocks, then write what was asked for on the grid of the probabilities.

    Returns:
        The paths written, WRONG and FLAGGED, shares of the COMPARED labelled pixels.

    Raises:
        SureCoverError: A raster is no map of its kind, the two do not overlap, or no label can be compared.
    """
    with ExitStack() as stack:
        layers = _Layers(job, stack, progress)
        layers.count(progress.part(0.0, 0.5))
        facts = {"inputs": [acquisition(r.path, r.tags).facts() for r in layers.sources.values()]}
        outputs = stack.enter_context(Outputs(job, facts, progress.part(0.95, 1.0)))
        scheme = layers.scheme
        writer = None
        if job.issues:
            writer = outputs.class_map(job.issues, layers.grid, scheme.legend(), **scheme.tags())
        for window, likely in layers.find(progress.part(0.5, 0.95)):
            if writer:
                writer.write(likely, window)
        document = layers.document()
        write_document(
            job, outputs, document,
            lambda today, labels: label_check_page(document, layers.pictures(), today, labels),
            label_check_table,
        )  # fmt: skip
    whole = document["map"]
    found = {"WRONG": whole["wrong"], "FLAGGED": whole["share_flagged"], "COMPARED": whole["pixels"]}
    return {**job.written(), **found}


class _Layers:
    """Labels and probabilities on the grid of the probabilities, and what is gathered from them."""

    def __init__(self, job: ChecklabelsJob, stack: ExitStack, progress: Progress) -> None:
        self._probabilities = stack.enter_context(
            open_raster(job.probabilities, label=_label("probabilities"))
        )
        self.grid = grid = self._probabilities.grid
        labels = stack.enter_context(open_raster(job.labels, grid, label=_label("labels")))
        if labels.resampled:
            progress.log(f"{_label('labels')} is resampled to the grid of {_label('probabilities')}.")
        self.sources = {JOB.specs()["labels"].label: labels, "Probabilities": self._probabilities}
        self.scheme, outputs = _classes(labels, self._probabilities, job.scheme)
        self._labels = ClassReader(labels, self.scheme, _label("labels"))
        self._zones: Keyed | None = None
        if job.zones:
            self._zones = named_zones(job.zones, job.zone_field, grid, _label("zones"), _label("zone_field"))
        zones = len(self._zones.keys) if self._zones else 0
        self._check = LabelCheck(self.scheme, outputs, ground_areas(grid), zones)
        self._place = np.zeros(max(self.scheme.ids) + 1, np.int64)
        self._place[list(self.scheme.ids)] = np.arange(1, len(self.scheme.ids) + 1)
        factor = shrink_factor(grid.shape)
        self._windows = aligned_blocks(grid.shape, factor, min(math.isqrt(_NUMBERS // len(outputs)), 1024))
        self._given = Shrunk(grid.shape, factor, most_frequent, "int64")
        self._likely = Shrunk(grid.shape, factor, most_frequent_mark, "int64")

    def count(self, progress: Progress) -> None:
        """First look.

        Raises:
            SureCoverError: No label can be compared.
        """
        for window in progress.each(self._windows):
            labels, probabilities, valid = self._read(window)
            self._check.add(window, labels, probabilities, valid)
            self._given.add(window, labels)
        if not self._check.compared:
            known = ", ".join(self.scheme.by_id(output).name for output in self._check.outputs)
            raise SureCoverError(
                f"{_label('labels')} shows no class that can be compared where {_label('probabilities')} are "
                f"known; these tell apart {known}: choose labels of the same place and of such classes."
            )

    def find(self, progress: Progress) -> Iterator[tuple[Window, np.ndarray]]:
        """Second look: windows, and the ids of what is likely there where labels look wrong."""
        for window in progress.each(self._windows):
            labels, probabilities, valid = self._read(window)
            zones = self._zones.read(window) if self._zones else None
            likely = self._check.find(window, labels, probabilities, valid, zones)
            self._likely.add(window, self._place[likely])
            yield window, likely

    def document(self) -> dict[str, Any]:
        """What was found, as JSON values."""
        zones = self._zones.keys if self._zones else ()
        return self._check.document(zones, self.sources)

    def pictures(self) -> list[Picture]:
        """The labels, and where they look wrong."""
        given = self._given.values
        legend = [LegendEntry(i, c.name, c.color) for i, c in enumerate(self.scheme.classes, start=1)]
        present = set(np.unique(given).tolist())
        likely, entries = flagged_picture(self._likely.values, given > 0, self.scheme)
        return [
            Picture("Old map", png(categories_rgb(given, legend)), [e for e in legend if e.value in present]),
            Picture(PICTURE, png(likely), entries),
        ]

    def _read(self, window: Window) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Positions of the labels, probabilities, and where these are known."""
        return (self._labels.read(window), *self._probabilities.read_shares(window))


def _classes(labels: Raster, probabilities: Raster, given: str) -> tuple[ClassScheme, list[int]]:
    """The scheme, which is the probabilities' where they tell it, and the class of each of their bands."""
    tagged = next((raster for raster in (probabilities, labels) if SCHEME_TAG in raster.tags), None)
    if given or tagged:
        scheme = scheme_of(tagged or labels, given)
        return scheme, class_ids(probabilities, scheme)
    return common_scheme(labels, labels, probabilities)
