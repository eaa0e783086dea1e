"""Names of unfinished files, and clearing them away when their process was killed."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

_OWNER = r"(?:\d+|unfinished)"
_UNFINISHED = rf"\..+\.{_OWNER}\.partial(\..*)?"


def partial_name(path: Path, pid: int | None = None) -> Path:
    """Name of an unfinished file or folder beside its final place; it tells its process."""
    return path.with_name(f".{path.stem}.{pid or os.getpid()}.partial{path.suffix}")


def unfinished_name(path: Path) -> Path:
    """Name of what a later run goes on with; it belongs to no process, so `remove_partials` leaves it."""
    return path.with_name(f".{path.stem}.unfinished.partial{path.suffix}")


def outside_partials(folder: Path) -> Path:
    """The folder that its user knows of: the one that holds the outermost unfinished folder, or itself."""
    unfinished = [part for part in (folder, *folder.parents) if re.fullmatch(_UNFINISHED, part.name)]
    return unfinished[-1].parent if unfinished else folder


def with_final_names(text: str) -> str:
    """A text, such as JSON, whose unfinished files and folders have the names that they will get."""
    return re.sub(rf'(?<![^/\\"])\.([^/\\"]+?)\.{_OWNER}\.partial(?=[./\\"]|$)', r"\1", text)


def remove_partials(targets: Iterable[str], pid: int) -> None:
    """Delete what a process left unfinished beside its targets, and below those that are folders.

    What cannot be deleted (a file that Windows holds open) is left.
    """
    pattern = f".*.{pid}.partial*"
    for target in map(Path, targets):
        for path in (*target.parent.glob(pattern), *target.rglob(pattern)):
            with suppress(OSError):
                if path.is_dir():
                    shutil.rmtree(path, ignore_errors=True)
                else:
                    path.unlink()
