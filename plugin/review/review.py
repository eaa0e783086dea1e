"""One review: the results that are looked at, the places, the edits, and what algorithms make of them."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import Any

from osgeo import gdal
from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry
from qgis.PyQt.QtCore import QObject

from ...core.errors import SureCoverError
from ...core.resultfolder import REVIEW, ResultFolder
from ...core.stages.reviewregions import LAYER
from ..run import Run
from ..session import Session
from ..words import tr
from .edits import Decisions, EditFile, History
from .geopackage import outline
from .regions import Region, read_regions
from .review_layers import REVIEWED, ReviewLayers


class Review(QObject):
    """The review of one folder of results.

    Attributes:
        result: The results.
        classes: That a reviewer may choose from.
        crs: Of the map.
        pixel: Height of a pixel in the units of the map.
        edits: Where decisions are stored.
        history: Does and undoes them.
        layers: Of the review, in the project.

    Args:
        session: Runs algorithms.
        result: The results.

    Raises:
        SureCoverError: A file of the results is damaged.
    """

    def __init__(self, session: Session, result: ResultFolder) -> None:
        super().__init__()
        self._session = session
        self.result = result
        self.classes = list(result.scheme().leaves)
        self.crs, self.pixel = _frame_of(result.file("map.tif"))
        self.edits = EditFile(result.edits, self.crs)
        self.history = History(self.edits, self)
        self.layers = ReviewLayers(result, self.classes)

    @property
    def has_list(self) -> bool:
        """Whether there is a list of places, made of this map and not of an earlier one."""
        try:
            regions, made_of = (
                Path(path).stat().st_mtime for path in (self.result.regions, self.result.file("map.tif"))
            )
        except OSError:
            return False
        return regions >= made_of

    def reading(self) -> Generator[None, None, tuple[list[Region], Decisions]]:
        """Read the list of places and the edits, step by step, for `Sliced`.

        Raises:
            SureCoverError: One of them cannot be read.
        """
        decisions = Decisions()
        for facts in self.edits.decisions():
            decisions.note(*facts)
            yield
        regions = yield from read_regions(self.result.regions)
        return regions, decisions

    def shape_of(self, region: Region) -> QgsGeometry:
        """What a region covers, in the CRS of the map.

        Raises:
            SureCoverError: The list of places is not readable any more, or is another one now, or the map is.
        """
        if not self.has_list:
            raise SureCoverError(self._changed())
        shape = QgsGeometry()
        shape.fromWkb(outline(self.result.regions, LAYER, "region", region.number))
        if shape.isEmpty():
            raise SureCoverError(self._changed())
        return shape

    def _changed(self) -> str:
        return tr("The map or the list on disk has changed; press “List again”.")

    def listing(self, least_pixels: int) -> Run:
        """A run that makes the list of places anew, ready to start.

        Raises:
            SureCoverError: The folder of the review cannot be made.
        """
        result = self.result
        self._make(result.path / REVIEW)
        settings = result.job().get("settings", {})
        zones = settings.get("zones", "")
        parameters: dict[str, Any] = {
            "MAP": result.file("map.tif"),
            "RELIABILITY": result.file("reliability.tif"),
            "EVIDENCE": result.file("evidence.tif"),
            "CONFIDENCE": result.file("confidence.tif"),
            "BEFORE": result.intermediate("fused_map"),
            "MIN_PIXELS": least_pixels,
            "REGIONS": result.regions,
        }
        if zones and Path(zones.split("|")[0]).is_file():
            parameters.update(ZONES=zones, ZONE_FIELD=settings.get("zone_field", ""))
        return self._session.run("reviewregions", {key: value for key, value in parameters.items() if value})

    def exporting(self, folder: str = "") -> tuple[Run, dict[str, str]]:
        """A run that puts the edits on the map, ready to start, and the paths of its maps by role.

        Args:
            folder: Where the maps will stand; beside the edits if empty.

        Raises:
            SureCoverError: The folder cannot be made.
        """
        place = Path(folder) if folder else self.result.path / REVIEW
        self._make(place)
        paths = {role: str(place / f"{role}.tif") for role in REVIEWED}
        parameters = {
            "MAP": self.result.file("map.tif"),
            "RELIABILITY": self.result.file("reliability.tif"),
            "EVIDENCE": self.result.file("evidence.tif"),
            "EDITS": self.result.edits,
            "MAP_OUT": paths["map_reviewed"],
            "RELIABILITY_OUT": paths["reliability_reviewed"],
            "EVIDENCE_OUT": paths["evidence_reviewed"],
        }
        return self._session.run("applyreview", parameters), paths

    def _make(self, folder: Path) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise SureCoverError(
                tr("The folder {folder} cannot be made ({why}).").format(folder=folder, why=error.strerror)
            ) from error


def _frame_of(path: str) -> tuple[QgsCoordinateReferenceSystem, float]:
    """CRS and height of a pixel of a raster."""
    dataset = gdal.Open(path)
    if dataset is None:
        raise SureCoverError(tr("{path} cannot be read; run Produce again.").format(path=path))
    return QgsCoordinateReferenceSystem.fromWkt(dataset.GetProjection()), abs(dataset.GetGeoTransform()[5])
