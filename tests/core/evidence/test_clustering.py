"""Sampling, fitting and assigning clusters."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
import threadpoolctl
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.cluster import KMeans

from surecover.core.evidence import clustering
from surecover.core.evidence.clustering import Clusters, Sampler, assign, assign_windows, fit


def nearest(clusters: Clusters, pixels: np.ndarray) -> np.ndarray:
    """Brute force in float64: every squared distance, added band by band."""
    standardised = (pixels.T - clusters.mean) / clusters.deviation
    squares = (standardised[:, None] - clusters.centres) ** 2
    return sum(squares[..., band] for band in range(len(pixels))).argmin(axis=1) + 1


def plain(centres: np.ndarray, mean: float = 0.0) -> Clusters:
    """Clusters whose standardised values are value − mean."""
    bands = centres.shape[1]
    return Clusters(np.full(bands, mean), np.ones(bands), centres)


def windows_of(values: np.ndarray, valid: np.ndarray, side: int) -> list[tuple[np.ndarray, np.ndarray]]:
    rows, cols = valid.shape
    corners = [(r, c) for r in range(0, rows, side) for c in range(0, cols, side)]
    return [(values[:, r : r + side, c : c + side], valid[r : r + side, c : c + side]) for r, c in corners]


@settings(deadline=None, max_examples=60, derandomize=True)
@given(
    seed=st.integers(0, 10_000),
    bands=st.integers(1, 12),
    count=st.sampled_from([1, 2, 3, 16, 17, 254, 255]) | st.integers(1, 255),
    spread=st.sampled_from([0.01, 1.0, 100.0]),
)
def test_every_pixel_gets_its_nearest_centre(seed: int, bands: int, count: int, spread: float) -> None:
    random = np.random.default_rng(seed)
    clusters = plain(random.normal(0, 1, (count, bands)))
    pixels = random.normal(0, spread, (bands, 500))
    assert (assign(clusters, pixels) == nearest(clusters, pixels)).all()


@settings(deadline=None, max_examples=25, derandomize=True)
@given(
    seed=st.integers(0, 10_000),
    offset=st.sampled_from([0.0, -1e3, 1e6, 1e9]),
    scale=st.sampled_from([1e-20, 1e-3, 1.0, 1e12]),
    dtype=st.sampled_from([np.float32, np.float64]),
)
def test_neither_units_nor_an_offset_far_above_the_deviation_matter(
    seed: int, offset: float, scale: float, dtype: type
) -> None:
    random = np.random.default_rng(seed)
    pixels = ((random.normal(size=(4, 600)) + offset) * scale).astype(dtype)
    clusters = fit(pixels.T.astype(float), 30, seed)
    assert (assign(clusters, pixels) == nearest(clusters, pixels)).all()


@settings(deadline=None, max_examples=60, derandomize=True)
@given(
    seed=st.integers(0, 10_000),
    bands=st.integers(1, 5),
    count=st.integers(1, 255),
    dtype=st.sampled_from([np.uint8, np.int16, np.uint16, np.int32, np.int64]),
)
def test_of_exactly_equal_distances_between_whole_numbers_the_lowest_index_wins(
    seed: int, bands: int, count: int, dtype: type
) -> None:
    random = np.random.default_rng(seed)
    clusters = plain(np.unique(random.integers(-6, 7, (count, bands)), axis=0).astype(float), mean=50)
    pixels = random.integers(40, 61, (bands, 500)).astype(dtype)
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
    pixels = (pairs.mean(axis=1) + shift * (pairs[:, 1] - pairs[:, 0])).T
    assert (assign(clusters, pixels) == nearest(clusters, pixels)).all()


def test_a_float32_product_alone_would_be_wrong() -> None:
    """The near ties above are real: without the second look some pixels get another centre."""
    random = np.random.default_rng(3)
    clusters = plain(random.normal(0, 1, (50, 4)))
    pairs = clusters.centres[random.integers(0, 50, (4000, 2))]
    pixels = pairs.mean(axis=1).T
    x, c = pixels.astype(np.float32), clusters.centres.astype(np.float32)
    alone = ((c**2).sum(axis=1) / 2 - x.T @ c.T).argmin(axis=1) + 1
    exact = nearest(clusters, pixels)
    assert (alone != exact).any()
    assert (assign(clusters, pixels) == exact).all()


@pytest.mark.parametrize("far", [1e9, -1e15, 3.4e38])
def test_a_value_far_from_all_clusters_is_assigned_exactly(far: float) -> None:
    """As a nodata value is that nobody declared: its float32 scores are rough, or overflow."""
    random = np.random.default_rng(0)
    clusters = Clusters(np.zeros(3), np.full(3, 0.1), random.normal(size=(200, 3)))
    pixels = random.normal(size=(3, 300)).astype(np.float32)
    pixels[0, ::7] = far
    pixels[:, ::11] = far
    assert (assign(clusters, pixels) == nearest(clusters, pixels)).all()


def test_whole_numbers_far_from_zero_are_assigned_exactly() -> None:
    random = np.random.default_rng(1)
    pixels = random.integers(60_000, 60_040, (3, 3000)).astype(np.uint16)
    clusters = fit(pixels.T.astype(float), 40, seed=0)
    assert (assign(clusters, pixels) == nearest(clusters, pixels)).all()


def test_constant_bands_play_no_part() -> None:
    random = np.random.default_rng(2)
    pixels = random.integers(1, 3000, (3, 1000)).astype(np.uint16)
    constant = np.insert(pixels, 1, 7, axis=0)
    index = assign(fit(constant.T.astype(float), 20, 0), constant)
    assert (index == assign(fit(pixels.T.astype(float), 20, 0), pixels)).all()


def test_of_equally_near_clusters_the_lowest_index_wins() -> None:
    clusters = plain(np.array([[-1.0], [1.0], [3.0]]))
    assert assign(clusters, np.array([[0.0, 2.0, 2.5, -9.0]])).tolist() == [1, 2, 3, 1]


def test_chunks_do_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(0)
    clusters, pixels = plain(random.normal(size=(30, 3))), random.normal(size=(3, 5000))
    whole = assign(clusters, pixels)
    for product, chunk in ((7, 7), (5, 20), (352, 352)):
        monkeypatch.setattr(clustering, "_PRODUCT", product)
        monkeypatch.setattr(clustering, "_CHUNK", chunk)
        assert (assign(clusters, pixels) == whole).all()


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_windows_come_back_in_order_whatever_their_size_and_the_number_of_threads(threads: int) -> None:
    random = np.random.default_rng(0)
    values = random.integers(0, 300, (3, 70, 90)).astype(np.uint16)
    valid = random.random((70, 90)) < 0.8
    valid[:32, :32] = True
    valid[32:64, 32:64] = False
    clusters = fit(values[:, valid].T.astype(float), 40, 0)
    expected = np.where(valid, nearest(clusters, values.reshape(3, -1)).reshape(70, 90), 0)
    for side in (32, 1000):
        indexes = list(assign_windows(clusters, windows_of(values, valid, side), threads))
        parts = windows_of(expected[None], valid, side)
        assert len(indexes) == len(parts)
        assert all((index == part[0]).all() for index, (part, _) in zip(indexes, parts))


def test_only_as_many_windows_are_read_as_are_being_assigned() -> None:
    read: list[int] = []

    def windows() -> Iterator[tuple[np.ndarray, np.ndarray]]:
        for number in range(20):
            read.append(number)
            yield np.zeros((1, 4, 4)), np.ones((4, 4), bool)

    for done, _ in enumerate(assign_windows(plain(np.zeros((1, 1))), windows(), threads=3)):
        assert len(read) <= done + 4


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


def test_clusters_do_not_depend_on_the_number_of_threads() -> None:
    """Partial sums come in any order, but none of them is rounded."""
    sample = np.random.default_rng(0).lognormal(size=(20_000, 6)) * 1000
    fits = []
    for threads in (1, 2, 3, 7):
        with threadpoolctl.threadpool_limits(threads):
            fits.append(fit(sample, 60, 1).centres.tobytes())
    assert len(set(fits)) == 1


def test_stopping_early_costs_hardly_any_inertia() -> None:
    sample = np.random.default_rng(0).lognormal(size=(20_000, 6))
    clusters = fit(sample, 100, 0)
    pixels = clusters.standardised(sample)
    converged = KMeans(100, n_init=1, max_iter=1000, tol=0, random_state=0).fit(pixels)
    chosen = clusters.centres[assign(clusters, sample.T) - 1]
    assert ((pixels - chosen) ** 2).sum() < 1.01 * converged.inertia_


def test_separate_groups_become_clusters_in_ascending_order() -> None:
    random = np.random.default_rng(0)
    groups = np.repeat([[30.0, 1], [10, 2], [20, 3]], 100, axis=0) + random.normal(0, 0.01, (300, 2))
    index = assign(fit(groups, 3, 0), groups.T)
    assert [set(index[i : i + 100]) for i in (0, 100, 200)] == [{3}, {1}, {2}]


def test_bands_weigh_the_same_whatever_their_units() -> None:
    random = np.random.default_rng(0)
    sample = random.normal(size=(2000, 2))
    scaled = sample * [1, 1000] + [0, 5000]
    assert (assign(fit(sample, 8, 0), sample.T) == assign(fit(scaled, 8, 0), scaled.T)).all()


def test_fewer_distinct_pixels_than_clusters_become_one_cluster_each() -> None:
    sample = np.array([[5.0, 1], [2, 1], [5, 1], [9, 1]])
    clusters = fit(sample, 255, 0)
    assert assign(clusters, sample.T).tolist() == [2, 1, 2, 3]
    assert len(fit(sample[:1], 255, 0).centres) == 1
