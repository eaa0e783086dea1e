"""The inspector as people use it: clicks, the mouse, keys, and what is then to be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsPointXY, QgsRectangle
from qgis.gui import QgisInterface, QgsMapCanvas, QgsMapToolPan, QgsRubberBand
from qgis.PyQt.QtCore import QEvent, QPoint, QPointF, Qt
from qgis.PyQt.QtGui import QMouseEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QCheckBox, QLabel, QToolButton, QWidget

from surecover.core.scheme import ClassScheme, LandClass
from surecover.plugin.inspector.bars import Bars
from surecover.plugin.inspector.inspector import HOVER, Inspector
from surecover.plugin.session import Session
from tests.plugin.resultfolders import MAP, make_result
from tests.plugin.reviewing import measured


@pytest.fixture
def canvas(qgis_iface: QgisInterface) -> QgsMapCanvas:
    canvas = qgis_iface.mapCanvas()
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:32633"))
    canvas.resize(400, 400)
    canvas.setExtent(QgsRectangle(499_990, 4_999_950, 500_050, 5_000_010))
    canvas.show()
    return canvas


@pytest.fixture
def session(qgis_iface: QgisInterface, tmp_path: Path, canvas: QgsMapCanvas) -> Session:
    session = Session(qgis_iface)
    make_result(tmp_path / "result")
    assert session.open(str(tmp_path / "result"))
    return session


@pytest.fixture
def inspector(session: Session, qtbot: Any) -> Iterator[Inspector]:
    inspector = Inspector(session)
    qtbot.addWidget(inspector)
    inspector.resize(420, 600)
    inspector.show()
    settle()
    yield inspector
    inspector.close_down()


def settle() -> None:
    """Let what waits for a turn of the loop of events have its turns."""
    for _ in range(50):
        QApplication.processEvents()


def show_point(inspector: Inspector, x: float, y: float) -> None:
    inspector.show_point(QgsPointXY(x, y))
    settle()


def button(inspector: Inspector) -> QToolButton:
    return inspector.findChild(QToolButton, "inspect")


def press_inspect(inspector: Inspector) -> None:
    QTest.mouseClick(button(inspector), Qt.MouseButton.LeftButton)


def on_screen(canvas: QgsMapCanvas, row: int, column: int) -> QPoint:
    place = canvas.getCoordinateTransform().transform(500_005 + 10 * column, 4_999_995 - 10 * row)
    return QPoint(round(place.x()), round(place.y()))


def click(canvas: QgsMapCanvas, row: int, column: int) -> None:
    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=on_screen(canvas, row, column))


def move(canvas: QgsMapCanvas, row: int, column: int) -> None:
    """Move the mouse; QTest's own way needs a real screen."""
    there = on_screen(canvas, row, column)
    none = Qt.MouseButton.NoButton
    event = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(there), QPointF(canvas.viewport().mapToGlobal(there)), none, none,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(canvas.viewport(), event)


def shown(inspector: Inspector, name: str) -> str:
    """What a label says; "" if it is not to be seen."""
    label = inspector.findChild(QLabel, name)
    if not label.isVisible():
        return ""
    text = re.sub(r"<[^>]+>", " ", label.text()).replace("\u00a0", " ")
    return " ".join(unescape(text).split())


def place(inspector: Inspector) -> tuple[int, int] | None:
    return inspector.pixel and (inspector.pixel.row, inspector.pixel.column)


