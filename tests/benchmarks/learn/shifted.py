"""Areas of the same kind of land that look different: of another season, light, air, soil and growth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from surecover.core.demo.atmosphere import WAVELENGTHS
from surecover.core.demo.examples import LABELS, Example, real_examples
from surecover.core.demo.generator import DemoScene
from surecover.core.demo.landscape import BARREN, FOREST, GRASS, INDUSTRIAL, RESIDENTIAL
from surecover.core.demo.statistics import BANDS

from .landscapes import Landscape

SIDE = 160
"""Of an area, px; each has one date."""

LABELLED, UNLABELLED, TESTED = 2, 4, 3
"""Areas of a world."""

STRENGTHS = {"none": 0.0, "medium": 0.5, "strong": 1.0}
"""How far the unlabelled and the tested areas look from the labelled ones, in units of `Appearance`."""

_OWN = 0.15
"""Standard deviation of the areas of one kind among themselves, in the same unit."""

REAL = {"Denmark": ("slovenia", "chile", "denmark"), "Chile": ("slovenia", "denmark", "chile")}
"""Real worlds: two places with labels, and one whose northern half is unlabelled and whose
southern half is tested."""

_SUMMER = 197
_NEAR, _RED = WAVELENGTHS > 730, np.isin(BANDS, ("B04", "B05"))


@dataclass(frozen=True)
class Appearance:
    """What makes an area look other than one in clean summer air; 0 is that, 1 a lot.

    Attributes:
        season: 60 days later.
        light: Bands are brighter or darker by 15 % (standard deviation over the bands).
        haze: A veil of 4 % at 490 nm.
        soil: Bare soil reflects a third less, as damp one does.
        drought: Plants reflect a quarter less in the near infrared, a quarter more in the red.
    """

    season: float
    light: float
    haze: float
    soil: float
    drought: float

    @property
    def day(self) -> int:
        """Of the year."""
        return round(_SUMMER + 60 * self.season)

    def of(self, image: np.ndarray, truth: np.ndarray, gains: np.ndarray) -> np.ndarray:
        """How reflectance (bands, rows, cols) looks, the season excepted; `gains` (bands,) of its light."""
        seen = image.copy()
        seen[:, truth == BARREN] *= (2 / 3) ** self.soil
        plants = np.isin(truth, (GRASS, FOREST))
        for bands, factor in ((_NEAR, 0.75), (_RED, 1.25)):
            seen[np.ix_(bands, *(np.arange(n) for n in truth.shape))] *= np.where(
                plants, factor**self.drought, 1
            )
        veil = np.maximum(0.04 * self.haze, 0) * (WAVELENGTHS[:, None, None] / 490) ** -1.6
        lit: np.ndarray = (seen * (1 - veil) + 0.6 * veil) * gains[:, None, None] ** self.light
        return lit.astype(np.float32)


@dataclass(frozen=True)
class World:
    """Areas to learn from with and without labels, and to be tested on."""

    labelled: Sequence[Landscape]
    unlabelled: Sequence[Landscape]
    tested: Sequence[Landscape]


@dataclass(frozen=True)
class _OneDay(DemoScene):
    day: int = _SUMMER

    @property
    def dates(self) -> tuple[date, ...]:
        return (date(2021, 1, 1) + timedelta(days=self.day - 1),)


def world(seed: int, strength: float) -> World:
    """The areas of a seed; the unlabelled and the tested ones look other than the labelled by `strength`.

    The land is the same whatever the strength.
    """
    gains = np.exp(np.random.default_rng([seed, 0]).normal(0, 0.15, len(BANDS)))

    def area(number: int, amount: float) -> Landscape:
        own = np.random.default_rng([seed, number + 1]).normal(amount, _OWN, 5)
        return _area(7000 + 100 * seed + number, Appearance(*own.tolist()), gains)

    areas = [area(number, 0.0 if number < LABELLED else strength)
             for number in range(LABELLED + UNLABELLED + TESTED)]  # fmt: skip
    end = LABELLED + UNLABELLED
    return World(areas[:LABELLED], areas[LABELLED:end], areas[end:])


def _area(seed: int, appearance: Appearance, gains: np.ndarray) -> Landscape:
    window = (slice(0, SIDE), slice(0, SIDE))
    made = _OneDay(seed, SIDE, count=1, cloud_share=0.0, day=appearance.day)
    truth = made.land(window).now
    stored, _ = made.image(0, window)
    image = appearance.of(stored.astype(np.float32) / 10_000, truth, gains)
    return Landscape(truth, [image], [np.ones(truth.shape, bool)])


def real_world(data: Path, name: str) -> World:
    """One of REAL, its classes merged to water, forest, open land (as grass) and buildings."""
    first, second, other = (
        [_real(example) for example in real_examples(data, place)] for place in REAL[name]
    )
    middle = other[0].truth.shape[0] // 2
    halves = [[_cut(area, part) for area in other] for part in (slice(0, middle), slice(middle, None))]
    return World([*first, *second], *halves)


def _real(example: Example) -> Landscape:
    merged = [0, *(_merged(meaning) for meaning in LABELS)]
    image = example.stored.astype(np.float32) / 10_000
    truth = np.array(merged, np.uint8)[example.numbers]
    return Landscape(truth, [image], [np.ones(truth.shape, bool)])


def _merged(meaning: tuple[int, ...]) -> int:
    """Class of a label; 0 for those that may be open land as well as buildings."""
    classes = {{BARREN: GRASS, INDUSTRIAL: RESIDENTIAL}.get(leaf, leaf) for leaf in meaning}
    return classes.pop() if len(classes) == 1 else 0


def _cut(area: Landscape, rows: slice) -> Landscape:
    images, clear = ([each[..., rows, :] for each in of] for of in (area.images, area.clear))
    return Landscape(area.truth[rows], images, clear)
