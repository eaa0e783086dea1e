"""Sampling, fitting and assigning clusters."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surecover.core import clustering
from surecover.core.clustering import Clusters, Sampler, assign, fit


def nearest(clusters: Clusters, pixels: np.ndarray) -> np.ndarray:
    """Brute force in float64, pixel by pixel."""
    standardised = (pixels.astype(np.float64) - clusters.mean) / clusters.deviation
    return np.array([((x - clusters.centres) ** 2).sum(axis=1).argmin() + 1 for x in standardised])


def plain(centres: np.ndarray, mean: float = 0.0) -> Clusters:
    """Clusters whose standardised values are value − mean."""
    bands = centres.shape[1]
    return Clusters(np.full(bands, mean), np.ones(bands), centres)


@settings(deadline=None, max_examples=60, derandomize=True)
@given(
    seed=st.integers(0, 10_000),
    bands=st.integers(1, 12),
    count=st.integers(1, 255),
    spread=st.sampled_from([0.01, 1.0, 100.0]),
)
def test_every_pixel_gets_its_nearest_centre(seed: int, bands: int, count: int, spread: float) -> None:
    random = np.random.default_rng(seed)
    clusters = plain(random.normal(0, 1, (count, bands)))
    pixels = random.normal(0, spread, (500, bands))
    assert (assign(clusters, pixels) == nearest(clusters, pixels)).all()


@settings(deadline=None, max_examples=60, derandomize=True)
@given(seed=st.integers(0, 10_000), bands=st.integers(1, 6), count=st.integers(2, 60))
def test_near_ties_are_settled_as_in_float64(seed: int, bands: int, count: int) -> None:
    """Pixels half way between two centres, off by 0 or by far less than float32 can tell."""
    random = np.random.default_rng(seed)
    centres = random.integers(-8, 9, (count, bands)) / 4.0
    clusters = plain(np.unique(centres, axis=0))
    pairs = clusters.centres[random.integers(0, len(clusters.centres), (400, 2))]
    shift = random.choice([0, 0, 1e-12, -1e-12, 1e-9, -1e-9], (400, 1))
    pixels = pairs.mean(axis=1) + shift * (pairs[:, 1] - pairs[:, 0])
    assert (assign(clusters, pixels) == nearest(clusters, pixels)).all()


def test_a_float32_product_alone_would_be_wrong() -> None:
    """The near ties above are real: without the second look some pixels get another centre."""
    random = np.random.default_rng(3)
    clusters = plain(random.normal(0, 1, (50, 4)))
    pairs = clusters.centres[random.integers(0, 50, (4000, 2))]
    pixels = pairs.mean(axis=1)
    x, c = pixels.astype(np.float32), clusters.centres.astype(np.float32)
    alone = ((c**2).sum(axis=1) / 2 - x @ c.T).argmin(axis=1) + 1
    exact = nearest(clusters, pixels)
    assert (alone != exact).any()
    assert (assign(clusters, pixels) == exact).all()


def test_whole_numbers_far_from_zero_are_assigned_exactly() -> None:
    random = np.random.default_rng(1)
    pixels = random.integers(60_000, 60_040, (3000, 3)).astype(np.uint16)
    clusters = fit(pixels.astype(float), 40, seed=0)
    assert (assign(clusters, pixels) == nearest(clusters, pixels)).all()


def test_of_equally_near_clusters_the_lowest_index_wins() -> None:
    clusters = plain(np.array([[-1.0], [1.0], [3.0]]))
    assert assign(clusters, np.array([[0.0], [2.0], [2.5], [-9.0]])).tolist() == [1, 2, 3, 1]


def test_chunks_do_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(0)
    clusters, pixels = plain(random.normal(size=(30, 3))), random.normal(size=(1000, 3))
    whole = assign(clusters, pixels)
    monkeypatch.setattr(clustering, "_CHUNK", 7)
    assert (assign(clusters, pixels) == whole).all()


def sampled(values: np.ndarray, valid: np.ndarray, side: int, size: int, seed: int = 0) -> np.ndarray:
    bands, rows, cols = values.shape
    sampler = Sampler(cols, bands, seed, size)
    windows = [(r, c) for r in range(0, rows, side) for c in range(0, cols, side)]
    for r, c in windows[::-1] if side % 2 else windows:
        part = slice(r, r + side), slice(c, c + side)
        sampler.add(values[(slice(None), *part)], valid[part], r, c)
    return sampler.pixels()


@settings(deadline=None, max_examples=40, derandomize=True)
@given(rows=st.integers(1, 40), cols=st.integers(1, 40), side=st.integers(1, 50), size=st.integers(1, 300))
def test_the_sample_does_not_depend_on_windows(rows: int, cols: int, side: int, size: int) -> None:
    values = np.arange(rows * cols).reshape(1, rows, cols)
    valid = values[0] % 3 > 0
    sample = sampled(values, valid, side, size)
    assert (sample == sampled(values, valid, 1000, size)).all()
    assert len(sample) == min(size, valid.sum())
    assert len(np.unique(sample)) == len(sample)
    assert (sample % 3 > 0).all()


def test_the_sample_is_spread_over_the_raster() -> None:
    """Sixteen parts of a raster get about equally many of 4000 sample pixels (σ ≈ 15)."""
    rows, cols = np.mgrid[:400, :400]
    sample = sampled(np.stack([rows // 100, cols // 100]), np.ones((400, 400), bool), 128, 4000)
    counts = np.bincount((sample[:, 0] * 4 + sample[:, 1]).astype(int), minlength=16)
    assert np.abs(counts - 250).max() < 75


def test_another_seed_draws_other_pixels() -> None:
    values = np.arange(10_000).reshape(1, 100, 100)
    valid = np.ones((100, 100), bool)
    one, other = (set(sampled(values, valid, 64, 100, seed)[:, 0]) for seed in (0, 1))
    assert len(one & other) < 10


def test_the_same_seed_gives_the_same_clusters_and_another_seed_others() -> None:
    sample = np.random.default_rng(0).normal(size=(3000, 4))
    first, again, other = fit(sample, 20, 5), fit(sample, 20, 5), fit(sample, 20, 6)
    assert first.centres.tobytes() == again.centres.tobytes()
    assert first.centres.tobytes() != other.centres.tobytes()


def test_separate_groups_become_clusters_in_ascending_order() -> None:
    random = np.random.default_rng(0)
    groups = np.repeat([[30.0, 1], [10, 2], [20, 3]], 100, axis=0) + random.normal(0, 0.01, (300, 2))
    index = assign(fit(groups, 3, 0), groups)
    assert [set(index[i : i + 100]) for i in (0, 100, 200)] == [{3}, {1}, {2}]


def test_bands_weigh_the_same_whatever_their_units() -> None:
    random = np.random.default_rng(0)
    sample = random.normal(size=(2000, 2))
    scaled = sample * [1, 1000] + [0, 5000]
    assert (assign(fit(sample, 8, 0), sample) == assign(fit(scaled, 8, 0), scaled)).all()


def test_fewer_distinct_pixels_than_clusters_become_one_cluster_each() -> None:
    sample = np.array([[5.0, 1], [2, 1], [5, 1], [9, 1]])
    clusters = fit(sample, 255, 0)
    assert assign(clusters, sample).tolist() == [2, 1, 2, 3]
    assert len(fit(sample[:1], 255, 0).centres) == 1
