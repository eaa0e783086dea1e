"""Small maps drawn as characters, and rasters written for tests."""

from __future__ import annotations

import numpy as np


def draw(picture: str, legend: dict[str, float] | None = None, dtype: str = "int64") -> np.ndarray:
    """Turn a drawing into an array: one character a pixel, spaces between pixels optional.

    Digits stand for themselves and "." for 0 unless the legend says otherwise.
    """
    meaning = {**{str(digit): digit for digit in range(10)}, ".": 0, **(legend or {})}
    lines = [line.replace(" ", "") for line in picture.strip().splitlines()]
    return np.array([[meaning[sign] for sign in line] for line in lines], dtype=dtype)


def shown(array: np.ndarray, signs: dict[int, str] | None = None) -> str:
    """The drawing of an array, for comparing with a drawing in a test."""
    signs = {0: ".", **(signs or {})}
    return "\n".join("".join(signs.get(int(v), str(int(v))) for v in row) for row in array)
