"""The folder that `produce` fills: which of its results has which name."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .errors import SureCoverError
from .paths import is_file, layer_in
from .scheme import ClassScheme
from .textfiles import read_json

MAP, RELIABILITY, EVIDENCE, CONFIDENCE = "map.tif", "reliability.tif", "evidence.tif", "confidence.tif"

FINAL = (MAP, RELIABILITY, EVIDENCE, CONFIDENCE)
"""The maps that always stand in the folder."""

MAP_VIEW = "map_view.vrt"
"""The class map with what tells how opaque its pixels are drawn; see core/mapview.py."""

INTERMEDIATE = "intermediate"
"""Sub-folder of what the steps made in between; only there if it was asked for."""

MODEL = "model"
"""Sub-folder of the model that was learned, where none was given."""

LABEL_CHECK, LABEL_ISSUES = "old_map_check.json", "old_map_issues.tif"
"""What looks wrong in the external map, and where, if a model learned from it."""

REVIEW = "review"
"""Sub-folder of the review: the list of places, the edits, the reviewed maps. Later runs leave it alone."""

WRITTEN = (
    *FINAL, MAP_VIEW, "report.html", "report.json", "report.csv", "areas.csv", "job.json",
    "produce.stac.json", "pictures", INTERMEDIATE, MODEL, LABEL_CHECK, LABEL_ISSUES,
)  # fmt: skip
"""All names in the folder that `produce` replaces."""


def is_replaced(path: str, folder: str) -> bool:
    """Whether `produce` would replace what a path names, or the folder around it, by its results."""
    written = {os.path.realpath(Path(folder, name)) for name in WRITTEN}
    place = Path(os.path.realpath(layer_in(path)[0]))
    return bool(written & {str(place), *map(str, place.parents)})


@dataclass(frozen=True)
class Dated:
    """What was classified on its own: a date, or a period of several.

    Attributes:
        name: In the names of its files: the date, or period1, period2, …
        probabilities, map: Paths of its results.
    """

    name: str
    probabilities: str
    map: str


@dataclass(frozen=True)
class ResultFolder:
    """Results of one run of `produce`.

    Attributes:
        path: The folder.
    """

    path: Path

    @classmethod
    def open(cls, path: str | Path) -> ResultFolder:
        """The results in a folder.

        Raises:
            SureCoverError: `produce` did not write this folder.
        """
        folder = Path(path)
        if any(not is_file(folder / name) for name in (*FINAL, "job.json")):
            raise SureCoverError(
                f"The folder holds no results of Produce: {folder}; choose one with {', '.join(FINAL)} and "
                "job.json."
            )
        return cls(folder)

    def file(self, name: str) -> str:
        """Path of a result by its name, e.g. "map.tif"."""
        return str(self.path / name)

    def intermediate(self, name: str) -> str:
        """Path of the raster that a step made, e.g. "fused"; "" if it was not kept."""
        path = self.path / INTERMEDIATE / f"{name}.tif"
        return str(path) if path.is_file() else ""

    @property
    def regions(self) -> str:
        """Path of the list of places to review."""
        return self.file(f"{REVIEW}/regions.gpkg")

    @property
    def edits(self) -> str:
        """Path of what reviewers decided."""
        return self.file(f"{REVIEW}/edits.gpkg")

    def job(self) -> Mapping[str, Any]:
        """Settings, inputs and models of the run.

        Raises:
            SureCoverError: The record is damaged.
        """
        return self._record("job.json")

    def report(self) -> Mapping[str, Any]:
        """Pixels, areas and scores by class and code.

        Raises:
            SureCoverError: The report is damaged or missing.
        """
        return self._record("report.json")

    def scheme(self) -> ClassScheme:
        """The classes of the map with their colours.

        Where the intermediate results were not kept they are those of the report, which knows no hierarchy.

        Raises:
            SureCoverError: The records are damaged.
        """
        path = self.path / INTERMEDIATE / "scheme.json"
        if path.is_file():
            return ClassScheme.from_json(path.read_text(encoding="utf-8"))
        listed = [
            {key: entry.get(key) for key in ("id", "name", "color")}
            for entry in self.report().get("classes") or ()
            if isinstance(entry, dict)
        ]
        if not listed:
            raise SureCoverError(f"{self.path / 'report.json'} names no classes; run Produce again.")
        return ClassScheme.from_json(json.dumps({"id": "report", "classes": listed}))

    def dates(self) -> list[Dated]:
        """What was classified on its own, in the order of the fusion; without what was not kept."""
        job = self.job()
        count = job["settings"]["periods"]
        names = [f"period{i}" for i in range(1, count + 1)] or [entry["name"] for entry in job["inputs"]]
        found = (
            Dated(name, self.intermediate(f"probabilities_{name}"), self.intermediate(f"map_{name}"))
            for name in names
        )
        return [dated for dated in found if dated.probabilities]

    def _record(self, name: str) -> Mapping[str, Any]:
        try:
            values = read_json(self.path / name)
        except (OSError, ValueError) as error:
            raise SureCoverError(
                f"{self.path / name} cannot be read ({error}); run Produce again."
            ) from error
        if not isinstance(values, dict):
            raise SureCoverError(f"{self.path / name} is no record of Produce; run Produce again.")
        return values
