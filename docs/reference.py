"""One page per algorithm, from its job and its help file: made when the site is built, so never out of date.

mkdocs calls `on_config` and `on_files`; everything else is plain text from plain text.
"""

from __future__ import annotations

import ast
import importlib.util
import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]

if "surecover" not in sys.modules:  # the checkout may have any name
    spec = importlib.util.spec_from_file_location(
        "surecover", ROOT / "__init__.py", submodule_search_locations=[str(ROOT)]
    )
    sys.modules["surecover"] = module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)

from surecover.core.job import Job, Spec  # noqa: E402
from surecover.core.stages import STAGES, stage  # noqa: E402

GROUPS = ("Prepare", "Map", "Trust", "Learn", "Set up")
"""Of the toolbox, in the order of the work."""

_KINDS = {
    "raster": "raster", "rasters": "one raster or several", "vector": "polygon layer",
    "layer": "raster or vector layer", "file": "file", "folder": "folder", "folders": "one folder or several",
    "number": "number", "integer": "whole number", "flag": "yes or no", "choice": "", "text": "text",
    "text or file": "name or file", "extent": "extent", "field": "attribute", "new raster": "GeoTIFF",
    "new vector": "GeoPackage", "new folder": "folder",
}  # fmt: skip
_ENDINGS = {"vector": ".gpkg", "new vector": ".gpkg", "raster": ".tif", "rasters": ".tif", "layer": ".tif"}


class Page:
    """The reference of one algorithm.

    Args:
        name: Its stage.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.job: type[Job] = stage(name).JOB
        declared = _declared(name)
        self.title: str = declared["title"]
        self.group: str = declared["group_title"]
        self._shown: tuple[str, ...] = declared.get("main_outputs", ())
        self.summary: list[str] = _words(name)["summary"]

    @property
    def address(self) -> str:
        """Of the page, in the documentation's folder."""
        return f"reference/{self.name}.md"

    def text(self) -> str:
        """The page as Markdown."""
        specs = {key.upper(): spec for key, spec in self.job.specs().items()}
        inputs = {key: spec for key, spec in specs.items() if spec.role != "target"}
        parts = [
            f"# {self.title}",
            f"*Processing Toolbox → SureCover → {self.group}* · `surecover:{self.name}`",
            *self.summary,
            self._table("Parameters", {key: spec for key, spec in inputs.items() if not spec.advanced}),
            self._table("Advanced parameters", {key: spec for key, spec in inputs.items() if spec.advanced}),
            self._table("Outputs", {key: spec for key, spec in specs.items() if spec.role == "target"}),
            self._numbers(),
            f"## From the command line\n\n```sh\n{self._example(specs)}\n```",
        ]
        return "\n\n".join(part for part in parts if part) + "\n"

    def _table(self, title: str, specs: dict[str, Spec]) -> str:
        rows = [
            f"| **{spec.label}**<br>`{key}` | {self._values(key, spec)} | {_cell(self._explained(key))} |"
            for key, spec in specs.items()
        ]
        head = f"## {title}\n\n| | Values | |\n| --- | --- | --- |\n"
        return head + "\n".join(rows) if rows else ""

    def _numbers(self) -> str:
        rows = [
            f"| **{label}**<br>`{key}` | {_cell(self._explained(key))} |"
            for key, label in self.job.numbers.items()
        ]
        return "## Numbers that come out\n\n| | |\n| --- | --- |\n" + "\n".join(rows) if rows else ""

    def _explained(self, key: str) -> str:
        """What a parameter or an output is; one that is borrowed is explained where it is at home."""
        own = key in self.job.numbers
        home, name = (self.name, key) if own else self.job.home(key.lower())
        words = _words(home)
        return {**words["parameters"], **words["outputs"]}[name.upper()]

    def _values(self, key: str, spec: Spec) -> str:
        """What sort of value, which are allowed, which is the default."""
        default = self.job.__dataclass_fields__[key.lower()].default
        says = [f"{spec.suffix} file" if spec.kind == "new file" else _KINDS[spec.kind]]
        if spec.choices:
            says = ["one of " + ", ".join(f"`{choice}`" for choice in spec.choices)]
        elif spec.minimum is not None:
            most = f" to {spec.maximum:,.15g}" if spec.maximum is not None else " or more"
            says.append(f"{spec.minimum:g}{most}")
        if default not in ("", (), None):
            says.append(f"default {default if spec.kind != 'flag' else 'yes' if default else 'no'}")
        elif spec.role == "target":
            says.append("optional" if spec.optional else "required")
        else:
            says.append("may be empty" if spec.optional else "required")
        return "<br>".join(filter(None, says))

    def _example(self, specs: dict[str, Spec]) -> str:
        """A command with what must be given and what a dialog would make."""
        targets = [key for key, spec in specs.items() if spec.role == "target"]
        wanted = [key for key in targets if not specs[key].optional] or list(self._shown) or targets[:1]
        given = [key for key, spec in specs.items() if spec.role == "source" and not spec.optional]
        options = [f"--{key}={name}" for key in given + wanted for name in _names(key.lower(), specs[key])]
        return " \\\n  ".join([f"qgis_process run surecover:{self.name}", *options])


