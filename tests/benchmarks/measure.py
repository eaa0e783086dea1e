"""One run of a stage in a fresh process: wall time, CPU time and peak memory.

Run as a program it is that process: it reads what to run as JSON and prints what it took as JSON.
"""

from __future__ import annotations

import importlib
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]

MIB = 2**20


@dataclass(frozen=True)
class Cost:
    """What a run took.

    Attributes:
        wall, cpu: Seconds of the run without imports and without the fit of k-means; CPU is user and
            system time of all threads.
        fit_wall, fit_cpu: Seconds of that fit.
        peak: Most memory of the process, imports included, bytes.
        values: What the stage returned.
    """

    wall: float
    cpu: float
    fit_wall: float
    fit_cpu: float
    peak: int
    values: dict[str, Any]

    def __str__(self) -> str:
        """The figures in one line."""
        fit = f" and fit {self.fit_wall:.2f} s, CPU {self.fit_cpu:.2f} s" if self.fit_cpu else ""
        return f"{self.wall:.2f} s, CPU {self.cpu:.2f} s{fit}, peak {self.peak // MIB} MiB"


def measured(what: str, arguments: dict[str, Any], *, centres: str = "") -> Cost:
    """Run a stage, or a function of `straightforward`, in a fresh process with the engine's settings.

    Args:
        what: "fuse", or "straightforward.fuse".
        arguments: Settings of the job.
        centres: Where to keep the fitted clusters, an .npz.

    Raises:
        RuntimeError: The process failed; with what it printed.
    """
    from surecover.core.engine.environment import engine_variables

    for value in arguments.values():
        for path in [value] if isinstance(value, str) else value if isinstance(value, (list, tuple)) else []:
            if Path(path).is_file():
                _into_page_cache(path)
    job = json.dumps({"what": what, "arguments": arguments, "centres": centres})
    variables = {**engine_variables(os.environ), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, __file__], input=job, env=variables, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{what} failed with {done.returncode}:\n{done.stderr[-3000:]}")
    return Cost(**json.loads(done.stdout.splitlines()[-1]))


def _into_page_cache(path: str) -> None:
    with Path(path).open("rb") as file:
        while file.read(MIB):
            pass


def machine() -> str:
    """Cores and load, for the head of a table."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    return f"{cores} cores, load {load}"


def table(title: str, head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a table as it goes into Markdown; floats with three figures."""
    text = [[f"{cell:.3g}" if isinstance(cell, float) else str(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(head, *text)]
    print(f"\n== {title} ({machine()})")
    for line in (list(head), ["-" * width for width in widths], *text):
        print("| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths)) + " |", flush=True)


def _used() -> tuple[float, float]:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return time.perf_counter(), usage.ru_utime + usage.ru_stime


def _peak() -> int:
    """Most memory of this process; ru_maxrss would start at its parent's."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    raise RuntimeError("This system does not tell a process's peak memory.")


@contextmanager
def _timed(spent: list[float]) -> Iterator[None]:
    wall, cpu = _used()
    yield
    wall_end, cpu_end = _used()
    spent[0] += wall_end - wall
    spent[1] += cpu_end - cpu


def _timed_fit(module: Any, spent: list[float], centres: str) -> None:
    """Replace the function `fit` of a module by itself with a watch; keeps what it fitted."""
    fit: Callable[..., Any] = module.fit

    def watched(*arguments: Any, **options: Any) -> Any:
        with _timed(spent):
            fitted = fit(*arguments, **options)
        if centres:
            import numpy as np

            np.savez(
                centres, mean=fitted.mean, deviation=fitted.deviation, centres=fitted.centres
            )  # fmt: skip
        return fitted

    module.fit = watched


def _prepared(what: str, arguments: dict[str, Any], fit: list[float], centres: str) -> Callable[[], Any]:
    """The run, ready to start, with everything imported that it needs."""
    for heavy in ("rasterio", "rasterio.warp", "rasterio.vrt", "scipy.ndimage", "scipy.spatial"):
        importlib.import_module(heavy)
    for heavy in ("sklearn.cluster", "sklearn.isotonic", "threadpoolctl", "cc3d", "scipy.sparse.csgraph"):
        importlib.import_module(heavy)
    if what.startswith("straightforward."):
        module = importlib.import_module("tests.benchmarks.straightforward")
        _timed_fit(module, fit, "")
        return lambda: getattr(module, what.partition(".")[2])(**arguments)
    from surecover.core.progress import Progress
    from surecover.core.stages import stage

    module = stage(what)
    if what == "cluster":
        _timed_fit(module, fit, centres)
    job = module.JOB.from_dict({"settings": arguments})
    job.check()
    return lambda: module.run(job, Progress())


def _main() -> None:
    wanted = json.loads(sys.stdin.read())
    fit, all_ = [0.0, 0.0], [0.0, 0.0]
    run = _prepared(wanted["what"], wanted["arguments"], fit, wanted["centres"])
    with _timed(all_):
        values = run()
    cost = Cost(all_[0] - fit[0], all_[1] - fit[1], *fit, _peak(), values or {})
    print(json.dumps(asdict(cost)))


if __name__ == "__main__":
    # Python put this folder first on the path.
    sys.path[0] = str(ROOT)
    importlib.import_module("tests.conftest")
    _main()
