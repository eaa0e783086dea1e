"""What land looks like to a model: new land of the same kind is known, shifted land is told from it."""

from __future__ import annotations

import dataclasses
import itertools
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.metrics import roc_auc_score

from surecover.core import RESOURCES
from surecover.core.demo.atmosphere import WAVELENGTHS
from surecover.core.demo.generator import DemoScene
from surecover.core.demo.statistics import BANDS
from surecover.core.errors import SureCoverError
from surecover.core.grid import Window
from surecover.core.learning import appearance as module
from surecover.core.learning.appearance import (
    Appearance,
    Sample,
    Verdict,
    appearance,
    appearance_of,
    distances,
    reach,
    sample_patches,
    standardised,
    verdict,
)
from surecover.core.learning.appearancefile import FILE, read_appearance, write_appearance
from surecover.core.learning.coverage import Role, reached, suggested
from surecover.core.learning.embedding import CELLS, covered, iot, iou, outlines, plane, region
from surecover.core.learning.patches import Scene
from surecover.core.learning.unlike import TypicalPixels, typical_pixels
from surecover.core.model.cardfile import read_card, verify_files, write_card
from surecover.core.model.models import Model, load_model, save_onnx_model
from surecover.core.progress import Progress
from tests.drawings import draw
from tests.models_fixture import card, onnx_network, smp_model

SIZE = 256


def scene(values: np.ndarray, clear: np.ndarray | None = None, labels: np.ndarray | None = None) -> Scene:
    """An area of given reflectance (bands, rows, cols)."""
    shape = values.shape[1:]
    usable = np.ones(shape, bool) if clear is None else clear

    def read(window: Window) -> tuple[np.ndarray, np.ndarray]:
        return values[(slice(None), *window)], usable[window]

    return Scene("area", shape, read, np.ones(shape, np.uint8) if labels is None else labels)


@pytest.fixture(scope="module")
def pixels_only(tmp_path_factory: pytest.TempPathFactory) -> Model:
    """A model without an encoder, of four bands as they are."""
    folder = tmp_path_factory.mktemp("model")
    save_onnx_model(folder, onnx_network(), card((1, 2, 3)))
    return load_model(folder)


def noise(seed: int = 0, side: int = 256, bands: int = 4) -> np.ndarray:
    return np.random.default_rng(seed).random((bands, side, side), np.float32)


# --- patches and their features --------------------------------------------------------------------


def test_without_an_encoder_features_are_mean_and_deviation_of_each_band(pixels_only: Model) -> None:
    values = np.zeros((4, 32, 32), np.float32)
    values[1] = 0.5
    values[2, :, ::2] = 0.2  # mean 0.1, deviation 0.1
    found = sample_patches(pixels_only, [scene(values)], Progress(), side=32)
    assert found.features.round(6).tolist() == [[0, 0.5, pytest.approx(0.1), 0, 0, 0, pytest.approx(0.1), 0]]
    assert found.places.tolist() == [[0, 0, 0]]


