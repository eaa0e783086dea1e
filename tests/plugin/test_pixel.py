"""What is read of one pixel from a folder of results."""

from __future__ import annotations

import json
import time
from pathlib import Path

import numpy as np
import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsPointXY, QgsProject

from surecover.core.codes import Evidence, Reliability
from surecover.core.errors import SureCoverError
from surecover.core.resultfolder import ResultFolder
from surecover.plugin.inspector.pixel import Pixel, Reader
from tests.headless.gdal_files import write
from tests.plugin.resultfolders import MAP, SCHEME, make_result

UTM = QgsCoordinateReferenceSystem("EPSG:32633")
DEGREES = QgsCoordinateReferenceSystem("EPSG:4326")
WATER, GRASS, FOREST = SCHEME.classes

pytestmark = pytest.mark.usefixtures("qgis_app")


@pytest.fixture
def result(tmp_path: Path) -> ResultFolder:
    return make_result(tmp_path / "result")


def middle(row: int, column: int) -> QgsPointXY:
    return QgsPointXY(500_005 + 10 * column, 4_999_995 - 10 * row)


def read(result: ResultFolder, row: int, column: int) -> Pixel:
    found = Reader(result).at(middle(row, column), UTM)
    assert found is not None
    return found


def test_the_final_maps_are_read_at_the_pixel(result: ResultFolder) -> None:
    found = read(result, 2, 1)
    assert (found.row, found.column, found.place, found.crs) == (2, 1, (500_015, 4_999_975), "EPSG:32633")
    assert (found.land_class, found.reliability, found.evidence) == (FOREST, Reliability.MEDIUM, Evidence(3))
    assert found.confidence == pytest.approx(0.6)


def test_the_intermediate_results_are_read_at_the_pixel(result: ResultFolder) -> None:
    found = read(result, 2, 2)
    assert (found.classified, found.external, found.cluster) == (FOREST.id, WATER.id, 9)
    assert found.agreement == pytest.approx(1.0)
    assert found.entropy == pytest.approx(0.58, abs=0.01)


def test_probabilities_are_shares_by_class_with_scale_and_nodata_honoured(result: ResultFolder) -> None:
    clear, cloudy = read(result, 1, 1), read(result, 0, 0)
    step = 1 / 254
    assert list(clear.dates) == ["2021-05-03", "2021-07-21"]
    assert clear.dates["2021-05-03"] == pytest.approx({WATER: 0.8, GRASS: 0.1, FOREST: 0.1}, abs=step)
    assert clear.dates["2021-07-21"] == pytest.approx({WATER: 0.1, GRASS: 0.8, FOREST: 0.1}, abs=step)
    assert clear.fused == pytest.approx({WATER: 0.45, GRASS: 0.45, FOREST: 0.1}, abs=step)
    assert cloudy.dates["2021-07-21"] is None
    assert cloudy.dates["2021-05-03"] is not None


def test_probabilities_with_the_clusters_are_read_where_they_were_kept(
    result: ResultFolder, tmp_path: Path
) -> None:
    assert read(result, 1, 1).weighed is None
    heard = read(make_result(tmp_path / "heard", weighed=MAP), 1, 1)
    step = 1 / 254
    assert heard.fused == pytest.approx({WATER: 0.45, GRASS: 0.45, FOREST: 0.1}, abs=step)
    assert heard.weighed == pytest.approx({WATER: 0.8, GRASS: 0.1, FOREST: 0.1}, abs=step)


def test_of_how_unlike_training_the_dates_are_the_largest_counts(tmp_path: Path) -> None:
    spring, summer = np.full((2, 4, 4), 0.25)
    summer[1] = [0.75, 0.125, np.nan, 1]
    spring[1, 2:] = np.nan
    found = make_result(tmp_path / "result", unlike={"2021-05-03": spring, "2021-07-21": summer})
    assert [read(found, 1, column).unlike for column in range(4)] == [0.75, 0.25, None, 1]


def test_how_unlike_training_it_is_may_be_known_of_some_dates_only(tmp_path: Path) -> None:
    found = make_result(tmp_path / "result", unlike={"2021-07-21": np.full((4, 4), 0.5)})
    assert read(found, 1, 1).unlike == 0.5


def test_models_that_do_not_know_their_land_leave_open_how_unlike_it_is(result: ResultFolder) -> None:
    assert read(result, 1, 1).unlike is None


def test_where_nothing_was_seen_there_is_no_class(result: ResultFolder) -> None:
    found = read(result, 3, 3)
    assert (found.land_class, found.reliability, found.evidence) == (None, Reliability(0), Evidence(0))
    assert (found.confidence, found.classified, found.external, found.cluster) == (None, 0, 0, 0)
    assert (found.fused, set(found.dates.values())) == (None, {None})


