"""Makes the checkout importable as `surecover`, whatever its folder is called."""

import atexit
import importlib.util
import os
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

if importlib.util.find_spec("surecover") is None:
    spec = importlib.util.spec_from_file_location(
        "surecover", ROOT / "__init__.py", submodule_search_locations=[str(ROOT)]
    )
    sys.modules["surecover"] = module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)

os.environ["LC_ALL"] = "C.UTF-8"  # QGIS, and what it starts, speaks English whatever the tester's language is

if "SURECOVER_CACHE" not in os.environ:  # what tests keep is not the user's
    os.environ["SURECOVER_CACHE"] = tempfile.mkdtemp(prefix="surecover-cache-")
    atexit.register(shutil.rmtree, os.environ["SURECOVER_CACHE"], ignore_errors=True)
