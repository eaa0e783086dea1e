"""Run inside QGIS by take.sh: works through the tutorial and takes its pictures."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.screenshots.hands import tutorial_in
from tests.screenshots.play import PICTURES, Wait, play


def story(folder: Path) -> Iterator[Wait]:
    """The tutorial, and its two pages."""
    yield from tutorial_in(folder)
    data = folder / "surecover-tutorial"
    for page in (data / "first-map" / "report.html", data / "accuracy.html"):
        shutil.copy(page, f"{PICTURES}-{page.name}")
    shutil.rmtree(folder)


play(story(Path(tempfile.mkdtemp(prefix="maps-"))))