class TestPointing:
    def test_a_click_shows_why_the_pixel_has_its_class_and_its_code(
        self, inspector: Inspector, canvas: QgsMapCanvas
    ) -> None:
        press_inspect(inspector)
        click(canvas, 2, 1)
        assert shown(inspector, "class") == "forest"
        assert shown(inspector, "reliability") == "Reliability: medium, code 2 · confidence 60 %"
        assert shown(inspector, "place") == "Row 2, column 1 · 500015, 4999975"
        assert shown(inspector, "why") == (
            "The images show forest here; the old map shows grass. "
            "This patch of forest is connected to no place where both agree (of at least 10 pixels), so this "
            "pixel was compared with such places within 500 px (5 km): its spectral cluster 6 occurs in one "
            "of them (in at least 2 pixels and 0.1 % of it). "
            "Therefore forest is kept with medium reliability."
        )
        facts = shown(inspector, "facts")
        assert "Dates 2 of 2 say forest (agreement 100 %)" in facts
        assert "Evidence 3: accepted, spectral match nearby" in facts
        assert shown(inspector, "message") == ""

    def test_a_place_that_the_model_hardly_knows_is_told(
        self, session: Session, inspector: Inspector, tmp_path: Path
    ) -> None:
        unlike = np.full((4, 4), 0.125)
        unlike[2, 1] = 0.99
        assert session.open(str(make_result(tmp_path / "known", unlike={"2021-05-03": unlike}).path))
        show_point(inspector, 500_015, 4_999_975)
        assert shown(inspector, "why").endswith("looks like hardly anything that taught the model.")
        assert "Unlike what taught the model 99 %" in shown(inspector, "facts")
        show_point(inspector, 500_005, 4_999_975)
        assert "taught the model" not in shown(inspector, "why")
        assert "Unlike what taught the model 12 %" in shown(inspector, "facts")

    def test_the_pixel_is_marked_on_the_map(self, inspector: Inspector, canvas: QgsMapCanvas) -> None:
        press_inspect(inspector)
        click(canvas, 2, 1)
        (mark,) = marks(canvas)
        assert mark.asGeometry().boundingBox() == QgsRectangle(500_010, 4_999_970, 500_020, 4_999_980)
        press_inspect(inspector)
        assert marks(canvas) == []

    def test_outside_the_map_that_is_said(self, inspector: Inspector, canvas: QgsMapCanvas) -> None:
        press_inspect(inspector)
        click(canvas, 1, 1)
        click(canvas, -1, 1)
        assert shown(inspector, "message") == "This place lies outside the map."
        assert (shown(inspector, "class"), inspector.pixel, marks(canvas)) == ("", None, [])

    def test_the_canvas_may_be_in_another_crs(self, inspector: Inspector, canvas: QgsMapCanvas) -> None:
        canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
        canvas.setExtent(QgsRectangle(14.9999, 45.1530, 15.0007, 45.1538))
        press_inspect(inspector)
        QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton)
        assert inspector.pixel is not None
        x, y = inspector.pixel.place
        assert abs(x - 500_024) < 10
        assert abs(y - 4_999_980) < 40
        outline = marks(canvas)[0].asGeometry().boundingBox()
        assert outline.contains(canvas.center())

    def test_other_parts_of_the_dock_may_show_a_point(self, inspector: Inspector) -> None:
        show_point(inspector, 500_025, 4_999_975)
        assert place(inspector) == (2, 2)
        assert "5: rejected and reassigned" in shown(inspector, "facts")

    def test_class_names_are_never_taken_for_markup(
        self, inspector: Inspector, session: Session, tmp_path: Path
    ) -> None:
        scheme = ClassScheme(
            "odd", "Odd", (LandClass(1, "<b>bog</b> & fen", (1, 2, 3)), LandClass(2, "b", (3, 2, 1)))
        )
        make_result(
            tmp_path / "odd", classes="11\n11", reliability="11\n11", evidence="11\n11", external="11\n11",
            dates={"2021-05-03": "11\n11"}, clusters="11\n11", scheme=scheme,
        )  # fmt: skip
        session.open(str(tmp_path / "odd"))
        show_point(inspector, 500_005, 4_999_995)
        assert "&lt;b&gt;bog&lt;/b&gt; &amp; fen" in inspector.findChild(QLabel, "class").text()
        assert "&lt;b&gt;bog&lt;/b&gt; &amp; fen" in inspector.findChild(QLabel, "why").text()


class TestTheTool:
    def test_the_former_tool_is_put_back(self, inspector: Inspector, canvas: QgsMapCanvas) -> None:
        former = QgsMapToolPan(canvas)
        canvas.setMapTool(former)
        press_inspect(inspector)
        assert canvas.mapTool() == inspector.tool
        assert button(inspector).isChecked()
        press_inspect(inspector)
        assert canvas.mapTool() == former
        assert not button(inspector).isChecked()

    def test_choosing_another_tool_releases_the_button(
        self, inspector: Inspector, canvas: QgsMapCanvas
    ) -> None:
        press_inspect(inspector)
        click(canvas, 1, 1)
        other = QgsMapToolPan(canvas)
        canvas.setMapTool(other)
        assert not button(inspector).isChecked()
        assert marks(canvas) == []

    def test_the_key_i_switches_it_on_and_off_in_the_dock_and_on_the_map(
        self, inspector: Inspector, canvas: QgsMapCanvas, qtbot: Any
    ) -> None:
        for widget, then in ((inspector, True), (canvas, False), (canvas, True), (inspector, False)):
            bring_up(widget, qtbot)
            QTest.keyClick(widget, Qt.Key.Key_I)
            assert inspector.tool.isActive() == then

    def test_the_key_belongs_to_others_while_the_inspector_is_hidden(
        self, inspector: Inspector, canvas: QgsMapCanvas, qtbot: Any
    ) -> None:
        inspector.hide()
        bring_up(canvas, qtbot)
        QTest.keyClick(canvas, Qt.Key.Key_I)
        assert not inspector.tool.isActive()

    def test_hiding_the_inspector_puts_the_former_tool_back(
        self, inspector: Inspector, canvas: QgsMapCanvas
    ) -> None:
        former = QgsMapToolPan(canvas)
        canvas.setMapTool(former)
        press_inspect(inspector)
        click(canvas, 1, 1)
        inspector.hide()
        assert canvas.mapTool() == former
        assert marks(canvas) == []

    def test_closing_down_leaves_nothing_on_the_map(
        self, session: Session, canvas: QgsMapCanvas, qtbot: Any
    ) -> None:
        former = QgsMapToolPan(canvas)
        canvas.setMapTool(former)
        inspector = Inspector(session)
        qtbot.addWidget(inspector)
        inspector.show()
        press_inspect(inspector)
        click(canvas, 1, 1)
        settle()
        assert len(marks(canvas)) == 1
        inspector.close_down()
        assert canvas.mapTool() == former
        assert marks(canvas) == []
        assert inspector.action not in canvas.actions()


