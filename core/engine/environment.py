"""Which Python runs the engine, and what it finds around itself."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path

from .. import RESOURCES, ROOT
from ..errors import SureCoverError

VARIABLE = "SURECOVER_ENGINE_PYTHON"
"""Environment variable that names the engine's Python, above every setting."""

DIALOG = "Raster → SureCover → Set up the engine…"
"""Where people choose the engine's Python, or have one made."""

MINIMUM_PYTHON = (3, 11)

PACKAGES = {
    "numpy": "numpy",
    "torch": "torch",
    "torchvision": "torchvision",
    "rasterio": "rasterio",
    "zstandard": "zstandard",
    "scipy": "scipy",
    "cc3d": "connected-components-3d",
    "sklearn": "scikit-learn",
    "threadpoolctl": "threadpoolctl",
    "segmentation_models_pytorch": "segmentation-models-pytorch",
    "safetensors": "safetensors",
    "onnx": "onnx",
    "onnxruntime": "onnxruntime",
    "pyogrio": "pyogrio",
    "shapely": "shapely",
    "PIL": "pillow",
    "s2cloudless": "s2cloudless",
    "lightgbm": "lightgbm",
}
"""What the engine needs: name to import → name to install."""

REQUIREMENTS = RESOURCES / "environment" / "engine-constraints.txt"
"""The packages at the versions that are tested, for pip."""

MARKER = "surecover.json"
"""File that is written into an environment last, when it has been proved to work."""

CUDA = "-cuda"
"""Ending of the name of an environment that was made for NVIDIA GPUs; one for the CPU may lie beside it."""

_NAME = "engine-"
_FOREIGN = ("PYTHON", "PROJ_", "GDAL_", "LD_LIBRARY_PATH", "DYLD_", "__PYVENV_LAUNCHER__")


def find_interpreter(setting: str = "") -> str:
    """The Python that runs the engine.

    In this order: the environment variable, the setting, the environment that was set up for these
    versions of the packages (for GPUs, then for the CPU), `.venv-engine` of a development checkout,
    this Python if it has the packages.

    Args:
        setting: Path of a Python given by the user; "" when none is.

    Raises:
        SureCoverError: The Python named does not exist, or none is found.
    """
    for origin, path in ((VARIABLE, os.environ.get(VARIABLE, "")), (f"{DIALOG} (Own Python)", setting)):
        if path:
            if not Path(path).is_file():
                raise SureCoverError(
                    f"The engine's Python named in {origin} was not found: {path}; "
                    "name an existing Python, or none to have it looked up."
                )
            return path
    for environment in (managed_environment(cuda=True), managed_environment()):
        if is_finished(environment):
            return str(python_of(environment))
    checkout = python_of(ROOT / ".venv-engine")
    if checkout.is_file():
        return str(checkout)
    if sys.version_info >= MINIMUM_PYTHON and not missing_packages():
        for python in this_python():
            return str(python)
    if any(map(is_finished, environments())):
        raise SureCoverError(
            "SureCover's engine is there at the versions of another SureCover only; "
            f"{setting_up()}: it is made beside the old one, which stays until you remove it."
        )
    raise SureCoverError(f"SureCover's engine is not set up yet; {setting_up()}.")


def environments_folder() -> Path:
    """Folder of the engine's environments among the user's data."""
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local")) / "SureCover"
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "SureCover"
    return Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share") / "surecover"


def managed_environment(cuda: bool = False) -> Path:
    """Folder of the environment with these versions of the packages; other versions have others."""
    versions = "\n".join(f"{name}=={version}" for name, version in sorted(pins().items()))
    name = hashlib.sha256(versions.encode()).hexdigest()[:8]
    return environments_folder() / f"{_NAME}{name}{CUDA if cuda else ''}"


def environments() -> list[Path]:
    """All environments that were set up, or begun, for whatever versions."""
    return sorted(path for path in environments_folder().glob(f"{_NAME}*") if path.is_dir())


def is_finished(environment: Path) -> bool:
    """Whether an environment was set up to its end."""
    return (environment / MARKER).is_file() and python_of(environment).is_file()


