"""How a network is trained: optimisers, schedules, and all that can be chosen."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

OPTIMISERS = {"adam": 5e-4, "adamw": 3e-3, "sgd": 1e-3}
"""Default learning rates: Pollatos et al.; of the demonstration model; Yu et al., table 1."""

_WARM = 0.3
"""Share of a one-cycle schedule in which the learning rate rises."""


def _onecycle(share: float) -> float:
    if share < _WARM:
        return 0.04 + 0.48 * (1 - math.cos(math.pi * share / _WARM))
    return 0.5 * (1 + math.cos(math.pi * (share - _WARM) / (1 - _WARM)))


SCHEDULES: dict[str, Callable[[float], float]] = {
    "onecycle": _onecycle,
    "cosine": lambda share: 0.5 * (1 + math.cos(math.pi * share)),
    "poly": lambda share: (1 - share) ** 0.9,
    "constant": lambda share: 1.0,
}
"""Factors of the learning rate by share of the training: Smith 2018, Loshchilov 2017, Chen et al. 2018."""


@dataclass(frozen=True)
class Recipe:
    """How a network is trained.

    Attributes:
        loss: One of LOSSES.
        epochs: Most epochs.
        batch: Patches a step.
        samples: Patches an epoch; 0 = each once.
        optimiser: One of OPTIMISERS.
        learning_rate: Of the first steps; 0 = the optimiser's default.
        schedule: How it falls, one of SCHEDULES.
        dropout: Share of features that are dropped, 0..1.
        augment: Kinds of augmentation.
        balanced: Whether rare labels are shown as often as others.
        frozen: First epochs in which the encoder stays as it is.
        encoder_factor: The encoder's learning rate afterwards, as a factor.
        refine_every: Epochs after which labels are refined, again and again; 0 = never.
        protect: Share of each label's pixels that refinement keeps at least. 0 is the paper's rule; else a
            label is kept where the network finds it more probable than usual (see `relative`), and what is
            kept of it counts as much as all of it.
        patience: Epochs without a better mean IoU on the held-out area that end the training, of which the
            best epoch is kept then; 0 = never, and the last epoch is kept.
        split: Where a second task, on unlabelled patches too, branches off: one of SPLITS; "" = no such task.
        auxiliary: The loss of that task, one of AUXILIARY_LOSSES.
        auxiliary_weight: Its weight λ; 0 = the paper's.
        regularisation: Weight α of its regulariser, beside 1 for the reconstruction.
        clusters: Segments of an unsupervised segmentation; 0 = as many as outputs.
        seed: Of everything random.
    """

    loss: str = "cross_entropy"
    epochs: int = 30
    batch: int = 12
    samples: int = 0
    optimiser: str = "adam"
    learning_rate: float = 0.0
    schedule: str = "onecycle"
    dropout: float = 0.0
    augment: tuple[str, ...] = ()
    balanced: bool = False
    frozen: int = 0
    encoder_factor: float = 0.1
    refine_every: int = 0
    protect: float = 0.1
    patience: int = 0
    split: str = ""
    auxiliary: str = "l1"
    auxiliary_weight: float = 0.0
    regularisation: float = 1.0
    clusters: int = 0
    seed: int = 0
