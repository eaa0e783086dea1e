"""Small pictures of a training: patches with their labels and predictions, and the map of the folds."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

import numpy as np

from ..legends import Color, LegendEntry, distinct_color, hex_color
from ..pages.pictures import categories_rgb, png, shrink_factor
from .scores import described

if TYPE_CHECKING:
    from .labels import Labels

_FOLD_COLORS = (
    (0, 114, 178), (230, 159, 0), (0, 158, 115), (204, 121, 167), (86, 180, 233), (213, 94, 0),
    (240, 228, 66),
)  # fmt: skip
"""Of Okabe and Ito (2008): apart for every kind of colour blindness."""


def sample_picture(
    title: str, reflectance: np.ndarray, given: np.ndarray, predicted: np.ndarray, labels: Labels
) -> dict[str, str]:
    """A patch with its labels and its prediction, as `training_page` shows it.

    Args:
        title: What it is, for people.
        reflectance: (3, rows, cols): what is shown as red, green and blue; NaN where nothing was observed.
        given: Label numbers, uint8 (rows, cols); 0 = ignored, white.
        predicted: Positions of outputs from 1, integers (rows, cols); 0 = none, white.
        labels: What both mean.

    Returns:
        `title`; `image`, `labels` and `prediction`: PNG files as data URIs.
    """
    return {
        "title": title,
        "image": data_uri(stretched(reflectance)),
        "labels": data_uri(categories_rgb(given, _legend(labels, labels.ids))),
        "prediction": data_uri(categories_rgb(predicted, _legend(labels, labels.outputs))),
    }


def folds_picture(folds: np.ndarray, names: list[str]) -> dict[str, Any]:
    """The map of the folds, as `crossvalidation_page` shows it.

    Args:
        folds: Fold from 1, integers (rows, cols), as coarse as wished; 0 = in none, white.
        names: Of the folds, in order.

    Returns:
        `image`, a PNG file as data URI, and `legend`: `name` and `color` of each fold.
    """
    colors = [*_FOLD_COLORS, *(distinct_color(order) for order in range(len(names)))]
    legend = [LegendEntry(n, name, color) for n, (name, color) in enumerate(zip(names, colors), start=1)]
    factor = shrink_factor(folds.shape)
    return {
        "image": data_uri(categories_rgb(folds[::factor, ::factor], legend)),
        "legend": [{"name": entry.name, "color": hex_color(entry.color)} for entry in legend],
    }


def stretched(reflectance: np.ndarray) -> np.ndarray:
    """Each channel linear from its 2 % to its 98 %.

    Args:
        reflectance: (3, rows, cols), NaN where unknown.

    Returns:
        uint8 (rows, cols, 3), white where any channel is unknown.
    """
    known = np.isfinite(reflectance).all(axis=0)
    rgb = np.full((*known.shape, 3), 255, np.uint8)
    if known.any():
        values = reflectance[:, known]
        low, high = np.percentile(values, (2, 98), axis=1)[..., None]
        shade = np.clip((values - low) / np.where(high > low, high - low, 1), 0, 1)
        rgb[known] = np.rint(255 * shade).astype(np.uint8).T
    return rgb


def data_uri(rgb: np.ndarray) -> str:
    """A picture, uint8 (rows, cols, 3), as the data URI of a PNG file."""
    return "data:image/png;base64," + base64.b64encode(png(rgb)).decode("ascii")


def _legend(labels: Labels, ids: tuple[int, ...]) -> list[LegendEntry]:
    entries = enumerate((described(labels.scheme, class_id) for class_id in ids), start=1)
    return [LegendEntry(number, entry["name"], rgb_of(entry["color"])) for number, entry in entries]


def rgb_of(color: str) -> Color:
    """Red, green, blue of #rrggbb."""
    red, green, blue = bytes.fromhex(color[1:])
    return red, green, blue
