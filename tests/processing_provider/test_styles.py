"""Results open in QGIS as people should see them, whichever way they are opened."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal, ogr
from qgis.core import (
    QgsApplication,
    QgsFeature,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
    QgsRasterLayer,
    QgsRenderContext,
    QgsSimpleLineSymbolLayer,
    QgsSymbolLayer,
    QgsUnitTypes,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QColor

from surecover.core.legends import LegendEntry
from surecover.core.styles import Style, area_style, category_style, fraction_style, outline_style
from surecover.core.textfiles import parse_xml
from surecover.processing_provider.style import load_with_style


def layer(folder: Path, values: np.ndarray, style: Style, nodata: float) -> QgsRasterLayer:
    """A raster of one band with its style beside it, as Outputs writes both, opened in QGIS."""
    kind = {"uint8": gdal.GDT_Byte, "uint16": gdal.GDT_UInt16, "float32": gdal.GDT_Float32}[str(values.dtype)]
    dataset = gdal.GetDriverByName("GTiff").Create(str(folder / "map.tif"), *values.shape[::-1], 1, kind)
    dataset.SetGeoTransform((500_000, 10, 0, 5_000_000, 0, -10))
    dataset.GetRasterBand(1).SetNoDataValue(nodata)
    dataset.GetRasterBand(1).WriteRaster(0, 0, *values.shape[::-1], values.tobytes())
    dataset = None
    for suffix, text in (("qml", style.qml), ("sld", style.sld)):
        (folder / f"map.{suffix}").write_text(text, encoding="utf-8")
    opened = QgsRasterLayer(str(folder / "map.tif"), "map")
    assert opened.isValid()
    return opened


@pytest.mark.parametrize(("dtype", "highest"), [("uint8", 4), ("uint16", 523)])
def test_a_class_map_lists_its_classes_and_nothing_else(
    qgis_app: QgsApplication, tmp_path: Path, dtype: str, highest: int
) -> None:
    legend = [LegendEntry(1, 'forest & "wood"', (0, 100, 0)), LegendEntry(highest, "rock", (90, 80, 70))]
    opened = layer(tmp_path, np.array([[0, 1], [1, highest]], dtype), category_style(legend), 0)
    shown = [(c.value, c.label, c.color.getRgb()[:3]) for c in opened.renderer().classes()]
    assert shown == [(entry.value, entry.name, entry.color) for entry in legend]


@pytest.mark.parametrize(
    ("value", "color"), [(0.0, (68, 1, 84)), (0.5, (33, 145, 140)), (1.0, (253, 231, 37))]
)
def test_a_fraction_has_one_colour_per_value_in_every_map(
    qgis_app: QgsApplication, tmp_path: Path, value: float, color: tuple[int, int, int]
) -> None:
    opened = layer(tmp_path, np.full((2, 2), value, np.float32), fraction_style(), -1)
    block = opened.renderer().block(1, opened.extent(), 2, 2)
    assert QColor(block.color(0, 0)).getRgb() == (*color, 255)


def test_processing_shows_regions_as_outlines_coloured_by_a_number(
    qgis_app: QgsApplication, tmp_path: Path
) -> None:
    steps = [(0.0, 0.5, "0 to 0.5", (240, 225, 235)), (0.5, 4.25, '0.5 to "4.25"', (215, 20, 150))]
    package = gdal.GetDriverByName("GPKG").Create(str(tmp_path / "spots.gpkg"), 0, 0, 0)
    spots = package.CreateLayer("spots", geom_type=ogr.wkbPolygon)
    spots.CreateField(ogr.FieldDefn("score", ogr.OFTReal))
    spots = package = None
    (tmp_path / "spots.qml").write_text(outline_style("score", steps).qml, encoding="utf-8")
    path, context = str(tmp_path / "spots.gpkg"), QgsProcessingContext()
    context.addLayerToLoadOnCompletion(
        path, QgsProcessingContext.LayerDetails("Spots", QgsProject(), "SPOTS")
    )
    load_with_style([path], context)
    loaded = QgsVectorLayer(path, "spots", "ogr", QgsVectorLayer.LayerOptions(loadDefaultStyle=False))
    processor = context.layerToLoadOnCompletionDetails(path).postProcessor()
    processor.postProcessLayer(loaded, context, QgsProcessingFeedback())
    renderer = loaded.renderer()
    assert renderer.classAttribute() == "score"
    assert [(r.lowerValue(), r.upperValue(), r.label()) for r in renderer.ranges()] == [s[:3] for s in steps]
    for shown, (*_, color) in zip(renderer.ranges(), steps):
        casing, line = shown.symbol().symbolLayers()
        assert {casing.layerType(), line.layerType()} == {"SimpleLine"}, "nothing is covered"
        assert line.color().getRgb()[:3] == color
        assert casing.width() > line.width()


# The same look for other programs


@pytest.mark.parametrize(
    ("style", "dtype", "kind"), [("classes", "uint16", "values"), ("fraction", "float32", "ramp")]
)
def test_an_sld_shows_rasters_as_that_which_qgis_makes_of_the_qml(
    qgis_app: QgsApplication, tmp_path: Path, style: str, dtype: str, kind: str
) -> None:
    """QGIS writes SLD for rasters, but reads none."""
    classes = [LegendEntry(1, 'forest & "wood" <new>', (0, 100, 0)), LegendEntry(300, "rock", (90, 80, 70))]
    look = category_style(classes) if style == "classes" else fraction_style()
    opened = layer(tmp_path, np.zeros((2, 2), dtype), look, -1)
    assert opened.saveSldStyle(str(tmp_path / "by_qgis.sld"))[1]
    ours, by_qgis = (color_map(tmp_path / name) for name in ("map.sld", "by_qgis.sld"))
    assert ours == by_qgis
    assert ours[0] == kind


def color_map(sld: Path) -> tuple[str | None, list[dict[str, str]]]:
    """Type and entries of the colours of a raster's SLD."""
    root = parse_xml(sld.read_text(encoding="utf-8"))
    (found,) = root.iter("{http://www.opengis.net/sld}ColorMap")
    return found.get("type"), [entry.attrib for entry in found]


