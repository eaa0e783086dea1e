"""The boxes of the tab "Map": models, images, the old map and its translation."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QModelIndex, QPoint, QPointF, Qt
from qgis.PyQt.QtGui import QWheelEvent
from qgis.PyQt.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLabel,
    QListWidget,
    QPushButton,
)

from surecover.plugin.mapping.choices import shipped_models
from tests.headless.gdal_files import write
from tests.plugin.map_tab_fixtures import Driven, added, card_folder, driven, images, layer_of, without_b12

__all__ = ["driven"]


def panel(driven: Driven, folder: str) -> Any:
    return driven.tab.models._panels[folder]


# Models


def test_shipped_models_are_offered_and_none_is_chosen_yet(driven: Driven) -> None:
    assert driven.tab.models.folders == shipped_models()
    assert driven.tab.choices.models == ()


def test_a_model_folder_is_added_by_its_button_chosen_and_taken_off(
    driven: Driven, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = card_folder(tmp_path / "mine")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: folder)
    driven.click("add_model")
    assert driven.tab.choices.models == driven.tab.choices.own_models == (folder,)
    driven.click("remove_model")
    assert driven.tab.choices.models == driven.tab.choices.own_models == ()
    assert folder not in driven.tab.models.folders


def test_a_folder_without_a_sound_card_is_refused_with_a_sentence(
    driven: Driven, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    driven.click("add_model")
    assert "has no card model.json" in driven.errors()
    assert driven.tab.choices.own_models == ()


def test_several_models_can_be_chosen_by_checkbox_or_title(driven: Driven, tmp_path: Path) -> None:
    folders = [card_folder(tmp_path / name) for name in ("water", "forest")]
    for folder in folders:
        driven.tab.models.add(folder)
    assert driven.tab.choices.models == tuple(folders)
    panel(driven, folders[0]).chosen.click()
    assert driven.tab.choices.models == (folders[1],)
    title = next(x for x in panel(driven, folders[0]).findChildren(QLabel) if x.text() == "Model water")
    driven.qtbot.mouseClick(title, Qt.MouseButton.LeftButton)
    assert driven.tab.choices.models == tuple(folders)


def test_a_card_tells_its_facts_and_unfolds_the_rest(driven: Driven, tmp_path: Path) -> None:
    folder = card_folder(tmp_path / "m", theme="water")
    driven.tab.models.add(folder)
    card = panel(driven, folder)
    facts = card.facts.text()
    for fact in ("Sentinel-2", "only water", "2 bands", "3 classes", "accuracy 0.70–0.91"):
        assert fact in facts
    assert not card.details.isVisible()
    driven.click("model_details", list(driven.tab.models.folders).index(folder))
    assert card.details.isVisible()
    texts = "\n".join(label.text() for label in card.details.findChildren(QLabel))
    for detail in (
        "water",
        "forest",
        "other",
        "north 0.91, south 0.70",
        "CC0-1.0",
        "MB on disk",
        "For tests.",
    ):
        assert detail in texts
    chips = [x.pixmap() for x in card.details.findChildren(QLabel) if x.pixmap() and not x.pixmap().isNull()]
    water = chips[0].toImage().pixelColor(4, 4).getRgb()[:3]
    assert water == card.card.scheme.by_id(1).color


def test_a_card_tells_that_the_model_is_calibrated_and_how_well(driven: Driven, tmp_path: Path) -> None:
    known = {"raw": (None, None), "fitted": (1.3, None), "judged": (1.3, 0.0094)}
    told = {}
    for name, (temperature, ece) in known.items():
        folder = card_folder(tmp_path / name, temperature=temperature, ece=ece)
        driven.tab.models.add(folder)
        told[name] = panel(driven, folder).facts
    assert "calibrated" not in told["raw"].text()
    assert told["fitted"].text().endswith(" · calibrated")
    assert told["judged"].text().endswith(" · calibrated: expected error 0.9 %")
    assert ["Expected error" in label.toolTip() for label in told.values()] == [False, False, True]


def test_bands_have_a_tick_where_the_images_offer_them_and_a_cross_with_words_where_not(
    driven: Driven, tmp_path: Path
) -> None:
    folder = card_folder(tmp_path / "m")
    driven.tab.models.add(folder)
    bands = panel(driven, folder).details.bands
    assert bands["B12"].text() == "B12"
    driven.tab.images.add(images(tmp_path, "a.tif"))
    assert bands["B12"].text() == "… B12"
    driven.answered()
    assert bands["B12"].text() == "✓ B12"
    assert "2 bands ✓" in panel(driven, folder).facts.text()
    driven.tab.images.add([without_b12(tmp_path / "poor.tif")])
    driven.answered()
    assert bands["B04"].text() == "✓ B04"
    assert bands["B12"].text() == "✗ B12"
    assert bands["B12"].toolTip() == bands["B12"].accessibleName() == "B12 (swir22): missing in poor.tif"
    assert "✗ without B12" in panel(driven, folder).facts.text()


# Images


def test_layers_of_the_project_are_ticked_and_added(driven: Driven, tmp_path: Path) -> None:
    paths = images(tmp_path, "a.tif", "b.tif")
    for path in paths:
        layer_of(path, Path(path).stem)
    added(QgsVectorLayer("Point", "points", "memory"))
    driven.click("add_layers")
    offered = driven.find(QListWidget, "layers_to_add")
    assert [offered.item(row).text() for row in range(offered.count())] == ["a", "b"]
    offered.item(1).setCheckState(Qt.CheckState.Checked)
    driven.tab.images._dialog.accept()
    assert [image.path for image in driven.tab.choices.images] == [paths[1]]


def test_files_are_added_once(driven: Driven, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = images(tmp_path, "a.tif", "b.tif")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (paths, ""))
    driven.click("add_files")
    driven.click("add_files")
    assert [image.path for image in driven.tab.choices.images] == paths


def test_a_date_is_found_with_its_origin_and_can_be_replaced(driven: Driven, tmp_path: Path) -> None:
    driven.tab.images.add(images(tmp_path, "s_20210503.tif", "undated.tif"))
    driven.answered()
    first, second = driven.tab.images.rows()
    assert (first.date.text(), first.origin.text()) == ("2021-05-03", "date from file name")
    assert (second.date.text(), second.date.placeholderText()) == ("", "unknown")
    driven.type(second.date, "20200229")
    assert second.date.text() == "2020-02-29"
    assert driven.tab.parameters()["DATES"] == ",2020-02-29"
    driven.answered()
    assert second.origin.text() == "date given"
    driven.type(second.date, "2020-02-30")
    assert "does not exist" in driven.errors()
    assert second.date.text() == "2020-02-29"


def test_leaving_a_found_date_as_it_is_does_not_make_it_a_given_one(driven: Driven, tmp_path: Path) -> None:
    driven.tab.images.add(images(tmp_path, "s_20210503.tif"))
    driven.answered()
    driven.type(driven.tab.images.rows()[0].date, "2021-05-03")
    assert driven.tab.choices.images[0].date == ""


def test_masks_must_be_all_or_none(driven: Driven, tmp_path: Path) -> None:
    paths = images(tmp_path, "a.tif", "b.tif")
    mask = write(tmp_path / "scl.tif", np.full((40, 40), 4, "uint8"))
    layer_of(mask, "scl")
    driven.choose(paths, card_folder(tmp_path / "m"), paths[0], tmp_path / "out")
    first, second = driven.tab.images.rows()
    first.mask.combo.setCurrentIndex(first.mask.combo.findText("scl"))
    assert not driven.find(QPushButton, "run").isEnabled()
    assert "1 of 2" in driven.find(QLabel, "run_status").text()
    second.mask.combo.setCurrentIndex(second.mask.combo.findText("scl"))
    assert driven.find(QPushButton, "run").isEnabled()
    assert driven.tab.parameters()["MASKS"] == [mask, mask]


def test_an_image_that_a_chosen_model_cannot_use_is_marked_with_the_reason(
    driven: Driven, tmp_path: Path
) -> None:
    folder = card_folder(tmp_path / "m")
    driven.tab.images.add([*images(tmp_path, "a.tif"), without_b12(tmp_path / "poor.tif")])
    driven.tab.models.add(folder)
    driven.answered()
    marks = [row.findChild(QLabel, "image_problem") for row in driven.tab.images.rows()]
    assert [mark.isHidden() for mark in marks] == [True, False]
    assert marks[1].toolTip().startswith("Model m: ")
    assert "B12" in marks[1].toolTip()
    panel(driven, folder).chosen.click()
    assert marks[1].isHidden()


def test_a_file_that_is_no_image_does_not_hide_the_others(driven: Driven, tmp_path: Path) -> None:
    (tmp_path / "text.tif").write_text("no image", encoding="utf-8")
    driven.tab.images.add([str(tmp_path / "text.tif"), *images(tmp_path, "s_20210503.tif")])
    driven.answered()
    first, second = driven.tab.images.rows()
    assert not first.findChild(QLabel, "image_problem").isHidden()
    assert second.date.text() == "2021-05-03"


def test_images_move_and_go_by_buttons_and_dragging(driven: Driven, tmp_path: Path) -> None:
    paths = images(tmp_path, "a.tif", "b.tif", "c.tif")
    driven.tab.images.add(paths)
    rows = driven.tab.images.list

    def order() -> str:
        return "".join(Path(image.path).stem for image in driven.tab.choices.images)

    rows.setCurrentRow(2)
    driven.click("image_up")
    assert order() == "acb"
    driven.click("image_down")
    assert order() == "abc"
    rows.model().moveRow(QModelIndex(), 0, QModelIndex(), 3)  # what a drop does
    driven.qtbot.waitUntil(lambda: order() == "bca", timeout=1000)
    assert [row.image.path for row in driven.tab.images.rows()] == [paths[1], paths[2], paths[0]]
    rows.setCurrentRow(0)
    driven.click("remove_image")
    assert order() == "ca"


def test_many_images_among_many_layers_do_not_stall_qgis(driven: Driven, tmp_path: Path) -> None:
    path = images(tmp_path, "a.tif")[0]
    for number in range(40):
        layer_of(path, f"layer {number}")
    started = time.thread_time()  # of this thread alone: others share the machine
    driven.tab.images.add([f"/far/image_{number}.tif" for number in range(30)])
    assert time.thread_time() - started < 0.1


def test_quick_changes_are_asked_about_once(driven: Driven, tmp_path: Path) -> None:
    begun: list[Any] = []
    driven.tab.check._timer.timeout.connect(lambda: begun.append(1))
    for path in images(tmp_path, "a.tif", "b.tif", "c.tif"):
        driven.tab.images.add([path])
    driven.answered()
    assert len(begun) == 1
    assert len(driven.tab.check.images()) == 3


# The old map


def test_the_attribute_is_asked_for_only_where_the_map_has_shapes(driven: Driven, tmp_path: Path) -> None:
    path = write(tmp_path / "old.tif", np.ones((4, 4), "uint8"))
    layer_of(path, "raster")
    added(QgsVectorLayer("Polygon?field=code:string&field=name:string", "shapes", "memory"))
    combo, field = (driven.find(QComboBox, name) for name in ("external_layer", "external_field"))
    combo.setCurrentIndex(combo.findText("raster"))
    assert field.isHidden()
    assert driven.tab.choices.external == path
    combo.setCurrentIndex(combo.findText("shapes"))
    assert not field.isHidden()
    assert [field.itemText(i) for i in range(field.count())] == ["code", "name"]
    field.setCurrentIndex(1)
    assert driven.tab.parameters()["FIELD"] == "name"
    combo.setCurrentIndex(combo.findText("raster"))
    assert "FIELD" not in driven.tab.parameters()


def test_a_layer_that_vanishes_stays_chosen_and_is_called_missing(driven: Driven) -> None:
    layer = added(QgsVectorLayer("Polygon", "shapes", "memory"))
    added(QgsVectorLayer("Polygon", "others", "memory"))
    combo = driven.find(QComboBox, "external_layer")
    combo.setCurrentIndex(combo.findText("shapes"))
    gone = layer.id()
    QgsProject.instance().removeMapLayer(gone)
    QApplication.processEvents()
    assert driven.tab.choices.external == gone
    assert "no longer there" in combo.currentText()


def test_a_file_may_be_the_old_map_and_the_crosswalk(
    driven: Driven, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("/x/region.osm.pbf", ""))
    driven.click("external_file")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("/x/mine.csv", ""))
    driven.click("crosswalk_file")
    assert driven.tab.choices.external == "/x/region.osm.pbf"
    assert driven.tab.choices.crosswalk == "/x/mine.csv"
    assert driven.find(QComboBox, "crosswalk").currentText() == "mine.csv"


def test_the_preview_tells_what_becomes_what_before_any_run(driven: Driven, tmp_path: Path) -> None:
    codes = np.full((40, 40), 23, "uint8")  # CORINE's broad-leaved forest
    codes[:10] = 41  # water bodies
    codes[39] = 36  # salt marshes, without a counterpart
    paths = images(tmp_path, "a.tif")
    old = write(tmp_path / "clc.tif", codes)
    driven.choose(paths, card_folder(tmp_path / "m"), old, tmp_path / "out")
    driven.tab.external.crosswalk.setCurrentText("clc44-basic6")
    driven.click("preview")
    driven.qtbot.waitUntil(lambda: driven.tab.preview.dialog is not None, timeout=20_000)
    dialog = driven.tab.preview.dialog
    driven.qtbot.addWidget(dialog)
    sentences = [label.text() for label in dialog.findChildren(QLabel)]
    assert any(text.startswith("By the crosswalk clc44-basic6") for text in sentences)
    table = dialog.table
    cells = [[table.item(row, column).text() for column in range(4)] for row in range(table.rowCount())]
    assert [cell[1:3] for cell in cells] == [["forest", "72.5 %"], ["water", "25.0 %"], ["nothing", "2.5 %"]]
    assert cells[0][0].startswith("23 ")
    assert cells[0][3] == "11.61"
    assert not table.item(2, 0).flags() & Qt.ItemFlag.ItemIsEnabled
    assert not table.item(0, 1).icon().isNull()
    assert driven.find(QPushButton, "preview").isEnabled()


def test_a_preview_that_cannot_be_is_told_in_the_message_bar(driven: Driven, tmp_path: Path) -> None:
    driven.click("preview")
    assert "old or coarse map" in driven.errors()
    driven.choose(images(tmp_path, "a.tif"), card_folder(tmp_path / "m"), "/gone.tif", tmp_path / "out")
    driven.click("preview")
    driven.qtbot.waitUntil(lambda: "/gone.tif" in driven.errors(), timeout=20_000)
    assert driven.find(QPushButton, "preview").isEnabled()


# The rest


def test_scrolling_past_a_combo_box_does_not_change_it(driven: Driven) -> None:
    combo = driven.find(QComboBox, "crosswalk")
    down = QWheelEvent(
        QPointF(5, 5), QPointF(combo.mapToGlobal(QPoint(5, 5))), QPoint(0, -120), QPoint(0, -120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    combo.wheelEvent(down)
    assert combo.currentIndex() == 0


def test_a_folder_with_results_is_warned_of(driven: Driven, tmp_path: Path) -> None:
    note = driven.find(QLabel, "folder_note")
    driven.tab.folder.path.setFilePath(str(tmp_path))
    assert note.isHidden()
    (tmp_path / "map.tif").touch()
    driven.tab.folder.path.setFilePath(str(tmp_path / "x"))
    driven.tab.folder.path.setFilePath(str(tmp_path))
    assert "replaced" in note.text()
    assert not note.isHidden()


def test_intermediate_results_are_kept_unless_told_otherwise(driven: Driven) -> None:
    assert driven.tab.parameters()["KEEP"] is True
    driven.find(QCheckBox, "keep").setChecked(False)
    assert "KEEP" not in driven.tab.parameters()
