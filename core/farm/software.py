"""What must be the same on all computers, so that all get the same results."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version

from .. import VERSION
from ..engine.environment import PACKAGES
from ..errors import SureCoverError

_ALSO = ("openvino", "dask", "distributed")


@lru_cache(maxsize=1)
def software() -> dict[str, str]:
    """Versions of SureCover, of Python without its patch level, and of all packages that count."""
    found = {"SureCover": VERSION, "Python": ".".join(platform.python_version_tuple()[:2])}
    return {**found, **{package: _version(package) for package in (*PACKAGES.values(), *_ALSO)}}


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "missing"


def check_same(wanted: Mapping[str, str], found: Mapping[str, str], where: str) -> None:
    """Refuse a computer that might get other results.

    Args:
        wanted: `software` of the one that asks.
        found: That of the other.
        where: The other's address.

    Raises:
        SureCoverError: They differ.
    """
    names = [name for name in {**wanted, **found} if wanted.get(name) != found.get(name)]
    if names:
        theirs, ours = (
            ", ".join(f"{name} {versions.get(name, 'missing')}" for name in names)
            for versions in (found, wanted)
        )
        raise SureCoverError(
            f"The worker {where} has {theirs}; this computer has {ours}, and only the same versions give the "
            "same results: install the same SureCover and packages on both, and start the worker anew."
        )