def pages() -> list[Page]:
    """Of all algorithms, in the order of the toolbox."""
    return sorted(map(Page, STAGES), key=lambda page: GROUPS.index(page.group))


def overview() -> str:
    """The page that lists them all."""
    parts = ["# All algorithms", "In *Processing → Toolbox → SureCover*, in models, and by `qgis_process`."]
    for group in GROUPS:
        rows = [
            f"| [{page.title}]({page.name}.md)<br>`surecover:{page.name}` | {_cell(page.summary[0])} |"
            for page in pages()
            if page.group == group
        ]
        parts.append(f"## {group}\n\n| | |\n| --- | --- |\n" + "\n".join(rows))
    return "\n\n".join(parts) + "\n"


def on_config(config: Any) -> Any:  # noqa: ANN401 - mkdocs gives and takes its own types
    """Add the algorithms to the navigation."""
    groups = [{group: [page.address for page in pages() if page.group == group]} for group in GROUPS]
    config.nav.append({"Algorithms": ["reference/index.md", *groups]})
    return config


def on_files(files: Any, config: Any) -> Any:  # noqa: ANN401
    """Add the pages to the site."""
    from mkdocs.structure.files import File

    files.append(File.generated(config, "reference/index.md", content=overview()))
    for page in pages():
        files.append(File.generated(config, page.address, content=page.text()))
    return files


def _words(name: str) -> dict[str, Any]:
    return json.loads((ROOT / "resources" / "help" / f"{name}.json").read_text(encoding="utf-8"))


def _declared(name: str) -> dict[str, Any]:
    """The class attributes that are literals, without importing QGIS."""
    source = (ROOT / "processing_provider" / "algorithms" / f"{name}.py").read_text(encoding="utf-8")
    found = next(node for node in ast.parse(source).body if isinstance(node, ast.ClassDef))
    return {
        statement.targets[0].id: ast.literal_eval(statement.value)
        for statement in found.body
        if isinstance(statement, ast.Assign) and not isinstance(statement.value, ast.Name)
    }


def _names(key: str, spec: Spec) -> list[str]:
    """Names of files that could be meant."""
    ending = spec.suffix if spec.role == "target" else _ENDINGS.get(spec.kind, "")
    name = key.rstrip("s") if spec.kind in ("rasters", "folders") else key
    return [f"{name}_{number}{ending}" for number in (1, 2)] if spec.kind == "rasters" else [name + ending]


def _cell(text: str) -> str:
    for sign in "|*_":
        text = text.replace(sign, "\\" + sign)
    return text
