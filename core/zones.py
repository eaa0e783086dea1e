"""Zones by the name that their layer gives them."""

from __future__ import annotations

from .burning import Keyed, zones
from .errors import SureCoverError
from .grid import Grid
from .vectors import Layer, layer_of

_NAME_FIELDS = ("name", "label", "title", "zone", "id")


def named_zones(path: str, field: str, grid: Grid, label: str, field_label: str) -> Keyed:
    """The zones of a polygon layer; see `burning.zones`.

    Args:
        path: Of the layer.
        field: The attribute that names them; "" for one called name, label, title, zone or id, else the
            first one.
        grid: The grid that windows refer to.
        label: How messages name the layer.
        field_label: How they name the field.

    Raises:
        SureCoverError: The layer cannot be used, lacks the field or any field, or lies elsewhere.
    """
    layer = layer_of(path, field, label, field_label)
    named = layer.field(field, field_label) if field else _name_field(layer, label)
    return zones(layer, named, grid)


def _name_field(layer: Layer, label: str) -> str:
    """The attribute most likely to name the features."""
    if not layer.fields:
        raise SureCoverError(f"{label} has no attribute that could name its zones: {layer.path}; add one.")
    known = {field.casefold(): field for field in reversed(layer.fields)}
    return next((known[name] for name in _NAME_FIELDS if name in known), layer.fields[0])
