"""The acquisition date of a raster, from its metadata or its name."""

from __future__ import annotations

import pytest

from surecover.core.dates import acquisition_date


@pytest.mark.parametrize(
    ("tags", "date"),
    [
        ({"DATE": "20230810"}, "2023-08-10"),
        ({"DATE": "2019-01-23"}, "2019-01-23"),
        ({"acquisitionDate": "2023-08-10T10:00:31.024Z"}, "2023-08-10"),
        ({"SENSING_TIME": "20230810T100031"}, "2023-08-10"),
        ({"DATE_ACQUIRED": "2013/08/10"}, "2013-08-10"),
        ({"TIFFTAG_DATETIME": "2023:08:10 12:00:00"}, "2023-08-10"),
        ({"DATE": "unknown"}, ""),
        ({}, ""),
    ],
)
def test_metadata_tells_the_date(tags: dict[str, str], date: str) -> None:
    assert acquisition_date("scene.tif", tags) == date


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("s2_l2a_20230810.tif", "2023-08-10"),
        ("T33TWL_20230810T100031_B02.jp2", "2023-08-10"),
        ("LC08_L1TP_190030_20200223_20200822_01_T1.tif", "2020-02-23"),
        ("mosaic-2023-08-10.tif", "2023-08-10"),
        ("scene_2023_08_10.tif", "2023-08-10"),
        ("20230810100031.tif", "2023-08-10"),
        ("tile_20231310.tif", ""),
        ("tile_20230230.tif", ""),
        ("tile_123420230810.tif", ""),
        ("tile_00810230.tif", ""),
        ("tile_20239999_20230811.tif", "2023-08-11"),
        ("scene.tif", ""),
    ],
)
def test_the_first_plausible_date_in_the_file_name_counts(name: str, date: str) -> None:
    assert acquisition_date(f"/data/20010101/{name}", {}) == date


def test_metadata_wins_over_the_name_and_the_name_over_the_time_of_writing() -> None:
    tags = {"TIFFTAG_DATETIME": "2024:01:01 00:00:00"}
    assert acquisition_date("a_20230810.tif", tags) == "2023-08-10"
    assert acquisition_date("a_20230810.tif", {**tags, "DATE": "2022-05-04"}) == "2022-05-04"
