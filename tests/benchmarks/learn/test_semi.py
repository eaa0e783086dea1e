"""What images without labels gain where areas look other than the labelled ones (cf. [C], tables 6 to 8)."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from tests.benchmarks.measure import table
from tests.benchmarks.test_accuracy import REAL as REAL_DATA

from .semi import EPOCHS, NO_IMAGES, NORMALISATION, PATCH, SAMPLES, SUPERVISED, WAYS, Run, carried_out
from .shifted import LABELLED, REAL, SIDE, STRENGTHS, TESTED, UNLABELLED

SEEDS, FEW = range(5), range(3)
"""Of comparisons by shift, which differ most from world to world; of the others."""

COMPARED = (SUPERVISED, NORMALISATION, "late, l1", "late, kmeans")

Found = Mapping[str, np.ndarray]
"""Overall accuracy and mean IoU of every way and seed, %, (seeds, 2)."""


def found_in(where: str, ways: Iterable[str], seeds: Sequence[int]) -> Found:
    """Run the ways in a place, and print their figures beside what they gain over the supervised one."""
    runs = {way: [Run(seed, where, way) for seed in seeds] for way in ways}
    figures = carried_out([run for each in runs.values() for run in each], os.cpu_count() or 1)
    found = {way: np.array([figures[run] for run in each]) for way, each in runs.items()}
    table(
        f"Images without labels: {where}; %, {EPOCHS} epochs of {SAMPLES} patches of {PATCH} px, "
        f"{len(seeds)} seeds",
        ["way", "OA", "mIoU", "OA gained", "mIoU gained"],
        [[way, *spread(own), *spread(own - found[SUPERVISED])] for way, own in found.items()],
    )
    return found


def spread(values: np.ndarray) -> list[str]:
    """Mean ± standard deviation of both figures."""
    return [f"{mean:.1f} ± {dev:.1f}" for mean, dev in zip(values.mean(axis=0), values.std(axis=0, ddof=1))]


def test_images_without_labels_help_where_appearance_shifts() -> None:
    print(f"Areas of {SIDE}² px: {LABELLED} labelled, {UNLABELLED} unlabelled, {TESTED} tested.")
    found = {strength: found_in(strength, COMPARED, SEEDS) for strength in STRENGTHS}
    gained = {strength: own["late, l1"] - own[SUPERVISED] for strength, own in found.items()}
    strong = gained["strong"]
    assert (strong.mean(axis=0) > strong.std(axis=0, ddof=1)).all(), "images like the tested ones help a lot"
    further = found["strong"]["late, l1"] - found["strong"][NORMALISATION]
    assert (further.mean(axis=0) > 0).all(), "and not only by what they do to normalisation"
    assert (gained["medium"].mean(axis=0) > 0).all(), "the more the more they differ from the labelled ones"
    assert (gained["none"].mean(axis=0) > -3).all(), "and where they do not, they do no harm"


def test_every_split_and_loss_beside_each_other() -> None:
    found = found_in("medium", WAYS, FEW)
    assert found["late, l1"].mean() > found[NO_IMAGES].mean(), "the images teach, not only the second task"


@REAL_DATA
def test_images_of_one_half_of_a_real_place_help_in_its_other_half() -> None:
    found = {place: found_in(place, COMPARED, FEW) for place in REAL}
    gained = found["Chile"]["late, l1"] - found["Chile"][SUPERVISED]
    assert gained.mean() > 0, "in Chile; in Denmark, nine tenths fields, they gained nothing"
