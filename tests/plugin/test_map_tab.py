"""The tab "Map": runs, the project, the command, the dialog."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from qgis.core import Qgis, QgsProject, QgsRectangle, QgsVectorLayer
from qgis.gui import QgsCollapsibleGroupBox
from qgis.PyQt.QtCore import QObject, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QApplication, QCheckBox, QLabel, QProgressBar, QPushButton

from surecover.core.engine import environment
from surecover.core.errors import SureCoverError
from surecover.core.resultfolder import FINAL
from surecover.plugin.mapping.choices import Choices, store
from surecover.plugin.mapping.map_tab import MapTab
from surecover.plugin.session import Session
from tests.headless.conftest import SCRIPT, Scene, left_in
from tests.headless.gdal_files import changed, facts
from tests.plugin.map_tab_fixtures import Driven, added, card_folder, driven, images, layer_of

__all__ = ["driven"]


def button(driven: Driven) -> QPushButton:
    return driven.find(QPushButton, "run")


def status(driven: Driven) -> str:
    return driven.find(QLabel, "run_status").text()


def test_run_waits_until_everything_needed_is_chosen(driven: Driven, tmp_path: Path) -> None:
    driven.tab.start()
    assert not button(driven).isEnabled()
    assert "model" in status(driven)
    driven.tab.models.add(card_folder(tmp_path / "m"))
    assert "image" in status(driven)
    driven.tab.images.add(images(tmp_path, "a.tif"))
    assert "old or coarse map" in status(driven)
    driven.tab.external.map.set_value("/old.tif")
    driven.tab.external.map.changed.emit()
    assert button(driven).isEnabled()
    assert status(driven) == ""


def test_a_run_through_the_widgets_and_its_command_give_the_same_map(
    driven: Driven, scene: Scene, model: str, tmp_path: Path, qgis_process: object, profile: Path
) -> None:
    driven.choose(scene.images[:1], model, scene.external, tmp_path / "by dock")
    steps, times = [], []
    opened: list[Any] = []
    driven.tab._session.opened.connect(opened.append)
    driven.click("run")
    assert not button(driven).isVisible()
    assert driven.find(QPushButton, "cancel").isVisible()
    driven.find(QProgressBar, "progress").valueChanged.connect(times.append)
    driven.tab.run_box._run.told.connect(lambda *_: steps.append(status(driven)))
    driven.qtbot.waitUntil(lambda: bool(opened) or bool(driven.errors()), timeout=60_000)
    assert driven.errors() == ""
    assert opened[0].path == tmp_path / "by dock"
    assert opened[0].intermediate("fused")  # which the inspector needs
    assert "confidence score is 0." in driven.said(Qgis.MessageLevel.Success)
    assert times == sorted(times)
    assert any(step.startswith("Fuse dates: fused_map") for step in steps)
    assert button(driven).isVisible()
    assert driven.tab.choices.results == str(tmp_path / "by dock")

    driven.tab.folder.path.setFilePath(str(tmp_path / "by command"))
    driven.click("copy_command")
    line = QApplication.clipboard().text()
    subprocess.run(
        ["sh", "-c", f'qgis_process() {{ sh "{SCRIPT}" "$@"; }}\n{line}'],
        env={**os.environ, "QGIS_CUSTOM_CONFIG_PATH": str(profile)},
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    for name in FINAL:
        ours, theirs = (facts(tmp_path / way / name).values for way in ("by dock", "by command"))
        np.testing.assert_array_equal(ours, theirs)
    assert (tmp_path / "by command" / "intermediate").is_dir()


def test_cancelling_leaves_no_results_and_everything_as_it_was(
    driven: Driven, scene: Scene, model: str, tmp_path: Path
) -> None:
    large = [
        changed(tmp_path / f"{Path(path).stem}.vrt", path, format="VRT", width=1536, height=1536)
        for path in scene.images
    ]
    out = tmp_path / "out"
    out.mkdir()
    driven.choose(large, model, scene.external, out / "result")
    before = driven.tab.choices
    driven.click("run")
    driven.qtbot.waitUntil(lambda: "probabilities" in status(driven), timeout=60_000)
    driven.click("cancel")
    assert not driven.find(QPushButton, "cancel").isEnabled()
    driven.qtbot.waitUntil(lambda: button(driven).isVisible(), timeout=5_000)
    assert status(driven) == "Cancelled; no results were written. Run again to go on with what is finished."
    assert not [name for name in left_in(out) if not name.startswith(".result.unfinished.partial")]
    assert driven.tab.choices == before
    assert button(driven).isEnabled()
    assert driven.errors() == ""


def test_a_refused_run_is_told_in_the_message_bar_and_below_the_button_and_can_be_put_right(
    driven: Driven, tmp_path: Path
) -> None:
    driven.choose(images(tmp_path, "a.tif"), card_folder(tmp_path / "m"), "/gone.tif", tmp_path / "out")
    before = driven.tab.choices
    driven.click("run")
    for told in (driven.errors(), status(driven)):
        assert "External map (EXTERNAL) was not found: /gone.tif" in told
    assert button(driven).isVisible()
    assert driven.tab.choices == before


def test_without_an_engine_its_sentence_is_told_and_the_choices_stay(
    driven: Driven, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    why = "SureCover's engine is not installed yet; run this."

    def missing(setting: str = "") -> str:
        raise SureCoverError(why)

    monkeypatch.setattr(environment, "find_interpreter", missing)
    paths = images(tmp_path, "a.tif", "b.tif")
    driven.choose(paths[:1], card_folder(tmp_path / "m"), paths[0], tmp_path / "out")
    driven.answered()
    assert driven.errors().count(why) == 1
    assert "bands ?" in driven.find(QLabel, "model_facts").text()
    driven.tab.images.add(paths[1:])
    driven.answered()
    assert driven.errors().count(why) == 1  # not again and again
    before = driven.tab.choices
    driven.click("run")
    driven.qtbot.waitUntil(lambda: button(driven).isVisible(), timeout=10_000)
    assert driven.errors().count(why) == 2
    assert driven.tab.choices == before
    assert left_in(tmp_path / "out") == []


class PlayedRun(QObject):
    """A run whose course a test plays."""

    progressed = pyqtSignal(float)
    told = pyqtSignal(str, str)
    finished = pyqtSignal(dict)
    failed = pyqtSignal(str)
    cancelled = pyqtSignal()

    def start(self) -> None:
        pass


@pytest.fixture
def played(driven: Driven, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PlayedRun:
    """A run that was started by the button."""
    run = PlayedRun()
    monkeypatch.setattr(driven.tab._session, "run", lambda *_: run)
    paths = images(tmp_path, "a.tif")
    driven.choose(paths, card_folder(tmp_path / "m"), paths[0], tmp_path / "out")
    driven.click("run")
    return run


def test_a_run_tells_its_progress_step_and_remaining_time(driven: Driven, played: PlayedRun) -> None:
    bar = driven.find(QProgressBar, "progress")
    assert bar.isVisible()
    played.progressed.emit(41.7)
    played.told.emit("info", "classify: probabilities_2021-05-03.tif, map_2021-05-03.tif")
    played.told.emit("time", "… about 20 s left")
    played.told.emit("info", "something else: entirely")
    assert bar.value() == 41
    assert ": probabilities_2021-05-03\n" in status(driven)
    assert "about 20 s left" in status(driven)
    assert "entirely" not in status(driven)
    played.failed.emit("Too bad.")
    assert bar.isHidden()
    assert status(driven) == "Too bad."


def test_a_step_is_told_with_its_first_file_but_not_with_a_folder(driven: Driven, played: PlayedRun) -> None:
    played.told.emit("info", "classify: map_s2.v1.tif, probabilities_s2.v1.tif")
    assert status(driven) == "Classify one date: map_s2.v1"
    played.told.emit("info", "report: report.html, report.json, pictures")
    assert status(driven) == "Report of reliability: report"
    played.told.emit("info", "crossfit: intermediate, model")
    assert status(driven) == "Learn from an old map"


def test_warnings_of_a_run_stay_to_be_read_after_it(
    driven: Driven, played: PlayedRun, tmp_path: Path
) -> None:
    played.told.emit("warning", "Codes that are not known became 0: 7.")
    played.finished.emit({"FOLDER": str(tmp_path / "out")})
    assert status(driven) == "Codes that are not known became 0: 7."
    assert driven.said(Qgis.MessageLevel.Success) == "SureCover:The map is ready."


def test_another_project_during_a_run_keeps_its_own_results(
    driven: Driven, played: PlayedRun, tmp_path: Path
) -> None:
    QgsProject.instance().clear()
    played.finished.emit({"FOLDER": str(tmp_path / "out"), "SCORE": 0.5})
    assert str(tmp_path / "out") in driven.said(Qgis.MessageLevel.Success)
    assert driven.tab._session.result is None
    assert driven.tab.choices == Choices()


def test_a_project_brings_every_choice_and_its_results_back_from_where_it_was_moved(
    driven: Driven, tmp_path: Path
) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    results = before / "results"
    results.mkdir(parents=True)
    for name in (*FINAL, "job.json"):
        (results / name).touch()
    paths = images(before, "a.tif", "b.tif")
    added(QgsVectorLayer("Polygon?crs=EPSG:32633&field=name:string", "Zones", "memory"))
    tab = driven.tab
    driven.choose(paths, card_folder(before / "m"), paths[0], before / "out")
    driven.type(tab.images.rows()[1].date, "2020-02-29")
    for row in tab.images.rows():
        row.mask.set_value(paths[1])
        row.mask.changed.emit()
    tab.external.crosswalk.setCurrentIndex(2)
    tab.area.kind.setCurrentIndex(3)
    tab.area._layers["polygons"].combo.setCurrentIndex(1)
    tab.area.selected.setChecked(True)
    tab.more.keep.setChecked(False)
    tab.more.periods.setValue(2)
    tab.more.zones.combo.setCurrentIndex(1)
    tab.more.zone_field.setEditText("name")
    tab.more.bias.setCurrentIndex(1)
    tab.more.device.setCurrentIndex(1)
    assert tab._session.open(str(results))
    chosen = tab.choices
    unset = [name for name, value in vars(chosen).items() if value == getattr(Choices(), name)]
    assert unset == ["learn", "field"]  # instead of a model; of the raster
    assert QgsProject.instance().write(str(before / "p.qgs"))

    QgsProject.instance().clear()
    assert tab.choices == Choices()
    assert tab._session.result is None
    assert tab.images.rows() == []
    before.rename(after)
    assert QgsProject.instance().read(str(after / "p.qgs"))
    moved = Choices(**{name: _moved(value, before, after) for name, value in vars(chosen).items()})
    assert tab.choices == moved
    assert tab._session.result.path == after / "results"
    tab._take()  # what the widgets show is what was chosen
    assert tab.choices == moved
    assert not QgsProject.instance().isDirty()


def _moved(value: Any, before: Path, after: Path) -> Any:
    if isinstance(value, str):
        return value.replace(str(before), str(after))
    if isinstance(value, tuple):
        return tuple(_moved(entry, before, after) for entry in value)
    if hasattr(value, "path"):
        return type(value)(*(_moved(entry, before, after) for entry in vars(value).values()))
    return value


def test_only_a_change_makes_the_project_one_to_be_saved(driven: Driven, tmp_path: Path) -> None:
    project = QgsProject.instance()
    store(Choices(periods=3))
    assert project.write(str(tmp_path / "p.qgs"))
    assert project.read(str(tmp_path / "p.qgs"))
    driven.tab.images.show_choices(driven.tab.choices)
    assert not project.isDirty()
    driven.tab.more.periods.setValue(2)
    assert project.isDirty()


def test_saving_under_another_place_writes_paths_for_that_place(driven: Driven, tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    project = QgsProject.instance()
    assert project.write(str(tmp_path / "p.qgs"))
    driven.tab.images.add(images(tmp_path, "a.tif"))
    assert project.write(str(tmp_path / "x" / "p.qgs"))
    assert project.read(str(tmp_path / "x" / "p.qgs"))
    assert [image.path for image in driven.tab.choices.images] == [str(tmp_path / "a.tif")]


def test_a_damaged_entry_is_warned_of_and_the_project_still_opens(driven: Driven, tmp_path: Path) -> None:
    project = QgsProject.instance()
    project.writeEntry("surecover", "choices", '{"version": 1, "images": 7}')
    assert project.write(str(tmp_path / "p.qgs"))
    assert project.read(str(tmp_path / "p.qgs"))
    assert "chosen anew" in driven.said(Qgis.MessageLevel.Warning)
    assert driven.tab.choices == Choices()


def test_results_that_are_gone_are_not_opened(driven: Driven, tmp_path: Path) -> None:
    store(Choices(results=str(tmp_path / "gone")))
    driven.tab._read()
    assert driven.tab._session.result is None
    assert driven.errors() == ""


def test_the_folder_is_sought_where_the_images_lie(driven: Driven, tmp_path: Path) -> None:
    driven.tab.images.add(images(tmp_path, "a.tif"))
    assert driven.tab.folder.path.defaultRoot() == str(tmp_path)


def test_what_is_no_file_is_not_copied(driven: Driven, tmp_path: Path) -> None:
    QApplication.clipboard().setText("before")
    paths = images(tmp_path, "a.tif")
    sketch = added(QgsVectorLayer("Polygon?crs=EPSG:32633", "Sketch", "memory"))
    driven.choose(paths, card_folder(tmp_path / "m"), sketch.id(), tmp_path / "out")
    driven.click("copy_command")
    assert "Sketch" in driven.errors()
    assert QApplication.clipboard().text() == "before"


@pytest.mark.parametrize("kind", ["canvas", "extent"])
def test_an_area_is_told_as_processing_takes_it(driven: Driven, tmp_path: Path, kind: str) -> None:
    layer = layer_of(images(tmp_path, "a.tif")[0], "A")
    tab = driven.tab
    tab.area.kind.setCurrentIndex(tab.area.kind.findData(kind))
    if kind == "extent":
        tab.area._layers["extent"].combo.setCurrentIndex(1)
        assert tab.parameters()["EXTENT"] == "500000.0,500400.0,4999600.0,5000000.0 [EPSG:32633]"
    else:
        canvas = tab._session.canvas
        canvas.setDestinationCrs(layer.crs())
        canvas.setExtent(QgsRectangle(500000, 4999000, 501000, 5000000))
        shown = canvas.extent()
        edges = (shown.xMinimum(), shown.xMaximum(), shown.yMinimum(), shown.yMaximum())
        assert tab.parameters()["EXTENT"] == f"{','.join(map(repr, edges))} [EPSG:32633]"


def test_polygons_of_a_layer_may_be_the_selected_ones(driven: Driven) -> None:
    layer = added(QgsVectorLayer("Polygon?crs=EPSG:32633", "Sketch", "memory"))
    area = driven.tab.area
    area.kind.setCurrentIndex(area.kind.findData("polygons"))
    area._layers["polygons"].combo.setCurrentIndex(1)
    assert driven.tab.parameters()["AREA"] == layer.id()
    driven.find(QCheckBox, "area_selected").setChecked(True)
    assert driven.tab.parameters()["AREA"].selectedFeaturesOnly


def test_the_algorithm_dialog_opens_with_what_was_chosen(
    driven: Driven, processing: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []

    def dialog(algorithm: str, parameters: dict[str, Any]) -> QLabel:
        asked.append((algorithm, parameters))
        return QLabel()

    monkeypatch.setattr(processing, "createAlgorithmDialog", dialog, raising=False)
    driven.tab.images.add(images(tmp_path, "a.tif"))
    driven.click("open_dialog")
    assert asked == [("surecover:produce", driven.tab.parameters())]
    assert driven.tab._dialog.isVisible()


def test_everything_fits_the_width_of_a_dock_and_can_be_told_apart(driven: Driven, tmp_path: Path) -> None:
    name = "a_very_long_name_of_an_image_as_archives_give_them_20210503T101559_N0500_R065_T33UVP.tif"
    driven.tab.images.add(images(tmp_path, name))
    for group in driven.tab.findChildren(QgsCollapsibleGroupBox):
        group.setCollapsed(False)
    driven.answered()
    assert driven.tab.minimumSizeHint().width() <= 380
    assert driven.tab.findChild(QLabel, "run_status").wordWrap()
    for widget in driven.tab.findChildren(QPushButton):
        assert widget.toolTip(), widget.objectName()
        assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus, widget.objectName()


def test_closing_down_lets_go_of_the_project(
    driven: Driven, qgis_iface: Any, qtbot: Any, tmp_path: Path
) -> None:
    tab = MapTab(Session(qgis_iface))
    qtbot.addWidget(tab)
    tab.close_down()
    store(Choices(periods=3))
    assert QgsProject.instance().write(str(tmp_path / "p.qgs"))
    assert QgsProject.instance().read(str(tmp_path / "p.qgs"))
    assert driven.tab.choices.periods == 3
    assert tab.choices == Choices()
