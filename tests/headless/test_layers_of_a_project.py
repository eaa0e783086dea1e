"""Layers as QGIS holds them: objects, ids in a project, memory layers, selected features."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from qgis.core import (
    QgsFeature,
    QgsGeometry,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsVectorLayer,
)

from tests.headless.conftest import Algorithm, Scene
from tests.headless.gdal_files import facts


@pytest.fixture
def project() -> Iterator[QgsProject]:
    """The project that Processing sees, empty before and after."""
    project = QgsProject.instance()
    yield project
    project.clear()


def halves(scene: Scene, names: tuple[str, str]) -> QgsVectorLayer:
    """A memory layer whose two polygons are the left and the right half of the scene."""
    extent = QgsRasterLayer(scene.truth).extent()
    layer = QgsVectorLayer("Polygon?crs=EPSG:32633&field=name:string", "halves", "memory")
    edges = (extent.xMinimum(), extent.center().x(), extent.xMaximum())
    for name, left, right in zip(names, edges, edges[1:]):
        feature = QgsFeature(layer.fields())
        feature.setAttributes([name])
        rectangle = QgsRectangle(left, extent.yMinimum(), right, extent.yMaximum())
        feature.setGeometry(QgsGeometry.fromRect(rectangle))
        layer.dataProvider().addFeature(feature)
    return layer


def test_images_may_be_layers_and_ids_of_a_project(
    algorithm: Algorithm, scene: Scene, project: QgsProject, tmp_path: Path
) -> None:
    first = QgsRasterLayer(scene.images[0], "May")
    second = QgsRasterLayer(scene.images[1], "July")
    project.addMapLayer(second)
    results = algorithm(
        "mosaic", IMAGES=[first, second.id(), scene.images[2]], METHOD="best",
        OUTPUT=str(tmp_path / "mosaic.tif"),
    )  # fmt: skip
    inputs = json.loads(facts(results["OUTPUT"]).tags["SURECOVER_INPUTS"])
    assert [entry["path"] for entry in inputs] == scene.images


def test_a_memory_layer_serves_as_external_map(
    algorithm: Algorithm, scene: Scene, project: QgsProject, tmp_path: Path
) -> None:
    layer = halves(scene, ("forest", "water"))
    project.addMapLayer(layer)
    results = algorithm(
        "harmonise", INPUT=layer.id(), FIELD="name", SCHEME="basic6", GRID=scene.truth,
        OUTPUT=str(tmp_path / "map.tif"),
    )  # fmt: skip
    expected = np.repeat([3, 1], 96) * np.ones((192, 1), int)
    assert (facts(results["OUTPUT"]).values[0] == expected).all()


def test_zones_may_be_the_selected_features_of_a_memory_layer(
    algorithm: Algorithm, scene: Scene, project: QgsProject, tmp_path: Path
) -> None:
    layer = halves(scene, ("West", "East"))
    project.addMapLayer(layer)
    layer.selectByExpression("name = 'East'")
    reliability = algorithm("cluster", INPUT=scene.truth, K=2, OUTPUT=str(tmp_path / "codes.tif"))["OUTPUT"]
    results = algorithm(
        "report", MAP=QgsRasterLayer(scene.truth, "truth"), RELIABILITY=reliability,
        ZONES=QgsProcessingFeatureSourceDefinition(layer.id(), selectedFeaturesOnly=True),
        ZONE_FIELD="name", JSON=str(tmp_path / "report.json"),
    )  # fmt: skip
    report = json.loads(Path(results["JSON"]).read_text(encoding="utf-8"))
    zones = {zone["name"]: zone for zone in report["zones"]}
    assert set(zones) == {"East"}
    east = facts(reliability).values[0, :, 96:]
    assert [zones["East"][key] for key in ("n1", "n2")] == [int((east == code).sum()) for code in (1, 2)]
