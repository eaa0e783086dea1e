"""The algorithms as scripts meet them: through qgis_process."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from surecover.core.stages import STAGES
from surecover.processing_provider.workflows import WORKFLOWS

if TYPE_CHECKING:
    from tests.headless.conftest import Run


def test_it_lists_every_algorithm(qgis_process: Run) -> None:
    done = qgis_process("list")
    listed = re.findall(r"surecover:\w+", done.stdout)
    names = (*STAGES, *(path.stem for path in WORKFLOWS))
    assert sorted(listed) == sorted(f"surecover:{name}" for name in names), done.stderr


def test_help_is_printed_as_plain_text(qgis_process: Run) -> None:
    done = qgis_process("help", "surecover:correct")
    assert done.returncode == 0
    assert "MIN_SHARE" in done.stdout
    assert not re.search(r"</\w|<(p|b|i|br|h\d)>", done.stdout)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["cluster", "--INPUT=/nowhere.tif"], "(INPUT) was not found: /nowhere.tif; check the path."),
        (["cluster", "--INPUT=METADATA", "--K=300"], "(K) is 300; allowed: 2 to 255."),
    ],
)
def test_a_refusal_is_one_sentence_and_exit_code_1(
    qgis_process: Run, tmp_path: Path, arguments: list[str], sentence: str
) -> None:
    stage, *values = arguments
    given = [value.replace("METADATA", str(Path(__file__))) for value in values]
    done = qgis_process("run", f"surecover:{stage}", *given, f"--OUTPUT={tmp_path / 'out.tif'}")
    assert done.returncode == 1
    assert sentence in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert not (tmp_path / "out.tif").exists()
