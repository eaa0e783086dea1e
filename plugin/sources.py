"""Layers and files that can be chosen: what names them, and a box to choose one."""

from __future__ import annotations

from pathlib import Path
from typing import Callable

from qgis.core import (
    QgsIconUtils,
    QgsMapLayer,
    QgsProject,
    QgsRasterLayer,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QTimer, pyqtSignal
from qgis.PyQt.QtGui import QWheelEvent
from qgis.PyQt.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QToolButton, QWidget

from ..core.paths import layer_in
from ..processing_provider.rasterlayers import problem_of
from .words import tr


def value_of(layer: QgsMapLayer) -> str:
    """What a layer of the project is called among the choices.

    Of a raster the file, by which it can be chosen without a layer, too; of a vector layer the id,
    because its filter, its edits and its selection count.
    """
    return layer_in(layer.source())[0] if isinstance(layer, QgsRasterLayer) else layer.id()


def layer_of(value: str) -> QgsMapLayer | None:
    """The layer of the project that a choice means; None if it is only a file, or gone."""
    return next((layer for layer in project_layers() if value_of(layer) == value), None)


def project_layers() -> list[QgsMapLayer]:
    """All layers of the project, by name."""
    return sorted(QgsProject.instance().mapLayers().values(), key=lambda layer: layer.name().casefold())


def is_file(value: str) -> bool:
    """Whether a choice names something outside the project, rather than one of its layers."""
    local = layer_in(value)[0]
    return Path(local).is_absolute() or ":" in local


def is_raster(layer: QgsMapLayer) -> bool:
    """Whether a layer is a raster that the engine can read."""
    return isinstance(layer, QgsRasterLayer) and not problem_of(layer)


def is_vector(layer: QgsMapLayer) -> bool:
    """Whether a layer has shapes."""
    return isinstance(layer, QgsVectorLayer) and layer.isSpatial()


def is_polygons(layer: QgsMapLayer) -> bool:
    """Whether a layer has polygons."""
    return is_vector(layer) and layer.geometryType() == QgsWkbTypes.GeometryType.PolygonGeometry


class Combo(QComboBox):
    """A combo box that fits a narrow dock, and that scrolling past does not change."""

    def __init__(self, name: str, tip: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setToolTip(tip)
        self.setAccessibleName(tip)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Leave the wheel to the scroll area."""
        event.ignore()


class SourceBox(QWidget):
    """Chooses one of the project's layers, or a file.

    Its value never changes by itself: a layer that vanishes from the project stays chosen, and is
    shown as missing.

    Args:
        name: Its object name; that of its combo box ends in _layer, that of its button in _file.
        tip: What it is for.
        accepts: Which layers it offers.
        none: What is shown where nothing is chosen.
        files: File filter of the dialog.
    """

    changed = pyqtSignal()

    def __init__(
        self, name: str, tip: str, accepts: Callable[[QgsMapLayer], bool], none: str, files: str
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self._accepts, self._none, self._files, self._tip = accepts, none, files, tip
        self.combo = Combo(f"{name}_layer", tip)
        self.button = QToolButton()
        self.button.setObjectName(f"{name}_file")
        self.button.setText("…")
        self.button.setToolTip(tr("Choose a file"))
        self.button.setAccessibleName(tr("Choose a file"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.combo, 1)
        layout.addWidget(self.button)
        self.setFocusProxy(self.combo)
        self._fill("")
        self.combo.currentIndexChanged.connect(lambda _: self._tell())
        self.button.clicked.connect(self._choose_file)
        self._soon = QTimer(self)  # many layers come or go at once
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(lambda: self._fill(self.value()))
        project = QgsProject.instance()
        project.layersAdded.connect(self._refresh)
        project.layersRemoved.connect(self._refresh)

    def value(self) -> str:
        """The file or the id of the layer; "" for none."""
        return self.combo.currentData() or ""

    def set_value(self, value: str) -> None:
        """Choose, without telling `changed`."""
        if value != self.value():
            self._fill(value)

    def _refresh(self, *_: object) -> None:
        self._soon.start(0)

    def _fill(self, value: str) -> None:
        self.combo.blockSignals(True)
        self.combo.clear()
        self.combo.addItem(self._none, "")
        for layer in filter(self._accepts, project_layers()):
            self.combo.addItem(QgsIconUtils.iconForLayer(layer), layer.name(), value_of(layer))
        if value and self.combo.findData(value) < 0:
            name = Path(value).name if is_file(value) else tr("(a layer that is no longer there)")
            self.combo.addItem(name, value)
        self.combo.setCurrentIndex(self.combo.findData(value))
        self.combo.blockSignals(False)
        self._explain()

    def _explain(self) -> None:
        value = self.value()
        self.combo.setToolTip(f"{self._tip}\n{value}" if is_file(value) else self._tip)

    def _choose_file(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, self._tip, "", self._files)
        if path:
            self._fill(path)
            self._tell()

    def _tell(self) -> None:
        self._explain()
        self.changed.emit()
