"""What an image without labels costs, by hand."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from surecover.core.learning.auxiliary import (
    AUXILIARY_LOSSES,
    auxiliary_loss,
    channels_of,
    default_weight,
)

SEGMENTATIONS = ("kmeans", "mumford_shah")
SURE = 200.0
"""A logit that makes a membership exactly 1 in float32."""


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def image(*bands: Any) -> torch.Tensor:
    """One image (1, bands, rows, cols) from the rows of each band."""
    return torch.tensor([bands], dtype=torch.float32)


def clusters(*rows: str) -> torch.Tensor:
    """Raw output of two clusters, (1, 2, rows, cols): a, b = surely of it, ? = ½ of each, 1 = ¼ a, ¾ b."""
    a = {"a": SURE, "b": -SURE, "?": 0.0, "1": -float(np.log(3))}
    first = torch.tensor([[[[a[letter] for letter in row] for row in rows]]])
    return torch.cat([first, torch.zeros_like(first)], dim=1)


def seen(*rows: str) -> torch.Tensor:
    """Observed pixels (1, rows, cols): # = observed."""
    return torch.tensor([[[letter == "#" for letter in row] for row in rows]])


def cost(
    name: str, output: torch.Tensor, inputs: torch.Tensor, observed: torch.Tensor | None = None,
    *, rec: float = 1.0, reg: float = 1.0,
) -> float:  # fmt: skip
    everywhere = torch.ones_like(inputs[:, 0], dtype=torch.bool)
    observed = everywhere if observed is None else observed
    return float(auxiliary_loss(name, output, inputs, observed, reconstruction=rec, regularisation=reg))


def first(name: str, *given: Any) -> float:
    return cost(name, *given, reg=0.0)


def second(name: str, *given: Any) -> float:
    return cost(name, *given, rec=0.0)


def drawn(seed: int, name: str, rows: int = 4, cols: int = 3) -> tuple[torch.Tensor, ...]:
    """Random output, inputs and observed pixels of two images of three bands and four clusters, float64."""
    random = torch.Generator().manual_seed(seed)
    options: Any = {"generator": random, "dtype": torch.float64}
    output = 2 * torch.randn(2, channels_of(name, 3, 4), rows, cols, **options)
    inputs = torch.randn(2, 3, rows, cols, **options)
    return output, inputs, torch.rand(2, rows, cols, generator=random) < 0.7


