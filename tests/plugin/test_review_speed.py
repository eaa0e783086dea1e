"""5,000 places hold QGIS up at no moment."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

from pytestqt.qtbot import QtBot
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QApplication,
    QComboBox,
    QTableView,
)

from surecover.plugin.review.regions import Column
from surecover.plugin.review.review_tab import ReviewTab
from surecover.plugin.session import Session
from tests.plugin.reviewing import (
    STALL,
    A,
    N,
    canvas,
    clean,
    loaded,
    make_review,
    measured,
    part,
    press,
    progress,
    result,
    review,
    session,
    tab,
)

__all__ = ["canvas", "clean", "result", "review", "session", "tab"]


def test_5000_places_are_listed_filtered_sorted_and_walked_without_a_stall(
    tab: ReviewTab, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    result = make_review(tmp_path / "result", [1 + number % 5 for number in range(5000)])
    view = part(tab, "regions", QTableView)
    classes = part(tab, "filter_class", QComboBox)
    QApplication.processEvents()
    with measured("listing 5,000 places") as listing:
        session.open(str(result.path))
        loaded(qtbot, tab, 5000)
    with measured("filtering them") as filtering:
        for name in ("forest", "grass", "All classes"):
            classes.setCurrentText(name)
            QApplication.processEvents()
        part(tab, "only_open").setChecked(True)
        QApplication.processEvents()
    with measured("sorting them") as sorting:
        for number in (*Column, Column.RANK):
            view.sortByColumn(number, Qt.SortOrder.AscendingOrder)
            QApplication.processEvents()
    with measured("walking over 50 of them") as walking:
        for _ in range(50):
            press(qtbot, tab, N)
            QApplication.processEvents()
    with measured("deciding on 20 of them") as deciding:
        for _ in range(20):
            press(qtbot, tab, A)
            QApplication.processEvents()
    assert max(listing(), filtering(), sorting(), walking(), deciding()) < STALL
    assert progress(tab).startswith("20 of 5000 reviewed")


def test_5000_earlier_decisions_are_read_without_a_stall(
    tab: ReviewTab, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    result = make_review(tmp_path / "result", [2] * 5000)
    session.open(str(result.path))
    loaded(qtbot, tab, 5000)
    press(qtbot, tab, N, A)
    with sqlite3.connect(result.edits) as others:
        for (name,) in others.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            others.execute(f'DROP TRIGGER "{name}"')  # they call functions that only GDAL has
        numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) "
        others.execute(f"INSERT INTO edits (region) {numbers} SELECT 10000000 - i FROM n")  # noqa: S608
    with measured("reading 5,000 decisions") as reading:
        session.open(str(result.path))
        qtbot.waitUntil(lambda: progress(tab).startswith("5000 of 5000"), timeout=20_000)
    assert reading() < STALL


def test_an_edit_takes_a_moment(review: ReviewTab, qtbot: QtBot) -> None:
    press(qtbot, review, N)
    began = time.thread_time()
    press(qtbot, review, "3")
    assert time.thread_time() - began < STALL / 1000