STEPS = [(0.0, 0.5, "0 to 0.5", (240, 225, 235)), (0.5, 4.25, '0.5 to "4.25"', (215, 20, 150))]
CLASSES = [LegendEntry(1, "water & <ice>", (0, 0, 255)), LegendEntry(30, "rock", (90, 80, 70))]


@pytest.mark.parametrize(
    "style", [outline_style("value", STEPS), area_style("value", CLASSES)], ids=["outlines", "areas"]
)
def test_an_sld_shows_polygons_as_the_qml_does(
    qgis_app: QgsApplication, tmp_path: Path, style: Style
) -> None:
    for suffix, text in (("qml", style.qml), ("sld", style.sld)):
        (tmp_path / f"spots.{suffix}").write_text(text, encoding="utf-8")
    spots = QgsVectorLayer("Polygon?field=value:double", "spots", "memory")
    looks = []
    for load, suffix in ((spots.loadNamedStyle, "qml"), (spots.loadSldStyle, "sld")):
        message, done = load(str(tmp_path / f"spots.{suffix}"))
        assert done, message
        looks.append([drawn(spots, value) for value in (0, 0.3, 0.5, 0.6, 1, 4.25, 30)])
    assert looks[0] == looks[1]
    assert len({str(look) for look in looks[0]}) == 3


def drawn(spots: QgsVectorLayer, value: float) -> list[tuple[str, tuple[int, ...], float]]:
    """Label, colour and width in mm of each part of the symbol that a value has."""
    feature = QgsFeature(spots.fields())
    feature.setAttributes([value])
    context = QgsRenderContext()
    context.expressionContext().setFields(spots.fields())
    context.expressionContext().setFeature(feature)
    renderer = spots.renderer().clone()
    renderer.startRender(context, spots.fields())
    symbols, keys = (
        renderer.symbolsForFeature(feature, context),
        renderer.legendKeysForFeature(feature, context),
    )
    labels = [item.label() for item in renderer.legendSymbolItems() if item.ruleKey() in keys]
    renderer.stopRender(context)
    return [
        (labels[0], part.color().getRgb(), round(millimetres(part), 2))
        for symbol in symbols
        for part in symbol.symbolLayers()
    ]


def millimetres(part: QgsSymbolLayer) -> float:
    """Width of the line of a part of a symbol; an SLD counts pixels of 0.28 mm."""
    line = isinstance(part, QgsSimpleLineSymbolLayer)
    width, unit = (part.width(), part.widthUnit()) if line else (part.strokeWidth(), part.strokeWidthUnit())
    return width * (0.28 if unit == QgsUnitTypes.RenderUnit.RenderPixels else 1)


# Loading


def test_processing_shows_a_loaded_result_in_its_style(qgis_app: QgsApplication, tmp_path: Path) -> None:
    legend = [LegendEntry(1, "water", (0, 0, 255))]
    path = layer(tmp_path, np.ones((2, 2), np.uint8), category_style(legend), 0).source()
    context = QgsProcessingContext()
    details = QgsProcessingContext.LayerDetails("Map", QgsProject(), "MAP")
    context.addLayerToLoadOnCompletion(path, details)
    load_with_style([path, "", str(tmp_path / "not loaded.tif")], context)

    options = QgsRasterLayer.LayerOptions(loadDefaultStyle=False)
    loaded = QgsRasterLayer(path, "Map", "gdal", options)
    assert loaded.renderer().type() == "singlebandgray"
    processor = context.layerToLoadOnCompletionDetails(path).postProcessor()
    processor.postProcessLayer(loaded, context, QgsProcessingFeedback())
    assert [c.label for c in loaded.renderer().classes()] == ["water"]


def test_every_context_has_its_own_way_to_the_style(qgis_app: QgsApplication) -> None:
    for _ in range(2):
        context = QgsProcessingContext()
        for path in ("/first.tif", "/second.tif"):
            context.addLayerToLoadOnCompletion(
                path, QgsProcessingContext.LayerDetails("Map", QgsProject(), "MAP")
            )
        load_with_style(["/first.tif", "/second.tif"], context)
        del context
