"""Starts the engine; run by its path with the engine's Python, in which SureCover is not installed.

python core/engine                      for QGIS, which starts it itself
python core/engine worker SCHEDULER     for a Dask cluster
python core/engine setup                sets the engine up; any Python may run this one
python core/engine prove                whether all of it works
"""

import sys
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

_ENTRIES = {"worker": "farm.worker", "setup": "engine.setup.terminal", "prove": "engine.setup.proof"}
"""Module by the first argument; without one, QGIS has started this."""


def register() -> None:
    """Make this copy of SureCover importable, even where another one is installed."""
    spec = spec_from_file_location("surecover", ROOT / "__init__.py", submodule_search_locations=[str(ROOT)])
    if spec is not None and spec.loader is not None:
        sys.modules["surecover"] = module = module_from_spec(spec)
        spec.loader.exec_module(module)


if __name__ == "__mp_main__":  # in a process that such a worker started
    register()

if __name__ == "__main__":
    # Python put this folder first on the path, where its modules would shadow other people's.
    sys.path.pop(0)
    register()
    __spec__ = None  # run as a folder: else multiprocessing would not run this file in its processes
    entry = _ENTRIES.get("".join(sys.argv[1:2]))
    if entry:
        import_module(f"surecover.core.{entry}").main(sys.argv[2:])
    else:
        import_module("surecover.core.engine.worker").main()
