"""k-means and random forest as models: their ONNX networks say what scikit-learn says."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.cluster import KMeans
from sklearn.ensemble import RandomForestClassifier

from surecover.core.errors import SureCoverError
from surecover.core.learning.baselines import forest_model, kmeans_model, matched
from surecover.core.model.models import Model, load_model, save_onnx_model
from tests.models_fixture import BANDS, BARREN, FOREST, GRASS, WATER, card

CLASSES = (WATER, GRASS, FOREST)
ONE_EACH = np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1]], bool)
"""Three labels, each of one output."""

PARENT = np.vstack([ONE_EACH, [[False, True, True]]])
"""And a fourth one, which means the second or the third output."""


def ready(folder: Path, network: Any, classes: tuple[int, ...] = CLASSES, bands: int = 4) -> Model:
    save_onnx_model(folder, network, card(classes, BANDS[:bands]))
    return load_model(folder)


def told(model: Model, samples: np.ndarray) -> np.ndarray:
    """Probabilities (samples, outputs) of samples that lie in one row of an image."""
    return model.predict(np.ascontiguousarray(samples.T[None, :, None, :]))[0, :, 0].T


def clouds(seed: int, count: int = 600) -> tuple[np.ndarray, np.ndarray]:
    """Samples (n, 4) around three centres, and label numbers 1..3, a fifth of them wrong."""
    rng = np.random.default_rng(seed)
    labels = rng.integers(1, 4, count)
    samples = rng.normal(rng.normal(0, 2, (4, 4))[labels], 0.7).astype(np.float32)
    return samples, np.where(rng.random(count) < 0.2, rng.integers(1, 4, count), labels).astype(np.uint8)


# k-means


def test_clusters_go_where_most_labels_agree_and_each_output_gets_one() -> None:
    # By itself each cluster would take the first output: 9 + 8 + 7 cannot be, 8 + 6 + 5 is the most.
    votes = np.array([[9, 6, 0], [8, 1, 0], [7, 2, 5]])
    assert matched(votes).tolist() == [1, 0, 2]


@settings(deadline=None, max_examples=40, derandomize=True)
@given(st.integers(2, 5).flatmap(lambda n: st.lists(st.lists(st.integers(0, 9), min_size=n, max_size=n),
                                                   min_size=n, max_size=n)))  # fmt: skip
def test_no_other_way_to_give_clusters_to_outputs_has_more_votes(votes: list[list[int]]) -> None:
    def total(clusters: Any) -> int:
        return sum(votes[cluster][output] for output, cluster in enumerate(clusters))

    found = matched(np.array(votes))
    assert sorted(found) == list(range(len(votes)))
    assert total(found) == max(map(total, permutations(range(len(votes)))))


@pytest.mark.parametrize("seed", range(3))
def test_k_means_predicts_the_class_of_the_nearest_centre(tmp_path: Path, seed: int) -> None:
    samples, labels = clouds(seed)
    model = ready(tmp_path, kmeans_model(samples, labels, ONE_EACH, seed=5))
    own = KMeans(3, n_init=10, random_state=5).fit(samples)
    votes = np.zeros((3, 3))
    np.add.at(votes, (own.labels_, labels - 1), 1)
    output_of = np.argsort(matched(votes))
    unseen = np.random.default_rng(seed + 100).normal(0, 2, (500, 4)).astype(np.float32)
    for pixels in (samples, unseen):
        np.testing.assert_array_equal(told(model, pixels).argmax(axis=1), output_of[own.predict(pixels)])


def test_its_probabilities_are_those_of_the_gaussian_mixture(tmp_path: Path) -> None:
    # Centres 0 and 4; each sample lies 1 away from its own, so the variance is 1.
    samples = np.array([[-1], [1], [3], [5]], np.float32)
    sets = np.array([[0, 0], [1, 0], [0, 1]], bool)
    network = kmeans_model(samples, np.array([2, 2, 1, 1], np.uint8), sets, seed=0)
    found = told(ready(tmp_path, network, (WATER, GRASS), 1), np.array([[0], [2], [2.5]], np.float32))
    likelihood = np.exp(-np.array([[16, 0], [4, 4], [2.25, 6.25]]) / 2)
    np.testing.assert_allclose(found, likelihood / likelihood.sum(axis=1, keepdims=True), rtol=1e-5)


def test_a_label_of_two_classes_counts_half_for_each() -> None:
    # Around 9 lie three pixels of "second or third" and two of "second"; around 5 two of "third":
    # 3.5 + 2 for (second, third) beat 1.5 + 0 for (third, second).
    samples = np.repeat(np.array([1, 5, 9], np.float32), [4, 2, 5])[:, None]
    labels = np.array([1, 1, 1, 1, 3, 3, 4, 4, 4, 2, 2], np.uint8)
    (weights,) = (
        w for w in kmeans_model(samples, labels, PARENT, 0).graph.initializer if w.name == "weights"
    )
    centres = np.frombuffer(weights.raw_data, np.float32) * 1e-6  # no spread: the least variance
    np.testing.assert_allclose(centres, [1, 9, 5], rtol=1e-5)


def test_too_few_colours_for_as_many_clusters_are_refused() -> None:
    with pytest.raises(SureCoverError, match="show 2 different colours; k-means needs 3"):
        kmeans_model(np.eye(4, dtype=np.float32)[[0, 1, 1, 0]], np.array([1, 2, 3, 1], np.uint8), ONE_EACH, 0)


# Random forest


@pytest.mark.parametrize("seed", range(2))
def test_the_forest_gives_the_probabilities_of_scikit_learn(tmp_path: Path, seed: int) -> None:
    samples, labels = clouds(seed)
    model = ready(tmp_path, forest_model(samples, labels, ONE_EACH, seed=5))
    own = RandomForestClassifier(100, max_depth=10, random_state=5).fit(samples, labels)
    unseen = np.random.default_rng(seed + 100).normal(0, 2, (2000, 4)).astype(np.float32)
    for pixels in (samples, unseen):
        found, expected = told(model, pixels), own.predict_proba(pixels)
        np.testing.assert_allclose(found, expected, atol=1e-5)
        best = np.sort(expected, axis=1)
        clear = best[:, -1] - best[:, -2] > 1e-5
        assert clear.mean() > 0.9
        np.testing.assert_array_equal(found.argmax(axis=1)[clear], expected.argmax(axis=1)[clear])


def test_pixels_on_a_threshold_go_the_same_way(tmp_path: Path) -> None:
    # Neighbours among float32: the threshold between them is none, and the nearest is the upper one.
    lower = np.nextafter(np.float32(8), np.float32(9))
    samples = np.array([[lower], [np.nextafter(lower, np.float32(9))]] * 20)
    labels = np.array([1, 2] * 20, np.uint8)
    model = ready(tmp_path, forest_model(samples, labels, ONE_EACH, seed=0), bands=1)
    np.testing.assert_array_equal(told(model, samples).argmax(axis=1) + 1, labels)


def test_every_pixel_of_an_image_is_looked_at_alone(tmp_path: Path) -> None:
    samples, labels = clouds(0)
    image = np.random.default_rng(3).normal(0, 2, (2, 4, 5, 7)).astype(np.float32)
    for name, made in (("k", kmeans_model), ("f", forest_model)):
        model = ready(tmp_path / name, made(samples, labels, ONE_EACH, 1))
        pixels = np.moveaxis(image, 1, -1).reshape(-1, 4)
        expected = np.moveaxis(told(model, pixels).reshape(2, 5, 7, 3), -1, 1)
        np.testing.assert_allclose(model.predict(image), expected, atol=1e-6)


def test_a_class_without_pixels_is_never_told(tmp_path: Path) -> None:
    samples, labels = clouds(0)
    sets = np.insert(ONE_EACH, 1, False, axis=1)
    model = ready(tmp_path, forest_model(samples, labels, sets, 1), (WATER, GRASS, FOREST, BARREN))
    assert told(model, samples)[:, 1].max() < 2e-6


def test_a_label_of_two_classes_teaches_the_forest_nothing() -> None:
    samples, labels = clouds(0)
    vague = np.where(labels == 3, 4, labels)
    told_apart = forest_model(samples[labels != 3], labels[labels != 3], PARENT, 1)
    assert forest_model(samples, vague.astype(np.uint8), PARENT, 1) == told_apart
    with pytest.raises(SureCoverError, match=r"\(LABELS\) name no pixel's class exactly"):
        forest_model(samples, np.full(len(samples), 4, np.uint8), PARENT, 1)


@pytest.mark.parametrize("made", [kmeans_model, forest_model])
def test_the_same_seed_gives_the_same_model(made: Any) -> None:
    samples, labels = clouds(0, 200)
    assert made(samples, labels, ONE_EACH, 3) == made(samples, labels, ONE_EACH, 3)


def test_the_card_says_what_it_is(tmp_path: Path) -> None:
    samples, labels = clouds(0, 200)
    assert ready(tmp_path / "k", kmeans_model(samples, labels, ONE_EACH, 3)).card.architecture == "k-means"
    forest = ready(tmp_path / "f", forest_model(samples, labels, ONE_EACH, 3)).card
    assert forest.architecture == "random forest"
