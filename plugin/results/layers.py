"""The results of a run as layers of the project: one group, styled, each layer found again by its role."""

from __future__ import annotations

import zlib
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from qgis.core import (
    QgsLayerTreeGroup,
    QgsLayerTreeLayer,
    QgsLayerTreeNode,
    QgsPalettedRasterRenderer,
    QgsProject,
    QgsRasterLayer,
)

from ...core.codes import Reliability
from ...core.resultfolder import LABEL_ISSUES, MAP_VIEW, ResultFolder
from ..codewords import date_title
from ..palette import Palette
from ..words import tr

FOLDER = "surecover/folder"
"""Property of the group: the folder of results."""

ROLE = "surecover/role"
"""Property of a layer: what it is among the results."""

MAP, RELIABILITY, EVIDENCE, CONFIDENCE = "map", "reliability", "evidence", "confidence"
DATE = "date/"
"""Begins the role of a single date's map; its name follows."""
FUSED, ISSUES, EXTERNAL, MOSAIC = "fused", "issues", "external", "mosaic"

_DATES = "surecover/dates"
_STYLE = "surecover/style"


_AT_ONCE = 6
"""So many dates have their layers read without a pause."""


class Blend(IntEnum):
    """How the land-cover map is shown; the value is the band of map_view.vrt that holds its opacity."""

    ALL = -1
    RELIABILITY = 2
    DOUBTFUL = 3
    CONFIDENCE = 4


@dataclass(frozen=True)
class _Wanted:
    role: str
    path: str
    name: str
    checked: bool = False

    @property
    def in_dates(self) -> bool:
        """Whether it belongs into the sub-group of the dates."""
        return self.role == FUSED or self.role.startswith(DATE)


def attach(result: ResultFolder) -> Generator[None, None, None]:
    """Show results in the project: all at the first step, but for many dates, each of which is a step.

    Layers that are there already are read anew and keep their place, name and style; missing ones are
    added, and those whose files are gone are removed. Stop when layers are removed meanwhile.

    Raises:
        SureCoverError: The record of the run is damaged.
    """
    wanted = _wanted(result)
    group = find_group(result) or _new_group(result)
    group.setCustomProperty(FOLDER, str(result.path))
    layers = _layers_of(group)
    own = {role for role, layer in layers.items() if layer.customProperty(_STYLE) is not None}
    gone = own - {each.role for each in wanted}  # the layers of the review stay
    if gone:
        QgsProject.instance().removeMapLayers([layers[role].id() for role in gone])
        group.removeChildrenGroupWithoutLayers()
    later = [each for each in wanted if each.role.startswith(DATE)][_AT_ONCE:]
    at_once = [each for each in wanted if each not in later]
    for each in at_once:
        _bring(each, layers)
    _place(group, at_once, layers)
    yield
    for each in later:
        _bring(each, layers)
        yield
    _place(group, wanted, layers)


def find_group(result: ResultFolder) -> QgsLayerTreeGroup | None:
    """The group of the results in the project."""
    return next((group for group, folder in groups() if Path(folder) == result.path), None)


def groups() -> list[tuple[QgsLayerTreeGroup, str]]:
    """All groups of results in the project, with their folders.

    Where the project was moved along with the results the map's layer knows the folder, not the property.
    """
    found = []
    for group in QgsProject.instance().layerTreeRoot().findGroups(True):
        if group.customProperty(FOLDER):
            layer = _layers_of(group).get(MAP)
            moved = layer is not None and layer.isValid()
            found.append((group, str(Path(layer.source()).parent) if moved else group.customProperty(FOLDER)))
    return found


def find_layers(result: ResultFolder | None) -> dict[str, QgsRasterLayer]:
    """The layers of results that are in the project, by role, from top to bottom."""
    group = find_group(result) if result else None
    return _layers_of(group) if group else {}


def comparable(layers: Mapping[str, QgsRasterLayer]) -> dict[str, QgsRasterLayer]:
    """Those of the layers that show the land or its classes, from the picture to the final map."""
    dates = [role for role in layers if role.startswith(DATE)]
    order = (MOSAIC, *dates, FUSED, MAP, EXTERNAL)
    return {role: layers[role] for role in order if role in layers}


def can_blend(layer: QgsRasterLayer | None) -> bool:
    """Whether a map's layer has the bands of opacity; results of older versions have none."""
    return layer is not None and layer.isValid() and layer.bandCount() >= max(Blend)


def blend_of(layer: QgsRasterLayer) -> Blend:
    """How a map is shown."""
    band = layer.renderer().alphaBand()
    return Blend(band) if band in tuple(Blend) else Blend.ALL


def set_blend(layer: QgsRasterLayer, blend: Blend) -> None:
    """Show a map in another way."""
    layer.renderer().setAlphaBand(int(blend))
    layer.triggerRepaint()
    QgsProject.instance().setDirty(True)


def recolor(layer: QgsRasterLayer, palette: Palette) -> None:
    """Give a reliability map the colours of the palette, unless somebody styled it in another way."""
    renderer = layer.renderer()
    if not isinstance(renderer, QgsPalettedRasterRenderer):
        return
    classes = renderer.classes()
    for each in classes:
        if each.value in tuple(Reliability):
            each.color = palette.color(int(each.value))
    (band,) = renderer.usesBands()  # band() is deprecated, its new name is not in old QGIS
    colored = QgsPalettedRasterRenderer(layer.dataProvider(), band, classes)
    colored.setOpacity(renderer.opacity())
    layer.setRenderer(colored)
    layer.triggerRepaint()


