"""Where a result lies on Earth: also across the meridian of 180 degrees, and around the poles."""

from __future__ import annotations

from pathlib import Path

import pytest
import rasterio
import shapely
from shapely.geometry import shape

from surecover.core.footprint import geographic_bounds, outline, rectangle
from surecover.core.grid import Grid
from surecover.core.outputs import Outputs
from surecover.core.stages.selftest import SelftestJob
from tests.stac import read_item

Transform = tuple[float, float, float, float, float, float]

ACROSS = {
    "UTM 60": ("EPSG:32760", (2000, 0, 780_000, 0, -2000, 8_000_000)),
    "Fiji map grid": ("EPSG:3460", (5000, 0, 1_900_000, 0, -5000, 4_100_000)),
    "web mercator": ("EPSG:3857", (10_000, 0, 19_800_000, 0, -10_000, 300_000)),
    "degrees beyond 180": ("EPSG:4326", (0.1, 0, 176, 0, -0.1, 10)),
}
ELSEWHERE = {
    "degrees from 0 to 360": ("EPSG:4326", (0.1, 0, 200, 0, -0.1, 10), (-160, 4, -152, 10)),
    "up to 180": ("EPSG:4326", (0.1, 0, 172, 0, -0.1, 10), (172, 4, 180, 10)),
    "from 180": ("EPSG:4326", (0.1, 0, 180, 0, -0.1, 10), (-180, 4, -172, 10)),
    "whole Earth": ("EPSG:4326", (4.5, 0, -180, 0, -3, 90), (-180, -90, 180, 90)),
    "whole Earth from 0": ("EPSG:4326", (4.5, 0, 0, 0, -3, 90), (-180, -90, 180, 90)),
    "more than the Earth": ("EPSG:4326", (5, 0, -190, 0, -4, 100), (-180, -90, 180, 90)),
    "North Pole": ("EPSG:3413", (10_000, 0, -400_000, 0, -10_000, 300_000), (-180, 85.387, 180, 90)),
    "South Pole": ("EPSG:3031", (50_000, 0, -2_000_000, 0, -50_000, 1_500_000), (-180, -90, 180, -67.281)),
    "south up": ("EPSG:32633", (10, 0, 500_000, 0, 10, 5_000_000), (15, 45.153, 15.01, 45.159)),
}


def item_of(folder: Path, crs: str, transform: Transform) -> dict[str, object]:
    """The Item of a raster of 60 x 80 pixels; `read_item` checks it."""
    grid = Grid(rasterio.crs.CRS.from_user_input(crs).to_wkt(), transform, 60, 80)
    with Outputs(SelftestJob()) as outputs:
        outputs.fraction(str(folder / "sure.tif"), grid, "confidence")
    return read_item(folder / "sure.stac.json")


@pytest.mark.parametrize(("crs", "transform"), ACROSS.values(), ids=list(ACROSS))
def test_across_the_meridian_of_180_degrees_the_outline_has_two_parts(
    tmp_path: Path, crs: str, transform: Transform
) -> None:
    item = item_of(tmp_path, crs, transform)
    west, _, east, _ = item["bbox"]
    assert 170 < west < 180
    assert -180 < east < -170
    assert item["geometry"]["type"] == "MultiPolygon"
    parts = shape(item["geometry"])
    assert parts.is_valid
    assert parts.area < 60
    extent = (tmp_path / "sure.qmd").read_text(encoding="utf-8")
    assert f'minx="{west!r}"' in extent
    assert f'maxx="{east + 360!r}"' in extent, "QGIS knows no box whose west is larger than its east"


@pytest.mark.parametrize(("crs", "transform", "bounds"), ELSEWHERE.values(), ids=list(ELSEWHERE))
def test_elsewhere_it_has_one_and_around_a_pole_it_goes_around_the_earth(
    tmp_path: Path, crs: str, transform: Transform, bounds: tuple[float, ...]
) -> None:
    item = item_of(tmp_path, crs, transform)
    assert item["bbox"] == pytest.approx(bounds, abs=1e-3)
    assert item["geometry"]["type"] == "Polygon"
    assert shape(item["geometry"]).bounds == pytest.approx(bounds, abs=1e-2)


def test_a_place_that_the_projection_does_not_reach_is_not_told(tmp_path: Path) -> None:
    far = item_of(tmp_path, "EPSG:32633", (1e7, 0, 0, 0, -1e7, 9e7))
    assert far["geometry"] is None or shape(far["geometry"]).is_valid


def test_parts_of_an_outline_are_what_the_whole_would_be() -> None:
    whole, cut = shape(rectangle((170, 0, 178, 10))), shape(rectangle((176, 0, -176, 10)))
    assert cut.area == pytest.approx(whole.area)
    assert cut.bounds == (-180, 0, 180, 10)


def test_a_turned_box_has_its_own_outline_not_that_of_its_bounds() -> None:
    box = (500_000.0, 5_000_000.0, 600_000.0, 5_100_000.0)
    wkt = rasterio.crs.CRS.from_epsg(3035).to_wkt()
    bounds = geographic_bounds(wkt, box)
    assert bounds
    told = shape(outline(wkt, box, bounds))
    assert shapely.box(*bounds).buffer(1e-5).contains(told)
    assert told.area < 0.9 * shapely.box(*bounds).area
