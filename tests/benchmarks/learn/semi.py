"""Whether images without labels help: trainings with a second task, beside the supervised one."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from surecover.core.learning.auxiliary import AUXILIARY_LOSSES
from surecover.core.learning.checkpoint import Checkpoint
from surecover.core.learning.fitting import Training
from surecover.core.learning.prediction import judge
from surecover.core.learning.recipe import Recipe
from surecover.core.learning.twoheaded import SPLITS
from surecover.core.model.models import Model
from surecover.core.progress import Progress
from surecover.core.runtimes.torchnetwork import TorchNetwork
from tests.benchmarks.test_accuracy import DATA

from .landscapes import BATCH, SETS, card_of, network
from .shifted import REAL, STRENGTHS, real_world, world

ROOT = Path(__file__).resolve().parents[3]

EPOCHS, SAMPLES, PATCH = 40, 36, 32
"""Of a training; patches are of so many px."""

SUPERVISED, NORMALISATION, NO_IMAGES = "supervised", "normalisation only", "late, l1, no images"
TINY = 1e-9
"""Weight of a second task that moves no shared weight: what is left is what its images do to the statistics
of batch normalisation."""

WAYS: dict[str, dict[str, Any]] = {
    SUPERVISED: {},
    NORMALISATION: {"split": "late", "auxiliary": "l1", "auxiliary_weight": TINY},
    NO_IMAGES: {"split": "late", "auxiliary": "l1"},
    **{f"{split}, {name}": {"split": split, "auxiliary": name} for split in SPLITS
       for name in AUXILIARY_LOSSES},
}  # fmt: skip
"""Ways to train; without further notice with the defaults of the second task."""

_PROGRAM = """
import json, sys, torch
import tests.conftest
from tests.benchmarks.learn.semi import Run
torch.set_num_threads(1)
print(json.dumps([Run(**run).figures() for run in json.loads(sys.argv[1])]))
"""


@dataclass(frozen=True)
class Run:
    """One training in one of WAYS.

    Attributes:
        seed: Of the weights and the patches, and of a generated world.
        where: One of STRENGTHS, by which appearance shifts in a generated world, or one of REAL.
        way: One of WAYS.
    """

    seed: int
    where: str
    way: str

    def figures(self) -> tuple[float, float]:
        """Overall accuracy and mean IoU on the tested areas, %."""
        places = (real_world(DATA, self.where) if self.where in REAL
                  else world(self.seed, STRENGTHS[self.where]))  # fmt: skip
        recipe = Recipe(
            epochs=EPOCHS, samples=SAMPLES, batch=BATCH, optimiser="adamw", encoder_factor=1.0,
            augment=("flips", "rotations"), seed=self.seed, **WAYS[self.way],
        )  # fmt: skip
        scenes = [scene for place in places.labelled for scene in place.scenes(place.truth)]
        images = [scene for place in places.unlabelled for scene in place.scenes(np.ones_like(place.truth))]
        semi = bool(recipe.split) and self.way != NO_IMAGES
        card, net = card_of(places.labelled), network(self.seed)
        with TemporaryDirectory() as folder:
            Training(
                net, card, scenes, [], SETS, PATCH, recipe, Checkpoint(Path(folder)),
                unlabelled=images if semi else (),
            ).run(Progress())  # fmt: skip
        tested = [scene for place in places.tested for scene in place.scenes(place.truth)]
        judged = judge(Model(card, TorchNetwork(net)), tested, SETS, Progress())
        right, given = np.trace(judged.matrix[1:]), judged.matrix.sum()
        return 100 * float(right / given), 100 * float(judged.miou or 0.0)


def carried_out(runs: Sequence[Run], processes: int) -> dict[Run, tuple[float, float]]:
    """Figures of the runs; small networks are quickest with a thread each, side by side."""
    parts = [runs[number::processes] for number in range(processes)]
    with ThreadPoolExecutor(processes) as pool:
        found = list(pool.map(_in_a_process, parts))
    return {run: figures for part, own in zip(parts, found) for run, figures in zip(part, own)}


def _in_a_process(runs: Sequence[Run]) -> list[tuple[float, float]]:
    command = [sys.executable, "-c", _PROGRAM, json.dumps([asdict(run) for run in runs])]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if found.returncode:
        raise RuntimeError(found.stderr)
    return [(overall, miou) for overall, miou in json.loads(found.stdout)]
