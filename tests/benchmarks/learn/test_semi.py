"""What images without labels gain where areas look other than the labelled ones (cf. [C], tables 6 to 8)."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

import numpy as np

from tests.benchmarks.measure import table
from tests.benchmarks.test_accuracy import REAL as REAL_DATA

from .semi import EPOCHS, NO_IMAGES, NORMALISATION, PATCH, SAMPLES, SUPERVISED, WAYS, Run, carried_out
from .shifted import LABELLED, REAL, SIDE, STRENGTHS, TESTED, UNLABELLED

SEEDS = range(3)
COMPARED = (SUPERVISED, NORMALISATION, "late, l1", "late, kmeans")
"""Ways with every shift; with the medium one all are."""

Found = Mapping[Run, tuple[float, float]]


def column(found: Found, where: str, way: str) -> np.ndarray:
    """Overall accuracy and mean IoU of every seed, %, (seeds, 2)."""
    return np.array([found[Run(seed, where, way)] for seed in SEEDS])


def spread(values: np.ndarray) -> list[str]:
    """Mean ± standard deviation of both figures."""
    return [f"{mean:.1f} ± {dev:.1f}" for mean, dev in zip(values.mean(axis=0), values.std(axis=0, ddof=1))]


def rows_of(found: Found, where: str, ways: Sequence[str]) -> list[list[str]]:
    """Figures of the ways, and their gains over the supervised one, seed by seed."""
    supervised = column(found, where, SUPERVISED)
    return [
        [way, *spread(values), *spread(values - supervised)]
        for way, values in ((way, column(found, where, way)) for way in ways)
    ]


def found_of(places: Mapping[str, Sequence[str]]) -> Found:
    """Run ways by place, every seed."""
    runs = [Run(seed, where, way) for where, ways in places.items() for seed in SEEDS for way in ways]
    return carried_out(runs, os.cpu_count() or 1)


def show(found: Found, places: Mapping[str, Sequence[str]], title: str) -> None:
    """A table of each place."""
    for where, ways in places.items():
        table(
            f"{title}: {where}; %, {EPOCHS} epochs of {SAMPLES} patches of {PATCH} px, {len(SEEDS)} seeds",
            ["way", "OA", "mIoU", "OA gained", "mIoU gained"],
            rows_of(found, where, ways),
        )


def test_images_without_labels_help_where_appearance_shifts() -> None:
    places = {strength: tuple(WAYS) if strength == "medium" else COMPARED for strength in STRENGTHS}
    found = found_of(places)
    title = f"{LABELLED} areas of {SIDE}² px with labels, {UNLABELLED} without, {TESTED} tested, shift"
    show(found, places, title)
    gains = {(where, way): column(found, where, way) - column(found, where, SUPERVISED)
             for where, ways in places.items() for way in ways}  # fmt: skip
    late = gains["medium", "late, l1"]
    assert (late.mean(axis=0) > late.std(axis=0, ddof=1)).all(), "images that look like the tested ones help"
    assert late.mean() > gains["medium", NO_IMAGES].mean(), "it is the images that do, not the task"
    assert (gains["none", "late, l1"].mean(axis=0) > -5).all(), "where nothing shifts they do little harm"


@REAL_DATA
def test_images_of_a_real_place_teach_its_other_half() -> None:
    places = dict.fromkeys(REAL, COMPARED)
    show(found_of(places), places, "Two real places with labels, half of another without, its other half")
