"""A second task teaches the shared weights from images without labels, and leaves nothing in the model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from surecover.core.learning.checkpoint import Checkpoint
from surecover.core.learning.fitting import Training
from surecover.core.learning.patches import Scene
from surecover.core.learning.recipe import Recipe
from surecover.core.learning.twoheaded import SPLITS
from surecover.core.model.models import save_model
from surecover.core.progress import Progress
from tests.core.learning.test_fitting import SETS, SIZE, Killed, card, killed_after, network, scene, truth

RECIPE = Recipe(
    epochs=3, batch=3, optimiser="adamw", augment=("flips", "warps"), split="late", auxiliary="kmeans"
)


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def unlabelled(seed: int = 5) -> Scene:
    return scene(np.ones((SIZE, SIZE), np.uint8), seed)


def train(
    folder: Path, recipe: Recipe, seen: list[Scene], progress: Progress | None = None
) -> torch.nn.Module:
    net = network()
    training = Training(
        net, card(), [scene(truth())], [], SETS, 32, recipe, Checkpoint(folder), unlabelled=seen
    )
    training.run(progress or Progress())
    return net


def same(first: torch.nn.Module, second: torch.nn.Module) -> bool:
    other = second.state_dict()
    return all(torch.equal(value, other[name]) for name, value in first.state_dict().items())


def test_images_without_labels_have_a_say(tmp_path: Path) -> None:
    alone = train(tmp_path / "alone", RECIPE, [])
    once = train(tmp_path / "once", RECIPE, [unlabelled()])
    again = train(tmp_path / "again", RECIPE, [unlabelled()])
    other = train(tmp_path / "other", RECIPE, [unlabelled(seed=6)])
    assert same(once, again)
    assert not same(once, alone)
    assert not same(once, other)


@pytest.mark.parametrize("split", SPLITS)
def test_the_model_holds_nothing_of_the_second_task(tmp_path: Path, split: str) -> None:
    net = train(tmp_path / "work", replace(RECIPE, epochs=1, split=split), [unlabelled()])
    assert net.state_dict().keys() == network().state_dict().keys()
    saved = save_model(tmp_path / "model", net, card())
    assert saved.parameters == sum(weights.numel() for weights in network().parameters())


@pytest.mark.parametrize("split", SPLITS)
def test_a_killed_training_goes_on_and_gives_what_an_unbroken_one_gives(tmp_path: Path, split: str) -> None:
    recipe = replace(RECIPE, split=split, frozen=1)
    unbroken = train(tmp_path / "unbroken", recipe, [unlabelled()])
    with pytest.raises(Killed):
        train(tmp_path / "killed", recipe, [unlabelled()], killed_after(2))
    assert same(unbroken, train(tmp_path / "killed", recipe, [unlabelled()]))


def test_the_labels_of_a_labelled_patch_survive_its_variation(tmp_path: Path) -> None:
    """Labels and what is observed move together: a network that learns both still learns the labels."""
    recipe = Recipe(epochs=6, batch=3, optimiser="adamw", augment=("flips", "rotations"), split="late")
    net = network()
    training = Training(
        net, card(), [scene(truth())], [], SETS, 32, recipe, Checkpoint(tmp_path), unlabelled=[unlabelled()]
    )
    training.run(Progress())
    assert training.history[-1].loss < 0.6 * training.history[0].loss
