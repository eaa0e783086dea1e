"""Samples a second of a training against a bare loop over batches that are ready in memory."""

from __future__ import annotations

import os
import time
from pathlib import Path

import numpy as np
import pytest
import torch

from surecover.core.learning.architecture import mixed_precision
from surecover.core.learning.checkpoint import Checkpoint
from surecover.core.learning.fitting import Training
from surecover.core.learning.patches import Patches
from surecover.core.learning.recipe import OPTIMISERS, Recipe
from surecover.core.progress import Progress
from tests.benchmarks.measure import table

from .landscapes import BATCH, CLASSES, PATCH, SETS, card_of, landscape, network

EPOCHS, STEPS = 6, 8


@pytest.mark.parametrize("threads", sorted({1, os.cpu_count() or 1}))
def test_training_keeps_up_with_a_bare_loop(tmp_path: Path, threads: int) -> None:
    torch.set_num_threads(threads)
    place = landscape(3000)
    card, scenes = card_of([place]), place.scenes(place.truth)
    inputs, labels = Patches(scenes, card, len(CLASSES), PATCH).read(np.arange(BATCH))
    inputs, targets = inputs.contiguous(memory_format=torch.channels_last), labels.long() - 1
    bare = network(0).train()
    optimiser = torch.optim.Adam(bare.parameters(), OPTIMISERS["adam"])
    precision = mixed_precision("cpu")
    marks: list[float] = []

    def bare_epoch() -> None:
        for _ in range(STEPS):
            with torch.autocast("cpu", precision, enabled=precision is not None):
                logits = bare(inputs)
            optimiser.zero_grad()
            torch.nn.functional.cross_entropy(logits.float(), targets, ignore_index=-1).backward()
            optimiser.step()

    def take_turns(kind: str, _: object) -> None:
        """After each epoch of the training one of the bare loop: both see the same load of the machine."""
        if kind == "log":
            marks.append(time.perf_counter())
            bare_epoch()
            marks.append(time.perf_counter())

    kinds = ("flips", "rotations", "warps")
    recipe = Recipe(epochs=EPOCHS, batch=BATCH, samples=STEPS * BATCH, augment=kinds)
    training = Training(network(0), card, scenes, [], SETS, PATCH, recipe, Checkpoint(tmp_path))
    assert training.steps == STEPS, "patches enough for every step"
    training.run(Progress(take_turns))
    spent = np.diff(marks)[1:]
    own, other = np.median(spent[::2]), np.median(spent[1::2])
    samples, ratio = STEPS * BATCH, float(other / own)
    table(
        f"Throughput of training, U-Net of depth 2, {BATCH} patches of {PATCH} px a step, {threads} threads",
        ["", "samples/s"],
        [["train, with reading, augmentation, checkpoint", samples / float(own)],
         ["bare loop, batch in memory", samples / float(other)], ["ratio", ratio]],
    )  # fmt: skip
    assert ratio >= 0.9
