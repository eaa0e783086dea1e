"""From QGIS values to a job: what the engine is asked when an algorithm gets this or that."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pytest
from osgeo import gdal, osr
from qgis.core import (
    QgsFeature,
    QgsGeometry,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback,
    QgsProcessingOutputLayerDefinition,
    QgsProject,
    QgsProperty,
    QgsRasterLayer,
    QgsVectorLayer,
)

from surecover.core.errors import Cancelled, SureCoverError
from surecover.core.job import Job, setting, source, target
from surecover.processing_provider import algorithm as base
from surecover.processing_provider.listener import time_left


@dataclass(frozen=True)
class EveryKindJob(Job):
    """One field of every kind."""

    stage: ClassVar[str] = "everykind"
    numbers: ClassVar[dict[str, str]] = {"SCORE": "Score"}

    image: str = source("raster", "Image", optional=True)
    images: tuple[str, ...] = source("rasters", "Images", optional=True)
    masks: tuple[str, ...] = source("rasters", "Masks", optional=True)
    external: str = source("layer", "External map", optional=True)
    zones: str = source("vector", "Zones", optional=True)
    file: str = source("file", "Table", optional=True)
    folder: str = source("folder", "Model", optional=True)
    models: tuple[str, ...] = source("folders", "Models", optional=True)
    attribute: str = setting("", "field", "Attribute", parent="EXTERNAL")
    method: str = setting("median", "choice", "Method", choices=("median", "best"))
    radius: float = setting(500.0, "number", "Radius", minimum=0)
    count: int = setting(255, "integer", "Count", minimum=1, maximum=255)
    offset: float | None = setting(None, "number", "Offset")
    water: bool = setting(True, "flag", "Water")
    extent: str = setting("", "extent", "Extent")
    text: str = setting("", "text", "Text")
    output: str = target("new raster", "Output")
    polygons: str = target("new vector", "Polygons", ".gpkg")
    html: str = target("new file", "Page", ".html")
    result: str = target("new folder", "Folder")


class EveryKind(base.StageAlgorithm):
    """The algorithm of that job."""

    job = EveryKindJob
    title = "Every kind"
    group_title = "Tests"


class NoHelp:
    """Stands in for the help of a stage that exists in these tests only."""

    summary = "Text."

    def __init__(self, job: type[Job]) -> None:
        pass

    def of(self, key: str) -> str:
        return key


class Recorder:
    """Stands in for the engine: keeps the job, tells what it is told to."""

    def __init__(self) -> None:
        self.job: EveryKindJob | None = None
        self.events: list[tuple[str, Any]] = []
        self.failure: Exception | None = None

    def run(self, job: EveryKindJob, on_event: Any, cancelled: Any) -> dict[str, Any]:
        self.job = job
        for event in self.events:
            on_event(*event)
        if self.failure:
            raise self.failure
        return {"OUTPUT": job.output, "SCORE": 0.5}


@pytest.fixture(autouse=True)
def engine(monkeypatch: pytest.MonkeyPatch) -> Recorder:
    recorder = Recorder()
    monkeypatch.setattr(base, "engine", lambda: recorder)
    monkeypatch.setattr(base, "HelpText", NoHelp)
    return recorder


@pytest.fixture
def asked(engine: Recorder, qgis_new_project: None) -> Any:
    """Run the algorithm with these values, as a model does, and return the job."""

    def run(context: QgsProcessingContext | None = None, **values: Any) -> EveryKindJob:
        context = context or QgsProcessingContext()
        context.setProject(QgsProject.instance())
        EveryKind().create().run(values, context, QgsProcessingFeedback(), {}, False)
        assert engine.job is not None
        return engine.job

    return run


@pytest.fixture
def tif(tmp_path: Path) -> Any:
    """Write a raster of 10 × 10 pixels of 10 m, upper left corner at (500000, 5000000) of UTM 33 N."""

    def write(name: str) -> str:
        path = str(tmp_path / name)
        dataset = gdal.GetDriverByName("GTiff").Create(path, 10, 10)
        dataset.SetGeoTransform((500000, 10, 0, 5000000, 0, -10))
        crs = osr.SpatialReference()
        crs.ImportFromEPSG(32633)
        dataset.SetProjection(crs.ExportToWkt())
        dataset.GetRasterBand(1).WriteArray(np.arange(100, dtype=np.uint8).reshape(10, 10))
        dataset.FlushCache()
        return path

    return write


@pytest.fixture
def squares(qgis_new_project: None) -> QgsVectorLayer:
    """A memory layer of two squares in the project."""
    layer = QgsVectorLayer("Polygon?crs=EPSG:32633&field=class:string", "squares", "memory")
    for left in (500000, 500050):
        feature = QgsFeature(layer.fields())
        feature.setGeometry(
            QgsGeometry.fromWkt(
                f"POLYGON(({left} 4999900,{left + 40} 4999900,{left + 40} 5000000,{left} 4999900))"
            )
        )
        feature.setAttributes(["grass"])
        layer.dataProvider().addFeature(feature)
    QgsProject.instance().addMapLayer(layer)
    return layer


def features(path: str) -> int:
    return QgsVectorLayer(path, "copy", "ogr").featureCount()


def test_with_nothing_given_the_job_has_its_defaults(asked: Any) -> None:
    assert asked() == EveryKindJob()


def test_a_list_of_images_keeps_its_order(asked: Any, tif: Any) -> None:
    paths = [tif(name) for name in ("c.tif", "a.tif", "b.tif")]
    assert asked(IMAGES=paths).images == tuple(paths)


def test_layers_and_paths_may_stand_in_one_list(asked: Any, tif: Any) -> None:
    layer = QgsRasterLayer(tif("layer.tif"), "layer")
    QgsProject.instance().addMapLayer(layer)
    path = tif("path.tif")
    assert asked(IMAGES=[path, layer, layer.id()]).images == (path, layer.source(), layer.source())


def test_a_list_may_come_as_one_text(asked: Any, tif: Any) -> None:
    first, second = tif("b.tif"), tif("a.tif")
    assert asked(IMAGES=f"{first};{second}").images == (first, second)
    assert asked(IMAGES=first).images == (first,)


def test_a_missing_member_of_a_list_is_refused_not_dropped(asked: Any, tif: Any) -> None:
    with pytest.raises(QgsProcessingException, match=r"Images \(IMAGES\) was not found: /nowhere.tif"):
        asked(IMAGES=[tif("a.tif"), "/nowhere.tif"])


def test_a_layer_of_the_web_is_refused_by_name(asked: Any) -> None:
    layer = QgsRasterLayer("type=xyz&url=https://tiles.example/{z}/{x}/{y}.png", "streets", "wms")
    QgsProject.instance().addMapLayer(layer)
    with pytest.raises(
        QgsProcessingException, match=r"Image \(IMAGE\) is streets, .* as pictures .*; .* download the data"
    ):
        asked(IMAGE=layer)


def owned(layer: QgsRasterLayer) -> QgsRasterLayer:
    """Give a layer to the project, because Processing never forgets a refusal and what it was about."""
    return QgsProject.instance().addMapLayer(layer)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (
            "{}|option:NUM_THREADS=2",
            r"is named, which is opened with options \(NUM_THREADS=2\); save it as Geo",
        ),
        ("{} authcfg='abc1234'", r"is named, which needs a login that only QGIS knows; save it as GeoTIFF"),
    ],
)
def test_a_layer_that_is_more_than_its_file_is_refused(asked: Any, tif: Any, source: str, said: str) -> None:
    layer = owned(QgsRasterLayer(source.format(tif("a.tif")), "named", "gdal"))
    with pytest.raises(QgsProcessingException, match=said):
        asked(IMAGE=layer)


def test_a_layer_that_qgis_computes_is_refused(asked: Any, tif: Any) -> None:
    path = tif("a.tif")
    place = "?crs=EPSG:32633&extent=500000,4999900,500100,5000000&width=10&height=10"
    source = f'{place}&formula="a@1" + 1&a:uri={path}&a:provider=gdal'
    with pytest.raises(
        QgsProcessingException, match=r"of the provider 'virtualraster'; .* save it as GeoTIFF"
    ):
        asked(IMAGE=owned(QgsRasterLayer(source, "sum", "virtualraster")))


@pytest.mark.parametrize("path", ["https://example.invalid/a.tif", "/vsicurl/http://example.invalid/a.tif"])
def test_an_address_is_left_to_the_engine(asked: Any, path: str) -> None:
    assert asked(IMAGE=path, IMAGES=[path]) == EveryKindJob(image=path, images=(path,))


def test_chosen_bands_of_a_file_are_a_raster_also_as_a_layer(asked: Any, tif: Any) -> None:
    source = f"vrt://{tif('a.tif')}?bands=1,1"
    assert asked(IMAGE=source).image == source
    assert asked(IMAGE=QgsRasterLayer(source, "bands", "gdal")).image == source


def test_a_folder_of_images_stands_for_the_dated_ones_and_their_masks(asked: Any, tif: Any) -> None:
    paths = [
        tif(name) for name in ("s2_20210503.tif", "s2_20210721.tif", "scl_20210503.tif", "scl_20210721.tif")
    ]
    tif("truth.tif")
    folder = str(Path(paths[0]).parent)
    job = asked(IMAGES=folder, EXTENT="500010,500020,4999950,4999960 [EPSG:32633]")
    assert (job.images, job.masks) == (tuple(paths[:2]), tuple(paths[2:]))
    assert job.extent == "500010.0,4999950.0,500020.0,4999960.0"
    assert asked(IMAGES=[folder], MASKS=[paths[0], paths[0]]).masks == (paths[0], paths[0])


def test_a_vector_layer_among_images_is_refused(asked: Any, squares: QgsVectorLayer) -> None:
    with pytest.raises(QgsProcessingException, match=r"Images \(IMAGES\) is squares, .* 'memory'"):
        asked(IMAGES=[squares])


def test_a_raster_layer_serves_as_external_map(asked: Any, tif: Any) -> None:
    layer = QgsRasterLayer(tif("old.tif"), "old")
    QgsProject.instance().addMapLayer(layer)
    assert asked(EXTERNAL=layer.id()).external == layer.source()


def test_a_memory_layer_reaches_the_engine_as_a_file(asked: Any, squares: QgsVectorLayer) -> None:
    job = asked(ZONES=squares, EXTERNAL=squares.id(), ATTRIBUTE="class")
    assert (features(job.zones), features(job.external)) == (2, 2)
    assert job.attribute == "class"


def test_only_the_selected_features_are_read_if_asked_so(asked: Any, squares: QgsVectorLayer) -> None:
    squares.selectByIds([1])
    job = asked(ZONES=QgsProcessingFeatureSourceDefinition(squares.id(), True))
    assert features(job.zones) == 1


def test_a_limit_of_features_is_kept(asked: Any, squares: QgsVectorLayer) -> None:
    path = asked(ZONES=squares).zones
    assert features(asked(ZONES=QgsProcessingFeatureSourceDefinition(path, False, 1)).zones) == 1


def test_a_filtered_layer_is_read_as_filtered(asked: Any, squares: QgsVectorLayer) -> None:
    path = asked(ZONES=squares).zones
    layer = QgsVectorLayer(path, "filtered", "ogr")
    layer.setSubsetString("fid = 1")
    QgsProject.instance().addMapLayer(layer)
    assert features(asked(ZONES=layer).zones) == 1


def test_a_layer_in_a_geopackage_keeps_its_name(asked: Any, squares: QgsVectorLayer) -> None:
    path = f"{asked(ZONES=squares).zones.partition('|')[0]}|layername=layer"
    assert asked(ZONES=path).zones == path
    assert asked(ZONES=QgsVectorLayer(path, "named", "ogr")).zones == path


@pytest.mark.parametrize("name", ["a|b.tif", "a.tif"])
def test_a_bar_in_the_name_of_a_raster_is_part_of_it(asked: Any, tif: Any, name: str) -> None:
    path = tif(name)
    assert asked(IMAGE=path).image == path
    assert asked(IMAGE=QgsRasterLayer(path, "named", "gdal")).image == path


def test_a_model_is_its_folder_or_the_card_in_it(asked: Any, tmp_path: Path) -> None:
    card = tmp_path / "model.json"
    card.touch()
    assert asked(MODELS=[str(card)]).models == asked(MODELS=[str(tmp_path)]).models == (str(tmp_path),)
    assert asked(FOLDER=str(card)).folder == str(tmp_path)


def test_all_files_of_a_folder_as_dialogs_add_them_are_one_model(asked: Any, tmp_path: Path) -> None:
    for name in ("forest", "water"):
        (tmp_path / name).mkdir()
        for file in ("config.json", "model.json", "model.safetensors"):
            (tmp_path / name / file).touch()
    files = [str(path) for path in sorted(tmp_path.rglob("*.*"))]
    assert asked(MODELS=files).models == (str(tmp_path / "forest"), str(tmp_path / "water"))


def test_choices_are_written_as_words(asked: Any) -> None:
    assert asked(METHOD="best").method == "best"
    with pytest.raises(QgsProcessingException, match=r"Method \(METHOD\) is 'mean'; allowed: median, best"):
        asked(METHOD="mean")


def test_choices_may_be_given_by_position_as_qgis_process_tells(asked: Any) -> None:
    assert [asked(METHOD=position).method for position in ("0", "1", 1)] == ["median", "best", "best"]
    with pytest.raises(QgsProcessingException, match=r"Method \(METHOD\) is '2'; allowed: median, best"):
        asked(METHOD=2)


def test_numbers_are_plain_also_when_written_as_text(asked: Any) -> None:
    job = asked(RADIUS="3", COUNT=np.int64(7), OFFSET=QgsProperty.fromExpression("1 + 1"), WATER="false")
    assert (job.radius, job.count, job.offset, job.water) == (3.0, 7, 2.0, False)
    assert {type(job.radius), type(job.count), type(job.offset)} == {float, int}


@pytest.mark.parametrize("count", ["many", 7.5, "7.5", float("inf")])
def test_what_is_no_whole_number_is_refused(asked: Any, count: object) -> None:
    with pytest.raises(
        QgsProcessingException, match=r"Count \(COUNT\) is .*; allowed: whole numbers, 1 to 255"
    ):
        asked(COUNT=count)


def test_a_whole_number_may_come_as_a_float(asked: Any) -> None:
    assert asked(COUNT=7.0) == EveryKindJob(count=7)


def test_an_extent_is_told_in_the_crs_of_the_image(asked: Any, tif: Any) -> None:
    extent = asked(IMAGE=tif("a.tif"), EXTENT="15,15.001,45,45.001 [EPSG:4326]").extent
    edges = [float(edge) for edge in extent.split(",")]
    assert edges == pytest.approx([500000, 4982950, 500079, 4983062], abs=2)


def test_an_extent_without_a_crs_is_taken_as_the_image_s(asked: Any, tif: Any) -> None:
    assert asked(IMAGE=tif("a.tif"), EXTENT="500010,500020,4999950,4999960").extent == (
        "500010.0,4999950.0,500020.0,4999960.0"
    )


def test_outputs_that_nobody_asked_for_are_skipped(asked: Any, tmp_path: Path) -> None:
    job = asked(OUTPUT=str(tmp_path / "out.tif"))
    assert (job.output, job.html, job.result) == (str(tmp_path / "out.tif"), "", "")


def test_temporary_outputs_get_a_place(asked: Any) -> None:
    keys = ("OUTPUT", "POLYGONS", "HTML", "RESULT")
    job = asked(**dict.fromkeys(keys, QgsProcessing.TEMPORARY_OUTPUT))
    places = (job.output, job.polygons, job.html, job.result)
    assert [Path(place).suffix for place in places] == [".tif", ".gpkg", ".html", ""]


def test_a_temporary_output_is_loaded_once_though_it_is_checked_before(engine: Recorder) -> None:
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    wanted = QgsProcessingOutputLayerDefinition(QgsProcessing.TEMPORARY_OUTPUT, QgsProject.instance())
    algorithm = EveryKind().create()
    assert algorithm.checkParameterValues({"OUTPUT": wanted}, context) == (True, "")
    algorithm.run({"OUTPUT": wanted}, context, QgsProcessingFeedback(), {}, False)
    assert list(context.layersToLoadOnCompletion()) == [engine.job.output]


def test_results_are_the_engine_s() -> None:
    results, succeeded = EveryKind().create().run({}, QgsProcessingContext(), QgsProcessingFeedback())
    assert succeeded
    assert results["SCORE"] == 0.5


class Feedback(QgsProcessingFeedback):
    """Keeps the progress texts."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []

    def setProgressText(self, text: str) -> None:  # noqa: N802
        self.told.append(text)