def _wanted(result: ResultFolder) -> list[_Wanted]:
    """The layers that the results have, from top to bottom."""
    every = [
        _Wanted(MAP, _view(result), tr("Land cover"), True),
        _Wanted(RELIABILITY, result.file("reliability.tif"), tr("Reliability")),
        _Wanted(EVIDENCE, result.file("evidence.tif"), tr("Evidence")),
        _Wanted(CONFIDENCE, result.file("confidence.tif"), tr("Confidence")),
        *(_Wanted(DATE + dated.name, dated.map, _date(dated.name)) for dated in result.dates()),
        _Wanted(FUSED, result.intermediate("fused_map"), tr("All dates, before the correction")),
        _Wanted(ISSUES, _issues(result), tr("Where the old map looks wrong")),
        _Wanted(EXTERNAL, result.intermediate("external"), tr("Old map")),
        _Wanted(MOSAIC, result.intermediate("mosaic_display"), tr("Satellite picture"), True),
    ]
    return [each for each in every if each.path]


def _view(result: ResultFolder) -> str:
    """What the map is drawn from; the map itself in older results, and where its view is damaged."""
    view = result.file(MAP_VIEW)
    unstyled = QgsRasterLayer.LayerOptions(False)
    usable = Path(view).is_file() and QgsRasterLayer(view, "", "gdal", unstyled).isValid()
    return view if usable else result.file("map.tif")


def _issues(result: ResultFolder) -> str:
    """What is likely where the old map looks wrong; "" where nothing learned from it."""
    path = result.file(LABEL_ISSUES)
    return path if Path(path).is_file() else ""


def _date(name: str) -> str:
    return tr("Land cover, {date}").format(date=date_title(name))


def _layers_of(group: QgsLayerTreeGroup) -> dict[str, QgsRasterLayer]:
    layers = (node.layer() for node in group.findLayers())
    return {layer.customProperty(ROLE): layer for layer in layers if layer and layer.customProperty(ROLE)}


def _new_group(result: ResultFolder) -> QgsLayerTreeGroup:
    name = tr("SureCover: {folder}").format(folder=result.path.name)
    return QgsProject.instance().layerTreeRoot().insertGroup(0, name)


def _bring(wanted: _Wanted, layers: dict[str, QgsRasterLayer]) -> None:
    """Make a layer show what its file holds now; a new one is not in the project yet."""
    if wanted.role in layers:
        _read_anew(layers[wanted.role], wanted)
    else:
        layers[wanted.role] = _load(wanted)


def _load(wanted: _Wanted) -> QgsRasterLayer:
    layer = QgsRasterLayer(wanted.path, wanted.name, "gdal", QgsRasterLayer.LayerOptions(True))
    layer.setCustomProperty(ROLE, wanted.role)
    layer.setCustomProperty(_STYLE, _style(wanted.path))
    layer.loadDefaultMetadata()
    return layer


def _read_anew(layer: QgsRasterLayer, wanted: _Wanted) -> None:
    """Another run may have written other pixels, another extent or other classes."""
    layer.setDataSource(wanted.path, layer.name(), "gdal", False)
    layer.loadDefaultMetadata()
    style = _style(wanted.path)
    if layer.isValid() and style != layer.customProperty(_STYLE):
        blend = blend_of(layer)
        layer.loadDefaultStyle()
        layer.renderer().setAlphaBand(int(blend))
        layer.setCustomProperty(_STYLE, style)
    layer.triggerRepaint()


def _style(path: str) -> str:
    """Tells one style beside a raster from another."""
    style = Path(path).with_suffix(".qml")
    return str(zlib.crc32(style.read_bytes())) if style.is_file() else ""


def _place(group: QgsLayerTreeGroup, wanted: list[_Wanted], layers: dict[str, QgsRasterLayer]) -> None:
    """Put layers into the project that are not there yet, in the tree below the one that they follow."""
    project = QgsProject.instance()
    new = [layers[each.role] for each in wanted if project.mapLayer(layers[each.role].id()) is None]
    project.addMapLayers(new, False)
    above: dict[QgsLayerTreeGroup, QgsLayerTreeNode] = {}
    for each in wanted:
        node = group.findLayer(layers[each.role].id())
        parent = group
        if each.in_dates:
            parent = _dates_group(group, above.get(group))
            above[group] = parent
        if node is None:
            node = QgsLayerTreeLayer(layers[each.role])
            node.setItemVisibilityChecked(each.checked or each.in_dates)
            node.setExpanded(each.role == MAP)
            _insert(parent, node, above.get(parent))
        above[parent] = node


def _dates_group(group: QgsLayerTreeGroup, above: QgsLayerTreeNode | None) -> QgsLayerTreeGroup:
    for known in group.findGroups(True):
        if known.customProperty(_DATES):
            return known
    dates = QgsLayerTreeGroup(tr("Dates"), False)
    dates.setCustomProperty(_DATES, True)
    dates.setExpanded(False)
    _insert(group, dates, above)
    return dates


def _insert(parent: QgsLayerTreeGroup, node: QgsLayerTreeNode, above: QgsLayerTreeNode | None) -> None:
    children = parent.children()
    parent.insertChildNode(children.index(above) + 1 if above in children else 0, node)
