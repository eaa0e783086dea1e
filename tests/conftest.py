"""Makes the checkout importable as `surecover`, whatever its folder is called."""

import importlib.util
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

if importlib.util.find_spec("surecover") is None:
    spec = importlib.util.spec_from_file_location(
        "surecover", ROOT / "__init__.py", submodule_search_locations=[str(ROOT)]
    )
    sys.modules["surecover"] = module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
