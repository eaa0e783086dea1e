"""The table of places: read in steps, sorted and filtered without a proxy, states from the edits."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest
from osgeo import ogr
from qgis.core import QgsApplication, QgsPointXY, QgsRectangle
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

from surecover.core.errors import SureCoverError
from surecover.core.stages.reviewregions import FIELDS
from surecover.plugin import codewords
from surecover.plugin.review.edits import ACCEPTED, Decisions
from surecover.plugin.review.regions import _FIELDS, Column, Filter, Region, RegionTable, read_regions
from tests.plugin.resultfolders import SCHEME, make_result
from tests.plugin.reviewing import write_regions

NOW = datetime.datetime(2026, 3, 1, tzinfo=datetime.timezone.utc)


def region(
    number: int, rank: int, class_id: int, area: float | None, zone: str, doubt: float = 0.3
) -> Region:
    names = {1: "water", 2: "grass", 3: "forest"}
    box = QgsRectangle(0, 0, 10, 10)
    return Region(
        number, rank, number // 10, int(100 * (area or 0.07)), area, doubt, class_id, names[class_id],
        "rejected and reassigned", zone, QgsPointXY(5, 5), box,
    )  # fmt: skip


REGIONS = [
    region(40, 1, 3, 2.0, "North", 0.2),
    region(10, 2, 2, 3.0, ""),
    region(30, 3, 1, 0.5, "South"),
    region(20, 4, 2, 1.0, "North", 0.6),
]


@pytest.fixture
def table(qgis_app: QgsApplication) -> RegionTable:
    table = RegionTable()
    table.fill(list(REGIONS), Decisions(), SCHEME.classes)
    return table


def ranks(table: RegionTable) -> list[int]:
    return [table.region(row).rank for row in range(table.rowCount())]


def decide(table: RegionTable, number: int, outcome: int) -> None:
    table.decisions.note(1, number, NOW, outcome)


def test_the_most_worthwhile_place_comes_first(table: RegionTable) -> None:
    assert ranks(table) == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (Column.RANK, [1, 2, 3, 4]),
        (Column.CLASS, [1, 2, 4, 3]),  # forest, grass, grass, water
        (Column.AREA, [3, 4, 1, 2]),
        (Column.DOUBT, [1, 2, 3, 4]),
        (Column.ZONE, [1, 4, 3, 2]),  # what lies nowhere comes last
        (Column.PLACE, [2, 4, 3, 1]),
    ],
)
def test_every_column_sorts_and_equal_ones_stay_in_order_of_rank(
    table: RegionTable, column: Column, expected: list[int]
) -> None:
    table.sort(column)
    assert ranks(table) == expected


def test_sorting_turns_round(table: RegionTable) -> None:
    table.sort(Column.AREA, Qt.SortOrder.DescendingOrder)
    assert ranks(table) == [2, 1, 4, 3]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Filter(class_id=2), [2, 4]),
        (Filter(zone="North"), [1, 4]),
        (Filter(size=1.0), [1, 2, 4]),
        (Filter(class_id=2, zone="North", size=0.5), [4]),
        (Filter(class_id=1, zone="North"), []),
    ],
)
def test_filters_hide_what_does_not_fit(table: RegionTable, wanted: Filter, expected: list[int]) -> None:
    table.set_filter(wanted)
    assert ranks(table) == expected


def test_filter_and_order_go_together(table: RegionTable) -> None:
    table.sort(Column.PLACE)
    table.set_filter(Filter(zone="North"))
    assert ranks(table) == [4, 1]


def test_where_areas_are_unknown_sizes_are_pixels(table: RegionTable) -> None:
    table.fill([region(1, 1, 2, None, "")], Decisions(), SCHEME.classes)
    assert table.headerData(Column.AREA, Qt.Orientation.Horizontal) == "Pixels"
    assert table.index(0, Column.AREA).data() == "7"


def test_a_place_tells_class_size_doubt_reason_zone_and_state(table: RegionTable) -> None:
    texts = [table.index(0, column).data() for column in Column]
    assert texts == ["1", "forest", "rejected and reassigned", "2.00", "20 %", "open", "North", "4"]


def test_the_class_has_its_colour(table: RegionTable) -> None:
    assert table.index(0, Column.CLASS).data(Qt.ItemDataRole.DecorationRole) == QColor(26, 102, 40)


def test_the_state_is_what_the_edits_say(table: RegionTable) -> None:
    decide(table, 40, ACCEPTED)
    decide(table, 10, 1)
    assert [table.index(row, Column.STATE).data() for row in range(3)] == ["accepted", "set to water", "open"]
    assert table.index(1, Column.STATE).data(Qt.ItemDataRole.DecorationRole) == QColor(30, 111, 210)
    assert {found.rank for found in table.reviewed()} == {1, 2}


def test_only_open_places_can_be_shown(table: RegionTable) -> None:
    decide(table, 40, ACCEPTED)
    table.set_filter(Filter(only_open=True))
    assert ranks(table) == [2, 3, 4]


def test_a_place_that_is_looked_at_stays_until_one_goes_on(table: RegionTable) -> None:
    table.set_filter(Filter(only_open=True))
    table.set_current(REGIONS[0])
    decide(table, 40, ACCEPTED)
    table.set_filter(Filter(only_open=True))
    assert ranks(table) == [1, 2, 3, 4]
    table.set_current(REGIONS[1])
    assert ranks(table) == [2, 3, 4]


def test_the_next_open_place_is_the_one_below_and_after_the_last_the_first(table: RegionTable) -> None:
    decide(table, 10, ACCEPTED)
    found = [table.next_open(row) for row in (0, 2, 3)]
    assert [place.rank for place in found if place] == [3, 4, 1]


def test_when_all_is_reviewed_there_is_no_next_open_place(table: RegionTable) -> None:
    for number in (10, 20, 30, 40):
        table.decisions.note(number, number, NOW, ACCEPTED)
    assert table.next_open(0) is None


def test_regions_are_read_from_their_file_with_their_order_on_the_map(
    qgis_app: QgsApplication, tmp_path: Path
) -> None:
    result = make_result(tmp_path / "result")
    write_regions(Path(result.regions), [5, 4, 3])
    regions: list[Region] = []

    def read() -> Iterator[None]:
        regions.extend((yield from read_regions(result.regions)))

    assert len(list(read())) > 3  # steps, between which QGIS may do something else
    assert [(found.rank, found.place, found.pixels, found.area) for found in regions] == [
        (1, 3, 25, 0.25), (2, 2, 16, 0.16), (3, 1, 9, 0.09),
    ]  # fmt: skip
    assert regions[0].box == QgsRectangle(500_000, 4_999_950, 500_050, 5_000_000)


def test_a_list_that_cannot_be_read_is_a_refusal(qgis_app: QgsApplication, tmp_path: Path) -> None:
    broken = tmp_path / "regions.gpkg"
    broken.write_text("no database", encoding="utf-8")
    with pytest.raises(SureCoverError, match=r"regions\.gpkg cannot be read"):
        next(read_regions(str(broken)))


def test_all_fields_that_are_read_are_written_by_the_algorithm() -> None:
    assert set(_FIELDS) <= set(FIELDS)


def test_the_reason_is_told_in_the_language_of_qgis_by_its_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = make_result(tmp_path / "result")
    path = Path(result.regions)
    write_regions(path, [2, 2, 2])
    dataset = ogr.Open(str(path), True)
    layer = dataset.GetLayer()
    layer.CreateField(ogr.FieldDefn("evidence", ogr.OFTInteger))
    for feature, code in zip(layer, (5, 0, 77)):
        feature.SetField("evidence", code)
        layer.SetFeature(feature)
    layer = dataset = None
    monkeypatch.setattr(codewords, "tr", lambda text: f"«{text}»")
    reading = read_regions(str(path))
    with pytest.raises(StopIteration) as read:
        while True:
            next(reading)
    reasons = [region.reason for region in read.value.value]
    assert reasons == ["«rejected and reassigned»", "rejected and reassigned", "kept, no spectral match"]