def test_the_encoders_deepest_features_stand_before_them(tmp_path: Path) -> None:
    model = load_model(smp_model(tmp_path))
    values = noise(side=64)
    found = sample_patches(model, [scene(values)], Progress(), side=64)
    encoded = model.encoded(values[None])
    assert encoded is not None
    assert found.features.shape == (1, encoded.shape[1] + 8)
    np.testing.assert_allclose(found.features[:, :-8], encoded, rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(found.features[0, -8:-4], values.mean(axis=(1, 2)), rtol=1e-5)


def test_patches_are_where_it_is_clear_and_labelled(pixels_only: Model) -> None:
    clear, labels = np.zeros((2, 256, 256), np.uint8)
    clear[:, :128] = 1
    labels[128:] = 1
    found = sample_patches(
        pixels_only, [scene(noise(), clear > 0, labels)], Progress(), side=32
    )  # fmt: skip
    rows, cols = found.places[:, 1], found.places[:, 2]
    assert len(rows)
    assert (cols + 24 <= 128).all(), "three quarters of a patch are clear"
    assert (rows + 32 > 128).all(), "a patch shows a label"


def test_clouds_in_a_patch_do_not_count(pixels_only: Model) -> None:
    values, clear = np.full((4, 32, 32), 0.25, np.float32), np.ones((32, 32), bool)
    clear[:4] = False
    values[:, :4] = 5.0
    found = sample_patches(pixels_only, [scene(values, clear)], Progress(), side=32)
    assert (found.pixels == 0.25).all()
    assert (found.features[0, :4] < 0.25).all(), "the training mean, here 0, stands in their place"


def test_an_area_smaller_than_a_patch_is_one_patch(pixels_only: Model) -> None:
    values = noise(side=20)
    found = sample_patches(pixels_only, [scene(values)], Progress(), side=64)
    assert found.places.tolist() == [[0, 0, 0]]


def test_areas_give_at_most_so_many_patches_all_different(
    pixels_only: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST", 20)
    found = sample_patches(pixels_only, [scene(noise(s)) for s in range(2)], Progress(), side=32)
    assert np.bincount(found.places[:, 0]).tolist() == [10, 10]
    assert len(np.unique(found.places, axis=0)) == 20


def test_the_same_seed_draws_the_same(pixels_only: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 20)
    first, again, other = (
        sample_patches(pixels_only, [scene(noise())], Progress(), side=32, seed=seed) for seed in (1, 1, 2)
    )
    assert (first.features == again.features).all()
    assert (first.pixels == again.pixels).all()
    assert (first.places != other.places).any()


def test_patches_overlap_where_they_share_pixels_of_one_area() -> None:
    places = np.array([[0, 0, 0], [0, 0, 32], [0, 0, 64], [0, 63, 63], [1, 0, 0]])
    sample = Sample(np.zeros((5, 1)), places, np.zeros((5, 1, 1)), 64)
    assert (sample.overlapping() == draw("11.1. 1111. .111. 1111. ....1".replace(" ", "\n"))).all()


# --- what lies outside -----------------------------------------------------------------------------


def test_a_patch_reaches_as_far_as_most_do_to_their_third_neighbour() -> None:
    places = np.array([0.0, 1, 2, 3, 4, 5, 6, 7, 8, 9])[:, None]
    nothing = np.eye(10, dtype=bool)
    assert reach(places, nothing) == 3, "at the ends; 2 for the others"
    neighbours = abs(places - places.T) < 2
    assert reach(places, neighbours) == 4, "without those next to them"
    assert reach(places, np.ones((10, 10), bool)) == np.inf


@given(
    arrays(np.float64, (9, 2), elements=st.integers(-5, 5)),
    arrays(np.float64, (6, 2), elements=st.integers(-9, 9)),
)
def test_outside_is_whose_third_nearest_training_patch_is_far(taught: np.ndarray, new: np.ndarray) -> None:
    pixels = TypicalPixels(np.ones(1), np.zeros((1, 1)), np.zeros(1))
    training = Appearance(taught.astype(np.float16), np.zeros(2), np.ones(2), 2.5, pixels, 64)
    expected = [sorted(np.hypot(*(point - other)) for other in taught)[2] > 2.5 for point in new]
    assert training.outside(new).tolist() == expected


@given(arrays(np.float32, (4, 3), elements=st.floats(-10, 10, width=32)))
def test_distances_are_euclidean(points: np.ndarray) -> None:
    for (i, first), (j, second) in itertools.product(enumerate(points), repeat=2):
        assert distances(points, points)[i, j] == pytest.approx(np.linalg.norm(first - second), abs=1e-5)


@pytest.mark.parametrize(
    ("outside", "level", "sentence"),
    [
        (0.0, "fine", "0 % of this area looks like nothing in training: the model may be used here."),
        (0.004, "fine", "less than 1 % of this area looks like nothing in training: the model may be"),
        (0.15, "fine", "15 % of this area"),
        (0.16, "look", "16 % of this area looks like nothing in training: look closely at what"),
        (0.5, "look", "50 % of this area"),
        (0.62, "do not use", "62 % of this area looks like nothing in training: do not use the model here"),
    ],
)
def test_a_verdict_is_one_plain_sentence(outside: float, level: str, sentence: str) -> None:
    found = Verdict(outside)
    assert found.level == level
    assert str(found).startswith(sentence)


# --- planted shifts --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def demonstration() -> Model:
    return load_model(RESOURCES / "models" / "demonstration")


def generated(seed: int) -> np.ndarray:
    """A cloudless generated scene as reflectance."""
    stored, _ = DemoScene(seed, SIZE, cloud_share=0.0).image(1, (slice(0, SIZE), slice(0, SIZE)))
    return stored.astype(np.float32) / 10_000


def shifted(values: np.ndarray, gain: float, haze: float) -> np.ndarray:
    """The same land in other light, under a haze that is strongest in blue."""
    veil = haze * (WAVELENGTHS / 490) ** -3
    return (values * gain + veil[:, None, None]).astype(np.float32)


def test_the_generator_has_the_models_bands(demonstration: Model) -> None:
    assert [band.name for band in demonstration.card.bands] == list(BANDS)


@pytest.fixture(scope="module")
def lands() -> dict[str, np.ndarray]:
    return {"west": generated(1), "east": generated(2), "new": generated(11)}


@pytest.fixture(scope="module")
def known(demonstration: Model, lands: dict[str, np.ndarray]) -> Appearance:
    found = appearance_of(demonstration, [scene(lands["west"]), scene(lands["east"])], Progress())
    assert found is not None
    return found


STEPS = ((1.0, 0.0), (1.1, 0.03), (1.2, 0.06), (1.5, 0.12))
"""Gain and haze, growing."""


@pytest.fixture(scope="module")
def planted(demonstration: Model, lands: dict[str, np.ndarray]) -> list[Sample]:
    """New land, ever more shifted."""
    areas = [scene(shifted(lands["new"], *step)) for step in STEPS]
    return [sample_patches(demonstration, [area], Progress()) for area in areas]


def test_the_verdict_gets_worse_as_a_planted_shift_grows(known: Appearance, planted: list[Sample]) -> None:
    found = [verdict(known, sample.features) for sample in planted]
    assert [v.outside for v in found] == sorted(v.outside for v in found)
    assert found[0].level == "fine"
    assert found[-1].level == "do not use"
    assert found[-1].outside > 0.95


def test_iot_falls_as_a_planted_shift_grows(
    demonstration: Model, lands: dict[str, np.ndarray], planted: list[Sample]
) -> None:
    taught = sample_patches(demonstration, [scene(lands[name]) for name in ("west", "east")], Progress())
    count = len(taught.features)
    found = []
    for sample in planted:
        features = np.concatenate([taught.features, sample.features])
        points = plane(standardised(features)[0], seed=0)
        found.append(iot(region(points[:count]), region(points[count:])))
    assert found[0] > 0.5
    assert found[-1] < 0.1
    assert found == sorted(found, reverse=True)


def test_pixels_of_shifted_land_are_unlike_those_of_new_land_are_not(
    demonstration: Model, lands: dict[str, np.ndarray], known: Appearance
) -> None:
    def ranks(values: np.ndarray) -> np.ndarray:
        return known.pixels.unlike(demonstration.card.normalise(values)).ravel()

    usual = ranks(lands["new"])
    other = ranks(generated(12))
    assert usual.mean() == pytest.approx(0.5, abs=0.15)
    areas = {step: roc_auc_score(*scored(usual, ranks(shifted(lands["new"], *step)))) for step in STEPS}
    assert roc_auc_score(*scored(usual, other)) == pytest.approx(0.5, abs=0.12)
    assert areas[STEPS[0]] == pytest.approx(0.5, abs=1e-6)
    assert list(areas.values()) == sorted(areas.values())
    assert areas[STEPS[2]] > 0.9


def scored(usual: np.ndarray, strange: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return np.repeat([0, 1], [len(usual), len(strange)]), np.concatenate([usual, strange])


# --- pixels ----------------------------------------------------------------------------------------


def test_the_rank_of_training_pixels_is_even() -> None:
    pixels = noise(side=64).reshape(4, -1).T
    found = typical_pixels(pixels, seed=0)
    ranks = found.unlike(pixels.T.reshape(4, 64, 64))
    assert ranks.shape == (64, 64)
    assert ranks.dtype == np.float32
    np.testing.assert_allclose(np.quantile(ranks, [0.1, 0.5, 0.9]), [0.1, 0.5, 0.9], atol=0.01)


def test_the_rank_is_by_the_nearest_typical_colour_in_deviations() -> None:
    found = TypicalPixels(
        np.array([1, 10], np.float32), np.array([[0, 0], [4, 0]], np.float32), np.array([0, 1, 3], np.float32)
    )
    inputs = np.array([[[0, 5, 2, 9]], [[0, 0, 0, 0]]], np.float32)  # distances 0, 1, 2, 5
    assert found.unlike(inputs).tolist() == [[0, 0.5, 0.75, 1]]
    assert found.unlike(np.array([[[0]], [[10]]], np.float32)).tolist() == [[0.5]]


def test_land_of_one_colour_has_one_typical_pixel() -> None:
    found = typical_pixels(np.full((50, 3), 0.2, np.float32), seed=0)
    assert found.centres.shape == (1, 3)
    assert found.unlike(np.full((3, 1, 1), 0.9, np.float32)) == 1


# --- regions ---------------------------------------------------------------------------------------


def cloud(x: float, y: float, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).normal((x, y), 0.05, (100, 2))


def test_the_regions_of_the_same_points_are_the_same_of_far_ones_apart() -> None:
    here, there = region(cloud(0.2, 0.2)), region(cloud(0.8, 0.8))
    assert here.shape == (CELLS, CELLS)
    assert iou(here, region(cloud(0.2, 0.2))) == 1
    assert iou(here, region(cloud(0.2, 0.2, seed=1))) > 0.6
    assert iou(here, there) == iot(here, there) == 0
    assert covered(cloud(0.2, 0.2), here).mean() == pytest.approx(0.95, abs=0.03)
    assert not covered(cloud(0.8, 0.8), here).any()


def test_overlaps_are_shares_of_cells() -> None:
    training, target = (
        draw(picture).astype(bool) for picture in ("1111\n1111", "..11\n..1.".replace("2", "1"))
    )
    assert iou(training, target) == 3 / 8
    assert iot(training, target) == 1
    assert iot(target, training) == 3 / 8
    assert iot(training, training & False) == 0


def test_outlines_enclose_the_cells_of_a_region() -> None:
    inside = np.zeros((CELLS, CELLS), bool)
    inside[10:20, 30:60] = True
    (ring,) = outlines(inside)
    xs, ys = np.array(ring).T
    assert (min(ys), max(ys)) == (pytest.approx(10 / CELLS, abs=1e-4), pytest.approx(20 / CELLS, abs=1e-4))
    assert (min(xs), max(xs)) == (pytest.approx(30 / CELLS, abs=1e-4), pytest.approx(60 / CELLS, abs=1e-4))


def test_the_plane_is_the_same_for_the_same_seed() -> None:
    features = np.random.default_rng(0).normal(size=(60, 5))
    first, again = plane(features, seed=3), plane(features, seed=3)
    assert (first == again).all()
    assert first.min() >= 0
    assert first.max() <= 1


# --- the split -------------------------------------------------------------------------------------

AREAS = np.repeat([0, 1, 2, 3], 2)


def test_patches_look_like_an_area_when_one_of_its_patches_is_near() -> None:
    places = np.array([0.0, 1, 5, 6])[:, None]
    found = reached(distances(places, places), np.array([0, 0, 1, 1]), 2, limit=4)
    assert (found == draw("111.\n.111")).all()


def test_what_adds_most_is_labelled_and_what_adds_nothing_is_tested_on() -> None:
    reach_of = draw(
        """
        111111..
        ..11....
        ....11..
        ......11
        """
    ).astype(bool)
    found = suggested(reach_of, AREAS, [["a"], [], [], []])
    assert found == [
        Role(0, "label", 0.0, 0.75, ("a",)),
        Role(3, "label", 0.0, 0.25, ()),
        Role(1, "test on", 1.0, 0.0, ()),
        Role(2, "test on", 1.0, 0.0, ()),
    ]


def test_a_class_that_only_one_area_shows_makes_it_worth_labelling() -> None:
    alike = np.ones((4, 8), bool)
    found = suggested(alike, AREAS, [["a"], ["a"], ["a", "b", "c"], ["b"]])
    assert [(role.area, role.role, role.classes) for role in found] == [
        (2, "label", ("a", "b", "c")), (0, "test on", ()), (1, "test on", ()), (3, "test on", ()),
    ]  # fmt: skip


@given(st.integers(2, 6), st.randoms(use_true_random=False))
def test_every_area_has_one_role_and_one_is_left_to_test_on(count: int, random) -> None:  # noqa: ANN001
    areas = np.repeat(np.arange(count), 3)
    alike = np.array([[random.random() < 0.3 for _ in areas] for _ in range(count)])
    alike[areas, np.arange(len(areas))] = True
    found = suggested(alike, areas, [random.sample("abc", random.randint(0, 3)) for _ in range(count)])
    assert sorted(role.area for role in found) == list(range(count))
    assert found[0].role == "label"
    assert found[-1].role == "test on"


# --- the file --------------------------------------------------------------------------------------


def test_the_file_in_the_models_folder_tells_the_same(
    known: Appearance, planted: list[Sample], tmp_path: Path
) -> None:
    write_appearance(tmp_path, known)
    read = read_appearance(tmp_path)
    assert read is not None
    for sample in planted:
        assert verdict(read, sample.features) == verdict(known, sample.features)
    assert read.features.dtype == np.float16
    assert (read.pixels.quantiles == known.pixels.quantiles).all()


def test_the_card_can_hold_the_files_checksum(known: Appearance, tmp_path: Path) -> None:
    smp_model(tmp_path)
    before = read_card(tmp_path)
    digest = write_appearance(tmp_path, known)
    write_card(tmp_path, dataclasses.replace(before, files={**before.files, FILE: digest}))
    verify_files(tmp_path, read_card(tmp_path))
    assert read_card(tmp_path).weights == before.weights
    (tmp_path / FILE).write_text("{}")
    with pytest.raises(SureCoverError, match="does not match the checksum"):
        verify_files(tmp_path, read_card(tmp_path))


def test_a_model_without_the_file_tells_nothing(tmp_path: Path) -> None:
    assert read_appearance(tmp_path) is None


@pytest.mark.parametrize(
    "damage",
    [
        {"format": 2}, {"features": None}, {"limit": "x"}, {"side": 0}, {"pixels": {}},
        {"mean": {"shape": [1], "dtype": "float32", "data": "AAAAAA=="}},
        {"mean": {"shape": [1], "dtype": "object", "data": "AAAAAA=="}},
        {"features": {"shape": [1, 2], "dtype": "float16", "data": "AHwAfA=="}},
    ],
)  # fmt: skip
def test_a_damaged_file_is_refused(damage: dict[str, object], known: Appearance, tmp_path: Path) -> None:
    write_appearance(tmp_path, known)
    values = json.loads((tmp_path / FILE).read_text())
    (tmp_path / FILE).write_text(json.dumps({**values, **damage}))
    with pytest.raises(SureCoverError, match=r"has a appearance\.json that cannot be used: .*get the model"):
        read_appearance(tmp_path)


def test_too_little_training_land_tells_nothing(pixels_only: Model) -> None:
    assert appearance_of(pixels_only, [scene(noise(side=64))], Progress()) is None


def test_the_limit_is_that_of_the_features_as_stored(pixels_only: Model) -> None:
    sample = sample_patches(pixels_only, [scene(noise())], Progress(), side=32)
    found = appearance(sample)
    assert found.limit == reach(found.features, sample.overlapping())
