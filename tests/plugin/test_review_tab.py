"""The tab "Review", driven by clicks and keys as a reviewer drives it: the list, and from place to place."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
)
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QLabel,
    QTableView,
)

from surecover.core.resultfolder import ResultFolder
from surecover.plugin.review.regions import Column
from surecover.plugin.review.review_tab import ReviewTab
from surecover.plugin.session import Session
from tests.plugin.resultfolders import make_result
from tests.plugin.reviewing import (
    CTRL,
    LEFT,
    A,
    N,
    P,
    bands,
    canvas,
    clean,
    click,
    column,
    current,
    edits_in,
    loaded,
    of_role,
    part,
    press,
    progress,
    ranks,
    result,
    review,
    rows,
    session,
    tab,
    write_regions,
)

__all__ = ["canvas", "clean", "result", "review", "session", "tab"]


# The list


def test_a_list_that_is_there_is_shown_with_its_outlines_on_the_map(review: ReviewTab) -> None:
    assert ranks(review) == ["1", "2", "3", "4"]
    assert progress(review) == "0 of 4 reviewed, 0.00 of 0.54 ha"
    (outlines,) = of_role("regions")
    assert outlines.featureCount() == 4
    assert QgsProject.instance().layerTreeRoot().children()[0].layer() is outlines


def test_without_a_list_the_engine_makes_one(
    tab: ReviewTab, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    result = make_result(tmp_path / "result")  # with 4 doubtful pixels that touch
    part(tab, "min_pixels").setValue(1)
    session.open(str(result.path))
    loaded(qtbot, tab, 1)
    assert column(tab, Column.AREA) == ["0.04"]
    assert Path(result.regions).is_file()
    assert progress(tab) == "0 of 1 reviewed, 0.00 of 0.04 ha"


def test_a_list_of_an_older_map_is_made_anew(
    tab: ReviewTab, session: Session, result: ResultFolder, qtbot: QtBot
) -> None:
    os.utime(result.regions, (1, 1))
    session.open(str(result.path))
    qtbot.waitUntil(lambda: Path(result.regions).stat().st_mtime > 1, timeout=20_000)
    loaded(qtbot, tab, 1)  # the whole map is doubtful
    assert of_role("regions")[0].featureCount() == 1


def test_list_again_shows_what_the_map_says_now_and_keeps_the_decisions(
    review: ReviewTab, result: ResultFolder, qtbot: QtBot
) -> None:
    press(qtbot, review, N, A)
    part(review, "min_pixels").setValue(3)
    click(qtbot, review, "list_again")
    loaded(qtbot, review, 1)
    assert of_role("regions")[0].featureCount() == 1
    assert len(edits_in(result.edits)) == 1


def test_listing_can_be_stopped(tab: ReviewTab, session: Session, tmp_path: Path, qtbot: QtBot) -> None:
    result = make_result(tmp_path / "result")
    session.open(str(result.path))
    qtbot.waitUntil(part(tab, "run_progress").isVisible)
    click(qtbot, tab, "cancel_run")
    qtbot.waitUntil(lambda: not part(tab, "run_progress").isVisible(), timeout=20_000)
    assert "List again" in part(tab, "review_message", QLabel).text()
    assert part(tab, "list_again").isEnabled()


def test_a_refusal_stands_in_the_tab_and_in_the_message_bar(
    tab: ReviewTab, session: Session, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = make_result(tmp_path / "result")
    Path(result.file("reliability.tif")).write_text("no raster", encoding="utf-8")
    session.open(str(result.path))
    qtbot.waitUntil(lambda: bool(session.told), timeout=20_000)
    (kind, sentence) = session.told[0]
    assert kind == "error"
    assert "Reliability" in sentence
    assert part(tab, "review_message", QLabel).text() == sentence
    assert part(tab, "list_again").isEnabled()


def test_other_results_can_be_opened_while_a_list_is_made(
    tab: ReviewTab, session: Session, result: ResultFolder, tmp_path: Path, qtbot: QtBot
) -> None:
    session.open(str(make_result(tmp_path / "other").path))
    session.open(str(result.path))
    loaded(qtbot, tab, 4)
    qtbot.waitUntil(part(tab, "list_again").isEnabled, timeout=20_000)
    assert rows(tab) == 4
    assert not part(tab, "review_message", QLabel).isVisible()


def test_a_folder_that_cannot_be_written_is_told(
    tab: ReviewTab, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    result = make_result(tmp_path / "result")
    (result.path / "review").write_text("a file", encoding="utf-8")
    session.open(str(result.path))
    qtbot.waitUntil(lambda: bool(session.told))
    assert "cannot be made" in session.told[0][1]


def test_a_click_on_a_title_sorts(review: ReviewTab, qtbot: QtBot) -> None:
    header = part(review, "regions", QTableView).horizontalHeader()
    middle = QPoint(header.sectionViewportPosition(Column.AREA) + 10, header.height() // 2)
    qtbot.mouseClick(header.viewport(), LEFT, pos=middle)
    first = ranks(review)
    qtbot.mouseClick(header.viewport(), LEFT, pos=middle)
    assert {tuple(first), tuple(ranks(review))} == {("1", "2", "3", "4"), ("4", "3", "2", "1")}


def test_filters_by_class_zone_and_size(review: ReviewTab) -> None:
    classes = part(review, "filter_class", QComboBox)
    zones = part(review, "filter_zone", QComboBox)
    assert [classes.itemText(i) for i in range(classes.count())] == ["All classes", "forest", "grass"]
    classes.setCurrentText("forest")
    assert ranks(review) == ["2", "4"]
    classes.setCurrentText("All classes")
    zones.setCurrentText("South")
    assert ranks(review) == ["1", "3"]
    part(review, "filter_size", QDoubleSpinBox).setValue(0.2)
    assert ranks(review) == ["1"]
    assert progress(review).startswith("0 of 4")  # the count is that of all


def test_only_open_places(review: ReviewTab, qtbot: QtBot) -> None:
    press(qtbot, review, N, A)
    part(review, "only_open").setChecked(True)
    assert ranks(review) == ["2", "3", "4"]
    press(qtbot, review, A)
    assert ranks(review) == ["3", "4"]
    assert current(review) == "3"
    qtbot.keyClick(review, Qt.Key.Key_Z, CTRL)
    assert ranks(review) == ["2", "3", "4"]
    assert current(review) == "2"


# From place to place


def test_next_and_previous_walk_the_list_by_keys_and_buttons(review: ReviewTab, qtbot: QtBot) -> None:
    press(qtbot, review, N)
    assert current(review) == "1"
    press(qtbot, review, N)
    click(qtbot, review, "next")
    assert current(review) == "3"
    click(qtbot, review, "previous")
    press(qtbot, review, P, P, P)
    assert current(review) == "1"


def test_going_to_a_place_shows_it_on_the_map(review: ReviewTab, session: Session, qtbot: QtBot) -> None:
    press(qtbot, review, N)
    shown, box = session.canvas.extent(), QgsRectangle(500_000, 4_999_950, 500_050, 5_000_000)
    assert shown.contains(box)
    assert shown.center().distance(box.center()) < 1
    (band,) = bands(session.canvas)
    assert band.asGeometry().boundingBox() == box


def test_a_large_place_fills_about_half_of_the_map(
    review: ReviewTab, session: Session, canvas: QgsMapCanvas, result: ResultFolder, qtbot: QtBot
) -> None:
    write_regions(Path(result.regions), [80])
    session.open(str(result.path))
    loaded(qtbot, review, 1)
    press(qtbot, review, N)
    assert min(canvas.extent().width(), canvas.extent().height()) == pytest.approx(1600, rel=0.05)


def test_the_scale_can_be_kept(review: ReviewTab, session: Session, qtbot: QtBot) -> None:
    session.canvas.setExtent(QgsRectangle(500_000, 4_999_000, 501_000, 5_000_000))
    width = session.canvas.extent().width()
    part(review, "keep_scale").setChecked(True)
    press(qtbot, review, N)
    assert session.canvas.extent().width() == pytest.approx(width)
    assert session.canvas.extent().center().distance(QgsPointXY(500_025, 4_999_975)) < 1


def test_in_a_project_of_another_crs_the_map_goes_to_the_right_place(
    review: ReviewTab, session: Session, qtbot: QtBot
) -> None:
    session.canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    press(qtbot, review, N)
    assert session.canvas.extent().center().distance(QgsPointXY(15.0003, 45.1535)) < 0.001
    (band,) = bands(session.canvas)
    assert session.canvas.extent().contains(band.asGeometry().boundingBox())


def test_enter_goes_to_the_place_again_after_the_map_was_moved(
    review: ReviewTab, session: Session, qtbot: QtBot
) -> None:
    press(qtbot, review, N)
    session.canvas.setExtent(QgsRectangle(0, 0, 10, 10))
    view = part(review, "regions", QTableView)
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert session.canvas.extent().contains(QgsPointXY(500_025, 4_999_975))


def test_the_inspector_shows_the_place(review: ReviewTab, qtbot: QtBot) -> None:
    press(qtbot, review, N)
    qtbot.waitUntil(lambda: review.inspector.pixel is not None)
    assert (review.inspector.pixel.row, review.inspector.pixel.column) == (0, 0)
