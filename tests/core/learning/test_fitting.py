"""A training learns, keeps what was best, obeys its recipe, and goes on as if never interrupted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from surecover.core.errors import Cancelled, SureCoverError
from surecover.core.grid import Window
from surecover.core.learning.architecture import network_config
from surecover.core.learning.checkpoint import Checkpoint
from surecover.core.learning.fitting import Training
from surecover.core.learning.patches import Scene
from surecover.core.learning.prediction import judge
from surecover.core.learning.recipe import Recipe
from surecover.core.model.card import Band, ModelCard, Scaling
from surecover.core.model.models import Model
from surecover.core.model.networks import build_network
from surecover.core.progress import Progress
from surecover.core.runtimes.torchnetwork import TorchNetwork
from surecover.core.scheme import load_scheme

SIZE = 64
SETS = np.array([[False, False], [True, False], [False, True]])


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def card() -> ModelCard:
    return ModelCard(
        "test", "Test", "", "CC0-1.0", (Band("B02"), Band("B03")), (Scaling(), Scaling()),
        load_scheme("basic6"), (1, 2), tile=64, halo=8, overlap=8,
    )  # fmt: skip


def truth() -> np.ndarray:
    """Label 1 left of a diagonal, 2 right of it."""
    rows, cols = np.indices((SIZE, SIZE))
    return np.where(rows + cols < SIZE, 1, 2).astype(np.uint8)


def scene(labels: np.ndarray, seed: int = 0) -> Scene:
    """The first band tells the truth with noise, the second says nothing."""
    rng = np.random.default_rng(seed)
    image = rng.normal(0, 0.5, (2, SIZE, SIZE)).astype(np.float32)
    image[0] += truth()

    def read(window: Window) -> tuple[np.ndarray, np.ndarray]:
        part = image[(slice(None), *window)].copy()
        return part, np.ones(part.shape[1:], bool)

    return Scene("made up", (SIZE, SIZE), read, labels)


def network() -> torch.nn.Module:
    torch.manual_seed(3)
    return build_network(network_config("unet", bands=2, outputs=2, depth=2))


def train(folder: Path, recipe: Recipe, labels: np.ndarray | None = None, held_out: bool = False,
          progress: Progress | None = None) -> tuple[Training, torch.nn.Module]:  # fmt: skip
    net = network()
    judged = [scene(truth(), seed=1)] if held_out else []
    training = Training(
        net, card(), [scene(truth() if labels is None else labels)], judged, SETS, 32, recipe,
        Checkpoint(folder),
    )  # fmt: skip
    training.run(progress or Progress())
    return training, net


def accuracy(net: torch.nn.Module) -> float:
    matrix = judge(Model(card(), TorchNetwork(net)), [scene(truth(), seed=2)], SETS, Progress()).matrix
    return float(np.trace(matrix[1:]) / matrix.sum())


def test_a_network_learns_what_the_labels_say(tmp_path: Path) -> None:
    training, net = train(tmp_path, Recipe(epochs=8, batch=3, optimiser="adamw", augment=("flips",)))
    assert training.history[-1].loss < 0.5 * training.history[0].loss
    assert accuracy(net) > 0.95


@pytest.mark.parametrize("optimiser", ["adam", "sgd"])
def test_every_optimiser_lowers_the_loss(tmp_path: Path, optimiser: str) -> None:
    training, _ = train(tmp_path, Recipe(epochs=5, batch=3, optimiser=optimiser, learning_rate=0.01))
    assert training.history[-1].loss < training.history[0].loss


class Killed(Exception):
    pass


def killed_after(epochs: int) -> Progress:
    lines: list[str] = []

    def emit(kind: str, value: object) -> None:
        if kind == "log" and str(value).startswith("Epoch"):
            lines.append(str(value))
        if len(lines) == epochs and kind == "progress":
            raise Killed

    return Progress(emit)


RECIPE = Recipe(
    epochs=5, batch=3, optimiser="adamw", augment=("flips", "rotations", "warps"), dropout=0.1, frozen=1,
    refine_every=2, balanced=True,
)  # fmt: skip


@pytest.mark.parametrize("epochs", [1, 2, 3])
def test_a_killed_training_goes_on_and_gives_what_an_unbroken_one_gives(tmp_path: Path, epochs: int) -> None:
    _, unbroken = train(tmp_path / "unbroken", RECIPE, held_out=True)
    with pytest.raises(Killed):
        train(tmp_path / "killed", RECIPE, held_out=True, progress=killed_after(epochs))
    said: list[str] = []
    progress = Progress(lambda kind, value: said.append(str(value)))
    training, resumed = train(tmp_path / "killed", RECIPE, held_out=True, progress=progress)
    assert f"The training goes on after epoch {epochs}, where it was interrupted." in said
    assert [epoch.number for epoch in training.history] == [1, 2, 3, 4, 5]
    for name, value in unbroken.state_dict().items():
        assert torch.equal(value, resumed.state_dict()[name]), name


def test_the_held_out_area_has_no_say_in_the_weights(tmp_path: Path) -> None:
    recipe = Recipe(epochs=3, batch=3, optimiser="sgd", learning_rate=3.0, schedule="constant")
    judged, net = train(tmp_path / "judged", recipe, held_out=True)
    _, unjudged = train(tmp_path / "unjudged", recipe)
    assert judged.best == 3
    for name, value in unjudged.state_dict().items():
        assert torch.equal(value, net.state_dict()[name]), name


def test_a_patient_training_keeps_the_weights_of_its_best_epoch(tmp_path: Path) -> None:
    recipe = Recipe(epochs=6, batch=3, optimiser="sgd", learning_rate=3.0, schedule="constant", patience=6)
    training, net = train(tmp_path, recipe, held_out=True)
    figures = [epoch.held_out.miou for epoch in training.history if epoch.held_out]
    assert training.best == 1 + int(np.argmax(figures)) or figures[training.best - 1] == max(figures)
    again = judge(Model(card(), TorchNetwork(net)), [scene(truth(), seed=1)], SETS, Progress())
    assert again.miou == pytest.approx(max(f for f in figures if f is not None))


def test_patience_ends_a_training_that_gets_no_better(tmp_path: Path) -> None:
    recipe = Recipe(epochs=30, batch=3, optimiser="adamw", patience=2)
    training, _ = train(tmp_path, recipe, held_out=True)
    assert len(training.history) == training.best + 2 < 30


def test_a_frozen_encoder_does_not_change_until_it_is_unfrozen(tmp_path: Path) -> None:
    before = {name: value.clone() for name, value in network().state_dict().items()}
    _, frozen = train(tmp_path / "frozen", Recipe(epochs=2, batch=3, frozen=2, optimiser="adamw"))
    _, freed = train(tmp_path / "freed", Recipe(epochs=2, batch=3, frozen=1, optimiser="adamw"))
    encoder = [name for name in before if name.startswith("encoder.")]
    assert all(torch.equal(before[name], frozen.state_dict()[name]) for name in encoder)
    assert not all(torch.equal(before[name], freed.state_dict()[name]) for name in encoder)


def test_refinement_leaves_out_labels_that_the_network_contradicts(tmp_path: Path) -> None:
    wrong = truth()
    wrong[:12, :12] = 2
    training, net = train(
        tmp_path, Recipe(epochs=8, batch=3, optimiser="adamw", refine_every=3, protect=0.0), labels=wrong
    )
    kept = [epoch.kept for epoch in training.history]
    assert kept[:3] == [None] * 3
    assert kept[-1] is not None
    assert kept[-1] < 1
    refined = Checkpoint(tmp_path).old_map("labels-6-0")
    assert set(np.unique(refined[refined > 0] == wrong[refined > 0])) == {True}
    assert accuracy(net) > 0.9


def found_of_label_2(net: torch.nn.Module) -> float:
    matrix = judge(Model(card(), TorchNetwork(net)), [scene(truth(), seed=2)], SETS, Progress()).matrix
    return float(matrix[2, 1] / matrix[2].sum())


def test_refinement_finds_a_class_that_is_mostly_taught_as_another(tmp_path: Path) -> None:
    """Of label 2 60 % say 1: it is nowhere the most probable, so that the paper's rule drops it."""
    wrong = truth()
    wrong[np.random.default_rng(4).random(wrong.shape) < 0.6] = 1
    recipe = Recipe(epochs=8, batch=3, optimiser="adamw", refine_every=2)
    _, relative = train(tmp_path / "relative", recipe, labels=wrong)
    _, paper = train(tmp_path / "paper", replace(recipe, protect=0.0), labels=wrong)
    assert found_of_label_2(paper) < 0.1
    assert found_of_label_2(relative) > 0.5


