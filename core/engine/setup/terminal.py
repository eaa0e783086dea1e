"""Setting the engine up in a terminal: on servers, and wherever there is no window."""

from __future__ import annotations

import argparse
import sys
import time

from ...errors import SureCoverError
from ...progress import Progress
from .install import install
from .plan import Plan, gigabytes
from .pythons import base_of

_EVERY_S = 10.0


def main(arguments: list[str]) -> None:
    """Set the engine up as the arguments say; a failure ends this process with its sentence.

    Args:
        arguments: As `--help` tells.
    """
    parser = argparse.ArgumentParser(
        prog="engine setup", description="Sets SureCover's engine up in a Python environment of its own."
    )
    parser.add_argument("--python", default="", help="base Python, 3.11 or later; one is looked up otherwise")
    parser.add_argument("--cuda", action="store_true", help="for an NVIDIA GPU, which is tried in the end")
    parser.add_argument("--wheels", default="", help="folder with all packages; nothing is downloaded then")
    parser.add_argument("--extra-index", default="", help="a package index asked besides pip's own")
    parser.add_argument("--proxy", default="", help="HTTP proxy; that of the environment variables otherwise")
    given = parser.parse_args(arguments)
    try:
        plan = Plan(base_of(given.python), given.cuda, given.wheels, given.extra_index, given.proxy)
        print(_summary(plan))  # noqa: T201 - a terminal is where this is read
        python = install(plan, Progress(_Printer()))
    except SureCoverError as error:
        sys.exit(str(error))
    print(f"The engine is set up: {python}")  # noqa: T201


def _summary(plan: Plan) -> str:
    return (
        f"Into {plan.environment}, on {plan.base.python} ({plan.base.version}): about "
        f"{gigabytes(plan.download)} to download, {gigabytes(plan.disk)} on disk; log in {plan.log}"
    )


class _Printer:
    """Prints what is said, and now and then how far it is."""

    def __init__(self) -> None:
        self._next = 0.0

    def __call__(self, kind: str, value: object) -> None:
        if kind == "log":
            print(value, flush=True)  # noqa: T201
        elif time.monotonic() >= self._next:
            self._next = time.monotonic() + _EVERY_S
            print(f"{100 * value[0]:.0f} %", flush=True)  # type: ignore[index]  # noqa: T201
