"""A Dask cluster on this computer: a scheduler and worker processes, started as users start them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from surecover.core.engine.environment import engine_variables

ROOT = Path(__file__).resolve().parents[1]


@contextmanager
def running(folder: Path, workers: int, cores: list[set[int]] | None = None) -> Iterator[str]:
    """Start them and end them.

    Args:
        folder: For their logs.
        workers: Worker processes.
        cores: That each may use.

    Yields:
        The scheduler's address, "host:port".
    """
    place = folder / "scheduler.json"
    options = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(place)]
    with (folder / "cluster.log").open("wb") as log:
        started = [_start(["-m", "distributed.cli.dask_scheduler", *options], log)]
        try:
            address = _wait_for(lambda: json.loads(place.read_text())["address"])
            for number in range(workers):
                worker = _start([str(ROOT / "core" / "engine"), "worker", address], log)
                started.append(worker)
                if cores:
                    os.sched_setaffinity(worker.pid, cores[number])
            _wait_for(lambda: _workers(address) == workers)
            yield address.removeprefix("tcp://")
        finally:
            for process in reversed(started):
                process.terminate()
            for process in started:
                process.wait(20)


def connected(address: str) -> Any:
    """A client of dask's own."""
    import distributed

    return distributed.Client(address, set_as_default=False, timeout=5)


def _start(arguments: list[str], log: Any) -> subprocess.Popen[bytes]:
    variables = {**engine_variables(os.environ), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.Popen([sys.executable, *arguments], env=variables, stdout=log, stderr=log, cwd=ROOT)


def _workers(address: str) -> int:
    with connected(address) as client:
        return len(client.nthreads())


def _wait_for(found: Any, seconds: float = 60) -> Any:
    """What a function returns as soon as it is true; what fails at first may be there later."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with suppress(OSError, ValueError, KeyError):
            if value := found():
                return value
        time.sleep(0.1)
    raise TimeoutError("The cluster did not start; see its log.")
