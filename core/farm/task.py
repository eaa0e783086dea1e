"""What a worker does: parts of jobs, one after the other.

A stage whose work can be spread has two functions more than others: `open_parts(job, shared)`, a context
manager that opens what its parts need, and `do_part(opened, what, progress)`, which does one of them.
Between the computers go the job as JSON values, and plain numbers, texts and arrays.
"""

from __future__ import annotations

import platform
from collections import OrderedDict
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ..errors import SureCoverError
from ..job import Job
from ..lazy import LazyModule
from ..paths import GDAL_NAME, exists, layer_in
from ..progress import Progress
from ..stages import stage
from .software import check_same, software

if TYPE_CHECKING:
    import distributed
else:
    distributed = LazyModule("distributed")


_MOST_RUNS = 2
"""Runs whose inputs a worker keeps open, should several people use it."""


class Run(NamedTuple):
    """What all parts of one run of a job share.

    Attributes:
        number: Tells it from every other run.
        software: Of the computer that asks.
        job: As JSON values.
        shared: What the stage's `open_parts` takes.
    """

    number: str
    software: Mapping[str, str]
    job: Mapping[str, Any]
    shared: Any


class Call:
    """A call that a worker makes when dask's `deserialize_bytes` reads it there.

    A scheduler reads the tasks that it deals out, and need not have SureCover: to it this is bytes.
    """

    def __init__(self, function: Any, *arguments: Any) -> None:  # noqa: ANN401
        self._made = function, arguments

    def __reduce__(self) -> Any:  # noqa: ANN401 - as Python wants it
        return self._made

    def packed(self) -> bytes:
        """The bytes, as dask sends everything."""
        packed: bytes = distributed.protocol.serialize_bytes(self)
        return packed


def perform(run: Run, what: Any) -> Any:  # noqa: ANN401 - as the stage has it
    """Do one part of a job."""
    worker = distributed.get_worker()
    check_same(run.software, software(), worker.address)  # it may have joined later
    key = worker.get_current_task()

    def cancelled() -> bool:
        task = worker.state.tasks.get(key)
        return task is None or task.state == "cancelled"

    try:
        module = stage(run.job["stage"])
        return module.do_part(_OPEN.of(run, module), what, Progress(cancelled=cancelled))
    except Exception as error:
        error.__cause__ = error.__context__ = None  # those of GDAL cannot be sent
        raise


def release(number: str) -> None:
    """Close what a run has opened, as none of its parts is left."""
    _OPEN.close(number)


class _Open:
    """What this worker has opened for the runs at hand."""

    def __init__(self) -> None:
        self._opened: OrderedDict[str, tuple[ExitStack, Any]] = OrderedDict()

    def of(self, run: Run, module: Any) -> Any:  # noqa: ANN401
        if run.number not in self._opened:
            for number in list(self._opened)[: -_MOST_RUNS + 1 or None]:
                self.close(number)
            job = module.JOB.from_dict(run.job)
            with ExitStack() as stack:
                opened = stack.enter_context(module.open_parts(job, run.shared))
                self._opened[run.number] = stack.pop_all(), opened
        self._opened.move_to_end(run.number)
        return self._opened[run.number][1]

    def close(self, number: str) -> None:
        stack, _ = self._opened.pop(number, (ExitStack(), None))
        stack.close()


def check_seen(job: Job) -> None:
    """Refuse inputs that only the other computer has; for stages whose parts read them.

    Raises:
        SureCoverError: One is not there.
    """
    for label, path in job.paths("source"):
        local = layer_in(path)[0]
        if not GDAL_NAME.match(local) and not exists(Path(local)):
            raise SureCoverError(
                f"{label} is not seen by the worker on {platform.node()}: {local}; put it on storage that "
                "all computers see under the same path, or name it as GDAL does (/vsicurl/…)."
            )


_OPEN = _Open()
