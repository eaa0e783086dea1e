"""What label refinement gains on labels made worse, beside plain training and clean labels."""

from __future__ import annotations

import os
from collections import defaultdict

import numpy as np

from tests.benchmarks.measure import table

from .degraded import NOISES
from .landscapes import SIZE, landscape
from .weak_labels import CLEAN, EPOCHS, EVERY, LANDSCAPES, SAMPLES, WAYS, Run, all_runs, carried_out, seeds_of

SEEDS = range(3)


def spread(values: list[float]) -> str:
    """Mean ± standard deviation."""
    return f"{np.mean(values):.1f} ± {np.std(values, ddof=1):.1f}"


def right_labels(noise: str) -> list[float]:
    """Share of right labels for each seed, %."""
    shares = []
    for seed in SEEDS:
        truths = {number: landscape(number).truth for number in seeds_of(seed)}
        shares.append(100 * np.mean([NOISES[noise](truth, n) == truth for n, truth in truths.items()]))
    return shares


def test_refinement_helps_where_labels_are_wrong() -> None:
    found: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for run, figures in carried_out(all_runs(SEEDS), os.cpu_count() or 1):
        found[run.noise, run.way].append(figures)
    for title, figure in (("average class accuracy", 1), ("overall accuracy", 0)):
        values = {key: [figures[figure] for figures in runs] for key, runs in found.items()}
        clean = Run(0, CLEAN)
        rows = [[noise, spread(right_labels(noise)), *(spread(values[noise, way]) for way in WAYS)]
                for noise in NOISES]  # fmt: skip
        rows.append([CLEAN, "100", spread(values[clean.noise, clean.way]), "", ""])
        table(
            f"Weak labels: {title}, %, on 4 other landscapes; {LANDSCAPES} landscapes of {SIZE}² px, "
            f"{EPOCHS} epochs of {SAMPLES} patches, refined every {EVERY} epochs, {len(SEEDS)} seeds",
            ["labels", "right labels", *WAYS], rows,
        )  # fmt: skip
    gains = {noise: np.mean(np.subtract(found[noise, "refinement"], found[noise, "plain"]), axis=0)
             for noise in NOISES}  # fmt: skip
    assert gains["cells of 50 px"][1] > 5, "on labels like those of MODIS, as in Yu et al. 2021"
    assert all(average > -1 for _, average in gains.values()), "and nowhere does it harm"
