"""Variations of a batch of patches, so that a network learns what stays the same in them."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

import numpy as np

from ..lazy import LazyModule

if TYPE_CHECKING:
    import torch
else:
    torch = LazyModule("torch")

KINDS = ("flips", "rotations", "warps", "stretch", "mixes")

_SHIFT = 2.0
"""Largest displacement by a warp along rows and along columns, px."""

_KNOT_SPACING = 16
"""A warp's displacement is random about every so many pixels and smooth between, px."""


def augment(
    inputs: torch.Tensor,
    labels: torch.Tensor,
    rng: np.random.Generator,
    kinds: Collection[str],
    limits: np.ndarray | None = None,
) -> tuple[torch.Tensor, torch.Tensor]:
    """Vary patches, each by each kind with probability 0.5 (Yu et al. 2021).

    - "flips": left to right or top to bottom.
    - "rotations": by 90°, 180° or 270°.
    - "warps": a smooth displacement of at most 2 px; what comes from beyond the patch has label 0.
    - "stretch": the 2 % and 98 % of each band of the patch move to those of the training data,
      linearly and without clipping, so that the few pixels beyond stay different from each other.
    - "mixes": a rectangle of the patch before it in the batch takes the place of its own, with its labels
      (CutMix, Yun et al. 2019). Where few scenes teach, a network else goes by the wide surroundings of
      a pixel, which say nothing elsewhere.

    Args:
        inputs: float32 (n, bands, side, side), on the CPU.
        labels: Label numbers, uint8 (n, side, side).
        rng: All chance comes from it.
        kinds: Some of KINDS.
        limits: 2 % and 98 % of each band of the training data, in the units of the inputs, float32
            (2, bands); only "stretch" needs them.

    Returns:
        The varied inputs and labels, same shapes and dtypes; the given ones stay as they are.
    """
    inputs, labels = inputs.clone(), labels.clone()
    for kind in ("flips", "rotations", "warps", "stretch"):
        chosen = np.flatnonzero(rng.random(len(inputs)) < 0.5)
        if kind not in kinds or not len(chosen):
            continue
        if kind == "stretch":
            _stretch(inputs, chosen, limits)
        else:
            _MOVES[kind](inputs, labels, chosen, rng)
    if "mixes" in kinds:
        _mix(inputs, labels, np.flatnonzero(rng.random(len(inputs)) < 0.5), rng)
    return inputs, labels


def _flip(inputs: torch.Tensor, labels: torch.Tensor, chosen: np.ndarray, rng: np.random.Generator) -> None:
    for number, axis in zip(chosen, rng.integers(-2, 0, len(chosen)).tolist()):
        for images in (inputs, labels):
            images[number] = images[number].flip(axis)


def _rotate(inputs: torch.Tensor, labels: torch.Tensor, chosen: np.ndarray, rng: np.random.Generator) -> None:
    for number, turns in zip(chosen, rng.integers(1, 4, len(chosen)).tolist()):
        for images in (inputs, labels):
            images[number] = torch.rot90(images[number], turns, (-2, -1))


def _warp(inputs: torch.Tensor, labels: torch.Tensor, chosen: np.ndarray, rng: np.random.Generator) -> None:
    places = _places(len(chosen), inputs.shape[-1], rng)
    # Beyond the patch the inputs repeat its edge: 0 may be far from any reflectance.
    inputs[chosen] = _sampled(inputs[chosen], places, mode="bilinear", padding_mode="border")
    told = _sampled(labels[chosen, None].float(), places, mode="nearest", padding_mode="zeros")
    labels[chosen] = told[:, 0].to(labels.dtype)


def _places(count: int, side: int, rng: np.random.Generator) -> torch.Tensor:
    """Where each pixel's value comes from, (count, side, side, 2) as (x, y); −1 to 1 is the patch."""
    knots = max(side // _KNOT_SPACING, 2)
    drawn = rng.uniform(-0.75 * _SHIFT, 0.75 * _SHIFT, (count, 2, knots, knots)).astype(np.float32)
    smooth = torch.nn.functional.interpolate(
        torch.from_numpy(drawn), size=(side, side), mode="bicubic", align_corners=True
    )
    centres = torch.arange(side, dtype=torch.float32) + 0.5
    home = torch.stack(torch.meshgrid(centres, centres, indexing="xy"))
    # The cubic curves may swing beyond what was drawn.
    return ((home + smooth.clamp(-_SHIFT, _SHIFT)) * (2 / side) - 1).permute(0, 2, 3, 1)


def _sampled(images: torch.Tensor, places: torch.Tensor, *, mode: str, padding_mode: str) -> torch.Tensor:
    return torch.nn.functional.grid_sample(
        images, places, mode=mode, padding_mode=padding_mode, align_corners=False
    )


def _stretch(inputs: torch.Tensor, chosen: np.ndarray, limits: np.ndarray | None) -> None:
    low, high = _percentiles(inputs[chosen])
    wanted_low, wanted_high = np.asarray(limits, np.float32)
    # A band of one value has no contrast to stretch: it stays.
    flat = high <= low
    gain = np.where(flat, 1, (wanted_high - wanted_low) / np.where(flat, 1, high - low))
    shift = np.where(flat, 0, wanted_low - low * gain)
    for number, factors, summands in zip(chosen, gain, shift):
        factor, summand = (torch.from_numpy(x.astype(np.float32))[:, None, None] for x in (factors, summands))
        inputs[number].mul_(factor).add_(summand)


def _mix(inputs: torch.Tensor, labels: torch.Tensor, chosen: np.ndarray, rng: np.random.Generator) -> None:
    """Paste rectangles, each side of an eighth of the patch or more."""
    sources = inputs.clone(), labels.clone()
    side = inputs.shape[-1]
    least = max(side // 8, 1)
    for number in chosen:
        top, left = rng.integers(0, side - least + 1, 2)
        bottom, right = (int(rng.integers(start + least, side + 1)) for start in (top, left))
        for images, source in zip((inputs, labels), sources):
            images[number, ..., top:bottom, left:right] = source[number - 1, ..., top:bottom, left:right]


def _percentiles(inputs: torch.Tensor) -> tuple[np.ndarray, np.ndarray]:
    """2 % and 98 % of each patch and band, float32 (n, bands), of about 1000 of its pixels."""
    step = max(inputs.shape[-1] // 32, 1)
    values = np.sort(inputs[..., ::step, ::step].flatten(2).numpy(), axis=2)
    last = values.shape[2] - 1
    return values[..., round(0.02 * last)], values[..., round(0.98 * last)]


_MOVES = {"flips": _flip, "rotations": _rotate, "warps": _warp}
