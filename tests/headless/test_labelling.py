"""The points of sample as people meet them in QGIS: form, colours, table, editing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from qgis.core import QgsApplication, QgsRenderContext, QgsVectorLayer

from surecover.core.scheme import load_scheme
from tests.headless.conftest import Algorithm, Scene

CLASSES = {
    "water": "1", "grass": "2", "forest": "3", "barren": "4", "industrial building": "5",
    "residential building": "6",
}  # fmt: skip
HIDDEN = {"map_class", "reliability", "stratum", "stratum_px", "weight"}


@pytest.fixture
def points(algorithm: Algorithm, scene: Scene, tmp_path: Path) -> Iterator[QgsVectorLayer]:
    path = algorithm("sample", MAP=scene.truth, SIZE=60, MINIMUM=5, POINTS=str(tmp_path / "p.gpkg"))["POINTS"]
    layer = QgsVectorLayer(f"{path}|layername=points", "points", "ogr")
    assert layer.isValid()
    yield layer
    del layer


def widget(layer: QgsVectorLayer, field: str) -> str:
    return layer.editorWidgetSetup(layer.fields().indexOf(field)).type()


def test_the_form_offers_the_classes_by_name(qgis_app: QgsApplication, points: QgsVectorLayer) -> None:
    setup = points.editorWidgetSetup(points.fields().indexOf("reference"))
    assert setup.type() == "ValueMap"
    offered: dict[str, str] = {}
    for entry in setup.config()["map"]:
        offered.update(entry)
    assert offered == CLASSES


def test_nothing_shows_what_the_map_says(qgis_app: QgsApplication, points: QgsVectorLayer) -> None:
    assert {field.name() for field in points.fields() if widget(points, field.name()) == "Hidden"} == HIDDEN
    columns = points.attributeTableConfig().columns()
    assert {column.name for column in columns if column.hidden} == HIDDEN


def test_only_the_class_and_the_note_can_be_changed(qgis_app: QgsApplication, points: QgsVectorLayer) -> None:
    form = points.editFormConfig()
    free = {f.name() for f in points.fields() if not form.readOnly(points.fields().indexOf(f.name()))}
    assert free - {"fid"} == {"reference", "note"}


def test_a_point_takes_the_colour_of_the_class_that_was_seen(
    qgis_app: QgsApplication, points: QgsVectorLayer
) -> None:
    renderer = points.renderer()
    categories = renderer.categories()
    symbol = categories[renderer.categoryIndexForValue(3)].symbol()
    forest = next(c for c in load_scheme("basic6").classes if c.name == "forest")
    assert renderer.classAttribute() == "reference"
    assert symbol.symbolLayer(1).fillColor().getRgb()[:3] == forest.color
    assert categories[0].label() == "to be labelled"


def test_what_is_not_yet_labelled_is_drawn_white_and_what_is_loses_that(
    qgis_app: QgsApplication, points: QgsVectorLayer
) -> None:
    """So that people see how far they are."""
    renderer, context = points.renderer(), QgsRenderContext()

    def colour() -> tuple[int, ...]:
        renderer.startRender(context, points.fields())
        symbol = renderer.symbolForFeature(next(points.getFeatures()), context)
        renderer.stopRender(context)
        return tuple(symbol.symbolLayer(1).fillColor().getRgb()[:3])

    assert colour() == (255, 255, 255)
    assert points.startEditing()
    first = next(points.getFeatures())
    points.changeAttributeValue(first.id(), points.fields().indexOf("reference"), 3)
    assert points.commitChanges()
    assert colour() == next(c.color for c in load_scheme("basic6").classes if c.name == "forest")


def test_labels_are_kept(qgis_app: QgsApplication, points: QgsVectorLayer) -> None:
    feature = next(points.getFeatures())
    assert points.startEditing()
    points.changeAttributeValue(feature.id(), points.fields().indexOf("reference"), 3)
    assert points.commitChanges()
    assert points.getFeature(feature.id())["reference"] == 3