def test_events_reach_the_user_and_a_progress_text_only_once(engine: Recorder) -> None:
    engine.events = [
        ("progress", (0.25, 118.0)), ("progress", (0.5, 110.0)), ("log", "a note"), ("warning", "look here"),
    ]  # fmt: skip
    feedback = Feedback()
    EveryKind().create().run({}, QgsProcessingContext(), feedback)
    assert feedback.progress() == 50
    assert feedback.told == ["… about 2 min left"]
    assert "a note" in feedback.textLog()
    assert "look here" in feedback.textLog()


@pytest.mark.parametrize(
    ("failure", "message"),
    [
        (SureCoverError("The disk is full."), "The disk is full."),
        (Cancelled(), "Cancelled; no results were written."),
    ],
)
def test_failures_raise_with_their_sentence(engine: Recorder, failure: Exception, message: str) -> None:
    engine.failure = failure
    with pytest.raises(QgsProcessingException) as raised:
        EveryKind().create().run({}, QgsProcessingContext(), QgsProcessingFeedback(), {}, False)
    assert str(raised.value) == message


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (None, ""),
        (4, ""),
        (34, "… about 30 s left"),
        (118, "… about 2 min left"),
        (5400, "… about 1.5 h left"),
    ],
)
def test_remaining_time_is_told_in_words(seconds: float | None, words: str) -> None:
    assert time_left(seconds) == words
