"""Which part of the images is mapped."""

from __future__ import annotations

from dataclasses import replace

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsMapLayer,
    QgsProcessingContext,
    QgsProcessingUtils,
    QgsProject,
    QgsRectangle,
)
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from ..sources import Combo, SourceBox, is_file, is_polygons, is_raster, is_vector
from ..words import tr
from .choices import CANVAS, EXTENT, POLYGONS, WHOLE, Choices


class AreaBox(QWidget):
    """Whole images, what the map shows, or what a layer covers."""

    changed = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.kind = Combo("area", tr("Which part of the images is mapped"))
        for value, text in (
            (WHOLE, tr("Whole images")),
            (CANVAS, tr("What the map window shows")),
            (EXTENT, tr("Extent of a layer")),
            (POLYGONS, tr("Polygons of a layer")),
        ):
            self.kind.addItem(text, value)
        kinds = " (*.gpkg *.shp *.geojson *.fgb);;" + tr("All files (*)")
        self._layers = {
            EXTENT: SourceBox(
                "area_extent", tr("Layer whose extent is mapped"), _has_extent, tr("choose…"),
                tr("All files (*)"),
            ),
            POLYGONS: SourceBox(
                "area_polygons", tr("Layer whose polygons are mapped"), is_polygons, tr("choose…"),
                tr("Polygons") + kinds,
            ),
        }  # fmt: skip
        self.selected = QCheckBox(tr("Only its selected features"))
        self.selected.setObjectName("area_selected")
        self.selected.setToolTip(tr("Map inside the features that are selected when the run starts"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self.kind, *self._layers.values(), self.selected):
            layout.addWidget(widget)
        for box in self._layers.values():
            box.changed.connect(self._tell)
        self.kind.currentIndexChanged.connect(lambda _: self._tell())
        self.selected.toggled.connect(lambda _: self._tell())
        self._unfold()

    def show_choices(self, choices: Choices) -> None:
        """Show these."""
        for widget in (self.kind, self.selected):
            widget.blockSignals(True)
        self.kind.setCurrentIndex(self.kind.findData(choices.area))
        if choices.area in self._layers:
            self._layers[choices.area].set_value(choices.area_layer)
        self.selected.setChecked(choices.selected_only)
        for widget in (self.kind, self.selected):
            widget.blockSignals(False)
        self._unfold()

    def taken(self, choices: Choices) -> Choices:
        """The choices with what is chosen here."""
        kind = self.kind.currentData()
        layer = self._layers[kind].value() if kind in self._layers else ""
        only = kind == POLYGONS and not is_file(layer) and self.selected.isChecked()
        return replace(choices, area=kind, area_layer=layer, selected_only=only)

    def _tell(self) -> None:
        self._unfold()
        self.changed.emit()

    def _unfold(self) -> None:
        kind = self.kind.currentData()
        for name, box in self._layers.items():
            box.setVisible(name == kind)
        layer = self._layers[POLYGONS].value()
        self.selected.setVisible(kind == POLYGONS and bool(layer) and not is_file(layer))


def extent_text(choices: Choices, canvas: QgsMapCanvas) -> str:
    """The extent of the chosen area, as Processing writes one; "" where the area has none.

    The name of a layer that cannot be opened stands for itself, so that the run refuses it by name.
    """
    if choices.area == CANVAS:
        return _text(canvas.extent(), canvas.mapSettings().destinationCrs())
    if choices.area == EXTENT and choices.area_layer:
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        layer = QgsProcessingUtils.mapLayerFromString(choices.area_layer, context)
        return _text(layer.extent(), layer.crs()) if layer else choices.area_layer
    return ""


def _text(extent: QgsRectangle, crs: QgsCoordinateReferenceSystem) -> str:
    if crs.isValid() and not crs.authid().startswith("EPSG:"):  # only these have a name everywhere
        world = QgsCoordinateReferenceSystem("EPSG:4326")
        extent = QgsCoordinateTransform(crs, world, QgsProject.instance()).transformBoundingBox(extent)
        crs = world
    edges = (extent.xMinimum(), extent.xMaximum(), extent.yMinimum(), extent.yMaximum())
    return ",".join(map(repr, edges)) + (f" [{crs.authid()}]" if crs.isValid() else "")


def _has_extent(layer: QgsMapLayer) -> bool:
    return is_raster(layer) or is_vector(layer)
