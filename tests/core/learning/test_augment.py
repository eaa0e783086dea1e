"""Patches in other shapes, their labels with them."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.ndimage import gaussian_filter

from surecover.core.learning.augment import KINDS, augment

ANY_SEED = st.integers(0, 10_000)


def stacked(images: list[np.ndarray]) -> torch.Tensor:
    return torch.from_numpy(np.stack(images).astype(np.float32))


def blobs(count: int, side: int, seed: int) -> torch.Tensor:
    """Smooth areas of labels 1 and 2, uint8 (count, side, side)."""
    noise = np.random.default_rng(seed).normal(size=(count, side, side))
    smooth = gaussian_filter(noise, (0, side / 6, side / 6))
    ranks = smooth.reshape(count, -1).argsort(axis=1).argsort(axis=1).reshape(smooth.shape)
    return torch.from_numpy((1 + 2 * ranks // side**2).astype(np.uint8))


def numbered(count: int, side: int = 4) -> torch.Tensor:
    """Patches whose pixels all differ, float32 (count, 1, side, side)."""
    return torch.arange(side * side, dtype=torch.float32).reshape(1, 1, side, side).repeat(count, 1, 1, 1)


def unlabelled(inputs: torch.Tensor) -> torch.Tensor:
    return torch.zeros((len(inputs), *inputs.shape[2:]), dtype=torch.uint8)


def forms(inputs: torch.Tensor) -> list[tuple[float, ...]]:
    return [tuple(patch.flatten().tolist()) for patch in inputs]


@settings(deadline=None, max_examples=50, derandomize=True)
@given(seed=ANY_SEED, side=st.integers(2, 12), kinds=st.sets(st.sampled_from(["flips", "rotations"])))
def test_flips_and_rotations_move_labels_with_their_pixels(seed: int, side: int, kinds: set[str]) -> None:
    labels = torch.from_numpy(np.random.default_rng(seed).integers(0, 256, (6, side, side), dtype=np.uint8))
    moved, told = augment(labels[:, None].float(), labels, np.random.default_rng(seed), kinds)
    assert torch.equal(moved[:, 0], told.float())
    assert told.dtype == torch.uint8
    assert torch.equal(told.flatten(1).sort().values, labels.flatten(1).sort().values)


@settings(deadline=None, max_examples=20, derandomize=True)
@given(seed=ANY_SEED)
def test_warps_move_labels_with_their_pixels(seed: int) -> None:
    labels = blobs(4, 64, seed)
    moved, told = augment(labels[:, None].float(), labels, np.random.default_rng(seed), ("warps",))
    apart = (moved[:, 0] - told.float())[told > 0].abs()
    assert apart.max() < 0.76, "of the four pixels that are mixed the nearest counts a quarter at least"
    assert (apart < 1e-4).float().mean() > 0.9


@pytest.mark.parametrize(
    ("kind", "symmetries"),
    [("flips", [np.fliplr, np.flipud]), ("rotations", [lambda a, k=k: np.rot90(a, k) for k in (1, 2, 3)])],
)
def test_half_of_the_patches_are_moved_each_way_as_often(kind: str, symmetries: list) -> None:
    inputs = numbered(600)
    found = forms(augment(inputs, unlabelled(inputs), np.random.default_rng(0), (kind,))[0])
    patch = inputs[0, 0].numpy()
    assert found.count(tuple(patch.ravel())) == pytest.approx(300, abs=50)
    for symmetry in symmetries:
        expected = 300 / len(symmetries)
        assert found.count(tuple(symmetry(patch).ravel())) == pytest.approx(expected, abs=40)


def test_kinds_are_chosen_independently() -> None:
    """No rotation undoes a flip, so a patch stays as it is when neither was chosen."""
    inputs = numbered(800)
    found = forms(augment(inputs, unlabelled(inputs), np.random.default_rng(0), ("flips", "rotations"))[0])
    assert found.count(forms(inputs)[0]) == pytest.approx(200, abs=45)
    assert len(set(found)) == 8, "all symmetries of the square"


def test_a_warp_moves_pixels_by_two_pixels_at_most_and_neighbours_alike() -> None:
    rows, cols = np.meshgrid(np.arange(64), np.arange(64), indexing="ij")
    inputs = stacked([np.stack([rows, cols])] * 40)
    moved, _ = augment(inputs, unlabelled(inputs), np.random.default_rng(0), ("warps",))
    shift = moved - inputs
    assert 1 < shift.abs().max() < 2.001
    assert (shift.flatten(1).abs().amax(dim=1) > 0).sum() == pytest.approx(20, abs=8)
    inner = shift[..., 3:-3, 3:-3]  # at the edge the shift ends
    for axis in (2, 3):
        assert inner.diff(dim=axis).abs().max() < 0.5


def test_what_a_warp_brings_from_beyond_the_patch_is_not_labelled() -> None:
    labels = torch.ones(40, 32, 32, dtype=torch.uint8)
    inputs = torch.full((40, 1, 32, 32), 7.0)
    moved, told = augment(inputs, labels, np.random.default_rng(0), ("warps",))
    assert (told[:, 2:-2, 2:-2] == 1).all()
    assert (told == 0).any()
    torch.testing.assert_close(moved, inputs), "the edge goes on"


def test_a_stretch_moves_two_and_98_percent_to_those_of_the_training_data() -> None:
    """Of the values 0 … 99 those are the 3rd and the 98th, 2 and 97; the second band is ten times those."""
    patch = np.arange(100).reshape(10, 10)
    inputs = stacked([np.stack([patch, 10 * patch])] * 20)
    limits = np.array([[-1, 0.5], [1, 0.7]], np.float32)
    stretched, _ = augment(inputs, unlabelled(inputs), np.random.default_rng(0), ("stretch",), limits)
    changed = (stretched != inputs).flatten(1).any(dim=1)
    assert 4 <= changed.sum() <= 16
    for band, low, high in ((0, -1, 1), (1, 0.5, 0.7)):
        values = stretched[changed][:, band].flatten(1)
        assert values[:, 2].numpy() == pytest.approx(low, abs=1e-5)
        assert values[:, 97].numpy() == pytest.approx(high, abs=1e-5)
        assert values.diff(dim=1).numpy() == pytest.approx((high - low) / 95, abs=1e-5), "linear, not clipped"


def test_a_stretch_leaves_a_band_of_one_value_and_all_labels() -> None:
    inputs, labels = torch.full((8, 1, 64, 64), 0.3), blobs(8, 64, 0)
    limits = np.array([[0], [1]], np.float32)
    stretched, told = augment(inputs, labels, np.random.default_rng(0), ("stretch",), limits)
    assert torch.equal(stretched, inputs)
    assert torch.equal(told, labels)


def test_a_mix_puts_a_rectangle_of_the_patch_before_with_its_labels() -> None:
    """The i-th patch holds nothing but i, as value and as label."""
    labels = torch.arange(40, dtype=torch.uint8)[:, None, None].repeat(1, 16, 16)
    mixed, told = augment(labels[:, None].float(), labels, np.random.default_rng(0), ("mixes",))
    assert torch.equal(mixed[:, 0], told.float())
    changed = [number for number in range(40) if (told[number] != number).any()]
    assert len(changed) == pytest.approx(20, abs=8)
    for number in changed:
        assert set(told[number].unique().tolist()) <= {number, (number - 1) % 40}
        rows, cols = np.nonzero(told[number].numpy() != number)
        height, width = np.ptp(rows) + 1, np.ptp(cols) + 1
        assert min(height, width) >= 2
        assert len(rows) == height * width


def test_the_same_seed_gives_the_same_and_the_given_patches_stay() -> None:
    inputs, labels = torch.randn(6, 3, 32, 32), blobs(6, 32, 0)
    before = inputs.clone(), labels.clone()
    limits = np.array([[-1] * 3, [1] * 3], np.float32)
    one, same, other = (augment(inputs, labels, np.random.default_rng(s), KINDS, limits) for s in (5, 5, 6))
    assert torch.equal(one[0], same[0])
    assert torch.equal(one[1], same[1])
    assert not torch.equal(one[0], other[0])
    assert torch.equal(inputs, before[0])
    assert torch.equal(labels, before[1])


def test_without_kinds_nothing_changes() -> None:
    inputs, labels = torch.randn(4, 2, 16, 16), blobs(4, 16, 0)
    varied, told = augment(inputs, labels, np.random.default_rng(0), ())
    assert torch.equal(varied, inputs)
    assert torch.equal(told, labels)
