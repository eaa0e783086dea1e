"""Proves, in the engine's own Python, that everything works that was installed."""

from __future__ import annotations

from importlib import import_module

from ...model.networks import import_smp
from ...progress import Progress
from ...stages import selftest
from ..environment import PACKAGES


def main(arguments: list[str]) -> None:
    """Import every package, then run the self-test; any failure ends this process with its message.

    Args:
        arguments: "--cuda" if a GPU must be there and compute.
    """
    for name in PACKAGES:
        _tell("log", f"Importing {name}")
        if name == "torchvision":
            import_smp()  # which brings it, also where its own operators do not load
        import_module(name)
    found = selftest.run(selftest.SelftestJob(), Progress(_tell))
    if "--cuda" in arguments and not found["GPUS"]:
        raise SystemExit("No CUDA device was found.")


def _tell(kind: str, value: object) -> None:
    if kind != "progress":
        print(value, flush=True)  # noqa: T201 - whoever started this process reads it
