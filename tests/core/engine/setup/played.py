"""A base Python whose programs say and do what a test wants: no network, nothing installed."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from surecover.core.engine import environment
from surecover.core.engine.setup import plan as planning
from surecover.core.engine.setup.plan import Plan
from surecover.core.engine.setup.pythons import Base

PROGRAM = """#!{python}
import json, os, subprocess, sys, time
from pathlib import Path
acts = json.loads(Path({play!r}).read_text())
words = sys.argv[1:]
step = "make" if "venv" in words else "install" if "pip" in words else "prove"
act = acts.get(step, {{}})
with open({calls!r}, "a") as calls:
    calls.write(json.dumps([step, words, dict(os.environ)]) + "\\n")
if step == "make":
    made = Path(words[-1]) / "bin"
    made.mkdir(parents=True, exist_ok=True)
    (made / "python").write_text(Path(__file__).read_text())
    (made / "python").chmod(0o755)
    (made.parent / "pyvenv.cfg").write_text("home = x\\nversion = 3.11.2\\n")
if act.get("sleeps"):
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    print(act.get("says", ""), flush=True)
    print("pids", os.getpid(), child.pid, flush=True)
    time.sleep(60)
print(act.get("says", step + " done"), flush=True)
sys.exit(act.get("code", 0))
"""


class Player:
    """The base Python.

    Attributes:
        base: As `Plan` takes it.
    """

    def __init__(self, folder: Path) -> None:
        self._play, self._calls = folder / "play.json", folder / "calls"
        program = folder / "python3"
        program.write_text(
            PROGRAM.format(python=sys.executable, play=str(self._play), calls=str(self._calls))
        )
        program.chmod(0o755)
        self.base = Base(str(program), "3.11.2")
        self.acts()

    def acts(self, **acts: dict[str, Any]) -> None:
        """What the steps do from now on: by name, "says", "code", "sleeps"."""
        self._play.write_text(json.dumps(acts))

    def calls(self) -> list[tuple[str, list[str], dict[str, str]]]:
        """Step, arguments and environment variables of all calls until now."""
        lines = self._calls.read_text().splitlines() if self._calls.exists() else []
        return [tuple(json.loads(line)) for line in lines]

    def plan(self, **choices: Any) -> Plan:
        return Plan(self.base, **choices)


@pytest.fixture
def player(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Player:
    """A small engine on a computer where none was set up yet."""
    monkeypatch.delenv(environment.VARIABLE, raising=False)
    monkeypatch.setattr(environment, "environments_folder", lambda: tmp_path / "data" / "surecover")
    monkeypatch.setattr(planning, "_DISK", {False: 1000, True: 9000})
    monkeypatch.setattr(planning, "_DOWNLOAD", {False: 500, True: 5000})
    return Player(tmp_path)
