"""Brings the translations up to date with what people read in QGIS; `make translations` calls it.

    python -m surecover.resources.i18n.collect surecover_de.ts …

Each file lists every text once: what is given to `tr`, the algorithms' titles and groups, the labels of
their parameters and outputs, their explanations in `resources/help`, and all of these in the workflows.
Translations that are there stay, those of texts that are gone vanish. Qt's lrelease makes of it what the
plugin loads.
"""

from __future__ import annotations

import ast
import json
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from xml.etree import ElementTree

from ...core import RESOURCES, ROOT
from ...core.stages import STAGES, stage

CONTEXT = "SureCover"


def spoken() -> list[str]:
    """All texts that can be translated, in a fixed order: the dock's, then those of the algorithms."""
    return list(dict.fromkeys(chain(_given_to_tr(), _titles(), _labels(), _explanations(), _workflows())))


def _given_to_tr() -> Iterator[str]:
    """The literals given to `tr`, also those that stand in a conditional expression in it."""
    for node in chain(_nodes("plugin"), _nodes("processing_provider")):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "tr":
            for part in ast.walk(node.args[0]):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.value


def _titles() -> Iterator[str]:
    """What the toolbox calls the algorithms and their groups; read, because their modules need QGIS."""
    for node in _nodes("processing_provider/algorithms"):
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in ("title", "group_title"):
            yield ast.literal_eval(node.value)


def _labels() -> Iterator[str]:
    """What people call the parameters and the numbers that come out."""
    for job in (stage(name).JOB for name in STAGES):
        yield from (spec.label for spec in job.specs().values())
        yield from job.numbers.values()


def _explanations() -> Iterator[str]:
    """The paragraphs and sentences of the help files."""
    for path in sorted((RESOURCES / "help").glob("*.json")):
        words = json.loads(path.read_text(encoding="utf-8"))
        yield from chain(words["summary"], words["parameters"].values(), words["outputs"].values())


def _workflows() -> Iterator[str]:
    """Titles, group, labels and explanations that the model files hold."""
    for path in sorted((RESOURCES / "workflows").glob("*.model3")):
        for option in ElementTree.parse(path).iter("Option"):  # noqa: S314 - our own file
            if option.get("name") in ("model_name", "model_group", "ALG_DESC", "description", "help"):
                yield from filter(None, [option.get("value")])


def _nodes(folder: str) -> Iterator[ast.AST]:
    """The syntax of all modules in a folder of the plugin."""
    for path in sorted((ROOT / folder).rglob("*.py")):
        yield from ast.walk(ast.parse(path.read_text(encoding="utf-8")))


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
