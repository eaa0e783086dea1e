"""What virtual rasters (VRT) consist of: GDAL opens one though files of it are missing.

Where VRTs lie under others, GDAL moreover keeps them open after use, and reads as nodata, without a word,
what could not be opened once: an engine that is kept would make holes of a file that it refused before.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from .errors import SureCoverError
from .lazy import LazyModule
from .paths import GDAL_NAME, is_file
from .raster import cause_of, gdal_errors
from .textfiles import parse_xml

if TYPE_CHECKING:
    import rasterio
else:
    rasterio = LazyModule("rasterio")


def check_sources(path: str, label: str) -> None:
    """Refuse a VRT file that cannot be read as a whole, because of a local file of which it is made.

    Args:
        path: A VRT; nothing is said of other rasters.
        label: How messages name it.

    Raises:
        SureCoverError: A file is missing, a VRT is made of itself, or a file of a VRT under a VRT cannot be
            opened.
    """
    for source, fault in _faults(Path(path), (), set()):
        raise SureCoverError(f"{label} ({path}) is made of {source}, which {fault}.")


def _faults(vrt: Path, above: tuple[Path, ...], seen: set[Path]) -> Iterator[tuple[Path, str]]:
    """What is wrong with the files of a VRT that lies under others."""
    if vrt.suffix.lower() != ".vrt" or not is_file(vrt):
        return
    chain = (*above, vrt.resolve())
    for source in _sources(vrt):
        own = source.resolve()
        if own in chain:
            yield source, "is made of itself; build the VRT anew"
        if own in seen:
            continue
        seen.add(own)
        if not is_file(source) and not source.is_dir():
            yield source, "was not found; put that file back, or build the VRT anew where its files are"
        elif above and (cause := _not_opened(source)):
            yield source, f"cannot be opened ({cause}); copy or download that file again"
        yield from _faults(source, chain, seen)


def _not_opened(path: Path) -> str:
    """Why a file cannot be opened; "" for one that can, and for VRTs and folders."""
    if path.is_dir() or path.suffix.lower() == ".vrt":
        return ""
    try:
        rasterio.open(path).close()
    except gdal_errors() as error:
        return cause_of(error)
    return ""


def _sources(vrt: Path) -> Iterator[Path]:
    """The local files that a VRT names; nothing of one that cannot be read, which GDAL tells better."""
    with suppress(OSError, ValueError):
        root = parse_xml(vrt.read_text(encoding="utf-8"))
        for element in [*root.iter("SourceFilename"), *root.iter("SourceDataset")]:
            name = element.text or ""
            if name and not GDAL_NAME.match(name) and not name.startswith("<"):
                relative = "1" in (element.get("relativeToVRT"), element.get("relativetoVRT"))
                yield vrt.parent / name if relative else Path(name)
