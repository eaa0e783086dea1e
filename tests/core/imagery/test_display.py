"""The 8-bit picture: brightness and detail against ESA's true colour."""

from __future__ import annotations

import numpy as np
import pytest

from surecover.core.imagery.display import CURVES, ESA_WHITE, Zone, esa_true_colour, to_display, zone_of
from tests.ground import MATERIALS, random_scene

ZONES = tuple(CURVES)
SCENES: dict[str, tuple[Zone, float, float, float, float]] = {
    # zone, red, green, blue, spread
    "fields and forest": ("mixed", 0.05, 0.07, 0.04, 0.03),
    "bright city": ("mixed", 0.20, 0.19, 0.18, 0.08),
    "sand": ("desert", 0.42, 0.33, 0.22, 0.07),
    "pale sand": ("desert", 0.55, 0.45, 0.32, 0.10),
    "fresh snow": ("glacial", 0.80, 0.82, 0.85, 0.12),
    "old ice": ("glacial", 0.50, 0.56, 0.60, 0.12),
}


def scene(name: str) -> np.ndarray:
    """Reflectance (3, 60, 80) of a sort of place, with one twentieth of brighter pixels."""
    random = np.random.default_rng(0)
    _, *levels, spread = SCENES[name]
    light = random.normal(0, spread, (60, 80))
    light[random.random((60, 80)) < 0.05] += 0.3
    return np.maximum(np.array(levels)[:, None, None] + light, 0.001)


@pytest.mark.parametrize("name", SCENES)
def test_bright_areas_saturate_less_and_the_mean_is_not_darker_by_more_than_a_tenth(name: str) -> None:
    reflectance = scene(name)
    ours = to_display(reflectance, np.ones(reflectance.shape[1:], bool), SCENES[name][0])
    esa = esa_true_colour(reflectance)
    bright = reflectance > 0.36
    assert ours.mean() >= 0.9 * esa.mean()
    assert (esa[bright] == 255).all()
    assert (ours[bright] == 255).mean() < 0.1


def test_the_curve_of_mixed_scenes_is_nowhere_darker_by_more_than_a_tenth() -> None:
    """So the rule holds on any scene whose zone is not told."""
    reflectance = np.linspace(0.01, 1.5, 3000)
    assert (CURVES["mixed"](reflectance) >= 0.9 * np.minimum(reflectance / ESA_WHITE, 1)).all()


def check_the_rule(reflectance: np.ndarray, zone: Zone) -> None:
    ours = to_display(reflectance, np.ones(reflectance.shape[1:], bool), zone)
    esa = esa_true_colour(reflectance)
    assert ours.mean() >= 0.9 * esa.mean()
    bright = reflectance > ESA_WHITE
    if bright.any():
        assert (ours[bright] == 255).mean() < 0.12
        assert (esa[bright] == 255).mean() > 0.95


@pytest.mark.parametrize("clouds", [0, 0.05, 0.15])
@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("climate", ZONES)
def test_the_rule_holds_on_random_scenes_in_the_zone_that_is_told_from_them(
    climate: Zone, seed: int, clouds: float
) -> None:
    reflectance = random_scene(climate, seed, clouds)
    zone = zone_of(reflectance[0].ravel(), reflectance[2].ravel())
    if not clouds:
        assert zone == climate
    check_the_rule(reflectance, zone)


@pytest.mark.parametrize(
    ("climate", "material"), [(climate, name) for climate in ZONES for name in MATERIALS[climate]]
)
def test_the_rule_holds_where_there_is_nothing_but_one_material(climate: Zone, material: str) -> None:
    colour = np.array(MATERIALS[climate][material][1:])[:, None, None]
    scene = colour * np.random.default_rng(0).normal(1, 0.05, (3, 50, 50))
    check_the_rule(scene, zone_of(scene[0].ravel(), scene[2].ravel()))


@pytest.mark.parametrize("name", SCENES)
@pytest.mark.parametrize("zone", ZONES)
def test_no_zone_makes_ordinary_ground_darker_than_esa(zone: Zone, name: str) -> None:
    ground = np.minimum(scene(name), 0.2)
    ours = to_display(ground, np.ones(ground.shape[1:], bool), zone)
    assert (ours >= esa_true_colour(ground)).all()


@pytest.mark.parametrize("zone", ZONES)
def test_curves_are_linear_in_the_dark_then_ever_flatter_up_to_white(zone: Zone) -> None:
    curve = CURVES[zone]
    reflectance = np.linspace(0, curve.white, 5001)
    slope = np.diff(curve(reflectance))
    dark = reflectance[1:] < 0.15  # the middle of the range that ESA shows ends at 0.18
    assert slope[dark] == pytest.approx(slope[0])
    assert (slope > 0).all()
    assert (np.diff(slope) < 1e-9).all()
    assert curve(np.array([curve.white, 5])) == pytest.approx([1, 1])


def test_detail_in_ice_survives() -> None:
    ice = np.array([0.5, 0.6, 0.7, 0.8, 0.9, 1.0]).reshape(1, 1, 6)
    valid = np.ones((1, 6), bool)
    assert len(np.unique(esa_true_colour(ice))) == 1
    assert (np.diff(to_display(ice, valid, "glacial").astype(int)) >= 2).all()


@pytest.mark.parametrize("name", SCENES)
def test_the_zone_is_told_from_the_scene(name: str) -> None:
    reflectance = scene(name).reshape(3, -1)
    assert zone_of(reflectance[0], reflectance[2]) == SCENES[name][0]


def test_without_pixels_the_zone_is_mixed() -> None:
    assert zone_of(np.empty(0), np.empty(0)) == "mixed"


def test_only_nodata_is_zero_in_the_picture() -> None:
    reflectance = np.array([[[0.0, -0.1, np.nan, 0.5]]])
    picture = to_display(reflectance, np.array([[True, True, False, True]]), "mixed")
    assert picture[0, 0, :3].tolist() == [1, 1, 0]
    assert picture[0, 0, 3] > 200
