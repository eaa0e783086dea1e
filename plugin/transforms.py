"""The ways between the CRS of a map and that of QGIS's canvas."""

from __future__ import annotations

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsGeometry,
    QgsProject,
)
from qgis.gui import QgsMapCanvas


def to_canvas(canvas: QgsMapCanvas, crs: QgsCoordinateReferenceSystem) -> QgsCoordinateTransform:
    """From the CRS of a map."""
    return QgsCoordinateTransform(crs, canvas.mapSettings().destinationCrs(), QgsProject.instance())


def from_canvas(canvas: QgsMapCanvas, crs: QgsCoordinateReferenceSystem) -> QgsCoordinateTransform:
    """To the CRS of a map."""
    return QgsCoordinateTransform(canvas.mapSettings().destinationCrs(), crs, QgsProject.instance())


def moved(shape: QgsGeometry, way: QgsCoordinateTransform) -> QgsGeometry:
    """A shape in another CRS; empty if it has no place there."""
    there = QgsGeometry(shape)
    try:
        there.transform(way)
    except QgsCsException:
        return QgsGeometry()
    return there if there.boundingBox().isFinite() else QgsGeometry()
