"""How a stage tells how far it is, and learns that it should stop."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from .errors import Cancelled

T = TypeVar("T")


class Progress:
    """Progress of a job as a fraction 0..1, with messages; cancelling arrives as Cancelled.

    Stages call `report` or `each` at least once per tile, so that a cancel is honoured in time.

    Args:
        emit: Receives (kind, value): ("progress", (fraction, remaining_s or None)),
            ("log", text) or ("warning", text).
        cancelled: Returns True once the user asked to stop.

    Attributes:
        cancelled: As given.
    """

    def __init__(
        self,
        emit: Callable[[str, object], None] = lambda kind, value: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> None:
        self._emit = emit
        self.cancelled = cancelled
        self._started = time.monotonic()
        self._skipped = 0.0
        self._whole: tuple[Progress, float] | None = None

    def report(self, fraction: float) -> None:
        """Tell that `fraction` (0..1) of the work is done; raise Cancelled when asked to stop."""
        self.check()
        elapsed, done = time.monotonic() - self._started, fraction - self._skipped
        remaining = elapsed * (1 - fraction) / done if done > 0.02 else None
        self._emit("progress", (min(fraction, 1.0), remaining))

    def skip(self, share: float) -> None:
        """Tell that an earlier run did a share (0..1) of the work, which says nothing of the time left."""
        self._skipped += share
        if self._whole:
            whole, size = self._whole
            whole.skip(size * share)

    def check(self) -> None:
        """Raise Cancelled when asked to stop."""
        if self.cancelled():
            raise Cancelled

    def each(self, items: Iterable[T]) -> Iterator[T]:
        """Yield the items, reporting after each one."""
        listed = list(items)
        for done, item in enumerate(listed):
            self.report(done / len(listed))
            yield item
        self.report(1.0)

    def log(self, text: str) -> None:
        """Tell something worth knowing."""
        self._emit("log", text)

    def warn(self, text: str) -> None:
        """Tell something the user should look at; the run goes on."""
        self._emit("warning", text)

    def part(self, start: float, end: float) -> Progress:
        """Return the progress of a sub-task that fills start..end of this one."""

        def emit(kind: str, value: Any) -> None:  # noqa: ANN401
            if kind == "progress":
                fraction, _ = value
                self.report(start + (end - start) * fraction)
            else:
                self._emit(kind, value)

        part = Progress(emit, self.cancelled)
        part._whole = self, end - start
        return part
