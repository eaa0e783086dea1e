"""The tab "Review", driven by clicks and keys as a reviewer drives it: keys, the reviewed map, the room."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from qgis.core import (
    QgsPointXY,
    QgsProject,
)
from qgis.gui import QgsMapCanvas, QgsMapToolPan
from qgis.PyQt.QtCore import QEvent, QPointF, Qt
from qgis.PyQt.QtGui import QMouseEvent
from qgis.PyQt.QtWidgets import (
    QApplication,
    QLineEdit,
    QTableView,
)

from surecover.core.codes import Evidence, Reliability
from surecover.core.resultfolder import ResultFolder
from surecover.plugin.review.regions import Column
from surecover.plugin.review.review_tab import ReviewTab
from surecover.plugin.session import Session
from tests.headless.gdal_files import facts
from tests.plugin.reviewing import (
    LEFT,
    A,
    D,
    N,
    bands,
    canvas,
    clean,
    click,
    column,
    current,
    loaded,
    of_role,
    part,
    press,
    result,
    review,
    rows,
    session,
    states,
    tab,
)

__all__ = ["canvas", "clean", "result", "review", "session", "tab"]


# Keys


def test_keys_work_while_the_map_has_the_focus(review: ReviewTab, canvas: QgsMapCanvas, qtbot: QtBot) -> None:
    canvas.setFocus()
    press(qtbot, canvas, N, "3")
    assert states(review)[0] == "set to forest"


@pytest.mark.parametrize("name", ["note", "reviewer", "filter_size", "min_pixels"])
def test_typing_into_a_field_decides_nothing(
    review: ReviewTab, result: ResultFolder, qtbot: QtBot, name: str
) -> None:
    press(qtbot, review, N)
    field = part(review, name)
    field.setFocus()
    if not isinstance(field, QLineEdit):
        field.selectAll()
    qtbot.keyClicks(field, "1n3a")
    assert not Path(result.edits).exists()
    assert current(review) == "1"
    typed = field if isinstance(field, QLineEdit) else field.findChild(QLineEdit)
    assert {"1", "3"} <= set(typed.text())


def test_keys_rest_while_another_tab_is_seen(
    review: ReviewTab, canvas: QgsMapCanvas, result: ResultFolder, qtbot: QtBot
) -> None:
    press(qtbot, review, N)
    assert len(bands(canvas)) == 1
    review.hide()
    press(qtbot, canvas, "3", A)
    assert not Path(result.edits).exists()
    assert bands(canvas) == []


def test_keys_rest_while_no_results_are_open(
    review: ReviewTab, session: Session, result: ResultFolder, qtbot: QtBot
) -> None:
    press(qtbot, review, N)
    session.close()
    press(qtbot, review, N, "3")
    assert not Path(result.edits).exists()
    assert rows(review) == 0
    assert bands(session.canvas) == []


def test_closing_down_gives_back_the_map(session: Session, result: ResultFolder, qtbot: QtBot) -> None:
    tab = ReviewTab(session)
    qtbot.addWidget(tab)
    tab.show()
    session.open(str(result.path))
    loaded(qtbot, tab, 4)
    press(qtbot, tab, N, D)
    tab.close_down()
    assert session.canvas.mapTool() is None
    assert bands(session.canvas) == []
    session.close()  # reaches nobody any more
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    tab.close()  # what is gone is not asked for


# The reviewed map


def test_the_reviewed_map_has_the_decisions_and_says_so(
    review: ReviewTab, session: Session, result: ResultFolder, qtbot: QtBot
) -> None:
    press(qtbot, review, N, "3", A)  # 25 pixels forest, 16 accepted
    click(qtbot, review, "export")
    qtbot.waitUntil(lambda: bool(session.told), timeout=20_000)
    (kind, sentence) = session.told[0]
    assert kind == "success", sentence
    assert "41 pixels reviewed, 25 of them changed" in sentence
    classes, codes, reasons = (
        facts(result.file(f"review/{name}_reviewed.tif")).values[0]
        for name in ("map", "reliability", "evidence")
    )
    assert (classes == 3).sum() == 25
    assert (classes[:5, :5] == 3).all()
    assert (codes == Reliability.HIGH).sum() == (reasons == Evidence.REVIEWED).sum() == 41
    assert (reasons[:4, 6:10] == Evidence.REVIEWED).all()
    assert all(of_role(f"{name}_reviewed")[0].isValid() for name in ("map", "reliability", "evidence"))


def test_the_layers_of_a_review_are_folded_and_only_those_are_drawn_that_can_be_seen(
    review: ReviewTab, session: Session, qtbot: QtBot
) -> None:
    press(qtbot, review, N, A)
    click(qtbot, review, "export")
    qtbot.waitUntil(lambda: bool(session.told), timeout=20_000)
    tree = QgsProject.instance().layerTreeRoot()
    roles = ("regions", "edits", "map_reviewed", "reliability_reviewed", "evidence_reviewed")
    nodes = {role: tree.findLayer(of_role(role)[0].id()) for role in roles}
    assert not any(node.isExpanded() for node in nodes.values())
    assert [role for role, node in nodes.items() if node.isVisible()] == ["regions", "edits", "map_reviewed"]


def test_exporting_again_renews_the_layers(
    review: ReviewTab, session: Session, result: ResultFolder, qtbot: QtBot
) -> None:
    press(qtbot, review, N, "3")
    for times in (1, 2):
        click(qtbot, review, "export")
        qtbot.waitUntil(lambda times=times: len(session.told) == times, timeout=20_000)
        press(qtbot, review, "1")
    assert len(of_role("map_reviewed")) == 1
    (layer,) = of_role("map_reviewed")
    value, _ = layer.dataProvider().sample(QgsPointXY(500_065, 4_999_995), 1)
    assert value == 1


def test_without_decisions_there_is_nothing_to_export(review: ReviewTab) -> None:
    assert not part(review, "export").isEnabled()


# Room


def test_the_inspector_has_most_of_the_room_while_it_is_used_and_the_list_otherwise(
    review: ReviewTab, canvas: QgsMapCanvas, qtbot: QtBot
) -> None:
    review.resize(420, 620)
    above, below = part(review, "halves").sizes()
    assert above > 2 * below
    press(qtbot, review, N)
    qtbot.waitUntil(lambda: review.inspector.pixel is not None)
    above, below = part(review, "halves").sizes()
    assert below == pytest.approx(2 * above, rel=0.15)
    review.resize(420, 720)
    above, below = part(review, "halves").sizes()
    assert below == pytest.approx(2 * above, rel=0.15)


def test_pointing_at_pixels_gives_the_inspector_room_before_the_first_click(
    review: ReviewTab, canvas: QgsMapCanvas, qtbot: QtBot
) -> None:
    review.resize(420, 620)
    click(qtbot, review, "inspect")
    above, below = part(review, "halves").sizes()
    assert below > above
    canvas.setMapTool(QgsMapToolPan(canvas))
    above, below = part(review, "halves").sizes()
    assert above > below


def test_a_divider_that_somebody_moved_stays_there(review: ReviewTab, qtbot: QtBot) -> None:
    review.resize(420, 620)
    halves = part(review, "halves")
    handle = halves.handle(1)
    moved = halves.sizes()
    qtbot.mousePress(handle, LEFT)
    there, none = QPointF(5, -60), Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(handle, QMouseEvent(QEvent.Type.MouseMove, there, LEFT, LEFT, none))
    qtbot.mouseRelease(handle, LEFT, pos=there.toPoint())
    before, moved = moved, halves.sizes()
    assert moved[0] < before[0]
    press(qtbot, review, N)
    qtbot.waitUntil(lambda: review.inspector.pixel is not None)
    assert halves.sizes() == moved


def test_what_is_rarely_needed_is_folded_away_and_that_is_remembered(
    review: ReviewTab, session: Session, qtbot: QtBot
) -> None:
    assert not part(review, "note").isVisible()
    click(qtbot, review, "more")
    assert part(review, "note").isVisible()
    another = ReviewTab(session)
    qtbot.addWidget(another)
    another.show()
    assert part(another, "list_again").isVisible()
    another.close_down()


def test_titles_and_reasons_fit_into_their_columns(review: ReviewTab) -> None:
    view = part(review, "regions", QTableView)
    header, letters = view.horizontalHeader(), view.fontMetrics()
    for number in Column:
        assert header.sectionSize(number) >= header.sectionSizeHint(number)
    widest = max(letters.horizontalAdvance(text) for text in column(review, Column.REASON))
    assert header.sectionSize(Column.REASON) > widest
