"""The stage radar: from backscatter to a scaled image without speckle, alone or beside a mosaic."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio

from surecover.core.errors import Cancelled, SureCoverError
from surecover.core.imagery.speckle import refined_lee, to_power
from surecover.core.progress import Progress
from surecover.core.stages import radar
from surecover.core.stages.radar import RadarJob
from tests.files import facts, read_raster, real_data, write_raster


def made(path: str, tmp_path: Path, name: str = "out.tif", **settings: Any) -> str:
    job = RadarJob(input=path, output=str(tmp_path / name), **settings)
    job.check()
    return radar.run(job, Progress())["OUTPUT"]


def backscatter(rows: int = 60, cols: int = 50, seed: int = 0) -> np.ndarray:
    """VV and VH with speckle, dB float32 (2, rows, cols)."""
    power = np.random.default_rng(seed).gamma(4.4, 1 / 4.4, (2, rows, cols))
    power[:, :, cols // 2 :] *= 8
    return (10 * np.log10(power * np.array([0.1, 0.02])[:, None, None])).astype(np.float32)


def sentinel1(tmp_path: Path, values: np.ndarray | None = None, **details: Any) -> str:
    values = backscatter() if values is None else values
    details = {"descriptions": ("VV", "VH")[: len(values)], **details}
    return write_raster(tmp_path / "s1_20190417.tif", values, **details)


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# Filtering


def test_each_band_is_filtered_in_linear_power(tmp_path: Path) -> None:
    found = read_raster(made(sentinel1(tmp_path), tmp_path, scaling="none"))
    for band, decibels in zip(found, backscatter()):
        expected = 10 * np.log10(refined_lee(to_power(decibels, decibels=True), 4.4))
        np.testing.assert_allclose(band, expected, rtol=1e-6)


def test_linear_backscatter_becomes_decibels(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "a.tif", np.array([[0.01, 0.1, 1, 10, 0, -1, np.nan]], np.float32))
    found = read_raster(made(path, tmp_path, units="linear", method="none", scaling="none"))
    assert found[0].tolist() == pytest.approx([-20, -10, 0, 10, np.nan, np.nan, np.nan], nan_ok=True)


def test_whole_numbers_with_a_scale_are_read_as_what_they_mean(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "a.tif", np.array([[-1250, -700]], np.int16), scale=0.01)
    found = read_raster(made(path, tmp_path, method="none", scaling="none"))
    assert found[0].tolist() == pytest.approx([-12.5, -7])


@pytest.mark.parametrize("method", ["refined_lee", "enhanced_lee"])
def test_linear_and_decibels_of_the_same_image_give_the_same(tmp_path: Path, method: str) -> None:
    decibels = backscatter()
    linear = write_raster(tmp_path / "linear.tif", (10 ** (decibels.astype(float) / 10)).astype(np.float32))
    first = made(sentinel1(tmp_path, decibels), tmp_path, "a.tif", method=method, scaling="none")
    second = made(linear, tmp_path, "b.tif", method=method, scaling="none", units="linear")
    np.testing.assert_allclose(read_raster(first), read_raster(second), atol=1e-4)


@pytest.mark.parametrize("scaling", ["stretch", "unit", "none"])
@pytest.mark.parametrize("method", ["refined_lee", "enhanced_lee"])
def test_windows_do_not_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, method: str, scaling: str
) -> None:
    values = backscatter()
    values[:, 10:14, 20:40] = np.nan
    path = sentinel1(tmp_path, values)
    whole = read_raster(made(path, tmp_path, "whole.tif", method=method, scaling=scaling, size=9))
    monkeypatch.setattr(radar, "BLOCK", 16)
    by_windows = read_raster(made(path, tmp_path, "parts.tif", method=method, scaling=scaling, size=9))
    np.testing.assert_array_equal(whole, by_windows)


# What is not observed


@pytest.mark.parametrize(("gap", "nodata"), [(np.nan, None), (-9999, -9999), (-9999, None), (0, 0)])
@pytest.mark.parametrize("method", ["refined_lee", "enhanced_lee", "none"])
def test_gaps_stay_gaps_and_do_not_touch_their_neighbours(
    tmp_path: Path, method: str, gap: float, nodata: float | None
) -> None:
    hole, outside = backscatter(), backscatter()
    hole[0, 20:30, 20:30] = gap
    outside[0, 20:30, 20:30] = np.nan
    found = read_raster(
        made(sentinel1(tmp_path, hole, nodata=nodata), tmp_path, "a.tif", method=method, scaling="none")
    )
    known = np.ones((2, 60, 50), bool)
    known[0, 20:30, 20:30] = False
    assert (np.isfinite(found) == known).all(), "the other band has a value there"
    bare = made(sentinel1(tmp_path, outside), tmp_path, "b.tif", method=method, scaling="none")
    np.testing.assert_array_equal(found, read_raster(bare))


def test_an_image_without_backscatter_is_refused_and_nothing_is_left(tmp_path: Path) -> None:
    path = sentinel1(tmp_path, np.full((2, 4, 4), -9999, np.float32))
    with pytest.raises(SureCoverError, match=r"Radar image \(INPUT\) has no pixel with a backscatter"):
        made(path, tmp_path)
    assert left_in(tmp_path) == ["s1_20190417.tif"]


def test_decibels_that_are_never_negative_are_told(tmp_path: Path) -> None:
    told: list[object] = []
    path = write_raster(tmp_path / "a.tif", np.full((4, 4), 0.1, np.float32))
    job = RadarJob(input=path, output=str(tmp_path / "out.tif"))
    radar.run(job, Progress(lambda kind, value: told.append((kind, value))))
    assert any(kind == "warning" and "no value below 0 dB" in str(value) for kind, value in told)


@pytest.mark.parametrize("shape", [(1, 1), (1, 1300)])
def test_the_smallest_and_the_thinnest_raster(tmp_path: Path, shape: tuple[int, int]) -> None:
    path = write_raster(tmp_path / "a.tif", np.full(shape, -10, np.float32))
    assert (read_raster(made(path, tmp_path, scaling="unit")) == np.float32(0.6)).all()


# Scaling


def test_stretch_lays_2_to_98_percent_of_each_band_on_8_bits(tmp_path: Path) -> None:
    values = backscatter()
    values[1, :7] = np.nan
    path = made(sentinel1(tmp_path, values), tmp_path, method="none")
    found = read_raster(path)
    assert found.dtype == np.uint8
    assert facts(path)["nodata"] == 0
    limits = json.loads(facts(path)["tags"]["SURECOVER_LIMITS_DB"])
    for band, decibels, (low, high) in zip(found, values, limits):
        known = np.isfinite(decibels)
        assert ((band > 0) == known).all()
        expected = np.percentile(decibels[known], [2, 98], method="inverted_cdf")
        assert [low, high] == pytest.approx(expected.tolist(), abs=1e-5)
        middle = np.abs(decibels - (low + high) / 2) < 0.02
        assert np.abs(band[middle].astype(int) - 127.5).max() < 1
        assert (band[known & (decibels < low)] == 1).all(), "0 is nodata"
        assert (band[known & (decibels > high)] == 255).all()


def test_unit_lays_25_decibels_on_0_to_1(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "a.tif", np.array([[-40, -25, -12.5, 0, 7, np.nan]], np.float32))
    out = made(path, tmp_path, method="none", scaling="unit")
    assert read_raster(out)[0].tolist() == pytest.approx([0, 0, 0.5, 1, 1, -1], abs=1e-6)
    assert facts(out)["nodata"] == -1


def test_a_band_of_one_value_and_one_of_none_are_stretched_too(tmp_path: Path) -> None:
    values = np.full((2, 5, 5), -10, np.float32)
    values[1] = np.nan
    found = read_raster(made(sentinel1(tmp_path, values), tmp_path))
    assert (found[0] == 1).all()
    assert (found[1] == 0).all()


def test_names_and_date_are_kept(tmp_path: Path) -> None:
    told = facts(made(sentinel1(tmp_path), tmp_path))
    assert told["descriptions"] == ("VV", "VH")
    assert told["tags"]["DATE"] == "2019-04-17"
    assert json.loads(told["tags"]["SURECOVER_INPUTS"])[0]["date"] == "2019-04-17"


# Beside another raster


def sentinel2(tmp_path: Path, values: np.ndarray, nodata: float | None = 0, **details: Any) -> str:
    names = ("B02", "B03", "B04")[: len(values)]
    tags = {"REFLECTANCE_SCALE": "10000", "SURECOVER_STAGE": "mosaic"}
    path = tmp_path / "mosaic.tif"
    return write_raster(path, values, nodata=nodata, descriptions=names, tags=tags, **details)


def test_a_stack_holds_the_bands_of_both(tmp_path: Path) -> None:
    reflectance = np.random.default_rng(1).integers(0, 9000, (3, 60, 50)).astype(np.uint16)
    stack = sentinel2(tmp_path, reflectance)
    path = made(sentinel1(tmp_path), tmp_path, stack=stack)
    found, told = read_raster(path), facts(path)
    assert found.dtype == np.uint16
    assert told["nodata"] == 0
    assert told["descriptions"] == ("B02", "B03", "B04", "VV", "VH")
    assert (found[:3] == reflectance).all()
    assert (found[3:] == read_raster(made(sentinel1(tmp_path), tmp_path, "alone.tif"))).all()
    assert (told["tags"]["REFLECTANCE_SCALE"], told["tags"]["SURECOVER_STAGE"]) == ("10000", "radar")


@pytest.mark.parametrize(
    ("kept", "nodata", "scaling", "dtype"),
    [
        ("uint16", 0, "stretch", "uint16"),
        ("int16", 0, "stretch", "int16"),
        ("uint16", 0, "unit", "float32"),
        ("uint16", None, "stretch", "float32"),  # its 0 is a number
        ("uint8", 255, "stretch", "float32"),  # 255 would be the brightest backscatter
        ("float32", -1, "none", "float32"),
        ("int32", 0, "none", "float64"),
        ("float64", None, "unit", "float64"),
    ],
)
def test_the_type_of_a_stack_loses_nothing(
    tmp_path: Path, kept: str, nodata: float | None, scaling: str, dtype: str
) -> None:
    numbers = np.random.default_rng(1).integers(0, 120, (2, 60, 50)).astype(kept)
    numbers[0, :5] = 0 if nodata is None else nodata
    path = made(sentinel1(tmp_path), tmp_path, stack=sentinel2(tmp_path, numbers, nodata), scaling=scaling)
    found, told = read_raster(path), facts(path)
    assert found.dtype == dtype
    missing = np.zeros(numbers.shape, bool) if nodata is None else numbers == nodata
    assert (found[:2][~missing] == numbers[~missing]).all()
    hidden = np.isnan(found[:2]) if np.isnan(told["nodata"]) else found[:2] == told["nodata"]
    assert (hidden == missing).all()


def test_numbers_of_a_stack_with_a_scale_are_stored_as_what_they_mean(tmp_path: Path) -> None:
    numbers = np.full((1, 60, 50), 2500, np.uint16)
    stack = sentinel2(tmp_path, numbers, scale=0.0001)
    found = read_raster(made(sentinel1(tmp_path), tmp_path, stack=stack))
    assert found[0] == pytest.approx(0.25)


def test_the_radar_comes_onto_the_grid_of_the_stack_after_filtering(tmp_path: Path) -> None:
    """Radar of 20 m under a stack of 10 m that reaches 30 pixels farther to the right."""
    decibels = np.full((1, 60, 50), -20, np.float32)
    decibels[:, :, 25:] = -5
    stack = sentinel2(tmp_path, np.full((1, 120, 130), 7, np.uint16))
    path = made(sentinel1(tmp_path, decibels, pixel=20), tmp_path, stack=stack, scaling="none")
    found = read_raster(path)
    assert found.shape == (2, 120, 130)
    assert (found[0] == 7).all()
    assert np.isfinite(found[1, :, :100]).all()
    assert np.isnan(found[1, :, 101:]).all()
    assert found[1, :, :49] == pytest.approx(-20, abs=1e-4)
    assert found[1, :, 52:100] == pytest.approx(-5, abs=1e-4)


def test_between_two_radar_pixels_a_finer_grid_has_values_between_theirs(tmp_path: Path) -> None:
    ramp = np.tile(np.linspace(-20, -10, 51, dtype=np.float32), (1, 30, 1))
    stack = sentinel2(tmp_path, np.ones((1, 60, 102), np.uint16))
    path = made(sentinel1(tmp_path, ramp, pixel=20), tmp_path, stack=stack, method="none", scaling="none")
    assert np.diff(read_raster(path)[1, 30, 1:-1]) == pytest.approx(0.1, abs=1e-4)


def test_a_gap_in_one_band_stays_in_it_on_another_grid(tmp_path: Path) -> None:
    decibels = np.full((2, 60, 50), -10, np.float32)
    decibels[0, 20:30, 20:30] = np.nan
    stack = sentinel2(tmp_path, np.full((1, 120, 100), 7, np.uint16))
    path = made(sentinel1(tmp_path, decibels, pixel=20), tmp_path, stack=stack, scaling="none")
    _, first, second = read_raster(path)
    assert second == pytest.approx(-10, abs=1e-4)
    gap = np.isnan(first)
    assert gap[42:58, 42:58].all()
    gap[38:62, 38:62] = False
    assert not gap.any()
    assert first[np.isfinite(first)] == pytest.approx(-10, abs=1e-4)


def test_another_crs_is_reprojected(tmp_path: Path) -> None:
    stack = sentinel2(
        tmp_path, np.ones((1, 20, 20), np.uint16), crs="EPSG:3035", origin=(4_680_000, 2_460_000)
    )
    with rasterio.open(stack) as file:
        bounds = rasterio.warp.transform_bounds(file.crs, "EPSG:32633", *file.bounds)
    values = np.full((1, 90, 90), -10, np.float32)
    path = sentinel1(tmp_path, values, origin=(bounds[0] - 200, bounds[3] + 200))
    found = read_raster(made(path, tmp_path, stack=stack, scaling="none"))
    assert found[1] == pytest.approx(-10, abs=1e-4)


def test_a_stack_elsewhere_is_refused_before_filtering(tmp_path: Path) -> None:
    stack = sentinel2(tmp_path, np.ones((1, 5, 5), np.uint16), origin=(900_000, 5_000_000))
    with pytest.raises(SureCoverError, match=r"Radar image \(INPUT\) does not overlap the reference grid"):
        made(sentinel1(tmp_path), tmp_path, stack=stack)
    assert left_in(tmp_path) == ["mosaic.tif", "s1_20190417.tif"]


# Its user


@pytest.mark.parametrize("asked", [1, 5, 13, 21, 40, 60])
def test_cancelling_stops_at_any_step_and_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: int
) -> None:
    monkeypatch.setattr(radar, "BLOCK", 16)
    path = sentinel1(tmp_path)
    times = iter(range(1, 1000))
    job = RadarJob(input=path, output=str(tmp_path / "out.tif"))
    with pytest.raises(Cancelled):
        radar.run(job, Progress(cancelled=lambda: next(times) == asked))
    assert next(times) == asked + 1
    assert left_in(tmp_path) == ["s1_20190417.tif"]


def test_nothing_but_the_result_is_left(tmp_path: Path) -> None:
    made(sentinel1(tmp_path), tmp_path)
    assert left_in(tmp_path) == ["out.qmd", "out.stac.json", "out.tif", "s1_20190417.tif"]


def test_progress_never_goes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(radar, "BLOCK", 16)
    told: list[float] = []
    job = RadarJob(input=sentinel1(tmp_path), output=str(tmp_path / "out.tif"))
    radar.run(job, Progress(lambda kind, value: told.append(value[0]) if kind == "progress" else None))  # type: ignore[index]
    assert told == sorted(told)
    assert told[-1] >= 0.9, "then the file is laid out"


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"size": 8}, r"Window of enhanced_lee, pixels \(SIZE\) is 8; allowed: 3, 5, 7"),
        ({"looks": 0.5}, r"Number of looks \(LOOKS\) is 0.5; allowed: 1 to 1000"),
        ({"method": "lee"}, r"\(METHOD\) is 'lee'; allowed: refined_lee, enhanced_lee, none"),
    ],
)
def test_settings_have_limits(tmp_path: Path, settings: dict[str, Any], sentence: str) -> None:
    with pytest.raises(SureCoverError, match=sentence):
        made(sentinel1(tmp_path), tmp_path, **settings)


@pytest.mark.real_data
@pytest.mark.parametrize("method", ["refined_lee", "enhanced_lee"])
def test_sentinel_1_over_fields_is_smoother_and_as_bright(tmp_path: Path, method: str) -> None:
    path = str(real_data("belgium_s2_l2a_s1") / "s1_grd_20190622.tif")
    before, after = (
        10 ** (read_raster(made(path, tmp_path, f"{m}.tif", method=m, scaling="none")) / 10)
        for m in ("none", method)
    )
    roughness = [np.nanmean(np.abs(np.diff(np.log(power)))) for power in (before, after)]
    assert roughness[1] < 0.6 * roughness[0]
    assert np.nanmean(after) == pytest.approx(np.nanmean(before), rel=0.08), "farms lose some brightness"
