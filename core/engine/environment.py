"""Which Python runs the engine, and what it finds around itself."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path

from .. import RESOURCES, ROOT
from ..errors import SureCoverError

VARIABLE = "SURECOVER_ENGINE_PYTHON"
"""Environment variable that names the engine's Python, above every setting."""

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

_REQUIREMENTS = RESOURCES / "environment" / "engine-constraints.txt"
_FOREIGN = ("PYTHON", "PROJ_", "GDAL_", "LD_LIBRARY_PATH", "DYLD_", "__PYVENV_LAUNCHER__")


def find_interpreter(setting: str = "") -> str:
    """The Python that runs the engine.

    In this order: the environment variable, the setting, the managed environment in the user's
    data folder, `.venv-engine` of a development checkout, this Python if it has the packages.

    Args:
        setting: Path of a Python given by the user; "" when none is.

    Raises:
        SureCoverError: The Python named does not exist, or none is found.
    """
    for origin, path in ((VARIABLE, os.environ.get(VARIABLE, "")), ("the settings", setting)):
        if path:
            if not Path(path).is_file():
                raise SureCoverError(
                    f"The engine's Python named in {origin} was not found: {path}; "
                    "name an existing Python, or none to have it looked up."
                )
            return path
    for environment in (managed_environment(), ROOT / ".venv-engine"):
        python = python_of(environment)
        if python.is_file():
            return str(python)
    if sys.version_info >= MINIMUM_PYTHON and not missing_packages():
        for python in _this_python():
            return str(python)
    least = ".".join(map(str, MINIMUM_PYTHON))
    raise SureCoverError(
        f"SureCover's engine is not installed yet; with Python {least} or later, {installing('')}."
    )


def managed_environment() -> Path:
    """Folder of the engine's own environment among the user's data."""
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local")) / "SureCover" / "engine"
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "SureCover" / "engine"
    return Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share") / "surecover" / "engine"


def python_of(environment: Path) -> Path:
    """The Python of a virtual environment."""
    return environment / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def missing_packages() -> list[str]:
    """What this Python lacks of PACKAGES, by the names to install; nothing is imported."""
    return [package for module, package in PACKAGES.items() if find_spec(module) is None]


def installing(python: str) -> str:
    """The part of a sentence that says how to get the engine's packages, into `python` if given."""
    if python:
        pip = f'"{python}" -m pip'
    else:
        environment = managed_environment()
        pip = f'python3 -m venv "{environment}" and "{python_of(environment)}" -m pip'
    return f'run {pip} install -r "{_REQUIREMENTS}" (in a development checkout: make engine)'


def refuse_missing(python: str, packages: Iterable[str]) -> None:
    """Raise SureCoverError if any packages are missing in `python`."""
    names = ", ".join(packages)
    if names:
        raise SureCoverError(f"The engine's Python ({python}) lacks {names}; {installing(python)}.")


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


def engine_variables(variables: Mapping[str, str]) -> dict[str, str]:
    """Environment variables for the engine: without those that belong to QGIS's libraries."""
    kept = {name: value for name, value in variables.items() if not name.startswith(_FOREIGN)}
    own = {"GDAL_CACHEMAX": GDAL_CACHE_MB, "GDAL_MAX_DATASET_POOL_SIZE": _OPEN_FILES, **_KEEP_MEMORY}
    return {**kept, "HF_HUB_OFFLINE": "1", **own}


def _this_python() -> Iterator[Path]:
    """Executables of this Python; inside QGIS, sys.executable may be QGIS itself."""
    executable = Path(sys.executable or "")
    folders = (executable.parent / "bin", Path(sys.prefix), Path(sys.prefix) / "bin")
    names = ("python3", "python3.exe", "python.exe")
    for path in (executable, *(folder / name for folder in folders for name in names)):
        if path.is_file() and path.name.lower().startswith("python"):
            yield path
