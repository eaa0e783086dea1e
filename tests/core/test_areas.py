from __future__ import annotations

import math

import numpy as np
import pytest
from rasterio.crs import CRS

from surecover.core.areas import exaggeration, ground_scale, pixel_areas
from surecover.core.grid import Grid


def grid(epsg: int, transform: tuple[float, ...], rows: int = 3, cols: int = 4) -> Grid:
    return Grid(CRS.from_epsg(epsg).to_wkt(), transform, rows, cols)


def test_a_projected_pixel_covers_its_sides_product() -> None:
    assert pixel_areas(grid(32633, (10, 0, 0, 0, -20, 0))).tolist() == [200, 200, 200]


def test_a_rotated_pixel_covers_the_same_ground() -> None:
    assert pixel_areas(grid(32633, (6, 8, 0, 8, -6, 0)))[0] == pytest.approx(100)


def test_feet_become_metres() -> None:
    assert pixel_areas(grid(2263, (100, 0, 0, 0, -100, 0)))[0] == pytest.approx(30.48006096**2)


def test_the_whole_ellipsoid_has_the_surface_of_wgs84() -> None:
    world = grid(4326, (1, 0, -180, 0, -1, 90), 180, 360)
    assert 360 * pixel_areas(world).sum() == pytest.approx(510_065_621.724e6, rel=1e-9)


def test_degrees_cover_less_ground_towards_the_poles() -> None:
    areas = pixel_areas(grid(4326, (0.001, 0, 14, 0, -30, 90), 3))
    assert areas[0] < areas[1] < areas[2]


def test_a_small_pixel_equals_the_product_of_the_radii_of_curvature() -> None:
    latitude, step = 45.0, 1e-4
    e2 = (2 - 1 / 298.257223563) / 298.257223563
    w = 1 - e2 * math.sin(math.radians(latitude)) ** 2
    expected = 6378137**2 * (1 - e2) / w**2 * math.cos(math.radians(latitude)) * math.radians(step) ** 2
    areas = pixel_areas(grid(4326, (step, 0, 14, 0, -step, latitude + step / 2), 1))
    assert areas[0] == pytest.approx(expected, rel=1e-6)


def test_a_sphere_is_a_sphere() -> None:
    crs = CRS.from_proj4("+proj=longlat +R=6371000")
    world = Grid(crs.to_wkt(), (360, 0, -180, 0, -90, 90), 2, 1)
    assert pixel_areas(world).sum() == pytest.approx(4 * math.pi * 6371000**2)


@pytest.mark.parametrize("crs", ["", CRS.from_proj4("+proj=geocent +datum=WGS84").to_wkt()])
def test_no_area_is_told_where_the_crs_does_not_give_one(crs: str) -> None:
    assert pixel_areas(Grid(crs, (1, 0, 0, 0, -1, 0), 2, 2)) is None


def test_no_area_is_told_for_degrees_that_are_not_north_up() -> None:
    assert pixel_areas(grid(4326, (1, 0.1, 0, 0.1, -1, 0))) is None


def test_the_result_is_one_number_a_row() -> None:
    assert pixel_areas(grid(4326, (1, 0, 0, 0, -1, 45))).shape == (3,)
    assert np.all(pixel_areas(grid(4326, (1, 0, 0, 0, 1, 45))) > 0)


@pytest.mark.parametrize(
    ("epsg", "x", "y", "expected"), [(32633, 500000, 5000000, 0.9996**2), (3035, 4321000, 3210000, 1)]
)
def test_a_crs_made_for_measuring_hardly_exaggerates(epsg: int, x: float, y: float, expected: float) -> None:
    assert exaggeration(grid(epsg, (10, 0, x, 0, -10, y))) == pytest.approx(expected, rel=1e-4)


@pytest.mark.parametrize("latitude", [0, 46, -70])
def test_web_mercator_exaggerates_by_the_ellipsoids_radii_of_curvature(latitude: float) -> None:
    e2 = (2 - 1 / 298.257223563) / 298.257223563
    phi = math.radians(latitude)
    expected = (1 - e2 * math.sin(phi) ** 2) ** 2 / ((1 - e2) * math.cos(phi) ** 2)
    y = 6378137 * math.log(math.tan(math.pi / 4 + phi / 2))
    assert exaggeration(grid(3857, (10, 0, 1500000, 0, -10, y))) == pytest.approx(expected, rel=1e-4)


def test_degrees_and_unknown_crs_exaggerate_nothing() -> None:
    assert exaggeration(grid(4326, (1e-4, 0, 14, 0, -1e-4, 46))) == 1
    assert exaggeration(Grid("", (1, 0, 0, 0, -1, 0), 2, 2)) == 1


@pytest.mark.parametrize(
    ("epsg", "x", "y", "along_x", "along_y"),
    [
        (4326, 15, 0, 111_319.49, 110_574.28),
        (4326, 15, 60, 55_800.0, 111_412.2),
        (4326, -180, 60, 55_800.0, 111_412.2),
        (32633, 500_000, 5_000_000, 1 / 0.9996, 1 / 0.9996),
        (3857, 1.6e6, 0, 1, 0.99331),
        (2263, 985_000, 200_000, 0.3048006, 0.3048006),
    ],
)
def test_a_unit_of_a_crs_has_its_metres_on_the_ground(
    epsg: int, x: float, y: float, along_x: float, along_y: float
) -> None:
    crs = CRS.from_epsg(epsg).to_wkt()
    step = 1e-4 if epsg == 4326 else 10
    scale = ground_scale(crs, np.array([[x, y], [x, y]], float), step)
    assert scale.tolist() == [[pytest.approx(along_x, rel=1e-4), pytest.approx(along_y, rel=1e-4)]] * 2


def test_where_the_place_on_earth_is_unknown_the_units_count() -> None:
    assert ground_scale("", np.zeros((1, 2)), 1).tolist() == [[1, 1]]
    assert ground_scale('LOCAL_CS["room",UNIT["foot",0.3048]]', np.zeros((1, 2)), 1)[0, 1] in (1, 0.3048)


def test_where_meridians_meet_a_degree_along_x_keeps_a_thousandth_of_one_along_y() -> None:
    (scale,) = ground_scale(CRS.from_epsg(4326).to_wkt(), np.array([[0.0, 90.0]]), 1e-4)
    assert scale[0] == pytest.approx(scale[1] / 1000)
