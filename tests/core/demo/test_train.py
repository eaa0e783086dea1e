"""Learning from sets of possible classes, and the model that is shipped."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
import torch

from surecover.core import RESOURCES
from surecover.core.demo import train as script
from surecover.core.demo.examples import (
    BUILDING,
    CHECKING_SEEDS,
    LEAVES,
    OPEN_LAND,
    PLACES,
    TRAINING_SEEDS,
    Example,
    bits,
    generated_examples,
)
from surecover.core.demo.generator import DemoScene
from surecover.core.demo.landscape import BARREN, FOREST, GRASS, INDUSTRIAL, RESIDENTIAL, WATER
from surecover.core.demo.statistics import BANDS
from surecover.core.demo.training import atmospheres, band_moments, marginal_loss, train
from surecover.core.model.cardfile import read_card, verify_files
from surecover.core.model.models import load_model
from surecover.core.stages.demodata import DemodataJob
from tests.files import real_data

SHIPPED = RESOURCES / "models" / "demonstration"
UNSEEN_SEED = 42
OA_BOUND = 0.80
"""The shipped model gets about 0.87 on single dates of unseen generated scenes."""


def one_pixel(probabilities: list[float], allowed: int) -> float:
    logits = torch.log(torch.tensor(probabilities)).reshape(1, -1, 1, 1)
    return float(marginal_loss(logits, torch.tensor([[[allowed]]], dtype=torch.uint8)))


def test_sets_of_classes_are_bits() -> None:
    assert bits(WATER) == 0b000001
    assert bits(GRASS, BARREN) == OPEN_LAND == 0b001010
    assert bits(INDUSTRIAL, RESIDENTIAL) == BUILDING == 0b110000


def test_the_loss_of_a_pixel_is_minus_the_log_of_the_sum_over_what_it_may_be() -> None:
    probabilities = [0.1, 0.2, 0.3, 0.25, 0.1, 0.05]
    assert one_pixel(probabilities, bits(FOREST)) == pytest.approx(-math.log(0.3), abs=1e-6)
    assert one_pixel(probabilities, OPEN_LAND) == pytest.approx(-math.log(0.2 + 0.25), abs=1e-6)
    assert one_pixel(probabilities, 0b111111) == pytest.approx(0, abs=1e-6)
    assert one_pixel(probabilities, 0) == 0


def test_unlabelled_pixels_neither_count_nor_pull() -> None:
    logits = torch.zeros(1, 6, 1, 3, requires_grad=True)
    allowed = torch.tensor([[[bits(WATER), 0, OPEN_LAND]]], dtype=torch.uint8)
    loss = marginal_loss(logits, allowed)
    assert loss.item() == pytest.approx((math.log(6) + math.log(3)) / 2, abs=1e-6)
    loss.backward()
    assert torch.isfinite(logits.grad).all()
    assert (logits.grad[..., 1] == 0).all()


def test_a_set_pulls_all_its_classes_up_alike_and_no_class_of_it_over_the_other() -> None:
    logits = torch.zeros(1, 6, 1, 1, requires_grad=True)
    marginal_loss(logits, torch.tensor([[[OPEN_LAND]]], dtype=torch.uint8)).backward()
    pull = -logits.grad[0, :, 0, 0]
    assert pull[GRASS - 1] == pull[BARREN - 1] > 0
    assert (pull[[WATER - 1, FOREST - 1, INDUSTRIAL - 1]] < 0).all()


def striped(place: str, level: str = "L2A", side: int = 64) -> Example:
    """Left half bright, right half dark, with labels that say so."""
    rng = np.random.default_rng(1)
    stored = rng.integers(900, 1100, (len(BANDS), side, side)).astype(np.uint16)
    stored[:, :, side // 2 :] += 2000
    labels = np.full((side, side), 1, np.uint8)
    labels[:, side // 2 :] = 2
    return Example(place, "2021-06-01", level, stored, labels)


def test_labels_become_sets_by_the_meaning_that_they_have_at_their_place() -> None:
    assert set(np.unique(striped("slovenia").allowed)) == {OPEN_LAND, bits(FOREST)}
    assert set(np.unique(striped("generator").allowed)) == {bits(WATER), bits(GRASS)}
    assert set(np.unique(striped("belgium").allowed)) == {0}


def test_a_few_steps_lower_the_loss() -> None:
    examples = {"generator": [striped("generator")], "slovenia": [striped("slovenia")]}
    _, losses = train(examples, {"generator": 0.5, "slovenia": 0.5}, steps=12, batch=4)
    assert np.mean(losses[-3:]) < 0.7 * np.mean(losses[:3])


def test_training_twice_gives_the_same_weights() -> None:
    examples = {"generator": [striped("generator")]}
    first, second = (train(examples, {"generator": 1.0}, steps=2, batch=2)[0].state_dict() for _ in range(2))
    assert all(torch.equal(first[name], second[name]) for name in first)


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
    found = script.scores([example], [np.array([[GRASS, FOREST], [FOREST, FOREST]], np.uint8)])
    assert found["oa"] == 0.75
    assert found["classes"]["open land"]["recall"] == 0.5
    assert found["classes"]["forest"]["iou"] == pytest.approx(2 / 3, abs=1e-4)
    assert found["matrix"]["cultivated land"]["grass"] == 1
    assert "building" not in found["classes"]


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

    def learn(examples: dict[str, list[Example]], *rest: object) -> tuple[torch.nn.Module, list[float]]:
        shown.append({e.place for scenes in examples.values() for e in scenes})
        return train(examples, dict.fromkeys(examples, 1.0), steps=1, batch=1)

    monkeypatch.setattr(script, "real_examples", real)
    monkeypatch.setattr(script, "generated_examples", made_up)
    monkeypatch.setattr(script, "train", learn)
    script.build(tmp_path, tmp_path / "final", tmp_path / "parts", 1, ("slovenia", "chile"))
    assert shown == [{"generator", "chile"}, {"generator", "slovenia"}, {"generator", "slovenia", "chile"}]
    assert spectra[1:] == ["slovenia", "chile", ""]
    card = read_card(tmp_path / "parts" / "without-slovenia")
    assert "slovenia" in card.validation["held_out_places"]
    assert "without-slovenia" in card.id


def test_generated_scenes_come_with_their_clouds_unlabelled() -> None:
    examples = list(generated_examples([3], size=64))
    assert [e.place for e in examples] == ["generator"] * 3
    assert set(np.unique(np.concatenate([e.labels for e in examples]))) <= {0, *LEAVES}


@pytest.mark.real_data
def test_the_real_places_are_read_with_their_offsets_and_labels() -> None:
    data = real_data("worldmap_pair_chile").parent
    surface = {e.level: e for e in script.real_examples(data, "chile")}
    assert set(surface) == {"L1C", "L2A"}
    water = surface["L2A"].allowed == bits(WATER)
    assert np.median(surface["L2A"].stored[0, water]) < 400  # the offset of 1000 is undone
    dates = [e.date for e in script.real_examples(data, "slovenia")]
    assert dates == ["2015-07-11", "2015-08-30", "2015-09-09"]


def test_the_shipped_model_has_a_sound_card_that_says_what_it_is() -> None:
    card = read_card(SHIPPED)
    verify_files(SHIPPED, card)
    assert sum(path.stat().st_size for path in SHIPPED.iterdir()) < 10e6
    assert tuple(band.name for band in card.bands) == BANDS
    assert card.classes == LEAVES
    assert card.licence == "CC-BY-SA-4.0"
    assert "demonstration" in card.description.lower()
    assert "TerraMesh" in card.description
    held_out = card.validation["held_out_places"]
    assert set(held_out) == set(PLACES)
    for figures in held_out.values():
        assert 0 < figures["oa"] < 1
        assert sum(sum(row.values()) for row in figures["matrix"].values()) == figures["pixels"]


def test_no_demo_scene_was_trained_on() -> None:
    assert not set(TRAINING_SEEDS) & set(CHECKING_SEEDS)
    assert DemodataJob().seed not in TRAINING_SEEDS


def test_the_shipped_model_classifies_a_landscape_it_has_not_seen() -> None:
    model = load_model(SHIPPED)
    scene = DemoScene(UNSEEN_SEED, 192, count=2, cloud_share=0)
    window = (slice(0, 192), slice(0, 192))
    truth = scene.land(window).now
    for when in range(2):
        inputs = model.card.normalise(scene.image(when, window)[0] / np.float32(10_000))
        probabilities = model.predict(inputs[None])[0]
        found = np.array(LEAVES)[probabilities.argmax(axis=0)]
        assert (found == truth).mean() > OA_BOUND
