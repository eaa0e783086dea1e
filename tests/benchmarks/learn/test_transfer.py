"""An encoder that learned elsewhere, frozen at first, gets a small area learned in half the epochs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import torch

from surecover.core.learning.encoderweights import load_encoder
from surecover.core.learning.recipe import Recipe
from surecover.core.model.models import save_model
from tests.benchmarks.measure import table

from .landscapes import BATCH, PATCH, accuracies, card_of, landscape, network, trained

SEEDS = range(3)
SIDE = 128
"""Of the small area, px."""

EPOCHS, FROZEN = 40, 4
"""From scratch; transfer has half of the epochs."""

ELSEWHERE = range(3100, 3106)
TESTED = range(4000, 4004)


def recipe(seed: int, epochs: int, **settings: Any) -> Recipe:
    return Recipe(
        epochs=epochs, batch=BATCH, optimiser="adamw", augment=("flips", "rotations"), seed=seed, **settings
    )


def learned_elsewhere(folder: Path) -> Path:
    """A model of other landscapes."""
    places = [landscape(seed) for seed in ELSEWHERE]
    card, net = card_of(places), network(0)
    scenes = [scene for place in places for scene in place.scenes(place.truth)]
    trained(net, card, scenes, recipe(0, 12, samples=240), folder / "state")
    save_model(folder / "model", net, card)
    return folder / "model"


def curve(seed: int, encoder: Path | None, epochs: int, folder: Path) -> list[float]:
    """Overall accuracy on other landscapes after every epoch, %."""
    place = landscape(3200 + seed, SIDE)
    card, net = card_of([place]), network(seed)
    settings = {}
    if encoder:
        load_encoder(net, encoder, card.bands)
        settings = {"frozen": FROZEN, "encoder_factor": 0.1}
    others = [landscape(number, SIDE) for number in TESTED]
    judged = [scene for other in others for scene in other.scenes(other.truth)]
    training = trained(
        net, card, place.scenes(place.truth), recipe(seed, epochs, **settings), folder, judged
    )  # fmt: skip
    return [accuracies(epoch.held_out.matrix)[0] for epoch in training.history if epoch.held_out]


def test_transfer_needs_at_most_half_the_epochs(tmp_path: Path) -> None:
    torch.set_num_threads(1)
    encoder = learned_elsewhere(tmp_path)
    scratch = np.array([curve(seed, None, EPOCHS, tmp_path / f"scratch-{seed}") for seed in SEEDS])
    transfer = np.array([curve(seed, encoder, EPOCHS // 2, tmp_path / f"transfer-{seed}") for seed in SEEDS])
    shown = [EPOCHS // 8, EPOCHS // 4, EPOCHS // 2, EPOCHS]
    rows = [
        [name, *(f"{of[:, n - 1].mean():.1f} ± {of[:, n - 1].std(ddof=1):.1f}" if n <= of.shape[1] else ""
                 for n in shown)]
        for name, of in (("from scratch", scratch), ("transfer", transfer))
    ]  # fmt: skip
    table(
        f"Transfer: overall accuracy, %, on 4 other landscapes after so many epochs; one landscape of "
        f"{SIDE}² px, 2 dates, patches of {PATCH} px; encoder of {len(ELSEWHERE)} other landscapes, frozen "
        f"for {FROZEN} epochs, {len(SEEDS)} seeds",
        ["epochs", *map(str, shown)], rows,
    )  # fmt: skip
    final = scratch[:, -1].mean()
    reached = int(np.argmax(transfer.mean(axis=0) >= final)) + 1
    print(f"What {EPOCHS} epochs from scratch reach, {final:.1f} %, transfer reaches after {reached}.")
    assert transfer[:, -1].mean() >= final
