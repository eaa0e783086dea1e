"""Pythons on which the engine's environment can be based."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ...errors import SureCoverError
from ..environment import MINIMUM_PYTHON, engine_variables, this_python

_NAMES = ("python3.11", "python3.12", "python3.13", "python3.14", "python3", "python")
"""By which they are looked for, the version that is tested most first."""

_PLACES = {
    "win32": (
        (os.environ.get("LOCALAPPDATA", ""), "Programs/Python/Python3*/python.exe"),
        (os.environ.get("PROGRAMFILES", ""), "Python3*/python.exe"),
        (os.environ.get("PROGRAMFILES", ""), "QGIS */apps/Python3*/python.exe"),
    ),
    "darwin": (
        ("/Library/Frameworks/Python.framework/Versions", "3.*/bin/python3"),
        ("/opt/homebrew/bin", "python3.1?"),
        ("/usr/local/bin", "python3.1?"),
    ),
}
"""Folders and patterns in which installers put Pythons without naming them on the PATH of other programs."""

_LEAST = ".".join(map(str, MINIMUM_PYTHON))

NONE = (
    f"No Python {_LEAST} or later that can make environments was found on this computer; "
    "install one from python.org or by your system, then try again, or choose it as base Python."
)

_QUESTION = """
import json, sys
from importlib.util import find_spec
lacking = [name for name in ("venv", "ensurepip") if find_spec(name) is None]
print(json.dumps({"python": sys.executable, "version": sys.version_info[:3],
                  "wide": sys.maxsize > 2**32, "lacking": lacking}))
"""
_PATIENCE_S = 20.0


@dataclass(frozen=True)
class Base:
    """A Python that can make environments.

    Attributes:
        python: Its path, without what only leads to it.
        version: Such as "3.11.2".
    """

    python: str
    version: str


def examine(python: str) -> Base:
    """Ask a Python what it is.

    Raises:
        SureCoverError: It does not run, is too old, or cannot make environments.
    """
    try:
        said = subprocess.run(  # a list, no shell # nosec B603
            [python, "-c", _QUESTION], env=engine_variables(os.environ), capture_output=True, check=True,
            timeout=_PATIENCE_S, creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        ).stdout  # fmt: skip
        answer = json.loads(said)
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        raise SureCoverError(
            f"The base Python {python} does not run as a Python; choose Python {_LEAST} or later."
        ) from error
    version = ".".join(map(str, answer["version"]))
    if tuple(answer["version"]) < MINIMUM_PYTHON:
        raise SureCoverError(
            f"The base Python {python} is {version}; the engine needs {_LEAST} or later: "
            "install one from python.org or by your system, and choose it."
        )
    if not answer["wide"]:
        raise SureCoverError(
            f"The base Python {python} is a 32-bit program; the engine needs a 64-bit one: choose another."
        )
    if answer["lacking"]:
        raise SureCoverError(
            f"The base Python {python} ({version}) lacks {' and '.join(answer['lacking'])}, by which "
            f"environments are made; install them (on Debian and Ubuntu the package "
            f"python{version.rpartition('.')[0]}-venv), or choose another Python."
        )
    return Base(answer["python"] or python, version)


def usable() -> list[Base]:
    """The Pythons of this computer that will do, best first: QGIS's own, then those on the PATH."""
    found: dict[Path, Base] = {}
    for path in dict.fromkeys(_candidates()):
        try:
            base = examine(str(path))
            found.setdefault(Path(base.python).resolve(), base)
        except (SureCoverError, OSError):  # noqa: PERF203
            continue
    return list(found.values())


def base_of(python: str) -> Base:
    """The base Python chosen, or the best one where none is ("").

    Raises:
        SureCoverError: It will not do, or there is none.
    """
    if python:
        return examine(python)
    for base in usable():
        return base
    raise SureCoverError(NONE)


def _candidates() -> Iterator[Path]:
    if sys.platform in _PLACES:
        yield from _own()
    yield from (Path(path) for path in map(shutil.which, _NAMES) if path)
    for folder, pattern in _PLACES.get(sys.platform, ()):
        if folder:
            yield from sorted(Path(folder).glob(pattern), reverse=True)
    yield from _own()


def _own() -> Iterator[Path]:
    """Of the Python that runs this, which inside QGIS is QGIS's own; an environment's base rather than it."""
    for name in ("python.exe", "bin/python3"):
        path = Path(sys.base_prefix) / name
        if path.is_file():
            yield path
    if sys.prefix == sys.base_prefix:
        yield from this_python()
