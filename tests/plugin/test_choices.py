"""What is chosen: in the project file, as parameters, as a command."""

from __future__ import annotations

import json
import shlex
import shutil
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest
from qgis.core import QgsProcessingFeatureSourceDefinition, QgsProject, QgsVectorLayer

from surecover.core.errors import SureCoverError
from surecover.core.stages.produce import ProduceJob
from surecover.plugin.mapping import choices as choosing
from surecover.plugin.mapping.choices import CANVAS, POLYGONS, Choices, Image, shipped_models, store, stored
from surecover.plugin.mapping.command import command
from tests.headless.gdal_files import write

MINIMAL = Choices(
    models=("/m",), images=(Image("/a.tif"), Image("/b.tif")), external="/old.tif", folder="/out"
)


@pytest.fixture(autouse=True)
def _empty_project(qgis_new_project: None) -> Iterator[None]:
    yield
    QgsProject.instance().clear()


def everything(folder: Path) -> Choices:
    """Choices of which none is at its default; the files lie in a folder."""
    path = {name: str(folder / name) for name in ("a.tif", "b.tif", "scl.tif", "old.gpkg", "walk.csv", "own")}
    chosen = Choices(
        models=(path["own"],),
        own_models=(path["own"],),
        learn=True,
        images=(
            Image(path["a.tif"], "2021-05-03", path["scl.tif"]),
            Image(path["b.tif"], "", path["scl.tif"]),
        ),
        external=f"{path['old.gpkg']}|layername=old",
        field="code",
        crosswalk=path["walk.csv"],
        area=POLYGONS,
        area_layer="zones_1234",
        selected_only=True,
        folder=str(folder / "out"),
        periods=2,
        keep=False,
        zones="zones_1234",
        zone_field="name",
        bias="completeness",
        device="cpu",
        results=str(folder / "done"),
    )
    assert all(getattr(chosen, f.name) != f.default for f in fields(Choices))
    return chosen


def saved(project: Path) -> None:
    assert QgsProject.instance().write(str(project))


def test_every_choice_comes_back_with_the_project(tmp_path: Path) -> None:
    chosen = everything(tmp_path)
    store(chosen)
    saved(tmp_path / "p.qgs")
    QgsProject.instance().clear()
    assert stored() == Choices()
    assert QgsProject.instance().read(str(tmp_path / "p.qgs"))
    assert stored() == chosen


def test_a_project_moved_with_its_files_finds_them(tmp_path: Path) -> None:
    before, after = tmp_path / "before", tmp_path / "elsewhere" / "after"
    before.mkdir()
    for name in ("a.tif", "b.tif", "scl.tif", "old.gpkg", "walk.csv"):
        (before / name).touch()
    for name in ("own", "done"):
        (before / name).mkdir()
    saved(before / "p.qgs")
    store(everything(before))
    saved(before / "p.qgs")
    QgsProject.instance().clear()
    shutil.move(before, after)
    assert QgsProject.instance().read(str(after / "p.qgs"))
    assert stored() == everything(after)


def test_a_shipped_model_is_kept_by_its_name() -> None:
    if not shipped_models():
        pytest.skip("a checkout without models")
    store(Choices(models=tuple(shipped_models())))
    text, _ = QgsProject.instance().readEntry("surecover", "choices")
    assert json.loads(text)["models"] == [Path(folder).name for folder in shipped_models()]
    assert stored().models == tuple(shipped_models())


@pytest.mark.parametrize(
    "text",
    ["{", "[]", "7", "{}", '{"version": 99}', '{"version": 1, "models": 7}', '{"version": 1, "models": [7]}',
     '{"version": 1, "images": 7}', '{"version": 1, "images": ["a.tif"]}', '{"version": 1, "images": [{}]}',
     '{"version": 1, "keep": "yes"}', '{"version": 1, "periods": true}', "[" * 100_000],
)  # fmt: skip
def test_foreign_or_damaged_text_is_refused_as_a_whole(text: str) -> None:
    QgsProject.instance().writeEntry("surecover", "choices", text)
    with pytest.raises(ValueError, match=r"."):
        stored()


def test_what_a_later_version_adds_is_passed_over() -> None:
    QgsProject.instance().writeEntry(
        "surecover",
        "choices",
        '{"version": 1, "folder": "/x", "new": {"a": [1]}, "images": [{"path": "/a", "b": 1}]}',
    )
    assert stored() == Choices(folder="/x", images=(Image("/a"),))


def test_parameters_hold_only_what_was_chosen() -> None:
    assert replace(MINIMAL, keep=False).parameters() == {
        "IMAGES": ["/a.tif", "/b.tif"], "MODELS": ["/m"], "EXTERNAL": "/old.tif", "FOLDER": "/out",
    }  # fmt: skip


