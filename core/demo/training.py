"""Learning from labels that name several possible classes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from ..lazy import LazyModule
from ..model.networks import build_network
from .atmosphere import WAVELENGTHS
from .examples import LEAVES, Example
from .statistics import BANDS

if TYPE_CHECKING:
    import torch
else:
    torch = LazyModule("torch")

NETWORK = {
    "_model_class": "Unet",
    "encoder_name": "tu-resnet10t",  # only the stages in use are built and stored
    "encoder_depth": 3,
    "decoder_channels": [64, 48, 32],
    "in_channels": len(BANDS),
    "classes": len(LEAVES),
}

PATCH = 64


def marginal_loss(logits: Any, allowed: Any) -> Any:  # noqa: ANN401 - torch tensors
    """Mean of −log Σ p(c) over the classes that each pixel may be (Cour et al. 2011, JMLR 12).

    Args:
        logits: (patches, classes, rows, cols).
        allowed: Sets of classes as bits, uint8 (patches, rows, cols); 0 is left out of the mean.

    Returns:
        A scalar tensor; 0 when nothing is labelled.
    """
    steps = torch.arange(logits.shape[1], device=logits.device)
    possible = (allowed.long()[:, None] >> steps[None, :, None, None]) & 1 > 0
    logs = torch.log_softmax(logits, dim=1).masked_fill(~possible, float("-inf"))
    taught = possible.any(dim=1)
    # Where nothing is possible the sum would be log 0, whose gradient is undefined.
    likely = torch.logsumexp(torch.where(taught[:, None], logs, torch.zeros_like(logs)), dim=1)
    total: Any = -(likely * taught).sum() / taught.sum().clamp(min=1)
    return total


def band_moments(examples: Mapping[str, Sequence[Example]]) -> tuple[np.ndarray, np.ndarray]:
    """Mean and standard deviation of the reflectance per band, each place with the same weight."""
    moments = []
    for scenes in examples.values():
        pixels = [e.stored[:, e.allowed > 0].astype(np.float32) / 10_000 for e in scenes]
        count = sum(p.shape[1] for p in pixels)
        moments.append(
            [sum((p**power).sum(axis=1, dtype=np.float64) for p in pixels) / count for power in (1, 2)]
        )
    first, second = np.mean(moments, axis=0)
    return first, np.sqrt(second - first**2)


def atmospheres(examples: Mapping[str, Sequence[Example]]) -> list[np.ndarray]:
    """Gain and offset per band, (2, bands), from surface to top-of-atmosphere reflectance.

    One for each place that has a scene at both levels, by least squares.
    """
    found = []
    for scenes in examples.values():
        by_level = {e.level: e.stored.reshape(len(BANDS), -1) / 10_000 for e in scenes}
        if len(by_level) == 2:
            lines = [np.polyfit(s, t, 1) for s, t in zip(by_level["L2A"], by_level["L1C"])]
            found.append(np.array(lines, np.float32).T)
    return found


def train(
    examples: Mapping[str, Sequence[Example]], weights: Mapping[str, float], steps: int, seed: int = 0,
    batch: int = 12,
) -> tuple[Any, list[float]]:  # fmt: skip
    """Train a network.

    Args:
        examples: Scenes by place.
        weights: How often a patch comes from each place, relative to the others.
        steps: Batches.
        seed: Of the weights and the patches.
        batch: Patches a batch.

    Returns:
        The network, whose input is standardised by `band_moments`, and the losses by step.
    """
    torch.set_num_threads(1)  # such small batches are slower with more, much slower on a busy machine
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    network = build_network(NETWORK).train().to(memory_format=torch.channels_last)
    mean, deviation = (v.astype(np.float32)[:, None, None] for v in band_moments(examples))
    places, airs = list(examples), atmospheres(examples)
    chances = np.array([weights[place] for place in places])
    optimiser = torch.optim.AdamW(network.parameters(), lr=3e-3, weight_decay=1e-2)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, max_lr=3e-3, total_steps=steps)
    losses = []
    for _ in range(steps):
        drawn = [
            _patch(examples[places[i]], airs, rng)
            for i in rng.choice(len(places), batch, p=chances / chances.sum())
        ]
        pixels, sets = (np.stack(parts) for parts in zip(*drawn))
        _cut_and_paste(pixels, sets, rng)
        inputs, allowed = (pixels - mean) / deviation, torch.from_numpy(sets)
        batch_of = torch.from_numpy(inputs).contiguous(memory_format=torch.channels_last)
        with torch.autocast("cpu", torch.bfloat16):
            logits = network(batch_of)
        loss = marginal_loss(logits.float(), allowed)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        losses.append(float(loss.detach()))
    return network.eval(), losses


def _patch(
    scenes: Sequence[Example], airs: Sequence[np.ndarray], rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """One augmented patch of a random scene: reflectance (10, PATCH, PATCH) and the allowed classes."""
    scene = scenes[int(rng.integers(len(scenes)))]
    top, left = (int(rng.integers(max(side - PATCH, 0) + 1)) for side in scene.labels.shape)
    window = (slice(top, top + PATCH), slice(left, left + PATCH))
    pixels = scene.stored[(slice(None), *window)].astype(np.float32) / 10_000
    allowed = scene.allowed[window]
    turns, mirrored = int(rng.integers(4)), rng.random() < 0.5
    pixels, allowed = np.rot90(pixels, turns, (1, 2)), np.rot90(allowed, turns)
    if mirrored:
        pixels, allowed = pixels[:, :, ::-1], allowed[:, ::-1]
    if airs and scene.level == "L2A" and rng.random() < 0.5:
        gain, offset = airs[int(rng.integers(len(airs)))][:, :, None, None]
        depth = rng.uniform(0.3, 1.1)
        pixels = pixels * (1 + depth * (gain - 1)) + depth * offset
    return _disturb(pixels, rng), np.ascontiguousarray(allowed)


def _cut_and_paste(pixels: np.ndarray, sets: np.ndarray, rng: np.random.Generator) -> None:
    """Paste a part of the next patch into each, labels too, in place (CutMix, Yun et al. 2019).

    The few scenes are so alike inside that the network would else go by the wide surroundings of a
    pixel, which say nothing elsewhere.
    """
    sources = np.roll(pixels, 1, axis=0), np.roll(sets, 1, axis=0)
    for number in range(len(pixels)):
        top, left = rng.integers(0, PATCH - 8, 2)
        bottom, right = (int(rng.integers(start + 8, PATCH + 1)) for start in (top, left))
        window = (slice(top, bottom), slice(left, right))
        pixels[(number, slice(None), *window)] = sources[0][(number, slice(None), *window)]
        sets[(number, *window)] = sources[1][(number, *window)]


def _disturb(pixels: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Other light, some haze, other calibration."""
    gain = rng.normal(1, 0.1) * rng.normal(1, 0.04, (len(pixels), 1, 1))
    veil = rng.uniform(0, 0.05) * (rng.random() < 0.3)
    haze = veil * (WAVELENGTHS / 490) ** -rng.uniform(2, 4)
    return np.ascontiguousarray(pixels * gain + haze[:, None, None], dtype=np.float32)
