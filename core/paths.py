"""Paths as users give them: any text, with the layer of a file behind a |."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


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
