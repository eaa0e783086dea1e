"""Reads and writes GeoPackages row by row, without holding them open and without waiting for locks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from osgeo import gdal, ogr

from ...core.errors import SureCoverError
from ..words import tr

_PATIENCE = "50"
"""Milliseconds that SQLite waits for other programs, up to three times a write: QGIS must not stand still."""


def rows(path: str, layer: str, fields: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """Yield the feature id and the named attributes of each feature; None for fields that are missing.

    Args:
        path: Of the GeoPackage.
        layer: Name of the layer; the only layer if none is called so.
        fields: Names of the attributes.

    Raises:
        SureCoverError: There is no such file or layer, or it is damaged.
    """
    sentence = tr("{path} cannot be read ({why}).")
    with refused(sentence, path):
        dataset = _open(path, gdal.OF_VECTOR)
        source = _needed(dataset, layer)
        positions = [source.GetLayerDefn().GetFieldIndex(name) for name in fields]
        source.SetIgnoredFields(["OGR_GEOMETRY"])
    while True:
        with refused(sentence, path):
            feature = source.GetNextFeature()
            if feature is None and gdal.GetLastErrorType() >= gdal.CE_Failure:
                raise RuntimeError(gdal.GetLastErrorMsg())
        if feature is None:
            return
        values = (feature.GetField(place) if place >= 0 else None for place in positions)
        yield (feature.GetFID(), *values)


def outline(path: str, layer: str, field: str, number: int) -> bytes:
    """The geometry, as WKB, of the feature whose attribute has a value; empty if there is none."""
    with refused(tr("{path} cannot be read ({why})."), path):
        dataset = _open(path, gdal.OF_VECTOR)
        source = _needed(dataset, layer)
        source.SetAttributeFilter(f'"{field}" = {number}')
        feature = source.GetNextFeature()
        shape = feature.GetGeometryRef() if feature else None
        return bytes(shape.ExportToWkb()) if shape else b""


@contextmanager
def writing(path: str) -> Iterator[gdal.Dataset]:
    """Open a GeoPackage for one transaction: all that happens in it is stored at its end, or nothing."""
    dataset = _open(path, gdal.OF_VECTOR | gdal.OF_UPDATE)
    dataset.ReleaseResultSet(dataset.ExecuteSQL(f"PRAGMA busy_timeout = {_PATIENCE}"))
    done(dataset.StartTransaction())
    try:
        yield dataset
        done(dataset.CommitTransaction())
    except BaseException:
        dataset.RollbackTransaction()
        raise


def named(dataset: gdal.Dataset, layer: str) -> ogr.Layer | None:
    """The layer of a name, else the only one."""
    layers = [dataset.GetLayer(number) for number in range(dataset.GetLayerCount())]
    return next(
        (found for found in layers if found.GetName() == layer), layers[0] if len(layers) == 1 else None
    )


def _needed(dataset: gdal.Dataset, layer: str) -> ogr.Layer:
    found = named(dataset, layer)
    if found is None:
        raise RuntimeError(tr("it has no layer {layer}").format(layer=layer))
    return found


@contextmanager
def refused(sentence: str, path: str) -> Iterator[None]:
    """Turn what GDAL says into a refusal; `sentence` has {path} and {why}. GDAL is silent meanwhile."""
    gdal.ErrorReset()
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        yield
    except (RuntimeError, OSError) as error:
        raise SureCoverError(sentence.format(path=path, why=str(error).strip())) from error
    finally:
        gdal.PopErrorHandler()


def done(result: Any) -> Any:  # noqa: ANN401 - a GDAL object or an error code
    """Pass on what GDAL returned; a failure becomes a RuntimeError, as it is where GDAL raises itself."""
    if result is None or (isinstance(result, int) and result != ogr.OGRERR_NONE):
        raise RuntimeError(gdal.GetLastErrorMsg() or tr("GDAL does not say why"))
    return result


def _open(path: str, flags: int) -> gdal.Dataset:
    before = gdal.GetConfigOption("SQLITE_BUSY_TIMEOUT")
    gdal.SetConfigOption("SQLITE_BUSY_TIMEOUT", _PATIENCE)
    try:
        return done(gdal.OpenEx(path, flags, allowed_drivers=["GPKG"]))
    finally:
        gdal.SetConfigOption("SQLITE_BUSY_TIMEOUT", before)
