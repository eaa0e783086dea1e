"""The demo landscape and its scenes: the same for a seed, shaped like land, with spectra as measured."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from scipy import ndimage

from surecover.core.demo.atmosphere import SCL_HIGH, SCL_MEDIUM, SCL_SHADOW
from surecover.core.demo.external import CoarseMap
from surecover.core.demo.generator import DemoScene
from surecover.core.demo.landscape import BARREN, FOREST, GRASS, INDUSTRIAL, RESIDENTIAL, WATER
from surecover.core.demo.noise import Sites, rough, smooth, uniform, white
from surecover.core.demo.spectra import MATERIALS, SUBSTITUTES, band_statistics, spectra
from surecover.core.demo.statistics import BANDS, BELGIUM, SLOVENIA
from surecover.core.demo.zones import write_zones, zone_corners
from surecover.core.grid import Window, blocks

SEED = 7


def whole(scene: DemoScene) -> Window:
    return slice(0, scene.size), slice(0, scene.size)


@pytest.fixture(scope="module")
def scene() -> DemoScene:
    return DemoScene(SEED, 320, cloud_share=0.2)


def test_a_seed_gives_the_same_scene_and_another_seed_another_one() -> None:
    first, again, other = (DemoScene(seed, 64) for seed in (SEED, SEED, SEED + 1))
    assert first.dates == again.dates
    np.testing.assert_array_equal(first.image(1, whole(first))[0], again.image(1, whole(again))[0])
    assert (first.land(whole(first)).now != other.land(whole(other)).now).mean() > 0.1


def test_the_window_does_not_matter() -> None:
    scene = DemoScene(SEED, 96)
    image, scl = scene.image(0, whole(scene))
    land = scene.land(whole(scene))
    for window in blocks((96, 96), 40):
        part, part_scl = scene.image(0, window)
        coarse = tuple(slice(s.start // 2, s.stop // 2) for s in window)
        np.testing.assert_array_equal(scene.land(window).now, land.now[window])
        np.testing.assert_array_equal(scene.land(window).before, land.before[window])
        np.testing.assert_allclose(part, image[(slice(None), *window)].astype(float), atol=1.01)
        assert (part_scl == scl[coarse]).mean() > 0.999


def test_a_larger_scene_contains_the_smaller_one_in_its_middle() -> None:
    small, large = DemoScene(SEED, 64), DemoScene(SEED, 128)
    middle = (slice(32, 96), slice(32, 96))
    np.testing.assert_array_equal(small.land(whole(small)).now, large.land(middle).now)
    assert large.grid.part(middle).lies_on(small.grid)


@pytest.mark.parametrize("size", [64, 65, 101])
def test_any_size_lies_on_its_grid_and_its_classification_on_half_of_it(size: int) -> None:
    scene = DemoScene(SEED, size, count=1)
    stored, scl = scene.image(0, whole(scene))
    assert stored.shape == (10, size, size)
    assert stored.dtype == np.uint16
    assert scene.grid.shape == (size, size)
    assert scene.grid.pixel_size == (10.0, 10.0)
    assert scl.shape == scene.scl_grid.shape == (-(-size // 2), -(-size // 2))
    assert scene.scl_grid.xy(0, 0) == scene.grid.xy(0, 0)
    assert stored.min() >= 1


def test_all_six_classes_occur_in_plausible_shares(scene: DemoScene) -> None:
    land = scene.land(whole(scene))
    share = {c: float((land.now == c).mean()) for c in range(7)}
    assert share[0] == 0
    assert 0.01 < share[WATER] < 0.15
    assert 0.15 < share[GRASS] < 0.7
    assert 0.1 < share[FOREST] < 0.7
    assert 0.05 < share[BARREN] < 0.4
    assert 0.002 < share[INDUSTRIAL] < 0.1
    assert 0.01 < share[RESIDENTIAL] < 0.2


def test_even_the_smallest_scene_has_a_river_and_a_town() -> None:
    for seed in range(5):
        scene = DemoScene(seed, 64)
        now = scene.land(whole(scene)).now
        assert (now == WATER).any()
        assert np.isin(now, (INDUSTRIAL, RESIDENTIAL)).any()


def test_the_river_is_one_piece_from_the_upper_to_the_lower_edge(scene: DemoScene) -> None:
    land = scene.land(whole(scene))
    pieces, _ = ndimage.label(land.flowing, np.ones((3, 3)))
    through = set(pieces[0][land.flowing[0]]) & set(pieces[-1][land.flowing[-1]])
    assert len(through) == 1
    assert (land.now[land.flowing] == WATER).all()


def test_since_the_old_map_whole_objects_changed_and_rivers_did_not(scene: DemoScene) -> None:
    land = scene.land(whole(scene))
    changed = land.now != land.before
    assert 0.05 < changed.mean() < 0.3
    assert not changed[land.flowing].any()
    pieces, count = ndimage.label(changed)
    sizes = np.sort(ndimage.sum_labels(changed, pieces, range(1, count + 1)))[::-1]
    large = sizes[sizes >= 20].sum()
    assert large > 0.9 * sizes.sum()
    cleared = (land.before == FOREST) & np.isin(land.now, (GRASS, BARREN))
    grown = np.isin(land.now, (INDUSTRIAL, RESIDENTIAL)) & ~np.isin(land.before, (INDUSTRIAL, RESIDENTIAL))
    assert cleared.any()
    assert grown.sum() > 5 * (np.isin(land.before, (5, 6)) & ~np.isin(land.now, (5, 6))).sum()


def test_clouds_are_bright_shadows_dark_and_both_are_in_the_classification(scene: DemoScene) -> None:
    when = int(np.argmax([scene.unusable_share(k) for k in range(3)]))
    stored, scl = scene.image(when, whole(scene))
    clear_stored, _ = DemoScene(SEED, 320, cloud_share=0).image(when, whole(scene))
    fine = scl.repeat(2, axis=0).repeat(2, axis=1)
    blue, clear_blue, near, clear_near = stored[0], clear_stored[0], stored[6], clear_stored[6]
    assert blue[fine == SCL_HIGH].mean() > 5 * clear_blue[fine == SCL_HIGH].mean()
    assert near[fine == SCL_SHADOW].mean() < 0.85 * clear_near[fine == SCL_SHADOW].mean()
    untouched = ~np.isin(fine, (SCL_SHADOW, SCL_MEDIUM, SCL_HIGH))
    assert np.abs(near[untouched] - clear_near[untouched].astype(float)).mean() < 60
    assert np.isin(scl, (SCL_SHADOW, SCL_MEDIUM, SCL_HIGH)).mean() == pytest.approx(
        scene.unusable_share(when), abs=0.04
    )


def test_cloud_shares_average_to_what_was_asked_for() -> None:
    scene = DemoScene(SEED, 200, count=4, cloud_share=0.3)
    rows = cols = np.arange(-100, 100)
    shares = [(sky.clouds(rows, cols) > 0.15).mean() for sky in scene.skies]
    assert np.mean(shares) == pytest.approx(0.3, abs=0.06)
    clear = DemoScene(SEED, 64, cloud_share=0)
    assert not np.isin(clear.image(0, whole(clear))[1], (SCL_SHADOW, SCL_MEDIUM, SCL_HIGH)).any()


@pytest.mark.parametrize(
    ("class_id", "materials"), [(GRASS, ("meadow", "crop")), (FOREST, ("evergreen", "broadleaf"))]
)
def test_a_class_reflects_what_its_materials_were_measured_to(
    class_id: int, materials: tuple[str, ...]
) -> None:
    scene = DemoScene(SEED, 256, count=3, cloud_share=0)
    stored, _ = scene.image(1, whole(scene))
    inner = ndimage.binary_erosion(scene.land(whole(scene)).now == class_id, iterations=2)
    seen = np.median(stored[:, inner], axis=1) / 10_000
    measured = [band_statistics()["materials"][name]["seasons"] for name in materials]
    levels = np.array([(s.get("summer") or s[""])["mean"] for s in measured])
    for name in ("B06", "B07", "B08", "B8A", "B11"):
        band = BANDS.index(name)
        assert 0.75 * levels[:, band].min() < seen[band] < 1.25 * levels[:, band].max(), name


def test_water_is_dark_and_meadows_are_green_in_the_infrared() -> None:
    day = spectra(0, 197)
    near = dict(zip(MATERIALS, day.means[:, BANDS.index("B08")]))
    assert near["water"] < 0.08 < near["soil"] < near["meadow"]


def test_spectra_pass_smoothly_through_the_year_and_around_its_end() -> None:
    means = np.array([spectra(0, day).means for day in (1, 2, 105, 106, 364, 365)])
    assert np.abs(np.diff(means, axis=0)[[0, 2, 4]]).max() < 0.01
    assert np.abs(means[0] - means[-1]).max() < 0.01
    assert np.abs(means[0] - means[2]).max() > 0.05


@pytest.mark.parametrize("place", [SLOVENIA, BELGIUM])
def test_a_place_that_is_left_out_lends_no_spectra(place: str) -> None:
    measured = band_statistics()["materials"]
    for name in MATERIALS:
        if measured[name]["place"] == place:
            assert measured[SUBSTITUTES[name]]["place"] != place


def test_the_statistics_name_their_sources() -> None:
    statistics = band_statistics()
    places = {material["place"] for material in statistics["materials"].values()}
    assert places == set(statistics["places"])
    assert all(about["attribution"] and about["licence"] for about in statistics["places"].values())
    for material in statistics["materials"].values():
        for entry in material["seasons"].values():
            covariance = np.array(entry["covariance"])
            np.testing.assert_allclose(covariance, covariance.T)
            assert np.linalg.eigvalsh(covariance).min() > -1e-6


def coarse(scene: DemoScene, cell: float, epsg: int) -> CoarseMap:
    external = CoarseMap(scene.grid, cell, epsg)
    for window in blocks(scene.grid.shape, 100):
        external.add(window, scene.land(window))
    return external


def test_the_old_map_is_the_majority_of_the_old_land_in_each_cell(scene: DemoScene) -> None:
    external = coarse(scene, 100, 32633)
    before = scene.land(whole(scene)).before
    _, _, left, _, _, top = scene.grid.transform
    _, _, coarse_left, _, _, coarse_top = external.grid.transform
    down, right = (round(d / 10) for d in (coarse_top - top, left - coarse_left))
    assert (down, right) == (0, 0)
    cells = before.reshape(32, 10, 32, 10).transpose(0, 2, 1, 3).reshape(32, 32, 100)
    majority = np.array([[np.bincount(c, minlength=7).argmax() for c in line] for line in cells])
    found = external.classes(SEED)
    assert found.shape == majority.shape
    wrong = found != majority
    assert 0 < wrong.mean() < 0.12  # a map's mistakes, most of them in patches


def test_in_another_crs_the_old_map_still_lies_where_the_land_is(scene: DemoScene) -> None:
    here, there = coarse(scene, 20, 32633), coarse(scene, 20, 3035)
    assert there.grid.crs != here.grid.crs
    lakes = [external.classes(SEED) == WATER for external in (here, there)]
    areas = [int(lake.sum()) for lake in lakes]
    assert areas[1] == pytest.approx(areas[0], rel=0.1)


def test_corine_codes_stand_for_the_classes(scene: DemoScene) -> None:
    external = coarse(scene, 100, 3035)
    classes, codes = external.classes(SEED), external.corine(SEED)
    assert ((classes == 0) == (codes == 0)).all()
    allowed = {WATER: {40, 41}, GRASS: {12, 18, 26}, FOREST: {23, 24, 25, 29}, BARREN: {12, 32},
               INDUSTRIAL: {3}, RESIDENTIAL: {1, 2}}  # fmt: skip
    for class_id, expected in allowed.items():
        assert set(codes[classes == class_id].tolist()) <= expected


def test_zones_are_a_geopackage_that_old_programs_read_without_a_warning(tmp_path: Path) -> None:
    write_zones(tmp_path / "zones.gpkg", DemoScene(SEED, 100).grid, SEED)
    with closing(sqlite3.connect(tmp_path / "zones.gpkg")) as file:
        assert file.execute("PRAGMA user_version").fetchone() == (10200,)


def test_zones_cover_the_scene_without_overlap() -> None:
    shapely = pytest.importorskip("shapely")
    grid = DemoScene(SEED, 100).grid
    zones = [shapely.Polygon(corners) for corners in zone_corners(grid, SEED).values()]
    assert len(zones) == 6
    assert all(zone.is_valid for zone in zones)
    assert sum(zone.area for zone in zones) == pytest.approx(1000.0**2)
    assert shapely.union_all(zones).area == pytest.approx(1000.0**2)


def test_noise_is_a_function_of_position_with_unit_variance() -> None:
    rows, cols = np.arange(-300, 300), np.arange(100, 700)
    field = smooth(3, 6, rows, cols)
    np.testing.assert_allclose(smooth(3, 6, rows[50:60], cols[7:19]), field[50:60, 7:19], atol=1e-5)
    assert field.std() == pytest.approx(1, abs=0.1)
    assert rough(3, 8, rows, cols).std() == pytest.approx(1, abs=0.12)
    dots = white(3, rows[:, None], cols[None, :])
    assert (dots.mean(), dots.std()) == (pytest.approx(0, abs=0.01), pytest.approx(1, abs=0.01))
    assert 0 < uniform(3, rows[:, None], cols[None, :]).min() < 0.001


def test_the_nearest_site_is_the_nearest_of_all() -> None:
    sites = Sites(5, (10.0, 16.0))
    row, col = (
        a.astype(np.float32) for a in np.meshgrid(np.arange(-20, 21), np.arange(-30, 31), indexing="ij")
    )
    i, j = np.meshgrid(np.arange(-5, 6), np.arange(-5, 6), indexing="ij")
    at_row, at_col = sites.point(i.ravel(), j.ravel())
    away = np.hypot((row[..., None] - at_row) / 10, (col[..., None] - at_col) / 16)
    _, _, distance = sites.nearest(row, col)
    assert (distance <= away.min(axis=-1) + 1e-4).mean() > 0.99
