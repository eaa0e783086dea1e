"""qgis_process with this checkout as its plugin."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("qgis_process.sh")

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def qgis_process(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Call it with qgis_process's arguments; returns what came out, whatever the exit code."""
    profile = tmp_path_factory.mktemp("profile")

    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["sh", SCRIPT, *map(str, arguments)],
            env={**os.environ, "QGIS_CUSTOM_CONFIG_PATH": str(profile)},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    return run
