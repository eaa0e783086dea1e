"""The list of places to review, with its filters and the count of what is done."""

from __future__ import annotations

import math
from collections.abc import Iterable

from qgis.PyQt.QtCore import QLocale, QModelIndex, QSize, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ...core.codes import Evidence
from ..codewords import evidence_words
from ..words import tr
from .regions import Column, Filter, Region, RegionTable

_WIDTHS = {
    Column.RANK: 5, Column.CLASS: 12, Column.REASON: 0, Column.AREA: 6, Column.DOUBT: 6, Column.STATE: 16,
    Column.ZONE: 14, Column.PLACE: 5,
}  # fmt: skip
"""Of the columns, in letters; a title or a reason may need more."""

_REASONS = (
    Evidence.SPECTRAL_MATCH, Evidence.NO_MATCH, Evidence.REASSIGNED, Evidence.CONTINUITY, Evidence.KEPT,
)  # fmt: skip
"""What most places are doubtful for."""

_LARGEST = 9999
"""Size that can be asked for; regions are smaller, because they are cut."""


class RegionList(QWidget):
    """Shows the regions of a table; one of them is the current one.

    Attributes:
        table: The regions.
        current: The region that is looked at, or None.
    """

    arrived = pyqtSignal(object)
    """The region that is looked at now, or None; also if somebody asks for it again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = RegionTable(self)
        self.current: Region | None = None
        self._count = QLabel(objectName="progress")
        self._bar = QProgressBar(objectName="progress_bar")
        self._class = QComboBox(objectName="filter_class")
        self._zone = QComboBox(objectName="filter_zone")
        self._size = QDoubleSpinBox(objectName="filter_size")
        self._only_open = QCheckBox(tr("Only &open"), objectName="only_open")
        self._view = QTableView(objectName="regions")
        self._set_up_view()
        self._lay_out()
        self._explain()
        self._class.currentIndexChanged.connect(self._filter)
        self._zone.currentIndexChanged.connect(self._filter)
        self._size.valueChanged.connect(self._filter)
        self._only_open.toggled.connect(self._filter)
        self.table.modelReset.connect(self._find_current_again)
        self.show_progress()

    def offer(self) -> None:
        """Offer what the regions of the table can be filtered by, as far as possible what was chosen."""
        regions = self.table.regions
        _fill(self._class, tr("All classes"), {region.class_id: region.class_name for region in regions})
        zones = sorted({region.zone for region in regions if region.zone})
        _fill(self._zone, tr("All zones"), {zone: zone for zone in zones})
        self._zone.setVisible(self.table.has_zones)
        self._size.setSuffix(" " + (tr("ha") if self.table.has_areas else tr("px")))
        self._size.setDecimals(1 if self.table.has_areas else 0)
        self._go_nowhere()
        self._filter()
        self.show_progress()

    def step(self, rows: int) -> None:
        """Go so many rows down; at the ends of the list nothing happens."""
        row = self.table.row_of(self.current.number) + rows if self.current else 0
        if 0 <= row < self.table.rowCount():
            self.go(self.table.region(row))

    def go(self, region: Region) -> None:
        """Look at a region."""
        row = self.table.show(region.number)
        if row < 0:
            return
        index = self.table.index(row, 0)
        if region is self.current:
            self._view.scrollTo(index)
            self.arrived.emit(region)
        else:
            self._view.setCurrentIndex(index)

    def next_open(self) -> Region | None:
        """The region that is reviewed after the current one."""
        return self.table.next_open(self.table.row_of(self.current.number) if self.current else -1)

    def by_number(self, number: int) -> Region | None:
        """The region with a number, shown or not."""
        return next((region for region in self.table.regions if region.number == number), None)

    def show_progress(self) -> None:
        """Count what is reviewed."""
        regions, reviewed = self.table.regions, self.table.reviewed()
        whole, part = _total(regions), _total(reviewed)
        words = (
            tr("{done} of {all} reviewed, {part} of {whole} ha")
            if self.table.has_areas
            else tr("{done} of {all} reviewed, {part} of {whole} pixels")
        )
        digits = (whole < 10) + (whole < 1) if self.table.has_areas else 0
        done, everything = (QLocale().toString(size, "f", digits) for size in (part, whole))
        text = words.format(done=len(reviewed), all=len(regions), part=done, whole=everything)
        self._count.setText(text if regions else tr("No places to review"))
        self._bar.setRange(0, max(1, len(regions)))
        self._bar.setValue(len(reviewed))

    def _set_up_view(self) -> None:
        view, letter = self._view, self.fontMetrics().averageCharWidth()
        view.setModel(self.table)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setAlternatingRowColors(True)
        view.setWordWrap(False)
        view.setShowGrid(False)
        view.setIconSize(QSize(self.fontMetrics().ascent(), self.fontMetrics().ascent()))
        view.setTabKeyNavigation(False)
        view.verticalHeader().hide()
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        view.verticalHeader().setDefaultSectionSize(int(1.4 * self.fontMetrics().height()))
        view.horizontalHeader().setMinimumSectionSize(3 * letter)
        view.sortByColumn(Column.RANK, Qt.SortOrder.AscendingOrder)
        view.setSortingEnabled(True)
        for column, letters in _WIDTHS.items():
            title = view.horizontalHeader().sectionSizeHint(column)
            view.setColumnWidth(column, max(letters * letter, title))
        reasons = (self.fontMetrics().horizontalAdvance(evidence_words(code)) for code in _REASONS)
        view.setColumnWidth(Column.REASON, max(reasons) + 2 * letter)
        view.setMinimumHeight(5 * self.fontMetrics().height())
        view.selectionModel().currentRowChanged.connect(self._arrive)
        view.activated.connect(lambda index: self.go(self.table.region(index.row())))

    def _lay_out(self) -> None:
        self._bar.setTextVisible(False)
        self._bar.setMaximumHeight(self.fontMetrics().height() // 2)
        for box in (self._class, self._zone):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(5)
        self._size.setMaximum(_LARGEST)
        self._size.setKeyboardTracking(False)
        self._size.setSpecialValueText(tr("any size"))
        self._size.setPrefix("≥ ")
        done = QHBoxLayout()
        done.addWidget(self._count, 1)
        done.addWidget(self._only_open)
        filters = QHBoxLayout()
        filters.addWidget(self._class, 1)
        filters.addWidget(self._zone, 1)
        filters.addWidget(self._size)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addLayout(done)
        layout.addWidget(self._bar)
        layout.addLayout(filters)
        layout.addWidget(self._view, 1)

    def _explain(self) -> None:
        walk = tr("Places to review: arrow keys or a click go there, a click on a title sorts")
        explained = (
            (self._view, tr("Places to review"), walk),
            (self._bar, tr("Reviewed places"), tr("Share of the places that are reviewed")),
            (self._class, tr("Class"), tr("Show only places of one class")),
            (self._zone, tr("Zone"), tr("Show only places in one zone")),
            (self._size, tr("Smallest size"), tr("Show only places that are at least so large")),
            (self._only_open, tr("Only open"), tr("Hide places that are reviewed")),
        )  # fmt: skip
        for widget, name, tip in explained:
            widget.setAccessibleName(name)
            widget.setToolTip(tip)

    def _filter(self) -> None:
        self.table.set_filter(
            Filter(
                self._class.currentData(),
                self._zone.currentData(),
                self._size.value(),
                self._only_open.isChecked(),
            )
        )

    def _arrive(self, index: QModelIndex) -> None:
        if index.isValid():
            self.current = self.table.region(index.row())
            self.table.set_current(self.current)
            self.arrived.emit(self.current)

    def _find_current_again(self) -> None:
        """Select the current region in the rows as they are now."""
        row = self.table.row_of(self.current.number) if self.current else -1
        if row < 0:
            self._go_nowhere()
            return
        selection = self._view.selectionModel()
        selection.blockSignals(True)
        self._view.setCurrentIndex(self.table.index(row, 0))
        selection.blockSignals(False)
        self._view.viewport().update()

    def _go_nowhere(self) -> None:
        if self.current:
            self.current = None
            self.table.set_current(None)
            self.arrived.emit(None)


def _total(regions: Iterable[Region]) -> float:
    return math.fsum(region.size for region in regions)


def _fill(box: QComboBox, everything: str, choices: dict[object, str]) -> None:
    """Offer choices by value; what was chosen stays chosen."""
    chosen = box.currentData()
    box.blockSignals(True)
    box.clear()
    box.addItem(everything, None)
    for value, name in sorted(choices.items(), key=lambda choice: choice[1]):
        box.addItem(name, value)
    box.setCurrentIndex(max(0, box.findData(chosen) if chosen is not None else 0))
    box.blockSignals(False)
