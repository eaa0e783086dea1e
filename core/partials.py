"""Names of unfinished files, and clearing them away when their process was killed."""

from __future__ import annotations

import glob
import os
import re
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

GO_ON = "a run with the same inputs, models and settings goes on from there"

_OWNER = r"(?:\d+|unfinished)"
_UNFINISHED = rf"\..+\.{_OWNER}\.partial(\..*)?"
_OF_A_PROCESS = re.compile(r"\..+\.(\d+)\.partial(\..*)?")
_WITHIN = ".within"


def partial_name(path: Path, pid: int | None = None) -> Path:
    """Name of an unfinished file or folder beside its final place; it tells its process."""
    return path.with_name(f".{path.stem}.{pid or os.getpid()}.partial{path.suffix}")


def unfinished_name(path: Path) -> Path:
    """Name of what a later run goes on with; it belongs to no process, so `remove_partials` leaves it."""
    return path.with_name(f".{path.stem}.unfinished.partial{path.suffix}")


def name_within(folder: Path) -> Path:
    """What gives the unfinished folder its name whose files will move into a folder around it."""
    return folder / f"{folder.name or 'results'}{_WITHIN}"


def is_unfinished(target: str) -> bool:
    """Whether there is what a later run of this target goes on with."""
    final = Path(target)
    return unfinished_name(final).exists() or unfinished_name(name_within(final)).exists()


def outside_partials(folder: Path) -> Path:
    """The folder that its user knows of: the one that holds the outermost unfinished folder, or itself."""
    unfinished = [part for part in (folder, *folder.parents) if re.fullmatch(_UNFINISHED, part.name)]
    return unfinished[-1].parent if unfinished else folder


def with_final_names(text: str) -> str:
    """A text, such as JSON, whose unfinished files and folders have the names that they will get."""
    text = re.sub(rf'[/\\]+\.[^/\\"]+?\.{_OWNER}\.partial{re.escape(_WITHIN)}(?=[/\\"]|$)', "", text)
    return re.sub(rf'(?<![^/\\"])\.([^/\\"]+?)\.{_OWNER}\.partial(?=[./\\"]|$)', r"\1", text)


def remove_partials(targets: Iterable[str], pid: int) -> None:
    """Delete what a process left unfinished beside its targets, and below those that are folders.

    What a later run goes on with stays. What cannot be deleted (a file that Windows holds open) is left.
    """
    pattern = f".*.{pid}.partial*"
    for target in map(Path, targets):
        below = (target, unfinished_name(target))
        for path in (
            *target.parent.glob(pattern),
            *(path for folder in below for path in folder.rglob(pattern)),
        ):
            _remove(path)


def remove_orphans(target: Path) -> None:
    """Delete what processes that run no more left beside a target, or below it if that is a folder.

    After a power cut nobody else does.
    """
    beside = target.parent.glob(f".{glob.escape(target.stem)}.*.partial*")
    for path in (*beside, *target.rglob(".*.partial*")):
        owner = _OF_A_PROCESS.fullmatch(path.name)
        if owner and not _runs(int(owner[1])):
            _remove(path)


def _runs(pid: int) -> bool:
    """Whether there is such a process; where that cannot be asked, its files cannot be deleted either."""
    if os.name == "nt":
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _remove(path: Path) -> None:
    with suppress(OSError):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink()
