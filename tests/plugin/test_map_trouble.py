"""The tab "Map" among layers, files and engines that are not as it would like them."""

from __future__ import annotations

import gc
import subprocess
import weakref
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import QgsApplication, QgsRasterLayer, QgsVectorLayer
from qgis.PyQt.QtCore import QEvent, Qt
from qgis.PyQt.QtWidgets import QApplication, QLabel, QListWidget, QProgressBar, QPushButton, QToolButton

from surecover.core import ROOT
from surecover.core.engine import environment
from surecover.core.engine.client import engine
from surecover.core.errors import SureCoverError
from surecover.core.resultfolder import FINAL
from surecover.plugin.mapping.choices import Choices, store
from surecover.plugin.run import Run
from tests.headless.gdal_files import image, write
from tests.plugin.map_tab_fixtures import Driven, added, card_folder, driven, images, layer_of
from tests.plugin.resultfolders import make_result

MADE = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from tests.safe import Product, write_product, zipped
product = Product(side=240)
safe = write_product(Path(sys.argv[2]), product)
print(safe, safe / product.metadata, zipped(safe))
"""

__all__ = ["driven"]


@pytest.fixture
def engine_lacking(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """There is no engine until this is undone."""

    def missing(setting: str = "") -> str:
        raise SureCoverError("The engine is not installed.")

    monkeypatch.setattr(environment, "find_interpreter", missing)
    return monkeypatch


@pytest.fixture(scope="module")
def products(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """A Sentinel-2 product: its folder, its metadata file, its zip."""
    folder = tmp_path_factory.mktemp("products")
    made = subprocess.run(
        [environment.find_interpreter(), "-c", MADE, ROOT, folder], check=True, capture_output=True, text=True
    )
    return made.stdout.split()


def nowhere(path: Path) -> str:
    """An image without a CRS."""
    gdal.GetDriverByName("GTiff").Create(str(path), 40, 40, 10, gdal.GDT_UInt16)
    return str(path)


def coarse(path: Path) -> str:
    """An old map with codes of which a crosswalk may tell."""
    return write(path, np.full((40, 40), 3, "uint8"))


# --- layers and files ---


def test_only_rasters_of_gdal_are_offered_as_images_and_masks(driven: Driven, tmp_path: Path) -> None:
    layer_of(images(tmp_path, "a.tif")[0], "A")
    added(QgsRasterLayer("type=xyz&url=http://127.0.0.1:1/{z}/{x}/{y}.png", "Web map", "wms"))
    added(QgsVectorLayer("Polygon?crs=EPSG:32633", "Sketch", "memory"))
    driven.click("add_layers")
    offered = driven.tab.images._dialog.findChild(QListWidget, "layers_to_add")
    shown = [offered.item(row) for row in range(offered.count())]
    assert [item.text() for item in shown if item.flags() & Qt.ItemFlag.ItemIsEnabled] == ["A"]
    told = [item.toolTip() for item in shown if not item.flags() & Qt.ItemFlag.ItemIsEnabled]
    assert len(told) == 1
    assert told[0].startswith("This is Web map, which comes from the web as pictures")


@pytest.mark.parametrize(
    "name",
    ["with space.tif", 'it\'s "quoted".tif', "a#1.tif", "a|b.tif", "Größe 土地.tif", "a?b&c=%20;d.tif"],
)
def test_a_file_may_be_called_anything(driven: Driven, tmp_path: Path, name: str) -> None:
    folder = tmp_path / name.removesuffix(".tif")
    folder.mkdir()
    path = image(folder / name, 40, 40)
    driven.tab.images.add([path])
    driven.answered()
    assert driven.errors() == ""
    assert not driven.tab.check.image(path)["problem"]
    store(driven.tab.choices)
    driven.tab._read()
    assert [chosen.path for chosen in driven.tab.choices.images] == [path]


def test_two_layers_of_one_file_are_one_image(driven: Driven, tmp_path: Path) -> None:
    path = images(tmp_path, "a.tif")[0]
    layer_of(path, "A")
    layer_of(path, "the same")
    driven.click("add_layers")
    offered = driven.tab.images._dialog.findChild(QListWidget, "layers_to_add")
    for row in range(offered.count()):
        offered.item(row).setCheckState(Qt.CheckState.Checked)
    driven.tab.images._dialog.accept()
    assert [chosen.path for chosen in driven.tab.choices.images] == [path]


def test_a_product_is_known_by_its_date_and_bands_however_it_is_named(
    driven: Driven, tmp_path: Path, products: list[str]
) -> None:
    driven.tab.models.add(card_folder(tmp_path / "m"))
    for path in products:
        driven.tab.images.show_choices(Choices())
        driven.tab.images.add([path])
        driven.answered()
        assert driven.tab.images.rows()[0].date.text() == "2023-08-23"
        assert "2 bands ✓" in driven.find(QLabel, "model_facts", -1).text()


def test_what_is_wrong_with_one_of_many_images_is_told_at_it(driven: Driven, tmp_path: Path) -> None:
    good = images(tmp_path, "s2_20210503.tif")
    empty = str(tmp_path / "empty.tif")
    Path(empty).touch()
    driven.tab.images.add([*good, nowhere(tmp_path / "s2_20210603.tif"), empty])
    driven.answered()
    marks = driven.tab.findChildren(QLabel, "image_problem")
    assert [mark.isVisible() for mark in marks] == [False, True, True]
    assert driven.errors() == ""


def test_an_image_that_is_gone_is_named_once(driven: Driven, tmp_path: Path) -> None:
    driven.tab.images.add([*images(tmp_path, "a.tif"), str(tmp_path / "gone.tif")])
    driven.answered()
    assert driven.errors().count("gone.tif") == 1
    assert driven.tab.images.rows()[1].name.toolTip() == str(tmp_path / "gone.tif")


def test_images_that_are_taken_off_again_are_not_asked_about(driven: Driven, tmp_path: Path) -> None:
    driven.tab.images.add(images(tmp_path, "a.tif"))
    driven.tab.images.list.setCurrentRow(0)
    driven.click("remove_image")
    driven.qtbot.wait(500)  # longer than the check's patience
    assert driven.tab.check._run is None
    assert driven.errors() == ""


def test_sixty_dates_change_order_without_a_stall(driven: Driven, tmp_path: Path) -> None:
    path = images(tmp_path, "a.tif")[0]
    driven.tab.images.add([str(tmp_path / f"s2_{day}.tif") for day in range(60)] + [path])
    kept = driven.tab.images.rows()[:50]
    driven.tab.images.list.setCurrentRow(55)
    driven.click("image_up")
    driven.click("remove_image")
    assert driven.tab.images.rows()[:50] == kept
    assert [row.image for row in driven.tab.images.rows()] == list(driven.tab.choices.images)
    assert Path(driven.tab.choices.images[54].path).name == "s2_54.tif"


def test_a_folder_name_that_no_disk_takes_is_no_reason_to_fail(driven: Driven) -> None:
    driven.tab.folder.path.setFilePath(f"/{300 * 'x'}")
    assert driven.find(QLabel, "folder_note").isHidden()


def test_rows_stay_whole_in_a_dock_narrower_than_it_should_be(driven: Driven, tmp_path: Path) -> None:
    driven.tab.images.add(images(tmp_path, "a.tif"))
    driven.tab.resize(300, 700)
    button = driven.find(QToolButton, "image_mask_file")
    seen = driven.tab.images.list.viewport()
    driven.qtbot.waitUntil(lambda: button.mapTo(seen, button.rect().bottomRight()).x() < seen.width())


# --- the engine ---


def test_images_are_checked_once_the_engine_is_there(
    driven: Driven, tmp_path: Path, engine_lacking: pytest.MonkeyPatch
) -> None:
    driven.tab.images.add(images(tmp_path, "s2_20210503.tif"))
    driven.answered()
    for _ in range(3):
        QApplication.sendEvent(driven.tab, QEvent(QEvent.Type.WindowActivate))
        driven.answered()
    assert driven.errors().count("not installed") == 1
    engine_lacking.undo()
    QApplication.sendEvent(driven.tab, QEvent(QEvent.Type.WindowActivate))
    driven.answered()
    assert driven.tab.images.rows()[0].date.text() == "2021-05-03"


def test_without_an_engine_earlier_results_can_be_opened(
    driven: Driven, tmp_path: Path, engine_lacking: pytest.MonkeyPatch
) -> None:
    assert driven.tab._session.open(str(make_result(tmp_path / "valley").path))
    assert driven.errors() == ""


def test_a_killed_engine_is_told_once_and_another_run_can_begin(driven: Driven, tmp_path: Path) -> None:
    paths = images(tmp_path, "a.tif")
    driven.choose(paths, card_folder(tmp_path / "m"), coarse(tmp_path / "old.tif"), tmp_path / "out")
    driven.answered()
    driven.click("run")
    driven.qtbot.waitUntil(lambda: engine()._process is not None and engine()._busy.locked())
    engine()._process._popen.kill()
    driven.qtbot.waitUntil(lambda: not driven.tab.run_box.is_running, timeout=10_000)
    assert driven.find(QPushButton, "run").isEnabled()
    assert driven.errors().count("SureCover:") == 1


def test_run_pressed_twice_is_one_run(driven: Driven, tmp_path: Path) -> None:
    begun: list[str] = []
    QgsApplication.taskManager().taskAdded.connect(begun.append)
    paths = images(tmp_path, "a.tif")
    driven.choose(paths, card_folder(tmp_path / "m"), coarse(tmp_path / "old.tif"), tmp_path / "out")
    driven.answered()
    before = len(begun)
    driven.tab.start()
    driven.tab.start()
    assert len(begun) == before + 1


def test_a_run_of_which_nobody_waits_goes_on_safely(provider: object, tmp_path: Path, qtbot: Any) -> None:
    run = Run(
        "surecover:checkimages",
        {"IMAGES": images(tmp_path, "a.tif"), "MODELS": [], "JSON": str(tmp_path / "said.json")},
    )
    known = weakref.ref(run)
    run.start()
    del run
    gc.collect()
    assert known() is not None
    qtbot.waitUntil((tmp_path / "said.json").is_file, timeout=20_000)
    qtbot.waitUntil(lambda: not QgsApplication.taskManager().countActiveTasks(), timeout=20_000)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


# --- the preview ---


def test_a_preview_that_waits_can_be_stopped_and_begun_again(driven: Driven, tmp_path: Path) -> None:
    driven.tab.external.map.set_value(coarse(tmp_path / "old.tif"))
    driven.tab.external.map.changed.emit()
    with engine()._busy:  # another run is under way
        driven.click("preview")
        assert driven.find(QProgressBar, "run_progress").isVisible()
        driven.click("cancel_run")
        driven.qtbot.waitUntil(driven.find(QPushButton, "preview").isEnabled, timeout=10_000)
    assert driven.tab.preview.dialog is None
    assert driven.errors() == ""
    for _ in range(2):
        former = driven.tab.preview.dialog
        driven.click("preview")
        driven.qtbot.waitUntil(lambda: driven.tab.preview.dialog is not former, timeout=20_000)  # noqa: B023
    assert (
        len(
            [
                d
                for d in QApplication.topLevelWidgets()
                if d.objectName() == "preview_dialog" and d.isVisible()
            ]
        )
        == 1
    )


def test_a_crosswalk_with_mistakes_is_refused_in_the_engines_words(driven: Driven, tmp_path: Path) -> None:
    table = tmp_path / "mine.csv"
    table.write_text("from,to\n1,nonsense\n", encoding="utf-8")
    driven.tab.external.map.set_value(coarse(tmp_path / "old.tif"))
    driven.tab.external._show_crosswalk(str(table))
    driven.tab.external.changed.emit()
    driven.click("preview")
    driven.qtbot.waitUntil(lambda: bool(driven.errors()), timeout=20_000)
    assert "nonsense" in driven.errors()


# --- projects ---


@pytest.mark.parametrize("left", [(), FINAL])
def test_results_that_vanished_are_closed_without_a_word(
    driven: Driven, tmp_path: Path, left: tuple[str, ...]
) -> None:
    for name in left:  # without job.json they are none
        (tmp_path / name).touch()
    assert driven.tab._session.open(str(make_result(tmp_path / "valley").path))
    store(Choices(results=str(tmp_path)))
    driven.tab._read()
    assert driven.tab._session.result is None
    assert driven.errors() == ""


def test_a_project_without_results_opens_none(
    driven: Driven, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(make_result(tmp_path / "valley").path)
    driven.tab._read()
    assert driven.tab._session.result is None
