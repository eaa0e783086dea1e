"""What virtual rasters (VRT) consist of: GDAL opens one though files of it are missing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from .errors import SureCoverError
from .paths import GDAL_NAME, is_file
from .textfiles import parse_xml


def check_sources(path: str, label: str) -> None:
    """Refuse a VRT file of which a local file is missing, itself or in a VRT of which it is made.

    Args:
        path: A VRT; nothing is said of other rasters.
        label: How messages name it.

    Raises:
        SureCoverError: One is missing.
    """
    for missing in _missing(Path(path), set()):
        raise SureCoverError(
            f"{label} ({path}) is made of {missing}, which was not found; put that file back, or build the "
            "VRT anew where its files are."
        )


def _missing(vrt: Path, seen: set[Path]) -> Iterator[Path]:
    if vrt.suffix.lower() != ".vrt" or vrt in seen or not is_file(vrt):
        return
    seen.add(vrt)
    for source in _sources(vrt):
        if is_file(source) or source.is_dir():
            yield from _missing(source, seen)
        else:
            yield source


def _sources(vrt: Path) -> Iterator[Path]:
    """The local files that a VRT names; nothing of one that cannot be read, which GDAL tells better."""
    with suppress(OSError, ValueError):
        root = parse_xml(vrt.read_text(encoding="utf-8"))
        for element in [*root.iter("SourceFilename"), *root.iter("SourceDataset")]:
            name = element.text or ""
            if name and not GDAL_NAME.match(name) and not name.startswith("<"):
                relative = "1" in (element.get("relativeToVRT"), element.get("relativetoVRT"))
                yield vrt.parent / name if relative else Path(name)
