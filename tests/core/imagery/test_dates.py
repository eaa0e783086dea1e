"""The acquisition date of a raster: given, from its metadata, or from its name."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surecover.core.errors import SureCoverError
from surecover.core.imagery.dates import acquisition, given_date, given_dates

LABEL = "Acquisition dates (DATES)"
NEVER = {"TIFFTAG_DATETIME": "2024:01:01 00:00:00"}


@pytest.mark.parametrize(
    ("tags", "date", "origin"),
    [
        ({"DATE": "20230810"}, "2023-08-10", "tag DATE"),
        ({"DATE": "2019-01-23"}, "2019-01-23", "tag DATE"),
        ({"acquisitionDate": "2023-08-10T10:00:31.024Z"}, "2023-08-10", "tag acquisitionDate"),
        ({"SENSING_TIME": "20230810T100031"}, "2023-08-10", "tag SENSING_TIME"),
        ({"DATE_ACQUIRED": "2013/08/10"}, "2013-08-10", "tag DATE_ACQUIRED"),
        ({"DATATAKE_1_DATATAKE_SENSING_START": "2023-08-10T09:50:31Z"}, "2023-08-10", "product metadata"),
        ({"PRODUCT_START_TIME": "2023-08-10T09:50:31Z"}, "2023-08-10", "product metadata"),
        ({"ACQUISITIONDATETIME": "2013-08-10 10:31:00"}, "2013-08-10", "product metadata"),
        ({"ACQUISITIONDATETIME": "1970-01-01 00:00:00"}, "", ""),
        ({"TIFFTAG_DATETIME": "2023:08:10 12:00:00"}, "2023-08-10", "tag TIFFTAG_DATETIME"),
        ({"DATE": "unknown"}, "", ""),
        ({}, "", ""),
    ],
)
def test_metadata_tells_the_date(tags: dict[str, str], date: str, origin: str) -> None:
    found = acquisition("scene.tif", tags)
    assert (found.date, found.origin) == (date, origin)


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("s2_l2a_20230810.tif", "2023-08-10"),
        ("mosaic-2023-08-10.tif", "2023-08-10"),
        ("scene_2023_08_10.tif", "2023-08-10"),
        ("20230810100031.tif", "2023-08-10"),
        ("tile_20239999_20230811.tif", "2023-08-11"),
        ("ndvi_2020159.tif", "2020-06-07"),
        ("ndvi_2020366.tif", "2020-12-31"),
        ("ndvi_2021366.tif", ""),
        ("ndvi_2021000.tif", ""),
        ("tile_20231310.tif", ""),
        ("tile_20230230.tif", ""),
        ("tile_123420230810.tif", ""),
        ("tile_00810230.tif", ""),
        ("scene.tif", ""),
    ],
)
def test_the_first_plausible_date_in_the_file_name_counts(name: str, date: str) -> None:
    found = acquisition(f"/data/20010101/{name}", {})
    assert (found.date, found.origin) == (date, "file name" if date else "")


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("S2A_MSIL2A_20230810T095031_N0509_R079_T33TWL_20230811T143759.SAFE", "2023-08-10"),
        ("T33TWL_20230810T095031_B02_10m.jp2", "2023-08-10"),
        ("S2A_OPER_PRD_MSIL1C_PDMC_20160130T182319_R022_V20160129T100931_20160129T100931", "2016-01-29"),
        ("S2A_USER_PRD_MSIL2A_PDMC_20160131T182319_R022_V20160129T100931_20160129T100931", "2016-01-29"),
        ("S2A_OPER_MSI_L1C_TL_SGS__20160130T182319_A003150_T33TWL_B02.jp2", ""),
        ("S1A_IW_GRDH_1SDV_20230810T165031_20230810T165056_049819_05FDA6_3C2B.tif", "2023-08-10"),
        ("LC08_L1TP_016033_20200607_20200825_02_T1_B4.TIF", "2020-06-07"),
        ("LE07_L2SP_190030_20000223_20200918_02_T1_SR_B1.TIF", "2000-02-23"),
        ("LC80160332020159LGN00_B4.TIF", "2020-06-07"),
        ("LT50160331990002XXX01.tif", "1990-01-02"),
        ("MOD13Q1.A2010001.h18v04.006.2015198045421.hdf", "2010-01-01"),
        ("HLS.L30.T17SKU.2020159T154801.v2.0.B04.tif", "2020-06-07"),
        ("20200607_153012_1105_3B_AnalyticMS.tif", "2020-06-07"),
        ("IMG_SPOT6_MS_202006071023456_ORT.tif", "2020-06-07"),
        ("AST_L1T_00308152004101230_20150503123456_12345.hdf", ""),
        ("2020-06-07-00_00_2020-06-07-23_59_Sentinel-2_L2A_B04_(Raw).tiff", "2020-06-07"),
        ("20190401T104021_20190401T104022_T31UES.tif", "2019-04-01"),
        ("emit_sen2cor_2019-04-01.tif", "2019-04-01"),
    ],
)
def test_names_of_products_tell_the_acquisition_not_the_processing(name: str, date: str) -> None:
    assert acquisition(name, {}).date == date


def test_a_given_date_wins_then_metadata_then_the_name_then_the_time_of_writing() -> None:
    name = "a_20230810.tif"
    assert acquisition("a.tif", NEVER).date == "2024-01-01"
    assert acquisition(name, NEVER).date == "2023-08-10"
    assert acquisition(name, {**NEVER, "DATE": "2022-05-04"}).date == "2022-05-04"
    assert acquisition(name, {"DATE": "2022-05-04"}, "2021-01-02").date == "2021-01-02"


def test_the_log_says_what_tells_the_date() -> None:
    assert str(acquisition("a_20230810.tif", {})) == "2023-08-10 (from its file name): a_20230810.tif"
    assert str(acquisition("a.tif", {"DATE": "20230810"})) == "2023-08-10 (from its tag DATE): a.tif"
    assert str(acquisition("a.tif", {}, "2023-08-10")) == "2023-08-10 (given): a.tif"
    assert str(acquisition("a.tif", {})) == "Date unknown: a.tif"


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("2023-08-10,2023-08-13", ["2023-08-10", "2023-08-13"]),
        ("20230810; 2023/08/13", ["2023-08-10", "2023-08-13"]),
        (" 2023-08-10  2023.08.13 ", ["2023-08-10", "2023-08-13"]),
        (",2023-08-13", ["", "2023-08-13"]),
        ("2023-08-10, ", ["2023-08-10", ""]),
        (",", ["", ""]),
        ("", ["", ""]),
        (" ", ["", ""]),
    ],
)
def test_dates_are_given_in_the_order_of_the_images_and_may_be_left_out(text: str, dates: list[str]) -> None:
    assert given_dates(text, 2, LABEL) == dates


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2023-08-10", r"\(DATES\) are 1 for 2 images; give one for every image"),
        ("2023-08-10,2023-08-11,", r"\(DATES\) are 3 for 2 images"),
        ("03/04/2021,", r"has '03/04/2021'; allowed are dates as year, month, day: 2023-08-10 or 20230810"),
        ("2023-8-1,", "has '2023-8-1'; allowed"),
        ("2023-08/10,", "has '2023-08/10'; allowed"),
        ("2023159,", "has '2023159'; allowed"),
        ("yesterday,", "has 'yesterday'; allowed"),
        ("1789-07-14,", "has '1789-07-14'; allowed"),
        ("2023-02-30,", "has '2023-02-30', a day that does not exist"),
        ("2098-08-10,", "has '2098-08-10', a day that is still to come"),
    ],
)
def test_what_is_no_list_of_dates_is_refused_in_one_sentence(text: str, said: str) -> None:
    with pytest.raises(SureCoverError, match=said):
        given_dates(text, 2, LABEL)


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2025, 12, 31)), st.sampled_from(["", "-", "/", "."]))
@settings(deadline=None, max_examples=100, derandomize=True)
def test_every_day_is_understood_in_every_form(day: datetime.date, separator: str) -> None:
    text = day.strftime(f"%Y{separator}%m{separator}%d")
    assert given_date(text, LABEL) == day.isoformat()
    assert acquisition("a.tif", {}, given_date(text, LABEL)).given == day.isoformat()
    assert acquisition(f"image_{day:%Y%j}.tif", {}).date == day.isoformat()


def test_tomorrow_is_accepted_because_it_has_begun_somewhere() -> None:
    tomorrow = datetime.datetime.now(tz=datetime.timezone.utc).date() + datetime.timedelta(days=1)
    assert given_date(tomorrow.isoformat(), LABEL) == tomorrow.isoformat()