def pins() -> dict[str, str]:
    """The version that is tested of each package that is installed by name."""
    lines = REQUIREMENTS.read_text(encoding="utf-8").splitlines()
    return dict(line.split("==") for line in lines if "==" in line)


def python_of(environment: Path) -> Path:
    """The Python of a virtual environment."""
    return environment / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def missing_packages() -> list[str]:
    """What this Python lacks of PACKAGES, by the names to install; nothing is imported."""
    return [package for module, package in PACKAGES.items() if find_spec(module) is None]


def setting_up() -> str:
    """The part of a sentence that says how to get the engine, with a window or in a terminal."""
    python = "python" if sys.platform == "win32" else "python3"
    return (
        f"choose {DIALOG} in QGIS, or run "
        f'{python} "{ROOT / "core" / "engine"}" setup in a terminal (in a development checkout: make engine)'
    )


def refuse_missing(python: str, packages: Iterable[str]) -> None:
    """Raise SureCoverError if any packages are missing in `python`."""
    names = ", ".join(packages)
    if names:
        raise SureCoverError(
            f"The engine's Python ({python}) lacks {names}; "
            f'run "{python}" -m pip install -r "{REQUIREMENTS}", or {setting_up()}.'
        )


GDAL_CACHE_MB = "256"
"""GDAL's block cache would otherwise take 5 % of the machine's memory, however much that is."""


_OPEN_FILES = "240" if sys.platform == "darwin" else "900"
"""Files that GDAL keeps open for virtual rasters, within what systems allow a process. A Sentinel-2 product
has 11, and with GDAL's 100 those of ten dates would be opened and decoded again for every window."""


_KEEP_MEMORY = {
    "MALLOC_ARENA_MAX": "1",
    "MALLOC_MMAP_THRESHOLD_": str(2**30),
    "MALLOC_TRIM_THRESHOLD_": str(2**29),
}
"""For glibc, which would give every large array back to the system and have its pages cleared anew for the
next one: a quarter of the time of small networks in PyTorch, half of that of making class maps."""


_NETWORK = {
    "GDAL_HTTP_CONNECTTIMEOUT": "10",
    "GDAL_HTTP_LOW_SPEED_LIMIT": "100",
    "GDAL_HTTP_LOW_SPEED_TIME": "15",
    "GDAL_HTTP_MAX_RETRY": "2",
    "GDAL_HTTP_RETRY_DELAY": "1",
    "CPL_VSIL_CURL_NON_CACHED": "/vsicurl/:/vsis3/:/vsigs/:/vsiaz/",
}
"""For rasters on the web, unless the user says otherwise: s to wait and bytes/s at least, for GDAL would wait
without end; and an engine that is kept forgets between runs that a file was not there."""

_NETWORK_PREFIX = "GDAL_HTTP_"


def engine_variables(variables: Mapping[str, str]) -> dict[str, str]:
    """Environment variables for the engine: without those that belong to QGIS's libraries.

    What concerns the network stays: proxies, keys (AWS_…), GDAL_HTTP_….
    """
    kept = {
        name: value
        for name, value in variables.items()
        if name.startswith(_NETWORK_PREFIX) or not name.startswith(_FOREIGN)
    }
    own = {"GDAL_CACHEMAX": GDAL_CACHE_MB, "GDAL_MAX_DATASET_POOL_SIZE": _OPEN_FILES, **_KEEP_MEMORY}
    return {**_NETWORK, **kept, "HF_HUB_OFFLINE": "1", **own}


def this_python() -> Iterator[Path]:
    """Executables of this Python; inside QGIS, sys.executable may be QGIS itself."""
    executable = Path(sys.executable or "")
    folders = (executable.parent / "bin", Path(sys.prefix), Path(sys.prefix) / "bin")
    names = ("python3", "python3.exe", "python.exe")
    for path in (executable, *(folder / name for folder in folders for name in names)):
        if path.is_file() and path.name.lower().startswith("python"):
            yield path
