"""A worker of a Dask cluster, started by hand on each computer that shall help."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from ..engine.environment import engine_variables
from ..lazy import LazyModule

if TYPE_CHECKING:
    import dask
    import distributed
else:
    dask = LazyModule("dask")
    distributed = LazyModule("distributed")

_USAGE = "Usage: python core/engine worker SCHEDULER, for example 192.168.1.10:8786"


def main(arguments: list[str]) -> None:
    """Work for a scheduler until it ends.

    One process uses all cores that it is allowed; it is started again when it dies.
    """
    if len(arguments) != 1:
        raise SystemExit(_USAGE)
    variables = engine_variables(os.environ)
    if variables != dict(os.environ):
        os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], variables)  # noqa: S606 # nosec B606
    # Dask would give libraries one thread; here one part at a time has all cores.
    dask.config.set({"distributed.nanny.pre-spawn-environ": {}})
    with suppress(KeyboardInterrupt):
        asyncio.run(_work(arguments[0]))


async def _work(scheduler: str) -> None:
    async with distributed.Nanny(scheduler, nthreads=1, memory_limit=0, dashboard=False) as nanny:
        if os.name == "posix":
            loop = asyncio.get_running_loop()
            loop.add_signal_handler(signal.SIGTERM, lambda: loop.create_task(nanny.close()))
        await nanny.finished()
