"""Putting finished files and folders into place, and telling why that fails."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from .errors import SureCoverError
from .job import GEOPACKAGE, GEOTIFF
from .lazy import LazyModule
from .partials import name_within, outside_partials, partial_name

if TYPE_CHECKING:
    import rasterio
else:
    rasterio = LazyModule("rasterio")

_SIDE_FILES = (
    "{name}.aux.xml",
    "{name}.ovr",
    "{name}.msk",
    "{stem}.qml",
    "{stem}.sld",
    "{stem}.qmd",
    "{stem}.stac.json",
)
"""What stands beside a raster: legend and statistics, overviews, mask; styles; metadata."""

_PACKAGE_SIDE_FILES = (
    "{name}-journal",
    "{name}-wal",
    "{name}-shm",
    "{name}.sld",
    "{name}.stac.json",
)
"""What stands beside a GeoPackage, which holds QGIS's style and metadata itself: changes not yet in it, the
style for others, the Item. They have its whole name, so that map.gpkg may lie beside map.tif."""

_FULL_BYTES = 2**20
"""A disk with less room than this when writing fails is taken for full."""


@contextmanager
def new_folder(path: str) -> Iterator[Path]:
    """Work in a temporary folder whose files move to `path` at the end, or vanish on an exception.

    Files of the same name in an existing folder, and in the folders in it, are replaced; others stay.
    """
    final = Path(os.path.abspath(path))  # noqa: PTH100 - "." and ".." have no name of their own
    # Inside an existing folder, because the one around it may be another disk, or not ours to write.
    part = partial_name(name_within(final) if final.is_dir() else final)
    try:
        with explained([part.parent]):
            part.mkdir(parents=True)
            yield part
            move_into(part, final)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def move_into(made: Path, final: Path) -> None:
    """Move a file or folder to its place; files that a folder there holds beside it stay."""
    if not made.is_dir():
        if final.is_dir():
            raise SureCoverError(f"{final} is a folder but a result has this name; choose another folder.")
        made.replace(final)
        return
    if final.exists() and not final.is_dir():
        raise SureCoverError(
            f"{final} is a file but results need a folder of this name; choose another folder."
        )
    final.mkdir(exist_ok=True)
    entries = sorted(made.iterdir())
    for entry in entries:
        move_into(entry, final / entry.name)
    remove_strange_sides(final / entry.name for entry in entries)


def remove_strange_sides(written: Iterable[Path]) -> None:
    """Remove what stood beside older layers of the same names: it would tell wrong things of the new."""
    layers = set(written)
    for side in {side for layer in layers for side in side_files(layer)} - layers:
        side.unlink(missing_ok=True)


@contextmanager
def explained(folders: Iterable[Path]) -> Iterator[None]:
    """Turn the failures of a disk into a sentence; other errors pass.

    Args:
        folders: Where is written.

    Raises:
        SureCoverError: One of them cannot be written, or its disk is full.
    """
    try:
        yield
    except (OSError, rasterio.errors.RasterioError) as error:
        for folder in map(outside_partials, folders):
            if not os.access(folder, os.W_OK | os.X_OK):
                raise SureCoverError(f"{folder} cannot be written; choose another folder.") from error
            full = shutil.disk_usage(folder).free < _FULL_BYTES
            if full or getattr(error, "errno", None) == errno.ENOSPC:
                raise SureCoverError(
                    f"The disk of {folder} is full; free some space or choose another folder."
                ) from error
        raise


def side_files(layer: Path) -> list[Path]:
    """Where GDAL and QGIS look for what they keep beside a raster or a GeoPackage."""
    suffix = layer.suffix.lower()
    sides = (
        _SIDE_FILES if suffix in (*GEOTIFF, ".vrt") else _PACKAGE_SIDE_FILES if suffix in GEOPACKAGE else ()
    )
    return [layer.with_name(side.format(name=layer.name, stem=layer.stem)) for side in sides]
