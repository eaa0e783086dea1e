"""Where the seconds of a tiny job go: from a cold start to its end, and in a QGIS that has an engine already.

Cold means new processes; their files are in memory. Of some rounds the best counts, as the machine may have
other work.
"""

from __future__ import annotations

import itertools
import os
import re
import resource
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import IO, Any, NamedTuple

import pytest

pytest.importorskip("qgis")

from qgis.core import QgsProcessingFeedback

from surecover.core import RESOURCES, ROOT
from surecover.core.engine import protocol
from surecover.core.engine.client import engine
from surecover.core.engine.environment import engine_variables, find_interpreter
from surecover.core.job import Job
from surecover.core.paths import CACHE_VARIABLE
from surecover.core.stages.classify import ClassifyJob
from surecover.core.stages.demodata import DemodataJob
from surecover.core.stages.selftest import SelftestJob
from surecover.processing_provider.provider import SureCoverProvider
from tests.benchmarks.measure import table
from tests.in_qgis import processing, provider

__all__ = ["processing", "provider"]

QGIS_PROCESS = ROOT / "tests" / "headless" / "qgis_process.sh"
ENGINE = ROOT / "core" / "engine" / "__main__.py"
MODEL = RESOURCES / "models" / "demonstration"
SIDE = 256
ROUNDS, WARM_ROUNDS = 4, 10
COLD_S, WARM_S = 6.0, 0.5
PACKAGES = 8

_IMPORT = re.compile(r"import time:\s+(\d+) \|\s+\d+ \|\s+(\w+)")
_TICKS = os.sysconf("SC_CLK_TCK")

Variables = Mapping[str, str]


class Spent(NamedTuple):
    """Seconds: wall time, and CPU time of all threads."""

    wall: float
    cpu: float

    def since(self, before: Spent) -> Spent:
        return Spent(self.wall - before.wall, self.cpu - before.cpu)

    def __str__(self) -> str:
        return f"{self.wall:.2f} ({self.cpu:.2f})"


def best(rounds: Sequence[Spent]) -> Spent:
    """Least wall time and least CPU time, each of its own round."""
    return Spent(min(spent.wall for spent in rounds), min(spent.cpu for spent in rounds))


def ended() -> Spent:
    """Now, and what the processes that have ended took."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Spent(time.perf_counter(), usage.ru_utime + usage.ru_stime)


def running(pid: int) -> Spent:
    """Now, and what a process has taken so far."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return Spent(time.perf_counter(), (int(fields[11]) + int(fields[12])) / _TICKS)


def new_profile(folder: Path, *, plugin: bool) -> Path:
    settings = folder / "profiles" / "default" / "QGIS" / "QGIS3.ini"
    settings.parent.mkdir(parents=True)
    settings.write_text(f"[PythonPlugins]\nsurecover={str(plugin).lower()}\n", encoding="utf-8")
    return folder


