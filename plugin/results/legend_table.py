"""The legend with figures: how much of the map each class has, and how far it can be trusted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qgis.PyQt.QtCore import QModelIndex, QRectF, QSize, Qt
from qgis.PyQt.QtGui import QColor, QIcon, QPainter, QResizeEvent
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ...core.codes import Evidence, Reliability
from ..codewords import code_words, evidence_words
from ..palette import Palette
from ..parts import chip
from ..words import tr

_NAME, _SHARE, _AREA, _CODES = range(4)
_SHARES = Qt.ItemDataRole.UserRole
"""Role of a cell's list of (reliability code, share)."""

_ORDER = (Reliability.HIGH, Reliability.MEDIUM, Reliability.LOW, Reliability.NOT_ASSESSED)


class LegendTable(QWidget):
    """Classes with their colours, shares, hectares and reliability, the whole map, and the evidence.

    All numbers are those of report.json.

    Args:
        palette: Colours of the reliability codes.
        parent: Owns it.
    """

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = palette
        self.table = _table()
        self.table.setItemDelegateForColumn(_CODES, _Bars(palette, self.table))
        self._key = _text("legend_key")
        self._score = _text("legend_score")
        self._evidence = _text("legend_evidence")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self.table, self._key, self._score, self._evidence):
            layout.addWidget(widget)
        palette.changed.connect(self._recolor)
        self._recolor()

    def show_report(self, report: Mapping[str, Any]) -> None:
        """Show the figures of a report."""
        whole = report["map"]
        entries = [entry for entry in report["classes"] if entry["pixels"]]
        self.table.setRowCount(len(entries) + 1)
        for row, entry in enumerate(entries):
            self._fill(row, QIcon(chip(QColor(entry["color"]), self)), entry["name"], entry, whole["pixels"])
        self._fill(len(entries), QIcon(), tr("Whole map"), whole, whole["pixels"])
        for column in range(self.table.columnCount()):
            item = self.table.item(len(entries), column)
            font = item.font()
            font.setBold(True)
            item.setFont(font)
        self.table.setColumnHidden(_AREA, whole["area_ha"] is None)
        self._fit()
        self._score.setText(_score_line(whole))
        self._evidence.setText(_evidence_lines(whole))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Names wrap where there is less room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The table is as high as its rows: the tab scrolls, not the table in it."""
        table = self.table
        table.resizeRowsToContents()
        rows = sum(table.rowHeight(row) for row in range(table.rowCount()))
        table.setFixedHeight(rows + table.horizontalHeader().sizeHint().height() + 2 * table.frameWidth())

    def _fill(self, row: int, icon: QIcon, name: str, entry: Mapping[str, Any], all_pixels: int) -> None:
        pixels = entry["pixels"]
        codes = [(code, _part(entry["pixels_by_code"][code.name.lower()], pixels)) for code in _ORDER]
        area = entry["area_ha"]
        texts = {
            _NAME: name,
            _SHARE: f"{100 * _part(pixels, all_pixels):.1f}",
            _AREA: "" if area is None else _hectares(area),
            _CODES: " · ".join(f"{100 * share:.0f}" for code, share in codes[: 4 if codes[3][1] else 3]),
        }
        counted = tr("{pixels} pixels").format(pixels=f"{pixels:,}")
        told = {
            _NAME: name,
            _SHARE: counted,
            _AREA: counted if area is None else tr("{hectares} ha").format(hectares=f"{area:,}"),
            _CODES: ", ".join(f"{code_words(code)} {_percent(share)}" for code, share in codes),
        }
        for column, text in texts.items():
            item = QTableWidgetItem(text)
            item.setToolTip(told[column])
            if column in (_SHARE, _AREA):
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.table.setItem(row, column, item)
        self.table.item(row, _NAME).setIcon(icon)
        self.table.item(row, _CODES).setData(_SHARES, codes)

    def _recolor(self) -> None:
        signs = (
            f'<span style="color:{self._palette.color(code).name()}">\u25a0</span>&nbsp;{code_words(code)}'
            for code in _ORDER
        )
        self._key.setText(tr("Reliability: {codes}").format(codes=" &nbsp;".join(signs)))
        self.table.viewport().update()


class _Bars(QStyledItemDelegate):
    """Draws shares as a stacked bar under their numbers."""

    def __init__(self, palette: Palette, parent: QWidget) -> None:
        super().__init__(parent)
        self._palette = palette

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        """Draw one cell."""
        self.initStyleOption(option, index)
        thickness = max(3.0, option.fontMetrics.height() / 4)
        bar = QRectF(option.rect).adjusted(3, 0, -3, -3)
        bar.setTop(bar.bottom() - thickness)
        option.rect.setBottom(int(bar.top()))
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        left = bar.left()
        for code, share in index.data(_SHARES) or []:
            painter.fillRect(
                QRectF(left, bar.top(), share * bar.width(), thickness), self._palette.color(code)
            )
            left += share * bar.width()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:  # noqa: N802
        """Room for the numbers and the bar."""
        size = super().sizeHint(option, index)
        return QSize(size.width(), round(option.fontMetrics.height() * 1.7))


def _table() -> QTableWidget:
    table = QTableWidget(0, 4)
    table.setObjectName("legend")
    table.setAccessibleName(tr("Classes of the map with their shares and reliability"))
    table.setHorizontalHeaderLabels([tr("Class"), tr("%"), tr("ha"), tr("Reliability, %")])
    table.horizontalHeaderItem(_SHARE).setToolTip(tr("Share of the map's pixels, in percent"))
    table.horizontalHeaderItem(_AREA).setToolTip(tr("Area in hectares"))
    table.horizontalHeaderItem(_CODES).setToolTip(
        tr("How much has high · medium · low reliability, in percent; last, if any, not assessed")
    )
    table.setToolTip(tr("How much of the map each class has, and how far it can be trusted"))
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
    table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    header = table.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setMinimumSectionSize(1)
    header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
    return table


def _text(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setWordWrap(True)
    return label


def _part(some: int, whole: int) -> float:
    return some / whole if whole else 0.0


def _hectares(area: float) -> str:
    return f"{area:,.0f}" if area >= 100 else f"{area:.2f}"


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def _score_line(whole: Mapping[str, Any]) -> str:
    if whole["score"] is None:
        return tr("Confidence score: none, because nothing was assessed.")
    return tr("Confidence score: {score}, the part of the assessed pixels with high reliability.").format(
        score=f"{whole['score']:.3f}"
    )


def _evidence_lines(whole: Mapping[str, Any]) -> str:
    rows = "".join(
        f'<tr><td align="right">{_percent(_part(count, whole["pixels"]))}</td>'
        f'<td style="padding-left: 0.5em">{evidence_words(code)}</td></tr>'
        for code in Evidence
        if (count := whole["pixels_by_evidence"][code.name.lower()])
    )
    return f"{tr('Why the pixels have their class and code:')}<table>{rows}</table>"
