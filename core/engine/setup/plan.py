"""What will be installed, where, and how much that is."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from ...errors import SureCoverError
from .. import environment
from .pythons import Base

_GB = 10**9

_DOWNLOAD = {False: int(0.5 * _GB), True: int(3.5 * _GB)}
_DISK = {False: int(1.9 * _GB), True: int(8 * _GB)}
"""Bytes for the CPU (measured on Linux) and for CUDA (from the sizes of its packages)."""

_SCRIPT = Path(__file__).resolve().parents[1]
"""core/engine, which a Python runs by its path."""


@dataclass(frozen=True)
class Step:
    """One program that is called.

    Attributes:
        name: "make", "install" or "prove".
        command: The program and its arguments.
        end: The fraction of the whole that is done after it.
    """

    name: str
    command: tuple[str, ...]
    end: float


@dataclass(frozen=True)
class Plan:
    """How the engine will be set up.

    Args:
        base: The Python on which its environment is based.
        cuda: Whether it shall compute on NVIDIA GPUs, which is proved in the end.
        wheels: Folder with all packages, for computers without a network; "" takes them from the index.
        index: Address of a package index that is asked besides pip's own, say for CUDA builds; or "".
        proxy: Address of an HTTP proxy, with user and password if it wants them; or "".
    """

    base: Base
    cuda: bool = False
    wheels: str = ""
    index: str = ""
    proxy: str = ""

    @property
    def environment(self) -> Path:
        """The folder that is made."""
        return environment.managed_environment(self.cuda)

    @property
    def python(self) -> str:
        """The Python that will run the engine."""
        return str(environment.python_of(self.environment))

    @property
    def log(self) -> Path:
        """The file that tells everything that was done and said."""
        return self.environment.with_name(f"{self.environment.name}.log")

    @property
    def temporary(self) -> Path:
        """Where packages lie until they are installed: on the disk whose room is checked."""
        return self.environment / "temporary"

    @property
    def takes_cuda(self) -> bool:
        """Whether builds for CUDA come: on Linux pip's own index has no other torch; the CPU runs it, too."""
        return self.cuda or (sys.platform.startswith("linux") and not (self.index or self.wheels))

    @property
    def download(self) -> int:
        """Bytes that come over the network, about."""
        return 0 if self.wheels else _DOWNLOAD[self.takes_cuda]

    @property
    def disk(self) -> int:
        """Bytes that the finished environment takes, about."""
        return _DISK[self.takes_cuda]

    @property
    def free(self) -> int:
        """Bytes that are free where it will be made."""
        return shutil.disk_usage(_nearest(self.environment)).free

    def check(self) -> None:
        """Refuse what cannot come to an end.

        Raises:
            SureCoverError: A folder or an address will not do, or the disk has too little room.
        """
        if self.wheels and not any(Path(self.wheels).glob("*.whl")):
            raise SureCoverError(
                f"The wheel folder {self.wheels} holds no wheels (*.whl); choose the folder into which "
                "the packages were collected, or none."
            )
        for name, address in (("extra index", self.index), ("proxy", self.proxy)):
            if address and not (urlsplit(address).scheme in ("http", "https") and urlsplit(address).hostname):
                raise SureCoverError(
                    f"The {name} {_without_password(address)} is no address that begins with http:// or "
                    "https://; correct it, or leave it empty."
                )
        folder = _nearest(self.environment)
        if not os.access(folder, os.W_OK):
            raise SureCoverError(
                f"The folder {folder} cannot be written; set XDG_DATA_HOME (on Windows LOCALAPPDATA) to a "
                "folder that can, and start QGIS again."
            )
        needed = self.download + self.disk
        if self.free + size_of(self.environment) < needed:
            raise SureCoverError(
                f"The disk of {folder} has {gigabytes(self.free)} free, setting up needs about "
                f"{gigabytes(needed)}; free some space, or remove old engines, then try again."
            )

    def steps(self) -> Iterator[Step]:
        """The programs to call, one after the other."""
        packages = ("-r", str(environment.REQUIREMENTS))
        offline = ("--no-index", "--find-links", self.wheels) if self.wheels else ()
        yield Step("make", (self.base.python, "-m", "venv", str(self.environment)), 0.03)
        # Nothing is compiled: who has no compiler is told which package is missing, not what a compiler says.
        pip = (self.python, "-m", "pip", "install", "--only-binary", ":all:", "--progress-bar", "off")
        yield Step("install", (*pip, *offline, *packages), 0.9)
        proof = (self.python, "-u", str(_SCRIPT), "prove", *(("--cuda",) if self.cuda else ()))
        yield Step("prove", proof, 1.0)

    def variables(self) -> dict[str, str]:
        """Environment variables of the programs; addresses stand here, for they may hold passwords."""
        given = environment.engine_variables(os.environ)
        given.update(PIP_DISABLE_PIP_VERSION_CHECK="1", PIP_NO_INPUT="1", TMPDIR=str(self.temporary))
        if self.index:
            given["PIP_EXTRA_INDEX_URL"] = " ".join(
                filter(None, [given.get("PIP_EXTRA_INDEX_URL"), self.index])
            )
        if self.proxy:
            names = ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy")
            given.update(dict.fromkeys(names, self.proxy))
        return given


def gigabytes(count: int) -> str:
    """A number of bytes as people read it."""
    return f"{count / _GB:.1f} GB"


def size_of(folder: Path) -> int:
    """Bytes of all files below a folder; those that vanish meanwhile do not count."""
    total = 0
    for entry in _files_below(str(folder)):
        try:
            total += entry.stat(follow_symlinks=False).st_size
        except OSError:  # noqa: PERF203
            continue
    return total


def _files_below(folder: str) -> Iterator[os.DirEntry[str]]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _files_below(entry.path)
        else:
            yield entry


def _nearest(folder: Path) -> Path:
    """The folder itself, or the nearest one above it that exists."""
    return next(path for path in (folder, *folder.parents) if path.exists())


def _without_password(address: str) -> str:
    return address.rpartition("@")[2]
