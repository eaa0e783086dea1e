"""What the shipped models learn from, how they are judged, and what is shipped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from surecover.core import RESOURCES
from surecover.core.demo import train as script
from surecover.core.demo import training
from surecover.core.demo.examples import (
    BUILDING,
    CHECKING_SEEDS,
    LABELS,
    LEAVES,
    OPEN_LAND,
    PLACES,
    TRAINING_SEEDS,
    Example,
    generated_examples,
    label_sets,
)
from surecover.core.demo.figures import scores
from surecover.core.demo.generator import DemoScene
from surecover.core.demo.landscape import BARREN, FOREST, GRASS, INDUSTRIAL, RESIDENTIAL, WATER
from surecover.core.demo.statistics import BANDS
from surecover.core.demo.training import (
    DEMONSTRATION,
    THEMES,
    Kind,
    atmospheres,
    band_moments,
    blank_card,
    scene,
    train,
    varied_scene,
)
from surecover.core.learning.learner import Learnt
from surecover.core.model.card import OTHER, ModelCard
from surecover.core.model.cardfile import read_card, verify_files
from surecover.core.model.models import Model, load_model
from surecover.core.model.themes import combine_themes, combined_classes
from surecover.core.progress import Progress
from surecover.core.stages.demodata import DemodataJob
from tests.files import real_data

LEVELS = ("L1C", "L2A")
MODELS = RESOURCES / "models"
SHIPPED = (DEMONSTRATION, *THEMES)
UNSEEN_SEED = 42
OA_BOUND = 0.80
"""The shipped model gets about 0.85 on single dates of unseen generated scenes."""
THEMES_OA_BOUND = 0.75
"""The themes together get about 0.81, here 0.77."""


def test_labels_are_sets_of_what_a_network_tells_apart() -> None:
    number = 1 + LABELS.index(OPEN_LAND)
    assert label_sets(LEAVES)[number].tolist() == [c in (GRASS, BARREN) for c in LEAVES]
    assert label_sets((GRASS, FOREST, OTHER))[number].tolist() == [True, False, True]
    assert label_sets((WATER, OTHER))[number].tolist() == [False, True]
    assert not label_sets(LEAVES)[0].any()


def test_a_label_that_allows_everything_teaches_nothing() -> None:
    number = 1 + LABELS.index(OPEN_LAND + BUILDING)
    assert not label_sets((INDUSTRIAL, RESIDENTIAL, OTHER))[number].any()
    assert label_sets(LEAVES)[number].sum() == 4


def striped(place: str, level: str = "L2A", side: int = 64) -> Example:
    """Left half bright, right half dark, with labels that say so."""
    rng = np.random.default_rng(1)
    stored = rng.integers(900, 1100, (len(BANDS), side, side)).astype(np.uint16)
    stored[:, :, side // 2 :] += 2000
    labels = np.full((side, side), 1, np.uint8)
    labels[:, side // 2 :] = 2
    return Example(place, "2021-06-01", level, stored, labels)


def test_labels_become_sets_by_the_meaning_that_they_have_at_their_place() -> None:
    def meanings(place: str) -> set[tuple[int, ...]]:
        return {LABELS[number - 1] for number in np.unique(striped(place).numbers) if number}

    assert meanings("slovenia") == {OPEN_LAND, (FOREST,)}
    assert meanings("generator") == {(WATER,), (GRASS,)}
    assert meanings("belgium") == set()


def small(kind: Kind, **changes: object) -> Kind:
    return replace(kind, depth=2, epochs=1, **changes)


def learn(folder: Path, kind: Kind, examples: dict[str, list[Example]], epochs: int = 1) -> Learnt:
    card = blank_card(kind, examples, id="test", title="", description="", licence="CC0-1.0")
    return train(kind, card, examples, folder, Progress(), epochs)


@pytest.fixture
def few_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "BATCH", 4)
    monkeypatch.setattr(training, "STEPS", 2)
    monkeypatch.setattr(training, "_HALO_SIDE", 96)


@pytest.mark.usefixtures("few_steps")
def test_places_are_learned_from_by_their_shares_and_labels(tmp_path: Path) -> None:
    examples = {"generator": [striped("generator")], "slovenia": [striped("slovenia")]}
    learnt = learn(tmp_path, small(DEMONSTRATION), examples, epochs=8)
    losses = [epoch.loss for epoch in learnt.history]
    assert np.mean(losses[-2:]) < 0.7 * np.mean(losses[:2])


@pytest.mark.usefixtures("few_steps")
def test_training_twice_gives_the_same_weights(tmp_path: Path) -> None:
    examples = {"generator": [striped("generator")], "chile": [striped("chile", level) for level in LEVELS]}
    first, second = (
        learn(tmp_path / name, small(DEMONSTRATION), examples).file.state_dict() for name in ("one", "two")
    )
    assert all(torch.equal(first[name], second[name]) for name in first)


def test_a_scene_is_read_in_the_bands_of_its_model_and_in_other_light_each_time() -> None:
    example = striped("generator")
    window = (slice(0, 8), slice(0, 16))
    plain, usable = scene(THEMES[0], example).read(window)
    np.testing.assert_array_equal(plain, example.stored[[6, 2, 1], :8, :16] / np.float32(10_000))
    assert usable.all()
    varied = varied_scene(THEMES[0], example, [], np.random.default_rng(0), 1.0)
    once, again = (varied.read(window)[0] for _ in range(2))
    assert not np.array_equal(once, again)
    np.testing.assert_allclose(once, plain, atol=0.15)


def test_bare_soil_of_the_generator_may_be_wet_and_dark() -> None:
    example = striped("generator")
    example.labels[:] = np.where(example.labels == 1, BARREN, GRASS)  # left half | right half
    example.stored[:] = 3000
    kind = replace(DEMONSTRATION, lost=0.0)

    def darkness(example: Example) -> np.ndarray:
        read = varied_scene(kind, example, [], np.random.default_rng(0), 1.0).read
        seen = [read((slice(0, 8), slice(0, 64)))[0] for _ in range(100)]
        return np.array([patch[:, :, :32].mean() / patch[:, :, 32:].mean() for patch in seen])

    assert (darkness(example) < 0.99).mean() == pytest.approx(0.5, abs=0.15)
    assert darkness(example).min() > 0.4
    np.testing.assert_allclose(darkness(replace(example, place="chile")), 1, atol=1e-5)


def test_patches_may_lack_bands_which_then_say_nothing() -> None:
    card = blank_card(DEMONSTRATION, {"generator": [striped("generator")]}, id="test", title="",
                      description="", licence="CC0-1.0")  # fmt: skip
    window = (slice(0, 8), slice(0, 8))
    kind = replace(DEMONSTRATION, lost=0.6)
    read = varied_scene(kind, striped("generator"), [], np.random.default_rng(0), 1.0).read
    seen = [read(window)[0] for _ in range(600)]
    lost = np.array([np.isnan(patch).all(axis=(1, 2)) for patch in seen])
    assert np.isnan(seen).all(axis=(2, 3)).sum() == np.isnan(seen).any(axis=(2, 3)).sum(), "whole bands"
    assert lost.any(axis=1).mean() == pytest.approx(0.45, abs=0.08)
    assert lost.mean() == pytest.approx(0.15, abs=0.03)
    for patch, without in zip(seen, lost):
        np.testing.assert_allclose(card.normalise(patch)[without], 0, atol=1e-4)


def test_a_surface_may_be_seen_through_the_air_of_a_place() -> None:
    """Air that reflects 1 everywhere, behind which nothing is seen."""
    air = np.array([np.zeros(len(BANDS)), np.ones(len(BANDS))], np.float32)
    window = (slice(0, 8), slice(0, 8))

    def seen(level: str) -> np.ndarray:
        rng = np.random.default_rng(0)
        kind = replace(DEMONSTRATION, lost=0.0)
        read = varied_scene(kind, striped("chile", level), [air], rng, 1.0).read
        return np.array([read(window)[0].mean() for _ in range(40)])

    assert (seen("L2A") > 0.25).mean() == pytest.approx(0.5, abs=0.2)
    assert seen("L1C").max() < 0.25, "what was measured above the air is not seen through it again"


def test_places_weigh_alike_in_the_normalisation() -> None:
    dark, light = striped("generator"), striped("slovenia")
    dark.stored[:], light.stored[:] = 1000, 3000
    mean, deviation = band_moments({"generator": [dark] * 5, "slovenia": [light]})
    np.testing.assert_allclose(mean, 0.2, atol=1e-6)
    np.testing.assert_allclose(deviation, 0.1, atol=1e-6)


def test_the_air_of_a_place_is_the_line_from_its_surface_to_its_top_of_atmosphere() -> None:
    surface, top = striped("chile", "L2A"), striped("chile", "L1C")
    top.stored[:] = np.rint(surface.stored * 0.8 + 500).astype(np.uint16)
    (air,) = atmospheres({"chile": [surface, top], "slovenia": [striped("slovenia", "L1C")]})
    np.testing.assert_allclose(air[0], 0.8, atol=1e-3)
    np.testing.assert_allclose(air[1], 0.05, atol=1e-3)


def test_figures_compare_leaves_as_far_as_the_labels_tell_them_apart() -> None:
    example = striped("slovenia", side=2)  # cultivated land | forest
    found = scores(DEMONSTRATION, [example], [np.array([[GRASS, FOREST], [FOREST, FOREST]], np.uint8)])
    assert found["oa"] == 0.75
    assert found["largest_class"] == 0.5
    assert found["classes"]["open land"]["recall"] == 0.5
    assert found["classes"]["forest"]["iou"] == pytest.approx(2 / 3, abs=1e-4)
    assert found["matrix"]["cultivated land"]["grass"] == 1
    assert "building" not in found["classes"]


def test_figures_of_a_theme_compare_what_is_its_own_with_all_else() -> None:
    """Cultivated land may be grass or bare: vegetation is judged by its forest alone there."""
    vegetation = THEMES[0]
    example = striped("slovenia", side=2)  # cultivated land | forest
    found = scores(vegetation, [example], [np.array([[GRASS, FOREST], [OTHER, OTHER]], np.uint8)])
    assert found["oa"] == 0.75
    assert set(found["classes"]) == {"forest", "other"}
    assert found["matrix"] == {
        "cultivated land": {"grass": 1, "forest": 0, "other": 1},
        "forest": {"grass": 0, "forest": 1, "other": 1},
    }


def test_figures_of_a_theme_on_generated_scenes_compare_all_its_classes() -> None:
    example = striped("generator", side=2)  # water | grass
    found = scores(THEMES[0], [example], [np.array([[OTHER, GRASS], [GRASS, GRASS]], np.uint8)])
    assert found["oa"] == 0.75
    assert set(found["classes"]) == {"grass", "other"}


def test_unlabelled_pixels_have_no_figures() -> None:
    example = striped("slovenia", side=2)
    example.labels[0] = 0
    assert scores(DEMONSTRATION, [example], [np.full((2, 2), FOREST, np.uint8)])["pixels"] == 2


@pytest.mark.usefixtures("few_steps")
def test_a_left_out_place_is_never_shown_to_the_training(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[set[str]] = []
    spectra: list[str] = []

    def real(data: Path, place: str) -> list[Example]:
        return [striped(place, side=64)]

    def made_up(seeds: tuple[int, ...], without: str = "") -> list[Example]:
        spectra.append(without)
        return [striped("generator", side=64)]

    def watched(kind: Kind, card: ModelCard, examples: dict[str, list[Example]], *rest: object) -> Learnt:
        shown.append({e.place for scenes in examples.values() for e in scenes})
        return train(kind, card, examples, *rest)

    monkeypatch.setattr(script, "real_examples", real)
    monkeypatch.setattr(script, "leipzig", lambda data: striped("leipzig", side=64))
    monkeypatch.setattr(script, "generated_examples", made_up)
    monkeypatch.setattr(script, "train", watched)
    kind = small(THEMES[2])
    script.build([kind], tmp_path, tmp_path / "final", tmp_path / "parts", 1, ("slovenia", "chile"))
    assert shown == [{"generator", "chile"}, {"generator", "slovenia"}, {"generator", "slovenia", "chile"}]
    assert spectra == ["slovenia", "chile", "", ""]
    card = read_card(tmp_path / "parts" / "water-without-slovenia")
    assert "slovenia" in card.validation["held_out_places"]
    assert load_model(tmp_path / "final" / "water").card.classes == (WATER, OTHER)
    script.build([kind], tmp_path, tmp_path / "final", tmp_path / "parts", 1, ("slovenia", "chile"))
    assert len(shown) == 4, "what was left out once is not trained again"


def test_generated_scenes_come_with_their_clouds_unlabelled() -> None:
    examples = list(generated_examples([3], size=64))
    assert [e.place for e in examples] == ["generator"] * 3
    assert set(np.unique(np.concatenate([e.labels for e in examples]))) <= {0, *LEAVES}


@pytest.mark.real_data
def test_the_real_places_are_read_with_their_offsets_and_labels() -> None:
    data = real_data("worldmap_pair_chile").parent
    surface = {e.level: e for e in script.real_examples(data, "chile")}
    assert set(surface) == {"L1C", "L2A"}
    water = surface["L2A"].numbers == 1 + LABELS.index((WATER,))
    assert np.median(surface["L2A"].stored[0, water]) < 400  # the offset of 1000 is undone
    points = script.leipzig(data)
    assert np.bincount(points.labels.ravel())[1:].tolist() == [28, 20, 36, 13]
    assert np.median(points.stored[6, points.labels == 4]) < 1000  # water is dark in the near infrared
    dates = [e.date for e in script.real_examples(data, "slovenia")]
    assert dates == ["2015-07-11", "2015-08-30", "2015-09-09"]


@pytest.mark.parametrize("kind", SHIPPED, ids=lambda kind: kind.id)
def test_shipped_models_have_sound_cards_that_say_what_they_are(kind: Kind) -> None:
    folder = MODELS / kind.id
    card = read_card(folder)
    verify_files(folder, card)
    assert sum(path.stat().st_size for path in folder.iterdir()) < 2.5e6
    assert (card.id, card.theme, card.classes) == (kind.id, kind.theme, kind.outputs)
    assert tuple(band.name for band in card.bands) == kind.bands
    assert card.licence == "CC-BY-SA-4.0"
    assert "demonstration" in card.description.lower()
    assert "TerraMesh" in card.description
    assert str(TRAINING_SEEDS[-1]) in card.description
    held_out = card.validation["held_out_places"]
    assert set(held_out) == set(PLACES)
    for figures in held_out.values():
        assert 0 < figures["oa"] <= 1
        assert sum(sum(row.values()) for row in figures["matrix"].values()) == figures["pixels"]


def test_no_demo_scene_was_trained_on() -> None:
    assert not set(TRAINING_SEEDS) & set(CHECKING_SEEDS)
    assert DemodataJob().seed not in TRAINING_SEEDS


@pytest.fixture(scope="module")
def landscape() -> tuple[np.ndarray, list[np.ndarray]]:
    """A cloudless landscape that no model has seen: the truth, and reflectance of two dates."""
    made_up = DemoScene(UNSEEN_SEED, 192, count=2, cloud_share=0)
    window = (slice(0, 192), slice(0, 192))
    images = [made_up.image(when, window)[0] / np.float32(10_000) for when in range(2)]
    return made_up.land(window).now, images


def accuracies(models: Sequence[Model], landscape: tuple[np.ndarray, list[np.ndarray]]) -> list[float]:
    """Of each date, by one model or by several themes together."""
    truth, images = landscape
    cards = [model.card for model in models]
    combined = combined_classes(cards, "barren")
    found = []
    for image in images:
        seen = [card.normalise(image[[BANDS.index(b.name) for b in card.bands]]) for card in cards]
        probabilities = [model.predict(inputs[None])[0] for model, inputs in zip(models, seen)]
        together = combine_themes(probabilities, [card.classes for card in cards], combined)
        found.append(float((np.array(combined)[together.argmax(axis=0)] == truth).mean()))
    return found


def test_the_demonstration_classifies_a_landscape_it_has_not_seen(
    landscape: tuple[np.ndarray, list[np.ndarray]],
) -> None:
    assert min(accuracies([load_model(MODELS / "demonstration")], landscape)) > OA_BOUND


def test_the_three_themes_together_classify_it_nearly_as_well(
    landscape: tuple[np.ndarray, list[np.ndarray]],
) -> None:
    themes = [load_model(MODELS / kind.id) for kind in THEMES]
    assert min(accuracies(themes, landscape)) > THEMES_OA_BOUND
