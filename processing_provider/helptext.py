"""The words of explanation of a stage, from `resources/help/<stage>.json`, in the language of QGIS.

    {
      "summary": ["What it does and for what.", "A second paragraph, if one is needed."],
      "parameters": {"KEY": "One or two sentences."},
      "outputs": {"KEY": "One or two sentences."}
    }

`parameters` explains every source and setting of the stage's job, `outputs` every target and every
number that the stage returns; plain text, no HTML. A field borrowed or inherited from another
stage's job is explained there.
"""

from __future__ import annotations

import json
from typing import Any

from ..core import RESOURCES
from ..core.job import Job
from .words import tr


class HelpText:
    """What the toolbox says of a stage.

    Args:
        job: The stage's job class.
    """

    def __init__(self, job: type[Job]) -> None:
        words = _words(job.stage)
        self._explained: dict[str, str] = {**words["parameters"], **words["outputs"]}
        for name in job.specs():
            stage, there = job.home(name)
            if stage != job.stage:
                self._explained[name.upper()] = _words(stage)["parameters"][there.upper()]
        # Parameters show their explanation themselves; numbers that come out have no other place.
        numbers = [f"{key}: {self.of(key)}" for key in job.numbers]
        self.summary = "\n".join([*map(tr, words["summary"]), *numbers])

    def of(self, key: str) -> str:
        """The explanation of a parameter or an output."""
        return tr(self._explained[key])


def _words(stage: str) -> dict[str, Any]:
    text = (RESOURCES / "help" / f"{stage}.json").read_text(encoding="utf-8")
    words: dict[str, Any] = json.loads(text)
    return words