def qgis_process(profile: Path, variables: Variables, *arguments: str) -> Spent:
    """Compiled modules are kept beside the profile, as they are kept for users."""
    own = {"QGIS_CUSTOM_CONFIG_PATH": str(profile), "PYTHONPYCACHEPREFIX": str(profile / "compiled")}
    kept = {name: value for name, value in variables.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before = ended()
    subprocess.run(["sh", QGIS_PROCESS, *arguments], env={**kept, **own}, capture_output=True, check=True)
    return ended().since(before)


def engine_alone(
    job: Job, variables: Variables, *options: str, errors: IO[str] | int = subprocess.DEVNULL
) -> tuple[Spent, Spent, Spent]:
    """A new engine until it is ready, its job, and its end, of which the CPU time is not known."""
    start = Spent(time.perf_counter(), 0)
    with subprocess.Popen(
        [find_interpreter(), "-u", *options, str(ENGINE)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=errors, env=engine_variables(variables),
    ) as process:  # fmt: skip
        listen(process, "hello")
        ready = running(process.pid)
        process.stdin.write(protocol.encode("job", **job.to_dict(), folder=str(ROOT)))
        process.stdin.flush()
        listen(process, "result")
        done = running(process.pid)
        process.stdin.close()
        process.wait()
        return ready.since(start), done.since(ready), Spent(time.perf_counter() - done.wall, 0)


def listen(process: subprocess.Popen[bytes], kind: str) -> None:
    for line in process.stdout:
        message = protocol.decode(line)
        assert message["type"] != "error", message
        if message["type"] == kind:
            return
    raise AssertionError(f"The engine ended without a {kind}.")


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("scene") / "data"
    engine().run(DemodataJob(size=SIDE, dates=1, folder=str(folder)))
    yield str(next(folder.glob("s2_*.tif")))
    engine().shutdown()


@pytest.fixture
def selftest() -> SelftestJob:
    return SelftestJob()


@pytest.fixture
def classify(image: str, tmp_path: Path) -> ClassifyJob:
    return ClassifyJob(
        input=image, models=(str(MODEL),), map=str(tmp_path / "map.tif"),
        probabilities=str(tmp_path / "probabilities.tif"),
    )  # fmt: skip


def arguments(job: Job) -> list[str]:
    """As qgis_process takes them."""
    given = [(field.name.upper(), getattr(job, field.name), field.default) for field in fields(job)]
    lists = [
        (key, value if isinstance(value, tuple) else [value]) for key, value, usual in given if value != usual
    ]
    return [
        "run",
        f"surecover:{job.stage}",
        *(f"--{key}={value}" for key, values in lists for value in values),
    ]


def test_a_cold_start(selftest: SelftestJob, classify: ClassifyJob, tmp_path: Path) -> None:
    bare, whole = (new_profile(tmp_path / str(plugin), plugin=plugin) for plugin in (False, True))
    number = itertools.count()

    def kept() -> Variables:
        return {**os.environ, CACHE_VARIABLE: str(tmp_path / "cache")}

    def nothing_kept() -> Variables:
        return {**os.environ, CACHE_VARIABLE: str(tmp_path / f"cache {next(number)}")}

    helped = [
        [qgis_process(profile, kept(), "help", "native:buffer") for profile in (bare, whole)]
        for _ in range(ROUNDS)
    ]
    qgis, plugged = map(best, zip(*helped))
    columns: dict[str, list[Spent]] = {}
    used: list[Spent] = []
    for name, job, variables in (
        ("selftest", selftest, kept),
        ("classify, a model not used before", classify, nothing_kept),
        ("classify", classify, kept),
    ):
        engine_alone(job, variables())  # a first one, so that the next ones find what it keeps
        stages = zip(*(engine_alone(job, variables()) for _ in range(ROUNDS)))
        columns[name] = [qgis, plugged.since(qgis), *map(best, stages)]
        used.append(best([qgis_process(whole, variables(), *arguments(job)) for _ in range(ROUNDS)]))
    totals = [Spent(*map(sum, zip(*stages))) for stages in columns.values()]
    stages = ("QGIS", "the plugin", "the engine until it is ready", "the job", "the engine's end")
    table(
        f"qgis_process run, {SIDE} x {SIDE} px, cold: seconds, CPU seconds in parentheses",
        ("stage", *columns),
        [
            *([stage, *map(str, row)] for stage, row in zip(stages, zip(*columns.values()))),
            ["together", *map(str, totals)],
            ["as users run it", *(f"{spent.wall:.2f}" for spent in used)],
        ],
    )
    assert max(spent.cpu for name, spent in zip(columns, totals) if "not used" not in name) < COLD_S


def test_what_is_imported(selftest: SelftestJob, classify: ClassifyJob, tmp_path: Path) -> None:
    rows = []
    for job in (selftest, classify):
        told = tmp_path / f"{job.stage}.txt"
        with told.open("w") as errors:
            engine_alone(job, os.environ)
            engine_alone(job, os.environ, "-X", "importtime", errors=errors)
        own: Counter[str] = Counter()
        for line in told.read_text(encoding="utf-8", errors="replace").splitlines():
            if found := _IMPORT.match(line):
                own[found[2]] += int(found[1])
        largest = (f"{package} {spent / 1e3:.0f}" for package, spent in own.most_common(PACKAGES))
        rows.append([job.stage, round(sum(own.values()) / 1e3), ", ".join(largest)])
    table("Imports of an engine for one job, ms", ("job", "all", "of which"), rows)


def test_a_running_qgis(processing: Any, provider: SureCoverProvider, classify: ClassifyJob) -> None:
    parameters = {name.upper(): value for name, value in classify.to_dict()["settings"].items()}

    def both() -> Spent:
        """Now, and what this QGIS and its engine have taken so far."""
        warm = engine()._process
        return Spent(time.perf_counter(), time.process_time() + (running(warm.pid).cpu if warm else 0))

    def spent(run: Callable[[], object]) -> Spent:
        before = both()
        run()
        return both().since(before)

    def through_processing() -> None:
        processing.run("surecover:classify", parameters, feedback=QgsProcessingFeedback(False))

    engine().shutdown()
    first, second = spent(through_processing), spent(through_processing)
    again = best([spent(through_processing) for _ in range(WARM_ROUNDS)])
    job = best([spent(lambda: engine().run(classify)) for _ in range(WARM_ROUNDS)])
    table(
        f"classify in a running QGIS, {SIDE} x {SIDE} px: seconds, CPU seconds in parentheses",
        ("first, starts the engine", "second", f"best of {WARM_ROUNDS} more", "of which the engine's job"),
        [list(map(str, (first, second, again, job)))],
    )
    assert again.cpu < WARM_S
