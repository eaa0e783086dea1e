"""Brings the translations up to date with what the plugin says; `make translations` calls it.

    python collect.py surecover_de.ts …

Every text that is given to `tr` is listed in each file; translations that are there stay, those of texts
that are gone vanish. Qt's lrelease makes of it what the plugin loads.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

CONTEXT = "SureCover"
ROOT = Path(__file__).resolve().parents[2]


def spoken() -> list[str]:
    """All texts of the plugin that can be translated, in the order of the files."""
    texts = (text for path in sorted((ROOT / "plugin").rglob("*.py")) for text in _texts_of(path))
    return list(dict.fromkeys(texts))


def _texts_of(path: Path) -> Iterator[str]:
    """The literals given to `tr`, also those that stand in a conditional expression in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "tr":
            for part in ast.walk(node.args[0]):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.value


def translations(path: Path) -> dict[str, str]:
    """Translation by text of a .ts file; "" where there is none yet."""
    if not path.exists():
        return {}
    messages = ElementTree.parse(path).iter("message")  # noqa: S314 - our own file
    return {str(m.findtext("source")): m.findtext("translation") or "" for m in messages}


def update(path: Path) -> None:
    """List all texts in a .ts file, with the translations that it has."""
    known = translations(path)
    root = ElementTree.Element("TS", version="2.1", language=path.stem.partition("_")[2])
    context = ElementTree.SubElement(root, "context")
    ElementTree.SubElement(context, "name").text = CONTEXT
    for text in spoken():
        message = ElementTree.SubElement(context, "message")
        ElementTree.SubElement(message, "source").text = text
        translation = ElementTree.SubElement(message, "translation")
        translation.text = known.get(text, "")
        if not translation.text:
            translation.set("type", "unfinished")
    ElementTree.indent(root)
    text = ElementTree.tostring(root, encoding="unicode")
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{text}\n', encoding="utf-8")


if __name__ == "__main__":
    for name in sys.argv[1:]:
        update(Path(name))
