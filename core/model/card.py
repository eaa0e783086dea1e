"""The card of a model: what it wants, what it gives, how good it is. Needs no torch."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ..errors import SureCoverError
from ..scheme import ClassScheme
from .scaling import Scaling
from .tiles import STRIDE, tile_step

OTHER = 0
"""Stands for a theme's class "other" among the class ids of a model."""

ONNX = ".onnx"
"""Ends the name of a file that holds network and weights together."""

MAX_TILE = 4096
"""Largest side of a tile, px: the network's memory grows with its square."""

RADAR = frozenset(["vv", "vh", "hh", "hv"])
"""Names, in lower case, of bands that hold backscatter (dB) and not reflectance."""

NORMALISATIONS = ("measured", "schmitt2020", "yu2021")
"""Named ways from a band's numbers to the network's; see `scalings_of`."""


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

    @property
    def radar(self) -> bool:
        """Whether it holds backscatter: a word of its name is a polarisation, as in "Sigma0_VV_db"."""
        return not RADAR.isdisjoint(re.split(r"[^a-z0-9]+", self.name.lower()))


@dataclass(frozen=True)
class ModelCard:
    """Everything known about a model.

    Attributes:
        id: Short name, e.g. "s2-demo".
        title, description, licence: For people.
        bands: What the network wants, in its order, as reflectance; radar bands in dB.
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
        normalisation: The name of `scaling`, one of NORMALISATIONS; "" when it has none.
        resolution: Metres on the ground of a pixel of the training data; None when unknown.
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
    normalisation: str = ""
    resolution: float | None = None
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

    @property
    def stretched(self) -> list[int]:
        """Positions of the bands whose scaling depends on the scene; see `Scaling`."""
        return [position for position, scaling in enumerate(self.scaling) if scaling.type == "stretch"]

    def normalise(
        self,
        reflectance: np.ndarray,
        limits: np.ndarray | None = None,
        *,
        hidden: np.ndarray | None = None,
        out: np.ndarray | None = None,
    ) -> np.ndarray:
        """Make the network's input of a scene or a part of it.

        Args:
            reflectance: (bands, rows, cols) in the card's band order; NaN becomes `fill`.
            limits: What `scene_limits` says of the whole scene, float32 (bands, 2); needed where bands are
                stretched.
            hidden: bool (rows, cols), what becomes `fill` instead of NaN.
            out: float32 array of the result, which may be `reflectance`; a new one by default.

        Returns:
            float32 (bands, rows, cols).

        Raises:
            ValueError: Bands are stretched, and there are no limits.
        """
        scaled = np.empty(reflectance.shape, np.float32) if out is None else out
        for band, (scaling, fill) in enumerate(zip(self.scaling, self.fill)):
            numbers = scaled[band]
            if out is not reflectance:
                numbers[...] = reflectance[band]
            unknown = np.isnan(numbers) if hidden is None else hidden
            if unknown.any():
                numbers[unknown] = fill
            scaling.apply(numbers, None if limits is None else limits[band])
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
        return next((name for name in self.files if name.endswith((".safetensors", ONNX))), "")


def scalings_of(
    normalisation: str, bands: Sequence[Band], statistics: Mapping[str, Mapping[str, float]]
) -> tuple[Scaling, ...]:
    """The scalings of a named normalisation.

    Args:
        normalisation: "measured": mean 0 and standard deviation 1 in the training data;
            "schmitt2020": reflectance 0..1, backscatter −25..0 dB → 0..1 (Schmitt et al. 2020, §4);
            "yu2021": backscatter stretched between the 2nd and 98th percentile of each band and scene
            (Yu et al. 2021, there to 0..255, which is divided by 255 here), reflectance as in schmitt2020.
        bands: What the network wants.
        statistics: As in ModelCard; only "measured" looks at them. A band without any spread is not divided.

    Returns:
        One per band.

    Raises:
        SureCoverError: The name is unknown, or "measured" lacks the figures of a band.
    """
    if normalisation not in NORMALISATIONS:
        raise SureCoverError(
            f"The normalisation is {normalisation!r}; allowed are {', '.join(NORMALISATIONS)}."
        )
    if normalisation == "measured":
        return tuple(_measured(band, statistics.get(band.name, {})) for band in bands)
    of_radar = Scaling("stretch", (2, 98)) if normalisation == "yu2021" else Scaling("unit-clip", (-25, 0))
    return tuple(of_radar if band.radar else Scaling("unit-clip", (0, 1)) for band in bands)


def _measured(band: Band, figures: Mapping[str, float]) -> Scaling:
    if not {"mean", "stddev"} <= figures.keys():
        raise SureCoverError(
            f"The normalisation 'measured' needs mean and stddev of the training data, which the band "
            f"{band.name} lacks; add them to the statistics, or choose another normalisation."
        )
    return Scaling("z-score", (float(figures["mean"]), float(figures["stddev"]) or 1.0))


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
    _check_scaling(card, where)
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


def _check_scaling(card: ModelCard, where: str) -> None:
    if not card.bands or len(card.bands) != len(card.scaling):
        raise SureCoverError(
            f"{where} has {len(card.bands)} bands and {len(card.scaling)} value scalings; "
            "needed is at least one band and one scaling per band."
        )
    for band, scaling in zip(card.bands, card.scaling):
        scaling.check(f"{where} scales band {band.name}")
    if card.normalisation and card.scaling != scalings_of(card.normalisation, card.bands, card.statistics):
        raise SureCoverError(
            f"{where} names the normalisation {card.normalisation!r} beside other value scalings than its; "
            "correct the one or the other, or name none."
        )