@pytest.mark.parametrize("kind", ["unet", "resunet", "deeplabv3plus"])
def test_every_network_learns_even_from_a_single_patch(tmp_path: Path, kind: str) -> None:
    torch.manual_seed(3)
    net = build_network(network_config(kind, bands=2, outputs=2, encoder="resnet18"))
    before = {name: value.clone() for name, value in net.named_parameters()}
    training = Training(
        net, card(), [scene(truth())], [], SETS, SIZE, Recipe(epochs=1, batch=1), Checkpoint(tmp_path)
    )
    training.run(Progress())
    assert np.isfinite(training.history[0].loss)
    assert any(not torch.equal(before[name], value) for name, value in net.named_parameters())


def test_cancelling_stops_between_two_steps(tmp_path: Path) -> None:
    seen: list[float] = []
    progress = Progress(lambda kind, value: seen.append(0.0), cancelled=lambda: len(seen) > 2)
    with pytest.raises(Cancelled):
        train(tmp_path, Recipe(epochs=50, batch=1), progress=progress)
    assert len(seen) < 6


def test_a_loss_that_is_no_number_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SureCoverError, match="lower learning rate"):
        train(tmp_path, Recipe(epochs=3, batch=3, optimiser="sgd", learning_rate=1e30, schedule="constant"))


def test_without_labels_there_is_nothing_to_train(tmp_path: Path) -> None:
    with pytest.raises(SureCoverError, match="No pixel of the training area is labelled"):
        train(tmp_path, Recipe(epochs=1), labels=np.zeros((SIZE, SIZE), np.uint8))
