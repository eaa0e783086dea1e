"""Training a network, epoch by epoch."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, nullcontext
from dataclasses import dataclass
from itertools import islice
from time import monotonic
from typing import Any

import numpy as np

from ..ahead import ahead
from ..errors import SureCoverError
from ..grid import blocks
from ..lazy import LazyModule
from ..model.card import ModelCard
from ..model.models import Model
from ..progress import Progress
from ..runtimes.torchnetwork import TorchNetwork
from .architecture import freeze_encoder, mixed_precision, parameter_groups, train_mode, with_dropout
from .augment import augment
from .checkpoint import Checkpoint
from .losses import loss
from .noise import ConfidentJoint
from .patches import Patches, Scene
from .prediction import Judged, judge, predictions
from .recipe import OPTIMISERS, SCHEDULES, Recipe
from .refinement import Refinement, relative, scores
from .secondtask import SecondTask

torch: Any = LazyModule("torch")

_MOMENTUM, _WEIGHT_DECAY = 0.9, {"adam": 0.0, "adamw": 1e-2, "sgd": 5e-5}
_FAR = 1.0
"""Largest norm of a step's gradient."""

_BLOCK = 1024

_TYPICAL = 1 << 20
"""Most pixels over which the usual probabilities are averaged before labels are refined."""


@dataclass(frozen=True)
class Epoch:
    """What one epoch came to.

    Attributes:
        number: From 1.
        loss: Mean of the training steps.
        held_out: Judgement of the held-out area; None without one.
        kept: Share of the given labels that taught; None before the first refinement.
        seconds: It took.
        frozen: Whether the encoder stayed as it was.
    """

    number: int
    loss: float
    held_out: Judged | None
    kept: float | None
    seconds: float
    frozen: bool


