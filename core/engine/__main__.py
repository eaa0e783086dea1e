"""Starts the worker; run by its path with the engine's Python, in which SureCover is not installed."""

import sys
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def register() -> None:
    """Make this copy of SureCover importable, even where another one is installed."""
    spec = spec_from_file_location("surecover", ROOT / "__init__.py", submodule_search_locations=[str(ROOT)])
    if spec is not None and spec.loader is not None:
        sys.modules["surecover"] = module = module_from_spec(spec)
        spec.loader.exec_module(module)


if __name__ == "__main__":
    # Python put this folder first on the path, where its modules would shadow other people's.
    sys.path.pop(0)
    register()
    import_module("surecover.core.engine.worker").main()