def value_and_gradient(name: str, *given: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    output = given[0].clone().requires_grad_()
    value = auxiliary_loss(name, output, *given[1:])
    value.backward()
    assert output.grad is not None
    return value.detach(), output.grad


def by_definition(name: str, *given: torch.Tensor) -> tuple[float, float]:
    """Both terms of a segmentation loss, observed pixel by pixel as the paper writes them."""
    totals = np.zeros(2)
    for raw, values, here in zip(*(tensor.numpy() for tensor in given)):
        pixels = [(int(i), int(j)) for i, j in np.argwhere(here)]
        y = {(i, j): np.exp(raw[:, i, j]) / np.exp(raw[:, i, j]).sum() for i, j in pixels}
        x = {(i, j): values[:, i, j] for i, j in pixels}
        c = [sum(x[i] * y[i][k] for i in pixels) / sum(y[i][k] for i in pixels) for k in range(len(raw))]
        for i in pixels:
            if name == "kmeans":
                x_c = sum(c[k] * y[i][k] for k in range(len(c)))
                totals += abs(x[i] - x_c).mean(), sum(y[i] * (1 - y[i]))
            else:
                after = [j for j in ((i[0] + 1, i[1]), (i[0], i[1] + 1)) if j in y]
                distances = sum(((x[i] - c[k]) ** 2).mean() * y[i][k] for k in range(len(c)))
                totals += distances, sum(abs(y[j] - y[i]).sum() for j in after)
    return tuple(totals / int(given[2].sum()))


class TestReconstructions:
    def test_l1_is_the_mean_absolute_and_l2_the_mean_squared_difference(self) -> None:
        inputs, output = image([[1, 2]], [[3, 4]]), image([[1, 0]], [[6, 3]])
        assert cost("l1", output, inputs) == pytest.approx((0 + 2 + 3 + 1) / 4)
        assert cost("l2", output, inputs) == pytest.approx((0 + 4 + 9 + 1) / 4)

    @pytest.mark.parametrize("name", ["l1", "l2"])
    def test_they_have_no_second_term(self, name: str) -> None:
        output, inputs, observed = drawn(0, name)
        assert second(name, output, inputs, observed) == 0

    def test_a_perfect_copy_costs_nothing_and_moves_nothing(self) -> None:
        inputs = image([[1, 2], [3, 4]])
        for name in ("l1", "l2"):
            value, gradient = value_and_gradient(name, inputs, inputs, seen("##", "##"))
            assert value == 0
            assert (gradient == 0).all()


class TestRelaxedKMeans:
    def test_a_pixel_is_compared_with_the_mean_of_the_centroids_it_belongs_to(self) -> None:
        """Cluster a: (0·1 + 4·¼) / 1¼ = 0.8, b: 4; quantised 0.8 and ¼·0.8 + ¾·4 = 3.2."""
        assert first("kmeans", clusters("a1"), image([[0, 4]])) == pytest.approx((0.8 + 0.8) / 2)
        assert second("kmeans", clusters("a1"), image([[0, 4]])) == pytest.approx((0 + 2 * 3 / 16) / 2)

    def test_memberships_of_one_cluster_only_are_not_penalised(self) -> None:
        inputs = image([[0, 1, 5, 5]])
        assert second("kmeans", clusters("aabb"), inputs) == 0
        assert second("kmeans", clusters("????"), inputs) == pytest.approx(2 * 0.5 * 0.5)

    def test_as_many_colours_as_clusters_cost_nothing(self) -> None:
        inputs = image([[0, 0, 4], [4, 4, 4]], [[1, 1, 7], [7, 7, 7]])
        assert cost("kmeans", clusters("aab", "bbb"), inputs) == pytest.approx(0, abs=1e-6)
        assert first("kmeans", clusters("aaa", "bbb"), inputs) > 0.5

    @pytest.mark.parametrize("letters", ["aabb", "????", "a1?b", "aaaa"])
    def test_a_constant_image_is_its_own_quantisation(self, letters: str) -> None:
        assert first("kmeans", clusters(letters), image([[3, 3, 3, 3]])) == pytest.approx(0, abs=1e-6)


class TestMumfordShah:
    def test_a_pixel_is_compared_with_each_centroid_as_far_as_it_belongs_to_it(self) -> None:
        """Centroids 0.8 and 4 as of k-means: (0 − 0.8)²·1 + (4 − 0.8)²·¼ = 3.2 over two pixels."""
        assert first("mumford_shah", clusters("a1"), image([[0, 4]])) == pytest.approx(3.2 / 2)
        assert second("mumford_shah", clusters("a1"), image([[0, 4]])) == pytest.approx(2 * 0.75 / 2)

    @pytest.mark.parametrize(
        ("drawing", "length"),
        [
            (("aabb", "aabb", "aabb"), 3),
            (("aaaa", "bbbb", "bbbb"), 4),
            (("aaaa", "abba", "aaaa"), 6),
            (("abbb", "aabb", "aaab"), 5),
            (("bbbb", "bbbb", "bbbb"), 0),
        ],
    )
    def test_the_variation_of_an_area_is_the_length_of_its_border(
        self, drawing: tuple[str, ...], length: int
    ) -> None:
        """In each of the two clusters that it parts, over the twelve pixels."""
        found = second("mumford_shah", clusters(*drawing), torch.zeros(1, 1, 3, 4))
        assert found == pytest.approx(2 * length / 12)

    def test_a_border_beside_what_is_not_observed_costs_nothing(self) -> None:
        inputs = torch.zeros(1, 1, 2, 4)
        gap = seen("##.#", "##.#")
        assert second("mumford_shah", clusters("aaab", "aaab"), inputs, gap) == 0
        assert second("mumford_shah", clusters("abbb", "aaab"), inputs, gap) == pytest.approx(2 * 2 / 6)

    @pytest.mark.parametrize("letters", ["aabb", "????", "aaaa"])
    def test_a_constant_image_is_near_all_centroids(self, letters: str) -> None:
        assert first("mumford_shah", clusters(letters), image([[3, 3, 3, 3]])) == pytest.approx(0, abs=1e-5)

    def test_turning_and_flipping_an_image_changes_nothing(self) -> None:
        given = drawn(3, "mumford_shah")
        expected = cost("mumford_shah", *given)
        for turns, flip in product(range(4), (False, True)):
            turned = [torch.rot90(tensor, turns, (-2, -1)) for tensor in given]
            turned = [tensor.flip(-1) for tensor in turned] if flip else turned
            assert cost("mumford_shah", *turned) == pytest.approx(expected)


class TestAll:
    @settings(deadline=None, max_examples=15, derandomize=True)
    @given(seed=st.integers(0, 10_000), name=st.sampled_from(SEGMENTATIONS))
    def test_both_terms_are_those_of_the_paper(self, seed: int, name: str) -> None:
        given = drawn(seed, name)
        given[2][:, 0, 0] = True  # something of each image
        reconstruction, regularisation = by_definition(name, *given)
        assert first(name, *given) == pytest.approx(reconstruction)
        assert second(name, *given) == pytest.approx(regularisation)

    @pytest.mark.parametrize("name", AUXILIARY_LOSSES)
    def test_the_balance_weighs_the_two_terms(self, name: str) -> None:
        given = drawn(1, name)
        expected = 2 * first(name, *given) + 3 * second(name, *given)
        assert cost(name, *given, rec=2, reg=3) == pytest.approx(expected)

    @pytest.mark.parametrize("name", AUXILIARY_LOSSES)
    def test_the_gradient_is_that_of_finite_differences(self, name: str) -> None:
        output, *given = drawn(2, name)
        assert torch.autograd.gradcheck(
            lambda raw: auxiliary_loss(name, raw, *given), output.requires_grad_()
        )

    @pytest.mark.parametrize("hole", [7.0, float("nan"), float("inf")])
    @pytest.mark.parametrize("name", AUXILIARY_LOSSES)
    def test_pixels_that_are_not_observed_have_no_influence(self, name: str, hole: float) -> None:
        output, inputs, observed = drawn(4, name)
        value, gradient = value_and_gradient(name, output, inputs, observed)
        missing = ~observed[:, None]
        filled = output.masked_fill(missing, hole), inputs.masked_fill(missing, hole), observed
        other, other_gradient = value_and_gradient(name, *filled)
        assert value == other > 0
        assert torch.equal(gradient, other_gradient)
        assert (gradient[missing.expand_as(gradient)] == 0).all()
        assert gradient.abs().sum() > 0

    @pytest.mark.parametrize("name", AUXILIARY_LOSSES)
    def test_where_nothing_is_observed_nothing_is_taught(self, name: str) -> None:
        output, inputs, observed = drawn(5, name)
        value, gradient = value_and_gradient(name, output, inputs, torch.zeros_like(observed))
        assert value == 0
        assert (gradient == 0).all()

    @pytest.mark.parametrize("name", AUXILIARY_LOSSES)
    def test_an_image_is_judged_by_its_own_centroids(self, name: str) -> None:
        """A batch costs the mean of its images, each as if alone, if equally much is observed of them."""
        output, inputs, _ = drawn(6, name)
        alone = [cost(name, output[[n]], inputs[[n]] + 10 * n) for n in (0, 1)]
        together = cost(name, output, inputs + torch.tensor([0.0, 10.0])[:, None, None, None])
        assert together == pytest.approx(sum(alone) / 2)

    @pytest.mark.parametrize("name", AUXILIARY_LOSSES)
    def test_neither_the_bands_nor_the_size_of_a_patch_change_the_scale(self, name: str) -> None:
        output, inputs, observed = drawn(7, name)
        repeats = [2, 1, 1] if channels_of(name, 3, 4) == 3 else [1, 1, 1]
        expected = first(name, output, inputs, observed)
        doubled = output.repeat(1, *repeats), inputs.repeat(1, 2, 1, 1), observed
        assert first(name, *doubled) == pytest.approx(expected)
        tiled = [tensor.repeat(*[1] * (tensor.ndim - 2), 3, 3) for tensor in (output, inputs, observed)]
        assert first(name, *tiled) == pytest.approx(expected)

    @pytest.mark.parametrize("precision", [torch.float32, torch.bfloat16])
    @pytest.mark.parametrize("drawing", ["aaaa", "aabb", "????"])
    @pytest.mark.parametrize("name", AUXILIARY_LOSSES)
    def test_gradients_are_numbers_at_the_edges(
        self, name: str, drawing: str, precision: torch.dtype
    ) -> None:
        """Empty clusters, memberships of 0 and 1, equal colours, and equal neighbours."""
        inputs = image([[3, 3, 3, 3]], [[0, 0, 0, 0]])
        output = clusters(drawing).to(precision)
        value, gradient = value_and_gradient(name, output, inputs, seen("####"))
        assert value.isfinite()
        assert gradient.isfinite().all()

    @pytest.mark.parametrize("name", AUXILIARY_LOSSES)
    def test_it_is_precise_where_the_network_is_not(self, name: str) -> None:
        """Under autocast products would be made of eight bits; the loss is not."""
        output, inputs, observed = drawn(8, name, rows=16, cols=16)
        low = output.bfloat16()
        expected = cost(name, low.double(), inputs, observed)
        with torch.autocast("cpu", torch.bfloat16):
            assert cost(name, low, inputs.float(), observed) == pytest.approx(expected, rel=1e-5)

    @pytest.mark.parametrize("name", SEGMENTATIONS)
    def test_going_down_a_segmentation_loss_parts_what_differs(self, name: str) -> None:
        """Two fields, noisy; from nearly undecided memberships to a cluster each."""
        random = torch.Generator().manual_seed(9)
        field = torch.zeros(1, 1, 6, 8)
        field[..., 4:] = 2.0
        inputs = field + 0.2 * torch.randn(1, 1, 6, 8, generator=random)
        output = 0.1 * torch.randn(1, 2, 6, 8, generator=random)
        for _ in range(200):
            _, gradient = value_and_gradient(name, output, inputs, torch.ones(1, 6, 8, dtype=torch.bool))
            output = output - 20 * gradient
        found = output.argmax(dim=1)[0]
        assert (found[:, :4] == found[0, 0]).all()
        assert (found[:, 4:] == 1 - found[0, 0]).all()

    def test_the_paper_weighs_reconstructions_2_and_segmentations_5(self) -> None:
        assert [default_weight(name) for name in AUXILIARY_LOSSES] == [2, 2, 5, 5]
        assert [channels_of(name, 10, 6) for name in AUXILIARY_LOSSES] == [10, 10, 6, 6]
