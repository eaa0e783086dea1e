from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rasterio.crs import CRS

from surecover.core.areas import ground_areas, ground_scale
from surecover.core.grid import Grid


def grid(epsg: int, transform: tuple[float, ...], rows: int = 3, cols: int = 4) -> Grid:
    return Grid(CRS.from_epsg(epsg).to_wkt(), transform, rows, cols)


def areas_of(epsg: int, transform: tuple[float, ...], rows: int = 3, cols: int = 4) -> np.ndarray:
    """m² of all pixels of a grid."""
    return ground_areas(grid(epsg, transform, rows, cols)).read((slice(0, rows), slice(0, cols)))


def zone_area(south: float, north: float) -> float:
    """m² of WGS 84 between two parallels and 360 degrees, by integrating the radii of curvature."""
    flattening = 1 / 298.257223563
    squared = flattening * (2 - flattening)
    nodes, weights = np.polynomial.legendre.leggauss(50)
    low, high = math.radians(south), math.radians(north)
    phi = (high + low) / 2 + (high - low) / 2 * nodes
    ring = 2 * math.pi * 6378137**2 * (1 - squared) * np.cos(phi) / (1 - squared * np.sin(phi) ** 2) ** 2
    return float((high - low) / 2 * ring @ weights)


# Degrees


def test_the_whole_ellipsoid_has_the_surface_of_wgs84() -> None:
    world = areas_of(4326, (1, 0, -180, 0, -1, 90), 180, 360)
    assert world.sum() == pytest.approx(510_065_621.724e6, rel=1e-9)
    assert zone_area(-90, 90) == pytest.approx(510_065_621.724e6, rel=1e-9)


@pytest.mark.parametrize(("south", "north"), [(0, 10), (45, 47), (-70, -20), (80, 90)])
def test_a_zone_between_two_parallels_has_its_area(south: float, north: float) -> None:
    zone = areas_of(4326, (1, 0, -180, 0, -1, north), north - south, 360)
    assert zone.sum() == pytest.approx(zone_area(south, north), rel=1e-9)


def test_a_small_pixel_equals_the_product_of_the_radii_of_curvature() -> None:
    latitude, step = 45.0, 1e-4
    e2 = (2 - 1 / 298.257223563) / 298.257223563
    w = 1 - e2 * math.sin(math.radians(latitude)) ** 2
    expected = 6378137**2 * (1 - e2) / w**2 * math.cos(math.radians(latitude)) * math.radians(step) ** 2
    (area,) = areas_of(4326, (step, 0, 14, 0, -step, latitude + step / 2), 1, 1)
    assert area == pytest.approx(expected, rel=1e-6)


def test_a_sphere_is_a_sphere() -> None:
    crs = CRS.from_proj4("+proj=longlat +R=6371000")
    world = ground_areas(Grid(crs.to_wkt(), (360, 0, -180, 0, -90, 90), 2, 1))
    assert world.of_rows.sum() == pytest.approx(4 * math.pi * 6371000**2)


def test_rows_that_go_north_have_areas_too() -> None:
    assert (areas_of(4326, (1, 0, 0, 0, 1, 45)) > 0).all()


# Projections


@pytest.mark.parametrize(
    ("epsg", "x", "y", "scale"),
    [
        (32633, 500_000, 5_000_000, 0.9996**2),
        (32633, 500_000, 100_000, 0.9996**2),
        (3035, 4_321_000, 3_210_000, 1),
        (6933, 1_000_000, 5_000_000, 1),
        (2263, 985_000, 200_000, 1 / 0.30480061**2),
        (3413, -20, 30, 0.969858**2),
    ],
    ids=["UTM", "UTM, equator", "Lambert equal-area", "cylindrical equal-area", "feet", "at the pole"],
)
def test_a_map_unit_has_its_area_on_the_ground(epsg: int, x: float, y: float, scale: float) -> None:
    """Scale factors from the definitions; at the pole by Snyder 1987, eq. 21-33 and 21-35."""
    areas = areas_of(epsg, (10, 0, x, 0, -20, y))
    assert areas == pytest.approx(np.full((3, 4), 200 / scale), rel=2e-4)


def test_away_from_the_meridian_of_utm_land_is_smaller_than_on_the_map() -> None:
    """Scale factor: 0.9996 (1 + x² / 2 R²), Snyder 1987, eq. 8-14, at 250 km; R² = M N / 0.9996² there."""
    (area,) = areas_of(32633, (10, 0, 750_000, 0, -10, 5_000_000), 1, 1)
    scale = 0.9996 * (1 + 250_005**2 / (2 * 6_378_000**2 * 0.9996**2))
    assert area == pytest.approx(100 / scale**2, rel=1e-5)
    assert area < 100


