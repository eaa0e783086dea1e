"""Networks that can be trained: how they are built, kept still, thinned out, and how far they look."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from difflib import get_close_matches
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import SureCoverError, reason
from ..lazy import LazyModule
from ..model.networks import build_network, import_smp
from ..model.tiles import STRIDE

if TYPE_CHECKING:
    import torch
else:
    torch = LazyModule("torch")


@dataclass(frozen=True)
class _Kind:
    """A family of networks.

    Attributes:
        network: smp's class.
        encoder: The default one.
        depth: The default one: how often the encoder halves the resolution.
        decoders: The decoder's channels by depth.
        halos: Typical halo by depth, px; see `typical_halo`.
        examples: Encoders to name to a user.
        families: What the encoders' names begin with; empty for any.
        settings: Further arguments of the class.
    """

    network: str
    encoder: str
    depth: int
    decoders: Mapping[int, Any]
    halos: Mapping[int, int]
    examples: tuple[str, ...]
    families: tuple[str, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)


_KINDS = {
    "unet": _Kind(
        "Unet",
        "tu-resnet10t",  # small, and only the stages in use are built and stored
        depth=3,
        decoders={2: [48, 32], 3: [64, 48, 32], 4: [96, 64, 48, 32], 5: [128, 96, 64, 48, 32]},
        halos={2: 16, 3: 24, 4: 40, 5: 72},
        examples=("tu-resnet10t", "resnet18", "resnet34", "mobilenet_v2", "efficientnet-b0"),
    ),
    "resunet": _Kind(
        "Unet",
        "resnet34",
        depth=5,
        decoders={3: [64, 32, 16], 4: [128, 64, 32, 16], 5: [256, 128, 64, 32, 16]},
        halos={3: 48, 4: 88, 5: 128},
        examples=("resnet18", "resnet34", "resnet50", "resnext50_32x4d", "se_resnet50", "tu-resnet50d"),
        families=("resnet", "resnext", "se_resnet", "se_resnext", "seresnet", "seresnext", "wide_resnet"),
    ),
    "deeplabv3plus": _Kind(
        "DeepLabV3Plus",
        "resnet50",
        depth=5,
        decoders={5: 256},
        halos={5: 96},
        examples=("resnet18", "resnet50", "resnet101", "mobilenet_v2", "efficientnet-b0"),
        settings={"encoder_output_stride": 16},
    ),
}

NETWORKS = tuple(_KINDS)
"""Networks to choose from.

- "unet": U-Net on a small encoder, quick on two cores; what the demonstration model is.
- "resunet": U-Net on a ResNet (Pollatos et al.: on a ResNet-50; here by default the lighter resnet34).
- "deeplabv3plus": DeepLabV3+ with output stride 16 (Yu et al. 2021: on a ResNet-101, which is heavy;
  here by default resnet50). It pools the whole tile, so its result depends on where tiles lie.
