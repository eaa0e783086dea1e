"""Stored numbers become reflectance with what the file, the user or custom says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio

from surecover.core.errors import SureCoverError
from surecover.core.imagery.reflectance import (
    Calibration,
    ReflectanceReader,
    calibration_of,
    processing_baseline,
)
from surecover.core.rasters import open_raster
from tests.files import real_data, write_raster

STORED = [[1000, 2000, 3000]]


def reflectance(
    path: str, bands: tuple[int, ...] = (1,), **given: Any
) -> tuple[np.ndarray, np.ndarray, Calibration]:
    with open_raster(path) as raster:
        calibration = calibration_of(raster, **given)
        values, valid = ReflectanceReader(raster, bands, calibration).read(raster.grid.window)
        assert values.dtype == np.float32
        return values, valid, calibration


@pytest.mark.parametrize("dtype", ["uint16", "int16", "int32", "uint32"])
def test_wider_integers_are_reflectance_times_ten_thousand_unless_told_otherwise(
    tmp_path: Path, dtype: str
) -> None:
    path = write_raster(tmp_path / "a.tif", np.array(STORED, dtype), nodata=0)
    values, valid, calibration = reflectance(path)
    np.testing.assert_allclose(values[0], [[0.1, 0.2, 0.3]], rtol=1e-6)
    assert valid.all()
    assert not calibration.certain
    assert "without a scale" in calibration.origin


def test_gdal_scale_and_offset_of_each_band_win_over_everything(tmp_path: Path) -> None:
    path = write_raster(
        tmp_path / "a.tif", np.array([STORED, STORED], "uint16"), tags={"REFLECTANCE_SCALE": "1"}
    )
    with rasterio.open(path, "r+") as file:
        file.scales = (0.0001, 0.0002)
        file.offsets = (-0.1, 0.05)
    values, _, calibration = reflectance(path, (2, 1), scale=5.0)
    np.testing.assert_allclose(values[:, 0], [[0.25, 0.45, 0.65], [0, 0.1, 0.2]], atol=1e-6)
    assert calibration.certain


def test_the_tags_of_the_file_add_their_offset_before_dividing(tmp_path: Path) -> None:
    tags = {"REFLECTANCE_SCALE": "10000", "REFLECTANCE_OFFSET": "-1000"}
    path = write_raster(tmp_path / "a.tif", np.array(STORED, "uint16"), tags=tags)
    values, _, _ = reflectance(path, scale=1.0, offset=0.0)
    np.testing.assert_allclose(values[0], [[0, 0.1, 0.2]], atol=1e-6)


@pytest.mark.parametrize("key", ["REFLECTANCE_SCALE", "REFLECTANCE_OFFSET"])
@pytest.mark.parametrize("value", ["ten", "nan"])
def test_tags_that_are_no_numbers_are_refused(tmp_path: Path, key: str, value: str) -> None:
    path = write_raster(tmp_path / "a.tif", np.array(STORED, "uint16"), tags={key: value})
    with pytest.raises(SureCoverError, match=f"tag {key}={value}"):
        reflectance(path)


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ({"PROCESSING_BASELINE": "05.09"}, 5.09),
        ({"PROCESSING_BASELINE": "04.00"}, 4.0),
        ({"s2:processing_baseline": "03.01"}, 3.01),
        ({"PROCESSING_BASELINE": "N0400"}, 4.0),
        ({"PRODUCT_URI": "S2A_MSIL2A_20220301T101021_N0400_R022_T33TWL_20220301T145000.SAFE"}, 4.0),
        ({"PRODUCT_URI": "S2A_MSIL2A_20170617T113321_N0205_R080_T29UPU_20170617T113319.SAFE"}, 2.05),
        ({"DATE": "2020"}, None),
        ({"PROCESSING_BASELINE": "new"}, None),
    ],
)
def test_the_processing_baseline_is_read_in_its_usual_spellings(tags: dict, expected: float | None) -> None:
    assert processing_baseline(tags) == expected


@pytest.mark.parametrize(("baseline", "expected"), [("03.01", 0.1), ("04.00", 0.0), ("05.10", 0.0)])
def test_baseline_four_and_later_takes_a_thousand_off(tmp_path: Path, baseline: str, expected: float) -> None:
    tags = {"PROCESSING_BASELINE": baseline}
    path = write_raster(tmp_path / "a.tif", np.array(STORED, "uint16"), tags=tags)
    values, _, calibration = reflectance(path)
    assert values[0, 0, 0] == pytest.approx(expected)
    assert calibration.certain


def test_the_users_scale_and_offset_count_where_the_file_is_silent(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "a.tif", np.array(STORED, "uint16"))
    np.testing.assert_allclose(reflectance(path, scale=5000.0)[0][0], [[0.2, 0.4, 0.6]], rtol=1e-6)
    np.testing.assert_allclose(reflectance(path, offset=-1000.0)[0][0], [[0, 0.1, 0.2]], atol=1e-6)


@pytest.mark.parametrize("tags", [{}, {"PROCESSING_BASELINE": "05.09"}])
def test_bytes_need_a_scale_even_those_of_a_products_true_colour(tmp_path: Path, tags: dict) -> None:
    path = write_raster(tmp_path / "a.tif", np.array([[51, 255]], "uint8"), tags=tags)
    with pytest.raises(SureCoverError, match=r"8-bit numbers without a scale.*Scale \(SCALE\)"):
        reflectance(path)
    np.testing.assert_allclose(reflectance(path, scale=255.0)[0][0], [[0.2, 1]], rtol=1e-6)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_real_numbers_are_reflectance(tmp_path: Path, dtype: str) -> None:
    path = write_raster(tmp_path / "a.tif", np.array([[0.1, np.nan, 1.8]], dtype))
    values, valid, _ = reflectance(path)
    np.testing.assert_allclose(values[0, 0, [0, 2]], [0.1, 1.8], rtol=1e-6)
    assert valid.tolist() == [[True, False, True]]


def test_real_numbers_that_are_too_large_are_refused_but_a_scale_helps(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "a.tif", np.array(STORED, "float32"))
    with pytest.raises(SureCoverError, match=r"around 2000, too large for reflectance.*Scale \(SCALE\)"):
        reflectance(path)
    np.testing.assert_allclose(reflectance(path, scale=10000.0)[0][0], [[0.1, 0.2, 0.3]], rtol=1e-6)


def test_an_image_of_nodata_only_has_a_calibration(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "a.tif", np.full((3, 3), np.nan, "float32"))
    assert not reflectance(path)[1].any()


def test_negative_numbers_of_signed_integers_stay_negative(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "a.tif", np.array([[-100, 500]], "int16"), nodata=-32768)
    np.testing.assert_allclose(reflectance(path)[0][0], [[-0.01, 0.05]], rtol=1e-6)


def test_zero_in_every_band_is_nodata_where_none_is_declared(tmp_path: Path) -> None:
    bands = np.array([[[0, 0, 5]], [[0, 5, 5]]], "uint16")
    assert reflectance(write_raster(tmp_path / "a.tif", bands), (1, 2))[1].tolist() == [[False, True, True]]


def test_a_band_of_nodata_makes_the_pixel_nodata(tmp_path: Path) -> None:
    bands = np.array([[[0, 0, 5]], [[0, 5, 5]]], "uint16")
    path = write_raster(tmp_path / "a.tif", bands, nodata=0)
    assert reflectance(path, (1, 2))[1].tolist() == [[False, False, True]]
    assert reflectance(path, (2,))[1].tolist() == [[False, True, True]]


# Radar bands

STACK = np.array([[[1000, 3000]], [[-12, -7]], [[-20, -15]]])
"""A row of red reflectance x 10000, then of VV and VH in dB."""


@pytest.mark.parametrize(
    ("tags", "given", "red"),
    [
        ({}, {}, [0.1, 0.3]),
        ({}, {"scale": 5000.0}, [0.2, 0.6]),
        ({"REFLECTANCE_SCALE": "10000", "REFLECTANCE_OFFSET": "-1000"}, {}, [0, 0.2]),
        ({"PROCESSING_BASELINE": "05.09"}, {}, [0, 0.2]),
    ],
)
def test_radar_bands_stay_as_they_are_stored_whatever_optical_ones_mean(
    tmp_path: Path, tags: dict[str, str], given: dict[str, float], red: list[float]
) -> None:
    path = write_raster(
        tmp_path / "a.tif", STACK.astype("int16"), descriptions=("B04", "VV", "VH"), tags=tags
    )
    values, _, _ = reflectance(path, (3, 1, 2), **given)
    np.testing.assert_allclose(values[:, 0], [[-20, -15], red, [-12, -7]], atol=1e-6)


def test_the_user_may_say_which_bands_are_of_a_radar(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "a.tif", STACK.astype("int16"))
    values, _, _ = reflectance(path, (1, 2, 3), names="B04, VV, VH")
    np.testing.assert_allclose(values[:, 0], [[0.1, 0.3], [-12, -7], [-20, -15]], atol=1e-6)


def test_real_numbers_are_judged_by_the_optical_bands_alone(tmp_path: Path) -> None:
    small = STACK / np.array([10000, -1, 1])[:, None, None]  # a positive VV, as far as numbers go
    names = ("B04", "VV", "VH")
    path = write_raster(tmp_path / "a.tif", small.astype("float32"), descriptions=names)
    np.testing.assert_allclose(reflectance(path, (1, 2))[0][:, 0], [[0.1, 0.3], [12, 7]], rtol=1e-6)
    path = write_raster(tmp_path / "b.tif", STACK.astype("float32"), descriptions=names)
    with pytest.raises(SureCoverError, match="around 2000, too large for reflectance"):
        reflectance(path)


@pytest.mark.parametrize("dtype", ["uint8", "int16", "float32"])
def test_an_image_of_radar_bands_alone_needs_no_scale(tmp_path: Path, dtype: str) -> None:
    path = write_raster(tmp_path / "a.tif", np.array([[1, 128, 255]], dtype), descriptions=("VV",))
    values, _, calibration = reflectance(path, scale=255.0)
    np.testing.assert_array_equal(values[0], [[1, 128, 255]])
    assert calibration.certain


def test_what_a_file_states_of_each_band_counts_for_radar_bands_too(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "a.tif", np.array([[-1250]], "int16"), descriptions=("VV",), scale=0.01)
    assert reflectance(path)[0] == pytest.approx(-12.5)


@pytest.mark.real_data
def test_real_files_are_calibrated() -> None:
    denmark, chile = (real_data(f"worldmap_pair_{place}") / "s2l2a.tif" for place in ("denmark", "chile"))
    red = {path: reflectance(str(path), (4,))[0] for path in (denmark, chile)}
    assert all(0 < np.median(values) < 0.3 for values in red.values())
    with pytest.raises(SureCoverError, match="too large for reflectance"):
        reflectance(str(real_data("other_sensors") / "leipzig_s2_float32.tif"))
    with pytest.raises(SureCoverError, match="8-bit"):
        reflectance(str(real_data("other_sensors") / "naip_rgbn_20100629_5m.tif"))
