"""The environments that lie there: which is used, how large they are, removing them."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from ...errors import SureCoverError, reason
from .. import environment
from .plan import size_of


@dataclass(frozen=True)
class Kept:
    """An environment.

    Attributes:
        folder: Where it is.
        size: Bytes.
        state: "ready", "old" (for other versions of the packages) or "unfinished".
    """

    folder: Path
    size: int
    state: str


def kept() -> list[Kept]:
    """All that lie in the user's data folder."""
    return [Kept(folder, size_of(folder), _state(folder)) for folder in environment.environments()]


def remove(folder: Path) -> None:
    """Delete an environment and its log.

    Raises:
        SureCoverError: It is none that was set up here, or a file in it is in use.
    """
    if folder not in environment.environments():
        raise SureCoverError(f"{folder} was not set up by SureCover; delete it yourself.")
    # Whatever happens afterwards, it is no longer taken for a whole one.
    (folder / environment.MARKER).unlink(missing_ok=True)
    try:
        shutil.rmtree(folder)
    except OSError as error:
        raise SureCoverError(
            f"{folder} could not be removed wholly ({reason(error)}); close programs that use it, such as "
            "another QGIS, then remove it again."
        ) from error
    folder.with_name(f"{folder.name}.log").unlink(missing_ok=True)


def _state(folder: Path) -> str:
    if not environment.is_finished(folder):
        return "unfinished"
    current = (environment.managed_environment(cuda=True), environment.managed_environment())
    return "ready" if folder in current else "old"
