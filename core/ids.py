"""Maps of whole numbers that stand for something: reading them with every number checked."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .codes import Evidence, Reliability
from .errors import SureCoverError
from .grid import Window
from .rasters import Raster
from .scheme import ClassScheme


class Ids:
    """A raster of ids, checked while it is read.

    Args:
        raster: One band of whole numbers.
        allowed: Ids it may hold, ascending; 0 always stands for none.
        hint: What to do about another one.

    Raises:
        SureCoverError: It is no such raster.
    """

    def __init__(self, raster: Raster, allowed: Sequence[int], hint: str) -> None:
        if raster.count != 1 or not raster.dtype.startswith(("int", "uint")):
            raise SureCoverError(
                f"{raster.label} has {raster.count} band(s) of {raster.dtype}; "
                "allowed is one band of whole numbers: choose a map, not an image."
            )
        self.dtype = np.min_scalar_type(max(allowed)).name
        self._raster, self._allowed, self._hint = raster, allowed, hint
        self._known = np.zeros(max(allowed) + 2, bool)
        self._known[[0, *allowed]] = True

    def read(self, window: Window) -> np.ndarray:
        """Ids in `dtype`, 0 where the raster has none: (rows, cols).

        Raises:
            SureCoverError: An id is not allowed, or the file is damaged.
        """
        values, valid = self._raster.read(window)
        stored = values[0] * valid
        ids = stored if stored.dtype.itemsize == 1 and stored.dtype.kind == "u" else stored.astype(np.int64)
        known = np.take(self._known, np.clip(ids, -1, self._known.size - 1))
        if not known.all():
            largest = self._allowed[-1]
            several = f"{self._allowed[0]} to {largest}"
            listed = ", ".join(map(str, self._allowed)) if len(self._allowed) < 50 else several
            raise SureCoverError(
                f"{self._raster.label} holds the value {stored[~known][0]}; allowed are {listed}, and 0 for "
                f"none; {self._hint}."
            )
        return ids.astype(self.dtype, copy=False)


def classes_in(raster: Raster, scheme: ClassScheme, label: str) -> Ids:
    """A map of the classes of a scheme.

    Args:
        raster: The map.
        scheme: Of its classes.
        label: How messages name the parameter under which a scheme can be named.
    """
    return Ids(raster, scheme.ids, f"name the class scheme that it is in under {label}")


def codes_in(raster: Raster, codes: type[Reliability] | type[Evidence]) -> Ids:
    """A map of the correction's codes of one kind; 0 is none."""
    return Ids(raster, [int(code) for code in codes if code], "choose what Correct wrote")
