"""How a band's numbers become what a network takes."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..errors import SureCoverError

SCALINGS: dict[str, tuple[str, ...]] = {
    "": (),
    "min-max": ("minimum", "maximum"),
    "z-score": ("mean", "stddev"),
    "clip": ("minimum", "maximum"),
    "clip-min": ("minimum",),
    "clip-max": ("maximum",),
    "offset": ("value",),
    "scale": ("value",),
    "unit-clip": ("minimum", "maximum"),
    "stretch": ("low", "high"),
}
"""Value scalings and the names of their numbers; "" is none."""

OWN = ("unit-clip", "stretch")
"""Scalings that MLM lacks."""


@dataclass(frozen=True)
class Scaling:
    """How one band's numbers become the network's input (MLM's value scaling object, and two more).

    Attributes:
        type: "min-max", "z-score", "clip", "clip-min", "clip-max", "offset", "scale", or "" for none, as
            MLM defines them; "unit-clip": minimum..maximum become 0..1, what lies outside 0 or 1;
            "stretch": the same with two percentiles of the scene's own numbers.
        values: Its numbers in the order of SCALINGS, e.g. (mean, stddev); of a stretch whole percents.
    """

    type: str = ""
    values: tuple[float, ...] = ()

    def apply(self, numbers: np.ndarray, limits: np.ndarray | None = None) -> None:
        """Scale an array of any shape, float32, in place.

        Args:
            numbers: Reflectance, or dB of radar bands.
            limits: Of a stretch: the two percentiles in the scene, float32 (2,).

        Raises:
            ValueError: It is a stretch, and there are no limits.
        """
        if self.type != "stretch":
            _FORMULAS[self.type](numbers, self.values)
        elif limits is None:
            raise ValueError("a stretch needs the scene's limits")
        else:
            _unit(numbers, limits)

    def check(self, where: str) -> None:
        """Refuse what cannot be applied.

        Args:
            where: What messages begin with, e.g. "The card of the model 'x' scales band B02".

        Raises:
            SureCoverError: The type is unknown, or its numbers are too few or of no use.
        """
        if self.type not in SCALINGS:
            allowed = ", ".join(name for name in SCALINGS if name)
            raise SureCoverError(f"{where} by {self.type!r}; allowed are {allowed}, or null.")
        names, v = SCALINGS[self.type], self.values
        if len(v) != len(names) or not all(math.isfinite(value) for value in v):
            raise SureCoverError(
                f"{where} by {self.type} with {list(v)}; needed are the numbers {', '.join(names)}."
            )
        divisor = {"min-max": lambda: v[1] - v[0], "z-score": lambda: v[1], "scale": lambda: v[0]}
        if self.type in divisor and not divisor[self.type]():
            raise SureCoverError(f"{where} by {self.type} with {list(v)}, which divides by zero.")
        if self.type in OWN and not v[0] < v[1]:
            raise SureCoverError(f"{where} by {self.type} with {list(v)}; allowed: the lower number first.")
        if self.type == "stretch" and not (v[0] >= 1 and v[1] <= 100 and all(p == int(p) for p in v)):
            raise SureCoverError(f"{where} by stretch with {list(v)}; allowed are whole percents, 1 to 100.")


def _ratio(numbers: np.ndarray, start: Any, unit: Any) -> None:  # noqa: ANN401 - numbers
    numbers -= start
    numbers /= unit


def _unit(numbers: np.ndarray, limits: Sequence[float] | np.ndarray) -> None:
    low, high = np.asarray(limits, np.float32)
    _ratio(numbers, low, high - low if high > low else np.float32(1))
    np.clip(numbers, 0, 1, out=numbers)


_FORMULAS: dict[str, Callable[[np.ndarray, tuple[float, ...]], Any]] = {
    "": lambda numbers, v: None,
    "min-max": lambda numbers, v: _ratio(numbers, v[0], v[1] - v[0]),
    "z-score": lambda numbers, v: _ratio(numbers, v[0], v[1]),
    "clip": lambda numbers, v: np.clip(numbers, v[0], v[1], out=numbers),
    "clip-min": lambda numbers, v: np.maximum(numbers, v[0], out=numbers),
    "clip-max": lambda numbers, v: np.minimum(numbers, v[0], out=numbers),
    "offset": lambda numbers, v: np.subtract(numbers, v[0], out=numbers),
    "scale": lambda numbers, v: np.divide(numbers, v[0], out=numbers),
    "unit-clip": _unit,
}
