"""Carries a plan out: calls its programs, tells how it goes, stops at once when asked to."""

from __future__ import annotations

import json
import os
import queue
import shutil
import subprocess
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from datetime import datetime, timezone
from pathlib import Path
from typing import IO

from ... import VERSION
from ...errors import SureCoverError
from ...progress import Progress
from .. import environment, processes
from .failures import failure
from .plan import Plan, Step, size_of

_POLL_S = 0.1
_MEASURE_S = 1.0
_REMEMBERED = 400
"""Lines of a program's output by which its failure is explained."""


def install(plan: Plan, progress: Progress, on_step: Callable[[str], None] = lambda name: None) -> str:
    """Make the environment, or go on with a half-made one; what a failure or a cancel leaves stays.

    Args:
        plan: How.
        progress: Told about once a second; "log" gets every line that a program prints.
        on_step: Told the name of each step when it begins.

    Returns:
        The Python that runs the engine now.

    Raises:
        SureCoverError: A program failed (a SetupFailure), or the plan cannot come to an end.
        Cancelled: As asked for, with no program left running.
    """
    plan.check()
    _prepare(plan)
    with plan.log.open("w", encoding="utf-8") as log:
        done = 0.0
        for step in plan.steps():
            on_step(step.name)
            _run(step, plan, progress, log, done)
            done = step.end
            progress.report(done)
    shutil.rmtree(plan.temporary, ignore_errors=True)
    _mark(plan)
    return plan.python


def prove(python: str, progress: Progress) -> None:
    """Ask an environment that somebody made whether the engine works in it.

    Raises:
        SureCoverError: It does not; why.
        Cancelled: As asked for.
    """
    if not Path(python).is_file():
        raise SureCoverError(f"The Python {python} was not found; choose an existing one.")
    command = (python, "-u", str(Path(__file__).resolve().parents[1]), "prove")
    variables = environment.engine_variables(os.environ)
    said: deque[str] = deque(maxlen=_REMEMBERED)
    if _follow(command, variables, progress, said) == 0:
        return
    text = "\n".join(said)
    lacking = next((line for line in reversed(said) if line.startswith("ModuleNotFoundError")), "")
    if lacking:
        module = lacking.rpartition(" ")[2].strip("'")
        environment.refuse_missing(python, [environment.PACKAGES.get(module, module)])
    raise failure(text, str(Path(python).parent))


def _prepare(plan: Plan) -> None:
    """Leave of an earlier attempt what can be gone on with."""
    made, temporary = plan.environment, plan.temporary
    if _version(made) not in ("", plan.base.version):
        shutil.rmtree(made, ignore_errors=True)
    (made / environment.MARKER).unlink(missing_ok=True)
    # pip writes RECORD last: without it, a package is not whole, but pip would take it as installed.
    for package in made.glob("**/site-packages/*.dist-info"):
        if not (package / "RECORD").is_file():
            shutil.rmtree(package, ignore_errors=True)
    shutil.rmtree(temporary, ignore_errors=True)
    temporary.mkdir(parents=True)


def _version(made: Path) -> str:
    """Of the Python on which a half-made environment is based; "" if there is none."""
    try:
        lines = (made / "pyvenv.cfg").read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    found = dict(line.partition(" = ")[::2] for line in lines)
    return found.get("version", "")


def _run(step: Step, plan: Plan, progress: Progress, log: IO[str], start: float) -> None:
    said: deque[str] = deque(maxlen=_REMEMBERED)
    measure = _Measure(plan, progress, start, step.end) if step.name == "install" else None

    def tell(kind: str, value: object) -> None:
        log.write(f"{value}\n")
        log.flush()
        progress.log(str(value))

    tell("log", f"> {subprocess.list2cmdline(step.command)}")
    own = Progress(tell, progress.cancelled)
    code = _follow(step.command, plan.variables(), own, said, measure)
    if code:
        tell("log", f"(exit code {code})")
        text = "\n".join([*said, *(["MemoryError"] if code == -9 else [])])
        raise failure(text, str(plan.environment), plan.wheels)


class _Measure:
    """Tells how far packages are installed by what lies in the folder: pip tells nothing while it unpacks.

    Args:
        plan: What is installed.
        progress: Told.
        start: The fraction of the whole at the beginning.
        end: At the end.
    """

    def __init__(self, plan: Plan, progress: Progress, start: float, end: float) -> None:
        self._plan = plan
        self._progress = progress
        self._start, self._share = start, end - start
        self._next = 0.0
        progress.skip(self._share * self._fraction())  # what is gone on with says nothing of the time left

    def __call__(self) -> None:
        if time.monotonic() < self._next:
            return
        self._progress.report(self._start + self._share * self._fraction())
        self._next = time.monotonic() + _MEASURE_S

    def _fraction(self) -> float:
        return min(size_of(self._plan.environment) / (self._plan.disk + self._plan.download), 0.99)


def _follow(
    command: tuple[str, ...],
    variables: Mapping[str, str],
    progress: Progress,
    said: deque[str],
    measure: _Measure | None = None,
) -> int:
    """Call a program, pass on every line that it prints, and return its exit code."""
    try:
        process = subprocess.Popen(  # a list, no shell # nosec B603
            command, env=dict(variables), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            start_new_session=True,  # so that it can be ended with all that it starts
        )  # fmt: skip
    except OSError as error:
        raise SureCoverError(f"The program {command[0]} does not start ({error}); choose another.") from error
    lines: queue.Queue[str] = queue.Queue()
    reader = threading.Thread(target=_read, args=(process.stdout, lines), daemon=True)
    reader.start()
    try:
        while process.poll() is None or not lines.empty() or reader.is_alive():
            progress.check()
            if measure:
                measure()
            try:
                line = lines.get(timeout=_POLL_S)
            except queue.Empty:
                continue
            said.append(line)
            progress.log(line)
    except BaseException:
        processes.kill(process)
        raise
    return process.wait()


def _read(stream: IO[bytes], lines: queue.Queue[str]) -> None:
    with stream:  # QGIS tells people of what is left open
        for line in stream:
            lines.put(line.decode(errors="replace").rstrip())


def _mark(plan: Plan) -> None:
    """Say that the environment is whole; written last, and at once."""
    facts = {
        "surecover": VERSION, "python": plan.base.version, "cuda": plan.cuda, "packages": environment.pins(),
        "made": datetime.now(timezone.utc).date().isoformat(),
    }  # fmt: skip
    marker = plan.environment / environment.MARKER
    beside = marker.with_suffix(".new")
    beside.write_text(json.dumps(facts, indent=2), encoding="utf-8")
    beside.replace(marker)
