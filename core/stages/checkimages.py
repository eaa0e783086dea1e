"""Check images: what would a run see in them?"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, ClassVar

from ..errors import SureCoverError
from ..grid import Grid
from ..imagery.dated import with_tiles_joined
from ..imagery.dates import acquisition, given_dates
from ..imagery.masks import mask_of
from ..imagery.scenes import check_masks
from ..job import Job, setting, source, target
from ..model.bands import find_bands, sensor_of
from ..model.card import ModelCard
from ..model.cardfile import read_card
from ..outputs import Outputs
from ..progress import Progress
from ..rasters import Raster, crs_name, grid_of, open_raster
from ..tiled import tiles_of


@dataclass(frozen=True)
class CheckImagesJob(Job):
    """Dated images, masks and models → what their files say, and which bands the models find."""

    stage: ClassVar[str] = "checkimages"
    numbers: ClassVar[dict[str, str]] = {
        "IMAGES_USABLE": "Images that all models can use",
        "DATED": "Images with a known date",
    }

    images: tuple[str, ...] = source("rasters", "Dated images")
    masks: tuple[str, ...] = source("rasters", "Cloud masks, in the order of the images", optional=True)
    models: tuple[str, ...] = source("folders", "Models", optional=True)
    dates: str = setting("", "text", "Acquisition dates, in the order of the images")
    json: str = target("new file", "Report", ".json")

    def check(self) -> None:
        """As every job; masks and dates must match the images."""
        super().check()
        check_masks(self.label("masks"), self.masks, self.images)
        given_dates(self.dates, len(self.images), self.label("dates"))


JOB = CheckImagesJob
_label = CheckImagesJob.label


def run(job: CheckImagesJob, progress: Progress) -> dict[str, Any]:
    """Check images; see CheckImagesJob. Reads no pixels.

    Returns:
        The path of the report if one was asked for, and the numbers of the job.
    """
    models = [_Model.read(folder) for folder in job.models]
    dates = given_dates(job.dates, len(job.images), job.label("dates"))
    masks = job.masks or ("",) * len(job.images)
    seen = _Images(models)
    for path, mask, date in progress.each(zip(job.images, masks, dates)):
        seen.look(path, mask, date)
    seen.place(progress)
    for image in seen.told:
        progress.log(f"{image['date'] or 'Date unknown'}: {image['path']}; cloud mask: {image['clouds']}.")
        for problem in _problems(image):
            progress.warn(problem)
    broken = [model.problem for model in models if model.problem]
    for problem in broken:
        progress.warn(problem)
    with Outputs(job) as outputs:
        if job.json:
            report = {"images": seen.told, "models": [model.told() for model in models]}
            text = json.dumps(report, indent=2, ensure_ascii=False)
            outputs.file(job.json).write_text(text + "\n", encoding="utf-8")
    usable = 0 if broken else sum(not _problems(image) for image in seen.told)
    dated = sum(bool(image["date"]) for image in seen.told)
    return {**job.written(), "IMAGES_USABLE": usable, "DATED": dated}


@dataclass(frozen=True)
class _Model:
    """A model folder, and its card or what is wrong with it."""

    folder: str
    card: ModelCard | None
    problem: str | None = None

    @classmethod
    def read(cls, folder: str) -> _Model:
        try:
            return cls(folder, read_card(folder, f"{_label('models')} {folder}"))
        except SureCoverError as error:
            return cls(folder, None, str(error))

    def told(self) -> dict[str, Any]:
        return {"id": self.card.id if self.card else "", "folder": self.folder, "problem": self.problem}

    def finds(self, raster: Raster) -> list[dict[str, Any]]:
        """What the model sees in an image: one entry; none if the model is broken."""
        if self.card is None:
            return []
        matches = find_bands(raster, self.card.bands, sensor=self.card.sensor, label=raster.label)
        bands = [
            {
                "name": match.wanted.name,
                "common_name": match.wanted.common_name,
                "found": (match.found.description or f"band {match.found.number}") if match.found else None,
            }
            for match in matches
        ]
        problem = next((match.problem for match in matches if match.problem), None)
        return [{**self.told(), "bands": bands, "problem": problem}]


class _Images:
    """What images tell, one after the other.

    Attributes:
        told: An entry of the report for each.
    """

    def __init__(self, models: list[_Model]) -> None:
        self.told: list[dict[str, Any]] = []
        self._models = models

    def look(self, path: str, mask: str, date: str) -> None:
        """Look at one image; what is wrong with it is told."""
        told: dict[str, Any] = {
            **acquisition(path, {}, date).facts(), "sensor": "", "crs": "", "width": 0, "height": 0,
            "pixel_size": [0.0, 0.0], "bands": [], "clouds": "none", "problem": None, "place": None,
            "models": [],
        }  # fmt: skip
        self.told.append(told)
        try:
            with open_raster(path, label=_label("images")) as raster:
                told |= {**acquisition(path, raster.tags, date).facts(), **_described(raster)}
                told["models"] = [entry for model in self._models for entry in model.finds(raster)]
                told["clouds"] = mask_of(raster, mask)[1]
                if mask:
                    _open(mask, "masks", raster.grid)
        except SureCoverError as error:
            told["problem"] = str(error)

    def place(self, progress: Progress) -> None:
        """Tell which images cannot be seen on the grid of the first one; tiles of one date are one image."""
        usable = {told["path"]: told for told in self.told if not told["problem"]}
        dates = [told["date"] for told in usable.values()]
        images, _, _ = with_tiles_joined(tuple(usable), (), dates, _label("images"), progress)
        for image in images:
            for path in [tile.path for tile in tiles_of(image)] or [image]:
                usable[path]["place"] = _misplaced(image, images[0])


def _misplaced(image: str, first: str) -> str | None:
    """Why an image cannot be brought to the grid of the first one; None if it can."""
    try:
        _open(image, "images", grid_of(first))
    except SureCoverError as error:
        return str(error)
    return None


def _open(path: str, name: str, grid: Grid) -> None:
    """Refuse a raster that cannot be seen on a grid."""
    with open_raster(path, grid, label=_label(name)):
        pass


def _described(raster: Raster) -> dict[str, Any]:
    """What a file says of its sensor, its grid and its bands."""
    return {
        "sensor": sensor_of(raster),
        "crs": crs_name(raster.grid.crs),
        "width": raster.grid.width,
        "height": raster.grid.height,
        "pixel_size": list(raster.grid.pixel_size),
        "bands": list(raster.descriptions),
    }


def _problems(image: dict[str, Any]) -> list[str]:
    """Why an image cannot be used by all models."""
    found = [image["problem"], *(model["problem"] for model in image["models"])]
    return [problem for problem in found if problem]