def test_web_mercator_shows_land_larger_by_the_ellipsoids_radii_of_curvature() -> None:
    e2 = (2 - 1 / 298.257223563) / 298.257223563
    for latitude in (0, 46, -70):
        phi = math.radians(latitude)
        larger = (1 - e2 * math.sin(phi) ** 2) ** 2 / ((1 - e2) * math.cos(phi) ** 2)
        y = 6378137 * math.log(math.tan(math.pi / 4 + phi / 2))
        (area,) = areas_of(3857, (10, 0, 1_500_000, 0, -10, y + 5), 1, 1)
        assert area == pytest.approx(100 / larger, rel=1e-6)


def test_a_large_map_in_web_mercator_has_the_area_of_its_zone() -> None:
    """From 30° to 60° north, all around."""
    y = [6378137 * math.log(math.tan(math.radians(45 + latitude / 2))) for latitude in (60, 30)]
    across = 2 * math.pi * 6378137
    rows, cols = 400, 600
    transform = (across / cols, 0, -across / 2, 0, (y[1] - y[0]) / rows, y[0])
    assert areas_of(3857, transform, rows, cols).sum() == pytest.approx(zone_area(30, 60), rel=1e-3)


def test_a_rotated_pixel_covers_the_same_ground() -> None:
    straight = areas_of(32633, (10, 0, 500_000, 0, -10, 5_000_000), 1, 1)
    assert areas_of(32633, (6, 8, 500_000, 8, -6, 5_000_000), 1, 1) == pytest.approx(straight, rel=1e-6)


def test_across_the_date_line_land_is_as_large_as_elsewhere() -> None:
    beside, across = (areas_of(3857, (10, 0, 20_037_508 - x, 0, -10, 5e6), 1, 4) for x in (5000, 20))
    assert across == pytest.approx(beside, rel=1e-6)


@settings(deadline=None, max_examples=30, derandomize=True)
@given(row=st.integers(0, 10_979), col=st.integers(0, 10_979))
def test_between_the_pixels_of_the_lattice_areas_are_as_good_as_exact(row: int, col: int) -> None:
    tile = grid(32633, (10, 0, 199_980, 0, -10, 6_700_020), 10_980, 10_980)
    (area,) = ground_areas(tile).read((slice(row, row + 1), slice(col, col + 1)))
    exact = ground_areas(tile.part((slice(row, row + 1), slice(col, col + 1)))).mean
    assert area[0] == pytest.approx(exact, rel=1e-7)


# Parts


@settings(deadline=None, max_examples=40, derandomize=True)
@given(
    shape=st.tuples(st.integers(1, 300), st.integers(1, 300)),
    epsg=st.sampled_from([4326, 3857]),
    data=st.data(),
)
def test_a_window_holds_the_areas_of_its_pixels(
    shape: tuple[int, int], epsg: int, data: st.DataObject
) -> None:
    step = 0.1 if epsg == 4326 else 10_000
    found = ground_areas(grid(epsg, (step, 0, 0, 0, -step, 50 * step), *shape))
    whole = found.read((slice(0, shape[0]), slice(0, shape[1])))
    starts = [data.draw(st.integers(0, side - 1)) for side in shape]
    window = tuple(
        slice(start, data.draw(st.integers(start + 1, side))) for start, side in zip(starts, shape)
    )
    assert whole.shape == shape
    assert np.array_equal(found.read(window), whole[window])
    assert found.of_rows == pytest.approx(whole.mean(axis=1))
    assert found.mean == pytest.approx(whole.mean())


# Where nothing is known


@pytest.mark.parametrize("crs", ["", CRS.from_proj4("+proj=geocent +datum=WGS84").to_wkt()])
def test_no_area_is_told_where_the_crs_does_not_give_one(crs: str) -> None:
    assert ground_areas(Grid(crs, (1, 0, 0, 0, -1, 0), 2, 2)) is None


def test_no_area_is_told_for_degrees_that_are_not_north_up() -> None:
    assert ground_areas(grid(4326, (1, 0.1, 0, 0.1, -1, 0))) is None


def test_beyond_the_earth_the_area_on_the_map_counts() -> None:
    """A corner of the world in Lambert's azimuthal projection."""
    areas = areas_of(3035, (1e5, 0, 4_321_000 + 5e7, 0, -1e5, 3_210_000 + 5e7))
    assert areas == pytest.approx(np.full((3, 4), 1e10))


# Lengths


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
