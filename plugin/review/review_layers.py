"""The layers of the review in the project: each once, in the group of its results, regions above edits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFillSymbol,
    QgsLayerTreeLayer,
    QgsMapLayer,
    QgsProject,
    QgsRasterLayer,
    QgsRendererCategory,
    QgsVectorLayer,
)

from ...core.legends import Color
from ...core.resultfolder import ResultFolder
from ...core.scheme import LandClass
from ...core.stages.reviewregions import LAYER
from ...core.trust.review import EDITS_LAYER
from ..results.layers import ROLE, find_group
from ..words import tr
from .edits import ACCEPTED

REVIEWED = ("map_reviewed", "reliability_reviewed", "evidence_reviewed")
"""Roles of the exported maps, and stems of their files."""

_COVERED = REVIEWED[1:]
"""What the reviewed map lies over."""

_ORDER = ("regions", "edits", *REVIEWED)


class ReviewLayers:
    """Adds, finds and removes the layers of one folder of results.

    Args:
        result: The results.
        classes: Of the map.
    """

    def __init__(self, result: ResultFolder, classes: Sequence[LandClass]) -> None:
        self._result, self._classes = result, classes

    def show_regions(self) -> None:
        """Show the outlines of the places to review."""
        layer = self._find("regions", self._result.regions)
        if layer is None:
            self._add("regions", _vector(self._result.regions, LAYER, tr("Places to review")))
        else:
            _read_anew(layer)

    def show_edits(self) -> None:
        """Show what was decided so far."""
        layer = self._find("edits", self._result.edits)
        if layer is None:
            layer = _vector(self._result.edits, EDITS_LAYER, tr("Edits"))
            layer.setRenderer(self._edits_renderer())
            layer.setOpacity(0.5)
            self._add("edits", layer)
        else:
            _read_anew(layer)

    def show_reviewed(self, paths: Mapping[str, str]) -> None:
        """Show maps that were exported, by role."""
        titles = tr("Land cover, reviewed"), tr("Reliability, reviewed"), tr("Evidence, reviewed")
        for role, title in zip(REVIEWED, titles):
            if role in paths and self._find(role, paths[role]) is None:
                self._add(role, QgsRasterLayer(paths[role], title))

    def release(self, role: str, path: str) -> bool:
        """Take a layer off the project, so that its file can be replaced; whether it was there."""
        layer = self._find(role, path)
        if layer is not None:
            QgsProject.instance().removeMapLayer(layer.id())
        return layer is not None

    def _find(self, role: str, path: str) -> QgsMapLayer | None:
        for layer in QgsProject.instance().mapLayers().values():
            if layer.customProperty(ROLE) == role and Path(layer.source().split("|")[0]) == Path(path):
                return layer
        return None

    def _add(self, role: str, layer: QgsMapLayer) -> None:
        if not layer.isValid():
            return
        layer.setCustomProperty(ROLE, role)
        QgsProject.instance().addMapLayer(layer, False)
        group = find_group(self._result) or QgsProject.instance().layerTreeRoot()
        above = _ORDER[: _ORDER.index(role)]
        shown = [node.layer() for node in group.children() if isinstance(node, QgsLayerTreeLayer)]
        place = sum(other is not None and other.customProperty(ROLE) in above for other in shown)
        node = QgsLayerTreeLayer(layer)
        node.setExpanded(False)  # before it is seen: old QGIS unfolds it otherwise
        node.setItemVisibilityChecked(role not in _COVERED)
        group.insertChildNode(place, node)

    def _edits_renderer(self) -> QgsCategorizedSymbolRenderer:
        accepted = QgsFillSymbol.createSimple(
            {"style": "b_diagonal", "color": "#000000", "outline_color": "#000000", "outline_width": "0.5"}
        )
        categories = [QgsRendererCategory(ACCEPTED, accepted, tr("accepted"))]
        for land_class in self._classes:
            symbol = _filled(land_class.color)
            categories.append(QgsRendererCategory(land_class.id, symbol, land_class.name))
        return QgsCategorizedSymbolRenderer(f'coalesce("to_class", {ACCEPTED})', categories)


def _filled(color: Color) -> QgsFillSymbol:
    rgb = ",".join(map(str, color))
    return QgsFillSymbol.createSimple({"color": rgb, "outline_color": "#000000", "outline_width": "0.3"})


def _read_anew(layer: QgsVectorLayer) -> None:
    if not layer.isEditable():  # else somebody has unsaved changes in it
        layer.dataProvider().reloadData()
    layer.triggerRepaint()


def _vector(path: str, name: str, title: str) -> QgsVectorLayer:
    return QgsVectorLayer(f"{path}|layername={name}", title, "ogr")