def test_bands_go_by_their_names_not_by_their_places(result: ResultFolder) -> None:
    shares = np.array([[[10]], [[20]], [[224]]], "uint8").repeat(4, 1).repeat(4, 2)
    names = ["forest", "water", "grass"]
    write(Path(result.intermediate("fused")), shares, nodata=255, descriptions=names)
    assert read(result, 0, 0).fused == {FOREST: 10, WATER: 20, GRASS: 224}


def test_without_intermediate_results_the_classes_come_from_the_report(tmp_path: Path) -> None:
    found = read(make_result(tmp_path / "result", keep=False), 1, 1)
    assert found.land_class is not None
    assert (found.land_class.name, found.land_class.color) == ("water", (30, 111, 210))
    assert (found.classified, found.external, found.cluster, found.fused) == (None, None, None, None)
    assert found.dates is None


def test_periods_stand_in_for_dates(result: ResultFolder) -> None:
    job = json.loads((result.path / "job.json").read_text(encoding="utf-8"))
    job["settings"]["periods"] = 2
    (result.path / "job.json").write_text(json.dumps(job), encoding="utf-8")
    for number, date in enumerate(("2021-05-03", "2021-07-21"), start=1):
        Path(result.intermediate(f"probabilities_{date}")).rename(
            result.path / "intermediate" / f"probabilities_period{number}.tif"
        )
    assert list(read(result, 0, 0).dates) == ["period1", "period2"]


@pytest.mark.parametrize("place", [(-1, 0), (0, -1), (4, 0), (0, 4)])
def test_outside_the_map_there_is_no_pixel(result: ResultFolder, place: tuple[int, int]) -> None:
    assert Reader(result).at(middle(*place), UTM) is None


def test_the_last_edge_belongs_to_the_map(result: ResultFolder) -> None:
    found = Reader(result).at(QgsPointXY(500_040, 4_999_960), UTM)
    assert found is not None
    assert (found.row, found.column) == (3, 3)


def test_a_point_may_come_in_another_crs(result: ResultFolder) -> None:
    there = QgsCoordinateTransform(UTM, DEGREES, QgsProject.instance()).transform(middle(2, 1))
    found = Reader(result).at(there, DEGREES)
    assert found == read(result, 2, 1)


def test_a_point_that_has_no_place_in_the_maps_crs_is_outside(result: ResultFolder) -> None:
    assert Reader(result).at(QgsPointXY(1e30, 1e30), DEGREES) is None


def test_a_raster_on_another_grid_is_read_at_the_middle_of_the_pixel(result: ResultFolder) -> None:
    coarse = np.array([[11, 12], [13, 14]], "uint8")
    write(
        Path(result.intermediate("clusters")),
        coarse,
        transform=(499_990.0, 25.0, 0.0, 5_000_010.0, 0.0, -25.0),
    )
    assert [read(result, 0, column).cluster for column in range(4)] == [11, 12, 12, 12]


def test_the_size_of_a_pixel_is_known_in_metres(result: ResultFolder) -> None:
    assert Reader(result).setup.metres == pytest.approx(10, rel=0.001)


def test_settings_that_the_record_leaves_out_have_their_defaults(result: ResultFolder) -> None:
    settings = Reader(result).setup.settings
    assert (settings["radius"], settings["rejection"], settings["local_radius"]) == (500, 0.25, 0)


def test_a_damaged_record_is_refused_with_a_sentence(result: ResultFolder) -> None:
    (result.path / "job.json").write_text("{", encoding="utf-8")
    with pytest.raises(SureCoverError, match=r"job\.json cannot be read"):
        Reader(result)


def test_a_pixel_of_twelve_dates_is_read_in_a_moment(tmp_path: Path) -> None:
    dates = {f"2021-{month:02}-01": "12\n23" for month in range(1, 13)}
    result = make_result(
        tmp_path / "result", classes="12\n23", reliability="11\n11", evidence="11\n11",
        dates=dates, external="12\n23", clusters="11\n11",
    )  # fmt: skip
    reader = Reader(result)
    waits = []
    more = True
    while more:
        started = time.perf_counter()
        more = reader.open_next()
        waits.append(time.perf_counter() - started)
    started = time.perf_counter()
    assert reader.at(middle(0, 0), UTM) is not None
    assert time.perf_counter() - started < 0.05
    assert len(waits) == 3 + 6 + 12 + 1  # map.tif is open from the start; the last time there was none left
    assert sorted(waits)[-2] < 0.1
