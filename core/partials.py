"""Names of unfinished files, and clearing them away when their process was killed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path


def partial_name(path: Path, pid: int | None = None) -> Path:
    """Name of an unfinished file or folder beside its final place; it tells its process."""
    return path.with_name(f".{path.stem}.{pid or os.getpid()}.partial{path.suffix}")


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
