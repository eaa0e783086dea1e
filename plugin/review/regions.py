"""The places to review: what is known of each, and the table that shows, sorts and filters them."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Callable

from qgis.core import QgsPointXY, QgsRectangle
from qgis.PyQt.QtCore import QAbstractTableModel, QLocale, QModelIndex, QObject, Qt
from qgis.PyQt.QtGui import QColor

from ...core.codes import Evidence
from ...core.errors import SureCoverError
from ...core.scheme import LandClass
from ...core.stages.reviewregions import LAYER
from ..codewords import evidence_words
from ..parts import as_number
from ..words import tr
from .edits import ACCEPTED, Decisions
from .geopackage import rows

_FIELDS = (
    "rank", "region", "pixels", "area_ha", "doubt", "class_id", "class_name", "evidence", "reason", "zone",
    "x", "y", "xmin", "ymin", "xmax", "ymax",
)  # fmt: skip
_NEEDED = ("rank", "region", "pixels", "doubt", "class_id", "x", "y", "xmin", "ymin", "xmax", "ymax")
"""What every region has; other values may be null, or missing in lists of other programs."""


_REASONS = frozenset(Evidence) - {Evidence.NONE}


@dataclass(frozen=True)
class Region:
    """One place to review.

    Attributes:
        number: By which edits name it.
        rank: 1 is the most worthwhile.
        place: 1, 2, … in the order of their first pixels on the map, from the upper left.
        pixels: How many.
        area: Hectares; None where the map's units are unknown.
        doubt: 0..1.
        class_id, class_name: Most frequent class.
        reason: Why it is doubtful, in words.
        zone: Where it lies; "" if not known.
        point: Its pixel nearest to its middle.
        box: What it fills.
    """

    number: int
    rank: int
    place: int
    pixels: int
    area: float | None
    doubt: float
    class_id: int
    class_name: str
    reason: str
    zone: str
    point: QgsPointXY
    box: QgsRectangle

    @property
    def size(self) -> float:
        """Hectares, or pixels where these are unknown."""
        return float(self.pixels) if self.area is None else self.area


def read_regions(path: str) -> Generator[None, None, list[Region]]:
    """Read a list of regions, a row a step; for `Sliced`.

    Raises:
        SureCoverError: It cannot be read.
    """
    table = []
    for row in rows(path, LAYER, _FIELDS):
        table.append(dict(zip(_FIELDS, row[1:])))
        if any(not isinstance(table[-1][name], (int, float)) for name in _NEEDED):
            raise SureCoverError(
                tr("{path} is no list of places as this version makes it; press “List again”.").format(
                    path=path
                )
            )
        yield
    order = sorted(range(len(table)), key=lambda i: table[i]["region"])
    places = {row: place for place, row in enumerate(order, start=1)}
    regions = []
    for number, row in enumerate(table):
        regions.append(_region(row, places[number]))
        yield
    return regions


def _region(row: dict[str, Any], place: int) -> Region:
    return Region(
        number=row["region"], rank=row["rank"], place=place, pixels=row["pixels"], area=row["area_ha"],
        doubt=row["doubt"], class_id=row["class_id"], class_name=row["class_name"] or "",
        reason=_reason(row["evidence"], row["reason"]), zone=row["zone"] or "",
        point=QgsPointXY(row["x"], row["y"]),
        box=QgsRectangle(row["xmin"], row["ymin"], row["xmax"], row["ymax"]),
    )  # fmt: skip


def _reason(code: int | None, text: str | None) -> str:
    """Why a region is doubtful, in the language of QGIS if it is known by number."""
    return evidence_words(Evidence(code)) if code in _REASONS else text or ""


@dataclass(frozen=True)
class Filter:
    """Which regions are shown.

    Attributes:
        class_id, zone: Only of this class, in this zone; None = all.
        size: At least so large, in the unit of `Region.size`.
        only_open: Only those that nobody reviewed.
    """

    class_id: int | None = None
    zone: str | None = None
    size: float = 0
    only_open: bool = False


class Column(IntEnum):
    """Of the table."""

    RANK = 0
    CLASS = 1
    REASON = 2
    AREA = 3
    DOUBT = 4
    STATE = 5
    ZONE = 6
    PLACE = 7


_NUMBERS = (Column.RANK, Column.AREA, Column.DOUBT, Column.PLACE)


_RIGHT = as_number(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class RegionTable(QAbstractTableModel):
    """The regions as rows: sorted and filtered here, because a proxy model asks Python cell by cell.

    Attributes:
        regions: All, in the order of the file.
        decisions: What was decided of them.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.regions: list[Region] = []
        self.decisions = Decisions()
        self._classes: dict[int, LandClass] = {}
        self._sorted: list[Region] = []
        self._shown: list[Region] = []
        self._filter = Filter()
        self._order = Column.RANK, Qt.SortOrder.AscendingOrder
        self._current: Region | None = None

    def fill(self, regions: list[Region], decisions: Decisions, classes: Sequence[LandClass]) -> None:
        """Show other regions."""
        self.beginResetModel()
        self.regions, self.decisions = regions, decisions
        self._classes = {land_class.id: land_class for land_class in classes}
        self._current = None
        self._sort()
        self._choose()
        self.endResetModel()

    def set_filter(self, wanted: Filter) -> None:
        """Show only some of them."""
        self.beginResetModel()
        self._filter = wanted
        self._choose()
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Show them in the order of a column, by rank where that is equal; no zone comes last."""
        self.beginResetModel()
        self._order = Column(column), order
        self._sort()
        self._choose()
        self.endResetModel()

    @property
    def has_areas(self) -> bool:
        """Whether sizes are hectares; else they are pixels."""
        return any(region.area is not None for region in self.regions[:1])

    @property
    def has_zones(self) -> bool:
        """Whether it is known where regions lie."""
        return any(region.zone for region in self.regions)

    def state(self, region: Region) -> int | None:
        """ACCEPTED, the class that it was set to, or None while it is open."""
        return self.decisions.of(region.number)

    def reviewed(self) -> list[Region]:
        """Those that somebody decided on, shown or not."""
        return [region for region in self.regions if self.state(region) is not None]

    def region(self, row: int) -> Region:
        """The region of a row."""
        return self._shown[row]

    def row_of(self, number: int) -> int:
        """The row of a region, -1 if it is not shown."""
        return next((row for row, region in enumerate(self._shown) if region.number == number), -1)

    def next_open(self, row: int) -> Region | None:
        """The first region below a row that nobody reviewed; below the last one comes the first."""
        around = self._shown[row + 1 :] + self._shown[: max(row, 0)]
        return next((region for region in around if self.state(region) is None), None)

    def set_current(self, region: Region | None) -> None:
        """Tell which one is looked at: it stays in the list until that is another one."""
        former, self._current = self._current, region
        if former and former is not region and not self._fits(former):
            row = self.row_of(former.number)
            if row >= 0:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._shown[row]
                self.endRemoveRows()

    def refresh(self, number: int) -> None:
        """Show the state of a region anew."""
        row = self.row_of(number)
        if row >= 0:
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))

    def show(self, number: int) -> int:
        """The row of a region, which enters the list if it fits again; -1 if it does not."""
        if self.row_of(number) < 0:
            self.set_filter(self._filter)
        return self.row_of(number)

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: N802, B008
        """Regions that are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: N802, B008
        """Facts that are shown of each."""
        return 0 if parent.isValid() else len(Column)

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401
        """Title of a column, and what it means."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._titles()[section][0]
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._titles()[section][1]
        return None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """A fact about a region, as a text; the class with its colour."""
        region, column = self._shown[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(region, column)
        if role == Qt.ItemDataRole.ToolTipRole and column in (Column.CLASS, Column.REASON, Column.ZONE):
            return self._text(region, column)
        if role == Qt.ItemDataRole.TextAlignmentRole and column in _NUMBERS:
            return _RIGHT
        if role == Qt.ItemDataRole.DecorationRole and column in (Column.CLASS, Column.STATE):
            shown = region.class_id if column == Column.CLASS else self.state(region)
            return QColor(*self._classes[shown].color) if shown in self._classes else None
        return None

    def _titles(self) -> list[tuple[str, str]]:
        size = tr("ha") if self.has_areas else tr("Pixels")
        return [
            (tr("Rank"), tr("1 is the most worthwhile: large and doubtful")),
            (tr("Class"), tr("Class that most of its pixels have")),
            (tr("Why"), tr("What most of its pixels are doubtful for")),
            (size, tr("How large it is")),
            (tr("Doubt"), tr("How likely the class is wrong, on average over its pixels")),
            (tr("State"), tr("Whether somebody reviewed it, and what came of it")),
            (tr("Zone"), tr("Where it lies")),
            (
                tr("Place"),
                tr("Order on the map, row by row from the upper left: for work that misses nothing"),
            ),
        ]

    def _text(self, region: Region, column: int) -> str:
        texts: dict[int, Callable[[], str]] = {
            Column.RANK: lambda: str(region.rank),
            Column.CLASS: lambda: region.class_name,
            Column.AREA: lambda: QLocale().toString(region.size, "f", 0 if region.area is None else 2),
            Column.DOUBT: lambda: tr("{percent} %").format(percent=round(100 * region.doubt)),
            Column.STATE: lambda: self._state_text(region),
            Column.REASON: lambda: region.reason,
            Column.ZONE: lambda: region.zone,
            Column.PLACE: lambda: str(region.place),
        }
        return texts[column]()

    def _state_text(self, region: Region) -> str:
        state = self.state(region)
        if state is None:
            return tr("open")
        if state == ACCEPTED:
            return tr("accepted")
        name = self._classes[state].name if state in self._classes else str(state)
        return tr("set to {name}").format(name=name)

    def _key(self, column: Column) -> Callable[[Region], Any]:
        keys: dict[Column, Callable[[Region], Any]] = {
            Column.RANK: lambda region: region.rank,
            Column.CLASS: lambda region: region.class_name,
            Column.AREA: lambda region: region.size,
            Column.DOUBT: lambda region: region.doubt,
            Column.STATE: self._state_text,
            Column.REASON: lambda region: region.reason,
            Column.ZONE: lambda region: (not region.zone, region.zone),
            Column.PLACE: lambda region: region.place,
        }
        return keys[column]

    def _sort(self) -> None:
        column, order = self._order
        by_rank = sorted(self.regions, key=self._key(Column.RANK))
        self._sorted = sorted(by_rank, key=self._key(column), reverse=order == Qt.SortOrder.DescendingOrder)

    def _choose(self) -> None:
        self._shown = [region for region in self._sorted if self._fits(region)]

    def _fits(self, region: Region) -> bool:
        wanted = self._filter
        return (
            wanted.class_id in (None, region.class_id)
            and wanted.zone in (None, region.zone)
            and region.size >= wanted.size
            and not (wanted.only_open and region is not self._current and self.state(region) is not None)
        )
