"""Vector layers as files for tests."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import shapely


def write_layer(
    path: Path,
    geometries: Sequence[Any],
    fields: Mapping[str, Sequence[Any]] | None = None,
    *,
    layer: str = "layer",
    crs: str | None = "EPSG:32633",
    append: bool = False,
    driver: str = "GPKG",
) -> str:
    """Write shapely geometries and their attributes as one layer of a file; return its path."""
    columns = {name: np.array(values) for name, values in (fields or {"n": range(len(geometries))}).items()}
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "'crs' was not provided")
        pyogrio.raw.write(
            path,
            geometry=shapely.to_wkb(np.array(geometries, object)),
            field_data=list(columns.values()),
            fields=list(columns),
            crs=crs,
            layer=layer,
            driver=driver,
            append=append,
            geometry_type="Unknown" if driver == "GPKG" else geometries[0].geom_type,
        )
    return str(path)
