"""Paths as users give them: any text, with the layer of a file behind a |; and the user's cache."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

CACHE_VARIABLE = "SURECOVER_CACHE"
"""Environment variable that names the folder of `cache_folder`."""


def exists(path: Path) -> bool:
    """Whether a path exists; False also where no file can have such a name."""
    with suppress(OSError, ValueError):
        return path.exists()
    return False


def is_file(path: Path) -> bool:
    """Whether a path is a file; False also where no file can have such a name."""
    return exists(path) and path.is_file()


def layer_in(source: str) -> tuple[str, str]:
    """A source as (file, which layer of it); a file may itself have a | in its name."""
    if "|" not in source or exists(Path(source)):
        return source, ""
    file, _, details = source.partition("|")
    return file, details


def real(path: str) -> str:
    """The same text for every way to write a file's path; of a file with two names, for both."""
    local = layer_in(path)[0]
    with suppress(OSError):
        found = Path(local).stat()
        if found.st_ino:
            return f"{found.st_dev}:{found.st_ino}"
    return os.path.normcase(os.path.realpath(local))


def folders_around(path: str) -> set[str]:
    """Every folder that a path lies in, as `real` writes it."""
    return {real(str(folder)) for folder in Path(path).absolute().parents}


def cache_folder() -> Path:
    """Where what can be made again is kept for the user; CACHE_VARIABLE names another folder."""
    if named := os.environ.get(CACHE_VARIABLE):
        return Path(named)
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local")) / "SureCover" / "cache"
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "SureCover"
    return Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache") / "surecover"


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """A temporary file beside a path, which takes its place at the end, or vanishes on an exception.

    For files that several processes may write at the same time; folders are made.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    os.close(handle)
    part = Path(name)
    try:
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