class TestTheMouse:
    def test_it_is_followed_if_asked_for(
        self, inspector: Inspector, canvas: QgsMapCanvas, qtbot: Any
    ) -> None:
        press_inspect(inspector)
        QTest.mouseClick(
            inspector.findChild(QCheckBox, "follow"), Qt.MouseButton.LeftButton, pos=QPoint(5, 8)
        )
        move(canvas, 0, 0)
        move(canvas, 3, 1)
        qtbot.waitUntil(lambda: place(inspector) == (3, 1), timeout=1000)

    def test_many_moves_are_one_look_at_the_last_place(
        self, inspector: Inspector, canvas: QgsMapCanvas, qtbot: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        looks = []
        show = inspector.show_point
        monkeypatch.setattr(inspector, "show_point", lambda point: (looks.append(point), show(point)))
        press_inspect(inspector)
        inspector.findChild(QCheckBox, "follow").setChecked(True)
        for column in range(4):
            move(canvas, 0, column)
        qtbot.waitUntil(lambda: place(inspector) == (0, 3), timeout=1000)
        assert len(looks) == 1

    def test_it_is_looked_where_it_is_while_it_keeps_moving(
        self, inspector: Inspector, canvas: QgsMapCanvas, qtbot: Any
    ) -> None:
        press_inspect(inspector)
        inspector.findChild(QCheckBox, "follow").setChecked(True)

        def is_shown_though_the_mouse_moves_on() -> bool:
            move(canvas, 1, 1)
            return place(inspector) == (1, 1)

        qtbot.waitUntil(is_shown_though_the_mouse_moves_on, timeout=2000)

    def test_it_is_not_followed_otherwise(
        self, inspector: Inspector, canvas: QgsMapCanvas, qtbot: Any
    ) -> None:
        press_inspect(inspector)
        move(canvas, 0, 0)
        qtbot.wait(2 * HOVER)
        assert inspector.pixel is None


class TestKeys:
    @pytest.mark.parametrize(
        ("key", "there"),
        [
            (Qt.Key.Key_Up, (0, 1)), (Qt.Key.Key_Down, (2, 1)),
            (Qt.Key.Key_Left, (1, 0)), (Qt.Key.Key_Right, (1, 2)),
        ],
    )  # fmt: skip
    def test_arrows_go_to_the_neighbour_and_the_map_stays(
        self, inspector: Inspector, canvas: QgsMapCanvas, key: Qt.Key, there: tuple[int, int]
    ) -> None:
        press_inspect(inspector)
        click(canvas, 1, 1)
        before = canvas.extent()
        QTest.keyClick(canvas, key)
        assert place(inspector) == there
        assert canvas.extent() == before

    def test_they_stop_at_the_edge_of_the_map(self, inspector: Inspector, canvas: QgsMapCanvas) -> None:
        press_inspect(inspector)
        click(canvas, 0, 0)
        QTest.keyClick(canvas, Qt.Key.Key_Up)
        assert place(inspector) == (0, 0)

    def test_without_a_click_they_begin_in_the_middle_of_the_canvas(
        self, inspector: Inspector, canvas: QgsMapCanvas
    ) -> None:
        press_inspect(inspector)
        QTest.keyClick(canvas, Qt.Key.Key_Down)
        assert place(inspector) == (2, 2)

    def test_the_map_follows_where_they_leave_it(self, inspector: Inspector, canvas: QgsMapCanvas) -> None:
        canvas.setExtent(QgsRectangle(500_000, 4_999_990, 500_010, 5_000_000))
        press_inspect(inspector)
        click(canvas, 0, 0)
        for _ in range(3):
            QTest.keyClick(canvas, Qt.Key.Key_Right)
        assert place(inspector) == (0, 3)
        assert canvas.extent().contains(QgsPointXY(500_035, 4_999_995))


class TestBars:
    def test_a_row_for_each_class_and_a_column_for_each_date(self, inspector: Inspector) -> None:
        show_point(inspector, 500_015, 4_999_985)
        bars = inspector.findChild(Bars)
        assert titles(bars) == ["all dates", "3 May 2021", "21 Jul 2021"]
        assert [bars.verticalHeaderItem(row).text() for row in range(3)] == ["water", "grass", "forest"]
        assert [[bars.item(row, column).text() for column in range(3)] for row in range(3)] == [
            ["45 %", "80 %", "10 %"], ["45 %", "10 %", "80 %"], ["10 %", "10 %", "10 %"],
        ]  # fmt: skip

    def test_the_clusters_have_a_column_where_they_were_heard(
        self, inspector: Inspector, session: Session, tmp_path: Path
    ) -> None:
        make_result(tmp_path / "heard", weighed=MAP)
        session.open(str(tmp_path / "heard"))
        show_point(inspector, 500_015, 4_999_985)
        bars = inspector.findChild(Bars)
        assert titles(bars) == ["all dates", "with clusters", "3 May 2021", "21 Jul 2021"]
        assert [bars.item(row, 1).text() for row in range(3)] == ["80 %", "10 %", "10 %"]
        show_point(inspector, 500_005, 4_999_985)
        assert titles(bars) == ["all dates", "3 May 2021", "21 Jul 2021"]

    def test_the_best_classes_of_each_date_are_bold(self, inspector: Inspector) -> None:
        show_point(inspector, 500_015, 4_999_985)
        bars = inspector.findChild(Bars)
        bold = {(r, c) for r in range(3) for c in range(3) if bars.item(r, c).font().bold()}
        assert bold == {(0, 0), (1, 0), (0, 1), (1, 2)}

    def test_a_clouded_date_says_so_in_place_of_numbers(self, inspector: Inspector) -> None:
        show_point(inspector, 500_005, 4_999_995)
        bars = inspector.findChild(Bars)
        assert bars.item(0, 2).text() == "cloud /\nno data"
        assert bars.rowSpan(0, 2) == bars.rowCount() == 3

    def test_classes_that_are_hardly_probable_are_only_counted(
        self, inspector: Inspector, session: Session, tmp_path: Path
    ) -> None:
        many = ClassScheme("many", "Many", tuple(LandClass(i, f"class {i}", (i, i, i)) for i in range(1, 31)))
        make_result(
            tmp_path / "many", classes="12\n12", reliability="11\n11", evidence="11\n11", external="12\n12",
            dates={"2021-05-03": "12\n12"}, clusters="11\n11", scheme=many,
        )  # fmt: skip
        session.open(str(tmp_path / "many"))
        show_point(inspector, 500_005, 4_999_995)
        assert inspector.findChild(Bars).rowCount() == 1
        assert shown(inspector, "rest") == "29 more below 1 %"

    def test_a_screen_reader_gets_the_numbers(self, inspector: Inspector) -> None:
        show_point(inspector, 500_005, 4_999_995)
        bars = inspector.findChild(Bars)
        spoken = bars.item(0, 1).data(Qt.ItemDataRole.AccessibleTextRole)
        assert spoken == "water, 3 May 2021: 80 %"
        assert bars.accessibleDescription() == (
            "all dates: water 80 %, grass 10 %, forest 10 %; "
            "3 May 2021: water 80 %, grass 10 %, forest 10 %; 21 Jul 2021: cloud or no data"
        )

    def test_all_rows_are_seen_and_many_dates_scroll_sideways(
        self, inspector: Inspector, session: Session, tmp_path: Path, qtbot: Any
    ) -> None:
        dates = {f"2021-{month:02}-01": "12\n21" for month in range(1, 13)}
        make_result(
            tmp_path / "year", classes="12\n21", reliability="11\n11", evidence="11\n11", external="12\n21",
            dates=dates, clusters="11\n11",
        )  # fmt: skip
        session.open(str(tmp_path / "year"))
        show_point(inspector, 500_005, 4_999_995)
        bars = inspector.findChild(Bars)
        qtbot.waitUntil(lambda: bars.horizontalScrollBar().maximum() > 0)
        assert bars.width() <= inspector.width()
        assert bars.viewport().height() >= bars.verticalHeader().length()


class TestResults:
    def test_without_results_there_is_nothing_to_inspect(
        self, inspector: Inspector, session: Session, canvas: QgsMapCanvas
    ) -> None:
        press_inspect(inspector)
        click(canvas, 1, 1)
        session.close()
        assert not button(inspector).isEnabled()
        assert not inspector.tool.isActive()
        assert shown(inspector, "message").startswith("Open or make results")

    def test_a_new_run_is_read_anew(self, inspector: Inspector, session: Session, tmp_path: Path) -> None:
        show_point(inspector, 500_005, 4_999_995)
        assert shown(inspector, "class") == "water"
        make_result(
            tmp_path / "result", classes="32\n21", reliability="11\n11", evidence="11\n11",
            dates={"2022-05-03": "32\n21"}, external="32\n21", clusters="11\n11",
        )  # fmt: skip
        session.open(str(tmp_path / "result"))
        assert inspector.pixel is None
        show_point(inspector, 500_005, 4_999_995)
        assert shown(inspector, "class") == "forest"
        assert titles(inspector.findChild(Bars)) == ["all dates", "3 May 2022"]

    def test_results_without_intermediate_ones_say_what_is_known(
        self, inspector: Inspector, session: Session, tmp_path: Path
    ) -> None:
        make_result(tmp_path / "bare", keep=False)
        session.open(str(tmp_path / "bare"))
        show_point(inspector, 500_005, 4_999_995)
        assert "make the map again with “Keep the intermediate results”" in shown(inspector, "why")
        assert not inspector.findChild(Bars).isVisible()

    def test_a_damaged_record_is_told(self, inspector: Inspector, session: Session, tmp_path: Path) -> None:
        make_result(tmp_path / "broken")
        (tmp_path / "broken" / "job.json").write_text("{", encoding="utf-8")
        session.open(str(tmp_path / "broken"))
        show_point(inspector, 500_005, 4_999_995)
        assert "job.json cannot be read" in shown(inspector, "message")

    def test_the_colour_of_the_code_follows_the_choice_of_colours(
        self, inspector: Inspector, session: Session
    ) -> None:
        show_point(inspector, 500_005, 4_999_995)
        was = session.palette.is_safe
        seen = []
        for safe in (False, True):
            session.palette.set_safe(safe)
            seen.append(inspector.findChild(QLabel, "code").pixmap().toImage().pixelColor(5, 5).name())
            assert seen[-1] == session.palette.color(1).name()
        session.palette.set_safe(was)
        assert seen[0] != seen[1]


def bring_up(widget: QWidget, qtbot: Any) -> None:
    """Make a widget's window the one that gets the keys."""
    widget.window().show()
    widget.window().activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)


