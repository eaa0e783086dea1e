"""The tab "Map" without a model: networks learn from the old map."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from qgis.core import QgsProject
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtWidgets import QCheckBox, QLabel, QPushButton

from surecover.plugin.mapping.choices import Choices, store
from surecover.plugin.results import layers
from tests.headless.conftest import Scene
from tests.headless.gdal_files import write
from tests.plugin.map_tab_fixtures import Driven, card_folder, driven, images

__all__ = ["driven"]


def learning(driven: Driven) -> QCheckBox:
    return driven.find(QCheckBox, "use_learning")


def status(driven: Driven) -> str:
    return driven.find(QLabel, "run_status").text()


def choose_all_but_a_model(driven: Driven, paths: list[str], external: str, folder: Path) -> None:
    driven.tab.images.add(paths)
    driven.tab.external.map.set_value(external)
    driven.tab.external.map.changed.emit()
    driven.tab.folder.path.setFilePath(str(folder))


# Choosing


def test_it_is_the_first_of_the_cards_and_is_not_chosen_unasked(driven: Driven) -> None:
    boxes = driven.tab.models.findChildren(QCheckBox)
    assert min(boxes, key=lambda box: box.mapTo(driven.tab.models, QPoint(0, 0)).y()) is learning(driven)
    assert not driven.tab.choices.learn
    assert "old map are enough" in driven.find(QLabel, "learning_facts").text()


def test_images_and_an_old_map_are_all_that_it_needs(driven: Driven, tmp_path: Path) -> None:
    paths = images(tmp_path, "a.tif")
    choose_all_but_a_model(driven, paths, paths[0], tmp_path / "out")
    assert not driven.find(QPushButton, "run").isEnabled()
    assert "“No model: learn here”" in status(driven)
    driven.click("use_learning")
    assert driven.find(QPushButton, "run").isEnabled()
    assert status(driven) == ""
    assert driven.tab.parameters() == {
        "IMAGES": paths, "EXTERNAL": paths[0], "KEEP": True, "FOLDER": str(tmp_path / "out"),
    }  # fmt: skip


def test_it_and_models_exclude_each_other(driven: Driven, tmp_path: Path) -> None:
    folders = tuple(card_folder(tmp_path / name) for name in ("water", "forest"))
    for folder in folders:
        driven.tab.models.add(folder)
    title = next(x for x in driven.tab.findChildren(QLabel) if x.text() == "No model: learn here")
    driven.qtbot.mouseClick(title, Qt.MouseButton.LeftButton)
    assert (driven.tab.choices.learn, driven.tab.choices.models) == (True, ())
    assert driven.tab.choices.own_models == folders  # they stay on the list
    driven.tab.models._panels[folders[1]].chosen.click()
    assert (driven.tab.choices.learn, driven.tab.choices.models) == (False, folders[1:])
    driven.tab.models._panels[folders[1]].chosen.click()
    assert (driven.tab.choices.learn, driven.tab.choices.models) == (False, ())
    learning(driven).click()
    driven.tab.models.add(folders[0])
    assert (driven.tab.choices.learn, driven.tab.choices.models) == (False, folders[:1])


def test_it_takes_the_place_of_a_model_whose_folder_is_gone(driven: Driven, tmp_path: Path) -> None:
    store(Choices(models=(str(tmp_path / "gone"),), own_models=(str(tmp_path / "gone"),)))
    driven.tab._read()
    learning(driven).click()
    learning(driven).click()
    assert driven.tab.choices.models == ()


def test_it_comes_back_with_the_project(driven: Driven, tmp_path: Path) -> None:
    learning(driven).click()
    project = QgsProject.instance()
    assert project.isDirty()
    assert project.write(str(tmp_path / "p.qgs"))
    project.clear()
    assert not learning(driven).isChecked()
    assert project.read(str(tmp_path / "p.qgs"))
    assert learning(driven).isChecked()
    assert driven.tab.choices.learn
    assert not project.isDirty()


def test_images_are_checked_where_there_is_no_model_at_all(
    driven: Driven, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("surecover.plugin.mapping.model_cards.shipped_models", list)
    driven.tab._read()
    assert driven.tab.models.folders == []
    learning(driven).click()
    driven.tab.images.add(images(tmp_path, "s_20210503.tif"))
    driven.answered()
    (row,) = driven.tab.images.rows()
    assert row.date.text() == "2021-05-03"
    assert row.findChild(QLabel, "image_problem").isHidden()


def test_a_model_that_was_learned_anew_into_the_folder_has_a_new_card(driven: Driven, tmp_path: Path) -> None:
    folder = card_folder(tmp_path / "model")
    driven.tab.models.add(folder)
    shutil.rmtree(folder)
    card_folder(tmp_path / "model", title="Learned again")
    driven.tab.models.add(folder)
    assert list(driven.tab.models.titles.values()) == ["Learned again"]
    assert driven.tab.choices.own_models == (folder,)


def test_the_preview_tells_which_classes_of_its_own_a_map_would_teach(driven: Driven, tmp_path: Path) -> None:
    codes = np.full((40, 40), 203, "uint8")  # of no product that is known
    codes[:10] = 77
    old = write(tmp_path / "mine.tif", codes)
    choose_all_but_a_model(driven, images(tmp_path, "a.tif"), old, tmp_path / "out")
    learning(driven).click()
    driven.click("preview")
    driven.qtbot.waitUntil(lambda: driven.tab.preview.dialog is not None, timeout=20_000)
    dialog = driven.tab.preview.dialog
    driven.qtbot.addWidget(dialog)
    cells = [[dialog.table.item(row, column).text() for column in (1, 2)] for row in range(2)]
    assert cells == [["class 203", "75.0 %"], ["class 77", "25.0 %"]]


# A run


@pytest.fixture
def quick(driven: Driven, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Runs without networks, whose training would take minutes."""
    chosen = driven.tab.parameters
    monkeypatch.setattr(
        driven.tab, "parameters", lambda: {**chosen(), "NETWORK": "kmeans", "FOLDS": 2, "K": 20}
    )
    yield


def test_a_run_tells_how_long_learning_will_take_and_leaves_a_model_and_what_looks_wrong(
    driven: Driven, scene: Scene, quick: None, tmp_path: Path
) -> None:
    choose_all_but_a_model(driven, scene.images[:1], scene.external, tmp_path / "out")
    learning(driven).click()
    told: list[str] = []
    opened: list[Any] = []
    driven.tab._session.opened.connect(opened.append)
    driven.click("run")
    driven.tab.run_box._run.told.connect(lambda *_: told.append(status(driven)))
    driven.qtbot.waitUntil(lambda: bool(opened) or bool(driven.errors()), timeout=240_000)
    assert driven.errors() == ""
    learning_now = [lines for lines in told if lines.startswith("Learning without fold 2 of 2.")]
    assert learning_now
    for lines in learning_now:
        assert lines.splitlines()[1].startswith("Learning from the old map will take about ")
        assert lines.splitlines()[1].endswith(" on this computer.")
    assert "Learning" not in next(lines for lines in told if lines.startswith("Fuse dates"))
    (result,) = opened
    for _ in layers.attach(result):
        pass
    assert layers.find_layers(result)["issues"].isValid()
    assert driven.tab.models.add(result.file("model"))
    assert list(driven.tab.models.titles.values()) == ["Learned from external_map.tif"]
