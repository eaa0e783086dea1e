"""Probabilities as a table of numbers with small bars: a row for each class, a column for each date."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from qgis.PyQt.QtCore import QModelIndex, QSize, Qt
from qgis.PyQt.QtGui import QColor, QFontMetrics, QIcon, QPainter, QPalette, QResizeEvent
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from ...core.scheme import LandClass
from ..codewords import date_title
from ..parts import as_number, chip
from ..words import tr
from .pixel import Pixel, Shares
from .why import percent

LEAST = 0.01
"""Classes that are less probable than this everywhere have no row."""

_HEIGHT = 1.7
"""Of a row, in heights of its letters."""

_SHARE = Qt.ItemDataRole.UserRole
_COLOR = Qt.ItemDataRole.UserRole + 1

_CENTER = as_number(Qt.AlignmentFlag.AlignCenter)


class _BarDelegate(QStyledItemDelegate):
    """Draws the number, and below it a bar, so that neither hides the other."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        share = index.data(_SHARE)
        if share is None:
            super().paint(painter, option, index)
            return
        thick = max(option.rect.height() // 4, 3)
        number = QStyleOptionViewItem(option)
        number.rect = option.rect.adjusted(0, 0, 0, -thick)
        super().paint(painter, number, index)
        track = option.rect.adjusted(thick, option.rect.height() - thick - 1, -thick, -2)
        edge = option.palette.color(QPalette.ColorRole.WindowText)
        edge.setAlphaF(0.35)
        painter.save()
        painter.setPen(edge)
        painter.drawRect(track)
        bar = track.adjusted(0, 0, round(track.width() * (share - 1)), 0)
        painter.fillRect(bar, index.data(_COLOR))
        painter.drawRect(bar)
        painter.restore()


class _Cell(QTableWidgetItem):
    """A probability; says what it is when it is asked, since most of many cells are never seen.

    Args:
        land_class: Whose probability.
        share: How much, 0..1.
        title: Of the column.
    """

    def __init__(self, land_class: LandClass, share: float, title: str) -> None:
        super().__init__()
        self._facts = land_class, share, title

    def data(self, role: int) -> Any:  # noqa: ANN401
        """What is shown and told."""
        land_class, share, title = self._facts
        if role == _SHARE:
            return share
        if role == _COLOR:
            return QColor(*land_class.color)
        if role == Qt.ItemDataRole.DisplayRole:
            return percent(share)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{land_class.name}, {title}: {percent(share)}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _CENTER
        return super().data(role)


class Bars(QTableWidget):
    """The table; as high as its rows, sideways it scrolls.

    Attributes:
        hidden: How many classes have no row because they are hardly probable anywhere.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hidden = 0
        self.setObjectName("bars")
        self.setAccessibleName(tr("Probability of each class on each date"))
        self.setToolTip(
            tr(
                "How probable each class is on each date, on all dates together, and with the spectral "
                "clusters where they had a say"
            )
        )
        self.setItemDelegate(_BarDelegate(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setShowGrid(False)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)  # asking each cell takes seconds
        self.verticalHeader().setDefaultSectionSize(round(_HEIGHT * self.fontMetrics().height()))
        self.verticalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)

    def show_pixel(self, pixel: Pixel) -> None:
        """Fill in the probabilities of a pixel."""
        columns: dict[str, Shares | None] = {tr("all dates"): pixel.fused}
        if pixel.weighed != pixel.fused and pixel.weighed:
            columns[tr("with clusters")] = pixel.weighed
        columns.update({date_title(name): shares for name, shares in (pixel.dates or {}).items()})
        known = [shares for shares in columns.values() if shares]
        classes = sorted({c for shares in known for c in shares}, key=lambda c: c.id)
        rows = [c for c in classes if any(shares.get(c, 0) >= LEAST for shares in known)]
        self.hidden = len(classes) - len(rows)
        self.clear()
        self.clearSpans()
        self.setRowCount(len(rows))
        self.setColumnCount(len(columns))
        self.setHorizontalHeaderLabels([_broken(title) for title in columns])
        for column, (title, shares) in enumerate(columns.items()):
            self.setColumnWidth(column, self._width(title, percent(1) if shares else _cloud()))
        for row, land_class in enumerate(rows):
            self.setVerticalHeaderItem(row, self._name(land_class))
        for column, (title, shares) in enumerate(columns.items()):
            if shares:
                self._fill(column, title, shares, rows)
            elif rows:
                self._fill_clouded(column, title, len(rows))
        self.setAccessibleDescription(self._spoken(columns, rows))
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Leave most of the width to the numbers."""
        self.verticalHeader().setMaximumWidth(event.size().width() // 2)
        super().resizeEvent(event)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As high as the rows."""
        bar = self.horizontalScrollBar()
        height = self.horizontalHeader().sizeHint().height() + self.verticalHeader().length()
        return QSize(super().sizeHint().width(), height + bar.sizeHint().height() + 2 * self.frameWidth())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Any width, since it scrolls."""
        return QSize(0, self.sizeHint().height())

    def _width(self, title: str, widest: str) -> int:
        """Of a column, so that its title and what stands in it fit."""
        letters = QFontMetrics(self.horizontalHeader().font())
        lines = [*_broken(title).split("\n"), *widest.split("\n")]
        return max(map(letters.horizontalAdvance, lines)) + 2 * letters.averageCharWidth()

    def _name(self, land_class: LandClass) -> QTableWidgetItem:
        item = QTableWidgetItem(land_class.name)
        item.setToolTip(land_class.name)
        item.setIcon(QIcon(chip(land_class.color, self)))
        item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return item

    def _fill(self, column: int, title: str, shares: Shares, rows: list[LandClass]) -> None:
        most = max(shares.values())
        for row, land_class in enumerate(rows):
            item = _Cell(land_class, shares.get(land_class, 0.0), title)
            if shares.get(land_class) == most:
                bold = self.font()
                bold.setBold(True)
                item.setFont(bold)
            self.setItem(row, column, item)

    def _fill_clouded(self, column: int, title: str, rows: int) -> None:
        item = QTableWidgetItem(_cloud())
        item.setData(Qt.ItemDataRole.AccessibleTextRole, tr("{date}: cloud or no data").format(date=title))
        faint = self.palette().color(QPalette.ColorRole.Text)
        faint.setAlphaF(0.7)
        item.setForeground(faint)
        item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setItem(0, column, item)
        if rows > 1:
            self.setSpan(0, column, rows, 1)

    @staticmethod
    def _spoken(columns: dict[str, Shares | None], rows: list[LandClass]) -> str:
        """The table for people who hear it."""
        lines, say = [], lru_cache(percent)
        for title, shares in columns.items():
            if shares:
                told = ", ".join(f"{c.name} {say(shares.get(c, 0.0))}" for c in rows)
            else:
                told = tr("cloud or no data")
            lines.append(f"{title}: {told}")
        return "; ".join(lines)


def _cloud() -> str:
    return tr("cloud /\nno data")


def _broken(title: str) -> str:
    """A title on two lines, so that more columns fit."""
    head, _, last = title.rpartition(" ")
    return f"{head}\n{last}" if head else title
