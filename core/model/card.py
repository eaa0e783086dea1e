"""The card of a model: what it wants, what it gives, how good it is. Needs no torch."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ..errors import SureCoverError
from ..scheme import ClassScheme
from .tiles import STRIDE, tile_step

OTHER = 0
"""Stands for a theme's class "other" among the class ids of a model."""

MAX_TILE = 4096
"""Largest side of a tile, px: the network's memory grows with its square."""

SCALINGS: dict[str, tuple[str, ...]] = {
    "": (),
    "min-max": ("minimum", "maximum"),
    "z-score": ("mean", "stddev"),
    "clip": ("minimum", "maximum"),
    "clip-min": ("minimum",),
    "clip-max": ("maximum",),
    "offset": ("value",),
    "scale": ("value",),
}
"""MLM's value scalings and the names of their numbers; "" is none."""


@dataclass(frozen=True)
class Band:
    """A band that a model wants.

    Attributes:
        name: The sensor's, e.g. "B8A".
        common_name: STAC's, e.g. "nir08"; "" when it has none.
        wavelength: Centre in µm; None when unknown.
    """

    name: str
    common_name: str = ""
    wavelength: float | None = None


@dataclass(frozen=True)
class Scaling:
    """How one band's reflectance becomes the network's input (MLM's value scaling object).

    Attributes:
        type: "min-max", "z-score", "clip", "clip-min", "clip-max", "offset", "scale", or "" for none.
        values: Its numbers in the order of MLM's table, e.g. (mean, stddev).
    """

    type: str = ""
    values: tuple[float, ...] = ()

    def apply(self, reflectance: np.ndarray) -> np.ndarray:
        """Scale an array of any shape, float32."""
        v = self.values
        if self.type == "min-max":
            return (reflectance - v[0]) / (v[1] - v[0])
        if self.type == "z-score":
            return (reflectance - v[0]) / v[1]
        if self.type in ("clip", "clip-min", "clip-max"):
            low = v[0] if self.type != "clip-max" else None
            high = v[-1] if self.type != "clip-min" else None
            clipped: np.ndarray = np.clip(reflectance, low, high)
            return clipped
        if self.type == "offset":
            return reflectance - v[0]
        if self.type == "scale":
            return reflectance / v[0]
        return reflectance


@dataclass(frozen=True)
class ModelCard:
    """Everything known about a model.

    Attributes:
        id: Short name, e.g. "s2-demo".
        title, description, licence: For people.
        bands: What the network wants, in its order, as reflectance.
        scaling: One per band.
        scheme: Classes the model speaks of.
        classes: Class id of each output of the network, in order; OTHER for the theme's "other".
        theme: What a thematic model looks at, e.g. "water"; "" for a model of all classes.
        sensor: E.g. "Sentinel-2"; "" when any will do.
        tile: Side of the tiles it was made for, px, a multiple of 32.
        halo: Outer pixels of a tile whose prediction is dropped, px.
        overlap: Further pixels over which neighbouring tiles are blended, px.
        temperature: Logits are divided by it; None when the model is not calibrated.
        ece: Expected calibration error on held-out data; None when unknown.
        statistics: Training data by band name: {"mean": …, "stddev": …} of the reflectance.
        validation: Held-out figures as JSON values.
        area: West, south, east, north of the training data in degrees; None when unknown.
        period: First and last date of the training data, ISO; empty when unknown.
        architecture: The network's name.
        parameters: Number of its weights.
        files: SHA-256 of the model's files by name.
    """

    id: str
    title: str
    description: str
    licence: str
    bands: tuple[Band, ...]
    scaling: tuple[Scaling, ...]
    scheme: ClassScheme
    classes: tuple[int, ...]
    theme: str = ""
    sensor: str = ""
    tile: int = 256
    halo: int = 16
    overlap: int = 32
    temperature: float | None = None
    ece: float | None = None
    statistics: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    validation: Mapping[str, Any] = field(default_factory=dict)
    area: tuple[float, ...] | None = None
    period: tuple[str, ...] = ()
    architecture: str = ""
    parameters: int = 0
    files: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _check(self)

    @property
    def thematic(self) -> bool:
        """Whether one of the classes is "other"."""
        return OTHER in self.classes

    @property
    def fill(self) -> np.ndarray:
        """Reflectance (bands,) that stands where nothing was observed: the training mean, else 0.

        A constant, so that no prediction depends on which nodata value a file uses.
        """
        means = [self.statistics.get(band.name, {}).get("mean", 0.0) for band in self.bands]
        return np.asarray(means, np.float32)

    def normalise(self, reflectance: np.ndarray) -> np.ndarray:
        """Reflectance (bands, rows, cols) in the card's band order as the network's float32 input."""
        scaled = np.empty(reflectance.shape, np.float32)
        for band, scaling in enumerate(self.scaling):
            scaled[band] = scaling.apply(reflectance[band])
        return scaled

    def name_of(self, class_id: int) -> str:
        """Name of an output's class."""
        return "other" if class_id == OTHER else self.scheme.by_id(class_id).name

    def accuracies(self) -> list[tuple[str, float]]:
        """The held-out overall accuracies by place, wherever among the figures they stand."""
        return list(_accuracies(self.validation))

    @property
    def weights(self) -> str:
        """Name of the file that holds the weights; "" when none of the files can."""
        return next((name for name in self.files if name.endswith(".safetensors")), "")


