"""A second task without labels that a network learns beside its own (Castillo-Navarro et al., section 5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from ..lazy import LazyModule
from ..model.card import ModelCard
from .auxiliary import auxiliary_loss, channels_of, default_weight
from .patches import Patches, Scene
from .recipe import Recipe
from .twoheaded import two_headed

torch: Any = LazyModule("torch")

_MAIN = "main."


class SecondTask:
    """The task, what it adds to the network, and the unlabelled patches that teach it.

    Args:
        network: Whose weights it shares; on its device.
        card: Says how reflectance becomes the network's input.
        unlabelled: Images that teach it; their labels say where, 1, or not, 0. May be empty: then only
            labelled patches do.
        side: Of the patches, px.
        recipe: With a split.

    Attributes:
        parameters: That it adds.
    """

    def __init__(
        self,
        network: Any,  # noqa: ANN401
        card: ModelCard,
        unlabelled: Sequence[Scene],
        side: int,
        recipe: Recipe,
    ) -> None:
        torch.manual_seed(recipe.seed + 1)
        config = {**network.config, "_model_class": type(network).__name__}
        channels = channels_of(recipe.auxiliary, len(card.bands), recipe.clusters or len(card.classes))
        device = next(network.parameters()).device
        self._both = two_headed(network, config, recipe.split, channels).to(device)
        self.parameters: list[Any] = self._both.unsupervised()
        self._patches = Patches(unlabelled, card, 1, side) if unlabelled else None
        self._name, self._regularisation = recipe.auxiliary, recipe.regularisation
        self._weight = recipe.auxiliary_weight or default_weight(recipe.auxiliary)

    def __call__(self, inputs: Any, *, labelled: bool) -> tuple[Any, Any]:  # noqa: ANN401
        """The network's logits, None for unlabelled inputs, and what the task makes of the inputs."""
        if labelled:
            logits, output = self._both(inputs)
            return logits, output
        return None, self._both.auxiliary(inputs)

    def loss(self, output: Any, inputs: Any, observed: Any) -> Any:  # noqa: ANN401
        """Its loss times its weight; see `auxiliary_loss`."""
        value = auxiliary_loss(
            self._name, output.float(), inputs, observed, regularisation=self._regularisation
        )
        return self._weight * value

    def batches(self, size: int, rng: np.random.Generator) -> Iterator[tuple[Any, Any]]:
        """Unlabelled patches without end, all once before any again: inputs, and where anything is seen."""
        while self._patches:
            numbers = self._patches.drawn(rng)
            for some in np.array_split(numbers, max(len(numbers) // size, 1)):
                yield self._patches.read(np.resize(some, max(len(some), 2)), rng)

    def state(self) -> dict[str, Any]:
        """What it adds, as tensors by name."""
        return {k: v for k, v in self._both.state_dict().items() if not k.startswith(_MAIN)}

    def load(self, state: Mapping[str, Any]) -> None:
        """Take on what `state` told."""
        self._both.load_state_dict({**self._both.state_dict(), **state})
