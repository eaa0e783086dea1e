"""Zones by the name that their layer gives them."""

from __future__ import annotations

from typing import Any

from ..errors import SureCoverError
from ..grid import Grid
from ..textfiles import plain_name
from .burning import Keyed
from .crosswalk import code_text
from .vectors import Layer, layer_of

_NAME_FIELDS = ("name", "label", "title", "zone", "id")


def named_zones(path: str, field: str, grid: Grid, label: str, field_label: str) -> Keyed:
    """The zones of a polygon layer: features with the same name are one zone.

    Args:
        path: Of the layer.
        field: The attribute that names them; "" for one called name, label, title, zone or id, else the
            first one.
        grid: The grid that windows refer to.
        label: How messages name the layer.
        field_label: How they name the field.

    Returns:
        `keys` names the zones; `read(window)` gives their numbers, 1 for keys[0], 0 outside.

    Raises:
        SureCoverError: The layer cannot be used, lacks the field or any field, or lies elsewhere.
    """
    layer = layer_of(path, field, label, field_label)
    named = layer.field(field, field_label) if field else _name_field(layer, label)
    return Keyed([layer], {layer.name: [named]}, lambda values: _name(values[named]), grid)


def _name_field(layer: Layer, label: str) -> str:
    """The attribute most likely to name the features."""
    if not layer.fields:
        raise SureCoverError(f"{label} has no attribute that could name its zones: {layer.path}; add one.")
    known = {field.casefold(): field for field in reversed(layer.fields)}
    return next((known[name] for name in _NAME_FIELDS if name in known), layer.fields[0])


def _name(value: Any) -> str:  # noqa: ANN401 - whatever the field holds
    return plain_name(str(value)) if code_text(value) else ""
