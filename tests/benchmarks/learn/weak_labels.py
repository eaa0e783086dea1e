"""Whether label refinement helps: clean labels, plain training and refinement on labels made worse."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from surecover.core.learning.recipe import Recipe

from .degraded import NOISES
from .landscapes import BATCH, TEST_SEEDS, card_of, landscape, network, tested, trained

ROOT = Path(__file__).resolve().parents[3]

EPOCHS, SAMPLES, EVERY = 12, 240, 5
WAYS = {
    "plain": {},
    "the paper's rule": {"refine_every": EVERY, "protect": 0.0},
    "refinement": {"refine_every": EVERY},
}
"""Ways to train; the last one is the product's."""

CLEAN = "clean"
LANDSCAPES = 4
"""A training learns from so many."""


def seeds_of(seed: int) -> list[int]:
    """Of the landscapes that a training with this seed learns from."""
    return [3000 + 10 * seed + number for number in range(LANDSCAPES)]


_PROGRAM = """
import json, sys, torch
import tests.conftest
from tests.benchmarks.learn.weak_labels import Run
torch.set_num_threads(1)
print(json.dumps(Run(**json.loads(sys.argv[1])).figures()))
"""


@dataclass(frozen=True)
class Run:
    """One training: of labels made worse by `noise` (or CLEAN), in one of WAYS."""

    seed: int
    noise: str
    way: str = "plain"

    def figures(self) -> tuple[float, float]:
        """Overall and average class accuracy on other landscapes, %."""
        seeds = seeds_of(self.seed)
        places = [landscape(seed) for seed in seeds]
        scenes = [
            scene for seed, place in zip(seeds, places)
            for scene in place.scenes(place.truth if self.noise == CLEAN
                                      else NOISES[self.noise](place.truth, seed))
        ]  # fmt: skip
        recipe = Recipe(
            epochs=EPOCHS, samples=SAMPLES, batch=BATCH, optimiser="adamw", augment=("flips", "rotations"),
            seed=self.seed, **WAYS[self.way],
        )  # fmt: skip
        card, net = card_of(places), network(self.seed)
        with TemporaryDirectory() as folder:
            trained(net, card, scenes, recipe, Path(folder))
        return tested(net, card, map(landscape, TEST_SEEDS))


def all_runs(seeds: Sequence[int]) -> list[Run]:
    """The clean one and every way with every noise, of each seed."""
    noisy = [Run(seed, noise, way) for seed in seeds for noise in NOISES for way in WAYS]
    return [*(Run(seed, CLEAN) for seed in seeds), *noisy]


def carried_out(runs: Sequence[Run], processes: int) -> Iterator[tuple[Run, tuple[float, float]]]:
    """Runs with their figures; small networks are quickest with a thread each, side by side."""
    with ThreadPoolExecutor(processes) as pool:
        yield from zip(runs, pool.map(_in_a_process, runs))


def _in_a_process(run: Run) -> tuple[float, float]:
    command = [sys.executable, "-c", _PROGRAM, json.dumps(asdict(run))]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if found.returncode:
        raise RuntimeError(found.stderr)
    overall, average = json.loads(found.stdout)
    return overall, average
