"""Networks with a second task that needs no labels; only the first task's network is kept.

BerundaNet and W-Net of Castillo-Navarro et al. 2022, section 5.1.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ..lazy import LazyModule
from ..model.networks import build_network

if TYPE_CHECKING:
    import torch
else:
    torch = LazyModule("torch")

SPLITS = ("late", "early", "wnet")
"""Where the two tasks part.

- "late": BerundaNet-late, after the decoder; each task has a convolution of its own.
- "early": BerundaNet-early, after the encoder; each task has a decoder of its own.
- "wnet": W-Net, not at all; a second network of the same kind makes the other task's result from the
  first one's probabilities.
"""


def two_headed(
    network: torch.nn.Module, config: Mapping[str, Any], split: str, channels: int
) -> torch.nn.Module:
    """Give a network a second task.

    Args:
        network: An smp network with encoder, decoder and segmentation_head. It becomes a part of the result
            as it is: what it computes, its weights and their names do not change.
        config: It was built from, see `network_config`.
        split: One of SPLITS.
        channels: Of the second task's output.

    Returns:
        A module of random new weights, drawn by torch's generator, on the network's device.

        - `main`: The network.
        - `forward(inputs)`: Logits as of `main`, and the second task's raw output (n, channels, rows, cols).
        - `auxiliary(inputs)`: The latter alone. Parts that only serve the first task are not run, so that an
          unlabelled batch leaves the statistics of their normalisation alone, too.
        - `shared()`, `supervised()`, `unsupervised()`: Lists of the weights that serve both tasks, only the
          first, only the second; each weight is in one of them. Of W-Net all weights of the first network
          are shared and none is supervised, since the second task is made from its result.
    """
    bands = config["classes" if split == "wnet" else "in_channels"]
    second = build_network({**config, "in_channels": bands, "classes": channels})
    chain: Any = torch.nn.Sequential
    if split == "late":
        shared = chain(network.encoder, network.decoder)
        supervised, unsupervised = network.segmentation_head, second.segmentation_head
    elif split == "early":
        shared = network.encoder
        supervised, unsupervised = (chain(each.decoder, each.segmentation_head) for each in (network, second))
    else:
        # As the paper does: logits could carry the image through beside the classes, in their common offset
        # and scale, so that the second task would teach the first little; probabilities leave less room.
        shared, supervised = network, chain()
        unsupervised = chain(torch.nn.Softmax(dim=1), second)
    unsupervised.to(next(network.parameters()).device)
    return _module()(network, shared, supervised, unsupervised)


@lru_cache(maxsize=1)
def _module() -> Any:  # noqa: ANN401
    """The class, made at first use since it derives from one of torch's."""

    class TwoHeaded(torch.nn.Module):  # type: ignore[misc] # torch has no types here
        """Two results from what is shared; see `two_headed`."""

        def __init__(self, main: Any, shared: Any, supervised: Any, unsupervised: Any) -> None:  # noqa: ANN401
            super().__init__()
            self.main, self._second = main, unsupervised
            self._parts = shared, supervised  # in a tuple: main's weights are not to be counted twice

        def forward(self, inputs: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
            shared, supervised = self._parts
            common = shared(inputs)
            return supervised(common), self._second(common)

        def auxiliary(self, inputs: torch.Tensor) -> torch.Tensor:
            return self._second(self._parts[0](inputs))

        def shared(self) -> list[torch.nn.Parameter]:
            return list(self._parts[0].parameters())

        def supervised(self) -> list[torch.nn.Parameter]:
            return list(self._parts[1].parameters())

        def unsupervised(self) -> list[torch.nn.Parameter]:
            return list(self._second.parameters())

    return TwoHeaded
