"""Sends parts of a job to the workers of a Dask cluster and takes in their results."""

from __future__ import annotations

import os
import re
import socket
import sys
import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ..errors import SureCoverError, reason
from ..job import Job, setting
from ..lazy import LazyModule
from ..paths import exists, layer_in
from ..progress import Progress
from ..spreading import Do, Spread
from .software import check_same, software
from .task import Call, Run, perform, release

if TYPE_CHECKING:
    import distributed
else:
    distributed = LazyModule("distributed")

CONNECT_S = 5.0
"""How long a scheduler may take to answer."""

ALONE_S = 60.0
"""How long to wait for a worker when all have gone."""

START = (
    "start some on the computers that shall help (python surecover/core/engine worker HOST:PORT, with the "
    "scheduler's address)"
)
"""The part of a sentence that says how to get workers."""

_AHEAD = 2
"""Parts for each worker that are waiting, in work or not yet taken in."""

_POLL_S = 0.2

_LEAVE_S = 1.0
"""How long to wait at the end for workers that are still at a part."""

_FIELD = "scheduler"


def scheduler() -> Any:  # noqa: ANN401 - as `setting`
    """Declare the field `scheduler` of a job."""
    return setting("", "text", "Dask scheduler address", advanced=True)


class Farm:
    """The workers of a cluster.

    Args:
        client: Connected to its scheduler.
        label: How messages name the scheduler's address.
    """

    def __init__(self, client: Any, label: str) -> None:  # noqa: ANN401
        self._client, self._label = client, label

    def each(
        self, job: Job, shared: Any, parts: Iterable[Any], progress: Progress  # noqa: ANN401
    ) -> Generator[Any]:  # fmt: skip
        """Have the parts of a job done.

        Args:
            job: Of a stage with `open_parts` and `do_part`; see `task`.
            shared: What `open_parts` takes.
            parts: What `do_part` takes; asked for as the work goes on.
            progress: Asked a few times a second whether to stop.

        Yields:
            The results in order; few wait to be taken.

        Raises:
            SureCoverError: As the stage's parts do; or workers die again and again, or none is left.
        """
        run = Run(uuid4().hex, software(), _portable(job), shared)
        remaining, begun = iter(parts), deque[Any]()
        try:
            with self._explained():
                while True:
                    room = max(_AHEAD * self.workers - len(begun), 0)
                    begun.extend(self._begin(run, what) for what in islice(remaining, room))
                    if not begun:
                        break
                    self._wait(begun[0], progress)
                    yield begun.popleft().result()
        finally:
            with suppress(*_lost()):
                self._client.cancel(list(begun))
                self._release(run.number)

    def _release(self, number: str) -> None:
        """Let each worker close what it has open for a run, if it lives.

        One that is too long at a part closes it when it has newer runs. To fire and forget would let a
        scheduler keep tasks that end before it hears that they shall be forgotten.
        """
        packed = Call(release, number).packed()
        closings = [
            self._client.submit(_performed(), packed, workers=[worker], allow_other_workers=True, pure=False)
            for worker in self._workers()
        ]
        with suppress(TimeoutError), self._client.as_current():
            distributed.wait(closings, timeout=_LEAVE_S)

    @property
    def workers(self) -> int:
        """How many there are now, at least 1."""
        return max(len(self._workers()), 1)

    def spread(self, job: Job) -> Spread:
        """How the parts of a job are done by the workers: its stage's `do_part` is given (name, part)."""

        def spread(do: Do, parts: Iterable[Any], progress: Progress) -> Generator[Any]:
            return self.each(job, None, ((do.__name__, part) for part in parts), progress)

        return spread

    def _workers(self) -> dict[str, int]:
        """Threads of each, by address."""
        found: dict[str, int] = self._client.nthreads()
        return found

    def _begin(self, run: Run, what: Any) -> Any:  # noqa: ANN401
        key = f"surecover-{run.job['stage']}-{uuid4().hex}"
        return self._client.submit(_performed(), Call(perform, run, what).packed(), key=key, pure=False)

    def _wait(self, future: Any, progress: Progress) -> None:  # noqa: ANN401
        """Wait until a part is done."""
        seen, done = time.monotonic(), Event()
        future.add_done_callback(lambda _: done.set())
        while not done.wait(_POLL_S):
            progress.check()
            if self._workers():
                seen = time.monotonic()
            elif time.monotonic() - seen > ALONE_S:
                raise SureCoverError(
                    f"{self._label} has had no worker for {ALONE_S:.0f} s; {START}, and run again."
                )

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Tell the user what dask tells its programmers."""
        try:
            yield
        except distributed.scheduler.KilledWorker as error:
            raise SureCoverError(
                f"Several workers of {self._label} died over the same part, most likely because memory ran "
                "out; start fewer workers on each computer, or run without a scheduler."
            ) from error
        except _lost() as error:
            raise SureCoverError(
                f"{self._label} was lost ({reason(error)}); see whether the scheduler runs, and run again."
            ) from error


@contextmanager
def farm_of(job: Job) -> Iterator[Farm | None]:
    """Connect to the scheduler of a job; None where it has none, and is done on this computer.

    Args:
        job: Whose `scheduler` is "host:port", or as dask writes it, "tls://host:port".

    Raises:
        SureCoverError: Nobody answers, no worker is there, or one would not give the same results.
    """
    address, label = getattr(job, _FIELD), job.label(_FIELD)
    if not address:
        yield None
        return
    if find_spec("distributed") is None:
        raise SureCoverError(
            f"{label} is {address}, but the engine's Python lacks the package distributed; install it with "
            f'"{sys.executable}" -m pip install distributed, or leave {label} empty.'
        )
    label = f"{label} {address}"
    with _connected(address, label) as client:
        with _strangers_told(label):
            found = client.run(_performed(), Call(software).packed())
        if not found:
            raise SureCoverError(f"{label} has no worker; {START}, or leave it empty.")
        for worker, versions in found.items():
            check_same(software(), versions, worker)
        yield Farm(client, label)


@contextmanager
def _connected(address: str, label: str) -> Iterator[Any]:
    try:
        # Dask's client would leave threads behind when it fails.
        socket.create_connection(_place(address), CONNECT_S).close()
        client = distributed.Client(
            address, timeout=CONNECT_S, name="SureCover", set_as_default=False, direct_to_workers=True
        )
    except (OSError, ValueError, OverflowError) as error:
        raise SureCoverError(
            f"{label} does not answer ({reason(error)}); allowed is the address of a running Dask scheduler, "
            "such as 192.168.1.10:8786: check it, or leave it empty."
        ) from error
    with client:
        yield client


def _place(address: str) -> tuple[str, int]:
    """Host and port of an address.

    Raises:
        ValueError: It is none.
    """
    parts = re.fullmatch(r"((tcp|tls)://)?\[?([^/]+?)\]?:(\d{1,5})", address)
    if not parts:
        raise ValueError("it is no host:port")
    return parts[3], int(parts[4])


@contextmanager
def _strangers_told(label: str) -> Iterator[None]:
    """Workers that were not started with SureCover's engine cannot import it."""
    try:
        yield
    except (ImportError, AttributeError) as error:
        raise SureCoverError(
            f"{label} has workers without this SureCover ({reason(error)}); {START}."
        ) from error


def _portable(job: Job) -> dict[str, Any]:
    """The job as JSON values, with paths that mean the same in any folder."""
    values = job.to_dict()
    for name, spec in job.specs().items():
        if spec.role == "source":
            given = getattr(job, name)
            values["settings"][name] = (
                _absolute(given) if isinstance(given, str) else [*map(_absolute, given)]
            )
    return values


def _absolute(path: str) -> str:
    local, layer = layer_in(path)
    if not local or not exists(Path(local)):  # none, or GDAL's own
        return path
    return os.path.abspath(local) + (f"|{layer}" if layer else "")  # noqa: PTH100 - links stay as they are


def _performed() -> Any:  # noqa: ANN401
    """What a worker does with a packed Call."""
    return distributed.protocol.deserialize_bytes


def _lost() -> tuple[type[Exception], ...]:
    """What dask raises when a scheduler is gone."""
    return CancelledError, distributed.client.ClosedClientError, distributed.comm.CommClosedError
