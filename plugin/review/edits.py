"""What a reviewer decides: stored at once in a GeoPackage of its own, and taken back on demand."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from osgeo import gdal, ogr, osr
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsGeometry, QgsProject
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...core.trust.review import EDIT_FIELDS, EDITS_LAYER
from ..words import tr
from .geopackage import done, named, refused, rows, writing

REGION = "region"
"""Field beside EDIT_FIELDS: the number of the region that an edit was made for, null for a drawn shape."""

ACCEPTED = 0
"""Outcome of an edit that leaves the classes as they are; other outcomes are class ids."""

_TYPES = {"integer": ogr.OFTInteger, "text": ogr.OFTString}


def _not_before(earliest: datetime.datetime) -> str:
    """The time now, or a later one."""
    now = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
    return earliest.isoformat() if earliest > now else now.strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True)
class Edit:
    """One decision; core.trust.review explains what its fields mean.

    Attributes:
        geometry: Polygons in the CRS of the map.
        to_class: None = accepted as it is.
        from_class: None = every pixel.
        reviewer: Who.
        note: Anything.
        region: Number of the region that it is about, None for a drawn shape.
        time: When it was stored.
        fid: Its number in the GeoPackage; None before it is stored.
    """

    geometry: QgsGeometry
    to_class: int | None
    from_class: int | None = None
    reviewer: str = ""
    note: str = ""
    region: int | None = None
    time: str = ""
    fid: int | None = None

    @property
    def outcome(self) -> int:
        """ACCEPTED or the id of the class."""
        return _outcome(self.from_class, self.to_class)


class EditFile:
    """The GeoPackage of a review. It is open only while an edit is written, in one transaction.

    Args:
        path: Where it stands, or will stand after the first edit.
        crs: Of the map.
    """

    def __init__(self, path: str, crs: QgsCoordinateReferenceSystem) -> None:
        self.path = path
        self._crs = crs

    @property
    def exists(self) -> bool:
        """Whether anybody ever decided anything."""
        return Path(self.path).is_file()

    def add(self, edit: Edit) -> Edit:
        """Store an edit, and return it with its time and its number.

        Its time is not before those of the edits that it touches, even if the clock of another computer is
        ahead: who decides last is right.

        Raises:
            SureCoverError: It cannot be stored; then nothing is.
        """
        with refused(tr("The edit is not stored: {path} cannot be written ({why})."), self.path):
            if not self.exists:
                self._create()
            with writing(self.path) as dataset:
                layer = self._layer(dataset)
                shape = self._shape(edit.geometry, layer.GetSpatialRef())
                edit = replace(edit, time=edit.time or _not_before(_newest(layer, shape)))
                feature = ogr.Feature(layer.GetLayerDefn())
                for name in (*EDIT_FIELDS, REGION):
                    if (value := getattr(edit, name)) not in (None, ""):
                        feature.SetField(name, value)
                feature.SetGeometryDirectly(ogr.CreateGeometryFromWkb(bytes(shape.asWkb())))
                if edit.fid is not None:
                    feature.SetFID(edit.fid)
                done(layer.CreateFeature(feature))
                return replace(edit, fid=feature.GetFID())

    def remove(self, edit: Edit) -> None:
        """Take exactly this edit out of the file again; fine if another program did already.

        Raises:
            SureCoverError: The file cannot be written.
        """
        sentence = tr("The edit is not undone: {path} cannot be written ({why}).")
        with refused(sentence, self.path), writing(self.path) as dataset:
            layer = self._layer(dataset)
            layer.SetAttributeFilter(f'"{layer.GetFIDColumn()}" = {edit.fid}')
            feature = layer.GetNextFeature()
            if feature and _same(feature, edit):
                done(layer.DeleteFeature(edit.fid))

    def decisions(self) -> Iterator[tuple[int, int | None, datetime.datetime, int]]:
        """Yield number, region, time and outcome of each edit.

        Raises:
            SureCoverError: The file cannot be read.
        """
        if self.exists:
            for fid, region, time, old, new in rows(
                self.path, EDITS_LAYER, (REGION, "time", "from_class", "to_class")
            ):
                yield fid, region, _moment(time), _outcome(old, new)

    def _create(self) -> None:
        """Make the file under another name first, so that there never is half a one."""
        path = Path(self.path)
        path.parent.mkdir(exist_ok=True)  # not its parents: results that were deleted stay so
        new = path.with_name(f"new-{path.name}")
        new.unlink(missing_ok=True)
        try:
            self._write_empty(new)
            new.replace(path)
        finally:
            new.unlink(missing_ok=True)

    def _write_empty(self, path: Path) -> None:
        """Write a layer without edits; the file is closed on return."""
        dataset = done(gdal.GetDriverByName("GPKG").Create(str(path), 0, 0, 0, gdal.GDT_Unknown))
        crs = None
        if self._crs.isValid():
            crs = osr.SpatialReference()
            crs.ImportFromWkt(self._crs.toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT_PREFERRED_GDAL))
        layer = done(dataset.CreateLayer(EDITS_LAYER, crs, ogr.wkbMultiPolygon))
        _complete(layer)

    def _layer(self, dataset: gdal.Dataset) -> ogr.Layer:
        layer = named(dataset, EDITS_LAYER)
        if layer is None or layer.GetLayerDefn().GetFieldIndex("to_class") < 0:
            raise RuntimeError(tr("it holds no edits of a review; give the file another name"))
        _complete(layer)
        return layer

    def _shape(self, geometry: QgsGeometry, spatial: osr.SpatialReference | None) -> QgsGeometry:
        """A multi-polygon in the CRS of the file, which another program may have made."""
        shape = QgsGeometry(geometry)
        shape.convertToMultiType()
        crs = QgsCoordinateReferenceSystem.fromWkt(spatial.ExportToWkt()) if spatial else self._crs
        if crs.isValid() and self._crs.isValid() and crs != self._crs:
            shape.transform(QgsCoordinateTransform(self._crs, crs, QgsProject.instance()))
        return shape


class Decisions:
    """What the edits say of regions: the latest counts, of equal times the one stored later."""

    def __init__(self) -> None:
        self._of: dict[int, dict[int, tuple[datetime.datetime, int, int]]] = defaultdict(dict)

    def note(self, fid: int, region: int | None, time: datetime.datetime, outcome: int) -> None:
        """Take an edit into account."""
        if region is not None:
            self._of[region][fid] = time, fid, outcome

    def add(self, edit: Edit) -> None:
        """Take an edit of this session into account."""
        self.note(edit.fid, edit.region, _moment(edit.time), edit.outcome)

    def remove(self, edit: Edit) -> None:
        """Forget an edit."""
        self._of[edit.region].pop(edit.fid, None)

    def of(self, region: int) -> int | None:
        """ACCEPTED, the id of a class, or None while nobody decided."""
        edits = self._of.get(region)
        return max(edits.values())[2] if edits else None


class History(QObject):
    """Does, undoes and redoes edits; writes the file first, so that it claims nothing that is not stored.

    Args:
        file: Where the edits go.
        parent: Owns the history.
    """

    added = pyqtSignal(object)
    """An edit that was stored."""

    removed = pyqtSignal(object)
    """An edit that was taken back."""

    def __init__(self, file: EditFile, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = file
        self._done: list[Edit] = []
        self._undone: list[Edit] = []

    @property
    def can_undo(self) -> bool:
        """Whether an edit of this session can be taken back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether an edit that was taken back can be stored again."""
        return bool(self._undone)

    def do(self, edit: Edit) -> None:
        """Store an edit; a SureCoverError means that nothing happened, here and below."""
        self._done.append(self._file.add(edit))
        self._undone.clear()
        self.added.emit(self._done[-1])

    def undo(self) -> Edit:
        """Take the latest edit back, and return it."""
        edit = self._done[-1]
        self._file.remove(edit)
        self._undone.append(self._done.pop())
        self.removed.emit(edit)
        return edit

    def redo(self) -> Edit:
        """Store the edit that was taken back last once more, as it was, and return it."""
        edit = self._file.add(self._undone[-1])
        self._done.append(edit)
        self._undone.pop()
        self.added.emit(edit)
        return edit


def _same(feature: ogr.Feature, edit: Edit) -> bool:
    """Whether a feature is an edit, and not another one that got its number."""
    found = feature.GetField("reviewer") or "", feature.GetField(REGION), _moment(feature.GetField("time"))
    return found == (edit.reviewer, edit.region, _moment(edit.time))


def _newest(layer: ogr.Layer, shape: QgsGeometry) -> datetime.datetime:
    """The latest time of the edits near a shape."""
    box = shape.boundingBox()
    layer.SetSpatialFilterRect(box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum())
    newest = max((_moment(feature.GetField("time")) for feature in layer), default=_moment(None))
    layer.SetSpatialFilter(None)
    return newest


def _outcome(old: int | None, new: int | None) -> int:
    return ACCEPTED if new is None or new == old else int(new)


def _complete(layer: ogr.Layer) -> None:
    """Add the fields that are missing."""
    types = {**{name: _TYPES[kind] for name, kind in EDIT_FIELDS.items()}, REGION: ogr.OFTInteger64}
    for name, kind in types.items():
        if layer.GetLayerDefn().GetFieldIndex(name) < 0:
            done(layer.CreateField(ogr.FieldDefn(name, kind)))


def _moment(text: str | None) -> datetime.datetime:
    """A time of an edit; without one it is earlier than all others, without a zone it is UTC."""
    try:
        text = (text or "").strip().replace("/", "-").removesuffix("+00")  # as GDAL writes a field of times
        moment = datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        moment = datetime.datetime.min.replace(tzinfo=datetime.timezone.utc)
    return moment if moment.tzinfo else moment.replace(tzinfo=datetime.timezone.utc)
