"""What the shipped models learn from: labelled real scenes, and generated ones.

A label is a set of classes: the leaves of basic6 that the pixel may be. "crops" may be grass or bare
soil, "built" residential or industrial.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ..external.vectors import layer_of, points_of
from ..lazy import LazyModule
from ..model.card import OTHER
from ..rasters import open_raster
from .generator import DemoScene
from .landscape import BARREN, FOREST, GRASS, INDUSTRIAL, RESIDENTIAL, WATER
from .statistics import BANDS, BELGIUM, CHILE, DENMARK, SLOVENIA, clear_scenes, labels_of, reflectance

if TYPE_CHECKING:
    from scipy import ndimage
else:
    ndimage = LazyModule("scipy.ndimage")

LEAVES = (WATER, GRASS, FOREST, BARREN, INDUSTRIAL, RESIDENTIAL)

TRAINING_SEEDS = tuple(range(1000, 1060))
"""Generated scenes that the model is trained on; no demo and no test may use them."""

CHECKING_SEEDS = tuple(range(1100, 1104))
"""Generated scenes that the model's card is checked on."""

GENERATOR, LEIPZIG = "generator", "leipzig"


OPEN_LAND, BUILDING = (GRASS, BARREN), (INDUSTRIAL, RESIDENTIAL)

LABELS = (*((leaf,) for leaf in LEAVES), OPEN_LAND, BUILDING, OPEN_LAND + BUILDING)
"""All labels: label number n means one of the classes LABELS[n - 1]."""

PLACES = {"slovenia": SLOVENIA, "belgium": BELGIUM, "chile": CHILE, "denmark": DENMARK}
"""Name → folder of the real places."""

MEANINGS: dict[str, dict[int, tuple[int, ...]]] = {
    "slovenia": {1: OPEN_LAND, 2: (FOREST,), 3: (GRASS,), 8: BUILDING},
    "belgium": {11: OPEN_LAND, 13: (GRASS,)},
    # The built area of this map takes in the fields between scattered farms.
    "chile": {1: (WATER,), 2: (FOREST,), 4: OPEN_LAND, 5: OPEN_LAND + BUILDING},
    "denmark": {1: (WATER,), 2: (FOREST,), 4: OPEN_LAND, 5: BUILDING},
    LEIPZIG: {1: (FOREST,), 2: (GRASS,), 3: BUILDING, 4: (WATER,)},
    GENERATOR: {leaf: (leaf,) for leaf in LEAVES},
}
"""What the labels of a place may be; labels that are missing here (shrub, rangeland, flooded vegetation,
land not declared as fields) are ignored."""

LABEL_NAMES = {
    "slovenia": {1: "cultivated land", 2: "forest", 3: "grassland", 8: "artificial surface"},
    "belgium": {11: "temporary crops", 13: "grass / fodder"},
    "chile": {1: "water", 2: "trees", 4: "crops", 5: "built area"},
    "denmark": {2: "trees", 4: "crops", 5: "built area"},
    LEIPZIG: {1: "forest", 2: "pasture", 3: "urban", 4: "water"},
    GENERATOR: {
        WATER: "water", GRASS: "grass", FOREST: "forest", BARREN: "barren",
        INDUSTRIAL: "industrial building", RESIDENTIAL: "residential building",
    },
}  # fmt: skip


@dataclass(frozen=True)
class Example:
    """One dated scene with labels.

    Attributes:
        place: Its name.
        date: ISO date, "" when unknown.
        level: "L1C" (top of the atmosphere) or "L2A" (surface).
        stored: Reflectance × 10,000, uint16 (10, rows, cols).
        labels: The place's own label values (rows, cols); 0 where unknown or cloudy.
    """

    place: str
    date: str
    level: str
    stored: np.ndarray
    labels: np.ndarray

    @property
    def numbers(self) -> np.ndarray:
        """Label numbers, uint8 (rows, cols); 0 where nothing is taught."""
        table = np.zeros(256, np.uint8)
        for label, meaning in MEANINGS[self.place].items():
            table[label] = 1 + LABELS.index(meaning)
        numbers: np.ndarray = table[self.labels]
        return numbers


def label_sets(outputs: Sequence[int]) -> np.ndarray:
    """What each label allows of a network's outputs, bool (labels + 1, outputs).

    With OTHER among the outputs it stands for all classes that are not. A label that allows everything
    teaches nothing: its row is False, as row 0.
    """
    sets = np.zeros((len(LABELS) + 1, len(outputs)), bool)
    for number, meaning in enumerate(LABELS, start=1):
        meant = {c if c in outputs else OTHER for c in meaning}
        sets[number] = [c in meant for c in outputs]
    sets[sets.all(axis=1)] = False
    return sets


def real_examples(data: Path, place: str) -> Iterator[Example]:
    """The clear scenes of a real place, at top of atmosphere and at the surface where it has both."""
    folder = data / PLACES[place]
    labels = labels_of(data, PLACES[place])
    pair = sorted(folder.glob("s2l??.tif"))
    for path in pair or clear_scenes(data, PLACES[place]):
        values, valid, tags = reflectance(path)
        date, level = tags.get("DATE", ""), tags["LEVEL"]
        yield Example(
            place, date[:10], level[:3], _stored(values), np.where(valid, labels, 0).astype(np.uint8)
        )


def leipzig(data: Path) -> Example:
    """A scene with 97 labelled points that teaches no model, as it lacks three of the ten bands (here 1)."""
    folder = data / "other_sensors"
    with open_raster(str(folder / "leipzig_s2_float32.tif")) as raster:
        bands = [BANDS.index(name.upper()) for name in raster.descriptions[:-1]]
        values = raster.read(raster.grid.window, range(1, len(bands) + 1))[0]
        points = points_of(layer_of(str(folder / "leipzig_points.gpkg")), raster.grid, ["land_cover"])
    if points is None:
        raise ValueError(f"Not all labels in {folder} are points")
    stored = np.ones((len(BANDS), *values.shape[1:]), np.uint16)
    stored[bands] = _stored(values / 10_000)
    labels = np.zeros(values.shape[1:], np.uint8)
    numbers = {name: label for label, name in LABEL_NAMES[LEIPZIG].items()}
    labels[points.rows, points.cols] = [numbers[name] for name in points.columns["land_cover"]]
    return Example(LEIPZIG, "", "", stored, labels)


def generated_examples(seeds: Sequence[int], size: int = 256, without: str = "") -> Iterator[Example]:
    """Dated scenes of the generator, three a seed, with their clouds masked.

    `without` names a real place whose measured spectra are not used, as far as others can replace them.
    """
    window = (slice(0, size), slice(0, size))
    for seed in seeds:
        scene = DemoScene(seed, size, cloud_share=0.06, without=PLACES.get(without, ""))
        truth = scene.land(window).now
        for when, day in enumerate(scene.dates):
            stored, scl = scene.image(when, window)
            usable = ~ndimage.binary_dilation(np.isin(scl, (3, 8, 9)), iterations=2)
            clear = usable.repeat(2, axis=0).repeat(2, axis=1)[:size, :size]
            yield Example(GENERATOR, str(day), "L2A", stored, np.where(clear, truth, 0).astype(np.uint8))


def _stored(values: np.ndarray) -> np.ndarray:
    return np.clip(np.rint(values * 10_000), 1, 65535).astype(np.uint16)
