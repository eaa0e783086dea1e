"""What QGIS's plugin site does to an upload: Bandit and detect-secrets, any finding blocks it.

    python site.py FILE …       the plugin's files, below the current folder

The site runs chosen tests of Bandit, whatever severity Bandit gives their findings; what it has switched off
is skipped here. It runs detect-secrets on everything, without a list of known findings.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

SKIPPED = "B404"
"""Importing subprocess."""


def main(files: list[str]) -> int:
    """Tell what the site would object to, and how many such things there are."""
    python = [name for name in files if name.endswith(".py")]
    suspicious = [
        name for name in files if Path(name).suffix in (".sh", ".exe", ".dll", ".so", ".bat", ".pickle")
    ]
    found = [f"{name}: no such file belongs into a plugin" for name in suspicious]
    found += [
        f"{hit['filename']}:{hit['line_number']}: {hit['test_id']} {hit['issue_text']}"
        for hit in _said("bandit", "--quiet", "--format", "json", "--skip", SKIPPED, *python)["results"]
    ]
    secrets = _said("detect_secrets", "scan", "--all-files", *files)["results"]
    found += [
        f"{hit['filename']}:{hit['line_number']}: {hit['type']}" for hits in secrets.values() for hit in hits
    ]
    print("\n".join(found) or f"{len(files)} files of the plugin: the site's scan finds nothing.")
    return len(found)


def _said(module: str, *arguments: str) -> dict[str, list[dict[str, str]]]:
    """What a tool that answers in JSON says; its exit code only repeats it."""
    answer = subprocess.run([sys.executable, "-m", module, *arguments], stdout=subprocess.PIPE, check=False)
    said: dict[str, list[dict[str, str]]] = json.loads(answer.stdout)
    return said


if __name__ == "__main__":
    sys.exit(bool(main(sys.argv[1:])))
