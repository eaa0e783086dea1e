"""Work in parts that can be done anywhere."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from typing import Any

from .progress import Progress

Do = Callable[[Any, Progress], Any]
"""Does a part, of plain values and arrays; the progress tells whether to stop."""

Spread = Callable[[Do, Iterable[Any], Progress], Generator[Any]]
"""Gives the results of all parts in order."""


def here(do: Do, parts: Iterable[Any], progress: Progress) -> Generator[Any]:
    """Do one part after the other in this process."""
    quiet = Progress(cancelled=progress.cancelled)
    for part in parts:
        yield do(part, quiet)
