"""Finds what Qt 6 and QGIS 4 do not take: enum values without their enum's name, and imports of PyQt itself.

python enums.py FOLDER …    with a Python that has QGIS 3, which knows what is an enum
"""

from __future__ import annotations

import ast
import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def findings(path: Path) -> Iterator[str]:
    """What is wrong in a file, as file:line: sentence."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names: dict[str, Any] = {}
    for node in ast.walk(tree):
        for module in _modules(node):
            if module.split(".")[0] in ("PyQt5", "PyQt6", "pickle", "cPickle"):
                yield f"{path}:{node.lineno}: {module} must not be imported"
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "qgis":
            names.update(_imported(node))
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in names:
            value = getattr(names[node.value.id], node.attr, None)
            if isinstance(value, int) and type(value) not in (int, bool):
                scoped = f"{node.value.id}.{type(value).__name__}.{node.attr}"
                yield f"{path}:{node.lineno}: {ast.unparse(node)} must be {scoped}"


def _modules(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []


def _imported(node: ast.ImportFrom) -> Iterator[tuple[str, Any]]:
    module = importlib.import_module(node.module or "")
    for alias in node.names:
        yield alias.asname or alias.name, getattr(module, alias.name, None)


if __name__ == "__main__":
    files = [path for folder in sys.argv[1:] for path in sorted(Path(folder).rglob("*.py"))]
    found = [sentence for path in files for sentence in findings(path)]
    print("\n".join(found) or f"{len(files)} files: every enum is scoped.")
    sys.exit(bool(found))
