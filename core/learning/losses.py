"""What a network is told about a batch: how far its logits are from the labels, as one number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..lazy import LazyModule

if TYPE_CHECKING:
    import torch
else:
    torch = LazyModule("torch")

LOSSES = ("cross_entropy", "dice_bce", "iou")


def loss(
    name: str, logits: torch.Tensor, labels: torch.Tensor, sets: torch.Tensor,
    weights: torch.Tensor | None = None,
) -> torch.Tensor:  # fmt: skip
    """The loss of a batch.

    Pixels without a label have no influence, and where nothing is taught loss and gradient are 0.

    - "cross_entropy": mean of −log Σ p(c) over the outputs that a pixel's label allows, p by softmax
      (Schmitt et al. 2020; several allowed outputs: Cour et al. 2011, JMLR 12).
    - "dice_bce": 0.5·dice + 0.5·binary cross-entropy, each output on its own against the rest, p by the
      logistic function (Pollatos et al.). An output that a label of several leaves open is left out at
      that pixel. Dice is the mean over the outputs that occur, the cross-entropy that over all that is known.
    - "iou": 1 − Jaccard index of soft areas, p by softmax, mean over the labels that occur in the batch
      (Fonteix et al. 2021; soft areas: Rahman and Wang 2016). A label of several outputs is an area of
      its own, the union of theirs; pixels that may or may not belong to a label are left out of its areas.

    Args:
        name: One of LOSSES.
        logits: float32 (n, outputs, rows, cols).
        labels: Label numbers, int64 (n, rows, cols); 0 is ignored.
        sets: Outputs that each label allows, bool (labels + 1, outputs); row 0 all False.
        weights: As how many pixels one of each label counts, float32 (labels + 1,), 1 or more; None: as one.

    Returns:
        A scalar that can be differentiated by the logits.
    """
    one = torch.ones(len(sets)) if weights is None else weights
    return _FORMULAS[name](logits, labels, sets.to(logits.device), one.to(logits.device)[labels])


def _cross_entropy(
    logits: torch.Tensor, labels: torch.Tensor, sets: torch.Tensor, counting: torch.Tensor
) -> torch.Tensor:
    sizes = sets.sum(dim=1)
    if bool((sizes <= 1).all()):
        targets = sets.long().argmax(dim=1).masked_fill(sizes == 0, -1)[labels]
        costs = torch.nn.functional.cross_entropy(logits, targets, ignore_index=-1, reduction="none")
    else:
        # Without a label every output is possible: −log 1, whose gradient is exactly 0.
        impossible = ~_at(labels, sets | (sizes == 0)[:, None])
        possible = logits.masked_fill(impossible, float("-inf"))
        costs = torch.logsumexp(logits, dim=1) - torch.logsumexp(possible, dim=1)
    return _mean_where(costs, (sizes > 0)[labels] * counting)


def _dice_bce(
    logits: torch.Tensor, labels: torch.Tensor, sets: torch.Tensor, counting: torch.Tensor
) -> torch.Tensor:
    outputs = torch.eye(sets.shape[1], dtype=torch.bool, device=sets.device)
    true, known = _one_against_rest(labels, sets, outputs)
    counted = known * counting[:, None]
    shared, predicted, given = _areas(torch.sigmoid(logits), true, counted)
    dice = _mean_where(1 - 2 * shared / (predicted + given).clamp(min=1), given > 0)
    costs = torch.nn.functional.binary_cross_entropy_with_logits(logits, true.float(), reduction="none")
    return 0.5 * dice + 0.5 * _mean_where(costs, counted)


def _iou(
    logits: torch.Tensor, labels: torch.Tensor, sets: torch.Tensor, counting: torch.Tensor
) -> torch.Tensor:
    unions = torch.unique(sets[1:], dim=0)
    true, known = _one_against_rest(labels, sets, unions)
    probabilities = torch.einsum("nchw,uc->nuhw", torch.softmax(logits, dim=1), unions.float())
    shared, predicted, given = _areas(probabilities, true, known * counting[:, None])
    return _mean_where(1 - shared / (predicted + given - shared).clamp(min=1), given > 0)


def _one_against_rest(
    labels: torch.Tensor, sets: torch.Tensor, unions: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor]:
    """Which pixels belong to unions of outputs, and where that is known.

    Args:
        labels: (n, rows, cols).
        sets: (labels + 1, outputs).
        unions: bool (unions, outputs).

    Returns:
        Belongs, and known: bool (n, unions, rows, cols). A pixel belongs when all its label allows is in
        the union, it does not when nothing is; in between, and without a label, it is not known.
    """
    sizes = sets.sum(dim=1)[:, None]
    common = sets.float() @ unions.float().T
    inside = (common == sizes) & (sizes > 0)
    outside = (common == 0) & (sizes > 0)
    return _at(labels, inside), _at(labels, inside | outside)


def _at(labels: torch.Tensor, table: torch.Tensor) -> torch.Tensor:
    """The rows of a table (labels + 1, columns) at each pixel, (n, columns, rows, cols)."""
    return table.T[:, labels].transpose(0, 1)


def _areas(
    probabilities: torch.Tensor, true: torch.Tensor, counted: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Shared, predicted and given area of each column, (columns,), px as they are counted."""
    everywhere = (0, 2, 3)
    given = true * counted
    shared = (probabilities * given).sum(dim=everywhere)
    return shared, (probabilities * counted).sum(dim=everywhere), given.sum(dim=everywhere)


def _mean_where(values: torch.Tensor, counted: torch.Tensor) -> torch.Tensor:
    return (values * counted).sum() / counted.sum().clamp(min=1)


_FORMULAS = {"cross_entropy": _cross_entropy, "dice_bce": _dice_bce, "iou": _iou}
