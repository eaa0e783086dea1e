"""What QGIS shows of results under Information and Metadata."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsApplication,
    QgsLayerMetadata,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
    QgsRasterLayer,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import Qt

from surecover.core import VERSION
from surecover.processing_provider.style import load_with_style
from tests.headless.conftest import Algorithm, Scene


def dates(metadata: QgsLayerMetadata) -> list[tuple[str, str]]:
    moments = metadata.extent().temporalExtents()
    return [tuple(end.toString(Qt.DateFormat.ISODate)[:10] for end in (m.begin(), m.end())) for m in moments]


def test_a_raster_tells_what_it_is_of_when_and_how_it_was_made(
    qgis_app: QgsApplication, algorithm: Algorithm, scene: Scene, tmp_path: Path
) -> None:
    path = algorithm("cluster", INPUT=scene.images[0], OUTPUT=str(tmp_path / "k.tif"))["OUTPUT"]
    layer = QgsRasterLayer(path, "k")
    message, done = layer.loadDefaultMetadata()
    metadata, name, date = layer.metadata(), Path(scene.images[0]).name, Path(scene.images[0]).stem[3:]
    assert done, message
    assert metadata.title() == "Cluster map"
    assert metadata.abstract().endswith(f"(cluster) from {name}.")
    assert metadata.crs() == layer.crs()
    assert metadata.history() == [f"cluster, SureCover {VERSION}", f"Read: {name}", f"Dates: {day(date)}"]
    assert dates(metadata) == [(day(date), day(date))]
    assert metadata.keywords()["keywords"] == ["land cover", "SureCover", "cluster"]
    (extent,) = metadata.extent().spatialExtents()
    assert extent.extentCrs.authid() == "EPSG:4326"
    assert 0 < extent.bounds.width() < 1
    assert metadata.title() in layer.htmlMetadata()


def test_a_raster_that_processing_loads_has_its_metadata(
    qgis_app: QgsApplication, algorithm: Algorithm, scene: Scene, tmp_path: Path
) -> None:
    path = algorithm("cluster", INPUT=scene.images[0], OUTPUT=str(tmp_path / "k.tif"))["OUTPUT"]
    context = QgsProcessingContext()
    details = QgsProcessingContext.LayerDetails("K", QgsProject(), "OUTPUT")
    context.addLayerToLoadOnCompletion(path, details)
    load_with_style([path], context)
    layer = QgsRasterLayer(path, "k")
    processor = context.layerToLoadOnCompletionDetails(path).postProcessor()
    processor.postProcessLayer(layer, context, QgsProcessingFeedback())
    assert layer.metadata().title() == "Cluster map"


def test_a_geopackage_holds_its_metadata_itself(
    qgis_app: QgsApplication, algorithm: Algorithm, scene: Scene, tmp_path: Path
) -> None:
    path = algorithm("sample", MAP=scene.truth, SIZE=60, POINTS=str(tmp_path / "p.gpkg"))["POINTS"]
    for source in (path, f"{path}|layername=points"):
        layer = QgsVectorLayer(source, "points", "ogr")
        assert layer.metadata().title() == "Points to label"
        assert layer.metadata().history()[:2] == [f"sample, SureCover {VERSION}", "Read: truth.tif"]
        assert layer.metadata().crs() == layer.crs()


def day(text: str) -> str:
    """YYYYMMDD or YYYY-MM-DD as the latter."""
    digits = text.replace("-", "")
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
