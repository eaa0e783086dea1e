"""An image in other units than a model's is told from one of another season."""

from __future__ import annotations

import numpy as np
import pytest
from rasterio.crs import CRS

from surecover.core.grid import Grid, Window
from surecover.core.model.card import Band, scalings_of
from surecover.core.model.unlike import sampled, unlike_bands, unlike_pixels
from tests.models_fixture import card

BANDS = (Band("B04", "red", 0.665), Band("VV"))
STATISTICS = {"B04": {"mean": 0.10, "stddev": 0.05}, "VV": {"mean": -12.0, "stddev": 3.0}}


def unlike(red: float, vv: float, **details: object) -> list[str]:
    """Names of the unlike bands of an image of these medians, with some pixels far from them."""
    pixels = np.array([[red] * 7 + [99.0] * 3, [vv] * 7 + [-999.0] * 3])
    known = card((1, 2), BANDS, **{"statistics": STATISTICS, **details})
    return [str(found) for found in unlike_bands(known, pixels)]


@pytest.mark.parametrize(("red", "vv"), [(0.10, -12), (0.499, -12), (0.0, -35.9), (0.3, 11.9)])
def test_within_eight_standard_deviations_nothing_is_said(red: float, vv: float) -> None:
    assert unlike(red, vv) == []


def test_what_lies_farther_is_named_with_its_numbers() -> None:
    assert unlike(1000, -12) == ["B04 (median 1e+03, learned from 0.1 ± 0.05)"]
    assert unlike(0.1, 128) == ["VV (median 128, learned from -12 ± 3)"]
    assert len(unlike(0.51, -36.1)) == 2


def test_bands_without_spread_without_statistics_or_stretched_tell_nothing() -> None:
    assert unlike(5, 5, statistics={}) == []
    assert unlike(5, 5, statistics={"B04": {"mean": 0.1, "stddev": 0.0}, "VV": {"mean": -12.0}}) == []
    stretched = {"scaling": scalings_of("yu2021", BANDS, {}), "normalisation": "yu2021"}
    assert unlike(0.1, 128, **stretched) == []


@pytest.mark.parametrize(
    ("resolution", "crs", "side", "expected"),
    [
        (None, "EPSG:32633", 10, None),
        (10, "EPSG:32633", 10, None),
        (0.1, "EPSG:32633", 10, 10),
        (30, "EPSG:32633", 10, 10),
        (15, "EPSG:32633", 10, None),
        (10, "EPSG:4326", 9e-5, None),
        (50, "EPSG:4326", 9e-5, 10),
    ],
)
def test_pixels_of_another_size_are_told_in_metres(
    resolution: float | None, crs: str, side: float, expected: float | None
) -> None:
    place = (500_000, 100_000) if crs.endswith("32633") else (15, 1)
    grid = Grid(CRS.from_string(crs).to_wkt(), (side, 0, place[0], 0, -side, place[1]), 64, 64)
    found = unlike_pixels(card((1, 2), BANDS, resolution=resolution), grid)
    assert found == (expected if expected is None else pytest.approx(expected, rel=0.02))


def test_without_a_clear_pixel_nothing_is_said() -> None:
    assert list(unlike_bands(card((1, 2), BANDS, statistics=STATISTICS), np.zeros((2, 0)))) == []


def test_clear_pixels_are_taken_from_the_middle_and_towards_the_corners() -> None:
    rows, cols = np.indices((1000, 2000))
    places = np.stack([rows, cols]).astype(float)
    seen = np.zeros(rows.shape, bool)

    def read(window: Window) -> tuple[np.ndarray, np.ndarray]:
        seen[window] = True
        return places[(slice(None), *window)], rows[window] % 2 == 1

    pixels = sampled(read, (slice(200, 1000), slice(0, 2000)))
    assert pixels.shape == (2, 5 * 128 * 64)
    assert set(pixels[0] % 2) == {1}
    assert not seen[:200].any()
    assert seen[600, 1000]


def test_small_areas_are_seen_as_a_whole() -> None:
    values = np.arange(12.0).reshape(1, 3, 4)

    def read(window: Window) -> tuple[np.ndarray, np.ndarray]:
        return values[(slice(None), *window)], values[0][window] > 5

    assert set(sampled(read, (slice(0, 3), slice(0, 4)))[0]) == set(range(6, 12))
