"""What a batch costs, by hand."""

from __future__ import annotations

from math import log
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from surecover.core.learning.losses import LOSSES, loss

TWO = [[0], [1]]
"""Labels of two outputs: each label allows one."""


def sets_of(labels: list[list[int]], outputs: int) -> torch.Tensor:
    """Sets from the outputs that label 1, 2, … allows."""
    sets = torch.zeros(len(labels) + 1, outputs, dtype=torch.bool)
    for number, allowed in enumerate(labels, start=1):
        sets[number, allowed] = True
    return sets


def row_of(pixels: list[Any]) -> torch.Tensor:
    """One patch of one row: (1, outputs, 1, pixels) from the outputs of each pixel."""
    return torch.tensor(pixels, dtype=torch.float32).T[None, :, None]


def cost(name: str, logits: torch.Tensor, labels: list[int], sets: torch.Tensor) -> float:
    return float(loss(name, logits, torch.tensor([[labels]]), sets))


def cost_and_gradient(
    name: str, logits: torch.Tensor, labels: torch.Tensor, sets: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor]:
    logits = logits.clone().requires_grad_()
    value = loss(name, logits, labels, sets)
    value.backward()
    assert logits.grad is not None
    return value.detach(), logits.grad


def test_cross_entropy_is_the_mean_surprise_over_the_labelled_pixels() -> None:
    logits = row_of([(0.25, 0.75), (0.5, 0.5), (0.9, 0.1)]).log()
    expected = (-log(0.75) - log(0.5)) / 2
    assert cost("cross_entropy", logits, [2, 1, 0], sets_of(TWO, 2)) == pytest.approx(expected)


def test_a_label_of_several_outputs_asks_only_for_their_sum() -> None:
    logits = row_of([(0.2, 0.3, 0.5), (0.1, 0.1, 0.8)]).log()
    sets = sets_of([[0, 1], [2]], 3)
    expected = (-log(0.5) - log(0.8)) / 2
    assert cost("cross_entropy", logits, [1, 2], sets) == pytest.approx(expected)


@settings(deadline=None, max_examples=20, derandomize=True)
@given(seed=st.integers(0, 10_000), outputs=st.integers(2, 5))
def test_the_two_ways_to_cross_entropy_agree(seed: int, outputs: int) -> None:
    random = torch.Generator().manual_seed(seed)
    logits = 5 * torch.randn(2, outputs, 4, 3, generator=random)
    labels = torch.randint(0, outputs + 1, (2, 4, 3), generator=random)
    single = [[output] for output in range(outputs)]
    plain = cost_and_gradient("cross_entropy", logits, labels, sets_of(single, outputs))
    never_given = sets_of([*single, [0, 1]], outputs)
    general = cost_and_gradient("cross_entropy", logits, labels, never_given)
    for one, other in zip(plain, general):
        torch.testing.assert_close(one, other)


@pytest.mark.parametrize("name", LOSSES)
def test_a_pixel_counts_as_many_as_its_label_weighs(name: str) -> None:
    pixels = [(0.5, -1.0, 2.0), (1.5, 0.25, 0.0), (0.0, 3.0, 1.0)]
    sets = sets_of([[0], [1], [1, 2]], 3)
    weights = torch.tensor([1.0, 1.0, 3.0, 2.0])
    weighted = loss(name, row_of(pixels), torch.tensor([[[1, 2, 3]]]), sets, weights)
    repeated = row_of([pixels[0], *3 * [pixels[1]], *2 * [pixels[2]]])
    assert float(weighted) == pytest.approx(cost(name, repeated, [1, 2, 2, 2, 3, 3], sets))


def test_dice_bce_looks_at_each_output_alone() -> None:
    """Output 0 says ¾ and ¼, output 1 says ½ and ½; the first pixel is 0, the second 1.

    Dice of output 0 is 2·¾ / (¾ + ¼ + 1) = ¾, of output 1 is 2·½ / (½ + ½ + 1) = ½.
    """
    logits = row_of([(0.75, 0.5), (0.25, 0.5)]).logit()
    dice = ((1 - 0.75) + (1 - 0.5)) / 2
    entropy = (-log(0.75) - log(0.75) - log(0.5) - log(0.5)) / 4
    expected = 0.5 * dice + 0.5 * entropy
    assert cost("dice_bce", logits, [1, 2], sets_of(TWO, 2)) == pytest.approx(expected)


def test_dice_bce_leaves_open_what_a_label_of_several_outputs_leaves_open() -> None:
    logits = row_of([(0.75, 0.25, 0.25)]).logit()
    value, gradient = cost_and_gradient("dice_bce", logits, torch.tensor([[[1]]]), sets_of([[0, 1]], 3))
    assert float(value) == pytest.approx(0.5 * -log(0.75)), "only that it is not output 2"
    assert gradient.flatten().tolist() == pytest.approx([0, 0, 0.5 * 0.25])


