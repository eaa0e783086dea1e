"""Heavy packages, imported at first use.

QGIS imports the stage modules for their jobs, and QGIS must never import torch, rasterio, scipy
or scikit-learn; the engine imports them when a stage runs.
"""

from importlib import import_module
from typing import Any

from .engine.environment import setting_up
from .errors import SureCoverError


class LazyModule:
    """Stand-in for a package or one of its modules; the first attribute asked for imports it."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, attribute: str) -> Any:  # noqa: ANN401 - whatever the module holds
        try:
            module = import_module(self._name)
        except ModuleNotFoundError as error:
            raise SureCoverError(
                f"The engine's Python lacks the package {error.name!r}; {setting_up()}."
            ) from error
        return getattr(module, attribute)