def test_parameters_hold_all_that_was_chosen(tmp_path: Path) -> None:
    parameters = replace(everything(tmp_path), learn=False, keep=True).parameters()
    area = parameters.pop("AREA")
    assert isinstance(area, QgsProcessingFeatureSourceDefinition)
    assert area.selectedFeaturesOnly
    assert area.source.staticValue() == "zones_1234"
    at = {name: str(tmp_path / name) for name in ("a.tif", "b.tif", "scl.tif", "old.gpkg", "walk.csv", "own")}
    assert parameters == {
        "IMAGES": [at["a.tif"], at["b.tif"]], "MASKS": [at["scl.tif"], at["scl.tif"]], "DATES": "2021-05-03,",
        "MODELS": [at["own"]], "EXTERNAL": f"{at['old.gpkg']}|layername=old", "FIELD": "code",
        "CROSSWALK": at["walk.csv"], "ZONES": "zones_1234", "ZONE_FIELD": "name", "PERIODS": 2, "KEEP": True,
        "BIAS": "completeness", "DEVICE": "cpu", "FOLDER": str(tmp_path / "out"),
    }  # fmt: skip
    assert {name.lower() for name in (*parameters, "AREA", "EXTENT")} <= ProduceJob.specs().keys()


def test_learning_here_takes_the_place_of_all_models() -> None:
    learning = replace(MINIMAL, learn=True).parameters()
    assert learning == {key: value for key, value in MINIMAL.parameters().items() if key != "MODELS"}


def test_the_extent_counts_only_where_it_was_asked_for() -> None:
    assert "EXTENT" not in MINIMAL.parameters("0,1,0,1 [EPSG:4326]")
    assert replace(MINIMAL, area=CANVAS).parameters("0,1,0,1 [EPSG:4326]")["EXTENT"] == "0,1,0,1 [EPSG:4326]"


def test_results_go_to_a_folder_of_their_own_beside_the_project(tmp_path: Path) -> None:
    saved(tmp_path / "p.qgs")
    chosen = replace(MINIMAL, folder="")
    assert chosen.parameters()["FOLDER"] == str(tmp_path / "surecover")
    (tmp_path / "surecover").mkdir()
    assert chosen.parameters()["FOLDER"] == str(tmp_path / "surecover-2")


def test_without_a_saved_project_they_go_to_the_users_files(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(choosing.Path, "home", lambda: tmp_path)
    assert choosing.new_results_folder() == str(tmp_path / "surecover")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"models": ()}, "model, or “No model: learn here”"),
        ({"models": (), "learn": True}, ""),
        ({"images": ()}, "image"),
        ({"external": ""}, "old or coarse map"),
        ({"images": (Image("/a.tif", mask="/m.tif"), Image("/b.tif"))}, "1 of 2"),
        ({"area": POLYGONS}, "layer of the area"),
        ({}, ""),
    ],
)
def test_what_is_missing_is_said_before_a_run(changes: dict, said: str) -> None:
    sentence = replace(MINIMAL, **changes).lacking()
    assert said in sentence
    assert bool(said) == bool(sentence)


def test_a_command_survives_the_shell(provider: object) -> None:
    chosen = replace(MINIMAL, images=(Image("/my images/it's.tif", "2021-05-03"), Image("/b.tif")))
    assert shlex.split(command("surecover:produce", chosen.parameters())) == [
        "qgis_process", "run", "surecover:produce", "--IMAGES=/my images/it's.tif", "--IMAGES=/b.tif",
        "--DATES=2021-05-03,", "--MODELS=/m", "--EXTERNAL=/old.tif", "--KEEP=true", "--FOLDER=/out",
    ]  # fmt: skip


def test_the_command_of_a_run_that_learns_here_names_no_model(provider: object) -> None:
    assert shlex.split(command("surecover:produce", replace(MINIMAL, learn=True).parameters())) == [
        "qgis_process", "run", "surecover:produce", "--IMAGES=/a.tif", "--IMAGES=/b.tif",
        "--EXTERNAL=/old.tif", "--KEEP=true", "--FOLDER=/out",
    ]  # fmt: skip


def test_layers_become_their_files_in_a_command(provider: object, tmp_path: Path) -> None:
    (tmp_path / "zones.csv").write_text("name,WKT\nx,POINT (1 2)\n", encoding="utf-8")
    layer = QgsVectorLayer(str(tmp_path / "zones.csv"), "Zones", "ogr")
    QgsProject.instance().addMapLayer(layer)
    assert f"--ZONES={layer.source()}" in command("surecover:produce", {"ZONES": layer.id()})
    layer.setSubsetString("\"name\" = 'x'")
    with pytest.raises(SureCoverError, match="Zones"):
        command("surecover:produce", {"ZONES": layer.id()})


def test_a_command_refuses_what_only_the_project_knows(provider: object) -> None:
    layer = QgsVectorLayer("Polygon?crs=EPSG:32633", "Sketch", "memory")
    QgsProject.instance().addMapLayer(layer)
    with pytest.raises(SureCoverError, match="Sketch"):
        command("surecover:produce", {"ZONES": layer.id()})
    part = QgsProcessingFeatureSourceDefinition(layer.id(), selectedFeaturesOnly=True)
    with pytest.raises(SureCoverError, match=r"selected.*Sketch|Sketch.*selected"):
        command("surecover:produce", {"AREA": part})


def test_paths_of_gdal_and_names_are_kept_as_they_are(tmp_path: Path) -> None:
    write(tmp_path / "a.tif", np.ones((2, 2), "uint8"))
    saved(tmp_path / "p.qgs")
    names = ("SENTINEL2_L2A:/vsizip/x.zip/MTD.xml:10m:EPSG_32633", "/vsizip/x.zip/a.tif", "clc44-basic6")
    for name in names:
        store(Choices(crosswalk=name))
        assert stored().crosswalk == name
