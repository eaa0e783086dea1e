"""The old or coarse map that the classification is compared with, and how its codes are translated."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from qgis.core import QgsMapLayer, QgsVectorLayer
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QFileDialog, QFormLayout, QHBoxLayout, QPushButton, QToolButton, QWidget

from ...core.external.crosswalk import crosswalk_names
from ..run_line import RunLine
from ..sources import Combo, SourceBox, is_file, is_raster, is_vector, layer_of
from ..words import tr
from .choices import Choices

_QUICK = (".gpkg", ".shp", ".fgb", ".sqlite")
"""Files whose attributes are known without reading them whole."""

_RASTERS = (".tif", ".tiff", ".vrt", ".img", ".jp2", ".nc", ".asc")


class ExternalBox(QWidget):
    """Map, attribute and crosswalk."""

    changed = pyqtSignal()

    preview_wanted = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        files = " (*.tif *.tiff *.vrt *.img *.gpkg *.shp *.geojson *.fgb *.osm *.pbf *.zip);;"
        self.map = SourceBox(
            "external", tr("Old or coarse map of the same place"), _accepts, tr("choose…"),
            tr("Maps") + files + tr("All files (*)"),
        )  # fmt: skip
        self.field = FieldCombo(
            "external_field", tr("Attribute with the class codes; empty: found by itself"), self.map
        )
        self.crosswalk = Combo("crosswalk", tr("What translates its codes into the model's classes"))
        self.preview = QPushButton(tr("What becomes what…"))
        self.preview.setObjectName("preview")
        self.preview.setToolTip(tr("Show which of its codes become which class, and how much that is"))
        self.preview.clicked.connect(self.preview_wanted)
        self.preview_line = RunLine()
        self._show_crosswalk("")
        self.crosswalk.currentIndexChanged.connect(lambda _: self.changed.emit())
        self.map.changed.connect(self._follow_map)
        self.field.changed.connect(self.changed)
        layout = QFormLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addRow(tr("Map"), self.map)
        layout.addRow(tr("Attribute"), self.field)
        self._field_label = layout.labelForField(self.field)
        layout.addRow(tr("Crosswalk"), self._crosswalk_line())
        layout.addRow("", self.preview)
        layout.addRow(self.preview_line)
        self._show_field()

    def show_choices(self, choices: Choices) -> None:
        """Show these."""
        self.map.set_value(choices.external)
        self.field.show_fields()
        self.field.set_value(choices.field)
        if choices.crosswalk != self.crosswalk.currentData():
            self._show_crosswalk(choices.crosswalk)
        self._show_field()

    def taken(self, choices: Choices) -> Choices:
        """The choices with what is chosen here."""
        return replace(
            choices,
            external=self.map.value(),
            field=self.field.value() if self._has_field() else "",
            crosswalk=self.crosswalk.currentData(),
        )

    def _crosswalk_line(self) -> QWidget:
        button = QToolButton()
        button.setObjectName("crosswalk_file")
        button.setText("…")
        button.setToolTip(tr("Choose a table with the columns from and to"))
        button.setAccessibleName(tr("Choose a crosswalk file"))
        button.clicked.connect(self._choose_crosswalk)
        both = QWidget()
        line = QHBoxLayout(both)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.crosswalk, 1)
        line.addWidget(button)
        return both

    def _choose_crosswalk(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, tr("Crosswalk"), "", tr("Tables (*.csv)"))
        if path:
            self._show_crosswalk(path)
            self.changed.emit()

    def _show_crosswalk(self, value: str) -> None:
        self.crosswalk.blockSignals(True)
        self.crosswalk.clear()
        self.crosswalk.addItem(tr("automatic"), "")
        for name in crosswalk_names():
            self.crosswalk.addItem(name, name)
        if self.crosswalk.findData(value) < 0:
            self.crosswalk.addItem(Path(value).name, value)
        self.crosswalk.setCurrentIndex(self.crosswalk.findData(value))
        self.crosswalk.blockSignals(False)

    def _follow_map(self) -> None:
        self.field.show_fields()
        self.field.set_value("")
        self._show_field()
        self.changed.emit()

    def _has_field(self) -> bool:
        value = self.map.value()
        layer = layer_of(value)
        if layer:
            return is_vector(layer)
        return bool(value) and Path(value).suffix.lower() not in _RASTERS

    def _show_field(self) -> None:
        for widget in (self.field, self._field_label):
            widget.setVisible(self._has_field())


class FieldCombo(Combo):
    """The attributes of what a source box holds; others can be typed.

    Args:
        name: Its object name.
        tip: What it is for.
        source: The source box.
    """

    changed = pyqtSignal()

    def __init__(self, name: str, tip: str, source: SourceBox) -> None:
        super().__init__(name, tip)
        self._source = source
        self.setEditable(True)
        self.editTextChanged.connect(lambda _: self.changed.emit())

    def value(self) -> str:
        """Name of the attribute."""
        return self.currentText().strip()

    def set_value(self, name: str) -> None:
        """Choose, without telling `changed`."""
        if name != self.value():
            self.blockSignals(True)
            self.setEditText(name)
            self.blockSignals(False)

    def show_fields(self) -> None:
        """Offer the attributes of what the source box holds now."""
        value = self.value()
        self.blockSignals(True)
        self.clear()
        layer = layer_of(self._source.value()) or _quickly_opened(self._source.value())
        if isinstance(layer, QgsVectorLayer):
            self.addItems([field.name() for field in layer.fields()])
        self.setEditText(value)
        self.blockSignals(False)


def _accepts(layer: QgsMapLayer) -> bool:
    return is_raster(layer) or is_vector(layer)


def _quickly_opened(value: str) -> QgsVectorLayer | None:
    quick = is_file(value) and Path(value).suffix.lower() in _QUICK
    return QgsVectorLayer(value, "", "ogr") if quick else None
