"""The mosaic's clusters as evidence: hand-worked factors, and when they are heard."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surecover.core.evidence.clusterevidence import FLOOR, ClusterEvidence, Trial, Witness, weighed
from tests.drawings import draw


def factors_of(probabilities: np.ndarray, clusters: np.ndarray) -> np.ndarray:
    evidence = ClusterEvidence(len(probabilities))
    evidence.add(probabilities, clusters)
    return evidence.factors()


def test_the_factors_equal_those_worked_by_hand() -> None:
    """Cluster 1: 30 pixels of P = (0.9, 0.1); cluster 2: 10 of (0.3, 0.7). The scene holds (0.75, 0.25)."""
    clusters = np.repeat([1, 2], [30, 10])[None]
    probabilities = np.where(clusters == 1, [[[0.9]], [[0.1]]], [[[0.3]], [[0.7]]])
    factors = factors_of(probabilities, clusters)
    # Ten pixels of the scene's mixture are added to each cluster.
    first, second = (27 + 7.5) / 40, (3 + 7.5) / 20
    np.testing.assert_allclose(factors[0, 1:3], np.sqrt([first / 0.75**0.5, second / 0.75**0.5]), rtol=1e-6)
    np.testing.assert_allclose(factors[1, 1], np.sqrt((1 - first) / 0.25**0.5), rtol=1e-6)
    assert factors[0, 2] / factors[1, 2] < factors[0, 1] / factors[1, 1]


def test_an_unsure_pixel_becomes_what_its_cluster_usually_is() -> None:
    clusters = draw("1111111112")
    first = np.array([[0.95, 0.95, 0.95, 0.95, 0.95, 0.95, 0.95, 0.95, 0.45, 0.45]])
    probabilities = np.stack([first, 1 - first]).repeat(10, axis=1).astype(np.float32)
    clusters = clusters.repeat(10, axis=0)
    found = weighed(probabilities, clusters, factors_of(probabilities, clusters))
    assert (found[0, :, 8] > 0.5).all(), "the others of its cluster are sure"
    assert (found[0, :, 9] < 0.5).all(), "its cluster is as unsure as it is"


def test_pixels_without_a_cluster_keep_their_probabilities() -> None:
    probabilities = np.array([[[0.7, 0.2]], [[0.3, 0.8]]], np.float32)
    clusters = np.array([[0, 1]])
    found = weighed(probabilities, clusters, factors_of(probabilities, clusters))
    np.testing.assert_allclose(found[:, 0, 0], probabilities[:, 0, 0], rtol=1e-6)


def test_what_was_not_observed_stays_so_and_0_is_lifted_to_the_floor() -> None:
    probabilities = np.array([[[0, 1]], [[0, 0]]], np.float32)
    clusters = np.array([[1, 1]])
    found = weighed(probabilities, clusters, np.ones((2, 256), np.float32))
    np.testing.assert_allclose(found[:, 0], [[0, 1 / (1 + FLOOR)], [0, FLOOR / (1 + FLOOR)]], rtol=1e-6)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6), st.integers(2, 6), st.integers(1, 5))
def test_probabilities_sum_to_1_and_the_windows_do_not_matter(seed: int, classes: int, cut: int) -> None:
    random = np.random.default_rng(seed)
    probabilities = random.dirichlet(np.full(classes, 0.3), (6, 7)).transpose(2, 0, 1).astype(np.float32)
    clusters = random.integers(0, 4, (6, 7))
    parts = ClusterEvidence(classes)
    for rows in (slice(0, cut), slice(cut, None)):
        parts.add(probabilities[:, rows], clusters[rows])
    factors = factors_of(probabilities, clusters)
    np.testing.assert_allclose(parts.factors(), factors, rtol=1e-5)
    np.testing.assert_allclose(weighed(probabilities, clusters, factors).sum(axis=0), 1, rtol=1e-5)


def tried(seed: int, *, telling: bool) -> bool:
    """Whether clusters are heard, where they tell a scene's two classes apart or are drawn by lot."""
    random = np.random.default_rng(seed)
    truth = np.kron(random.integers(0, 2, (16, 16)), np.ones((8, 8), int))
    sure = np.clip(random.normal(0.65, 0.2, truth.shape), 0.02, 0.98)
    probabilities = np.where(truth == 0, [sure, 1 - sure], [1 - sure, sure]).astype(np.float32)
    wrong = np.kron(random.random((16, 16)) < 0.2, np.ones((8, 8), bool))
    external = np.where(wrong, 1 - truth, truth) + 1
    clusters = np.where(telling, truth * 3, 0) + random.integers(1, 4, truth.shape)
    witness = Witness(2, 2)
    witness.add(probabilities, external)
    trial = Trial(witness.table(), truth.shape)
    factors = factors_of(probabilities, clusters)
    for rows in (slice(0, 50), slice(50, 128)):
        window = rows, slice(0, 128)
        before = probabilities[:, rows]
        trial.add(window, before, weighed(before, clusters[window], factors), external[window])
    return trial.verdict().helps


def test_clusters_that_tell_the_classes_apart_are_heard() -> None:
    assert all(tried(seed, telling=True) for seed in range(20))


def test_clusters_that_tell_nothing_are_not_heard_but_by_chance() -> None:
    """One-sided, 5 %: of 60 scenes 3 on average, 8 or more in one of a hundred."""
    assert sum(tried(seed, telling=False) for seed in range(60)) < 8


@pytest.mark.parametrize(("known", "told"), [(0, False), (7, False), (8, True)])
def test_an_external_map_in_fewer_than_eight_squares_tells_nothing(known: int, told: bool) -> None:
    trial = Trial(np.array([[0, 1, 0], [0, 0, 1]]), (64, 64))
    external = np.zeros((64, 64), int)
    external[0, : 8 * known : 8] = 1
    before = np.full((2, 64, 64), 0.5, np.float32)
    after = np.stack([before[0] + 0.2, before[1] - 0.2])
    trial.add((slice(0, 64), slice(0, 64)), before, after, external)
    assert trial.verdict().helps == told


@pytest.mark.parametrize(("pixels", "enough"), [(39, False), (40, True)])
def test_clusters_of_fewer_than_20_pixels_on_average_tell_too_little(pixels: int, enough: bool) -> None:
    evidence = ClusterEvidence(2)
    clusters = np.arange(pixels)[None] % 2 + 1
    evidence.add(np.full((2, 1, pixels), 0.5), clusters)
    assert evidence.enough == enough