def _accuracies(validation: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    for place, figures in validation.items():
        if isinstance(figures, Mapping):
            if isinstance(figures.get("oa"), (int, float)):
                yield place, float(figures["oa"])
            else:
                yield from _accuracies(figures)


def _check(card: ModelCard) -> None:
    """Refuse what cannot be run, before any weights are read."""
    where = f"The card of the model {card.id!r}"
    if not card.bands or len(card.bands) != len(card.scaling):
        raise SureCoverError(
            f"{where} has {len(card.bands)} bands and {len(card.scaling)} value scalings; "
            "needed is at least one band and one scaling per band."
        )
    for band, scaling in zip(card.bands, card.scaling):
        _check_scaling(f"{where} scales band {band.name}", scaling)
    if len(card.classes) < 2 or len(set(card.classes)) != len(card.classes):
        raise SureCoverError(
            f"{where} has the classes {list(card.classes)}; needed are two or more, each once."
        )
    for class_id in card.classes:
        if class_id != OTHER:
            card.scheme.by_id(class_id)
    if not tile_step(card.tile, card.halo, card.overlap):
        raise SureCoverError(
            f"{where} has tiles of {card.tile} px, a halo of {card.halo}, an overlap of {card.overlap}; "
            f"allowed are multiples of {STRIDE} that exceed twice halo and overlap by {STRIDE} px or more."
        )
    if card.tile > MAX_TILE:
        raise SureCoverError(
            f"{where} has tiles of {card.tile} px; allowed are up to {MAX_TILE}, so lower them in the card."
        )
    if not np.isfinite(card.fill).all():
        raise SureCoverError(
            f"{where} has training means {card.fill.tolist()}; allowed are finite numbers, or none."
        )
    if card.temperature is not None and not 0 < card.temperature < math.inf:
        raise SureCoverError(
            f"{where} has the temperature {card.temperature}; allowed is more than 0, or null."
        )


def _check_scaling(where: str, scaling: Scaling) -> None:
    if scaling.type not in SCALINGS:
        allowed = ", ".join(name for name in SCALINGS if name)
        raise SureCoverError(f"{where} by {scaling.type!r}; allowed are {allowed}, or null.")
    names = SCALINGS[scaling.type]
    if len(scaling.values) != len(names) or not all(math.isfinite(value) for value in scaling.values):
        raise SureCoverError(
            f"{where} by {scaling.type} with {list(scaling.values)}; "
            f"needed are the numbers {', '.join(names)}."
        )
    divisor = {"min-max": lambda v: v[1] - v[0], "z-score": lambda v: v[1], "scale": lambda v: v[0]}
    if scaling.type in divisor and not divisor[scaling.type](scaling.values):
        raise SureCoverError(f"{where} by {scaling.type} with {list(scaling.values)}, which divides by zero.")
