"""Bands are found by what the file says of them, never by their order."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
from hypothesis import given, settings
from hypothesis import strategies as st

from surecover.core.errors import SureCoverError
from surecover.core.model.bands import find_bands, match_bands, radar_bands, sensor_of, spelling
from surecover.core.model.card import Band
from surecover.core.rasters import open_raster
from tests.files import real_data, write_raster

WANTED = (Band("B02", "blue", 0.49), Band("B04", "red", 0.665), Band("B8A", "nir08", 0.865))


def matched(path: str | Path, wanted: Sequence[Band] = WANTED, **options: Any) -> list[int]:
    with open_raster(str(path)) as raster:
        return match_bands(raster, wanted, **options)


def raster_of(folder: Path, descriptions: Sequence[str], **options: Any) -> str:
    values = np.ones((len(descriptions), 1, 1), np.uint16)
    return write_raster(folder / "image.tif", values, descriptions=descriptions, **options)


@pytest.mark.parametrize(
    "descriptions",
    [
        ("B8A", "B04", "B02"),
        ("b8a", "b4", "b2"),
        ("B8A (narrow near infrared)", "B4, red", "B02 (blue)"),
        ("S2A_B8A_20m", "S2A_B04_10m", "S2A_B02_10m"),
        ("nir08", "Red", "BLUE"),
        ("reflectance nir08", "reflectance red", "reflectance blue"),
    ],
)
def test_bands_are_found_by_name_or_common_name(tmp_path: Path, descriptions: tuple[str, ...]) -> None:
    assert matched(raster_of(tmp_path, descriptions)) == [3, 2, 1]


def test_a_catalogues_red_edge_assets_are_found(tmp_path: Path) -> None:
    wanted = (Band("B05", "rededge071", None), Band("B07", "rededge078", None))
    path = raster_of(tmp_path, ("rededge3", "rededge2", "rededge1"))
    assert matched(path, wanted) == [3, 1]


@settings(deadline=None, max_examples=15, derandomize=True)
@given(order=st.permutations(["B01", "B02", "B03", "B04", "B08", "B8A", "B11"]))
def test_the_order_of_the_bands_does_not_matter(
    order: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = raster_of(tmp_path_factory.mktemp("order"), order)
    assert [order[number - 1] for number in matched(path)] == ["B02", "B04", "B8A"]


@pytest.mark.parametrize(
    ("key", "values"),
    [("wavelength", ("864.7", "664.6", "492.4")), ("CENTRAL_WAVELENGTH_UM", ("0.8647", "0.6646", "0.4924"))],
)
def test_bands_are_found_by_wavelength(tmp_path: Path, key: str, values: tuple[str, ...]) -> None:
    path = raster_of(tmp_path, ("first", "second", "third"))
    with rasterio.open(path, "r+") as file:
        for band, value in enumerate(values, start=1):
            file.update_tags(band, **{key: value})
    assert matched(path) == [3, 2, 1]


def test_a_name_does_not_count_where_the_wavelength_is_another_one(tmp_path: Path) -> None:
    path = raster_of(tmp_path, ("B02", "B04", "B8A"))
    with rasterio.open(path, "r+") as file:
        file.update_tags(1, wavelength="1610")
    with pytest.raises(SureCoverError, match=r"lacks the band B02 \(blue\)"):
        matched(path)


def test_names_of_another_sensor_do_not_count_but_common_names_do(tmp_path: Path) -> None:
    wanted = (Band("B02", "blue"), Band("B05", "rededge071"))
    path = raster_of(tmp_path, ("B2", "B5"), tags={"SENSOR": "Landsat 8 OLI"})
    assert matched(path, wanted, sensor="Landsat 8") == [1, 2]
    with pytest.raises(SureCoverError, match=r"Image \(INPUT\) of Landsat lacks the band B02"):
        matched(path, wanted, sensor="Sentinel-2")
    named = raster_of(tmp_path, ("B2 blue", "B1"), tags={"SENSOR": "Landsat 8 OLI"})
    assert matched(named, wanted[:1], sensor="Sentinel-2") == [1]


def test_colours_help_a_picture_without_names(tmp_path: Path) -> None:
    path = raster_of(tmp_path, ("", "", ""))
    with rasterio.open(path, "r+") as file:
        file.colorinterp = [rasterio.enums.ColorInterp[color] for color in ("red", "green", "blue")]
    assert matched(path, (Band("b", "blue"), Band("r", "red"))) == [3, 1]


@pytest.mark.parametrize(
    "descriptions", [("B04", "VV", "VH"), ("red", "Sigma0_VV_db", "Sigma0_VH_db"), ("b4", "vv", "vh")]
)
def test_polarisations_are_found_beside_optical_bands(tmp_path: Path, descriptions: tuple[str, ...]) -> None:
    path = raster_of(tmp_path, descriptions)
    assert matched(path, (Band("VH"), Band("B04", "red", 0.665), Band("VV"))) == [3, 1, 2]
    with open_raster(path) as raster:
        assert radar_bands(raster) == {2, 3}
        assert radar_bands(raster, "HH, red, B02") == {1}


def test_polarisations_count_in_a_stack_that_says_to_be_of_the_optical_sensor(tmp_path: Path) -> None:
    path = raster_of(tmp_path, ("B04", "VV"), tags={"SENSOR": "Sentinel-2"})
    assert matched(path, (Band("VV"),), sensor="Sentinel-1") == [2]


def test_a_missing_band_is_one_sentence_that_tells_what_was_found_and_wanted(tmp_path: Path) -> None:
    with pytest.raises(SureCoverError) as caught:
        matched(raster_of(tmp_path, ("B02", "B03", "B04")))
    assert str(caught.value).startswith(
        "Image (INPUT) lacks the band B8A (nir08) (found: B02, B03, B04); the model wants B02, B04, B8A: "
    )


def test_a_band_that_occurs_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SureCoverError, match="has 2 bands that may be B02"):
        matched(raster_of(tmp_path, ("B02", "B02", "B04", "B8A")))


def test_each_band_is_told_on_its_own_whatever_became_of_the_others(tmp_path: Path) -> None:
    with open_raster(raster_of(tmp_path, ("B02", "B8A", "B8A", "B04"))) as raster:
        blue, red, missing = find_bands(raster, [*WANTED[:2], Band("B11", "swir16", 1.6)])
        (twice,) = find_bands(raster, WANTED[2:])
    assert [match.found.number for match in (blue, red) if match.found] == [1, 4]
    assert (blue.problem, red.problem) == ("", "")
    assert (missing.found, twice.found) == (None, None)
    assert "lacks the band B11 (swir16)" in missing.problem
    assert "has 2 bands that may be B8A" in twice.problem


def test_a_raster_tells_its_sensor_if_it_is_a_known_one(tmp_path: Path) -> None:
    for name, sensor in (("Sentinel-2B", "Sentinel-2"), ("LANDSAT_8", "Landsat"), ("mine", "")):
        with open_raster(raster_of(tmp_path, ("B02",), tags={"SPACECRAFT_NAME": name})) as raster:
            assert sensor_of(raster) == sensor


def test_bands_without_names_are_refused_with_a_way_out(tmp_path: Path) -> None:
    path = raster_of(tmp_path, ("", "", ""))
    with pytest.raises(SureCoverError, match=r"does not say which band is which.*Bands \(BANDS\)"):
        matched(path)
    assert matched(path, given="B8A, B04, B02") == [3, 2, 1]


def test_the_users_names_replace_those_of_the_file(tmp_path: Path) -> None:
    assert matched(raster_of(tmp_path, ("B02", "B04", "B8A")), given="B04,B02,B8A") == [2, 1, 3]


def test_names_must_be_as_many_as_bands(tmp_path: Path) -> None:
    with pytest.raises(SureCoverError, match=r"Bands \(BANDS\) names 2 bands.*3 bands"):
        matched(raster_of(tmp_path, ("", "", "")), given="B02,B04")


@pytest.mark.parametrize(
    ("name", "expected"), [("B02", "b2"), ("B8A", "b8a"), ("B10", "b10"), ("b2", "b2"), ("B100", "b100")]
)
def test_band_names_have_one_spelling(name: str, expected: str) -> None:
    assert spelling(name) == expected


@pytest.mark.real_data
def test_real_files_are_matched() -> None:
    slovenia = real_data("slovenia_s2_l1c") / "s2_l1c_20150711.tif"
    assert matched(slovenia, sensor="Sentinel-2") == [2, 4, 9]
    leipzig = real_data("other_sensors") / "leipzig_s2_float32.tif"
    assert matched(leipzig, WANTED[:2]) == [1, 3]
    landsat = real_data("other_sensors") / "landsat8_elkton.tif"
    with pytest.raises(SureCoverError, match="lacks the band B02"):
        matched(landsat, WANTED[:2], sensor="Sentinel-2")
    naip = real_data("other_sensors") / "naip_rgbn_20100629_5m.tif"
    assert matched(naip, WANTED[:2]) == [3, 1]
