"""Paths as users give them: any text, also an address or with a layer behind a |; and the user's cache."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

CACHE_VARIABLE = "SURECOVER_CACHE"
"""Environment variable that names the folder of `cache_folder`."""

GDAL_NAME = re.compile(r"/vsi|[A-Z0-9_]{2,}:|[a-z][a-z0-9+]+://")
"""Begins a name that GDAL opens though it is no file: a virtual file system, a sub-dataset, an address."""

RASTER_FILES = (".tif", ".tiff", ".img", ".jp2", ".vrt")
"""Endings by which rasters are told from other files in a folder or a zip."""

_WEB = re.compile(r"(?:https?|ftp)://", re.IGNORECASE)
_PASSWORD = re.compile(r"(\w://[^/@\s\"]*:)[^/@\s\"]+@")
_SIGNED = re.compile(
    r"([?&](?:sig|signature|\w*token|\w*api_?key|subscription-key|password|(?:x-amz|x-goog)-[\w-]+)=)"
    r"[^&\"|\s]+",
    re.IGNORECASE,
)
_STORES = {"s3://": "/vsis3/", "gs://": "/vsigs/", "az://": "/vsiaz/"}
_REMOTE = re.compile(
    r"/vsi(?:curl|s3|gs|az|adls|oss|swift|webhdfs)|(?!vrt:|zip:|file:)[a-z][a-z0-9+]+://", re.IGNORECASE
)


def gdal_name(path: str) -> str:
    """A path as GDAL opens it: an address by the virtual file system of its kind; others as they are."""
    if _WEB.match(path):
        return f"/vsicurl/{path}"
    return _STORES[path[:5]] + path[5:] if path[:5] in _STORES else path


def is_remote(path: str) -> bool:
    """Whether what a path names comes over a network that GDAL talks to."""
    return bool(_REMOTE.match(path))


def without_secrets(text: str) -> str:
    """A text, such as JSON, without the passwords and signatures of the addresses in it."""
    return _SIGNED.sub(r"\1…", _PASSWORD.sub(r"\1…@", text))


def exists(path: Path) -> bool:
    """Whether a path exists; False also where no file can have such a name."""
    with suppress(OSError, ValueError):
        return path.exists()
    return False


def is_file(path: Path) -> bool:
    """Whether a path is a file; False also where no file can have such a name."""
    return exists(path) and path.is_file()


def layer_in(source: str) -> tuple[str, str]:
    """A source as (file, which layer of it); a file may itself have a | in its name."""
    if "|" not in source or exists(Path(source)):
        return source, ""
    file, _, details = source.partition("|")
    return file, details


def real(path: str) -> str:
    """The same text for every way to write a file's path; of a file with two names, for both."""
    local = layer_in(path)[0]
    with suppress(OSError):
        found = Path(local).stat()
        if found.st_ino:
            return f"{found.st_dev}:{found.st_ino}"
    return os.path.normcase(os.path.realpath(local))


def folders_around(path: str) -> set[str]:
    """Every folder that a path lies in, as `real` writes it."""
    return {real(str(folder)) for folder in Path(path).absolute().parents}


def cache_folder() -> Path:
    """Where what can be made again is kept for the user; CACHE_VARIABLE names another folder."""
    if named := os.environ.get(CACHE_VARIABLE):
        return Path(named)
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local")) / "SureCover" / "cache"
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "SureCover"
    return Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache") / "surecover"


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """A temporary file beside a path, which takes its place at the end, or vanishes on an exception.

    For files that several processes may write at the same time; folders are made.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    os.close(handle)
    part = Path(name)
    try:
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
