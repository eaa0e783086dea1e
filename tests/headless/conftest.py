"""SureCover as scripts meet it: qgis_process with this checkout as its plugin, and Processing in Python."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsProcessingFeedback

from surecover.core import RESOURCES, ROOT
from surecover.core.engine.client import engine
from surecover.core.engine.environment import find_interpreter
from surecover.processing_provider.provider import SureCoverProvider
from tests.in_qgis import processing, provider

__all__ = ["processing", "provider"]

SCRIPT = Path(__file__).with_name("qgis_process.sh")

Finished = subprocess.CompletedProcess[str]
Run = Callable[..., Finished]


@dataclass(frozen=True)
class Scene:
    """A generated scene: paths, dates in order of time."""

    images: list[str]
    masks: list[str]
    external: str
    truth: str
    zones: str


class Feedback(QgsProcessingFeedback):
    """Keeps what it is told; `on` is called with every line and every step of progress."""

    def __init__(self, on: Callable[[Feedback, str], None] = lambda feedback, line: None) -> None:
        super().__init__(False)
        self.lines: list[str] = []
        self._on = on

    def pushInfo(self, info: str | None) -> None:  # noqa: N802
        self._tell(info)

    def pushWarning(self, warning: str | None) -> None:  # noqa: N802
        self._tell(warning)

    def _tell(self, line: str | None) -> None:
        self.lines.append(line or "")
        self._on(self, line or "")


Algorithm = Callable[..., "dict[str, Any]"]


@pytest.fixture(scope="session")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The QGIS profile of these tests; processes that know of it belong to them."""
    return tmp_path_factory.mktemp("profile")


@pytest.fixture(scope="session")
def qgis_process(profile: Path) -> Run:
    """Call it with qgis_process's arguments; returns what came out, whatever the exit code."""

    def run(*arguments: object) -> Finished:
        return subprocess.run(
            ["sh", SCRIPT, *map(str, arguments)],
            env={**os.environ, "QGIS_CUSTOM_CONFIG_PATH": str(profile)},
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )

    return run


@pytest.fixture(scope="session")
def scene(qgis_process: Run, tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """A small generated scene of three dates, made as users make it."""
    folder = tmp_path_factory.mktemp("scene") / "scene"
    done = qgis_process("run", "surecover:demodata", "--SIZE=192", "--DATES=3", f"--FOLDER={folder}")
    assert done.returncode == 0, done.stderr
    return Scene(
        images=sorted(map(str, folder.glob("s2_*.tif"))),
        masks=sorted(map(str, folder.glob("scl_*.tif"))),
        external=str(folder / "external_map.tif"),
        truth=str(folder / "truth.tif"),
        zones=str(folder / "zones.gpkg"),
    )


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The demonstration model; a small network of random weights in a checkout without it."""
    shipped = RESOURCES / "models" / "demonstration"
    if (shipped / "model.json").exists():
        return str(shipped)
    folder = tmp_path_factory.mktemp("models") / "random"
    code = (
        "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[1]); import tests.conftest; "
        "from tests.models_fixture import smp_model; smp_model(Path(sys.argv[2]), range(1, 7))"
    )
    subprocess.run([find_interpreter(), "-c", code, ROOT, folder], check=True, cwd=ROOT)
    return str(folder)


@pytest.fixture
def algorithm(processing: Any, provider: SureCoverProvider) -> Iterator[Algorithm]:
    """Run an algorithm in this process: name, parameters, and perhaps a feedback."""

    def run(name: str, feedback: Feedback | None = None, **parameters: object) -> dict[str, Any]:
        return processing.run(f"surecover:{name}", parameters, feedback=feedback or Feedback())

    return run


@pytest.fixture(scope="session", autouse=True)
def _one_engine() -> Iterator[None]:
    """The tests in this process share QGIS's engine; it ends with them."""
    yield
    engine().shutdown()


def engine_processes(profile: Path | None = None) -> list[int]:
    """Engine processes that were started in a profile by qgis_process; by default, those of this process."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes()
            parent = (process / "stat").read_text(encoding="ascii").rpartition(")")[2].split()[1]
            variables = (process / "environ").read_bytes()
        except OSError:  # it ended meanwhile
            continue
        ours = str(profile).encode() in variables if profile else parent == str(os.getpid())
        if b"core/engine/__main__.py" in command and ours:
            found.append(int(process.name))
    return found


def ends_soon(condition: Callable[[], object], seconds: float = 3) -> bool:
    """Whether something stops being so within a few seconds."""
    deadline = time.monotonic() + seconds
    while condition() and time.monotonic() < deadline:
        time.sleep(0.05)
    return not condition()


def left_in(folder: Path) -> list[str]:
    """Every file and folder below a folder, hidden ones too."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))