def test_iou_compares_soft_areas() -> None:
    """Output 0: shared ¾, together ¾ + ¼ + 1 − ¾; output 1 the same by symmetry."""
    logits = row_of([(0.75, 0.25), (0.25, 0.75)]).log()
    assert cost("iou", logits, [1, 2], sets_of(TWO, 2)) == pytest.approx(1 - 0.75 / 1.25)


def test_iou_and_dice_average_over_what_occurs() -> None:
    logits = row_of([(0.75, 0.25), (0.25, 0.75)]).log()
    assert cost("iou", logits, [1, 0], sets_of(TWO, 2)) == pytest.approx(1 - 0.75)
    alone = cost("dice_bce", row_of([(0.75, 0.5)]).logit(), [1], sets_of(TWO, 2))
    assert alone == pytest.approx(0.5 * (1 - 1.5 / 1.75) + 0.5 * (-log(0.75) - log(0.5)) / 2)


def test_iou_takes_a_label_of_several_outputs_for_their_union() -> None:
    """The first pixel may be 0 or 1, the second is 0, the third is 2.

    The area of {0, 1} is the first two pixels: shared 0.6 + 0.9, together 2 and 0.2 of the third.
    The area of 0 is the second pixel, the first may belong to it or not: shared 0.7, together 1 + 0.1.
    The area of 2 is the third pixel: shared 0.8, together 1 + 0.4 + 0.1.
    """
    logits = row_of([(0.3, 0.3, 0.4), (0.7, 0.2, 0.1), (0.1, 0.1, 0.8)]).log()
    expected = 1 - (1.5 / 2.2 + 0.7 / 1.1 + 0.8 / 1.5) / 3
    assert cost("iou", logits, [1, 2, 3], sets_of([[0, 1], [0], [2]], 3)) == pytest.approx(expected)


SCHEMES = {"single": sets_of([[0], [1], [2]], 3), "several": sets_of([[0], [1, 2], [2]], 3)}


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", LOSSES)
def test_a_pixel_without_label_has_no_influence(name: str, scheme: str) -> None:
    random = torch.Generator().manual_seed(0)
    logits = torch.randn(2, 3, 5, 4, generator=random)
    labels = torch.randint(0, 4, (2, 5, 4), generator=random)
    ignored = (labels == 0)[:, None].expand_as(logits)
    value, gradient = cost_and_gradient(name, logits, labels, SCHEMES[scheme])
    other, other_gradient = cost_and_gradient(
        name, torch.where(ignored, 50.0, logits), labels, SCHEMES[scheme]
    )
    assert value == other
    assert (gradient[ignored] == 0).all()
    assert gradient[~ignored].abs().sum() > 0
    assert torch.equal(gradient, other_gradient)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", LOSSES)
def test_where_nothing_is_labelled_nothing_is_taught(name: str, scheme: str) -> None:
    nothing = torch.zeros(1, 2, 2, dtype=torch.long)
    value, gradient = cost_and_gradient(name, torch.randn(1, 3, 2, 2), nothing, SCHEMES[scheme])
    assert value == 0
    assert (gradient == 0).all()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", LOSSES)
def test_a_network_that_is_right_and_sure_loses_nothing(name: str, scheme: str) -> None:
    labels = torch.tensor([[[1, 2, 3, 0]]])
    value, gradient = cost_and_gradient(
        name, row_of([(90, -90, -90), (-90, 90, -90), (-90, -90, 90), (0, 0, 0)]), labels, SCHEMES[scheme]
    )
    assert float(value) == pytest.approx(0, abs=1e-6)
    assert gradient.abs().max() < 1e-6


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", LOSSES)
def test_a_network_that_is_wrong_and_sure_loses_finitely(name: str, scheme: str) -> None:
    wrong = row_of([(-1e4, 1e4, 0), (1e4, -1e4, 0), (1e4, 0, -1e4)])
    value, gradient = cost_and_gradient(name, wrong, torch.tensor([[[1, 2, 3]]]), SCHEMES[scheme])
    assert 0.9 < float(value) < 1e5
    assert gradient.isfinite().all()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", LOSSES)
def test_going_down_a_loss_leads_to_what_the_labels_allow(name: str, scheme: str) -> None:
    random = torch.Generator().manual_seed(1)
    labels = torch.randint(0, 4, (2, 6, 6), generator=random)
    logits = 0.1 * torch.randn(2, 3, 6, 6, generator=random)
    for _ in range(40):
        _, gradient = cost_and_gradient(name, logits, labels, SCHEMES[scheme])
        logits = logits - 10 * gradient
    taught = labels > 0
    allowed = SCHEMES[scheme][labels[taught], logits.argmax(dim=1)[taught]]
    assert allowed.all()