class Training:
    """One network on its way.

    Args:
        network: With the weights to begin with, on its device.
        card: What is known of it before; says bands, scaling and outputs.
        scenes: With the labels that teach.
        held_out: The same or other images with labels that are only judged by; may be empty.
        sets: bool (labels + 1, outputs): what each label allows.
        side: Of the patches, px.
        recipe: How to train.
        checkpoint: Where the state is kept.
        skip: As in Patches.
        limits: float32 (2, bands): 2 and 98 % of the training data as the network sees them; needed to
            stretch contrasts.
        unlabelled: Images that teach the second task of a recipe with a split, wherever they lie; their
            labels say where, 1, or not, 0.

    Attributes:
        history: The epochs so far.
        best: Number of the epoch whose weights the network has after `run`.

    Raises:
        SureCoverError: No patch teaches anything.
    """

    def __init__(
        self,
        network: Any,  # noqa: ANN401
        card: ModelCard,
        scenes: Sequence[Scene],
        held_out: Sequence[Scene],
        sets: np.ndarray,
        side: int,
        recipe: Recipe,
        checkpoint: Checkpoint,
        *,
        skip: float = 1.0,
        limits: np.ndarray | None = None,
        unlabelled: Sequence[Scene] = (),
    ) -> None:
        self.history: list[Epoch] = []
        self.best = 0
        self._network, self._recipe, self._checkpoint = network, recipe, checkpoint
        self._model = Model(card, TorchNetwork(network))
        self._given, self._held_out = list(scenes), list(held_out)
        self._sets, self._limits, self._skip = sets, limits, skip
        self._patches = Patches(scenes, card, len(sets) - 1, side, skip=skip)
        if not len(self._patches):
            raise SureCoverError("No pixel of the training area is labelled; give more labels or images.")
        self._teaching: Patches = self._patches
        self._kept: float | None = None
        self._weights = np.ones(len(sets), np.float32)
        self._best_state: dict[str, Any] = {}
        rate = recipe.learning_rate or OPTIMISERS[recipe.optimiser]
        self._groups = parameter_groups(network, rate, recipe.encoder_factor)
        self._unlabelled = bool(unlabelled)
        self._second = SecondTask(network, card, unlabelled, side, recipe) if recipe.split else None
        if self._second:
            self._groups.append({"params": self._second.parameters, "lr": rate})
        self._optimiser = _optimiser(recipe.optimiser, self._groups)
        self._rates = [group["lr"] for group in self._groups]
        self._precision = mixed_precision(self._model.device)

    @property
    def steps(self) -> int:
        """Steps of one epoch."""
        return -(-len(self._patches.drawn(np.random.default_rng(0), most=self._recipe.samples))
                 // self._recipe.batch)  # fmt: skip

    @property
    def stalled(self) -> bool:
        """Whether the held-out area got no better for as long as the recipe is patient."""
        patience = self._recipe.patience
        return bool(patience and self._held_out and len(self.history) - self.best >= patience)

    def run(self, progress: Progress) -> None:
        """Train on until the last epoch, or until the held-out area gets no better.

        The network ends in eval mode with the weights of the last epoch; if the recipe is patient, of the
        best one on the held-out area, which then no longer judges without a stake in it.

        Raises:
            SureCoverError: The loss is no number.
        """
        self._resume(progress)
        epochs = self._recipe.epochs
        while len(self.history) < epochs and not self.stalled:
            done = len(self.history)
            part = progress.part(done / epochs, (done + 1) / epochs)
            self._train(done, part)
            progress.log(line(self.history[-1], epochs))
        if self._best_state:
            self._network.load_state_dict(self._best_state)
        self._network.eval()

    def _train(self, done: int, progress: Progress) -> None:
        """One epoch: refine if it is time, learn, judge, save."""
        started = monotonic()
        every = self._recipe.refine_every
        if every and done and done % every == 0:
            self._refine(done, progress.part(0.0, 0.1))
        mean = self._learn(done, progress.part(0.1, 0.9))
        judged = None
        if self._held_out:
            self._network.eval()
            judged = judge(self._model, self._held_out, self._sets, progress.part(0.9, 1.0))
        frozen = done < self._recipe.frozen
        self.history.append(Epoch(done + 1, mean, judged, self._kept, monotonic() - started, frozen))
        self._remember()
        self._save()

    def _learn(self, done: int, progress: Progress) -> float:
        """The steps of one epoch; returns their mean loss."""
        recipe = self._recipe
        frozen = done < recipe.frozen
        freeze_encoder(self._network, frozen)
        train_mode(self._network, frozen)
        torch.manual_seed(recipe.seed * 1_000_003 + done)
        rng = np.random.default_rng([recipe.seed, done])
        numbers = self._teaching.drawn(rng, most=recipe.samples, balanced=recipe.balanced)
        batches = np.array_split(numbers, -(-len(numbers) // recipe.batch))
        total, steps = 0.0, len(batches) * (2 if self._unlabelled else 1)
        dropping = with_dropout(self._network, recipe.dropout) if recipe.dropout else nullcontext()
        with dropping, closing(ahead(self._batches(batches, rng))) as read:
            for step, batch in enumerate(read):
                self._set_rates((done + step / steps) / recipe.epochs, frozen=frozen)
                total += self._step(*batch)
                progress.report((step + 1) / steps)
        if not math.isfinite(total):
            raise SureCoverError(
                f"The training's loss became {total} in epoch {done + 1}; choose a lower learning rate "
                "(LEARNING_RATE), or check the images' scale."
            )
        return total / len(batches)

    def _batches(
        self, batches: Sequence[np.ndarray], rng: np.random.Generator
    ) -> Iterator[tuple[Any, Any, Any]]:
        """Inputs, labels and where anything is seen; without labels (None) every second time."""
        shift = rng if self._recipe.augment else None
        unlabelled = self._second.batches(self._recipe.batch, rng) if self._second else iter(())
        for numbers in batches:
            # Batch normalisation of what DeepLabV3+ pools over a whole patch needs two of them.
            pair = np.repeat(numbers, 2) if len(numbers) == 1 else numbers
            inputs, labels, observed = self._teaching.read_observed(pair, shift)
            if self._second:  # one number for both, so that they move together
                inputs, both = self._varied(inputs, 2 * labels + observed, rng)
                labels, observed = both // 2, both % 2
            else:
                inputs, labels = self._varied(inputs, labels, rng)
            yield inputs, labels, observed
            for inputs, observed in islice(unlabelled, 1):
                varied, seen = self._varied(inputs, observed, rng)
                yield varied, None, seen

    def _varied(self, inputs: Any, labels: Any, rng: np.random.Generator) -> tuple[Any, Any]:  # noqa: ANN401
        kinds = self._recipe.augment
        return augment(inputs, labels, rng, kinds, self._limits) if kinds else (inputs, labels)

    def _step(self, inputs: Any, labels: Any, observed: Any) -> float:  # noqa: ANN401
        """Learn from a batch; returns its loss by the labels, 0 without any."""
        device = self._model.device
        inputs = inputs.to(device).contiguous(memory_format=torch.channels_last)
        mixed = torch.autocast(device, self._precision) if self._precision else nullcontext()
        logits, output = None, None
        with mixed:
            if self._second:
                logits, output = self._second(inputs, labelled=labels is not None)
            else:
                logits = self._network(inputs)
        supervised = torch.zeros((), device=device)
        if labels is not None:
            sets, weights = torch.from_numpy(self._sets).to(device), torch.from_numpy(self._weights)
            supervised = loss(self._recipe.loss, logits.float(), labels.to(device).long(), sets, weights)
        value = supervised
        if self._second:
            value = supervised + self._second.loss(output, inputs, observed.to(device) > 0)
        self._optimiser.zero_grad()
        value.backward()
        further = self._second.parameters if self._second else []
        torch.nn.utils.clip_grad_norm_([*self._network.parameters(), *further], _FAR)
        self._optimiser.step()
        return float(supervised.detach()) if math.isfinite(float(value.detach())) else math.nan

    def _set_rates(self, share: float, *, frozen: bool) -> None:
        factor = SCHEDULES[self._recipe.schedule](share)
        for group, rate in zip(self._optimiser.param_groups, self._rates):
            group["lr"] = rate * factor

    def _refine(self, done: int, progress: Progress) -> None:
        """Let only those given labels teach that the network agrees with; see `Refinement`."""
        self._network.eval()
        refinement = Refinement(self._sets, self._recipe.protect)
        typical = self._typical(done) if self._recipe.protect else None
        scored = []
        for number, scene in enumerate(self._given):
            scored.append(self._checkpoint.map(f"scores-{number}", scene.shape))
            part = progress.part(number / len(self._given), (number + 1) / len(self._given))
            for window, probabilities, valid in predictions(self._model, scene, part):
                given = np.where(valid, scene.labels[window], 0).astype(np.uint8)
                found = probabilities if typical is None else relative(probabilities, typical)
                scored[-1][window] = scores(given, found, self._sets)
                refinement.add(given, scored[-1][window])
        for number, (scene, own) in enumerate(zip(self._given, scored)):
            refined = self._checkpoint.map(f"labels-{done}-{number}", scene.shape)
            for window in blocks(scene.shape, _BLOCK):
                refined[window] = refinement.apply(scene.labels[window], own[window])
        self._teach_refined(done)

    def _typical(self, done: int) -> np.ndarray:
        """Mean probability of each output where the label is it, (outputs,), over some patches."""
        joint = ConfidentJoint(self._sets)
        rng = np.random.default_rng([self._recipe.seed, done])
        numbers = self._patches.drawn(rng, most=max(_TYPICAL // self._patches.side**2, 1), balanced=True)
        for some in np.array_split(numbers, -(-len(numbers) // self._recipe.batch)):
            inputs, labels = self._patches.read(some)
            for given, probabilities in zip(labels.numpy(), self._model.predict(inputs.numpy())):
                joint.add(given, probabilities)
        return joint.thresholds()

    def _teach_refined(self, done: int) -> None:
        maps = [self._checkpoint.old_map(f"labels-{done}-{n}") for n in range(len(self._given))]
        scenes = [scene.taught(refined) for scene, refined in zip(self._given, maps)]
        refined = Patches(scenes, self._model.card, len(self._sets) - 1, self._patches.side, skip=self._skip)
        if len(refined):
            self._teaching = refined
        given, kept = (patches.counts.sum(axis=0) for patches in (self._patches, self._teaching))
        self._kept = float(kept.sum() / given.sum())
        if self._recipe.protect:  # no label gets rarer
            most = 1 / self._recipe.protect
            self._weights = np.clip(given / np.maximum(kept, 1), 1, most).astype(np.float32)

    def _remember(self) -> None:
        """Keep the weights of the last epoch, or if the recipe is patient, of the best one."""
        if not (self._recipe.patience and self._held_out):
            self.best = len(self.history)
            return
        figures = [epoch.held_out.miou or 0.0 if epoch.held_out else 0.0 for epoch in self.history]
        if figures[-1] >= max(figures):
            self.best = len(figures)
            self._best_state = {k: v.detach().clone() for k, v in self._network.state_dict().items()}

    def _save(self) -> None:
        record = {"epoch": len(self.history), "best": self.best, "history": [packed(e) for e in self.history]}
        tensors = {f"network.{name}": value for name, value in self._network.state_dict().items()}
        tensors.update({f"best.{name}": value for name, value in self._best_state.items()})
        if self._second:
            tensors.update({f"second.{name}": value for name, value in self._second.state().items()})
        for number, state in self._optimiser.state_dict()["state"].items():
            tensors.update({f"optimiser.{number}.{name}": value for name, value in state.items()})
        self._checkpoint.save(record, tensors)

    def _resume(self, progress: Progress) -> None:
        """Go on after the last epoch that was saved."""
        saved = self._checkpoint.load()
        if saved is None:
            return
        record, tensors = saved
        self.history = [unpacked(values) for values in record["history"]]
        self.best = record["best"]
        self._network.load_state_dict(_under("network.", tensors))
        self._best_state = _under("best.", tensors)
        if self._second:
            self._second.load(_under("second.", tensors))
        state: dict[int, dict[str, Any]] = {}
        for name, value in _under("optimiser.", tensors).items():
            number, _, key = name.partition(".")
            state.setdefault(int(number), {})[key] = value
        self._optimiser.load_state_dict({**self._optimiser.state_dict(), "state": state})
        every = self._recipe.refine_every
        done = len(self.history)
        if every and done > every and done % every:
            self._teach_refined(done - done % every)
        progress.log(f"The training goes on after epoch {done}, where it was interrupted.")


def line(epoch: Epoch, epochs: int) -> str:
    """An epoch in words."""
    judged = epoch.held_out
    miou = "not estimable" if not judged or judged.miou is None else f"{judged.miou:.3f}"
    held_out = f", held out {judged.loss:.3f}, mean IoU {miou}" if judged else ""
    kept = "" if epoch.kept is None else f", {100 * epoch.kept:.0f} % of the labels kept"
    return f"Epoch {epoch.number} of {epochs}: loss {epoch.loss:.3f}{held_out}{kept}."


def packed(epoch: Epoch) -> dict[str, Any]:
    """An epoch as JSON values."""
    judged = epoch.held_out
    held_out = {**vars(judged), "matrix": judged.matrix.tolist()} if judged else None
    return {**vars(epoch), "held_out": held_out}


def unpacked(values: Mapping[str, Any]) -> Epoch:
    """What `packed` made."""
    judged = values["held_out"]
    held_out = Judged(**{**judged, "matrix": np.array(judged["matrix"], np.int64)}) if judged else None
    return Epoch(**{**values, "held_out": held_out})


def _under(prefix: str, tensors: Mapping[str, Any]) -> dict[str, Any]:
    return {key[len(prefix) :]: value for key, value in tensors.items() if key.startswith(prefix)}


def _optimiser(name: str, groups: list[dict[str, Any]]) -> Any:  # noqa: ANN401
    decay = _WEIGHT_DECAY[name]
    if name == "sgd":
        return torch.optim.SGD(groups, momentum=_MOMENTUM, weight_decay=decay)
    kinds = {"adam": torch.optim.Adam, "adamw": torch.optim.AdamW}
    return kinds[name](groups, weight_decay=decay)