"""

_HALO_STEP = 8
_FAR = 0.01
_SAMPLES = 8


def network_config(
    network: str, *, bands: int, outputs: int, encoder: str = "", depth: int = 0
) -> dict[str, Any]:
    """What `build_network` takes to build a network, and `save_model` stores.

    Args:
        network: One of NETWORKS.
        bands: Number of bands.
        outputs: Number of classes that it tells apart.
        encoder: An encoder of segmentation-models-pytorch, or of timm after "tu-"; "" = the default.
        depth: How often the encoder halves the resolution; 0 = the default.

    Returns:
        JSON values.

    Raises:
        SureCoverError: There is no such network, depth or encoder, or the encoder does not fit.
    """
    kind, depth = _kind(network), _depth(network, depth)
    encoder = encoder or kind.encoder
    _check_known(network, encoder)
    config = {
        "_model_class": kind.network,
        "encoder_name": encoder,
        "encoder_depth": depth,
        "decoder_channels": kind.decoders[depth],
        "in_channels": bands,
        "classes": outputs,
        **kind.settings,
    }
    _check_fits(network, config)
    return config


def _kind(network: str) -> _Kind:
    if network not in _KINDS:
        raise SureCoverError(
            f"Network (NETWORK) is {network!r}; allowed are {', '.join(NETWORKS)}, so choose one of them."
        )
    return _KINDS[network]


def _depth(network: str, depth: int) -> int:
    kind = _kind(network)
    if depth and depth not in kind.decoders:
        raise SureCoverError(
            f"Depth (DEPTH) is {depth}; allowed for {network} are {', '.join(map(str, kind.decoders))}, "
            "or 0 for the usual one."
        )
    return depth or kind.depth


def _check_known(network: str, encoder: str) -> None:
    kind = _kind(network)
    if kind.families and not encoder.removeprefix("tu-").startswith(kind.families):
        raise SureCoverError(
            f"Encoder (ENCODER) is {encoder!r}, which is no ResNet; a resunet needs one, "
            f"so choose e.g. {', '.join(kind.examples)}, or another network (NETWORK)."
        )
    own = import_smp().encoders.get_encoder_names()
    timm = import_module("timm")
    if encoder in own or (encoder.startswith("tu-") and timm.is_model(encoder.removeprefix("tu-"))):
        return
    near = get_close_matches(encoder, [*own, *(f"tu-{name}" for name in timm.list_models())])
    raise SureCoverError(
        f"Encoder (ENCODER) is {encoder!r}, which does not exist; allowed are the encoders of "
        "segmentation-models-pytorch and, after 'tu-', those of timm, "
        f"so choose e.g. {', '.join(near or kind.examples)}."
    )


def _check_fits(network: str, config: Mapping[str, Any]) -> None:
    """Build the network once and let a tile without values pass through: no list says what fits."""
    bands, outputs, side = config["in_channels"], config["classes"], 2 * STRIDE
    trouble = ""
    with torch.random.fork_rng(devices=[]), torch.no_grad():
        try:
            built = build_network(config).eval().to("meta")
            shape = tuple(built(torch.empty(1, bands, side, side, device="meta")).shape)
            if shape != (1, outputs, side, side):
                trouble = f"it turns {side} px into {shape[-1]}"
        except Exception as error:  # the libraries refuse odd pairs with any kind
            trouble = reason(error.__cause__ or error) or type(error.__cause__ or error).__name__
    if trouble:
        raise SureCoverError(
            f"Encoder (ENCODER) is {config['encoder_name']!r}, with which no {network} of {bands} bands can "
            f"be built ({trouble}); choose e.g. {', '.join(_kind(network).examples)}."
        )


def freeze_encoder(network: torch.nn.Module, frozen: bool = True) -> None:
    """Keep the encoder's weights as they are, or let them learn again (Pollatos et al.).

    The statistics of its normalisation are kept by `train_mode`.
    """
    for weights in network.encoder.parameters():
        weights.requires_grad_(not frozen)


def train_mode(network: torch.nn.Module, frozen: bool = False) -> None:
    """Set a network to learn; a frozen encoder stays in eval mode, so that its statistics stay too."""
    network.train()
    network.encoder.train(not frozen)


def parameter_groups(
    network: torch.nn.Module, learning_rate: float, encoder_factor: float = 1.0
) -> list[dict[str, Any]]:
    """Groups of weights for a torch optimiser: the encoder, then all others.

    Args:
        network: An smp network.
        learning_rate: Of all others.
        encoder_factor: The encoder's learning rate as a factor of it; Pollatos et al. lower the rate
            when the encoder is unfrozen.
    """
    encoder = {id(weights) for weights in network.encoder.parameters()}
    others = [weights for weights in network.parameters() if id(weights) not in encoder]
    return [
        {"params": list(network.encoder.parameters()), "lr": learning_rate * encoder_factor},
        {"params": others, "lr": learning_rate},
    ]


@contextmanager
def with_dropout(network: torch.nn.Module, rate: float) -> Iterator[None]:
    """Drop whole feature maps while a network learns (spatial dropout, Tompson et al. 2015).

    The decoder's result loses a share `rate` of its maps, the deepest features of the encoder twice
    that, at most half: Pollatos et al. give 0–0.2 for outer and 0.3–0.4 for inner layers. A decoder
    that drops features itself (DeepLabV3+: half of the pooled ones) keeps its own inner dropout instead.
    In eval mode nothing is dropped. Neither the weights nor the configuration know of it; which maps
    are dropped follows `torch.manual_seed`.

    Raises:
        SureCoverError: The rate is not within 0..0.5.
    """
    if not 0 <= rate <= 0.5:
        raise SureCoverError(f"Dropout (DROPOUT) is {rate:g}; allowed are 0 to 0.5, so give such a share.")

    def outer(_module: Any, _inputs: Any, result: Any) -> Any:  # noqa: ANN401 - torch's hooks
        return _dropped(result, rate) if network.training else result

    def inner(_module: Any, _inputs: Any, features: Any) -> Any:  # noqa: ANN401
        *shallow, deepest = features
        return [*shallow, _dropped(deepest, min(2 * rate, 0.5))] if network.training else features

    hooks = [network.decoder.register_forward_hook(outer)]
    if not any(isinstance(part, torch.nn.Dropout) for part in network.decoder.modules()):
        hooks.append(network.encoder.register_forward_hook(inner))
    try:
        yield
    finally:
        for hook in hooks:
            hook.remove()


def _dropped(features: torch.Tensor, rate: float) -> torch.Tensor:
    return torch.nn.functional.dropout2d(features, rate)


def measured_halo(
    network: torch.nn.Module, bands: int, side: int = 256, inputs: np.ndarray | None = None
) -> int:
    """How far a network looks: the outer pixels of a tile whose predictions lack too much around them.

    The influence of a pixel on a prediction is the gradient of the prediction's logits with respect
    to it, absolute and summed over the bands (Luo et al. 2016); for the logits a random direction that
    changes the probabilities. It is summed by Chebyshev distance, for a few tiles and for predictions
    anywhere between the steps of the encoder's grid, each prediction with the same weight.

    Args:
        network: A trained one, on any device; it is set to eval mode.
        bands: It takes.
        side: Of the tiles, px, a multiple of 32; what lies farther than nearly half of it is not seen.
        inputs: Tiles as the network sees them, float32 (n, bands, side, side); without any, noise. A
            network looks farther on images like those that it was trained on.

    Returns:
        The smallest multiple of 8 px such that all pixels farther than it together have less than 1 % of
        the influence; at least 8, at most side / 2 − 32, with which tiles of that side can still be laid
        out and blended over 32 px. A network that pools whole tiles (DeepLabV3+) reaches that most.
    """
    rng = np.random.default_rng(0)
    if inputs is None:
        inputs = rng.standard_normal((_SAMPLES, bands, side, side), np.float32)
    rings = np.zeros(side)
    network.eval()
    for number in range(_SAMPLES):
        row, col = side // 2 + rng.integers(-STRIDE // 2, STRIDE // 2, 2)
        influence = _influence(network, inputs[number % len(inputs)], int(row), int(col), rng)
        rows, cols = np.ogrid[-row : side - row, -col : side - col]
        distance = np.maximum(abs(rows), abs(cols))
        rings += np.bincount(distance.ravel(), influence.ravel(), minlength=side)
    farther = rings.sum() - np.cumsum(rings)
    most = max((side // 2 - STRIDE) // _HALO_STEP, 1) * _HALO_STEP
    steps = range(_HALO_STEP, most, _HALO_STEP)
    return next((halo for halo in steps if farther[halo] <= _FAR * rings.sum()), most)


def _influence(
    network: torch.nn.Module, tile: np.ndarray, row: int, col: int, rng: np.random.Generator
) -> np.ndarray:
    """Share of each pixel (rows, cols) in the prediction at one; all 0 where nothing has an influence."""
    device = next(network.parameters()).device
    inputs = torch.from_numpy(tile[None].copy()).to(device).requires_grad_()
    with torch.enable_grad():
        logits = network(inputs)[0, :, row, col]
        direction = rng.standard_normal(len(logits))
        weights = torch.from_numpy(direction - direction.mean()).to(logits)
        (gradient,) = torch.autograd.grad((logits * weights).sum(), inputs)
    pixels: np.ndarray = gradient[0].abs().sum(0).double().cpu().numpy()
    return pixels / (pixels.sum() or 1.0)


def typical_halo(network: str, depth: int = 0) -> int:
    """About what `measured_halo` will find for a trained network with its default encoder, px.

    For what must be known before: the gap between what teaches and what is held out. The U-Nets' are
    those of random weights, of which training leaves less; a ResUNet's random weights look far (230 px
    at depth 5), so its number is that after a short training. DeepLabV3+ sees all of a tile; its number
    is the most that tiles of 256 px allow.

    Raises:
        SureCoverError: There is no such network, or not of this depth.
    """
    return _kind(network).halos[_depth(network, depth)]


def mixed_precision(device: str) -> torch.dtype | None:
    """The type to which `torch.autocast` lowers the products of a training step; None for none.

    bfloat16 where the hardware multiplies it: on CPUs with AVX512-BF16 or AMX (a step of the U-Nets
    takes 0.5 to 0.6 of the time in float32), on NVIDIA from compute capability 8.0. Elsewhere it is
    emulated and slower. float16 is never used, as its gradients would have to be scaled. What a
    device can, not how long it takes, decides: the same computer always trains in the same way.

    Args:
        device: "cpu", "cuda" or "mps".
    """
    if device == "cpu":
        tests = ("_is_amx_tile_supported", "_is_avx512_bf16_supported")  # absent from some releases
        able = any(getattr(torch.cpu, test, lambda: False)() for test in tests)
    else:
        able = device == "cuda" and torch.cuda.get_device_capability() >= (8, 0)
    return torch.bfloat16 if able else None
