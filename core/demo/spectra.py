"""What the surface of the landscape reflects on a day: measured materials, mixed and textured."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from .. import RESOURCES
from .landscape import BARREN, FOREST, GRASS, INDUSTRIAL, RESIDENTIAL, WATER, Land
from .noise import smooth, uniform, white

MATERIALS = (
    "water", "broadleaf", "evergreen", "meadow", "crop", "soil", "dry soil",
    "bright roof", "dull roof", "asphalt", "hamlet",
)  # fmt: skip
SUBSTITUTES = {
    "meadow": "lawn", "crop": "lawn", "soil": "dry soil", "hamlet": "dull roof",
    "broadleaf": "evergreen", "asphalt": "dull roof", "evergreen": "broadleaf", "dry soil": "soil",
}  # fmt: skip
"""Materials of another place that stand in for one."""

_SEASON_DAYS = {"winter": 15, "spring": 105, "summer": 197, "autumn": 288}
_PATTERNS = 3
"""Principal components of a material's covariance that become texture."""


@lru_cache(maxsize=1)
def band_statistics() -> dict[str, Any]:
    """The measured means and covariances; see `statistics`."""
    text = (RESOURCES / "demo" / "band_statistics.json").read_text(encoding="utf-8")
    values: dict[str, Any] = json.loads(text)
    return values


@dataclass(frozen=True)
class Spectra:
    """The materials on one day of the year.

    Attributes:
        means: Reflectance 0..1, (materials, bands).
        patterns: Deviation per unit of each texture field, (fields, materials, bands).
    """

    means: np.ndarray
    patterns: np.ndarray


def spectra(seed: int, day: int, without: str = "") -> Spectra:
    """Means and main deviations of all materials on a day of the year, between the measured seasons.

    Every landscape has its own kinds of trees, soils and roofs: the means of each seed differ from
    the measured ones by a few percent.

    Materials measured at the place `without` are replaced by those of SUBSTITUTES, so that a model
    can be tested there; water and roofs were measured at one place only and have no substitute.
    """
    measured = band_statistics()["materials"]
    means, patterns = [], []
    for name in MATERIALS:
        other = SUBSTITUTES.get(name, name) if measured[name]["place"] == without else name
        mean, covariance = _on_day(measured[other]["seasons"], day)
        values, vectors = np.linalg.eigh(covariance)
        upright = vectors * np.where(vectors.sum(axis=0) < 0, -1, 1)
        means.append(mean)
        patterns.append((upright * np.sqrt(np.maximum(values, 0)))[:, ::-1][:, :_PATTERNS].T)
    numbers, bands = np.arange(len(MATERIALS))[:, None], np.arange(1, len(means[0]) + 1)[None, :]
    kind = 1 + 0.06 * white(seed + 240, numbers, np.zeros((1, 1))) + 0.04 * white(seed + 241, numbers, bands)
    return Spectra(np.array(means, np.float32) * kind, np.array(patterns, np.float32).transpose(1, 0, 2))


def _on_day(seasons: dict[str, Any], day: int) -> tuple[np.ndarray, np.ndarray]:
    known = sorted((_SEASON_DAYS.get(when, 197), entry) for when, entry in seasons.items())
    days = [at for at, _ in known]
    year = [days[-1] - 365, *days, days[0] + 365]
    entries = [known[-1][1], *(entry for _, entry in known), known[0][1]]
    later = int(np.clip(np.searchsorted(year, day), 1, len(year) - 1))
    share = (day - year[later - 1]) / (year[later] - year[later - 1])
    first, second = entries[later - 1], entries[later]
    mean, covariance = (
        (1 - share) * np.array(first[key]) + share * np.array(second[key]) for key in ("mean", "covariance")
    )
    return mean, covariance


def shares(seed: int, when: int, land: Land, rows: np.ndarray, cols: np.ndarray) -> np.ndarray:
    """How much of each material a pixel holds on a date.

    Fields look alike as a whole; some meadows are mown and some bare fields sprout on each date.

    Args:
        seed: Of the scene.
        when: Number of the date, for what differs between dates.
        land: The window.
        rows: Its pixel rows.
        cols: Its pixel columns.

    Returns:
        Shares (materials, rows, cols) float32 that sum to 1.
    """
    grain = smooth(seed + 201, 2.0, rows, cols)
    # Anything below that is drawn per parcel uses the parcel's number as a position.
    lasting = uniform(seed + 203, land.parcel, land.parcel >> 20)
    passing = uniform(seed + 1009 * when + 204, land.parcel, land.parcel >> 20)
    patchy = uniform(seed + 1009 * when + 205, land.parcel, land.parcel >> 20)
    recipes = {
        WATER: _water(seed, rows, cols),
        FOREST: _forest(seed, rows, cols),
        GRASS: _grass(lasting, passing, patchy),
        BARREN: _barren(lasting, passing, patchy),
        INDUSTRIAL: _industrial(lasting, grain),
        RESIDENTIAL: _residential(lasting, grain),
    }
    mixed = np.zeros((len(MATERIALS), *land.now.shape), np.float32)
    for class_id, recipe in recipes.items():
        here = land.now == class_id
        for name, share in recipe.items():
            mixed[MATERIALS.index(name)][here] = np.broadcast_to(share, here.shape)[here]
    return mixed / mixed.sum(axis=0)


