"""What the files of a result say about one pixel, read through QGIS's own raster providers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsDistanceArea,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsProviderRegistry,
    QgsRaster,
    QgsRasterDataProvider,
    QgsRectangle,
)

from ...core.codes import Evidence, Reliability
from ...core.errors import SureCoverError
from ...core.resultfolder import FINAL, ResultFolder
from ...core.scheme import ClassScheme, LandClass
from ...core.stages.correct import CorrectJob
from ...core.stages.produce import ProduceJob
from ..transforms import moved
from ..words import tr

_KEPT = ("fused_map", "external", "clusters", "agreement", "entropy")
"""Intermediate results of one band."""

_ALIKE = 0.05
"""A pixel whose sides differ by less, as a share, is taken for a square."""

Shares = Mapping[LandClass, float]
"""Probabilities 0..1 by class."""


def usual_settings() -> dict[str, Any]:
    """Settings of a run that says nothing of them, by the names of ProduceJob."""
    return {**vars(ProduceJob()), "rejection": CorrectJob.rejection}


@dataclass(frozen=True)
class Setup:
    """What holds for all pixels of a result.

    Attributes:
        scheme: The classes.
        settings: Of the run, by the names of ProduceJob.
        metres: Side of a pixel, if it is a square whose size is known.
    """

    scheme: ClassScheme
    settings: Mapping[str, Any]
    metres: float | None


@dataclass(frozen=True)
class Pixel:
    """One pixel; what the files do not tell is None.

    Attributes:
        row, column: From 0.
        place: Centre, in the map's CRS.
        crs: Name of the map's CRS.
        land_class: Of the final map; None for no class.
        reliability, evidence: Codes.
        confidence: 0..1.
        classified: Class id that all dates together show; 0 = none.
        external: Class id of the external map; 0 = it shows none of the classes.
        cluster: 1..255; 0 = the mosaic has no data.
        agreement, entropy: 0..1.
        dates: By name of what was classified on its own, its probabilities, or None for a cloud.
        fused: The probabilities of all dates together.
        weighed: The same with the evidence of the mosaic's clusters, or as they are if that was not heard.
        unlike: Share 0..1 of the training pixels that are more typical, on the date with the largest one.
    """

    row: int
    column: int
    place: tuple[float, float]
    crs: str
    land_class: LandClass | None
    reliability: Reliability
    evidence: Evidence
    confidence: float | None = None
    classified: int | None = None
    external: int | None = None
    cluster: int | None = None
    agreement: float | None = None
    entropy: float | None = None
    dates: Mapping[str, Shares | None] | None = None
    fused: Shares | None = None
    weighed: Shares | None = None
    unlike: float | None = None


class Reader:
    """Reads pixels of a result. Its files are opened when they are needed, or one by one ahead of that.

    Args:
        result: The result.

    Raises:
        SureCoverError: Its records are damaged, or map.tif cannot be opened.
    """

    def __init__(self, result: ResultFolder) -> None:
        self._dates = [dated.name for dated in result.dates()]
        self._paths = {Path(name).stem: result.file(name) for name in FINAL}
        self._probabilities = ("fused", "weighed", *map(_probabilities_of, self._dates))
        kept = (*_KEPT, *self._probabilities, *map(_unlike_of, self._dates))
        self._paths.update({name: path for name in kept if (path := result.intermediate(name))})
        self._opened: dict[str, QgsRasterDataProvider] = {}
        self._classes: dict[str, list[LandClass | None]] = {}
        scheme = result.scheme()
        self._by_name = {c.name: c for c in scheme.classes}
        self.crs = self._open("map").crs()
        settings = {**usual_settings(), **result.job()["settings"]}
        self.setup = Setup(scheme, settings, self._metres())

    @property
    def is_open(self) -> bool:
        """Whether all files are open."""
        return len(self._opened) == len(self._paths)

    def open_next(self) -> bool:
        """Open one more file, so that the first pixel is not waited for; False when all are open."""
        closed = next((name for name in self._paths if name not in self._opened), None)
        if closed is not None:
            self._open(closed)
        if closed in self._probabilities:
            self._bands(closed)
        return closed is not None

    def at(self, point: QgsPointXY, crs: QgsCoordinateReferenceSystem) -> Pixel | None:
        """The pixel at a point; None outside the map.

        Args:
            point: The point.
            crs: Its CRS.
        """
        own = _moved(point, crs, self.crs)
        cell = None if own is None else self._cell(own)
        if cell is None:
            return None
        row, column = cell
        centre = self._square(row, column).center()
        land_class = int(self._value("map", centre) or 0)
        return Pixel(
            row=row,
            column=column,
            place=(centre.x(), centre.y()),
            crs=self.crs.authid(),
            land_class=self.setup.scheme.by_id(land_class) if land_class else None,
            reliability=Reliability(int(self._value("reliability", centre) or 0)),
            evidence=Evidence(int(self._value("evidence", centre) or 0)),
            confidence=self._value("confidence", centre),
            classified=self._code("fused_map", centre),
            external=self._code("external", centre),
            cluster=self._code("clusters", centre),
            agreement=self._value("agreement", centre),
            entropy=self._value("entropy", centre),
            dates={name: self._shares(_probabilities_of(name), centre) for name in self._dates} or None,
            fused=self._shares("fused", centre),
            weighed=self._shares("weighed", centre),
            unlike=self._most_unlike(centre),
        )

    def beside(self, pixel: Pixel, rows: int, columns: int) -> Pixel | None:
        """The pixel some rows and columns away from another; None outside the map."""
        _, width, height = self._grid()
        x, y = pixel.place
        return self.at(QgsPointXY(x + columns * width, y - rows * height), self.crs)

    def outline(self, pixel: Pixel, crs: QgsCoordinateReferenceSystem) -> QgsGeometry | None:
        """A pixel's square in some CRS; None if it has no place there."""
        square = QgsGeometry.fromRect(self._square(pixel.row, pixel.column))
        shape = moved(square, QgsCoordinateTransform(self.crs, crs, QgsProject.instance()))
        return None if shape.isEmpty() else shape

    def _square(self, row: int, column: int) -> QgsRectangle:
        extent, width, height = self._grid()
        left = extent.xMinimum() + column * width
        top = extent.yMaximum() - row * height
        return QgsRectangle(left, top - height, left + width, top)

    def _grid(self) -> tuple[QgsRectangle, float, float]:
        provider = self._open("map")
        extent = provider.extent()
        return extent, extent.width() / provider.xSize(), extent.height() / provider.ySize()

    def _cell(self, point: QgsPointXY) -> tuple[int, int] | None:
        extent, width, height = self._grid()
        if not extent.contains(point):
            return None
        provider = self._open("map")
        row = int((extent.yMaximum() - point.y()) / height)
        column = int((point.x() - extent.xMinimum()) / width)
        return min(row, provider.ySize() - 1), min(column, provider.xSize() - 1)

    def _metres(self) -> float | None:
        measure = QgsDistanceArea()
        measure.setSourceCrs(self.crs, QgsProject.instance().transformContext())
        measure.setEllipsoid(self.crs.ellipsoidAcronym())
        if not measure.willUseEllipsoid():
            return None
        extent, width, height = self._grid()
        centre = extent.center()
        try:
            across = measure.measureLine(centre, QgsPointXY(centre.x() + width, centre.y()))
            down = measure.measureLine(centre, QgsPointXY(centre.x(), centre.y() + height))
        except QgsCsException:
            return None
        return (across + down) / 2 if abs(across - down) < _ALIKE * across else None

    def _open(self, name: str) -> QgsRasterDataProvider:
        if name not in self._opened:
            path = self._paths[name]
            provider = QgsProviderRegistry.instance().createProvider("gdal", path)
            if provider is None or not provider.isValid():
                raise SureCoverError(tr("{path} cannot be read; run Produce again.").format(path=path))
            self._opened[name] = provider
        return self._opened[name]

    def _values(self, name: str, point: QgsPointXY) -> dict[int, float | None]:
        """By band, with scale and offset applied; None where nodata."""
        provider = self._open(name)
        own = _moved(point, self.crs, provider.crs())
        if own is None:
            return {}
        return provider.identify(own, QgsRaster.IdentifyFormat.IdentifyFormatValue).results()

    def _value(self, name: str, point: QgsPointXY) -> float | None:
        return self._values(name, point).get(1) if name in self._paths else None

    def _code(self, name: str, point: QgsPointXY) -> int | None:
        """A whole number, 0 where nodata; None without the file."""
        return int(self._value(name, point) or 0) if name in self._paths else None

    def _most_unlike(self, point: QgsPointXY) -> float | None:
        """Of all dates; None where no date tells."""
        by_date = (self._value(_unlike_of(name), point) for name in self._dates)
        return max((share for share in by_date if share is not None), default=None)

    def _shares(self, name: str, point: QgsPointXY) -> Shares | None:
        if name not in self._paths:
            return None
        found = dict(zip(self._bands(name), self._values(name, point).values()))
        shares = {c: share for c, share in found.items() if c is not None and share is not None}
        return shares or None

    def _bands(self, name: str) -> list[LandClass | None]:
        """The class of each band."""
        if name not in self._classes:
            provider = self._open(name)
            described = getattr(provider, "bandDescription", None)  # from 3.38 on; before: "Band 1: water"
            name_of = described or (lambda band: provider.generateBandName(band).partition(": ")[2])
            bands = range(1, provider.bandCount() + 1)
            self._classes[name] = [self._by_name.get(name_of(band)) for band in bands]
        return self._classes[name]


def _moved(
    point: QgsPointXY, crs: QgsCoordinateReferenceSystem, other: QgsCoordinateReferenceSystem
) -> QgsPointXY | None:
    """A point in another CRS; None where there is none."""
    try:
        return QgsCoordinateTransform(crs, other, QgsProject.instance()).transform(point)
    except QgsCsException:
        return None


def _probabilities_of(date: str) -> str:
    return f"probabilities_{date}"


def _unlike_of(date: str) -> str:
    return f"unlike_{date}"