def marks(canvas: QgsMapCanvas) -> list[QgsRubberBand]:
    items = canvas.scene().items()
    return [item for item in items if isinstance(item, QgsRubberBand) and item.isVisible()]


def titles(bars: Bars) -> list[str]:
    """The titles of the columns."""
    items = (bars.horizontalHeaderItem(column) for column in range(bars.columnCount()))
    return [item.text().replace("\n", " ") for item in items]


def test_100_dates_of_44_classes_are_read_without_a_stall(
    inspector: Inspector, session: Session, tmp_path: Path, qtbot: Any
) -> None:
    classes = tuple(LandClass(i, f"a rather long class name {i}", (i, i, i)) for i in range(1, 45))
    ones, chance = np.ones((4, 4), "uint8"), np.random.default_rng(1).random((100, 44, 4, 4))
    chance /= chance.sum(axis=1, keepdims=True)
    dates = {f"20{i // 12:02d}-{i % 12 + 1:02d}-03": chance[i] for i in range(100)}
    make_result(
        tmp_path / "many", classes=ones, reliability=ones, evidence=ones, external=ones, clusters=ones,
        dates=dates, fused=chance[0], scheme=ClassScheme("many", "Many", classes),
    )  # fmt: skip
    with measured("opening and reading the first pixel") as first:
        session.open(str(tmp_path / "many"))
        inspector.show_point(QgsPointXY(500_005, 4_999_995))
        qtbot.waitUntil(lambda: inspector.pixel is not None)
        settle()
    with measured("reading the next one") as following:
        inspector.show_point(QgsPointXY(500_015, 4_999_995))
        settle()
    bars = inspector.findChild(Bars)
    assert (bars.rowCount(), bars.columnCount()) == (44, 101)
    assert max(first(), following()) < 100
