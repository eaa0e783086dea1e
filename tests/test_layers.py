"""What may import what: plugin → processing_provider → core, never upwards; nothing heavy in QGIS."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from surecover.core.stages import STAGES

ROOT = Path(__file__).resolve().parents[1]
LAYERS = ("core", "processing_provider", "plugin")
ALLOWED = {"core": {"numpy"}, "processing_provider": {"qgis", "osgeo"}, "plugin": {"qgis", "osgeo"}}
"""Packages that a layer may import when its modules are loaded, beside the standard library."""

PACKAGES = {
    "imagery": {"model", "external"},
    "external": set(),
    "runtimes": set(),
    "model": {"runtimes"},
    "evidence": set(),
    "pages": set(),
    "vectors": set(),
    "trust": {"external", "pages"},
    "learning": {"runtimes", "model", "external", "imagery", "pages", "trust"},
}
"""Packages of core by subject, and which others each may use; what lies in core itself uses none of them."""

HEAVY = ("torch", "torchvision", "segmentation_models_pytorch", "timm", "rasterio", "scipy", "sklearn",
         "skimage", "shapely", "pyogrio", "pandas", "cv2", "lightgbm", "s2cloudless", "onnx",
         "onnxruntime", "openvino", "zstandard", "dask", "distributed")  # fmt: skip
MODULES = sorted(path for layer in LAYERS for path in (ROOT / layer).rglob("*.py"))


def imports(module: Path) -> Iterator[tuple[str, bool]]:
    """Yield (absolute name, whether it is imported on loading) of all that a module imports."""
    package = module.relative_to(ROOT).parent.parts
    tree = ast.parse(module.read_text(encoding="utf-8"))
    on_loading = set(_run_on_loading(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level:
            assert node.level <= len(package) + 1, f"{module} imports from outside the plugin"
            above = ("surecover", *package)[: len(package) + 2 - node.level]
            base = ".".join([*above, *filter(None, [node.module])])
            names = [f"{base}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        yield from ((name, node in on_loading) for name in names)


def _run_on_loading(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        if isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING":
            for statement in child.orelse:
                yield from _run_on_loading(statement)
            continue
        yield child
        yield from _run_on_loading(child)


def layer_of(module: Path) -> str:
    return module.relative_to(ROOT).parts[0]


def name_of(module: Path) -> str:
    return str(module.relative_to(ROOT))


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_a_layer_imports_only_itself_and_the_layers_below(module: Path) -> None:
    allowed = LAYERS[: LAYERS.index(layer_of(module)) + 1]
    for name, _ in imports(module):
        parts = name.split(".")
        if parts[0] == "surecover":
            assert parts[1] in allowed, f"{name_of(module)} imports {name}"


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_loading_a_module_imports_the_standard_library_and_little_else(module: Path) -> None:
    allowed = ALLOWED[layer_of(module)] | {"surecover"} | sys.stdlib_module_names
    for name, on_loading in imports(module):
        assert not on_loading or name.split(".")[0] in allowed, f"{name_of(module)} imports {name}"


@pytest.mark.parametrize("module", [m for m in MODULES if layer_of(m) == "core"], ids=name_of)
def test_core_knows_no_qgis_not_even_inside_functions(module: Path) -> None:
    for name, _ in imports(module):
        assert name.split(".")[0] not in ("qgis", "osgeo", "PyQt5", "PyQt6"), f"imports {name}"


@pytest.mark.parametrize("module", sorted((ROOT / "core").glob("*.py")), ids=name_of)
def test_what_lies_in_core_itself_uses_no_subject(module: Path) -> None:
    assert not used_subjects(module)


@pytest.mark.parametrize("subject", PACKAGES)
def test_subjects_of_core_use_few_others(subject: str) -> None:
    for module in (ROOT / "core" / subject).glob("*.py"):
        assert used_subjects(module) <= PACKAGES[subject] | {subject}, name_of(module)


def used_subjects(module: Path) -> set[str]:
    """The packages of PACKAGES that a module imports from."""
    parts = (name.split(".") for name, _ in imports(module))
    return {name[2] for name in parts if name[:2] == ["surecover", "core"] and len(name) > 2} & set(PACKAGES)


@pytest.mark.parametrize("stage", [stage for stage in STAGES if stage != "produce"])
def test_no_stage_knows_another(stage: str) -> None:
    others = {f"surecover.core.stages.{other}" for other in STAGES if other != stage}
    for name, _ in imports(ROOT / "core" / "stages" / f"{stage}.py"):
        assert not any(name == other or name.startswith(f"{other}.") for other in others), name


LISTING = """
import json, sys
sys.path.insert(0, "tests")
import conftest, surecover
from qgis.core import QgsApplication
application = QgsApplication([], False)
application.initQgis()
plugin = surecover.classFactory(None)
plugin.initProcessing()
provider = QgsApplication.processingRegistry().providerById("surecover")
for algorithm in provider.algorithms():
    algorithm.create()
    algorithm.shortHelpString()
print(json.dumps({"algorithms": [a.name() for a in provider.algorithms()], "modules": list(sys.modules)}))
plugin.unload()
application.exitQgis()
"""


def test_qgis_lists_every_algorithm_without_importing_anything_heavy() -> None:
    variables = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        ["/usr/bin/python3", "-B", "-c", LISTING],
        cwd=ROOT,
        env={**variables, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout.splitlines()[-1])
    workflows = [path.stem for path in (ROOT / "resources" / "workflows").glob("*.model3")]
    assert sorted(seen["algorithms"]) == sorted([*STAGES, *workflows])
    assert not {name.split(".")[0] for name in seen["modules"]} & set(HEAVY)