_Recipe = dict[str, np.ndarray]


def _water(seed: int, rows: np.ndarray, cols: np.ndarray) -> _Recipe:
    muddy = np.clip(0.06 + 0.07 * smooth(seed + 210, 60, rows, cols), 0, 0.25)
    return {"water": 1 - muddy, "soil": muddy}


def _forest(seed: int, rows: np.ndarray, cols: np.ndarray) -> _Recipe:
    dark = 1 / (1 + np.exp(-2.5 * smooth(seed + 211, 45, rows, cols)))
    gaps = np.clip(0.12 * smooth(seed + 212, 9, rows, cols) - 0.08, 0, 0.35)
    return {"evergreen": dark * (1 - gaps), "broadleaf": (1 - dark) * (1 - gaps), "meadow": gaps}


def _grass(lasting: np.ndarray, passing: np.ndarray, patchy: np.ndarray) -> _Recipe:
    poor = 0.3 * np.clip((lasting - 0.6) / 0.4, 0, 1)
    mown = np.where(passing < 0.16, 0.3 + 0.6 * patchy, 0)
    dry = np.clip(poor + mown, 0, 0.85)
    return {"meadow": (1 - dry) * 0.75, "crop": (1 - dry) * 0.25, "soil": 0.7 * dry, "dry soil": 0.3 * dry}


def _barren(lasting: np.ndarray, passing: np.ndarray, patchy: np.ndarray) -> _Recipe:
    green = np.where(passing < 0.22, 0.25 + 0.6 * patchy, 0.12 * patchy)
    stony = np.where(lasting < 0.35, 0.9, 0.15)
    return {"soil": (1 - green) * (1 - stony), "dry soil": (1 - green) * stony, "crop": green}


def _industrial(lasting: np.ndarray, grain: np.ndarray) -> _Recipe:
    roof = np.clip(0.5 + 0.35 * (lasting - 0.5) + 0.2 * grain, 0.08, 0.95)
    rest = 1 - roof
    return {"bright roof": roof, "dull roof": 0.35 * rest, "asphalt": 0.5 * rest, "meadow": 0.15 * rest}


def _residential(lasting: np.ndarray, grain: np.ndarray) -> _Recipe:
    roof = np.clip(0.42 + 0.2 * (lasting - 0.5) + 0.13 * grain, 0.08, 0.85)
    rest = 1 - roof
    return {"dull roof": 0.7 * roof, "bright roof": 0.3 * roof, "hamlet": 0.5 * rest, "asphalt": 0.42 * rest,
            "broadleaf": 0.08 * rest}  # fmt: skip


def textures(seed: int, when: int, parcel: np.ndarray, rows: np.ndarray, cols: np.ndarray) -> np.ndarray:
    """Unit-variance fields that drive each material's deviations, (fields, rows, cols) float32.

    They vary by parcel, over some ten pixels, and from pixel to pixel; half of it lasts, half is of the date.
    """
    fields = []
    for number in range(_PATTERNS):
        total = np.zeros(parcel.shape, np.float32)
        for source in (seed + 220 + 17 * number, seed + 1009 * when + 221 + 17 * number):
            total += 0.42 * 3.46 * (uniform(source, parcel, parcel >> 20) - 0.5)
            total += 0.33 * smooth(source + 5, 11, rows, cols)
            total += 0.46 * smooth(source + 9, 1.7, rows, cols)
        fields.append(total)
    return np.array(fields, np.float32)


def reflect(day: Spectra, mixture: np.ndarray, fields: np.ndarray) -> np.ndarray:
    """Surface reflectance (bands, rows, cols) of mixed, textured materials; at least 0.001."""
    flat = mixture.reshape(len(MATERIALS), -1)
    surface = day.means.T @ flat
    for pattern, field in zip(day.patterns, fields):
        surface += (pattern.T @ flat) * field.reshape(1, -1)
    return np.maximum(surface, 0.001).reshape(-1, *mixture.shape[1:])
